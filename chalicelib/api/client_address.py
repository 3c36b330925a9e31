"""Where a request comes from, as far as it can be believed (ASVS 4.1.3, 15.3.4)."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from chalicelib.config import settings

if TYPE_CHECKING:
    from chalicelib.api.routes import Routes

IPV4_PREFIX, IPV6_PREFIX = 24, 48
"""What one customer of a network has, roughly; an IPv6 address alone is one of billions he has."""

NOWHERE = "unknown"


def address_prefix(routes: Routes) -> str:
    """Return the asker's network, such as `203.0.113.0/24`, to count by.

    Each of our own proxies (`TRUSTED_PROXIES`) adds its peer at the right end of
    X-Forwarded-For; what stands further left anybody may have written.
    """
    peer = str(routes.current_request.context.get("identity", {}).get("sourceIp", ""))
    proxies = settings().trusted_proxies
    told = _told_by_proxies(routes.header("x-forwarded-for"), peer)
    if proxies and len(told) >= proxies:
        return prefix_of(told[-proxies]) or prefix_of(peer) or NOWHERE
    return prefix_of(peer) or NOWHERE


def _told_by_proxies(forwarded: str, peer: str) -> list[str]:
    """Return the entries of the header without API Gateway's own: it adds its peer too."""
    told = [entry.strip() for entry in forwarded.split(",")]
    return told[:-1] if told[-1] == peer else told


def prefix_of(text: str) -> str | None:
    """Return the network of an address, or None where the text is no address."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return str(ip_network((_plain(address), _length(address)), strict=False))


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return an IPv4 address that comes in IPv6's clothes as itself."""
    return getattr(address, "ipv4_mapped", None) or address


def _length(address: IPv4Address | IPv6Address) -> int:
    return IPV4_PREFIX if _plain(address).version == 4 else IPV6_PREFIX  # noqa: PLR2004
