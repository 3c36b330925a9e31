"""Builds what the accounts' workers do after an answer was given: mails, exports, endings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib import account_container, account_stores, container, guard_container
from chalicelib.config import settings

if TYPE_CHECKING:
    from chalicelib.usecases.account_jobs import AccountJobs, Handler
    from chalicelib.usecases.account_links import AccountLinks
    from chalicelib.usecases.account_mailer import AccountMailer
    from chalicelib.usecases.email_adopting import EmailAdopting
    from chalicelib.usecases.email_change_mails import EmailChangeMails
    from chalicelib.usecases.erasing import Erasing
    from chalicelib.usecases.export_building import ExportBuilding
    from chalicelib.usecases.notices import Notices
    from chalicelib.usecases.recovery_mails import RecoveryMails
    from chalicelib.usecases.registration_mails import RegistrationMails


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
    return AccountJobs(account_stores.job_store(), handlers)


def account_links() -> AccountLinks:
    """Build the addresses that mails about accounts lead to."""
    from chalicelib.usecases.account_links import AccountLinks

    return AccountLinks(settings().site_url)


@cache
def accounts_mailer() -> AccountMailer:
    """Build the sending of the accounts' mails."""
    from chalicelib.aws.mailer import Mailer
    from chalicelib.usecases.account_mailer import AccountMailer

    return AccountMailer(Mailer(settings().mail_from), guard_container.budgets().counters)


@cache
def registration_mails() -> RegistrationMails:
    """Build the worker's half of account_container.registering."""
    from chalicelib import clock
    from chalicelib.usecases.registration_mails import RegistrationMails

    return RegistrationMails(
        account_stores.account_store(),
        account_stores.registration_store(),
        accounts_mailer(),
        account_links(),
        account_container.job_desk(),
        clock.now,
    )


@cache
def recovery_mails() -> RecoveryMails:
    """Build the worker's half of account_container.recovering."""
    from chalicelib import clock
    from chalicelib.usecases.recovery_mails import RecoveryMails

    return RecoveryMails(
        account_stores.account_store(),
        account_stores.hasher(),
        accounts_mailer(),
        account_links(),
        clock.now,
    )


@cache
def notices() -> Notices:
    """Build the telling of what happened to an account."""
    from chalicelib.usecases.notices import Notices

    return Notices(accounts_mailer(), account_links())


@cache
def export_building() -> ExportBuilding:
    """Build the making of exports."""
    from chalicelib.usecases.export_building import ExportBuilding
    from chalicelib.usecases.export_contents import ExportContents

    return ExportBuilding(
        accounts=account_stores.account_store(),
        exports=account_stores.export_store(),
        panel=account_container.panel(),
        contents=ExportContents(container.branch_store(), container.files()),
        files=account_stores.export_files(),
    )


@cache
def email_change_mails() -> EmailChangeMails:
    """Build the mailing of new addresses."""
    from chalicelib import clock
    from chalicelib.usecases.email_change_mails import EmailChangeMails

    return EmailChangeMails(
        account_stores.account_store(), accounts_mailer(), account_links(), clock.now
    )


@cache
def email_adopting() -> EmailAdopting:
    """Build what follows a changed address."""
    from chalicelib.usecases.email_adopting import EmailAdopting

    return EmailAdopting(
        accounts=account_stores.account_store(),
        invoices=container.invoice_store(),
        sessions=account_container.session_keeping(),
        mailer=accounts_mailer(),
        promised=account_container.promised_work(),
        desk=account_container.job_desk(),
    )


@cache
def erasing() -> Erasing:
    """Build the erasing of what is kept of a closed account."""
    from chalicelib import clock
    from chalicelib.usecases.erasing import Erasing
    from chalicelib.usecases.invoice_erasing import InvoiceErasing

    return Erasing(
        accounts=account_stores.account_store(),
        sessions=account_container.session_keeping(),
        invoices=InvoiceErasing(container.invoice_store(), clock.now),
        export_files=account_stores.export_files(),
        promised=account_container.promised_work(),
        desk=account_container.job_desk(),
        clock=clock.now,
    )
