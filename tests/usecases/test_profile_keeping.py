"""Keeping an account's profiles, also when two devices change them at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.profile import MOST_PROFILES
from chalicelib.domain.rfc import RFC
from chalicelib.errors import Conflict, NotSignedIn
from chalicelib.usecases.profile_keeping import ProfileExists, ProfileNotFound, TooManyProfiles
from tests.account_factories import make_account, make_profile
from tests.factories import NOW, make_receptor
from tests.usecases.meanwhile import before
from tests.usecases.people import kept

ASKED = make_profile(id="", is_main=False)
OTHER = make_profile(id="", is_main=False, receptor=make_receptor(rfc=RFC("XIQB891116QE4")))
THIRD = make_profile(
    id="", is_main=False, receptor=make_receptor(rfc=RFC("KIJ0906199R1"), regimen_fiscal="601")
)


def many(number: int) -> tuple:
    """So many profiles, each of an RFC of its own."""
    receptors = (make_receptor(rfc=RFC(f"ABC900101{n:02}A")) for n in range(number))
    return tuple(
        make_profile(id=f"p{n}", is_main=not n, receptor=one) for n, one in enumerate(receptors)
    )


@pytest.fixture
def account(account_world):
    account = make_account()
    assert account_world.accounts.create(account)
    return account


@pytest.fixture
def keeping(account_world):
    return account_world.profile_keeping


def test_a_first_profile_is_kept_as_the_main_one(account_world, keeping, account):
    profile, is_new = keeping.add(account, ASKED)

    assert is_new
    assert profile.id
    assert kept(account_world, account).profiles == (profile,)
    assert kept(account_world, account).main_rfc == "MASO451221PM4"


def test_the_same_profile_again_is_the_standing_one_and_writes_nothing(
    account_world, keeping, account
):
    first, _ = keeping.add(account, ASKED)
    standing = kept(account_world, account)

    again = keeping.add(standing, ASKED)

    assert again == (first, False)
    assert kept(account_world, account) is standing


@pytest.mark.parametrize("change", [{"uso_cfdi": "S01"}, {"emails": ()}], ids=str)
def test_other_data_of_a_known_rfc_are_to_be_edited(account_world, keeping, account, change):
    keeping.add(account, ASKED)

    with pytest.raises(ProfileExists):
        keeping.add(kept(account_world, account), replace(ASKED, **change))


def test_an_account_has_only_so_many_profiles(account_world, keeping):
    full = make_account(profiles=many(MOST_PROFILES))
    account_world.accounts.create(full)

    with pytest.raises(TooManyProfiles):
        keeping.add(full, ASKED)

    known = full.profiles[7]
    assert keeping.add(full, replace(known, id="")) == (known, False)


def test_a_change_replaces_all_the_data(account_world, keeping, account):
    profile, _ = keeping.add(account, ASKED)

    changed = keeping.change(kept(account_world, account), profile.id, OTHER)

    assert changed == replace(OTHER, id=profile.id, is_main=True)
    assert kept(account_world, account).profiles == (changed,)


def test_a_change_to_the_rfc_of_another_profile_is_refused(account_world, keeping, account):
    profile, _ = keeping.add(account, ASKED)
    keeping.add(kept(account_world, account), OTHER)

    with pytest.raises(ProfileExists):
        keeping.change(kept(account_world, account), profile.id, OTHER)


def test_after_the_main_profile_the_oldest_that_is_left_leads(account_world, keeping, account):
    first, _ = keeping.add(account, ASKED)
    keeping.add(kept(account_world, account), OTHER)
    keeping.add(kept(account_world, account), THIRD)

    keeping.remove(kept(account_world, account), first.id)

    assert kept(account_world, account).main_rfc == OTHER.rfc
    assert len(kept(account_world, account).profiles) == 2


@pytest.mark.parametrize("call", ["change", "remove"])
def test_a_profile_that_is_not_there_is_not_found(keeping, account, call):
    asked = (ASKED,) if call == "change" else ()

    with pytest.raises(ProfileNotFound):
        getattr(keeping, call)(account, "p-unknown", *asked)


# Two devices at once


def test_two_first_profiles_at_once_leave_one_main_one(account_world, keeping, account):
    before(
        account_world.accounts, "save", lambda: account_world.profile_keeping.add(account, OTHER)
    )

    keeping.add(account, ASKED)

    assert [(one.rfc, one.is_main) for one in kept(account_world, account).profiles] == [
        (OTHER.rfc, True),
        ("MASO451221PM4", False),
    ]


def test_the_same_profile_from_two_devices_at_once_is_kept_once(account_world, keeping, account):
    rival = account_world.profile_keeping
    before(account_world.accounts, "save", lambda: rival.add(account, ASKED))

    profile, is_new = keeping.add(account, ASKED)

    assert not is_new
    assert kept(account_world, account).profiles == (profile,)


def test_a_profile_that_went_meanwhile_is_not_found(account_world, keeping, account):
    profile, _ = keeping.add(account, ASKED)
    seen = kept(account_world, account)
    before(account_world.accounts, "save", lambda: keeping.remove(seen, profile.id))

    with pytest.raises(ProfileNotFound):
        keeping.change(seen, profile.id, OTHER)


def test_an_account_that_went_meanwhile_is_nobody(account_world, keeping, account):
    before(account_world.accounts, "save", lambda: account_world.accounts.delete(account))

    with pytest.raises(NotSignedIn):
        keeping.add(account, ASKED)


def test_an_account_that_is_being_closed_takes_no_profile(account_world, keeping, account):
    closing = account.changed(closing_since=NOW)
    before(
        account_world.accounts, "save", lambda: account_world.accounts.save(closing, before=account)
    )

    with pytest.raises(NotSignedIn):
        keeping.add(account, ASKED)

    assert kept(account_world, account).profiles == ()


def test_who_loses_every_race_is_asked_to_come_back(account_world, keeping, account):
    def renamed():
        now = kept(account_world, account)
        account_world.accounts.kept[account.id] = now.changed(name="Otra")

    before(account_world.accounts, "save", renamed, times=100)

    with pytest.raises(Conflict) as refused:
        keeping.add(account, ASKED)

    assert (refused.value.code, refused.value.retry_after) == ("conflict", 1)
