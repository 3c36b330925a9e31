"""The site is for everybody: axe, 320 pixels, thumbs, the keyboard alone, light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.web.accessibility import complaints
from tests.web.conftest import DESK, PHONE, NewPage
from tests.web.shopper import COMPANY, MISNAMED, Shopper, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.system]

TABLET = ViewportSize(width=768, height=1024)
VIEWS = [(PHONE, "light"), (PHONE, "dark"), (TABLET, "light"), (DESK, "dark")]
PAGES = [
    ("/", "Tu ticket, hecho factura."),
    ("/ayuda/", "Ayuda"),
    ("/aviso-de-privacidad/", "Aviso de privacidad"),
    ("/acceso/", "Iniciar sesión"),
    ("/acceso/#registro", "Registrarme"),
    ("/cuenta/", "Iniciar sesión"),
    ("/consultar/", "Ver mi factura"),
    ("/estado/#nada", "Este enlace ya no abre la factura"),
    ("/t#nada", "El código de este enlace está incompleto"),
    ("/no-existe", "No encontramos esa página"),
]
MOST_TABS = 60


@pytest.mark.parametrize(("viewport", "scheme"), VIEWS)
def test_every_page_serves_everybody(new_page: NewPage, viewport: ViewportSize, scheme: str):
    page = new_page(viewport, scheme)
    found: list[str] = []

    for path, heading in PAGES:
        page.goto(path)
        expect(page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()
        found += complaints(page, path)

    assert found == []


@pytest.mark.parametrize(("viewport", "scheme"), VIEWS)
def test_every_screen_of_the_wizard_serves_everybody(
    new_page: NewPage,
    ticket: Ticket,
    facturable: Mapping[str, Any],
    viewport: ViewportSize,
    scheme: str,
):
    page = new_page(viewport, scheme)
    shopper = Shopper(page, facturable["branches"])
    found: list[str] = []

    def look(screen: str) -> None:
        found.extend(complaints(page, screen))

    def look_at_both(screen: str) -> None:
        look(screen)
        shopper.next()
        shopper.sees_errors()
        look(f"{screen}, with errors")

    shopper.opens_the_wizard()
    page.evaluate("localStorage.clear()")
    look_at_both("sucursal")
    shopper.picks(ticket)
    look_at_both("rfc")
    shopper.states_the_rfc(COMPANY.rfc)
    look_at_both("datos")
    shopper.page.go_back()
    shopper.heading("Captura tu RFC")
    shopper.states(COMPANY)
    look_at_both("ticket")
    page.get_by_role("button", name="¿Dónde está? El total").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look("¿dónde está?")
    page.keyboard.press("Escape")
    shopper.proves(ticket)
    look("pago")
    shopper.pays_as_he_did()
    look("revisa")
    page.get_by_role("button", name="Agregar otro correo").click()
    page.get_by_label("Segundo correo").fill("no")
    page.get_by_role("button", name="Generar factura").click()
    shopper.sees_errors()
    look("revisa, with errors")
    page.get_by_label("Segundo correo").fill("")
    shopper.generates()
    expect(page.locator('[data-state="invoice"]')).to_be_visible()
    look("estado, first sight")
    shopper.gets_the_invoice()
    page.get_by_text("Lo que ha pasado con tu solicitud").click()
    look("estado, ready")
    page.get_by_role("button", name="Enviar por correo").click()
    shopper.sees_errors()
    look("estado, with errors")

    assert found == []


def test_the_question_after_a_refusal_serves_everybody(
    new_page: NewPage, ticket: Ticket, facturable: Mapping[str, Any]
):
    page = new_page(PHONE)
    shopper = Shopper(page, facturable["branches"])
    shopper.reaches_the_review(ticket, MISNAMED)
    shopper.generates()
    expect(page.get_by_label("Nombre o razón social")).to_be_focused(timeout=60_000)

    found = complaints(page, "corregir")
    page.get_by_role("button", name="Generar factura").click()
    shopper.sees_errors()
    found += complaints(page, "corregir, with errors")

    assert found == []


def test_the_whole_walk_goes_by_keyboard_alone(
    page: Page, ticket: Ticket, facturable: Mapping[str, Any]
):
    branch = next(one for one in facturable["branches"] if one["id"] == ticket.branch_id)
    shopper = Shopper(page, facturable["branches"])
    page.goto("/")

    press_on(page, "Facturar")
    shopper.heading("¿En qué sucursal compraste?")
    type_into(page, "busca", branch["name"])
    tab_to(page, f"branch-{branch['id']}")
    page.keyboard.press("Space")
    press_on(page, "Siguiente")
    shopper.heading("Captura tu RFC")
    type_into(page, "rfc", COMPANY.rfc)
    page.keyboard.press("Enter")
    shopper.heading("Tus datos fiscales")
    type_into(page, "name", COMPANY.name)
    type_into(page, "postal_code", COMPANY.postal_code)
    type_into(page, "regimen_fiscal", COMPANY.regimen_fiscal)
    type_into(page, "uso_cfdi", COMPANY.uso_cfdi)
    press_on(page, "Siguiente")
    shopper.heading("Captura tu ticket")
    type_into(page, "order_number", ticket.order_number)
    type_into(page, "ticket_number", ticket.ticket_number)
    type_into(page, "total", ticket.total)
    page.keyboard.press("Enter")
    shopper.heading("¿Cómo pagaste?")
    tab_to(page, "forma-")
    page.keyboard.press("Space")
    press_on(page, "Siguiente")
    shopper.heading("Revisa tus datos")
    press_on(page, "Generar factura")
    page.wait_for_url("**/estado/#*")
    shopper.gets_the_invoice()
    with page.expect_download():
        press_on(page, "Descargar XML")


def test_the_skip_link_is_first_and_leads_to_the_content(page: Page):
    page.goto("/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Saltar al contenido")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#contenido")).to_be_focused()


def test_each_new_screen_takes_focus_at_its_heading(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)

    expect(shopper.page.get_by_role("heading", level=1, name="Captura tu RFC")).to_be_focused()
    assert "Paso 2 de 6" in shopper.page.title()


def tab_to(page: Page, id_start: str) -> None:
    """Press Tab until the control whose id starts so has focus."""
    _tab_until(page, "(start) => document.activeElement.id.startsWith(start)", id_start)


def type_into(page: Page, control_id: str, text: str) -> None:
    """Tab to a field and type; a list takes the typed letters as a choice."""
    _tab_until(page, "(id) => document.activeElement.id === id", control_id)
    page.keyboard.type(text)


def press_on(page: Page, words: str) -> None:
    """Tab to a link or button with these words and press Enter."""
    _tab_until(page, "(words) => document.activeElement.textContent.trim() === words", words)
    page.keyboard.press("Enter")


def _tab_until(page: Page, arrived: str, argument: str) -> None:
    for _ in range(MOST_TABS):
        if page.evaluate(arrived, argument):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {argument}")
