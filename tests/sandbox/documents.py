"""CFDI for the sandbox's tests: built plainly, sealed over SAT's own style sheet."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import satcfdi
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree
from satcfdi.transform import xslt_transform

from sandbox.authority import certificates
from sandbox.authority.authority import Authority
from sandbox.authority.certificates import serial_digits

CFDI = "http://www.sat.gob.mx/cfd/4"
TFD = "http://www.sat.gob.mx/TimbreFiscalDigital"
NS = {"cfdi": CFDI, "tfd": TFD}
CENTRO = ZoneInfo("America/Mexico_City")
EMISOR_RFC = "EKU9003173C9"
EMISOR_NAME = "ESCUELA KEMPER URGATE SA DE CV"
SCHEMAS = Path(satcfdi.__file__).parent / "transform/schemas/www.sat.gob.mx/sitio_internet/cfd"


@dataclass(frozen=True)
class CSD:
    """A certificate and its key, as the tests seal with them."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def read_csd(folder: Path) -> CSD:
    """Read what `sandbox.authority` wrote for one issuer."""
    key = serialization.load_der_private_key(
        next(folder.glob("*.key")).read_bytes(), (folder / "password.txt").read_bytes()
    )
    assert isinstance(key, rsa.RSAPrivateKey)
    certificate = x509.load_der_x509_certificate(next(folder.glob("*.cer")).read_bytes())
    return CSD(certificate, key)


def issue(
    authority: Authority,
    *,
    rfc: str = EMISOR_RFC,
    name: str = EMISOR_NAME,
    branch: str | None = "UNIDAD",
    valid: certificates.Validity | None = None,
) -> CSD:
    """Have the authority sign a new key for a taxpayer; without a branch it is an e.firma."""
    key = certificates.new_key()
    certificate = certificates.signed(
        authority.root,
        certificates.holder_subject(rfc, name, branch),
        key.public_key(),
        valid or certificates.validity(days=1460),
        certificates.csd_extensions(),
    )
    return CSD(certificate, key)


def now_in(zone: str = "America/Mexico_City", *, ago: timedelta = timedelta(minutes=1)) -> str:
    """Write a Fecha: the local time of `zone`, `ago` before now."""
    return (datetime.now(ZoneInfo(zone)) - ago).strftime("%Y-%m-%dT%H:%M:%S")


def now_there(zone: str = "America/Mexico_City", *, ago: timedelta = timedelta(minutes=1)) -> Value:
    """Tell a Fecha of the moment at which it is asked for, as `now_in` writes it."""
    return lambda: now_in(zone, ago=ago)


Value = str | None | Callable[[], str]

_serial = iter(range(1, 10**9))


def make_root() -> etree._Element:
    """Make a plain sale of 100.00 plus IVA to a person whom no list knows, not sealed yet."""
    return etree.fromstring(
        f"""<cfdi:Comprobante xmlns:cfdi="{CFDI}" Version="4.0" Serie="T" Folio="{next(_serial)}"
        Fecha="{now_in()}" FormaPago="01" NoCertificado="" Certificado="" SubTotal="100.00"
        Moneda="MXN" Total="116.00" TipoDeComprobante="I" Exportacion="01" MetodoPago="PUE"
        LugarExpedicion="06700" Sello=""><cfdi:Emisor Rfc="{EMISOR_RFC}"
        Nombre="ESCUELA KEMPER URGATE" RegimenFiscal="601"/><cfdi:Receptor Rfc="XOJI740919U48"
        Nombre="INGRID XODAR JIMENEZ" DomicilioFiscalReceptor="76028" RegimenFiscalReceptor="612"
        UsoCFDI="G03"/><cfdi:Conceptos><cfdi:Concepto ClaveProdServ="50202306" Cantidad="2"
        ClaveUnidad="H87" Descripcion="Café molido &amp; tostado Ñ" ValorUnitario="50.00"
        Importe="100.00" ObjetoImp="02"><cfdi:Impuestos><cfdi:Traslados><cfdi:Traslado Base="100.00"
        Impuesto="002" TipoFactor="Tasa" TasaOCuota="0.160000" Importe="16.00"/></cfdi:Traslados>
        </cfdi:Impuestos></cfdi:Concepto></cfdi:Conceptos><cfdi:Impuestos
        TotalImpuestosTrasladados="16.00"><cfdi:Traslados><cfdi:Traslado Base="100.00"
        Impuesto="002" TipoFactor="Tasa" TasaOCuota="0.160000" Importe="16.00"/></cfdi:Traslados>
        </cfdi:Impuestos></cfdi:Comprobante>"""
    )


