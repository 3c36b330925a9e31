"""What Finkok's answers mean when they are no stamp, scripted at the wire."""

import pytest
from lxml import etree

from chalicelib.pac.finkok_soap import FinkokDoor
from chalicelib.pac.http import HTTPClient
from chalicelib.pac.port import CFDIRejected, PACError, PACUnavailable, StampOutcomeUnknown
from tests.pac import finkok_bodies as fk
from tests.pac.finkok_world import PASSWORD, REFERENCE, USER, Watch, finkok_at, operations, script
from tests.pac.wire import HangUp, Reply, Silence


@pytest.fixture
def pac(wire):
    return finkok_at(wire.url, Watch())


@pytest.mark.parametrize(
    ("code", "message", "known_as", "attribute"),
    [
        ("CFDI40145", "El campo Nombre del receptor, debe pertenecer…", "CFDI40145", "Nombre"),
        ("40145", "El campo Nombre del receptor, debe pertenecer…", "CFDI40145", "Nombre"),
        ("", "CFDI40143 - Este RFC del receptor no existe", "CFDI40143", "Rfc"),
        ("CFDI40158", "La clave del campo RegimenFiscalR debe…", "CFDI40158", "RegimenFiscalR"),
        ("CFDI40999", "Error no clasificado", "CFDI40999", None),
        ("301", "XML mal formado", "301", None),
        ("302", "Sello mal formado o inválido", "302", None),
        ("401", "Fecha fuera de rango", "401", None),
        ("402", "RFC del emisor no se encuentra en la LCO", "402", "Rfc"),
        ("705", "XML Estructura inválida", "705", None),
        ("707", "El XML ya contiene un TFD", "707", None),
        ("712", "El atributo noCertificado no corresponde", "712", None),
        ("738", "Errores con namespaces y prefijos", "738", None),
    ],
)
def test_a_definite_refusal_bears_code_sentence_and_attribute(
    pac, wire, code, message, known_as, attribute
):
    script(wire, fk.said((code, message)))

    with pytest.raises(CFDIRejected) as refused:
        pac.stamp(fk.SEALED, REFERENCE)

    assert (refused.value.code, refused.value.attribute) == (known_as, attribute)
    assert refused.value.message == message
    assert len(wire.asked) == 1


def test_what_finkok_adds_to_its_sentence_is_kept(pac, wire):
    incidencia = {
        "CodigoError": "301",
        "MensajeIncidencia": "XML mal formado",
        "ExtraInfo": "The attribute 'UsoCFDI' is invalid",
    }
    script(wire, {"stampResult": {"xml": "", "Incidencias": {"Incidencia": incidencia}}})

    with pytest.raises(CFDIRejected) as refused:
        pac.stamp(fk.SEALED, REFERENCE)

    assert refused.value.message == "XML mal formado The attribute 'UsoCFDI' is invalid"
    assert refused.value.attribute == "UsoCFDI"


def test_what_is_kept_of_a_sentence_is_of_sane_length(pac, wire):
    script(wire, fk.said(("CFDI40145", "x" * 50_000)))

    with pytest.raises(CFDIRejected) as refused:
        pac.stamp(fk.SEALED, REFERENCE)

    assert len(refused.value.message) == 1000


ACCOUNT_CODES = "300 501 701 702 703 704 706 718 719 720 740"


@pytest.mark.parametrize("code", ACCOUNT_CODES.split())
@pytest.mark.parametrize("call", ["stamp", "recover"])
def test_a_code_of_the_account_is_unavailable(pac, wire, code, call):
    operation = "stamp" if call == "stamp" else "stamped"
    script(wire, fk.said((code, "algo de la cuenta"), operation=operation))

    with pytest.raises(PACUnavailable, match=code):
        getattr(pac, call)(fk.SEALED, REFERENCE)

    assert len(wire.asked) == 1


def test_a_code_of_the_account_counts_before_one_of_the_document(pac, wire):
    """What Finkok may have read before it looked at the account is no reason to ask a shopper."""
    script(wire, fk.said(("CFDI40145", "El campo Nombre"), ("718", "sin timbres")))

    with pytest.raises(PACUnavailable):
        pac.stamp(fk.SEALED, REFERENCE)


def test_a_code_beside_the_incidencias_counts_too(pac, wire):
    script(wire, {"stampResult": {"faultcode": "300", "faultstring": "Usuario inválido"}})

    with pytest.raises(PACUnavailable, match="300"):
        pac.stamp(fk.SEALED, REFERENCE)


@pytest.mark.parametrize("status", [401, 403, 429])
def test_what_is_turned_away_at_the_door_is_unavailable(pac, wire, status):
    script(wire, Reply(status, b"<html>who are you?</html>"))

    with pytest.raises(PACUnavailable, match=str(status)):
        pac.stamp(fk.SEALED, REFERENCE)


# What is not understood.

WHOLE = fk.soap(fk.stamped())


