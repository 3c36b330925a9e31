"""Signing in: who is let in, what it costs, and that every refusal is the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.account import EmailChange
from chalicelib.domain.password_hash import Cost, PasswordHash
from chalicelib.domain.session import Scope
from chalicelib.errors import NotSignedIn
from chalicelib.usecases.session_opening import MOST_SESSIONS
from chalicelib.usecases.signing_in import WrongCredentials
from tests.account_factories import make_account, make_profile
from tests.factories import EMAIL, make_receptor
from tests.usecases.meanwhile import before
from tests.usecases.people import kept
from tests.usecases.signed_in import (
    BROWSER,
    OTHER_PASSWORD,
    PASSWORD,
    PHONE,
    RFC,
    TEMPORARY,
    on,
    recovered,
    sign_in,
    with_password,
)


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    return with_password(world)


@pytest.mark.parametrize(
    "login", [EMAIL, EMAIL.upper(), f" {EMAIL} ", RFC, RFC.lower(), "maso 451221-pm4"]
)
def test_the_address_and_the_main_rfc_open_a_session_however_they_are_typed(world, account, login):
    opened = sign_in(world, login=login)

    signed_in = on(world, opened)
    assert (signed_in.account, signed_in.session.scope) == (account, Scope.FULL)


def test_an_rfc_that_is_not_the_main_one_opens_nothing(world, account):
    other = make_profile(id="p2", receptor=make_receptor(rfc="XIQB891116QE4"), is_main=False)
    changed = account.changed(profiles=(*account.profiles, other))
    assert world.accounts.save(changed, before=account)

    with pytest.raises(WrongCredentials):
        sign_in(world, login="XIQB891116QE4")


def test_an_rfc_of_two_accounts_opens_neither(world, account):
    twin = make_account(
        id="acc-2", email="b@correo.example", password=account.password, profiles=account.profiles
    )
    assert world.accounts.create(twin)

    with pytest.raises(WrongCredentials):
        sign_in(world, login=RFC)
    assert sign_in(world, login=EMAIL).session.account_id == "acc-1"


def test_an_account_that_is_closing_opens_no_more(world, account):
    closing = account.changed(closing_since=world.clock())
    assert world.accounts.save(closing, before=account)

    with pytest.raises(WrongCredentials):
        sign_in(world)


@pytest.mark.parametrize("password", [OTHER_PASSWORD, PASSWORD.upper(), PASSWORD + " ", TEMPORARY])
def test_a_wrong_password_opens_nothing(world, account, password):
    with pytest.raises(WrongCredentials):
        sign_in(world, password)

    assert world.sessions.of_account(account.id) == []


def test_every_login_has_a_session_and_a_token_of_its_own(world, account):
    first, second = sign_in(world), sign_in(world)

    assert first.session.id != second.session.id
    assert first.token != second.token
    assert on(world, first).account == on(world, second).account


def test_a_table_of_sessions_tells_no_token(world, account):
    opened = sign_in(world)

    assert opened.token not in repr(world.sessions.kept)
    assert opened.token.rpartition(".")[2] not in repr(world.sessions.kept)


def test_the_session_that_began_first_makes_room(world, account):
    opened = []
    for _ in range(MOST_SESSIONS + 2):
        opened.append(sign_in(world))
        world.clock.passes(seconds=1)

    standing = world.sessions.of_account(account.id)
    assert len(standing) == MOST_SESSIONS
    assert {one.session.id for one in opened[2:]} == {one.id for one in standing}


def test_sessions_that_begin_at_once_make_room_too(world, account):
    for _ in range(MOST_SESSIONS - 1):
        sign_in(world)
        world.clock.passes(seconds=1)
    before(world.sessions, "put", lambda: [sign_in(world) for _ in range(3)])

    sign_in(world)

    assert len(world.sessions.of_account(account.id)) == MOST_SESSIONS


def test_sessions_that_ended_by_themselves_take_nobodys_place(world, account):
    """DynamoDB deletes them within days; an app's session must not end for them."""
    phone = sign_in(world, device=PHONE)
    for _ in range(MOST_SESSIONS):
        sign_in(world, device=BROWSER)
        world.clock.passes(minutes=31)

    assert on(world, phone).session.id == phone.session.id


# What a refusal costs and tells.


