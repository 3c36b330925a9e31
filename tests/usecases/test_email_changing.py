"""Changing an account's address: who is asked, who is told, and what moves along."""

from __future__ import annotations

import re

import pytest

from chalicelib.domain.account import TEMPORARY_LIFE, TemporaryPassword
from chalicelib.domain.listing import Filters
from chalicelib.errors import Conflict, Unavailable
from chalicelib.usecases.email_changing import pending_change
from chalicelib.usecases.session_keeping import SignedIn
from tests.account_factories import make_account, make_session
from tests.factories import EMAIL, make_ticket
from tests.usecases.crashes import Crash, CrashAt, Moment
from tests.usecases.meanwhile import before
from tests.usecases.people import kept, mailed_to

NEW = "olivia.nueva@correo.example"
OWNER = "berenice@correo.example"
LINK = re.compile(r"https://facturas\.example/acceso/#correo\.(acc1\.[A-Za-z0-9_-]{43})(?![\w-])")
LONGEST_STORY = 60
"""In calls to the outside."""


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    account = make_account()
    assert world.accounts.create(account)
    return account


def ask(world, account, email=NEW) -> str:
    """Ask for an address, and return the token that its reader is mailed."""
    world.email_changing.ask(account, email)
    world.work()
    mail = mailed_to(world, email)[-1]
    [token] = set(LINK.findall(mail.text)) | set(LINK.findall(mail.html))
    return token


def settle(world) -> None:
    """Let the workers come to what a confirmation promised."""
    world.clock.passes(seconds=2)
    world.work()


def refusal(world, token) -> str:
    with pytest.raises(Conflict) as refused:
        world.email_changing.confirm(token, None)
    return refused.value.code


def test_the_new_address_is_asked_and_nothing_changes_before_it_answers(world, account):
    ask(world, account)

    assert kept(world, account).email == EMAIL
    assert mailed_to(world, EMAIL) == []
    assert pending_change(kept(world, account), world.clock.now).email == NEW


def test_only_the_hash_of_a_token_is_kept(world, account):
    assert ask(world, account) not in repr(world.accounts.kept)


def test_the_mailed_token_gives_the_account_its_new_address(world, account):
    world.email_changing.confirm(ask(world, account), None)

    assert world.accounts.by_email(NEW).id == account.id
    assert world.accounts.by_email(EMAIL) is None
    assert kept(world, account).former_emails == (EMAIL,)
    assert pending_change(kept(world, account), world.clock.now) is None


def test_a_used_token_says_so(world, account):
    token = ask(world, account)
    world.email_changing.confirm(token, None)

    assert refusal(world, token) == "token_used"


def test_of_two_confirmations_at_once_one_is_told_that_the_token_is_used(world, account):
    token = ask(world, account)

    def be_faster() -> None:
        world.email_changing.confirm(token, None)
        changed = kept(world, account)
        assert world.accounts.save(changed.changed(name="Olivia"), before=changed)

    before(world.accounts, "save", be_faster)

    assert refusal(world, token) == "token_used"
    assert kept(world, account).former_emails == (EMAIL,)


def test_an_address_that_was_had_twice_is_remembered_once(world, account):
    for email in (NEW, EMAIL, NEW):
        world.email_changing.confirm(ask(world, kept(world, account), email), None)

    assert kept(world, account).former_emails == (EMAIL, NEW)


def test_a_token_lives_a_day(world, account):
    token = ask(world, account)
    world.clock.passes(hours=24)

    assert refusal(world, token) == "token_expired"
    assert pending_change(kept(world, account), world.clock.now) is None


def test_only_the_newest_token_is_good(world, account):
    former, token = ask(world, account, "otra@correo.example"), ask(world, account)

    assert refusal(world, former) == "token_expired"
    world.email_changing.confirm(token, None)


@pytest.mark.parametrize(
    "token", ["", ".", "acc1", "acc1.", "acc1.guessed", "nobody.guessed", "\ud800.x", "acc1.é"]
)
def test_tokens_that_nobody_was_mailed_open_nothing(world, account, token):
    ask(world, account)

    assert refusal(world, token) == "token_expired"


def test_the_address_of_another_account_is_not_asked_but_its_owner_told(world, account):
    world.accounts.create(make_account(id="acc2", email=OWNER))

    world.email_changing.ask(account, OWNER.upper())
    world.work()

    [told] = world.mailer.sent
    assert (told.to, told.subject) == (OWNER, "Este correo ya tiene su cuenta")
    assert kept(world, account) == account


def test_the_accounts_own_address_changes_nothing(world, account):
    world.email_changing.ask(account, EMAIL.upper())
    world.work()

    assert world.mailer.sent == []
    assert kept(world, account) == account


