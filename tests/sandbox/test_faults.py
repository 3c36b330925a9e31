"""Each fault does what its name says, as often and as long as it was ordered."""

from __future__ import annotations

import http.client
import json
import socket
import time
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from sandbox.pac.faults import KINDS, STAMP, FaultBook, InvalidFaultError
from tests.sandbox.client import call, stamp
from tests.sandbox.documents import change, make_sealed
from tests.sandbox_server import REPOSITORY, running_sandbox

CLOSED = (http.client.RemoteDisconnected, ConnectionError)
PATIENCE_S = 0.4


@pytest.fixture
def document(csd):
    return make_sealed(csd)


def stamps_of(sandbox, document):
    sello = etree.fromstring(document).get("Sello")
    again = stamp(sandbox, document)
    return again.body["message"].startswith("307"), sello in again.raw.decode()


def test_a_dropped_answer_leaves_the_stamp_behind(sandbox, document):
    sandbox.order({"fault": "stamped_then_drop"})

    with pytest.raises(CLOSED):
        stamp(sandbox, document)

    assert stamps_of(sandbox, document) == (True, True)


def test_a_gateway_timeout_leaves_the_stamp_behind(sandbox, document):
    sandbox.order({"fault": "stamped_then_504"})

    answer = stamp(sandbox, document)

    assert answer.status == 504
    assert answer.headers["Content-Type"] == "text/html"
    assert stamps_of(sandbox, document) == (True, True)


def test_an_answer_slower_than_the_caller_leaves_the_stamp_behind(sandbox, document):
    sandbox.order({"fault": "slow_but_stamped", "seconds": 30})

    with pytest.raises(socket.timeout):
        stamp(sandbox, document, timeout=PATIENCE_S)

    assert stamps_of(sandbox, document) == (True, True)


def test_a_slow_answer_arrives_for_who_waits(sandbox, document):
    sandbox.order({"fault": "slow_but_stamped", "seconds": PATIENCE_S})
    started = time.monotonic()

    answer = stamp(sandbox, document)

    assert answer.status == 200
    assert time.monotonic() - started >= PATIENCE_S


def test_a_late_arrival_is_stamped_after_the_caller_has_gone(sandbox, document):
    sandbox.order({"fault": "stamped_late", "seconds": 2 * PATIENCE_S})
    before = len(sandbox.ledger())

    with pytest.raises(socket.timeout):
        stamp(sandbox, document, timeout=PATIENCE_S)
    at_once = len(sandbox.ledger())

    assert at_once == before
    assert _soon(lambda: len(sandbox.ledger()) == before + 1)


def test_a_slow_failure_stamps_nothing(sandbox, document):
    sandbox.order({"fault": "slow_not_stamped", "seconds": PATIENCE_S})
    before = len(sandbox.ledger())

    assert stamp(sandbox, document).status == 504

    assert len(sandbox.ledger()) == before


def test_an_error_of_the_server_stamps_nothing(sandbox, document):
    sandbox.order({"fault": "not_stamped_500"})
    before = len(sandbox.ledger())

    assert stamp(sandbox, document).status == 500

    assert len(sandbox.ledger()) == before


@pytest.mark.parametrize("code", ["401", "402", "304", "CFDI40145", "CFDI40147", "CFDI40999"])
def test_any_code_may_be_ordered(sandbox, document, code):
    sandbox.order({"fault": "refuse", "code": code, "detail": "porque sí"})

    answer = stamp(sandbox, document)

    assert answer.status == 400
    assert answer.body["message"].startswith(f"{code} - ")
    assert answer.body["messageDetail"] == "porque sí"


def test_a_repeat_without_data_waits_for_a_repeat(sandbox, document):
    sandbox.order({"fault": "307_without_data", "times": 2})

    answers = [stamp(sandbox, document) for _ in range(4)]

    assert answers[0].status == 200
    assert [answer.body["data"] is None for answer in answers] == [False, True, True, False]


def test_a_repeat_may_be_told_as_a_used_customid(sandbox, document):
    sandbox.order({"fault": "cfdi3307"})
    uuid = stamp(sandbox, document).body["data"]["uuid"]

    again = stamp(sandbox, document)

    assert again.body["message"].startswith("CFDI3307 - ")
    assert again.body["data"]["cfdi"] == ""
    assert uuid in again.body["data"]["tfd"]


def test_a_page_instead_of_json_leaves_the_stamp_behind(sandbox, document):
    sandbox.order({"fault": "html_200"})

    answer = stamp(sandbox, document)

    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html")
    assert stamps_of(sandbox, document) == (True, True)


@pytest.mark.parametrize("fault", ["torn_xml", "malformed_xml"])
def test_a_broken_document_comes_in_a_good_answer(sandbox, document, fault):
    sandbox.order({"fault": fault})

    answer = stamp(sandbox, document)

    assert answer.body["status"] == "success"
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(answer.body["data"]["cfdi"].encode())
    assert stamps_of(sandbox, document) == (True, True)


def test_a_body_may_be_cut_on_its_way(sandbox, document):
    sandbox.order({"fault": "torn_body"})

    with pytest.raises(http.client.IncompleteRead):
        stamp(sandbox, document)

    assert stamps_of(sandbox, document) == (True, True)


