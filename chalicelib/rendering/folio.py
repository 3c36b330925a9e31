"""How a factura is called: to people by its folio, in folders by its file name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.cfdi.timbre import StampedCFDI

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9-]")


def folio_of(stamped: StampedCFDI) -> str:
    """Write serie and folio, as far as the document has them: "NTE 1042"."""
    document = stamped.comprobante
    return " ".join(part for part in (document.serie, document.folio) if part)


def file_name(stamped: StampedCFDI, extension: str) -> str:
    """Name a file as downloads do: `<serie><folio>_<uuid>.xml`, in plain ASCII."""
    return f"{_NOT_PLAIN.sub('', folio_of(stamped))}_{stamped.timbre.uuid}.{extension}"
