"""An account itself: name, e-mail, export of its data, and its end."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container, clock, guard_container
from chalicelib.api.accepting import accepted
from chalicelib.api.cookies import ended_cookie
from chalicelib.api.mailed_tokens import mailed_token_try
from chalicelib.api.password_attempts import password_attempt
from chalicelib.api.personal_data import personal_data_view
from chalicelib.api.routes import Headers, Routes, done, ok
from chalicelib.api.schemas import account as schemas
from chalicelib.api.schemas.accounts import Accepted, ConfirmationRequest
from chalicelib.api.schemas.personal_data import PersonalDataView
from chalicelib.domain.account import Account
from chalicelib.domain.budget import CONFIRMATION, EMAIL_CHANGES, EXPORTS, LOGIN_PREFIX
from chalicelib.domain.session import Session
from chalicelib.usecases.email_changing import pending_change

routes = Routes(__name__)

FILE_NAME = "mis-datos-facturable.json"


@routes.serve(
    "GET",
    "/v1/account",
    summary="Whoever is signed in",
    answers={200: schemas.AccountView},
    problems=(401, 403, 503),
    security="account",
)
def get_account() -> Response:
    """Show the account, and the session that asks."""
    known = routes.signed_in()
    return ok(_view(known.account, known.session))


@routes.serve(
    "PATCH",
    "/v1/account",
    summary="Change the name",
    request=schemas.NewName,
    answers={200: schemas.AccountView},
    problems=(400, 401, 403, 409, 413, 415, 422, 503),
    security="account",
)
def rename_account() -> Response:
    """Call the account's owner by another name."""
    known = routes.signed_in()
    asked = routes.body(schemas.NewName)
    renamed = account_container.account_keeping().rename(known.account, asked.name)
    return ok(_view(renamed, known.session))


@routes.serve(
    "POST",
    "/v1/account/email-changes",
    summary="Ask for another e-mail; the same answer whether it is free or somebody else's",
    request=schemas.EmailChangeRequest,
    answers={202: Accepted},
    problems=(400, 401, 403, 413, 415, 422, 429, 503),
    security="account",
    limited=LOGIN_PREFIX,
)
def ask_email_change() -> Response:
    """Take the wish; the new address learns of it by mail."""
    account = routes.signed_in().account
    asked = routes.body(schemas.EmailChangeRequest)
    with password_attempt(routes, account.id, asked.captcha):
        account_container.owner_proof().require_password(account, asked.current_password)
    guard_container.budgets().spend(EMAIL_CHANGES, account.id)
    account_container.email_changing().ask(account, asked.email)
    return accepted()


@routes.serve(
    "POST",
    "/v1/account/email-changes/confirmations",
    summary="Confirm the new e-mail by the token that was mailed to it, signed in or not",
    request=ConfirmationRequest,
    answers={204: None},
    problems=(400, 403, 409, 413, 415, 422, 429, 503),
    limited=CONFIRMATION,
)
def confirm_email_change() -> Response:
    """Change the address, once; tokens that nobody was mailed are counted."""
    asked = routes.body(ConfirmationRequest)
    asker = routes.maybe_signed_in()
    with mailed_token_try(routes):
        account_container.email_changing().confirm(asked.token, asker)
    return done()


@routes.serve(
    "GET",
    "/v1/account/export",
    summary="Everything that is kept of the account's owner, as one JSON file",
    answers={200: PersonalDataView},
    problems=(401, 403, 429, 503),
    security="account",
)
def export_account() -> Response:
    """Give the person's data to the person."""
    known = routes.signed_in()
    guard_container.budgets().spend(EXPORTS, known.account.id)
    gathered = account_container.data_export().gather(known.account)
    attachment: Headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return ok(personal_data_view(gathered, known.session.id), headers=attachment)


@routes.serve(
    "DELETE",
    "/v1/account",
    summary="Delete the account: at once nobody signs in, the rest follows by itself",
    request=schemas.AccountDeletion,
    answers={202: Accepted},
    problems=(400, 401, 403, 409, 413, 415, 422, 429, 503),
    security="account",
    limited=LOGIN_PREFIX,
)
def delete_account() -> Response:
    """Close the account for whoever proves to be its owner; what the law keeps is told by mail."""
    known = routes.signed_in()
    asked = _deletion()
    with password_attempt(routes, known.account.id, asked.captcha):
        account_container.owner_proof().require_fresh(known, asked.current_password)
    account_container.closing().close(known.account)
    answer = accepted()
    if known.session.by_cookie:
        answer.headers["Set-Cookie"] = ended_cookie("sid")
    return answer


def _deletion() -> schemas.AccountDeletion:
    """Read the body, which whoever has just signed in may leave out."""
    if not routes.current_request.raw_body:
        return schemas.AccountDeletion()
    return routes.body(schemas.AccountDeletion)


def _view(account: Account, session: Session) -> schemas.AccountView:
    return schemas.AccountView.of(account, pending_change(account, clock.now()), session)
