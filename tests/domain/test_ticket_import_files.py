import json

import pytest

from chalicelib.domain.ticket import LineTax, Payment, Ticket
from chalicelib.domain.ticket_import_files import read_file
from chalicelib.domain.ticket_import_rows import UnreadableFile
from chalicelib.errors import FieldProblem

HEADER = (
    "branch_id,order_number,ticket_number,purchased_at,total,tip,discount,prices_include_tax,"
    "payments,sku,description,kind,clave_prod_serv,clave_unidad,objeto_imp,taxes,quantity,"
    "unit_price,line_discount"
)
MOMENT = "2026-11-19T18:42:10-06:00"
FIRST = f"centro,48213,011,{MOMENT},219.00,10.00,5.00,true,01:100.00;04:129.00"
WINE = "100133,Vino tinto,sale,50202203,H87,02,002:Tasa:0.160000;003:Tasa:0.265000,1,249.00,30.00"
BOOK = '100150,"Libro ""La casa, la colina""",sale,55101510,H87,02,002:Exento,1,5.00,'


def csv_of(*rows: str, header=HEADER):
    return "\n".join([header, *rows, ""]).encode()


def read(*rows: str, header=HEADER):
    return read_file("ventas.csv", csv_of(*rows, header=header))


def told(ticket):
    assert isinstance(ticket.reading, tuple)
    return [(problem.field, problem.code, ticket.row_of(problem)) for problem in ticket.reading]


def refusal_of(name, content):
    with pytest.raises(UnreadableFile) as refusal:
        read_file(name, content)
    (problem,) = refusal.value.fields
    return problem.field, problem.code


def test_a_ticket_is_as_many_rows_as_it_has_lines():
    (found,) = read(f"{FIRST},{WINE}", f"{FIRST},{BOOK}")

    ticket = found.reading
    assert isinstance(ticket, Ticket)
    assert found.rows == (2, 3)
    assert ticket.payments[1] == Payment("04", ticket.total - 90)
    assert [line.description for line in ticket.lines] == [
        "Vino tinto",
        'Libro "La casa, la colina"',
    ]
    assert ticket.lines[0].discount == 30
    assert ticket.lines[1].taxes == (LineTax("002", "Exento", None),)


def test_a_csv_and_a_jsonl_of_the_same_sale_give_the_same_ticket():
    line = {
        "sku": "100133",
        "description": "Vino tinto",
        "clave_prod_serv": "50202203",
        "clave_unidad": "H87",
        "objeto_imp": "02",
        "taxes": [
            {"impuesto": "002", "tipo_factor": "Tasa", "tasa_o_cuota": "0.16"},
            {"impuesto": "003", "tipo_factor": "Tasa", "tasa_o_cuota": "0.265"},
        ],
        "quantity": 1,
        "unit_price": "249.00",
        "discount": "30.00",
    }
    sale = {
        "branch_id": "centro",
        "order_number": "48213",
        "ticket_number": "011",
        "purchased_at": MOMENT,
        "total": "219.00",
        "tip": "10.00",
        "discount": "5.00",
        "payments": [
            {"forma_pago": "01", "amount": "100.00"},
            {"forma_pago": "04", "amount": "129.00"},
        ],
        "lines": [line],
    }

    (from_json,) = read_file("ventas.jsonl", json.dumps(sale).encode())
    (from_csv,) = read(f"{FIRST},{WINE}")

    assert from_json.reading == from_csv.reading


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_excels_own_files_are_read(end):
    text = end.join([HEADER, f"{FIRST},{WINE}", "", f"{FIRST},{BOOK}", ""])

    (found,) = read_file("VENTAS.CSV", b"\xef\xbb\xbf" + text.encode())

    assert isinstance(found.reading, Ticket)
    assert found.rows == (2, 4)


def test_rows_of_a_ticket_may_stand_apart_and_tickets_keep_their_order():
    other = FIRST.replace("48213", "48214")

    first, second = read(f"{FIRST},{WINE}", f"{other},{WINE}", f"{FIRST},{BOOK}")

    assert (first.rows, second.rows) == ((2, 4), (3,))


def test_a_quoted_line_break_does_not_move_the_rows_after_it():
    broken = BOOK.replace("La casa, la colina", "La casa,\nla colina")

    first, second = read(f"{FIRST},{broken}", f"{FIRST.replace('48213', '48214')},{WINE}")

    assert isinstance(first.reading, Ticket)
    assert first.reading.lines[0].description == 'Libro "La casa, la colina"'
    assert second.rows == (4,)


