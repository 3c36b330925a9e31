"""What SW's services say, for tests that script them at the wire."""

from __future__ import annotations

from datetime import datetime

UUID = "A1B2C3D4-0000-4000-8000-0123456789AB"

TFD = (
    '<tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" '
    f'Version="1.1" UUID="{UUID}" SelloCFD="c2VsbG8=" SelloSAT="c2F0"/>'
)

SEALED = b'<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0"/>'

STAMPED = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0" Nombre="Ñandú">'
    f"<cfdi:Complemento>{TFD}</cfdi:Complemento></cfdi:Comprobante>"
)

STAMP_PATH = "/v4/cfdi33/stamp/v4"
LOGIN_PATH = "/v2/security/authenticate"
WAREHOUSE_PATH = f"/datawarehouse/v1/live/{UUID.lower()}"
FILE_PATH = "/files/one.xml"


def success(**data: object) -> dict[str, object]:
    """Word a stamp; the whole XML unless told otherwise."""
    return {"status": "success", "data": {"cfdi": STAMPED, "uuid": UUID.lower()} | data}


def error(message: str, detail: str | None = None, data: object = None) -> dict[str, object]:
    """Word a refusal."""
    return {"status": "error", "message": message, "messageDetail": detail, "data": data}


def repeated(**data: object) -> dict[str, object]:
    """Word the answer to bytes that were stamped before."""
    return error("307. El comprobante contiene un timbre previo.", data=data)


def same_customid(**data: object) -> dict[str, object]:
    """Word the answer to a customid that was used for other bytes."""
    text = "CFDI3307 - Timbre duplicado. El customId proporcionado está duplicado."
    return error(text, data=data)


def logged_in(token: str, until: datetime) -> dict[str, object]:
    """Word a log-in; "tokeny_type" is SW's own spelling."""
    data = {"token": token, "expires_in": int(until.timestamp()), "tokeny_type": "bearer"}
    return {"status": "success", "data": data}


def warehoused(url_xml: str | None, uuid: str = UUID) -> dict[str, object]:
    """Word the warehouse's answer."""
    records = [{"uuid": uuid.lower(), "urlXml": url_xml, "statusSAT": "Vigente"}]
    return {"status": "success", "data": {"metaData": {"totalCount": 1}, "records": records}}


NOT_WAREHOUSED: dict[str, object] = {"status": "success", "data": {"metaData": {}, "records": []}}
