"""SAT's status service knows what was stamped, and nothing else."""

from __future__ import annotations

from uuid import uuid4
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from tests.sandbox.client import call, stamp
from tests.sandbox.documents import both, change, make_sealed
from tests.sandbox.refusal_cases import MORAL
from tests.sandbox.variations import (
    CONCEPTO,
    CREDIT_NOTE,
    IMPUESTOS,
    PUBLIC,
    RECEPTOR,
    ROW,
    TRASLADO,
)

ACTION = {"SOAPAction": "http://tempuri.org/IConsultaCFDIService/Consulta"}
BIG = both(
    change(".", SubTotal="1000.00", Total="1160.00"),
    change(CONCEPTO, Cantidad="20", Importe="1000.00"),
    change(TRASLADO, Base="1000.00", Importe="160.00"),
    change(IMPUESTOS, TotalImpuestosTrasladados="160.00"),
    change(ROW, Base="1000.00", Importe="160.00"),
)


def ask(sandbox, expression):
    body = f"""<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
        xmlns:tem="http://tempuri.org/"><soapenv:Header/><soapenv:Body><tem:Consulta>
        <tem:expresionImpresa>{expression}</tem:expresionImpresa></tem:Consulta></soapenv:Body>
        </soapenv:Envelope>"""
    headers = {"Content-Type": "text/xml; charset=utf-8", **ACTION}
    answer = call(sandbox, "POST", "/ConsultaCFDIService.svc", body=body.encode(), headers=headers)
    return answer.status, {
        etree.QName(node).localname: node.text or ""
        for node in etree.fromstring(answer.raw).iter("{*}ConsultaResult")
        for node in node
    }


def expression(**changes):
    fields = {
        "re": "EKU9003173C9",
        "rr": "XOJI740919U48",
        "tt": "116.00",
        "id": str(uuid4()),
        "fe": None,
    } | changes
    written = "&".join(f"{name}={value}" for name, value in fields.items() if value is not None)
    return f"<![CDATA[?{written}]]>"


@pytest.fixture
def data(sandbox, csd):
    return stamp(sandbox, make_sealed(csd)).body["data"]


def test_what_was_stamped_is_vigente(sandbox, data):
    status, answer = ask(sandbox, expression(id=data["uuid"], fe=data["selloCFDI"][-8:]))

    assert status == 200
    assert answer == {
        "CodigoEstatus": "S - Comprobante obtenido satisfactoriamente.",
        "EsCancelable": "Cancelable sin aceptación",
        "Estado": "Vigente",
        "EstatusCancelacion": "",
        "ValidacionEFOS": "200",
    }


@pytest.mark.parametrize("total", ["116", "116.0", "116.000000", "0000000116.000000"])
def test_the_total_is_compared_as_a_number(sandbox, data, total):
    assert ask(sandbox, expression(id=data["uuid"], tt=total))[1]["Estado"] == "Vigente"


@pytest.mark.parametrize(
    "changes",
    [
        {"re": "CAC200113QW2"},
        {"rr": "XAXX010101000"},
        {"tt": "116.01"},
        {"tt": "mucho"},
        {"fe": "AAAAAAA="},
        {"id": "00000000-0000-4000-8000-000000000000"},
    ],
    ids=str,
)
def test_one_wrong_datum_is_not_found(sandbox, data, changes):
    _, answer = ask(sandbox, expression(**{"id": data["uuid"], **changes}))

    assert answer["CodigoEstatus"].startswith("N - 602")
    assert answer["Estado"] == "No Encontrado"


@pytest.mark.parametrize("changes", [{"rr": None}, {"id": None}, {"id": "123"}], ids=str)
def test_an_expression_that_is_not_whole_is_invalid(sandbox, data, changes):
    _, answer = ask(sandbox, expression(**{"id": data["uuid"], **changes}))

    assert answer["CodigoEstatus"].startswith("N - 601")


@pytest.mark.parametrize("write", [escape, lambda text: escape(escape(text))])
def test_an_ampersand_inside_an_rfc_does_not_end_it(sandbox, csd, write):
    receptor = {
        **MORAL,
        "Rfc": "IÑA1912101X6",
        "Nombre": "IÑARRITU & ASOCIADOS",
        "DomicilioFiscalReceptor": "22000",
    }
    unlisted = {**receptor, "Rfc": "I&A1912101X6"}
    uuid = stamp(sandbox, make_sealed(csd, change(RECEPTOR, **unlisted))).body["data"]["uuid"]
    raw = f"?re=EKU9003173C9&rr=I&A1912101X6&tt=116.00&id={uuid}"

    assert ask(sandbox, write(raw))[1]["Estado"] == "Vigente"


@pytest.mark.parametrize(
    ("edit", "receptor", "expected"),
    [
        (BIG, "XOJI740919U48", "Cancelable con aceptación"),
        (both(BIG, PUBLIC), "XAXX010101000", "Cancelable sin aceptación"),
        (both(BIG, CREDIT_NOTE), "XOJI740919U48", "Cancelable sin aceptación"),
    ],
    ids=["big sale", "público en general", "credit note"],
)
def test_whether_the_receptor_must_accept_depends_on_amount_type_and_receptor(
    sandbox, csd, edit, receptor, expected
):
    uuid = stamp(sandbox, make_sealed(csd, edit)).body["data"]["uuid"]

    _, answer = ask(sandbox, expression(id=uuid, rr=receptor, tt="1160.00"))

    assert answer["EsCancelable"] == expected


def test_an_ordered_sequence_of_states_is_told_in_its_order(sandbox, data):
    sandbox.order(
        {"fault": "sat_status", "codigo_estatus": "N - 602: x", "estado": "No Encontrado"},
        {"fault": "sat_status", "estatus_cancelacion": "En proceso", "times": 2},
        {"fault": "sat_status", "estado": "Cancelado", "es_cancelable": "No cancelable"},
    )

    answers = [ask(sandbox, expression(id=data["uuid"]))[1] for _ in range(5)]

    assert [(answer["Estado"], answer["EstatusCancelacion"]) for answer in answers] == [
        ("No Encontrado", ""),
        ("Vigente", "En proceso"),
        ("Vigente", "En proceso"),
        ("Cancelado", ""),
        ("Vigente", ""),
    ]


def test_an_ordered_outage_of_sat_is_503(sandbox):
    sandbox.order({"fault": "sat_unavailable"})

    assert call(sandbox, "POST", "/ConsultaCFDIService.svc", body=b"<x/>").status == 503


@pytest.mark.parametrize("body", [b"", b"<x/>", b"<torn"])
def test_what_is_no_consulta_is_a_soap_fault(sandbox, body):
    answer = call(sandbox, "POST", "/ConsultaCFDIService.svc", body=body)

    assert answer.status == 500
    assert b"Fault" in answer.raw
