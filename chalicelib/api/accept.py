"""What an asker would rather have, as its Accept headers say (RFC 9110, 12.5.1 and 12.5.4)."""

from __future__ import annotations

JSON = "application/json"


def prefers(accept: str, media_type: str) -> bool:
    """Tell whether a media type is asked for by its own name, and no less than JSON is.

    A wildcard asks for nothing in particular.
    """
    asked = dict(_range(part) for part in accept.lower().split(","))
    return 0 < asked.get(media_type, 0.0) >= asked.get(JSON, 0.0)


def language_of(accept_language: str, offered: tuple[str, ...]) -> str:
    """Return the offered language that is wanted most, the first named among equals.

    A region is not held against a range: `en-US` asks for `en`, `es` for `es-MX`.
    Whoever names none of them, or takes any, gets the first that is offered.
    """
    tongues = {"*": offered[0], **{_primary(tag): tag for tag in offered}}
    asked = [_range(part) for part in accept_language.lower().split(",")]
    wanted = [(weight, tongues.get(_primary(name))) for name, weight in asked if 0 < weight <= 1]
    heaviest_first = sorted(wanted, key=lambda one: -one[0])
    return next((tag for _, tag in heaviest_first if tag), offered[0])


def _primary(tag: str) -> str:
    return tag.partition("-")[0]


def _range(part: str) -> tuple[str, float]:
    """Return a range and its weight: 1 where none is told, 0 where it cannot be read."""
    name, *parameters = (piece.strip() for piece in part.split(";"))
    weights = [text[2:] for text in parameters if text.startswith("q=")]
    try:
        return name, float(weights[0]) if weights else 1.0
    except ValueError:
        return name, 0.0
