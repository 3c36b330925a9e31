"""Fiscal profiles, asked and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib.api.schemas.invoices import EmailList
from chalicelib.api.schemas.receptors import Code, Name, PostalCode, TypedRFC, typed, wrong_data
from chalicelib.api.schemas.shared import Body, Complaint, Moment, View
from chalicelib.domain.profile import Profile
from chalicelib.domain.rfc import RFC, InvalidRFC


class ProfileRequest(Body):
    """The data of a person or a company, as the constancia prints them.

    A foreigner's RFC (XEXX010101000) needs only its name. Left out, `uso_cfdi`
    is the one that most want in that régimen, and `persona` what the RFC says.
    """

    persona: Literal["fisica", "moral"] | None = None
    rfc: TypedRFC
    name: Name
    postal_code: PostalCode | None = None
    regimen_fiscal: Code | None = None
    uso_cfdi: Code | None = None
    emails: EmailList = []
    is_main: bool = False

    @classmethod
    def also_wrong(cls, given: Mapping[str, Any]) -> Iterator[Complaint]:
        """Judge the data as the wizard does; a failing check digit only warns there."""
        for field, code in wrong_data(given, typed(given, "uso_cfdi") or None):
            yield (field,), code
        if not _fits(given.get("persona"), typed(given, "rfc") or ""):
            yield ("persona",), "not_allowed_for_persona"


def _fits(persona: object, rfc: str) -> bool:
    """Tell whether an RFC is of the kind of person that was named, as far as it can be read."""
    try:
        return persona in (None, RFC.parse(rfc).persona.value)
    except InvalidRFC:
        return True


class ProfileView(View):
    """A profile; `postal_code` is null where the branch's is used (a foreigner's RFC)."""

    id: str
    persona: str
    name: str
    rfc: str
    postal_code: str | None
    regimen_fiscal: str
    uso_cfdi: str
    emails: list[str]
    is_main: bool

    @classmethod
    def of(cls, profile: Profile) -> ProfileView:
        """Show a profile to its owner."""
        receptor = profile.receptor
        return cls(
            id=profile.id,
            persona=profile.persona.value,
            name=receptor.name,
            rfc=profile.rfc,
            postal_code=receptor.postal_code or None,
            regimen_fiscal=receptor.regimen_fiscal,
            uso_cfdi=profile.uso_cfdi,
            emails=list(profile.emails),
            is_main=profile.is_main,
        )


class ProfileList(View):
    """A page of an account's profiles, oldest first."""

    items: list[ProfileView]
    next_cursor: str | None


class CardView(View):
    """A profile's card for the till: its text, the same as a picture, and when it ends."""

    card: str
    qr: Annotated[str, Field(description="data:image/svg+xml, to be shown as it is")]
    expires_at: Moment
