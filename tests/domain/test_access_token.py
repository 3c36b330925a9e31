from chalicelib.domain.access_token import access_token, opens

OLD, NEW = b"o" * 32, b"n" * 32


def test_a_token_is_the_same_at_every_repeat_and_tells_what_it_is():
    token = access_token([NEW], "inv-1")

    assert token == access_token([NEW], "inv-1")
    assert token.startswith("inv_")
    assert len(token) == len("inv_") + 43


def test_a_token_opens_its_own_invoice_only():
    token = access_token([NEW], "inv-1")

    assert opens([NEW], token, "inv-1")
    assert not opens([NEW], token, "inv-2")


def test_a_token_of_an_older_key_opens_while_that_key_is_in_use():
    token = access_token([OLD], "inv-1")

    assert opens([OLD, NEW], token, "inv-1")
    assert not opens([NEW], token, "inv-1")


def test_new_tokens_are_made_under_the_newest_key():
    assert access_token([OLD, NEW], "inv-1") == access_token([NEW], "inv-1")


def test_what_is_no_token_opens_nothing():
    token = access_token([NEW], "inv-1")

    for wrong in ("", "inv_", token[:-1], f"{token} ", token.upper(), "inv_ñ", "inv_\ud800"):
        assert not opens([NEW], wrong, "inv-1")
