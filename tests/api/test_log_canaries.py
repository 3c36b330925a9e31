"""Nothing that anybody typed is ever in a log, whatever became of his request."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from chalicelib import container, guard_container, job_container
from chalicelib.api.identity import cookie_name
from chalicelib.api.table import BLUEPRINTS
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.observability import WorkerFailed, log
from chalicelib.pac.port import CFDIRejected
from chalicelib.workers import accounts, delivery, stamping
from infra.local.lambda_events import sqs_event
from tests.api import canaries
from tests.api.door import proof_of
from tests.api.members import Member
from tests.factories import make_ticket
from tests.listening import listening
from tests.solving import solved
from tests.twins.pac import CLOSED, LOST
from tests.usecases.people import confirmed

ENDPOINTS = [endpoint for routes in BLUEPRINTS for endpoint in routes.endpoints]
RECEPTOR = {
    "rfc": canaries.RFC,
    "name": canaries.NAME,
    "postal_code": "80290",
    "regimen_fiscal": "612",
}
TICKET = make_ticket(order_number=canaries.NUMBER)
MESSAGE = {"MessageId": "m", "ReceiptHandle": "r", "Body": '{"id": "x"}'}
SAT_SAYS = f"El RFC {canaries.RFC} de {canaries.EMAIL} no existe"


@pytest.fixture
def logged():
    """All that is logged while the test runs."""
    with listening() as heard:
        yield heard


def path_of(endpoint) -> str:
    query = "&".join(f"{name}={canaries.EMAIL}" for name in endpoint.query)
    path = re.sub(r"{\w+}", canaries.NUMBER, endpoint.path)
    return f"{path}?{query}" if query else path


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: f"{one.method} {one.path}")
def test_what_is_typed_into_any_field_is_not_logged(door, logged, endpoint):
    door.world.load(TICKET)
    member = Member(door)
    bodies = list(canaries.bodies_of(endpoint.request)) if endpoint.request else [None]
    seen = {"x_forwarded_for": canaries.ADDRESS, "user_agent": canaries.NAME}
    strangers = {
        "authorization": f"Bearer ses_a.b.{canaries.TOKEN}",
        "cookie": f"{cookie_name('sid')}={canaries.TOKEN}",
        "x_api_key": f"{canaries.CODE}.{canaries.TOKEN}",
    }

    for body in bodies:
        door.call(endpoint.method, path_of(endpoint), body, **seen, **strangers)
        member.call(endpoint.method, path_of(endpoint), body, **seen)
    door.world.work()

    assert canaries.heard(logged.getvalue()) == []


def test_the_whole_life_of_an_account_and_an_invoice_leaves_no_datum(door, world, logged):
    who = (canaries.NAME, canaries.EMAIL, canaries.PASSWORD)
    world.load(TICKET)
    account = confirmed(world, who)
    captcha = solved(world.captchas.challenge(CaptchaAction.PASSWORD_RECOVERY))
    recovery = {"rfc": canaries.RFC, "email": canaries.EMAIL, "captcha": captcha}
    door.call("POST", "/v1/password-recoveries", recovery)
    for password in ("wrong", canaries.PASSWORD):
        door.call("POST", "/v1/sessions", {"login": canaries.EMAIL, "password": password})
    world.pac.orders += [CLOSED, LOST, CFDIRejected("CFDI40145", SAT_SAYS, "Rfc")]
    opened = door.opened(TICKET, receptor=RECEPTOR, emails=[canaries.EMAIL])
    world.lives(minutes=5)
    world.mailer.is_down = True
    door.own(opened, "/emails", {"emails": [canaries.EMAIL]})
    world.lives(minutes=5)
    wrong = {**proof_of(TICKET), "total": canaries.TOTAL}
    for _ in range(7):
        door.call("POST", "/v1/ticket-checks", wrong)

    lines = [json.loads(line) for line in logged.getvalue().splitlines()]

    assert canaries.heard(logged.getvalue()) == []
    assert account.id in {line.get("account_id") for line in lines}
    assert {"signed_in", "pac_silent", "mail_failed", "budget_used_up"} <= {
        line["message"] for line in lines
    }


def test_a_view_that_breaks_names_nobody(door, logged, monkeypatch):
    def broken(*_: object) -> None:
        raise KeyError(SAT_SAYS, f"inv_{canaries.TOKEN}", canaries.TOKEN)

    monkeypatch.setattr(guard_container, "ticket_guarding", broken)

    answer = door.call("POST", "/v1/ticket-checks", proof_of(TICKET))

    assert (answer.status_code, answer.json_body["code"]) == (500, "internal")
    assert "KeyError" in logged.getvalue()
    assert canaries.heard(logged.getvalue() + answer.body.decode()) == []


@pytest.mark.parametrize(
    ("work", "room", "build"),
    [
        (stamping.stamp_invoices, container, "stamping"),
        (delivery.deliver_invoices, container, "delivery"),
        (accounts.run_account_jobs, job_container, "account_jobs"),
    ],
)
def test_a_worker_that_breaks_names_nobody(door, logged, monkeypatch, work, room, build):
    def broken(*_: object) -> None:
        raise ValueError(SAT_SAYS, canaries.TOKEN)

    parts = dict.fromkeys(("advance", "deliver", "run"), broken)
    monkeypatch.setattr(room, build, lambda: SimpleNamespace(**parts))

    with pytest.raises(WorkerFailed) as failure:
        work(sqs_event(MESSAGE, "queue"), None)

    assert "ValueError" in logged.getvalue()
    assert canaries.heard(logged.getvalue() + str(failure.value)) == []


@pytest.mark.parametrize("canary", [canaries.NAME, canaries.PASSWORD, canaries.NUMBER])
def test_this_would_be_heard_if_anybody_logged_it(logged, canary):
    log.info("somebody_came", typed=canary.lower())

    assert canaries.heard(logged.getvalue()) == [canary]


def test_every_request_has_its_canaries():
    models = {endpoint.request for endpoint in ENDPOINTS if endpoint.request}

    silent = {
        model.__name__ for model in models if not canaries.heard(str(canaries.body_of(model)))
    }

    assert len(models) > 15
    assert silent == {"ChallengeRequest"}  # it names one of our own actions
