"""Budgets over HTTP: what counts, what is answered, and that nothing else tells tickets apart."""

from __future__ import annotations

import pytest

from chalicelib.domain.budget import TICKET_ACCOUNT
from chalicelib.errors import Unavailable
from tests.api.door import RECEPTOR, proof_of, request_for
from tests.api.members import Member
from tests.factories import make_ticket
from tests.solving import solved

CHECK, ASK, LOOK_UP = "/v1/ticket-checks", "/v1/invoices", "/v1/invoice-lookups"
TICKET = make_ticket()
SECOND = make_ticket(ticket_number="012")
NOBODYS = make_ticket(ticket_number="999")
DAY = '"ticket";q=5;w=86400'


@pytest.fixture
def door(door, world):
    world.load(TICKET, SECOND)
    return door


def check(door, ticket=TICKET, **changes: object):
    return door.call("POST", CHECK, {**proof_of(ticket), **changes})


def guess(door, ticket=TICKET):
    return check(door, ticket, total="1.00")


def captcha(door) -> str:
    return solved(door.call("POST", "/v1/captcha-challenges", {"action": "ticket"}).json_body)


def told(answer) -> dict[str, str]:
    """Read RateLimit: budget to what is left."""
    items = (item.split(";") for item in answer.headers["RateLimit"].split(", "))
    return {name.strip('"'): left.removeprefix("r=") for name, left, _ in items}


def face(answer) -> tuple[object, ...]:
    """Return all that a client sees of an answer but its request's id."""
    headers = {name: text for name, text in answer.headers.items() if name != "X-Request-Id"}
    return answer.status_code, headers, answer.body


def test_an_answer_tells_what_is_left_of_each_budget(door):
    hit, miss = check(door), guess(door)

    assert DAY in hit.headers["RateLimit-Policy"].split(", ")
    assert '"ticket";r=5;t=21600' in hit.headers["RateLimit"].split(", ")
    assert told(hit) == {"ticket": "5", "ticket_prefix": "20", "ticket_branch": "300"}
    assert told(miss) == {"ticket": "4", "ticket_prefix": "19", "ticket_branch": "299"}


@pytest.mark.parametrize("path", [CHECK, ASK, LOOK_UP])
@pytest.mark.parametrize("body", [b"", b"{", {}, {"x": 1}])
def test_a_body_that_cannot_be_read_tells_it_too(door, path, body):
    answer = door.call("POST", path, body)

    assert answer.status_code in {400, 422}
    assert told(answer) == {"ticket_prefix": "20"}


def test_a_body_that_cannot_be_read_is_refused_as_such_while_nobody_can_count(door, world):
    world.guards.is_down = True

    answer = door.call("POST", CHECK, b"{")

    assert answer.status_code == 400
    assert "RateLimit" not in answer.headers


def test_routes_without_a_budget_tell_of_none(door):
    guess(door)

    answer = door.call("GET", "/v1/status")

    assert "RateLimit" not in answer.headers
    assert "RateLimit-Policy" not in answer.headers


def test_the_sixth_guess_needs_a_captcha_and_the_right_data_too(door):
    missed = [guess(door).status_code for _ in range(5)]

    answers = guess(door), check(door)

    assert missed == [404] * 5
    for answer in answers:
        assert (answer.status_code, answer.json_body["code"]) == (403, "captcha_required")
        assert answer.json_body["captcha_action"] == "ticket"
        assert told(answer)["ticket"] == "0"
        assert answer.headers["X-Request-Id"]


def test_with_it_there_is_one_try_a_pause(door, world):
    for _ in range(5):
        guess(door)

    tried = check(door, total="1.00", captcha=captcha(door))
    early = check(door, captcha=captcha(door))

    assert tried.status_code == 404
    assert (early.status_code, early.json_body["code"]) == (429, "too_many")
    assert early.headers["Retry-After"] == str(early.json_body["retry_after"])
    world.clock.passes(seconds=early.json_body["retry_after"])
    assert check(door, captcha=captcha(door)).status_code == 200


def test_who_checked_his_ticket_with_a_captcha_asks_for_its_invoice_without_a_pause(door):
    for _ in range(5):
        guess(door)
    checked = check(door, captcha=captcha(door))

    without = door.ask(TICKET)
    asked = door.ask(TICKET, captcha=captcha(door))
    other_way = door.call(
        "POST",
        LOOK_UP,
        {**proof_of(TICKET), "rfc": RECEPTOR["rfc"], "captcha": captcha(door)},
    )

    assert checked.status_code == 200
    assert without.json_body["code"] == "captcha_required"
    assert asked.status_code == 202
    assert other_way.status_code == 429


@pytest.mark.parametrize("tries", [1, 6, 7])
def test_a_ticket_that_exists_is_told_by_nothing_from_one_that_does_not(door, tries):
    """The networks' and the branch's counters go on, and are alike for both."""
    faces = []
    for ticket in (TICKET, NOBODYS):
        answers = [check(door, ticket, total="1.00", captcha=captcha(door)) for _ in range(tries)]
        ticket_left = [told(answer)["ticket"] for answer in answers]
        shown = [(a.status_code, sorted(a.headers), a.json_body) for a in answers]
        faces.append((ticket_left, shown))

    assert faces[0] == faces[1]


