import pytest

from chalicelib.rendering.folio import file_name, folio_of
from tests.rendering.samples import UUID, make_comprobante, make_stamped


@pytest.mark.parametrize(
    ("serie", "folio", "called", "stem"),
    [
        ("NTE", "1042", "NTE 1042", "NTE1042"),
        (None, "1042", "1042", "1042"),
        (None, None, "", ""),
        ('Ñ/"../A', "7 & 8", 'Ñ/"../A 7 & 8', "A78"),
    ],
)
def test_a_factura_is_called_by_serie_and_folio_and_its_file_is_plain(serie, folio, called, stem):
    stamped = make_stamped(make_comprobante(serie=serie, folio=folio))

    assert folio_of(stamped) == called
    assert file_name(stamped, "xml") == f"{stem}_{UUID}.xml"
