"""What a failed write means: somebody wrote first, or the store did not answer."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from botocore.exceptions import ReadTimeoutError
from pynamodb.exceptions import (
    CancellationReason,
    GetError,
    PutError,
    PynamoDBException,
    TransactWriteError,
    VerboseClientError,
)

from chalicelib.errors import Unavailable
from chalicelib.storage.failures import ConditionLostError, translated
from tests.emulator import free_port


def answered(code: str, *reasons: str | None) -> VerboseClientError:
    """DynamoDB's answer as botocore brings it; reasons are those of a cancelled transaction."""
    told = [CancellationReason(reason) if reason else None for reason in reasons]
    return VerboseClientError(
        {"Error": {"Code": code, "Message": "…"}}, "Write", {}, cancellation_reasons=told
    )


def cancelled(*reasons: str | None) -> TransactWriteError:
    return TransactWriteError("…", answered("TransactionCanceledException", *reasons))


@pytest.mark.parametrize(
    "error",
    [
        PutError("…", answered("ConditionalCheckFailedException")),
        PutError("…", answered("TransactionConflictException")),
        cancelled(None, "ConditionalCheckFailed"),
        cancelled("TransactionConflict", None),
        cancelled("ThrottlingError", "ConditionalCheckFailed"),
    ],
    ids=lambda error: str(error.cause.response["Error"]["Code"]),
)
def test_who_was_overtaken_is_told_to_read_again(error):
    with pytest.raises(ConditionLostError) as raised, translated():
        raise error

    assert raised.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        GetError("…", answered("InternalServerError")),
        PutError("…", answered("ProvisionedThroughputExceededException")),
        PutError("…", OSError("nobody listens")),
        GetError("…", ReadTimeoutError(endpoint_url="http://127.0.0.1")),
        TransactWriteError("…", ReadTimeoutError(endpoint_url="http://127.0.0.1")),
        cancelled("ThrottlingError", None),
        cancelled("ValidationError"),
        cancelled(),
        PynamoDBException("…"),
    ],
    ids=str,
)
def test_a_store_that_did_not_do_it_is_unavailable(error):
    with pytest.raises(Unavailable) as raised, translated():
        raise error

    assert raised.value.__cause__ is error


def test_what_is_not_the_stores_doing_goes_through():
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError


ASK_ALL = """
from concurrent.futures import ThreadPoolExecutor
from chalicelib.domain.listing import Filters
from chalicelib.storage import tables
from chalicelib.storage.accounts import Accounts
from chalicelib.storage.api_keys import APIKeys
from chalicelib.storage.branches import Branches
from chalicelib.storage.exports import Exports
from chalicelib.storage.guards import Guards
from chalicelib.storage.health import HealthRecords
from chalicelib.storage.invoices import Invoices
from chalicelib.storage.jobs import Jobs
from chalicelib.storage.registrations import Registrations
from chalicelib.storage.remembered import Remembered
from chalicelib.storage.sessions import SessionsStored
from chalicelib.storage.tickets import Tickets
from tests.account_factories import (
    make_account, make_export, make_job, make_registration, make_remembered, make_session
)
from tests.factories import NOW, make_invoice, make_record, make_ticket

tables.RETRIES = tables.Tuned.max_retry_attempts = 0  # their pauses would take ten seconds
invoices, tickets, branches, health = Invoices(), Tickets(), Branches(), HealthRecords()
accounts, registrations, sessions, jobs = Accounts(), Registrations(), SessionsStored(), Jobs()
exports, remembered, guards = Exports(), Remembered(), Guards(lambda: NOW)
account, session = make_account(), make_session()
CALLS = [
    lambda: invoices.get("inv-1"),
    lambda: invoices.claim(make_invoice(), [make_record()]),
    lambda: invoices.save(make_invoice()),
    lambda: invoices.due(NOW),
    lambda: invoices.waiting_before("i1", NOW),
    lambda: tickets.get(make_ticket().key),
    lambda: tickets.find_by_code("ABC"),
    lambda: tickets.put(make_record(), seen_version=None),
    lambda: branches.list(),
    lambda: branches.get("centro"),
    lambda: branches.next_folio("i1", "C"),
    lambda: branches.note_loaded("centro", NOW),
    lambda: health.failing_since("mail"),
    lambda: health.failed("mail", NOW),
    lambda: APIKeys().get("pos"),
    lambda: invoices.get_many(["inv-1"]),
    lambda: invoices.relist(make_invoice()),
    lambda: invoices.unlist("acc:1", "inv-1"),
    lambda: invoices.listed("acc:1", Filters(), 50),
    lambda: accounts.get("acc1"),
    lambda: accounts.by_email("a@b.mx"),
    lambda: accounts.by_main_rfc("MASO451221PM4"),
    lambda: accounts.create(account),
    lambda: accounts.save(account.changed(name="A"), before=account),
    lambda: accounts.delete(account),
    lambda: registrations.put(make_registration()),
    lambda: registrations.get("t"),
    lambda: registrations.newest("a@b.mx"),
    lambda: registrations.forget("a@b.mx"),
    lambda: registrations.is_used("t"),
    lambda: sessions.get("acc1", "s1"),
    lambda: sessions.put(session),
    lambda: sessions.save(session, before=session),
    lambda: sessions.of_account("acc1"),
    lambda: sessions.end("acc1", "s1"),
    lambda: jobs.put(make_job()),
    lambda: jobs.get("j1"),
    lambda: jobs.done("j1"),
    lambda: exports.put(make_export()),
    lambda: exports.save(make_export()),
    lambda: exports.get("acc1", "x1"),
    lambda: exports.of_account("acc1"),
    lambda: remembered.put(make_remembered()),
    lambda: remembered.get("t"),
    lambda: remembered.delete("t"),
    lambda: guards.counted("k"),
    lambda: guards.note("k", NOW),
    lambda: guards.take("k", 1, NOW),
    lambda: guards.give_back("k"),
    lambda: guards.once("k", NOW),
]

def outcome(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__

with ThreadPoolExecutor(len(CALLS)) as pool:
    print(*pool.map(outcome, CALLS))
"""


def test_while_nobody_answers_every_store_says_that_it_is_unavailable():
    """In a process of its own: pynamodb keeps its connections for ever."""
    environment = {
        **os.environ,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}",
        "AWS_ACCESS_KEY_ID": "123456789012",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }

    asked = subprocess.run(
        [sys.executable, "-c", ASK_ALL],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert asked.stdout.split() == ["Unavailable"] * ASK_ALL.count("    lambda: ")
