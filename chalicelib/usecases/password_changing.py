"""Changing a password: by the one that stands, or in the session that a temporary one opened."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.account_job import JobKind, Notice
from chalicelib.domain.session import Scope, Session
from chalicelib.domain.temporary_password import normal_temporary
from chalicelib.errors import Conflict, FieldProblem, Invalid, NotSignedIn
from chalicelib.observability import log
from chalicelib.usecases.account_ports import AccountStore, PasswordHasher
from chalicelib.usecases.account_writing import rewritten
from chalicelib.usecases.job_desk import JobDesk
from chalicelib.usecases.password_rules import PasswordRules, known_of
from chalicelib.usecases.session_keeping import SessionKeeping, SignedIn
from chalicelib.usecases.session_opening import Device, Opened, SessionOpening

CURRENT, NEW = "/current_password", "/new_password"


@dataclass(frozen=True)
class PasswordChanging:
    """Sets new passwords; every other session ends with the former one (ASVS 7.4.3)."""

    accounts: AccountStore
    hasher: PasswordHasher
    rules: PasswordRules
    keeping: SessionKeeping
    opening: SessionOpening
    desk: JobDesk

    def change(self, signed_in: SignedIn, current: str | None, new: str) -> Opened | None:
        """Set a new password, and have its owner told by mail.

        The session goes on; that of a temporary password gives way to a full
        one, which is returned. Raises Invalid with every wrong field, NotSignedIn
        where the temporary password was voided, Conflict where another change
        was faster, and Unavailable where no mail can go.
        """
        account, session = signed_in.account, signed_in.session
        if _is_over(session, account):
            raise NotSignedIn
        self._refuse_wrong(signed_in, current, new)
        self._announce(account)
        self._write(signed_in, self.hasher.hash(new))
        log.info("password_changed", account_id=account.id, scope=session.scope)
        return self._going_on(session)

    def _refuse_wrong(self, signed_in: SignedIn, current: str | None, new: str) -> None:
        """Raise Invalid. Only who knows the password learns that the new one is the same.

        Else whoever finds a session open could try passwords in place of the
        new one, where no budget counts them.
        """
        account = signed_in.account
        problems = self._current_wrong(signed_in, current)
        problems += self.rules.check(new, known_of(account), NEW)
        if not problems and self._is_known(account, new):
            problems = [FieldProblem(NEW, "password_same")]
        if problems:
            raise Invalid(fields=tuple(problems))

    def _current_wrong(self, signed_in: SignedIn, current: str | None) -> list[FieldProblem]:
        """Ask for the current password (ASVS 6.2.3), but not whoever had a temporary one."""
        if signed_in.session.scope is Scope.SET_PASSWORD:
            return []
        if not current:
            return [FieldProblem(CURRENT, "required")]
        if self.hasher.matches(current, signed_in.account.password):
            return []
        return [FieldProblem(CURRENT, "wrong_password")]

    def _is_known(self, account: Account, new: str) -> bool:
        """Tell whether it is the former password, or the temporary one (ASVS 6.4.1)."""
        temporary = account.temporary
        return self.hasher.matches(new, account.password) or (
            temporary is not None and self.hasher.matches(normal_temporary(new), temporary.hash)
        )

    def _announce(self, account: Account) -> None:
        """Order the notice before the change: there is none that its owner is not told of."""
        self.desk.order(
            JobKind.NOTIFY, notice=Notice.PASSWORD_CHANGED, to=account.email, name=account.name
        )

    def _write(self, signed_in: SignedIn, kept: str) -> None:
        account, session = signed_in.account, signed_in.session

        def with_new(standing: Account) -> Account | None:
            if standing.password != account.password or standing.is_closing:
                return None
            if _is_over(session, standing):
                return None
            return standing.changed(password=kept, temporary=None)

        if rewritten(self.accounts, account, with_new) is None:
            raise Conflict

    def _going_on(self, session: Session) -> Opened | None:
        if session.scope is not Scope.SET_PASSWORD:
            self.keeping.end_others(session.account_id, but=session.id)
            return None
        device = Device(session.device_name, session.by_cookie, session.kept)
        opened = self.opening.open(session.account_id, Scope.FULL, device)
        self.keeping.end_others(session.account_id, but=opened.session.id)
        return opened


def _is_over(session: Session, account: Account) -> bool:
    """Tell whether the temporary password that opened a session counts no more.

    Its owner has signed in by the password since, or the password changed: the
    session itself may have begun right after the others were ended.
    """
    return session.scope is Scope.SET_PASSWORD and account.temporary is None