def test_the_stamp_of_another_document_may_come_back(sandbox, csd, document):
    other = stamp(sandbox, make_sealed(csd)).body["data"]
    sandbox.order({"fault": "other_document"})

    data = stamp(sandbox, document).body["data"]

    assert data["uuid"] == other["uuid"]
    assert data["selloCFDI"] != etree.fromstring(document).get("Sello")


def test_even_the_first_stamp_can_be_mixed_up(csd, authority, tmp_path):
    document = make_sealed(csd)
    with running_sandbox(tmp_path, authority_dir=authority.directory) as fresh:
        fresh.order({"fault": "other_document"})
        data = stamp(fresh, document).body["data"]

    timbre = etree.fromstring(data["cfdi"].encode()).find(".//{*}TimbreFiscalDigital")
    assert timbre.get("SelloCFD") != etree.fromstring(document).get("Sello")


def test_while_it_is_down_every_call_is_cut_off_but_the_control(sandbox, document):
    sandbox.order({"fault": "down", "for_s": 60})

    for attempt in (
        lambda: stamp(sandbox, document, token="a.b.c"),
        lambda: call(sandbox, "GET", "/management/v2/api/users/balance"),
        lambda: call(sandbox, "POST", "/ConsultaCFDIService.svc"),
    ):
        with pytest.raises(CLOSED):
            attempt()
    sandbox.clear_faults()

    assert stamp(sandbox, document).status == 200


def test_a_fault_strikes_only_whom_it_matches(sandbox, csd):
    sandbox.order(
        {"fault": "not_stamped_500", "match": {"folio": "9001"}},
        {"fault": "refuse", "code": "402", "match": {"rfc": "XOJI740919U48", "serie": "Z"}},
    )

    statuses = [
        stamp(sandbox, make_sealed(csd, change(".", **attributes))).status
        for attributes in ({"Folio": "9002"}, {"Folio": "9001"}, {"Serie": "Z"})
    ]

    assert statuses == [200, 500, 400]


def test_faults_strike_in_the_order_of_their_coming(sandbox, document):
    sandbox.order({"fault": "ok"}, {"fault": "stamped_then_504", "times": 2}, {"fault": "torn_xml"})

    statuses = [stamp(sandbox, document).status for _ in range(4)]

    assert statuses == [200, 504, 504, 400]


def test_a_lost_answer_may_be_a_refusal(sandbox, csd):
    sandbox.order({"fault": "stamped_then_504"})

    answer = stamp(sandbox, make_sealed(csd, change(".", Total="1.00")))

    assert answer.status == 504
    assert sandbox.log()[-1] | {"at": "", "sello_hash": ""} == {
        "pac": "sw",
        "at": "",
        "customid": None,
        "sello_hash": "",
        "uuid": None,
        "outcome": "refused:CFDI40119",
        "fault": "stamped_then_504",
    }


def test_the_control_lists_and_forgets_what_waits(sandbox):
    sandbox.order({"fault": "refuse", "code": "401", "times": 3, "match": {"folio": "1"}})

    waiting = sandbox.waiting_faults()
    sandbox.clear_faults()

    assert waiting == [
        {
            "fault": "refuse",
            "times": 3,
            "until": None,
            "match": {"folio": "1"},
            "code": "401",
            "detail": None,
        }
    ]
    assert sandbox.waiting_faults() == []


@pytest.mark.parametrize(
    "orders",
    [
        {"fault": "ok"},
        [{"fault": "explode"}],
        [{"fault": "ok", "times": 0}],
        [{"fault": "ok", "times": "2"}],
        [{"fault": "ok", "for_s": -1}],
        [{"fault": "ok", "match": {"uuid": "x"}}],
        [{"fault": "ok", "match": 5}],
        [{"fault": "ok", "code": "401"}],
        [{"fault": "ok"}, {"fault": "explode"}],
        ["ok"],
    ],
    ids=str,
)
def test_an_order_that_cannot_be_understood_is_refused_whole(sandbox, orders):
    answer = call(sandbox, "POST", "/control/faults", body=json.dumps(orders).encode())

    assert answer.status == 400
    assert answer.body["error"]
    assert sandbox.waiting_faults() == []


def test_an_order_that_is_not_json_is_refused(sandbox):
    assert call(sandbox, "POST", "/control/faults", body=b"{").status == 400


def test_an_order_for_a_time_ends_by_itself():
    now = [datetime(2026, 11, 20, tzinfo=UTC)]
    book = FaultBook(lambda: now[0])
    book.order([{"fault": "ok", "for_s": 5}])

    struck = [book.take(STAMP) is not None for _ in range(3)]
    now[0] += timedelta(seconds=5)

    assert struck == [True, True, True]
    assert book.take(STAMP) is None
    assert book.waiting() == []


def test_a_list_with_one_bad_order_adds_none():
    book = FaultBook(lambda: datetime(2026, 11, 20, tzinfo=UTC))

    with pytest.raises(InvalidFaultError, match="explode"):
        book.order([{"fault": "ok"}, {"fault": "explode"}])

    assert book.waiting() == []


def test_every_fault_is_documented():
    text = (REPOSITORY / "sandbox/pac/README.md").read_text("utf-8")

    assert [name for name in KINDS if f"`{name}`" not in text] == []


def _soon(condition, within_s: float = 10.0) -> bool:
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        if condition():
            return True
    return False
