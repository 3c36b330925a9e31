"""Whose network is counted, and that nobody may choose it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from chalicelib.api import client_address
from chalicelib.api.client_address import address_prefix, prefix_of
from chalicelib.config import settings


@pytest.fixture
def asked(monkeypatch):
    """Returns the network of a request from a peer, through a number of proxies of ours."""

    def prefix(peer: object, forwarded: str = "", proxies: int = 0) -> str:
        told = replace(settings(), trusted_proxies=proxies)
        monkeypatch.setattr(client_address, "settings", lambda: told)
        request = SimpleNamespace(context={"identity": {"sourceIp": peer}})
        return address_prefix(SimpleNamespace(current_request=request, header=lambda _: forwarded))

    return prefix


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("203.0.113.255", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("2001:DB8:1:ffff::", "2001:db8:1::/48"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
    ],
)
def test_a_network_is_what_one_customer_has(address, network):
    assert prefix_of(address) == network


@pytest.mark.parametrize("text", ["", "x", "203.0.113", "203.0.113.7:80", "1.2.3.4, 5.6.7.8"])
def test_what_is_no_address_has_no_network(text):
    assert prefix_of(text) is None


@pytest.mark.parametrize("forwarded", ["198.51.100.1", "198.51.100.1, 198.51.101.1", "x", ","])
def test_what_a_stranger_says_of_himself_is_not_believed(asked, forwarded):
    assert asked("203.0.113.7", forwarded) == "203.0.113.0/24"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "network"),
    [
        ("203.0.113.7", 1, "203.0.113.0/24"),
        ("198.51.100.1, 203.0.113.7", 1, "203.0.113.0/24"),
        ("198.51.100.1,203.0.113.7 , 10.0.0.1", 2, "203.0.113.0/24"),
        ("x, 203.0.113.7", 1, "203.0.113.0/24"),
        ("203.0.113.7, 192.0.2.1", 1, "203.0.113.0/24"),
        ("198.51.100.1, 203.0.113.7, 192.0.2.1", 1, "203.0.113.0/24"),
        ("198.51.100.1, 203.0.113.7, 10.0.0.1, 192.0.2.1", 2, "203.0.113.0/24"),
    ],
)
def test_the_entry_that_our_own_proxies_wrote_counts(asked, forwarded, proxies, network):
    """API Gateway, whose peer is 192.0.2.1 here, may write that at the right end as well."""
    assert asked("192.0.2.1", forwarded, proxies) == network


@pytest.mark.parametrize(
    ("forwarded", "proxies"), [("", 1), ("203.0.113.7", 2), ("junk", 1), ("192.0.2.1", 1)]
)
def test_who_came_past_our_proxies_is_counted_by_his_peer(asked, forwarded, proxies):
    assert asked("192.0.2.1", forwarded, proxies) == "192.0.2.0/24"


@pytest.mark.parametrize("peer", ["", None, "test-invoke-source-ip"])
def test_who_comes_from_nowhere_is_counted_with_all_who_do(asked, peer):
    assert asked(peer) == "unknown"


def test_a_request_without_an_identity_is_counted_too(monkeypatch):
    request = SimpleNamespace(context={})

    routes = SimpleNamespace(current_request=request, header=lambda _: "")

    assert address_prefix(routes) == "unknown"
