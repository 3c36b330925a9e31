"""An account whose owner knows its password, and what he does with it over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.usecases.people import mailed_to

if TYPE_CHECKING:
    from typing import Any

    from chalice.test import HTTPResponse

    from tests.api.door import Door
    from tests.api.members import Member

PASSWORD = "una frase que nadie adivina"
NEW = "nueva@correo.example"
ACCOUNT, CHANGES = "/v1/account", "/v1/account/email-changes"
ACCEPTED = {"status": "accepted"}


def write(door: Door, member: Member, **changes: Any) -> None:
    """Change the account as it is kept."""
    seen = member.account
    assert door.world.accounts.save(seen.changed(**changes), before=seen)


def give_password(door: Door, member: Member) -> None:
    write(door, member, password=door.world.hasher.hash(PASSWORD))


def change_email(member: Member, email: str = NEW, password: str = PASSWORD) -> HTTPResponse:
    return member.call("POST", CHANGES, {"email": email, "current_password": password})


def mailed_token(door: Door, address: str = NEW) -> str:
    """Return the token of the newest mail that asks an address."""
    door.world.work()
    return mailed_to(door.world, address)[-1].text.partition("#correo.")[2].split()[0]


def settle(door: Door) -> None:
    """Let the workers come to what an answer promised."""
    for seconds in (2, 60):
        door.world.clock.passes(seconds=seconds)
        door.world.work()
