from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.aws import clients


@pytest.fixture
def _credentials(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "123456789012")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    _forget()
    yield
    _forget()


def _forget() -> None:
    clients._made.cache_clear()
    clients._session.cache_clear()


@pytest.mark.usefixtures("_credentials")
def test_threads_share_one_client_of_each_service():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: clients.s3(), range(16)))

    assert len(set(map(id, made))) == 1


@pytest.mark.usefixtures("_credentials")
@pytest.mark.parametrize("make", ["s3", "sqs", "ses", "secrets_manager"])
def test_every_client_gives_up_in_time_for_its_caller(make):
    config = getattr(clients, make)().meta.config

    assert (config.connect_timeout, config.read_timeout) == (2, 5)
    assert config.retries["mode"] == "standard"
    assert config.retries["total_max_attempts"] == 3


@pytest.mark.usefixtures("_credentials")
def test_an_endpoint_of_the_environment_is_all_that_the_emulator_needs(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    _forget()

    assert clients.sqs().meta.endpoint_url == "http://127.0.0.1:4566"
