"""The invoice's own page: live, and there again whenever the shopper is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.shopper import COMPANY, Shopper, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.system]


def test_a_reload_shows_the_same_invoice(shopper: Shopper, ticket: Ticket):
    shopper.reaches_the_review(ticket, COMPANY)
    shopper.generates()

    shopper.page.reload()
    shopper.gets_the_invoice()
    uuid = shopper.page.locator(".uuid").inner_text()
    shopper.page.reload()
    shopper.gets_the_invoice()

    expect(shopper.page.locator(".uuid")).to_have_text(uuid)


def test_the_link_opens_the_invoice_in_another_tab(shopper: Shopper, ticket: Ticket):
    shopper.reaches_the_review(ticket, COMPANY)
    shopper.generates()

    shopper.page.get_by_role("button", name="Copiar enlace").click()
    expect(shopper.page.get_by_text("Enlace copiado")).to_be_visible()
    link = shopper.page.evaluate("navigator.clipboard.readText()")
    other = shopper.page.context.new_page()
    other.goto(link)

    Shopper(other, shopper.branches).gets_the_invoice()


def test_it_can_be_mailed_again_and_shows_only_a_masked_address(shopper: Shopper, ticket: Ticket):
    shopper.reaches_the_review(ticket, COMPANY)
    shopper.generates()
    shopper.gets_the_invoice()
    page = shopper.page

    page.get_by_label("Correo", exact=True).fill("otra.persona@correo.mx")
    page.get_by_role("button", name="Enviar por correo").click()

    row = page.locator("[data-mail-list] li")
    expect(row).to_contain_text("Enviada", timeout=30_000)
    expect(row).not_to_contain_text("otra.persona@")


def test_a_link_without_its_token_leads_to_the_look_up(page: Page):
    page.goto("/estado/#nada")

    expect(page.get_by_role("heading", name="Este enlace ya no abre la factura")).to_be_visible()
    expect(page.get_by_role("link", name="Ya la pedí: ver mi factura")).to_be_visible()


def test_a_link_with_a_wrong_token_says_no_more_than_one_without(page: Page):
    page.goto("/estado/#inv0000.inv_wrong")

    expect(page.get_by_role("heading", name="Este enlace ya no abre la factura")).to_be_visible()


def test_a_lost_answer_is_asked_for_again_by_itself_and_gives_one_invoice(
    shopper: Shopper, ticket: Ticket
):
    shopper.reaches_the_review(ticket, COMPANY)
    bodies: list[str | None] = []

    def lose_the_first(route: Route) -> None:
        bodies.append(route.request.post_data)
        if len(bodies) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    shopper.page.route("**/v1/invoices", lose_the_first)
    shopper.page.get_by_role("button", name="Generar factura").click()

    expect(shopper.page.get_by_text("Seguimos intentando")).to_be_visible()
    shopper.page.wait_for_url("**/estado/#*")
    shopper.gets_the_invoice()
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]


def test_without_a_network_nothing_is_lost_and_it_goes_on_by_itself(
    shopper: Shopper, ticket: Ticket
):
    shopper.reaches_the_review(ticket, COMPANY)
    shopper.page.context.set_offline(offline=True)
    shopper.page.get_by_role("button", name="Generar factura").click()
    expect(shopper.page.get_by_text("Parece que no tienes conexión")).to_be_visible()

    shopper.page.context.set_offline(offline=False)

    shopper.page.wait_for_url("**/estado/#*")
    shopper.gets_the_invoice()


def test_a_double_click_sends_one_request(shopper: Shopper, ticket: Ticket):
    shopper.reaches_the_review(ticket, COMPANY)
    sent: list[str] = []
    shopper.page.on(
        "request", lambda request: sent.append(request.url) if request.method == "POST" else None
    )

    shopper.page.get_by_role("button", name="Generar factura").dblclick()
    shopper.page.wait_for_url("**/estado/#*")

    assert len([url for url in sent if url.endswith("/v1/invoices")]) == 1
