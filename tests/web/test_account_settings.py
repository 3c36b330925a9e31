"""The account's settings: name, e-mail, sessions, one's data, and the end of it all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Locator, Page, expect

from tests.web.account import Holder
from tests.web.member import PASSWORD, Member, new_address
from tests.web.shopper import PERSON

pytestmark = [pytest.mark.browser, pytest.mark.system]

OTHER_PASSWORD = "otra frase que nadie adivina"
PHONE = "Teléfono de Ana"


def open_settings(page: Page) -> None:
    page.goto("/cuenta/ajustes/")
    expect(page.get_by_role("heading", level=1, name="Ajustes")).to_be_visible()


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def sign_in_elsewhere(holder: Holder, request: APIRequestContext) -> str:
    """Sign in as an app does, and return its token."""
    login = {"login": holder.email, "password": PASSWORD, "device_name": PHONE}
    answer = request.post(f"{holder.base_url}/v1/sessions", data=login)
    return str(answer.json()["token"])


@pytest.fixture
def elsewhere(page: Page) -> APIRequestContext:
    """Ask from somewhere without the page's cookies."""
    browser = page.context.browser
    assert browser
    return browser.new_context().request


def test_another_name_is_used_at_once(holder: Holder):
    page = holder.page
    open_settings(page)

    part(page, "Nombre").get_by_label("Cómo te llamamos").fill("Ana María")
    part(page, "Nombre").get_by_role("button", name="Guardar").click()

    expect(part(page, "Nombre")).to_contain_text("Guardamos tu nombre.")
    expect(page.locator(".account-menu summary")).to_contain_text("Ana María")
    page.reload()
    expect(part(page, "Nombre").get_by_label("Cómo te llamamos")).to_have_value("Ana María")


def test_no_name_is_no_name(holder: Holder):
    open_settings(holder.page)

    part(holder.page, "Nombre").get_by_label("Cómo te llamamos").fill(" ")
    part(holder.page, "Nombre").get_by_role("button", name="Guardar").click()

    expect(holder.page.get_by_role("group", name="Revisa lo siguiente")).to_be_focused()


def test_another_e_mail_counts_once_its_own_mail_was_opened(
    holder: Holder, facturable: Mapping[str, Any]
):
    page, address = holder.page, new_address()
    open_settings(page)
    ask_for_address(page, address, PASSWORD)

    expect(part(page, "Correo")).to_contain_text("Revisa tu nuevo correo")
    member = Member(page, facturable["mailbox_url"], address)
    link = member.link_in("")
    page.reload()
    expect(part(page, "Correo")).to_contain_text("Falta abrir el enlace")
    expect(part(page, "Correo")).to_contain_text(f"Entras con {holder.email}")
    page.goto(link)
    member.sees("Confirma tu nuevo correo")
    member.presses("Usar este correo")
    member.sees("Tu correo quedó cambiado")

    open_settings(page)
    expect(part(page, "Correo")).to_contain_text(f"Entras con {address}")


def test_the_e_mail_changes_only_by_who_knows_the_password(holder: Holder):
    open_settings(holder.page)

    ask_for_address(holder.page, new_address(), "no es esa de ninguna manera")

    summary = holder.page.get_by_role("group", name="Revisa lo siguiente")
    expect(summary).to_contain_text("Esa no es tu contraseña actual")


def test_changing_the_password_leads_back_to_the_settings(
    holder: Holder, facturable: Mapping[str, Any]
):
    member = Member(holder.page, facturable["mailbox_url"], holder.email)
    open_settings(holder.page)

    holder.page.get_by_role("link", name="Cambiar contraseña").click()
    member.sees("Cambiar contraseña")
    member.types("Contraseña actual", PASSWORD)
    member.types("Contraseña nueva", OTHER_PASSWORD)
    member.presses("Cambiar contraseña")
    member.sees("Tu contraseña quedó guardada")
    member.screen.get_by_role("link", name="Continuar").click()

    holder.page.wait_for_url("**/cuenta/ajustes/")


