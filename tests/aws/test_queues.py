import pytest

from chalicelib.aws.queues import Queues
from tests.emulator import client_at, free_port


def test_a_queues_address_is_asked_for_once(emulator, account):
    sqs = emulator.client(account, "sqs")
    asked = []
    sqs.meta.events.register("before-call.sqs.GetQueueUrl", lambda **_: asked.append(1))
    queues = Queues(lambda queue: f"facturable-local-{queue}", client=sqs)

    queues.send("delivery", "inv-1", delay_s=900)
    queues.send("delivery", "inv-2", delay_s=900)

    assert len(asked) == 1


def test_an_sqs_that_does_not_answer_is_an_os_error(account):
    dead = client_at(f"http://127.0.0.1:{free_port()}", account, "sqs")

    with pytest.raises(OSError, match="stamping") as failure:
        Queues(str, client=dead).send("stamping", "inv-1")

    assert failure.value.__cause__ is not None
