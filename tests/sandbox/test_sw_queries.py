"""What can be looked up afterwards: the file by its UUID, and the credits."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.sandbox.client import authorized, call, stamp
from tests.sandbox.documents import make_sealed
from tests.sandbox_server import running_sandbox


def look_up(sandbox, uuid):
    answer = call(sandbox, "GET", f"/datawarehouse/v1/live/{uuid}", headers=authorized(sandbox))
    return answer.body["data"]["records"]


@pytest.mark.parametrize("spell", [str.lower, str.upper])
def test_the_record_leads_to_the_stamped_bytes(sandbox, csd, spell):
    data = stamp(sandbox, make_sealed(csd)).body["data"]

    (record,) = look_up(sandbox, spell(data["uuid"]))
    address = urlsplit(record["urlXml"])
    file = call(sandbox, "GET", f"{address.path}?{address.query}")

    assert record["uuid"] == data["uuid"]
    assert file.raw == data["cfdi"].encode()


def test_a_link_without_its_signature_opens_nothing(sandbox, csd):
    uuid = stamp(sandbox, make_sealed(csd)).body["data"]["uuid"]

    assert call(sandbox, "GET", f"/storage/{uuid}.xml").status == 404
    assert call(sandbox, "GET", f"/storage/{uuid}.xml?sig=0").status == 404


def test_an_unknown_uuid_has_no_record(sandbox):
    assert look_up(sandbox, uuid4()) == []


def test_the_datawarehouse_may_lag_as_long_as_it_is_told(csd, authority, tmp_path):
    lag = ("--datawarehouse-lag-s", "3600")
    with running_sandbox(tmp_path, *lag, authority_dir=authority.directory) as late:
        uuid = stamp(late, make_sealed(csd)).body["data"]["uuid"]

        assert look_up(late, uuid) == []


def test_an_ordered_lag_passes(sandbox, csd):
    uuid = stamp(sandbox, make_sealed(csd)).body["data"]["uuid"]
    sandbox.order({"fault": "datawarehouse_lag", "times": 2})

    assert [len(look_up(sandbox, uuid)) for _ in range(3)] == [0, 0, 1]


def test_an_ordered_failure_of_the_datawarehouse_is_500(sandbox):
    sandbox.order({"fault": "datawarehouse_500"})

    answer = call(sandbox, "GET", f"/datawarehouse/v1/live/{uuid4()}", headers=authorized(sandbox))

    assert answer.status == 500
    assert answer.body["status"] == "error"


def balance(sandbox):
    path = "/management/v2/api/users/balance"
    return call(sandbox, "GET", path, headers=authorized(sandbox)).body["data"]


def test_each_stamp_costs_one_credit(sandbox, csd):
    before = balance(sandbox)
    document = make_sealed(csd)
    stamp(sandbox, document)
    stamp(sandbox, document)

    after = balance(sandbox)

    assert after["stampsUsed"] == before["stampsUsed"] + 1
    assert after["stampsBalance"] == before["stampsBalance"] - 1


def test_no_credits_are_left_while_the_lack_is_ordered(sandbox, csd):
    sandbox.order({"fault": "out_of_credits", "times": 2})

    assert balance(sandbox)["stampsBalance"] == 0
    assert stamp(sandbox, make_sealed(csd)).body["data"] is None
