"""The world with accounts in it: the same rooms, and those that know who somebody is."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import TYPE_CHECKING

from chalicelib.domain.account_job import JobKind
from chalicelib.rendering.qr_svg import svg_data_uri
from chalicelib.usecases.account_jobs import AccountJobs
from chalicelib.usecases.account_keeping import AccountKeeping, OwnerProof
from chalicelib.usecases.account_links import AccountLinks
from chalicelib.usecases.account_mailer import AccountMailer
from chalicelib.usecases.budgets import Budgets
from chalicelib.usecases.captchas import Captchas
from chalicelib.usecases.counters import Counters
from chalicelib.usecases.data_export import DataExport
from chalicelib.usecases.email_adopting import EmailAdopting
from chalicelib.usecases.email_change_mails import EmailChangeMails
from chalicelib.usecases.email_changing import EmailChanging
from chalicelib.usecases.erasing import Closing, Erasing
from chalicelib.usecases.export_building import ExportBuilding
from chalicelib.usecases.export_contents import ExportContents
from chalicelib.usecases.exporting import EXPORTS, Exporting
from chalicelib.usecases.invoice_access import Claiming, InvoiceAccess
from chalicelib.usecases.invoice_erasing import InvoiceErasing
from chalicelib.usecases.job_desk import ACCOUNTS, JobDesk
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
from chalicelib.usecases.standings import tell_standing
from tests.twins.accounts import AccountsInMemory
from tests.twins.export_files import ExportFilesInMemory
from tests.twins.exports import ExportsInMemory
from tests.twins.guards import GuardsInMemory
from tests.twins.hasher import HasherInMemory
from tests.twins.jobs import JobsInMemory
from tests.twins.registrations import RegistrationsInMemory
from tests.twins.remembered import RememberedInMemory
from tests.twins.sessions import SessionsInMemory
from tests.usecases.world import LONGEST_RUN, SITE, TOKEN_KEY, World

if TYPE_CHECKING:
    from chalicelib.cfdi.csd import CSD
    from tests.cfdi.sat_stamp import SatStamp

CARD_KEY = b"c" * 32


def guard_key(purpose: str) -> bytes:
    return hashlib.sha256(purpose.encode()).digest()


class AccountWorld(World):
    """Rooms are public, as those of the World are; each use case has its outside as it is now."""

    def __init__(self, csd: CSD, sat: SatStamp, *, prints: bool = True) -> None:
        super().__init__(csd, sat, prints=prints)
        self.registrations = RegistrationsInMemory()
        self.sessions = SessionsInMemory()
        self.exports = ExportsInMemory()
        self.accounts = AccountsInMemory(self.registrations, self.sessions, self.exports)
        self.export_files = ExportFilesInMemory()
        self.jobs = JobsInMemory()
        self.remembered = RememberedInMemory()
        self.guards = GuardsInMemory(self.clock)
        self.hasher = HasherInMemory()
        self.limits = 1.0
        self._names = count(1)

    @property
    def captchas(self) -> Captchas:
        return Captchas(self.crash.guarded(self.guards), guard_key, self.clock, cost=1)

    @property
    def budgets(self) -> Budgets:
        return Budgets(self.counters, self.captchas)

    @property
    def session_keeping(self) -> SessionKeeping:
        through = self.crash.guarded
        return SessionKeeping(through(self.accounts), through(self.sessions), self.clock)

    @property
    def session_opening(self) -> SessionOpening:
        return SessionOpening(self.crash.guarded(self.sessions), self.clock, self._new_name)

    @property
    def signing_in(self) -> SigningIn:
        through = self.crash.guarded
        return SigningIn(
            through(self.accounts),
            through(self.hasher),
            through(self.guards),
            self.session_opening,
            self.clock,
        )

    @property
    def password_changing(self) -> PasswordChanging:
        through = self.crash.guarded
        return PasswordChanging(
            through(self.accounts),
            through(self.hasher),
            self.password_rules,
            self.session_keeping,
            self.session_opening,
            self.job_desk,
        )

    @property
    def job_desk(self) -> JobDesk:
        through = self.crash.guarded
        return JobDesk(through(self.jobs), through(self.queues), self.clock, self._new_name)

    @property
    def account_jobs(self) -> AccountJobs:
        handlers = {
            JobKind.REGISTER: self.registration_mails.register,
            JobKind.RESEND: self.registration_mails.resend,
            JobKind.RECOVER: self.recovery_mails.recover,
            JobKind.NOTIFY: self.notices.notify,
            JobKind.CHANGE_EMAIL: self.email_change_mails.ask_the_new_address,
            JobKind.ADOPT: self.email_adopting.adopt,
            JobKind.ERASE: self.erasing.erase,
        }
        return AccountJobs(self.crash.guarded(self.jobs), handlers)

    @property
    def counters(self) -> Counters:
        guards, key = self.crash.guarded(self.guards), lambda: guard_key("budgets")
        return Counters(guards, key, self.clock, self.limits, tell_standing)

    @property
    def accounts_mailer(self) -> AccountMailer:
        through = self.crash.guarded
        return AccountMailer(through(self.mailer), self.counters)

    @property
    def password_rules(self) -> PasswordRules:
        return PasswordRules(self.crash.guarded(self.branches))

    @property
    def registering(self) -> Registering:
        through = self.crash.guarded
        return Registering(
            through(self.accounts),
            through(self.registrations),
            through(self.hasher),
            self.password_rules,
            self.job_desk,
            self.clock,
            self._new_name,
        )

    @property
    def registration_mails(self) -> RegistrationMails:
        through = self.crash.guarded
        return RegistrationMails(
            through(self.accounts),
            through(self.registrations),
            self.accounts_mailer,
            AccountLinks(SITE),
            self.job_desk,
            self.clock,
        )

    @property
    def recovering(self) -> Recovering:
        return Recovering(self.job_desk)

    @property
    def recovery_mails(self) -> RecoveryMails:
        through = self.crash.guarded
        return RecoveryMails(
            through(self.accounts),
            through(self.hasher),
            self.accounts_mailer,
            AccountLinks(SITE),
            self.clock,
        )

    @property
    def notices(self) -> Notices:
        return Notices(self.accounts_mailer, AccountLinks(SITE))

    @property
    def profile_keeping(self) -> ProfileKeeping:
        return ProfileKeeping(self.crash.guarded(self.accounts), self._new_name)

    @property
    def profile_cards(self) -> ProfileCards:
        return ProfileCards(lambda: CARD_KEY, svg_data_uri, self.clock)

    @property
    def invoice_access(self) -> InvoiceAccess:
        return InvoiceAccess(self.crash.guarded(self.invoices), self.files, lambda: [TOKEN_KEY])

    @property
    def claiming(self) -> Claiming:
        return Claiming(self.invoice_access, self.crash.guarded(self.invoices))

    @property
    def panel(self) -> Panel:
        return Panel(self.crash.guarded(self.invoices))

    @property
    def exporting(self) -> Exporting:
        through = self.crash.guarded
        return Exporting(
            exports=through(self.exports),
            files=through(self.export_files),
            queues=through(self.queues),
            budgets=self.budgets,
            clock=self.clock,
            new_token=self._new_name,
        )

    @property
    def export_building(self) -> ExportBuilding:
        through = self.crash.guarded
        return ExportBuilding(
            accounts=through(self.accounts),
            exports=through(self.exports),
            panel=self.panel,
            contents=ExportContents(through(self.branches), self.files),
            files=through(self.export_files),
        )

    @property
    def account_keeping(self) -> AccountKeeping:
        return AccountKeeping(self.crash.guarded(self.accounts))

    @property
    def owner_proof(self) -> OwnerProof:
        return OwnerProof(self.crash.guarded(self.hasher), self.clock)

    @property
    def promised_work(self) -> PromisedWork:
        return PromisedWork(self.job_desk, self.clock)

    @property
    def email_changing(self) -> EmailChanging:
        return EmailChanging(
            self.crash.guarded(self.accounts),
            self.session_keeping,
            self.job_desk,
            self.promised_work,
            self.clock,
        )

    @property
    def email_change_mails(self) -> EmailChangeMails:
        accounts = self.crash.guarded(self.accounts)
        return EmailChangeMails(accounts, self.accounts_mailer, AccountLinks(SITE), self.clock)

    @property
    def email_adopting(self) -> EmailAdopting:
        through = self.crash.guarded
        return EmailAdopting(
            through(self.accounts),
            through(self.invoices),
            self.session_keeping,
            self.accounts_mailer,
            self.promised_work,
            self.job_desk,
        )

    @property
    def closing(self) -> Closing:
        accounts = self.crash.guarded(self.accounts)
        return Closing(accounts, self.session_keeping, self.promised_work, self.clock)

    @property
    def erasing(self) -> Erasing:
        through = self.crash.guarded
        return Erasing(
            through(self.accounts),
            self.session_keeping,
            InvoiceErasing(through(self.invoices), self.clock),
            through(self.export_files),
            self.promised_work,
            self.job_desk,
            self.clock,
        )

    @property
    def data_export(self) -> DataExport:
        return DataExport(self.session_keeping, self.crash.guarded(self.exports), self.panel)

    @property
    def remembering(self) -> Remembering:
        return Remembering(self.crash.guarded(self.remembered), self.clock)

    # What time does.

    def work(self) -> None:
        """Let every worker take what it may take: invoices, exports, the accounts' jobs."""
        super().work()
        for message in self.queues.take(EXPORTS):
            self.export_building.build(message)
        for _ in range(LONGEST_RUN):
            jobs = self.queues.take(ACCOUNTS)
            if not jobs:
                return
            for job_id in jobs:
                self.account_jobs.run(job_id)
        raise AssertionError("the accounts' jobs order each other for ever")

    def _new_name(self) -> str:
        return f"name-{next(self._names)}"
