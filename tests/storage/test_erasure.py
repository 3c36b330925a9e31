"""A deleted account, looked for in every table and every version of every file."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from secrets import token_hex
from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.export import ExportFormat
from chalicelib.domain.listing import Filters
from chalicelib.domain.profile import Profile
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.rfc import RFC
from chalicelib.pac.port import CFDIRejected
from chalicelib.usecases.invoicing import Wanted
from chalicelib.usecases.session_opening import Device
from tests.factories import OTHER_RFC, make_asked, make_proof, make_receptor, make_ticket
from tests.storage.stored_world import Holdings, StoredWorld
from tests.usecases.conftest import csd, sat
from tests.usecases.people import mailed_to, token_in

if TYPE_CHECKING:
    from chalicelib.domain.invoice import Invoice

__all__ = ["csd", "sat"]

PASSWORD = "una frase que nadie adivina"
TAX_LAW = {"cfdi/", "pdf/", "sealed/", "invoices"}
"""Where what a CFDI states may stay: the documents, and the record that finds them."""


def word() -> str:
    """Make a word of letters that nothing else holds."""
    return "".join(chr(ord("A") + int(digit, 16)) for digit in token_hex(10))


def address() -> str:
    return f"{word().lower()}@correo.example"


class Olivia:
    """A person who left a mark of her own in every field that she could."""

    def __init__(self, world: StoredWorld) -> None:
        self.world = world
        self.name, self.registered, self.device = word(), word(), word()
        self.former, self.email, self.waiting = address(), address(), address()
        self.copy, self.guest_copy = address(), address()
        self.stated, self.refused, self.unused = word(), word(), word()
        self.unused_rfc = f"{word()[:4]}800101{token_hex(1).upper()}5"
        self.account_id = self._opens_an_account()

    def _opens_an_account(self) -> str:
        self.world.registering.ask(self.name, self.former, PASSWORD)
        self.world.work()
        token = token_in(mailed_to(self.world, self.former)[-1])
        return self.world.registering.confirm(token).id

    @property
    def account(self):
        found = self.world.accounts.get(self.account_id)
        assert found is not None
        return found

    def ask(self, number: str, viewer: str | None, **changes: object) -> Invoice:
        """Ask for a ticket's invoice, and have it worked on."""
        bought = self.world.clock.now - timedelta(hours=1)
        ticket = make_ticket(
            order_number=f"{self.device[:8]}{number}", ticket_number=number, purchased_at=bought
        )
        self.world.load(ticket)
        asked = make_asked(**changes)
        invoice = self.world.invoicing.request(Wanted((make_proof(ticket),), asked, viewer)).invoice
        self.world.work()
        return invoice

    def lives(self) -> None:
        """Use everything that an account can."""
        world = self.world
        world.signing_in.sign_in(self.former, PASSWORD, Device(self.device, True, True))
        self._keeps_profiles()
        emails = (self.former, self.copy)
        self.ask("1", self.account_id, name=self.stated, emails=emails)
        world.pac.orders.append(CFDIRejected("CFDI40145", f"{self.refused} no es", "Nombre"))
        self.ask("2", self.account_id, name=self.refused, emails=emails)
        world.pac.orders.clear()
        self.ask("3", None, name=self.stated, emails=(self.former,))
        self.shared = self.ask("4", None, **{**OTHER_RFC, "emails": (self.guest_copy, self.former)})
        self._changes_the_address()
        world.recovering.ask(self.email, RFC.parse(self.unused_rfc))
        for kind in ExportFormat:
            world.exporting.ask(self.account, Filters(), kind)
        world.work()

    def _keeps_profiles(self) -> None:
        unused = Receptor(RFC.parse(self.unused_rfc), self.unused, "80290", "612")
        for receptor in (unused, make_receptor(name=self.stated)):
            profile = Profile("", receptor, "G03", (self.copy,))
            self.world.profile_keeping.add(self.account, profile)

    def _changes_the_address(self) -> None:
        world = self.world
        world.registering.ask(self.registered, self.email, PASSWORD)
        world.work()
        world.email_changing.ask(self.account, self.email)
        world.work()
        mail = mailed_to(world, self.email)[-1]
        token = mail.text.partition("#correo.")[2].split()[0]
        world.email_changing.confirm(token, None)
        world.clock.passes(seconds=2)
        world.work()
        world.signing_in.sign_in(self.email, PASSWORD, Device(self.device, True, True))
        world.email_changing.ask(self.account, self.waiting)
        world.work()

    @property
    def secrets(self) -> dict[str, str]:
        """What nobody may hold any more."""
        own = vars(self)
        names = ("name", "registered", "device", "former", "email", "waiting", "copy", "unused")
        plain = {name: own[name] for name in (*names, "unused_rfc", "account_id")}
        hashed = {f"{name} hashed": sha256(own[name]) for name in ("former", "email", "copy")}
        return {**plain, **hashed}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def gone(stored, csd, sat) -> Olivia:
    """Olivia after her account was deleted; every mark of hers was found before."""
    olivia = Olivia(StoredWorld(csd, sat, stored))
    olivia.lives()
    before = olivia.world.look()
    assert [name for name, mark in olivia.secrets.items() if not before.places_of(mark)] == []
    assert "exports/" in before.places_of(olivia.stated)
    olivia.world.closing.close(olivia.account)
    olivia.world.lives(minutes=3)
    return olivia


@pytest.fixture(scope="module")
def left(gone) -> Holdings:
    return gone.world.look()


def test_nothing_of_the_person_is_anywhere(gone, left):
    found = {name: left.places_of(mark) for name, mark in gone.secrets.items()}

    assert {name: places for name, places in found.items() if places} == {}


def test_what_a_cfdi_states_is_kept_with_the_cfdi_and_nowhere_else(gone, left):
    assert left.places_of(gone.stated) == TAX_LAW


def test_a_request_that_was_refused_ends_with_its_sealed_bytes(gone, left):
    assert left.places_of(gone.refused) == {"sealed/"}


def test_who_asked_for_an_invoice_himself_keeps_it(gone, left):
    shared = gone.world.now(gone.shared)

    assert shared.data.emails == (gone.guest_copy,)
    assert left.places_of(gone.guest_copy) == {"invoices"}


def test_no_job_is_left_and_the_person_was_told(gone):
    assert gone.world.queues.waiting == []
    assert mailed_to(gone.world, gone.email)[-1].subject == "Eliminamos tu cuenta"
