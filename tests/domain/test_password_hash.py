"""What is kept of passwords: right ones match, nothing else does, and nothing can be read off."""

from __future__ import annotations

import unicodedata

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.password_hash import Cost, PasswordHash

CHEAP = Cost(memory_kib=8, passes=1)
OLD, NEW = b"o" * 32, b"n" * 32
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=40)


def hashing(*peppers: bytes, cost: Cost = CHEAP) -> PasswordHash:
    return PasswordHash(lambda: list(peppers), cost)


@given(ANY_TEXT)
def test_any_text_is_known_again(password):
    hasher = hashing(NEW)

    assert hasher.matches(password, hasher.hash(password))


@given(ANY_TEXT)
def test_the_same_letters_match_however_a_keyboard_writes_them(password):
    hasher = hashing(NEW)
    kept = hasher.hash(password)

    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert hasher.matches(unicodedata.normalize(form, password), kept)


@given(ANY_TEXT, ANY_TEXT)
def test_another_text_never_matches(password, other):
    hasher = hashing(NEW)
    same = unicodedata.normalize("NFKC", password) == unicodedata.normalize("NFKC", other)

    assert hasher.matches(other, hasher.hash(password)) is same


@pytest.mark.parametrize(
    "other",
    [
        "Una frase larga",
        "una frase larg",
        "una frase larga ",
        " una frase larga",
        "una  frase larga",
    ],
)
def test_case_blanks_and_every_character_count(other):
    hasher = hashing(NEW)

    assert not hasher.matches(other, hasher.hash("una frase larga"))


def test_nothing_is_cut_off_a_long_password():
    hasher = hashing(NEW)
    kept = hasher.hash("a" * 127 + "b")

    assert hasher.matches("a" * 127 + "b", kept)
    assert not hasher.matches("a" * 127 + "c", kept)


def test_the_same_password_is_kept_in_another_way_each_time():
    hasher = hashing(NEW)

    assert hasher.hash("una frase larga") != hasher.hash("una frase larga")


def test_a_hash_tells_its_cost_and_neither_the_password_nor_the_pepper():
    kept = hashing(NEW).hash("frase")

    scheme, cost, *_ = kept.split("$")
    assert (scheme, cost) == ("argon2id", "m=8,t=1,p=1")
    assert "frase" not in kept
    assert NEW.hex()[:8] not in kept


def test_the_default_cost_is_the_documented_one():
    kept = PasswordHash(lambda: [NEW]).hash("una frase larga")

    assert kept.startswith("argon2id$m=19456,t=2,p=1$")


def test_without_the_pepper_nobody_can_tell_whether_a_guess_is_right():
    kept = hashing(OLD).hash("una frase larga")

    assert not hashing(NEW).matches("una frase larga", kept)


def test_a_hash_of_a_former_pepper_matches_until_that_pepper_goes():
    kept = hashing(OLD).hash("una frase larga")

    assert hashing(OLD, NEW).matches("una frase larga", kept)
    assert not hashing(OLD, NEW).matches("otra frase larga", kept)


def test_a_new_hash_takes_the_newest_pepper():
    kept = hashing(OLD, NEW).hash("una frase larga")

    assert hashing(NEW).matches("una frase larga", kept)


@pytest.mark.parametrize(
    ("now", "is_outdated"),
    [
        (hashing(OLD), False),
        (hashing(NEW, OLD), False),
        (hashing(OLD, NEW), True),
        (hashing(OLD, cost=Cost(16, 1)), True),
        (hashing(OLD, cost=Cost(8, 2)), True),
    ],
)
def test_a_hash_is_outdated_by_a_newer_pepper_or_another_cost(now, is_outdated):
    kept = hashing(OLD).hash("una frase larga")

    assert now.is_outdated(kept) is is_outdated


def test_a_hash_of_another_cost_still_matches():
    kept = hashing(OLD, cost=Cost(16, 2)).hash("una frase larga")

    assert hashing(OLD).matches("una frase larga", kept)


@given(ANY_TEXT)
def test_nobody_has_no_password(password):
    assert not hashing(NEW).matches(password, None)


def test_an_unknown_account_costs_as_much_as_a_known_one(monkeypatch):
    asked = []

    def counted(**how):
        asked.append({name: value for name, value in how.items() if name != "salt"})
        return Argon2id(**how)

    monkeypatch.setattr("chalicelib.domain.password_hash.Argon2id", counted)
    hasher = hashing(OLD, NEW)
    kept = hasher.hash("una frase larga")

    asked.clear()
    hasher.matches("otra frase larga", kept)
    known = tuple(asked)
    asked.clear()
    hasher.matches("otra frase larga", None)

    assert known == tuple(asked)
    assert len(known) == 1


@pytest.mark.parametrize("kept", ["bcrypt$m=8,t=1,p=1$a$b$c", "hash", "$$$$"])
def test_what_is_no_hash_of_ours_is_a_fault_and_no_wrong_password(kept):
    with pytest.raises(ValueError, match=r".+"):
        hashing(NEW).matches("una frase larga", kept)
