"""Fiscal profiles: kept as a person and as a company, mended, and shown at the till."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.account import Holder
from tests.web.member import Member
from tests.web.shopper import COMPANY, PERSON, Taxpayer

pytestmark = [pytest.mark.browser, pytest.mark.system]

NEW_POSTAL_CODE = "44100"


def open_profiles(page: Page) -> None:
    page.goto("/cuenta/perfiles/")
    expect(page.get_by_role("heading", level=1, name="Perfiles")).to_be_visible()


def window(page: Page) -> Locator:
    return page.get_by_role("dialog")


def card(page: Page, who: Taxpayer) -> Locator:
    heading = page.get_by_role("heading", level=2, name=who.name)
    return page.locator("[data-profiles] > li").filter(has=heading)


def fill_in(page: Page, who: Taxpayer) -> None:
    window(page).get_by_label("RFC", exact=True).fill(who.rfc)
    window(page).get_by_label("Nombre o razón social").fill(who.name)
    window(page).get_by_label("Domicilio fiscal (código postal)").fill(who.postal_code)
    window(page).get_by_label("Régimen fiscal").select_option(who.regimen_fiscal)
    window(page).get_by_label("Uso de CFDI").select_option(who.uso_cfdi)


def save(page: Page) -> None:
    window(page).get_by_role("button", name="Guardar").click()


def is_told(page: Page, *messages: str) -> None:
    summary = window(page).get_by_role("group", name="Revisa lo siguiente")
    expect(summary).to_be_focused()
    for message in messages:
        expect(summary).to_contain_text(message)


def test_a_person_and_a_company_are_kept_and_shown(holder: Holder):
    page = holder.page
    open_profiles(page)
    expect(page.get_by_role("heading", name="Aún no guardas ningún perfil")).to_be_visible()

    for button, who in (("Como persona", PERSON), ("Como empresa", COMPANY)):
        page.get_by_role("button", name=button).click()
        fill_in(page, who)
        window(page).get_by_label("Correo", exact=True).fill("conta@correo.mx")
        save(page)
        expect(page.get_by_text(f"Guardamos los datos de {who.name}.")).to_be_visible()

    expect(page.get_by_text("2 perfiles", exact=True)).to_be_visible()
    for told in ("Persona", "Principal", PERSON.rfc, PERSON.postal_code, "612", "conta@correo.mx"):
        expect(card(page, PERSON)).to_contain_text(told)
    expect(card(page, COMPANY)).to_contain_text("Empresa")
    expect(card(page, COMPANY).get_by_text("Principal", exact=True)).to_be_hidden()


def test_the_privacy_notice_stands_before_the_first_datum(holder: Holder):
    open_profiles(holder.page)

    holder.page.get_by_role("button", name="Como persona").click()

    notice = window(holder.page).get_by_role("link", name="aviso de privacidad")
    expect(notice).to_be_visible()
    is_before = "(link) => link.compareDocumentPosition(document.querySelector('#window-rfc')) & 4"
    assert notice.evaluate(is_before)


def test_editar_informacion_opens_the_data_and_guardar_keeps_them(holder: Holder):
    page = holder.page
    holder.keeps(COMPANY)
    open_profiles(page)

    card(page, COMPANY).get_by_role("button", name="Editar información").click()
    expect(window(page).get_by_label("RFC", exact=True)).to_have_value(COMPANY.rfc)
    window(page).get_by_label("Domicilio fiscal (código postal)").fill(NEW_POSTAL_CODE)
    save(page)

    expect(card(page, COMPANY)).to_contain_text(NEW_POSTAL_CODE)
    page.reload()
    expect(card(page, COMPANY)).to_contain_text(NEW_POSTAL_CODE)


def test_cancelar_leaves_everything_as_it_was(holder: Holder):
    page = holder.page
    holder.keeps(COMPANY)
    open_profiles(page)
    edit = card(page, COMPANY).get_by_role("button", name="Editar información")

    edit.click()
    window(page).get_by_label("Domicilio fiscal (código postal)").fill(NEW_POSTAL_CODE)
    window(page).get_by_role("button", name="Cancelar").click()
    expect(edit).to_be_focused()
    edit.click()

    postal_code = window(page).get_by_label("Domicilio fiscal (código postal)")
    expect(postal_code).to_have_value(COMPANY.postal_code)


def test_what_is_missing_or_does_not_fit_is_told_in_the_window(holder: Holder):
    page = holder.page
    open_profiles(page)
    page.get_by_role("button", name="Como empresa").click()

    save(page)
    is_told(page, "Escribe tu RFC", "Escribe tu nombre", "Elige tu régimen fiscal")
    fill_in(page, PERSON)
    save(page)
    is_told(page, "El RFC de una persona tiene 13 caracteres y el de una empresa, 12.")
    fill_in(page, COMPANY)
    window(page).get_by_label("Correo", exact=True).fill("conta")
    save(page)

    is_told(page, "Escribe el correo completo")


def test_the_name_and_the_use_are_proposed_never_taken(holder: Holder):
    page = holder.page
    open_profiles(page)
    page.get_by_role("button", name="Como empresa").click()
    fill_in(page, COMPANY)
    window(page).get_by_label("Uso de CFDI").select_option("")
    window(page).get_by_label("Nombre o razón social").fill(f"{COMPANY.name} S.A. DE C.V.")

    window(page).get_by_role("button", name="Usar este nombre").click()
    window(page).get_by_role("button", name="Usar este uso").click()

    expect(window(page).get_by_label("Nombre o razón social")).to_have_value(COMPANY.name)
    expect(window(page).get_by_label("Uso de CFDI")).to_have_value("G03")


def test_an_rfc_is_kept_once(holder: Holder):
    page = holder.page
    holder.keeps(COMPANY)
    open_profiles(page)
    page.get_by_role("button", name="Como empresa").click()
    fill_in(page, COMPANY)
    window(page).get_by_label("Domicilio fiscal (código postal)").fill(NEW_POSTAL_CODE)

    save(page)

    is_told(page, "Ya tienes un perfil con ese RFC")


def test_another_profile_becomes_the_main_one(holder: Holder):
    page = holder.page
    for who in (COMPANY, PERSON):
        holder.keeps(who)
    open_profiles(page)

    card(page, PERSON).get_by_role("button", name="Hacer principal").click()

    expect(card(page, PERSON).get_by_text("Principal", exact=True)).to_be_visible()
    expect(card(page, COMPANY).get_by_text("Principal", exact=True)).to_be_hidden()
    expect(page.get_by_text(f"Tu perfil principal es ahora {PERSON.name}.")).to_be_visible()


def test_a_profile_is_deleted_only_when_asked_twice(holder: Holder):
    page = holder.page
    for who in (COMPANY, PERSON):
        holder.keeps(who)
    open_profiles(page)
    delete = card(page, COMPANY).get_by_role("button", name="Borrar")

    delete.click()
    window(page).get_by_role("button", name="Cancelar").click()
    expect(card(page, COMPANY)).to_be_visible()
    delete.click()
    expect(window(page)).to_contain_text(COMPANY.name)
    window(page).get_by_role("button", name="Borrar perfil").click()

    expect(page.get_by_text(f"Borramos el perfil de {COMPANY.name}.")).to_be_visible()
    expect(card(page, COMPANY)).to_have_count(0)
    expect(card(page, PERSON).get_by_text("Principal", exact=True)).to_be_visible()


def test_the_code_for_the_till_lives_five_minutes_and_is_renewed_on_demand(holder: Holder):
    page = holder.page
    holder.keeps(PERSON)
    page.clock.install()
    open_profiles(page)

    card(page, PERSON).get_by_role("button", name="Mostrar en caja").click()
    code = window(page).get_by_role("img", name="Código QR")
    expect(code).to_be_visible()
    assert page.evaluate("document.querySelector('dialog[open] img').naturalWidth") > 0
    expect(window(page).get_by_role("timer")).to_contain_text("Vale")
    page.clock.fast_forward("05:01")

    expect(window(page).get_by_text("Este código ya venció.")).to_be_visible()
    expect(code).to_be_hidden()
    expect(page.locator("[data-till] img")).not_to_have_attribute("src", re.compile("."))


def test_a_code_is_renewed_and_leaves_with_its_window(holder: Holder):
    page = holder.page
    holder.keeps(PERSON)
    open_profiles(page)
    card(page, PERSON).get_by_role("button", name="Mostrar en caja").click()
    picture = page.locator("[data-till] img")
    first, left = picture.get_attribute("src"), window(page).get_by_role("timer")
    expect(left).not_to_have_text(left.inner_text())  # a code names the second that it ends in

    window(page).get_by_role("button", name="Otro código").click()

    expect(picture).not_to_have_attribute("src", first or "")
    window(page).get_by_role("button", name="Cerrar").click()
    expect(picture).not_to_have_attribute("src", re.compile("."))


def test_what_was_typed_outlives_the_session(holder: Holder):
    page = holder.page
    open_profiles(page)
    page.get_by_role("button", name="Como persona").click()
    fill_in(page, PERSON)
    holder.loses_the_session()

    save(page)
    notice = window(page).get_by_role("group", name="Por seguridad cerramos tu sesión")
    expect(notice).to_be_focused()
    with page.context.expect_page() as opened:
        notice.get_by_role("link", name="Iniciar sesión").click()
    Member(opened.value, "", holder.email).signs_in()
    opened.value.wait_for_url("**/cuenta/")
    opened.value.close()
    save(page)

    expect(card(page, PERSON)).to_be_visible()
