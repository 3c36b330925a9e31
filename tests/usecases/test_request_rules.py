"""What a request must satisfy: every complaint at once, and nothing that the seal would refuse."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.cfdi.ingreso import ingreso
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.rfc import RFC
from chalicelib.domain.ticket import Payment
from chalicelib.errors import FieldProblem, Invalid
from chalicelib.usecases.request_rules import AskedData, check_data
from chalicelib.usecases.ticketing import ProvedTicket
from tests.factories import (
    NOW,
    make_asked,
    make_branch,
    make_data,
    make_invoice,
    make_record,
    make_ticket,
)

FOREIGNER = {"rfc": "XEXX010101000", "postal_code": "", "regimen_fiscal": "", "uso_cfdi": ""}
FOR_SHOPPERS = ["01", "02", "03", "04", "05", "06", "08", "28", "29", "31"]


def proved(*payments: tuple[str, str]) -> ProvedTicket:
    """A ticket of 100 pesos as it was paid; paid in cash where nothing is said."""
    parts = tuple(Payment(forma, Decimal(amount)) for forma, amount in payments)
    ticket = make_ticket(payments=parts) if payments else make_ticket()
    return ProvedTicket(make_record(ticket), make_branch(), None)


def complaints(asked: AskedData, *tickets: ProvedTicket) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        check_data(asked, tickets or [proved()])
    assert refused.value.code == "invalid_fields"
    return [(problem.field, problem.code) for problem in refused.value.fields]


def test_right_data_are_kept_as_the_cfdi_will_bear_them():
    data = check_data(make_asked(rfc="maso-451221-pm4", name=" Maria Olivia "), [proved()])

    assert data.receptor == Receptor(RFC("MASO451221PM4"), "MARIA OLIVIA", "80290", "612")
    assert (data.uso_cfdi, data.forma_pago) == ("G03", "01")


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"rfc": ""}, ("/receptor/rfc", "required")),
        ({"rfc": "MASO451321PM4"}, ("/receptor/rfc", "wrong_format")),
        ({"rfc": "XAXX010101000"}, ("/receptor/rfc", "rfc_generic")),
        ({"name": ""}, ("/receptor/name", "required")),
        ({"name": " \t "}, ("/receptor/name", "required")),
        ({"name": "A" * 301}, ("/receptor/name", "too_long")),
        ({"name": "MARIA|OLIVIA"}, ("/receptor/name", "wrong_format")),
        ({"postal_code": ""}, ("/receptor/postal_code", "required")),
        ({"postal_code": "8029"}, ("/receptor/postal_code", "wrong_format")),
        ({"postal_code": "00000"}, ("/receptor/postal_code", "unknown_postal_code")),
        ({"regimen_fiscal": ""}, ("/receptor/regimen_fiscal", "required")),
        ({"regimen_fiscal": "999"}, ("/receptor/regimen_fiscal", "not_in_catalog")),
        ({"regimen_fiscal": "601"}, ("/receptor/regimen_fiscal", "not_allowed_for_persona")),
        ({"uso_cfdi": ""}, ("/uso_cfdi", "required")),
        ({"uso_cfdi": "Z99"}, ("/uso_cfdi", "not_in_catalog")),
        ({"regimen_fiscal": "605"}, ("/uso_cfdi", "not_allowed_for_regimen")),
        ({"forma_pago": ""}, ("/forma_pago", "required")),
        ({"forma_pago": "04"}, ("/forma_pago", "forma_pago_differs_from_sale")),
        ({"forma_pago": "99"}, ("/forma_pago", "forma_pago_differs_from_sale")),
    ],
    ids=lambda value: str(value)[:40],
)
def test_each_wrong_datum_has_its_field_and_code(wrong, complaint):
    assert complaints(make_asked(**wrong)) == [complaint]


def test_every_wrong_datum_is_told_at_once():
    nothing = AskedData("", "", "", "", "", "")

    assert complaints(nothing) == [
        ("/receptor/rfc", "required"),
        ("/receptor/name", "required"),
        ("/receptor/postal_code", "required"),
        ("/receptor/regimen_fiscal", "required"),
        ("/uso_cfdi", "required"),
        ("/forma_pago", "required"),
    ]


def test_a_failing_check_digit_is_no_reason_to_refuse():
    """SAT gave out RFCs that fail it."""
    data = check_data(make_asked(rfc="MASO451221PM5"), [proved()])

    assert not data.receptor.rfc.check_digit_ok


# Form of payment: never another than the sale's.


@pytest.mark.parametrize(
    ("payments", "allowed"),
    [
        ([("04", "100")], ["04"]),
        ([("01", "40"), ("04", "60")], ["04"]),
        ([("01", "50"), ("04", "50")], ["01", "04"]),
        ([("01", "30"), ("04", "40"), ("01", "30")], ["01"]),
        ([], FOR_SHOPPERS),
    ],
    ids=["one", "the largest", "equal", "added up", "unknown"],
)
def test_only_the_sales_own_forms_of_payment_are_taken(payments, allowed):
    parts = tuple(Payment(forma, Decimal(amount)) for forma, amount in payments)
    ticket = ProvedTicket(make_record(make_ticket(payments=parts)), make_branch(), None)

    for forma_pago in [*(f"{number:02}" for number in range(1, 32)), "99"]:
        asked = make_asked(forma_pago=forma_pago)
        if forma_pago in allowed:
            assert check_data(asked, [ticket]).forma_pago == forma_pago
            continue
        with pytest.raises(Invalid) as refused:
            check_data(asked, [ticket])
        params = {"allowed": allowed}
        assert refused.value.fields == (
            FieldProblem("/forma_pago", "forma_pago_differs_from_sale", params),
        )


def test_several_tickets_share_the_forms_that_they_have_in_common():
    either, cash = proved(("01", "50"), ("04", "50")), proved(("01", "100"))

    assert check_data(make_asked(forma_pago="01"), [either, cash]).forma_pago == "01"
    assert complaints(make_asked(forma_pago="04"), either, cash) == [
        ("/forma_pago", "forma_pago_differs_from_sale")
    ]


def test_tickets_without_a_form_in_common_are_no_matter_of_this_field():
    card, cash = proved(("04", "100")), proved(("01", "100"))

    assert check_data(make_asked(forma_pago="28"), [card, cash]).forma_pago == "28"


# A buyer without a Mexican RFC


def test_a_foreigner_gets_the_data_that_sat_fixes_for_him():
    """CFDI40149: LugarExpedicion is the postal code; 616 and S01 are SAT's guide."""
    data = check_data(make_asked(name="John Smith", **FOREIGNER), [proved()])

    assert data.receptor == Receptor(RFC("XEXX010101000"), "JOHN SMITH", "03300", "616")
    assert data.uso_cfdi == "S01"


