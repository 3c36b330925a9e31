import pytest

from tests.pac.untrusted import running_untrusted_https
from tests.pac.wire import running_wire
from tests.sandbox.conftest import authority, csd, csd_folder, sandbox, shared_sandbox

__all__ = ["authority", "csd", "csd_folder", "sandbox", "shared_sandbox"]


@pytest.fixture
def wire():
    with running_wire() as wire:
        yield wire


@pytest.fixture
def untrusted_https(tmp_path):
    """The address of a TLS server whose certificate is its own word only."""
    with running_untrusted_https(tmp_path) as url:
        yield url


@pytest.fixture
def other_wire():
    with running_wire() as wire:
        yield wire
