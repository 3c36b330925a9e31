"""The bodies that SW answers with: one shape for good and bad, four versions of the data."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.pac.exchange import json_response
from sandbox.pac.qr import qr_code
from sandbox.pac.timbre import DECLARATION

if TYPE_CHECKING:
    from sandbox.pac.exchange import Response
    from sandbox.pac.ledger import Stamp

PREVIOUS_STAMP = "307. El comprobante contiene un timbre previo."
CUSTOMID_TAKEN = "CFDI3307 - Timbre duplicado. El customId proporcionado está duplicado."
UNCONTROLLED = "CO1000 - Error no controlado. Si el problema persiste contacte a soporte técnico."
NO_CREDITS = "El usuario no cuenta con timbres disponibles."
DOCUMENTS = ("tfd", "cfdi")

Data = dict[str, Any] | None


@dataclass(frozen=True)
class Answer:
    """A body before it is written; documents in `data` are still plain text."""

    status: int
    data: Data = None
    message: str | None = None
    detail: str | None = None

    def response(self, *, in_base64: bool = False) -> Response:
        """Write it; where the XML came in base64 the documents go back so."""
        data = _encoded(self.data) if in_base64 else self.data
        if self.message is None:
            return json_response(self.status, {"data": data, "status": "success"})
        return json_response(
            self.status,
            {
                "message": self.message,
                "messageDetail": self.detail,
                "data": data,
                "status": "error",
            },
        )


def success(data: Data) -> Answer:
    """Answer well."""
    return Answer(200, data)


def failure(
    message: str, detail: str | None = None, *, status: int = 400, data: Data = None
) -> Answer:
    """Answer badly: HTTP 400 where the request was read, 401 where the token was refused."""
    return Answer(status, data, message, detail)


def stamped_data(stamp: Stamp, version: str) -> dict[str, Any]:
    """Shape a stamp as versions v1 to v4 do."""
    tfd = DECLARATION + stamp.tfd
    shapes: dict[str, dict[str, Any]] = {
        "v1": {"tfd": tfd},
        "v2": {"tfd": tfd, "cfdi": stamp.xml},
        "v3": {"cfdi": stamp.xml},
    }
    return shapes[version] if version in shapes else _full_data(stamp)


def customid_data(stamp: Stamp) -> dict[str, Any]:
    """Shape what CFDI3307 says of the first document: its timbre, and no XML."""
    return {"tfd": DECLARATION + stamp.tfd, "cfdi": ""}


def _full_data(stamp: Stamp) -> dict[str, Any]:
    return {
        "cadenaOriginalSAT": stamp.cadena_original,
        "noCertificadoSAT": stamp.no_certificado_sat,
        "noCertificadoCFDI": stamp.no_certificado,
        "uuid": stamp.uuid,
        "selloSAT": stamp.sello_sat,
        "selloCFDI": stamp.sello,
        "fechaTimbrado": stamp.fecha_timbrado,
        "qrCode": qr_code(stamp),
        "cfdi": stamp.xml,
    }


def _encoded(data: Data) -> Data:
    if data is None:
        return None
    return {
        name: base64.b64encode(value.encode("utf-8")).decode("ascii")
        if name in DOCUMENTS
        else value
        for name, value in data.items()
    }
