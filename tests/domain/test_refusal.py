import pytest

from chalicelib.domain.refusal import Refusal, RefusalKind, classify

# SAT's matrix of CFDI 4.0 errors, 25 March 2026: code, attribute, sentence, whose.
OF_THE_SHOPPER = [
    ("CFDI40143", "Rfc", "Este RFC del receptor no existe en la lista", "rfc"),
    ("CFDI40144", "Nombre", "El campo Nombre del receptor, debe encontrarse en la lista", "rfc"),
    ("CFDI40145", "Nombre", "El campo Nombre del receptor, debe pertenecer al nombre", "name"),
    ("CFDI40147", "DomicilioFiscalReceptor", "debe encontrarse en la lista de RFC", "rfc"),
    ("CFDI40148", "DomicilioFiscalReceptor", "debe pertenecer al nombre", "postal_code"),
    ("CFDI40157", "RegimenFiscalR", "no contiene un valor del catálogo", "regimen_fiscal"),
    ("CFDI40158", "RegimenFiscalR", "debe corresponder con el tipo", "regimen_fiscal"),
    ("CFDI40159", "RegimenFiscalReceptor", "no corresponde al RFC", "regimen_fiscal"),
    ("CFDI40160", "UsoCFDI", "no contiene un valor del catálogo", "uso_cfdi"),
    ("CFDI40161", "UsoCFDI", "debe corresponder con el tipo de persona", "uso_cfdi"),
]

OF_THE_STORE = [
    *("302", "303", "304", "305", "306", "308", "402"),
    *("CFDI40102", "CFDI40138", "CFDI40139", "CFDI40140", "CFDI40141"),
    *("300", "501", "702", "703", "718", "740"),
]


@pytest.mark.parametrize(("code", "attribute", "message", "field"), OF_THE_SHOPPER)
def test_a_refusal_of_the_receptor_asks_the_shopper_for_the_right_datum(
    code, attribute, message, field
):
    assert classify(code, attribute, message) == Refusal(RefusalKind.DATA, field)


@pytest.mark.parametrize(("code", "_attribute", "_message", "field"), OF_THE_SHOPPER)
def test_the_code_alone_is_enough(code, _attribute, _message, field):
    assert classify(code, None, "") == Refusal(RefusalKind.DATA, field)
    assert classify(code.removeprefix("CFDI"), None, "") == Refusal(RefusalKind.DATA, field)


def test_the_named_attribute_beats_the_number_of_an_older_matrix():
    refusal = classify("CFDI40145", "UsoCFDI", "La clave del campo UsoCFDI del receptor")

    assert refusal == Refusal(RefusalKind.DATA, "uso_cfdi")


def test_a_receptor_code_that_names_no_datum_of_the_shopper_is_our_bug():
    refusal = classify("CFDI40148", "LugarExpedicion", "El campo LugarExpedicion no es válido")

    assert refusal == Refusal(RefusalKind.BUG)


def test_a_receptor_code_that_speaks_of_the_emisor_is_the_stores():
    refusal = classify("CFDI40145", "Nombre", "El campo Nombre del emisor no corresponde")

    assert refusal == Refusal(RefusalKind.MERCHANT)


@pytest.mark.parametrize("code", OF_THE_STORE)
def test_seal_lists_emisor_and_account_are_the_stores(code):
    assert classify(code, "Nombre", "") == Refusal(RefusalKind.MERCHANT)


@pytest.mark.parametrize("code", ["401", "CFDI40101"])
def test_a_fecha_out_of_its_window_is_nobodys_fault(code):
    assert classify(code, "Fecha", "") == Refusal(RefusalKind.EXPIRED_DATE)


@pytest.mark.parametrize(
    "code", ["301", "CFDI40119", "CFDI40146", "CFDI40149", "CFDI40999", "CO1004", "", "?"]
)
def test_what_nobody_listed_is_never_the_shoppers_fault(code):
    refusal = classify(code, "Nombre", "El campo Nombre del receptor está mal")

    assert refusal == Refusal(RefusalKind.BUG)
