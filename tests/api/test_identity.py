"""Who is asking: tokens, cookies, and writes that another site may have caused."""

from __future__ import annotations

import pytest

from chalicelib.api import identity
from chalicelib.config import settings
from chalicelib.domain.access_token import access_token
from chalicelib.domain.session import Scope
from tests.api.members import OWN_SITE, Member
from tests.usecases.world import TOKEN_KEY

LIST, OTHERS = ("GET", "/v1/sessions"), ("DELETE", "/v1/sessions/others")
SITE = "https://facturas.example"


@pytest.fixture
def member(door):
    return Member(door)


@pytest.fixture
def deployed(monkeypatch):
    """A stage that people use, where cookies and origins are held to more."""
    monkeypatch.setenv("STAGE", "prod")
    monkeypatch.setenv("SITE_URL", SITE)
    settings.cache_clear()
    yield
    settings.cache_clear()


def told(answer) -> tuple[int, str | None]:
    return answer.status_code, answer.json_body["code"] if answer.body else None


REFUSED, UNKNOWN = (403, "not_allowed"), (401, "not_signed_in")


def test_a_token_opens_by_bearer_and_by_cookie(member):
    assert member.call(*LIST).status_code == 200
    assert member.browse(*LIST).status_code == 200


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_counts_in_any_case(door, member, scheme):
    assert door.call(*LIST, authorization=f"{scheme} {member.token}").status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer ses_",
        "Bearer ses_a.b.c",
        "Basic eDp5",
        "x" * 9000,
    ],
)
def test_what_opens_nothing_is_not_signed_in(door, authorization):
    answer = door.call(*LIST, authorization=authorization)

    assert told(answer) == UNKNOWN
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_nobody_is_not_signed_in(door):
    assert told(door.call(*LIST)) == UNKNOWN


def test_bearer_beats_the_cookie(door, member):
    stranger = Member(door, "acc-2")

    answer = stranger.browse(*LIST, authorization=f"Bearer {member.token}")

    assert [one["id"] for one in answer.json_body["items"]] == ["ses-full"]
    assert door.world.sessions.kept.keys() == {("acc-1", "ses-full"), ("acc-2", "ses-full")}
    ended = stranger.browse(
        "DELETE", "/v1/sessions/current", authorization=f"Bearer {member.token}"
    )
    assert ended.status_code == 204
    assert door.world.sessions.kept.keys() == {("acc-2", "ses-full")}


def test_an_invoices_token_is_no_session_though_a_cookie_stands_beside_it(member):
    token = access_token([TOKEN_KEY], "inv-1")

    assert told(member.browse(*LIST, authorization=f"Bearer {token}")) == UNKNOWN
    assert told(member.browse(*OTHERS, authorization=f"Bearer {token}")) == UNKNOWN


def test_an_expired_session_is_nobodys(door, member):
    door.world.clock.passes(minutes=31)

    assert told(member.call(*LIST)) == UNKNOWN
    assert told(member.browse(*LIST)) == UNKNOWN


@pytest.mark.parametrize("scope", [Scope.SET_PASSWORD, Scope.SECOND_FACTOR])
@pytest.mark.parametrize("route", [LIST, OTHERS, ("POST", "/v1/sessions/current/rotations")])
def test_a_session_that_is_not_full_reaches_no_further_than_its_name(door, scope, route):
    half = Member(door, scope=scope)

    assert told(half.call(*route)) == REFUSED


# Cookies.


@pytest.mark.parametrize(
    "others",
    [
        "{own}; theme=dark",
        "theme=dark; {own}",
        "_ga=GA1.1.2;{own};x=y",
        'j={{"a": [1,2]}}; {own}',
        "broken; =; ==; {own}",
        "é=ñ; {own}",
    ],
)
def test_the_cookie_is_found_among_what_neighbours_wrote(door, member, others):
    sent = others.format(own=f"sid={member.token}")

    assert door.call(*LIST, cookie=sent).status_code == 200


