"""Finkok's cancel_signature: carries a signed request to SAT and brings the acuse back."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509

from sandbox.pac import fault_effects, faults, finkok_faults
from sandbox.pac.cancelacion import MALFORMED, RequestRefusedError, read_cancelacion
from sandbox.pac.faults import FaultBook
from sandbox.pac.finkok_account import Account
from sandbox.pac.finkok_queries import BAD_LOGIN
from sandbox.pac.finkok_soap import result_response
from sandbox.pac.sat_cancelling import RECEIVED, REQUESTED_BEFORE, SATCancelling
from sandbox.pac.stamping import Stamping

if TYPE_CHECKING:
    from sandbox.pac.cancelacion import Cancelacion
    from sandbox.pac.exchange import Response
    from sandbox.pac.faults import Fault
    from sandbox.pac.finkok_soap import Member, Operation
    from sandbox.pac.ledger import Stamp

SAT_UNREACHABLE = "708"
IN_BUFFER = "Already en BufferCancellation"
TOLD = {
    RECEIVED: "Petición de cancelación realizada exitosamente",
    REQUESTED_BEFORE: "Petición de cancelación realizada Previamente",
}


@dataclass(frozen=True)
class FinkokCancelling:
    """Joins account, faults, Finkok's ledger and SAT."""

    stamping: Stamping
    account: Account
    faults: FaultBook
    sat: SATCancelling
    authority: x509.Certificate

    def cancel_signature(self, operation: Operation) -> Response:
        """Answer cancel_signature; what stops the whole request is told in CodEstatus alone."""
        store_pending = operation.flag("store_pending")
        if self.account.refuse_login(operation) is not None:
            return _refusal(operation, BAD_LOGIN)
        try:
            request = self._read(operation.get("xml"))
            stamps = [self._own(folio.uuid) for folio in request.folios]
        except RequestRefusedError as refused:
            return _refusal(operation, refused.code)
        return self._answer(operation, request, stamps, store_pending=store_pending)

    def _read(self, xml: str) -> Cancelacion:
        try:
            content = base64.b64decode("".join(xml.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise RequestRefusedError(MALFORMED) from error
        return read_cancelacion(content, self.authority, self.stamping.clock())

    def _own(self, uuid: str) -> Stamp:
        """Find the stamp: Finkok passes requests on only for what it has stamped."""
        stamp = self.stamping.ledger.by_uuid(uuid)
        if stamp is None:
            raise RequestRefusedError(f"UUID: {uuid} No Encontrado")
        return stamp

    def _answer(
        self,
        operation: Operation,
        request: Cancelacion,
        stamps: list[Stamp],
        *,
        store_pending: bool,
    ) -> Response:
        if any(self._is_in_buffer(stamp) for stamp in stamps):
            return _refusal(operation, IN_BUFFER)
        fault = self.faults.take(faults.CANCEL, _subject(stamps[0]))
        if fault is not None and fault.name == "cancel_500":
            return finkok_faults.uncontrolled()
        if fault is not None and fault.name == "cancel_708":
            if store_pending:
                self._put_in_buffer(request, stamps)
            return _refusal(operation, SAT_UNREACHABLE)
        response = self._verdicts(operation, request, fault)
        is_lost = fault is not None and fault.name == "cancel_then_drop"
        return fault_effects.DROPPED if is_lost else response

    def _verdicts(
        self, operation: Operation, request: Cancelacion, fault: Fault | None
    ) -> Response:
        if fault is not None and fault.name == "cancel_answer":
            if fault.params["cod_estatus"] is not None:
                return _refusal(operation, str(fault.params["cod_estatus"]))
            ordered = str(fault.params["estatus_uuid"])
            verdicts = {folio.uuid.upper(): ordered for folio in request.folios}
        else:
            verdicts = {
                folio.uuid.upper(): self.sat.receive(request, folio) for folio in request.folios
            }
        acuse, fecha = self.sat.acuse(request.rfc_emisor, verdicts)
        folios: list[Member] = [("Folio", _folio(*verdict)) for verdict in verdicts.items()]
        return result_response(
            operation,
            [
                ("Folios", folios),
                ("Acuse", acuse),
                ("Fecha", fecha),
                ("RfcEmisor", request.rfc_emisor),
            ],
        )

    def _is_in_buffer(self, stamp: Stamp) -> bool:
        held = self.sat.register.cancellation(stamp.uuid)
        return held is not None and held.is_held_back(self.stamping.clock())

    def _put_in_buffer(self, request: Cancelacion, stamps: list[Stamp]) -> None:
        """Have SAT get the request a while later, as Finkok's retries would bring it there."""
        at = self.stamping.clock() + self.sat.register.lags.cancelling
        for folio, stamp in zip(request.folios, stamps, strict=True):
            self.sat.register.request(self.sat.cancellation(stamp, folio, at))


def _refusal(operation: Operation, cod_estatus: str) -> Response:
    return result_response(operation, [("Folios", []), ("CodEstatus", cod_estatus)])


def _folio(uuid: str, verdict: str) -> list[Member]:
    return [
        ("UUID", uuid),
        ("EstatusUUID", verdict),
        ("EstatusCancelacion", TOLD.get(verdict, "")),
    ]


def _subject(stamp: Stamp) -> dict[str, str]:
    return {
        "pac": "finkok",
        "rfc_emisor": stamp.rfc_emisor,
        "rfc_receptor": stamp.rfc_receptor,
        "serie": stamp.serie,
        "folio": stamp.folio,
    }
