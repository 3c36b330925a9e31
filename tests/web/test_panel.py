"""The panel of control: consult, filter, download, as an account's owner does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.account import Holder
from tests.web.conftest import NewTicket
from tests.web.member import Member
from tests.web.panel import filter_by, open_panel, row_of, rows
from tests.web.shopper import COMPANY, PERSON, Taxpayer

pytestmark = [pytest.mark.browser, pytest.mark.system]


def holder_option(who: Taxpayer) -> str:
    return f"{who.rfc} · {who.name}"


def test_who_is_not_signed_in_signs_in_first_and_comes_back_to_his_filter(member: Member):
    member.page.goto("/cuenta/#estado=ready")
    member.sees("Iniciar sesión")

    member.signs_in()

    member.page.wait_for_url("**/cuenta/#estado=ready")
    expect(member.page.get_by_label("Estado", exact=True)).to_have_value("ready")


def test_an_account_without_facturas_is_led_to_its_first(holder: Holder):
    open_panel(holder.page)

    empty = holder.page.locator("[data-list]")
    expect(empty.get_by_role("heading", name="Aún no tienes facturas")).to_be_visible()
    empty.get_by_role("link", name="Facturar un ticket").click()

    holder.page.wait_for_url("**/facturar/**")


def test_each_row_says_when_where_for_whom_how_much_and_how_it_stands(
    holder: Holder, invoiced: list[dict[str, Any]]
):
    open_panel(holder.page)

    expect(holder.page.get_by_text("2 facturas", exact=True)).to_be_visible()
    row = row_of(holder.page, invoiced[1])
    for told in (PERSON.rfc, PERSON.name, "$1,234.00", "Lista", str(invoiced[1]["folio"])):
        expect(row).to_contain_text(told)


def test_a_filter_is_kept_in_the_address_without_a_personal_datum(
    holder: Holder, invoiced: list[dict[str, Any]]
):
    page = holder.page
    open_panel(page)
    expect(rows(page)).to_have_count(2)

    filter_by(page, "Perfil", holder_option(COMPANY))
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text(COMPANY.name)
    assert "perfil=" in page.url
    assert COMPANY.rfc not in page.url

    page.reload()
    expect(rows(page)).to_have_count(1)
    page.go_back()
    expect(rows(page)).to_have_count(2)
    expect(page.get_by_label("Perfil", exact=True)).to_have_value("")
    assert len(invoiced) == 2


@pytest.mark.parametrize("datum", ["uuid", "folio", "ticket"])
def test_a_factura_is_found_by_each_of_its_numbers(
    holder: Holder, invoiced: list[dict[str, Any]], datum: str
):
    wanted = invoiced[0]
    typed = {
        "uuid": wanted["uuid"],
        "folio": f"{wanted['serie']}{wanted['folio']}",
        "ticket": wanted["tickets"][0]["ticket_number"].lower(),
    }[datum]
    open_panel(holder.page)

    holder.page.get_by_label("Folio, UUID o ticket").fill(typed)
    holder.page.keyboard.press("Enter")

    expect(rows(holder.page)).to_have_count(1)
    expect(rows(holder.page)).to_contain_text(COMPANY.name)


def test_a_filter_that_finds_nothing_goes_by_one_button(
    holder: Holder, invoiced: list[dict[str, Any]]
):
    open_panel(holder.page)
    filter_by(holder.page, "Periodo", "Mes pasado")
    nothing = holder.page.get_by_role("heading", name="Ninguna factura cumple con ese filtro")
    expect(nothing).to_be_visible()

    holder.page.locator("[data-list]").get_by_role("button", name="Quitar filtros").click()

    expect(rows(holder.page)).to_have_count(len(invoiced))


def test_an_rfc_is_not_searched_for_in_the_address(holder: Holder):
    open_panel(holder.page)

    holder.page.get_by_label("Folio, UUID o ticket").fill("EKU9003173C9")
    holder.page.keyboard.press("Enter")

    expect(holder.page.get_by_role("group", name="Revisa lo siguiente")).to_be_focused()
    assert "EKU" not in holder.page.url


def test_a_range_needs_a_day_and_an_order(holder: Holder):
    page = holder.page
    open_panel(page)
    filter_by(page, "Periodo", "Rango de fechas")
    summary = page.get_by_role("group", name="Revisa lo siguiente")
    expect(summary).to_contain_text("Elige desde qué día")

    page.get_by_label("Desde").fill("2026-02-01")
    page.get_by_label("Hasta").fill("2026-01-01")
    page.get_by_role("search").get_by_role("button", name="Filtrar").click()

    expect(summary).to_contain_text("La fecha final no puede ser anterior")


def test_more_comes_page_by_page(holder: Holder, invoiced: list[dict[str, Any]]):
    one_a_page(holder.page)
    open_panel(holder.page)
    expect(rows(holder.page)).to_have_count(1)
    expect(holder.page.get_by_text("1 factura, y hay más")).to_be_visible()

    holder.page.get_by_role("button", name="Ver más").click()

    expect(rows(holder.page)).to_have_count(len(invoiced))
    expect(rows(holder.page).last.get_by_role("link", name="Ver")).to_be_focused()
    expect(holder.page.get_by_role("button", name="Ver más")).to_be_hidden()


def test_what_a_guest_asked_for_with_the_same_address_is_in_it_by_itself(
    holder: Holder, new_ticket: NewTicket
):
    body = {
        "tickets": [new_ticket().proof()],
        "receptor": {
            "rfc": PERSON.rfc,
            "name": PERSON.name,
            "postal_code": PERSON.postal_code,
            "regimen_fiscal": PERSON.regimen_fiscal,
        },
        "uso_cfdi": PERSON.uso_cfdi,
        "forma_pago": "04",
        "emails": [holder.email],
    }
    holder.loses_the_session()
    holder.asks("POST", "/v1/invoices", body)
    holder.signs_in()

    open_panel(holder.page)

    expect(rows(holder.page)).to_have_count(1)


def test_a_session_that_ended_meanwhile_is_told_kindly_and_the_filter_waits(holder: Holder):
    open_panel(holder.page)
    holder.loses_the_session()

    filter_by(holder.page, "Estado", "Por corregir")
    member = Member(holder.page, "", holder.email)
    member.sees("Iniciar sesión")
    expect(member.screen).to_contain_text("Por seguridad cerramos tu sesión")
    member.signs_in()

    holder.page.wait_for_url("**/cuenta/#estado=needs_you")


def test_a_panel_that_cannot_be_read_is_read_again_on_demand(
    holder: Holder, invoiced: list[dict[str, Any]]
):
    problem = {"code": "internal", "status": 500, "title": "Internal Server Error"}
    holder.page.route(
        "**/v1/account/invoices?*", lambda route: route.fulfill(status=500, json=problem), times=1
    )
    open_panel(holder.page)
    expect(holder.page.get_by_role("alert").get_by_text("No pudimos traer")).to_be_visible()

    holder.page.get_by_role("button", name="Intentar de nuevo").click()

    expect(rows(holder.page)).to_have_count(len(invoiced))


def one_a_page(page: Page) -> None:
    def ask_for_one(route: Route) -> None:
        route.continue_(url=re.sub(r"limit=\d+", "limit=1", route.request.url))

    page.route("**/v1/account/invoices?*", ask_for_one)
