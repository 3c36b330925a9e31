from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.errors import Invalid, NotSignedIn
from chalicelib.usecases.account_keeping import ReauthenticationRequired
from chalicelib.usecases.session_keeping import SignedIn
from tests.account_factories import make_account, make_session
from tests.usecases.meanwhile import before
from tests.usecases.people import kept

PASSWORD = "una frase que nadie adivina"


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    account = make_account(password=world.hasher.hash(PASSWORD))
    assert world.accounts.create(account)
    return account


def test_a_new_name_is_kept(world, account):
    renamed = world.account_keeping.rename(account, "Olivia M.")

    assert renamed == kept(world, account) == replace(account, version=2, name="Olivia M.")


def test_a_new_name_undoes_nothing_that_was_written_meanwhile(world, account):
    before(
        world.accounts,
        "save",
        lambda: world.accounts.save(account.changed(password="newer"), before=account),
    )

    renamed = world.account_keeping.rename(account, "Olivia M.")

    assert (renamed.name, renamed.password) == ("Olivia M.", "newer")


def test_an_account_that_is_closing_is_not_renamed(world, account):
    world.closing.close(account)

    with pytest.raises(NotSignedIn):
        world.account_keeping.rename(kept(world, account), "Olivia M.")


def test_the_right_password_proves_the_owner(world, account):
    world.owner_proof.require_password(account, PASSWORD)


def test_a_wrong_password_is_named_as_a_field(world, account):
    with pytest.raises(Invalid) as refusal:
        world.owner_proof.require_password(account, "otra")

    [problem] = refusal.value.fields
    assert (problem.field, problem.code) == ("/current_password", "wrong_password")


@pytest.mark.parametrize("minutes", [0, 10])
def test_who_has_just_signed_in_is_not_asked_again(world, account, minutes):
    session = make_session(created_at=world.clock.now)
    world.clock.passes(minutes=minutes)

    world.owner_proof.require_fresh(SignedIn(account, session), None)


def test_an_older_session_needs_the_password(world, account):
    known = SignedIn(account, make_session(created_at=world.clock.now))
    world.clock.passes(minutes=10, seconds=1)

    with pytest.raises(ReauthenticationRequired):
        world.owner_proof.require_fresh(known, None)
    world.owner_proof.require_fresh(known, PASSWORD)


def test_a_wrong_password_is_refused_in_a_fresh_session_too(world, account):
    known = SignedIn(account, make_session(created_at=world.clock.now))

    with pytest.raises(Invalid):
        world.owner_proof.require_fresh(known, "otra")
