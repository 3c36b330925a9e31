"""Kinds of sale that a store really makes, as edits of the plain document."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.sandbox.documents import both, change, now_there, put, remove

EMISOR = "cfdi:Emisor"
RECEPTOR = "cfdi:Receptor"
CONCEPTO = "cfdi:Conceptos/cfdi:Concepto"
TRASLADO = f"{CONCEPTO}/cfdi:Impuestos/cfdi:Traslados/cfdi:Traslado"
IMPUESTOS = "cfdi:Impuestos"
TRASLADOS = "cfdi:Impuestos/cfdi:Traslados"
ROW = f"{TRASLADOS}/cfdi:Traslado"
RETENCION = f"{CONCEPTO}/cfdi:Impuestos/cfdi:Retenciones/cfdi:Retencion"
WITHHELD_ROW = "cfdi:Impuestos/cfdi:Retenciones/cfdi:Retencion"

EXEMPT = both(
    change(".", Total="100.00"),
    change(TRASLADO, TipoFactor="Exento", TasaOCuota=None, Importe=None),
    change(IMPUESTOS, TotalImpuestosTrasladados=None),
    change(ROW, TipoFactor="Exento", TasaOCuota=None, Importe=None),
)
ZERO_RATE = both(
    change(".", Total="100.00"),
    change(TRASLADO, TasaOCuota="0.000000", Importe="0.00"),
    change(IMPUESTOS, TotalImpuestosTrasladados="0.00"),
    change(ROW, TasaOCuota="0.000000", Importe="0.00"),
)
NOT_TAXED = both(
    change(".", Total="100.00"),
    change(CONCEPTO, ObjetoImp="01"),
    remove(f"{CONCEPTO}/cfdi:Impuestos"),
    remove(IMPUESTOS),
)
DISCOUNTED = both(
    change(".", SubTotal="100.00", Descuento="10.00", Total="104.40"),
    change(CONCEPTO, Importe="100.000000", Descuento="10.000000"),
    change(TRASLADO, Base="90.000000", Importe="14.400000"),
    change(IMPUESTOS, TotalImpuestosTrasladados="14.40"),
    change(ROW, Base="90.00", Importe="14.40"),
)
WEIGHED = both(
    change(".", SubTotal="30.95", Total="35.90"),
    change(CONCEPTO, Cantidad="0.347", ValorUnitario="89.189189", Importe="30.948649"),
    change(TRASLADO, Base="30.948649", Importe="4.951784"),
    change(IMPUESTOS, TotalImpuestosTrasladados="4.95"),
    change(ROW, Base="30.95", Importe="4.95"),
)
WITHHELD = both(
    change(".", Total="106.00"),
    put(
        f"{CONCEPTO}/cfdi:Impuestos",
        '<cfdi:Retenciones><cfdi:Retencion Base="100.00" Impuesto="001" TipoFactor="Tasa"'
        ' TasaOCuota="0.100000" Importe="10.00"/></cfdi:Retenciones>',
    ),
    put(
        IMPUESTOS,
        '<cfdi:Retenciones><cfdi:Retencion Impuesto="001" Importe="10.00"/></cfdi:Retenciones>',
        at=0,
    ),
    change(IMPUESTOS, TotalImpuestosRetenidos="10.00"),
)
SNACK = both(
    change(".", Total="125.28"),
    change(TRASLADO, Base="108.00", Importe="17.28"),
    put(
        f"{CONCEPTO}/cfdi:Impuestos/cfdi:Traslados",
        '<cfdi:Traslado Base="100.00" Impuesto="003" TipoFactor="Tasa" TasaOCuota="0.080000"'
        ' Importe="8.00"/>',
    ),
    change(IMPUESTOS, TotalImpuestosTrasladados="25.28"),
    change(ROW, Base="108.00", Importe="17.28"),
    put(
        TRASLADOS,
        '<cfdi:Traslado Base="100.00" Impuesto="003" TipoFactor="Tasa" TasaOCuota="0.080000"'
        ' Importe="8.00"/>',
    ),
)
PUBLIC = change(
    RECEPTOR,
    Rfc="XAXX010101000",
    Nombre="MARIA PEREZ",
    DomicilioFiscalReceptor="06700",
    RegimenFiscalReceptor="616",
    UsoCFDI="S01",
)
FOREIGNER = both(
    PUBLIC, change(RECEPTOR, Rfc="XEXX010101000", Nombre="JOHN DOE", ResidenciaFiscal="USA")
)
GLOBAL = both(
    PUBLIC,
    change(RECEPTOR, Nombre="PUBLICO EN GENERAL"),
    put(
        ".",
        f'<cfdi:InformacionGlobal Periodicidad="01" Meses="11" Año="{datetime.now(UTC).year}"/>',
        at=0,
    ),
)
CREDIT_NOTE = both(
    change(".", TipoDeComprobante="E"),
    change(RECEPTOR, UsoCFDI="G02"),
    put(
        ".",
        '<cfdi:CfdiRelacionados TipoRelacion="01"><cfdi:CfdiRelacionado'
        ' UUID="939170be-037a-5226-ad9e-f91e114faf8c"/></cfdi:CfdiRelacionados>',
        at=0,
    ),
)
RARE_NODES = both(
    change(".", Serie="A B", CondicionesDePago="  de   contado ", TipoCambio="1"),
    change(CONCEPTO, NoIdentificacion="T 1", Unidad="Pieza"),
    put(
        CONCEPTO,
        '<cfdi:ACuentaTerceros RfcACuentaTerceros="CAC200113QW2"'
        ' NombreACuentaTerceros="COMERCIALIZADORA ALBA DEL CARMEN"'
        ' RegimenFiscalACuentaTerceros="601" DomicilioFiscalACuentaTerceros="06700"/>',
    ),
    put(CONCEPTO, '<cfdi:InformacionAduanera NumeroPedimento="21  47  3807  8003832"/>'),
    put(CONCEPTO, '<cfdi:CuentaPredial Numero="ABC123"/>'),
    put(
        CONCEPTO,
        '<cfdi:Parte ClaveProdServ="50202306" Cantidad="1" Descripcion="Bolsa" Unidad="Pieza"'
        ' ValorUnitario="1.00" Importe="1.00"><cfdi:InformacionAduanera'
        ' NumeroPedimento="21  47  3807  8003832"/></cfdi:Parte>',
    ),
)
TIJUANA = change(".", LugarExpedicion="22000", Fecha=now_there("America/Tijuana"))
ALMOST_TOO_OLD = change(".", Fecha=now_there(ago=timedelta(hours=71, minutes=50)))
CLOCK_AHEAD = change(".", Fecha=now_there(ago=timedelta(minutes=-4)))
CANCUN = change(".", LugarExpedicion="77500", Fecha=now_there("America/Cancun"))

VARIATIONS = {
    "exempt": EXEMPT,
    "zero_rate": ZERO_RATE,
    "not_taxed": NOT_TAXED,
    "discounted": DISCOUNTED,
    "weighed": WEIGHED,
    "withheld": WITHHELD,
    "snack_with_ieps": SNACK,
    "generic_receptor_by_name": PUBLIC,
    "foreigner": FOREIGNER,
    "global": GLOBAL,
    "credit_note": CREDIT_NOTE,
    "rare_nodes": RARE_NODES,
    "border": TIJUANA,
    "caribbean": CANCUN,
    "almost_72_hours_old": ALMOST_TOO_OLD,
    "by_a_clock_that_is_ahead": CLOCK_AHEAD,
}
