"""Whatever happens, in whatever order: one factura for whoever asked last, and its mail.

Hypothesis writes the schedules (always the same ones): shoppers who ask, correct and take
over, a PAC that loses answers, stamps late, refuses and sleeps, messages lost and doubled,
mail that fails, workers that die. Then all faults stop, and the invariants must hold. Which
races the schedules met is counted: a test that meets none proves nothing.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.cfdi.reading import read
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.errors import Conflict
from chalicelib.usecases.invoicing import Outcome
from tests.factories import OTHER_RFC, make_ticket
from tests.twins.pac import CLOSED, LATE, LOST, UNHEARD
from tests.usecases.crashes import Crash, CrashAt, Moment
from tests.usecases.invariants import assert_all_is_well
from tests.usecases.refusals import LCO, NAME, TOO_OLD

if TYPE_CHECKING:
    from tests.usecases.world import World

S = InvoiceStatus
TICKET = make_ticket()
CENTRO = timezone(-timedelta(hours=6))
LATEST = timedelta(minutes=14)
"""A send that was not stamped after this long never will be: what the quiet time rests on."""

ORDERS = [
    (LOST,),
    (CLOSED,),
    (LCO,),
    (NAME,),
    (UNHEARD,),
    (UNHEARD, NAME),
    (LATE, NAME),
    (LATE, CLOSED, NAME),
    (UNHEARD, LATE, NAME),
]
ASKED = st.sampled_from([{}, {"name": "OLIVIA"}, OTHER_RFC])
EVENTS = st.one_of(
    st.tuples(st.just("ask"), ASKED),
    st.tuples(st.just("refusal"), ASKED),
    st.tuples(st.just("pac"), st.sampled_from(ORDERS)),
    st.tuples(st.just("late"), st.integers(1, 14)),
    st.tuples(st.just("minutes"), st.integers(1, 20)),
    st.tuples(st.just("silence"), st.sampled_from([1, 25, 73])),
    st.tuples(st.just("work"), st.none()),
    st.tuples(st.just("crash"), st.tuples(st.integers(1, 40), st.sampled_from(list(Moment)))),
    st.tuples(st.just("arrive"), st.none()),
    st.tuples(st.just("lose"), st.none()),
    st.tuples(st.just("knock"), st.none()),
    st.tuples(st.just("mail"), st.booleans()),
)


class Story:
    """A world, what happens in it, and who was told last that the factura will be his."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.promised: tuple[str, str] | None = None
        self.crashes = 0
        self._late_since = None
        world.load(TICKET)
        self._keep_the_pac_to_72_hours()

    def happens(self, name: str, what: object) -> None:
        with suppress(Crash):
            getattr(self, name)(what)
        if self.world.crash.has_struck:
            self.crashes += 1
            self.world.crash = CrashAt(None)
        self._forget_what_is_too_late()

    def ask(self, changes) -> None:
        with suppress(Conflict):
            answer = self.world.ask(TICKET, **changes)
            if answer.outcome is not Outcome.STANDING:
                receptor = answer.invoice.data.receptor
                self.promised = (str(receptor.rfc), receptor.name)

    def pac(self, orders) -> None:
        self.world.pac.orders.extend(orders)

    def refusal(self, changes) -> None:
        """Whoever asks has given wrong data."""
        self.world.pac.orders.appendleft(NAME)
        self.ask(changes)
        self.minutes(1)

    def late(self, minutes) -> None:
        """What is sent now is refused when it is asked about, and stamped some minutes after."""
        self.pac((LATE, NAME))
        self.work(None)
        self.minutes(minutes)
        self.arrive(None)

    def minutes(self, count) -> None:
        for _ in range(count):
            self.world.lives(minutes=1)
            self._forget_what_is_too_late()

    def silence(self, hours) -> None:
        """Nobody answers for hours, and nobody looks."""
        self.world.pac.orders.appendleft(UNHEARD)
        self.work(None)
        self.world.clock.passes(hours=hours)

    def work(self, _) -> None:
        self.world.work()

    def crash(self, where) -> None:
        self.world.crash = CrashAt(*where)
        self.world.lives(minutes=3)

    def arrive(self, _) -> None:
        self.world.pac.arrive()

    def lose(self, _) -> None:
        self.world.queues.waiting.clear()

    def knock(self, _) -> None:
        for name in tuple(self.world.invoices._kept):
            self.world.stamping.advance(name)
            self.world.delivery.deliver(name)

    def mail(self, is_down) -> None:
        self.world.mailer.is_down = is_down

    def ends_well(self) -> None:
        """All faults stop: the shopper looks again, mends what he is asked, wants his mail."""
        world = self.world
        world.crash, world.mailer.is_down = CrashAt(None), False
        world.pac.orders.clear()
        for changes in ({}, {"name": "OLIVIA"}):
            self.ask(changes)
            self.minutes(40)
        invoice = world.invoices.get(world.record(TICKET).claim.invoice_id)
        given_up = tuple(entry.to for entry in invoice.mail if entry.status == "failed")
        world.mailing.ask(invoice.id, given_up)
        self.minutes(1)

    def _keep_the_pac_to_72_hours(self) -> None:
        stamp = self.world.pac.stamp

        def stamp_in_time(sealed, reference):
            fecha = read(sealed).comprobante.fecha.replace(tzinfo=CENTRO)
            if self.world.clock.now - fecha > timedelta(hours=72):
                self.world.pac.orders.appendleft(TOO_OLD)
            return stamp(sealed, reference)

        self.world.pac.stamp = stamp_in_time

    def _forget_what_is_too_late(self) -> None:
        on_their_way = self.world.pac._on_their_way
        if not on_their_way:
            self._late_since = None
        elif self._late_since is None:
            self._late_since = self.world.clock.now
        elif self.world.clock.now - self._late_since > LATEST:
            on_their_way.clear()


def told_by(story: Story) -> Counter[str]:
    """Count what the story met."""
    told: Counter[str] = Counter(crash=story.crashes)
    for invoice in {kept.id: kept for kept in story.world.invoices.written}.values():
        past = [moment.status for moment in invoice.history]
        told.update(status.value for status in set(past))
        told["resealed"] += any(
            one in {S.SENT, S.QUIET} and after is S.RECEIVED for one, after in pairwise(past)
        )
        told["late stamp"] += S.QUIET in past and S.STAMPED in past
    return told


def test_whatever_happens_the_last_who_asked_gets_his_factura(new_world, sat):
    met: Counter[str] = Counter()

    @settings(max_examples=500, suppress_health_check=list(HealthCheck))
    @given(ASKED, st.lists(EVENTS, min_size=4, max_size=14))
    def tell(first, events):
        story = Story(new_world(prints=False))
        story.ask(first)
        for event in events:
            story.happens(*event)
        story.ends_well()
        met.update(told_by(story))
        assert_all_is_well(story.world, TICKET, sat, story.promised)

    tell()

    rare = {name: met[name] for name in ("quiet", "late stamp", "cancelled", "resealed")}
    assert min(rare.values()) >= 8, rare
    assert min(met["crash"], met["rejected"]) >= 50, met
