"""Changing a password: what it asks for, what it ends, and whom it tells."""

from __future__ import annotations

import pytest

from chalicelib.domain.session import Scope
from chalicelib.errors import Conflict, Invalid, NotSignedIn, Unavailable
from chalicelib.usecases.signing_in import WrongCredentials
from tests.factories import EMAIL
from tests.usecases.meanwhile import before
from tests.usecases.people import kept, mailed_to
from tests.usecases.signed_in import (
    BROWSER,
    OTHER_PASSWORD,
    PASSWORD,
    TEMPORARY,
    on,
    recovered,
    setting_password,
    sign_in,
    with_password,
)


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    return with_password(world)


def wrong(world, signed_in, current, new) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        world.password_changing.change(signed_in, current, new)
    return {(problem.field, problem.code) for problem in refusal.value.fields}


def test_the_new_password_opens_and_the_former_one_does_not(world, account):
    signed_in = on(world, sign_in(world))

    assert world.password_changing.change(signed_in, PASSWORD, OTHER_PASSWORD) is None

    assert sign_in(world, OTHER_PASSWORD).session.scope is Scope.FULL
    with pytest.raises(WrongCredentials):
        sign_in(world, PASSWORD)


def test_every_other_session_ends_and_the_present_one_goes_on(world, account):
    others = [sign_in(world), sign_in(world, device=BROWSER)]
    present = sign_in(world)

    world.password_changing.change(on(world, present), PASSWORD, OTHER_PASSWORD)

    assert on(world, present).session.id == present.session.id
    for other in others:
        with pytest.raises(NotSignedIn):
            on(world, other)


def test_its_owner_is_told_by_mail(world, account):
    signed_in = on(world, sign_in(world))

    world.password_changing.change(signed_in, PASSWORD, OTHER_PASSWORD)
    world.work()

    [email] = mailed_to(world, EMAIL)
    assert OTHER_PASSWORD not in email.text
    assert "contraseña" in email.subject.lower()


@pytest.mark.parametrize("current", [OTHER_PASSWORD, PASSWORD + " ", TEMPORARY])
def test_a_wrong_current_password_changes_nothing(world, account, current):
    recovered(world, account)
    signed_in = on(world, sign_in(world))
    before_it = kept(world, account)

    assert wrong(world, signed_in, current, OTHER_PASSWORD) == {
        ("/current_password", "wrong_password")
    }

    assert kept(world, account) == before_it
    world.work()
    assert world.mailer.sent == []


@pytest.mark.parametrize("current", [None, ""])
def test_the_current_password_is_asked_for(world, account, current):
    signed_in = on(world, sign_in(world))

    assert wrong(world, signed_in, current, OTHER_PASSWORD) == {("/current_password", "required")}


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("corta", "password_too_short"),
        ("password1", "password_common"),
        ("facturable2026", "password_guessable"),
        ("olivia2026", "password_guessable"),
        ("MASO451221PM4", "password_guessable"),
        ("superzarapito", "password_guessable"),
        (PASSWORD, "password_same"),
        ("ｆerrocarril azul 7", "password_same"),
    ],
)
def test_a_new_password_is_judged_by_what_is_known_of_its_owner(world, account, new, code):
    signed_in = on(world, sign_in(world))

    assert wrong(world, signed_in, PASSWORD, new) == {("/new_password", code)}


def test_every_wrong_field_is_named_at_once(world, account):
    signed_in = on(world, sign_in(world))

    assert wrong(world, signed_in, OTHER_PASSWORD, "corta") == {
        ("/current_password", "wrong_password"),
        ("/new_password", "password_too_short"),
    }


@pytest.mark.parametrize(
    ("current", "code"), [(None, "required"), (OTHER_PASSWORD, "wrong_password")]
)
def test_only_who_knows_the_password_learns_that_the_new_one_is_the_same(
    world, account, current, code
):
    """Else a session that was left open would tell the password, and no budget would count it."""
    signed_in = on(world, sign_in(world))

    assert wrong(world, signed_in, current, PASSWORD) == {("/current_password", code)}


# After a temporary password.


