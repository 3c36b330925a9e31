from __future__ import annotations

import pytest

from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.domain.temporary_password import normal_temporary
from tests.api.door import complaints
from tests.factories import make_receptor
from tests.solving import solved
from tests.usecases.people import OLIVIA, confirmed, kept, mailed_to, temporary_in, with_profile

NAME, EMAIL, PASSWORD = OLIVIA
OWN_RFC = str(make_receptor().rfc)
PATH = "/v1/password-recoveries"


@pytest.fixture
def account(world):
    return with_profile(world, confirmed(world))


def captcha(door) -> str:
    return solved(door.world.captchas.challenge(CaptchaAction.PASSWORD_RECOVERY))


def recover(door, **changes):
    body = {"rfc": OWN_RFC, "email": EMAIL, "captcha": captcha(door)}
    return door.call("POST", PATH, {**body, **changes})


@pytest.mark.parametrize("typed", [OWN_RFC, OWN_RFC.lower(), f" {OWN_RFC[:4]}-{OWN_RFC[4:]} "])
def test_a_temporary_password_comes_by_mail(door, world, account, typed):
    answer = recover(door, rfc=typed)
    world.work()

    password = temporary_in(mailed_to(world, EMAIL)[-1])
    assert (answer.status_code, answer.json_body) == (202, {"status": "accepted"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert world.hasher.matches(normal_temporary(password), kept(world, account).temporary.hash)


def test_who_has_no_profile_yet_leaves_the_rfc_out(door, world):
    confirmed(world)

    answer = door.call("POST", PATH, {"email": EMAIL, "captcha": captcha(door)})
    world.work()

    assert answer.status_code == 202
    assert temporary_in(mailed_to(world, EMAIL)[-1])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rfc": "no"}, ("/rfc", "wrong_format")),
        ({"rfc": ""}, ("/rfc", "required")),
        ({"email": ""}, ("/email", "required")),
        ({"email": "olivia@"}, ("/email", "wrong_format")),
        ({"captcha": []}, ("/captcha", "wrong_type")),
        ({"account_id": "a1"}, ("/account_id", "unknown_field")),
    ],
    ids=repr,
)
def test_a_wrong_datum_is_named(door, change, complaint):
    answer = recover(door, **change)

    assert answer.status_code == 422
    assert complaints(answer) == {complaint}


def test_without_a_captcha_nothing_is_asked(door, account):
    answer = recover(door, captcha=None)

    assert complaints(answer) == set()
    assert answer.status_code == 403
    assert answer.json_body["captcha_action"] == "password_recovery"
    assert door.world.queues.waiting == []


def test_one_network_asks_ten_times_an_hour(door):
    statuses = [recover(door).status_code for _ in range(11)]

    assert statuses == [202] * 10 + [429]


def test_nothing_is_promised_where_the_worker_cannot_be_woken(door):
    door.world.queues.is_down = True

    assert recover(door).status_code == 503
