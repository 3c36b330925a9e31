"""A cancellation is a signed request that SAT answers in its own time."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from OpenSSL import crypto
from satcfdi.models import Signer

from sandbox.authority import certificates
from sandbox.authority.authority import ensure_authority
from sandbox.pac.sat_register import Lags
from tests.sandbox.documents import CFDI, issue, make_sealed, put
from tests.sandbox.finkok import cancellation, envelope
from tests.sandbox.test_finkok_queries import UNKNOWN, sat
from tests.sandbox.test_sat_status import BIG

# satcfdi reads certificates by pyOpenSSL's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")

LAG = Lags().cancelling.total_seconds()
ACUSE = "{http://cancelacfd.sat.gob.mx}"
BIG_TOTAL = {"total": "1160.00"}


@pytest.fixture
def stranger(authority):
    return signs_with(issue(authority, rfc="CAC200113QW2"))


def signs_with(csd):
    return Signer(crypto.X509.from_cryptography(csd.certificate), csd.key)


def known(desk, csd, edit=None):
    """Stamp a document and let SAT's cancellation service learn of it."""
    uuid = desk.stamp(make_sealed(csd, edit)).get("UUID")
    desk.pass_time(seconds=LAG)
    return uuid


@pytest.fixture
def uuid(desk, csd):
    return known(desk, csd)


def verdict(result):
    return result.get("EstatusUUID"), result.get("EstatusCancelacion")


def requests(desk):
    return [request.uuid for request in desk.sandbox.register.cancellations()]


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
    assert verdict(result) == ("201", "Petición de cancelación realizada exitosamente")
    assert (result.get("UUID"), result.get("RfcEmisor")) == (uuid, "EKU9003173C9")
    assert result.get("CodEstatus") is None
    assert acuse.findtext(f".//{ACUSE}UUID") == uuid
    assert acuse.findtext(f".//{ACUSE}EstatusUUID") == "201"
    assert acuse.find(f".//{ACUSE}CancelaCFDResult").get("Fecha") == result.get("Fecha")


def test_received_is_not_cancelled_yet(desk, signer, uuid):
    desk.cancel(cancellation(signer, uuid))

    waiting = sat(desk, uuid)
    desk.pass_time(seconds=LAG)
    done = sat(desk, uuid)

    assert (waiting.get("Estado"), waiting.get("EstatusCancelacion")) == ("Vigente", "En proceso")
    assert done.get("Estado") == "Cancelado"
    assert done.get("EstatusCancelacion") == "Cancelado sin aceptación"


def test_where_the_receptor_must_accept_it_ends_when_the_time_to_refuse_is_over(desk, csd, signer):
    uuid = known(desk, csd, BIG)
    desk.cancel(cancellation(signer, uuid))
    desk.pass_time(hours=71)

    waiting = sat(desk, uuid, **BIG_TOTAL)
    desk.pass_time(hours=1)
    done = sat(desk, uuid, **BIG_TOTAL)

    assert (waiting.get("Estado"), waiting.get("EstatusCancelacion")) == ("Vigente", "En proceso")
    assert (done.get("Estado"), done.get("EstatusCancelacion")) == ("Cancelado", "Plazo vencido")


def test_a_refusal_of_the_receptor_is_ordered(desk, csd, signer):
    uuid = known(desk, csd, BIG)
    desk.cancel(cancellation(signer, uuid))
    desk.order({"fault": "sat_status", "estatus_cancelacion": "Solicitud rechazada"})

    assert sat(desk, uuid, **BIG_TOTAL).get("EstatusCancelacion") == "Solicitud rechazada"


def test_a_second_request_is_202(desk, signer, uuid):
    desk.cancel(cancellation(signer, uuid))

    again = desk.cancel(cancellation(signer, uuid))

    assert verdict(again) == ("202", "Petición de cancelación realizada Previamente")
    assert again.get("Acuse")
    assert requests(desk) == [uuid]


def test_right_after_the_stamp_it_is_205_although_sat_says_vigente(desk, csd, signer):
    uuid = desk.stamp(make_sealed(csd)).get("UUID")

    too_soon = desk.cancel(cancellation(signer, uuid))
    estado = sat(desk, uuid).get("Estado")
    desk.pass_time(seconds=LAG)
    later = desk.cancel(cancellation(signer, uuid))

    assert (verdict(too_soon), estado) == (("205", ""), "Vigente")
    assert verdict(later)[0] == "201"


def test_a_quick_stamp_is_205_until_sat_has_had_it_for_a_while(desk, csd, signer):
    uuid = desk.stamp(make_sealed(csd), "quick_stamp").get("UUID")
    desk.pass_time(seconds=30)

    too_soon = desk.cancel(cancellation(signer, uuid))
    desk.pass_time(seconds=LAG)

    assert verdict(too_soon)[0] == "205"
    assert verdict(desk.cancel(cancellation(signer, uuid)))[0] == "201"


