"""The emulator of AWS: ministack as a child, on a port of its own, its state kept in DATA_DIR."""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.local.children import Child, ChildDied, Program, stop
from infra.local.environment import emulator_environment
from infra.local.ports import HOST, free_port

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infra.local.data_dir import DataDir

TRIES = 3
STARTING_S = 60.0
SAVING_S = 60.0
LOOK_AGAIN_S = 0.03


@dataclass(frozen=True)
class Emulator:
    """The running emulator and where it answers."""

    child: Child
    url: str


def start_emulator(data_dir: DataDir, plain: Mapping[str, str], smtp_port: int) -> Emulator:
    """Start it, on another port if somebody was faster on the first. Raises ChildDied.

    It opens its port itself, so between choosing one and its opening anybody may
    take it. It inherits the folder's lock: nobody reads a state that it is still
    writing.
    """
    for attempt in range(1, TRIES + 1):
        port = free_port()
        child = Child(_program(data_dir, plain, port, smtp_port))
        try:
            return wait_until_healthy(Emulator(child, f"http://{HOST}:{port}"))
        except ChildDied:
            if attempt == TRIES:
                raise
    raise AssertionError("the last attempt returns or raises")


def wait_until_healthy(emulator: Emulator) -> Emulator:
    """Wait until it answers. Raises ChildDied when it ends or stays silent."""
    deadline = time.monotonic() + STARTING_S
    while time.monotonic() < deadline:
        emulator.child.check()
        if _is_healthy(emulator.url):
            return emulator
        time.sleep(LOOK_AGAIN_S)
    stop([emulator.child])
    raise ChildDied(f"El emulador no respondió; mira {emulator.child.program.log}.")


def _is_healthy(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/_ministack/health", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _program(data_dir: DataDir, plain: Mapping[str, str], port: int, smtp_port: int) -> Program:
    environment = emulator_environment(
        plain,
        port=port,
        smtp_port=smtp_port,
        state=data_dir.room("state"),
        objects=data_dir.room("s3"),
        tmp=data_dir.room("tmp"),
    )
    return Program(
        name="ministack",
        command=(sys.executable, "-m", "ministack"),
        environment=environment,
        log=data_dir.log("ministack"),
        fds=(data_dir.lock,),
        grace_s=SAVING_S,
    )
