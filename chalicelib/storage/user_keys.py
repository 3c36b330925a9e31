"""Where things lie in the `users` table, and how they are read there.

A#<account id>    ACCOUNT, SESSION#<id>, EXPORT#<id>     the account's own partition
E#<e-mail hash>   ACCOUNT: its account's id; PENDING#<token hash>: registrations that wait
R#<rfc>           <account id>: whose main RFC it is
T#<token hash>    TOKEN: the partition of its registration, or USED
J#<job id>        JOB
P#<token hash>    REMEMBERED

An e-mail address is in no key, only its hash.
"""

from __future__ import annotations

import hashlib

from chalicelib.domain.email_address import canonical
from chalicelib.storage.account_tables import UserItem
from chalicelib.storage.failures import translated
from chalicelib.storage.keys import can_be_key

ACCOUNT = "ACCOUNT"


def account_key(account_id: str) -> str:
    """Name an account's partition."""
    return f"A#{account_id}"


def email_key(address: str) -> str:
    """Name the partition of an address, however it is written."""
    typed = canonical(address).encode(errors="surrogatepass")
    return f"E#{hashlib.sha256(typed).hexdigest()}"


def rfc_key(rfc: str) -> str:
    """Name the partition of an RFC."""
    return f"R#{rfc}"


def item_at(pk: str, sk: str) -> UserItem | None:
    """Read one item, consistently, or None; also for names that no item can bear."""
    if not (can_be_key(pk) and can_be_key(sk)):
        return None
    with translated():
        try:
            return UserItem.get(pk, sk, consistent_read=True)
        except UserItem.DoesNotExist:
            return None


def items_of(pk: str, prefix: str | None = None, limit: int | None = None) -> list[UserItem]:
    """Read a partition, or what begins alike in it, consistently."""
    if not can_be_key(pk):
        return []
    begins = UserItem.sk.startswith(prefix) if prefix else None
    with translated():
        return list(UserItem.query(pk, begins, consistent_read=True, limit=limit))


def forget(pk: str, sk: str) -> None:
    """Delete an item; again is no error."""
    if can_be_key(pk) and can_be_key(sk):
        with translated():
            UserItem(pk, sk).delete()
