"""Since when a part of the system has been failing."""

from __future__ import annotations

from datetime import datetime

from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.moments import as_key, from_key
from chalicelib.storage.tables import StoreItem

HEALTH = "HEALTH"


class HealthRecords:
    """The `stores` table behind the port Health: an item stands only while a part fails."""

    def failing_since(self, part: str) -> datetime | None:
        """Return since when every try has failed, or None while it works."""
        with translated():
            try:
                item = StoreItem.get(HEALTH, part)
            except StoreItem.DoesNotExist:
                return None
        return from_key(item.moment) if item.moment else None

    def failed(self, part: str, at: datetime) -> None:
        """Note a failure; the first one of a row gives the moment."""
        try:
            with translated():
                StoreItem(HEALTH, part, moment=as_key(at)).save(
                    condition=StoreItem.pk.does_not_exist()
                )
        except ConditionLostError:
            return  # the row of failures has its beginning already

    def worked(self, part: str) -> None:
        """Note a success: the row of failures, if there is one, is over."""
        if self.failing_since(part) is not None:
            with translated():
                StoreItem(HEALTH, part).delete()
