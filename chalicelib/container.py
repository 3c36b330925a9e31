"""Builds each use case the first time somebody asks for it.

Imports sit inside the functions on purpose: a Lambda pays only for what it
uses, and packaging the app needs neither credentials nor environment.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode
from functools import cache, lru_cache
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from chalicelib.config import settings

if TYPE_CHECKING:
    from chalicelib.aws.documents import Documents
    from chalicelib.aws.queues import Queues
    from chalicelib.aws.secrets import Secrets
    from chalicelib.cfdi.csd import CSD
    from chalicelib.pac.port import PAC
    from chalicelib.storage.api_keys import APIKeys
    from chalicelib.storage.branches import Branches
    from chalicelib.storage.health import HealthRecords
    from chalicelib.storage.invoices import Invoices
    from chalicelib.storage.tickets import Tickets
    from chalicelib.usecases.branch_finding import BranchFinding
    from chalicelib.usecases.delivery import Delivery
    from chalicelib.usecases.files import Files
    from chalicelib.usecases.health import ServiceHealth
    from chalicelib.usecases.invoicing import Invoicing
    from chalicelib.usecases.line import Line
    from chalicelib.usecases.mailing import Mailing
    from chalicelib.usecases.moving import Moving
    from chalicelib.usecases.reconciling import Reconciling
    from chalicelib.usecases.stamping import Stamping
    from chalicelib.usecases.ticketing import Ticketing
    from chalicelib.usecases.ticketing_import import TicketImport


@cache
def branch_store() -> Branches:
    """Build the store of branches."""
    from chalicelib.storage.branches import Branches

    return Branches()


@cache
def ticket_store() -> Tickets:
    """Build the store of tickets."""
    from chalicelib.storage.tickets import Tickets

    return Tickets()


@cache
def invoice_store() -> Invoices:
    """Build the store of invoices."""
    from chalicelib.storage.invoices import Invoices

    return Invoices()


@cache
def api_keys() -> APIKeys:
    """Build the store of the points of sale's keys."""
    from chalicelib.storage.api_keys import APIKeys

    return APIKeys()


@cache
def health_records() -> HealthRecords:
    """Build the store of failures."""
    from chalicelib.storage.health import HealthRecords

    return HealthRecords()


@cache
def documents() -> Documents:
    """Build the store of bytes."""
    from chalicelib import clock
    from chalicelib.aws.documents import Documents, ObjectLock

    told = settings()
    lock = None if told.stage == "local" else ObjectLock(clock.now)
    return Documents(told.documents_bucket, told.files_bucket, lock)


@cache
def queues() -> Queues:
    """Build the way to the workers."""
    from chalicelib.aws.queues import Queues

    return Queues(settings().queue)


@cache
def secrets() -> Secrets:
    """Build the reader of secrets."""
    from chalicelib import clock
    from chalicelib.aws.secrets import Secrets

    return Secrets(clock.now)


def token_keys() -> list[bytes]:
    """Return the keys of the access tokens, newest last."""
    return [b64decode(key) for key in _keys()["tokens"]]


def branch_key(branch_id: str) -> bytes:
    """Return the key of a branch's ticket codes, derived from the installation's."""
    master = b64decode(_keys()["ticket_codes"])
    return hmac.new(master, branch_id.encode(), hashlib.sha256).digest()


def _keys() -> dict[str, Any]:
    return secrets().read(settings().secret("keys"))


def csd_of(issuer_id: str) -> CSD:
    """Return an issuer's CSD; the key was checked when it came in. Raises CSDError."""
    from chalicelib.cfdi.csd import CSD, CSDUnreadable

    try:
        kept = secrets().read(settings().secret(f"csd/{issuer_id}"))
    except LookupError as missing:
        raise CSDUnreadable("csd_missing") from missing
    return CSD.load_trusted(
        b64decode(kept["certificate"]), b64decode(kept["key"]), kept["password"]
    )


