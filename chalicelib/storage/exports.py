"""An account's exports, in its partition until they end."""

from __future__ import annotations

from chalicelib.domain.export import Export
from chalicelib.storage.account_tables import UserItem
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.moments import as_end
from chalicelib.storage.user_keys import account_key, item_at, items_of

CODEC = Codec(Export)
EXPORT = "EXPORT#"


class Exports:
    """The `users` table behind the port ExportStore."""

    def put(self, export: Export) -> None:
        """Keep an order, in place of an earlier one of its id."""
        with translated():
            _item(export).save()

    def save(self, export: Export) -> bool:
        """Change one that is still there. False: it went with its account."""
        try:
            with translated():
                _item(export).save(condition=UserItem.pk.exists())
        except ConditionLostError:
            return False
        return True

    def get(self, account_id: str, export_id: str) -> Export | None:
        """Return one, or None; an expired one may still be there."""
        item = item_at(account_key(account_id), f"{EXPORT}{export_id}")
        return CODEC.read(item.data) if item else None

    def of_account(self, account_id: str) -> list[Export]:
        """Return an account's exports, newest first, expired ones perhaps among them."""
        found = [CODEC.read(item.data) for item in items_of(account_key(account_id), EXPORT)]
        return sorted(found, key=lambda export: export.asked_at, reverse=True)


def _item(export: Export) -> UserItem:
    return UserItem(
        account_key(export.account_id),
        f"{EXPORT}{export.id}",
        data=CODEC.write(export),
        expires=as_end(export.expires_at),
    )
