"""An example of every route, about the owner's things, and what others hear who ask it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chalicelib.domain.captcha_action import CaptchaAction
from tests.api import authorization_scene as of
from tests.api.authorization_askers import Group
from tests.api.authorization_scene import Scene
from tests.api.door import proof_of, request_for
from tests.factories import NOW, OTHER_RFC
from tests.journeys.sales import line
from tests.solving import solved
from tests.usecases.signed_in import OTHER_PASSWORD, PASSWORD

if TYPE_CHECKING:
    from chalicelib.api.routes import Endpoint

Outcome = tuple[int, str]
"""A refusal: its status and its code."""

SERVED: Outcome = (200, "")
"""Any of the answers that the route declares for those whom it serves."""

UNKNOWN: Outcome = (401, "not_signed_in")
REFUSED: Outcome = (403, "not_allowed")
NO_INVOICE: Outcome = (404, "invoice_not_found")
NO_PROFILE: Outcome = (404, "profile_not_found")
EXPIRED: Outcome = (409, "token_expired")
INVOICED: Outcome = (409, "ticket_already_invoiced")
NOT_OWN: Outcome = (422, "invalid_fields")

Body = Callable[[Scene], Any]


@dataclass(frozen=True)
class Example:
    """A right question about the owner's things, and what those hear who may not ask it.

    `body` is what the owner sends; `guess` what somebody does who knows of her
    but has none of her secrets. `stranger` is what another account hears, which
    is served where the question is about its own things; `anybody` what
    everybody hears where nobody has to be signed in. `reads_session`: a public
    route that looks who asks, and so refuses another site's write and a session
    of less scope. `about` is the invoice in it.
    """

    route: str
    name: str = ""
    about: str = of.DELIVERED
    path: dict[str, str] = field(default_factory=dict)
    query: str = ""
    body: Body | None = None
    guess: Body | None = None
    stranger: Outcome = SERVED
    anybody: Outcome = SERVED
    reads_session: bool = False
    ends_any_session: bool = False

    def body_of(self, endpoint: Endpoint, group: Group, scene: Scene) -> Any:
        """Return what a member of a group sends."""
        is_public = endpoint.security == "public"
        guesses = group is Group.STRANGER or (is_public and group is not Group.OWNER)
        body = self.guess if guesses and self.guess else self.body
        return body(scene) if body else None

    def path_of(self, endpoint: Endpoint, **others: str) -> str:
        """Return the path with the owner's things in it, or with `others`."""
        own = {
            "invoice_id": self.about,
            "profile_id": of.PROFILE,
            "export_id": of.EXPORT,
            "session_id": of.TABLET,
        }
        return endpoint.path.format(**{**own, **self.path, **others}) + self.query


def _just(**body: Any) -> Body:
    return lambda _: deepcopy(body)


def _with_captcha(action: CaptchaAction, **body: Any) -> Body:
    def asked(scene: Scene) -> dict[str, Any]:
        return {**body, "captcha": solved(scene.world.captchas.challenge(action))}

    return asked


def _proof(**changes: Any) -> Body:
    return _just(**{**proof_of(TICKET), **changes})


def _request(**changes: Any) -> Body:
    return _just(**request_for(TICKET, **changes))


def _request_by_profile() -> Body:
    asked = request_for(TICKET, profile_id=of.PROFILE)
    del asked["receptor"]
    return _just(**asked)


def _claim(token_for: str) -> Body:
    return _just(invoice_id=of.DELIVERED, access_token=of.invoice_token(token_for))


def _sale() -> Body:
    ticket = {
        "branch_id": TICKET.branch_id,
        "order_number": "new",
        "ticket_number": "1",
        "purchased_at": NOW.isoformat(),
        "total": "116.00",
        "payments": [{"forma_pago": "01", "amount": "116.00"}],
        "prices_include_tax": True,
        "lines": [line()],
    }
    return _just(tickets=[ticket])


TICKET = of.ticket_of(of.DELIVERED)
RECEPTOR_FIELDS = ("rfc", "name", "postal_code", "regimen_fiscal")
STRANGERS_RECEPTOR = {name: OTHER_RFC[name] for name in RECEPTOR_FIELDS}
STRANGERS_PROFILE = {**STRANGERS_RECEPTOR, "uso_cfdi": "S01"}
RUBBISH = "x" * 43

