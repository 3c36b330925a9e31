"""Finkok's look-ups say what became of a stamp, and never more than they know."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.pac.finkok_stamping import FinkokLags
from tests.sandbox.documents import make_sealed
from tests.sandbox.finkok import UNKNOWN

DELIVERY = FinkokLags().delivery.total_seconds()
EMISOR = "EKU9003173C9"


@pytest.fixture
def stamped(desk, csd):
    return desk.stamp(make_sealed(csd))


@pytest.fixture
def quick(desk, csd):
    return desk.stamp(make_sealed(csd), "quick_stamp")


def pending(desk, uuid):
    return desk.ask("stamp", "query_pending", uuid=uuid)


def get_xml(desk, uuid, /, **changes):
    asked = {"uuid": uuid, "taxpayer_id": EMISOR, "invoice_type": "I", **changes}
    return desk.ask("utilities", "get_xml", **asked)


def test_a_stamp_that_sat_has_is_finished(desk, stamped):
    found = pending(desk, stamped.get("UUID"))

    assert (found.get("status"), found.get("error")) == ("F", "")
    assert (found.get("uuid"), found.get("xml")) == (stamped.get("UUID"), stamped.get("xml"))


def test_a_quick_stamp_waits_for_its_way_to_sat(desk, quick):
    uuid = quick.get("UUID")

    before = pending(desk, uuid), desk.sat_status(uuid).get("Estado")
    desk.pass_time(seconds=DELIVERY)
    after = pending(desk, uuid), desk.sat_status(uuid).get("Estado")

    assert [(found.get("status"), estado) for found, estado in (before, after)] == [
        ("S", "No Encontrado"),
        ("F", "Vigente"),
    ]
    assert before[0].get("uuid") == uuid


def test_a_uuid_is_asked_for_in_either_case(desk, stamped):
    assert pending(desk, stamped.get("UUID").lower()).get("status") == "F"


def test_a_uuid_that_was_not_stamped_or_is_none_is_an_error(desk):
    assert pending(desk, UNKNOWN).get("error") == f"UUID {UNKNOWN} No Encontrado"
    assert pending(desk, "foo").get("error") == "UUID con formato invalido"


def test_sat_tells_finkok_what_it_tells_everybody(desk, stamped):
    found = desk.sat_status(stamped.get("UUID"))

    assert found.get("CodigoEstatus") == "S - Comprobante obtenido satisfactoriamente."
    assert found.get("EsCancelable") == "Cancelable sin aceptación"
    assert (found.get("Estado"), found.get("EstatusCancelacion")) == ("Vigente", "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"total": "116.01"}, "N - 602"),
        ({"uuid": "foo"}, "N - 601"),
        ({"uuid": UNKNOWN}, "N - 602"),
    ],
    ids=str,
)
def test_sat_does_not_know_another_document(desk, stamped, changes, code):
    found = desk.sat_status(stamped.get("UUID"), **changes)

    assert found.get("CodigoEstatus").startswith(code)
    assert found.get("Estado") == "No Encontrado"


def test_what_is_ordered_of_sat_reaches_finkok_too(desk, stamped):
    desk.order(
        {"fault": "sat_unavailable"}, {"fault": "sat_status", "estatus_cancelacion": "En proceso"}
    )

    gone, ordered = (desk.sat_status(stamped.get("UUID")) for _ in range(2))

    assert gone.get("CodigoEstatus") == "N - 708: No se pudo conectar al SAT."
    assert gone.get("Estado") is None
    assert ordered.get("EstatusCancelacion") == "En proceso"


def test_get_xml_brings_the_stamped_bytes_back_for_three_months(desk, stamped):
    uuid = stamped.get("UUID")

    found = get_xml(desk, uuid)
    desk.pass_time(days=91)

    assert found.get("xml") == stamped.get("xml")
    assert get_xml(desk, uuid).get("error") == f"UUID {uuid} No Encontrado"


@pytest.mark.parametrize(
    "changes", [{"taxpayer_id": "CAC200113QW2"}, {"invoice_type": "R"}, {"uuid": UNKNOWN}], ids=str
)
def test_get_xml_finds_only_what_the_issuer_stamped(desk, stamped, changes):
    found = get_xml(desk, stamped.get("UUID"), **changes)

    assert found.get("xml") is None
    assert found.get("error")


def test_get_xml_may_give_a_path_once(desk, stamped):
    desk.order({"fault": "get_xml_path"})

    first, second = (get_xml(desk, stamped.get("UUID")).get("xml") for _ in range(2))

    assert first.endswith(f"{stamped.get('UUID')}.xml")
    assert second == stamped.get("xml")


def test_every_stamp_costs_a_credit(desk, csd):
    before = int(desk.ask("utilities", "report_credit", taxpayer_id=EMISOR).get("credit"))
    desk.stamp(make_sealed(csd))

    after = desk.ask("utilities", "report_credit", taxpayer_id=EMISOR)

    assert int(after.get("credit")) == before - 1


@pytest.mark.parametrize(
    ("arguments", "zone"),
    [
        ({"zipcode": "22000"}, "America/Tijuana"),
        ({"zipcode": "77500"}, "America/Cancun"),
        ({}, "America/Mexico_City"),
    ],
    ids=str,
)
def test_the_clock_of_a_postal_code_is_told(desk, arguments, zone):
    told = desk.ask("utilities", "datetime", **arguments).get("datetime")

    there = datetime.fromisoformat(told).replace(tzinfo=ZoneInfo(zone))
    assert abs(there - desk.clock[0]) < timedelta(seconds=1)


@pytest.mark.parametrize("zipcode", ["abc", "1234", "123456", "１２３４５"])
def test_what_is_no_postal_code_is_an_error(desk, zipcode):
    assert desk.ask("utilities", "datetime", zipcode=zipcode).get("error")


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("stamp", "query_pending"),
        ("cancel", "get_sat_status"),
        ("utilities", "get_xml"),
        ("utilities", "report_credit"),
        ("utilities", "datetime"),
    ],
)
@pytest.mark.parametrize("login", [{"password": "otra"}, {"username": None}], ids=str)
def test_no_look_up_without_the_log_in(desk, service, operation, login):
    result = desk.ask(service, operation, **login)

    assert result.get("error") == "Invalid Username or Password"
    assert len(result.node) == 1