def test_another_issuers_request_is_203(desk, stranger, uuid):
    result = desk.cancel(cancellation(stranger, uuid))

    assert verdict(result) == ("203", "")
    assert requests(desk) == []


def test_what_finkok_has_not_stamped_it_does_not_pass_on(desk, signer):
    result = desk.cancel(cancellation(signer, UNKNOWN))

    assert result.get("CodEstatus") == f"UUID: {UNKNOWN} No Encontrado"
    assert result.get("EstatusUUID") is None


def test_a_uuid_in_lower_case_is_found(desk, signer, uuid):
    result = desk.cancel(cancellation(signer, uuid.lower()))

    assert (verdict(result)[0], result.get("UUID")) == ("201", uuid)


def test_a_substitute_that_names_what_it_replaces_is_accepted(desk, csd, signer, uuid):
    substitute = known(desk, csd, replacing(uuid))

    result = desk.cancel(cancellation(signer, uuid, "01", substitute))

    assert verdict(result)[0] == "201"
    (request,) = desk.sandbox.register.cancellations()
    assert (request.motivo, request.folio_sustitucion) == ("01", substitute)


def test_a_substitute_that_does_not_name_it_is_212(desk, csd, signer, uuid):
    assert verdict(desk.cancel(cancellation(signer, uuid, "01", known(desk, csd))))[0] == "212"


def test_motivo_01_without_a_substitute_in_force_is_208(desk, csd, signer, uuid):
    cancelled = known(desk, csd, replacing(uuid))
    desk.cancel(cancellation(signer, cancelled))

    verdicts = [
        verdict(desk.cancel(cancellation(signer, uuid, "01", substitute)))[0]
        for substitute in (None, UNKNOWN, uuid, cancelled)
    ]

    assert verdicts == ["208"] * 4
    assert requests(desk) == [cancelled]


@pytest.mark.parametrize("motivo", ["02", "03", "04"])
def test_a_substitute_for_another_motivo_is_209(desk, csd, signer, uuid, motivo):
    substitute = known(desk, csd, replacing(uuid))

    assert verdict(desk.cancel(cancellation(signer, uuid, motivo, substitute)))[0] == "209"


def test_a_motivo_of_none_of_the_four_is_told_so(desk, signer, uuid):
    result = desk.cancel(cancellation(signer, uuid, "05"))

    assert result.get("CodEstatus").startswith("Motivo de cancelación debe contener uno de")


def test_a_malformed_uuid_is_told_so(desk, signer):
    result = desk.cancel(cancellation(signer, "foo"))

    assert result.get("CodEstatus") == "La lista enviada contiene UUIDS en formato inválido"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('Motivo="02"', 'Motivo="03"'),
        ("<Folio ", "\n<Folio "),
        ("</SignatureValue>", "AAAA</SignatureValue>"),
        ("<X509Certificate>", "<X509Certificate>AAAA"),
        ("xmldsig#rsa-sha1", "xmldsig#hmac-sha1"),
        ('URI=""', 'URI="#x"'),
        ("xmldsig#enveloped-signature", "xmldsig#base64"),
    ],
    ids=str,
)
def test_a_request_changed_after_its_signature_is_302(desk, signer, uuid, old, new):
    signed = cancellation(signer, uuid).decode()
    assert old in signed

    result = desk.cancel(signed.replace(old, new).encode())

    assert result.get("CodEstatus") == "302"
    assert requests(desk) == []


def test_two_signatures_or_none_are_302(desk, signer, uuid):
    root = etree.fromstring(cancellation(signer, uuid))
    signature = root[-1]
    twice = etree.tostring(root).replace(b"</Folios>", b"</Folios>" + etree.tostring(signature))
    root.remove(signature)

    assert desk.cancel(twice).get("CodEstatus") == "302"
    assert desk.cancel(etree.tostring(root)).get("CodEstatus") == "302"


def test_white_space_in_the_signed_request_is_kept_as_signed(desk, signer, uuid):
    signed = cancellation(signer, uuid).replace(
        b"</Signature></Cancelacion>", b"</Signature>\n </Cancelacion>"
    )

    assert desk.cancel(signed).get("CodEstatus") == "302"


def test_an_rfc_that_is_not_the_csds_is_303(desk, stranger, uuid, monkeypatch):
    monkeypatch.setattr(Signer, "rfc", "EKU9003173C9")

    assert desk.cancel(cancellation(stranger, uuid)).get("CodEstatus") == "303"


def test_a_csd_that_has_expired_is_304(desk, authority, uuid):
    since = datetime.now(UTC) - timedelta(days=400)
    expired = issue(authority, valid=certificates.Validity(since, since + timedelta(days=300)))

    assert desk.cancel(cancellation(signs_with(expired), uuid)).get("CodEstatus") == "304"