EXAMPLES = (
    Example("get_status"),
    Example("get_branches"),
    Example("get_catalogs"),
    Example("get_messages", path={"locale": "es-MX"}),
    Example("get_openapi"),
    Example("check_a_receptor", body=_just(rfc=of.OWNER_RFC)),
    Example(
        "check_a_ticket",
        body=_proof(),
        guess=_proof(total="100.01"),
        anybody=(404, "ticket_not_found"),
    ),
    Example(
        "request_invoice",
        body=_request(),
        guess=_request(receptor=STRANGERS_RECEPTOR, uso_cfdi="S01"),
        anybody=INVOICED,
        stranger=INVOICED,
        reads_session=True,
    ),
    Example(
        "request_invoice",
        name="with the owner's profile",
        body=_request_by_profile(),
        anybody=UNKNOWN,
        stranger=NOT_OWN,
        reads_session=True,
    ),
    Example(
        "look_up_invoice",
        body=_proof(rfc=of.OWNER_RFC),
        guess=_proof(rfc=OTHER_RFC["rfc"]),
        anybody=NO_INVOICE,
    ),
    Example("get_invoice", stranger=NO_INVOICE),
    Example("get_file", path={"kind": "xml"}, stranger=NO_INVOICE, name="xml"),
    Example("get_file", path={"kind": "pdf"}, stranger=NO_INVOICE, name="pdf"),
    Example("send_emails", body=_just(emails=[of.STRANGER_EMAIL]), stranger=NO_INVOICE),
    Example("correct_invoice", about=of.RECEIVED, body=_just(uso_cfdi="S01"), stranger=NO_INVOICE),
    Example("make_a_challenge", body=_just(action="ticket")),
    Example(
        "register",
        body=_with_captcha(
            CaptchaAction.REGISTRATION,
            name="Otra Persona",
            email=of.OWNER_EMAIL,
            password=OTHER_PASSWORD,
        ),
    ),
    Example(
        "confirm_account",
        body=_just(token=of.REGISTRATION_TOKEN),
        guess=_just(token=RUBBISH),
        anybody=EXPIRED,
    ),
    Example(
        "resend_confirmation",
        body=_with_captcha(CaptchaAction.CONFIRMATION_RESEND, email=of.WAITING_EMAIL),
    ),
    Example(
        "sign_in",
        body=_just(login=of.OWNER_EMAIL, password=PASSWORD),
        guess=_just(login=of.OWNER_EMAIL, password=OTHER_PASSWORD),
        anybody=UNKNOWN,
    ),
    Example("list_sessions"),
    Example("sign_out", ends_any_session=True),
    Example("end_other_sessions"),
    Example("end_session", stranger=(404, "not_found")),
    Example("rotate_session"),
    Example(
        "recover_password",
        body=_with_captcha(CaptchaAction.PASSWORD_RECOVERY, rfc=of.OWNER_RFC, email=of.OWNER_EMAIL),
    ),
    Example("change_password", body=_just(current_password=PASSWORD, new_password=OTHER_PASSWORD)),
    Example("get_account"),
    Example("rename_account", body=_just(name="Otro Nombre")),
    Example(
        "ask_email_change",
        body=_just(email="otra@correo.example", current_password=PASSWORD),
    ),
    Example(
        "confirm_email_change",
        body=_just(token=of.EMAIL_TOKEN),
        guess=_just(token=f"{of.OWNER}.{RUBBISH}"),
        anybody=EXPIRED,
        stranger=EXPIRED,
        reads_session=True,
    ),
    Example("export_account"),
    Example("delete_account", body=_just(current_password=PASSWORD)),
    Example("list_profiles"),
    Example("add_profile", body=_just(**STRANGERS_PROFILE)),
    Example("change_profile", body=_just(**STRANGERS_PROFILE), stranger=NO_PROFILE),
    Example("remove_profile", stranger=NO_PROFILE),
    Example("show_card", stranger=NO_PROFILE),
    Example("remember_receptor", body=_just(receptor=STRANGERS_RECEPTOR)),
    Example("recall_receptor", anybody=(404, "nothing_remembered")),
    Example("forget_receptor"),
    Example("list_invoices"),
    Example(
        "list_invoices",
        name="by the owner's profile",
        query=f"?profile_id={of.PROFILE}",
        stranger=NOT_OWN,
    ),
    Example(
        "claim_invoice", body=_claim(of.DELIVERED), guess=_claim(of.OTHER), stranger=NO_INVOICE
    ),
    Example("ask_export", body=_just(format="csv")),
    Example(
        "ask_export",
        name="by the owner's profile",
        body=_just(filter={"profile_id": of.PROFILE}, format="zip"),
        stranger=NOT_OWN,
    ),
    Example("get_export", stranger=(404, "export_not_found")),
    Example("send_tickets", body=_sale()),
)
