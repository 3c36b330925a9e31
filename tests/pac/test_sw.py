import pytest

from chalicelib.pac.port import CFDIRejected, PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.providers import pac_from
from tests.pac import sw_bodies as sw
from tests.pac.wire import HangUp, Reply, Silence, json_reply, refused_url

REFERENCE = "inv-1:1"


def sw_at(url, timeout_s=0.2, **changes):
    provider = {"kind": "sw", "url": url, "api_url": url, "token": "a.b.c"} | changes
    return pac_from({"providers": [provider]}, timeout_s)


@pytest.fixture
def pac(wire):
    return sw_at(wire.url)


def test_the_sealed_bytes_travel_as_they_are_with_token_and_customid(pac, wire):
    wire.on(sw.STAMP_PATH, json_reply(sw.success()))

    pac.stamp(sw.SEALED + "<!-- ñ\r\n -->".encode(), REFERENCE)

    asked = wire.asked[0]
    assert asked.method == "POST"
    assert asked.headers["authorization"] == "Bearer a.b.c"
    assert asked.headers["customid"] == REFERENCE
    assert asked.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="xml"; filename="xml"\r\nContent-Type: text/xml\r\n\r\n' in asked.body
    assert sw.SEALED + "<!-- ñ\r\n -->".encode() in asked.body


def test_a_stamp_returns_the_whole_xml(pac, wire):
    wire.on(sw.STAMP_PATH, json_reply(sw.success()))

    assert pac.stamp(sw.SEALED, REFERENCE) == sw.STAMPED.encode()


@pytest.mark.parametrize("call", ["stamp", "recover"])
def test_stamped_before_is_success(pac, wire, call):
    wire.on(sw.STAMP_PATH, json_reply(sw.repeated(cfdi=sw.STAMPED, tfd=sw.TFD), 400))

    assert getattr(pac, call)(sw.SEALED, REFERENCE) == sw.STAMPED.encode()


@pytest.mark.parametrize(
    "answer",
    [
        sw.repeated(tfd=sw.TFD, cfdi=""),
        sw.repeated(uuid=sw.UUID),
        sw.same_customid(tfd=sw.TFD),
        sw.same_customid(tfd=sw.TFD, cfdi=" "),
        sw.success(cfdi=None),
        sw.success(cfdi=sw.STAMPED[:-20]),
    ],
)
def test_a_stamp_that_is_only_named_is_fetched_from_the_warehouse(pac, wire, answer):
    wire.on(sw.STAMP_PATH, json_reply(answer, 400))
    wire.on(sw.WAREHOUSE_PATH, json_reply(sw.warehoused(wire.url + sw.FILE_PATH)))
    wire.on(sw.FILE_PATH, Reply(body=sw.STAMPED.encode()))

    assert pac.stamp(sw.SEALED, REFERENCE) == sw.STAMPED.encode()
    assert wire.to(sw.WAREHOUSE_PATH)[0].headers["authorization"] == "Bearer a.b.c"
    assert "authorization" not in wire.to(sw.FILE_PATH)[0].headers


OTHER = sw.UUID.replace("A1B2", "FFFF")


@pytest.mark.parametrize(
    ("warehouse", "file"),
    [
        (json_reply(sw.NOT_WAREHOUSED), None),
        (json_reply(sw.warehoused(None)), None),
        (json_reply(sw.warehoused("{url}/files/one.xml", uuid=OTHER)), None),
        (json_reply({"status": "success", "data": {"records": ["?", 3]}}), None),
        (json_reply(sw.error("AU4000 - No fue posible validar el token."), 401), None),
        (Reply(500, b"oops"), None),
        (HangUp(), None),
        ("known", Reply(404, b"not yet")),
        ("known", Reply(302, location="https://evil.example/")),
        ("known", Reply(body=sw.SEALED)),
        ("known", Reply(body=sw.STAMPED.replace(sw.UUID, OTHER).encode())),
        ("known", HangUp()),
    ],
)
def test_a_warehouse_that_lags_or_errs_leaves_the_outcome_unknown(pac, wire, warehouse, file):
    """Never "unavailable": that would say that nothing was stamped."""
    known = json_reply(sw.warehoused(wire.url + sw.FILE_PATH))
    wire.on(sw.STAMP_PATH, json_reply(sw.same_customid(tfd=sw.TFD), 400))
    wire.on(sw.WAREHOUSE_PATH, known if warehouse == "known" else warehouse)
    wire.on(sw.FILE_PATH, *([file] if file else []))

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(sw.SEALED, REFERENCE)