def test_the_answers_to_both_are_the_same_to_the_byte(door, world):
    first = face(guess(door))
    world.guards.__init__(world.clock)  # as if nobody had asked yet

    assert face(guess(door, NOBODYS)) == first


def test_one_tickets_tries_are_shared_by_every_route(door):
    guess(door)
    wrong_total = {**proof_of(TICKET), "total": "1.00"}
    answers = [
        door.call("POST", ASK, {**request_for(TICKET), "tickets": [wrong_total]}),
        door.call("POST", LOOK_UP, {**wrong_total, "rfc": RECEPTOR["rfc"]}),
        door.call("POST", LOOK_UP, {**proof_of(TICKET), "rfc": "XIQB891116QE4"}),
        guess(door),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    for path, body in (
        (CHECK, proof_of(TICKET)),
        (ASK, request_for(TICKET)),
        (LOOK_UP, {**proof_of(TICKET), "rfc": RECEPTOR["rfc"]}),
    ):
        refused = door.call("POST", path, body)
        let_in = door.call("POST", path, {**body, "captcha": "x"})
        assert (refused.status_code, let_in.status_code) == (403, 403)


def test_each_wrong_ticket_of_a_list_counts_once(door):
    wrong = [
        {**proof_of(make_ticket(ticket_number=str(n))), "total": "1.00"} for n in range(900, 919)
    ]

    answer = door.call("POST", ASK, {**request_for(TICKET), "tickets": [proof_of(TICKET), *wrong]})

    assert answer.status_code == 404
    assert len(answer.json_body["errors"]) == 19
    assert told(answer) == {"ticket": "4", "ticket_prefix": "1", "ticket_branch": "281"}


def test_a_network_that_used_up_its_misses_is_asked_for_work_and_not_sent_away(door):
    for number in range(20):
        guess(door, make_ticket(ticket_number=str(700 + number)))

    refused = check(door)
    let_in = [check(door, captcha=captcha(door)).status_code for _ in range(3)]

    assert refused.status_code == 403
    assert let_in == [200] * 3


def test_right_requests_are_never_limited(door):
    answers = [check(door) for _ in range(60)] + [door.ask(TICKET, SECOND) for _ in range(30)]

    assert {answer.status_code for answer in answers} == {200, 202}
    assert told(answers[-1]) == {"ticket": "5", "ticket_prefix": "20", "ticket_branch": "300"}


@pytest.mark.parametrize("path", [CHECK, ASK, LOOK_UP])
def test_no_secret_is_compared_while_nobody_can_count(door, world, path):
    bodies = {
        CHECK: proof_of(TICKET),
        ASK: request_for(TICKET),
        LOOK_UP: {**proof_of(TICKET), "rfc": RECEPTOR["rfc"]},
    }
    world.guards.is_down = True

    answer = door.call("POST", path, bodies[path])

    assert (answer.status_code, answer.json_body["code"]) == (503, Unavailable.code)
    assert answer.headers["Retry-After"]


def test_twenty_mails_of_an_invoice_are_a_days_worth(door, world):
    opened = door.opened(TICKET)
    world.work()
    answers = []
    for number in range(7):
        world.clock.passes(minutes=2)
        emails = [f"a{number}{letter}@correo.example" for letter in "xyz"]
        answers.append(door.own(opened, "/emails", {"emails": emails}))
        world.work()

    assert [answer.status_code for answer in answers] == [202] * 6 + [429]
    assert told(answers[-1])["invoice_mails"] == "0"
    assert int(answers[-1].headers["Retry-After"]) > 3_600


def test_a_repeated_wish_for_the_mail_is_free(door, world):
    opened = door.opened(TICKET)
    world.work()
    wish = {"emails": ["eva@correo.example"]}

    answers = [door.own(opened, "/emails", wish) for _ in range(30)]

    assert {answer.status_code for answer in answers} == {202}
    assert told(answers[-1]) == {"invoice_mails": "19", "invoice_mails_prefix": "99"}


def test_misses_of_who_is_signed_in_count_on_his_account_too(door):
    answer = Member(door).call("POST", CHECK, {**proof_of(TICKET), "total": "1.00"})

    assert told(answer)["ticket_account"] == "19"


def test_who_used_up_his_accounts_misses_is_asked_for_work(door, world):
    member = Member(door)
    world.budgets.spend(TICKET_ACCOUNT, member.id, uses=TICKET_ACCOUNT.limit)

    as_himself = member.call("POST", CHECK, proof_of(TICKET))

    assert (as_himself.status_code, check(door).status_code) == (403, 200)


def test_what_another_site_asks_with_his_cookie_is_a_guests(door):
    wrong = {**proof_of(TICKET), "total": "1.00"}

    answer = Member(door).browse("POST", CHECK, wrong, sec_fetch_site="cross-site")

    assert answer.status_code == 404
    assert "ticket_account" not in told(answer)
