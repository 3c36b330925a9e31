"""The PAC loses answers, is down, is slow: the shopper sees his request kept, and gets it."""

from __future__ import annotations

import os

import pytest

from tests.journeys.shopper import PATIENCE_S, new_empresa

DOWN_S = float(os.environ.get("PAC_DOWN_S", "4"))
"""The long run sets 120: `PAC_DOWN_S=120 pytest tests/journeys/test_a_pac_that_fails.py`."""

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]


@pytest.fixture
def empresa() -> dict[str, str]:
    return new_empresa()


def test_a_lost_answer_of_the_first_call_still_gives_one_stamp(shopper, sell, pac, empresa):
    pac.order({"fault": "stamped_then_drop", "times": 1})

    opened = shopper.ask(sell(), empresa).body
    kept = shopper.invoice(opened)
    shopper.follow(opened, "ready")

    assert kept["phase"] == "working"
    assert len(pac.stamps_of(empresa)) == 1


@pytest.mark.timeout(600)
def test_while_the_pac_is_down_the_request_is_kept_and_then_arrives_by_itself(
    shopper, sell, pac, empresa
):
    pac.order({"fault": "down", "for_s": DOWN_S})

    opened = shopper.ask(sell(), empresa, emails=["espera@correo.example"]).body
    kept = shopper.follow(opened, "sent")
    shopper.follow(opened, "delivered", patience_s=DOWN_S + PATIENCE_S)

    assert kept["phase"] == "working"
    assert kept["poll_after_s"]
    assert len(pac.stamps_of(empresa)) == 1


@pytest.mark.parametrize(
    "fault",
    ["stamped_then_504", "not_stamped_500", "html_200", "torn_xml", "other_document"],
)
def test_an_answer_that_says_nothing_true_is_asked_again(shopper, sell, pac, empresa, fault):
    pac.order({"fault": fault, "times": 1})

    shopper.follow(shopper.ask(sell(), empresa).body, "ready")

    assert len(pac.stamps_of(empresa)) == 1


def test_a_login_that_ends_midway_is_renewed(shopper, sell, pac, empresa):
    pac.order({"fault": "token_expired", "times": 1})

    shopper.follow(shopper.ask(sell(), empresa).body, "ready")

    assert len(pac.stamps_of(empresa)) == 1


def test_what_is_the_stores_affair_keeps_the_request_in_line(shopper, sell, pac, empresa):
    pac.order({"fault": "refuse", "code": "402", "times": 2})

    opened = shopper.ask(sell(), empresa).body
    done = shopper.follow(opened, "ready")

    assert [moment["status"] for moment in done["history"]].count("rejected") == 0
    assert len(pac.stamps_of(empresa)) == 1


def test_the_status_of_the_service_tells_of_a_silent_pac(shopper, sell, pac, empresa):
    pac.order({"fault": "not_stamped_500", "times": 1})
    opened = shopper.ask(sell(), empresa).body
    shopper.follow(opened, "sent", "stamped", "ready")

    shopper.follow(opened, "ready")

    assert shopper.call("GET", "/v1/status").body["stamping"]["status"] == "ok"
