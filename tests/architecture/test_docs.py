"""The documents know every setting and every function."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from chalicelib.config import Settings

ROOT = Path(__file__).parents[2]


def test_every_setting_is_documented_and_no_other():
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    section = page.split("## The functions' environment")[1].split("\n## ")[0]

    documented = set(re.findall(r"^\| `\w+` \| `(\w+)` \|", section, re.MULTILINE))

    assert documented == {field.name for field in fields(Settings)}


def test_the_app_names_every_function_of_the_system():
    app_text = (ROOT / "app.py").read_text("utf-8")
    workers = (ROOT / "chalicelib" / "workers").glob("[!_]*.py")

    names = {re.search(r'name="(\w+)"', path.read_text("utf-8")).group(1) for path in workers}

    assert names
    assert all(f"| {name} " in app_text for name in names)


def test_both_readmes_give_the_same_two_commands():
    commands = [
        re.findall(r"^make \w+", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.es.md")
    ]

    assert commands == [["make run", "make test"]] * 2
