"""Builds what an account's owner does, as container.py does for invoices: each at its first use."""

from __future__ import annotations

from functools import cache
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from chalicelib import account_stores, container, guard_container

if TYPE_CHECKING:
    from chalicelib.usecases.account_keeping import AccountKeeping, OwnerProof
    from chalicelib.usecases.data_export import DataExport
    from chalicelib.usecases.email_changing import EmailChanging
    from chalicelib.usecases.erasing import Closing
    from chalicelib.usecases.exporting import Exporting
    from chalicelib.usecases.invoice_access import Claiming, InvoiceAccess
    from chalicelib.usecases.job_desk import JobDesk
    from chalicelib.usecases.panel import Panel
    from chalicelib.usecases.password_changing import PasswordChanging
    from chalicelib.usecases.password_rules import PasswordRules
    from chalicelib.usecases.profile_cards import ProfileCards
    from chalicelib.usecases.profile_keeping import ProfileKeeping
    from chalicelib.usecases.promised_work import PromisedWork
    from chalicelib.usecases.recovering import Recovering
    from chalicelib.usecases.registering import Registering
    from chalicelib.usecases.remembering import Remembering
    from chalicelib.usecases.session_keeping import SessionKeeping
    from chalicelib.usecases.session_opening import SessionOpening
    from chalicelib.usecases.signing_in import SigningIn


@cache
def session_keeping() -> SessionKeeping:
    """Build the knowing again of who is signed in."""
    from chalicelib import clock
    from chalicelib.usecases.session_keeping import SessionKeeping

    return SessionKeeping(account_stores.account_store(), account_stores.session_store(), clock.now)


@cache
def session_opening() -> SessionOpening:
    """Build the giving out of sessions."""
    from chalicelib import clock
    from chalicelib.usecases.session_opening import SessionOpening

    return SessionOpening(account_stores.session_store(), clock.now, account_stores.new_id)


@cache
def signing_in() -> SigningIn:
    """Build the comparing of logins and passwords."""
    from chalicelib import clock
    from chalicelib.usecases.signing_in import SigningIn

    return SigningIn(
        account_stores.account_store(),
        account_stores.hasher(),
        account_stores.guard_store(),
        session_opening(),
        clock.now,
    )


@cache
def password_rules() -> PasswordRules:
    """Build the judging of chosen passwords."""
    from chalicelib.usecases.password_rules import PasswordRules

    return PasswordRules(container.branch_store())


@cache
def password_changing() -> PasswordChanging:
    """Build the setting of new passwords."""
    from chalicelib.usecases.password_changing import PasswordChanging

    return PasswordChanging(
        accounts=account_stores.account_store(),
        hasher=account_stores.hasher(),
        rules=password_rules(),
        keeping=session_keeping(),
        opening=session_opening(),
        desk=job_desk(),
    )


@cache
def job_desk() -> JobDesk:
    """Build the ordering of work that no answer waits for."""
    from chalicelib import clock
    from chalicelib.usecases.job_desk import JobDesk

    return JobDesk(account_stores.job_store(), container.queues(), clock.now, account_stores.new_id)


@cache
def registering() -> Registering:
    """Build the taking and confirming of registrations."""
    from chalicelib import clock
    from chalicelib.usecases.registering import Registering

    return Registering(
        accounts=account_stores.account_store(),
        registrations=account_stores.registration_store(),
        hasher=account_stores.hasher(),
        rules=password_rules(),
        desk=job_desk(),
        clock=clock.now,
        new_id=account_stores.new_id,
    )


@cache
def recovering() -> Recovering:
    """Build the asking for temporary passwords."""
    from chalicelib.usecases.recovering import Recovering

    return Recovering(job_desk())


@cache
def profile_keeping() -> ProfileKeeping:
    """Build the keeping of fiscal profiles."""
    from chalicelib.usecases.profile_keeping import ProfileKeeping

    return ProfileKeeping(account_stores.account_store(), account_stores.new_id)


@cache
def profile_cards() -> ProfileCards:
    """Build the showing of profiles' cards."""
    from chalicelib import clock
    from chalicelib.rendering.qr_svg import svg_data_uri
    from chalicelib.usecases.profile_cards import ProfileCards

    return ProfileCards(lambda: account_stores.derived_key("card"), svg_data_uri, clock.now)


@cache
def invoice_access() -> InvoiceAccess:
    """Build the opening of invoices to whoever may see them."""
    from chalicelib.usecases.invoice_access import InvoiceAccess

    return InvoiceAccess(container.invoice_store(), container.files(), container.token_keys)


@cache
def claiming() -> Claiming:
    """Build the claiming of a guest's invoices."""
    from chalicelib.usecases.invoice_access import Claiming

    return Claiming(invoice_access(), container.invoice_store())


@cache
def panel() -> Panel:
    """Build the reading of an account's invoices."""
    from chalicelib.usecases.panel import Panel

    return Panel(container.invoice_store())


@cache
def exporting() -> Exporting:
    """Build the asking for exports."""
    from chalicelib import clock
    from chalicelib.usecases.exporting import Exporting

    return Exporting(
        exports=account_stores.export_store(),
        files=account_stores.export_files(),
        queues=container.queues(),
        budgets=guard_container.budgets(),
        clock=clock.now,
        new_token=token_urlsafe,
    )


@cache
def account_keeping() -> AccountKeeping:
    """Build the changing of a name."""
    from chalicelib.usecases.account_keeping import AccountKeeping

    return AccountKeeping(account_stores.account_store())


@cache
def owner_proof() -> OwnerProof:
    """Build the asking for the password before what cannot be undone."""
    from chalicelib import clock
    from chalicelib.usecases.account_keeping import OwnerProof

    return OwnerProof(account_stores.hasher(), clock.now)


@cache
def promised_work() -> PromisedWork:
    """Build the ordering of work that must follow a write."""
    from chalicelib import clock
    from chalicelib.usecases.promised_work import PromisedWork

    return PromisedWork(job_desk(), clock.now)


@cache
def email_changing() -> EmailChanging:
    """Build the asking for another address, and its confirmation."""
    from chalicelib import clock
    from chalicelib.usecases.email_changing import EmailChanging

    return EmailChanging(
        account_stores.account_store(), session_keeping(), job_desk(), promised_work(), clock.now
    )


@cache
def closing() -> Closing:
    """Build the closing of accounts."""
    from chalicelib import clock
    from chalicelib.usecases.erasing import Closing

    return Closing(account_stores.account_store(), session_keeping(), promised_work(), clock.now)


@cache
def data_export() -> DataExport:
    """Build the gathering of what is kept of a person."""
    from chalicelib.usecases.data_export import DataExport

    return DataExport(session_keeping(), account_stores.export_store(), panel())


@cache
def remembering() -> Remembering:
    """Build what phones remember."""
    from chalicelib import clock
    from chalicelib.usecases.remembering import Remembering

    return Remembering(account_stores.remembered_store(), clock.now)
