"""What the portal asks of a PAC, and the three ways in which it can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class PACCapabilities:
    """What a PAC promises about a document sent twice; proved in its sandbox by a contract test.

    `dedupe` is "by_bytes" or "by_ref"; `lookup_by_document` says that `recover`
    may be asked without sending the document for stamping again. A look-up may
    deny a stamp until `lookup_lag_s` after it was given, and a send may be
    stamped up to `max_inflight_s` after it left; both in seconds.
    """

    name: str
    dedupe: str
    returns_stamp_on_dup: bool
    lookup_by_document: bool
    lookup_lag_s: int
    max_inflight_s: int


class PACError(Exception):
    """The family of what a PAC's answer may mean when it is not a stamp."""


class CFDIRejected(PACError):
    """Final: sending the same document again changes nothing.

    `code` is SAT's or the PAC's own ("CFDI40145", "402"), `attribute` the CFDI
    attribute that the message names or None, `message` the raw text.
    """

    def __init__(self, code: str, message: str, attribute: str | None = None) -> None:
        self.code = code
        self.message = message
        self.attribute = attribute
        super().__init__(f"{code}: {message}")


class PACUnavailable(PACError):
    """We never got as far as asking (refused, log-in, no credits): nothing can be stamped by it."""


class StampOutcomeUnknown(PACError):
    """We asked and heard nothing that we understood: timeout, 5xx, torn answer. Recover first."""


class PAC(Protocol):
    """A certifier of sealed CFDI; its methods return the whole stamped XML, as the PAC sent it."""

    capabilities: PACCapabilities

    def stamp(self, sealed: bytes, reference: str) -> bytes:
        """Have the sealed bytes stamped; "stamped before" (307) is success.

        `reference` is the attempt's own name (at most 100 characters), the same
        at every repeat. Raises CFDIRejected, PACUnavailable, StampOutcomeUnknown.
        """
        ...

    def recover(self, sealed: bytes, reference: str) -> bytes | None:
        """Find the stamp of an earlier send; None denies one.

        None is proof only once the times of the capabilities have passed since
        the last unanswered send: it is the caller who knows when that was.

        Where the PAC has no look-up by document this is one more send of the
        same bytes, so it may stamp them, and a definite refusal is raised as
        CFDIRejected. Raises PACUnavailable, StampOutcomeUnknown.
        """
        ...
