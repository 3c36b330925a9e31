from datetime import timedelta

import pytest

from chalicelib.usecases.health import ServiceHealth
from tests.twins.health import HealthInMemory


@pytest.fixture
def health():
    return HealthInMemory()


def told(health, clock, part):
    status = ServiceHealth(health, clock).status()[part]
    return status.status, status.since, status.message_code


def test_all_is_well_until_something_fails(health, clock):
    parts = ServiceHealth(health, clock).status()

    assert set(parts) == {"acceptance", "stamping", "mail"}
    assert {(part.status, part.message_code) for part in parts.values()} == {("ok", "status.ok")}


@pytest.mark.parametrize("part", ["stamping", "mail"])
def test_a_part_is_slow_for_two_minutes_and_then_down(health, clock, part):
    began = clock.now
    health.failed(part, began)
    clock.passes(minutes=2)

    slow = told(health, clock, part)
    clock.passes(seconds=1)

    assert slow == ("slow", began, f"status.{part}_slow")
    assert told(health, clock, part) == ("down", began, f"status.{part}_down")


def test_a_row_of_failures_counts_from_its_first(health, clock):
    began = clock.now
    health.failed("mail", began)
    health.failed("mail", began + timedelta(minutes=1))

    assert told(health, clock, "mail")[1] == began


def test_one_success_ends_the_row(health, clock):
    health.failed("stamping", clock.now)
    health.worked("stamping")

    assert told(health, clock, "stamping") == ("ok", None, "status.ok")
