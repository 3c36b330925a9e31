from __future__ import annotations

import pytest

from tests.api.door import Door, enter
from tests.usecases.account_world import AccountWorld
from tests.usecases.conftest import csd, sat

__all__ = ["csd", "sat"]


@pytest.fixture
def door(csd, sat, monkeypatch) -> Door:
    """The API over a world of its own; nobody looks at its PDFs."""
    return enter(AccountWorld(csd, sat, prints=False), monkeypatch)


@pytest.fixture
def world(door):
    return door.world
