"""Puts the timbre into the very bytes that were sent: nothing else of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

ROOT_DEPTH = 1
CHILD_DEPTH = 2


@dataclass
class Places:
    """Byte offsets that matter to the insertion; None where the node is not there."""

    root_name: str = ""
    root_end: int = 0
    complemento_end: int | None = None
    addenda_start: int | None = None


def insert_timbre(sent: bytes, timbre: bytes) -> bytes:
    """Return `sent` with `timbre` as the last child of its Complemento.

    `sent` is a checked CFDI 4.0 and `timbre` an element without XML declaration.
    Where there is no Complemento it is made before the Addenda, or at the end.
    """
    places = _find_places(sent)
    name = _sibling_name(places.root_name, "Complemento").encode("utf-8")
    if places.complemento_end is None:
        at = places.root_end if places.addenda_start is None else places.addenda_start
        return sent[:at] + b"<" + name + b">" + timbre + b"</" + name + b">" + sent[at:]
    at = places.complemento_end
    if sent.startswith(b"</" + name, at):
        return sent[:at] + timbre + sent[at:]
    # `<cfdi:Complemento/>`: the parser reports its end behind the slash and bracket.
    return sent[: at - 2] + b">" + timbre + b"</" + name + b">" + sent[at:]


def _find_places(sent: bytes) -> Places:
    places = Places()
    open_names: list[str] = []
    parser = expat.ParserCreate()

    def started(name: str, _attributes: dict[str, str]) -> None:
        open_names.append(name)
        if len(open_names) == ROOT_DEPTH:
            places.root_name = name
        elif len(open_names) == CHILD_DEPTH and _local(name) == "Addenda":
            places.addenda_start = parser.CurrentByteIndex

    def ended(name: str) -> None:
        if len(open_names) == ROOT_DEPTH:
            places.root_end = parser.CurrentByteIndex
        elif len(open_names) == CHILD_DEPTH and _local(name) == "Complemento":
            places.complemento_end = parser.CurrentByteIndex
        open_names.pop()

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.Parse(sent, True)
    return places


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _sibling_name(root_name: str, local: str) -> str:
    prefix, colon, _ = root_name.rpartition(":")
    return f"{prefix}{colon}{local}"