def test_strangers_cannot_flood_an_address(world, account):
    for _ in range(5):
        world.email_changing.ask(account, NEW)
        world.work()

    assert len(mailed_to(world, NEW)) == 3


def test_an_address_that_was_taken_meanwhile_stays_its_owners(world, account):
    token = ask(world, account)
    other = make_account(id="acc2", email=NEW)
    before(world.accounts, "save", lambda: world.accounts.create(other))

    assert refusal(world, token) == "token_expired"
    assert world.accounts.by_email(NEW) == other
    assert kept(world, account).email == EMAIL


def test_what_was_written_meanwhile_stays(world, account):
    token = ask(world, account)
    seen = kept(world, account)
    named = seen.changed(name="Otro nombre")
    before(world.accounts, "save", lambda: world.accounts.save(named, before=seen))

    world.email_changing.confirm(token, None)

    assert (kept(world, account).name, kept(world, account).email) == ("Otro nombre", NEW)


def test_a_temporary_password_at_the_former_address_is_void(world, account):
    token = ask(world, account)
    seen = kept(world, account)
    temporary = TemporaryPassword("hash", world.clock.now + TEMPORARY_LIFE)
    world.accounts.save(seen.changed(temporary=temporary), before=seen)

    world.email_changing.confirm(token, None)

    assert kept(world, account).temporary is None


def test_every_other_session_ends(world, account):
    mine, other = make_session(id="mine"), make_session(id="other")
    for session in (mine, other):
        world.sessions.put(session)

    world.email_changing.confirm(ask(world, account), SignedIn(account, mine))
    settle(world)

    assert list(world.sessions.kept.values()) == [mine]


def test_somebody_elses_session_is_not_the_accounts(world, account):
    world.sessions.put(make_session(id="own"))
    asker = SignedIn(make_account(id="acc2"), make_session(id="own", account_id="acc2"))

    world.email_changing.confirm(ask(world, account), asker)

    assert world.sessions.kept == {}


def test_a_session_that_began_after_the_change_goes_on(world, account):
    world.email_changing.confirm(ask(world, account), None)
    world.clock.passes(seconds=1)
    newer = make_session(created_at=world.clock.now, seen_at=world.clock.now)
    world.sessions.put(newer)

    settle(world)

    assert list(world.sessions.kept.values()) == [newer]


def test_the_former_address_is_told_once_and_learns_the_new_one_masked(world, account):
    world.email_changing.confirm(ask(world, account), None)
    world.work()
    settle(world)

    [told] = mailed_to(world, EMAIL)
    assert told.subject == "Cambió el correo de tu cuenta"
    assert "o***@correo.example" in told.text
    assert NEW not in told.text


def test_what_the_former_address_saw_stays_in_the_panel(world, account, monkeypatch):
    monkeypatch.setattr("chalicelib.usecases.email_adopting.PAGE", 2)
    tickets = [make_ticket(ticket_number=str(number)) for number in range(1, 6)]
    world.load(*tickets)
    asked = [world.ask(ticket).invoice.id for ticket in tickets]
    world.work()

    world.email_changing.confirm(ask(world, account), None)
    settle(world)

    assert all(world.invoices.get(one).viewers == (account.id,) for one in asked)
    shown = [invoice.id for invoice in world.panel.each(kept(world, account), Filters())]
    assert sorted(shown) == sorted(asked)
    assert world.jobs.kept == {}


def test_an_invoice_that_is_mailed_elsewhere_by_now_is_not_adopted(world, account):
    world.load(make_ticket())
    invoice = world.ask(make_ticket()).invoice
    corrected = world.ask(make_ticket(), emails=("otra@correo.example",)).invoice
    assert corrected.id == invoice.id

    world.email_changing.confirm(ask(world, account), None)
    settle(world)

    assert world.invoices.get(invoice.id).viewers == ()


def test_a_change_that_nobody_confirmed_moves_nothing(world, account):
    token = ask(world, account)
    world.crash = CrashAt(4, Moment.BEFORE)  # the promise is ordered, the account not written
    with pytest.raises(Crash):
        world.email_changing.confirm(token, None)
    assert world.crash.calls[-1] == "AccountsInMemory.by_email"
    world.crash = CrashAt(None)

    for _ in range(10):
        world.clock.passes(seconds=30)
        world.work()

    assert kept(world, account).email == EMAIL
    assert mailed_to(world, EMAIL) == []
    assert world.jobs.kept == {}


def test_a_queue_that_is_deaf_changes_nothing(world, account):
    token = ask(world, account)
    world.queues.is_down = True

    with pytest.raises(Unavailable):
        world.email_changing.confirm(token, None)

    assert kept(world, account).email == EMAIL


def test_a_closing_account_changes_no_address(world, account):
    token = ask(world, account)
    world.closing.close(kept(world, account))

    assert refusal(world, token) == "token_expired"
