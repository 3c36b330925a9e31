"""People who have a password, and how they sign in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from chalicelib.domain.account import TemporaryPassword
from chalicelib.domain.session import Scope
from chalicelib.usecases.session_keeping import SignedIn
from chalicelib.usecases.session_opening import Device, Opened
from tests.account_factories import make_account, make_profile
from tests.factories import EMAIL
from tests.usecases.people import kept

if TYPE_CHECKING:
    from chalicelib.domain.account import Account
    from tests.usecases.account_world import AccountWorld

PASSWORD, OTHER_PASSWORD = "ferrocarril azul 7", "un gato en la luna"
TEMPORARY = "0123456789ABCDEF"
RFC = "MASO451221PM4"
PHONE = Device("Facturable en Android", by_cookie=False, kept=False)
BROWSER = Device("Chrome en Windows", by_cookie=True, kept=False)


def with_password(world: AccountWorld, account_id: str = "acc-1", **changes) -> Account:
    """Keep an account with a password and a main profile."""
    account = make_account(
        id=account_id, password=world.hasher.hash(PASSWORD), profiles=(make_profile(),), **changes
    )
    assert world.accounts.create(account)
    return account


def recovered(world: AccountWorld, account: Account) -> Account:
    """Give an account a temporary password."""
    temporary = TemporaryPassword(
        world.hasher.hash(TEMPORARY), world.clock() + timedelta(minutes=30)
    )
    changed = kept(world, account).changed(temporary=temporary)
    assert world.accounts.save(changed, before=kept(world, account))
    return changed


def sign_in(
    world: AccountWorld, password: str = PASSWORD, login: str = EMAIL, device: Device = PHONE
) -> Opened:
    return world.signing_in.sign_in(login, password, device)


def on(world: AccountWorld, opened: Opened) -> SignedIn:
    """Return what the views know of whoever shows a session's token."""
    return world.session_keeping.recognise(opened.token)


def setting_password(world: AccountWorld, account: Account, device: Device = PHONE) -> SignedIn:
    """Sign in with a temporary password."""
    recovered(world, account)
    opened = sign_in(world, TEMPORARY, device=device)
    assert opened.session.scope is Scope.SET_PASSWORD
    return on(world, opened)
