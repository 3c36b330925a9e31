"""Asking for an invoice, its mails and its corrections; what is told of it is invoice_views.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chalicelib.api.schemas.captcha import Captcha
from chalicelib.api.schemas.receptors import (
    Code,
    Name,
    PostalCode,
    ReadableRFC,
    TypedRFC,
    typed,
    wrong_data,
)
from chalicelib.api.schemas.shared import Body, Complaint, Text
from chalicelib.api.schemas.tickets import TicketProof
from chalicelib.catalogs import sat
from chalicelib.domain.email_address import is_email_address


def _address(text: str) -> str:
    if not is_email_address(text):
        raise PydanticCustomError("wrong_format", "not an e-mail address")
    return text


def _not_yet(asked: object) -> None:
    if asked:
        raise PydanticCustomError("not_available_yet", "not offered yet")


def _known_forma(code: str) -> str:
    if sat.forma_pago(code) is None:
        raise PydanticCustomError("not_in_catalog", "not a form of payment")
    return code


FormaCode = Annotated[Code, AfterValidator(_known_forma)]
EmailAddress = Annotated[Text, Field(max_length=254), AfterValidator(_address)]
Identifier = Annotated[Text, Field(max_length=64)]
EmailList = Annotated[list[EmailAddress], Field(max_length=3)]


class ReceptorBody(Body):
    """The fiscal data as the constancia prints them; a foreigner's RFC needs only its name."""

    rfc: TypedRFC
    name: Name | None = None
    postal_code: PostalCode | None = None
    regimen_fiscal: Code | None = None


class InvoiceRequest(Body):
    """Tickets of one purchase or several, and the data of the CFDI: typed, or a profile's.

    With a profile its use and addresses count where none are asked; `emails` [] asks for no mail.
    """

    tickets: Annotated[list[TicketProof], Field(min_length=1, max_length=20)]
    receptor: ReceptorBody | None = None
    profile_id: Identifier | None = None
    uso_cfdi: Code | None = None
    forma_pago: FormaCode
    emails: EmailList | None = None
    wait_for_ticket: Annotated[bool | None, AfterValidator(_not_yet)] = None
    captcha: Captcha = None

    @classmethod
    def also_wrong(cls, given: Mapping[str, Any]) -> Iterator[Complaint]:
        """Judge the fiscal data as far as neither a ticket nor a profile is needed for it."""
        receptor, profile_id = given.get("receptor"), given.get("profile_id")
        if receptor is not None and profile_id is not None:
            yield ("profile_id",), "conflicts_with_receptor"
        if receptor is None and profile_id is None:
            yield ("receptor",), "required"
        yield from _wrong_fiscal_data(receptor, typed(given, "uso_cfdi"))


def _wrong_fiscal_data(receptor: object, uso_cfdi: str | None) -> Iterator[Complaint]:
    if isinstance(receptor, dict):
        for field, code in wrong_data(receptor, uso_cfdi):
            yield ((field,) if field == "uso_cfdi" else ("receptor", field)), code
    elif uso_cfdi and sat.uso_cfdi(uso_cfdi) is None:
        yield ("uso_cfdi",), "not_in_catalog"


class InvoiceLookup(TicketProof):
    """A proved ticket and the RFC that its invoice was asked with."""

    rfc: ReadableRFC
    captcha: Captcha = None


class EmailsRequest(Body):
    """Where to send the files."""

    emails: Annotated[list[EmailAddress], Field(min_length=1, max_length=3)]


class ReceptorChange(Body):
    """The fiscal data to correct; what is left out stays."""

    rfc: TypedRFC | None = None
    name: Name | None = None
    postal_code: PostalCode | None = None
    regimen_fiscal: Code | None = None


class CorrectionRequest(Body):
    """What to correct of a request that is not sealed, or was refused."""

    receptor: ReceptorChange | None = None
    uso_cfdi: Code | None = None
    forma_pago: FormaCode | None = None
    emails: EmailList | None = None


class InvoiceClaim(Body):
    """An invoice and the token that a guest got with it."""

    invoice_id: Identifier
    access_token: Annotated[Text, Field(max_length=200)]
