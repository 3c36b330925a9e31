"""An owner with one of everything that an account can have, and others who are not her."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib.domain.access_token import access_token
from chalicelib.domain.account import EmailChange, TemporaryPassword
from chalicelib.domain.export import ExportStatus
from chalicelib.domain.invoice_parts import InvoiceData
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.rfc import RFC
from chalicelib.domain.session import Scope, hash_of, session_token
from tests.account_factories import (
    make_account,
    make_export,
    make_profile,
    make_registration,
    make_remembered,
    make_session,
)
from tests.factories import (
    OTHER_RFC,
    make_data,
    make_invoice,
    make_receptor,
    make_record,
    make_ticket,
)
from tests.usecases.signed_in import PASSWORD
from tests.usecases.world import TOKEN_KEY

if TYPE_CHECKING:
    from chalicelib.domain.account import Account
    from chalicelib.domain.invoice import Invoice
    from chalicelib.domain.ticket import Ticket
    from chalicelib.domain.ticket_record import TicketRecord
    from tests.api.door import Door

OWNER, STRANGER = "acc-olivia", "acc-berenice"
OWNER_EMAIL, STRANGER_EMAIL = "olivia.duena@correo.example", "berenice.ajena@correo.example"
NEW_EMAIL, WAITING_EMAIL = "olivia.nueva@correo.example", "eva.luna@correo.example"
OWNER_NAME, STRANGER_NAME = "Olivia Dueña", "Berenice Ajena"
OWNER_RFC = str(make_receptor().rfc)
PERSONAL = {OWNER_RFC, OWNER_EMAIL, OWNER_NAME, NEW_EMAIL, make_receptor().name}
STRANGER_RECEPTOR = Receptor(RFC(OTHER_RFC["rfc"]), OTHER_RFC["name"], "10740", "605")

PROFILE, STRANGER_PROFILE, EXPORT = "prf-olivia", "prf-berenice", "exp-olivia"
DELIVERED, RECEIVED, OTHER = "inv-olivia-1", "inv-olivia-2", "inv-olivia-3"
STRANGERS = "inv-berenice-1"
STRANGERS_UUID = "B1B1B1B1-9A0C-4D0E-8B61-0A2F5C1D7E34"
PHONE, STRANGER_PHONE = "phone-of-olivia".ljust(43, "x"), "phone-of-berenice".ljust(43, "x")
EMAIL_TOKEN = f"{OWNER}.{'mailed-to-olivia'.ljust(43, 'x')}"
REGISTRATION_TOKEN = "mailed-to-eva".ljust(43, "x")

APP, WEB, TABLET = "ses-app", "ses-web", "ses-tablet"
IDLE, IDLE_WEB, OLD = "ses-idle", "ses-idle-web", "ses-old"
ROTATED, ENDED = "ses-rotated", "ses-ended"
SETTING, HALF = f"ses-{Scope.SET_PASSWORD}", f"ses-{Scope.SECOND_FACTOR}"


class Scene:
    """Everybody's things, made once for each question that somebody asks."""

    def __init__(self, door: Door) -> None:
        self.door, self.world = door, door.world
        self._keep_owner()
        self._keep_stranger()
        for invoice in _invoices():
            self._keep_invoice(*invoice)

    def close(self) -> None:
        """Let the owner's account be one that is being erased, with sessions not ended yet."""
        account = self.account
        closing = account.changed(closing_since=self.world.clock.now)
        assert self.world.accounts.save(closing, before=account)

    def deliver(self, name: str) -> None:
        """Let the workers carry an invoice to its end, if they have not yet."""
        invoice = self._kept(name)
        if invoice.status is InvoiceStatus.RECEIVED:
            self.world.bring(invoice, InvoiceStatus.DELIVERED)

    @property
    def account(self) -> Account:
        """The owner's account as it stands now."""
        found = self.world.accounts.get(OWNER)
        assert found is not None
        return found

    def things(self) -> dict[str, Any]:
        """Show everything of the owner's that nobody else may change."""
        world, sessions = self.world, self.world.sessions
        return {
            "account": world.accounts.get(OWNER),
            "sessions": [sessions.get(OWNER, one) for one in (APP, WEB, TABLET)],
            "profiles": self.account.profiles,
            "exports": world.exports.of_account(OWNER),
            "invoices": [world.invoices.get(one) for one in (DELIVERED, RECEIVED, OTHER)],
            "claim": world.record(ticket_of(DELIVERED)).claim,
            "phone": world.remembered.get(hash_of(PHONE)),
            "documents": dict(world.documents.kept),
            "jobs": [job for job in world.jobs.kept.values() if OWNER in job.data.values()],
        }

    def shown(self) -> set[str]:
        """Return what of all this the owner herself is shown."""
        invoice = self._kept(DELIVERED)
        assert invoice.uuid
        return {*PERSONAL, OWNER, PROFILE, EXPORT, TABLET, DELIVERED, invoice.uuid}

    def secrets(self) -> set[str]:
        """Return what an answer to anybody else may not hold."""
        sessions = {secret_of(OWNER, name) for name in (APP, WEB, TABLET)}
        guests = {invoice_token(name) for name in (DELIVERED, RECEIVED)}
        return {*self.shown(), *sessions, *guests, PASSWORD, PHONE, self._kept(DELIVERED).xml_key}

    def _kept(self, invoice_id: str) -> Invoice:
        invoice = self.world.invoices.get(invoice_id)
        assert invoice is not None
        return invoice

    def _keep_owner(self) -> None:
        now = self.world.clock.now
        change = EmailChange(NEW_EMAIL, hash_of(EMAIL_TOKEN), now + timedelta(hours=1))
        temporary = TemporaryPassword("used", now + timedelta(minutes=20)).used()
        self._keep_account(
            OWNER,
            OWNER_EMAIL,
            name=OWNER_NAME,
            profiles=(make_profile(id=PROFILE, emails=(OWNER_EMAIL,)),),
            email_change=change,
            temporary=temporary,
        )
        self._keep_owners_sessions()
        ready = make_export(id=EXPORT, account_id=OWNER, status=ExportStatus.READY)
        self.world.exports.put(ready)
        self.world.remembered.put(make_remembered(token_sha256=hash_of(PHONE)))
        waiting = make_registration(REGISTRATION_TOKEN, email=WAITING_EMAIL)
        self.world.registrations.put(waiting)

    def _keep_owners_sessions(self) -> None:
        now = self.world.clock.now
        for name in (APP, TABLET):
            self._keep_session(OWNER, name)
        self._keep_session(OWNER, WEB, by_cookie=True)
        self._keep_session(OWNER, SETTING, scope=Scope.SET_PASSWORD)
        self._keep_session(OWNER, HALF, scope=Scope.SECOND_FACTOR)
        self._keep_session(OWNER, IDLE, created_at=now - timedelta(days=31), idle_minutes=31 * 1440)
        self._keep_session(OWNER, IDLE_WEB, by_cookie=True, idle_minutes=31)
        self._keep_session(OWNER, OLD, created_at=now - timedelta(days=91))
        self._keep_session(
            OWNER,
            ROTATED,
            token_sha256=hash_of("the one after it"),
            previous_sha256=hash_of(token_of(OWNER, ROTATED)),
            rotated_at=now - timedelta(seconds=61),
        )

    def _keep_stranger(self) -> None:
        profile = make_profile(
            id=STRANGER_PROFILE, receptor=STRANGER_RECEPTOR, uso_cfdi="S01", emails=()
        )
        self._keep_account(STRANGER, STRANGER_EMAIL, name=STRANGER_NAME, profiles=(profile,))
        self._keep_session(STRANGER, APP)
        self._keep_session(STRANGER, WEB, by_cookie=True)
        kept = make_remembered(
            token_sha256=hash_of(STRANGER_PHONE), receptor=STRANGER_RECEPTOR, emails=()
        )
        self.world.remembered.put(kept)

    def _keep_account(self, account_id: str, email: str, **data: Any) -> None:
        password = self.world.hasher.hash(PASSWORD)
        account = make_account(id=account_id, email=email, password=password, **data)
        assert self.world.accounts.create(account)

    def _keep_session(
        self, account_id: str, name: str, *, idle_minutes: int = 0, **changes: Any
    ) -> None:
        now = self.world.clock.now
        session = make_session(
            id=name,
            account_id=account_id,
            token_sha256=hash_of(token_of(account_id, name)),
            by_cookie=False,
            created_at=now,
            seen_at=now - timedelta(minutes=idle_minutes),
            rotated_at=now,
        )
        self.world.sessions.put(replace(session, **changes))

    def _keep_invoice(self, invoice: Invoice, record: TicketRecord) -> None:
        assert self.world.tickets.put(record, seen_version=None)
        assert self.world.invoices.claim(invoice, [record])
        if invoice.xml_key and invoice.pdf_key:
            self.world.documents.put_cfdi(invoice.xml_key, OWNER_RFC.encode())
            self.world.documents.put_pdf(invoice.pdf_key, OWNER_RFC.encode())


