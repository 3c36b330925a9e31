"""A refused sign-in costs the tables the same, whoever was named (ASVS 6.3.8).

Seen at the emulator: what the twins cannot show is how many calls a store makes
behind one of ours.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pynamodb.connection.base import Connection

from chalicelib.domain.account import TemporaryPassword
from chalicelib.domain.rfc import RFC
from chalicelib.usecases.session_opening import SessionOpening
from chalicelib.usecases.signing_in import SigningIn, WrongCredentials
from tests.account_factories import make_account, make_profile, make_registration
from tests.factories import make_receptor
from tests.storage.account_rooms import account_tables
from tests.twins.hasher import HasherInMemory
from tests.usecases.signed_in import PHONE

if TYPE_CHECKING:
    from tests.storage.account_rooms import AccountRooms

KNOWN = ["known", "closing", "recovering", "registering"]
WRITES = dict.fromkeys(["PutItem", "UpdateItem"], "a write of one item")


@pytest.fixture
def rooms(stored) -> AccountRooms:
    return account_tables()


@pytest.fixture
def logins(rooms, unique) -> dict[str, str]:
    """Keep accounts of every kind, and return what each of them types."""
    letters = "".join(chr(ord("A") + int(digit, 16)) for digit in unique[:4])
    none, one, two = (f"{letters}{rest}" for rest in ("451221PM4", "800101AB1", "900202XY2"))
    soon = rooms.clock.now + timedelta(minutes=30)
    kinds = {
        "known": {},
        "closing": {"closing_since": rooms.clock.now},
        "recovering": {"temporary": TemporaryPassword("kept", soon)},
        "one": {"profiles": (with_rfc(one),)},
        "two": {"profiles": (with_rfc(two),)},
        "too": {"profiles": (with_rfc(two),)},
    }
    emails = {name: f"{name}.{unique}@correo.example" for name in (*kinds, "registering", "nobody")}
    for name, data in kinds.items():
        account = make_account(id=f"{name}-{unique}", email=emails[name], **data)
        assert rooms.accounts.create(account)
    rooms.registrations.put(make_registration(unique, email=emails["registering"]))
    return {**emails, "rfc of none": none, "rfc of one": one, "rfc of two": two}


def with_rfc(rfc: str):
    return make_profile(receptor=make_receptor(rfc=RFC(rfc)))


@pytest.fixture
def dynamo(monkeypatch) -> list[str]:
    """Every operation that reaches DynamoDB, by its name."""
    asked: list[str] = []
    send = Connection._make_api_call

    def counted(connection, operation, arguments):
        asked.append(operation)
        return send(connection, operation, arguments)

    monkeypatch.setattr(Connection, "_make_api_call", counted)
    return asked


def refused(rooms, login: str, password: str) -> int:
    """Sign in in vain; returns how many hashes were made."""
    hasher = HasherInMemory()
    opening = SessionOpening(rooms.sessions, rooms.clock, lambda: "never")
    door = SigningIn(rooms.accounts, hasher, rooms.guards, opening, rooms.clock)
    with pytest.raises(WrongCredentials):
        door.sign_in(login, password, PHONE)
    return hasher.asked


@pytest.mark.parametrize(
    "alike", [("nobody", *KNOWN), ("rfc of none", "rfc of one", "rfc of two")], ids=len
)
@pytest.mark.parametrize("password", ["not the password", "AAAA-AAAA-AAAA-AAAA"])
def test_a_refused_sign_in_costs_the_tables_the_same(rooms, logins, dynamo, alike, password):
    work = {}
    for name in alike:
        dynamo.clear()
        hashes = refused(rooms, logins[name], password)
        work[name] = (hashes, [WRITES.get(operation, operation) for operation in dynamo])

    assert work == dict.fromkeys(alike, work[alike[0]])
