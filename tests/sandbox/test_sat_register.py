"""What SAT's register keeps, whoever comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.pac.sat_register import Cancellation, Lags, SATRegister
from tests.sandbox.test_ledger import make_stamp

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def register(tmp_path):
    register = SATRegister(tmp_path / "sat.sqlite3", [], lambda: NOW, Lags())
    yield register
    register.close()


def asked(uuid, motivo="02", at=NOW):
    return Cancellation(uuid, at.isoformat(), motivo, None)


def test_the_first_request_for_a_uuid_stands(register):
    first, later = asked("ABC"), asked("ABC", "03", NOW + timedelta(hours=1))

    assert (register.request(first), register.request(later)) == (True, False)
    assert register.cancellations() == [first]


def test_a_request_is_found_in_either_case(register):
    register.request(asked("ABC"))

    assert register.cancellation("abc") == asked("ABC")
    assert register.cancellation("abd") is None


def test_a_stamp_reaches_sat_at_once_unless_its_pac_says_when(register):
    at_once, later = make_stamp("a", NOW), make_stamp("b", NOW)
    register.deliver_at(later.uuid, NOW + timedelta(seconds=1))

    assert [register.is_delivered(stamp) for stamp in (at_once, later)] == [True, False]


def test_a_cancellation_service_learns_of_a_stamp_after_the_lag(register):
    too_new = make_stamp("a", NOW - Lags().cancelling + timedelta(microseconds=1))
    old_enough = make_stamp("b", NOW - Lags().cancelling)

    assert [register.may_cancel(stamp) for stamp in (too_new, old_enough)] == [False, True]


def test_a_request_in_the_future_is_held_back(register):
    assert asked("a", at=NOW + timedelta(seconds=1)).is_held_back(NOW)
    assert not asked("a").is_held_back(NOW)
