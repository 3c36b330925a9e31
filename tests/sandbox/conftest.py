"""One sandbox and one authority for all tests of this folder; each test starts without faults."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from satcfdi.create.cfd import cfdi40
from satcfdi.models import Signer

from sandbox.authority.authority import Authority, ensure_authority
from sandbox.authority.csd import ensure_csd
from tests.sandbox.documents import CSD, EMISOR_NAME, EMISOR_RFC, now_in, read_csd
from tests.sandbox.finkok import Desk, open_desk
from tests.sandbox_server import SandboxServer, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from satcfdi.cfdi import CFDI


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
def desk(authority: Authority, tmp_path: Path) -> Iterator[Desk]:
    """Open a sandbox in this process, with a clock of its own and nothing stamped yet."""
    desk = open_desk(tmp_path / "pac", authority)
    yield desk
    desk.sandbox.close()


@pytest.fixture(scope="session")
def signer(csd_folder: Path) -> Signer:
    return Signer.load(
        certificate=next(csd_folder.glob("*.cer")).read_bytes(),
        key=next(csd_folder.glob("*.key")).read_bytes(),
        password=(csd_folder / "password.txt").read_bytes(),
    )


@pytest.fixture
def invoice(signer: Signer) -> CFDI:
    """Make a sale as satcfdi makes and seals it."""
    comprobante = cfdi40.Comprobante(
        emisor=cfdi40.Emisor(rfc=signer.rfc, nombre="ESCUELA KEMPER URGATE", regimen_fiscal="601"),
        lugar_expedicion="42501",
        fecha=datetime.fromisoformat(now_in(ago=timedelta(minutes=2))),
        receptor=cfdi40.Receptor(
            rfc="GARM850312H14",
            nombre="MARIANA GARCIA ROBLES",
            uso_cfdi="G03",
            domicilio_fiscal_receptor="64000",
            regimen_fiscal_receptor="612",
        ),
        metodo_pago="PUE",
        forma_pago="04",
        serie="S",
        folio=str(uuid4()),
        conceptos=[
            cfdi40.Concepto(
                clave_prod_serv="50202306",
                cantidad=Decimal("1.347"),
                clave_unidad="KGM",
                descripcion="Jamón de pierna, piña & ñame",
                valor_unitario=Decimal("89.19"),
                impuestos=cfdi40.Impuestos(
                    traslados=[
                        cfdi40.Traslado(
                            impuesto="002", tipo_factor="Tasa", tasa_o_cuota=Decimal("0.160000")
                        ),
                    ]
                ),
            )
        ],
    )
    comprobante.sign(signer)
    processed: CFDI = comprobante.process()
    return processed


@pytest.fixture
def sandbox(shared_sandbox: SandboxServer) -> Iterator[SandboxServer]:
    shared_sandbox.clear_faults()
    yield shared_sandbox
    shared_sandbox.clear_faults()
