"""What the accounts' use cases need of the world; twins and contract suites as in ports.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from typing import BinaryIO

    from chalicelib.domain.account import Account, Registration
    from chalicelib.domain.account_job import AccountJob
    from chalicelib.domain.export import Export
    from chalicelib.domain.remembered import RememberedReceptor
    from chalicelib.domain.session import Session


class AccountStore(Protocol):
    """Accounts, found by their confirmed e-mail and by their main RFC."""

    def get(self, account_id: str) -> Account | None:
        """Read one account, consistently."""
        ...

    def by_email(self, address: str) -> Account | None:
        """Return the account that an address is confirmed for, in any case of its letters."""
        ...

    def by_main_rfc(self, rfc: str) -> Account | None:
        """Return the account that has an RFC as its main one; None also where several have."""
        ...

    def create(self, account: Account) -> bool:
        """Keep a new account. False: its address has one already."""
        ...

    def save(self, account: Account, *, before: Account) -> bool:
        """Write the next version in place of `before`, and what finds it.

        False: somebody wrote first, or a new address belongs to another account.
        """
        ...

    def delete(self, account: Account) -> None:
        """Forget an account and everything in its partition: sessions, exports, what finds it."""
        ...


class RegistrationStore(Protocol):
    """Registrations that wait for their confirmation; they end by themselves."""

    def put(self, registration: Registration) -> None:
        """Keep one."""
        ...

    def get(self, token_sha256: str) -> Registration | None:
        """Return the one that a mailed token names, also for a while after it expired."""
        ...

    def newest(self, address: str) -> Registration | None:
        """Return the newest one of an address, or None."""
        ...

    def forget(self, address: str) -> None:
        """Forget every one of an address; their tokens stay known as used."""
        ...

    def is_used(self, token_sha256: str) -> bool:
        """Tell whether a token named a registration that was forgotten since it was confirmed."""
        ...


class SessionStore(Protocol):
    """Sessions, each in its account's partition."""

    def get(self, account_id: str, session_id: str) -> Session | None:
        """Read one, consistently; an ended one is None, an expired one may still be there."""
        ...

    def put(self, session: Session) -> None:
        """Keep a new one."""
        ...

    def save(self, session: Session, *, before: Session) -> bool:
        """Change one that still stands with `before`'s token. False: it ended, or was rotated."""
        ...

    def of_account(self, account_id: str) -> list[Session]:
        """Return an account's sessions, newest first, expired ones perhaps among them."""
        ...

    def end(self, account_id: str, session_id: str) -> None:
        """End one; ending it again is no error."""
        ...


class JobStore(Protocol):
    """The work that waits for the accounts worker."""

    def put(self, job: AccountJob) -> None:
        """Keep a job."""
        ...

    def get(self, job_id: str) -> AccountJob | None:
        """Return a job, or None once it is done."""
        ...

    def done(self, job_id: str) -> None:
        """Forget a job; again is no error."""
        ...


class ExportStore(Protocol):
    """An account's exports, each for a week."""

    def put(self, export: Export) -> None:
        """Keep an order, in place of an earlier one of its id."""
        ...

    def save(self, export: Export) -> bool:
        """Change one that is still there. False: it went with its account."""
        ...

    def get(self, account_id: str, export_id: str) -> Export | None:
        """Return one, or None; an expired one may still be there."""
        ...

    def of_account(self, account_id: str) -> list[Export]:
        """Return an account's exports, newest first, expired ones perhaps among them."""
        ...


class ExportFiles(Protocol):
    """The files that exports made, apart from the facturas: these can be erased."""

    def put_export(self, key: str, content: bytes | BinaryIO, content_type: str) -> None:
        """Keep a file under exports/, in place of an earlier one."""
        ...

    def delete_all(self, prefix: str) -> None:
        """Erase a folder under exports/, every version of every file; again is no error."""
        ...

    def download_url(self, key: str, filename: str, content_type: str, seconds: int) -> str:
        """Return an address of a file, answered as an attachment; 120 seconds at most."""
        ...


class RememberedStore(Protocol):
    """What phones remember, by the hash of their token."""

    def put(self, remembered: RememberedReceptor) -> None:
        """Keep it."""
        ...

    def get(self, token_sha256: str) -> RememberedReceptor | None:
        """Return it, or None; an expired one may still be there."""
        ...

    def delete(self, token_sha256: str) -> None:
        """Forget it; again is no error."""
        ...


class GuardStore(Protocol):
    """Counters and single uses that end by themselves (security 3); each call is atomic."""

    def counted(self, key: str) -> int:
        """Return how many misses are noted under a key."""
        ...

    def note(self, key: str, until: datetime) -> int:
        """Note one miss more and return their number; the counter is forgotten after `until`."""
        ...

    def take(self, key: str, limit: int, until: datetime) -> bool:
        """Take one of `limit` places. False: all are taken, by misses or by those under way."""
        ...

    def give_back(self, key: str) -> None:
        """Give a place back: what took it was no miss."""
        ...

    def once(self, key: str, until: datetime) -> bool:
        """Use a key up until a moment. False: it is used up."""
        ...


class PasswordHasher(Protocol):
    """Hashes passwords so that a stolen table tells none of them."""

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        ...

    def matches(self, password: str, kept: str | None) -> bool:
        """Tell whether a password is the kept one; None takes as long and is never it."""
        ...

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a password that was just given should be hashed anew."""
        ...