def seal(root: etree._Element, csd: CSD) -> bytes:
    """Seal over the cadena original of SAT's style sheet and write the bytes that travel."""
    root.set("NoCertificado", serial_digits(csd.certificate))
    der = csd.certificate.public_bytes(serialization.Encoding.DER)
    root.set("Certificado", base64.b64encode(der).decode())
    signature = csd.key.sign(sat_cadena(root).encode(), padding.PKCS1v15(), hashes.SHA256())
    root.set("Sello", base64.b64encode(signature).decode())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def make_sealed(csd: CSD, edit: Callable[[etree._Element], object] | None = None) -> bytes:
    """Make a sealed CFDI, changed by `edit` before it is sealed."""
    root = make_root()
    if edit is not None:
        edit(root)
    return seal(root, csd)


def change(path: str, **attributes: Value) -> Callable[[etree._Element], None]:
    """Make an edit that sets attributes of the node at `path` ("." is the root); None removes.

    A value that depends on the moment is a function: it is asked when the edit is made,
    which may be minutes after the tests were collected.
    """

    def edit(root: etree._Element) -> None:
        node = root.find(path, NS)
        assert node is not None, path
        for name, told in attributes.items():
            value = told() if callable(told) else told
            if value is None:
                del node.attrib[name]
            else:
                node.set(name, value)

    return edit


def both(*edits: Callable[[etree._Element], None]) -> Callable[[etree._Element], None]:
    """Make one edit of several."""

    def edit(root: etree._Element) -> None:
        for each in edits:
            each(root)

    return edit


def sat_cadena(root: etree._Element) -> str:
    """Run SAT's own style sheet (CFDI or TFD) over a node."""
    version = "4.0" if root.tag == f"{{{CFDI}}}Comprobante" else "1.1"
    return str(xslt_transform(root.tag, version)(root))


@cache
def sat_schema() -> etree.XMLSchema:
    """Load SAT's schemas of the CFDI 4.0 and of its timbre as one."""
    return etree.XMLSchema(
        etree.fromstring(
            f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
            <xs:import namespace="{CFDI}" schemaLocation="4/cfdv40.xsd"/>
            <xs:import namespace="{TFD}"
            schemaLocation="TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd"/></xs:schema>""",
            base_url=str(SCHEMAS / "all.xsd"),
        )
    )


def multipart(xml: bytes) -> tuple[bytes, str]:
    """Wrap a document as SW's own libraries do; returns body and content type."""
    boundary = "----limite-de-prueba"
    head = (
        f"--{boundary}\r\nContent-Type: text/xml\r\nContent-Transfer-Encoding: binary\r\n"
        'Content-Disposition: form-data; name="xml"; filename="xml"\r\n\r\n'
    )
    body = head.encode() + xml + f"\r\n--{boundary}--\r\n".encode()
    return body, f'multipart/form-data; boundary="{boundary}"'


def put(path: str, fragment: str, at: int | None = None) -> Callable[[etree._Element], None]:
    """Make an edit that adds a node written as XML (prefix cfdi) below `path`, last or at `at`."""

    def edit(root: etree._Element) -> None:
        parent = root.find(path, NS)
        assert parent is not None, path
        wrapper = etree.fromstring(f'<wrapper xmlns:cfdi="{CFDI}">{fragment}</wrapper>')
        parent.insert(len(parent) if at is None else at, wrapper[0])

    return edit


def remove(path: str) -> Callable[[etree._Element], None]:
    """Make an edit that takes the node at `path` away."""

    def edit(root: etree._Element) -> None:
        node = root.find(path, NS)
        assert node is not None, path
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)

    return edit
