from __future__ import annotations

import pytest

from chalicelib.domain.session import hash_of
from chalicelib.errors import Conflict, Invalid
from tests.usecases.people import OLIVIA, confirmed, mailed_to, token_in

NAME, EMAIL, PASSWORD = OLIVIA
ANOTHER = ("O. Martínez", EMAIL.upper(), "otra frase que nadie adivina")


@pytest.fixture
def world(account_world):
    return account_world


def ask(world, who=OLIVIA) -> str:
    """Register, and return the token that the newest mail brings."""
    world.registering.ask(*who)
    world.work()
    return token_in(world.mailer.sent[-1])


def test_the_mailed_token_opens_the_account_with_what_was_typed(world):
    account = world.registering.confirm(ask(world))

    assert world.accounts.get(account.id) == account
    assert (account.name, account.email, account.version) == (NAME, EMAIL, 1)
    assert account.created_at == world.clock.now
    assert world.hasher.matches(PASSWORD, account.password)


def test_there_is_no_account_before_the_address_is_confirmed(world):
    ask(world)

    assert world.accounts.by_email(EMAIL) is None


def test_only_the_hash_of_a_token_is_kept(world):
    token = ask(world)

    [registration] = world.registrations.kept.values()

    assert registration.token_sha256 == hash_of(token)
    assert token not in repr(registration)


def test_a_used_link_says_that_the_account_is_confirmed(world):
    token = ask(world)
    world.registering.confirm(token)

    with pytest.raises(Conflict) as refusal:
        world.registering.confirm(token)

    assert refusal.value.code == "token_used"
    assert len(world.accounts.kept) == 1


def test_a_link_lives_a_day(world):
    early, late = ask(world), ask(world, ("Eva", "eva@correo.example", PASSWORD))
    world.clock.passes(hours=23, minutes=59)
    world.registering.confirm(early)
    world.clock.passes(minutes=1)

    with pytest.raises(Conflict) as refusal:
        world.registering.confirm(late)

    assert refusal.value.code == "token_expired"


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "á\ud800"])
def test_a_token_that_we_never_made_says_what_an_expired_one_says(world, token):
    with pytest.raises(Conflict) as refusal:
        world.registering.confirm(token)

    assert refusal.value.code == "token_expired"


def test_of_two_registrations_the_first_confirmed_makes_the_account(world):
    first, second = ask(world), ask(world, ANOTHER)
    world.registering.confirm(first)

    with pytest.raises(Conflict) as refusal:
        world.registering.confirm(second)

    assert refusal.value.code == "token_used"
    assert [account.name for account in world.accounts.kept.values()] == [NAME]


def test_a_registration_that_comes_in_while_another_is_confirmed_answers_used(world, monkeypatch):
    first, second = ask(world), ask(world, ANOTHER)
    monkeypatch.setattr(world.registrations, "forget", lambda _: None)  # the process ended here
    world.registering.confirm(first)

    with pytest.raises(Conflict) as refusal:
        world.registering.confirm(second)

    assert refusal.value.code == "token_used"
    assert len(world.accounts.kept) == 1


def test_two_confirmations_that_met_and_undid_each_other_lose_nothing(world, monkeypatch):
    """DynamoDB may refuse both of two transactions that meet: nobody has the address by then."""
    token = ask(world)
    with monkeypatch.context() as patch:
        patch.setattr(world.accounts, "create", lambda _: False)
        with pytest.raises(Conflict) as refusal:
            world.registering.confirm(token)

    assert (refusal.value.code, refusal.value.retry_after) == ("conflict", 1)
    assert world.registering.confirm(token).email == EMAIL


def test_an_owner_is_told_that_he_has_an_account(world):
    account = confirmed(world)

    world.registering.ask(*ANOTHER)
    world.work()

    mail = world.mailer.sent[-1]
    assert mail.to == EMAIL
    assert mail.subject == "Ya tienes una cuenta con este correo"
    assert "https://facturas.example/acceso/#entrar" in mail.text
    assert "https://facturas.example/acceso/#recuperar" in mail.text
    assert world.accounts.get(account.id) == account
    assert world.registrations.kept == {}


def closing(world):
    """Return an account that its owner has just asked to delete."""
    account = confirmed(world)
    going = account.changed(closing_since=world.clock())
    assert world.accounts.save(going, before=account)
    return going


