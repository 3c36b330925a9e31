"""One truth for accounts in the table and in memory: whose an address is, and who wrote first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.rfc import RFC
from tests.account_factories import (
    make_account,
    make_export,
    make_profile,
    make_registration,
    make_session,
)
from tests.factories import make_receptor

if TYPE_CHECKING:
    from collections.abc import Callable

    from chalicelib.domain.account import Account
    from chalicelib.domain.profile import Profile
    from chalicelib.usecases.account_ports import AccountStore

ODD_NAMES = ["", "#", "\ud800", "ñ" * 2000, "acc\x00"]


@pytest.fixture
def accounts(account_rooms) -> AccountStore:
    return account_rooms.accounts


@pytest.fixture
def make(unique: str) -> Callable[..., Account]:
    """Makes accounts with an address of this test's own."""

    def made(name: str = "ana", **changes: Any) -> Account:
        email = f"{name}.{unique}@correo.example"
        return make_account(**{"id": f"{name}{unique}", "email": email, **changes})

    return made


@pytest.fixture
def main(unique: str) -> Callable[..., Profile]:
    """Makes main profiles of an RFC; the first four letters are this test's own."""
    letters = "".join(chr(ord("A") + int(digit, 16)) for digit in unique[:4])

    def made(rest: str = "451221PM4") -> Profile:
        return make_profile(receptor=make_receptor(rfc=RFC(f"{letters}{rest}")))

    return made


# Finding


def test_an_account_reads_back_as_it_was_written(accounts, make, main):
    account = make(profiles=(main(), make_profile(id="p2", is_main=False)))

    assert accounts.create(account)
    assert accounts.get(account.id) == account


def test_an_account_is_found_by_its_address_however_it_is_typed(accounts, make):
    account = make()
    accounts.create(account)

    assert accounts.by_email(f" {account.email.upper()} ") == account
    assert accounts.by_email(f"x{account.email}") is None


def test_an_account_is_found_by_its_main_rfc_and_by_no_other(accounts, make, main):
    other = replace(main("800101AB1"), id="p2", is_main=False)
    account = make(profiles=(main(), other))
    accounts.create(account)

    assert accounts.by_main_rfc(main().rfc) == account
    assert accounts.by_main_rfc(other.rfc) is None


def test_a_main_rfc_that_several_have_names_none_of_them(accounts, make, main):
    for name in ("ana", "eva", "isa"):
        accounts.create(make(name, profiles=(main(),)))

    assert accounts.by_main_rfc(main().rfc) is None


@pytest.mark.parametrize("name", ODD_NAMES)
def test_what_no_account_can_be_called_is_not_there(accounts, name):
    assert accounts.get(name) is None
    assert accounts.by_email(name) is None
    assert accounts.by_main_rfc(name) is None


# Creating


def test_an_address_belongs_to_one_account(accounts, make):
    first, second = make(), make("eva", email=make().email.upper())

    assert accounts.create(first)
    assert not accounts.create(second)
    assert accounts.by_email(first.email) == first
    assert accounts.get(second.id) is None


def test_an_account_whose_creation_is_repeated_is_known_as_done(accounts, make):
    accounts.create(make())

    assert accounts.create(make())


def test_a_taken_id_is_not_written_over(accounts, make):
    accounts.create(make())

    assert not accounts.create(make(email="other@correo.example"))
    assert accounts.get(make().id) == make()


# Saving


def test_a_change_is_written_over_what_was_seen(accounts, make):
    account = make()
    accounts.create(account)
    renamed = account.changed(name="Ana María")

    assert accounts.save(renamed, before=account)
    assert accounts.get(account.id) == renamed


def test_a_stale_change_is_refused(accounts, make):
    account = make()
    accounts.create(account)
    winner = account.changed(name="Ana María")
    accounts.save(winner, before=account)

    assert not accounts.save(account.changed(name="Ana Luisa"), before=account)
    assert accounts.get(account.id) == winner


def test_a_change_that_is_repeated_is_known_as_done(accounts, make):
    account = make()
    accounts.create(account)
    renamed = account.changed(name="Ana María")
    accounts.save(renamed, before=account)

    assert accounts.save(renamed, before=account)


