"""Checks who receives the CFDI against SAT's lists and rules (CFDI40143-40161)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pac.anexo20 import catalogs
from sandbox.pac.anexo20.refusals import Refused, expected
from sandbox.pac.taxpayers import Padron, Registration, Taxpayer

if TYPE_CHECKING:
    from lxml import etree

    from sandbox.pac.anexo20.document import Comprobante


def check(comprobante: Comprobante, taxpayers: Padron) -> None:
    """Check the receptor in the order of SAT's matrix; Refused with SAT's code.

    An RFC that the list does not hold is accepted with any name and postal code:
    the list is a demo's, not SAT's.
    """
    receptor = comprobante.receptor
    rfc = receptor.get("Rfc", "")
    if rfc in catalogs.RFC_GENERICOS:
        _check_generic(receptor, comprobante.get("LugarExpedicion"))
    else:
        _check_no_foreign_data(receptor)
        taxpayer = taxpayers.find(rfc)
        if taxpayer is not None:
            _check_registered(receptor, taxpayer)
        _check_regimen_of_persona(receptor)
        if taxpayer is not None:
            _check_regimen_of_rfc(receptor, taxpayer)
    _check_uso(receptor)


def _check_generic(receptor: etree._Element, lugar_expedicion: str) -> None:
    if receptor.get("DomicilioFiscalReceptor") != lugar_expedicion:
        found = receptor.get("DomicilioFiscalReceptor")
        raise Refused("CFDI40149", expected(lugar_expedicion, found))
    if receptor.get("Rfc") == catalogs.RFC_NACIONAL:
        _check_no_foreign_data(receptor)
    if receptor.get("RegimenFiscalReceptor") != catalogs.SIN_OBLIGACIONES:
        found = receptor.get("RegimenFiscalReceptor")
        raise Refused("CFDI40159", expected(catalogs.SIN_OBLIGACIONES, found))


def _check_no_foreign_data(receptor: etree._Element) -> None:
    if receptor.get("ResidenciaFiscal") is not None:
        raise Refused(
            "CFDI40151", expected("sin ResidenciaFiscal", receptor.get("ResidenciaFiscal"))
        )
    if receptor.get("NumRegIdTrib") is not None:
        raise Refused("CFDI40154", expected("sin NumRegIdTrib", receptor.get("NumRegIdTrib")))


def _check_registered(receptor: etree._Element, taxpayer: Taxpayer) -> None:
    if taxpayer.registration is Registration.NO_INSCRITO:
        raise Refused("CFDI40143")
    if taxpayer.registration is Registration.CANCELADO:
        raise Refused("CFDI40144")
    if receptor.get("Nombre") != taxpayer.name:
        raise Refused("CFDI40145")
    if receptor.get("DomicilioFiscalReceptor") != taxpayer.codigo_postal:
        raise Refused("CFDI40148")


def _check_regimen_of_persona(receptor: etree._Element) -> None:
    allowed = catalogs.REGIMEN_POR_PERSONA[catalogs.persona(receptor.get("Rfc", ""))]
    if receptor.get("RegimenFiscalReceptor") not in allowed:
        found = receptor.get("RegimenFiscalReceptor")
        raise Refused("CFDI40158", expected(" | ".join(sorted(allowed)), found))


def _check_regimen_of_rfc(receptor: etree._Element, taxpayer: Taxpayer) -> None:
    found = receptor.get("RegimenFiscalReceptor")
    if found not in taxpayer.regimenes:
        raise Refused("CFDI40159", expected(" | ".join(sorted(taxpayer.regimenes)), found))


def _check_uso(receptor: etree._Element) -> None:
    uso, regimen = receptor.get("UsoCFDI", ""), receptor.get("RegimenFiscalReceptor", "")
    is_moral = catalogs.persona(receptor.get("Rfc", "")) == catalogs.MORAL
    if (is_moral and uso in catalogs.USO_SOLO_FISICA) or (
        regimen not in catalogs.REGIMEN_POR_USO[uso]
    ):
        allowed = sorted(key for key, value in catalogs.REGIMEN_POR_USO.items() if regimen in value)
        raise Refused("CFDI40161", expected(" | ".join(allowed), f"{uso} ({regimen})"))
