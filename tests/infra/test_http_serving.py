"""The server beneath the front: HTTP as it is written, and a problem for what is not HTTP."""

from __future__ import annotations

import http.client
import json
import socket
import threading

import pytest

from infra.local.http_messages import Answer, Request, json_answer
from infra.local.http_serving import LARGEST_BODY
from tests.infra.http_client import WAITING_S, ask, reply_of, send, serving


def echo(request: Request) -> Answer:
    return json_answer(
        {
            "method": request.method,
            "target": request.target,
            "headers": dict(request.headers),
            "length": len(request.body),
            "body": request.body.decode("latin-1"),
        }
    )


@pytest.fixture(scope="module")
def port():
    with serving(echo) as port:
        yield port


def problem_in(received: bytes) -> dict:
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    assert b"x-request-id: " in head.lower()
    assert b"content-security-policy: default-src 'none'" in head.lower()
    return json.loads(body)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"GARBAGE\r\n\r\n", 400, "malformed_json"),
        (b"GET /x HTTP/banana\r\n\r\n", 400, "malformed_json"),
        (b"GET /a b c HTTP/1.1\r\n\r\n", 400, "malformed_json"),
        (b"GET / HTTP/3.0\r\n\r\n", 400, "malformed_json"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414, "too_large"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431, "too_large"),
        (b"BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"),
        (b"POST / HTTP/1.1\r\nContent-Length: ten\r\n\r\n", 400, "malformed_json"),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400, "malformed_json"),
        (b"POST / HTTP/1.1\r\nContent-Length: \xb2\r\n\r\n", 400, "malformed_json"),
        (
            b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            400,
            "malformed_json",
        ),
        (b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort", 400, "malformed_json"),
        (
            b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
            "malformed_json",
        ),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400, "malformed_json"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n", 400, "malformed_json"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400, "malformed_json"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\n", 400, "malformed_json"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1_0\r\n", 400, "malformed_json"),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
            413,
            "too_large",
        ),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 413, "too_large"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_ends_the_connection(port, sent, status, code):
    received = send(port, sent)

    assert received.startswith(f"HTTP/1.1 {status} ".encode())
    assert problem_in(received)["code"] == code
    assert b"\r\nConnection: close\r\n" in received


def test_a_client_that_sends_too_much_still_reads_why(port):
    reply = ask(port, "POST", "/", b"x" * (3 * LARGEST_BODY))

    assert reply.status == 413
    assert json.loads(reply.body)["code"] == "too_large"


def test_the_largest_body_arrives_whole(port):
    reply = ask(port, "POST", "/", b"x" * LARGEST_BODY)

    assert json.loads(reply.body)["length"] == LARGEST_BODY


def test_bytes_that_are_no_text_arrive_as_they_are(port):
    every_byte = bytes(range(256))

    reply = ask(port, "POST", "/", every_byte)

    assert json.loads(reply.body)["body"].encode("latin-1") == every_byte


def test_a_body_in_chunks_is_put_together(port):
    sent = (
        b"POST /chunks HTTP/1.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"4;note=x\r\nWiki\r\n5\r\npedia\r\n0\r\nTrailer: x\r\n\r\n"
    )

    received = send(port, sent)

    assert json.loads(received.partition(b"\r\n\r\n")[2])["body"] == "Wikipedia"


def test_one_connection_serves_many_requests(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAITING_S)

    answers = []
    for number in range(3):
        connection.request("POST", f"/{number}", str(number).encode())
        answers.append(reply_of(connection.getresponse()))
    connection.close()

    assert [json.loads(answer.body)["body"] for answer in answers] == ["0", "1", "2"]
    assert all("connection" not in answer.headers for answer in answers)


def test_a_head_request_gets_the_length_and_no_body(port):
    reply = ask(port, "HEAD", "/x")

    assert reply.body == b""
    assert int(reply.headers["content-length"]) > 0


def test_a_client_that_asks_before_it_sends_is_told_to_go_on(port):
    with socket.create_connection(("127.0.0.1", port), timeout=WAITING_S) as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"
            b"Connection: close\r\n\r\n"
        )
        interim = connection.recv(1000)
        connection.sendall(b"hi")
        final = b"".join(iter(lambda: connection.recv(65_536), b""))

    assert interim.startswith(b"HTTP/1.1 100 ")
    assert b'"body": "hi"' in final


def test_a_client_that_asks_before_it_sends_too_much_is_refused_at_once(port):
    asked = b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"

    received = send(port, asked % (LARGEST_BODY + 1))

    assert received.startswith(b"HTTP/1.1 413 ")


def test_a_header_that_comes_twice_is_read_as_one(port):
    received = send(
        port, b"GET / HTTP/1.1\r\nX-A: 1\r\nX-A: 2\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n"
    )

    headers = json.loads(received.partition(b"\r\n\r\n")[2])["headers"]
    assert headers["x-a"] == "1, 2"
    assert headers["cookie"] == "a=1; b=2"


def test_a_client_that_goes_away_harms_nobody(port):
    with socket.create_connection(("127.0.0.1", port), timeout=WAITING_S) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")

    assert ask(port, "GET", "/").status == 200


def test_a_stop_lets_the_request_in_hand_be_answered():
    began, may_end, replies = threading.Event(), threading.Event(), []

    def slow(request: Request) -> Answer:
        began.set()
        may_end.wait(WAITING_S)
        return echo(request)

    with serving(slow) as port:
        asking = threading.Thread(target=lambda: replies.append(ask(port, "GET", "/slow")))
        asking.start()
        began.wait(WAITING_S)
    may_end.set()
    asking.join()

    assert replies[0].status == 200
