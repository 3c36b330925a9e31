"""Sealing against the RSA signature alone, which is the floor, and against satcfdi."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from satcfdi.create.cfd import cfdi40
from satcfdi.models import Signer

from benchmarks.material import ISSUER, SIZES, Keys, document
from benchmarks.timing import alternated
from chalicelib.cfdi.sello import seal

TARGET_OVER_RSA = {1: 1.15, 10: 1.35, 100: 3.2}
TARGET_SATCFDI = {1: 2.2, 10: 4.2, 100: 9.0}
ROUNDS = {1: 200, 10: 100, 100: 40}


def run(keys: Keys) -> list[tuple[str, float, float]]:
    """Return rows of name, ratio and target: ours over RSA, satcfdi's over ours."""
    rows = []
    signer = Signer.load(certificate=keys.cer, key=keys.key, password=keys.password)
    for concepts in SIZES:
        ours = document(concepts)
        cadena = seal(ours, keys.csd).cadena_original.encode()
        times = alternated(
            {
                "rsa": lambda cadena=cadena: keys.csd.sign(cadena),
                "ours": lambda ours=ours: seal(ours, keys.csd),
                "satcfdi": lambda n=concepts: _satcfdi(signer, n),
            },
            ROUNDS[concepts],
        )
        over_rsa, gain = times["ours"] / times["rsa"], times["satcfdi"] / times["ours"]
        rows.append((f"seal / RSA alone, {concepts} concepts", over_rsa, TARGET_OVER_RSA[concepts]))
        rows.append((f"satcfdi seal / ours, {concepts} concepts", gain, TARGET_SATCFDI[concepts]))
    return rows


def _satcfdi(signer: Any, concepts: int) -> bytes:
    line = cfdi40.Concepto(
        clave_prod_serv="14111514",
        cantidad=Decimal(2),
        clave_unidad="H87",
        descripcion="Cuaderno profesional rayado de 100 hojas",
        valor_unitario=Decimal("50.775862"),
        impuestos=cfdi40.Impuestos(
            traslados=cfdi40.Traslado(
                impuesto="002", tipo_factor="Tasa", tasa_o_cuota=Decimal("0.160000")
            )
        ),
    )
    comprobante = cfdi40.Comprobante(
        emisor=cfdi40.Emisor(rfc=ISSUER.rfc, nombre=ISSUER.name, regimen_fiscal="601"),
        lugar_expedicion="64000",
        receptor=cfdi40.Receptor(
            rfc="FQU150921K46",
            nombre="FERRETERÍA QUIÑONES",
            domicilio_fiscal_receptor="06700",
            regimen_fiscal_receptor="601",
            uso_cfdi="G03",
        ),
        metodo_pago="PUE",
        forma_pago="01",
        serie="B",
        folio="1",
        conceptos=[line] * concepts,
    )
    comprobante.sign(signer)
    xml: bytes = comprobante.xml_bytes()
    return xml
