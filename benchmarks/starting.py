"""How long a process takes to start, against the imports that nothing on this platform avoids."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import alternated
from tests.running import running_system

TARGET_API = 1.9
ROUNDS = 7

FIRST_START_S = 180
SECOND_START_S = 10

API = "import app"
PEER = (
    "import chalice, pynamodb.models, botocore.session as s; "
    "s.Session().create_client('sqs', region_name='us-east-1')"
)


def run() -> list[tuple[str, float, float]]:
    """Return the row of the API function's start over its platform's."""
    times = alternated({"api": lambda: _started(API), "peer": lambda: _started(PEER)}, ROUNDS)
    name = "start of the API / import chalice, pynamodb and one client"
    return [(name, times["api"] / times["peer"], TARGET_API)]


def run_system() -> list[tuple[str, float, float]]:
    """Return the rows of `make run`'s two starts over their limits, in seconds over seconds."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "data"
        with running_system(data_dir) as first:
            first_s = first.started_s
        with running_system(data_dir) as second:
            second_s = second.started_s
    return [
        (f"start of make run, {first_s:.1f} s / {FIRST_START_S} s", first_s / FIRST_START_S, 1),
        (f"start again, {second_s:.1f} s / {SECOND_START_S} s", second_s / SECOND_START_S, 1),
    ]


def _started(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)
