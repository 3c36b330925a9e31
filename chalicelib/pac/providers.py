"""Builds the PAC that the worker's secret names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib import clock
from chalicelib.pac.finkok import Finkok
from chalicelib.pac.finkok_soap import FinkokDoor
from chalicelib.pac.http import READ_TIMEOUT_S, HTTPClient, checked_url
from chalicelib.pac.sw import SWSapien
from chalicelib.pac.sw_login import FixedToken, PasswordLogin
from chalicelib.pac.sw_warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chalicelib.pac.port import PAC
    from chalicelib.pac.sw_login import Login

SW_FILE_HOSTS = ("sw.com.mx",)


def pac_from(secret: Mapping[str, Any], timeout_s: float = READ_TIMEOUT_S) -> PAC:
    """Build the first provider of the secret: {"providers": [{"kind": "sw", …}]}.

    "sw" takes url, api_url, and token or user and password; file_hosts is a list
    of further domains for its files. "finkok" takes url, user and password.
    `timeout_s` bounds one answer. Raises ValueError, which never shows a value
    of the secret.
    """
    providers = secret.get("providers")
    if not isinstance(providers, list) or not providers:
        raise ValueError("the PAC's secret lists no providers")
    provider = providers[0]
    match provider.get("kind"):
        case "sw":
            return _sw(provider, timeout_s)
        case "finkok":
            return _finkok(provider, timeout_s)
        case kind:
            raise ValueError(f"no adapter for the PAC {kind!r}; there are 'sw' and 'finkok'")


def _finkok(provider: Mapping[str, Any], timeout_s: float) -> Finkok:
    url = checked_url(_required(provider, "url"))
    user, password = _required(provider, "user"), _required(provider, "password")
    return Finkok(FinkokDoor(HTTPClient(timeout_s), url, user, password))


def _sw(provider: Mapping[str, Any], timeout_s: float) -> SWSapien:
    url, api_url = (checked_url(_required(provider, name)) for name in ("url", "api_url"))
    http = HTTPClient(timeout_s)
    login = _sw_login(provider, http, url)
    file_hosts = tuple(provider.get("file_hosts") or SW_FILE_HOSTS)
    warehouse = Warehouse(http, login, api_url, (url, api_url), file_hosts)
    return SWSapien(http, login, url, warehouse)


def _sw_login(provider: Mapping[str, Any], http: HTTPClient, url: str) -> Login:
    token = provider.get("token")
    if token:
        return FixedToken(str(token))
    user, password = _required(provider, "user"), _required(provider, "password")
    return PasswordLogin(http, url, user, password, clock.now)


def _required(provider: Mapping[str, Any], name: str) -> str:
    value = provider.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"the PAC's secret has no {name}")
    return value
