"""What CFF 29-A and 29-B, RMF 2.7.1.7 and Anexo 20 want to be read on a printed CFDI."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalicelib.cfdi.comprobante import Receptor
from chalicelib.cfdi.verification import verification_url
from chalicelib.domain.ticket import NotInvoiced
from chalicelib.rendering.colors import Color
from chalicelib.rendering.invoice_pdf import invoice_pdf
from chalicelib.rendering.not_invoiced import REASONS
from tests.rendering.reading import codes, page_texts, whole_text
from tests.rendering.samples import (
    GOODS,
    UUID,
    make_comprobante,
    make_concepto,
    make_logo,
    make_not_invoiced,
    make_stamped,
    make_store,
    make_ticket_face,
)

HEAD = "Cantidad Unidad Clave SAT Descripción Valor unitario Descuento Importe"


@pytest.fixture(scope="module")
def printed():
    """A ticket of six lines with every rate, a discount, a tip and other people's money."""
    stamped = make_stamped(make_comprobante(6))
    return whole_text(invoice_pdf(stamped, make_store(), make_not_invoiced()))


@pytest.mark.parametrize(
    "datum",
    [
        "EMISOR ESCUELA KEMPER URGATE",
        "RFC EKU9003173C9",
        "Régimen fiscal 601 General de Ley Personas Morales",
        "Lugar de expedición (código postal) 21100",
        "RECEPTOR MARÍA OLIVIA MARTÍNEZ SAGAZ",
        "RFC MASO451221PM4",
        "Domicilio fiscal (código postal) 80290",
        "Régimen fiscal 612 Personas Físicas con Actividades Empresariales y Profesionales",
        "Uso del CFDI G03 Gastos en general",
    ],
)
def test_it_tells_who_sells_and_who_asks(printed, datum):
    assert datum in printed


@pytest.mark.parametrize(
    "datum",
    [
        "CFDI 4.0",
        "Serie y folio NTE 1042",
        f"Folio fiscal (UUID) {UUID}",
        "Fecha y hora de emisión 2026-11-20T18:05:09",
        "Fecha y hora de certificación 2026-11-20T20:05:31",
        "No. de serie del CSD del emisor 30001000000500003416",
        "No. de serie del certificado del SAT 30001000000500003456",
        "RFC del proveedor de certificación SPR190613I52",
        "Forma de pago 04 Tarjeta de crédito",
        "Método de pago PUE Pago en una sola exhibición",
        "Tipo de comprobante I Ingreso",
        "Moneda MXN Peso Mexicano",
        "Exportación 01 No aplica",
        "Este documento es una representación impresa de un CFDI",
    ],
)
def test_it_tells_what_the_document_is(printed, datum):
    assert datum in printed


@pytest.mark.parametrize(
    "row",
    [
        (
            "1 H87 Pieza 50202306 Refresco de cola 600 ml $18.50 – $18.50 No. ident. T-48213 "
            "· 02 Sí objeto de impuesto · 002 IVA Tasa 16 %, base $18.50, importe $2.96"
        ),
        (
            "2 H87 Pieza 50161509 Azúcar estándar 1 kg $31.90 $2.50 $63.80 No. ident. T-48214 "
            "· 02 Sí objeto de impuesto · 002 IVA Tasa 0 %, base $61.30, importe $0.00"
        ),
        (
            '2 H87 Pieza 60121001 Libro "El llano en llamas" $189.00 – $378.00 No. ident. T-48217 '
            "· 02 Sí objeto de impuesto · 002 IVA Exento, base $378.00"
        ),
    ],
)
def test_it_tells_everything_of_a_concept(printed, row):
    assert row in printed


@pytest.mark.parametrize(
    "datum",
    [
        "Subtotal $786.80",
        "Descuento -$5.00",
        "002 IVA Tasa 16 % $290.50 $46.48",
        "002 IVA Tasa 0 % $113.30 $0.00",
        "002 IVA Exento $378.00 Exento",
        "Total $828.28 MXN",
        "Importe con letra (OCHOCIENTOS VEINTIOCHO PESOS 28/100 M.N.)",
    ],
)
def test_it_tells_what_it_comes_to(printed, datum):
    assert datum in printed