def test_a_csd_of_another_authority_is_305(desk, uuid, tmp_path):
    foreign = issue(ensure_authority(tmp_path / "other"))

    assert desk.cancel(cancellation(signs_with(foreign), uuid)).get("CodEstatus") == "305"


def test_an_efirma_is_310(desk, authority, uuid):
    efirma = issue(authority, branch=None)

    assert desk.cancel(cancellation(signs_with(efirma), uuid)).get("CodEstatus") == "310"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<torn",
        b"<Cancelacion/>",
        b"<!DOCTYPE x []><x/>",
        b'<Cancelacion xmlns="http://cancelacfd.sat.gob.mx" RfcEmisor="EKU9003173C9"/>',
    ],
    ids=str,
)
def test_what_is_no_request_is_301(desk, content):
    assert desk.cancel(content).get("CodEstatus") == "301"


def test_what_is_no_base64_is_301(desk, signer, uuid):
    twice = base64.b64encode(cancellation(signer, uuid))

    assert desk.ask("cancel", "cancel_signature", xml="%%%").get("CodEstatus") == "301"
    assert desk.cancel(twice).get("CodEstatus") == "301"


def test_a_wrong_log_in_is_a_text_in_english(desk, signer, uuid):
    result = desk.cancel(cancellation(signer, uuid), password="otra")

    assert result.get("CodEstatus") == "Invalid Username or Password"
    assert requests(desk) == []


def test_without_sat_nothing_is_requested(desk, signer, uuid):
    desk.order({"fault": "cancel_708"})

    result = desk.cancel(cancellation(signer, uuid), store_pending="false")

    assert (result.get("CodEstatus"), result.get("EstatusUUID")) == ("708", None)
    assert requests(desk) == []


def test_with_store_pending_a_708_reaches_sat_later(desk, signer, uuid):
    desk.order({"fault": "cancel_708"})
    first = desk.cancel(cancellation(signer, uuid), store_pending="true")

    held = desk.cancel(cancellation(signer, uuid)), sat(desk, uuid).get("EstatusCancelacion")
    desk.pass_time(seconds=LAG)
    there = desk.cancel(cancellation(signer, uuid)), sat(desk, uuid).get("EstatusCancelacion")

    assert first.get("CodEstatus") == "708"
    assert (held[0].get("CodEstatus"), held[1]) == ("Already en BufferCancellation", "")
    assert (verdict(there[0])[0], there[1]) == ("202", "En proceso")


def test_store_pending_must_be_a_boolean(desk, signer, uuid):
    with pytest.raises(AssertionError, match="store_pending"):
        desk.cancel(cancellation(signer, uuid), store_pending="quizá")


@pytest.mark.parametrize("answer", ["205", "no_cancelable", "211"])
def test_any_verdict_may_be_ordered_and_leaves_no_request(desk, signer, uuid, answer):
    desk.order({"fault": "cancel_answer", "estatus_uuid": answer})

    ordered, later = (desk.cancel(cancellation(signer, uuid)) for _ in range(2))

    assert (verdict(ordered)[0], verdict(later)[0]) == (answer, "201")


def test_a_state_of_the_whole_request_may_be_ordered(desk, signer, uuid):
    desk.order({"fault": "cancel_answer", "cod_estatus": "798", "match": {"rfc": "EKU9003173C9"}})

    assert desk.cancel(cancellation(signer, uuid)).get("CodEstatus") == "798"


def test_a_lost_answer_leaves_the_request_behind(desk, signer, uuid):
    desk.order({"fault": "cancel_500"}, {"fault": "cancel_then_drop"})
    body = envelope("cancel", "cancel_signature", xml=cancellation(signer, uuid))

    failed = desk.send("cancel", body)
    before = requests(desk)
    lost = desk.send("cancel", body)

    assert (failed.status, before) == (500, [])
    assert (lost.drop, requests(desk)) == (True, [uuid])
    assert verdict(desk.cancel(cancellation(signer, uuid)))[0] == "202"


def test_twenty_requests_at_once_are_one(desk, signer, uuid):
    request = cancellation(signer, uuid)

    with ThreadPoolExecutor(20) as pool:
        verdicts = [verdict(one)[0] for one in pool.map(desk.cancel, [request] * 20)]

    assert sorted(verdicts) == ["201"] + ["202"] * 19
    assert requests(desk) == [uuid]


def test_a_request_names_its_own_document_only(desk, csd, signer, uuid):
    other = known(desk, csd)
    desk.cancel(cancellation(signer, uuid))
    desk.pass_time(seconds=LAG)

    assert sat(desk, other).get("Estado") == "Vigente"
    assert CFDI in desk.stamp(make_sealed(csd)).get("xml")
