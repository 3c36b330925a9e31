"""ministack for tests: AWS on one free port of 127.0.0.1, as a child process.

    emulator = start_ministack(directory)
    account = new_account()
    emulator.create_stack(account)
    queues = Queues(settings().queue, client=emulator.client(account, "sqs"))
    emulator.stop()

One server per test session (or xdist worker) is enough: an access key of twelve
digits is an account of its own, with its own tables, buckets and queues, so a
fixture that hands out `new_account()` isolates tests for nothing. A conftest
needs no more than

    @pytest.fixture(scope="session")
    def emulator(tmp_path_factory):
        emulator = start_ministack(tmp_path_factory.mktemp("ministack"))
        yield emulator
        emulator.stop()

Code that makes its own clients (pynamodb, chalicelib.aws.clients) finds the
account through `emulator.environment(account)`. Buckets alone bear the
account's number in their names: those are the world's, here too.
"""

from __future__ import annotations

import ctypes
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session

from infra.template import stack_template

if TYPE_CHECKING:
    from collections.abc import Callable

REGION = "us-east-1"
MAIL_FROM = "facturas@facturable.example"
START_S = 30
STOP_S = 10
PR_SET_PDEATHSIG = 1

ONE_TRY = Config(
    retries={"total_max_attempts": 1},
    signature_version="v4",
    s3={"addressing_style": "virtual"},
)


@dataclass(frozen=True)
class Emulator:
    """A running ministack."""

    url: str
    process: subprocess.Popen[bytes]

    def environment(self, account: str) -> dict[str, str]:
        """Name the variables that lead botocore to an account of this server."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": account,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
            "DOCUMENTS_BUCKET": documents_bucket(account),
            "FILES_BUCKET": files_bucket(account),
            "MAIL_FROM": MAIL_FROM,
        }

    def client(self, account: str, service: str, config: Config = ONE_TRY) -> Any:
        """Make a client of an account; botocore's are typed by their service only."""
        return client_at(self.url, account, service, config)

    def create_stack(self, account: str, stage: str = "local") -> None:
        """Create what infra/resources.yaml says, and let SES send as MAIL_FROM."""
        cloudformation = self.client(account, "cloudformation")
        cloudformation.create_stack(
            StackName=f"facturable-{stage}",
            TemplateBody=json.dumps(_template_for(account)),
            Parameters=[
                {"ParameterKey": "Stage", "ParameterValue": stage},
                {"ParameterKey": "MailFrom", "ParameterValue": MAIL_FROM},
            ],
        )
        created = cloudformation.get_waiter("stack_create_complete")
        created.wait(
            StackName=f"facturable-{stage}", WaiterConfig={"Delay": 0.1, "MaxAttempts": 100}
        )
        self.client(account, "ses").verify_email_identity(EmailAddress=MAIL_FROM)

    def stop(self) -> None:
        """Stop the server and wait for its end."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_ministack(directory: Path, smtp: str | None = None) -> Emulator:
    """Start one over an empty directory; `smtp` (host:port) gets every mail, whole."""
    url = f"http://127.0.0.1:{free_port()}"
    with (directory / "ministack.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ministack"],
            env=_environment(url, directory, smtp),
            cwd=directory,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509  a C call, made ready before the fork
        )
    emulator = Emulator(url, process)
    _wait_until_ready(emulator, directory)
    return emulator


def new_account() -> str:
    """Return the key of an account that nobody else uses."""
    return f"{secrets.randbelow(9 * 10**11) + 10**11}"


def documents_bucket(account: str) -> str:
    """Name an account's bucket of XML."""
    return f"facturable-{account}-documents"


def files_bucket(account: str) -> str:
    """Name an account's bucket of files."""
    return f"facturable-{account}-files"


def client_at(url: str, account: str, service: str, config: Config = ONE_TRY) -> Any:
    """Make a client of a service at an address, whether anybody listens there or not."""
    return Session().create_client(
        service,
        region_name=REGION,
        endpoint_url=url,
        aws_access_key_id=account,
        aws_secret_access_key="test",
        config=config.merge(Config(signature_version="s3v4")) if service == "s3" else config,
    )


def free_port() -> int:
    """Name a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _template_for(account: str) -> dict[str, Any]:
    template = stack_template()
    names = {"DocumentsBucket": documents_bucket, "FilesBucket": files_bucket}
    for resource, name_of in names.items():
        template["Resources"][resource]["Properties"]["BucketName"] = name_of(account)
    return template


def _environment(url: str, directory: Path, smtp: str | None) -> dict[str, str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(directory),
        "TMPDIR": str(directory),
        "GATEWAY_PORT": url.rpartition(":")[2],
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    return environment | ({"SMTP_HOST": smtp} if smtp else {})


def _wait_until_ready(emulator: Emulator, directory: Path) -> None:
    deadline = time.monotonic() + START_S
    while emulator.process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{emulator.url}/_ministack/health", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    emulator.stop()
    raise RuntimeError(f"ministack did not start: {(directory / 'ministack.log').read_text()}")


def _end_with_parent() -> Callable[[], None]:
    """A test run that is killed leaves no server behind (Linux)."""
    libc = ctypes.CDLL(None, use_errno=True)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
