"""An account's fiscal profiles: every change one conditional write of the account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from chalicelib.domain.account import Account
from chalicelib.domain.profile import MOST_PROFILES, Profile, with_profile, without_profile
from chalicelib.errors import Conflict, NotFound, NotSignedIn
from chalicelib.usecases.account_ports import AccountStore
from chalicelib.usecases.account_writing import rewritten

Profiles = tuple[Profile, ...]


class ProfileNotFound(NotFound):
    """The account has no such profile; another's is unknown just the same (ASVS 8.2.2)."""

    code = "profile_not_found"


class ProfileExists(Conflict):
    """The account has a profile of this RFC, with other data."""

    code = "profile_exists"


class TooManyProfiles(Conflict):
    """The account has MOST_PROFILES."""

    code = "too_many_profiles"


@dataclass(frozen=True)
class ProfileKeeping:
    """Adds, changes and removes profiles.

    `asked` profiles hold data that were judged, and no id of their own. Every
    method raises NotSignedIn where the account is gone meanwhile.
    """

    accounts: AccountStore
    new_id: Callable[[], str]

    def add(self, account: Account, asked: Profile) -> tuple[Profile, bool]:
        """Return the profile of this RFC, and whether it is new: the RFC is what repeats go by.

        Raises ProfileExists where its data are others, and TooManyProfiles.
        """
        named = replace(asked, id=self.new_id())
        profiles = self._write(account, lambda standing: _with_new(standing, named))
        profile = _of_rfc(profiles, asked.rfc)
        return profile, profile.id == named.id

    def change(self, account: Account, profile_id: str, asked: Profile) -> Profile:
        """Return the profile with all its data replaced. Raises ProfileNotFound, ProfileExists."""
        named = replace(asked, id=profile_id)
        profiles = self._write(account, lambda standing: _with_changed(standing, named))
        return _of_id(profiles, profile_id)

    def remove(self, account: Account, profile_id: str) -> None:
        """Forget a profile; its invoices stay. Raises ProfileNotFound."""
        self._write(account, lambda standing: _without(standing, profile_id))

    def _write(self, account: Account, change: Callable[[Profiles], Profiles]) -> Profiles:
        written = rewritten(self.accounts, account, lambda read: _changed(read, change))
        if written is None:
            raise NotSignedIn
        return written.profiles


def _changed(read: Account, change: Callable[[Profiles], Profiles]) -> Account | None:
    if read.is_closing:
        return None
    profiles = change(read.profiles)
    return read if profiles == read.profiles else read.changed(profiles=profiles)


def _with_new(standing: Profiles, asked: Profile) -> Profiles:
    same = [one for one in standing if one.rfc == asked.rfc]
    if same:
        if same[0].says_the_same(asked):
            return standing
        raise ProfileExists
    if len(standing) >= MOST_PROFILES:
        raise TooManyProfiles
    return with_profile(standing, asked)


def _with_changed(standing: Profiles, asked: Profile) -> Profiles:
    _of_id(standing, asked.id)
    if any(one.rfc == asked.rfc and one.id != asked.id for one in standing):
        raise ProfileExists
    return with_profile(standing, asked)


def _without(standing: Profiles, profile_id: str) -> Profiles:
    _of_id(standing, profile_id)
    return without_profile(standing, profile_id)


def _of_id(profiles: Profiles, profile_id: str) -> Profile:
    found = next((one for one in profiles if one.id == profile_id), None)
    if found is None:
        raise ProfileNotFound
    return found


def _of_rfc(profiles: Profiles, rfc: str) -> Profile:
    return next(one for one in profiles if one.rfc == rfc)
