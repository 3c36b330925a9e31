"""What a phone remembers, asked and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.api.schemas.invoices import EmailList, ReceptorBody
from chalicelib.api.schemas.receptors import Code, typed, wrong_data
from chalicelib.api.schemas.shared import Body, Complaint, Moment, View
from chalicelib.domain.remembered import RememberedReceptor


class RememberRequest(Body):
    """The data that the wizard is to fill in the next time, judged as the wizard does."""

    receptor: ReceptorBody
    uso_cfdi: Code | None = None
    emails: EmailList = []

    @classmethod
    def also_wrong(cls, given: Mapping[str, Any]) -> Iterator[Complaint]:
        """Judge the fiscal data; a use that is left out is the one that most want."""
        receptor = given.get("receptor")
        if isinstance(receptor, dict):
            for field, code in wrong_data(receptor, typed(given, "uso_cfdi") or None):
                yield ((field,) if field == "uso_cfdi" else ("receptor", field)), code


class RememberedReceptorView(View):
    """The fiscal data; `postal_code` is null where the branch's is used (a foreigner's RFC)."""

    rfc: str
    name: str
    postal_code: str | None
    regimen_fiscal: str


class RememberedView(View):
    """What is remembered, until when."""

    receptor: RememberedReceptorView
    uso_cfdi: str
    emails: list[str]
    expires_at: Moment

    @classmethod
    def of(cls, kept: RememberedReceptor) -> RememberedView:
        """Show it to the phone that it is kept for."""
        receptor = RememberedReceptorView(
            rfc=str(kept.receptor.rfc),
            name=kept.receptor.name,
            postal_code=kept.receptor.postal_code or None,
            regimen_fiscal=kept.receptor.regimen_fiscal,
        )
        return cls(
            receptor=receptor,
            uso_cfdi=kept.uso_cfdi,
            emails=list(kept.emails),
            expires_at=kept.expires_at,
        )