def test_a_session_elsewhere_is_seen_and_ended(holder: Holder, elsewhere: APIRequestContext):
    page = holder.page
    token = sign_in_elsewhere(holder, elsewhere)
    open_settings(page)
    sessions = part(page, "Sesiones abiertas").get_by_role("listitem")
    expect(sessions).to_have_count(2)
    expect(sessions.first).to_contain_text("Esta sesión")

    sessions.filter(has_text=PHONE).get_by_role("button", name="Cerrar sesión").click()

    expect(part(page, "Sesiones abiertas")).to_contain_text("Cerramos esa sesión.")
    expect(sessions).to_have_count(1)
    assert status_of(elsewhere, holder, token) == 401


def test_all_other_sessions_end_at_once(holder: Holder, elsewhere: APIRequestContext):
    tokens = [sign_in_elsewhere(holder, elsewhere) for _ in range(2)]
    open_settings(holder.page)

    holder.page.get_by_role("button", name="Cerrar todas las demás").click()

    expect(holder.page.get_by_text("Cerramos todas las demás sesiones.")).to_be_visible()
    assert [status_of(elsewhere, holder, token) for token in tokens] == [401, 401]
    holder.page.reload()
    expect(holder.page.get_by_role("heading", level=1, name="Ajustes")).to_be_visible()


def test_the_own_session_is_left_from_the_list(holder: Holder):
    open_settings(holder.page)

    part(holder.page, "Sesiones abiertas").get_by_role("button", name="Cerrar sesión").click()

    expect(holder.page.get_by_role("heading", level=1, name="Cerraste tu sesión")).to_be_visible()


def test_ones_data_come_as_a_file(holder: Holder):
    holder.keeps(PERSON)
    open_settings(holder.page)

    with holder.page.expect_download() as waiting:
        holder.page.get_by_role("button", name="Descargar mis datos").click()

    data = json.loads(Path(waiting.value.path()).read_text("utf-8"))
    assert waiting.value.suggested_filename == "mis-datos-facturable.json"
    assert data["account"]["email"] == holder.email
    assert [profile["rfc"] for profile in data["profiles"]] == [PERSON.rfc]


def test_an_account_is_deleted_by_its_password_only(holder: Holder):
    page = holder.page
    open_settings(page)
    page.get_by_role("button", name="Eliminar mi cuenta").click()
    window = page.get_by_role("dialog", name="¿Eliminar tu cuenta?")
    expect(window).to_contain_text("Se quedan las facturas ya certificadas")

    confirm(window, "no es esa de ninguna manera")
    expect(window.get_by_role("group", name="Revisa lo siguiente")).to_be_focused()
    confirm(window, PASSWORD)

    expect(page.get_by_role("heading", level=1, name="Eliminamos tu cuenta")).to_be_focused()
    expect(page.get_by_role("link", name="Iniciar sesión")).to_be_visible()
    page.goto("/cuenta/")
    expect(page.get_by_role("heading", level=1, name="Iniciar sesión")).to_be_visible()


def confirm(window: Locator, password: str) -> None:
    window.get_by_label("Contraseña actual", exact=True).fill(password)
    window.get_by_role("button", name="Eliminar mi cuenta").click()


def ask_for_address(page: Page, address: str, password: str) -> None:
    page.get_by_text("Cambiar de correo").click()
    part(page, "Correo").get_by_label("Correo nuevo").fill(address)
    part(page, "Correo").get_by_label("Contraseña actual", exact=True).fill(password)
    part(page, "Correo").get_by_role("button", name="Cambiar correo").click()


def status_of(request: APIRequestContext, holder: Holder, token: str) -> int:
    bearer = {"Authorization": f"Bearer {token}"}
    return request.get(f"{holder.base_url}/v1/account", headers=bearer).status
