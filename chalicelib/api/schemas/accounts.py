"""Opening an account and getting back into it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chalicelib.api.schemas.captcha import Captcha
from chalicelib.api.schemas.invoices import EmailAddress
from chalicelib.api.schemas.passwords import Password
from chalicelib.api.schemas.receptors import ReadableRFC
from chalicelib.api.schemas.shared import Body, Text, View
from chalicelib.domain import person_name


def _readable(text: str) -> str:
    name = person_name.composed(text)
    if not person_name.is_person_name(name):
        raise PydanticCustomError("wrong_format", "not a name that can be read out")
    return name


PersonName = Annotated[Text, Field(max_length=person_name.LONGEST), AfterValidator(_readable)]
"""What a person is called, in visible characters."""

MailedToken = Annotated[Text, Field(max_length=200)]
"""The token that a mail brings in its link's fragment."""


class RegistrationRequest(Body):
    """Who wants an account."""

    name: PersonName
    email: EmailAddress
    password: Password
    captcha: Captcha = None


class ConfirmationRequest(Body):
    """The token that shows that the address is the asker's."""

    token: MailedToken


class ResendRequest(Body):
    """The address whose link is lost or expired."""

    email: EmailAddress
    captcha: Captcha = None


class RecoveryRequest(Body):
    """Whose password is lost. Only who has no fiscal profile yet leaves the RFC out."""

    rfc: ReadableRFC | None = None
    email: EmailAddress
    captcha: Captcha = None


class Accepted(View):
    """What is told to everybody, whether there is an account or not."""

    status: Literal["accepted"] = "accepted"
