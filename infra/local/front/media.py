"""Pictures of stores and tickets, from the files bucket: same origin, kept by browsers."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.front.api import refusal
from infra.local.front.site import READING
from infra.local.http_messages import Answer, Request, knows_version

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

log = logging.getLogger(__name__)

CACHE = "public, max-age=3600"
LONGEST_KEY = 1024


class Media:
    """Answers /media/* with the object of that key."""

    def __init__(self, s3: S3Client, bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def __call__(self, request: Request) -> Answer:
        """Answer with a picture, or say that the asker's copy still holds."""
        if request.method == "OPTIONS":
            return Answer(HTTPStatus.NO_CONTENT, (("Allow", "GET, HEAD, OPTIONS"),))
        if request.method not in READING:
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, Allow="GET, HEAD, OPTIONS")
        key = unquote(request.path).removeprefix("/")
        if not _is_plain(key):
            return refusal(HTTPStatus.NOT_FOUND)
        return self._object(key, request)

    def _object(self, key: str, request: Request) -> Answer:
        try:
            found = self._s3.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return refusal(HTTPStatus.NOT_FOUND)
            raise
        except BotoCoreError:
            log.warning("%s: the pictures' store does not answer", key)
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        with found["Body"] as stream:
            content = stream.read()
        headers = (
            ("Content-Type", found["ContentType"]),
            ("ETag", found["ETag"]),
            ("Cache-Control", CACHE),
        )
        if knows_version(request, found["ETag"]):
            return Answer(HTTPStatus.NOT_MODIFIED, headers)
        return Answer(HTTPStatus.OK, headers, content)


def _is_plain(key: str) -> bool:
    """Refuse what no key of ours has: S3 would take it literally, a proxy might not."""
    steps = key.split("/")
    return (
        len(key) <= LONGEST_KEY
        and all(step not in {"", ".", ".."} for step in steps)
        and key.isprintable()
    )
