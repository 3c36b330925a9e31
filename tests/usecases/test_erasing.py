"""Deleting an account: at once for its owner, whole in the end, and nobody else loses anything."""

from __future__ import annotations

import pytest

from chalicelib.domain.invoice_erasure import NOBODY
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.errors import NotSignedIn, Unavailable
from tests.account_factories import (
    make_account,
    make_export,
    make_profile,
    make_registration,
    make_session,
)
from tests.factories import EMAIL, OTHER_RFC, make_ticket
from tests.twins.pac import CLOSED
from tests.usecases.crashes import Crash, CrashAt, Moment
from tests.usecases.leaving import COPY, ask, close, entries_of
from tests.usecases.people import mailed_to
from tests.usecases.refusals import LCO, NAME


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    account = make_account(profiles=(make_profile(emails=(COPY,)),))
    assert world.accounts.create(account)
    world.sessions.put(make_session())
    return account


def test_a_closed_account_is_gone_with_all_that_lies_beside_it(world, account):
    world.exports.put(make_export())
    world.export_files.put_export("exports/acc1/random/facturas.csv", b"x", "text/csv")
    world.export_files.put_export("exports/acc2/random/facturas.csv", b"x", "text/csv")
    world.registrations.put(make_registration())

    close(world, account)

    assert world.accounts.kept == {}
    assert world.sessions.kept == world.exports.kept == world.registrations.kept == {}
    assert list(world.export_files.kept) == ["exports/acc2/random/facturas.csv"]
    assert world.jobs.kept == {}


def test_its_owner_is_told_once_at_the_end(world, account):
    close(world, account)

    [told] = world.mailer.sent
    assert (told.to, told.subject) == (EMAIL, "Eliminamos tu cuenta")


def test_nobody_signs_in_from_the_first_moment_on(world, account):
    token = "ses_acc1.s1.secret"
    world.session_keeping.recognise(token)

    world.closing.close(account)

    assert world.sessions.kept == {}
    world.sessions.put(make_session())
    with pytest.raises(NotSignedIn):
        world.session_keeping.recognise(token)


def test_a_queue_that_is_deaf_closes_nothing(world, account):
    world.queues.is_down = True

    with pytest.raises(Unavailable):
        world.closing.close(account)

    assert world.accounts.get(account.id) == account


def test_to_close_twice_is_to_close_once(world, account):
    world.closing.close(account)
    world.clock.passes(seconds=1)
    close(world, world.accounts.get(account.id))
    world.clock.passes(seconds=1)
    world.work()

    assert world.accounts.kept == {}
    assert len(world.mailer.sent) == 1


def test_a_factura_keeps_what_the_cfdi_states_and_forgets_who_saw_it(world, account):
    invoice = ask(world, account)
    world.work()
    delivered = world.now(invoice)

    close(world, account)

    left = world.now(invoice)
    assert left.status is InvoiceStatus.DELIVERED
    assert left.data.receptor == delivered.data.receptor
    assert (left.data.emails, left.mail, left.viewers) == ((), (), ())
    assert entries_of(world) == set()


def test_a_refused_request_is_closed_and_its_ticket_free(world, account):
    world.pac.orders.append(NAME)
    invoice = ask(world, account)
    world.work()

    close(world, account)

    left = world.now(invoice)
    assert (left.status, left.data.receptor) == (InvoiceStatus.CANCELLED, NOBODY)
    assert entries_of(world) == set()
    again = world.ask(make_ticket(ticket_number="1"), **OTHER_RFC)
    assert again.invoice.id != invoice.id


def test_an_invoice_on_its_way_arrives_first(world, account):
    world.pac.orders.extend([CLOSED] * 3)
    invoice = ask(world, account)
    world.stamping.advance(invoice.id)

    close(world, account)

    assert world.accounts.get(account.id).is_closing
    assert world.now(invoice).data.emails == (EMAIL, COPY)

    world.lives(minutes=10)

    assert [one.subject.partition(" ")[0] for one in mailed_to(world, EMAIL)] == [
        "Tu",
        "Eliminamos",
    ]
    assert len(mailed_to(world, COPY)) == 1
    assert world.accounts.kept == {}
    assert world.now(invoice).mail == ()


def test_what_waits_for_its_store_is_looked_at_patiently(world, account):
    world.pac.orders.extend([LCO] * 500)
    ask(world, account)
    close(world, account)

    world.lives(minutes=50)
    hurried = len(world.jobs.kept)
    world.lives(minutes=60)
    [job] = world.jobs.kept.values()

    assert hurried == 1
    assert (world.clock.now - job.asked_at).total_seconds() < 900
    [message] = [one for one in world.queues.waiting if one.item_id == job.id]
    assert (message.visible_at - job.asked_at).total_seconds() == 900


def test_one_invoice_on_its_way_holds_up_no_other(world, account):
    ready = ask(world, account, "1")
    world.work()
    world.pac.orders.extend([CLOSED] * 3)
    late = ask(world, account, "2")

    close(world, account)

    assert world.now(ready).viewers == ()
    assert world.now(late).viewers == (account.id,)


def test_many_invoices_are_erased_by_many_jobs(world, account, monkeypatch):
    monkeypatch.setattr("chalicelib.usecases.invoice_erasing.PAGE", 2)
    monkeypatch.setattr("chalicelib.usecases.erasing.MOST_A_JOB", 3)
    invoices = [ask(world, account, str(number)) for number in range(1, 9)]
    world.work()

    close(world, account)

    assert all(world.now(invoice).viewers == () for invoice in invoices)
    assert world.accounts.kept == {}
    assert entries_of(world) == set()


def test_a_promise_whose_account_was_never_closed_erases_nothing(world, account):
    world.crash = CrashAt(3, Moment.BEFORE)
    with pytest.raises(Crash):
        world.closing.close(account)
    assert world.crash.calls[-1] == "AccountsInMemory.save"
    world.crash = CrashAt(None)

    world.lives(minutes=5)

    assert world.accounts.get(account.id) == account
    assert world.jobs.kept == {}


def test_the_files_store_may_be_down_for_a_while(world, account):
    world.export_files.is_down = True
    with pytest.raises(Unavailable):
        close(world, account)
    [job_id] = world.jobs.kept
    world.export_files.is_down = False

    world.account_jobs.run(job_id)
    world.work()

    assert world.accounts.kept == world.jobs.kept == {}
    assert len(world.mailer.sent) == 1


def test_what_was_asked_at_the_last_moment_is_found_though_its_entry_comes_later(world, account):
    invoice = ask(world, account)
    world.work()
    entries = dict(world.invoices._listed)
    world.invoices._listed.clear()
    world.closing.close(account)
    world.clock.passes(seconds=2)
    world.work()
    world.invoices._listed.update(entries)

    world.lives(minutes=1)

    assert world.now(invoice).viewers == ()
    assert world.accounts.kept == {}
