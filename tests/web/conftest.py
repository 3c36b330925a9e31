"""A real browser on the running system, and sales that nobody has invoiced yet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.web.account import Holder, open_account
from tests.web.member import Member, new_address
from tests.web.sales import sell
from tests.web.shopper import COMPANY, PERSON, Shopper, Ticket

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = ViewportSize(width=320, height=640)
DESK = ViewportSize(width=1280, height=800)

NewPage = Callable[..., Page]
NewTicket = Callable[..., Ticket]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser on the PATH, else Playwright's own."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser, facturable: Mapping[str, Any]) -> Iterator[NewPage]:
    """Open pages, each as somebody who was never here; at the end none may have complained."""
    complaints: list[str] = []
    contexts = []

    def open_page(viewport: ViewportSize = DESK, color_scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=facturable["base_url"],
            viewport=viewport,
            color_scheme=color_scheme,
            locale="es-MX",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: _note(line.type, line.text, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note(kind: str, text: str, complaints: list[str]) -> None:
    """Keep what the policy or the code complains of; a refusal that a test asks for is none."""
    if kind == "error" and "Failed to load resource" not in text:
        complaints.append(text)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Open one page at a desk."""
    return new_page()


@pytest.fixture
def new_ticket(browser: Browser, facturable: Mapping[str, Any]) -> Iterator[NewTicket]:
    """Make sales at the first branch, as `tests.web.sales.sell` does."""
    context = browser.new_context(base_url=facturable["base_url"])
    branch_id = facturable["branches"][0]["id"]

    def sold(**of_the_sale: str | None) -> Ticket:
        return sell(context.request, facturable["pos_api_key"], branch_id, **of_the_sale)

    yield sold
    context.close()


@pytest.fixture
def ticket(new_ticket: NewTicket) -> Ticket:
    """Make one sale, paid by credit card."""
    return new_ticket()


@pytest.fixture
def shopper(page: Page, facturable: Mapping[str, Any]) -> Shopper:
    """Bring somebody to the wizard's door, at a desk."""
    return Shopper(page, facturable["branches"])


@pytest.fixture(scope="session")
def known_address(browser: Browser, facturable: Mapping[str, Any]) -> str:
    """Register one account, by its screens, for every test that leaves its password as it is."""
    context = browser.new_context(base_url=facturable["base_url"], locale="es-MX")
    member = Member(context.new_page(), facturable["mailbox_url"], new_address())
    member.opens("registro")
    member.registers()
    member.confirms()
    context.close()
    return member.email


@pytest.fixture
def holder(page: Page, facturable: Mapping[str, Any]) -> Holder:
    """Bring somebody signed in to a new account, at a desk."""
    return open_account(page, facturable["base_url"], facturable["mailbox_url"])


@pytest.fixture
def invoiced(holder: Holder, new_ticket: NewTicket) -> list[dict[str, Any]]:
    """Have a company's and a person's factura ready, in this order."""
    asked = [holder.invoices(new_ticket(), holder.keeps(who)) for who in (COMPANY, PERSON)]
    return [holder.has_it_ready(invoice) for invoice in asked]


@pytest.fixture
def stranger(page: Page, facturable: Mapping[str, Any]) -> Member:
    """Bring somebody whom nobody knows yet, at a desk."""
    return Member(page, facturable["mailbox_url"], new_address())


@pytest.fixture
def member(page: Page, facturable: Mapping[str, Any], known_address: str) -> Member:
    """Bring somebody with an account, not signed in, at a desk."""
    return Member(page, facturable["mailbox_url"], known_address)
