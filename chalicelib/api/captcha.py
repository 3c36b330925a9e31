"""Challenges that a browser solves by work, so that people solve none."""

from __future__ import annotations

import json

from chalice import Response

from chalicelib import guard_container
from chalicelib.api.client_address import address_prefix
from chalicelib.api.routes import JSON_HEADERS, Routes
from chalicelib.api.schemas.captcha import Challenge, ChallengeRequest
from chalicelib.domain.budget import LOGIN_PREFIX, TICKET_PREFIX
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.errors import FieldProblem, Invalid

routes = Routes(__name__)


@routes.serve(
    "POST",
    "/v1/captcha-challenges",
    summary="A proof of work in ALTCHA's form, good for one use of one action",
    request=ChallengeRequest,
    answers={200: Challenge},
    problems=(400, 413, 415, 422, 503),
)
def make_a_challenge() -> Response:
    """Give a challenge; who comes from where many misses came from works 16 times as long."""
    action = _action(routes.body(ChallengeRequest).action)
    challenge = guard_container.captchas().challenge(action, hard=_is_suspect())
    return Response(json.dumps(challenge), {**JSON_HEADERS})


def _action(name: str) -> CaptchaAction:
    try:
        return CaptchaAction(name)
    except ValueError as error:
        params = {"allowed": [action.value for action in CaptchaAction]}
        raise Invalid(fields=(FieldProblem("/action", "not_in_catalog", params),)) from error


def _is_suspect() -> bool:
    budgets, prefix = guard_container.budgets(), address_prefix(routes)
    return any(budgets.is_used_up(misses, prefix) for misses in (TICKET_PREFIX, LOGIN_PREFIX))
