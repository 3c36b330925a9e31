"""The whole system in memory: real use cases, CFDI, PDF and mail over twins of the outside.

world.load(make_ticket())
answer = world.ask(ticket)
world.work()                       # workers take what may be taken now
world.lives(minutes=20)            # time passes, each minute the reconciler looks
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from chalicelib.usecases.delivery import Delivery
from chalicelib.usecases.files import Files
from chalicelib.usecases.invoicing import Invoicing, Wanted
from chalicelib.usecases.mailing import Mailing
from chalicelib.usecases.moving import DELIVERY, STAMPING, Moving
from chalicelib.usecases.presentation import Presentation
from chalicelib.usecases.reconciling import Reconciling
from chalicelib.usecases.sealing import Sealing
from chalicelib.usecases.stamping import Stamping
from chalicelib.usecases.ticketing import Ticketing
from chalicelib.usecases.ticketing_import import ImportStatus, TicketImport
from tests.cfdi.sat_stamp import SatStamp
from tests.factories import WAYS, make_asked, make_branch, make_proof
from tests.twins.branches import BranchesInMemory
from tests.twins.clock import FixedClock
from tests.twins.documents import DocumentsInMemory
from tests.twins.health import HealthInMemory
from tests.twins.invoices import InvoicesInMemory
from tests.twins.mailer import MailerInMemory
from tests.twins.media import MediaInMemory
from tests.twins.pac import PACInMemory
from tests.twins.queues import QueuesInMemory
from tests.twins.tickets import TicketsInMemory
from tests.usecases.crashes import CrashAt

if TYPE_CHECKING:
    from chalicelib.cfdi.csd import CSD
    from chalicelib.cfdi.timbre import StampedCFDI
    from chalicelib.domain.invoice import Invoice
    from chalicelib.domain.invoice_status import InvoiceStatus
    from chalicelib.domain.ticket import Ticket
    from chalicelib.domain.ticket_record import TicketRecord
    from chalicelib.usecases.invoicing import Answer

TOKEN_KEY = b"k" * 32
SITE = "https://facturas.example"
UUIDS = UUID("8f2b3a52-5d0e-4c1b-9a77-0d6b1a2c3d4e")
LONGEST_RUN = 200
DELIVERED = ["received", "sealed", "sent", "stamped", "ready", "delivered"]
"""The history of an invoice to which nothing happened."""


class World:
    """Rooms are public: a test may look into every one, or break it.

    Where nobody looks at the PDF, not to print it saves two thirds of the time.
    """

    def __init__(self, csd: CSD, sat: SatStamp, *, prints: bool = True) -> None:
        self.clock = FixedClock()
        self.branches = BranchesInMemory([make_branch(), make_branch(id="norte", serie="N")])
        self.tickets = TicketsInMemory()
        self.invoices = InvoicesInMemory(self.tickets)
        self.documents = DocumentsInMemory()
        self.queues = QueuesInMemory(self.clock)
        self.mailer = MailerInMemory()
        self.health = HealthInMemory()
        self.pac = PACInMemory(self._certify)
        self.csds = {"i1": csd}
        self.crash = CrashAt(None)
        self._sat = sat
        self._prints = prints
        self._ids = count(1)
        self._stamps = count(1)

    # The use cases, each with its outside as it is now.

    @property
    def ticketing(self) -> Ticketing:
        through = self.crash.guarded
        return Ticketing(
            through(self.branches), through(self.tickets), through(self.invoices), self.clock
        )

    @property
    def moving(self) -> Moving:
        through = self.crash.guarded
        return Moving(through(self.invoices), through(self.queues), self.clock)

    @property
    def invoicing(self) -> Invoicing:
        invoices = self.crash.guarded(self.invoices)
        return Invoicing(self.ticketing, invoices, self.moving, self.clock, self._new_id)

    @property
    def sealing(self) -> Sealing:
        through = self.crash.guarded
        return Sealing(
            through(self.branches),
            through(self.tickets),
            through(self.documents),
            self.crash.counted(self.csds.__getitem__, "csd_of"),
            self.clock,
        )

    @property
    def stamping(self) -> Stamping:
        through = self.crash.guarded
        return Stamping(
            moving=self.moving,
            sealing=self.sealing,
            documents=through(self.documents),
            pac=through(self.pac),
            sat_certificates=self.crash.counted(lambda: self._sat.bundle, "sat_certificates"),
            health=through(self.health),
            clock=self.clock,
            jitter=lambda: 0.0,
        )

    @property
    def presentation(self) -> Presentation:
        through = self.crash.guarded
        return Presentation(
            through(self.branches), through(MediaInMemory()), lambda: [TOKEN_KEY], SITE
        )

    @property
    def delivery(self) -> Delivery:
        through = self.crash.guarded
        return Delivery(
            moving=self.moving,
            documents=through(self.documents),
            render=self.presentation.pdf if self._prints else _sketch,
            compose=self.presentation.email,
            mailer=through(self.mailer),
            health=through(self.health),
            clock=self.clock,
        )

    @property
    def reconciling(self) -> Reconciling:
        through = self.crash.guarded
        return Reconciling(through(self.invoices), through(self.queues), self.clock)

    @property
    def mailing(self) -> Mailing:
        return Mailing(self.crash.guarded(self.invoices), self.moving, self.clock)

    @property
    def files(self) -> Files:
        return Files(self.crash.guarded(self.documents), self.clock)

    # What people and time do.

    def load(self, *tickets: Ticket) -> list[TicketRecord]:
        """Let the store send its sales."""
        door = TicketImport(self.branches, self.tickets, lambda _: b"key", self.clock)
        for ticket in tickets:
            imported = door.load(ticket)
            assert imported.status is ImportStatus.CREATED, imported.errors
        return [self.record(ticket) for ticket in tickets]

    def record(self, ticket: Ticket) -> TicketRecord:
        """Return a ticket as it is kept."""
        record = self.tickets.get(ticket.key)
        assert record is not None
        return record

    def ask(self, *tickets: Ticket, **changes: Any) -> Answer:
        """Let a shopper who holds the tickets ask for their invoice."""
        proofs = tuple(make_proof(ticket) for ticket in tickets)
        return self.invoicing.request(Wanted(proofs, make_asked(**changes)))

    def bring(self, invoice: Invoice, status: InvoiceStatus) -> Invoice:
        """Carry a received invoice to a status by its own moves, each one written."""
        for step in WAYS[status]:
            invoice = step(invoice, self.clock.now)
            assert self.invoices.save(invoice)
        return invoice

    def now(self, invoice: Invoice) -> Invoice:
        """Return an invoice as it stands now."""
        kept = self.invoices.get(invoice.id)
        assert kept is not None
        return kept

    def work(self) -> None:
        """Let the workers take every message that may be taken, until there is none."""
        for _ in range(LONGEST_RUN):
            stamping, delivery = self.queues.take(STAMPING), self.queues.take(DELIVERY)
            if not stamping and not delivery:
                return
            for invoice_id in stamping:
                self.stamping.advance(invoice_id)
            for invoice_id in delivery:
                self.delivery.deliver(invoice_id)
        raise AssertionError("the workers wake each other for ever")

    def lives(self, minutes: int) -> None:
        """Let time pass; each minute the reconciler looks, and the workers work."""
        for _ in range(minutes):
            self.clock.passes(minutes=1)
            self.reconciling.wake_what_is_due()
            self.work()

    def past(self, invoice: Invoice) -> list[str]:
        """Tell an invoice's history by its statuses."""
        return [moment.status.value for moment in self.now(invoice).history]

    def _new_id(self) -> str:
        return f"inv-{next(self._ids)}"

    def _certify(self, sealed: bytes) -> bytes:
        uuid = str(uuid5(UUIDS, str(next(self._stamps)))).upper()
        return self._sat.stamp(sealed, UUID=uuid)


def _sketch(invoice: Invoice, stamped: StampedCFDI) -> bytes:
    return f"%PDF-1.4 {invoice.id} {stamped.timbre.uuid}".encode()
