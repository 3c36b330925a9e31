"""SW's answer as a value, and what it means when it is not a stamp.

Every answer has the same body, errors too (they come with HTTP 400, or 401 for
the log-in): status, message, messageDetail, data. SW knowledge base: "Timbrado
V4 - CustomID", "Error Codes", "Autenticación V2".
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from chalicelib.pac.http import AnswerLostError
from chalicelib.pac.port import CFDIRejected, PACError, PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.sat_text import leading_code, named_attribute

if TYPE_CHECKING:
    from chalicelib.pac.http import HTTPAnswer

STAMPED_BEFORE = frozenset({"307", "CFDI3307"})
"""The same bytes again, and the same customid with other bytes: both bear the first stamp."""

NOT_CONTROLLED = frozenset({"CO1000"})
"""SW's own "uncontrolled error": it does not say whether the document was stamped."""

LONGEST_TEXT = 1000
"""In characters: what is kept of a sentence that people read later."""

_GATE = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
"""Turned away before the document was read."""

_LOGIN_CODE = re.compile(r"AU\d+")
_ACCOUNT_CODE = re.compile(r"AU\d+|S2\d{3}")
"""AU: authentication. S2000: the account has no stamps left."""

_SAT_CODE = re.compile(r"CFDI\d+")
_STAMPING_CODE = re.compile(r"30[1-8]|40[1-3]")
"""SAT's own codes for the stamping itself; other numbers may be a gateway's."""

_SW_CODE = re.compile(r"[A-Z]{2,5}\d{3,5}")

_ACCOUNT_WORDS = re.compile(
    r"\btoken\b|\bsaldo\b|\btimbres\b|\b(?:cuenta|usuario)\b.*(?:suspend|inactiv|bloquead|vencid)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class SWAnswer:
    """One answer of SW's REST services; `data` is empty where SW sent none."""

    http_status: int
    is_success: bool
    message: str
    detail: str
    data: dict[str, Any]

    @property
    def code(self) -> str:
        """The code that its message starts with; empty when there is none."""
        return leading_code(self.message) or ""

    @property
    def text(self) -> str:
        """The whole sentence, for people who must mend it."""
        parts = (self.message, self.detail)
        return " ".join(part for part in parts if part) or f"HTTP {self.http_status}"

    @property
    def is_stamp(self) -> bool:
        """Tell whether the document is stamped, now or by an earlier send."""
        return self.is_success or self.code in STAMPED_BEFORE

    @property
    def refuses_login(self) -> bool:
        """Tell whether a new token might open the door."""
        refused = self.http_status == HTTPStatus.UNAUTHORIZED or _LOGIN_CODE.fullmatch(self.code)
        return bool(refused) and not self.is_stamp and not _SAT_CODE.fullmatch(self.code)

    @property
    def is_about_the_account(self) -> bool:
        """Tell whether the document was turned away unread: log-in, credits, account."""
        if _SAT_CODE.fullmatch(self.code):
            return False
        if self.http_status in _GATE or _ACCOUNT_CODE.fullmatch(self.code):
            return True
        is_stamping = _STAMPING_CODE.fullmatch(self.code)
        return not is_stamping and bool(_ACCOUNT_WORDS.search(self.text))

    @property
    def is_refusal(self) -> bool:
        """Tell whether the document was read and turned down for good."""
        if self.code in NOT_CONTROLLED:
            return False
        return any(known.fullmatch(self.code) for known in (_SAT_CODE, _STAMPING_CODE, _SW_CODE))


def read_answer(answer: HTTPAnswer) -> SWAnswer:
    """Parse SW's body. Raises AnswerLostError for 5xx, and for what is not SW's shape."""
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise AnswerLostError(f"HTTP {answer.status}")
    body = _json_object(answer)
    status, data = body.get("status"), body.get("data")
    if status not in ("success", "error") and answer.status not in _GATE:
        raise AnswerLostError(f"HTTP {answer.status} without SW's status")
    return SWAnswer(
        http_status=answer.status,
        is_success=status == "success",
        message=_text(body.get("message")),
        detail=_text(body.get("messageDetail")),
        data=data if isinstance(data, dict) else {},
    )


def refusal(answer: SWAnswer) -> PACError:
    """Say what an answer without a stamp means for the document that was sent."""
    if answer.is_about_the_account:
        return PACUnavailable(answer.text)
    if answer.is_refusal:
        return CFDIRejected(answer.code, answer.text, named_attribute(answer.text))
    return StampOutcomeUnknown(answer.text)


def _json_object(answer: HTTPAnswer) -> dict[str, Any]:
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        if answer.status in _GATE:
            return {}
        raise AnswerLostError(f"HTTP {answer.status} that is not JSON") from error
    if not isinstance(body, dict):
        raise AnswerLostError(f"HTTP {answer.status} that is not an object")
    return body


def _text(value: object) -> str:
    """Take a sentence as it can be stored: of sane length and without half characters."""
    if not isinstance(value, str):
        return ""
    return value.strip()[:LONGEST_TEXT].encode(errors="replace").decode()
