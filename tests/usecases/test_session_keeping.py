"""Knowing people again: by a token that is theirs, in time, and of no one else."""

from __future__ import annotations

import pytest

from chalicelib.errors import NotSignedIn
from chalicelib.usecases.session_keeping import AlreadyRotated
from tests.usecases.meanwhile import before
from tests.usecases.people import kept
from tests.usecases.signed_in import BROWSER, PHONE, on, sign_in, with_password


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    return with_password(world)


@pytest.fixture
def opened(world, account):
    return sign_in(world)


def is_known(world, token: str) -> bool:
    try:
        world.session_keeping.recognise(token)
    except NotSignedIn:
        return False
    return True


def test_a_token_speaks_for_its_account(world, account, opened):
    assert on(world, opened).account == account


@pytest.mark.parametrize("change", ["secret", "session", "account", "prefix", "more", "surrogate"])
def test_a_changed_token_speaks_for_nobody(world, opened, change):
    account_id, session_id, secret = opened.token.removeprefix("ses_").split(".")
    changed = {
        "secret": f"ses_{account_id}.{session_id}.{secret[:-1]}{'A' if secret[-1] != 'A' else 'B'}",
        "session": f"ses_{account_id}.other.{secret}",
        "account": f"ses_other.{session_id}.{secret}",
        "prefix": f"inv_{account_id}.{session_id}.{secret}",
        "more": f"{opened.token}.x",
        "surrogate": f"{opened.token}\ud800",
    }

    assert not is_known(world, changed[change])
    assert is_known(world, opened.token)


def test_an_unused_session_ends(world, account):
    opened = sign_in(world, device=BROWSER)
    world.clock.passes(minutes=29, seconds=59)
    assert is_known(world, opened.token)

    world.clock.passes(minutes=30)

    assert not is_known(world, opened.token)


def test_a_used_session_ends_too(world, account):
    opened = sign_in(world, device=BROWSER)
    for _ in range(35):
        world.clock.passes(minutes=20)
        assert is_known(world, opened.token)

    world.clock.passes(minutes=20)

    assert not is_known(world, opened.token)


def test_a_use_is_written_once_a_minute_at_most(world, opened):
    world.clock.passes(seconds=59)
    on(world, opened)
    assert world.sessions.of_account("acc-1")[0].seen_at == opened.session.seen_at

    world.clock.passes(seconds=1)
    on(world, opened)

    assert world.sessions.of_account("acc-1")[0].seen_at == world.clock()


def test_an_ended_session_is_ended_for_good(world, opened):
    world.session_keeping.end("acc-1", opened.session.id)
    world.session_keeping.end("acc-1", opened.session.id)

    assert not is_known(world, opened.token)


def test_a_use_does_not_bring_back_what_ends_meanwhile(world, opened):
    world.clock.passes(minutes=5)
    before(world.sessions, "save", lambda: world.sessions.end("acc-1", opened.session.id))

    on(world, opened)

    assert not is_known(world, opened.token)


@pytest.mark.parametrize("fate", ["closing", "gone"])
def test_a_session_of_an_account_that_ends_speaks_for_nobody(world, account, opened, fate):
    now = kept(world, account)
    if fate == "closing":
        assert world.accounts.save(now.changed(closing_since=world.clock()), before=now)
    else:
        del world.accounts.kept[account.id]

    assert not is_known(world, opened.token)


def test_the_others_end_and_the_asking_one_stands(world, opened):
    others = [sign_in(world), sign_in(world, device=BROWSER)]

    world.session_keeping.end_others("acc-1", but=opened.session.id)

    assert is_known(world, opened.token)
    assert [is_known(world, other.token) for other in others] == [False, False]


def test_the_list_has_what_still_opens_newest_first(world, account):
    old = sign_in(world, device=BROWSER)
    world.clock.passes(minutes=20)
    first, second = sign_in(world, device=PHONE), sign_in(world, device=BROWSER)
    world.clock.passes(minutes=20)

    standing = {one.id for one in world.session_keeping.standing("acc-1")}

    assert standing == {first.session.id, second.session.id}
    assert old.session.id not in standing


# Rotation.


def test_a_new_token_opens_and_the_former_one_for_a_minute_more(world, opened):
    rotated = world.session_keeping.rotate(on(world, opened))

    world.clock.passes(seconds=60)
    assert is_known(world, opened.token)
    assert is_known(world, rotated.token)
    assert rotated.session.id == opened.session.id


def test_a_former_token_that_comes_back_late_ends_the_session(world, opened):
    rotated = world.session_keeping.rotate(on(world, opened))
    world.clock.passes(seconds=61)

    assert not is_known(world, opened.token)
    assert not is_known(world, rotated.token)


def test_an_answer_that_was_lost_may_be_asked_for_again(world, opened):
    world.session_keeping.rotate(on(world, opened))
    world.clock.passes(seconds=5)

    again = world.session_keeping.rotate(on(world, opened))

    assert is_known(world, again.token)
    assert not is_known(world, opened.token)


def test_questions_asked_at_once_do_not_rotate_each_others_token_away(world, opened):
    rotated = world.session_keeping.rotate(on(world, opened))
    world.clock.passes(seconds=4.9)

    for token in (opened, rotated):
        with pytest.raises(AlreadyRotated) as refused:
            world.session_keeping.rotate(on(world, token))
        assert refused.value.retry_after == 5
    assert is_known(world, opened.token)
    assert is_known(world, rotated.token)


def test_a_token_from_before_the_former_one_opens_nothing_and_ends_nothing(world, opened):
    second = world.session_keeping.rotate(on(world, opened))
    world.clock.passes(seconds=5)
    third = world.session_keeping.rotate(on(world, second))

    assert not is_known(world, opened.token)
    assert is_known(world, third.token)


def test_a_rotation_prolongs_no_life(world, opened):
    world.clock.passes(days=29)
    rotated = world.session_keeping.rotate(on(world, opened))

    assert rotated.session.ends_at == opened.session.ends_at


def test_of_two_rotations_at_once_one_is_told_that_it_was_late(world, opened):
    asked, also = on(world, opened), on(world, opened)
    rotated = []
    before(world.sessions, "save", lambda: rotated.append(world.session_keeping.rotate(also)))

    with pytest.raises(AlreadyRotated):
        world.session_keeping.rotate(asked)
    assert is_known(world, rotated[0].token)


def test_a_session_that_just_ended_takes_no_new_token(world, opened):
    signed_in = on(world, opened)
    world.session_keeping.end("acc-1", opened.session.id)

    with pytest.raises(NotSignedIn):
        world.session_keeping.rotate(signed_in)
    assert not is_known(world, opened.token)
