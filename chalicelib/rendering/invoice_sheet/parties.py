"""Who sells, who asks, under which terms, and for which tickets (CFF 29-A I, III, IV and VII)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chalicelib.rendering import es_mx
from chalicelib.rendering.invoice_sheet import names
from chalicelib.rendering.invoice_sheet.fields import (
    Field,
    columns,
    field,
    label,
    lefts,
    row,
    section_title,
    value,
)
from chalicelib.rendering.invoice_sheet.measures import GUTTER, LEFT, WIDTH
from chalicelib.rendering.pdf.block import Block, beside, lines, space, stack
from chalicelib.rendering.pdf.typography import Style, wrap

if TYPE_CHECKING:
    from chalicelib.cfdi.comprobante import Comprobante, Emisor, Receptor
    from chalicelib.cfdi.timbre import StampedCFDI
    from chalicelib.rendering.invoice_sheet.theme import Theme
    from chalicelib.rendering.store_face import TicketFace

NAME = Style(9, bold=True)
HALF = columns(2, WIDTH)[0]
SECOND_HALF = LEFT + HALF + GUTTER
TICKET_LABELS = ("Número de ticket", "Número de orden", "Fecha de compra", "Total pagado")


def parties(document: Comprobante, theme: Theme) -> Block:
    """Put emisor and receptor side by side."""
    both = beside(
        _emisor(document.emisor, document.lugar_expedicion, theme),
        _receptor(document.receptor, theme),
    )
    return stack(both, space(1))


def terms(stamped: StampedCFDI, theme: Theme) -> Block:
    """Tell what kind of comprobante it is, how it was paid and who certified it."""
    document, timbre = stamped.comprobante, stamped.timbre
    first = [
        Field("Forma de pago", names.forma_pago(document.forma_pago)),
        Field("Método de pago", names.metodo_pago(document.metodo_pago)),
        Field("Tipo de comprobante", names.tipo_de_comprobante(document.tipo_de_comprobante)),
        Field("Moneda", names.moneda(document.moneda)),
    ]
    second = [
        Field("No. de serie del CSD del emisor", stamped.no_certificado),
        Field("No. de serie del certificado del SAT", timbre.no_certificado_sat),
        Field("RFC del proveedor de certificación", timbre.rfc_prov_certif),
        Field("Exportación", names.exportacion(document.exportacion)),
    ]
    widths = columns(4, WIDTH)
    return stack(
        section_title("DATOS DEL COMPROBANTE", theme, LEFT, WIDTH),
        row(first, LEFT, widths),
        row(second, LEFT, widths),
        space(1),
    )


def tickets(faces: tuple[TicketFace, ...], theme: Theme) -> list[Block]:
    """Name the tickets that the factura is for, one row each."""
    widths = columns(4, WIDTH)
    title = "TICKET" if len(faces) == 1 else f"{len(faces)} TICKETS"
    head = stack(
        section_title(title, theme, LEFT, WIDTH),
        beside(*map(label, TICKET_LABELS, lefts(LEFT, widths))),
    )
    rows = [
        beside(*map(value, _ticket_values(face), lefts(LEFT, widths), widths)) for face in faces
    ]
    return [*(replace(each, head=head) for each in rows), space(2.4)]


def _ticket_values(face: TicketFace) -> tuple[str, ...]:
    return (
        face.ticket_number,
        face.order_number,
        es_mx.date_and_minute(face.purchased_at),
        es_mx.money(face.total_paid),
    )


def _emisor(emisor: Emisor, lugar_expedicion: str, theme: Theme) -> Block:
    return stack(
        section_title("EMISOR", theme, LEFT, HALF),
        lines(wrap(emisor.nombre, NAME, HALF), NAME, LEFT),
        space(0.8),
        row(
            [
                Field("RFC", emisor.rfc),
                Field("Lugar de expedición (código postal)", lugar_expedicion),
            ],
            LEFT,
            columns(2, HALF),
        ),
        field(Field("Régimen fiscal", names.regimen_fiscal(emisor.regimen_fiscal)), LEFT, HALF),
    )


def _receptor(receptor: Receptor, theme: Theme) -> Block:
    x = SECOND_HALF
    return stack(
        section_title("RECEPTOR", theme, x, HALF),
        lines(wrap(receptor.nombre, NAME, HALF), NAME, x),
        space(0.8),
        row(
            [
                Field("RFC", receptor.rfc),
                Field("Domicilio fiscal (código postal)", receptor.domicilio_fiscal_receptor),
            ],
            x,
            columns(2, HALF),
        ),
        field(
            Field("Régimen fiscal", names.regimen_fiscal(receptor.regimen_fiscal_receptor)),
            x,
            HALF,
        ),
        field(Field("Uso del CFDI", names.uso_cfdi(receptor.uso_cfdi)), x, HALF),
    )