def test_who_deletes_his_account_and_opens_the_next_one_waits_for_its_link(world):
    """Told that he has an account he could neither sign in nor recover it."""
    going = closing(world)
    world.registering.ask(*ANOTHER)
    world.work()
    assert len(world.mailer.sent) == 1

    world.accounts.delete(going)
    world.clock.passes(minutes=1)
    world.work()

    assert world.registering.confirm(token_in(world.mailer.sent[-1])).name == ANOTHER[0]


def test_a_registration_waits_an_hour_for_a_deletion_and_is_forgotten(world):
    closing(world)
    world.registering.ask(*ANOTHER)

    for _ in range(62):
        world.work()
        world.clock.passes(minutes=1)

    assert len(world.mailer.sent) == 1
    assert world.jobs.kept == {}


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("corta", "password_too_short"),
        ("sunshine2026!", "password_common"),
        ("olivia martínez", "password_guessable"),
        ("x" * 129, "too_long"),
        ("", "required"),
    ],
)
def test_a_weak_password_is_refused(world, password, code):
    with pytest.raises(Invalid) as refusal:
        world.registering.check(NAME, EMAIL, password)

    assert [(field.field, field.code) for field in refusal.value.fields] == [("/password", code)]


def test_a_good_password_is_let_pass(world):
    world.registering.check(*OLIVIA)


# Asking for another link


def ask_again(world, email=EMAIL) -> list:
    """Ask for another link, and return the mails that it caused."""
    before = len(world.mailer.sent)
    world.registering.ask_again(email)
    world.work()
    return world.mailer.sent[before:]


def test_another_link_opens_the_same_registration(world):
    ask(world)

    [mail] = ask_again(world, EMAIL.upper())
    account = world.registering.confirm(token_in(mail))

    assert (mail.to, account.name) == (EMAIL, NAME)
    assert world.hasher.matches(PASSWORD, account.password)


def test_the_former_link_still_works_and_uses_up_the_new_one(world):
    former = ask(world)
    [mail] = ask_again(world)
    world.registering.confirm(former)

    with pytest.raises(Conflict) as refusal:
        world.registering.confirm(token_in(mail))

    assert refusal.value.code == "token_used"


def test_an_expired_registration_gets_another_day(world):
    ask(world)
    world.clock.passes(hours=30)

    [mail] = ask_again(world)
    world.clock.passes(hours=23)

    assert world.registering.confirm(token_in(mail)).email == EMAIL


def test_the_newest_registration_gets_the_new_link(world):
    ask(world)
    world.clock.passes(minutes=1)
    ask(world, ANOTHER)

    [mail] = ask_again(world)

    assert world.registering.confirm(token_in(mail)).name == ANOTHER[0]


def test_an_owner_who_asks_for_another_link_is_told_that_he_has_an_account(world):
    confirmed(world)

    [mail] = ask_again(world)

    assert mail.subject == "Ya tienes una cuenta con este correo"


def test_nobody_is_written_to_who_never_came_to_us(world):
    assert ask_again(world, "nadie@correo.example") == []


# How many mails


def test_one_address_gets_three_mails_an_hour(world):
    for _ in range(3):
        world.registering.ask(*OLIVIA)
        world.registering.ask_again(EMAIL.upper())
    world.work()

    assert len(mailed_to(world, EMAIL)) == 3
    assert len(world.registrations.kept) == 3

    world.registering.ask("Eva", "eva@correo.example", PASSWORD)
    world.work()

    assert len(mailed_to(world, "eva@correo.example")) == 1

    world.clock.passes(hours=1)

    assert len(ask_again(world)) == 1


def test_asking_in_vain_takes_nothing_from_who_registers_then(world):
    for _ in range(5):
        ask_again(world)

    assert ask(world)


def test_a_mail_service_that_was_away_takes_nothing_from_the_three(world):
    world.registering.ask(*OLIVIA)
    [message] = world.queues.waiting
    world.mailer.is_down = True
    for _ in range(5):
        with pytest.raises(OSError, match="away"):
            world.account_jobs.run(message.item_id)
    world.mailer.is_down = False

    world.work()

    assert world.registering.confirm(token_in(world.mailer.sent[-1])).email == EMAIL


def test_an_address_that_the_mail_service_refuses_ends_the_job(world):
    world.mailer.refused.add(EMAIL)

    world.registering.ask(*OLIVIA)
    world.work()

    assert world.jobs.kept == {}
    assert world.mailer.sent == []
