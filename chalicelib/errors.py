"""What can go wrong, named for what the asker should do next.

Leaves live beside what raises them; each carries a stable English `code`,
which the message files turn into a sentence.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FieldProblem:
    """One wrong datum: `field` is a JSON pointer into the request."""

    field: str
    code: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


class PortalError(Exception):
    """The family of every refusal that a client is meant to read.

    `extra` holds members of the problem body beside the standard ones, such as
    `help_folio` or `loaded_until`; `fields` the single complaints.
    """

    code = "portal_error"
    told_as: str | None = None
    """The code whose sentence tells it better than its own, where the contract fixes the code."""

    def __init__(
        self,
        code: str | None = None,
        *,
        fields: tuple[FieldProblem, ...] = (),
        retry_after: int | None = None,
        **extra: object,
    ) -> None:
        self.code = code or type(self).code
        self.fields = fields
        self.retry_after = retry_after
        self.extra = extra
        super().__init__(self.code)


class Malformed(PortalError):
    """The request could not be read at all."""

    code = "malformed_json"


class NotSignedIn(PortalError):
    """Nobody, or nobody we still know, is asking."""

    code = "not_signed_in"


class NotAllowed(PortalError):
    """We know who asks, and he may not."""

    code = "not_allowed"


class NotFound(PortalError):
    """There is no such thing, or it is not the asker's: the same answer."""

    code = "not_found"


class Conflict(PortalError):
    """The request is right, the state of the thing is not."""

    code = "conflict"


class Invalid(PortalError):
    """One or more data are wrong; every one is named at once."""

    code = "invalid_fields"


class TooLarge(PortalError):
    """The body is larger than any honest request."""

    code = "too_large"


class UnsupportedMedia(PortalError):
    """The body is not JSON by its own account."""

    code = "unsupported_media_type"


class TooMany(PortalError):
    """A budget is used up; ask again after `retry_after` seconds."""

    code = "too_many"


class Unavailable(PortalError):
    """The store of records itself is down."""

    code = "unavailable"
