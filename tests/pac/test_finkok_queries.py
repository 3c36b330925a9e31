"""Cancelling at Finkok, standings with SAT, and what is on its way to SAT, scripted at the wire."""

from base64 import b64decode
from decimal import Decimal

import pytest

from chalicelib.pac.cancelling import CancelOutcome, CancelOutcomeUnknown, SATStatus, Standing
from chalicelib.pac.port import PACUnavailable
from tests.pac import finkok_bodies as fk
from tests.pac.finkok_world import PASSWORD, USER, Watch, finkok_at, script
from tests.pac.wire import HangUp, Reply, Silence, refused_url

OTHER = fk.UUID.replace("A1B2", "FFFF")
LOST = [HangUp(), Silence(), Reply(500, b"oops"), Reply(200, b"<html>maintenance</html>")]


@pytest.fixture
def pac(wire):
    return finkok_at(wire.url, Watch())


def cancelacion(*uuids: str, root="Cancelacion"):
    folios = "".join(f'<Folio UUID="{uuid}" Motivo="02"/>' for uuid in uuids)
    namespace = "http://cancelacfd.sat.gob.mx"
    return f'<{root} xmlns="{namespace}"><Folios>{folios}</Folios></{root}>'.encode()


SIGNED = cancelacion(fk.UUID)


def folio(uuid=fk.UUID, status="201", text="Petición de cancelación realizada exitosamente"):
    return {"UUID": uuid, "EstatusUUID": status, "EstatusCancelacion": text}


def cancelled(*folios: dict[str, str], **members):
    """Word the answer to a cancellation."""
    known = {"Folios": {"Folio": list(folios)}} if folios else {}
    return fk.reply({"cancel_signatureResult": known | members}, service="cancel")


def answer_of(pac, wire, reply, *, store_pending=False):
    wire.on(fk.CANCEL_PATH, reply)
    return pac.cancel_signature(SIGNED, store_pending=store_pending)


@pytest.mark.parametrize(("store_pending", "told"), [(True, "true"), (False, "false")])
def test_the_signed_bytes_of_a_cancellation_travel_as_they_are(pac, wire, store_pending, told):
    answer_of(pac, wire, cancelled(folio()), store_pending=store_pending)

    members = fk.members_of(wire.asked[0])
    assert list(members) == ["xml", "username", "password", "store_pending"]
    assert b64decode(members["xml"]) == SIGNED
    assert members["store_pending"] == told
    assert wire.asked[0].headers["soapaction"] == '"cancel_signature"'


def test_an_answer_is_kept_in_its_own_words_with_sats_receipt(pac, wire):
    acuse = "<Acuse Fecha='2026-11-20T12:00:00'>Ñ</Acuse>"
    reply = cancelled(folio(uuid=fk.UUID.lower()), Acuse=acuse, Fecha="2026-11-20 12:00:00.1")

    answer = answer_of(pac, wire, reply)

    assert answer.uuid == fk.UUID
    assert answer.estatus_uuid == "201"
    assert answer.estatus_cancelacion == "Petición de cancelación realizada exitosamente"
    assert answer.acuse == acuse.encode()
    assert answer.fecha == "2026-11-20 12:00:00.1"
    assert answer.outcome is CancelOutcome.REQUESTED


@pytest.mark.parametrize(
    ("store_pending", "outcome"), [(True, CancelOutcome.STORED), (False, CancelOutcome.NOT_YET)]
)
def test_while_sat_is_away_the_pac_keeps_only_what_it_was_asked_to(
    pac, wire, store_pending, outcome
):
    reply = cancelled(CodEstatus="708 - No se pudo conectar al SAT")

    assert answer_of(pac, wire, reply, store_pending=store_pending).outcome is outcome


def test_a_number_that_two_lists_read_otherwise_counts_by_its_text(pac, wire):
    disputed = folio(status="205", text="Solicitud enviada, en proceso sin aceptación")

    assert answer_of(pac, wire, cancelled(disputed)).outcome is CancelOutcome.UNCLEAR


@pytest.mark.parametrize(
    "wrong",
    [
        cancelacion(),
        cancelacion(fk.UUID, OTHER),
        cancelacion("no uuid"),
        cancelacion(fk.UUID, root="Cancela"),
        b"<Cancelacion><Folios><Folio UUID='1'/></Folios></Cancelacion>",
        b"no xml",
    ],
)
def test_a_request_that_is_not_of_one_cfdi_never_leaves(pac, wire, wrong):
    with pytest.raises(ValueError):  # noqa: PT011  each says something else
        pac.cancel_signature(wrong, store_pending=False)

    assert not wire.asked


@pytest.mark.parametrize(
    "reply",
    [
        *LOST,
        cancelled(),
        cancelled(error="algo salió mal"),
        cancelled(folio(uuid=OTHER)),
        cancelled(folio(uuid="")),
        cancelled(folio(), folio(uuid=OTHER)),
    ],
)
def test_a_cancellation_that_is_not_answered_may_have_been_requested(pac, wire, reply):
    with pytest.raises(CancelOutcomeUnknown):
        answer_of(pac, wire, reply)

    assert len(wire.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        cancelled(CodEstatus="300 - El usuario o la contraseña son inválidos"),
        cancelled(CodEstatus="Invalid Username or Password"),
        cancelled(error="702 - RFC no registrado"),
        Reply(403, b""),
    ],
)
def test_a_cancellation_that_is_turned_away_was_not_requested(pac, wire, reply):
    with pytest.raises(PACUnavailable):
        answer_of(pac, wire, reply)


