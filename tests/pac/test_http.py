import pytest

from chalicelib.pac import http
from chalicelib.pac.http import (
    AnswerLostError,
    HTTPAnswer,
    HTTPClient,
    RequestNeverSentError,
    checked_url,
)
from tests.pac.wire import Drip, HangUp, Reply, Silence, refused_url


@pytest.fixture
def client():
    return HTTPClient(read_timeout_s=0.2)


def test_an_answer_comes_back_whole_whatever_its_status(client, wire):
    wire.on("/x", Reply(400, b"no"), Reply(503, b"busy"))

    answers = [client.send("GET", f"{wire.url}/x", {}) for _ in range(2)]

    assert answers == [HTTPAnswer(400, b"no"), HTTPAnswer(503, b"busy")]


def test_one_connection_serves_many_requests(client, wire):
    wire.on("/x", Reply(body=b"a"), Reply(body=b"b"))

    client.send("POST", f"{wire.url}/x", {}, b"1")
    client.send("POST", f"{wire.url}/x", {}, b"2")

    assert len({asked.connection for asked in wire.asked}) == 1


@pytest.mark.parametrize("url", ["refused", "http://nowhere.invalid/x"])
def test_what_finds_nobody_was_never_sent(client, url):
    with pytest.raises(RequestNeverSentError):
        client.send("POST", refused_url() if url == "refused" else url, {}, b"x")


@pytest.mark.parametrize(
    "reply",
    [
        HangUp(),
        HangUp(reset=True),
        Silence(),
        Reply(body=b'{"half', announced=100),
        Drip(every_s=0.05),
    ],
)
def test_whatever_happens_after_the_request_left_is_a_lost_answer(client, wire, reply):
    wire.on("/x", reply)

    with pytest.raises(AnswerLostError):
        client.send("POST", f"{wire.url}/x", {}, b"x")

    assert len(wire.asked) == 1


def test_an_answer_larger_than_any_cfdi_is_not_read_to_its_end(client, wire, monkeypatch):
    monkeypatch.setattr(http, "LARGEST_ANSWER", 1000)
    wire.on("/x", Reply(body=b"x" * 1001), Reply(body=b"x" * 1000))

    with pytest.raises(AnswerLostError):
        client.send("GET", f"{wire.url}/x", {})

    assert len(client.send("GET", f"{wire.url}/x", {}).body) == 1000


def test_a_redirect_is_an_answer_and_is_not_followed(client, wire):
    wire.on("/x", Reply(302, location=f"{wire.url}/y"))

    assert client.send("GET", f"{wire.url}/x", {}).status == 302
    assert not wire.to("/y")


def test_a_peer_whose_certificate_nobody_vouches_for_gets_nothing(client, untrusted_https):
    with pytest.raises(RequestNeverSentError):
        client.send("POST", f"{untrusted_https}/x", {}, b"secret")


@pytest.mark.parametrize(
    "url", ["https://services.sw.com.mx/", "http://127.0.0.1:8/", "http://[::1]:8/"]
)
def test_a_base_address_loses_only_its_last_slash(url):
    assert checked_url(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://services.sw.com.mx",
        "http://127.0.0.1.evil.example",
        "https://user:secret@services.sw.com.mx",
        "https://services.sw.com.mx/?x=1",
        "https://services.sw.com.mx/#x",
        "ftp://127.0.0.1/",
        "services.sw.com.mx",
        "https://",
        "https://[::1",
        "",
    ],
)
def test_an_address_that_would_show_a_secret_is_refused(url):
    with pytest.raises(ValueError, match=r"address|https"):
        checked_url(url)
