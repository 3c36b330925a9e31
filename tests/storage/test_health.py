"""One truth for the memory of failures and its twin."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import NOW


@pytest.fixture
def health(rooms):
    return rooms.health


def test_what_never_failed_works(health, unique):
    assert health.failing_since(unique) is None


def test_the_first_failure_of_a_row_gives_its_moment(health, unique):
    health.failed(unique, NOW)
    health.failed(unique, NOW + timedelta(minutes=5))

    assert health.failing_since(unique) == NOW


def test_a_success_ends_the_row_and_the_next_failure_begins_another(health, unique):
    health.failed(unique, NOW)
    health.worked(unique)
    between = health.failing_since(unique)
    health.failed(unique, NOW + timedelta(hours=1))

    assert between is None
    assert health.failing_since(unique) == NOW + timedelta(hours=1)


def test_a_success_without_a_failure_is_nothing(health, unique):
    health.worked(unique)

    assert health.failing_since(unique) is None


def test_parts_fail_each_for_itself(health, unique):
    health.failed(unique, NOW)

    assert health.failing_since(f"{unique}-other") is None
