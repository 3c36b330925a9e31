from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.rfc import RFC
from chalicelib.domain.temporary_password import normal_temporary
from tests.factories import make_receptor
from tests.usecases.people import (
    OLIVIA,
    confirmed,
    kept,
    mailed_to,
    temporary_in,
    with_profile,
)

NAME, EMAIL, PASSWORD = OLIVIA
OWN_RFC = make_receptor().rfc
OTHER_RFC = RFC.parse("CUSC850516316")


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    return with_profile(world, confirmed(world))


def recover(world, email=EMAIL, rfc=OWN_RFC) -> list:
    """Ask for a temporary password, and return the mails that it caused."""
    before = len(world.mailer.sent)
    world.recovering.ask(email, rfc)
    world.work()
    return world.mailer.sent[before:]


def opens(world, account, mail) -> bool:
    temporary = kept(world, account).temporary
    return world.hasher.matches(normal_temporary(temporary_in(mail)), temporary.hash)


def test_the_mail_brings_a_temporary_password_for_half_an_hour(world, account):
    [mail] = recover(world)

    temporary = kept(world, account).temporary
    assert mail.to == EMAIL
    assert opens(world, account, mail)
    assert temporary.expires_at == world.clock.now + timedelta(minutes=30)
    assert temporary.tries_left == 5


def test_the_mail_tells_no_rfc_and_its_link_bears_no_secret(world, account):
    [mail] = recover(world)

    password = temporary_in(mail)
    assert str(OWN_RFC) not in mail.text + mail.html + mail.subject
    assert password not in mail.subject
    for body in (mail.text, mail.html):
        assert "https://facturas.example/acceso/#entrar" in body
        assert not [word for word in body.split() if "//" in word and password in word]


def test_only_its_hash_is_kept(world, account):
    [mail] = recover(world)

    assert normal_temporary(temporary_in(mail)) not in repr(kept(world, account))


def test_the_password_goes_on_opening_until_it_is_changed(world, account):
    recover(world)

    assert kept(world, account).password == account.password


def test_the_address_may_be_typed_in_any_case(world, account):
    [mail] = recover(world, EMAIL.upper())

    assert mail.to == EMAIL


def test_the_newest_one_takes_the_place_of_an_earlier_one(world, account):
    [first] = recover(world)
    [second] = recover(world)

    assert opens(world, account, second)
    assert not opens(world, account, first)


@pytest.mark.parametrize(
    ("email", "rfc"),
    [
        (EMAIL, OTHER_RFC),
        (EMAIL, None),
        ("nadie@correo.example", OWN_RFC),
        ("nadie@correo.example", None),
    ],
)
def test_nobody_gets_a_mail_where_the_data_are_not_one_accounts(world, account, email, rfc):
    assert recover(world, email, rfc) == []
    assert kept(world, account) == account


def test_any_of_its_profiles_names_an_account(world, account):
    profile = account.profiles[0]
    company = (profile, type(profile)("p2", make_receptor(rfc=OTHER_RFC), "G03"))
    changed = account.changed(profiles=company)
    assert world.accounts.save(changed, before=account)

    assert len(recover(world, rfc=OTHER_RFC)) == 1


def test_the_address_is_enough_while_there_is_no_profile(world):
    account = confirmed(world)

    [mail] = recover(world, rfc=None)

    assert opens(world, account, mail)


def test_an_rfc_that_the_account_does_not_have_is_no_proof(world):
    confirmed(world)

    assert recover(world, rfc=OWN_RFC) == []


def test_nobody_recovers_an_account_that_is_being_closed(world, account):
    closing = account.changed(closing_since=world.clock.now)
    assert world.accounts.save(closing, before=account)

    assert recover(world) == []


def test_one_account_gets_three_mails_an_hour(world, account):
    mails = [mail for _ in range(5) for mail in recover(world)]

    assert len(mails) == 3
    assert opens(world, account, mails[-1])

    world.clock.passes(hours=1)

    assert len(recover(world)) == 1


def test_who_floods_the_registrations_of_an_address_does_not_stop_its_recovery(world, account):
    for _ in range(5):
        world.registering.ask(*OLIVIA)
    world.work()

    assert len(recover(world)) == 1


def test_a_change_of_the_account_meanwhile_is_not_lost(world, account, monkeypatch):
    save, others = world.accounts.save, ["Olivia"]

    def raced(changed, *, before):
        if others:
            assert save(before.changed(name=others.pop()), before=before)
        return save(changed, before=before)

    monkeypatch.setattr(world.accounts, "save", raced)
    [mail] = recover(world)

    assert kept(world, account).name == "Olivia"
    assert opens(world, account, mail)


def test_a_mail_service_that_was_away_gets_it_later(world, account):
    world.recovering.ask(EMAIL, OWN_RFC)
    [message] = world.queues.waiting
    world.mailer.is_down = True
    for _ in range(4):
        with pytest.raises(OSError, match="away"):
            world.account_jobs.run(message.item_id)
    world.mailer.is_down = False

    world.work()

    assert opens(world, account, world.mailer.sent[-1])


def test_the_message_and_the_job_tell_no_more_than_they_must(world, account):
    world.recovering.ask(EMAIL, None)

    [message] = world.queues.waiting
    [job] = world.jobs.kept.values()

    assert EMAIL not in repr(message)
    assert job.data == {"email": EMAIL, "rfc": ""}
    assert mailed_to(world, EMAIL)[1:] == []
