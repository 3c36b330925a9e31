from datetime import timedelta

import pytest

from chalicelib.aws.secrets import REMEMBERED, Secrets
from chalicelib.errors import Unavailable
from tests.emulator import client_at, free_port, new_account, start_ministack
from tests.twins.clock import FixedClock


@pytest.fixture
def clock():
    return FixedClock()


def test_a_secret_is_remembered_for_a_few_minutes(emulator, account, clock):
    client = emulator.client(account, "secretsmanager")
    writer, reader = Secrets(clock, client=client), Secrets(clock, client=client)
    writer.put("remembered", {"v": 1})
    reader.read("remembered")
    writer.put("remembered", {"v": 2})

    clock.now += REMEMBERED - timedelta(seconds=1)
    before = reader.read("remembered")
    clock.passes(seconds=1)
    after = reader.read("remembered")

    assert (before, after) == ({"v": 1}, {"v": 2})


def test_who_writes_a_secret_reads_it_at_once(emulator, account, clock):
    vault = Secrets(clock, client=emulator.client(account, "secretsmanager"))
    vault.put("own", {"v": 1})
    vault.read("own")

    vault.put("own", {"v": 2})

    assert vault.read("own") == {"v": 2}


def test_what_was_read_goes_on_serving_while_secrets_manager_is_away(tmp_path, clock):
    emulator = start_ministack(tmp_path)
    vault = Secrets(clock, client=emulator.client(new_account(), "secretsmanager"))
    vault.put("kept", {"v": 1})
    emulator.stop()
    clock.now += 2 * REMEMBERED

    assert vault.read("kept") == {"v": 1}
    with pytest.raises(Unavailable):
        vault.read("never read")


def test_a_secrets_manager_that_does_not_answer_is_unavailable(account, clock):
    dead = client_at(f"http://127.0.0.1:{free_port()}", account, "secretsmanager")
    vault = Secrets(clock, client=dead)

    with pytest.raises(Unavailable):
        vault.read("any")
    with pytest.raises(Unavailable):
        vault.put("any", {})


def test_a_secret_that_is_no_json_object_is_a_mistake_of_whoever_wrote_it(emulator, account, clock):
    client = emulator.client(account, "secretsmanager")
    client.create_secret(Name="a-list", SecretString="[1]")

    with pytest.raises(TypeError, match="a-list"):
        Secrets(clock, client=client).read("a-list")
