"""The store of branches in memory, with the conditional truth of the real one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from chalicelib.domain.branch import Branch


class BranchesInMemory:
    """Keeps branches by id, and the folio counters of their issuers' series."""

    def __init__(self, branches: Iterable[Branch] = ()) -> None:
        self._branches = {branch.id: branch for branch in branches}
        self._folios: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()

    def list(self) -> list[Branch]:
        """Return every branch."""
        return [*self._branches.values()]

    def get(self, branch_id: str) -> Branch | None:
        """Return one branch, or None."""
        return self._branches.get(branch_id)

    def note_loaded(self, branch_id: str, purchased_at: datetime) -> None:
        """Move the branch's `loaded_until` forward, never back."""
        with self._lock:
            branch = self._branches.get(branch_id)
            if branch is None:
                return
            if branch.loaded_until is None or branch.loaded_until < purchased_at:
                self._branches[branch_id] = replace(branch, loaded_until=purchased_at)

    def next_folio(self, issuer_id: str, serie: str) -> int:
        """Take the next folio of a series; never the same twice."""
        with self._lock:
            self._folios[issuer_id, serie] += 1
            return self._folios[issuer_id, serie]
