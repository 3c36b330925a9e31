"""Fiscal data as they are kept, from data that a body's model judged."""

from __future__ import annotations

from chalicelib.domain.receptor import (
    FOREIGN_USO_CFDI,
    Receptor,
    foreign_receptor,
    suggested_uso_cfdi,
)
from chalicelib.domain.rfc import RFC


def fiscal_data(
    rfc: str,
    name: str,
    postal_code: str | None,
    regimen_fiscal: str | None,
    uso_cfdi: str | None,
) -> tuple[Receptor, str]:
    """Return the receptor and its use of the CFDI; what SAT fixes for a foreigner is put in."""
    holder = RFC.parse(rfc)
    if holder.is_foreign_generic:
        return foreign_receptor("", name), FOREIGN_USO_CFDI
    regimen = regimen_fiscal or ""
    receptor = Receptor(holder, name, postal_code or "", regimen)
    return receptor, uso_cfdi or suggested_uso_cfdi(regimen)