@cache
def _invoices() -> list[tuple[Invoice, TicketRecord]]:
    """Make the invoices, each with its ticket, once for all scenes."""
    delivered, received = InvoiceStatus.DELIVERED, InvoiceStatus.RECEIVED
    theirs = InvoiceData(STRANGER_RECEPTOR, "S01", "01", (STRANGER_EMAIL,))
    return [
        _asked(DELIVERED, delivered, OWNER),
        _asked(RECEIVED, received, OWNER),
        _asked(OTHER, received, OWNER),
        _asked(STRANGERS, delivered, STRANGER, data=theirs, uuid=STRANGERS_UUID),
    ]


def _asked(
    name: str, status: InvoiceStatus, viewer: str, **changes: Any
) -> tuple[Invoice, TicketRecord]:
    ticket = ticket_of(name)
    data = make_data(emails=(OWNER_EMAIL,))
    known = {"id": name, "viewers": (viewer,), "data": data, **changes}
    return make_invoice(status, ticket, **known), make_record(ticket)


def ticket_of(name: str) -> Ticket:
    """Return the ticket of an invoice."""
    return make_ticket(order_number=f"of-{name}")


def invoice_token(name: str) -> str:
    """Return what a guest was given with an invoice."""
    return access_token([TOKEN_KEY], name)


def token_of(account_id: str, name: str) -> str:
    """Return the token that a session was opened with."""
    return session_token(account_id, name, secret_of(account_id, name))


def secret_of(account_id: str, name: str) -> str:
    """Return the part of a session's token that nobody can guess."""
    return f"secret-of-{account_id}-{name}".ljust(43, "x")
