"""For every rule of the sandbox at least one document that breaks this rule and no earlier one.

Each case is a name, the code that must come back and the edit of a good document.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sandbox.documents import both, change, now_in, now_there, put, remove
from tests.sandbox.variations import (
    CONCEPTO,
    EMISOR,
    EXEMPT,
    FOREIGNER,
    GLOBAL,
    IMPUESTOS,
    PUBLIC,
    RARE_NODES,
    RECEPTOR,
    RETENCION,
    ROW,
    TRASLADO,
    TRASLADOS,
    WITHHELD,
    WITHHELD_ROW,
)

Edit = Any

STRUCTURE: list[tuple[str, str, Edit]] = [
    ("emisor missing", "301", remove(EMISOR)),
    ("receptor before emisor", "301", put(".", "<cfdi:Emisor/>")),
    ("two receptores", "301", put(".", '<cfdi:Receptor Rfc="X"/>', at=2)),
    ("no concepto", "301", remove(CONCEPTO)),
    ("unknown node", "301", put(".", "<cfdi:Propina/>")),
    ("node of another standard", "301", put(".", '<x:Addenda xmlns:x="urn:propina"/>')),
    ("unknown attribute", "301", change(".", Propina="10.00")),
    ("required attribute missing", "301", change(".", Exportacion=None)),
    ("wrong version", "301", change(".", Version="3.3")),
    ("pipe in a name", "301", change(RECEPTOR, Nombre="A|B")),
    ("name of spaces", "301", change(RECEPTOR, Nombre="   ")),
    ("name of 301 characters", "301", change(RECEPTOR, Nombre="A" * 301)),
    ("serie of 26 characters", "301", change(".", Serie="A" * 26)),
    ("rfc in lower case", "301", change(RECEPTOR, Rfc="xoji740919u48")),
    ("rfc of an impossible month", "301", change(RECEPTOR, Rfc="XOJI741319U48")),
    ("postal code of four digits", "301", change(RECEPTOR, DomicilioFiscalReceptor="7602")),
    ("quantity of seven decimals", "301", change(CONCEPTO, Cantidad="2.0000001")),
    ("quantity of zero", "301", change(CONCEPTO, Cantidad="0")),
    ("negative total", "301", change(".", Total="-116.00")),
    ("total with a thousands separator", "301", change(".", Total="1,116.00")),
    ("pedimento of single spaces", "301", both(
        RARE_NODES,
        change(f"{CONCEPTO}/cfdi:InformacionAduanera", NumeroPedimento="21 47 3807 8003832"),
    )),
    ("fecha with a zone", "CFDI40101", change(".", Fecha=lambda: now_in() + "Z")),
    ("fecha on a day that is not", "CFDI40101", change(".", Fecha="2026-02-30T10:00:00")),
    ("unknown forma de pago", "CFDI40104", change(".", FormaPago="07")),
    ("unknown moneda", "CFDI40113", change(".", Moneda="PES")),
    ("unknown tipo", "CFDI40121", change(".", TipoDeComprobante="F")),
    ("unknown exportacion", "CFDI40123", change(".", Exportacion="05")),
    ("unknown metodo de pago", "CFDI40124", change(".", MetodoPago="PAG")),
    ("malformed lugar de expedicion", "CFDI40126", change(".", LugarExpedicion="6700")),
    ("unknown periodicidad", "CFDI40131", both(
        GLOBAL, change("cfdi:InformacionGlobal", Periodicidad="06"))),
    ("unknown meses", "CFDI40133", both(GLOBAL, change("cfdi:InformacionGlobal", Meses="19"))),
    ("unknown relation", "CFDI40137", put(
        ".",
        '<cfdi:CfdiRelacionados TipoRelacion="99"><cfdi:CfdiRelacionado'
        ' UUID="939170be-037a-5226-ad9e-f91e114faf8c"/></cfdi:CfdiRelacionados>', at=0)),
    ("unknown régimen of the emisor", "CFDI40140", change(EMISOR, RegimenFiscal="699")),
    ("unknown régimen of the receptor", "CFDI40157", change(RECEPTOR, RegimenFiscalReceptor="000")),
    ("unknown uso", "CFDI40160", change(RECEPTOR, UsoCFDI="Z01")),
    ("malformed clave prod serv", "CFDI40162", change(CONCEPTO, ClaveProdServ="5020230")),
    ("malformed clave unidad", "CFDI40165", change(CONCEPTO, ClaveUnidad="h87")),
    ("unknown objeto imp", "CFDI40170", change(CONCEPTO, ObjetoImp="09")),
    ("unknown impuesto", "CFDI40175", change(TRASLADO, Impuesto="004")),
    ("unknown factor", "CFDI40176", change(TRASLADO, TipoFactor="tasa")),
    ("unknown withheld impuesto", "CFDI40182", both(WITHHELD, change(RETENCION, Impuesto="009"))),
    ("unknown withheld factor", "CFDI40183", both(WITHHELD, change(RETENCION, TipoFactor="X"))),
    ("unknown régimen of a third party", "CFDI40191", both(
        RARE_NODES,
        change(f"{CONCEPTO}/cfdi:ACuentaTerceros", RegimenFiscalACuentaTerceros="999"))),
    ("malformed clave of a part", "CFDI40196", both(
        RARE_NODES, change(f"{CONCEPTO}/cfdi:Parte", ClaveProdServ="1"))),
    ("unknown impuesto in a withheld row", "CFDI40207", both(
        WITHHELD, change(WITHHELD_ROW, Impuesto="009"))),
    ("unknown impuesto in a row", "CFDI40217", change(ROW, Impuesto="004")),
]  # fmt: skip

HEADER: list[tuple[str, str, Edit]] = [
    ("older than 72 hours", "401", change(
        ".", Fecha=now_there(ago=timedelta(hours=72, minutes=2)))),
    ("from the future", "401", change(".", Fecha=now_there(ago=timedelta(minutes=-8)))),
    ("central time in Tijuana is the future", "401", change(
        ".", LugarExpedicion="22000", Fecha=now_there())),
    ("name of another than the CSD's", "CFDI40138", change(EMISOR, Nombre="ESCUELA")),
    ("name with régimen societario", "CFDI40139", change(
        EMISOR, Nombre="ESCUELA KEMPER URGATE SA DE CV")),
    ("issuer is not the CSD's", "303", change(EMISOR, Rfc="CAC200113QW2")),
    ("forma de pago on a payroll", "CFDI40103", change(".", TipoDeComprobante="N")),
    ("credit without 99", "CFDI40105", change(".", MetodoPago="PPD")),
    ("pesos at a rate", "CFDI40114", change(".", TipoCambio="20.5")),
    ("público en general without a global", "CFDI40130", both(
        PUBLIC, change(RECEPTOR, Nombre="PUBLICO EN GENERAL"))),
    ("two months outside 621", "CFDI40132", both(
        GLOBAL, change("cfdi:InformacionGlobal", Periodicidad="05", Meses="18"))),
    ("pair of months in a daily global", "CFDI40134", both(
        GLOBAL, change("cfdi:InformacionGlobal", Meses="18"))),
    ("year long past", "CFDI40136", both(
        GLOBAL, change("cfdi:InformacionGlobal", Año="2020"))),
    ("company in a person's régimen", "CFDI40141", change(EMISOR, RegimenFiscal="612")),
    ("global for a named person", "CFDI40146", both(
        GLOBAL, change(RECEPTOR, Rfc="XOJI740919U48"))),
]  # fmt: skip

AMOUNTS: list[tuple[str, str, Edit]] = [
    ("subtotal of three decimals", "CFDI40107", change(".", SubTotal="100.000")),
    ("subtotal is not the sum", "CFDI40108", change(".", SubTotal="100.01", Total="116.01")),
    ("discount over subtotal", "CFDI40110", change(".", Descuento="100.01")),
    ("discount is not the sum", "CFDI40111", change(".", Descuento="1.00", Total="115.00")),
    ("discount of three decimals", "CFDI40112", change(".", Descuento="0.000")),
    ("total off by a cent", "CFDI40119", change(".", Total="116.01")),
    ("total of three decimals", "CFDI40119", change(".", Total="116.000")),
    ("free of charge", "CFDI40166", both(
        change(".", SubTotal="0.00", Total="16.00"),
        change(CONCEPTO, ValorUnitario="0", Importe="0.00"))),
    ("importe over its limit", "CFDI40167", both(
        change(".", SubTotal="100.03", Total="116.03"),
        change(CONCEPTO, Cantidad="2.000000", Importe="100.03"))),
    ("importe under its limit", "CFDI40167", both(
        change(".", SubTotal="99.97", Total="115.97"),
        change(CONCEPTO, Cantidad="2.000000", Importe="99.97"))),
    ("discount finer than importe", "CFDI40168", both(
        change(".", Descuento="1.00", Total="115.00"), change(CONCEPTO, Descuento="1.000"))),
    ("discount over importe", "CFDI40169", both(
        change(".", SubTotal="200.00", Descuento="120.00", Total="96.00"),
        change(CONCEPTO, Descuento="120.00"),
        put("cfdi:Conceptos",
            '<cfdi:Concepto ClaveProdServ="50202306" Cantidad="1" ClaveUnidad="H87"'
            ' Descripcion="B" ValorUnitario="100.00" Importe="100.00" ObjetoImp="01"/>'))),
]  # fmt: skip

TAXES: list[tuple[str, str, Edit]] = [
    ("taxable without taxes", "CFDI40171", remove(f"{CONCEPTO}/cfdi:Impuestos")),
    ("not taxable with taxes", "CFDI40172", change(CONCEPTO, ObjetoImp="01")),
    ("empty taxes", "CFDI40173", remove(f"{CONCEPTO}/cfdi:Impuestos/cfdi:Traslados")),
    ("base of zero", "CFDI40174", change(TRASLADO, Base="0.00")),
    ("exempt with a rate", "CFDI40177", change(TRASLADO, TipoFactor="Exento")),
    ("rate missing", "CFDI40178", change(TRASLADO, TasaOCuota=None)),
    ("rate that is not SAT's", "CFDI40179", change(TRASLADO, TasaOCuota="0.150000")),
    ("rate of two decimals", "CFDI40179", change(TRASLADO, TasaOCuota="0.16")),
    ("tax over its limit", "CFDI40180", change(TRASLADO, Importe="16.02")),
    ("tax under its limit", "CFDI40180", change(TRASLADO, Importe="15.98")),
    ("withheld exempt", "CFDI40184", both(WITHHELD, change(RETENCION, TipoFactor="Exento"))),
    ("withheld over its limit", "CFDI40186", both(WITHHELD, change(RETENCION, Importe="10.02"))),
    ("taxes on a transfer", "CFDI40201", change(
        ".", TipoDeComprobante="T", FormaPago=None, MetodoPago=None)),
    ("withheld total of three decimals", "CFDI40202", both(
        WITHHELD, change(IMPUESTOS, TotalImpuestosRetenidos="10.000"))),
    ("withheld total is not the sum", "CFDI40203", both(
        WITHHELD,
        change(IMPUESTOS, TotalImpuestosRetenidos="11.00"), change(".", Total="105.00"))),
    ("transferred total of three decimals", "CFDI40204", change(
        IMPUESTOS, TotalImpuestosTrasladados="16.000")),
    ("transferred total is not the sum", "CFDI40205", both(
        change(IMPUESTOS, TotalImpuestosTrasladados="17.00"), change(".", Total="117.00"))),
    ("withheld total missing", "CFDI40206", both(
        WITHHELD,
        change(IMPUESTOS, TotalImpuestosRetenidos=None), change(".", Total="116.00"))),
    ("withheld row twice", "CFDI40208", both(
        WITHHELD, put("cfdi:Impuestos/cfdi:Retenciones",
                      '<cfdi:Retencion Impuesto="001" Importe="0.00"/>'))),
    ("withheld row of three decimals", "CFDI40210", both(
        WITHHELD, change(WITHHELD_ROW, Importe="10.000"))),
    ("withheld row is not the sum", "CFDI40211", both(
        WITHHELD, change(WITHHELD_ROW, Importe="9.99"))),
    ("withheld row missing", "CFDI40211", both(
        WITHHELD,
        change(".", Total="116.00"), change(IMPUESTOS, TotalImpuestosRetenidos=None),
        remove("cfdi:Impuestos/cfdi:Retenciones"))),
    ("transferred total missing", "CFDI40212", both(
        change(IMPUESTOS, TotalImpuestosTrasladados=None), change(".", Total="100.00"))),
    ("base row of three decimals", "CFDI40214", change(ROW, Base="100.000")),
    ("base row is not the sum", "CFDI40215", change(ROW, Base="100.01")),
    ("rows missing", "CFDI40215", both(change(".", Total="100.00"), remove(IMPUESTOS))),
    ("exempt base is not the sum", "CFDI40216", both(EXEMPT, change(ROW, Base="99.99"))),
    ("row twice", "CFDI40218", put(
        TRASLADOS,
        '<cfdi:Traslado Base="0.00" Impuesto="002" TipoFactor="Tasa" TasaOCuota="0.160000"'
        ' Importe="0.00"/>')),
    ("tax row of three decimals", "CFDI40220", change(ROW, Importe="16.000")),
    ("tax row is not the sum", "CFDI40221", change(ROW, Importe="16.01")),
]  # fmt: skip

MORAL = {
    "Rfc": "CAC200113QW2",
    "Nombre": "COMERCIALIZADORA ALBA DEL CARMEN",
    "DomicilioFiscalReceptor": "06700",
    "RegimenFiscalReceptor": "601",
    "UsoCFDI": "G03",
}
FISICA = {
    "Rfc": "GARM850312H14",
    "Nombre": "MARIANA GARCIA ROBLES",
    "DomicilioFiscalReceptor": "64000",
    "RegimenFiscalReceptor": "612",
    "UsoCFDI": "G03",
}

RECEPTOR_CASES: list[tuple[str, str, Edit]] = [
    ("company not in l_RFC", "CFDI40143", change(RECEPTOR, **{**MORAL, "Rfc": "TVE050607K34"})),
    ("person not in l_RFC", "CFDI40143", change(RECEPTOR, **{**FISICA, "Rfc": "SAMP900101AB2"})),
    ("company cancelled", "CFDI40144", change(RECEPTOR, **{**MORAL, "Rfc": "DIM140722P84"})),
    ("person cancelled", "CFDI40144", change(RECEPTOR, **{**FISICA, "Rfc": "ROVL811106E44"})),
    ("company with SA DE CV", "CFDI40145", change(
        RECEPTOR, **{**MORAL, "Nombre": "COMERCIALIZADORA ALBA DEL CARMEN SA DE CV"})),
    ("person in small letters", "CFDI40145", change(
        RECEPTOR, **{**FISICA, "Nombre": "Mariana Garcia Robles"})),
    ("company at another postal code", "CFDI40148", change(
        RECEPTOR, **{**MORAL, "DomicilioFiscalReceptor": "06701"})),
    ("person at another postal code", "CFDI40148", change(
        RECEPTOR, **{**FISICA, "DomicilioFiscalReceptor": "64001"})),
    ("generic at another postal code", "CFDI40149", both(
        PUBLIC, change(RECEPTOR, DomicilioFiscalReceptor="76028"))),
    ("foreigner at another postal code", "CFDI40149", both(
        FOREIGNER, change(RECEPTOR, DomicilioFiscalReceptor="76028"))),
    ("Mexican with a residence abroad", "CFDI40151", change(RECEPTOR, ResidenciaFiscal="USA")),
    ("público en general with a residence abroad", "CFDI40151", both(
        PUBLIC, change(RECEPTOR, ResidenciaFiscal="USA"))),
    ("Mexican with a foreign number", "CFDI40154", change(RECEPTOR, NumRegIdTrib="123456789")),
    ("company in a person's régimen", "CFDI40158", change(
        RECEPTOR, **{**MORAL, "RegimenFiscalReceptor": "612"})),
    ("unlisted person in a company's régimen", "CFDI40158", change(
        RECEPTOR, RegimenFiscalReceptor="601")),
    ("company in another régimen", "CFDI40159", change(
        RECEPTOR, **{**MORAL, "RegimenFiscalReceptor": "603"})),
    ("person in another régimen", "CFDI40159", change(
        RECEPTOR, **{**FISICA, "RegimenFiscalReceptor": "626"})),
    ("generic in a real régimen", "CFDI40159", both(
        PUBLIC, change(RECEPTOR, RegimenFiscalReceptor="612"))),
    ("dead uso", "CFDI40160", change(RECEPTOR, UsoCFDI="P01")),
    ("employee with G03", "CFDI40161", change(
        RECEPTOR, **{**FISICA, "RegimenFiscalReceptor": "605"})),
    ("company with medical fees", "CFDI40161", change(RECEPTOR, **{**MORAL, "UsoCFDI": "D01"})),
]  # fmt: skip

CASES = [*STRUCTURE, *HEADER, *AMOUNTS, *TAXES, *RECEPTOR_CASES]
