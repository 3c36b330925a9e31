"""What somebody does at the panel of control."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect


def rows(page: Page) -> Locator:
    """Every invoice that is shown."""
    return page.locator("tbody [role='row']")


def row_of(page: Page, invoice: dict[str, Any]) -> Locator:
    """The row of one invoice."""
    return rows(page).filter(has_text=invoice["tickets"][0]["ticket_number"])


def open_panel(page: Page, address: str = "/cuenta/") -> None:
    """Come to the panel, and wait until it shows what it found."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1, name="Panel de control")).to_be_visible()
    expect(page.locator('[data-list][aria-busy="false"]')).to_be_visible()


def filter_by(page: Page, label: str, option: str) -> None:
    """Choose in one list, and press Filtrar."""
    page.get_by_label(label, exact=True).select_option(label=option)
    page.get_by_role("search").get_by_role("button", name="Filtrar").click()
