"""Fetches a CFDI that SW stamped earlier, by its UUID, from SW's datawarehouse.

The warehouse lags the stamp by seconds. Whatever goes wrong here, a stamp
exists, so the outcome stays unknown until its XML is in our hands: it is never
"unavailable", which would say that nothing was stamped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.pac.http import AnswerLostError, HTTPClient, RequestNeverSentError, parsed_url
from chalicelib.pac.port import PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.sw_answer import read_answer
from chalicelib.pac.sw_login import Login
from chalicelib.pac.timbre import canonical_uuid, stamped_uuid

if TYPE_CHECKING:
    from urllib3.util import Url

_OK = 200


@dataclass(frozen=True)
class Warehouse:
    """SW's copy of what it stamped.

    `origins` are the addresses we were configured with; `file_hosts` further
    domains, reached by https only, from which SW hands out files.
    """

    http: HTTPClient
    login: Login
    api_url: str
    origins: tuple[str, ...]
    file_hosts: tuple[str, ...]

    def fetch(self, uuid: str) -> bytes:
        """Return the stamped XML. Raises StampOutcomeUnknown while it cannot be had."""
        try:
            xml = self._download(self._address(uuid))
        except (RequestNeverSentError, AnswerLostError, PACUnavailable) as error:
            raise StampOutcomeUnknown(f"stamped as {uuid}, not fetched: {error}") from error
        if stamped_uuid(xml) != uuid:
            raise StampOutcomeUnknown(f"the warehouse's file for {uuid} is not that CFDI")
        return xml

    def _address(self, uuid: str) -> str:
        headers = {"Authorization": f"Bearer {self.login.token()}", "Accept": "application/json"}
        url = f"{self.api_url}/datawarehouse/v1/live/{uuid.lower()}"  # as SW's own SDKs write it
        answer = read_answer(self.http.send("GET", url, headers))
        address = _xml_address(answer.data, uuid)
        if address is None:
            raise AnswerLostError(answer.text or "the warehouse does not have it yet")
        if not self._is_the_pacs_own(address):
            raise AnswerLostError("the warehouse points outside the PAC's hosts")
        return address

    def _is_the_pacs_own(self, address: str) -> bool:
        """Keep a wrong or forged answer from turning us against other machines (SSRF)."""
        try:
            parts = parsed_url(address)
        except ValueError:
            return False
        if _origin(parts) in {_origin(parsed_url(own)) for own in self.origins}:
            return True
        host = parts.host or ""
        return parts.scheme == "https" and any(
            host == own or host.endswith(f".{own}") for own in self.file_hosts
        )

    def _download(self, address: str) -> bytes:
        # Without our token: the address itself is the key, and it may lead to a file store.
        answer = self.http.send("GET", address, {"Accept": "*/*"})
        if answer.status != _OK:
            raise AnswerLostError(f"HTTP {answer.status} for the file")
        return answer.body


def _xml_address(data: dict[str, Any], uuid: str) -> str | None:
    records = data.get("records")
    for record in records if isinstance(records, list) else ():
        if isinstance(record, dict) and canonical_uuid(record.get("uuid")) == uuid:
            address = record.get("urlXml")
            return address if isinstance(address, str) and address else None
    return None


def _origin(parts: Url) -> tuple[str | None, str | None, int | None]:
    return parts.scheme, parts.host, parts.port