@pytest.mark.parametrize(
    "datum",
    [
        "Redondeo o donativo $0.54 La tienda lo recibe para entregarlo a una institución",
        "Pago de servicios o recargas $100.00 La tienda lo cobró por cuenta de otra empresa",
        "Propina $20.00 La dejaste por voluntad propia para el personal",
        (
            "Número de ticket Número de orden Fecha de compra Total pagado "
            "48213 A-7731 20 de noviembre de 2026, 17:41 $241.46"
        ),
        "Sucursal Mexicali Centro Av. Reforma 1201",
    ],
)
def test_it_tells_the_shopper_what_became_of_his_ticket(printed, datum):
    assert datum in printed


def test_seals_and_cadena_original_are_whole():
    stamped = make_stamped()

    text = whole_text(invoice_pdf(stamped, make_store(), ())).replace(" ", "")

    assert f"SellodigitaldelCFDI{stamped.sello}" in text
    assert f"SellodigitaldelSAT{stamped.timbre.sello_sat}" in text
    assert f"certificacióndigitaldelSAT{stamped.cadena_original_tfd}" in text


def test_what_sat_says_in_its_timbre_is_shown():
    stamped = make_stamped()
    told = replace(stamped, timbre=replace(stamped.timbre, leyenda="Aviso del SAT & del PAC"))

    assert "Leyenda Aviso del SAT & del PAC" in whole_text(invoice_pdf(told, make_store(), ()))


@pytest.mark.parametrize("rfc", ["MASO451221PM4", "ÑA&010101AB1"])
def test_the_qr_reads_back_as_sats_verification_page(rfc):
    receptor = replace(make_comprobante().receptor, rfc=rfc)
    stamped = make_stamped(make_comprobante(receptor=receptor))

    assert codes(invoice_pdf(stamped, make_store(), ())) == [verification_url(stamped)]


def test_a_long_ticket_repeats_heads_and_counts_its_pages():
    pages = page_texts(invoice_pdf(make_stamped(make_comprobante(120)), make_store(), ()))

    assert len(pages) == 5
    for number, page in enumerate(pages, start=1):
        assert HEAD in page
        assert f"Página {number} de 5" in page
        assert UUID in page
        assert "Este documento es una representación impresa de un CFDI" in page
    assert all("Factura NTE 1042" in page for page in pages[1:])


def test_no_concept_of_a_long_ticket_is_lost_or_told_twice():
    text = whole_text(invoice_pdf(make_stamped(make_comprobante(120)), make_store(), ()))

    told = [int(word) for word in text.split("No. ident. T-")[1:] for word in [word.split()[0]]]

    assert told == list(range(48213, 48213 + 120))


def test_a_ticket_of_one_page_names_its_head_once():
    (page,) = page_texts(invoice_pdf(make_stamped(), make_store(), ()))

    assert page.count(HEAD) == 1
    assert "Página 1 de 1" in page


def test_nothing_is_said_of_what_was_left_out_where_nothing_was():
    text = whole_text(invoice_pdf(make_stamped(), make_store(), ()))

    assert "NO INCLUIDO" not in text
    assert "TEXTO EXACTO" not in text


def test_every_kind_of_left_out_money_is_explained():
    parts = tuple(NotInvoiced(kind, Decimal("12.50")) for kind in REASONS)

    text = whole_text(invoice_pdf(make_stamped(), make_store(), parts))

    for reason in REASONS.values():
        assert f"{reason.label} $12.50 {reason.sentence}" in text


def test_every_ticket_of_a_combined_factura_is_named():
    faces = tuple(make_ticket_face(str(number)) for number in range(70000, 70020))

    text = whole_text(invoice_pdf(make_stamped(), make_store(tickets=faces), ()))

    assert "20 TICKETS" in text
    assert all(f"{number} A-7731" in text for number in range(70000, 70020))


HOSTILE = '**no** {nb} \\(x) %%EOF & <b> "Ñ" __y__'


def test_names_that_look_like_markup_are_printed_as_they_are():
    document = make_comprobante(
        receptor=Receptor("XEXX010101000", HOSTILE, "21100", "616", "S01"),
        conceptos=(make_concepto(descripcion=HOSTILE, unidad="<caja> {nb}"),),
    )

    text = whole_text(
        invoice_pdf(make_stamped(document), make_store(brand_name=f"{HOSTILE} S"), ())
    )

    assert text.count(HOSTILE) == 3
    assert "H87 <caja> {nb}" in text


