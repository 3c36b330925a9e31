"""The sandbox as a process: it says when it is ready, stops when told, and remembers."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.sandbox.client import stamp
from tests.sandbox.documents import make_sealed
from tests.sandbox_server import REPOSITORY, running_sandbox


@contextmanager
def started(*options: str):
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox.pac", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def run(*options: str):
    command = [sys.executable, "-m", "sandbox.pac", *options]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=REPOSITORY, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_listens_and_stops_cleanly(authority, tmp_path, number):
    with started("--data-dir", str(tmp_path), "--authority", str(authority.directory)) as process:
        ready = json.loads(process.stdout.readline())
        with socket.create_connection(("127.0.0.1", ready["port"]), timeout=5):
            process.send_signal(number)
            code = process.wait(timeout=30)
        errors = process.stderr.read()

    assert code == 0
    assert errors == ""


def test_stamps_tokens_and_customids_outlive_a_restart(csd, authority, tmp_path):
    document = make_sealed(csd)
    with running_sandbox(tmp_path, authority_dir=authority.directory) as first:
        token = first.token()
        stamped = stamp(first, document, customid="venta-1").body["data"]

    with running_sandbox(tmp_path, authority_dir=authority.directory) as second:
        again = stamp(second, document, token=token)
        other = stamp(second, make_sealed(csd), token=token, customid="venta-1")

    assert again.body["data"] == stamped
    assert other.body["message"].startswith("CFDI3307 - ")


def test_a_stamp_outlives_a_kill(csd, authority, tmp_path):
    document = make_sealed(csd)
    with running_sandbox(tmp_path, authority_dir=authority.directory) as killed:
        uuid = stamp(killed, document).body["data"]["uuid"]
        os.kill(killed.pid, signal.SIGKILL)

    with running_sandbox(tmp_path, authority_dir=authority.directory) as second:
        assert [entry["uuid"] for entry in second.ledger()] == [uuid]


def test_a_slow_answer_does_not_hold_up_the_stop(csd, authority, tmp_path):
    with (
        ThreadPoolExecutor(1) as pool,
        running_sandbox(tmp_path, authority_dir=authority.directory) as sandbox,
    ):
        sandbox.order({"fault": "stamped_late", "seconds": 600})
        waiting = pool.submit(stamp, sandbox, make_sealed(csd), timeout=60)
        while sandbox.waiting_faults():
            pass
        os.kill(sandbox.pid, signal.SIGTERM)

        with pytest.raises(ConnectionError):
            waiting.result(timeout=15)


def test_a_port_in_use_is_one_clear_sentence(authority, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        options = ("--port", port, "--data-dir", str(tmp_path))
        code, output, errors = run(*options, "--authority", str(authority.directory))

    assert code == 2
    assert output == ""
    assert errors.startswith("sandbox.pac cannot start: ")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("content", ["{", '[{"rfc": "X"}]', "[5]"])
def test_a_broken_list_of_taxpayers_is_one_clear_sentence(authority, tmp_path, content):
    broken = tmp_path / "taxpayers.json"
    broken.write_text(content)
    options = ("--data-dir", str(tmp_path), "--authority", str(authority.directory))

    code, _, errors = run(*options, "--taxpayers", str(broken))

    assert code == 2
    assert errors.startswith("sandbox.pac cannot start: ")
    assert errors.count("\n") == 1


def test_a_list_of_ones_own_replaces_the_demos(csd, authority, tmp_path):
    own = tmp_path / "taxpayers.json"
    own.write_text(
        json.dumps(
            [
                {
                    "rfc": "XOJI740919U48",
                    "name": "INGRID OTRO NOMBRE",
                    "codigo_postal": "76028",
                    "regimenes": ["612"],
                }
            ]
        )
    )
    options = ("--taxpayers", str(own))

    with running_sandbox(tmp_path, *options, authority_dir=authority.directory) as sandbox:
        answer = stamp(sandbox, make_sealed(csd))

    assert answer.body["message"].startswith("CFDI40145 - ")


def test_neither_the_sandbox_nor_the_authority_knows_the_portal():
    names = "sandbox.pac.__main__, sandbox.authority.__main__"
    probe = f"import sys, {names}; print([n for n in sys.modules if n.startswith('chalice')])"

    output = subprocess.check_output([sys.executable, "-c", probe], text=True, cwd=REPOSITORY)

    assert output.strip() == "[]"
