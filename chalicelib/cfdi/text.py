"""What SAT accepts as the text of an attribute, and how a store's text becomes that."""

from __future__ import annotations

import re

from chalicelib.cfdi.rules import STRUCTURE, RuleBroken

_FORBIDDEN = re.compile("[|\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_BLANKS = re.compile("[ \t\r\n]+")
_TO_COLLAPSE = re.compile("  |[\t\r\n]")
_NOT_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def require_text(text: str, longest: int, attribute: str) -> None:
    """Hold the XSD's text: 1 to `longest` characters, no pipe, no blank at the ends.

    Only XML's own blanks count (XSD whiteSpace "collapse", XPath normalize-space);
    a no-break space is a letter like any other. Runs of spaces inside may stay in
    the XML, because SAT holds some names so (CFDI40145); see `collapsed`.
    """
    trimmed = text[:1] != " " and text[-1:] != " "
    if not (1 <= len(text) <= longest and trimmed) or _FORBIDDEN.search(text):
        message = f"{attribute} {text!r} is not a text of 1 to {longest} characters"
        raise RuleBroken(STRUCTURE, message)


def collapsed(text: str) -> str:
    """Return the text as the cadena original tells it: XML's blanks collapsed to one space."""
    single = _XML_BLANKS.sub(" ", text) if _TO_COLLAPSE.search(text) else text
    return single.strip(" ")


def sat_text(text: str, longest: int) -> str:
    """Return a store's text as SAT can take it: blanks collapsed, what XML refuses left out, cut.

    SAT parts the cadena original with pipes and therefore forbids them: they become slashes.
    """
    clean = _NOT_XML.sub("", _XML_BLANKS.sub(" ", text)).replace("|", "/")
    return collapsed(clean)[:longest].rstrip(" ")
