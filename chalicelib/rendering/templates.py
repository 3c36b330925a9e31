"""Text with gaps, filled so that nobody's words can become markup or a line of their own."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template as Gaps

FOLDER = Path(__file__).with_name("emails")


class Ready(str):
    """Text that a template made: it goes into another one as it is."""

    __slots__ = ()


@dataclass(frozen=True)
class Template:
    """A text with gaps such as `$total`; `guard` makes a value safe to stand in it."""

    source: str
    guard: Callable[[str], str]

    def filled(self, values: Mapping[str, str]) -> Ready:
        """Fill every gap. Raises KeyError when a gap has no value."""
        safe = {
            name: value if isinstance(value, Ready) else self.guard(value)
            for name, value in values.items()
        }
        return Ready(Gaps(self.source).substitute(safe))


@cache
def email_template(path: str) -> Template:
    """Read a template below `emails/`, once per process; its suffix says what it guards against."""
    source = (FOLDER / path).read_text(encoding="utf-8")
    return Template(source, as_html if path.endswith(".html") else one_line)


def one_line(text: str) -> str:
    """Collapse blanks and breaks: a name cannot begin a line, nor a header."""
    return " ".join(text.split())


def as_html(text: str) -> str:
    """Escape for element content and for quoted attributes."""
    return html.escape(one_line(text), quote=True)
