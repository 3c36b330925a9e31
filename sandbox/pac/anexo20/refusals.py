"""Why a CFDI is not stamped: SAT's code, SAT's sentence, and what was found instead.

The sentences are those of SAT's matrix of errors for CFDI 4.0 (revision of
25 March 2026) and of the PAC's own three-digit codes (SW knowledge base, error
codes). They name the attribute as SAT does, with its own abbreviations:
"RegimenFiscalR" is RegimenFiscalReceptor.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


class Refused(Exception):
    """A rule that the document does not meet.

    `code` is SAT's ("CFDI40145") or the PAC's ("302"); `detail` says what was
    expected and what was found, as SW's messageDetail does.
    """

    def __init__(self, code: str, detail: str | None = None) -> None:
        self.code = code
        self.detail = detail
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence of SW's answer: code, dash, SAT's text."""
        return f"{self.code} - {sentence(self.code)}"


class NotXML(Refused):
    """The bytes are no XML in UTF-8 at all; SAT's 301 covers it, a PAC may have its own number."""

    def __init__(self) -> None:
        super().__init__(
            "301",
            "Error al leer el documento XML. La estructura del documento no es un Xml valido y/o la"
            " codificación del documento no es UTF8.",
        )


class TimbrePresent(Refused):
    """The document carries a TimbreFiscalDigital already; a PAC may have its own number for it."""

    def __init__(self) -> None:
        super().__init__("301", "El comprobante ya contiene un TimbreFiscalDigital.")


def expected(value: object, found: object) -> str:
    """Word a difference as SW's messageDetail words it."""
    return f"ValorEsperado: {value} ValorReportado: {found}"


def sentence(code: str) -> str:
    """Give SAT's text for `code`; a code that is not in the table gets a plain one."""
    return _sentences().get(code, "El comprobante no cumple con la regla de validación.")


@cache
def _sentences() -> dict[str, str]:
    text = resources.files("sandbox.pac.anexo20").joinpath("messages.json").read_text("utf-8")
    table: dict[str, str] = json.loads(text)
    return table
