"""One lazy botocore session and its few clients, made at first use.

botocore alone: boto3 would add two megabytes to the package for a session that
has no resources to offer. Addresses and credentials come from the environment
that botocore itself reads (AWS_ENDPOINT_URL, AWS_DEFAULT_REGION).
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, cast

from botocore.config import Config
from botocore.session import Session

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_ses import SESClient
    from mypy_boto3_sqs import SQSClient

CONFIG = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 3},
    # Presigned addresses name the bucket's own region: without "virtual" they
    # name the world's, which redirects, and the signature does not survive that.
    signature_version="v4",
    s3={"addressing_style": "virtual"},
)

S3_CONFIG = CONFIG.merge(Config(signature_version="s3v4"))

_making = Lock()
"""A botocore session is not safe to make clients from in two threads at once."""


def s3() -> S3Client:
    """Return the client of the document stores."""
    return cast("S3Client", _client("s3", S3_CONFIG))


def sqs() -> SQSClient:
    """Return the client of the queues."""
    return cast("SQSClient", _client("sqs", CONFIG))


def ses() -> SESClient:
    """Return the client of the mail service."""
    return cast("SESClient", _client("ses", CONFIG))


def secrets_manager() -> SecretsManagerClient:
    """Return the client of the secrets."""
    return cast("SecretsManagerClient", _client("secretsmanager", CONFIG))


def _client(service: str, config: Config) -> object:
    with _making:
        return _made(service, config)


@cache
def _made(service: str, config: Config) -> object:
    return _session().create_client(service, config=config)


@cache
def _session() -> Session:
    return Session()
