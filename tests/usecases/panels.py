"""Many invoices of many people, and what of them one person's panel must show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chalicelib.domain.invoice_parts import SealedDocument
from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.domain.listing import DateKind, Filters, word_of
from chalicelib.domain.rfc import RFC
from tests.account_factories import make_account
from tests.factories import NOW, make_data, make_invoice, make_receptor, make_ticket

if TYPE_CHECKING:
    from chalicelib.domain.account import Account
    from chalicelib.domain.invoice import Invoice
    from tests.twins.invoices import InvoicesInMemory

OWN, OTHER = make_account(id="own", email="own@correo.example"), make_account(id="other")
STAMPED = {InvoiceStatus.STAMPED, InvoiceStatus.READY, InvoiceStatus.DELIVERED}
CENTRE = timedelta(hours=-6)
RFCS = ("MASO451221PM4", "XIQB891116QE4")
BRANCHES = ("centro", "norte")
ADDRESSES = ("own@correo.example", "OWN@Correo.example", "olivia@correo.example")


@dataclass(frozen=True)
class Fact:
    """What a test decides of one invoice."""

    status: InvoiceStatus
    accepted: datetime
    purchased: datetime
    rfc: str
    branch_id: str
    emails: tuple[str, ...]
    viewers: tuple[str, ...]
    former_emails: tuple[str, ...] = ()
    number: str = "48213"


MOMENTS = st.integers(0, 5 * 24).map(lambda hours: NOW - timedelta(hours=hours))
FACTS = st.builds(
    Fact,
    status=st.sampled_from(list(InvoiceStatus)),
    accepted=MOMENTS,
    purchased=MOMENTS,
    rfc=st.sampled_from(RFCS),
    branch_id=st.sampled_from(BRANCHES),
    emails=st.lists(st.sampled_from(ADDRESSES), max_size=2, unique=True).map(tuple),
    viewers=st.lists(st.sampled_from(["own", "other"]), max_size=2, unique=True).map(tuple),
    former_emails=st.lists(st.sampled_from(ADDRESSES), max_size=1).map(tuple),
    number=st.sampled_from(["48213", "A-77"]),
)
DAYS = st.none() | st.integers(0, 6).map(lambda days: (NOW - timedelta(days=days)).date())
FILTERS = st.builds(
    Filters,
    by=st.sampled_from(list(DateKind)),
    since=DAYS,
    until=DAYS,
    rfc=st.none() | st.sampled_from(RFCS),
    branch_id=st.none() | st.sampled_from(BRANCHES),
    phase=st.none() | st.sampled_from([phase.value for phase in Phase]),
    type=st.none() | st.sampled_from(["ingreso", "egreso"]),
    word=st.none() | st.sampled_from([word_of("48213"), word_of("a77"), "NOTHING"]),
)


def make_known(name: str, fact: Fact) -> Invoice:
    """An invoice of which a fact is true."""
    ticket = make_ticket(order_number=fact.number, purchased_at=fact.purchased)
    receptor = make_receptor(rfc=RFC(fact.rfc))
    return make_invoice(
        fact.status,
        ticket,
        id=name,
        version=1,
        branch_id=fact.branch_id,
        accepted_at=fact.accepted,
        stamped_at=fact.accepted if fact.status in STAMPED else None,
        data=make_data(receptor=receptor, emails=fact.emails),
        viewers=fact.viewers,
    )


def keep(invoices: InvoicesInMemory, *facts: Fact) -> list[Invoice]:
    """Keep invoices that were corrected once, so that entries of former addresses stay behind."""
    kept = []
    for number, fact in enumerate(facts):
        invoice = make_known(f"inv-{number}", fact)
        former = replace(invoice, data=replace(invoice.data, emails=fact.former_emails))
        assert invoices.claim(former, [])
        kept.append(replace(invoice, version=2))
        assert invoices.relist(kept[-1])
    return kept


def expected(account: Account, facts: tuple[Fact, ...], filters: Filters) -> list[str]:
    """Find by hand what a panel must show: names of invoices, newest first."""
    shown = [
        (_moment(fact, filters), f"inv-{number}")
        for number, fact in enumerate(facts)
        if _is_seen(account, fact) and _is_asked(fact, filters)
    ]
    return [name for _, name in sorted(shown, reverse=True)]


def _moment(fact: Fact, filters: Filters) -> datetime:
    return fact.accepted if filters.by is DateKind.STAMPED else fact.purchased


def _is_seen(account: Account, fact: Fact) -> bool:
    return account.id in fact.viewers or account.email.lower() in {
        address.lower() for address in fact.emails
    }


def _is_asked(fact: Fact, filters: Filters) -> bool:
    day = (_moment(fact, filters).astimezone(UTC) + CENTRE).date()
    return (
        (filters.since or date.min) <= day <= (filters.until or date.max)
        and filters.rfc in (None, fact.rfc)
        and filters.branch_id in (None, fact.branch_id)
        and filters.phase in (None, make_invoice(fact.status).phase.value)
        and filters.type in (None, "ingreso")
        and filters.word in (None, *(word_of(number) for number in (fact.number,)))
    )


def make_many(invoices: InvoicesInMemory, count: int, **changes: Any) -> list[Invoice]:
    """Keep invoices of one account, a minute apart, the newest last."""
    kept = []
    for number in range(count):
        at = NOW - timedelta(minutes=count - number)
        fact = Fact(InvoiceStatus.DELIVERED, at, at, RFCS[0], "centro", (), ("own",))
        invoice = make_known(f"many-{number}", replace(fact, **changes))
        sealed = SealedDocument("ab" * 32, at, "C", str(number + 1), "3000100000050000", "sw")
        kept.append(replace(invoice, sealed=sealed))
        assert invoices.claim(kept[-1], [])
    return kept
