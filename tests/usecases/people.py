"""People who open accounts: what they ask, and what they find in their mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chalicelib.domain.profile import Profile
from tests.factories import make_receptor

if TYPE_CHECKING:
    from chalicelib.domain.account import Account
    from chalicelib.rendering.email import Email
    from tests.usecases.account_world import AccountWorld

OLIVIA = ("María Olivia Martínez", "olivia@correo.example", "una frase que nadie adivina")
LINK = re.compile(r"https://facturas\.example/acceso/#confirmar\.([A-Za-z0-9_-]{43})(?![\w-])")
TEMPORARY = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b")


def mailed_to(world: AccountWorld, address: str) -> list[Email]:
    """Return the mails of one reader, oldest first."""
    return [email for email in world.mailer.sent if email.to == address]


def token_in(email: Email) -> str:
    """Read the confirmation's token as both bodies bear it."""
    [token] = set(LINK.findall(email.text)) | set(LINK.findall(email.html))
    return token


def temporary_in(email: Email) -> str:
    """Read the temporary password as both bodies bear it."""
    [password] = set(TEMPORARY.findall(email.text)) | set(TEMPORARY.findall(email.html))
    return password


def confirmed(world: AccountWorld, who: tuple[str, str, str] = OLIVIA) -> Account:
    """Open an account the whole way, and return it."""
    world.registering.ask(*who)
    world.work()
    return world.registering.confirm(token_in(mailed_to(world, who[1])[-1]))


def with_profile(world: AccountWorld, account: Account) -> Account:
    """Give an account its first profile, and return it."""
    profile = Profile("p1", make_receptor(), "G03", is_main=True)
    changed = account.changed(profiles=(profile,))
    assert world.accounts.save(changed, before=account)
    return changed


def kept(world: AccountWorld, account: Account) -> Account:
    """Return an account as it stands now."""
    found = world.accounts.get(account.id)
    assert found is not None
    return found
