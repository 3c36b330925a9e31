"""Stamped documents and store faces to render, built without any XML."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

from PIL import Image

from chalicelib.cfdi.comprobante import Comprobante, Concepto, Emisor, Receptor
from chalicelib.cfdi.impuestos import Traslado
from chalicelib.cfdi.timbre import StampedCFDI, Timbre
from chalicelib.domain.ticket import NotInvoiced
from chalicelib.rendering.colors import Color
from chalicelib.rendering.store_face import StoreFace, TicketFace

UUID = "6F35D3B5-9A0C-4D0E-8B61-0A2F5C1D7E34"
MICRO = Decimal("0.000001")
GOODS = (
    ("50202306", "Refresco de cola 600 ml", "18.50", "0.16"),
    ("50161509", "Azúcar estándar 1 kg", "31.90", "0"),
    ("53131608", "Jabón de tocador «Niña» & Cía., caja con 4", "64.00", "0.16"),
    ("50181900", "Pan de caja integral <grande>", "52.00", "0"),
    ("60121001", 'Libro "El llano en llamas"', "189.00", None),
    ("50192100", "Cacahuate enchilado 200 g", "27.50", "0.16"),
)


def make_comprobante(lines: int = 1, **changes: object) -> Comprobante:
    """Build a document with that many concepts, of several rates from the second on."""
    fields: dict[str, object] = {
        "serie": "NTE",
        "folio": "1042",
        "fecha": datetime.fromisoformat("2026-11-20T18:05:09"),
        "forma_pago": "04",
        "metodo_pago": "PUE",
        "lugar_expedicion": "21100",
        "emisor": Emisor("EKU9003173C9", "ESCUELA KEMPER URGATE", "601"),
        "receptor": Receptor("MASO451221PM4", "MARÍA OLIVIA MARTÍNEZ SAGAZ", "80290", "612", "G03"),
        "conceptos": tuple(make_concepto(position) for position in range(lines)),
    }
    return Comprobante(**(fields | changes))  # type: ignore[arg-type]


def make_concepto(position: int = 0, **changes: object) -> Concepto:
    """Build the concept that stands at a position of a long ticket."""
    clave, descripcion, price, rate = GOODS[position % len(GOODS)]
    cantidad = Decimal(position % 3 + 1)
    valor_unitario = Decimal(price)
    importe = cantidad * valor_unitario
    descuento = Decimal("2.50") if position % 4 == 1 else Decimal("0.00")
    fields: dict[str, object] = {
        "clave_prod_serv": clave,
        "no_identificacion": f"T-{48213 + position}",
        "cantidad": cantidad,
        "clave_unidad": "H87",
        "descripcion": descripcion,
        "valor_unitario": valor_unitario,
        "importe": importe,
        "objeto_imp": "02",
        "descuento": descuento,
        "traslados": (make_traslado(importe - descuento, rate),),
    }
    return Concepto(**(fields | changes))  # type: ignore[arg-type]


def make_traslado(base: Decimal, rate: str | None) -> Traslado:
    """Build the IVA on a base; no rate means Exento."""
    if rate is None:
        return Traslado(base, "002", "Exento")
    tasa = Decimal(rate).quantize(MICRO)
    return Traslado(base, "002", "Tasa", tasa, (base * tasa).quantize(MICRO))


def make_stamped(comprobante: Comprobante | None = None) -> StampedCFDI:
    """Give a document seals of the right length and a timbre."""
    sello = _seal("emisor")
    timbre = Timbre(
        uuid=UUID,
        fecha_timbrado=datetime.fromisoformat("2026-11-20T20:05:31"),
        rfc_prov_certif="SPR190613I52",
        sello_cfd=sello,
        no_certificado_sat="30001000000500003456",
        sello_sat=_seal("sat"),
        leyenda=None,
    )
    return StampedCFDI(
        comprobante=comprobante or make_comprobante(),
        timbre=timbre,
        sello=sello,
        no_certificado="30001000000500003416",
    )


def make_store(**changes: object) -> StoreFace:
    """Build a store without a logo and one ticket."""
    fields: dict[str, object] = {
        "brand_name": "Abarrotes El Ñandú",
        "color": Color.parse("#0b6e4f"),
        "branch_name": "Sucursal Mexicali Centro",
        "address": "Av. Reforma 1201, Centro Cívico, Mexicali, B.C., C.P. 21100",
        "phone": "686 555 0142",
        "tickets": (make_ticket_face(),),
        "logo": None,
    }
    return StoreFace(**(fields | changes))  # type: ignore[arg-type]


def make_ticket_face(number: str = "48213") -> TicketFace:
    """Build a ticket of that afternoon."""
    purchased_at = datetime(2026, 11, 20, 17, 41, tzinfo=ZoneInfo("America/Tijuana"))
    return TicketFace("A-7731", number, purchased_at, Decimal("241.46"))


def make_not_invoiced() -> tuple[NotInvoiced, ...]:
    """Tell a tip and a round-up."""
    return (
        NotInvoiced("donation", Decimal("0.54")),
        NotInvoiced("third_party", Decimal("100.00")),
        NotInvoiced("tip", Decimal("20.00")),
    )


def make_logo(width: int = 480, height: int = 160) -> bytes:
    """Draw a PNG with a transparent ground."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    picture.paste((11, 110, 79, 255), (0, 0, width, height // 2))
    picture.paste((240, 180, 40, 255), (0, height // 2, width // 2, height))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _seal(whose: str) -> str:
    """Return base64 as long as that of an RSA-2048 signature."""
    parts = (hashlib.sha256(f"{whose}{part}".encode()).digest() for part in range(8))
    return base64.b64encode(b"".join(parts)).decode()
