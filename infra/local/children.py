"""The processes of a local run: each in a session of its own, none outliving the launcher."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
LOOK_AGAIN_S = 0.02
STEADY_S = 10.0
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0

_libc = ctypes.CDLL(None, use_errno=True)


class ChildDied(RuntimeError):
    """A child ended before the system was ready; the text is a sentence with its log's path."""


@dataclass(frozen=True)
class Program:
    """What a child runs. `fds` are descriptors that it inherits, `grace_s` its time to stop."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    fds: tuple[int, ...] = ()
    grace_s: float = 10.0


@dataclass
class Child:
    """A running program. Make it from the main thread: the kernel ties its life to that."""

    program: Program
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = field(init=False)
    pause_s: float = field(init=False, default=FIRST_PAUSE_S)

    def __post_init__(self) -> None:
        self.program.log.write_bytes(b"")
        self._start()

    def _start(self) -> None:
        launcher = os.getpid()
        with self.program.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.program.command,
                env=dict(self.program.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=self.program.fds,
                start_new_session=True,
                preexec_fn=lambda: _end_with(launcher),  # noqa: PLW1509 - prctl must run in the child
            )
        self.started = time.monotonic()

    @property
    def alive(self) -> bool:
        """Tell whether it still runs."""
        return self.process.poll() is None

    def check(self) -> None:
        """Raise ChildDied if it ended by itself."""
        if not self.alive:
            raise ChildDied(
                f"«{self.program.name}» terminó con código {self.process.returncode}; "
                f"mira {self.program.log}."
            )

    def revive(self) -> bool:
        """Start it again if it died, after a pause that doubles while it dies young."""
        if self.alive:
            return False
        lived = time.monotonic() - self.started
        if lived > STEADY_S:
            self.pause_s = FIRST_PAUSE_S
        elif lived < self.pause_s:
            return False
        self.pause_s = min(self.pause_s * 2, LONGEST_PAUSE_S)
        self._start()
        return True


def _end_with(launcher: int) -> None:
    """Ask the kernel to end this process gracefully when the launcher dies, however it dies."""
    if sys.platform != "linux":
        return
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != launcher:
        os._exit(1)


def stop(children: Sequence[Child]) -> None:
    """Ask them all to stop, wait for each as long as it may take, and kill what remains."""
    for child in children:
        _signal(child, signal.SIGTERM)
    asked = time.monotonic()
    for child in children:
        while child.alive and time.monotonic() - asked < child.program.grace_s:
            time.sleep(LOOK_AGAIN_S)
        _signal(child, signal.SIGKILL)
        child.process.wait()


def _signal(child: Child, number: signal.Signals) -> None:
    """Signal the child's whole session, so that nothing it started stays behind."""
    if number == signal.SIGTERM and child.alive:
        child.process.send_signal(number)
    elif number == signal.SIGKILL:
        try:
            os.killpg(child.process.pid, number)
        except ProcessLookupError:
            return
