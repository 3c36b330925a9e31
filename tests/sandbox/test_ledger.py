"""What the ledger keeps, and for how long a customid counts."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.pac.ledger import CustomIdTakenError, Ledger, Stamp

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def make_stamp(name: str, at: datetime = NOW) -> Stamp:
    values = {column.name: f"{column.name} {name}" for column in fields(Stamp)}
    return Stamp(**{**values, "at": at.isoformat()})


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    yield ledger
    ledger.close()


def test_the_first_stamp_of_a_seal_stands(ledger):
    first, later = make_stamp("a"), make_stamp("a", NOW + timedelta(hours=1))

    assert ledger.remember(first, None) == (first, True)
    assert ledger.remember(later, None) == (first, False)
    assert ledger.stamps() == [first]


def test_a_customid_counts_for_72_hours_from_its_first_use(ledger):
    ledger.remember(make_stamp("a"), "venta-1")

    with pytest.raises(CustomIdTakenError) as taken:
        ledger.remember(make_stamp("b", NOW + timedelta(hours=71, minutes=59)), "venta-1")
    _, is_new = ledger.remember(make_stamp("c", NOW + timedelta(hours=72)), "venta-1")

    assert taken.value.earlier == make_stamp("a")
    assert is_new


def test_a_customid_that_was_taken_leaves_nothing_behind(ledger):
    ledger.remember(make_stamp("a"), "venta-1")

    with pytest.raises(CustomIdTakenError):
        ledger.remember(make_stamp("b"), "venta-1")

    assert ledger.count() == 1


def test_the_secret_is_drawn_once(ledger, tmp_path):
    secret = ledger.secret()

    assert Ledger(tmp_path / "ledger.sqlite3").secret() == secret
    assert len(secret) == 32
