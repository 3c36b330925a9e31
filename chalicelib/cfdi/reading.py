"""Reading back the documents that this program writes, with or without a timbre.

What is read is written again: only when that gives the same cadena original does the
document say what we understood, in its amounts, its order and its least attribute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from chalicelib.cfdi import nodes
from chalicelib.cfdi.cadena_original import cadena_of, tag
from chalicelib.cfdi.comprobante import Comprobante, Concepto, Emisor, Receptor
from chalicelib.cfdi.impuestos import Traslado
from chalicelib.cfdi.parsing import UnreadableCFDI, parse
from chalicelib.cfdi.rules import NO_CERTIFICADO_PATTERN, RuleBroken
from chalicelib.cfdi.timbre import VERSION, StampedCFDI, Timbre
from chalicelib.cfdi.xml import draft
from chalicelib.domain.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree


Understood = TypeVar("Understood")


@dataclass(frozen=True)
class ReadCFDI:
    """A document as it was read: its own words, its seal and, once stamped, its timbre."""

    comprobante: Comprobante
    sello: str
    no_certificado: str
    certificado: str
    cadena_original: str
    timbre: Timbre | None


def read(xml: bytes) -> ReadCFDI:
    """Read a document, sealed or stamped. Raises UnreadableCFDI."""
    root = parse(xml)
    if root.tag != tag(nodes.COMPROBANTE):
        raise UnreadableCFDI(f"{root.tag} is no Comprobante")
    cadena_original = cadena_of(root)
    comprobante = _understood(lambda: _comprobante(root))
    no_certificado = _required(root, "NoCertificado")
    if not NO_CERTIFICADO_PATTERN.fullmatch(no_certificado):
        raise UnreadableCFDI("NoCertificado is 20 digits")
    certificado = _required(root, "Certificado")
    if draft(comprobante, no_certificado, certificado).cadena_original != cadena_original:
        raise UnreadableCFDI("the document says more, or other amounts, than its concepts")
    return ReadCFDI(
        comprobante=comprobante,
        sello=_required(root, "Sello"),
        no_certificado=no_certificado,
        certificado=certificado,
        cadena_original=cadena_original,
        timbre=_timbre_of(root),
    )


def read_cfdi(xml: bytes) -> StampedCFDI:
    """Read a stamped document; whose seals it carries is `verify_stamped`'s question.

    Raises UnreadableCFDI.
    """
    document = read(xml)
    if document.timbre is None:
        raise UnreadableCFDI("the document was never stamped")
    return StampedCFDI(
        document.comprobante, document.timbre, document.sello, document.no_certificado
    )


def _understood(build: Callable[[], Understood]) -> Understood:
    """Build something from a document; whatever SAT's rules refuse cannot be read."""
    try:
        return build()
    except (RuleBroken, InvalidOperation, ValueError) as error:
        raise UnreadableCFDI(str(error)) from error


def _comprobante(root: etree._Element) -> Comprobante:
    """Read the document but for its seal; its totals follow from its concepts."""
    return Comprobante(
        serie=root.get("Serie"),
        folio=root.get("Folio"),
        fecha=datetime.fromisoformat(_required(root, "Fecha")),
        forma_pago=_required(root, "FormaPago"),
        metodo_pago=_required(root, "MetodoPago"),
        lugar_expedicion=_required(root, "LugarExpedicion"),
        emisor=Emisor(*_all(_only(root, nodes.EMISOR), nodes.EMISOR)),
        receptor=Receptor(*_all(_only(root, nodes.RECEPTOR), nodes.RECEPTOR)),
        conceptos=tuple(map(_concepto, _only(root, nodes.CONCEPTOS))),
        moneda=_required(root, "Moneda"),
        tipo_de_comprobante=_required(root, "TipoDeComprobante"),
        exportacion=_required(root, "Exportacion"),
    )


def _concepto(element: etree._Element) -> Concepto:
    """Read one line with its taxes."""
    return Concepto(
        clave_prod_serv=_required(element, "ClaveProdServ"),
        no_identificacion=element.get("NoIdentificacion"),
        cantidad=Decimal(_required(element, "Cantidad")),
        clave_unidad=_required(element, "ClaveUnidad"),
        descripcion=_required(element, "Descripcion"),
        valor_unitario=Decimal(_required(element, "ValorUnitario")),
        importe=Decimal(_required(element, "Importe")),
        objeto_imp=_required(element, "ObjetoImp"),
        descuento=_amount(element, "Descuento") or ZERO,
        traslados=tuple(map(_traslado, element.iter(tag(nodes.TRASLADO)))),
        unidad=element.get("Unidad"),
    )


def _traslado(element: etree._Element) -> Traslado:
    """Read a tax of a concept."""
    return Traslado(
        Decimal(_required(element, "Base")),
        _required(element, "Impuesto"),
        _required(element, "TipoFactor"),
        _amount(element, "TasaOCuota"),
        _amount(element, "Importe"),
    )


def _timbre_of(root: etree._Element) -> Timbre | None:
    """Read the timbre, which is all that a ticket's Complemento may hold."""
    complementos = root.findall(tag(nodes.COMPLEMENTO))
    if not complementos:
        return None
    complemento = _only(root, nodes.COMPLEMENTO)
    element = _only(complemento, nodes.TIMBRE)
    alone = len(complemento) == 1 and not complemento.attrib
    if not alone or _required(element, "Version") != VERSION:
        raise UnreadableCFDI("the Complemento holds one TimbreFiscalDigital 1.1")
    timbre = _understood(lambda: _timbre(element))
    if timbre.cadena_original != cadena_of(element):
        raise UnreadableCFDI("the timbre says more than its attributes")
    return timbre


def _timbre(element: etree._Element) -> Timbre:
    """Read a TimbreFiscalDigital."""
    return Timbre(
        uuid=_required(element, "UUID"),
        fecha_timbrado=datetime.fromisoformat(_required(element, "FechaTimbrado")),
        rfc_prov_certif=_required(element, "RfcProvCertif"),
        sello_cfd=_required(element, "SelloCFD"),
        no_certificado_sat=_required(element, "NoCertificadoSAT"),
        sello_sat=_required(element, "SelloSAT"),
        leyenda=element.get("Leyenda"),
    )


def _only(parent: etree._Element, node: nodes.Node) -> etree._Element:
    """Return the one child of that kind."""
    found = parent.findall(tag(node))
    if len(found) != 1:
        raise UnreadableCFDI(f"{len(found)} times {node.name}")
    return found[0]


def _all(element: etree._Element, node: nodes.Node) -> list[str]:
    """Return every attribute of a node, in its order."""
    return [_required(element, name) for name in node.attributes]


def _required(element: etree._Element, name: str) -> str:
    """Return an attribute that must be there."""
    value = element.get(name)
    if value is None:
        raise UnreadableCFDI(f"{element.tag} has no {name}")
    return value


def _amount(element: etree._Element, name: str) -> Decimal | None:
    """Return an optional number."""
    value = element.get(name)
    return None if value is None else Decimal(value)
