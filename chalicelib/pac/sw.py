"""SW sapien (LSO1306189R5) as our PAC: REST, our sealed bytes in, the stamped XML out.

Sources: SW knowledge base ("Timbrado V4 - CustomID", "Error Codes"), SDKs of
lunasoft. Quirks, each dated: docs/pac/sw.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from urllib3.filepost import encode_multipart_formdata

from chalicelib.pac.http import AnswerLostError, RequestNeverSentError
from chalicelib.pac.port import PACCapabilities, PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.sw_answer import SWAnswer, read_answer, refusal
from chalicelib.pac.timbre import canonical_uuid, stamped_uuid, timbre_uuid

if TYPE_CHECKING:
    from chalicelib.pac.http import HTTPClient
    from chalicelib.pac.sw_login import Login
    from chalicelib.pac.sw_warehouse import Warehouse

LONGEST_CUSTOMID = 100

CAPABILITIES = PACCapabilities(
    name="sw",
    dedupe="by_bytes",
    returns_stamp_on_dup=True,
    lookup_by_document=False,
    lookup_lag_s=10,
    max_inflight_s=300,  # SW's own SDKs wait this long for an answer
)


class SWSapien:
    """Stamps at `url`; `warehouse` finds what a repeated answer only names."""

    capabilities = CAPABILITIES

    def __init__(self, http: HTTPClient, login: Login, url: str, warehouse: Warehouse) -> None:
        # The path keeps "cfdi33" for CFDI 4.0; the last v4 is the answer with the whole XML.
        self._url = f"{url}/v4/cfdi33/stamp/v4"
        self._http = http
        self._login = login
        self._warehouse = warehouse

    def stamp(self, sealed: bytes, reference: str) -> bytes:
        """Have the sealed bytes stamped, or return the stamp that they already have.

        `reference` goes as SW's customid. Raises as the port says, and
        ValueError for a reference that cannot be a customid.
        """
        answer = self._sent(sealed, _customid(reference))
        if not answer.is_stamp:
            raise refusal(answer)
        return self._document(answer.data)

    def recover(self, sealed: bytes, reference: str) -> bytes:
        """Send the same bytes once more: SW has no look-up by document, its 307 is the look-up."""
        return self.stamp(sealed, reference)

    def _sent(self, sealed: bytes, customid: str) -> SWAnswer:
        answer = self._send(sealed, customid)
        if answer.refuses_login and self._login.forget():
            return self._send(sealed, customid)
        return answer

    def _send(self, sealed: bytes, customid: str) -> SWAnswer:
        body, content_type = encode_multipart_formdata({"xml": ("xml", sealed, "text/xml")})
        headers = {
            "Authorization": f"Bearer {self._login.token()}",
            "Content-Type": content_type,
            "Accept": "application/json",
            "customid": customid,
        }
        try:
            return read_answer(self._http.send("POST", self._url, headers, body))
        except RequestNeverSentError as error:
            raise PACUnavailable(f"SW cannot be reached: {error}") from error
        except AnswerLostError as error:
            raise StampOutcomeUnknown(f"SW's answer was lost: {error}") from error

    def _document(self, data: dict[str, Any]) -> bytes:
        xml = _bytes(data.get("cfdi"))
        if stamped_uuid(xml):
            return xml
        uuid = canonical_uuid(data.get("uuid")) or timbre_uuid(_bytes(data.get("tfd")))
        if uuid is None:
            raise StampOutcomeUnknown("SW speaks of a stamp and sends none")
        return self._warehouse.fetch(uuid)


def _customid(reference: str) -> str:
    if not reference.isascii() or not reference.isprintable():
        raise ValueError("a customid is printable ASCII")
    if not 0 < len(reference) <= LONGEST_CUSTOMID:
        raise ValueError(f"a customid has 1 to {LONGEST_CUSTOMID} characters")
    return reference


def _bytes(text: object) -> bytes:
    # JSON may spell half a character; passed on, it is simply no XML.
    return text.encode(errors="surrogatepass") if isinstance(text, str) else b""
