"""Getting back into an account: a temporary password by mail."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container
from chalicelib.api.accepting import accepted, let_in
from chalicelib.api.routes import Routes
from chalicelib.api.schemas import accounts as schemas
from chalicelib.domain.budget import RECOVERY
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.domain.rfc import RFC

routes = Routes(__name__)


@routes.serve(
    "POST",
    "/v1/password-recoveries",
    summary="Ask for a temporary password; the same answer for every address and RFC",
    request=schemas.RecoveryRequest,
    answers={202: schemas.Accepted},
    problems=(400, 403, 413, 415, 422, 429, 503),
    limited=RECOVERY,
)
def recover_password() -> Response:
    """Have a temporary password mailed where both data belong to one account."""
    asked = routes.body(schemas.RecoveryRequest)
    let_in(routes, CaptchaAction.PASSWORD_RECOVERY, asked.captcha, RECOVERY)
    rfc = None if asked.rfc is None else RFC.parse(asked.rfc)
    account_container.recovering().ask(asked.email, rfc)
    return accepted()
