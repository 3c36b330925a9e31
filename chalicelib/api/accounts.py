"""Opening an account: registration, and the confirmation of its e-mail."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container
from chalicelib.api.accepting import accepted, let_in
from chalicelib.api.mailed_tokens import mailed_token_try
from chalicelib.api.routes import Routes, done
from chalicelib.api.schemas import accounts as schemas
from chalicelib.domain.budget import CONFIRMATION, REGISTRATION
from chalicelib.domain.captcha_action import CaptchaAction

routes = Routes(__name__)


@routes.serve(
    "POST",
    "/v1/accounts",
    summary="Register; the same answer whether the address has an account or not",
    request=schemas.RegistrationRequest,
    answers={202: schemas.Accepted},
    problems=(400, 403, 413, 415, 422, 429, 503),
    limited=REGISTRATION,
)
def register() -> Response:
    """Take a registration; its link goes by mail. A weak password uses up no captcha."""
    asked = routes.body(schemas.RegistrationRequest)
    registering = account_container.registering()
    registering.check(asked.name, asked.email, asked.password)
    let_in(routes, CaptchaAction.REGISTRATION, asked.captcha, REGISTRATION)
    registering.ask(asked.name, asked.email, asked.password)
    return accepted()


@routes.serve(
    "POST",
    "/v1/accounts/confirmations",
    summary="Confirm the address by the token that was mailed to it",
    request=schemas.ConfirmationRequest,
    answers={204: None},
    problems=(400, 409, 413, 415, 422, 429, 503),
    limited=CONFIRMATION,
)
def confirm_account() -> Response:
    """Open the account, once; tokens that nobody was mailed are counted."""
    asked = routes.body(schemas.ConfirmationRequest)
    with mailed_token_try(routes):
        account_container.registering().confirm(asked.token)
    return done()


@routes.serve(
    "POST",
    "/v1/accounts/confirmations/resend",
    summary="Have the confirmation mailed again; the same answer for every address",
    request=schemas.ResendRequest,
    answers={202: schemas.Accepted},
    problems=(400, 403, 413, 415, 422, 429, 503),
    limited=REGISTRATION,
)
def resend_confirmation() -> Response:
    """Have another link mailed where a registration waits."""
    asked = routes.body(schemas.ResendRequest)
    let_in(routes, CaptchaAction.CONFIRMATION_RESEND, asked.captcha, REGISTRATION)
    account_container.registering().ask_again(asked.email)
    return accepted()
