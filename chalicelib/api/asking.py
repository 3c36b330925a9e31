"""What a request wants on the CFDI: data that were typed, or those of a fiscal profile."""

from __future__ import annotations

from chalicelib.api.schemas import invoices as schemas
from chalicelib.domain.account import Account
from chalicelib.domain.profile import Profile
from chalicelib.errors import FieldProblem, Invalid, NotSignedIn
from chalicelib.usecases.request_rules import AskedData


def asked_data(asked: schemas.InvoiceRequest, account: Account | None) -> AskedData:
    """Return the data that a request names, one way or the other.

    Raises NotSignedIn where a guest names a profile, and Invalid where the
    account has none of that name.
    """
    if asked.receptor is not None:
        return _typed(asked, asked.receptor)
    if account is None:
        raise NotSignedIn
    profile = account.profile(asked.profile_id or "")
    if profile is None:
        raise Invalid(fields=(FieldProblem("/profile_id", "not_in_catalog"),))
    return _of_profile(asked, profile)


def corrected_data(before: AskedData, change: schemas.CorrectionRequest) -> AskedData:
    """Return what was asked before with what a correction changes of it."""
    receptor = change.receptor or schemas.ReceptorChange()
    return AskedData(
        rfc=receptor.rfc or before.rfc,
        name=receptor.name or before.name,
        postal_code=receptor.postal_code or before.postal_code,
        regimen_fiscal=receptor.regimen_fiscal or before.regimen_fiscal,
        uso_cfdi=change.uso_cfdi or before.uso_cfdi,
        forma_pago=change.forma_pago or before.forma_pago,
        emails=_addresses(change.emails, before.emails),
    )


def _typed(asked: schemas.InvoiceRequest, receptor: schemas.ReceptorBody) -> AskedData:
    return AskedData(
        rfc=receptor.rfc,
        name=receptor.name or "",
        postal_code=receptor.postal_code or "",
        regimen_fiscal=receptor.regimen_fiscal or "",
        uso_cfdi=asked.uso_cfdi or "",
        forma_pago=asked.forma_pago,
        emails=_addresses(asked.emails, ()),
    )


def _of_profile(asked: schemas.InvoiceRequest, profile: Profile) -> AskedData:
    receptor = profile.receptor
    return AskedData(
        rfc=profile.rfc,
        name=receptor.name,
        postal_code=receptor.postal_code,
        regimen_fiscal=receptor.regimen_fiscal,
        uso_cfdi=asked.uso_cfdi or profile.uso_cfdi,
        forma_pago=asked.forma_pago,
        emails=_addresses(asked.emails, profile.emails),
    )


def _addresses(asked: list[str] | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return otherwise if asked is None else tuple(dict.fromkeys(asked))
