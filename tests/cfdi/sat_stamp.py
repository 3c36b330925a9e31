"""A PAC that stamps for these tests: it writes the timbre by hand, sharing nothing with ours."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from tests.cfdi.csd_factory import make_certificate, rsa_key

UUID = "6F35D3B5-9A0C-4D0E-8B61-0A2F5C1D7E34"
NO_CERTIFICADO_SAT = "30001000000500003456"
FECHA_TIMBRADO = "2026-11-20T12:00:05"
RFC_PAC = "SPR190613I52"

IN_CADENA = (
    "Version",
    "UUID",
    "FechaTimbrado",
    "RfcProvCertif",
    "Leyenda",
    "SelloCFD",
    "NoCertificadoSAT",
)


class SatStamp:
    """Stamps sealed bytes under a certificate of its own; every datum may be falsified."""

    def __init__(self) -> None:
        certificate = make_certificate("SAT970701NN3", key="sat", serial=NO_CERTIFICADO_SAT)
        self.bundle = certificate.public_bytes(serialization.Encoding.PEM)

    def stamp(self, sealed: bytes, *, key: str = "sat", **changes: str) -> bytes:
        sello = etree.fromstring(sealed).attrib["Sello"]
        data = {
            "Version": "1.1",
            "UUID": UUID,
            "FechaTimbrado": FECHA_TIMBRADO,
            "RfcProvCertif": RFC_PAC,
            "SelloCFD": str(sello),
            "NoCertificadoSAT": NO_CERTIFICADO_SAT,
        }
        data |= changes
        cadena = "||" + "|".join(data[name] for name in IN_CADENA if name in data) + "||"
        signature = rsa_key(key).sign(cadena.encode(), padding.PKCS1v15(), hashes.SHA256())
        data.setdefault("SelloSAT", base64.b64encode(signature).decode())
        return insert_timbre(sealed, data)


def insert_timbre(sealed: bytes, data: dict[str, str]) -> bytes:
    location = (
        "http://www.sat.gob.mx/TimbreFiscalDigital http://www.sat.gob.mx/sitio_internet/"
        "cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd"
    )
    attributes = "".join(f' {name}="{value}"' for name, value in data.items())
    timbre = (
        '<cfdi:Complemento><tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/'
        f'TimbreFiscalDigital" xsi:schemaLocation="{location}"{attributes}/></cfdi:Complemento>'
    )
    end = b"</cfdi:Comprobante>"
    return sealed.replace(end, timbre.encode() + end)
