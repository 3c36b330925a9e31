"""Getting into an account and out of it, as somebody walks it in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.mailbox import mail_to
from tests.web.member import PASSWORD, Member

pytestmark = [pytest.mark.browser, pytest.mark.system]

OTHER_PASSWORD = "una frase distinta de 2026"
KEPT = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"


def test_somebody_registers_confirms_and_signs_in_where_he_was(stranger: Member):
    page = stranger.page
    page.goto("/")
    page.get_by_role("link", name="Registrarme").click()
    stranger.sees("Registrarme")
    stranger.registers()
    expect(stranger.screen).to_contain_text("a***@correo.mx")

    link = stranger.confirms()
    page.goto("/facturar/")
    page.get_by_role("link", name="Iniciar sesión").click()
    stranger.signs_in()

    page.wait_for_url("**/facturar/#sucursal")
    stranger.is_in()
    expect(page.get_by_role("link", name="Registrarme")).to_be_hidden()
    page.goto("about:blank")
    page.goto(link)
    stranger.presses("Confirmar mi correo")
    stranger.sees("Tu cuenta ya está confirmada")


def test_the_confirmation_can_be_sent_again_and_the_address_mended(stranger: Member):
    stranger.opens("registro")
    stranger.registers()
    first = stranger.link_in("Confirma tu correo")

    stranger.presses("Reenviar el correo")
    expect(stranger.screen.get_by_text("el correo va otra vez en camino")).to_be_visible()
    stranger.screen.get_by_role("link", name="Corregirlo").click()
    stranger.sees("Registrarme")

    expect(stranger.screen.get_by_label("Correo", exact=True)).to_have_value(stranger.email)
    assert first


def test_a_known_address_meets_the_same_screen_and_its_owner_is_told(member: Member):
    member.opens("registro")

    member.registers("otra frase que nadie sabe")

    assert "cuenta" in mail_to(member.mailbox_url, member.email, "Ya tienes")["text"]


def test_a_link_that_nobody_was_mailed_asks_for_the_address(stranger: Member):
    stranger.opens("confirmar.nadie-lo-envio")
    stranger.presses("Confirmar mi correo")
    stranger.sees("Pedir otro correo de confirmación")
    expect(stranger.screen.get_by_text("incompleto o ya venció")).to_be_visible()

    stranger.types("Correo", stranger.email)
    stranger.presses("Reenviar el correo")

    stranger.sees("Revisa tu correo")


@pytest.mark.parametrize("screen", ["confirmar", "correo"])
def test_a_mailed_token_leaves_the_address_at_once_and_is_kept_nowhere(
    stranger: Member, screen: str
):
    stranger.opens(f"{screen}.un-secreto")
    expect(stranger.screen.get_by_role("button")).to_be_visible()

    assert stranger.page.url.endswith(f"/acceso/#{screen}")
    assert "un-secreto" not in stranger.page.evaluate(KEPT)
    stranger.page.reload()
    expect(stranger.screen.get_by_text("incompleto")).to_be_visible()


def test_a_link_that_changes_no_address_says_how_to_go_on(stranger: Member):
    stranger.opens("correo.nadie-lo-envio")

    stranger.presses("Usar este correo")

    stranger.sees("Este enlace ya no cambia tu correo")


def test_what_is_missing_or_weak_is_said_at_its_field(stranger: Member):
    stranger.opens("registro")
    stranger.presses("Registrarme")
    stranger.is_told("Escribe tu nombre")
    stranger.is_told("Escribe tu correo")
    stranger.is_told("Escribe tu contraseña")

    stranger.types("Nombre", "Ana López")
    stranger.types("Correo", stranger.email)
    stranger.types("Contraseña", "password1")
    stranger.presses("Registrarme")

    stranger.is_told("de las primeras que alguien probaría")
    field = stranger.screen.get_by_label("Contraseña", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")


def test_a_password_is_shown_when_asked_and_never_sent_as_plain_text(member: Member):
    member.opens("entrar")
    field = member.screen.get_by_label("Contraseña", exact=True)
    field.fill("no es la mía")

    member.presses("Mostrar la contraseña")
    expect(field).to_have_attribute("type", "text")
    member.types("Correo o RFC", member.email)
    member.presses("Iniciar sesión")

    member.is_told("Los datos para entrar no coinciden")
    expect(field).to_have_attribute("type", "password")


def test_browsers_know_which_field_is_which(page: Page):
    page.goto("/acceso/")
    kinds = page.locator("form input[autocomplete]").evaluate_all(
        "(inputs) => inputs.map((input) => `${input.form.dataset.form} ${input.autocomplete}`)"
    )

    assert {
        "registro email",
        "registro new-password",
        "entrar username",
        "entrar current-password",
        "contrasena username",
        "contrasena current-password",
        "contrasena new-password",
        "contrasena-temporal username",
        "contrasena-temporal new-password",
    } <= set(kinds)


def test_an_address_of_others_is_no_way_back(member: Member):
    member.opens("entrar")
    member.page.evaluate("sessionStorage.setItem('facturable.return', '//evil.example/')")

    member.signs_in()

    member.page.wait_for_url("**/cuenta/")


def test_the_change_of_a_password_asks_to_sign_in_first_and_comes_back(member: Member):
    member.opens("contrasena")
    member.sees("Iniciar sesión")

    member.signs_in()
    member.sees("Cambiar contraseña")
    member.types("Contraseña actual", "no es la mía")
    member.types("Contraseña nueva", OTHER_PASSWORD)
    member.presses("Cambiar contraseña")

    member.is_told("Esa no es tu contraseña actual")


def test_a_signed_in_member_is_told_so_and_leaves_by_the_header(member: Member):
    member.opens("entrar")
    member.signs_in()
    member.page.wait_for_url("**/cuenta/")
    member.opens("entrar")
    member.sees("Ya iniciaste sesión")
    expect(member.screen).to_contain_text("Ana López")

    member.signs_out()

    expect(member.page.get_by_role("link", name="Registrarme")).to_be_visible()
    assert member.page.evaluate("fetch('/v1/account').then(({ status }) => status)") == 401


def test_a_session_that_could_not_be_ended_says_so(member: Member):
    member.opens("entrar")
    member.signs_in()
    member.page.wait_for_url("**/cuenta/")
    member.page.route("**/v1/sessions/current", lambda route: route.abort())

    member.page.locator(".account-menu summary").click()
    member.page.get_by_role("button", name="Cerrar sesión").click()

    expect(member.page.locator("[data-status-banner]")).to_contain_text("sigue abierta")
    member.is_in()


def test_a_temporary_password_opens_its_change_and_nothing_else(stranger: Member):
    page = stranger.page
    stranger.opens("registro")
    stranger.registers()
    stranger.confirms()
    temporary = stranger.asks_for_a_temporary_password()
    stranger.screen.get_by_role("link", name="Iniciar sesión").click()
    stranger.signs_in(temporary)
    stranger.sees("Cambiar contraseña temporal")
    assert page.url.endswith("/acceso/#contrasena")

    for path in ("/facturar/", "/cuenta/", "/"):
        page.goto(path)
        page.wait_for_url("**/acceso/#contrasena")
        stranger.sees("Cambiar contraseña temporal")
    stranger.types("Contraseña nueva", OTHER_PASSWORD)
    stranger.presses("Guardar contraseña")
    stranger.sees("Tu contraseña quedó guardada")
    stranger.is_in()
    stranger.signs_out()

    stranger.opens("entrar")
    stranger.signs_in(PASSWORD)
    stranger.is_told("Los datos para entrar no coinciden")
    stranger.signs_in(OTHER_PASSWORD)
    page.wait_for_url("**/cuenta/")


def test_recovery_asks_for_both_data_and_answers_alike_for_everybody(stranger: Member):
    stranger.opens("recuperar")
    stranger.presses("Enviar")
    stranger.is_told("Escribe tu RFC")
    stranger.is_told("Escribe tu correo")

    stranger.types("RFC", "gaRM-850312-h14")
    stranger.types("Correo registrado", stranger.email)
    stranger.presses("Enviar")

    stranger.sees("Revisa tu correo")
    expect(stranger.screen).to_contain_text("Si los datos coinciden")
