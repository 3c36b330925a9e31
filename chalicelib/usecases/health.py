"""How the service does, as the banner tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.errors import Unavailable
from chalicelib.usecases.ports import Clock, Health

OK, SLOW, DOWN = "ok", "slow", "down"
ACCEPTANCE = "acceptance"
NOTED = ("stamping", "mail")
DOWN_AFTER = timedelta(minutes=2)
"""A part that has failed for longer than a shopper's patience is down; before it is slow."""


@dataclass(frozen=True)
class PartStatus:
    """One part: ok, slow or down, since when, and the code of the sentence that says so."""

    part: str
    status: str
    since: datetime | None

    @property
    def message_code(self) -> str:
        """The key of the sentence in the message files."""
        return "status.ok" if self.status == OK else f"status.{self.part}_{self.status}"


@dataclass(frozen=True)
class ServiceHealth:
    """Reads what the workers noted; acceptance is ok whenever this can be read at all."""

    health: Health
    clock: Clock

    def status(self) -> dict[str, PartStatus]:
        """Return each part by its name; what cannot be read is not said to fail."""
        try:
            noted = {part: self._part(part) for part in NOTED}
        except Unavailable:
            noted = {part: PartStatus(part, OK, None) for part in NOTED}
            return {ACCEPTANCE: PartStatus(ACCEPTANCE, DOWN, None), **noted}
        return {ACCEPTANCE: PartStatus(ACCEPTANCE, OK, None), **noted}

    def _part(self, part: str) -> PartStatus:
        since = self.health.failing_since(part)
        if since is None:
            return PartStatus(part, OK, None)
        return PartStatus(part, DOWN if self.clock() - since > DOWN_AFTER else SLOW, since)
