"""From a ticket to both files, as a shopper walks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import NewPage, NewTicket
from tests.web.mailbox import mail_to
from tests.web.shopper import COMPANY, PERSON, Shopper, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.system]


def test_a_shopper_gets_both_files_and_the_mail(
    shopper: Shopper, ticket: Ticket, facturable: Mapping[str, Any]
):
    address = f"recorrido-{ticket.code.lower()}@correo.mx"
    shopper.reaches_the_review(ticket, COMPANY)

    shopper.generates(address)
    shopper.gets_the_invoice()

    xml = download(shopper.page, "Descargar XML")
    pdf = download(shopper.page, "Descargar PDF")
    uuid = shopper.page.locator(".uuid").inner_text()
    assert re.search(r"<cfdi:Comprobante[\s>]", xml.decode())
    assert uuid.lower() in xml.decode().lower()
    assert pdf.startswith(b"%PDF-")
    assert mail_to(facturable["mailbox_url"], address)["attachments"]


def test_the_review_shows_what_was_told_and_leads_back_to_each_datum(
    shopper: Shopper, ticket: Ticket
):
    shopper.reaches_the_review(ticket, PERSON)
    review = shopper.page.locator('[data-step="revisa"]')
    for told in (PERSON.rfc, PERSON.name, PERSON.postal_code, ticket.order_number):
        expect(review).to_contain_text(told)

    review.get_by_role("link", name="Cambiar el RFC").click()
    shopper.states_the_rfc(COMPANY.rfc)

    expect(shopper.page.get_by_label("Nombre o razón social")).to_have_value(PERSON.name)
    expect(shopper.page.get_by_label("Régimen fiscal")).to_have_value("")


def test_mending_one_datum_leads_straight_back_to_the_review(shopper: Shopper, ticket: Ticket):
    shopper.reaches_the_review(ticket, COMPANY)

    shopper.page.get_by_role("link", name="Cambiar los datos fiscales").click()
    shopper.page.get_by_label("Uso de CFDI").select_option("S01")
    shopper.next()

    shopper.heading("Revisa tus datos")
    expect(shopper.page.locator('[data-step="revisa"]')).to_contain_text("(S01)")


def test_what_is_not_invoiced_is_shown_with_its_amount_and_why(
    shopper: Shopper, new_ticket: NewTicket
):
    ticket = new_ticket(tip="100.00")

    shopper.reaches_the_review(ticket, COMPANY)

    left_out = shopper.page.locator('[data-step="revisa"] .left-out li')
    expect(left_out).to_have_count(2)
    expect(left_out.nth(0)).to_contain_text("Redondeo")
    expect(left_out.nth(0)).to_contain_text("$0.50")
    expect(left_out.nth(1)).to_contain_text("$100.00")
    expect(left_out.nth(1)).to_contain_text("no ingreso de la tienda")
    expect(shopper.page.locator('[data-step="revisa"] .grand')).to_have_text("$1,234.00")


def test_the_form_of_payment_is_that_of_the_sale_and_the_reason_is_told(
    shopper: Shopper, new_ticket: NewTicket
):
    ticket = new_ticket(forma_pago="28")

    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)
    shopper.proves(ticket)

    expect(shopper.page.locator('[name="forma_pago"]')).to_have_count(1)
    expect(shopper.page.get_by_role("radio", name="Tarjeta de débito")).to_be_checked()
    expect(shopper.page.get_by_text("La tienda nos informó cómo pagaste")).to_be_visible()


def test_a_form_of_payment_that_the_store_did_not_tell_is_asked_for(
    shopper: Shopper, new_ticket: NewTicket
):
    ticket = new_ticket(forma_pago=None)
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)
    shopper.proves(ticket)

    shopper.next()
    shopper.sees_errors("Elige la forma con la que pagaste")
    shopper.page.get_by_role("radio", name="Efectivo").check()
    shopper.next()
    shopper.generates()

    shopper.gets_the_invoice()


def test_the_browsers_back_button_goes_one_screen_back(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)

    shopper.page.go_back()
    shopper.heading("Tus datos fiscales")
    shopper.page.go_back()
    shopper.heading("Captura tu RFC")

    expect(shopper.page.get_by_label("RFC", exact=True)).to_have_value(COMPANY.rfc)


def test_a_reload_keeps_the_ticket_and_asks_the_rfc_again(shopper: Shopper, ticket: Ticket):
    shopper.reaches_the_review(ticket, COMPANY)
    kept = shopper.page.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }])")
    assert COMPANY.rfc not in kept

    shopper.page.reload()
    shopper.heading("Captura tu RFC")
    shopper.states(COMPANY)

    expect(shopper.page.get_by_label("Número de ticket")).to_have_value(ticket.ticket_number)
    expect(shopper.page.get_by_label("Total", exact=True)).to_have_value(ticket.total)


def test_the_link_of_a_ticket_skips_the_branch_and_fills_the_code(
    new_page: NewPage, ticket: Ticket, facturable: Mapping[str, Any]
):
    page = new_page()
    shopper = Shopper(page, facturable["branches"])

    page.goto(f"/t#{ticket.code.lower()}")
    shopper.heading("Captura tu RFC")
    shopper.states(COMPANY)
    expect(page.get_by_label("Código del ticket")).to_have_value(ticket.code)
    shopper.next()
    shopper.pays_as_he_did()
    shopper.generates()

    shopper.gets_the_invoice()


def test_a_link_that_names_no_ticket_leads_on_to_the_branches(
    page: Page, facturable: Mapping[str, Any]
):
    page.goto("/t#0000000000")

    Shopper(page, facturable["branches"]).heading("¿En qué sucursal compraste?")
    expect(page.get_by_role("group", name="Revisa lo siguiente")).to_contain_text("No encontramos")


def test_the_total_may_be_typed_as_the_paper_prints_it(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)

    with shopper.page.expect_request("**/v1/ticket-checks") as sent:
        shopper.proves(ticket.with_total(f"$ {float(ticket.total):,.2f}"))

    assert sent.value.post_data_json == ticket.proof()


def test_the_ticket_screen_is_the_hub(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)
    hub = shopper.page.locator('[data-step="ticket"]')

    hub.get_by_role("link", name="Editar información").click()
    shopper.heading("Tus datos fiscales")
    shopper.next()
    hub.get_by_role("link", name="Cambiar contraseña").click()

    shopper.heading("Iniciar sesión")


def test_each_datum_of_the_ticket_is_shown_on_the_stores_own_ticket(
    shopper: Shopper, ticket: Ticket
):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)
    page = shopper.page

    for datum in ("número de orden", "número de ticket", "total"):
        opener = page.get_by_role("button", name=f"¿Dónde está? El {datum}")
        opener.click()
        dialog = page.get_by_role("dialog", name=f"Dónde está el {datum}")
        picture = dialog.get_by_role("img")
        expect(dialog.locator(".zone")).to_be_visible()
        expect(picture).to_have_attribute("alt", re.compile(".{20,}"))
        page.wait_for_function("document.querySelector('dialog img').naturalWidth > 0")
        assert_inside(dialog.locator(".zone").bounding_box(), picture.bounding_box())
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(opener).to_be_focused()


def assert_inside(zone: Mapping[str, float] | None, picture: Mapping[str, float] | None) -> None:
    assert zone is not None
    assert picture is not None
    assert picture["x"] - 4 <= zone["x"] < picture["x"] + picture["width"]
    assert picture["y"] - 4 <= zone["y"] < picture["y"] + picture["height"]


def download(page: Page, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.path().read_bytes()
