"""Solving challenges as a browser does, with ALTCHA's own solver."""

from __future__ import annotations

from typing import Any

from altcha.v2 import Challenge, Payload, solve_challenge


def solved(challenge: dict[str, Any]) -> str:
    """Return the payload that clients send as `captcha`."""
    asked = Challenge.from_dict(challenge)
    solution = solve_challenge(asked)
    assert solution is not None
    return Payload(asked, solution).to_base64()
