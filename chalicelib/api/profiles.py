"""The fiscal profiles of an account, and the card for the till."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container
from chalicelib.api.fiscal_data import fiscal_data
from chalicelib.api.paging import page
from chalicelib.api.routes import Routes, done, ok
from chalicelib.api.schemas import profiles as schemas
from chalicelib.domain.profile import Profile

routes = Routes(__name__)

UNNAMED = ""
"""The id of a profile that is only asked for: who keeps it gives it one."""


@routes.serve(
    "GET",
    "/v1/account/profiles",
    summary="The account's fiscal profiles, oldest first",
    answers={200: schemas.ProfileList},
    problems=(401, 403, 422, 503),
    security="account",
    query=("limit", "cursor"),
)
def list_profiles() -> Response:
    """Show the profiles; one page of the usual length holds as many as an account may have."""
    profiles = routes.signed_in().account.profiles
    shown, cursor = page(profiles, lambda profile: profile.id, routes.query)
    items = [schemas.ProfileView.of(profile) for profile in shown]
    return ok(schemas.ProfileList(items=items, next_cursor=cursor))


@routes.serve(
    "POST",
    "/v1/account/profiles",
    summary="Keep a fiscal profile; the same one again is the standing one",
    request=schemas.ProfileRequest,
    answers={200: schemas.ProfileView, 201: schemas.ProfileView},
    problems=(400, 401, 403, 409, 413, 415, 422, 503),
    security="account",
)
def add_profile() -> Response:
    """Keep a profile; the first one is the main one."""
    account = routes.signed_in().account
    asked = _asked(routes.body(schemas.ProfileRequest))
    profile, is_new = account_container.profile_keeping().add(account, asked)
    return ok(schemas.ProfileView.of(profile), 201 if is_new else 200)


@routes.serve(
    "PUT",
    "/v1/account/profiles/{profile_id}",
    summary="Change a fiscal profile; the main one stays it until another is",
    request=schemas.ProfileRequest,
    answers={200: schemas.ProfileView},
    problems=(400, 401, 403, 404, 409, 413, 415, 422, 503),
    security="account",
)
def change_profile(profile_id: str) -> Response:
    """Replace all the data of a profile."""
    account = routes.signed_in().account
    asked = _asked(routes.body(schemas.ProfileRequest))
    profile = account_container.profile_keeping().change(account, profile_id, asked)
    return ok(schemas.ProfileView.of(profile))


@routes.serve(
    "DELETE",
    "/v1/account/profiles/{profile_id}",
    summary="Forget a fiscal profile; its invoices stay",
    answers={204: None},
    problems=(401, 403, 404, 409, 503),
    security="account",
)
def remove_profile(profile_id: str) -> Response:
    """Forget a profile; after the main one the oldest that is left is it."""
    account_container.profile_keeping().remove(routes.signed_in().account, profile_id)
    return done()


@routes.serve(
    "GET",
    "/v1/account/profiles/{profile_id}/card",
    summary="The profile's card for the till, good for five minutes",
    answers={200: schemas.CardView},
    problems=(401, 403, 404, 503),
    security="account",
)
def show_card(profile_id: str) -> Response:
    """Write a card that names the profile and says nothing of it."""
    card = account_container.profile_cards().card(routes.signed_in().account, profile_id)
    return ok(schemas.CardView(card=card.text, qr=card.picture, expires_at=card.expires_at))


def _asked(body: schemas.ProfileRequest) -> Profile:
    data = (body.rfc, body.name, body.postal_code, body.regimen_fiscal, body.uso_cfdi)
    receptor, uso_cfdi = fiscal_data(*data)
    return Profile(UNNAMED, receptor, uso_cfdi, tuple(dict.fromkeys(body.emails)), body.is_main)
