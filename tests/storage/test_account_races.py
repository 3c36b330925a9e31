"""Fifty at once over the tables of people and guards, and deletions that end half way."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from tests.account_factories import (
    make_account,
    make_export,
    make_profile,
    make_registration,
    make_session,
)
from tests.storage.account_rooms import AccountRooms, account_tables
from tests.storage.test_races import MANY, at_once
from tests.usecases.crashes import Crash, CrashAt, Moment

MINUTE = timedelta(minutes=1)


@pytest.fixture
def tables(stored) -> AccountRooms:
    return account_tables()


def test_of_fifty_accounts_with_one_address_one_is_made(tables, unique):
    email = f"ana.{unique}@correo.example"
    asked = [make_account(id=f"{unique}-{number}", email=email) for number in range(MANY)]

    made = at_once(lambda number: tables.accounts.create(asked[number]))

    [winner] = [account for account, is_made in zip(asked, made, strict=True) if is_made]
    assert tables.accounts.by_email(email) == winner
    assert [one.id for one in asked if tables.accounts.get(one.id)] == [winner.id]


def test_of_fifty_accounts_that_take_one_new_address_one_has_it(tables, unique):
    email = f"nueva.{unique}@correo.example"
    kept = [
        make_account(id=f"{unique}-{number}", email=f"{number}.{unique}@correo.example")
        for number in range(MANY)
    ]
    for account in kept:
        tables.accounts.create(account)

    taken = at_once(
        lambda number: tables.accounts.save(kept[number].changed(email=email), before=kept[number])
    )

    # two transactions that meet may both give way: then nobody has it yet
    holder = tables.accounts.by_email(email)
    winners = [account.id for account, has_it in zip(kept, taken, strict=True) if has_it]
    assert winners == ([holder.id] if holder else [])


def test_of_fifty_rotations_of_one_session_one_counts(tables, unique):
    session = make_session(account_id=unique)
    tables.sessions.put(session)
    rotated = [session.rotated(f"ses_{number}", session.seen_at) for number in range(MANY)]

    saved = at_once(lambda number: tables.sessions.save(rotated[number], before=session))

    [winner] = [one for one, is_saved in zip(rotated, saved, strict=True) if is_saved]
    assert tables.sessions.get(unique, session.id) == winner


@pytest.mark.parametrize("limit", [1, 7, 49])
def test_fifty_take_exactly_as_many_places_as_there_are(tables, unique, limit):
    until = tables.clock.now + MINUTE

    taken = at_once(lambda _: tables.guards.take(unique, limit, until))

    assert taken.count(True) == limit


def test_fifty_take_exactly_as_many_places_where_others_time_has_just_ended(tables, unique):
    for _ in range(3):
        tables.guards.take(unique, 3, tables.clock.now + MINUTE)
    tables.clock.passes(minutes=1)

    taken = at_once(lambda _: tables.guards.take(unique, 3, tables.clock.now + MINUTE))

    assert taken.count(True) == 3


def test_fifty_misses_are_fifty(tables, unique):
    until = tables.clock.now + MINUTE

    noted = at_once(lambda _: tables.guards.note(unique, until))

    assert sorted(noted) == [*range(1, MANY + 1)]
    assert tables.guards.counted(unique) == MANY


def test_fifty_misses_after_a_counters_end_are_fifty(tables, unique):
    tables.guards.note(unique, tables.clock.now + MINUTE)
    tables.clock.passes(minutes=1)

    noted = at_once(lambda _: tables.guards.note(unique, tables.clock.now + MINUTE))

    assert sorted(noted) == [*range(1, MANY + 1)]


def test_of_fifty_uses_of_one_key_one_counts(tables, unique):
    until = tables.clock.now + MINUTE
    assert at_once(lambda _: tables.guards.once(unique, until)).count(True) == 1

    tables.clock.passes(minutes=1)
    again = at_once(lambda _: tables.guards.once(unique, until + MINUTE))
    assert again.count(True) == 1


# Deletions that end half way: the account's own partition, its pointers, its registrations.


@pytest.mark.parametrize(("place", "moment"), [*product(range(1, 4), Moment)])
def test_a_deletion_that_ended_half_way_is_finished_by_the_next(
    tables, unique, monkeypatch, place, moment
):
    from chalicelib.storage import accounts, user_keys  # noqa: PLC0415  as in account_tables

    account = make_account(
        id=unique, email=f"ana.{unique}@correo.example", profiles=(make_profile(),)
    )
    session, export = make_session(account_id=unique), make_export(account_id=unique)
    waiting = make_registration(unique, email=account.email)
    tables.accounts.create(account)
    tables.sessions.put(session)
    tables.exports.put(export)
    tables.registrations.put(waiting)
    crash = CrashAt(place, moment)
    monkeypatch.setattr(accounts, "forget", crash.counted(user_keys.forget, "forget"))
    monkeypatch.setattr(
        accounts, "TransactWrite", crash.counted(accounts.TransactWrite, "TransactWrite")
    )

    with pytest.raises(Crash):
        tables.accounts.delete(account)
    assert tables.accounts.get(unique) == account
    tables.accounts.delete(account)

    assert tables.accounts.get(unique) is None
    assert tables.accounts.by_email(account.email) is None
    assert user_keys.items_of(user_keys.account_key(unique)) == []
    assert unique not in [item.sk for item in user_keys.items_of(user_keys.rfc_key(MAIN))]
    assert tables.registrations.newest(account.email) is None
    assert tables.registrations.is_used(waiting.token_sha256)


MAIN = make_profile().rfc
