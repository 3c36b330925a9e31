"""One truth for the table of stores and its twin: branches, how far they are loaded, folios."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import NOW


@pytest.fixture
def branches(rooms, branch):
    return rooms.branches([branch])


def test_a_branch_reads_back_as_it_was_written(branches, branch):
    assert branches.get(branch.id) == branch
    assert branch in branches.list()


def test_an_unknown_branch_is_none(branches, unique):
    assert branches.get(f"other-{unique}") is None


def test_loaded_until_moves_forward_and_never_back(branches, branch):
    moments = [NOW, NOW + timedelta(hours=1), NOW - timedelta(hours=1)]
    told = []

    for moment in moments:
        branches.note_loaded(branch.id, moment)
        told.append(branches.get(branch.id).loaded_until)

    assert told == [moments[0], moments[1], moments[1]]
    assert replace(branch, loaded_until=moments[1]) in branches.list()


def test_a_sale_of_an_unknown_branch_makes_no_branch(branches, unique):
    branches.note_loaded(f"other-{unique}", NOW)

    assert branches.get(f"other-{unique}") is None


def test_folios_of_a_series_follow_each_other_from_one(branches, unique):
    assert [branches.next_folio(unique, "A") for _ in range(3)] == [1, 2, 3]


def test_each_series_and_each_issuer_counts_for_itself(branches, unique):
    branches.next_folio(unique, "A")

    assert branches.next_folio(unique, "B") == 1
    assert branches.next_folio(unique, "") == 1
    assert branches.next_folio(f"{unique}-2", "A") == 1
    assert branches.next_folio(unique, "A") == 2
