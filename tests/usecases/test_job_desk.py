from __future__ import annotations

import pytest

from chalicelib import account_stores, job_container
from chalicelib.domain.account_job import JobKind
from chalicelib.errors import Unavailable
from chalicelib.usecases.job_desk import ACCOUNTS
from tests.usecases.people import OLIVIA

NAME, EMAIL, PASSWORD = OLIVIA


def test_the_message_tells_the_jobs_id_and_nothing_of_the_person(account_world):
    account_world.job_desk.order(JobKind.RESEND, email=EMAIL)

    [message] = account_world.queues.waiting
    [job] = account_world.jobs.kept.values()

    assert (message.queue, message.item_id) == (ACCOUNTS, job.id)
    assert EMAIL not in repr(message)
    assert (job.kind, job.data) == (JobKind.RESEND, {"email": EMAIL})


def test_an_order_may_wait(account_world):
    account_world.job_desk.order(JobKind.ERASE, delay_s=60, account="a1")

    assert account_world.queues.take(ACCOUNTS) == []

    account_world.clock.passes(seconds=60)

    assert len(account_world.queues.take(ACCOUNTS)) == 1


def test_nothing_is_promised_nor_kept_where_the_worker_cannot_be_woken(account_world):
    account_world.queues.is_down = True

    with pytest.raises(Unavailable):
        account_world.job_desk.order(JobKind.RESEND, email=EMAIL)

    assert account_world.jobs.kept == {}


def test_a_job_that_is_done_is_done_once(account_world):
    account_world.registering.ask(*OLIVIA)
    [message] = account_world.queues.waiting

    account_world.work()
    account_world.account_jobs.run(message.item_id)

    assert len(account_world.mailer.sent) == 1
    assert account_world.jobs.kept == {}


def test_a_job_that_failed_waits_for_its_next_turn(account_world):
    account_world.registering.ask(*OLIVIA)
    [message] = account_world.queues.waiting
    account_world.mailer.is_down = True

    with pytest.raises(OSError, match="away"):
        account_world.account_jobs.run(message.item_id)

    account_world.mailer.is_down = False
    account_world.account_jobs.run(message.item_id)

    assert len(account_world.mailer.sent) == 1
    assert account_world.jobs.kept == {}


def test_no_job_keeps_a_password(account_world):
    account_world.registering.ask(*OLIVIA)

    [job] = account_world.jobs.kept.values()

    assert job.data == {"name": NAME, "email": EMAIL, "password": job.data["password"]}
    assert PASSWORD not in repr(job)
    assert account_world.hasher.matches(PASSWORD, job.data["password"])


def test_every_kind_of_job_has_its_handler(account_world, monkeypatch):
    monkeypatch.setattr(account_stores, "job_store", lambda: account_world.jobs)

    built = job_container.account_jobs.__wrapped__()

    assert set(built.handlers) == set(JobKind)