def test_nobody_at_the_door_is_unavailable_for_every_question():
    pac = finkok_at(refused_url(), Watch())

    for ask in (
        lambda: pac.query_pending(fk.UUID),
        lambda: pac.cancel_signature(SIGNED, store_pending=True),
        lambda: standing_of(pac),
    ):
        with pytest.raises(PACUnavailable):
            ask()


def standing_of(pac, total="1160"):
    return pac.get_sat_status(
        rfc_emisor="EKU9003173C9",
        rfc_receptor="XAXX010101000",
        uuid=fk.UUID.lower(),
        total=Decimal(total),
    )


def sat(**members):
    """Word the answer about a standing."""
    known = {"CodigoEstatus": "S - Comprobante obtenido satisfactoriamente.", "Estado": "Vigente"}
    return fk.reply({"get_sat_statusResult": {"sat": known | members}}, service="cancel")


def test_a_standing_is_asked_by_parties_folio_and_total(pac, wire):
    wire.on(fk.CANCEL_PATH, sat())

    standing_of(pac)

    assert fk.members_of(wire.asked[0]) == {
        "username": USER,
        "password": PASSWORD,
        "taxpayer_id": "EKU9003173C9",
        "rtaxpayer_id": "XAXX010101000",
        "uuid": fk.UUID,
        "total": "1160.00",
    }


def test_a_standing_is_kept_in_sats_words(pac, wire):
    wire.on(fk.CANCEL_PATH, sat(EsCancelable="Cancelable con aceptación"))

    status = standing_of(pac)

    assert status == SATStatus(
        codigo_estatus="S - Comprobante obtenido satisfactoriamente.",
        estado="Vigente",
        es_cancelable="Cancelable con aceptación",
        estatus_cancelacion="",
    )


@pytest.mark.parametrize(
    "reply",
    [
        *LOST,
        fk.reply({"get_sat_statusResult": {}}, service="cancel"),
        fk.reply({"get_sat_statusResult": {"error": "300 - usuario"}}, service="cancel"),
        sat(CodigoEstatus=""),
    ],
)
def test_a_standing_that_nobody_tells_is_unavailable(pac, wire, reply):
    wire.on(fk.CANCEL_PATH, reply)

    with pytest.raises(PACUnavailable):
        standing_of(pac)


@pytest.mark.parametrize(
    ("code", "estado", "cancelacion", "standing"),
    [
        ("S - …", "Vigente", "", Standing.ACTIVE),
        ("S - …", "Vigente", "En proceso", Standing.CANCEL_WAITING),
        ("S - …", "Vigente", "Solicitud rechazada", Standing.CANCEL_REFUSED),
        ("S - …", "Vigente", "algo nuevo", None),
        ("S - …", "Cancelado", "Plazo vencido", Standing.CANCELLED),
        ("S - …", "Cancelado", "Cancelado sin aceptación", Standing.CANCELLED),
        ("S - …", "No Encontrado", "", Standing.NOT_FOUND),
        ("S - …", "algo nuevo", "", None),
        ("N - 602: Comprobante no encontrado.", "No Encontrado", "", Standing.NOT_FOUND),
        ("N 602 - Comprobante no encontrado.", "No Encontrado", "", Standing.NOT_FOUND),
        ("N - 601: La expresión impresa no es válida.", "Vigente", "", None),
        ("N 601 - La expresión impresa no es válida.", "Cancelado", "", None),
    ],
)
def test_a_standing_is_read_only_from_an_answer_about_the_cfdi(code, estado, cancelacion, standing):
    assert SATStatus(code, estado, "", cancelacion).standing is standing


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "S", "uuid": OTHER},
        {"status": "S"},
        {"status": "X", "uuid": fk.UUID},
        {"uuid": fk.UUID},
        {"error": "UUID con formato invalido"},
        {"status": "F", "uuid": fk.UUID, "error": "algo"},
        *LOST,
    ],
)
def test_what_is_on_its_way_to_sat_is_told_only_by_an_answer_about_it(pac, wire, answer):
    script(wire, {"query_pendingResult": answer} if isinstance(answer, dict) else answer)

    with pytest.raises(PACUnavailable):
        pac.query_pending(fk.UUID)


def test_the_document_on_its_way_is_taken_only_when_it_is_the_one_asked_for(pac, wire):
    other = fk.STAMPED.replace(fk.UUID, OTHER)
    script(wire, {"query_pendingResult": {"status": "S", "uuid": fk.UUID, "xml": other}})

    assert pac.query_pending(fk.UUID).xml is None


@pytest.mark.parametrize("text", ["", "foo", "A1B2C3D4-0000-5000-8000"])
def test_what_is_no_folio_fiscal_is_not_asked_for(pac, wire, text):
    with pytest.raises(ValueError, match="folio fiscal"):
        pac.query_pending(text)

    assert not wire.asked