def test_letters_that_the_fonts_lack_are_spelled_out_in_a_note():
    receptor = Receptor("XEXX010101000", "ŁUKASZ 李", "21100", "616", "S01")
    document = make_comprobante(
        receptor=receptor, conceptos=(make_concepto(), make_concepto(descripcion="Té 茶 verde"))
    )

    text = whole_text(invoice_pdf(make_stamped(document), make_store(), ()))

    assert "LUKASZ [U+674E]" in text
    assert "Nombre del receptor: [U+0141]UKASZ [U+674E]" in text
    assert "Descripción del concepto 2: Té [U+8336] verde" in text


def test_the_longest_description_in_a_foreign_script_is_whole():
    concepto = make_concepto(descripcion="茶" * 1000)

    pdf = invoice_pdf(make_stamped(make_comprobante(conceptos=(concepto,))), make_store(), ())

    text = whole_text(pdf).replace(" ", "")
    before_note, note = text.split("TEXTOEXACTO")
    assert before_note.count("[U+8336]") >= 990
    assert note.count("[U+8336]") >= 990


def test_numbers_too_wide_for_their_column_keep_every_digit():
    cantidad, valor_unitario = Decimal("12345.125"), Decimal("81234567.123456")
    importe = (cantidad * valor_unitario).quantize(Decimal("0.000001"))
    wide = make_concepto(cantidad=cantidad, valor_unitario=valor_unitario, importe=importe)

    text = whole_text(
        invoice_pdf(make_stamped(make_comprobante(conceptos=(wide,))), make_store(), ())
    )

    assert "12,345.125" in text
    assert "$81,234,567.123456" in text
    assert f"${importe:,}" in text


def test_the_same_factura_is_the_same_bytes():
    stamped, store = make_stamped(make_comprobante(30)), make_store(logo=make_logo())

    assert invoice_pdf(stamped, store, ()) == invoice_pdf(stamped, store, ())


def test_machines_are_told_language_title_and_moment():
    reader = PdfReader(BytesIO(invoice_pdf(make_stamped(), make_store(), ())))

    catalog = reader.trailer["/Root"]
    metadata = reader.metadata
    assert metadata is not None
    assert catalog["/Lang"] == "es-MX"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert metadata.title == "Factura NTE 1042 de Abarrotes El Ñandú"
    assert metadata.author == "ESCUELA KEMPER URGATE"
    assert metadata.creation_date is not None
    assert metadata.creation_date.isoformat() == "2026-11-20T20:05:31-06:00"


def test_pictures_say_what_they_mean_and_parts_are_in_the_outline():
    stamped = make_stamped()
    reader = PdfReader(BytesIO(invoice_pdf(stamped, make_store(logo=make_logo()), ())))

    tree = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
    meanings = [kid.get_object()["/Alt"] for kid in tree["/K"]]
    assert meanings == [
        "Logotipo de Abarrotes El Ñandú",
        f"QR del SAT: {verification_url(stamped)}",
    ]
    assert [entry["/Title"] for entry in reader.outline] == [
        "Factura",
        "Conceptos",
        "Importes",
        "Certificación",
    ]


def test_a_broken_logo_costs_nobody_his_factura():
    text = whole_text(invoice_pdf(make_stamped(), make_store(logo=b"\x89PNG broken"), ()))

    assert UUID in text


@pytest.mark.parametrize("color", ["#ffffff", "#000000", "#ffd400", "#7f7f7f"])
def test_the_code_reads_whatever_the_brands_colour(color):
    pdf = invoice_pdf(make_stamped(), make_store(color=Color.parse(color)), make_not_invoiced())

    assert len(codes(pdf)) == 1


def test_an_unknown_kind_of_money_is_not_passed_over():
    with pytest.raises(KeyError):
        invoice_pdf(make_stamped(), make_store(), (NotInvoiced("unheard_of", Decimal(1)),))


def test_a_hundred_lines_stay_a_small_file():
    pdf = invoice_pdf(make_stamped(make_comprobante(100)), make_store(logo=make_logo()), ())

    assert len(pdf) < 40_000
    assert all(name in whole_text(pdf) for _, name, _, _ in GOODS)
