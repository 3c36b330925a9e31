"""Finkok's answer to `stamp` and `stamped`, and what it means when it is not a stamp.

The texts of CodEstatus differ from answer to answer and decide nothing; a
stamp is known by its document, a refusal by the code of its Incidencia.
Sources: Finkok's wiki, "tipificacion" and "stamp"; quirks, each dated: docs/pac/finkok.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.pac.port import CFDIRejected, PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.sat_text import leading_code, named_attribute
from chalicelib.pac.timbre import canonical_uuid, stamped_uuid

if TYPE_CHECKING:
    from chalicelib.pac.finkok_soap import Members

STAMPED_BEFORE = "307"
NEVER_STAMPED = "603"

ACCOUNT = {
    "300": "user or password refused",
    "501": "user or password refused",
    "701": "the issuer is suspended",
    "702": "the issuer is not registered under the account",
    "703": "the account is suspended",
    "704": "the password of a key kept at Finkok was refused",
    "706": "the account's partner was refused",
    "718": "no stamps left for the issuer",
    "719": "the certificate kept at Finkok is another issuer's",
    "720": "no certificate of the issuer is kept at Finkok",
    "740": "the issuer has not signed the manifest",
}
"""Turned away before the document was read, in our own words: Finkok's may repeat what we sent."""

_LOGIN = "Invalid Username or Password"
"""How the services that do not stamp word their 300, without a number."""

_CODE = re.compile(r"[A-Z]{0,5}\d{3,5}")
_REFUSAL = re.compile(r"CFDI\d+|30[1-68]|40[1-3]|705|707|712|738")
"""The document was read and turned down. Any other code does not say whether it was stamped: 709
is a failure in the midst of stamping."""


@dataclass(frozen=True)
class Incidencia:
    """One thing that Finkok has to say; `text` is the whole sentence, for who must mend it."""

    code: str
    text: str


@dataclass(frozen=True)
class StampAnswer:
    """What `stamp` or `stamped` said of a document; `uuid` is empty where none was named."""

    xml: bytes
    uuid: str
    incidencias: tuple[Incidencia, ...]

    @property
    def document(self) -> bytes | None:
        """The stamped CFDI, whatever else is said; None unless it is whole and the named one."""
        found = stamped_uuid(self.xml)
        return self.xml if found and self.uuid in ("", found) else None

    @property
    def speaks_of_a_stamp(self) -> bool:
        """Tell whether the document is stamped, be it shown or not."""
        return bool(self.uuid) or self._says(STAMPED_BEFORE)

    @property
    def denies_a_stamp(self) -> bool:
        """Tell whether Finkok knows of no stamp, and says nothing else."""
        codes = {incidencia.code for incidencia in self.incidencias}
        return codes == {NEVER_STAMPED} and not self.xml and not self.uuid

    def turned_away(self) -> PACUnavailable | None:
        """Say which code of the account kept the document from being read, if one did."""
        codes = (incidencia.code for incidencia in self.incidencias)
        return next((account_refusal(code) for code in codes if code in ACCOUNT), None)

    def rejected(self) -> CFDIRejected | None:
        """Say why the document was turned down, if it was."""
        for incidencia in self.incidencias:
            if _REFUSAL.fullmatch(incidencia.code):
                text = incidencia.text
                return CFDIRejected(incidencia.code, text, named_attribute(text))
        return None

    def unclear(self) -> StampOutcomeUnknown:
        """Say that nothing follows from it; of Finkok's words only the codes are told."""
        codes = ", ".join(incidencia.code or "none" for incidencia in self.incidencias)
        return StampOutcomeUnknown(f"Finkok's answer decides nothing; codes: {codes or 'none'}")

    def _says(self, code: str) -> bool:
        return any(incidencia.code == code for incidencia in self.incidencias)


def read_stamp_answer(result: Members) -> StampAnswer:
    """Take a result's members; a missing Incidencias is an empty one."""
    incidencias = [_incidencia(part) for part in result.parts("Incidencias", "Incidencia")]
    if code := leading_code(result.text("faultcode")) or leading_code(result.text("faultstring")):
        incidencias.append(Incidencia(code, result.sentence("faultstring")))
    uuid = canonical_uuid(result.text("UUID")) or ""
    return StampAnswer(result.text("xml").encode(), uuid, tuple(incidencias))


def account_refusal(code: str) -> PACUnavailable:
    """Word a code of the account, without Finkok's own sentence."""
    return PACUnavailable(f"Finkok turned us away: {code}, {ACCOUNT[code]}")


def account_code(text: str) -> str | None:
    """Return the code of the account that a sentence begins with, or means."""
    code = "300" if text.startswith(_LOGIN) else leading_code(text)
    return code if code in ACCOUNT else None


def _incidencia(part: Members) -> Incidencia:
    message, extra = part.sentence("MensajeIncidencia"), part.sentence("ExtraInfo")
    code = _code(part.text("CodigoError")) or leading_code(message) or ""
    text = " ".join(said for said in (message, extra) if said)
    return Incidencia(code, text or f"Incidencia {code}")


def _code(text: str) -> str | None:
    """Return a code as the rest of the portal writes it: SAT's five digits with their CFDI."""
    if not _CODE.fullmatch(text):
        return leading_code(text)
    return f"CFDI{text}" if text.isdigit() and len(text) == len("40145") else text
