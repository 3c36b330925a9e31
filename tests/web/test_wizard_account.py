"""The wizard of who is signed in: a profile, its use and the ticket, and what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.account import Holder, open_account
from tests.web.conftest import NewPage
from tests.web.member import Member
from tests.web.shopper import COMPANY, MISNAMED, PERSON, Shopper, Taxpayer, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.system]

WHO = "¿A nombre de quién?"
NEW_POSTAL_CODE = "44100"


def picks_the_branch(shopper: Shopper, ticket: Ticket) -> None:
    shopper.page.goto("/facturar/")
    shopper.picks_the_branch(ticket)
    shopper.heading(WHO)


def profile(page: Page, who: Taxpayer) -> Locator:
    return page.get_by_role("radio", name=who.name)


def test_three_things_are_asked_who_for_what_and_the_ticket(
    holder: Holder, shopper: Shopper, ticket: Ticket
):
    page = holder.page
    holder.keeps(PERSON)
    company = holder.keeps(COMPANY, "conta@correo.mx")
    picks_the_branch(shopper, ticket)
    expect(profile(page, PERSON)).to_be_checked()
    expect(page.get_by_text("Paso 2 de 5")).to_be_visible()

    profile(page, COMPANY).check()
    expect(page.get_by_label("Uso CFDI")).to_have_value(COMPANY.uso_cfdi)
    page.get_by_label("Uso CFDI").select_option("S01")
    shopper.next()
    shopper.heading("Captura tu ticket")
    shopper.types(ticket)
    shopper.heading("Revisa tus datos")
    expect(page.get_by_label("Correo", exact=True)).to_have_value("conta@correo.mx")
    with page.expect_request("**/v1/invoices") as sent:
        shopper.generates()

    asked = sent.value.post_data_json
    assert asked["profile_id"] == company["id"]
    assert "receptor" not in asked
    assert (asked["uso_cfdi"], asked["emails"]) == ("S01", ["conta@correo.mx"])
    shopper.gets_the_invoice()
    [shown] = holder.asks("GET", "/v1/account/invoices")["items"]
    assert (shown["receptor"]["name"], shown["uso_cfdi"]) == (COMPANY.name, "S01")
    assert holder.asks("GET", "/v1/account/profiles")["items"][1]["uso_cfdi"] == COMPANY.uso_cfdi


def test_a_form_of_payment_is_asked_where_the_store_did_not_tell(
    holder: Holder, shopper: Shopper, new_ticket: Any
):
    holder.keeps(PERSON)
    ticket = new_ticket(forma_pago=None)
    picks_the_branch(shopper, ticket)
    shopper.next()
    shopper.heading("Captura tu ticket")

    shopper.types(ticket)

    shopper.heading("¿Cómo pagaste?")


def test_editar_informacion_opens_the_profiles_window_from_the_hub(
    holder: Holder, shopper: Shopper, ticket: Ticket
):
    page = holder.page
    holder.keeps(COMPANY)
    picks_the_branch(shopper, ticket)
    shopper.next()
    shopper.heading("Captura tu ticket")
    page.get_by_label("Número de orden").fill(ticket.order_number)

    page.get_by_role("link", name="Editar información").click()
    window = page.get_by_role("dialog", name="Editar información")
    window.get_by_label("Domicilio fiscal (código postal)").fill(NEW_POSTAL_CODE)
    window.get_by_role("button", name="Guardar").click()

    expect(window).to_be_hidden()
    expect(page.get_by_label("Número de orden")).to_have_value(ticket.order_number)
    shopper.types(ticket)
    shopper.heading("Revisa tus datos")
    expect(page.locator('[data-step="revisa"]')).to_contain_text(NEW_POSTAL_CODE)
    [kept] = holder.asks("GET", "/v1/account/profiles")["items"]
    assert kept["postal_code"] == NEW_POSTAL_CODE


def test_another_rfc_is_typed_as_guests_do_and_may_be_kept_then(
    holder: Holder, shopper: Shopper, ticket: Ticket
):
    page = holder.page
    holder.keeps(PERSON)
    picks_the_branch(shopper, ticket)
    page.get_by_role("radio", name="Otro RFC").check()
    expect(page.get_by_label("Uso CFDI")).to_be_hidden()
    shopper.next()
    shopper.heading("Captura tu RFC")
    shopper.states(COMPANY)
    shopper.proves(ticket)
    shopper.pays_as_he_did()
    shopper.generates()
    shopper.gets_the_invoice()

    page.get_by_role("button", name="Guardar como perfil").click()

    expect(page.get_by_text("Guardamos tus datos como perfil")).to_be_visible()
    kept = holder.asks("GET", "/v1/account/profiles")["items"]
    assert [one["rfc"] for one in kept] == [PERSON.rfc, COMPANY.rfc]


def test_who_has_no_profile_yet_types_and_is_offered_to_keep_it(
    holder: Holder, shopper: Shopper, ticket: Ticket
):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states_the_rfc(COMPANY.rfc)
    expect(shopper.page.get_by_label("Recordar mis datos en este teléfono")).to_be_hidden()
    shopper.page.go_back()
    shopper.states(COMPANY)
    shopper.proves(ticket)
    shopper.pays_as_he_did()
    shopper.generates()

    shopper.gets_the_invoice()

    offer = holder.page.get_by_role("button", name="Guardar como perfil")
    expect(offer).to_be_visible()


def test_a_reload_keeps_the_profile_and_the_ticket(
    holder: Holder, shopper: Shopper, ticket: Ticket
):
    page = holder.page
    for who in (PERSON, COMPANY):
        holder.keeps(who)
    picks_the_branch(shopper, ticket)
    profile(page, COMPANY).check()
    shopper.next()
    shopper.heading("Captura tu ticket")
    page.get_by_label("Número de ticket").fill(ticket.ticket_number)
    kept = page.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }])")
    assert COMPANY.rfc not in kept
    assert COMPANY.name not in kept

    page.reload()

    shopper.heading("Captura tu ticket")
    expect(page.get_by_label("Número de ticket")).to_have_value(ticket.ticket_number)
    shopper.types(ticket)
    shopper.heading("Revisa tus datos")
    expect(page.locator('[data-step="revisa"]')).to_contain_text(COMPANY.rfc)


def test_a_session_that_ended_meanwhile_costs_nothing_that_was_typed(
    holder: Holder, shopper: Shopper, ticket: Ticket
):
    page = holder.page
    holder.keeps(PERSON)
    picks_the_branch(shopper, ticket)
    shopper.next()
    shopper.heading("Captura tu ticket")
    shopper.types(ticket)
    shopper.heading("Revisa tus datos")
    holder.loses_the_session()

    page.get_by_role("button", name="Generar factura").click()
    member = Member(page, "", holder.email)
    member.sees("Iniciar sesión")
    expect(member.screen).to_contain_text("Por seguridad cerramos tu sesión")
    member.signs_in()

    shopper.heading("Captura tu ticket")
    expect(page.get_by_label("Número de ticket")).to_have_value(ticket.ticket_number)


def test_data_that_sat_refuses_are_corrected_by_the_account(
    holder: Holder, shopper: Shopper, ticket: Ticket
):
    page = holder.page
    invoice = holder.invoices(ticket, holder.keeps(MISNAMED))
    page.goto(f"/estado/#{invoice['id']}")
    expect(page.get_by_label("Nombre o razón social")).to_be_focused(timeout=60_000)

    page.get_by_label("Nombre o razón social").fill("ANDREA LOPEZ HERRERA")
    page.get_by_role("button", name="Generar factura").click()

    shopper.gets_the_invoice()


def test_an_address_of_the_account_opens_to_it_alone(
    holder: Holder, new_page: NewPage, ticket: Ticket, facturable: Mapping[str, Any]
):
    invoice = holder.has_it_ready(holder.invoices(ticket, holder.keeps(PERSON)))
    address = f"/estado/#{invoice['id']}"
    holder.page.goto(address)
    expect(holder.page.locator("[data-details]")).to_contain_text(PERSON.rfc)
    expect(holder.page.get_by_role("heading", name="Guarda este enlace")).to_be_hidden()

    other = open_account(new_page(), facturable["base_url"], facturable["mailbox_url"])
    other.page.goto(address)
    not_his = "Esta factura no está en tu cuenta"
    expect(other.page.get_by_role("heading", level=1, name=not_his)).to_be_visible()
    guest = new_page()
    guest.goto(address)
    guest.get_by_role("link", name="Es de mi cuenta: iniciar sesión").click()
    Member(guest, "", holder.email).signs_in()
    guest.wait_for_url(f"**{address}")
    expect(guest.locator("[data-details]")).to_contain_text(PERSON.rfc)


def test_a_guests_factura_is_put_into_the_panel_by_one_button(
    holder: Holder, new_page: NewPage, ticket: Ticket, facturable: Mapping[str, Any]
):
    guest = Shopper(new_page(), facturable["branches"])
    guest.reaches_the_review(ticket, PERSON)
    guest.generates()
    guest.gets_the_invoice()
    expect(guest.page.get_by_role("link", name="Crear mi cuenta")).to_be_visible()

    holder.page.goto(guest.page.url)
    holder.page.get_by_role("button", name="Agregar a mi panel").click()

    expect(holder.page.get_by_text("Ya está en tu panel de control.")).to_be_visible()
    expect(holder.page.get_by_role("button", name="Guardar como perfil")).to_be_visible()
    [claimed] = holder.asks("GET", "/v1/account/invoices")["items"]
    assert claimed["tickets"][0]["ticket_number"] == ticket.ticket_number
