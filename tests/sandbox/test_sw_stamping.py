"""One document gets one stamp, however it is asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from sandbox.pac.anexo20.checks import Checks
from sandbox.pac.exchange import Request
from sandbox.pac.faults import FaultBook
from sandbox.pac.ledger import Ledger
from sandbox.pac.stamping import Stamping
from sandbox.pac.sw_stamping import SWStamping
from sandbox.pac.taxpayers import read_padron
from sandbox.pac.timbre import sw_certifier
from sandbox.pac.tokens import Credentials, Tokens
from tests.sandbox.client import authorized, call, stamp
from tests.sandbox.documents import change, make_root, make_sealed, multipart, seal


def test_the_same_bytes_again_bring_the_first_stamp_back(sandbox, csd):
    document = make_sealed(csd)
    first = stamp(sandbox, document)

    again = stamp(sandbox, document)

    assert again.status == 400
    assert again.body["message"].startswith("307. ")
    assert again.body["data"] == first.body["data"]


def test_the_same_bytes_with_another_customid_bring_the_first_stamp_back(sandbox, csd):
    document = make_sealed(csd)
    first = stamp(sandbox, document, customid=str(uuid4()))

    again = stamp(sandbox, document, customid=str(uuid4()))

    assert again.body["message"].startswith("307. ")
    assert again.body["data"]["uuid"] == first.body["data"]["uuid"]


def test_the_same_customid_with_the_same_bytes_is_307(sandbox, csd):
    document, customid = make_sealed(csd), str(uuid4())
    stamp(sandbox, document, customid=customid)

    again = stamp(sandbox, document, customid=customid)

    assert again.body["message"].startswith("307. ")


def test_a_customid_used_for_another_document_names_that_documents_timbre(sandbox, csd):
    customid = str(uuid4())
    first = stamp(sandbox, make_sealed(csd), customid=customid).body["data"]

    other = stamp(sandbox, make_sealed(csd), customid=customid)

    assert other.body["message"].startswith("CFDI3307 - ")
    assert first["uuid"] in other.body["data"]["tfd"]
    assert first["selloCFDI"] in other.body["data"]["tfd"]


def test_a_customid_of_a_refused_document_stays_free(sandbox, csd):
    customid = str(uuid4())
    stamp(sandbox, make_sealed(csd, change(".", Total="1.00")), customid=customid)

    corrected = stamp(sandbox, make_sealed(csd), customid=customid)

    assert corrected.status == 200


def test_the_older_paths_know_no_customid(sandbox, csd):
    customid = str(uuid4())
    path = "/cfdi33/stamp/v4"

    first = stamp(sandbox, make_sealed(csd), path=path, customid=customid)
    second = stamp(sandbox, make_sealed(csd), path=path, customid=customid)

    assert (first.status, second.status) == (200, 200)


@pytest.mark.parametrize(
    "path",
    ["/v4/cfdi33/stamp/v1", "/v3/cfdi33/stamp/v1", "/cfdi33/stamp/v1", "/cfdi33/v2/stamp/v1"],
)
def test_every_path_of_sw_stamps(sandbox, csd, path):
    assert stamp(sandbox, make_sealed(csd), path=path).status == 200


def test_two_seals_over_the_same_sale_are_two_documents(sandbox, csd):
    root = make_root()
    first = stamp(sandbox, seal(root, csd))
    root.set("Descuento", "0.00")

    second = stamp(sandbox, seal(root, csd))

    assert first.body["data"]["uuid"] != second.body["data"]["uuid"]


def test_twenty_calls_at_once_make_one_stamp(sandbox, csd):
    document = make_sealed(csd)
    before = len(sandbox.ledger())

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: stamp(sandbox, document), range(20)))

    assert len(sandbox.ledger()) == before + 1
    assert len({answer.raw for answer in answers if answer.status == 400}) == 1
    assert sum(answer.status == 200 for answer in answers) == 1


def test_one_customid_on_ten_documents_at_once_makes_one_stamp(sandbox, csd):
    documents = [make_sealed(csd) for _ in range(10)]
    customid = str(uuid4())

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda xml: stamp(sandbox, xml, customid=customid), documents))

    assert sum(answer.status == 200 for answer in answers) == 1
    assert sum(answer.body.get("message", "").startswith("CFDI3307") for answer in answers) == 9


def test_a_boundary_inside_quotes_and_other_parts_are_read(sandbox, csd):
    document = make_sealed(csd)
    body = (
        b'preamble\r\n--x\r\nContent-Disposition: form-data; name="extra"\r\n\r\n1\r\n--x\r\n'
        b'content-disposition: form-data; filename="xml"; name=xml\r\n\r\n'
        + document
        + b"\r\n--x--"
    )
    headers = authorized(sandbox, **{"Content-Type": "multipart/form-data; boundary=x"})

    answer = call(sandbox, "POST", "/v4/cfdi33/stamp/v4", body=body, headers=headers)

    assert answer.status == 200


@pytest.mark.parametrize("path", ["/v4/cfdi33/stamp/v4", "/v4/cfdi33/stamp/v4/b64"])
def test_a_body_without_the_xml_is_told_so(sandbox, path):
    answer = call(sandbox, "POST", path, body=b"{}", headers=authorized(sandbox))

    assert answer.status == 400
    assert answer.body["message"] == "Xml CFDI33 no proporcionado o viene vacio."


def test_what_is_not_base64_is_told_so(sandbox, csd):
    answer = stamp(sandbox, make_sealed(csd), path="/v4/cfdi33/stamp/v4/b64")

    assert answer.body["message"] == "Xml CFDI33 no proporcionado o viene vacio."


@pytest.mark.parametrize("customid", ["", "x" * 101])
def test_a_customid_of_no_or_too_many_characters_is_refused(sandbox, csd, customid):
    answer = stamp(sandbox, make_sealed(csd), customid=customid)

    assert answer.body["message"] == "El CustomId no es válido o viene vacío."


@pytest.mark.parametrize(("email", "status"), [("a@b.mx", 200), ("a@b.mx, c@d.mx", 200), ("", 400)])
def test_the_header_email_takes_one_to_five_addresses(sandbox, csd, email, status):
    assert stamp(sandbox, make_sealed(csd), email=email).status == status


def test_the_log_tells_time_customid_and_outcome_of_every_call(sandbox, csd):
    document, customid = make_sealed(csd), str(uuid4())
    uuid = stamp(sandbox, document, customid=customid).body["data"]["uuid"]
    stamp(sandbox, document, customid=customid)
    stamp(sandbox, make_sealed(csd, change(".", Total="1.00")), customid="venta-2")
    stamp(sandbox, document, token="a.b.c")

    calls = sandbox.log()[-4:]

    assert [entry["outcome"] for entry in calls] == [
        "stamped",
        "repeated",
        "refused:CFDI40119",
        "unauthorized",
    ]
    assert [entry["uuid"] for entry in calls[:2]] == [uuid, uuid]
    assert [entry["customid"] for entry in calls] == [customid, customid, "venta-2", None]
    assert all(entry["at"].endswith("+00:00") for entry in calls)


def test_the_ledger_tells_who_and_how_much(sandbox, csd):
    document = make_sealed(csd, change(".", Serie="LIBRO", Folio="77"))
    uuid = stamp(sandbox, document).body["data"]["uuid"]

    entry = sandbox.ledger()[-1]

    assert entry.pop("sello_hash")
    assert entry.pop("at").endswith("+00:00")
    assert entry.pop("fecha_timbrado")
    assert entry == {
        "pac": "sw",
        "uuid": uuid,
        "rfc_emisor": "EKU9003173C9",
        "rfc_receptor": "XOJI740919U48",
        "total": "116.00",
        "serie": "LIBRO",
        "folio": "77",
    }


def test_a_document_stamped_days_ago_still_brings_its_stamp_back(authority, csd, tmp_path):
    now = [datetime.now(UTC)]
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    checks = Checks(authority.root.certificate, read_padron(None))
    stamping = Stamping(sw_certifier(authority), checks, ledger, lambda: now[0])
    tokens = Tokens(Credentials("u", "p"), ledger.secret(), lambda: now[0])
    sw = SWStamping(stamping, tokens, FaultBook(lambda: now[0]), lambda _: True)
    request = stamp_request(make_sealed(csd), tokens.endless())
    how = {"version": "v4", "in_base64": False, "with_customid": True}

    first = sw.answer(request, **how)
    now[0] += timedelta(hours=100)
    again = sw.answer(request, **how)
    late = sw.answer(stamp_request(make_sealed(csd), tokens.endless()), **how)
    ledger.close()

    assert (first.status, again.status) == (200, 400)
    assert b"307. " in again.body
    assert b"401 - " in late.body


def stamp_request(xml, token):
    body, content_type = multipart(xml)
    headers = {"authorization": f"Bearer {token}", "content-type": content_type}
    return Request("POST", "/v4/cfdi33/stamp/v4", {}, headers, body)
