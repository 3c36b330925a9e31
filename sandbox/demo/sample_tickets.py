"""What the two demo brands print: the sample tickets that show shoppers where each datum is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.domain.ticket import TicketKey
from chalicelib.domain.ticket_code import ticket_code
from sandbox.demo.thermal import ThermalRoll

if TYPE_CHECKING:
    from chalicelib.domain.branch import Branch

# The sample's code opens nothing: no branch has this key.
SAMPLE_KEY = b"sample"

DOUBLE = (4, 4)
TALL = (2, 4)

ZARAPITO_LINES = (
    ("2 LECHE ENTERA LA ÑANDÚ 1 L", "57.00"),
    ("0.735 kg JITOMATE SALADETTE", "25.65"),
    ("   $34.90 por kg", ""),
    ("1 PAN DE CAJA INTEGRAL 680 G", "54.00"),
    ("1 VINO TINTO DEL VALLE 750 ML", "249.00"),
    ("   Oferta de la semana", "-30.00"),
    ("1 PAPEL HIGIÉNICO 12 ROLLOS", "98.50"),
    ("1 REDONDEO: BECAS RURALES", "0.85"),
)
NUU_LINES = (
    ("H-0105 CEMENTO GRIS 50 KG", ""),
    ("   8 x 242.00", "1,936.00"),
    ('H-0104 CLAVO 2 1/2"', ""),
    ("   1.250 kg x 48.00", "60.00"),
    ('H-0107 BROCHA 4"', ""),
    ("   2 x 68.00", "136.00"),
    ('H-0120 MACETA DE BARRO "ÑUU"', ""),
    ("   1 x 140.00", "140.00"),
)


def zarapito_ticket(branch: Branch) -> ThermalRoll:
    """Print a ticket of the supermarket: its data at the top, code and QR at the end."""
    order, number = "48213", "011-02-004471"
    roll = ThermalRoll()
    roll.centered("SÚPER ZARAPITO", dots=DOUBLE)
    _taxpayer(roll, branch, "HUERTA & ZARAPITO SA DE CV")
    roll.rule("=")
    roll.pair("19/11/2026  18:42", "CAJA 02")
    roll.centered(f"ORDEN: {order}", dots=TALL, field="order_number")
    roll.centered(f"TICKET: {number}", field="ticket_number")
    roll.feed()
    roll.pair("LE ATENDIÓ: MARIBEL G.")
    _lines(roll, ZARAPITO_LINES)
    roll.pair("TOTAL", "$455.00", dots=DOUBLE, field="total")
    roll.pair("TARJETA DE DÉBITO ****4417", "455.00")
    roll.pair("CAMBIO", "0.00")
    roll.rule()
    roll.pair("ARTÍCULOS: 6", "AHORRO: $30.00")
    roll.feed()
    _invitation(roll, branch, order, number, "FACTURA EN FACTURABLE.EXAMPLE")
    roll.centered("CONSERVA TU TICKET - ¡GRACIAS!")
    return roll


def nuu_ticket(branch: Branch) -> ThermalRoll:
    """Print a ticket of the hardware store: the order at the top, the folio at the end."""
    order, number = "P-43920", "HMO2-07316"
    roll = ThermalRoll()
    roll.centered("CASA ÑUU", dots=DOUBLE)
    roll.centered("ferretería · hogar · jardín")
    _taxpayer(roll, branch, branch.issuer.name)
    roll.rule("*")
    roll.pair("Fecha 19/11/2026", "Hora 17:05:32")
    roll.pair(f"PEDIDO: {order}", field="order_number")
    roll.pair("Vendedor: Íñigo R.")
    _lines(roll, NUU_LINES)
    roll.pair("Importe", "2,272.00")
    roll.pair("Descuento", "-72.00")
    roll.pair("TOTAL A PAGAR", "$2,200.00", dots=TALL, field="total")
    roll.pair("Transferencia SPEI", "2,200.00")
    roll.rule("*")
    _invitation(roll, branch, order, number, "FACTURA TU COMPRA")
    roll.pair(f"FOLIO: {number}", field="ticket_number")
    roll.feed()
    roll.centered("Cambios con ticket en 30 días")
    return roll


def _taxpayer(roll: ThermalRoll, branch: Branch, name: str) -> None:
    roll.centered(name)
    roll.centered(f"RFC {branch.issuer.rfc}")
    roll.centered(branch.address)
    roll.centered(f"C.P. {branch.postal_code}, {branch.city}")


def _lines(roll: ThermalRoll, lines: tuple[tuple[str, str], ...]) -> None:
    roll.rule()
    for left, right in lines:
        roll.pair(left, right)
    roll.rule()


def _invitation(roll: ThermalRoll, branch: Branch, order: str, number: str, words: str) -> None:
    code = ticket_code(SAMPLE_KEY, TicketKey.typed(branch.id, order, number))
    roll.centered(words)
    roll.feed()
    roll.qr(f"https://facturable.example/t#{code}")
    roll.feed()
    roll.centered(f"{code[:5]}-{code[5:]}", dots=DOUBLE, field="code")
    roll.feed()
