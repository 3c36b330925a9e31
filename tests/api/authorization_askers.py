"""Everybody who may knock at a route, by the headers that he brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.api.identity import cookie_name
from tests.api import authorization_scene as of
from tests.api.authorization_scene import OWNER, STRANGER, Scene, token_of
from tests.api.door import ANOTHER_ISSUER, EVERY_STORE, ONE_ISSUER
from tests.api.members import OWN_SITE

Headers = dict[str, str]
Brought = Callable[[Scene, str], Headers]
"""What he brings to a question about an invoice, by its id; it may change the scene first."""


class Group(StrEnum):
    """Askers whom every route answers alike."""

    UNKNOWN = "nobody, or nobody that we still know"
    OWNER = "the account's owner"
    STRANGER = "another account"
    FORGED = "the owner's browser, for another site"
    SETTING = "the owner, who may only set a password"
    HALF = "the owner, who has not shown a second factor"
    OWN_INVOICE = "the guest with the invoice's own token"
    OTHER_INVOICE = "a guest whose token does not open the invoice"
    OWN_PHONE = "the phone that remembers"
    OTHER_PHONE = "another phone"
    FORGED_PHONE = "the phone that remembers, for another site"
    POS = "the store's point of sale"
    OTHER_POS = "another issuer's point of sale"


@dataclass(frozen=True)
class Asker:
    """One of a group, and what he brings."""

    group: Group
    brings: Brought


BASIC = {"authorization": "Basic b2xpdmlhOm9saXZpYQ=="}


def bearer(token: str) -> Headers:
    return {"authorization": f"Bearer {token}"}


def cookie(token: str, name: str = "sid") -> Headers:
    return {"cookie": f"{cookie_name(name)}={token}"}


def _bringing(headers: Headers, **more: str) -> Brought:
    return lambda _, __: {**headers, **more}


def _bearer(token: str) -> Brought:
    return _bringing(bearer(token))


def _app(account_id: str, name: str = of.APP) -> Brought:
    return _bearer(token_of(account_id, name))


def _browser(account_id: str, name: str = of.WEB, **headers: str) -> Brought:
    return _bringing({**cookie(token_of(account_id, name)), **OWN_SITE}, **headers)


def _plain_browser(**headers: str) -> Brought:
    return _bringing(cookie(token_of(OWNER, of.WEB)), **headers)


def _phone(token: str, **headers: str) -> Brought:
    return _bringing({**cookie(token, "phone"), **OWN_SITE}, **headers)


def _pos(key: str) -> Brought:
    return _bringing({"x_api_key": key})


def _closing(scene: Scene, _: str) -> Headers:
    scene.close()
    return bearer(token_of(OWNER, of.APP))


def _expired_guest(scene: Scene, about: str) -> Headers:
    scene.deliver(about)  # the 90 days begin when the files are ready
    scene.world.clock.passes(days=91)
    return bearer(of.invoice_token(about))


def _guest(_: Scene, about: str) -> Headers:
    return bearer(of.invoice_token(about))


ASKERS: dict[str, Asker] = {
    "nobody": Asker(Group.UNKNOWN, _bringing({})),
    "an empty Bearer": Asker(Group.UNKNOWN, _bearer("")),
    "another scheme": Asker(Group.UNKNOWN, _bringing(BASIC)),
    "a guessed secret": Asker(Group.UNKNOWN, _bearer(f"ses_{OWNER}.{of.APP}.guessed")),
    "another's secret": Asker(
        Group.UNKNOWN,
        _bearer(token_of(STRANGER, of.APP).replace(STRANGER, OWNER, 1)),
    ),
    "an idle app": Asker(Group.UNKNOWN, _app(OWNER, of.IDLE)),
    "an idle browser": Asker(Group.UNKNOWN, _browser(OWNER, of.IDLE_WEB)),
    "a session of 91 days": Asker(Group.UNKNOWN, _app(OWNER, of.OLD)),
    "an ended session": Asker(Group.UNKNOWN, _app(OWNER, of.ENDED)),
    "a token rotated away": Asker(Group.UNKNOWN, _app(OWNER, of.ROTATED)),
    "a closing account": Asker(Group.UNKNOWN, _closing),
    "a phone's token as Bearer": Asker(Group.UNKNOWN, _bearer(of.PHONE)),
    "a phone's token as session": Asker(Group.UNKNOWN, _bringing(cookie(of.PHONE), **OWN_SITE)),
    "a session as phone": Asker(Group.UNKNOWN, _phone(token_of(OWNER, of.WEB))),
    "a POS key as Bearer": Asker(Group.UNKNOWN, _bearer(EVERY_STORE)),
    "a session as POS key": Asker(Group.UNKNOWN, _pos(token_of(OWNER, of.APP))),
    "a POS key's prefix": Asker(Group.UNKNOWN, _pos(EVERY_STORE.partition(".")[0])),
    "a POS key of a wrong secret": Asker(Group.UNKNOWN, _pos(f"{EVERY_STORE}y")),
    "an unknown phone": Asker(Group.UNKNOWN, _phone("x" * 43)),
    "the owner's app": Asker(Group.OWNER, _app(OWNER)),
    "the owner's browser": Asker(Group.OWNER, _browser(OWNER)),
    "another account's app": Asker(Group.STRANGER, _app(STRANGER)),
    "another account's browser": Asker(Group.STRANGER, _browser(STRANGER)),
    "another's Bearer beside the owner's cookie": Asker(
        Group.STRANGER, _browser(OWNER, **bearer(token_of(STRANGER, of.APP)))
    ),
    "a form of another site": Asker(
        Group.FORGED, _plain_browser(x_facturable="1", sec_fetch_site="cross-site")
    ),
    "a neighbour on the domain": Asker(
        Group.FORGED, _plain_browser(x_facturable="1", sec_fetch_site="same-site")
    ),
    "another origin in an older browser": Asker(
        Group.FORGED, _plain_browser(x_facturable="1", origin="https://otra.example")
    ),
    "our site without our header": Asker(
        Group.FORGED, _plain_browser(sec_fetch_site="same-origin")
    ),
    "a temporary password": Asker(Group.SETTING, _app(OWNER, of.SETTING)),
    "a temporary password in a browser": Asker(Group.SETTING, _browser(OWNER, of.SETTING)),
    "no second factor yet": Asker(Group.HALF, _app(OWNER, of.HALF)),
    "the guest": Asker(Group.OWN_INVOICE, _guest),
    "another guest": Asker(Group.OTHER_INVOICE, _bearer(of.invoice_token(of.STRANGERS))),
    "the guest with another invoice's token": Asker(
        Group.OTHER_INVOICE, _bearer(of.invoice_token(of.OTHER))
    ),
    "a guessed invoice token": Asker(Group.OTHER_INVOICE, _bearer("inv_" + "x" * 43)),
    "a guest after 90 days": Asker(Group.OTHER_INVOICE, _expired_guest),
    "the owner's phone": Asker(Group.OWN_PHONE, _phone(of.PHONE)),
    "another phone": Asker(Group.OTHER_PHONE, _phone(of.STRANGER_PHONE)),
    "the owner's phone on another site": Asker(
        Group.FORGED_PHONE, _phone(of.PHONE, sec_fetch_site="cross-site")
    ),
    "the owner's phone without our header": Asker(
        Group.FORGED_PHONE, _phone(of.PHONE, x_facturable="")
    ),
    "the installation's POS": Asker(Group.POS, _pos(EVERY_STORE)),
    "the issuer's POS": Asker(Group.POS, _pos(ONE_ISSUER)),
    "another issuer's POS": Asker(Group.OTHER_POS, _pos(ANOTHER_ISSUER)),
}
