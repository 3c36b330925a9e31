"""Challenges, and how their solutions come in."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from chalicelib.api.schemas.shared import Body, Text, View
from chalicelib.domain.captcha_action import CaptchaAction


def _text_or_object(value: Any) -> Any:
    if value is None or isinstance(value, (str, dict)):
        return value
    raise PydanticCustomError("wrong_type", "a solved challenge is a text or an object")


Captcha = Annotated[
    Any,
    BeforeValidator(_text_or_object),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "object"}, {"type": "null"}], "default": None}
    ),
]
"""A solved challenge, when one was asked for: ALTCHA's base64 text, or the object in it."""

Action = Annotated[
    Text, WithJsonSchema({"type": "string", "enum": [action.value for action in CaptchaAction]})
]


class ChallengeRequest(Body):
    """What the challenge is to be good for: the `captcha_action` of the refusal, where one came."""

    action: Action


class ChallengeData(View):
    """What a challenge is bound to."""

    action: str


class ChallengeParameters(View):
    """ALTCHA's parameters: find the counter whose derived key begins with `keyPrefix`."""

    model_config = ConfigDict(frozen=True, validate_by_name=True)

    algorithm: str
    cost: int
    key_length: int = Field(alias="keyLength")
    key_prefix: str = Field(alias="keyPrefix")
    nonce: str
    salt: str
    key_signature: str = Field(alias="keySignature")
    expires_at: int = Field(alias="expiresAt")
    data: ChallengeData


class Challenge(View):
    """A proof of work in ALTCHA's form (version 2), signed."""

    parameters: ChallengeParameters
    signature: str
