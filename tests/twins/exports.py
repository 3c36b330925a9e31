"""Accounts' exports in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.export import Export


class ExportsInMemory:
    """Keeps exports by account and id."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Export] = {}

    def put(self, export: Export) -> None:
        """Keep an order, in place of an earlier one of its id."""
        self.kept[export.account_id, export.id] = export

    def save(self, export: Export) -> bool:
        """Change one that is still there. False: it went with its account."""
        if (export.account_id, export.id) not in self.kept:
            return False
        self.put(export)
        return True

    def get(self, account_id: str, export_id: str) -> Export | None:
        """Return one, or None."""
        return self.kept.get((account_id, export_id))

    def of_account(self, account_id: str) -> list[Export]:
        """Return an account's exports, newest first."""
        found = [one for one in tuple(self.kept.values()) if one.account_id == account_id]
        return sorted(found, key=lambda one: one.asked_at, reverse=True)

    def forget_all(self, account_id: str) -> None:
        """Let an account's exports go with its partition."""
        for place in tuple(self.kept):
            if place[0] == account_id:
                self.kept.pop(place, None)
