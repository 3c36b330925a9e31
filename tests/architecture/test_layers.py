"""The import contracts hold, and rooms stay small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CEILING = 300
BANNED_NAMES = {"utils", "helpers", "common", "misc", "manager", "base"}


def sources() -> list[Path]:
    return [path for path in (ROOT / "chalicelib").rglob("*.py") if path.name != "__init__.py"]


def test_arrows_point_down():
    lint_imports = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_no_room_is_larger_than_its_ceiling():
    large = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text("utf-8").splitlines())) > CEILING
    }

    assert large == {}


def test_no_room_is_named_for_nothing():
    assert not {path.stem for path in sources()} & BANNED_NAMES


def test_package_files_are_empty():
    written = [path for path in (ROOT / "chalicelib").rglob("__init__.py") if path.stat().st_size]

    assert written == []
