"""What every kind of route must answer to everybody who may knock at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.api.authorization_askers import Asker, Group
from tests.api.authorization_examples import (
    NO_INVOICE,
    REFUSED,
    SERVED,
    UNKNOWN,
    Example,
    Outcome,
)

if TYPE_CHECKING:
    from chalicelib.api.routes import Endpoint

Rule = Callable[["Endpoint", Example], Outcome]


def _always(outcome: Outcome) -> Rule:
    return lambda _, __: outcome


def _anybody(_: Endpoint, example: Example) -> Outcome:
    return example.anybody


def _stranger(_: Endpoint, example: Example) -> Outcome:
    return example.stranger


def _read_only(endpoint: Endpoint, _: Example) -> Outcome:
    """Another site may make the owner's browser ask; it cannot read, and must not change."""
    return SERVED if endpoint.method == "GET" else REFUSED


def _half(_: Endpoint, example: Example) -> Outcome:
    return SERVED if example.ends_any_session else REFUSED


def _less_than_signed_in(_: Endpoint, example: Example) -> Outcome:
    return REFUSED if example.reads_session else example.anybody


def _known_stranger(_: Endpoint, example: Example) -> Outcome:
    return example.stranger if example.reads_session else example.anybody


def _by_groups(otherwise: Rule, **rules: Rule) -> dict[Group, Rule]:
    named = {Group[name.upper()]: rule for name, rule in rules.items()}
    return {group: named.get(group, otherwise) for group in Group}


SIGNED_IN = {
    "owner": _always(SERVED),
    "stranger": _stranger,
    "forged": _read_only,
    "half": _half,
}

MATRIX: dict[str, dict[Group, Rule]] = {
    "account": _by_groups(_always(UNKNOWN), **SIGNED_IN, setting=_always(REFUSED)),
    "new_password": _by_groups(_always(UNKNOWN), **SIGNED_IN, setting=_always(SERVED)),
    "invoice": _by_groups(
        _always(UNKNOWN),
        **SIGNED_IN,
        setting=_always(REFUSED),
        own_invoice=_always(SERVED),
        other_invoice=_always(NO_INVOICE),
    ),
    "phone": _by_groups(
        _anybody,
        own_phone=_always(SERVED),
        other_phone=_always(SERVED),
        forged_phone=_read_only,
    ),
    "pos": _by_groups(_always(UNKNOWN), pos=_always(SERVED), other_pos=_always(REFUSED)),
    "public": _by_groups(
        _anybody,
        owner=_always(SERVED),
        stranger=_known_stranger,
        forged=_less_than_signed_in,
        setting=_less_than_signed_in,
        half=_less_than_signed_in,
    ),
}
"""What each kind of security answers to each group."""


def expected(endpoint: Endpoint, example: Example, asker: Asker) -> Outcome:
    """Return what an asker must hear."""
    return MATRIX[endpoint.security][asker.group](endpoint, example)