def test_what_a_foreigner_typed_for_them_does_not_count():
    asked = make_asked(rfc="XEXX010101000", name="John Smith", regimen_fiscal="601")

    assert check_data(asked, [proved()]).receptor.regimen_fiscal == "616"


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "required"), (" ", "required"), ("JOHN|SMITH", "wrong_format"), ("J" * 301, "too_long")],
)
def test_a_foreigners_name_is_judged_like_any_other(name, code):
    asked = make_asked(**FOREIGNER | {"name": name, "forma_pago": "04"})

    assert complaints(asked) == [
        ("/receptor/name", code),
        ("/forma_pago", "forma_pago_differs_from_sale"),
    ]


@given(
    name=st.text(max_size=310),
    rfc=st.sampled_from(["MASO451221PM4", "XEXX010101000"]),
)
def test_whatever_is_accepted_can_be_written_as_a_cfdi(name, rfc):
    ticket = proved()
    try:
        data = check_data(make_asked(rfc=rfc, name=name), [ticket])
    except Invalid:
        return

    document = ingreso(
        [ticket.record.ticket], ticket.branch, data.receptor, data.uso_cfdi, "01", NOW, 1
    )

    assert document.receptor.nombre == data.receptor.name


def test_a_correction_starts_from_what_was_asked_before():
    asked = AskedData.of(make_invoice())

    assert check_data(asked, [proved()]) == make_data()