@pytest.mark.parametrize("name", ["SID", "xsid", "sid ", "__Host-sid", "phone"])
def test_a_cookie_of_another_name_is_another_one(door, member, name):
    status = door.call(*LIST, cookie=f"{name}={member.token}").status_code

    assert status == (200 if name.strip() == "sid" else 401)


def test_a_deployed_stage_takes_the_cookie_that_is_bound_to_its_host_only(door, member, deployed):
    plain = door.call(*LIST, cookie=f"sid={member.token}")
    bound = door.call(*LIST, cookie=f"__Host-sid={member.token}")

    assert (plain.status_code, bound.status_code) == (401, 200)


# Writes by cookie (ASVS 3.5.1 to 3.5.3).


def test_our_own_site_writes_by_cookie(member):
    assert member.browse(*OTHERS).status_code == 204


def test_an_app_writes_by_bearer_without_any_of_it(member):
    assert member.call(*OTHERS).status_code == 204


@pytest.mark.parametrize("sent", ["", "0", "true", "11"])
def test_a_write_by_cookie_needs_our_header(member, sent):
    assert told(member.browse(*OTHERS, x_facturable=sent)) == REFUSED


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "Same-Origin"])
def test_a_browser_that_tells_another_site_is_refused(member, site):
    assert told(member.browse(*OTHERS, sec_fetch_site=site)) == REFUSED


def test_what_the_browser_tells_of_the_site_beats_the_origin(member):
    answer = member.browse(*OTHERS, sec_fetch_site="cross-site", origin=settings().site_url)

    assert told(answer) == REFUSED


def write_from(door, member, **headers):
    """Write by cookie from a browser that does not know Sec-Fetch-Site."""
    return door.call(*OTHERS, cookie=f"{identity.cookie_name('sid')}={member.token}", **headers)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://127.0.0.1:9",
        "null",
        "",
        "http://[",
        "http://",
        "127.0.0.1:8000",
        "http://127.0.0.1:8000.evil.example",
        "http://evil.example/127.0.0.1:8000",
    ],
)
def test_an_older_browser_writes_from_our_origin_only(door, member, origin):
    host = "127.0.0.1:8000"

    answer = write_from(door, member, x_facturable="1", host=host, origin=origin)

    assert told(answer) == REFUSED


def test_an_older_browser_on_our_own_origin_writes(door, member):
    answer = write_from(
        door, member, x_facturable="1", host="127.0.0.1:8080", origin="http://127.0.0.1:8080"
    )

    assert answer.status_code == 204


def test_a_write_that_tells_no_origin_is_refused(door, member):
    assert told(write_from(door, member, x_facturable="1")) == REFUSED
    assert told(write_from(door, member, x_facturable="1", host="")) == REFUSED


def test_a_deployed_stage_knows_its_origin_by_name_and_not_by_the_asked_host(
    door, member, deployed
):
    own = write_from(door, member, x_facturable="1", host="x.execute-api", origin=SITE)
    other = write_from(door, member, x_facturable="1", host="evil", origin="https://evil")

    assert (own.status_code, other.status_code) == (204, 403)


def test_reading_by_cookie_needs_none_of_it(member):
    answer = member.browse(*LIST, x_facturable="", sec_fetch_site="cross-site")

    assert answer.status_code == 200


def test_a_cookie_that_opens_nothing_is_refused_for_the_write_before_the_session(door):
    sent = {"cookie": "sid=ses_a.b.c", **OWN_SITE}

    assert told(door.call(*OTHERS, **sent)) == UNKNOWN
    assert told(door.call(*OTHERS, **{**sent, "x_facturable": ""})) == REFUSED


# Where nobody has to be signed in.


def test_a_guest_and_an_ended_session_are_the_same(member, door):
    headers = {"authorization": f"Bearer {member.token}"}
    assert identity.maybe_signed_in(headers, "POST") is not None

    door.world.clock.passes(days=1)

    assert identity.maybe_signed_in(headers, "POST") is None
    assert identity.maybe_signed_in({}, "POST") is None
