"""The stores' pictures in S3: logos and drawings of tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws import clients
from chalicelib.aws.failures import error_code
from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MISSING = frozenset({"NoSuchKey", "404"})


class Media:
    """Reads pictures from the files bucket, each once in a process's life."""

    def __init__(self, files_bucket: str, client: S3Client | None = None) -> None:
        self._client = client or clients.s3()
        self._bucket = files_bucket
        self._kept: dict[str, bytes] = {}

    def media(self, path: str) -> bytes | None:
        """Return a picture by its path under /media, or None where there is none.

        Raises Unavailable when S3 does not answer.
        """
        key = path.lstrip("/")
        if key not in self._kept:
            found = self._fetch(key)
            if found is None:
                return None
            self._kept[key] = found
        return self._kept[key]

    def _fetch(self, key: str) -> bytes | None:
        try:
            return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error_code(error) in MISSING:
                return None
            raise Unavailable from error
        except BotoCoreError as error:
            raise Unavailable from error
