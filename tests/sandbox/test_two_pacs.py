"""Two PACs that know nothing of each other, and SAT that knows both: a double stamp is seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import etree

from sandbox.pac.finkok_stamping import FinkokLags
from tests.sandbox import client
from tests.sandbox.documents import NS, make_sealed
from tests.sandbox.finkok import cancellation, open_desk, post, read
from tests.sandbox.test_sat_status import ask, expression
from tests.sandbox_server import running_sandbox


@pytest.fixture
def document(csd):
    return make_sealed(csd)


@pytest.fixture
def both(sandbox, document):
    """Stamp one document at both; gives SW's data and Finkok's result."""
    first = client.stamp(sandbox, document).body["data"]
    return first, read(post(sandbox, "stamp", document), "stamp")


def test_what_sw_stamped_is_unknown_to_finkok(sandbox, document):
    client.stamp(sandbox, document)

    assert read(post(sandbox, "stamped", document), "stamped").incidencias == ["603"]


def test_what_finkok_stamped_is_unknown_to_sw(sandbox, document):
    uuid = read(post(sandbox, "stamp", document), "stamp").get("UUID")

    headers = client.authorized(sandbox)
    found = client.call(sandbox, "GET", f"/datawarehouse/v1/live/{uuid}", headers=headers)

    assert found.body["data"]["records"] == []
    assert client.stamp(sandbox, document).status == 200


def test_a_double_stamp_is_two_cfdi_that_the_control_shows(sandbox, both):
    rows = sandbox.ledger()[-2:]

    assert [row["pac"] for row in rows] == ["sw", "finkok"]
    assert rows[0]["sello_hash"] == rows[1]["sello_hash"]
    assert rows[0]["uuid"].upper() != rows[1]["uuid"].upper()
    assert [row["uuid"] for row in rows] == [both[0]["uuid"], both[1].get("UUID")]


def test_sat_knows_both(sandbox, both):
    for uuid in (both[0]["uuid"], both[1].get("UUID")):
        assert ask(sandbox, expression(id=uuid))[1]["Estado"] == "Vigente"


def test_each_timbre_is_of_its_own_certifier(authority, both):
    timbres = [
        etree.fromstring(xml.encode()).find(".//tfd:TimbreFiscalDigital", NS)
        for xml in (both[0]["cfdi"], both[1].get("xml"))
    ]

    assert [timbre.get("RfcProvCertif") for timbre in timbres] == [
        authority.pac_rfc,
        authority.second_pac_rfc,
    ]
    assert len({timbre.get("NoCertificadoSAT") for timbre in timbres}) == 2


def test_the_log_tells_whom_each_call_went_to(sandbox, both):
    assert [(entry["pac"], entry["outcome"]) for entry in sandbox.log()[-2:]] == [
        ("sw", "stamped"),
        ("finkok", "stamped"),
    ]


def test_the_lags_and_issuers_are_options_of_the_command(csd, authority, tmp_path):
    document, options = make_sealed(csd), ("--finkok-lag-s", "0", "--finkok-issuers", "A,B")

    with running_sandbox(tmp_path, *options, authority_dir=authority.directory) as sandbox:
        refused = read(post(sandbox, "stamp", document), "stamp")
    with running_sandbox(tmp_path, *options[:2], authority_dir=authority.directory) as sandbox:
        post(sandbox, "stamp", document)
        again = read(post(sandbox, "stamp", document), "stamp")

    assert refused.incidencias == ["702"]
    assert (again.incidencias, again.get("xml") != "") == (["307"], True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")
def test_stamps_and_requests_outlive_a_restart(csd, authority, signer, tmp_path, document):
    first = open_desk(tmp_path, authority, finkok_lags=FinkokLags(delivery=timedelta(hours=1)))
    uuid = first.stamp(document).get("UUID")
    quick = first.stamp(make_sealed(csd), "quick_stamp").get("UUID")
    first.pass_time(seconds=60)
    first.cancel(cancellation(signer, uuid))
    first.sandbox.close()

    second = open_desk(tmp_path, authority)
    register = second.sandbox.register
    found = [request.uuid for request in register.cancellations()], register.find(quick)
    second.sandbox.close()

    assert found == ([uuid], None)
