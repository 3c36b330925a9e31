"""Accounts, each one item, and the pointers that find it by its e-mail and its main RFC."""

from __future__ import annotations

from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.domain.account import Account
from chalicelib.errors import Unavailable
from chalicelib.storage.account_tables import UserItem
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.registrations import Registrations
from chalicelib.storage.tables import connection
from chalicelib.storage.user_keys import (
    ACCOUNT,
    account_key,
    email_key,
    forget,
    item_at,
    items_of,
    rfc_key,
)

CODEC = Codec(Account)

AMBIGUOUS = 2
"""So many accounts of one main RFC are as good as more: it names none, and none is read."""

TRIES = 3


class Accounts:
    """The `users` table behind the port AccountStore."""

    def get(self, account_id: str) -> Account | None:
        """Read one account, consistently."""
        item = item_at(account_key(account_id), ACCOUNT)
        return CODEC.read(item.data) if item else None

    def by_email(self, address: str) -> Account | None:
        """Return the account that an address is confirmed for, in any case of its letters."""
        pointer = item_at(email_key(address), ACCOUNT)
        account = self.get(pointer.data) if pointer else None
        return account if account and account.is_mailed_at(address) else None

    def by_main_rfc(self, rfc: str) -> Account | None:
        """Return the account that has an RFC as its main one; None also where several have."""
        pointers = items_of(rfc_key(rfc), limit=AMBIGUOUS)
        account = self.get(pointers[0].data) if len(pointers) == 1 else None
        return account if account and account.main_rfc == rfc else None

    def create(self, account: Account) -> bool:
        """Keep a new account. False: its address has one already."""
        return self._write(account, None, UserItem.pk.does_not_exist())

    def save(self, account: Account, *, before: Account) -> bool:
        """Write the next version in place of `before`. False: read again, or the address is taken.

        What finds the account moves in the same transaction, where it moves at all.
        """
        unseen = UserItem.v == before.version
        if _pointers(account) == _pointers(before):
            return self._put(account, unseen)
        return self._write(account, before, unseen)

    def delete(self, account: Account) -> None:
        """Forget an account, its sessions, exports and registrations, and what finds it.

        The account itself goes last and together with its pointers: a deletion
        that stopped half way is found again, and one that is repeated touches
        nothing of whoever has the address by then.
        """
        for _ in range(TRIES):
            kept = self.get(account.id)
            if kept:
                Registrations().forget(kept.email)
            self._empty(account.id)
            if kept is None or self._erase(kept):
                return
        raise Unavailable

    def _put(self, account: Account, condition: Condition) -> bool:
        try:
            with translated():
                _item(account).save(condition=condition)
        except ConditionLostError:
            # the SDK repeats a write whose answer was lost
            return self.get(account.id) == account
        return True

    def _write(self, account: Account, before: Account | None, condition: Condition) -> bool:
        now, then = _pointers(account), _pointers(before) if before else set()
        own = _own(account.id)
        try:
            with translated(), TransactWrite(connection=connection()) as transaction:
                transaction.save(_item(account), condition=condition)
                for pk, sk in sorted(now - then):
                    transaction.save(UserItem(pk, sk, data=account.id), condition=own)
                for pk, sk in sorted(then - now):
                    transaction.delete(UserItem(pk, sk), condition=own)
        except ConditionLostError:
            # the SDK repeats a write whose answer was lost
            return self.get(account.id) == account
        return True

    def _empty(self, account_id: str) -> None:
        for item in items_of(account_key(account_id)):
            if item.sk != ACCOUNT:
                forget(item.pk, item.sk)

    def _erase(self, account: Account) -> bool:
        try:
            with translated(), TransactWrite(connection=connection()) as transaction:
                transaction.delete(
                    UserItem(account_key(account.id), ACCOUNT),
                    condition=UserItem.v == account.version,
                )
                for pk, sk in sorted(_pointers(account)):
                    transaction.delete(UserItem(pk, sk), condition=_own(account.id))
        except ConditionLostError:
            return False
        return True


def _item(account: Account) -> UserItem:
    return UserItem(account_key(account.id), ACCOUNT, v=account.version, data=CODEC.write(account))


def _pointers(account: Account) -> set[tuple[str, str]]:
    """Name what finds an account."""
    pointers = {(email_key(account.email), ACCOUNT)}
    if account.main_rfc:
        pointers.add((rfc_key(account.main_rfc), account.id))
    return pointers


def _own(account_id: str) -> Condition:
    """Ask that a pointer is nobody else's."""
    own: Condition = UserItem.pk.does_not_exist() | (UserItem.data == account_id)
    return own
