"""Branches with their issuers, and what the stores count: folios, and how far sales are loaded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.branch import Branch
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.keys import can_be_key
from chalicelib.storage.moments import as_key, from_key
from chalicelib.storage.tables import StoreItem

CODEC = Codec(Branch)
BRANCHES = "BRANCHES"


class Branches:
    """The `stores` table behind the port BranchStore."""

    def list(self) -> list[Branch]:
        """Return every branch."""
        with translated():
            return [_branch(item) for item in StoreItem.query(BRANCHES)]

    def get(self, branch_id: str) -> Branch | None:
        """Return one branch, or None."""
        if not can_be_key(branch_id):
            return None
        with translated():
            try:
                return _branch(StoreItem.get(BRANCHES, branch_id))
            except StoreItem.DoesNotExist:
                return None

    def put(self, branch: Branch) -> None:
        """Create or change a branch; how far its sales are loaded stays as it is."""
        with translated():
            data = CODEC.write(replace(branch, loaded_until=None))
            StoreItem(BRANCHES, branch.id).update(actions=[StoreItem.data.set(data)])

    def note_loaded(self, branch_id: str, purchased_at: datetime) -> None:
        """Move the branch's `loaded_until` forward, never back."""
        moment = as_key(purchased_at)
        newer = StoreItem.moment.does_not_exist() | (StoreItem.moment < moment)
        try:
            with translated():
                StoreItem(BRANCHES, branch_id).update(
                    actions=[StoreItem.moment.set(moment)],
                    condition=StoreItem.data.exists() & newer,
                )
        except ConditionLostError:
            return  # a newer sale was already noted

    def next_folio(self, issuer_id: str, serie: str) -> int:
        """Take the next folio of a series; never the same twice, gaps are allowed."""
        counter = StoreItem(f"FOLIO#{issuer_id}", serie or "-")
        with translated():
            counter.update(actions=[StoreItem.n.add(1)])
        return int(counter.n or 0)


def _branch(item: StoreItem) -> Branch:
    branch = CODEC.read(item.data or "")
    return replace(branch, loaded_until=from_key(item.moment) if item.moment else None)
