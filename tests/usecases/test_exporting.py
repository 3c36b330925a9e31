"""Asking for a file: one order however often it is asked, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.export import EXPORT_LIFE, ExportFormat, ExportStatus
from chalicelib.domain.listing import Filters
from chalicelib.errors import TooMany, Unavailable
from chalicelib.usecases.exporting import ExportNotFound
from tests.usecases.panels import OTHER, OWN

CSV, ZIP = ExportFormat.CSV, ExportFormat.ZIP
READY = Filters(phase="ready")


@pytest.fixture
def world(account_world):
    return account_world


def messages(world) -> list[str]:
    return [message.item_id for message in world.queues.waiting if message.queue == "exports"]


def test_an_order_waits_for_its_worker(world):
    order = world.exporting.ask(OWN, READY, ZIP)

    assert order.status is ExportStatus.QUEUED
    assert (order.done, order.total, order.problem) == (0, None, None)
    assert order.expires_at - order.asked_at == timedelta(days=7) == EXPORT_LIFE
    assert messages(world) == [f"own.{order.id}"]


def test_the_period_is_fixed_when_it_is_ordered(world):
    order = world.exporting.ask(OWN, READY, CSV)

    assert order.filters == replace(READY, since=date(2026, 8, 20))


def test_the_same_order_again_is_the_standing_one(world):
    first = world.exporting.ask(OWN, READY, ZIP)
    world.clock.passes(seconds=30)

    assert world.exporting.ask(OWN, READY, ZIP) == first
    assert len(messages(world)) == 1


def test_another_filter_form_or_account_is_another_order(world):
    orders = [
        world.exporting.ask(OWN, READY, ZIP),
        world.exporting.ask(OWN, READY, CSV),
        world.exporting.ask(OWN, Filters(phase="closed"), ZIP),
        world.exporting.ask(OTHER, READY, ZIP),
    ]

    assert len({order.id for order in orders}) == 4
    assert len({order.key for order in orders}) == 4


@pytest.mark.parametrize("over", [ExportStatus.READY, ExportStatus.FAILED])
def test_what_is_over_may_be_ordered_anew(world, over):
    first = world.exporting.ask(OWN, READY, ZIP)
    world.exports.put(replace(first, status=over))

    second = world.exporting.ask(OWN, READY, ZIP)

    assert second.status is ExportStatus.QUEUED
    assert second.key != first.key
    assert len(messages(world)) == 2


def test_where_the_worker_cannot_be_woken_nothing_is_promised(world):
    world.queues.is_down = True
    with pytest.raises(Unavailable):
        world.exporting.ask(OWN, READY, ZIP)
    world.queues.is_down = False

    order = world.exporting.ask(OWN, READY, ZIP)

    assert order.status is ExportStatus.QUEUED
    assert len(messages(world)) == 1


def test_a_lost_message_is_sent_again_to_whoever_asks_again(world):
    first = world.exporting.ask(OWN, READY, ZIP)
    world.queues.waiting.clear()
    world.clock.passes(seconds=61)

    assert world.exporting.ask(OWN, READY, ZIP) == first
    assert messages(world) == [first.message]


def test_a_file_that_is_being_made_is_not_begun_twice(world):
    first = world.exporting.ask(OWN, READY, ZIP).got_to(10, 50)
    world.exports.put(first)
    world.clock.passes(minutes=10)

    assert world.exporting.ask(OWN, READY, ZIP) == first
    assert len(messages(world)) == 1


def test_an_account_may_order_twenty_files_an_hour(world):
    for day in range(20):
        world.exporting.ask(OWN, Filters(since=date(2026, 10, 1 + day)), CSV)

    with pytest.raises(TooMany) as refusal:
        world.exporting.ask(OWN, Filters(since=date(2026, 9, 1)), CSV)

    assert refusal.value.retry_after
    assert world.exporting.ask(OWN, Filters(since=date(2026, 10, 1)), CSV)
    assert world.exporting.ask(OTHER, Filters(since=date(2026, 9, 1)), CSV)


def test_an_order_is_its_own_accounts(world):
    order = world.exporting.ask(OWN, READY, ZIP)

    assert world.exporting.find(OWN, order.id) == order
    for account, export_id in ((OTHER, order.id), (OWN, "none"), (OWN, "")):
        with pytest.raises(ExportNotFound):
            world.exporting.find(account, export_id)


def test_after_a_week_it_is_gone_though_the_table_still_has_it(world):
    order = world.exporting.ask(OWN, READY, ZIP)
    world.clock.now = order.expires_at

    with pytest.raises(ExportNotFound):
        world.exporting.find(OWN, order.id)


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_not_there_after_an_hour_is_told_as_failed(world, begun):
    order = world.exporting.ask(OWN, READY, ZIP)
    world.exports.put(order.got_to(10, 50) if begun else order)
    world.clock.passes(hours=1)
    in_time = world.exporting.find(OWN, order.id)
    world.clock.passes(seconds=1)

    late = world.exporting.find(OWN, order.id)

    assert in_time.status is not ExportStatus.FAILED
    assert (late.status, late.problem) == (ExportStatus.FAILED, "export_failed")
    assert world.exporting.ask(OWN, READY, ZIP).status is ExportStatus.QUEUED


def test_a_file_has_an_address_only_once_it_is_there(world):
    order = world.exporting.ask(OWN, READY, ZIP)

    for status in ExportStatus:
        there = world.exporting.url(replace(order, status=status)) is not None
        assert there is (status is ExportStatus.READY)


def test_an_address_lives_for_two_minutes_and_names_nobody(world):
    order = world.exporting.ask(OWN, Filters(rfc="MASO451221PM4"), ZIP)

    url, expires_at = world.exporting.url(order.ready(3))

    assert expires_at == world.clock.now + timedelta(seconds=120)
    assert url.startswith("https://files.example/exports/own/")
    assert url.endswith(
        "/facturas-2026-11-20.zip?as=facturas-2026-11-20.zip&type=application/zip&for=120"
    )
    assert "MASO451221PM4" not in url
