"""A small list of taxpayers that stands for SAT's l_RFC: who is in it must match it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Registration(Enum):
    """What SAT's list says of an RFC."""

    INSCRITO = "inscrito"
    NO_INSCRITO = "no_inscrito"
    CANCELADO = "cancelado"


@dataclass(frozen=True)
class Taxpayer:
    """What SAT holds of one RFC: the name in capitals, without régimen societario."""

    rfc: str
    name: str
    codigo_postal: str
    regimenes: frozenset[str]
    registration: Registration


class Padron:
    """The taxpayers that the sandbox knows."""

    def __init__(self, taxpayers: Iterable[Taxpayer]) -> None:
        self._by_rfc = {taxpayer.rfc: taxpayer for taxpayer in taxpayers}

    def find(self, rfc: str) -> Taxpayer | None:
        """Find a taxpayer; None means that the list has nothing to say about the RFC."""
        return self._by_rfc.get(rfc)


def read_padron(path: Path | None) -> Padron:
    """Read the list from `path`, or the demo's own where there is none.

    Raises ValueError when the file is not such a list, OSError when there is none.
    """
    if path is not None:
        text = path.read_text("utf-8")
    else:
        text = resources.files("sandbox.pac").joinpath("taxpayers.json").read_text("utf-8")
    try:
        return Padron([_taxpayer(entry) for entry in json.loads(text)])
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} is not a list of taxpayers: {error!r}") from error


def _taxpayer(entry: dict[str, Any]) -> Taxpayer:
    return Taxpayer(
        rfc=str(entry["rfc"]),
        name=str(entry["name"]),
        codigo_postal=str(entry["codigo_postal"]),
        regimenes=frozenset(str(code) for code in entry["regimenes"]),
        registration=Registration(entry.get("registration", "inscrito")),
    )
