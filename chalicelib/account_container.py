"""Builds what accounts need, as container.py does for invoices: each at its first use."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode
from functools import cache
from secrets import token_hex, token_urlsafe
from typing import TYPE_CHECKING

from chalicelib import container
from chalicelib.config import settings

if TYPE_CHECKING:
    from chalicelib.aws.export_files import ExportFiles
    from chalicelib.domain.password_hash import PasswordHash
    from chalicelib.storage.accounts import Accounts
    from chalicelib.storage.exports import Exports
    from chalicelib.storage.guards import Guards
    from chalicelib.storage.jobs import Jobs
    from chalicelib.storage.registrations import Registrations
    from chalicelib.storage.remembered import Remembered
    from chalicelib.storage.sessions import SessionsStored
    from chalicelib.usecases.account_jobs import AccountJobs, Handler
    from chalicelib.usecases.account_keeping import AccountKeeping, OwnerProof
    from chalicelib.usecases.account_links import AccountLinks
    from chalicelib.usecases.account_mailer import AccountMailer
    from chalicelib.usecases.budgets import Budgets
    from chalicelib.usecases.captchas import Captchas
    from chalicelib.usecases.data_export import DataExport
    from chalicelib.usecases.email_adopting import EmailAdopting
    from chalicelib.usecases.email_change_mails import EmailChangeMails
    from chalicelib.usecases.email_changing import EmailChanging
    from chalicelib.usecases.erasing import Closing, Erasing
    from chalicelib.usecases.export_building import ExportBuilding
    from chalicelib.usecases.exporting import Exporting
    from chalicelib.usecases.invoice_access import Claiming, InvoiceAccess
    from chalicelib.usecases.job_desk import JobDesk
    from chalicelib.usecases.mail_guarding import MailGuarding
    from chalicelib.usecases.notices import Notices
    from chalicelib.usecases.panel import Panel
    from chalicelib.usecases.password_changing import PasswordChanging
    from chalicelib.usecases.password_rules import PasswordRules
    from chalicelib.usecases.profile_cards import ProfileCards
    from chalicelib.usecases.profile_keeping import ProfileKeeping
    from chalicelib.usecases.promised_work import PromisedWork
    from chalicelib.usecases.recovering import Recovering
    from chalicelib.usecases.recovery_mails import RecoveryMails
    from chalicelib.usecases.registering import Registering
    from chalicelib.usecases.registration_mails import RegistrationMails
    from chalicelib.usecases.remembering import Remembering
    from chalicelib.usecases.session_keeping import SessionKeeping
    from chalicelib.usecases.session_opening import SessionOpening
    from chalicelib.usecases.signing_in import SigningIn
    from chalicelib.usecases.ticket_guarding import TicketGuarding


@cache
def account_store() -> Accounts:
    """Build the store of accounts."""
    from chalicelib.storage.accounts import Accounts

    return Accounts()


@cache
def registration_store() -> Registrations:
    """Build the store of what waits for a confirmation."""
    from chalicelib.storage.registrations import Registrations

    return Registrations()


@cache
def session_store() -> SessionsStored:
    """Build the store of sessions."""
    from chalicelib.storage.sessions import SessionsStored

    return SessionsStored()


@cache
def job_store() -> Jobs:
    """Build the store of the accounts worker's jobs."""
    from chalicelib.storage.jobs import Jobs

    return Jobs()


@cache
def export_store() -> Exports:
    """Build the store of exports."""
    from chalicelib.storage.exports import Exports

    return Exports()


@cache
def export_files() -> ExportFiles:
    """Build the room of the files that exports made."""
    from chalicelib.aws.export_files import ExportFiles

    return ExportFiles(settings().files_bucket)


@cache
def remembered_store() -> Remembered:
    """Build the store of what phones remember."""
    from chalicelib.storage.remembered import Remembered

    return Remembered()


@cache
def guard_store() -> Guards:
    """Build the store of counters and single uses."""
    from chalicelib import clock
    from chalicelib.storage.guards import Guards

    return Guards(clock.now)


def peppers() -> list[bytes]:
    """Return the keys of the step after Argon2id, newest last: they are not in any table."""
    kept = container.secrets().read(settings().secret("keys"))
    return [b64decode(key) for key in kept["passwords"]]


