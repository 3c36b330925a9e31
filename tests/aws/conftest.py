import pytest

from tests.aws.mail_sink import running_mail_sink
from tests.emulator import new_account, start_ministack


@pytest.fixture(scope="session")
def mail_sink():
    with running_mail_sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def emulator(tmp_path_factory, mail_sink):
    emulator = start_ministack(tmp_path_factory.mktemp("ministack"), smtp=mail_sink.address)
    yield emulator
    emulator.stop()


@pytest.fixture(scope="session")
def account(emulator):
    """An account with the system's own stack; tests part by their keys and names."""
    account = new_account()
    emulator.create_stack(account)
    return account
