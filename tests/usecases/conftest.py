from __future__ import annotations

from functools import partial

import pytest

from chalicelib.cfdi.csd import CSD
from tests.cfdi.csd_factory import make_certificate, make_files
from tests.cfdi.sat_stamp import SatStamp
from tests.factories import make_branch
from tests.usecases.world import World


@pytest.fixture(scope="session")
def csd() -> CSD:
    rfc = make_branch().issuer.rfc
    files = make_files(make_certificate(rfc))
    return CSD.load(files.cer, files.key, files.password)


@pytest.fixture(scope="session")
def sat() -> SatStamp:
    return SatStamp()


@pytest.fixture
def new_world(csd, sat):
    """Makes worlds, for tests that run a story many times."""
    return partial(World, csd, sat)


@pytest.fixture
def world(new_world) -> World:
    return new_world()
