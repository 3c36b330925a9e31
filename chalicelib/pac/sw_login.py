"""How we show SW who we are: a token for ever, or one of two hours for user and password.

SW knowledge base, "Autenticación V2": the answer's `expires_in` is the moment of
expiry in seconds since 1970.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from chalicelib.pac.http import AnswerLostError, RequestNeverSentError
from chalicelib.pac.port import PACUnavailable
from chalicelib.pac.sw_answer import read_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from chalicelib.pac.http import HTTPClient

RENEW_BEFORE = timedelta(minutes=5)
"""A token this close to its end is not used: the clocks of two machines differ."""

_USABLE = re.compile(r"[\x21-\x7e]+")


class Login(Protocol):
    """Gives the token of the moment."""

    def token(self) -> str:
        """Return a token. Raises PACUnavailable: without one nothing can be sent."""
        ...

    def forget(self) -> bool:
        """Drop a token that was refused; False when there is no way to another."""
        ...


class FixedToken:
    """The token without expiry that SW's panel gives."""

    def __init__(self, token: str) -> None:
        if not _USABLE.fullmatch(token):
            raise ValueError("SW's token has characters that no token has")
        self._token = token

    def token(self) -> str:
        """Return the token."""
        return self._token

    def forget(self) -> bool:
        """Keep it: there is no other."""
        return False


class PasswordLogin:
    """Logs in at first use, and again shortly before the token ends or once it is refused."""

    def __init__(
        self, http: HTTPClient, url: str, user: str, password: str, clock: Callable[[], datetime]
    ) -> None:
        self._http = http
        self._url = f"{url}/v2/security/authenticate"
        self._credentials = json.dumps({"user": user, "password": password}).encode()
        self._clock = clock
        self._token = ""
        self._until = datetime.min.replace(tzinfo=UTC)

    def token(self) -> str:
        """Return a token that is still good for a while. Raises PACUnavailable."""
        if not self._token or self._clock() >= self._until - RENEW_BEFORE:
            self._token, self._until = self._authenticate()
        return self._token

    def forget(self) -> bool:
        """Drop the token; the next call logs in again."""
        self._token = ""
        return True

    def _authenticate(self) -> tuple[str, datetime]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            answer = read_answer(self._http.send("POST", self._url, headers, self._credentials))
        except (RequestNeverSentError, AnswerLostError) as error:
            raise PACUnavailable(f"no log-in at SW: {error}") from error
        if not answer.is_success:
            raise PACUnavailable(f"SW refused the log-in: {answer.text}")
        return _token_of(answer.data)


def _token_of(data: dict[str, Any]) -> tuple[str, datetime]:
    token, expires_in = data.get("token"), data.get("expires_in")
    if not isinstance(token, str) or not _USABLE.fullmatch(token):
        raise PACUnavailable("SW's log-in answered without a token")
    try:
        return token, datetime.fromtimestamp(float(str(expires_in)), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise PACUnavailable("SW's log-in answered without an expiry") from error
