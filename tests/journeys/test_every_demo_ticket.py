"""Every ticket of the demo becomes a CFDI that SAT's own XSD and XSLT accept."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.cfdi.sat_judge import SatJudge, matrix_findings
from tests.journeys.seals import sello_verifies, timbre_verifies
from tests.journeys.shopper import Shopper, proof_of
from tests.running import Demo, running_system

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]


@pytest.fixture(scope="module")
def facturable(tmp_path_factory) -> Iterator[Demo]:
    """A system of its own, so that every ticket of the demo is still to invoice."""
    with running_system(tmp_path_factory.mktemp("demo") / "data") as demo:
        yield demo


@pytest.fixture(scope="module")
def finished(facturable) -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Ask for every ticket that is still to invoice, and wait for all of them."""
    shopper = Shopper(facturable["base_url"])
    tickets = facturable["tickets"]

    def ask(numbered):
        number, ticket = numbered
        answer = shopper.ask(ticket, emails=[f"compra{number}@correo.example"])
        assert answer.status == 202, (ticket, answer.content)
        return ticket, answer.body

    with ThreadPoolExecutor(8) as many:
        asked = list(many.map(ask, enumerate(tickets)))
        done = many.map(lambda pair: shopper.follow(pair[1], "delivered"), asked)
    return [
        (ticket, opened, invoice) for (ticket, opened), invoice in zip(asked, done, strict=True)
    ]


@pytest.fixture(scope="module")
def documents(facturable, finished) -> list[tuple[dict[str, Any], dict[str, Any], bytes]]:
    shopper = Shopper(facturable["base_url"])
    return [(ticket, invoice, shopper.file(opened, "xml")) for ticket, opened, invoice in finished]


def test_the_demo_has_sixty_tickets_of_five_branches(facturable):
    assert len(facturable["tickets"]) >= 60
    assert {ticket["branch_id"] for ticket in facturable["tickets"]} == {
        branch["id"] for branch in facturable["branches"]
    }


def test_every_document_passes_the_xsd_and_the_matrix_of_sat(documents):
    judge = SatJudge()

    for _, invoice, xml in documents:
        assert judge.schema_errors(xml) == [], invoice["tickets"]
        assert matrix_findings(xml) == [], invoice["tickets"]


def test_every_seal_verifies_over_the_cadena_of_the_xslt(facturable, documents):
    judge = SatJudge()
    sat = Path(facturable["sat_certificate"]).read_bytes()

    for _, invoice, xml in documents:
        assert seals_verify(judge, xml, sat), invoice["tickets"]


def test_every_total_is_the_sale_of_its_ticket_to_the_cent(facturable, documents):
    shopper = Shopper(facturable["base_url"])

    for ticket, _, xml in documents:
        told = shopper.call("POST", "/v1/ticket-checks", proof_of(ticket)).body["ticket"]
        others = sum(Decimal(part["amount"]) for part in told["not_invoiced"])

        total = Decimal(etree.fromstring(xml).get("Total"))

        assert total == Decimal(told["invoice_total"])
        assert total == Decimal(told["total"]) + Decimal(told["tip"]) - others


def test_every_pdf_is_a_pdf_and_every_mail_brings_both_files(facturable, finished):
    shopper = Shopper(facturable["base_url"])
    mails = {mail["to"][0]: mail for mail in mailbox(facturable)}

    for number, (_, opened, invoice) in enumerate(finished):
        mail = mails[f"compra{number}@correo.example"]
        attached = {one["content_type"]: one for one in mail["attachments"]}

        assert shopper.file(opened, "pdf").startswith(b"%PDF-")
        assert set(attached) == {"application/xml", "application/pdf"}
        assert invoice["uuid"] in attached["application/xml"]["name"]
        assert invoice["uuid"].lower() in (mail["text"] or "").lower()


def test_no_folio_is_given_twice(finished):
    folios = [(invoice["serie"], invoice["folio"]) for _, _, invoice in finished]

    assert len(folios) == len(set(folios))


def mailbox(facturable) -> list[dict[str, Any]]:
    return Shopper(facturable["mailbox_url"]).call("GET", "").body


def seals_verify(judge: SatJudge, xml: bytes, sat: bytes) -> bool:
    cadena, cadena_tfd = judge.cadena_original(xml), judge.cadena_original_tfd(xml)
    return sello_verifies(xml, cadena) and timbre_verifies(xml, cadena_tfd, sat)
