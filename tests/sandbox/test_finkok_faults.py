"""Each fault that strikes SW strikes Finkok too, in Finkok's words; some are Finkok's alone."""

from __future__ import annotations

import http.client
import socket
from datetime import timedelta

import pytest
from lxml import etree

from sandbox.pac.finkok_stamping import FinkokLags
from tests.sandbox import client
from tests.sandbox.documents import NS, make_sealed
from tests.sandbox.finkok import envelope, open_desk, post, read

CLOSED = (http.client.RemoteDisconnected, ConnectionError)
PATIENCE_S = 0.4
AT_ONCE = FinkokLags(recovery=timedelta(0))


@pytest.fixture
def document(csd):
    return make_sealed(csd)


@pytest.fixture
def desk(authority, tmp_path):
    desk = open_desk(tmp_path, authority, finkok_lags=AT_ONCE)
    yield desk
    desk.sandbox.close()


def is_stamped(desk, document):
    return desk.stamp(document, "stamped").incidencias == []


@pytest.mark.parametrize(
    ("fault", "status"), [("stamped_then_504", 504), ("html_200", 200)], ids=str
)
def test_a_page_in_place_of_the_answer_leaves_the_stamp_behind(desk, document, fault, status):
    desk.order({"fault": fault})

    response = desk.send("stamp", envelope("stamp", "stamp", xml=document))

    assert (response.status, response.content_type) == (status, "text/html")
    assert is_stamped(desk, document)


def test_a_dropped_answer_leaves_the_stamp_behind(sandbox, document):
    sandbox.order({"fault": "stamped_then_drop", "match": {"pac": "finkok"}})
    before = len(sandbox.ledger())

    with pytest.raises(CLOSED):
        post(sandbox, "stamp", document)

    assert len(sandbox.ledger()) == before + 1
    assert b">307<" in post(sandbox, "stamp", document).raw


def test_an_answer_slower_than_the_caller_leaves_the_stamp_behind(sandbox, document):
    sandbox.order({"fault": "slow_but_stamped", "seconds": 30})

    with pytest.raises(socket.timeout):
        post(sandbox, "stamp", document, timeout=PATIENCE_S)

    assert b">307<" in post(sandbox, "stamp", document).raw


def test_a_body_may_be_cut_on_its_way(sandbox, document):
    sandbox.order({"fault": "torn_body"})

    with pytest.raises(http.client.IncompleteRead):
        post(sandbox, "stamp", document)

    assert sandbox.log()[-1]["outcome"] == "stamped"


def test_a_late_arrival_is_stamped_after_its_wait(sandbox, document):
    sandbox.order({"fault": "stamped_late", "seconds": PATIENCE_S / 4})

    assert read(post(sandbox, "stamp", document), "stamp").get("UUID")
    assert sandbox.log()[-1]["fault"] == "stamped_late"


@pytest.mark.parametrize("fault", ["slow_not_stamped", "not_stamped_500"])
def test_a_failure_before_stamping_stamps_nothing(desk, document, fault):
    desk.order({"fault": fault})

    response = desk.send("stamp", envelope("stamp", "stamp", xml=document))

    assert response.status in {500, 504}
    assert desk.outcomes == ["not_stamped"]
    assert not is_stamped(desk, document)


def test_an_uncontrolled_error_is_a_fault(desk, document):
    desk.order({"fault": "not_stamped_500"})

    response = desk.send("stamp", envelope("stamp", "stamp", xml=document))

    assert b"senv:Server" in response.body


def test_without_credits_nothing_is_stamped_and_the_report_says_so(desk, document):
    desk.order({"fault": "out_of_credits"})

    credit = desk.ask("utilities", "report_credit", taxpayer_id="EKU9003173C9").get("credit")
    result = desk.stamp(document)

    assert credit == "0"
    assert result.incidencias == ["718"]
    assert not is_stamped(desk, document)


def test_a_repeat_without_data_waits_for_a_repeat(desk, document):
    desk.order({"fault": "307_without_data"})

    first, again, later = (desk.stamp(document) for _ in range(3))

    assert (first.incidencias, again.incidencias, later.incidencias) == ([], ["307"], ["307"])
    assert (again.get("xml"), later.get("xml")) == ("", first.get("xml"))