@pytest.mark.parametrize(
    "reply",
    [
        HangUp(),
        HangUp(reset=True),
        Silence(),
        Reply(body=WHOLE, announced=len(WHOLE) + 100),
        Reply(body=WHOLE[:-30]),
        Reply(500, WHOLE),
        Reply(404, WHOLE),
        Reply(302, location="https://facturacion.finkok.com/"),
        Reply(504, b"<html>gateway</html>"),
        Reply(200, b"<html><body>maintenance</body></html>"),
        Reply(200, b""),
        Reply(200, b"\xff\xfe\x00"),
        Reply(200, WHOLE.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        Reply(200, b"<a>" * 100_000),
        Reply(200, WHOLE.replace(b"<senv:Body>", b"<senv:Header>").replace(b"/senv:B", b"/senv:H")),
        fk.reply({"Fault": {"faultcode": "senv:Server", "faultstring": "boom"}}, 500),
        fk.reply({"Fault": {"faultcode": "senv:Client", "faultstring": "boom"}}, 200),
        fk.reply(fk.stamped("stamped")),
        fk.reply(fk.stamped(), service="cancel"),
        Reply(body=fk.soap(fk.stamped(), views="somebody.else")),
        fk.reply({"stampResult": {}}),
        fk.reply(fk.stamped(UUID="", xml="")),
        fk.reply(fk.stamped(UUID="", xml=fk.SEALED.decode())),
        fk.reply(fk.stamped(UUID="not a uuid", xml="<cfdi")),
        fk.reply(fk.said(("603", "El CFDI no contiene un timbre previo"))),
        fk.reply(fk.said(("709", "SelloSat no pudo ser creado"))),
        fk.reply(fk.said(("999", "Error no documentado"))),
        fk.reply(fk.said(("", "Algo salió mal"))),
        fk.reply(fk.said(("500 Internal Server Error", "?"))),
    ],
)
def test_whatever_is_not_understood_leaves_the_outcome_unknown(pac, wire, reply):
    script(wire, reply)

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(fk.SEALED, REFERENCE)

    assert operations(wire) == ["stamp"]


def test_two_results_are_none(pac, wire):
    [response] = etree.fromstring(WHOLE).iterfind("{*}Body/{*}stampResponse")
    response.append(etree.fromstring(etree.tostring(response[0])))
    script(wire, Reply(body=etree.tostring(response.getroottree())))

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(fk.SEALED, REFERENCE)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "hostile",
    [
        WHOLE.replace(b"<senv:Envelope", DOCTYPE + b"<senv:Envelope", 1),
        WHOLE.replace(b"<senv:Envelope", b"<!DOCTYPE x><senv:Envelope", 1),
        WHOLE.replace(b"&lt;?xml", b"&e;&lt;?xml", 1),
    ],
)
def test_an_envelope_with_a_doctype_or_entities_is_not_read(pac, wire, hostile):
    script(wire, Reply(body=hostile))

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(fk.SEALED, REFERENCE)


@pytest.mark.parametrize(
    "hostile",
    [
        DOCTYPE.decode() + fk.STAMPED.partition("?>")[2],
        fk.STAMPED.replace("</cfdi:Complemento>", f"{fk.TFD}</cfdi:Complemento>"),
        fk.STAMPED.replace("cfd/4", "cfd/3"),
        fk.TFD,
    ],
)
def test_an_xml_that_is_not_one_cfdi_with_one_timbre_is_never_returned(pac, wire, hostile):
    script(wire, fk.stamped(UUID="", xml=hostile))

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(fk.SEALED, REFERENCE)


# What nobody may read.

ECHO = f"'{USER}' '{PASSWORD}' XAXX010101000"


@pytest.mark.parametrize(
    "answer",
    [
        fk.said(("300", ECHO)),
        fk.said(("702", ECHO)),
        fk.said(("999", ECHO)),
        fk.said((ECHO, ECHO)),
        {"stampResult": {"faultcode": ECHO, "faultstring": ECHO}},
        fk.reply({"Fault": {"faultcode": ECHO, "faultstring": ECHO}}, 500),
        fk.reply({"Fault": {"faultcode": "senv:Client", "faultstring": ECHO}}, 500),
        Reply(200, f"<html>{ECHO}".encode()),
        Reply(403, ECHO.encode()),
    ],
)
@pytest.mark.parametrize("call", ["stamp", "recover"])
def test_no_error_repeats_what_we_sent(pac, wire, answer, call):
    if isinstance(answer, dict) and call == "recover":
        answer = {"stampedResult": answer["stampResult"]}
    script(wire, answer)

    with pytest.raises(PACError) as raised:
        getattr(pac, call)(fk.SEALED, REFERENCE)

    errors, error = [], raised.value
    while error is not None:
        errors.append(f"{error!r}")
        error = error.__cause__
    for secret in (USER, PASSWORD, "XAXX010101000"):
        assert secret not in " ".join(errors)


@pytest.mark.parametrize("bad", [{"user": "a\x00b"}, {"password": "\ud800"}])
def test_credentials_that_no_xml_can_carry_are_refused_unshown(bad):
    given = {"user": USER, "password": PASSWORD} | bad

    with pytest.raises(ValueError, match="no XML can carry") as refused:
        FinkokDoor(HTTPClient(), "https://facturacion.finkok.com", **given)

    assert refused.value.__cause__ is None
    assert all(value not in str(refused.value) for value in given.values())
