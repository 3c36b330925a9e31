"""What Lambda will import exists, and imports no more than its own work needs."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

REGISTRY = """
import json
from app import app
found = [[source.handler_string, source.name] for source in app.event_sources] if hasattr(
    app, "event_sources") else []
print(json.dumps([[f.handler_string, f.name] for f in app.pure_lambda_functions] + found))
"""

NEVER_IN_THE_API = {"fpdf", "lxml", "PIL", "cryptography.x509", "boto3", "satcfdi"}
NEVER_IN_A_WORKER = {"app", "chalicelib.api.routes", "satcfdi", "boto3"}


def python(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@pytest.fixture(scope="module")
def registry() -> list[tuple[str, str]]:
    return [tuple(entry) for entry in json.loads(python(REGISTRY))]


def test_every_handler_string_resolves_to_a_handler(registry):
    assert len(registry) == 5

    for handler_string, _ in registry:
        module, _, name = handler_string.rpartition(".")

        assert callable(getattr(importlib.import_module(module), name))


def test_function_names_are_unique(registry):
    names = [name for _, name in registry]

    assert sorted(names) == sorted(set(names))


def test_importing_the_app_needs_neither_environment_nor_network():
    code = "import socket; socket.socket.connect = None; import app; print(app.app.app_name)"

    assert python(code).strip() == "facturable"


def test_the_api_does_not_load_what_only_workers_need():
    loaded = set(json.loads(python("import app, sys, json; print(json.dumps(list(sys.modules)))")))

    assert not loaded & NEVER_IN_THE_API


@pytest.mark.parametrize("worker", ["stamping", "delivery", "reconciling", "accounts", "exports"])
def test_a_worker_never_imports_the_app(worker):
    code = f"""
import sys, json
import chalicelib.workers.{worker}
print(json.dumps(list(sys.modules)))
"""
    loaded = set(json.loads(python(code)))

    assert not loaded & NEVER_IN_A_WORKER


def test_only_delivery_loads_the_printing():
    code = """
import sys, json
from chalicelib import container
container.secrets = lambda: type("S", (), {"read": lambda self, name: {"providers": [
    {"kind": "sw", "url": "http://127.0.0.1:1", "api_url": "http://127.0.0.1:1", "token": "t"}]}})()
container.stamping()
print(json.dumps(list(sys.modules)))
"""
    loaded = set(json.loads(python(code, AWS_DEFAULT_REGION="us-east-1")))

    assert "fpdf" not in loaded
