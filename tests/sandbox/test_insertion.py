"""The timbre goes into the bytes, however the document was written."""

from __future__ import annotations

import pytest

from sandbox.pac.insertion import insert_timbre

TIMBRE = b"<tfd:T/>"


@pytest.mark.parametrize(
    ("sent", "stamped"),
    [
        (b"<c:R><c:E/></c:R>", b"<c:R><c:E/><c:Complemento><tfd:T/></c:Complemento></c:R>"),
        (b"<R><E/></R>", b"<R><E/><Complemento><tfd:T/></Complemento></R>"),
        (
            b"<c:R><c:Complemento><x/></c:Complemento></c:R>",
            b"<c:R><c:Complemento><x/><tfd:T/></c:Complemento></c:R>",
        ),
        (
            b"<c:R><c:Complemento /></c:R>",
            b"<c:R><c:Complemento ><tfd:T/></c:Complemento></c:R>",
        ),
        (
            b"<c:R><c:E/> <c:Addenda>x</c:Addenda></c:R>",
            b"<c:R><c:E/> <c:Complemento><tfd:T/></c:Complemento><c:Addenda>x</c:Addenda></c:R>",
        ),
        (
            b"<c:R><c:E><c:Complemento/></c:E></c:R>\n",
            b"<c:R><c:E><c:Complemento/></c:E><c:Complemento><tfd:T/></c:Complemento></c:R>\n",
        ),
    ],
    ids=["prefix", "no prefix", "complemento", "empty complemento", "addenda", "nested"],
)
def test_the_timbre_ends_up_in_the_complemento(sent, stamped):
    assert insert_timbre(sent, TIMBRE) == stamped


def test_accents_and_a_byte_order_mark_do_not_shift_the_place():
    head = '\ufeff<?xml version="1.0" encoding="UTF-8"?><c:R n="Ñandú á é"><c:E/>'.encode()

    stamped = insert_timbre(head + b"</c:R>", TIMBRE)

    assert stamped == head + b"<c:Complemento><tfd:T/></c:Complemento></c:R>"
