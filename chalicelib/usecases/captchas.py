"""Proof of work in place of puzzles: ALTCHA's challenges, each bound to an action, used once.

It prices tries, it does not tell people from machines: budgets do the limiting
(security 4). A challenge is not kept; what is kept is that it was used.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import randbelow
from typing import Any

from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.errors import NotAllowed
from chalicelib.usecases.account_ports import GuardStore
from chalicelib.usecases.ports import Clock

ALGORITHM = "PBKDF2/SHA-256"
COST = 5_000
LIFE = timedelta(minutes=10)
LARGEST = 10_000
LEAST_WORK, WORK_RANGE = 50, 100
"""A browser tries counters from 0 up: about 100 in the mean, 1 ms each on a desktop."""
HARD = 16

HOSTILE = (AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError)
"""What reading and judging raise where the payload is none of ours."""

Given = str | dict[str, Any] | None
"""A solved challenge as clients send it: ALTCHA's text in base64, or what is in it."""


class CaptchaRequired(NotAllowed):
    """No solved challenge came, or none that is good for this: the same for every reason."""

    code = "captcha_required"


@dataclass(frozen=True)
class Captchas:
    """Makes challenges and judges what comes back. `key` derives a secret for one purpose."""

    guards: GuardStore
    key: Callable[[str], bytes]
    clock: Clock
    cost: int = COST

    def challenge(self, action: CaptchaAction, hard: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002  the name is in every call
        """Return a challenge as ALTCHA writes it; `hard` is 16 times the work."""
        from altcha.v2 import create_challenge  # noqa: PLC0415  most answers need none of it

        counter = (LEAST_WORK + randbelow(WORK_RANGE)) * (HARD if hard else 1)
        challenge: dict[str, Any] = create_challenge(
            ALGORITHM,
            self.cost,
            counter=counter,
            expires_at=self.clock() + LIFE,
            data={"action": action.value},
            hmac_secret=self._secret,
            hmac_key_secret=self._key_secret,
        ).to_dict()
        return challenge

    def require(self, action: CaptchaAction, given: Given) -> None:
        """Use up a solved challenge of an action.

        Raises CaptchaRequired where it is missing, unreadable, forged, expired,
        unsolved, of another action or used, and Unavailable where nobody can tell.
        """
        try:
            expires_at, signature = self._judged(action, given)
        except HOSTILE as hostile:
            raise CaptchaRequired(captcha_action=action.value) from hostile
        if not self.guards.once(f"CAPTCHA#{signature}", expires_at):
            raise CaptchaRequired(captcha_action=action.value)

    def _judged(self, action: CaptchaAction, given: Given) -> tuple[datetime, str]:
        """Return a good one's end, and its signature's hash. Raises what hostile data raise.

        ALTCHA's own `verify_solution` asks the machine's clock; ours is asked
        here, so that there is one clock, and it judges by the same two keys.
        """
        payload = _read(given)
        challenge, solution = payload["challenge"], payload["solution"]
        parameters, signature = challenge["parameters"], challenge["signature"]
        _require(_is_mac(signature, self._secret, _canonical(parameters)))
        expires_at = datetime.fromtimestamp(parameters["expiresAt"], UTC)
        _require(expires_at > self.clock())
        _require(parameters["data"]["action"] == action.value)
        derived = bytes.fromhex(solution["derivedKey"])
        _require(_is_mac(parameters["keySignature"], self._key_secret, derived))
        return expires_at, hashlib.sha256(signature.encode()).hexdigest()

    @property
    def _secret(self) -> bytes:
        return self.key("captcha")

    @property
    def _key_secret(self) -> bytes:
        return self.key("captcha-solution")


def _read(given: Given) -> Any:
    """Return the payload as JSON has it. Raises ValueError, TypeError, RecursionError."""
    if isinstance(given, dict):
        given = json.dumps(given)
        _require(len(given) <= LARGEST)
        return json.loads(given)
    if not given or len(given) > LARGEST:
        raise ValueError("no captcha, or no honest one")
    return json.loads(b64decode(given, validate=True))


def _canonical(parameters: dict[str, Any]) -> bytes:
    """Return what ALTCHA signs of our own challenges: sorted names, no blanks."""
    text = json.dumps(parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _is_mac(given: str, key: bytes, content: bytes) -> bool:
    right = hmac.new(key, content, hashlib.sha256).hexdigest()
    return hmac.compare_digest(given.encode(), right.encode())


def _require(holds: bool) -> None:  # noqa: FBT001  it is the whole question
    if not holds:
        raise ValueError("not a good captcha")
