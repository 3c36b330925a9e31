"""What is no call of Finkok's is a Fault; what is one is read however its client writes it."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.sandbox.documents import make_sealed
from tests.sandbox.finkok import BASE, LOGIN, SOAP, envelope, read

STAMP = BASE + "stamp"
ENVELOPE = f'<e:Envelope xmlns:e="{SOAP}" xmlns:s="{STAMP}"><e:Body>%s</e:Body></e:Envelope>'


def fault_of(response):
    root = etree.fromstring(response.body)
    fault = root.find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault")
    assert fault is not None, response.body
    assert response.status == 500
    assert response.content_type == "text/xml; charset=utf-8"
    assert fault.findtext("faultstring")
    return fault.findtext("faultcode")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "senv:Client.XMLSyntaxError"),
        (b"{}", "senv:Client.XMLSyntaxError"),
        (b"<torn", "senv:Client.XMLSyntaxError"),
        (b"<!DOCTYPE x []><x/>", "senv:Client.XMLSyntaxError"),
        (b"<x/>", "senv:Client.SoapError"),
        (f'<e:Envelope xmlns:e="{SOAP}"/>'.encode(), "senv:Client.SoapError"),
        (b'<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"/>', "senv:Client.SoapError"),
        ((ENVELOPE % "").encode(), "senv:Client"),
        ((ENVELOPE % "<s:stamp/><s:stamp/>").encode(), "senv:Client"),
        ((ENVELOPE % "<s:explode/>").encode(), "senv:Client.ResourceNotFound"),
        ((ENVELOPE % "<stamp/>").encode(), "senv:Client.ResourceNotFound"),
        ((ENVELOPE % "<s:stamp><xml/></s:stamp>").encode(), "senv:Client.SchemaValidationError"),
        (
            (ENVELOPE % "<s:stamp><s:cfdi/></s:stamp>").encode(),
            "senv:Client.SchemaValidationError",
        ),
        (
            (ENVELOPE % "<s:stamp><s:xml/><s:xml/></s:stamp>").encode(),
            "senv:Client.SchemaValidationError",
        ),
    ],
    ids=lambda value: value.decode()[-60:] if isinstance(value, bytes) else "",
)
def test_what_is_no_call_is_a_fault(desk, body, code):
    assert fault_of(desk.send("stamp", body)) == code


@pytest.mark.parametrize(
    ("service", "operation"),
    [("stamp", "cancel_signature"), ("cancel", "stamp"), ("utilities", "stamped")],
)
def test_an_operation_of_another_service_is_not_found(desk, service, operation):
    body = envelope(service, operation)

    assert fault_of(desk.send(service, body)) == "senv:Client.ResourceNotFound"


def test_the_namespace_of_another_service_is_not_found(desk):
    assert fault_of(desk.send("cancel", envelope("stamp", "stamp"))) == (
        "senv:Client.ResourceNotFound"
    )


def test_a_soap_action_of_another_operation_is_a_fault(desk, csd):
    body = envelope("stamp", "stamp", xml=make_sealed(csd))

    assert fault_of(desk.send("stamp", body, soapaction='"stamped"')) == "senv:Client"
    assert desk.sandbox.ledgers["finkok"].count() == 0


@pytest.mark.parametrize("action", [{}, {"soapaction": ""}, {"soapaction": "stamp"}])
def test_a_soap_action_may_be_missing_or_without_quotes(desk, csd, action):
    body = envelope("stamp", "stamp", xml=make_sealed(csd))

    assert read(desk.send("stamp", body, **action), "stamp").get("UUID")


def test_arguments_come_in_any_order_with_comments_and_any_prefix(desk):
    login = "".join(f"<z:{name}>{value}</z:{name}>" for name, value in LOGIN.items())
    body = (
        f'<!-- uno --><z:stamped xmlns:z="{STAMP}">{login}<!-- dos --><z:xml>eA==</z:xml>'
        "</z:stamped>"
    )

    response = desk.send("stamp", (ENVELOPE % body).encode())

    assert read(response, "stamped").incidencias == ["705"]


def test_an_account_of_other_letters_is_only_a_wrong_one(desk):
    result = desk.ask("stamp", "stamp", xml=b"x", username="ñandú", password="contraseña")

    assert result.incidencias == ["300"]
