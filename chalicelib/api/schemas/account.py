"""The account itself, asked and shown."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from chalicelib.api.schemas.accounts import PersonName
from chalicelib.api.schemas.captcha import Captcha
from chalicelib.api.schemas.invoices import EmailAddress
from chalicelib.api.schemas.passwords import Password
from chalicelib.api.schemas.shared import Body, Moment, View
from chalicelib.domain.account import Account, EmailChange
from chalicelib.domain.email_address import masked
from chalicelib.domain.session import Scope, Session


class NewName(Body):
    """What an account's owner is called from now on."""

    name: PersonName


class EmailChangeRequest(Body):
    """The address that is to be the account's, and the password, which proves who asks."""

    email: EmailAddress
    current_password: Password
    captcha: Captcha = None


class AccountDeletion(Body):
    """The password, where the session is not a fresh one."""

    current_password: Password | None = None
    captcha: Captcha = None


class EmailChangeView(View):
    """A new address that waits to be confirmed, until when."""

    email: Annotated[str, Field(description="masked")]
    expires_at: Moment

    @classmethod
    def of(cls, change: EmailChange) -> EmailChangeView:
        """Show it."""
        return cls(email=masked(change.email), expires_at=change.expires_at)


class OwnSessionView(View):
    """The session that asks."""

    scope: Scope
    expires_at: Moment
    device_name: str


class AccountView(View):
    """An account as its owner sees it; `profiles` is how many fiscal profiles it has."""

    id: str
    name: str
    email: str
    created_at: Moment
    main_rfc: str | None
    profiles: int
    email_change: EmailChangeView | None
    has_second_factor: bool
    session: OwnSessionView

    @classmethod
    def of(cls, account: Account, change: EmailChange | None, session: Session) -> AccountView:
        """Show an account to one of its sessions; `change` is the one that still waits."""
        return cls(
            id=account.id,
            name=account.name,
            email=account.email,
            created_at=account.created_at,
            main_rfc=account.main_rfc,
            profiles=len(account.profiles),
            email_change=EmailChangeView.of(change) if change else None,
            has_second_factor=False,
            session=OwnSessionView(
                scope=session.scope,
                expires_at=session.expires_at,
                device_name=session.device_name,
            ),
        )
