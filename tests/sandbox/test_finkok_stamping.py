"""One document gets one stamp of Finkok's, and Finkok tells it as it really does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from lxml import etree

from sandbox.pac.finkok_stamping import FinkokLags
from tests.sandbox.client import call
from tests.sandbox.documents import NS, make_root, make_sealed, sat_schema, seal
from tests.sandbox.finkok import LOGIN, envelope, open_desk, post, read
from tests.sandbox.variations import VARIATIONS

LAG = FinkokLags().recovery.total_seconds()
SOON = timedelta(milliseconds=100).total_seconds()


@pytest.fixture
def document(csd):
    return make_sealed(csd)


@pytest.mark.parametrize("operation", ["stamp", "quick_stamp"])
def test_a_first_stamp_tells_everything_of_its_timbre(desk, document, operation):
    result = desk.stamp(document, operation)

    stamped = etree.fromstring(result.get("xml").encode())
    timbre = stamped.find(".//tfd:TimbreFiscalDigital", NS)
    assert result.get("CodEstatus") == "Comprobante timbrado satisfactoriamente"
    assert result.get("UUID") == timbre.get("UUID")
    assert result.get("Fecha") == timbre.get("FechaTimbrado")
    assert result.get("SatSeal") == timbre.get("SelloSAT")
    assert result.get("NoCertificadoSAT") == timbre.get("NoCertificadoSAT")
    assert result.incidencias == []


@pytest.mark.parametrize("name", VARIATIONS)
def test_every_real_kind_of_sale_comes_back_valid_to_the_schema_of_sat(desk, csd, name):
    result = desk.stamp(make_sealed(csd, VARIATIONS[name]))

    sat_schema().assertValid(etree.fromstring(result.get("xml").encode()))


def test_nothing_but_the_complemento_is_added_to_the_bytes(desk, document):
    stamped = desk.stamp(document).get("xml").encode()

    before, _, rest = stamped.partition(b"<cfdi:Complemento>")
    assert before + rest.partition(b"</cfdi:Complemento>")[2] == document


def test_the_folio_fiscal_is_in_capitals_in_the_timbre_too(desk, document):
    result = desk.stamp(document)

    assert result.get("UUID") == result.get("UUID").upper()
    assert f'UUID="{result.get("UUID")}"' in result.get("xml")


def test_the_same_bytes_again_bring_the_first_stamp_back_with_307(desk, document):
    first = desk.stamp(document)
    desk.pass_time(seconds=LAG)

    again = desk.stamp(document)

    assert again.incidencias == ["307"]
    assert again.get("MensajeIncidencia") == "El CFDI contiene un timbre previo"
    assert again.get("CodEstatus") == "Comprobante timbrado previamente"
    assert (again.get("UUID"), again.get("xml")) == (first.get("UUID"), first.get("xml"))


def test_too_soon_a_repeat_is_307_with_an_empty_xml(desk, document):
    desk.stamp(document)
    desk.pass_time(seconds=LAG - SOON)

    again = desk.stamp(document)

    assert again.incidencias == ["307"]
    assert again.get("xml") == ""
    assert again.get("UUID") is None


def test_a_repeat_of_quick_stamp_never_brings_data(desk, document):
    desk.stamp(document, "quick_stamp")
    desk.pass_time(hours=1)

    again = desk.stamp(document, "quick_stamp")

    assert again.incidencias == ["307"]
    assert (again.get("xml"), again.get("UUID")) == ("", None)


@pytest.mark.parametrize("operation", ["stamp", "quick_stamp"])
def test_stamped_brings_the_stamp_back_without_an_incidencia(desk, document, operation):
    first = desk.stamp(document, operation)
    desk.pass_time(seconds=LAG)

    found = desk.stamp(document, "stamped")

    assert found.incidencias == []
    assert found.get("CodEstatus") == "Comprobante recibido satisfactoriamente"
    assert (found.get("UUID"), found.get("xml")) == (first.get("UUID"), first.get("xml"))


def test_stamped_knows_nothing_of_a_document_that_was_never_stamped(desk, document):
    unknown = desk.stamp(document, "stamped")

    assert unknown.incidencias == ["603"]
    assert unknown.get("MensajeIncidencia") == "El CFDI no contiene un timbre previo"
    assert unknown.get("xml") == ""


def test_stamped_denies_too_soon_what_there_is(desk, document):
    desk.stamp(document)
    desk.pass_time(seconds=LAG - SOON)

    assert desk.stamp(document, "stamped").incidencias == ["603"]
    desk.pass_time(seconds=SOON)
    assert desk.stamp(document, "stamped").incidencias == []


def test_asking_for_a_stamp_back_stamps_nothing(desk, document):
    desk.stamp(document, "stamped")

    assert desk.sandbox.ledgers["finkok"].count() == 0


def test_a_document_stamped_days_ago_still_brings_its_stamp_back(desk, csd, document):
    first = desk.stamp(document)
    desk.pass_time(hours=100)

    assert desk.stamp(document).get("UUID") == first.get("UUID")
    assert desk.stamp(document, "stamped").get("UUID") == first.get("UUID")
    assert desk.stamp(make_sealed(csd)).incidencias == ["401"]


def test_two_seals_over_the_same_sale_are_two_documents(desk, csd):
    root = make_root()
    first = desk.stamp(seal(root, csd))
    root.set("Descuento", "0.00")

    assert desk.stamp(seal(root, csd)).get("UUID") != first.get("UUID")


def test_the_log_tells_every_call_and_what_became_of_it(desk, document):
    desk.stamp(document, "stamped")
    uuid = desk.stamp(document).get("UUID")
    desk.stamp(document, "stamped")
    desk.stamp(document, "quick_stamp")
    desk.pass_time(seconds=LAG)
    desk.stamp(document, "stamped")
    desk.ask("stamp", "stamp", xml=b"<torn")
    desk.ask("stamp", "stamp", xml=document, password="otra")

    calls = desk.sandbox.ledgers["finkok"].calls()

    assert desk.outcomes == [
        "not_recovered",
        "stamped",
        "not_recovered",
        "repeated",
        "recovered",
        "refused:705",
        "unauthorized",
    ]
    assert [entry.uuid for entry in calls] == [None, *[uuid] * 4, None, None]


@pytest.mark.parametrize("path", ["/servicios/soap/stamp", "/servicios/soap/stamp.wsdl"])
def test_a_running_sandbox_answers_with_and_without_the_ending(sandbox, document, path):
    body = envelope("stamp", "stamp", xml=document)

    answer = call(sandbox, "POST", path, body=body)

    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert read(answer, "stamp").get("UUID")


def test_twenty_calls_at_once_make_one_stamp(sandbox, document):
    before = len(sandbox.ledger())

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: post(sandbox, "stamp", document), range(20)))

    results = [read(answer, "stamp") for answer in answers]
    assert len(sandbox.ledger()) == before + 1
    assert sum(result.incidencias == [] for result in results) == 1
    assert sum(result.incidencias == ["307"] for result in results) == 19


def test_ten_stamp_and_ten_quick_stamp_at_once_make_one_stamp(sandbox, document):
    before = len(sandbox.ledger())
    operations = ["stamp", "quick_stamp"] * 10

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda name: post(sandbox, name, document), operations))

    assert len(sandbox.ledger()) == before + 1
    assert sum(b">307<" in answer.raw for answer in answers) == 19


def test_a_stamp_outlives_a_restart(authority, document, tmp_path):
    first = open_desk(tmp_path, authority)
    uuid = first.stamp(document).get("UUID")
    first.sandbox.close()
    second = open_desk(tmp_path, authority, finkok_lags=FinkokLags(recovery=timedelta(0)))

    again = second.stamp(document)
    second.sandbox.close()

    assert (again.get("UUID"), again.incidencias) == (uuid, ["307"])


@pytest.mark.parametrize("operation", ["stamp", "quick_stamp", "stamped"])
@pytest.mark.parametrize(
    ("login", "code"),
    [
        ({"password": "otra"}, "300"),
        ({"username": "otro@example.com"}, "300"),
        ({"password": None}, "501"),
        ({"username": ""}, "501"),
    ],
    ids=str,
)
def test_a_wrong_log_in_is_300_and_a_missing_one_501(desk, document, operation, login, code):
    result = desk.ask("stamp", operation, **{"xml": document, **LOGIN, **login})

    assert result.incidencias == [code]
    assert desk.sandbox.ledgers["finkok"].count() == 0


def test_only_registered_issuers_stamp_where_the_account_names_them(authority, document, tmp_path):
    unregistered = open_desk(tmp_path / "a", authority, finkok_issuers=frozenset({"CAC200113QW2"}))
    suspended = open_desk(tmp_path / "b", authority, finkok_suspended=frozenset({"EKU9003173C9"}))

    codes = [one.stamp(document).incidencias for one in (unregistered, suspended)]
    for one in (unregistered, suspended):
        one.sandbox.close()

    assert codes == [["702"], ["703"]]
