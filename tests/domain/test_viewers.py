"""Whose panel an invoice is in, and who may become one of them."""

from __future__ import annotations

import pytest

from chalicelib.domain.listing import MOST_VIEWERS, may_see, shown_to
from tests.account_factories import make_account
from tests.factories import make_data, make_invoice

OWN = "own@correo.example"


@pytest.mark.parametrize(
    ("account", "sees"),
    [
        (make_account(id="acc-1", email=OWN), True),
        (make_account(id="acc-2", email=OWN), False),
        (make_account(id="acc-2", email="Olivia@Correo.example"), True),
        (make_account(id="acc-2", email="olivia@correo.example.mx"), False),
    ],
    ids=["a viewer", "a stranger", "who is mailed it", "who is nearly mailed it"],
)
def test_an_invoice_is_seen_by_its_viewers_and_by_who_is_mailed_it(account, sees):
    invoice = make_invoice(viewers=("acc-1",), data=make_data(emails=("olivia@correo.example",)))

    assert may_see(account, invoice) is sees


def test_a_new_viewer_is_a_new_version():
    invoice = make_invoice(viewers=("acc-1",))

    seen = shown_to(invoice, "acc-2")

    assert seen.viewers == ("acc-1", "acc-2")
    assert seen.version == invoice.version + 1


def test_who_is_a_viewer_already_changes_nothing():
    invoice = make_invoice(viewers=("acc-1",))

    assert shown_to(invoice, "acc-1") is invoice


def test_an_invoice_has_only_so_many_viewers():
    invoice = make_invoice(viewers=tuple(f"acc-{n}" for n in range(MOST_VIEWERS)))

    assert shown_to(invoice, "one-more") is invoice
