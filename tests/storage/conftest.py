"""Each store twice: over the tables at the emulator, and its twin in memory."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.usecases.ports import BranchStore, Health, InvoiceStore, TicketStore
from tests.factories import make_branch, make_invoice
from tests.storage.account_rooms import AccountRooms, account_tables, account_twins
from tests.twins.branches import BranchesInMemory
from tests.twins.health import HealthInMemory
from tests.twins.invoices import InvoicesInMemory
from tests.twins.tickets import TicketsInMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chalicelib.domain.branch import Branch
    from chalicelib.domain.invoice import Invoice


@dataclass(frozen=True)
class Rooms:
    """The stores of one kind, which share their world."""

    invoices: InvoiceStore
    tickets: TicketStore
    health: Health

    def branches(self, known: Iterable[Branch]) -> BranchStore:
        """Return the store of branches with some in it."""
        return BranchesInMemory(known)


class Tables(Rooms):
    """The stores over the tables."""

    def branches(self, known: Iterable[Branch]) -> BranchStore:
        from chalicelib.storage.branches import Branches  # noqa: PLC0415

        store = Branches()
        for branch in known:
            store.put(branch)
        return store


def make_tables() -> Rooms:
    # pynamodb reads the environment at its first use, which is after the emulator's start
    from chalicelib.storage.health import HealthRecords  # noqa: PLC0415
    from chalicelib.storage.invoices import Invoices  # noqa: PLC0415
    from chalicelib.storage.tickets import Tickets  # noqa: PLC0415

    return Tables(Invoices(), Tickets(), HealthRecords())


def make_twins() -> Rooms:
    tickets = TicketsInMemory()
    return Rooms(InvoicesInMemory(tickets), tickets, HealthInMemory())


@pytest.fixture(params=["tables", "twins"])
def rooms(request: pytest.FixtureRequest) -> Rooms:
    if request.param == "twins":
        return make_twins()
    request.getfixturevalue("stored")
    return make_tables()


@pytest.fixture(params=["tables", "twins"])
def account_rooms(request: pytest.FixtureRequest) -> AccountRooms:
    if request.param == "twins":
        return account_twins()
    request.getfixturevalue("stored")
    return account_tables()


@pytest.fixture
def unique() -> str:
    """A word that no other test uses: the tables are everybody's."""
    return token_hex(6)


@pytest.fixture
def branch(unique: str) -> Any:
    return make_branch(id=f"b-{unique}")


@pytest.fixture
def invoices(rooms: Rooms) -> InvoiceStore:
    return rooms.invoices


@pytest.fixture
def make(unique: str) -> Callable[..., Invoice]:
    """Makes invoices with names, and an issuer, of this test's own."""

    def made(
        number: int = 1, status: InvoiceStatus = InvoiceStatus.RECEIVED, **changes: object
    ) -> Invoice:
        own = {"id": f"inv-{unique}-{number}", "issuer_id": f"i-{unique}", **changes}
        return make_invoice(status, **own)

    return made


@pytest.fixture
def kept(invoices: InvoiceStore, make: Callable[..., Invoice]) -> Invoice:
    """An invoice that is in the store."""
    invoice = make()
    assert invoices.claim(invoice, [])
    return invoice
