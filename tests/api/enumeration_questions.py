"""What somebody asks who wants to learn who or what is known here, and must not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from chalicelib.domain.account import TemporaryPassword
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.domain.rfc import RFC
from tests.account_factories import make_account, make_profile
from tests.api import authorization_scene as of
from tests.api.authorization_scene import Scene
from tests.api.door import proof_of, request_for
from tests.factories import OTHER_RFC, make_receptor, make_ticket
from tests.usecases.signed_in import OTHER_PASSWORD, PASSWORD

if TYPE_CHECKING:
    from chalicelib.domain.ticket import Ticket

CLOSING_EMAIL, RECOVERING_EMAIL = "isa.cerrada@correo.example", "ana.olvida@correo.example"
NOBODYS_EMAIL, NOBODYS_RFC = "nadie@correo.example", "CUSC850516316"
SHARED_RFC, SECOND_RFC = "KIJ0906199R1", "EKU9003173C9"
WRONG, RIGHT = OTHER_PASSWORD, PASSWORD
TEMPORARY = "AAAA-AAAA-AAAA-AAAA"
"""Has the form of one, and is nobody's."""

RUBBISH = "r" * 43

Bodies = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Question:
    """A POST and the bodies that it must answer alike, by what is true of each.

    The first body is about nobody and nothing. `asker` is who asks. Unless
    `calls_alike` is false the work behind the answers is the same too, call by
    call; tests/storage/test_equal_work_of_sign_ins.py counts that of a sign-in.
    """

    path: str
    bodies: Bodies
    status: int
    action: CaptchaAction | None = None
    asker: str = "nobody"
    calls_alike: bool = True


def people(scene: Scene) -> None:
    """Keep the people that the questions are about, beside those of the scene."""
    world = scene.world
    kept = world.hasher.hash(PASSWORD)
    soon = world.clock.now + timedelta(minutes=30)
    temporary = TemporaryPassword(world.hasher.hash("0123456789ABCDEF"), soon)
    second = make_profile(id="p2", receptor=make_receptor(rfc=RFC(SECOND_RFC)), is_main=False)
    shared = make_profile(receptor=make_receptor(rfc=RFC(SHARED_RFC)))
    accounts = [
        make_account(id="closing", email=CLOSING_EMAIL, closing_since=world.clock.now),
        make_account(id="recovering", email=RECOVERING_EMAIL, temporary=temporary),
        make_account(id="one", email="one@correo.example", profiles=(shared, second)),
        make_account(id="two", email="two@correo.example", profiles=(shared,)),
    ]
    for account in accounts:
        assert world.accounts.create(replace(account, password=kept))


def _emails(**more: Any) -> Bodies:
    named = {
        "nobody's": NOBODYS_EMAIL,
        "an account's": of.OWNER_EMAIL,
        "an account's in capitals": of.OWNER_EMAIL.upper(),
        "of a registration that waits": of.WAITING_EMAIL,
        "of an account that is closing": CLOSING_EMAIL,
        "of an account that recovers": RECOVERING_EMAIL,
        "asked for by an account": of.NEW_EMAIL,
    }
    return {name: {"email": email, **more} for name, email in named.items()}


def _logins(**logins: tuple[str, str]) -> Bodies:
    return {
        name.replace("_", " "): {"login": login, "password": password}
        for name, (login, password) in logins.items()
    }


def _tickets(**tickets: dict[str, Any]) -> Bodies:
    return {name.replace("_", " "): body for name, body in tickets.items()}


def _of(ticket: Ticket, **changes: Any) -> dict[str, Any]:
    return {**proof_of(ticket), **changes}


def _asking(proof: dict[str, Any]) -> dict[str, Any]:
    return {**request_for(INVOICED), "tickets": [proof]}


INVOICED, ON_ITS_WAY = of.ticket_of(of.DELIVERED), of.ticket_of(of.RECEIVED)
NOBODYS_TICKET = make_ticket(order_number="none", ticket_number="none")
UNPROVED = _tickets(
    unknown=_of(NOBODYS_TICKET),
    of_another_total=_of(INVOICED, total="100.01"),
    of_another_number=_of(INVOICED, ticket_number="1"),
    of_another_order=_of(INVOICED, order_number="1"),
    on_its_way_and_of_another_total=_of(ON_ITS_WAY, total="1.00"),
)

