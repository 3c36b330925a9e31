"""From the stamp to the shopper: files first, then every mail, each to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.invoice import LOOK_AGAIN
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.usecases.delivery import GIVE_UP_AFTER
from tests.factories import make_ticket
from tests.usecases.meanwhile import after, before

S = InvoiceStatus
TWO = ("olivia@correo.example", "eva@correo.example")


@pytest.fixture
def ask(world):
    world.load(make_ticket())
    return lambda *emails: world.ask(make_ticket(), emails=emails).invoice


def told(world, invoice) -> list[tuple[str, str, str | None]]:
    return [(entry.to, entry.status, entry.reason) for entry in world.now(invoice).mail]


def reached(world) -> list[str]:
    return [mail.to for mail in world.mailer.sent]


def test_the_files_are_kept_before_anybody_is_told(world, ask):
    seen = []
    before(world.mailer, "send", lambda: seen.append(world.now(invoice)))

    invoice = ask("olivia@correo.example")
    world.work()

    [at_mail] = seen
    assert at_mail.status is S.READY
    assert at_mail.pdf_key in world.documents.kept
    assert at_mail.xml_key in world.documents.kept


def test_each_address_gets_a_mail_of_its_own_with_both_files(world, ask):
    invoice = ask(*TWO)

    world.work()

    assert reached(world) == [*TWO]
    assert told(world, invoice) == [(to, "sent", None) for to in TWO]
    for mail in world.mailer.sent:
        xml, pdf = mail.attachments
        assert xml.content == world.documents.cfdi(world.now(invoice).xml_key)
        assert pdf.content == world.documents.pdf(world.now(invoice).pdf_key)


def test_without_an_address_ready_is_the_end(world, ask):
    invoice = ask()

    world.work()
    world.lives(minutes=5)

    done = world.now(invoice)
    assert (done.status, done.due, done.lease_until) == (S.READY, None, None)
    assert reached(world) == []


def test_an_address_that_the_service_never_takes_is_told_with_its_reason(world, ask):
    world.mailer.refused.add("eva@correo.example")
    invoice = ask("eva@correo.example")

    world.work()

    done = world.now(invoice)
    assert (done.status, done.due) == (S.READY, None)
    assert told(world, invoice) == [("eva@correo.example", "refused", "address_invalid")]


def test_one_refused_address_does_not_cost_the_other_its_mail(world, ask):
    world.mailer.refused.add("olivia@correo.example")
    invoice = ask(*TWO)

    world.work()

    assert reached(world) == ["eva@correo.example"]
    assert world.now(invoice).status is S.DELIVERED


def test_while_the_mail_service_is_away_the_files_are_ready(world, ask):
    world.mailer.is_down = True
    began = world.clock.now

    invoice = ask("olivia@correo.example")
    world.work()

    waiting = world.now(invoice)
    assert (waiting.status, waiting.mail_pending) == (S.READY, True)
    assert waiting.lease_until is None
    assert world.health.failing_since("mail") == began


def test_when_the_mail_service_is_back_the_mail_goes_once(world, ask):
    world.mailer.is_down = True
    invoice = ask("olivia@correo.example")
    world.work()
    world.lives(minutes=30)

    world.mailer.is_down = False
    world.lives(minutes=15)

    assert reached(world) == ["olivia@correo.example"]
    assert world.now(invoice).status is S.DELIVERED
    assert world.health.failing_since("mail") is None


def test_the_pauses_between_tries_of_a_mail_grow(world, ask):
    world.mailer.is_down = True
    invoice = ask("olivia@correo.example")
    pauses = []

    for _ in range(8):
        world.work()
        pauses.append((world.now(invoice).due - world.clock.now).seconds)
        world.clock.now = world.now(invoice).due

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_whoever_knocks_early_does_not_hasten_the_next_try(world, ask):
    """Each message of a delayed try wakes the next one: doubled ones would grow without end."""
    world.mailer.is_down = True
    invoice = ask("olivia@correo.example")
    world.work()
    waiting = world.now(invoice)
    world.clock.now = waiting.due - timedelta(seconds=1, milliseconds=1)

    for _ in range(5):
        world.delivery.deliver(invoice.id)

    assert world.now(invoice) == waiting
    assert len(world.queues.waiting) == 1


def test_doubled_messages_of_a_long_outage_stay_one_line_of_tries(world, ask):
    world.mailer.is_down = True
    invoice = ask("olivia@correo.example")
    world.work()

    for _ in range(60):
        world.queues.send("delivery", invoice.id)
        world.lives(minutes=1)

    [entry] = world.now(invoice).mail
    assert entry.tries <= 30
    assert len(world.queues.waiting) <= 2


def test_after_three_days_of_silence_a_mail_is_given_up_and_said_so(world, ask):
    world.mailer.is_down = True
    invoice = ask("olivia@correo.example")
    world.work()

    world.clock.now += GIVE_UP_AFTER + timedelta(seconds=1)
    world.lives(minutes=2)

    done = world.now(invoice)
    assert (done.status, done.due) == (S.READY, None)
    assert told(world, invoice) == [("olivia@correo.example", "failed", "mail_service_silent")]


def test_within_three_days_it_is_not_given_up(world, ask):
    world.mailer.is_down = True
    invoice = ask("olivia@correo.example")
    world.work()

    world.clock.now += GIVE_UP_AFTER - timedelta(minutes=5)
    world.lives(minutes=2)

    assert world.now(invoice).mail_pending


def test_a_mail_that_is_asked_for_during_the_sending_goes_out_too(world, ask):
    invoice = ask("olivia@correo.example")
    ask_more = lambda: world.mailing.ask(invoice.id, ("eva@correo.example",))  # noqa: E731
    before(world.mailer, "send", ask_more)

    world.work()
    world.lives(minutes=1)

    assert reached(world) == [*TWO]
    assert world.now(invoice).status is S.DELIVERED


def test_a_mail_that_is_asked_for_while_the_pdf_is_made_goes_out_too(world, ask):
    invoice = ask()
    after(
        world.documents,
        "put_pdf",
        lambda: world.mailing.ask(invoice.id, ("eva@correo.example",)),
    )

    world.work()

    assert reached(world) == ["eva@correo.example"]
    assert world.now(invoice).status is S.DELIVERED


def test_two_deliveries_at_once_send_one_mail(world, ask):
    invoice = ask("olivia@correo.example")
    before(world.mailer, "send", lambda: world.delivery.deliver(invoice.id))

    world.work()

    assert reached(world) == ["olivia@correo.example"]


def test_a_delivery_that_outlives_its_lease_sends_twice_rather_than_never(world, ask):
    invoice = ask("olivia@correo.example")

    def another_takes_over():
        world.clock.now += LOOK_AGAIN
        world.delivery.deliver(invoice.id)

    before(world.mailer, "send", another_takes_over)

    world.work()
    world.lives(minutes=5)

    assert reached(world) == ["olivia@correo.example"] * 2
    assert world.past(invoice)[-1] == "delivered"


@pytest.mark.parametrize("status", [S.RECEIVED, S.SENT, S.QUIET, S.REJECTED, S.CANCELLED])
def test_what_is_not_stamped_is_not_delivered(world, ask, status):
    before_it = world.bring(ask("olivia@correo.example"), status)

    world.delivery.deliver(before_it.id)

    assert world.now(before_it) == before_it
    assert reached(world) == []


def test_a_message_for_nobody_does_nothing(world):
    world.delivery.deliver("inv-unknown")

    assert reached(world) == []
