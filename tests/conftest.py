"""What every test stands on: no network but this machine's own, and nothing left to chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.emulator import Emulator, new_account, start_ministack
from tests.running import Demo, running_system
from tests.twins.clock import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOPBACK = "127.0.0.1"

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("ci")


def pytest_configure(config: pytest.Config) -> None:
    """Let tests reach servers of their own only; the command line may say otherwise."""
    config.option.allow_hosts = config.option.allow_hosts or LOOPBACK
    config.option.allow_unix_socket = True


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at noon until the test lets time pass."""
    return FixedClock()


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """The tables at an emulator of AWS, found through the environment.

    pynamodb's models keep one connection a process, so this is one account for
    the whole session: tests part by their ids.
    """
    emulator = start_ministack(tmp_path_factory.mktemp("tables"))
    account = new_account()
    emulator.create_stack(account)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in emulator.environment(account).items():
            patch.setenv(name, value)
        yield emulator
    emulator.stop()


@pytest.fixture(scope="session")
def facturable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The whole system as `make run` starts it, shared by all who speak to it from outside.

    Whoever asks for it is in the xdist group "system", so that there is one.
    """
    with running_system(tmp_path_factory.mktemp("system") / "data") as demo:
        yield demo
