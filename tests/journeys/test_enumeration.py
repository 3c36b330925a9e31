"""What a client sees of the running system when it asks for what is known, and for what is not.

With real tables, hashes and headers. How long it takes is no test's affair, but
`python -m benchmarks.telling_apart`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.member import PASSWORD, Member, new_address, new_person
from tests.journeys.shopper import EMPRESA, proof_of, request_for

if TYPE_CHECKING:
    from tests.journeys.shopper import Answer

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]

PASSING = {"X-Request-Id", "Date", "RateLimit"}
"""Headers whose values follow the clock and what others asked meanwhile."""

LEFT = re.compile(r"(?<=;)[rt]=\d+")
WRONG = "otra frase que nadie tiene"


@dataclass(frozen=True)
class Known:
    """Somebody with an account and a profile, who asked for the factura of a ticket."""

    member: Member
    rfc: str
    ticket: dict[str, Any]


@pytest.fixture(scope="module")
def known(meet, sell) -> Known:
    member, person, ticket = meet().opened(), new_person(), sell()
    receptor = {name: person[name] for name in EMPRESA}
    assert member.keeps(person)
    assert member.shopper.ask(ticket, receptor, uso_cfdi="S01").status == 202
    return Known(member, person["rfc"], ticket)


def face(answer: Answer) -> tuple[Any, ...]:
    """Return all that tells one answer from another."""
    steady = {name: text for name, text in answer.headers.items() if name not in PASSING}
    passing = {name for name in answer.headers if name in PASSING}
    left = LEFT.sub("", answer.headers.get("RateLimit", ""))
    return answer.status, answer.content, steady, passing, left


def faces(known: Known, path: str, *bodies: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Ask as nobody, once with each body."""
    return [face(known.member.shopper.call("POST", path, body)) for body in bodies]


def is_one(answers: list[tuple[Any, ...]], status: int) -> bool:
    return answers == [answers[0]] * len(answers) and answers[0][0] == status


def test_a_sign_in_is_refused_alike(known):
    logins = (known.member.email, known.member.email.upper(), known.rfc)
    nobodys = (new_address(), new_person()["rfc"])

    tries = [{"login": login, "password": WRONG} for login in (*logins, *nobodys)]

    assert is_one(faces(known, "/v1/sessions", *tries), 401)


@pytest.mark.parametrize(
    ("path", "action", "more"),
    [
        ("/v1/accounts", "registration", {"name": "Eva Luna", "password": PASSWORD}),
        ("/v1/accounts/confirmations/resend", "confirmation_resend", {}),
        ("/v1/password-recoveries", "password_recovery", {}),
        ("/v1/password-recoveries", "password_recovery", {"rfc": "theirs"}),
    ],
)
def test_what_goes_on_by_mail_is_accepted_alike(known, path, action, more):
    theirs = {"rfc": known.rfc} if "rfc" in more else {}
    bodies = [
        {**more, **theirs, "email": email, "captcha": known.member.captcha(action)}
        for email in (known.member.email, new_address())
    ]

    assert is_one(faces(known, path, *bodies), 202)


def unproved(known: Known) -> list[dict[str, str]]:
    """Return proofs that prove nothing: of a ticket that there is, and of none."""
    proof = proof_of(known.ticket)
    wrong = ({"total": "116.01"}, {"ticket_number": "no"}, {"order_number": "no"})
    return [{**proof, **change} for change in wrong]


def test_a_ticket_is_unknown_alike(known):
    assert is_one(faces(known, "/v1/ticket-checks", *unproved(known)), 404)


def test_a_request_for_an_unproved_ticket_is_refused_alike(known):
    asked = [{**request_for(known.ticket), "tickets": [proof]} for proof in unproved(known)]

    assert is_one(faces(known, "/v1/invoices", *asked), 404)


def test_an_invoice_is_looked_up_in_vain_alike(known):
    tickets = [*unproved(known), proof_of(known.ticket)]
    asked = [{**ticket, "rfc": EMPRESA["rfc"]} for ticket in tickets]

    assert is_one(faces(known, "/v1/invoice-lookups", *asked), 404)


@pytest.mark.parametrize(
    "path", ["/v1/accounts/confirmations", "/v1/account/email-changes/confirmations"]
)
def test_a_token_that_nobody_was_mailed_is_refused_alike(known, path):
    own = known.member.call("GET", "/v1/account").body["id"]
    tokens = ("x" * 43, f"{own}.{'x' * 43}", f"{own[::-1]}.{'x' * 43}")
    asked = [{"token": token} for token in tokens]

    assert is_one(faces(known, path, *asked), 409)
