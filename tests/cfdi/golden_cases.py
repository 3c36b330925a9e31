"""The documents under tests/golden: one of each tax mix, written without seal or certificate.

`python -m tests.cfdi.golden_cases` writes them again; read the difference before you commit it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from chalicelib.cfdi.comprobante import Comprobante
from chalicelib.cfdi.ingreso import ingreso
from chalicelib.cfdi.xml import draft
from tests.cfdi.csd_factory import SERIAL
from tests.cfdi.documents import (
    EXEMPT,
    IEPS_8,
    IEPS_26,
    IVA_0,
    IVA_8,
    IVA_16,
    NOW,
    make_branch,
    make_ingreso,
    make_line,
    make_receptor,
    make_ticket,
)

GOLDEN = Path(__file__).parent.parent / "golden"
D = Decimal


def iva_16() -> Comprobante:
    return make_ingreso()


def iva_8_on_the_border() -> Comprobante:
    branch = make_branch(postal_code="22000", timezone="America/Tijuana", serie="TIJ", iva_8=True)
    ticket = make_ticket(make_line("108.00", IVA_8), make_line("37.40", IVA_8))
    return ingreso([ticket], branch, make_receptor(), "G03", "01", NOW, 7)


def zero_rate_and_exempt() -> Comprobante:
    return make_ingreso(
        make_ticket(
            make_line("32.50", IVA_0, description="Tortilla de maíz 1 kg"),
            make_line("189.00", EXEMPT, description='Libro "El llano en llamas"'),
        )
    )


def ieps_in_the_price() -> Comprobante:
    return make_ingreso(
        make_ticket(
            make_line("27.50", IVA_0, IEPS_8, description="Cacahuate enchilado 200 g"),
            make_line("349.00", IVA_16, IEPS_26, description="Cava brut"),
        )
    )


def discounts() -> Comprobante:
    ticket = make_ticket(
        make_line("116.00", discount=D("11.60")),
        make_line("59.90", IVA_0),
        make_line("45.00", quantity=D(3)),
    )
    return make_ingreso(replace(ticket, discount=D("25.00"), total=ticket.total - 25))


def weights_and_fractions_of_a_cent() -> Comprobante:
    return make_ingreso(
        make_ticket(
            make_line("89.90", IVA_0, quantity=D("0.345"), clave_unidad="KGM"),
            make_line("0.04"),
            make_line("17.00", quantity=D(2)),
            make_line("0.14", IVA_8),
        )
    )


def free_goods() -> Comprobante:
    return make_ingreso(make_ticket(make_line(), make_line("58.00", discount=D("58.00"))))


def no_object_of_tax() -> Comprobante:
    return make_ingreso(
        make_ticket(
            make_line("50.00", objeto_imp="01", taxes=()),
            make_line("60.00", objeto_imp="03", taxes=()),
        )
    )


def prices_without_tax() -> Comprobante:
    lines = (make_line("18.53", quantity=D(3)), make_line("10.00", IVA_0, IEPS_8))
    return make_ingreso(make_ticket(*lines, prices_include_tax=False, total=D("75.28")))


def two_tickets() -> Comprobante:
    other = make_ticket(make_line("23.20"), make_line("23.20"), ticket_number="T-48214")
    return make_ingreso(make_ticket(), other)


def letters_that_hurt() -> Comprobante:
    ticket = make_ticket(make_line(description="Piña & coco 12\" <fresca> 'ñ'\u00a0100%"))
    receptor = make_receptor(name="PEÑA & HIJOS  MÜLLER")
    return ingreso([ticket], make_branch(), receptor, "G03", "28", NOW, 1042)


CASES = {
    case.__name__: case
    for case in (
        iva_16,
        iva_8_on_the_border,
        zero_rate_and_exempt,
        ieps_in_the_price,
        discounts,
        weights_and_fractions_of_a_cent,
        free_goods,
        no_object_of_tax,
        prices_without_tax,
        two_tickets,
        letters_that_hurt,
    )
}


def write(case: str) -> tuple[bytes, str]:
    """Return the XML, its seal and certificate left empty, and the cadena original."""
    document = draft(CASES[case](), SERIAL, "")
    return document.sealed(""), document.cadena_original


if __name__ == "__main__":
    for name in CASES:
        folder = GOLDEN / name
        folder.mkdir(parents=True, exist_ok=True)
        xml, cadena = write(name)
        (folder / "comprobante.xml").write_bytes(xml)
        (folder / "cadena.txt").write_text(cadena, encoding="utf-8")
