"""The whole system as one command: ready, kept, alone in its folder, gone without a trace."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.infra.http_client import ask
from tests.infra.processes import (
    LOOPBACK,
    alive,
    children_that_run,
    descendants_of,
    listening_addresses,
)
from tests.running import (
    REPOSITORY,
    environment,
    output_of,
    running_system,
    start_launcher,
    stop_launcher,
    wait_until_ready,
)

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("launcher")]

GONE_S = 20
LOOK_AGAIN_S = 0.05


@dataclass(frozen=True)
class FirstRun:
    """A folder that one run has used and left: what that run announced, and how it ended."""

    data_dir: Path
    told: dict
    code: int
    left: set[int]


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> FirstRun:
    data_dir = tmp_path_factory.mktemp("system") / "data"
    process = start_launcher(data_dir)
    demo = wait_until_ready(process, data_dir)
    children = set(descendants_of(demo["pid"]))
    code = stop_launcher(process)
    return FirstRun(data_dir, demo.told, code, alive(children))


@pytest.fixture(scope="module")
def second(first):
    """The system started again over the same folder, for tests that do it no harm."""
    with running_system(first.data_dir) as demo:
        yield demo


def port_of(url: str) -> int:
    return int(url.rstrip("/").rpartition(":")[2])


def get(url: str, path: str, **headers: str):
    return ask(port_of(url), "GET", path, **headers)


def refused(**variables: str) -> str:
    """Run the launcher to its refusal, and return its one sentence."""
    done = subprocess.run(
        [sys.executable, "-m", "infra.local"],
        cwd=REPOSITORY,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    [sentence] = done.stderr.splitlines()
    return sentence


def test_a_ready_system_says_all_that_a_reader_needs(first):
    told = first.told

    assert set(told) == {
        "aws_endpoint_url",
        "base_url",
        "branches",
        "issuers",
        "mailbox_url",
        "pac_url",
        "pid",
        "pos_api_key",
        "sat_certificate",
        "sat_status_url",
        "staff",
        "tickets",
    }
    assert told["staff"] is None
    assert len(told["branches"]) == 5
    assert len(told["tickets"]) >= 60
    assert set(told["tickets"][0]) == {
        "branch_id",
        "order_number",
        "ticket_number",
        "total",
        "forma_pago",
        "code",
    }
    assert {Path(issuer["certificate"]).suffix for issuer in told["issuers"]} == {".cer"}
    assert "BEGIN CERTIFICATE" in Path(told["sat_certificate"]).read_text()


def test_a_stop_is_a_success_and_leaves_no_process_behind(first):
    assert first.code == 0
    assert first.left == set()


def test_a_second_start_finds_everything_again(first, second):
    for same in ("tickets", "branches", "issuers", "pos_api_key"):
        assert second[same] == first.told[same]


def test_a_person_is_told_three_tickets_and_where_to_look(second):
    said = output_of(second.data_dir).read_text("utf-8")

    assert f"Facturable está lista en {second['base_url']}" in said
    for ticket in second["tickets"][:3]:
        assert f"Ticket: {ticket['ticket_number']} · Total: ${ticket['total']}" in said
        assert f"{second['base_url']}/t#{ticket['code']}" in said
    assert second["mailbox_url"] in said


def test_a_picture_comes_from_the_same_origin_and_is_kept(second):
    logo = second["branches"][0]["brand"]["logo"]

    picture = get(second["base_url"], logo)
    again = get(second["base_url"], logo, If_None_Match=picture.headers["etag"])

    assert picture.status == 200
    assert picture.headers["content-type"] == "image/png"
    assert picture.headers["cache-control"] == "public, max-age=3600"
    assert again.status == 304


@pytest.mark.parametrize("path", ["/media/nobody.png", "/media/../pdf/x.pdf", "/media//x"])
def test_nothing_but_pictures_comes_from_media(second, path):
    reply = get(second["base_url"], path)

    assert reply.status == 404
    assert json.loads(reply.body)["code"] == "not_found"


def test_everything_listens_on_this_machine_alone(second):
    ours = set(descendants_of(second["pid"])) | {second["pid"]}

    listening = listening_addresses(ours)

    assert len(listening) >= 5
    assert {address for address, _ in listening} == {LOOPBACK}


def test_a_folder_in_use_is_refused_and_its_run_goes_on(second):
    sentence = refused(DATA_DIR=str(second.data_dir))

    assert sentence.startswith(f"DATA_DIR={second.data_dir}: ya lo usa otra ejecución")
    assert str(second["pid"]) in sentence
    assert get(second["base_url"], "/v1/branches").status == 200
    assert (second.data_dir / "demo.json").exists()


def test_a_child_that_dies_is_started_again_and_its_port_stays(second):
    [front] = children_that_run(second["pid"], "infra.local.front")

    os.kill(front, signal.SIGKILL)
    # The launcher holds the socket: who comes meanwhile waits, and is not refused.
    reply = get(second["base_url"], "/v1/branches")

    assert reply.status == 200
    assert children_that_run(second["pid"], "infra.local.front") != [front]


def test_a_killed_launcher_leaves_no_child_and_no_loss(tmp_path):
    data_dir = tmp_path / "data"
    process = start_launcher(data_dir)
    demo = wait_until_ready(process, data_dir)
    children = set(descendants_of(demo["pid"]))

    os.kill(demo["pid"], signal.SIGKILL)
    process.wait()
    ended_by = time.monotonic() + GONE_S
    while alive(children) and time.monotonic() < ended_by:
        time.sleep(LOOK_AGAIN_S)
    left = alive(children)
    with running_system(data_dir) as again:
        tickets = again["tickets"]

    assert len(children) >= 10
    assert left == set()
    assert tickets == demo["tickets"]


def test_without_its_emulator_a_run_ends_with_a_sentence(tmp_path):
    """An asked-for stop in the middle of a start, and no demo, come before it, in one folder."""
    data_dir = tmp_path / "data"
    interrupted = start_launcher(data_dir, DEMO="0")
    while not descendants_of(interrupted.pid):
        time.sleep(LOOK_AGAIN_S)
    interrupted_code = stop_launcher(interrupted)
    process = start_launcher(data_dir, DEMO="0", LIMITS="2")
    demo = wait_until_ready(process, data_dir)

    [emulator] = children_that_run(demo["pid"], "ministack")
    os.kill(emulator, signal.SIGTERM)

    assert interrupted_code == 0
    assert demo["tickets"] == demo["branches"] == demo["issuers"] == []
    assert demo["pos_api_key"] is None
    assert process.wait(GONE_S) == 1
    assert "«ministack» terminó" in output_of(data_dir).read_text("utf-8")


def test_a_port_in_use_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        sentence = refused(PORT=port, DATA_DIR=str(tmp_path / "data"))

    assert sentence.startswith(f"PORT={port}: el puerto ya está en uso")


@pytest.mark.parametrize(
    ("variable", "wrong"),
    [("PAC", "finkok"), ("PAC2_URL", "http://x.example"), ("LIMITS", "muchos")],
)
def test_a_variable_that_cannot_be_used_is_one_sentence(tmp_path, variable, wrong):
    sentence = refused(DATA_DIR=str(tmp_path / "data"), **{variable: wrong})

    assert sentence.startswith(variable)


def test_an_issuers_folder_of_ones_own_must_hold_whole_csds(tmp_path):
    """Without a demo there is no issuer, so this is a first start with one."""
    own = tmp_path / "csd" / "H&Z2107197T8"
    own.mkdir(parents=True)
    (own / "sello.cer").write_bytes(b"no certificate")

    sentence = refused(DATA_DIR=str(tmp_path / "data"), ISSUER_CSD_DIR=str(tmp_path / "csd"))

    assert sentence == f"{own}: debe tener un .cer, un .key y password.txt."
