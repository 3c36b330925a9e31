from __future__ import annotations

import pytest

from chalicelib.storage.api_keys import APIKey, APIKeys


@pytest.fixture
def keys(stored):
    return APIKeys()


@pytest.mark.parametrize("issuer_id", ["i1", None])
def test_a_key_is_found_by_the_prefix_that_people_see(keys, unique, issuer_id):
    key = APIKey(unique, "ab" * 32, issuer_id)

    keys.put(key)

    assert keys.get(unique) == key


def test_a_key_may_be_replaced(keys, unique):
    keys.put(APIKey(unique, "ab" * 32, None))
    keys.put(APIKey(unique, "cd" * 32, None))

    assert keys.get(unique).sha256 == "cd" * 32


def test_an_unknown_prefix_is_none(keys, unique):
    assert keys.get(unique) is None
