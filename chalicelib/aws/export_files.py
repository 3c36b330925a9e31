"""The files that exports made. They are copies: unlike a factura, they can be erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws import clients
from chalicelib.aws.attachment import attachment
from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

FOLDER = "exports/"
LONGEST_S = 120
"""An address is used at once; one that is found later in a history opens nothing."""


class ExportFiles:
    """The folder exports/ of the files bucket behind the port of the same name.

    Every method raises Unavailable when S3 does not answer, and ValueError for a
    key that is not an export's.
    """

    def __init__(self, files_bucket: str, client: S3Client | None = None) -> None:
        self._client = client or clients.s3()
        self._bucket = files_bucket

    def put_export(self, key: str, content: bytes | BinaryIO, content_type: str) -> None:
        """Keep a file, in place of an earlier one; an open one is read from where it stands."""
        _require_key(key)
        try:
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=content, ContentType=content_type
            )
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error

    def delete_all(self, prefix: str) -> None:
        """Erase a folder, every version of every file, so that nobody can restore it.

        Where S3 stops half way, the next call goes on.
        """
        _require_folder(prefix)
        try:
            for versions in self._versions(prefix):
                self._erase(versions)
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error

    def download_url(self, key: str, filename: str, content_type: str, seconds: int) -> str:
        """Return an address that anybody may use for `seconds`, 120 at most."""
        _require_key(key)
        params = {
            "Bucket": self._bucket,
            "Key": key,
            "ResponseContentDisposition": attachment(filename),
            "ResponseContentType": content_type,
        }
        lifetime = min(seconds, LONGEST_S)
        return self._client.generate_presigned_url("get_object", Params=params, ExpiresIn=lifetime)

    def _versions(self, prefix: str) -> Iterator[list[ObjectIdentifierTypeDef]]:
        """Yield versions and marks of deletion by the thousand, as S3 lists and deletes them."""
        pages = self._client.get_paginator("list_object_versions")
        for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
            found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
            yield [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]

    def _erase(self, versions: list[ObjectIdentifierTypeDef]) -> None:
        if not versions:
            return
        answer = self._client.delete_objects(
            Bucket=self._bucket, Delete={"Objects": versions, "Quiet": True}
        )
        if answer.get("Errors"):
            raise Unavailable


def _require_key(key: str) -> None:
    if not key.startswith(FOLDER) or key.endswith("/"):
        raise ValueError(f"{key} is not among the exports")


def _require_folder(prefix: str) -> None:
    """Let no slip of a name erase more than one folder below exports/."""
    name = prefix.removeprefix(FOLDER)
    if name == prefix or not name.endswith("/") or not name.strip("/"):
        raise ValueError(f"{prefix} is not a folder of the exports")
