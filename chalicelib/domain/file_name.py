"""The name that a factura's file is saved under, whichever way it is handed out."""

from __future__ import annotations

import re

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9-]")


def file_name(serie: str, folio: str, uuid: str, extension: str) -> str:
    """Return `<serie><folio>_<uuid>.<extension>` in plain ASCII: no RFC in it."""
    return f"{_NOT_PLAIN.sub('', serie + folio)}_{uuid}.{extension}"
