"""Secrets as JSON objects in Secrets Manager, remembered for a few minutes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws import clients
from chalicelib.aws.failures import error_code
from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mypy_boto3_secretsmanager import SecretsManagerClient

REMEMBERED = timedelta(minutes=5)
"""A rotated secret is in use everywhere after this long."""


class Secrets:
    """Reads and writes whole secrets by name; the text is kept, so nobody shares an object."""

    def __init__(
        self, clock: Callable[[], datetime], client: SecretsManagerClient | None = None
    ) -> None:
        self._client = client or clients.secrets_manager()
        self._clock = clock
        self._kept: dict[str, tuple[datetime, str]] = {}

    def read(self, name: str) -> dict[str, Any]:
        """Return a secret. Raises LookupError when there is none, Unavailable without an answer.

        While Secrets Manager is away, what was read before goes on serving.
        """
        kept = self._kept.get(name)
        if kept is None or self._clock() >= kept[0] + REMEMBERED:
            kept = self._refreshed(name, kept)
        return _object(name, kept[1])

    def put(self, name: str, value: dict[str, Any]) -> None:
        """Write a secret, the first time too. Raises Unavailable."""
        text = json.dumps(value)
        try:
            self._write(name, text)
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error
        self._kept[name] = (self._clock(), text)

    def _refreshed(self, name: str, kept: tuple[datetime, str] | None) -> tuple[datetime, str]:
        try:
            self._kept[name] = (self._clock(), self._fetch(name))
        except Unavailable:
            if kept is None:
                raise
            return kept
        return self._kept[name]

    def _fetch(self, name: str) -> str:
        try:
            return self._client.get_secret_value(SecretId=name)["SecretString"]
        except ClientError as error:
            if error_code(error) == "ResourceNotFoundException":
                raise LookupError(f"no secret {name}") from error
            raise Unavailable from error
        except BotoCoreError as error:
            raise Unavailable from error

    def _write(self, name: str, text: str) -> None:
        try:
            self._client.put_secret_value(SecretId=name, SecretString=text)
        except self._client.exceptions.ResourceNotFoundException:
            self._client.create_secret(Name=name, SecretString=text)


def _object(name: str, text: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise TypeError(f"the secret {name} is not a JSON object")
    return value
