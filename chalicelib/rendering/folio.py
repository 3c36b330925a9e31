"""How a factura is called: to people by its folio, in folders by its file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.domain.file_name import file_name as name_of_file

if TYPE_CHECKING:
    from chalicelib.cfdi.timbre import StampedCFDI


def folio_of(stamped: StampedCFDI) -> str:
    """Write serie and folio, as far as the document has them: "NTE 1042"."""
    document = stamped.comprobante
    return " ".join(part for part in (document.serie, document.folio) if part)


def file_name(stamped: StampedCFDI, extension: str) -> str:
    """Name a file as downloads do."""
    document = stamped.comprobante
    uuid = stamped.timbre.uuid
    return name_of_file(document.serie or "", document.folio or "", uuid, extension)
