"""What the panel is asked to show, in a query or in an order for a file, and what it shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from chalicelib.api.paging import DEFAULT_LIMIT, LARGEST_LIMIT, read_cursor, read_limit
from chalicelib.api.schemas.invoice_views import InvoiceView
from chalicelib.api.schemas.shared import Body, Complaint, Text, View
from chalicelib.domain.account import Account
from chalicelib.domain.invoice_status import Phase
from chalicelib.domain.listing import MEXICO, DateKind, Filters, is_place, word_of
from chalicelib.errors import FieldProblem, Invalid

LONGEST_NAME = 100
LONGEST_WORD = 60
UNWRITABLE = frozenset({"Cc", "Cs"})
"""Unicode's control characters, and halves of pairs that no UTF-8 holds."""

DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    DAY.pattern + r"[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def _read_day(given: Any) -> date:
    """Read a day, or a moment (RFC 3339) as the day that it is in the centre of Mexico."""
    if not isinstance(given, str):
        raise PydanticCustomError("wrong_type", "a day is a string")
    text = given.strip()
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        if MOMENT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(MEXICO).date()
    except ValueError:
        pass
    raise PydanticCustomError("wrong_format", "not a day of the calendar")


def _not_blank(given: Any) -> Any:
    """Take an empty parameter, as forms send them, for one that was left out."""
    return None if isinstance(given, str) and not given.strip() else given


def _writable(text: str) -> str:
    if any(unicodedata.category(char) in UNWRITABLE for char in text):
        raise PydanticCustomError("wrong_format", "not text")
    return text


def _read_word(text: str) -> str:
    if not word_of(text):
        raise PydanticCustomError("wrong_format", "nothing that a factura is found by")
    return text


def _read_limit(given: Any) -> int:
    try:
        return read_limit(str(given))
    except Invalid as wrong:
        raise PydanticCustomError(wrong.fields[0].code, "not a number from 1 to 200") from wrong


def _read_cursor(given: Any) -> str:
    try:
        place = read_cursor(str(given))
    except Invalid:
        place = ""
    if not is_place(place):
        raise PydanticCustomError("wrong_format", "not a cursor of ours")
    return place


NotBlank = BeforeValidator(_not_blank)
Day = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string"})]
Written = Annotated[Text, AfterValidator(_writable)]
Name = Annotated[Written, Field(max_length=LONGEST_NAME)]
Word = Annotated[Written, Field(max_length=LONGEST_WORD), AfterValidator(_read_word)]
Limit = Annotated[
    int,
    BeforeValidator(_read_limit),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT}),
]


class PanelFilter(Body):
    """Which invoices to show. Days are inclusive, in the zone of the centre of Mexico.

    Without a period and without `q` it is the last three months; `q` is a UUID,
    a folio with or without its series, or a number or code of a ticket.
    """

    since: Annotated[Day | None, NotBlank, Field(alias="from")] = None
    until: Annotated[Day | None, NotBlank, Field(alias="to")] = None
    date: Annotated[DateKind | None, NotBlank] = None
    profile_id: Annotated[Name | None, NotBlank] = None
    branch_id: Annotated[Name | None, NotBlank] = None
    phase: Annotated[Phase | None, NotBlank] = None
    type: Annotated[Literal["ingreso", "egreso", "global"] | None, NotBlank] = None
    q: Annotated[Word | None, NotBlank] = None

    @classmethod
    def also_wrong(cls, given: Mapping[str, Any]) -> Iterator[Complaint]:
        """Refuse a period that ends before it begins."""
        try:
            ends_first = _read_day(given.get("to")) < _read_day(given.get("from"))
        except PydanticCustomError:
            return
        if ends_first:
            yield ("to",), "too_small"

    def filters(self, account: Account, at: str = "") -> Filters:
        """Return what to look for among an account's invoices.

        Raises Invalid where the profile is none of its own; `at` points to
        where in the request the filter stands.
        """
        profile = account.profile(self.profile_id) if self.profile_id else None
        if self.profile_id and profile is None:
            raise Invalid(fields=(FieldProblem(f"{at}/profile_id", "not_in_catalog"),))
        return Filters(
            by=self.date or DateKind.STAMPED,
            since=self.since,
            until=self.until,
            rfc=profile.rfc if profile else None,
            branch_id=self.branch_id,
            phase=self.phase.value if self.phase else None,
            type=self.type,
            word=word_of(self.q) if self.q else None,
        )


class PanelQuery(PanelFilter):
    """The same, by pages."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Annotated[str | None, BeforeValidator(_read_cursor)] = None


class PanelView(View):
    """A page of the panel, newest first; `count` is how many it shows."""

    items: list[InvoiceView]
    next_cursor: str | None
    count: int
