import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.domain.ticket import TicketKey
from chalicelib.domain.ticket_code import ALPHABET, InvalidCode, read_code, ticket_code

KEY = b"the branch's own"

codes = st.builds(
    lambda order, number: ticket_code(KEY, TicketKey("centro", order, number)),
    st.text(ALPHABET, min_size=1, max_size=12),
    st.text(ALPHABET, min_size=1, max_size=12),
)
places = st.integers(0, 9)
characters = st.sampled_from(ALPHABET)


def test_a_tickets_code_never_changes():
    key = TicketKey("centro", "48213", "01102004471")

    assert ticket_code(KEY, key) == "91G21Z78JP"


@given(codes)
def test_every_code_is_read_back_as_it_was_made(code):
    assert len(code) == 10
    assert read_code(code) == code


@given(codes, st.sampled_from(["lower", "spaced", "dashed", "letters for digits"]))
def test_a_code_is_read_however_people_type_it(code, manner):
    typed = {
        "lower": code.lower(),
        "spaced": f"  {code[:5]} {code[5:]}\t",
        "dashed": f"{code[:5]}-{code[5:]}",
        "letters for digits": code.replace("0", "o").replace("1", "l"),
    }[manner]

    assert read_code(typed) == code


@given(codes, places, characters)
def test_one_wrong_character_is_always_caught(code, place, character):
    assume(code[place] != character)
    wrong = code[:place] + character + code[place + 1 :]

    with pytest.raises(InvalidCode):
        read_code(wrong)


@given(codes, st.integers(0, 8))
def test_two_neighbours_swapped_are_always_caught(code, place):
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    with pytest.raises(InvalidCode):
        read_code(swapped)


@pytest.mark.parametrize(
    "typed", ["", "91G21Z78J", "91G21Z78JPP", "UUUUUUUUUU", "91G21Z78J!", "９1G21Z78JP", "ñ"]
)
def test_what_cannot_be_a_code_is_refused(typed):
    with pytest.raises(InvalidCode) as refusal:
        read_code(typed)

    assert refusal.value.code == "wrong_format"


def test_the_data_of_one_ticket_never_run_into_those_of_another():
    keys = [
        TicketKey("centro", "12", "3"),
        TicketKey("centro", "1", "23"),
        TicketKey("centro1", "2", "3"),
        TicketKey("centro", "", "123"),
    ]

    assert len({ticket_code(KEY, key) for key in keys}) == len(keys)


def test_another_branchs_key_gives_another_code():
    key = TicketKey("centro", "48213", "1")

    assert ticket_code(KEY, key) != ticket_code(b"another key", key)


def test_a_ticket_typed_with_dashes_and_blanks_has_the_same_code():
    printed = TicketKey.typed("centro", "48213", "011-02-004471a")
    typed = TicketKey.typed("centro", " 48 213", "01102004471A")

    assert ticket_code(KEY, printed) == ticket_code(KEY, typed)