def test_a_warehouse_that_cannot_be_reached_leaves_the_outcome_unknown(wire):
    pac = sw_at(wire.url, api_url=refused_url())
    wire.on(sw.STAMP_PATH, json_reply(sw.repeated(uuid=sw.UUID), 400))

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(sw.SEALED, REFERENCE)


@pytest.mark.parametrize(
    "address",
    [
        "http://{other}/files/one.xml",
        "http://127.0.0.1/files/one.xml",
        "http://169.254.169.254/latest/meta-data",
        "http://sw.com.mx/one.xml",
        "https://sw.com.mx.evil.example/one.xml",
        "https://evilsw.com.mx/one.xml",
        "https://user@api.sw.com.mx/one.xml",
        "https://evil.example\\@api.sw.com.mx/one.xml",
        "file:///etc/passwd",
        "https://[::1",
        "https://api.sw.com.mx:99999/",
        "//api.sw.com.mx/one.xml",
        "one.xml",
    ],
)
def test_the_warehouse_cannot_send_us_to_other_machines(pac, wire, other_wire, address):
    wire.on(sw.STAMP_PATH, json_reply(sw.repeated(uuid=sw.UUID), 400))
    address = address.format(other=other_wire.url.removeprefix("http://"))
    wire.on(sw.WAREHOUSE_PATH, json_reply(sw.warehoused(address)))

    with pytest.raises(StampOutcomeUnknown, match="outside the PAC's hosts"):
        pac.stamp(sw.SEALED, REFERENCE)

    assert not other_wire.asked


@pytest.mark.parametrize(
    ("message", "detail", "code", "attribute"),
    [
        (
            "CFDI40145 - El campo Nombre del receptor, debe pertenecer al nombre asociado al RFC.",
            "ValorEsperado: EMPRESA ValorReportado: OTRA",
            "CFDI40145",
            "Nombre",
        ),
        (
            "CFDI40143 - Este RFC del receptor no existe en la lista de RFC inscritos.",
            None,
            "CFDI40143",
            "Rfc",
        ),
        (
            "CFDI40158 - La clave del campo RegimenFiscalR debe corresponder con el tipo.",
            None,
            "CFDI40158",
            "RegimenFiscalR",
        ),
        (
            "301 - La estructura del comprobante es incorrecta.",
            "The 'UsoCFDI' attribute is invalid - The value 'G3' is invalid.",
            "301",
            "UsoCFDI",
        ),
        ("302 - Sello mal formado o inválido.", None, "302", None),
        ("401. El rango de la fecha de generación es mayor a 72 horas.", None, "401", None),
        ("402 - RFC del emisor no se encuentra en la LCO.", None, "402", "Rfc"),
        ("CO1002 - No se encuentra el atributo xmlns:leyendas.", None, "CO1002", None),
        ("CFDI40999 - Error no clasificado", None, "CFDI40999", None),
    ],
)
def test_a_definite_refusal_bears_code_sentence_and_attribute(
    pac, wire, message, detail, code, attribute
):
    wire.on(sw.STAMP_PATH, json_reply(sw.error(message, detail), 400))

    with pytest.raises(CFDIRejected) as refused:
        pac.stamp(sw.SEALED, REFERENCE)

    assert refused.value.code == code
    assert refused.value.attribute == attribute
    assert refused.value.message == " ".join(filter(None, (message, detail)))


