"""Sessions as values: how long they live, and which texts are their tokens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.session import (
    Scope,
    Session,
    hash_of,
    is_token,
    place_of,
    session_token,
)
from tests.twins.clock import NOON

TOKEN = session_token("acc-1", "ses-1", "secret")


def session(**changes) -> Session:
    plain = Session(
        id="ses-1",
        account_id="acc-1",
        token_sha256=hash_of(TOKEN),
        scope=Scope.FULL,
        device_name="Chrome en Windows",
        by_cookie=True,
        kept=False,
        created_at=NOON,
        seen_at=NOON,
        rotated_at=NOON,
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("changes", "idle", "absolute"),
    [
        ({}, timedelta(minutes=30), timedelta(hours=12)),
        ({"kept": True}, timedelta(days=30), timedelta(days=90)),
        ({"by_cookie": False}, timedelta(days=30), timedelta(days=90)),
        ({"scope": Scope.SET_PASSWORD}, timedelta(minutes=10), timedelta(minutes=10)),
        (
            {"scope": Scope.SET_PASSWORD, "by_cookie": False, "kept": True},
            timedelta(minutes=10),
            timedelta(minutes=10),
        ),
        ({"scope": Scope.SECOND_FACTOR}, timedelta(minutes=10), timedelta(minutes=10)),
    ],
)
def test_a_session_lives_as_long_as_its_kind(changes, idle, absolute):
    one = session(**changes)

    assert one.expires_at - NOON == idle
    assert one.ends_at - NOON == absolute


def test_no_use_carries_a_session_beyond_its_end():
    one = session(seen_at=NOON + timedelta(hours=11, minutes=50))

    assert one.expires_at == NOON + timedelta(hours=12)


def test_a_token_names_its_place():
    assert place_of(TOKEN) == ("acc-1", "ses-1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ses_",
        "ses_a.b",
        "ses_a.b.c.d",
        "ses_.b.c",
        "ses_a..c",
        "inv_a.b.c",
        "a.b.c",
        "..",
        "ses_..",
    ],
)
def test_what_is_no_token_has_no_place(text):
    assert place_of(text) is None


@given(st.text())
def test_no_text_is_anothers_token(text):
    assert is_token(text, hash_of(TOKEN)) is (text == TOKEN)
    assert not is_token(text, None)


def test_a_rotated_session_remembers_the_former_token_only():
    once = session().rotated("ses_new", NOON + timedelta(days=1))
    twice = once.rotated("ses_newer", NOON + timedelta(days=2))

    assert (once.token_sha256, once.previous_sha256) == (hash_of("ses_new"), hash_of(TOKEN))
    assert twice.previous_sha256 == hash_of("ses_new")
    assert twice.created_at == NOON