def cost(world, password: str, login: str) -> tuple[list[str], int]:
    """Return what a refused login asked of the outside, and how often it hashed."""
    calls, hashed = len(world.crash.calls), world.hasher.asked
    with pytest.raises(NotSignedIn) as refusal:
        sign_in(world, password, login)
    assert (refusal.value.code, refusal.value.extra) == ("not_signed_in", {})
    return sorted(set(world.crash.calls[calls:])), world.hasher.asked - hashed


@pytest.mark.parametrize("unknown", ["nobody@correo.example", "XIQB891116QE4", "x", "#", "\ud800"])
def test_an_unknown_login_costs_the_hashes_of_a_wrong_password(world, account, unknown):
    _, of_known = cost(world, OTHER_PASSWORD, EMAIL)
    _, of_unknown = cost(world, OTHER_PASSWORD, unknown)

    assert of_unknown == of_known == 2


def test_a_waiting_temporary_password_changes_nothing_of_the_hashes(world, account):
    recovered(world, account)

    assert cost(world, OTHER_PASSWORD, EMAIL)[1] == 2


def test_an_account_that_is_closing_and_an_rfc_of_two_cost_the_same(world, account):
    twin = make_account(
        id="acc-2",
        email="b@correo.example",
        closing_since=world.clock(),
        profiles=account.profiles,
    )
    assert world.accounts.create(twin)

    assert cost(world, PASSWORD, RFC)[1] == cost(world, PASSWORD, twin.email)[1] == 2


def test_an_unknown_login_is_looked_for_as_a_known_one_is(world, account, monkeypatch):
    read = []
    monkeypatch.setattr(world.accounts, "get", read.append)

    cost(world, PASSWORD, "nobody@correo.example")

    assert read == ["nobody"]


# What happens meanwhile.


def test_a_login_that_a_new_password_overtakes_opens_nothing(world, account):
    def change():
        now = kept(world, account)
        changed = now.changed(password=world.hasher.hash(OTHER_PASSWORD))
        assert world.accounts.save(changed, before=now)

    before(world.sessions, "put", change)

    with pytest.raises(WrongCredentials):
        sign_in(world)
    assert world.sessions.of_account(account.id) == []


def test_a_login_that_an_erasure_overtakes_opens_nothing(world, account):
    before(world.sessions, "put", lambda: world.accounts.delete(kept(world, account)))

    with pytest.raises(WrongCredentials):
        sign_in(world)
    assert world.sessions.of_account(account.id) == []


def test_a_login_hashes_anew_what_has_a_former_pepper(world):
    old, new = b"o" * 32, b"n" * 32
    cheap = Cost(memory_kib=8, passes=1)
    world.hasher = PasswordHash(lambda: [old], cheap)
    account = with_password(world)
    world.hasher = PasswordHash(lambda: [old, new], cheap)

    sign_in(world)

    assert PasswordHash(lambda: [new], cheap).matches(PASSWORD, kept(world, account).password)
    assert sign_in(world).session.scope is Scope.FULL


def test_two_logins_that_hash_anew_at_once_both_open(world):
    old, new = b"o" * 32, b"n" * 32
    cheap = Cost(memory_kib=8, passes=1)
    world.hasher = PasswordHash(lambda: [old], cheap)
    with_password(world)
    world.hasher = PasswordHash(lambda: [old, new], cheap)
    before(world.sessions, "put", lambda: sign_in(world))

    assert sign_in(world).session.scope is Scope.FULL


def test_a_login_writes_nothing_to_an_account_that_is_tidy(world, account):
    sign_in(world, device=BROWSER)

    assert kept(world, account) == account


def test_a_new_address_that_nobody_confirmed_in_time_is_forgotten_with_the_next_login(
    world, account
):
    """Whose it is we do not know, and a confirmed one is no change any more."""
    change = EmailChange("other@correo.example", "0" * 64, world.clock() + timedelta(hours=24))
    assert world.accounts.save(account.changed(email_change=change), before=account)

    sign_in(world)
    assert kept(world, account).email_change == change

    world.clock.passes(hours=24)
    sign_in(world)
    assert kept(world, account).email_change is None


def test_what_is_known_of_the_device_is_kept(world, account):
    [phone, browser] = [sign_in(world, device=one).session for one in (PHONE, BROWSER)]

    assert (phone.device_name, phone.by_cookie) == ("Facturable en Android", False)
    assert (browser.device_name, browser.by_cookie) == ("Chrome en Windows", True)