@pytest.mark.parametrize(
    "reply",
    [
        json_reply(sw.error("AU4101 - El token proporcionado viene vacio."), 400),
        json_reply(sw.error("AU4000 - No fue posible validar el token."), 401),
        json_reply(sw.error("Token must have 3 parts"), 400),
        json_reply(sw.error("S2000 - El saldo de timbres se ha agotado."), 401),
        json_reply(sw.error("El usuario se encuentra inactivo"), 400),
        json_reply({"message": "401 Unauthorized"}, 401),
        json_reply({"message": "403 Forbidden"}, 403),
        Reply(401, b"<html>who are you?</html>"),
        Reply(429, b"slow down"),
    ],
)
def test_what_is_turned_away_unread_is_unavailable(pac, wire, reply):
    wire.on(sw.STAMP_PATH, reply)

    with pytest.raises(PACUnavailable):
        pac.stamp(sw.SEALED, REFERENCE)

    assert len(wire.asked) == 1


def test_nobody_at_the_door_is_unavailable():
    with pytest.raises(PACUnavailable):
        sw_at(refused_url()).stamp(sw.SEALED, REFERENCE)


@pytest.mark.parametrize(
    "reply",
    [
        HangUp(),
        HangUp(reset=True),
        Silence(),
        Reply(body=b'{"status": "succ', announced=500),
        Reply(500, b'{"status": "error", "message": "CFDI40145 - Nombre"}'),
        Reply(504, b"<html>gateway</html>"),
        Reply(200, b"<html>maintenance</html>"),
        Reply(302, location="https://services.sw.com.mx/"),
        Reply(404, b""),
        Reply(200, b"\xff\xfe"),
        Reply(200, b"[" * 100_000),
        json_reply(["success"]),
        json_reply({"status": "success"}),
        json_reply({"status": "success", "data": "ok"}),
        json_reply({"status": "done", "data": {"cfdi": sw.STAMPED}}),
        json_reply(sw.success(cfdi=sw.SEALED.decode(), uuid=None)),
        json_reply(sw.success(cfdi="\ud800", uuid="not a uuid")),
        json_reply(sw.repeated(), 400),
        json_reply(sw.repeated(tfd="<tfd", cfdi=""), 400),
        json_reply(sw.error("CO1000 - Error no controlado"), 400),
        json_reply(sw.error("Algo salió mal"), 400),
        json_reply(sw.error(""), 400),
        json_reply(sw.error("500 Internal Server Error"), 400),
        json_reply({"status": "error", "message": {"text": "?"}}, 400),
    ],
)
def test_whatever_is_not_understood_leaves_the_outcome_unknown(pac, wire, reply):
    wire.on(sw.STAMP_PATH, reply)

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(sw.SEALED, REFERENCE)

    assert len(wire.to(sw.STAMP_PATH)) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE x [<!ENTITY e "boom">]>' + sw.STAMPED.partition("?>")[2],
        sw.STAMPED.replace("</cfdi:Complemento>", f"{sw.TFD}</cfdi:Complemento>"),
        sw.STAMPED.replace("cfd/4", "cfd/3"),
        sw.TFD,
    ],
)
def test_an_xml_that_is_not_one_cfdi_with_one_timbre_is_never_returned(pac, wire, hostile):
    wire.on(sw.STAMP_PATH, json_reply(sw.success(cfdi=hostile, uuid=None)))

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(sw.SEALED, REFERENCE)


def test_what_is_kept_of_a_sentence_can_be_stored(pac, wire):
    wire.on(sw.STAMP_PATH, json_reply(sw.error("CFDI40145 - \ud800" + "x" * 5000), 400))

    with pytest.raises(CFDIRejected) as refused:
        pac.stamp(sw.SEALED, REFERENCE)

    assert len(refused.value.message.encode()) <= 1000


@pytest.mark.parametrize("reference", ["", "x" * 101, "á", "a\r\nauthorization: b"])
def test_a_reference_that_cannot_be_a_customid_is_a_bug(pac, wire, reference):
    with pytest.raises(ValueError, match="customid"):
        pac.stamp(sw.SEALED, reference)

    assert not wire.asked


def test_sw_declares_what_its_documentation_promises(pac):
    assert pac.capabilities.name == "sw"
    assert pac.capabilities.dedupe == "by_bytes"
    assert pac.capabilities.returns_stamp_on_dup
    assert not pac.capabilities.lookup_by_document
