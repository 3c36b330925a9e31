"""The bytes in S3: XML that is written once and for ever, and PDFs that can be made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws import clients
from chalicelib.aws.attachment import attachment
from chalicelib.aws.failures import error_code
from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

RETENTION = timedelta(days=7 * 366)
"""Longer than CFF 30 asks: five years from the annual return, which is due in the next one."""

XML = "application/xml"
PDF = "application/pdf"

_MISSING = frozenset({"NoSuchKey", "404"})
_TAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})


@dataclass(frozen=True)
class ObjectLock:
    """How long a CFDI cannot be deleted by anybody who is not allowed to break the lock."""

    clock: Callable[[], datetime]
    retention: timedelta = RETENTION

    def until(self) -> dict[str, Any]:
        """Word it for S3."""
        moment = self.clock() + self.retention
        return {"ObjectLockMode": "GOVERNANCE", "ObjectLockRetainUntilDate": moment}


class Documents:
    """The document store: sealed/ and cfdi/ in one bucket, pdf/ in the other.

    Every method raises Unavailable when S3 does not answer. `lock` is None
    where the bucket has no object lock (the local stage); `client` is this
    process's own unless told otherwise.
    """

    def __init__(
        self,
        documents_bucket: str,
        files_bucket: str,
        lock: ObjectLock | None = None,
        client: S3Client | None = None,
    ) -> None:
        self._client = client or clients.s3()
        self._documents_bucket = documents_bucket
        self._files_bucket = files_bucket
        self._lock = lock

    def put_sealed(self, sha256: str, xml: bytes) -> None:
        """Keep sealed bytes under their hash; the same bytes again are no error."""
        self._put_once(_sealed_key(sha256), xml, {})

    def sealed(self, sha256: str) -> bytes:
        """Return sealed bytes. Raises LookupError when there are none."""
        return self._get(self._documents_bucket, _sealed_key(sha256))

    def put_cfdi(self, key: str, xml: bytes) -> None:
        """Keep a stamped XML; the same bytes again are no error.

        Raises FileExistsError when other bytes are kept there already: they stay.
        """
        self._put_once(key, xml, self._lock.until() if self._lock else {})

    def cfdi(self, key: str) -> bytes:
        """Return a stamped XML. Raises LookupError when there is none."""
        return self._get(self._documents_bucket, key)

    def put_pdf(self, key: str, pdf: bytes) -> None:
        """Keep a PDF, in place of an earlier one if there is one."""
        try:
            self._client.put_object(Bucket=self._files_bucket, Key=key, Body=pdf, ContentType=PDF)
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error

    def pdf(self, key: str) -> bytes:
        """Return a PDF. Raises LookupError when there is none."""
        return self._get(self._files_bucket, key)

    def download_url(self, key: str, filename: str, content_type: str, seconds: int) -> str:
        """Return an address that anybody may use for `seconds`; it answers an attachment."""
        params = {
            "Bucket": self._bucket_of(key),
            "Key": key,
            "ResponseContentDisposition": attachment(filename),
            "ResponseContentType": content_type,
        }
        return self._client.generate_presigned_url("get_object", Params=params, ExpiresIn=seconds)

    def _bucket_of(self, key: str) -> str:
        folder = key.partition("/")[0]
        if folder not in {"cfdi", "pdf"}:
            raise ValueError(f"{folder}/ is not for download")
        return self._documents_bucket if folder == "cfdi" else self._files_bucket

    def _put_once(self, key: str, xml: bytes, lock: dict[str, Any]) -> None:
        try:
            self._client.put_object(
                Bucket=self._documents_bucket,
                Key=key,
                Body=xml,
                ContentType=XML,
                IfNoneMatch="*",
                **lock,
            )
        except ClientError as error:
            if error_code(error) not in _TAKEN:
                raise Unavailable from error
            self._compare(key, xml)
        except BotoCoreError as error:
            raise Unavailable from error

    def _compare(self, key: str, xml: bytes) -> None:
        """Find the same bytes where something stands: a repeat, or the SDK's own silent one."""
        try:
            kept = self._get(self._documents_bucket, key)
        except LookupError as error:
            # Somebody else's put is still under way: only a later look can tell.
            raise Unavailable from error
        if kept != xml:
            raise FileExistsError(f"other bytes are kept as {key}")

    def _get(self, bucket: str, key: str) -> bytes:
        try:
            return self._client.get_object(Bucket=bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error_code(error) in _MISSING:
                raise LookupError(key) from error
            raise Unavailable from error
        except BotoCoreError as error:
            raise Unavailable from error


def _sealed_key(sha256: str) -> str:
    return f"sealed/{sha256}.xml"
