import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from satcfdi.models.rfc import RFC as JUDGE

from chalicelib.domain.rfc import RFC, InvalidRFC

LETTERS = string.ascii_uppercase + "&Ñ"
HOMOCLAVE = string.ascii_uppercase + string.digits

days = st.dates().map(lambda day: f"{day:%y%m%d}")
rfcs = st.builds(
    "{}{}{}{}".format,
    st.text(LETTERS, min_size=3, max_size=4),
    days,
    st.text(HOMOCLAVE, min_size=2, max_size=2),
    st.sampled_from("0123456789A"),
)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("EKU9003173C9", "EKU9003173C9"),
        ("eku9003173c9", "EKU9003173C9"),
        (" EKU 900317 3C9 ", "EKU9003173C9"),
        ("EKU-900317-3C9", "EKU9003173C9"),
        ("EKU\u2013900317\u20133C9", "EKU9003173C9"),
        ("EKU.900317.3C9", "EKU9003173C9"),
        ("EKU\u00a0900317\t3C9\n", "EKU9003173C9"),
        ("\ufeffEKU900317\u200b3C9", "EKU9003173C9"),
        ("h&e951128469", "H&E951128469"),
        ("peñl800101ab1", "PEÑL800101AB1"),
        ("pen\u0303l800101ab1", "PEÑL800101AB1"),
    ],
)
def test_an_rfc_is_read_however_it_is_typed(typed, canonical):
    assert str(RFC.parse(typed)) == canonical


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "EKU",
        "EKU9003173C",
        "EKU9003173C99X",
        "EK9003173C9",
        "EKUXX9003173C9",
        "EKU9003173CB",
        "EKU9013173C9",
        "EKU9002303C9",
        "EKU0102293C9",
        "EKU9000003C9",
        "ÉKU9003173C9",
        "EKU٩٠٠٣١٧3C9",
        "EKU_9003173C9",
        "EKU9003173C9|",
        "EKU9003173C9 EKU9003173C9",
    ],
)
def test_what_is_no_rfc_is_refused_with_the_contracts_code(typed):
    with pytest.raises(InvalidRFC) as refusal:
        RFC.parse(typed)

    assert refusal.value.code == "wrong_format"


@pytest.mark.parametrize("text", ["eku9003173c9", "EKU 9003173C9", "EKU9003173C9\n"])
def test_an_rfc_cannot_be_made_of_text_that_is_not_canonical(text):
    with pytest.raises(InvalidRFC):
        RFC(text)


def test_an_invalid_rfc_is_a_value_error_that_does_not_repeat_what_was_typed():
    with pytest.raises(ValueError, match="3 or 4 letters") as refusal:
        RFC.parse("SECRETO")

    assert "SECRETO" not in str(refusal.value)


def test_a_leap_day_may_be_of_the_century_that_had_it():
    assert str(RFC.parse("AAA000229AA1")) == "AAA000229AA1"


def test_twelve_characters_are_a_company_and_thirteen_a_person():
    assert RFC("EKU9003173C9").persona == "moral"
    assert RFC("CACX7605101P8").persona == "fisica"


def test_the_generic_rfcs_are_told_apart():
    national, foreign = RFC("XAXX010101000"), RFC("XEXX010101000")

    assert (national.is_national_generic, national.is_foreign_generic) == (True, False)
    assert (foreign.is_national_generic, foreign.is_foreign_generic) == (False, True)
    assert not RFC("CACX7605101P8").is_national_generic
    assert not RFC("CACX7605101P8").is_foreign_generic


@pytest.mark.parametrize("rfc", ["XAXX010101000", "XEXX010101000"])
def test_the_generic_rfcs_pass_the_check_digit(rfc):
    assert RFC(rfc).check_digit_ok


@pytest.mark.parametrize(
    "rfc", ["EKU9003173C9", "XIA190128J61", "CACX7605101P8", "H&E951128469", "KIJ0906199R1"]
)
def test_the_check_digit_of_sats_test_rfcs_is_right(rfc):
    assert RFC(rfc).check_digit_ok


@given(rfcs)
def test_the_check_digit_agrees_with_another_hand(text):
    assert RFC(text).check_digit_ok == JUDGE(text).is_valid()


@given(rfcs)
def test_a_body_has_one_check_digit_or_none(text):
    right = [digit for digit in "0123456789A" if RFC(text[:-1] + digit).check_digit_ok]

    assert len(right) == 1


@given(rfcs, st.lists(st.sampled_from(" -.\u2013\u00a0"), max_size=6), st.data())
def test_what_people_put_between_does_not_matter(text, marks, data):
    typed = text.lower()
    for mark in marks:
        place = data.draw(st.integers(0, len(typed)))
        typed = typed[:place] + mark + typed[place:]

    assert RFC.parse(typed) == RFC(text)


@given(rfcs)
def test_parsing_the_text_of_an_rfc_gives_it_back(text):
    assert RFC.parse(str(RFC(text))) == RFC(text)


@given(st.text(max_size=20))
def test_any_text_is_an_rfc_or_refused(typed):
    try:
        rfc = RFC.parse(typed)
    except InvalidRFC:
        return

    assert len(str(rfc)) in (12, 13)