@pytest.mark.parametrize("fault", ["torn_xml", "malformed_xml"])
def test_a_broken_document_comes_in_a_good_answer(desk, document, fault):
    desk.order({"fault": fault})

    result = desk.stamp(document)

    assert result.get("UUID")
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(result.get("xml").encode())
    assert is_stamped(desk, document)


def test_the_stamp_of_another_document_may_come_back(desk, csd, document):
    other = desk.stamp(make_sealed(csd))
    desk.order({"fault": "other_document"})

    result = desk.stamp(document)

    assert (result.get("UUID"), result.get("xml")) == (other.get("UUID"), other.get("xml"))
    assert result.get("CodEstatus") == "Comprobante timbrado satisfactoriamente"


def test_even_the_first_stamp_can_be_mixed_up(desk, document):
    desk.order({"fault": "other_document"})

    root = etree.fromstring(desk.stamp(document).get("xml").encode())

    timbre = root.find(".//tfd:TimbreFiscalDigital", NS)
    assert timbre.get("SelloCFD") != root.get("Sello")


def test_a_refused_log_in_strikes_any_operation(desk, document):
    desk.order({"fault": "auth_failure", "times": 3})

    assert desk.stamp(document).incidencias == ["300"]
    assert (
        desk.ask("stamp", "query_pending", uuid="x").get("error") == "Invalid Username or Password"
    )
    assert desk.ask("cancel", "cancel_signature", xml=b"x").get("CodEstatus") == (
        "Invalid Username or Password"
    )
    assert desk.stamp(document).incidencias == []


def test_stamped_may_deny_a_stamp_that_there_is(desk, document):
    desk.order({"fault": "recovery_603"})

    assert desk.stamp(document, "stamped").incidencias == ["603"]
    desk.stamp(document)

    assert desk.stamp(document, "stamped").incidencias == ["603"]
    assert desk.stamp(document, "stamped").incidencias == []


@pytest.mark.parametrize("operation", ["stamped", "query_pending"])
def test_a_look_for_the_stamp_may_fail_or_be_lost(desk, document, operation):
    uuid = desk.stamp(document).get("UUID")
    asked = {"uuid": uuid} if operation == "query_pending" else {"xml": document}
    desk.order({"fault": "recovery_500"}, {"fault": "recovery_drop"})

    failed, lost, found = (
        desk.send("stamp", envelope("stamp", operation, **asked)) for _ in range(3)
    )

    assert (failed.status, lost.drop, found.status) == (500, True, 200)
    assert b"senv:Fault" in failed.body
    assert uuid.encode() in found.body


def test_an_order_for_one_pac_leaves_the_other_alone(sandbox, csd, document):
    sandbox.order({"fault": "not_stamped_500", "times": 2, "match": {"pac": "finkok"}})

    statuses = [
        client.stamp(sandbox, make_sealed(csd)).status,
        post(sandbox, "stamp", document).status,
        client.stamp(sandbox, make_sealed(csd)).status,
        post(sandbox, "stamp", document).status,
        post(sandbox, "stamp", document).status,
    ]

    assert statuses == [200, 500, 200, 500, 200]


def test_one_pac_may_be_down_while_the_other_and_sat_answer(sandbox, csd, document):
    sandbox.order({"fault": "down", "for_s": 60, "match": {"pac": "finkok"}})

    with pytest.raises(CLOSED):
        post(sandbox, "stamp", document)

    assert client.stamp(sandbox, make_sealed(csd)).status == 200
    assert client.call(sandbox, "POST", "/ConsultaCFDIService.svc", body=b"<x/>").status == 500


def test_what_only_sw_says_waits_for_sw(sandbox, csd):
    sandbox.order({"fault": "cfdi3307"})
    document = make_sealed(csd)
    for _ in range(2):
        post(sandbox, "stamp", document)
    client.stamp(sandbox, document)

    again = client.stamp(sandbox, document)

    assert again.body["message"].startswith("CFDI3307 - ")


def test_a_party_that_there_is_not_cannot_be_matched(sandbox):
    order = b'[{"fault": "ok", "match": {"pac": "otro"}}]'

    assert client.call(sandbox, "POST", "/control/faults", body=order).status == 400
