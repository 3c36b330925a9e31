"""Counters and single uses that end by themselves; each call is one conditional write.

DynamoDB deletes what ended within days, not at once: what is past its end
counts as absent here, and makes room for its successor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.errors import Unavailable
from chalicelib.storage.account_tables import GuardItem
from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.moments import as_end


class Guards:
    """The `guards` table behind the port GuardStore.

    An item's name is the hash of its key: what people typed is in no key, and
    is never too long for one.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def counted(self, key: str) -> int:
        """Return how many misses are noted under a key."""
        with translated():
            try:
                item = GuardItem.get(_name(key), consistent_read=True)
            except GuardItem.DoesNotExist:
                return 0
        return int(item.n or 0) if item.expires > self._now() else 0

    def note(self, key: str, until: datetime) -> int:
        """Note one miss more and return their number; the counter is forgotten after `until`."""
        item = self._update(key, until, GuardItem.n.add(1))
        if item is None:
            raise Unavailable
        return int(item.n or 0)

    def take(self, key: str, limit: int, until: datetime) -> bool:
        """Take one of `limit` places. False: all are taken, by misses or by those under way."""
        if limit < 1:
            return False
        free = GuardItem.taken.does_not_exist() | (GuardItem.taken < limit)
        return self._update(key, until, GuardItem.taken.add(1), free) is not None

    def give_back(self, key: str) -> None:
        """Give a place back: what took it was no miss."""
        try:
            with translated():
                GuardItem(_name(key)).update(
                    actions=[GuardItem.taken.add(-1)], condition=GuardItem.taken > 0
                )
        except ConditionLostError:
            return  # its time ended meanwhile, and every place with it

    def once(self, key: str, until: datetime) -> bool:
        """Use a key up until a moment. False: it is used up."""
        try:
            with translated():
                GuardItem(_name(key), expires=as_end(until)).save(condition=self._absent())
        except ConditionLostError:
            return False
        return True

    def _update(
        self, key: str, until: datetime, action: Action, also: Condition | None = None
    ) -> GuardItem | None:
        """Change a guard, one whose time has ended from nothing. None: `also` does not hold."""
        item = GuardItem(_name(key))
        stands = GuardItem.pk.does_not_exist() | (GuardItem.expires > self._now())
        condition = stands & also if also is not None else stands
        change = [action, GuardItem.expires.set(as_end(until))]
        if _is_changed(item, change, condition):
            return item
        self._forget_ended(key)
        return item if _is_changed(item, change, condition) else None

    def _forget_ended(self, key: str) -> None:
        try:
            with translated():
                GuardItem(_name(key)).delete(condition=GuardItem.expires <= self._now())
        except ConditionLostError:
            return  # it stands, or somebody was faster

    def _absent(self) -> Condition:
        absent: Condition = GuardItem.pk.does_not_exist() | (GuardItem.expires <= self._now())
        return absent

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _is_changed(item: GuardItem, change: list[Action], condition: Condition) -> bool:
    try:
        with translated():
            item.update(change, condition)
    except ConditionLostError:
        return False
    return True


def _name(key: str) -> str:
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
