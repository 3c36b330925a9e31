"""What is behind the login serves everybody: axe, 320 pixels, thumbs, light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.web.accessibility import complaints
from tests.web.account import Holder, open_account
from tests.web.conftest import DESK, PHONE, NewPage, NewTicket
from tests.web.shopper import COMPANY, MISNAMED, PERSON, Shopper

pytestmark = [pytest.mark.browser, pytest.mark.system]

TABLET = ViewportSize(width=768, height=1024)
VIEWS = [(PHONE, "light"), (TABLET, "dark"), (DESK, "light")]
SUMMARY = "Revisa lo siguiente"


class Looker:
    """Somebody who walks from state to state and notes what is wrong with each."""

    def __init__(self, holder: Holder) -> None:
        self.holder = holder
        self.page = holder.page
        self.found: list[str] = []

    def looks(self, screen: str) -> None:
        self.found += complaints(self.page, screen)

    def opens(self, address: str, heading: str) -> None:
        self.page.goto(address)
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button).first.click()

    def opens_window(self, button: str) -> None:
        self.presses(button)
        expect(self.page.get_by_role("dialog")).to_be_visible()

    def leaves_window(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def sends_wrong_data(self, button: str) -> None:
        self.page.get_by_role("dialog").get_by_role("button", name=button).click()
        expect(self.page.get_by_role("group", name=SUMMARY)).to_be_focused()


@pytest.fixture(params=VIEWS, ids=["phone", "tablet", "desk"])
def looker(
    request: pytest.FixtureRequest, new_page: NewPage, facturable: Mapping[str, Any]
) -> Looker:
    """Bring somebody signed in, at each kind of screen."""
    page: Page = new_page(*request.param)
    return Looker(open_account(page, facturable["base_url"], facturable["mailbox_url"]))


def test_every_state_of_the_panel_serves_everybody(looker: Looker, new_ticket: NewTicket):
    page, holder = looker.page, looker.holder
    looker.opens("/cuenta/", "Panel de control")
    expect(page.get_by_role("heading", name="Aún no tienes facturas")).to_be_visible()
    looker.looks("empty")
    holder.has_it_ready(holder.invoices(new_ticket(), holder.keeps(PERSON)))
    refused = holder.invoices(new_ticket(), holder.keeps(MISNAMED))
    page.reload()
    expect(page.get_by_text("2 facturas", exact=True)).to_be_visible()
    looker.looks("rows")

    looker.opens_window("Enviar por correo")
    looker.looks("mail")
    page.get_by_label("Correo", exact=True).fill("")
    looker.sends_wrong_data("Enviar por correo")
    looker.looks("mail, with errors")
    looker.leaves_window()
    looker.presses("Exportar CSV")
    expect(page.get_by_role("button", name="Descargar el archivo")).to_be_visible(timeout=30_000)
    looker.looks("exported")
    looker.opens("/cuenta/#periodo=rango", "Panel de control")
    page.get_by_role("search").get_by_role("button", name="Filtrar").click()
    expect(page.get_by_role("group", name=SUMMARY)).to_be_focused()
    looker.looks("range, with errors")
    looker.opens("/cuenta/#periodo=mes-pasado", "Panel de control")
    expect(page.get_by_role("heading", name="Ninguna factura")).to_be_visible()
    looker.looks("nothing found")
    looker.opens(f"/estado/#{refused['id']}", "")
    expect(page.get_by_role("button", name="Generar factura")).to_be_visible(timeout=60_000)
    looker.looks("a refused one")

    assert looker.found == []


def test_every_state_of_the_profiles_serves_everybody(looker: Looker):
    page = looker.page
    looker.opens("/cuenta/perfiles/", "Perfiles")
    looker.looks("empty")
    looker.opens_window("Como empresa")
    looker.looks("new")
    looker.sends_wrong_data("Guardar")
    looker.looks("new, with errors")
    looker.leaves_window()
    for who in (COMPANY, PERSON):
        looker.holder.keeps(who, "una-direccion-bastante-larga@correo-de-la-empresa.mx")
    page.reload()
    expect(page.get_by_text("2 perfiles", exact=True)).to_be_visible()
    looker.looks("cards")

    for button in ("Editar información", "Mostrar en caja", "Borrar"):
        looker.opens_window(button)
        looker.looks(button)
        looker.leaves_window()
    looker.opens_window("Editar información")
    looker.holder.loses_the_session()
    page.get_by_role("dialog").get_by_role("button", name="Guardar").click()
    expect(page.get_by_role("group", name="Por seguridad cerramos tu sesión")).to_be_focused()
    looker.looks("session ended")

    assert looker.found == []


def test_every_state_of_the_settings_serves_everybody(looker: Looker):
    page = looker.page
    looker.opens("/cuenta/ajustes/", "Ajustes")
    page.get_by_text("Cambiar de correo").click()
    looker.looks("settings")
    looker.presses("Cambiar correo")
    expect(page.get_by_role("group", name=SUMMARY)).to_be_focused()
    looker.looks("settings, with errors")
    looker.opens_window("Eliminar mi cuenta")
    looker.looks("closing")
    looker.sends_wrong_data("Eliminar mi cuenta")
    looker.looks("closing, with errors")

    assert looker.found == []


def test_the_members_wizard_serves_everybody(
    looker: Looker, new_ticket: NewTicket, facturable: Mapping[str, Any]
):
    shopper, ticket = Shopper(looker.page, facturable["branches"]), new_ticket()
    for who in (COMPANY, PERSON):
        looker.holder.keeps(who)
    shopper.page.goto("/facturar/")
    shopper.picks_the_branch(ticket)
    shopper.heading("¿A nombre de quién?")
    looker.looks("who")
    looker.page.get_by_label("Uso CFDI").select_option("")
    shopper.next()
    shopper.sees_errors("Elige el uso que darás a la factura")
    looker.looks("who, with errors")
    looker.page.get_by_label("Uso CFDI").select_option("G03")
    shopper.next()
    shopper.heading("Captura tu ticket")
    looker.page.get_by_role("link", name="Editar información").click()
    expect(looker.page.get_by_role("dialog")).to_be_visible()
    looker.looks("window over the ticket")
    looker.leaves_window()
    shopper.types(ticket)
    shopper.heading("Revisa tus datos")
    looker.looks("review")
    shopper.generates()
    shopper.gets_the_invoice()
    looker.looks("ready")

    assert looker.found == []
