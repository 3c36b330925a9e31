"""What a device is called in the list of one's sessions, in the words of who owns it."""

from __future__ import annotations

LONGEST = 80
UNKNOWN = "Dispositivo sin nombre"

PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("okhttp/", "Aplicación"),
    ("CFNetwork/", "Aplicación"),
)
"""The first mark that is found counts: most browsers bear the marks of others after their own."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("okhttp/", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Darwin/", "Apple"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Name a device by what it says of itself: Chrome en Windows."""
    program, system = _first(PROGRAMS, user_agent), _first(SYSTEMS, user_agent)
    return " en ".join(part for part in (program, system) if part) or UNKNOWN


def _first(marks: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in marks if mark in user_agent), "")
