"""Checks the fields of the Comprobante node and of a factura global (CFDI40103-40141)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pac.anexo20 import catalogs
from sandbox.pac.anexo20.document import amount
from sandbox.pac.anexo20.refusals import Refused, expected

if TYPE_CHECKING:
    from datetime import datetime

    from lxml import etree

    from sandbox.pac.anexo20.document import Comprobante

POR_DEFINIR = "99"
BIMESTRAL = "05"
INCORPORACION_FISCAL = "621"
PUBLICO_EN_GENERAL = "PUBLICO EN GENERAL"
TWO_MONTHS_FROM = 13


def check(comprobante: Comprobante, now: datetime) -> None:
    """Check payment, currency, issuer and, where there is one, InformacionGlobal.

    `now` (aware) is in the zone of LugarExpedicion. Raises Refused with SAT's code.
    """
    _check_payment(comprobante)
    _check_currency(comprobante)
    _check_global(comprobante, now)
    _check_regimen(comprobante)


def _check_payment(comprobante: Comprobante) -> None:
    forma, metodo = comprobante.get("FormaPago"), comprobante.get("MetodoPago")
    if comprobante.get("TipoDeComprobante") in {"T", "N", "P"}:
        if forma:
            raise Refused("CFDI40103", expected("sin FormaPago", forma))
        return
    if metodo == "PPD" and forma != POR_DEFINIR:
        raise Refused("CFDI40105", expected(POR_DEFINIR, forma))


def _check_currency(comprobante: Comprobante) -> None:
    has_rate = comprobante.root.get("TipoCambio") is not None
    if (
        comprobante.get("Moneda") == "MXN"
        and has_rate
        and amount(comprobante.root, "TipoCambio") != 1
    ):
        raise Refused("CFDI40114", expected("1", comprobante.get("TipoCambio")))


def _check_global(comprobante: Comprobante, now: datetime) -> None:
    node = comprobante.find("cfdi:InformacionGlobal")
    receptor = comprobante.receptor
    is_public = receptor.get("Rfc") == catalogs.RFC_NACIONAL
    if node is None:
        is_sale = comprobante.get("TipoDeComprobante") == "I"
        if is_sale and is_public and receptor.get("Nombre") == PUBLICO_EN_GENERAL:
            raise Refused("CFDI40130")
        return
    if not is_public:
        raise Refused("CFDI40146", expected(catalogs.RFC_NACIONAL, receptor.get("Rfc")))
    _check_period(node, comprobante.emisor, now)


def _check_period(node: etree._Element, emisor: etree._Element, now: datetime) -> None:
    two_months = node.get("Periodicidad") == BIMESTRAL
    if two_months and emisor.get("RegimenFiscal") != INCORPORACION_FISCAL:
        raise Refused("CFDI40132", expected(INCORPORACION_FISCAL, emisor.get("RegimenFiscal")))
    months_in_pairs = int(node.get("Meses", "0")) >= TWO_MONTHS_FROM
    if two_months and not months_in_pairs:
        raise Refused("CFDI40135", expected("13 a 18", node.get("Meses")))
    if months_in_pairs and not two_months:
        raise Refused("CFDI40134", expected("01 a 12", node.get("Meses")))
    if int(node.get("Año", "0")) not in {now.year, now.year - 1}:
        raise Refused("CFDI40136", expected(f"{now.year - 1} | {now.year}", node.get("Año")))


def _check_regimen(comprobante: Comprobante) -> None:
    emisor = comprobante.emisor
    allowed = catalogs.REGIMEN_POR_PERSONA[catalogs.persona(emisor.get("Rfc", ""))]
    if emisor.get("RegimenFiscal") not in allowed:
        found = emisor.get("RegimenFiscal")
        raise Refused("CFDI40141", expected(" | ".join(sorted(allowed)), found))