@cache
def hasher() -> PasswordHash:
    """Build the hashing of passwords."""
    from chalicelib.domain.password_hash import PasswordHash

    return PasswordHash(peppers)


def derived_key(purpose: str) -> bytes:
    """Return a key for one purpose, derived from the newest token key: the others stay unknown."""
    return hmac.new(container.token_keys()[-1], purpose.encode(), hashlib.sha256).digest()


def new_id() -> str:
    """Return a name for an account, a profile or a session: it opens nothing by itself."""
    return token_hex(16)


@cache
def session_keeping() -> SessionKeeping:
    """Build the knowing again of who is signed in."""
    from chalicelib import clock
    from chalicelib.usecases.session_keeping import SessionKeeping

    return SessionKeeping(account_store(), session_store(), clock.now)


@cache
def session_opening() -> SessionOpening:
    """Build the giving out of sessions."""
    from chalicelib import clock
    from chalicelib.usecases.session_opening import SessionOpening

    return SessionOpening(session_store(), clock.now, new_id)


@cache
def signing_in() -> SigningIn:
    """Build the comparing of logins and passwords."""
    from chalicelib import clock
    from chalicelib.usecases.signing_in import SigningIn

    return SigningIn(account_store(), hasher(), guard_store(), session_opening(), clock.now)


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
        accounts=account_store(),
        hasher=hasher(),
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

    return JobDesk(job_store(), container.queues(), clock.now, new_id)


@cache
def account_jobs() -> AccountJobs:
    """Build the accounts worker's work; each kind's use case is built by its first job."""
    from chalicelib.domain.account_job import JobKind
    from chalicelib.usecases.account_jobs import AccountJobs

    handlers: dict[JobKind, Handler] = {
        JobKind.CHANGE_EMAIL: lambda job: email_change_mails().ask_the_new_address(job),
        JobKind.ADOPT: lambda job: email_adopting().adopt(job),
        JobKind.ERASE: lambda job: erasing().erase(job),
        JobKind.REGISTER: lambda job: registration_mails().register(job),
        JobKind.RESEND: lambda job: registration_mails().resend(job),
        JobKind.RECOVER: lambda job: recovery_mails().recover(job),
        JobKind.NOTIFY: lambda job: notices().notify(job),
    }
    return AccountJobs(job_store(), handlers)


def account_links() -> AccountLinks:
    """Build the addresses that mails about accounts lead to."""
    from chalicelib.usecases.account_links import AccountLinks

    return AccountLinks(settings().site_url)


@cache
def accounts_mailer() -> AccountMailer:
    """Build the sending of the accounts' mails."""
    from chalicelib.aws.mailer import Mailer
    from chalicelib.usecases.account_mailer import AccountMailer

    return AccountMailer(Mailer(settings().mail_from), budgets().counters)


@cache
def registering() -> Registering:
    """Build the taking and confirming of registrations."""
    from chalicelib import clock
    from chalicelib.usecases.registering import Registering

    return Registering(
        accounts=account_store(),
        registrations=registration_store(),
        hasher=hasher(),
        rules=password_rules(),
        desk=job_desk(),
        clock=clock.now,
        new_id=new_id,
    )


@cache
def registration_mails() -> RegistrationMails:
    """Build the worker's half of registering."""
    from chalicelib import clock
    from chalicelib.usecases.registration_mails import RegistrationMails

    return RegistrationMails(
        account_store(), registration_store(), accounts_mailer(), account_links(), clock.now
    )


@cache
def recovering() -> Recovering:
    """Build the asking for temporary passwords."""
    from chalicelib.usecases.recovering import Recovering

    return Recovering(job_desk())


@cache
def recovery_mails() -> RecoveryMails:
    """Build the worker's half of recovering."""
    from chalicelib import clock
    from chalicelib.usecases.recovery_mails import RecoveryMails

    return RecoveryMails(account_store(), hasher(), accounts_mailer(), account_links(), clock.now)


@cache
def notices() -> Notices:
    """Build the telling of what happened to an account."""
    from chalicelib.usecases.notices import Notices

    return Notices(accounts_mailer(), account_links())


@cache
def profile_keeping() -> ProfileKeeping:
    """Build the keeping of fiscal profiles."""
    from chalicelib.usecases.profile_keeping import ProfileKeeping

    return ProfileKeeping(account_store(), new_id)


