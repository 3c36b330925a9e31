"""A cancellation is a signed request that SAT answers in its own time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree

from sandbox.pac.sat_register import Lags
from tests.sandbox.documents import issue, make_sealed, put
from tests.sandbox.finkok import UNKNOWN, cancellation, envelope, signs_with
from tests.sandbox.test_sat_status import BIG

# satcfdi reads certificates by pyOpenSSL's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")

LAG = Lags().cancelling.total_seconds()
ACUSE = "{http://cancelacfd.sat.gob.mx}"
BIG_TOTAL = {"total": "1160.00"}


@pytest.fixture
def stranger(authority):
    return signs_with(issue(authority, rfc="CAC200113QW2"))


@pytest.fixture
def uuid(desk, csd):
    return desk.known(make_sealed(csd))


def replacing(uuid):
    return put(
        ".",
        f'<cfdi:CfdiRelacionados TipoRelacion="04"><cfdi:CfdiRelacionado UUID="{uuid}"/>'
        "</cfdi:CfdiRelacionados>",
        at=0,
    )


def test_a_good_request_is_received_with_an_acuse(desk, signer, uuid):
    result = desk.cancel(cancellation(signer, uuid))

    acuse = etree.fromstring(result.get("Acuse").encode())
    assert result.verdict == ("201", "Petición de cancelación realizada exitosamente")
    assert (result.get("UUID"), result.get("RfcEmisor")) == (uuid, "EKU9003173C9")
    assert result.get("CodEstatus") is None
    assert acuse.findtext(f".//{ACUSE}UUID") == uuid
    assert acuse.findtext(f".//{ACUSE}EstatusUUID") == "201"
    assert acuse.find(f".//{ACUSE}CancelaCFDResult").get("Fecha") == result.get("Fecha")


def test_received_is_not_cancelled_yet(desk, signer, uuid):
    desk.cancel(cancellation(signer, uuid))

    waiting = desk.sat_status(uuid)
    desk.pass_time(seconds=LAG)
    done = desk.sat_status(uuid)

    assert (waiting.get("Estado"), waiting.get("EstatusCancelacion")) == ("Vigente", "En proceso")
    assert done.get("Estado") == "Cancelado"
    assert done.get("EstatusCancelacion") == "Cancelado sin aceptación"


def test_where_the_receptor_must_accept_it_ends_when_the_time_to_refuse_is_over(desk, csd, signer):
    uuid = desk.known(make_sealed(csd, BIG))
    desk.cancel(cancellation(signer, uuid))
    desk.pass_time(hours=71)

    waiting = desk.sat_status(uuid, **BIG_TOTAL)
    desk.pass_time(hours=1)
    done = desk.sat_status(uuid, **BIG_TOTAL)

    assert (waiting.get("Estado"), waiting.get("EstatusCancelacion")) == ("Vigente", "En proceso")
    assert (done.get("Estado"), done.get("EstatusCancelacion")) == ("Cancelado", "Plazo vencido")


def test_a_refusal_of_the_receptor_is_ordered(desk, csd, signer):
    uuid = desk.known(make_sealed(csd, BIG))
    desk.cancel(cancellation(signer, uuid))
    desk.order({"fault": "sat_status", "estatus_cancelacion": "Solicitud rechazada"})

    assert desk.sat_status(uuid, **BIG_TOTAL).get("EstatusCancelacion") == "Solicitud rechazada"


def test_a_second_request_is_202(desk, signer, uuid):
    desk.cancel(cancellation(signer, uuid))

    again = desk.cancel(cancellation(signer, uuid))

    assert again.verdict == ("202", "Petición de cancelación realizada Previamente")
    assert again.get("Acuse")
    assert desk.requests == [uuid]


def test_right_after_the_stamp_it_is_205_although_sat_says_vigente(desk, csd, signer):
    uuid = desk.stamp(make_sealed(csd)).get("UUID")

    too_soon = desk.cancel(cancellation(signer, uuid))
    estado = desk.sat_status(uuid).get("Estado")
    desk.pass_time(seconds=LAG)
    later = desk.cancel(cancellation(signer, uuid))

    assert (too_soon.verdict, estado) == (("205", ""), "Vigente")
    assert later.verdict[0] == "201"


def test_a_quick_stamp_is_205_until_sat_has_had_it_for_a_while(desk, csd, signer):
    uuid = desk.stamp(make_sealed(csd), "quick_stamp").get("UUID")
    desk.pass_time(seconds=30)

    too_soon = desk.cancel(cancellation(signer, uuid))
    desk.pass_time(seconds=LAG)

    assert too_soon.verdict[0] == "205"
    assert desk.cancel(cancellation(signer, uuid)).verdict[0] == "201"


def test_another_issuers_request_is_203(desk, stranger, uuid):
    result = desk.cancel(cancellation(stranger, uuid))

    assert result.verdict == ("203", "")
    assert desk.requests == []


def test_what_finkok_has_not_stamped_it_does_not_pass_on(desk, signer):
    result = desk.cancel(cancellation(signer, UNKNOWN))

    assert result.get("CodEstatus") == f"UUID: {UNKNOWN} No Encontrado"
    assert result.get("EstatusUUID") is None


def test_a_uuid_in_lower_case_is_found(desk, signer, uuid):
    result = desk.cancel(cancellation(signer, uuid.lower()))

    assert (result.verdict[0], result.get("UUID")) == ("201", uuid)


def test_a_substitute_that_names_what_it_replaces_is_accepted(desk, csd, signer, uuid):
    substitute = desk.known(make_sealed(csd, replacing(uuid)))

    result = desk.cancel(cancellation(signer, uuid, "01", substitute))

    assert result.verdict[0] == "201"
    (request,) = desk.sandbox.register.cancellations()
    assert (request.motivo, request.folio_sustitucion) == ("01", substitute)


def test_a_substitute_that_does_not_name_it_is_212(desk, csd, signer, uuid):
    substitute = desk.known(make_sealed(csd))

    assert desk.cancel(cancellation(signer, uuid, "01", substitute)).verdict[0] == "212"


def test_motivo_01_without_a_substitute_in_force_is_208(desk, csd, signer, uuid):
    cancelled = desk.known(make_sealed(csd, replacing(uuid)))
    desk.cancel(cancellation(signer, cancelled))

    verdicts = [
        desk.cancel(cancellation(signer, uuid, "01", substitute)).verdict[0]
        for substitute in (None, UNKNOWN, uuid, cancelled)
    ]

    assert verdicts == ["208"] * 4
    assert desk.requests == [cancelled]


@pytest.mark.parametrize("motivo", ["02", "03", "04"])
def test_a_substitute_for_another_motivo_is_209(desk, csd, signer, uuid, motivo):
    substitute = desk.known(make_sealed(csd, replacing(uuid)))

    assert desk.cancel(cancellation(signer, uuid, motivo, substitute)).verdict[0] == "209"


def test_a_motivo_of_none_of_the_four_is_told_so(desk, signer, uuid):
    result = desk.cancel(cancellation(signer, uuid, "05"))

    assert result.get("CodEstatus").startswith("Motivo de cancelación debe contener uno de")


def test_a_malformed_uuid_is_told_so(desk, signer):
    result = desk.cancel(cancellation(signer, "foo"))

    assert result.get("CodEstatus") == "La lista enviada contiene UUIDS en formato inválido"


def test_a_wrong_log_in_is_a_text_in_english(desk, signer, uuid):
    result = desk.cancel(cancellation(signer, uuid), password="otra")

    assert result.get("CodEstatus") == "Invalid Username or Password"
    assert desk.requests == []


def test_without_sat_nothing_is_requested(desk, signer, uuid):
    desk.order({"fault": "cancel_708"})

    result = desk.cancel(cancellation(signer, uuid), store_pending="false")

    assert (result.get("CodEstatus"), result.get("EstatusUUID")) == ("708", None)
    assert desk.requests == []


def test_with_store_pending_a_708_reaches_sat_later(desk, signer, uuid):
    desk.order({"fault": "cancel_708"})
    first = desk.cancel(cancellation(signer, uuid), store_pending="true")

    held = desk.cancel(cancellation(signer, uuid)), desk.sat_status(uuid).get("EstatusCancelacion")
    desk.pass_time(seconds=LAG)
    there = desk.cancel(cancellation(signer, uuid)), desk.sat_status(uuid).get("EstatusCancelacion")

    assert first.get("CodEstatus") == "708"
    assert (held[0].get("CodEstatus"), held[1]) == ("Already en BufferCancellation", "")
    assert (there[0].verdict[0], there[1]) == ("202", "En proceso")


def test_store_pending_must_be_a_boolean(desk, signer, uuid):
    with pytest.raises(AssertionError, match="store_pending"):
        desk.cancel(cancellation(signer, uuid), store_pending="quizá")


@pytest.mark.parametrize("answer", ["205", "no_cancelable", "211"])
def test_any_verdict_may_be_ordered_and_leaves_no_request(desk, signer, uuid, answer):
    desk.order({"fault": "cancel_answer", "estatus_uuid": answer})

    ordered, later = (desk.cancel(cancellation(signer, uuid)) for _ in range(2))

    assert (ordered.verdict[0], later.verdict[0]) == (answer, "201")


def test_a_state_of_the_whole_request_may_be_ordered(desk, signer, uuid):
    desk.order({"fault": "cancel_answer", "cod_estatus": "798", "match": {"rfc": "EKU9003173C9"}})

    assert desk.cancel(cancellation(signer, uuid)).get("CodEstatus") == "798"


def test_a_lost_answer_leaves_the_request_behind(desk, signer, uuid):
    desk.order({"fault": "cancel_500"}, {"fault": "cancel_then_drop"})
    body = envelope("cancel", "cancel_signature", xml=cancellation(signer, uuid))

    failed = desk.send("cancel", body)
    before = desk.requests
    lost = desk.send("cancel", body)

    assert (failed.status, before) == (500, [])
    assert (lost.drop, desk.requests) == (True, [uuid])
    assert desk.cancel(cancellation(signer, uuid)).verdict[0] == "202"


def test_twenty_requests_at_once_are_one(desk, signer, uuid):
    request = cancellation(signer, uuid)

    with ThreadPoolExecutor(20) as pool:
        verdicts = [one.verdict[0] for one in pool.map(desk.cancel, [request] * 20)]

    assert sorted(verdicts) == ["201"] + ["202"] * 19
    assert desk.requests == [uuid]


def test_a_request_names_its_own_document_only(desk, csd, signer, uuid):
    other = desk.known(make_sealed(csd))
    desk.cancel(cancellation(signer, uuid))
    desk.pass_time(seconds=LAG)

    assert desk.sat_status(other).get("Estado") == "Vigente"
