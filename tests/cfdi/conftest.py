from __future__ import annotations

import pytest

from chalicelib.cfdi.csd import CSD
from tests.cfdi.csd_factory import Files, make_files
from tests.cfdi.sat_judge import SatJudge
from tests.cfdi.sat_stamp import SatStamp


@pytest.fixture(scope="session")
def judge() -> SatJudge:
    return SatJudge()


@pytest.fixture(scope="session")
def csd_files() -> Files:
    return make_files()


@pytest.fixture(scope="session")
def csd(csd_files: Files) -> CSD:
    return CSD.load(csd_files.cer, csd_files.key, csd_files.password)


@pytest.fixture(scope="session")
def sat() -> SatStamp:
    return SatStamp()
