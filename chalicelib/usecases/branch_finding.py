"""Finding the branch that a shopper bought at."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from chalicelib.domain.branch import Branch
from chalicelib.usecases.ports import BranchStore


@dataclass(frozen=True)
class BranchFinding:
    """Searches the branches as people write: accents and case do not count."""

    branches: BranchStore

    def find(self, *, brand: str = "", city: str = "", words: str = "") -> list[Branch]:
        """Return the branches that fit everything asked, by brand, city and name."""
        found = [
            branch
            for branch in self.branches.list()
            if _plain(brand) in ("", _plain(branch.brand.name))
            and _plain(city) in ("", _plain(branch.city))
            and all(word in _text_of(branch) for word in _plain(words).split())
        ]
        return sorted(found, key=lambda branch: (branch.brand.name, branch.city, branch.name))


def _text_of(branch: Branch) -> str:
    parts = (branch.brand.name, branch.name, branch.address, branch.city, branch.postal_code)
    return _plain(" ".join(parts))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).strip()
