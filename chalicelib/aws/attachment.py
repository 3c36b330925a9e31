"""How S3 is told under which name a file is to be saved."""

from __future__ import annotations

import re
from urllib.parse import quote

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]")


def attachment(filename: str) -> str:
    """Word a Content-Disposition (RFC 6266) that no file name can break out of."""
    plain = _NOT_PLAIN.sub("_", filename)
    disposition = f'attachment; filename="{plain}"'
    if plain == filename:
        return disposition
    return f"{disposition}; filename*=UTF-8''{quote(filename, safe='')}"