QUESTIONS = {
    "registration": Question(
        "/v1/accounts",
        _emails(name="Eva Luna", password=WRONG),
        202,
        CaptchaAction.REGISTRATION,
    ),
    "resend": Question(
        "/v1/accounts/confirmations/resend", _emails(), 202, CaptchaAction.CONFIRMATION_RESEND
    ),
    "recovery with an RFC": Question(
        "/v1/password-recoveries",
        {
            f"{name} with {whose} RFC": {**body, "rfc": rfc}
            for name, body in _emails().items()
            for whose, rfc in {"nobody's": NOBODYS_RFC, "the owner's": of.OWNER_RFC}.items()
        },
        202,
        CaptchaAction.PASSWORD_RECOVERY,
    ),
    "recovery without an RFC": Question(
        "/v1/password-recoveries", _emails(), 202, CaptchaAction.PASSWORD_RECOVERY
    ),
    "change of e-mail": Question(
        "/v1/account/email-changes",
        _emails(current_password=PASSWORD),
        202,
        asker="another account's app",
    ),
    "sign-in": Question(
        "/v1/sessions",
        _logins(
            nobody=(NOBODYS_EMAIL, WRONG),
            an_account=(of.OWNER_EMAIL, WRONG),
            an_account_in_capitals=(of.OWNER_EMAIL.upper(), WRONG),
            a_registration_that_waits=(of.WAITING_EMAIL, WRONG),
            a_closing_account=(CLOSING_EMAIL, WRONG),
            a_closing_account_and_its_password=(CLOSING_EMAIL, RIGHT),
            an_account_that_recovers=(RECOVERING_EMAIL, WRONG),
            an_account_and_a_temporary_password=(of.OWNER_EMAIL, TEMPORARY),
            an_account_that_recovers_and_another_one=(RECOVERING_EMAIL, TEMPORARY),
            an_address_that_is_asked_for=(of.NEW_EMAIL, RIGHT),
            an_RFC_of_nobody=(NOBODYS_RFC, WRONG),
            an_RFC_of_one=(of.OWNER_RFC, WRONG),
            an_RFC_of_two=(SHARED_RFC, WRONG),
            an_RFC_of_two_and_the_password=(SHARED_RFC, RIGHT),
            an_RFC_that_is_not_the_main_one=(SECOND_RFC, RIGHT),
            what_is_no_login=("?", WRONG),
        ),
        401,
        calls_alike=False,
    ),
    "check of a ticket": Question("/v1/ticket-checks", UNPROVED, 404),
    "check of a ticket by an account": Question(
        "/v1/ticket-checks", UNPROVED, 404, asker="another account's app"
    ),
    "request of an invoice": Question(
        "/v1/invoices", {name: _asking(proof) for name, proof in UNPROVED.items()}, 404
    ),
    "look-up of an invoice": Question(
        "/v1/invoice-lookups",
        {name: {**proof, "rfc": of.OWNER_RFC} for name, proof in UNPROVED.items()},
        404,
    ),
    "look-up by a wrong RFC": Question(
        "/v1/invoice-lookups",
        {
            "unknown": _of(NOBODYS_TICKET, rfc=OTHER_RFC["rfc"]),
            "its ticket is proved": _of(INVOICED, rfc=OTHER_RFC["rfc"]),
            "it is on its way": _of(ON_ITS_WAY, rfc=OTHER_RFC["rfc"]),
        },
        404,
        calls_alike=False,  # who proves the ticket may read it
    ),
    "confirmation of an account": Question(
        "/v1/accounts/confirmations",
        {"nobody's": {"token": RUBBISH}, "nearly": {"token": f"{of.REGISTRATION_TOKEN[:-1]}r"}},
        409,
    ),
    "confirmation of an e-mail": Question(
        "/v1/account/email-changes/confirmations",
        {
            "nobody's": {"token": f"acc-none.{RUBBISH}"},
            "an account's that waits": {"token": f"{of.OWNER}.{RUBBISH}"},
            "an account's that does not": {"token": f"{of.STRANGER}.{RUBBISH}"},
            "a closing account's": {"token": f"closing.{RUBBISH}"},
            "no account's": {"token": RUBBISH},
        },
        409,
    ),
    "claim of an invoice": Question(
        "/v1/account/invoice-claims",
        {
            "nobody's": {"invoice_id": "inv-none", "access_token": f"inv_{RUBBISH}"},
            "the owner's": {"invoice_id": of.DELIVERED, "access_token": f"inv_{RUBBISH}"},
            "another's": {
                "invoice_id": of.DELIVERED,
                "access_token": of.invoice_token(of.OTHER),
            },
        },
        404,
        asker="another account's app",
    ),
}
