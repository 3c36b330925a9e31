"""What SAT accepts as the text of an attribute, and how a store's text becomes that."""

from __future__ import annotations

import re

from chalicelib.cfdi.rules import STRUCTURE, require

_FORBIDDEN = re.compile("[|\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_BLANKS = re.compile("[ \t\r\n]+")
_NOT_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def require_text(text: str, longest: int, attribute: str) -> None:
    """Hold the XSD's text: 1 to `longest` characters, no pipe, blanks collapsed.

    Only XML's own blanks count (XSD whiteSpace "collapse", XPath normalize-space);
    a no-break space is a letter like any other. Text that stands like this is the
    same in the XML, once escaped, and in the cadena original.
    """
    collapsed = "  " not in text and text[:1] != " " and text[-1:] != " "
    fits = 1 <= len(text) <= longest and collapsed and not _FORBIDDEN.search(text)
    require(fits, STRUCTURE, f"{attribute} {text!r} is not a text of 1 to {longest} characters")


def sat_text(text: str, longest: int) -> str:
    """Return a store's text as SAT can take it: blanks collapsed, what XML refuses left out, cut.

    SAT parts the cadena original with pipes and therefore forbids them: they become slashes.
    """
    collapsed = _XML_BLANKS.sub(" ", text)
    clean = _NOT_XML.sub("", collapsed).replace("|", "/")
    return _XML_BLANKS.sub(" ", clean).strip(" ")[:longest].rstrip(" ")
