"""One truth for what stands around accounts: registrations, sessions, jobs, exports, phones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.export import ExportStatus
from chalicelib.domain.session import hash_of
from tests.account_factories import (
    make_export,
    make_job,
    make_registration,
    make_remembered,
    make_session,
)

MINUTE = timedelta(minutes=1)
ODD_NAMES = ["", "\ud800", "ñ" * 2000]


# Registrations


@pytest.fixture
def waiting(account_rooms, unique):
    """Puts registrations of an address of this test's own, in order."""

    def put(*tokens: str):
        made = [
            make_registration(
                f"{unique}{token}",
                email=f"Ana.{unique}@correo.example",
                asked_at=make_registration().asked_at + number * MINUTE,
            )
            for number, token in enumerate(tokens)
        ]
        for one in made:
            account_rooms.registrations.put(one)
        return made

    return put


def test_a_registration_is_found_by_its_token(account_rooms, waiting):
    [one] = waiting("a")

    assert account_rooms.registrations.get(one.token_sha256) == one
    assert not account_rooms.registrations.is_used(one.token_sha256)


def test_several_registrations_of_one_address_may_wait_and_the_newest_is_known(
    account_rooms, waiting
):
    first, second, third = waiting("a", "b", "c")

    assert account_rooms.registrations.newest(first.email.lower()) == third
    assert account_rooms.registrations.get(first.token_sha256) == first
    assert account_rooms.registrations.get(second.token_sha256) == second


def test_every_registration_of_an_address_is_forgotten_and_its_token_is_used(
    account_rooms, waiting
):
    made = waiting("a", "b")

    account_rooms.registrations.forget(made[0].email.upper())
    account_rooms.registrations.forget(made[0].email)

    for one in made:
        assert account_rooms.registrations.get(one.token_sha256) is None
        assert account_rooms.registrations.is_used(one.token_sha256)
    assert account_rooms.registrations.newest(made[0].email) is None


def test_a_token_that_nobody_was_mailed_is_neither_waiting_nor_used(account_rooms, unique):
    for name in (unique, *ODD_NAMES):
        assert account_rooms.registrations.get(name) is None
        assert not account_rooms.registrations.is_used(name)


# Sessions


@pytest.fixture
def session(account_rooms, unique):
    """A session that stands."""
    made = make_session(account_id=unique)
    account_rooms.sessions.put(made)
    return made


def test_a_session_reads_back_as_it_was_written(account_rooms, session):
    assert account_rooms.sessions.get(session.account_id, session.id) == session


def test_a_session_is_known_by_its_account_and_its_own_name_only(account_rooms, session):
    for name in ("other", *ODD_NAMES):
        assert account_rooms.sessions.get(session.account_id, name) is None
        assert account_rooms.sessions.get(name, session.id) is None
        assert account_rooms.sessions.of_account(name) == []
        account_rooms.sessions.end(session.account_id, name)

    assert account_rooms.sessions.get(session.account_id, session.id) == session


def test_a_session_may_be_seen_and_rotated(account_rooms, session):
    seen = session.seen(session.seen_at + MINUTE)
    rotated = seen.rotated("ses_new", seen.seen_at)

    assert account_rooms.sessions.save(seen, before=session)
    assert account_rooms.sessions.save(rotated, before=seen)
    assert account_rooms.sessions.get(session.account_id, session.id) == rotated


def test_of_two_rotations_of_one_token_the_first_counts(account_rooms, session):
    first = session.rotated("ses_first", session.seen_at)
    second = session.rotated("ses_second", session.seen_at)

    assert account_rooms.sessions.save(first, before=session)
    assert not account_rooms.sessions.save(second, before=session)
    assert account_rooms.sessions.save(first, before=session)  # the SDK's own repeat
    assert account_rooms.sessions.get(session.account_id, session.id) == first


def test_an_ended_session_never_comes_back(account_rooms, session):
    account_rooms.sessions.end(session.account_id, session.id)
    account_rooms.sessions.end(session.account_id, session.id)

    assert not account_rooms.sessions.save(session.seen(session.seen_at + MINUTE), before=session)
    assert account_rooms.sessions.get(session.account_id, session.id) is None


def test_an_accounts_sessions_come_newest_first(account_rooms, session):
    later = make_session(
        id="s2",
        account_id=session.account_id,
        created_at=session.created_at + MINUTE,
        token_sha256=hash_of("other"),
    )
    account_rooms.sessions.put(later)
    account_rooms.sessions.put(make_session(account_id=f"{session.account_id}2"))

    assert account_rooms.sessions.of_account(session.account_id) == [later, session]


# Jobs, exports, phones


def test_a_job_is_there_until_it_is_done(account_rooms, unique):
    job = make_job(id=unique)

    account_rooms.jobs.put(job)
    assert account_rooms.jobs.get(unique) == job

    account_rooms.jobs.done(unique)
    account_rooms.jobs.done(unique)
    assert account_rooms.jobs.get(unique) is None


def test_an_export_is_kept_as_far_as_it_is(account_rooms, unique):
    queued = make_export(account_id=unique)
    ready = replace(queued, status=ExportStatus.READY, done=7, total=7, key="exports/a/b.csv")

    account_rooms.exports.put(queued)
    assert account_rooms.exports.get(unique, queued.id) == queued

    account_rooms.exports.put(ready)
    assert account_rooms.exports.get(unique, queued.id) == ready


def test_an_export_that_is_gone_is_not_brought_back(account_rooms, unique):
    export = make_export(account_id=unique)

    assert not account_rooms.exports.save(export)
    assert account_rooms.exports.get(unique, export.id) is None

    account_rooms.exports.put(export)
    assert account_rooms.exports.save(replace(export, done=3))
    assert account_rooms.exports.get(unique, export.id).done == 3


def test_an_accounts_exports_come_newest_first(account_rooms, unique):
    first = make_export(account_id=unique)
    second = replace(first, id="x2", asked_at=first.asked_at + MINUTE)
    for export in (first, second, make_export(account_id=f"{unique}2")):
        account_rooms.exports.put(export)

    assert account_rooms.exports.of_account(unique) == [second, first]


def test_an_export_is_its_accounts_own(account_rooms, unique):
    account_rooms.exports.put(make_export(account_id=unique))

    for name in ("other", *ODD_NAMES):
        assert account_rooms.exports.get(name, "x1") is None
        assert account_rooms.exports.of_account(name) == []
        assert account_rooms.exports.get(unique, name) is None


def test_a_phone_remembers_until_it_is_told_to_forget(account_rooms, unique):
    remembered = make_remembered(token_sha256=hash_of(unique))
    renewed = replace(remembered, uso_cfdi="G01")

    account_rooms.remembered.put(remembered)
    account_rooms.remembered.put(renewed)
    assert account_rooms.remembered.get(remembered.token_sha256) == renewed

    account_rooms.remembered.delete(remembered.token_sha256)
    account_rooms.remembered.delete(remembered.token_sha256)
    assert account_rooms.remembered.get(remembered.token_sha256) is None
