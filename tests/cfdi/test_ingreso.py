from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.cfdi.ingreso import fecha_of, ingreso
from tests.cfdi.documents import NOW, make_branch, make_ingreso, make_receptor, make_ticket


def test_the_document_is_the_branchs_and_the_shoppers():
    document = make_ingreso()

    assert (document.serie, document.folio) == ("CEN", "1042")
    assert document.lugar_expedicion == "06000"
    assert (document.emisor.rfc, document.emisor.regimen_fiscal) == ("EKU9003173C9", "601")
    assert document.receptor.nombre == "MARIA OLIVIA MARTINEZ SAGAZ"
    assert (document.receptor.rfc, document.receptor.uso_cfdi) == ("MASO451221PM4", "G03")
    assert document.receptor.domicilio_fiscal_receptor == "80290"


def test_a_tickets_sale_is_paid_at_once_and_in_pesos():
    document = make_ingreso()

    assert (document.metodo_pago, document.forma_pago, document.moneda) == ("PUE", "04", "MXN")
    assert (document.tipo_de_comprobante, document.exportacion) == ("I", "01")


@pytest.mark.parametrize(
    ("timezone", "hour"),
    [
        ("America/Mexico_City", 12),
        ("America/Tijuana", 10),
        ("America/Ciudad_Juarez", 11),
        ("America/Cancun", 13),
        ("America/Hermosillo", 11),
    ],
)
def test_fecha_is_the_wall_clock_of_the_branch(timezone, hour):
    branch = make_branch(timezone=timezone)

    document = ingreso([make_ticket()], branch, make_receptor(), "G03", "04", NOW, 1)

    assert document.fecha.isoformat() == f"2026-11-20T{hour}:00:00"


def test_several_tickets_are_one_document():
    document = make_ingreso(make_ticket(), make_ticket(ticket_number="T-2"))

    assert len(document.conceptos) == 2
    assert document.total == 232


def test_who_asks_on_the_31st_gets_the_31st():
    accepted = datetime(2027, 1, 1, 5, 59, 30, 250_000, tzinfo=UTC)

    fecha = fecha_of(accepted, accepted + timedelta(hours=23, minutes=59), "America/Mexico_City")

    assert fecha.isoformat() == "2026-12-31T23:59:30-06:00"


def test_after_a_day_the_document_is_dated_anew():
    """A CFDI must reach the PAC within 24 hours of its Fecha (RCFF 39)."""
    now = NOW + timedelta(hours=24)

    fecha = fecha_of(NOW, now, "America/Tijuana")

    assert fecha == now
    assert fecha.isoformat() == "2026-11-21T10:00:00-08:00"
