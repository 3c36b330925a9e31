"""What an asker would rather have, as its Accept header says (RFC 9110, 12.5.1)."""

from __future__ import annotations

JSON = "application/json"


def prefers(accept: str, media_type: str) -> bool:
    """Tell whether a media type is asked for by its own name, and no less than JSON is.

    A wildcard asks for nothing in particular.
    """
    asked = dict(_range(part) for part in accept.lower().split(","))
    return 0 < asked.get(media_type, 0.0) >= asked.get(JSON, 0.0)


def _range(part: str) -> tuple[str, float]:
    """Return a media range and its weight: 1 where none is told, 0 where it cannot be read."""
    name, *parameters = (piece.strip() for piece in part.split(";"))
    weights = [text[2:] for text in parameters if text.startswith("q=")]
    try:
        return name, float(weights[0]) if weights else 1.0
    except ValueError:
        return name, 0.0
