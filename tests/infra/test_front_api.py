"""The front over an application: fifty askers, each his own answer, and problems for the rest."""

from __future__ import annotations

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from chalice import Chalice, Response

from chalicelib.api.middleware import every_answer
from infra.local.front.api import API
from infra.local.front.front import Front
from infra.local.front.policy import CONTENT_SECURITY_POLICY
from infra.local.http_messages import Answer, Request
from tests.infra.http_client import ask, send, serving

ASKERS = 50
QUESTIONS = 20


def scratch_app() -> Chalice:
    app = Chalice(app_name="scratch", configure_logs=False)
    app.api.binary_types.append("application/pdf")
    app.register_middleware(every_answer, "http")

    @app.route("/v1/echo", methods=["POST"], content_types=["*/*"])
    def echo() -> Response:
        request = app.current_request
        before = request.headers["x-asker"]
        time.sleep(0.001)  # lets another thread in, which is what the test is about
        body = {"body": app.current_request.raw_body.decode("latin-1"), "asker": before}
        return Response(json.dumps(body), {"Content-Type": "application/json"})

    @app.route("/v1/json", methods=["POST"])
    def only_json() -> dict:
        return app.current_request.json_body

    @app.route("/v1/things/{thing}", methods=["GET", "DELETE"])
    def thing(thing: str) -> dict:
        return {"thing": thing, "query": app.current_request.query_params}

    @app.route("/v1/boom")
    def boom() -> dict:
        raise RuntimeError("a secret that nobody may read")

    @app.route("/v1/cookies")
    def cookies() -> Response:
        return Response("", {"Set-Cookie": ["a=1", "b=2"]}, 204)

    @app.route("/v1/pdf")
    def pdf() -> Response:
        return Response(b"%PDF-\xff\x00", {"Content-Type": "application/pdf"})

    return app


@pytest.fixture(scope="module")
def port():
    front = Front({"v1": API(scratch_app())}, lambda _request: Answer(200, body=b"site"))
    with serving(front) as port:
        yield port


def test_fifty_at_once_get_their_own_answers(port):
    def asker(number: int) -> list[bool]:
        answers = []
        for question in range(QUESTIONS):
            sent = f"{number}:{question}".encode()
            reply = ask(port, "POST", "/v1/echo", sent, X_Asker=str(number))
            heard = json.loads(reply.body)
            answers.append(heard == {"body": sent.decode(), "asker": str(number)})
        return answers

    with ThreadPoolExecutor(ASKERS) as askers:
        answers = [right for all_of in askers.map(asker, range(ASKERS)) for right in all_of]

    assert len(answers) == ASKERS * QUESTIONS
    assert all(answers)


def test_a_body_reaches_the_view_byte_by_byte(port):
    every_byte = bytes(range(256))

    reply = ask(port, "POST", "/v1/echo", every_byte, X_Asker="1")

    assert json.loads(reply.body)["body"].encode("latin-1") == every_byte


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/v1", 404, "not_found"),
        ("POST", "/v1/nothing", 404, "not_found"),
        ("GET", "/v1/echo", 405, "method_not_allowed"),
        ("PUT", "/v1/things/1", 405, "method_not_allowed"),
        ("GET", "/v1/boom", 500, "internal"),
    ],
)
def test_what_no_view_answers_is_a_problem(port, method, path, status, code):
    reply = ask(port, method, path)

    body = json.loads(reply.body)
    assert reply.status == body["status"] == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert body["code"] == code
    assert body["detail"]
    assert "secret" not in reply.body.decode()


def test_a_wrong_kind_of_body_is_a_problem(port):
    reply = ask(port, "POST", "/v1/json", b"<x/>", Content_Type="application/xml")

    assert reply.status == 415
    assert json.loads(reply.body)["code"] == "unsupported_media_type"


def test_an_unknown_route_with_a_strange_authorization_is_still_not_found(port):
    reply = ask(port, "GET", "/v1/nothing", Authorization="Bearer ñ")

    assert reply.status == 404


def test_a_refused_method_is_told_which_ones_there_are(port):
    reply = ask(port, "PUT", "/v1/things/1")

    assert reply.headers["allow"] == "DELETE, GET, HEAD, OPTIONS"


def test_options_tells_the_methods_and_allows_no_other_origin(port):
    reply = ask(port, "OPTIONS", "/v1/things/1", Origin="https://evil.example")

    assert reply.status == 204
    assert reply.headers["allow"] == "DELETE, GET, HEAD, OPTIONS"
    assert not [name for name in reply.headers if name.startswith("access-control")]


def test_head_is_get_without_the_body(port):
    got = ask(port, "GET", "/v1/things/1")
    headed = ask(port, "HEAD", "/v1/things/1")

    assert headed.status == got.status == 200
    assert headed.headers["content-length"] == got.headers["content-length"]
    assert headed.body == b""


def test_a_path_and_a_query_arrive_as_they_were_sent(port):
    reply = ask(port, "GET", "/v1/things/a-b?q=caf%C3%A9&empty=")

    assert json.loads(reply.body) == {"thing": "a-b", "query": {"q": "café", "empty": ""}}


@pytest.mark.parametrize("target", ["//v1/things/1", "http://127.0.0.1/v1/things/1"])
def test_an_address_in_another_form_is_the_same_address(port, target):
    assert json.loads(ask(port, "GET", target).body)["thing"] == "1"


@pytest.mark.parametrize("target", [b"*", b"nothing", b"http://[half"])
def test_an_address_that_is_none_is_a_problem(port, target):
    received = send(port, b"GET " + target + b" HTTP/1.1\r\n\r\n")

    assert received.startswith(b"HTTP/1.1 400 ")
    assert json.loads(received.partition(b"\r\n\r\n")[2])["code"] == "malformed_json"


def test_every_cookie_is_a_header_of_its_own(port):
    front = Front({"v1": API(scratch_app())}, lambda _request: Answer(200))

    answer = front(Request("GET", "/v1/cookies", {}))

    assert [text for name, text in answer.headers if name == "Set-Cookie"] == ["a=1", "b=2"]


def test_bytes_come_back_as_bytes(port):
    reply = ask(port, "GET", "/v1/pdf", Accept="application/pdf")

    assert reply.body == b"%PDF-\xff\x00"
    assert reply.headers["content-type"] == "application/pdf"


@pytest.mark.parametrize("path", ["/v1/things/1", "/v1/nothing", "/v1/boom", "/", "*"])
def test_every_answer_has_an_id_and_tells_a_browser_what_it_may_do(port, path):
    headers = ask(port, "GET", path).headers

    assert headers["x-request-id"]
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=(self)" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers
    assert "server" not in headers


def test_whatever_an_application_dies_of_the_asker_hears_an_answer(caplog):
    def dying(_request: Request) -> Answer:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        answer = Front({"v1": dying}, dying)(Request("GET", "/v1/x", {}))

    assert answer.status == 500
    assert json.loads(answer.body)["code"] == "internal"
    assert "ZeroDivisionError" in caplog.text


def test_the_policy_is_the_agreed_one():
    assert CONTENT_SECURITY_POLICY == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types app"
    )
