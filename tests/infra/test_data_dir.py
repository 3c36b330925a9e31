"""DATA_DIR: one run at a time, and never a state that nobody can read."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from infra.local.data_dir import open_data_dir
from infra.local.options import OptionError


def test_a_new_folder_is_made_with_its_rooms_for_its_owner_alone(tmp_path):
    data_dir = open_data_dir(tmp_path / "deep" / "data")

    assert data_dir.room("state").is_dir()
    assert data_dir.root.stat().st_mode & 0o077 == 0
    os.close(data_dir.lock)


def test_what_the_last_run_announced_is_gone_and_its_data_stay(tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "dynamodb.json").write_text("{}")
    (tmp_path / "demo.json").write_text("{}")
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "ministack-4566.pid").write_text("1")

    data_dir = open_data_dir(tmp_path)

    assert not data_dir.demo.exists()
    assert list(data_dir.room("tmp").iterdir()) == []
    assert (data_dir.room("state") / "dynamodb.json").read_text() == "{}"
    os.close(data_dir.lock)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "data").write_text("")

    with pytest.raises(OptionError, match="debe ser una carpeta"):
        open_data_dir(tmp_path / "data")


@pytest.mark.parametrize("room", ["state", "s3", "lock", "demo.json"])
def test_garbage_in_place_of_a_room_is_refused(tmp_path, room):
    if room in {"lock", "demo.json"}:
        (tmp_path / room).mkdir()
    else:
        (tmp_path / room).write_bytes(b"\0garbage")

    with pytest.raises(OptionError, match="DATA_DIR"):
        open_data_dir(tmp_path)


@pytest.mark.parametrize("torn", [b"", b'{"payload": {"tick', b"\xff\xfe"])
def test_a_torn_state_is_refused_instead_of_starting_without_it(tmp_path, torn):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "dynamodb.json").write_bytes(torn)

    with pytest.raises(OptionError, match=r"dynamodb\.json está dañado"):
        open_data_dir(tmp_path)


def test_a_folder_in_use_is_refused_at_once(tmp_path):
    data_dir = open_data_dir(tmp_path)

    with pytest.raises(OptionError, match=f"proceso {os.getpid()}"):
        open_data_dir(tmp_path)

    os.close(data_dir.lock)


def test_a_killed_run_whose_emulator_still_writes_is_waited_for(tmp_path):
    holder = (
        "import fcntl, os, sys, time\n"
        f"lock = os.open({str(tmp_path / 'lock')!r}, os.O_CREAT | os.O_RDWR)\n"
        "fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "os.pwrite(lock, b'4194304999', 0)\n"  # the pid of nobody
        "print('held', flush=True)\n"
        "time.sleep(0.5)\n"
    )
    with subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE) as writing:
        assert writing.stdout.readline() == b"held\n"

        data_dir = open_data_dir(tmp_path)

    assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"
    os.close(data_dir.lock)
