"""The PAC and SAT sandbox as a process of its own, for any test that needs a PAC.

with running_sandbox(tmp_path) as sandbox:
    sandbox.order({"fault": "stamped_then_drop"})
    …
    assert len(sandbox.ledger()) == 1
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.pac.service import DEFAULT_PASSWORD, DEFAULT_USER

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parent.parent
STOP_S = 30


@dataclass(frozen=True)
class SandboxServer:
    """Where a running sandbox is, who it lets in, and its control."""

    url: str
    pid: int
    data_dir: Path
    authority_dir: Path
    sat_certificate: Path
    user: str = DEFAULT_USER
    password: str = DEFAULT_PASSWORD

    @property
    def sat_status_url(self) -> str:
        """SAT's status service."""
        return f"{self.url}/ConsultaCFDIService.svc"

    def order(self, *faults: dict[str, Any]) -> list[dict[str, Any]]:
        """Order faults behind those that wait already; sandbox/pac/README.md names them."""
        return self._control("POST", "faults", list(faults))

    def waiting_faults(self) -> list[dict[str, Any]]:
        """List the faults that may still strike."""
        return self._control("GET", "faults")

    def clear_faults(self) -> None:
        """Forget every fault."""
        self._control("DELETE", "faults")

    def ledger(self) -> list[dict[str, Any]]:
        """List every stamp, oldest first."""
        return self._control("GET", "ledger")

    def log(self) -> list[dict[str, Any]]:
        """List every call for a stamp with its outcome, oldest first."""
        return self._control("GET", "log")

    def token(self) -> str:
        """Give the account's token without an end."""
        token: str = self._control("GET", "token")["token"]
        return token

    def _control(self, method: str, name: str, body: object = None) -> Any:
        content = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.url}/control/{name}", content, method=method)
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)


@contextmanager
def running_sandbox(
    data_dir: Path, *options: str, authority_dir: Path | None = None
) -> Iterator[SandboxServer]:
    """Start the sandbox over `data_dir` and stop it at the end; its ledger stays for a next start.

    `authority_dir` shares one test authority between sandboxes (making one takes
    half a second); `options` are further ones of the command line.
    """
    authority = authority_dir or data_dir / "authority"
    process = _start(data_dir, authority, options)
    assert process.stdout is not None
    try:
        ready = json.loads(process.stdout.readline())
        yield SandboxServer(
            url=ready["url"],
            pid=process.pid,
            data_dir=data_dir,
            authority_dir=authority,
            sat_certificate=Path(ready["sat_certificate"]),
        )
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    finally:
        process.communicate()


def _start(data_dir: Path, authority: Path, options: tuple[str, ...]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sandbox.pac", "--port", "0", "--data-dir", str(data_dir)]
    return subprocess.Popen(
        [*command, "--authority", str(authority), *options],
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