@pytest.mark.parametrize("current", [None, "cualquier cosa"])
def test_whoever_came_by_a_temporary_password_needs_no_current_one(world, account, current):
    signed_in = setting_password(world, account)

    opened = world.password_changing.change(signed_in, current, OTHER_PASSWORD)

    assert opened is not None
    assert on(world, opened).session.scope is Scope.FULL
    assert sign_in(world, OTHER_PASSWORD).session.scope is Scope.FULL


def test_his_session_gives_way_to_a_full_one_on_the_same_device(world, account):
    signed_in = setting_password(world, account, BROWSER)

    opened = world.password_changing.change(signed_in, None, OTHER_PASSWORD)

    assert opened is not None
    assert (opened.session.by_cookie, opened.session.device_name) == (True, BROWSER.name)
    assert [one.id for one in world.sessions.of_account(account.id)] == [opened.session.id]
    assert opened.session.id != signed_in.session.id


def test_the_temporary_password_is_gone_after_the_change(world, account):
    signed_in = setting_password(world, account)

    world.password_changing.change(signed_in, None, OTHER_PASSWORD)

    assert kept(world, account).temporary is None
    with pytest.raises(WrongCredentials):
        sign_in(world, TEMPORARY)


@pytest.mark.parametrize("new", [TEMPORARY, "0123-4567-89ab-cdef", PASSWORD])
def test_neither_the_temporary_password_nor_the_former_one_becomes_the_new_one(world, account, new):
    """ASVS 6.4.1."""
    signed_in = setting_password(world, account)

    assert wrong(world, signed_in, None, new) == {("/new_password", "password_same")}


def test_a_temporary_password_that_was_voided_takes_its_session_along(world, account):
    recovered(world, account)
    opened = sign_in(world, TEMPORARY)
    sign_in(world, PASSWORD)

    with pytest.raises(NotSignedIn):
        world.password_changing.change(on(world, opened), None, OTHER_PASSWORD)

    assert sign_in(world, PASSWORD).session.scope is Scope.FULL


def test_a_session_that_a_temporary_password_opens_after_a_change_sets_nothing(world, account):
    recovered(world, account)
    owner = on(world, sign_in(world, PASSWORD))
    recovered(world, account)
    change = world.password_changing.change
    before(world.sessions, "put", lambda: change(owner, PASSWORD, OTHER_PASSWORD))

    opened = sign_in(world, TEMPORARY)

    with pytest.raises(NotSignedIn):
        change(on(world, opened), None, "ocho peces de colores")
    assert sign_in(world, OTHER_PASSWORD).session.scope is Scope.FULL


# What happens meanwhile.


def test_a_change_of_other_data_is_kept(world, account):
    signed_in = on(world, sign_in(world))

    def rename():
        now = kept(world, account)
        assert world.accounts.save(now.changed(name="Olivia"), before=now)

    before(world.accounts, "save", rename)
    world.password_changing.change(signed_in, PASSWORD, OTHER_PASSWORD)

    assert kept(world, account).name == "Olivia"
    assert world.hasher.matches(OTHER_PASSWORD, kept(world, account).password)


def test_of_two_changes_at_once_one_is_told_that_it_was_late(world, account):
    first, second = on(world, sign_in(world)), on(world, sign_in(world))
    third = "ocho peces de colores"
    before(world.accounts, "save", lambda: world.password_changing.change(first, PASSWORD, third))

    with pytest.raises(Conflict):
        world.password_changing.change(second, PASSWORD, OTHER_PASSWORD)

    assert sign_in(world, third).session.scope is Scope.FULL


def test_a_temporary_password_that_is_voided_meanwhile_sets_nothing(world, account):
    signed_in = setting_password(world, account)
    before(world.accounts, "save", lambda: sign_in(world, PASSWORD))

    with pytest.raises(Conflict):
        world.password_changing.change(signed_in, None, OTHER_PASSWORD)

    assert sign_in(world, PASSWORD).session.scope is Scope.FULL


def test_without_a_way_to_tell_its_owner_nothing_is_changed(world, account):
    signed_in = on(world, sign_in(world))
    world.queues.is_down = True

    with pytest.raises(Unavailable):
        world.password_changing.change(signed_in, PASSWORD, OTHER_PASSWORD)

    assert kept(world, account) == account
