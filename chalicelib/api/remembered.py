"""What a phone remembers of a shopper without an account."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container, guard_container
from chalicelib.api.client_address import address_prefix
from chalicelib.api.cookies import ended_cookie, set_cookie
from chalicelib.api.fiscal_data import fiscal_data
from chalicelib.api.identity import cookie, require_own_site
from chalicelib.api.routes import Headers, Routes, done, ok
from chalicelib.api.schemas import remembered as schemas
from chalicelib.domain.budget import REMEMBERED
from chalicelib.domain.remembered import REMEMBERED_LIFE

routes = Routes(__name__)

PHONE = "phone"
"""The cookie: 256 bits that say nothing. Only our own pages send it, so it is Strict."""


@routes.serve(
    "POST",
    "/v1/remembered-receptor",
    summary="Remember fiscal data on this phone, in place of what it remembers",
    request=schemas.RememberRequest,
    answers={200: schemas.RememberedView},
    problems=(400, 403, 413, 415, 422, 429, 503),
    security="phone",
    limited=REMEMBERED,
)
def remember_receptor() -> Response:
    """Keep the data under a new token; a phone that has one already gives it up."""
    former = _phone("POST")
    asked = routes.body(schemas.RememberRequest)
    guard_container.budgets().spend(REMEMBERED, address_prefix(routes))
    given = asked.receptor
    receptor, uso_cfdi = fiscal_data(
        given.rfc, given.name or "", given.postal_code, given.regimen_fiscal, asked.uso_cfdi
    )
    emails = tuple(dict.fromkeys(asked.emails))
    remembering = account_container.remembering()
    token, kept = remembering.remember(receptor, uso_cfdi, emails, former)
    seconds = int(REMEMBERED_LIFE.total_seconds())
    cookies: Headers = {"Set-Cookie": set_cookie(PHONE, token, seconds, same_site="Strict")}
    return ok(schemas.RememberedView.of(kept), headers=cookies)


@routes.serve(
    "GET",
    "/v1/remembered-receptor",
    summary="What this phone remembers",
    answers={200: schemas.RememberedView},
    problems=(404, 503),
    security="phone",
)
def recall_receptor() -> Response:
    """Show the data to the phone that they are kept for."""
    return ok(schemas.RememberedView.of(account_container.remembering().recall(_phone("GET"))))


@routes.serve(
    "DELETE",
    "/v1/remembered-receptor",
    summary="Forget what this phone remembers; again is no error",
    answers={204: None},
    problems=(403, 503),
    security="phone",
)
def forget_receptor() -> Response:
    """Erase the data, and the cookie with them."""
    account_container.remembering().forget(_phone("DELETE"))
    return done({"Set-Cookie": ended_cookie(PHONE)})


def _phone(method: str) -> str:
    """Return the phone's token, or an empty text. Raises NotAllowed for another site's write."""
    token = cookie(routes.headers, PHONE)
    if token:
        require_own_site(routes.headers, method)
    return token
