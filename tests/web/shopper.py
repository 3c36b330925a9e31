"""What a shopper does with the wizard, in his own words: labels and buttons, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Ticket:
    """A demo ticket as demo.json tells it."""

    branch_id: str
    order_number: str
    ticket_number: str
    total: str
    forma_pago: str | None
    code: str

    def proof(self) -> dict[str, str]:
        """Return the data that prove it, as the API takes them."""
        return {
            "branch_id": self.branch_id,
            "order_number": self.order_number,
            "ticket_number": self.ticket_number,
            "total": self.total,
        }

    def with_total(self, total: str) -> Ticket:
        """Return it as somebody types it who reads its total so."""
        return replace(self, total=total)


@dataclass(frozen=True)
class Taxpayer:
    """The fiscal data that a shopper copies from his constancia."""

    rfc: str
    name: str
    postal_code: str
    regimen_fiscal: str
    uso_cfdi: str


COMPANY = Taxpayer("CAC200113QW2", "COMERCIALIZADORA ALBA DEL CARMEN", "06700", "601", "G03")
PERSON = Taxpayer("GARM850312H14", "MARIANA GARCIA ROBLES", "64000", "612", "G03")
MISNAMED = Taxpayer("LOHA791130M27", "ANDREA LOPES HERRERA", "44100", "626", "G03")


@dataclass(frozen=True)
class Shopper:
    """Somebody at the wizard. Every step leaves him on the next screen."""

    page: Page
    branches: Sequence[dict[str, Any]]

    def heading(self, text: str) -> None:
        """See the screen's heading."""
        expect(self.page.get_by_role("heading", level=1, name=text)).to_be_visible()

    def next(self) -> None:
        """Press Siguiente."""
        self.page.get_by_role("button", name="Siguiente").click()

    def opens_the_wizard(self) -> None:
        """Come from the first page."""
        self.page.goto("/")
        self.page.get_by_role("link", name="Facturar", exact=True).click()
        self.heading("¿En qué sucursal compraste?")

    def picks(self, ticket: Ticket) -> None:
        """Find the ticket's branch by typing its name, and come to the RFC."""
        self.picks_the_branch(ticket)
        self.heading("Captura tu RFC")

    def picks_the_branch(self, ticket: Ticket) -> None:
        """Find the ticket's branch by typing its name."""
        branch = next(one for one in self.branches if one["id"] == ticket.branch_id)
        self.page.get_by_label("Sucursal", exact=True).fill(branch["name"])
        self.page.get_by_role("radio", name=f"{branch['brand']['name']} {branch['name']}").check()
        self.next()

    def states_the_rfc(self, rfc: str) -> None:
        """Type an RFC."""
        self.page.get_by_label("RFC", exact=True).fill(rfc)
        self.next()
        self.heading("Tus datos fiscales")

    def states(self, who: Taxpayer) -> None:
        """Type all fiscal data."""
        self.states_the_rfc(who.rfc)
        self.page.get_by_label("Nombre o razón social").fill(who.name)
        self.page.get_by_label("Domicilio fiscal (código postal)").fill(who.postal_code)
        self.page.get_by_label("Régimen fiscal").select_option(who.regimen_fiscal)
        self.page.get_by_label("Uso de CFDI").select_option(who.uso_cfdi)
        self.next()
        self.heading("Captura tu ticket")

    def types(self, ticket: Ticket) -> None:
        """Type the three data of the paper, and send them."""
        self.page.get_by_label("Número de orden").fill(ticket.order_number)
        self.page.get_by_label("Número de ticket").fill(ticket.ticket_number)
        self.page.get_by_label("Total", exact=True).fill(ticket.total)
        self.next()

    def proves(self, ticket: Ticket) -> None:
        """Type the ticket and see that it was found."""
        self.types(ticket)
        self.heading("¿Cómo pagaste?")

    def pays_as_he_did(self) -> None:
        """Keep the form of payment that the store told, or choose one of those it allows."""
        choices = self.page.locator('[data-step="pago"]').get_by_role("radio")
        if choices.and_(self.page.locator(":checked")).count() == 0:
            choices.first.check()
        self.next()
        self.heading("Revisa tus datos")

    def reaches_the_review(self, ticket: Ticket, who: Taxpayer) -> None:
        """Walk every screen up to the last button."""
        self.opens_the_wizard()
        self.picks(ticket)
        self.states(who)
        self.proves(ticket)
        self.pays_as_he_did()

    def generates(self, *emails: str) -> None:
        """Press the last button and come to the invoice's own page."""
        if emails:
            self.page.get_by_label("Correo", exact=True).fill(emails[0])
        self.page.get_by_role("button", name="Generar factura").click()
        self.page.wait_for_url("**/estado/#*")

    def gets_the_invoice(self, timeout_s: float = 60) -> None:
        """Wait on the status page until the files are there."""
        button = self.page.get_by_role("button", name="Descargar XML")
        expect(button).to_be_visible(timeout=timeout_s * 1000)

    def sees_errors(self, *messages: str) -> None:
        """Find the summary in focus, `Error:` in the title, and each message as a link."""
        summary = self.page.get_by_role("group", name="Revisa lo siguiente")
        expect(summary).to_be_focused()
        assert self.page.title().startswith("Error: ")
        for message in messages:
            expect(summary.get_by_role("link", name=message)).to_be_visible()
