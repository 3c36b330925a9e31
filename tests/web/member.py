"""What somebody does to get into his account, in his own words: labels, buttons, mails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.web.mailbox import mail_to

PASSWORD = "lluvia sobre el tejado azul"
LINK = re.compile(r"https?://\S+/acceso/#\S+")
TEMPORARY = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
SUMMARY = "Revisa lo siguiente"


def new_address() -> str:
    """Return an address that nobody had before."""
    return f"ana-{uuid4().hex[:12]}@correo.mx"


@dataclass(frozen=True)
class Member:
    """Somebody with an address, at the screens of access."""

    page: Page
    mailbox_url: str
    email: str

    @property
    def screen(self) -> Locator:
        """The one screen that is shown."""
        return self.page.locator("[data-step]:visible")

    def sees(self, heading: str) -> None:
        """See the screen's heading, in focus."""
        expect(self.page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_focused()

    def opens(self, screen: str) -> None:
        """Come by an address of access."""
        self.page.goto("about:blank")
        self.page.goto(f"/acceso/#{screen}")

    def types(self, label: str, text: str) -> None:
        """Fill the field of a label."""
        self.screen.get_by_label(label, exact=True).fill(text)

    def presses(self, button: str) -> None:
        """Press a button of the screen."""
        self.screen.get_by_role("button", name=button, exact=True).click()

    def is_told(self, message: str) -> None:
        """Find a message in the summary, which has focus."""
        summary = self.page.get_by_role("group", name=SUMMARY)
        expect(summary).to_be_focused()
        expect(summary).to_contain_text(message)
        assert self.page.title().startswith("Error: ")

    def registers(self, password: str = PASSWORD) -> None:
        """Fill the form and come to the notice."""
        self.types("Nombre", "Ana López")
        self.types("Correo", self.email)
        self.types("Contraseña", password)
        self.presses("Registrarme")
        self.sees("Ya casi terminas: revisa tu correo")

    def link_in(self, about: str) -> str:
        """Return the link of a mail."""
        found = LINK.search(mail_to(self.mailbox_url, self.email, about)["text"])
        assert found
        return found[0]

    def confirms(self) -> str:
        """Open the mailed link and press its button; return the link."""
        link = self.link_in("Confirma tu correo")
        self.page.goto("about:blank")
        self.page.goto(link)
        self.sees("Confirma tu correo")
        self.presses("Confirmar mi correo")
        self.sees("Tu cuenta está lista")
        return link

    def signs_in(self, password: str = PASSWORD) -> None:
        """Fill the form of signing in, and send it."""
        self.types("Correo o RFC", self.email)
        self.types("Contraseña", password)
        self.presses("Iniciar sesión")

    def is_in(self) -> None:
        """Find the own name in the header."""
        expect(self.page.locator(".account-menu summary")).to_contain_text("Ana López")

    def asks_for_a_temporary_password(self) -> str:
        """Recover by the registered address, and return what the mail brings."""
        self.opens("recuperar")
        self.screen.get_by_label("Aún no guardo ningún RFC en mi cuenta").check()
        self.types("Correo registrado", self.email)
        self.presses("Enviar")
        self.sees("Revisa tu correo")
        found = TEMPORARY.search(mail_to(self.mailbox_url, self.email, "temporal")["text"])
        assert found
        return found[0]

    def signs_out(self) -> None:
        """Leave by the header's menu."""
        self.page.locator(".account-menu summary").click()
        self.page.locator(".account-menu").get_by_role("button", name="Cerrar sesión").click()
        self.sees("Cerraste tu sesión")
