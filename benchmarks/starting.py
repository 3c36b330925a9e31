"""How long a process takes to start, against the imports that nothing on this platform avoids."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import alternated

TARGET_API = 1.9
ROUNDS = 7

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


def _started(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)
