"""`python -m infra.local.registry`: what Chalice knows of queues and schedules, as JSON.

It runs as a short-lived process, because it imports app.py and its caller must
not: on AWS no worker ever loads the API.
"""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from chalice.app import ScheduledEventConfig, SQSEventConfig

if TYPE_CHECKING:
    from collections.abc import Mapping

READING_S = 30
RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
SECONDS = {"minute": 60, "hour": 3600, "day": 86_400}


@dataclass(frozen=True)
class Handler:
    """A function that a queue or a schedule calls: `function` is its dotted path.

    Exactly one of `queue` (a name) and `every_s` (seconds) is there.
    """

    name: str
    function: str
    queue: str | None = None
    every_s: int | None = None


def read_registry(environment: Mapping[str, str]) -> list[Handler]:
    """Return the handlers of the app, asked from a process of its own.

    Raises subprocess.CalledProcessError with the app's own complaint in `stderr`.
    """
    printed = subprocess.run(
        [sys.executable, "-m", "infra.local.registry"],
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=READING_S,
        check=True,
    )
    return [Handler(**entry) for entry in json.loads(printed.stdout)]


def handlers_of(event_sources: list[Any]) -> list[Handler]:
    """Return the handlers that Chalice has registered. Raises ValueError for another kind."""
    return [_handler(source) for source in event_sources]


def _handler(source: Any) -> Handler:
    if isinstance(source, SQSEventConfig) and source.queue:
        if source.batch_size != 1:
            raise ValueError(f"{source.name}: batch_size must be 1, Chalice reports no part of one")
        return Handler(source.name, source.handler_string, queue=source.queue)
    if isinstance(source, ScheduledEventConfig):
        return Handler(source.name, source.handler_string, every_s=_seconds(source))
    raise ValueError(f"{source.name}: only queues by name and schedules run locally")


def _seconds(source: ScheduledEventConfig) -> int:
    expression = source.schedule_expression
    text = expression if isinstance(expression, str) else expression.to_string()
    rate = RATE.fullmatch(text)
    if rate is None:
        raise ValueError(f"{source.name}: {text} is not a rate(…), which alone runs locally")
    return int(rate[1]) * SECONDS[rate[2]]


def main() -> int:
    """Print the handlers as one line of JSON."""
    app = importlib.import_module("app").app
    print(json.dumps([asdict(handler) for handler in handlers_of(app.event_sources)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