def test_columns_come_in_any_order_and_the_optional_ones_may_be_missing():
    header = (
        "total,description,quantity,unit_price,purchased_at,ticket_number,order_number,branch_id"
    )

    (found,) = read(f"10.00,Pan,2,5.00,{MOMENT},011,48213,centro", header=header)

    assert isinstance(found.reading, Ticket)
    assert found.reading.lines[0].quantity == 2


def test_what_a_line_has_wrong_is_told_with_its_row():
    wrong = WINE.replace("249.00", "249.00.0").replace(",sale,", ",tip,")

    (found,) = read(f"{FIRST},{BOOK}", f"{FIRST},{wrong}")

    assert told(found) == [
        ("/lines/1/kind", "not_in_catalog", 3),
        ("/lines/1/unit_price", "wrong_format", 3),
    ]


def test_rows_that_tell_different_tickets_refuse_it():
    (found,) = read(f"{FIRST},{WINE}", f"{FIRST.replace('219.00', '919.00')},{BOOK}")

    assert told(found) == [("/total", "rows_differ", 3)]


def test_a_row_cut_short_refuses_its_ticket_and_no_other():
    torn, whole = read(
        f"{FIRST},{WINE}", f"{FIRST},100150,Libro", f"{FIRST.replace('48213', '48214')},{WINE}"
    )

    assert told(torn) == [("", "wrong_columns", 3)]
    assert isinstance(whole.reading, Ticket)


@pytest.mark.parametrize(
    ("cell", "field", "code"),
    [
        ("002", "/lines/0/taxes/0/tipo_factor", "required"),
        ("002:Tasa:0.16:1", "/lines/0/taxes/0/tasa_o_cuota", "wrong_format"),
        (":Tasa:0.16", "/lines/0/taxes/0/impuesto", "required"),
    ],
)
def test_taxes_in_another_notation_say_what_is_missing(cell, field, code):
    (found,) = read(f"{FIRST},{BOOK.replace('002:Exento', cell)}")

    assert told(found) == [(field, code, 2)]


def test_a_payment_without_its_amount_says_so():
    (found,) = read(f"{FIRST.replace('04:129.00', '04')},{WINE}")

    assert told(found) == [("/payments/1/amount", "required", 2)]


def test_a_word_that_is_no_yes_or_no_is_refused():
    (found,) = read(f"{FIRST.replace(',true,', ',quizá,')},{WINE}")

    assert told(found) == [("/prices_include_tax", "wrong_type", 2)]


def test_a_lines_problem_that_is_found_later_still_leads_to_its_row():
    (found,) = read(f"{FIRST},{WINE}", f"{FIRST},{BOOK}")

    assert found.row_of(FieldProblem("/lines/1/taxes/0", "tax_repeated")) == 3
    assert found.row_of(FieldProblem("/total", "total_mismatch")) == 2


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "missing_column"),
        (HEADER.replace("quantity,", ""), "missing_column"),
        (HEADER + ",descuento", "unknown_column"),
        (HEADER + ",total", "repeated_column"),
    ],
)
def test_a_header_that_cannot_be_trusted_refuses_the_file(header, code):
    assert refusal_of("a.csv", csv_of(header=header)) == ("/rows/1", code)


def test_what_is_no_csv_refuses_the_file_at_its_row():
    unclosed = csv_of(f"{FIRST},{WINE}", 'centro,"48213')

    assert refusal_of("a.csv", unclosed) == ("/rows/3", "malformed_csv")


def test_what_is_not_utf8_refuses_the_file_at_its_row():
    latin = csv_of(f"{FIRST},{WINE}") + "centro,Ñ".encode("latin-1")

    assert refusal_of("a.csv", latin) == ("/rows/3", "not_utf8")
    assert refusal_of("a.jsonl", b"\xff") == ("/rows/1", "not_utf8")


def test_another_kind_of_file_is_refused():
    assert refusal_of("ventas.xlsx", b"PK") == ("/rows/1", "unknown_file_type")


def test_jsonl_tells_each_wrong_row_and_reads_the_others():
    deep = "[" * 100_000
    rows = ["", "{", "NaN", "[1]", deep, "9" * 5000, '{"branch_id": "centro"}']

    found = read_file("ventas.jsonl", "\n".join(rows).encode())

    assert [(one.rows, *told(one)[0]) for one in found] == [
        ((2,), "", "malformed_json", 2),
        ((3,), "", "malformed_json", 3),
        ((4,), "", "wrong_type", 4),
        ((5,), "", "malformed_json", 5),
        ((6,), "", "malformed_json", 6),
        ((7,), "/order_number", "required", 7),
    ]
