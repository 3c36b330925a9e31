"""The commands: what they say of themselves, and what they say when something is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path = ROOT, **variables: str):
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def fresh(tmp_path) -> Path:
    """A clone without .venv, as far as making one is concerned."""
    (tmp_path / "infra").mkdir()
    shutil.copytree(ROOT / "infra" / "make", tmp_path / "infra" / "make")
    (tmp_path / "requirements-run.txt").write_text("")
    (tmp_path / "requirements-dev.txt").write_text("# more\n")
    return tmp_path


def python_that(folder: Path, script: str) -> str:
    """Put a program in Python's place."""
    program = folder / "some-python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_make_alone_lists_every_command():
    listed = run("make", MAKEFLAGS="").stdout

    for command in ("help", "run", "test", "check", "bench", "package", "lock", "clean"):
        assert f"make {command} " in listed


def test_a_python_that_is_too_old_is_one_sentence(fresh):
    done = run("sh", "infra/make/venv.sh", "requirements-run.txt", cwd=fresh, PYTHON="false")

    assert done.returncode != 0
    assert done.stderr == "Hace falta Python 3.11 o posterior; instálalo e intenta de nuevo.\n"


def test_a_python_without_venv_is_one_sentence(fresh):
    without = python_that(fresh, 'case "$2" in *ensurepip*) exit 1;; esac; exit 0')

    done = run("sh", "infra/make/venv.sh", "requirements-run.txt", cwd=fresh, PYTHON=without)

    assert done.returncode != 0
    assert "apt install python3-venv" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_requirements_are_installed_when_they_change_and_only_then(fresh):
    first = run("sh", "infra/make/venv.sh", "requirements-run.txt", cwd=fresh)
    again = run("sh", "infra/make/venv.sh", "requirements-run.txt", cwd=fresh)
    (fresh / "requirements-run.txt").write_text("# another\n")
    changed = run("sh", "infra/make/venv.sh", "requirements-run.txt", cwd=fresh)

    assert [first.returncode, again.returncode, changed.returncode] == [0, 0, 0]
    assert "Instalando requirements-run.txt" in first.stdout
    assert again.stdout == ""
    assert "Instalando requirements-run.txt" in changed.stdout


def test_what_is_installed_for_tests_serves_a_run(fresh):
    run("sh", "infra/make/venv.sh", "requirements-dev.txt", cwd=fresh)

    done = run("sh", "infra/make/venv.sh", "requirements-run.txt", cwd=fresh)

    assert done.returncode == 0
    assert done.stdout == ""


def test_a_requirement_without_a_hash_is_refused(fresh):
    (fresh / "requirements-run.txt").write_text("segno==1.6.6\n")

    done = run("sh", "infra/make/venv.sh", "requirements-run.txt", cwd=fresh)

    assert done.returncode != 0
    assert "No se pudieron instalar las dependencias" in done.stderr


def test_node_is_found_where_the_path_has_none(fresh):
    tools = fresh / "tools"
    tools.mkdir()
    for tool in ("sh", "env"):
        (tools / tool).symlink_to(shutil.which(tool))
    (fresh / ".venv").symlink_to(ROOT / ".venv")

    node = run("/bin/sh", "infra/make/node.sh", "node", "--version", cwd=fresh, PATH=str(tools))
    npm = run("/bin/sh", "infra/make/node.sh", "npm", "--version", cwd=fresh, PATH=str(tools))

    assert int(node.stdout.lstrip("v").split(".")[0]) >= 20
    assert npm.returncode == 0, npm.stderr


def test_a_node_on_the_path_is_the_one_that_runs(fresh):
    tools = fresh / "tools"
    tools.mkdir()
    for tool in ("node", "npm"):
        (tools / tool).write_text(f"#!/bin/sh\necho our own {tool}\n")
        (tools / tool).chmod(0o755)

    done = run("/bin/sh", "infra/make/node.sh", "node", "--version", cwd=fresh, PATH=str(tools))

    assert done.stdout == "our own node\n"


def test_a_node_that_is_too_old_is_not_used():
    script = (ROOT / "infra" / "make" / "node.sh").read_text()
    [check] = re.findall(r"new_enough='(.*)'", script)

    old = run("sh", "infra/make/node.sh", "node", "-e", check.replace("< 20", "< 1000"))
    new = run("sh", "infra/make/node.sh", "node", "-e", check)

    assert (old.returncode, new.returncode) == (1, 0)
    assert old.stderr == ""


def test_a_package_needs_to_know_its_region(fresh):
    done = run("make", "package", AWS_DEFAULT_REGION="", MAKEFLAGS="")

    assert done.returncode != 0
    assert "Falta AWS_DEFAULT_REGION" in done.stderr
