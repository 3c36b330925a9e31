"""What else is asked of Finkok: cancelling a CFDI, how it stands with SAT, whether SAT has it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.cfdi.parsing import parse
from chalicelib.domain.money import text as money
from chalicelib.pac.cancelling import CancelAnswer, CancelOutcomeUnknown, SATStatus
from chalicelib.pac.finkok_answer import account_code, account_refusal
from chalicelib.pac.finkok_soap import Operation
from chalicelib.pac.http import AnswerLostError
from chalicelib.pac.port import PACUnavailable
from chalicelib.pac.sat_text import leading_code
from chalicelib.pac.timbre import canonical_uuid, stamped_uuid

if TYPE_CHECKING:
    from decimal import Decimal

    from chalicelib.pac.finkok_soap import FinkokDoor, Members

QUERY_PENDING = Operation("stamp", "query_pending", ("username", "password", "uuid"))
CANCEL_SIGNATURE = Operation(
    "cancel", "cancel_signature", ("xml", "username", "password", "store_pending")
)
GET_SAT_STATUS = Operation(
    "cancel",
    "get_sat_status",
    ("username", "password", "taxpayer_id", "rtaxpayer_id", "uuid", "total"),
)

_CANCELACION = "{http://cancelacfd.sat.gob.mx}"


@dataclass(frozen=True)
class PendingStamp:
    """How far a stamp is on its way from Finkok to SAT.

    `xml` is the stamped CFDI where Finkok sends it along; `attempts` and
    `next_attempt` are Finkok's deliveries to SAT, in its own words.
    """

    uuid: str
    is_delivered: bool
    xml: bytes | None
    uuid_status: str
    attempts: str
    next_attempt: str
    date: str


class FinkokQueries:
    """Asks through `door`; nothing here stamps."""

    def __init__(self, door: FinkokDoor) -> None:
        self._door = door

    def query_pending(self, uuid: str) -> PendingStamp | None:
        """Return how far a stamp is; None where Finkok does not know that folio fiscal.

        Raises PACUnavailable where no answer came, and ValueError for what is no UUID.
        """
        uuid = _uuid(uuid)
        result = self._answered(QUERY_PENDING, uuid=uuid)
        error = result.sentence("error")
        if error.casefold().endswith("no encontrado"):
            return None
        status = result.text("status")
        if error or status not in ("S", "F") or canonical_uuid(result.text("uuid")) != uuid:
            raise _no_answer(error)
        return _pending(result, uuid, is_delivered=status == "F")

    def get_sat_status(
        self, *, rfc_emisor: str, rfc_receptor: str, uuid: str, total: Decimal
    ) -> SATStatus:
        """Return how a CFDI stands with SAT. Raises PACUnavailable where no answer came."""
        result = self._answered(
            GET_SAT_STATUS,
            taxpayer_id=rfc_emisor,
            rtaxpayer_id=rfc_receptor,
            uuid=_uuid(uuid),
            total=money(total),
        )
        sat = next(result.parts("sat"), None)
        if sat is None or not sat.text("CodigoEstatus"):
            raise _no_answer(result.sentence("error"))
        names = ("CodigoEstatus", "Estado", "EsCancelable", "EstatusCancelacion")
        return SATStatus(*(sat.sentence(name) for name in names))

    def cancel_signature(self, signed_xml: bytes, *, store_pending: bool) -> CancelAnswer:
        """Hand a signed Cancelacion of one CFDI to SAT.

        Raises ValueError where it is not of one CFDI (with more, the receipt of
        one is lost among the others), PACUnavailable where nothing was
        requested, CancelOutcomeUnknown where SAT may have the request.
        """
        uuid = _one_folio(signed_xml)
        try:
            result = self._door.ask(
                CANCEL_SIGNATURE,
                xml=b64encode(signed_xml).decode(),
                store_pending="true" if store_pending else "false",
            )
        except AnswerLostError as error:
            raise CancelOutcomeUnknown(f"Finkok's answer was lost: {error}") from error
        return _cancel_answer(result, uuid, stored=store_pending)

    def _answered(self, operation: Operation, **members: str) -> Members:
        try:
            return self._door.ask(operation, **members)
        except AnswerLostError as error:
            raise PACUnavailable(f"Finkok's answer was lost: {error}") from error


def _pending(result: Members, uuid: str, *, is_delivered: bool) -> PendingStamp:
    xml = result.text("xml").encode()
    return PendingStamp(
        uuid=uuid,
        is_delivered=is_delivered,
        xml=xml if stamped_uuid(xml) == uuid else None,
        uuid_status=result.sentence("uuid_status"),
        attempts=result.sentence("attempts"),
        next_attempt=result.sentence("next_attempt"),
        date=result.sentence("date"),
    )


def _cancel_answer(result: Members, uuid: str, *, stored: bool) -> CancelAnswer:
    cod_estatus = result.sentence("CodEstatus")
    folios = list(result.parts("Folios", "Folio"))
    code = account_code(cod_estatus) or account_code(result.text("error"))
    if code and not folios:
        raise account_refusal(code)
    if not folios and not cod_estatus:
        raise CancelOutcomeUnknown("Finkok answered neither for the CFDI nor for the request")
    if folios and [canonical_uuid(folio.text("UUID")) for folio in folios] != [uuid]:
        raise CancelOutcomeUnknown(f"Finkok answered for another CFDI than {uuid}")
    folio = folios[0] if folios else result
    return CancelAnswer(
        uuid=uuid,
        estatus_uuid=folio.sentence("EstatusUUID"),
        estatus_cancelacion=folio.sentence("EstatusCancelacion"),
        cod_estatus=cod_estatus,
        acuse=result.text("Acuse").encode() or None,
        fecha=result.sentence("Fecha"),
        stored=stored,
    )


def _one_folio(signed_xml: bytes) -> str:
    root = parse(signed_xml)
    folios = root.findall(f"{_CANCELACION}Folios/{_CANCELACION}Folio")
    if root.tag != f"{_CANCELACION}Cancelacion" or len(folios) != 1:
        raise ValueError("a signed Cancelacion of exactly one Folio is expected")
    return _uuid(folios[0].get("UUID") or "")


def _uuid(text: str) -> str:
    uuid = canonical_uuid(text)
    if uuid is None:
        raise ValueError("not a folio fiscal")
    return uuid


def _no_answer(error: str) -> PACUnavailable:
    if code := account_code(error):
        return account_refusal(code)
    return PACUnavailable(f"Finkok did not answer; code: {leading_code(error) or 'none'}")
