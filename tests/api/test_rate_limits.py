"""Each answer tells of its own request's budgets, also among fifty at once."""

from __future__ import annotations

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from chalice import Chalice, Response

from chalicelib import clock
from chalicelib.api.middleware import every_answer
from chalicelib.domain.budget import Budget, Standing
from chalicelib.usecases.standings import forget_standings, standings, tell_standing
from infra.local.front.api import API
from infra.local.front.front import Front
from infra.local.http_messages import Answer
from tests.infra.http_client import ask, reply_of, serving

ASKERS, QUESTIONS = 50, 20
SHARED = {"Content-Type": "application/json"}


def scratch_app() -> Chalice:
    app = Chalice(app_name="scratch", configure_logs=False)
    app.register_middleware(every_answer, "http")

    @app.route("/v1/limited", methods=["POST"], content_types=["*/*"])
    def limited() -> Response:
        asker = app.current_request.headers["x-asker"]
        tell(asker, 9)
        time.sleep(0.001)  # lets another thread in, which is what the test is about
        tell(asker, 8)
        return Response(json.dumps(asker), SHARED)

    @app.route("/v1/free")
    def free() -> Response:
        return Response("{}", SHARED)

    return app


def tell(name: str, remaining: int) -> None:
    budget = Budget(name, 10, timedelta(hours=1))
    tell_standing(Standing(budget, remaining, clock.now() + timedelta(minutes=30)))


@pytest.fixture(scope="module")
def port():
    front = Front({"v1": API(scratch_app())}, lambda _request: Answer(200, body=b"site"))
    with serving(front) as port:
        yield port


def test_of_fifty_at_once_each_is_told_of_his_own(port):
    """Each asker keeps one connection, and so one thread, for all his questions."""

    def asker(number: int) -> list[bool]:
        name = f"asker{number}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        answers = []
        for _ in range(QUESTIONS):
            connection.request("POST", "/v1/limited", b"x", {"X-Asker": name})
            told = reply_of(connection.getresponse()).headers
            answers.append(told["ratelimit-policy"] == f'"{name}";q=10;w=3600')
            answers.append(told["ratelimit"].startswith(f'"{name}";r=8;t='))
            connection.request("GET", "/v1/free")
            answers.append("ratelimit" not in reply_of(connection.getresponse()).headers)
        connection.close()
        return answers

    with ThreadPoolExecutor(ASKERS) as askers:
        answers = [right for all_of in askers.map(asker, range(ASKERS)) for right in all_of]

    assert len(answers) == ASKERS * QUESTIONS * 3
    assert all(answers)


def test_a_mapping_that_views_share_stays_as_it_was(port):
    ask(port, "POST", "/v1/limited", b"x", X_Asker="a")

    assert SHARED == {"Content-Type": "application/json"}


def test_of_several_tickets_the_one_that_has_least_left_is_told():
    forget_standings()
    for remaining in (3, 1, 2):
        tell("ticket", remaining)

    [told] = standings()

    assert told.remaining == 1


def test_where_no_request_asks_nothing_is_kept():
    with ThreadPoolExecutor(1) as thread:
        thread.submit(tell, "ticket", 1).result()

        assert thread.submit(standings).result() == ()
