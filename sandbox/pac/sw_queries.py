"""SW's api host: what was stamped (datawarehouse), the file itself, and the balance."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sandbox.pac import faults, sw_access, sw_answers
from sandbox.pac.exchange import XML, Request, Response
from sandbox.pac.faults import FaultBook
from sandbox.pac.ledger import Ledger

if TYPE_CHECKING:
    from sandbox.pac.ledger import Stamp

STAMPS_ASSIGNED = 1_000_000
ACCOUNT = str(uuid.uuid5(uuid.NAMESPACE_URL, "https://facturable.invalid/sandbox/account"))
NOT_FOUND = 404
PAGE_SIZE = 10


@dataclass(frozen=True)
class SWQueries:
    """Reads the ledger for SW's look-ups. `lag` is how late the datawarehouse knows a stamp."""

    ledger: Ledger
    faults: FaultBook
    clock: Callable[[], datetime]
    secret: bytes
    lag: timedelta

    def datawarehouse(self, request: Request, folio_fiscal: str) -> Response:
        """Answer `GET /datawarehouse/v1/live/{uuid}`; no record is an answer too, not a 404."""
        fault = self.faults.take(faults.DATAWAREHOUSE, sw_access.SW)
        if fault is not None and fault.name == "datawarehouse_500":
            return sw_answers.failure(sw_answers.UNCONTROLLED, status=500).response()
        stamp = self.ledger.by_uuid(folio_fiscal)
        is_late = stamp is None or self.clock() - datetime.fromisoformat(stamp.at) < self.lag
        records = [] if stamp is None or is_late or fault else [self._record(stamp, request.origin)]
        return sw_answers.success(
            {"metaData": _meta_data(request, len(records)), "records": records}
        ).response()

    def storage(self, request: Request, folio_fiscal: str) -> Response:
        """Answer `GET /storage/{uuid}.xml` with the stamped bytes; its links are signed as SW's."""
        stamp = self.ledger.by_uuid(folio_fiscal)
        signature = request.query.get("sig", "")
        if stamp is None or not hmac.compare_digest(signature, self._signature(stamp.uuid)):
            return sw_answers.failure("404", "Not Found", status=NOT_FOUND).response()
        return Response(200, stamp.xml.encode("utf-8"), XML)

    def balance(self) -> Response:
        """Answer `GET /management/v2/api/users/balance`; an ordered lack of credits shows here."""
        used = self.ledger.count()
        has_none = self.faults.is_waiting("out_of_credits", "sw")
        return sw_answers.success(
            {
                "idUserBalance": ACCOUNT,
                "idUser": ACCOUNT,
                "stampsBalance": 0 if has_none else STAMPS_ASSIGNED - used,
                "stampsUsed": used,
                "stampsAssigned": used if has_none else STAMPS_ASSIGNED,
                "isUnlimited": False,
                "expirationDate": None,
                "lastTransaction": None,
            }
        ).response()

    def _record(self, stamp: Stamp, origin: str) -> dict[str, Any]:
        link = f"{origin}/storage/{stamp.uuid}.xml?sig={self._signature(stamp.uuid)}"
        return {
            "uuid": stamp.uuid,
            "urlXml": link,
            "urlPDF": None,
            "urlAckCfdi": None,
            "urlAckCancellation": None,
            "statusSAT": "Vigente",
            "codigoCancelacion": None,
            "serie": stamp.serie,
            "folio": stamp.folio,
            "emisorRfc": stamp.rfc_emisor,
            "receptorRfc": stamp.rfc_receptor,
            "total": float(stamp.total),
            "fechaTimbrado": stamp.fecha_timbrado,
            "selloCFD": stamp.sello,
        }

    def _signature(self, folio_fiscal: str) -> str:
        return hmac.new(self.secret, folio_fiscal.encode(), hashlib.sha256).hexdigest()


def _meta_data(request: Request, total: int) -> dict[str, Any]:
    return {
        "page": 1,
        "perPage": PAGE_SIZE,
        "pageCount": 1,
        "totalCount": total,
        "links": {"current": f"{request.origin}{request.path}"},
    }
