"""Judging a chosen password by what anybody could know of its owner and of the stores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.password_policy import check_password
from chalicelib.errors import FieldProblem
from chalicelib.usecases.ports import BranchStore


@dataclass(frozen=True)
class PasswordRules:
    """The policy, with the brands of this installation among the words to refuse (ASVS 6.1.2)."""

    branches: BranchStore

    def check(
        self, password: str, known: Iterable[str], field: str = "/password"
    ) -> list[FieldProblem]:
        """Return what is wrong with a password; `known` are its owner's data."""
        brands = {branch.brand.name for branch in self.branches.list()}
        return check_password(password, (*known, *brands), field)


def known_of(account: Account) -> tuple[str, ...]:
    """Return what is known of an account's owner."""
    return (account.email, account.name, *(profile.rfc for profile in account.profiles))
