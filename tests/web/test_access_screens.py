"""The screens of access are for everybody: axe, 320 pixels, thumbs, the keyboard alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.web.accessibility import complaints
from tests.web.conftest import DESK, PHONE, NewPage
from tests.web.member import PASSWORD, SUMMARY, Member
from tests.web.test_everybody import press_on, type_into

pytestmark = [pytest.mark.browser, pytest.mark.system]


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")]
)
def test_every_screen_of_access_serves_everybody(
    new_page: NewPage, viewport: ViewportSize, scheme: str
):
    page = new_page(viewport, scheme)
    page.goto("/acceso/")
    screens = page.locator("[data-step]").evaluate_all(
        "(all) => all.map((screen) => screen.dataset.step)"
    )
    found: list[str] = []

    for screen in screens:
        show_alone(page, screen)
        found += complaints(page, screen)
    for screen in ("registro", "entrar", "recuperar", "reenviar"):
        page.goto("about:blank")
        page.goto(f"/acceso/#{screen}")
        page.locator("[data-step]:visible button[type=submit]").click()
        expect(page.get_by_role("group", name=SUMMARY)).to_be_focused()
        found += complaints(page, f"{screen}, with errors")

    assert len(screens) > 15
    assert found == []


def show_alone(page: Page, screen: str) -> None:
    """Show a screen and every one of its sentences, whoever may see it."""
    page.evaluate(
        """(screen) => {
          for (const part of document.querySelectorAll("[data-state], [data-step]")) {
            part.hidden = part.dataset.step !== screen;
          }
          const shown = document.querySelector(`[data-step="${screen}"]`);
          for (const words of shown.querySelectorAll("[data-why], [data-when], [data-said]")) {
            words.hidden = false;
          }
        }""",
        screen,
    )


def test_the_menu_of_a_member_serves_everybody(
    new_page: NewPage, facturable: Mapping[str, Any], known_address: str
):
    page = new_page(PHONE)
    member = Member(page, facturable["mailbox_url"], known_address)
    member.opens("entrar")
    member.signs_in()
    page.wait_for_url("**/cuenta/")
    summary = page.locator(".account-menu summary")

    summary.click()
    expect(page.get_by_role("button", name="Cerrar sesión")).to_be_visible()
    found = complaints(page, "menu")
    page.keyboard.press("Escape")

    assert found == []
    expect(summary).to_be_focused()
    expect(page.get_by_role("button", name="Cerrar sesión")).to_be_hidden()


def test_signing_in_goes_by_keyboard_alone(member: Member):
    page = member.page
    page.goto("/")

    press_on(page, "Iniciar sesión")
    member.sees("Iniciar sesión")
    type_into(page, "entrar-login", member.email)
    type_into(page, "entrar-password", PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url("**/cuenta/")
