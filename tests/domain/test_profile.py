"""Which profile of an account is the main one: exactly one, as long as there is any."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.catalogs.sat import Persona
from chalicelib.domain.profile import Profile, with_profile, without_profile
from chalicelib.domain.rfc import RFC
from tests.account_factories import make_profile
from tests.factories import make_receptor

IDS = ["p1", "p2", "p3"]
Step = tuple[str, bool | None]
"""A profile's id, and whether it is put in as the main one; None takes it away."""


def after(*steps: Step) -> tuple[Profile, ...]:
    profiles: tuple[Profile, ...] = ()
    for name, is_main in steps:
        if is_main is None:
            profiles = without_profile(profiles, name)
        else:
            profiles = with_profile(profiles, make_profile(id=name, is_main=is_main))
    return profiles


def names(profiles: tuple[Profile, ...]) -> list[str]:
    """Tell profiles by their ids, the main one marked."""
    return [f"{one.id}*" if one.is_main else one.id for one in profiles]


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ([("p1", False)], ["p1*"]),
        ([("p1", False), ("p2", False)], ["p1*", "p2"]),
        ([("p1", False), ("p2", True)], ["p1", "p2*"]),
        ([("p1", False), ("p2", False), ("p1", False)], ["p1*", "p2"]),
        ([("p1", False), ("p2", False), ("p2", True)], ["p1", "p2*"]),
        ([("p1", False), ("p2", False), ("p3", True), ("p3", None)], ["p1*", "p2"]),
        ([("p1", False), ("p2", False), ("p1", None)], ["p2*"]),
        ([("p1", False), ("p2", False), ("p2", None)], ["p1*"]),
        ([("p1", False), ("p1", None)], []),
        ([("p1", None)], []),
    ],
    ids=[
        "the first one leads by itself",
        "a second one does not ask to",
        "a new main one takes the former's place",
        "the main one stays it when it is changed",
        "another may be made it",
        "after it the oldest leads",
        "the oldest that is left",
        "another goes and nothing moves",
        "the last one goes",
        "nothing was there",
    ],
)
def test_the_main_profile(steps, left):
    assert names(after(*steps)) == left


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from([True, False, None]))))
def test_there_is_exactly_one_main_profile_if_there_is_any(steps):
    profiles = after(*steps)

    assert sum(one.is_main for one in profiles) == bool(profiles)
    assert len({one.id for one in profiles}) == len(profiles)


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ({}, True),
        ({"emails": ()}, False),
        ({"uso_cfdi": "S01"}, False),
        ({"receptor": make_receptor(postal_code="03300")}, False),
        ({"receptor": make_receptor(name="maria olivia martinez sagaz")}, True),
        ({"is_main": True}, False),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_profile_says_the_same_when_nothing_would_change(asked, same):
    standing = make_profile(is_main=False)

    assert standing.says_the_same(replace(standing, id="p2", **asked)) is same


def test_who_does_not_ask_for_the_main_one_is_content_with_it():
    assert make_profile(is_main=True).says_the_same(make_profile(is_main=False))


def test_a_profile_knows_its_kind_of_person_by_its_rfc():
    company = make_profile(receptor=make_receptor(rfc=RFC("KIJ0906199R1")))

    assert (make_profile().persona, company.persona) == (Persona.FISICA, Persona.MORAL)
    assert company.rfc == "KIJ0906199R1"