@cache
def profile_cards() -> ProfileCards:
    """Build the showing of profiles' cards."""
    from chalicelib import clock
    from chalicelib.rendering.qr_svg import svg_data_uri
    from chalicelib.usecases.profile_cards import ProfileCards

    return ProfileCards(lambda: derived_key("card"), svg_data_uri, clock.now)


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
def captchas() -> Captchas:
    """Build the making and judging of challenges."""
    from chalicelib import clock
    from chalicelib.usecases.captchas import Captchas

    return Captchas(guard_store(), derived_key, clock.now)


@cache
def budgets() -> Budgets:
    """Build the counting of misses, mails and requests."""
    from chalicelib import clock
    from chalicelib.usecases.budgets import Budgets
    from chalicelib.usecases.counters import Counters
    from chalicelib.usecases.standings import tell_standing

    counters = Counters(
        guard_store(), lambda: derived_key("budgets"), clock.now, settings().limits, tell_standing
    )
    return Budgets(counters, captchas())


@cache
def ticket_guarding() -> TicketGuarding:
    """Build the proving of tickets within budgets."""
    from chalicelib.usecases.ticket_guarding import TicketGuarding

    return TicketGuarding(container.ticketing(), container.invoicing(), budgets())


@cache
def mail_guarding() -> MailGuarding:
    """Build the asking for mails within budgets."""
    from chalicelib import clock
    from chalicelib.usecases.mail_guarding import MailGuarding

    return MailGuarding(container.mailing(), budgets(), clock.now)


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
        exports=export_store(),
        files=export_files(),
        queues=container.queues(),
        budgets=budgets(),
        clock=clock.now,
        new_token=token_urlsafe,
    )


@cache
def export_building() -> ExportBuilding:
    """Build the making of exports."""
    from chalicelib.usecases.export_building import ExportBuilding
    from chalicelib.usecases.export_contents import ExportContents

    return ExportBuilding(
        accounts=account_store(),
        exports=export_store(),
        panel=panel(),
        contents=ExportContents(container.branch_store(), container.files()),
        files=export_files(),
    )


@cache
def account_keeping() -> AccountKeeping:
    """Build the changing of a name."""
    from chalicelib.usecases.account_keeping import AccountKeeping

    return AccountKeeping(account_store())


@cache
def owner_proof() -> OwnerProof:
    """Build the asking for the password before what cannot be undone."""
    from chalicelib import clock
    from chalicelib.usecases.account_keeping import OwnerProof

    return OwnerProof(hasher(), clock.now)


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

    return EmailChanging(account_store(), session_keeping(), job_desk(), promised_work(), clock.now)


@cache
def email_change_mails() -> EmailChangeMails:
    """Build the mailing of new addresses."""
    from chalicelib import clock
    from chalicelib.usecases.email_change_mails import EmailChangeMails

    return EmailChangeMails(account_store(), accounts_mailer(), account_links(), clock.now)


@cache
def email_adopting() -> EmailAdopting:
    """Build what follows a changed address."""
    from chalicelib.usecases.email_adopting import EmailAdopting

    return EmailAdopting(
        accounts=account_store(),
        invoices=container.invoice_store(),
        sessions=session_keeping(),
        mailer=accounts_mailer(),
        promised=promised_work(),
        desk=job_desk(),
    )


@cache
def closing() -> Closing:
    """Build the closing of accounts."""
    from chalicelib import clock
    from chalicelib.usecases.erasing import Closing

    return Closing(account_store(), session_keeping(), promised_work(), clock.now)


@cache
def erasing() -> Erasing:
    """Build the erasing of what is kept of a closed account."""
    from chalicelib import clock
    from chalicelib.usecases.erasing import Erasing

    return Erasing(
        accounts=account_store(),
        sessions=session_keeping(),
        invoices=container.invoice_store(),
        export_files=export_files(),
        promised=promised_work(),
        desk=job_desk(),
        clock=clock.now,
    )


@cache
def data_export() -> DataExport:
    """Build the gathering of what is kept of a person."""
    from chalicelib.usecases.data_export import DataExport

    return DataExport(session_keeping(), export_store(), panel())


@cache
def remembering() -> Remembering:
    """Build what phones remember."""
    from chalicelib import clock
    from chalicelib.usecases.remembering import Remembering

    return Remembering(remembered_store(), clock.now)