def sat_certificates() -> bytes:
    """Return the certificates (PEM) whose keys may sign a timbre."""
    certificates: str = secrets().read(settings().secret("pac"))["sat_certificates"]
    return certificates.encode()


@cache
def ticketing() -> Ticketing:
    """Build the proving of tickets."""
    from chalicelib import clock
    from chalicelib.usecases.ticketing import Ticketing

    return Ticketing(branch_store(), ticket_store(), invoice_store(), clock.now)


@cache
def moving() -> Moving:
    """Build the writing of steps."""
    from chalicelib import clock
    from chalicelib.usecases.moving import Moving

    return Moving(invoice_store(), queues(), clock.now)


@cache
def invoicing() -> Invoicing:
    """Build the asking for invoices."""
    from chalicelib import clock
    from chalicelib.usecases.invoicing import Invoicing

    return Invoicing(ticketing(), invoice_store(), moving(), clock.now, new_invoice_id)


def new_invoice_id() -> str:
    """Return a name for an invoice: unguessable, though it opens nothing by itself."""
    return token_hex(16)


@cache
def mailing() -> Mailing:
    """Build the asking for mails."""
    from chalicelib import clock
    from chalicelib.usecases.mailing import Mailing

    return Mailing(invoice_store(), moving(), clock.now)


@cache
def files() -> Files:
    """Build the giving out of files."""
    from chalicelib import clock
    from chalicelib.usecases.files import Files

    return Files(documents(), clock.now)


@cache
def line() -> Line:
    """Build the counting of the line."""
    from chalicelib.usecases.line import Line

    return Line(invoice_store())


@cache
def service_health() -> ServiceHealth:
    """Build the source of the banner."""
    from chalicelib import clock
    from chalicelib.usecases.health import ServiceHealth

    return ServiceHealth(health_records(), clock.now)


@cache
def branch_finding() -> BranchFinding:
    """Build the search for branches."""
    from chalicelib.usecases.branch_finding import BranchFinding

    return BranchFinding(branch_store())


@cache
def ticket_import() -> TicketImport:
    """Build the taking in of sales."""
    from chalicelib import clock
    from chalicelib.usecases.ticketing_import import TicketImport

    return TicketImport(branch_store(), ticket_store(), branch_key, clock.now)


@lru_cache(maxsize=1)
def _pac(secret: str) -> PAC:
    """Build the PAC that a secret's text names; it lives until the secret changes."""
    from chalicelib.pac.providers import pac_from

    return pac_from(json.loads(secret), settings().pac_timeout_s)


def stamping() -> Stamping:
    """Build the sealing and stamping, with the PAC that the secret names now."""
    from chalicelib import clock
    from chalicelib.usecases.sealing import Sealing
    from chalicelib.usecases.stamping import Stamping

    secret = secrets().read(settings().secret("pac"))
    return Stamping(
        moving=moving(),
        sealing=Sealing(branch_store(), ticket_store(), documents(), csd_of, clock.now),
        documents=documents(),
        pac=_pac(json.dumps(secret, sort_keys=True)),
        sat_certificates=sat_certificates,
        health=health_records(),
        clock=clock.now,
    )


@cache
def delivery() -> Delivery:
    """Build the making of PDFs and the sending of mails."""
    from chalicelib import clock
    from chalicelib.aws.mailer import Mailer
    from chalicelib.aws.media import Media
    from chalicelib.usecases.delivery import Delivery
    from chalicelib.usecases.presentation import Presentation

    media = Media(settings().files_bucket)
    presentation = Presentation(branch_store(), media, token_keys, settings().site_url)
    return Delivery(
        moving=moving(),
        documents=documents(),
        render=presentation.pdf,
        compose=presentation.email,
        mailer=Mailer(settings().mail_from),
        health=health_records(),
        clock=clock.now,
    )


@cache
def reconciling() -> Reconciling:
    """Build the minute's look at what is due."""
    from chalicelib import clock
    from chalicelib.usecases.reconciling import Reconciling

    return Reconciling(invoice_store(), queues(), clock.now)
