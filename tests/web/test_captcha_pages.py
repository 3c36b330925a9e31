"""Proof of work in a real browser, under the site's own policy."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import altcha.v2 as altcha
import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.member import Member
from tests.web.shopper import COMPANY, Shopper, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.system]

SECRET = "of this test"
REFUSAL = {"type": "about:blank", "title": "Forbidden", "status": 403, "code": "captcha_required"}


def challenge(action: str, **asked: Any) -> altcha.Challenge:
    """Make one as the server does, with a secret that this test knows."""
    return altcha.create_challenge(
        "PBKDF2/SHA-256",
        expires_at=datetime.now(UTC) + timedelta(minutes=10),
        data={"action": action},
        hmac_secret=SECRET,
        **asked,
    )


def is_solved(captcha: str) -> bool:
    """Tell what ALTCHA's own library thinks of what the browser sent."""
    return altcha.verify_solution(altcha.Payload.from_base64(captcha), SECRET).verified


def answer_with(answers: list[tuple[int, Any]], seen: list[dict[str, Any]]) -> Any:
    """Answer with each in turn, and note what was asked."""

    def handle(route: Route) -> None:
        seen.append(route.request.post_data_json)
        status, body = answers[min(len(seen), len(answers)) - 1]
        route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

    return handle


def give_challenges(page: Page, **asked: Any) -> list[dict[str, Any]]:
    """Give this test's challenges, and return the list of what they are asked for."""
    seen: list[dict[str, Any]] = []

    def handle(route: Route) -> None:
        seen.append(route.request.post_data_json)
        made = challenge(seen[-1]["action"], **asked)
        route.fulfill(content_type="application/json", body=json.dumps(made.to_dict()))

    page.route("**/v1/captcha-challenges", handle)
    return seen


@pytest.mark.parametrize(
    "asked", [{"cost": 1_000, "counter": 60}, {"cost": 50, "key_prefix": "0f"}]
)
def test_the_worker_solves_what_altcha_asks(stranger: Member, asked: dict[str, Any]):
    challenges = give_challenges(stranger.page, **asked)
    sent: list[dict[str, Any]] = []
    stranger.page.route("**/v1/accounts", answer_with([(202, {"status": "accepted"})], sent))
    stranger.opens("registro")

    stranger.registers()

    assert challenges == [{"action": "registration"}]
    assert is_solved(sent[0]["captcha"])


def test_it_is_done_before_somebody_ends_typing(stranger: Member):
    stranger.opens("registro")

    stranger.types("Nombre", "Ana López")

    status = stranger.screen.get_by_role("status")
    expect(status.get_by_text("Listo: comprobamos que no eres un robot.")).to_be_visible()


def test_one_that_is_refused_is_solved_anew_without_a_word(stranger: Member):
    challenges = give_challenges(stranger.page, cost=50, counter=5)
    sent: list[dict[str, Any]] = []
    refused = (403, REFUSAL | {"captcha_action": "registration"})
    answers = [refused, refused, (202, {"status": "accepted"})]
    stranger.page.route("**/v1/accounts", answer_with(answers, sent))
    stranger.opens("registro")

    stranger.registers()

    assert len(challenges) == len(sent) == len({one["captcha"] for one in sent}) == 3


def test_signing_in_solves_one_only_when_it_is_asked_for(stranger: Member):
    challenges = give_challenges(stranger.page, cost=50, counter=5)
    sent: list[dict[str, Any]] = []
    wrong = {"type": "about:blank", "title": "", "status": 401, "code": "not_signed_in"}
    answers = [(401, wrong), (403, REFUSAL | {"captcha_action": "login"}), (401, wrong)]
    stranger.page.route("**/v1/sessions", answer_with(answers, sent))
    stranger.opens("entrar")

    stranger.signs_in("no es la mía")
    stranger.is_told("Los datos para entrar no coinciden")
    assert challenges == []
    stranger.signs_in("tampoco es esta")
    stranger.is_told("Los datos para entrar no coinciden")

    assert challenges == [{"action": "login"}]
    assert ["captcha" in one for one in sent] == [False, False, True]
    assert is_solved(sent[-1]["captcha"])


def test_a_browser_that_cannot_is_told_what_to_do(stranger: Member):
    stranger.page.add_init_script("delete window.Worker")
    stranger.opens("registro")

    stranger.types("Nombre", "Ana López")
    stranger.types("Correo", stranger.email)
    stranger.types("Contraseña", "una frase que nadie sabe")
    stranger.presses("Registrarme")

    stranger.is_told("Actualízalo o usa otro")


def test_too_many_tries_say_when_to_come_back(stranger: Member):
    sent: list[dict[str, Any]] = []
    many = {"type": "about:blank", "title": "", "status": 429, "code": "too_many"}
    answers = [(429, many | {"retry_after": 44}), (429, many | {"retry_after": 600})]
    stranger.page.route("**/v1/sessions", answer_with(answers, sent))
    stranger.opens("entrar")

    stranger.signs_in("no es la mía")
    stranger.is_told("Puedes volver a intentarlo en 44 segundos.")
    stranger.signs_in("no es la mía")

    stranger.is_told("Puedes volver a intentarlo a las")


def test_a_ticket_that_needs_one_goes_on_by_itself(shopper: Shopper, ticket: Ticket):
    page = shopper.page
    challenges = give_challenges(page, cost=1_000, counter=400)
    asked: list[dict[str, Any]] = []

    def ask_once(route: Route) -> None:
        asked.append(route.request.post_data_json)
        if len(asked) > 1:
            route.fallback()
            return
        body = json.dumps(REFUSAL | {"captcha_action": "ticket"})
        route.fulfill(status=403, content_type="application/problem+json", body=body)

    page.route("**/v1/ticket-checks", ask_once)
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)

    shopper.types(ticket)
    expect(page.get_by_role("status").get_by_text("Comprobando que no eres")).to_be_visible()

    shopper.heading("¿Cómo pagaste?")
    assert challenges == [{"action": "ticket"}]
    assert "captcha" not in asked[0]
    assert is_solved(asked[1]["captcha"])
