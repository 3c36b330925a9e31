"""The whole system as `make run` starts it, for tests that speak to it from outside.

    with running_system(tmp_path / "data") as demo:
        requests to demo["base_url"], mails at demo["mailbox_url"], …

`demo` is demo.json with the process beside it. Ports are free ones, so several
systems stand side by side.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
READY_S = 120
STOP_S = 90
LOOK_AGAIN_S = 0.05
UNLIMITED = "1000"
"""Tests miss more often than people do; what budgets do is tested where it costs no system."""
OURS = ("PAC", "SAT_", "ISSUER_", "AWS_")
TOLD = ("PORT", "DATA_DIR", "LIMITS", "DEMO", "STAGE")


@dataclass(frozen=True)
class Demo(Mapping[str, Any]):
    """What demo.json tells; `process` is the launcher, `started_s` how long it took."""

    told: dict[str, Any]
    process: subprocess.Popen[bytes]
    started_s: float
    data_dir: Path

    def __getitem__(self, name: str) -> Any:
        return self.told[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)


@contextmanager
def running_system(data_dir: Path, **variables: str) -> Iterator[Demo]:
    """Start the system over a folder, and stop it as Ctrl-C would. Raises AssertionError."""
    process = start_launcher(data_dir, **variables)
    try:
        yield wait_until_ready(process, data_dir)
    finally:
        stop_launcher(process)


def start_launcher(data_dir: Path, **variables: str) -> subprocess.Popen[bytes]:
    """Start the launcher; what it says goes to a file beside its folder."""
    announced = data_dir / "demo.json"
    announced.unlink(missing_ok=True)
    with output_of(data_dir).open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "infra.local"],
            cwd=REPOSITORY,
            env=environment(DATA_DIR=str(data_dir), **variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def environment(**variables: str) -> dict[str, str]:
    """Return an environment that says little to the launcher but `variables`."""
    inherited = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(OURS) and name not in TOLD
    }
    return {**inherited, "PORT": "0", "LIMITS": UNLIMITED, **variables}


def wait_until_ready(process: subprocess.Popen[bytes], data_dir: Path) -> Demo:
    """Wait for demo.json. Raises AssertionError with what the launcher said."""
    started = time.monotonic()
    announced = data_dir / "demo.json"
    while time.monotonic() - started < READY_S:
        if announced.exists():
            told = json.loads(announced.read_text("utf-8"))
            return Demo(told, process, time.monotonic() - started, data_dir)
        if process.poll() is not None:
            break
        time.sleep(LOOK_AGAIN_S)
    raise AssertionError(f"the system is not ready: {output_of(data_dir).read_text('utf-8')}")


def stop_launcher(process: subprocess.Popen[bytes]) -> int:
    """Ask the launcher to stop and return its exit code; one that hangs is killed."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


def output_of(data_dir: Path) -> Path:
    """Return where the launcher's own words are."""
    return data_dir.with_name(f"{data_dir.name}.out")
