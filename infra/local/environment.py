"""The environments of the children: what is theirs, and nothing of the person's own AWS account."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from infra.local.lambda_events import REGION
from infra.local.ports import HOST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from infra.local.options import Options

STAGE = "local"
MAIL_FROM = "facturas@facturable.example"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
FOREIGN = ("AWS_", "DOCUMENTS_BUCKET", "FILES_BUCKET")
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def plain_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return what is inherited without AWS settings and without proxies.

    A profile of the person's own would name another account; a proxy cannot
    reach 127.0.0.1.
    """
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith(FOREIGN) and name.lower() not in PROXIES
    }
    return {**kept, "PYTHONUNBUFFERED": "1", "NO_PROXY": "*", **CREDENTIALS}


def emulator_environment(
    plain: Mapping[str, str], port: int, smtp_port: int, state: Path, objects: Path, tmp: Path
) -> dict[str, str]:
    """Return what ministack reads: all on 127.0.0.1, state kept, nothing else opened."""
    return {
        **plain,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": HOST,
        "MINISTACK_HOST": HOST,
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(objects),
        "SMTP_HOST": f"{HOST}:{smtp_port}",
        "TMPDIR": str(tmp),
    }


def app_environment(
    plain: Mapping[str, str], options: Options, base_url: str, aws_endpoint_url: str
) -> dict[str, str]:
    """Return what the application and its workers read."""
    return {
        **plain,
        "AWS_ENDPOINT_URL": aws_endpoint_url,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "STAGE": STAGE,
        "SITE_URL": base_url,
        "MAIL_FROM": MAIL_FROM,
        "PAC_TIMEOUT_S": str(options.pac_timeout_s),
        "LIMITS": str(options.limits),
    }
