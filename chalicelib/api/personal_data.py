"""The file with everything that is kept of a person."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib import clock
from chalicelib.api.schemas import personal_data as schemas
from chalicelib.api.schemas.profiles import ProfileView
from chalicelib.api.schemas.sessions import SessionView
from chalicelib.domain.account import Account
from chalicelib.domain.invoice import Invoice
from chalicelib.usecases.data_export import PersonalData
from chalicelib.usecases.email_changing import pending_change

LARGEST = 5_000_000
"""Bytes of invoices: a Lambda's answer ends at 6 MB (AWS, "Lambda quotas")."""


def personal_data_view(data: PersonalData, session_id: str) -> schemas.PersonalDataView:
    """Show it whole, or as many of the newest invoices as one answer holds."""
    account, change = data.account, pending_change(data.account, clock.now())
    invoices = _that_fit(data.invoices, account)
    return schemas.PersonalDataView(
        account=schemas.OwnAccount.of(account),
        email_change=schemas.OwnEmailChange.of(change) if change else None,
        profiles=[ProfileView.of(profile) for profile in account.profiles],
        sessions=[SessionView.of(session, session_id) for session in data.sessions],
        exports=[schemas.OwnExport.of(export) for export in data.exports],
        invoices=invoices,
        invoices_are_complete=data.is_whole and len(invoices) == len(data.invoices),
    )


def _that_fit(invoices: Sequence[Invoice], account: Account) -> list[schemas.OwnInvoice]:
    fitting: list[schemas.OwnInvoice] = []
    size = 0
    for invoice in invoices:
        view = schemas.OwnInvoice.of(invoice, account)
        size += len(view.model_dump_json().encode())
        if size > LARGEST:
            break
        fitting.append(view)
    return fitting
