"""One name for a factura's file, in the mail and in the download."""

from chalicelib.domain.file_name import file_name

UUID = "6f35d3b5-9a0c-4d0e-8b61-0a2f5c1d7e34"


def test_a_file_is_named_by_serie_folio_and_folio_fiscal():
    assert file_name("ZPO", "10", UUID, "xml") == f"ZPO10_{UUID}.xml"


def test_what_no_folder_takes_is_left_out_of_the_name():
    assert file_name('Ñ/"A', "1 0", UUID, "pdf") == f"A10_{UUID}.pdf"
