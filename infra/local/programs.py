"""What the launcher starts: each child's command, environment, log and time to stop."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infra.local.children import Program
from infra.local.data_dir import DataDir

if TYPE_CHECKING:
    import socket

    from infra.local.registry import Handler

ROOT = Path(__file__).parents[2]
SITE = ROOT / "web"
FRONT_GRACE_S = 10.0
# A worker finishes its message: at most as long as its Lambda may run.
WORKER_GRACE_S = 65.0
COPIES = {"stamp_invoices": 4, "deliver_invoices": 2, "run_account_jobs": 2}


@dataclass(frozen=True)
class Programs:
    """Makes the programs of one run; `environment` is the application's."""

    data_dir: DataDir
    plain: Mapping[str, str]

    def mailbox(self, smtp: socket.socket, web: socket.socket) -> Program:
        """Return the taker and shower of mails."""
        return Program(
            "mailbox",
            _python(
                "infra.local.mailbox",
                *("--smtp-fd", str(smtp.fileno())),
                *("--web-fd", str(web.fileno())),
                *("--file", str(self.data_dir.room("mail") / "mails.jsonl")),
            ),
            self.plain,
            self.data_dir.log("mailbox"),
            fds=(smtp.fileno(), web.fileno()),
        )

    def sandbox(self, port: int = 0) -> Program:
        """Return the PAC and SAT sandbox; its first line tells the port that it took."""
        return Program(
            "sandbox",
            _python(
                "sandbox.pac",
                *("--port", str(port)),
                *("--data-dir", str(self.data_dir.room("pac"))),
                *("--authority", str(self.data_dir.room("authority"))),
            ),
            self.plain,
            self.data_dir.log("sandbox"),
        )

    def front(self, environment: Mapping[str, str], opened: socket.socket) -> Program:
        """Return the server of site and API."""
        return Program(
            "front",
            _python("infra.local.front", *("--fd", str(opened.fileno())), *("--site", str(SITE))),
            environment,
            self.data_dir.log("front"),
            fds=(opened.fileno(),),
            grace_s=FRONT_GRACE_S,
        )

    def workers(self, environment: Mapping[str, str], handler: Handler) -> list[Program]:
        """Return a handler's processes: several where work can wait in line."""
        source = ("--queue", handler.queue) if handler.queue else ("--every", str(handler.every_s))
        command = _python(
            "infra.local.poller",
            *("--name", handler.name),
            *("--function", handler.function),
            *source,
        )
        names = [f"{handler.name}-{copy + 1}" for copy in range(COPIES.get(handler.name, 1))]
        return [
            Program(name, command, environment, self.data_dir.log(name), grace_s=WORKER_GRACE_S)
            for name in names
        ]

    def prepare(self, sandbox_url: str) -> tuple[str, ...]:
        """Return the command that prepares stack, secrets and demo."""
        return _python(
            "infra.local.prepare",
            *("--sandbox-url", sandbox_url),
            *("--authority", str(self.data_dir.room("authority"))),
        )


def _python(module: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module, *arguments)
