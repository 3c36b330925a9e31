"""A phone that remembers its owner's data, if he wants it to; and one that is told nothing."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import NewTicket
from tests.web.shopper import COMPANY, PERSON, Shopper, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.system]

REMEMBER = "Recordar mis datos en este teléfono"
USED = "Usamos los datos que guardaste en este teléfono."
MAIL = "conta@correo.mx"


def states_and_gets(shopper: Shopper, ticket: Ticket, *, remember: bool) -> None:
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states_the_rfc(COMPANY.rfc)
    box = shopper.page.get_by_label(REMEMBER)
    expect(box).not_to_be_checked()
    box.set_checked(remember)
    shopper.page.go_back()
    shopper.states(COMPANY)
    shopper.proves(ticket)
    shopper.pays_as_he_did()
    shopper.generates(MAIL)


def storage(page: Page) -> str:
    return str(page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"))


def test_a_phone_remembers_when_it_is_asked_to(shopper: Shopper, new_ticket: NewTicket):
    page = shopper.page
    states_and_gets(shopper, new_ticket(), remember=True)
    shopper.gets_the_invoice()
    assert COMPANY.rfc not in storage(page)
    cookie = next(one for one in page.context.cookies() if one.get("name") == "phone")
    assert cookie.get("httpOnly")

    ticket = new_ticket()
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    expect(page.get_by_text(USED)).to_be_visible()
    expect(page.get_by_label("RFC", exact=True)).to_have_value(COMPANY.rfc)
    shopper.next()
    shopper.heading("Tus datos fiscales")
    expect(page.get_by_label("Nombre o razón social")).to_have_value(COMPANY.name)
    expect(page.get_by_label("Uso de CFDI")).to_have_value(COMPANY.uso_cfdi)
    shopper.next()
    shopper.proves(ticket)
    shopper.pays_as_he_did()

    expect(page.get_by_label("Correo", exact=True)).to_have_value(MAIL)


def test_what_was_remembered_is_forgotten_by_one_button(shopper: Shopper, new_ticket: NewTicket):
    page = shopper.page
    states_and_gets(shopper, new_ticket(), remember=True)
    shopper.opens_the_wizard()
    shopper.picks(new_ticket())

    page.get_by_role("button", name="Olvidar mis datos").click()

    expect(page.get_by_text(USED)).to_be_hidden()
    expect(page.get_by_label("RFC", exact=True)).to_have_value("")
    assert page.context.request.get("/v1/remembered-receptor").status == 404
    page.reload()
    shopper.heading("Captura tu RFC")
    expect(page.get_by_label("RFC", exact=True)).to_have_value("")


def test_who_is_not_asked_to_be_remembered_is_not(shopper: Shopper, new_ticket: NewTicket):
    states_and_gets(shopper, new_ticket(), remember=False)
    asked: list[str] = []
    shopper.page.on("request", lambda request: asked.append(request.url))

    shopper.opens_the_wizard()
    shopper.picks(new_ticket())

    expect(shopper.page.get_by_label("RFC", exact=True)).to_have_value("")
    assert not [url for url in asked if "remembered" in url or "/v1/account" in url]
    assert not [url for url in asked if url.endswith(("known.js", "session.js", "perfil.js"))]


def test_a_phone_whose_data_are_gone_asks_for_them_again(shopper: Shopper, new_ticket: NewTicket):
    page = shopper.page
    states_and_gets(shopper, new_ticket(), remember=True)
    page.context.clear_cookies()

    shopper.opens_the_wizard()
    shopper.picks(new_ticket())

    expect(page.get_by_text(USED)).to_be_hidden()
    assert "remembered" not in storage(page)


def test_a_factura_comes_even_where_the_phone_cannot_remember(
    shopper: Shopper, new_ticket: NewTicket
):
    problem = {"code": "internal", "status": 500}
    shopper.page.route(
        "**/v1/remembered-receptor",
        lambda route: route.fulfill(status=500, body=json.dumps(problem)),
    )

    states_and_gets(shopper, new_ticket(), remember=True)

    shopper.gets_the_invoice()
    assert "remembered" not in storage(shopper.page)


def test_the_notice_of_the_issuer_stands_before_the_rfc(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)

    notice = shopper.page.locator('[data-step="rfc"]').get_by_role("link", name="privacidad")

    branch = next(one for one in shopper.branches if one["id"] == ticket.branch_id)
    asked = shopper.page.context.request.get("/v1/branches").json()["items"]
    told = next(one["privacy_notice_url"] for one in asked if one["id"] == branch["id"])
    expect(notice).to_have_attribute("href", told or "/aviso-de-privacidad/")
    is_before = "(link) => link.compareDocumentPosition(document.querySelector('#rfc')) & 4"
    assert notice.evaluate(is_before)
    assert PERSON.rfc not in shopper.page.url