def test_what_is_not_there_cannot_be_changed(accounts, make):
    assert not accounts.save(make().changed(name="Nadie"), before=make())
    assert accounts.by_email(make().email) is None


def test_a_new_address_finds_the_account_and_the_old_one_is_free(accounts, make):
    account = make()
    accounts.create(account)
    moved = account.changed(email=make("nueva").email)

    assert accounts.save(moved, before=account)
    assert accounts.by_email(moved.email) == moved
    assert accounts.by_email(account.email) is None
    assert accounts.create(make("eva", email=account.email))


def test_an_address_written_in_other_letters_is_still_its_own(accounts, make):
    account = make()
    accounts.create(account)
    loud = account.changed(email=account.email.upper())

    assert accounts.save(loud, before=account)
    assert accounts.by_email(account.email) == loud


def test_somebody_elses_address_cannot_be_taken(accounts, make):
    ana, eva = make(), make("eva")
    accounts.create(ana)
    accounts.create(eva)

    assert not accounts.save(ana.changed(email=eva.email), before=ana)
    assert accounts.get(ana.id) == ana
    assert accounts.by_email(eva.email) == eva


def test_what_finds_an_account_follows_its_main_profile(accounts, make, main):
    account = make(profiles=(main(),))
    accounts.create(account)
    moved = account.changed(profiles=(main("800101AB1"),))
    bare = moved.changed(profiles=())

    accounts.save(moved, before=account)
    assert accounts.by_main_rfc(main().rfc) is None
    assert accounts.by_main_rfc(main("800101AB1").rfc) == moved

    accounts.save(bare, before=moved)
    assert accounts.by_main_rfc(main("800101AB1").rfc) is None


# Deleting


def test_a_deleted_account_leaves_nothing_behind(account_rooms, make, main):
    rooms, account = account_rooms, make(profiles=(main(),))
    session = make_session(account_id=account.id)
    export = make_export(account_id=account.id)
    waiting = make_registration(account.id, email=account.email)
    rooms.accounts.create(account)
    rooms.sessions.put(session)
    rooms.exports.put(export)
    rooms.registrations.put(waiting)

    rooms.accounts.delete(account)

    assert rooms.accounts.get(account.id) is None
    assert rooms.accounts.by_email(account.email) is None
    assert rooms.accounts.by_main_rfc(main().rfc) is None
    assert rooms.sessions.of_account(account.id) == []
    assert rooms.exports.get(account.id, export.id) is None
    assert rooms.registrations.newest(account.email) is None


def test_an_account_is_deleted_as_it_stands_not_as_it_was_seen(accounts, make, main):
    account = make(profiles=(main(),))
    accounts.create(account)
    moved = account.changed(email=make("nueva").email, profiles=(main("800101AB1"),))
    accounts.save(moved, before=account)

    accounts.delete(account)

    assert accounts.by_email(moved.email) is None
    assert accounts.by_main_rfc(main("800101AB1").rfc) is None


def test_a_deletion_that_is_repeated_touches_nobody_who_came_after(account_rooms, make):
    rooms, gone, heir = account_rooms, make(), make("eva", email=make().email)
    waiting = make_registration(gone.id, email=gone.email)
    rooms.accounts.create(gone)
    rooms.accounts.delete(gone)
    rooms.accounts.create(heir)
    rooms.registrations.put(waiting)

    rooms.accounts.delete(gone)

    assert rooms.accounts.by_email(heir.email) == heir
    assert rooms.registrations.newest(heir.email) == waiting


def test_a_deletion_leaves_other_accounts_as_they_are(account_rooms, make, main):
    rooms, ana, eva = account_rooms, make(profiles=(main(),)), make("eva", profiles=(main(),))
    session = make_session(account_id=eva.id)
    for account in (ana, eva):
        rooms.accounts.create(account)
    rooms.sessions.put(session)

    rooms.accounts.delete(ana)

    assert rooms.accounts.by_main_rfc(main().rfc) == eva
    assert rooms.sessions.get(eva.id, session.id) == session
