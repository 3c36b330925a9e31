"""Somebody who is signed in, as an app (Bearer) or in a browser (cookie)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.api.identity import cookie_name
from chalicelib.domain.session import Scope, hash_of, session_token
from tests.account_factories import make_account, make_session

if TYPE_CHECKING:
    from typing import Any

    from chalice.test import HTTPResponse

    from chalicelib.domain.account import Account
    from tests.api.door import Door

OWN_SITE = {"x_facturable": "1", "sec_fetch_site": "same-origin"}


class Member:
    """Knocks with a session of his own."""

    def __init__(self, door: Door, account_id: str = "acc-1", scope: Scope = Scope.FULL) -> None:
        self._door = door
        self.id = account_id
        self.token = session_token(account_id, f"ses-{scope}", "x" * 43)
        if door.world.accounts.get(account_id) is None:
            account = make_account(id=account_id, email=f"{account_id}@cuenta.example")
            assert door.world.accounts.create(account)
        now = door.world.clock.now
        session = make_session(
            id=f"ses-{scope}",
            account_id=account_id,
            token_sha256=hash_of(self.token),
            scope=scope,
            created_at=now,
            seen_at=now,
        )
        door.world.sessions.put(session)

    @property
    def account(self) -> Account:
        """His account as it stands now."""
        found = self._door.world.accounts.get(self.id)
        assert found is not None
        return found

    def call(self, method: str, path: str, body: object = None, **headers: str) -> HTTPResponse:
        """Knock as an app does."""
        given = {"authorization": f"Bearer {self.token}", **headers}
        return self._door.call(method, path, body, **given)

    def browse(self, method: str, path: str, body: object = None, **headers: str) -> HTTPResponse:
        """Knock as our own site does, unless the headers say otherwise."""
        cookie = f"{cookie_name('sid')}={self.token}"
        return self._door.call(method, path, body, **{"cookie": cookie, **OWN_SITE, **headers})

    def keep(self, **data: Any) -> dict[str, Any]:
        """Keep a profile, expecting that it is new."""
        answer = self.call("POST", "/v1/account/profiles", data)
        assert answer.status_code == 201, answer.body
        return answer.json_body
