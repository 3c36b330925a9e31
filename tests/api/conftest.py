from __future__ import annotations

import pytest

from tests.api.door import Door, enter
from tests.usecases.conftest import csd, new_world, sat

__all__ = ["csd", "new_world", "sat"]


@pytest.fixture
def door(new_world, monkeypatch) -> Door:
    """The API over a world of its own; nobody looks at its PDFs."""
    return enter(new_world(prints=False), monkeypatch)


@pytest.fixture
def world(door):
    return door.world
