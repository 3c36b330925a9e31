"""The states of an invoice, which may follow which, and what a client is told of them."""

from __future__ import annotations

from enum import StrEnum


class InvoiceStatus(StrEnum):
    """Where a request stands; none is called an error, and none needs a new request."""

    WAITING_TICKET = "waiting_ticket"
    RECEIVED = "received"
    SEALED = "sealed"
    SENT = "sent"
    QUIET = "quiet"
    STAMPED = "stamped"
    READY = "ready"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """The closed set that clients decide on."""

    WAITING = "waiting"
    WORKING = "working"
    NEEDS_YOU = "needs_you"
    READY = "ready"
    CLOSED = "closed"


_S = InvoiceStatus

NEXT: dict[InvoiceStatus, frozenset[InvoiceStatus]] = {
    _S.WAITING_TICKET: frozenset({_S.RECEIVED, _S.CANCELLED}),
    _S.RECEIVED: frozenset({_S.RECEIVED, _S.SEALED, _S.CANCELLED}),
    _S.SEALED: frozenset({_S.SENT}),
    _S.SENT: frozenset({_S.SENT, _S.STAMPED, _S.QUIET, _S.REJECTED, _S.RECEIVED}),
    _S.QUIET: frozenset({_S.QUIET, _S.STAMPED, _S.REJECTED, _S.RECEIVED}),
    _S.STAMPED: frozenset({_S.READY, _S.CANCELLED}),
    _S.READY: frozenset({_S.READY, _S.DELIVERED, _S.CANCELLED}),
    _S.DELIVERED: frozenset({_S.DELIVERED, _S.CANCELLED}),
    _S.REJECTED: frozenset({_S.RECEIVED, _S.CANCELLED}),
    _S.CANCELLED: frozenset(),
}

PHASES: dict[InvoiceStatus, Phase] = {
    _S.WAITING_TICKET: Phase.WAITING,
    _S.RECEIVED: Phase.WORKING,
    _S.SEALED: Phase.WORKING,
    _S.SENT: Phase.WORKING,
    _S.QUIET: Phase.WORKING,
    _S.STAMPED: Phase.WORKING,
    _S.READY: Phase.READY,
    _S.DELIVERED: Phase.READY,
    _S.REJECTED: Phase.NEEDS_YOU,
    _S.CANCELLED: Phase.CLOSED,
}

CORRECTABLE = frozenset({_S.WAITING_TICKET, _S.RECEIVED, _S.REJECTED})
"""While nothing is sealed, or after a final refusal, the data may change and the ticket is free."""

ON_THE_WAY = frozenset({_S.SEALED, _S.SENT, _S.QUIET})
"""Sealed bytes exist and a PAC may have stamped them."""

STAMPED_FOR_EVER = frozenset({_S.STAMPED, _S.READY, _S.DELIVERED})
"""A folio fiscal exists."""
