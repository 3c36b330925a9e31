"""The temporary password: it opens its own change, once, soon, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.session import Scope
from chalicelib.usecases.signing_in import WrongCredentials
from tests.usecases.meanwhile import before
from tests.usecases.people import kept
from tests.usecases.signed_in import OTHER_PASSWORD, TEMPORARY, recovered, sign_in, with_password


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    return with_password(world)


@pytest.mark.parametrize("typed", [TEMPORARY, "0123-4567-89ab-cdef", " o123 4567 89AB CDEF "])
def test_a_temporary_password_opens_its_own_change_only(world, account, typed):
    recovered(world, account)

    opened = sign_in(world, typed)

    assert opened.session.scope is Scope.SET_PASSWORD
    assert opened.session.expires_at == world.clock() + timedelta(minutes=10)


def test_a_temporary_password_opens_once(world, account):
    recovered(world, account)
    sign_in(world, TEMPORARY)

    with pytest.raises(WrongCredentials):
        sign_in(world, TEMPORARY)


def test_of_two_logins_at_once_a_temporary_password_opens_one(world, account):
    recovered(world, account)
    opened = []
    before(world.guards, "once", lambda: opened.append(sign_in(world, TEMPORARY)))

    with pytest.raises(WrongCredentials):
        sign_in(world, TEMPORARY)

    assert [one.session.scope for one in opened] == [Scope.SET_PASSWORD]
    assert len(world.sessions.of_account(account.id)) == 1


def test_a_change_of_the_account_does_not_keep_a_temporary_password_from_opening(world, account):
    recovered(world, account)

    def rename():
        now = kept(world, account)
        assert world.accounts.save(now.changed(name="Olivia"), before=now)

    before(world.accounts, "save", rename)

    assert sign_in(world, TEMPORARY).session.scope is Scope.SET_PASSWORD
    assert kept(world, account).name == "Olivia"


def test_a_newer_temporary_password_takes_the_older_ones_place_at_once(world, account):
    recovered(world, account)

    def ask_again():
        now = kept(world, account)
        newer = replace(now.temporary, hash=world.hasher.hash("FEDCBA9876543210"))
        assert world.accounts.save(now.changed(temporary=newer), before=now)

    before(world.accounts, "save", ask_again)

    with pytest.raises(WrongCredentials):
        sign_in(world, TEMPORARY)


def test_a_temporary_password_expires(world, account):
    recovered(world, account)
    world.clock.passes(minutes=30)

    with pytest.raises(WrongCredentials):
        sign_in(world, TEMPORARY)


def test_five_misses_void_a_temporary_password(world, account):
    recovered(world, account)

    for _ in range(5):
        with pytest.raises(WrongCredentials):
            sign_in(world, "fedc-ba98-7654-3210")

    with pytest.raises(WrongCredentials):
        sign_in(world, TEMPORARY)


def test_four_misses_leave_a_temporary_password_its_last_try(world, account):
    recovered(world, account)

    for _ in range(4):
        with pytest.raises(WrongCredentials):
            sign_in(world, "FEDCBA9876543210")

    assert sign_in(world, TEMPORARY).session.scope is Scope.SET_PASSWORD


@pytest.mark.parametrize("typed", [OTHER_PASSWORD, TEMPORARY[:-1], f"{TEMPORARY}0", "U" * 16])
def test_who_tries_passwords_he_once_had_keeps_his_temporary_one(world, account, typed):
    """What cannot be a temporary password is no guess at it."""
    recovered(world, account)

    for _ in range(6):
        with pytest.raises(WrongCredentials):
            sign_in(world, typed)

    assert sign_in(world, TEMPORARY).session.scope is Scope.SET_PASSWORD


def test_the_password_goes_on_opening_while_a_temporary_one_waits(world, account):
    """Else anybody could lock anybody out, by asking for a temporary one."""
    recovered(world, account)
    sign_in(world, TEMPORARY)

    assert sign_in(world).session.scope is Scope.FULL


def test_a_login_by_the_password_voids_a_temporary_one_that_nobody_needed(world, account):
    recovered(world, account)

    sign_in(world)

    assert kept(world, account).temporary is None
    with pytest.raises(WrongCredentials):
        sign_in(world, TEMPORARY)
