"""The whole local system: started in order, watched, and stopped in the reverse order."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.local.announcing import branches_of, print_ready, write_demo
from infra.local.children import Child, ChildDied, stop
from infra.local.data_dir import DataDir
from infra.local.emulator import Emulator, start_emulator
from infra.local.environment import app_environment
from infra.local.options import OptionError, Options
from infra.local.ports import HOST, listen, port_of
from infra.local.programs import Programs
from infra.local.registry import Handler, read_registry

LOOK_S = 0.2
SANDBOX_STARTING_S = 30.0
PREPARING_S = 240
SAT_STATUS_PATH = "/ConsultaCFDIService.svc"


class RunFailed(RuntimeError):
    """The system cannot start or go on; the text is a sentence for a person."""


@dataclass
class System:
    """One run. `start` and `watch` raise OptionError, ChildDied, RunFailed."""

    options: Options
    data_dir: DataDir
    plain: Mapping[str, str]
    opened: socket.socket
    emulator: Emulator | None = None
    mailbox: list[Child] = field(default_factory=list)
    sandbox: list[Child] = field(default_factory=list)
    workers: list[Child] = field(default_factory=list)
    front: list[Child] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        """Where site and API are."""
        return f"http://{HOST}:{port_of(self.opened)}"

    def start(self) -> None:
        """Start everything, and say so when a shopper may come."""
        programs = Programs(self.data_dir, self.plain)
        smtp, web = listen(), listen()
        self.mailbox.append(Child(programs.mailbox(smtp, web)))
        self.sandbox.append(Child(programs.sandbox()))
        self.emulator = start_emulator(self.data_dir, self.plain, port_of(smtp))
        environment = app_environment(self.plain, self.options, self.base_url, self.emulator.url)
        self.front.append(Child(programs.front(environment, self.opened)))
        sandbox_url = self._sandbox_url(programs)
        prepared = _prepare(programs.prepare(sandbox_url), environment)
        for handler in _handlers(environment):
            self.workers += map(Child, programs.workers(environment, handler))
        self._announce(prepared, sandbox_url, f"http://{HOST}:{port_of(web)}/")

    def watch(self) -> None:
        """Keep every child alive until somebody asks to stop; without its data there is no run."""
        while True:
            time.sleep(LOOK_S)
            if self.emulator is not None:
                self.emulator.child.check()
            for child in (*self.front, *self.workers, *self.sandbox, *self.mailbox):
                if child.revive():
                    print(f"«{child.program.name}» se detuvo y volvió a arrancar.", flush=True)

    def stop(self) -> None:
        """Stop in an order in which nobody misses whom he needs; the emulator writes its state."""
        self.opened.close()
        stop(self.front)
        stop(self.workers)
        stop(self.sandbox)
        if self.emulator is not None:
            stop([self.emulator.child])
        stop(self.mailbox)

    def _sandbox_url(self, programs: Programs) -> str:
        """Wait for the port that the sandbox took, and have it take the same one ever after."""
        child = self.sandbox[0]
        deadline = time.monotonic() + SANDBOX_STARTING_S
        while time.monotonic() < deadline:
            first_line, complete, _ = child.program.log.read_text("utf-8").partition("\n")
            if complete and first_line.startswith("{"):
                told: dict[str, Any] = json.loads(first_line)
                child.program = programs.sandbox(told["port"])
                return f"http://{HOST}:{told['port']}"
            child.check()
            time.sleep(LOOK_S / 10)
        raise ChildDied(f"El simulador del PAC no respondió; mira {child.program.log}.")

    def _check(self) -> None:
        """Raise ChildDied if anybody ended before the system was ready."""
        for child in (*self.front, *self.workers, *self.sandbox, *self.mailbox):
            child.check()

    def _announce(self, prepared: dict[str, Any], sandbox_url: str, mailbox_url: str) -> None:
        assert self.emulator is not None  # noqa: S101 - start has just made it
        branches = branches_of(self.base_url, self.front[0])
        self._check()
        demo = write_demo(
            self.data_dir.demo,
            prepared
            | {
                "base_url": self.base_url,
                "branches": branches,
                "mailbox_url": mailbox_url,
                "aws_endpoint_url": self.emulator.url,
                "sat_status_url": self.options.sat_status_url or sandbox_url + SAT_STATUS_PATH,
            },
        )
        print_ready(demo, self.data_dir.root)


def _handlers(environment: Mapping[str, str]) -> list[Handler]:
    try:
        return read_registry(environment)
    except subprocess.CalledProcessError as error:
        raise RunFailed(f"app.py no se pudo leer: {_last_line(error.stderr)}") from error
    except subprocess.TimeoutExpired as error:
        raise RunFailed(f"app.py no se terminó de leer en {error.timeout:g} segundos.") from error


def _prepare(command: tuple[str, ...], environment: Mapping[str, str]) -> dict[str, Any]:
    try:
        done = subprocess.run(
            command,
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=PREPARING_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RunFailed(f"La preparación no terminó en {PREPARING_S} segundos.") from error
    if done.returncode == OptionError.exit_code:
        raise OptionError(_last_line(done.stderr))
    if done.returncode:
        raise RunFailed(f"La preparación falló: {_last_line(done.stderr)}")
    prepared: dict[str, Any] = json.loads(done.stdout)
    return prepared


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "sin explicación"
