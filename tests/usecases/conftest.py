from __future__ import annotations

from functools import partial

import pytest

from chalicelib.cfdi.csd import CSD
from chalicelib.domain.invoice import Invoice
from tests.cfdi.csd_factory import make_certificate, make_files
from tests.cfdi.sat_stamp import SatStamp
from tests.factories import make_branch, make_ticket
from tests.usecases.account_world import AccountWorld
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


@pytest.fixture
def new_account_world(csd, sat):
    """Makes worlds in which people have accounts; nobody looks at their PDFs."""
    return partial(AccountWorld, csd, sat, prints=False)


@pytest.fixture
def account_world(new_account_world) -> AccountWorld:
    """A world in which people have accounts."""
    return new_account_world()


@pytest.fixture
def asked(world) -> Invoice:
    """The invoice of a plain ticket that a shopper has just asked for."""
    world.load(make_ticket())
    return world.ask(make_ticket()).invoice
