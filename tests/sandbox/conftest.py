"""One sandbox and one authority for all tests of this folder; each test starts without faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.authority.authority import Authority, ensure_authority
from sandbox.authority.csd import ensure_csd
from tests.sandbox.documents import CSD, EMISOR_NAME, EMISOR_RFC, read_csd
from tests.sandbox_server import SandboxServer, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return ensure_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def csd_folder(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_csd(authority, EMISOR_RFC, EMISOR_NAME, tmp_path_factory.mktemp("csd"))


@pytest.fixture(scope="session")
def csd(csd_folder: Path) -> CSD:
    return read_csd(csd_folder)


@pytest.fixture(scope="session")
def shared_sandbox(
    authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SandboxServer]:
    data_dir = tmp_path_factory.mktemp("pac")
    with running_sandbox(data_dir, authority_dir=authority.directory) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared_sandbox: SandboxServer) -> Iterator[SandboxServer]:
    shared_sandbox.clear_faults()
    yield shared_sandbox
    shared_sandbox.clear_faults()
