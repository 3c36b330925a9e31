"""SW's door: log-in, bearer tokens, and the headers customid and email."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.pac import faults, sw_answers
from sandbox.pac.tokens import TokenRefusedError

if TYPE_CHECKING:
    from sandbox.pac.exchange import Request
    from sandbox.pac.faults import FaultBook
    from sandbox.pac.sw_answers import Answer
    from sandbox.pac.tokens import Tokens

CUSTOMID_LENGTH = 100
EMAILS = 5
EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
UNAUTHORIZED = 401
SW = {"pac": "sw"}


class HeaderRefusedError(Exception):
    """A header of a call for a stamp is not acceptable; the message is SW's."""


def log_in(user: object, password: object, tokens: Tokens, book: FaultBook) -> Answer:
    """Answer `POST /v2/security/authenticate`; "tokeny_type" is SW's own spelling."""
    if book.take(faults.AUTHENTICATE, SW) is not None:
        password = None
    try:
        token, ends = tokens.log_in(str(user or ""), str(password or ""))
    except TokenRefusedError as refused:
        return sw_answers.failure(str(refused), status=UNAUTHORIZED)
    return sw_answers.success({"token": token, "expires_in": ends, "tokeny_type": "bearer"})


def authorize(request: Request, tokens: Tokens, book: FaultBook) -> None:
    """Let a call in by its token. Raises TokenRefusedError.

    The fault token_expired ends the very token that was shown: only a new
    log-in helps, as when two hours have passed.
    """
    authorization = request.headers.get("authorization")
    token = tokens.check(authorization)
    if book.take(faults.TOKEN, SW) is not None:
        tokens.revoke(token)
        tokens.check(authorization)


def read_customid(request: Request) -> str | None:
    """Read the header customid: at most 100 characters. Raises HeaderRefusedError."""
    customid = request.headers.get("customid")
    if customid is not None and not 1 <= len(customid) <= CUSTOMID_LENGTH:
        raise HeaderRefusedError("El CustomId no es válido o viene vacío.")
    return customid


def check_emails(request: Request) -> None:
    """Check the header email: one to five addresses. Raises HeaderRefusedError."""
    header = request.headers.get("email")
    if header is None:
        return
    addresses = [address.strip() for address in header.split(",") if address.strip()]
    if not 1 <= len(addresses) <= EMAILS:
        raise HeaderRefusedError("El listado de correos contiene más de 5 correos o está vacío.")
    if not all(EMAIL.fullmatch(address) for address in addresses):
        raise HeaderRefusedError("El formato de uno o más correos no es correcto.")
