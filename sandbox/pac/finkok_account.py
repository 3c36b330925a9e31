"""Finkok's account: its log-in, which is in every call, and the issuers registered under it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.pac import faults, finkok_answers
from sandbox.pac.faults import FaultBook
from sandbox.pac.tokens import Credentials

if TYPE_CHECKING:
    from sandbox.pac.finkok_soap import Operation

FINKOK = {"pac": "finkok"}


@dataclass(frozen=True)
class Account:
    """Who may call, and for whom. `registered` None stands for every issuer."""

    credentials: Credentials
    faults: FaultBook
    registered: frozenset[str] | None = None
    suspended: frozenset[str] = frozenset()

    def refuse_login(self, operation: Operation) -> str | None:
        """Give Finkok's code for a call without or with a wrong log-in, None for a good one."""
        user, password = operation.get("username"), operation.get("password")
        if not user or not password:
            return finkok_answers.NO_LOGIN
        if self.faults.take(faults.AUTHENTICATE, FINKOK) is not None:
            return finkok_answers.BAD_LOGIN
        known = self.credentials
        same_user = hmac.compare_digest(user.encode(), known.user.encode())
        same_password = hmac.compare_digest(password.encode(), known.password.encode())
        return None if same_user and same_password else finkok_answers.BAD_LOGIN

    def refuse_issuer(self, rfc: str) -> str | None:
        """Give Finkok's code for an issuer that may not stamp, None for one that may."""
        if rfc in self.suspended:
            return finkok_answers.ISSUER_SUSPENDED
        if self.registered is not None and rfc not in self.registered:
            return finkok_answers.ISSUER_UNKNOWN
        return None
