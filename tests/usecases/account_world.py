"""The world with accounts in it: the same rooms, and those that know who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.usecases.session_keeping import SessionKeeping
from tests.twins.accounts import AccountsInMemory
from tests.twins.export_files import ExportFilesInMemory
from tests.twins.exports import ExportsInMemory
from tests.twins.guards import GuardsInMemory
from tests.twins.hasher import HasherInMemory
from tests.twins.jobs import JobsInMemory
from tests.twins.registrations import RegistrationsInMemory
from tests.twins.remembered import RememberedInMemory
from tests.twins.sessions import SessionsInMemory
from tests.usecases.world import World

if TYPE_CHECKING:
    from chalicelib.cfdi.csd import CSD
    from tests.cfdi.sat_stamp import SatStamp


class AccountWorld(World):
    """Rooms are public, as those of the World are; each use case has its outside as it is now."""

    def __init__(self, csd: CSD, sat: SatStamp, *, prints: bool = True) -> None:
        super().__init__(csd, sat, prints=prints)
        self.registrations = RegistrationsInMemory()
        self.sessions = SessionsInMemory()
        self.exports = ExportsInMemory()
        self.accounts = AccountsInMemory(self.registrations, self.sessions, self.exports)
        self.export_files = ExportFilesInMemory()
        self.jobs = JobsInMemory()
        self.remembered = RememberedInMemory()
        self.guards = GuardsInMemory(self.clock)
        self.hasher = HasherInMemory()

    @property
    def session_keeping(self) -> SessionKeeping:
        through = self.crash.guarded
        return SessionKeeping(through(self.accounts), through(self.sessions), self.clock)
