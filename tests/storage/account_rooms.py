"""The stores of accounts twice: over the tables at the emulator, and their twins in memory."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.usecases.account_ports import (
    AccountStore,
    ExportStore,
    GuardStore,
    JobStore,
    RegistrationStore,
    RememberedStore,
    SessionStore,
)
from tests.twins.accounts import AccountsInMemory
from tests.twins.clock import FixedClock
from tests.twins.exports import ExportsInMemory
from tests.twins.guards import GuardsInMemory
from tests.twins.jobs import JobsInMemory
from tests.twins.registrations import RegistrationsInMemory
from tests.twins.remembered import RememberedInMemory
from tests.twins.sessions import SessionsInMemory


@dataclass(frozen=True)
class AccountRooms:
    """The stores of one kind, which share their world and its clock."""

    clock: FixedClock
    accounts: AccountStore
    registrations: RegistrationStore
    sessions: SessionStore
    jobs: JobStore
    exports: ExportStore
    remembered: RememberedStore
    guards: GuardStore


def account_tables() -> AccountRooms:
    # pynamodb reads the environment at its first use, which is after the emulator's start
    from chalicelib.storage.accounts import Accounts  # noqa: PLC0415
    from chalicelib.storage.exports import Exports  # noqa: PLC0415
    from chalicelib.storage.guards import Guards  # noqa: PLC0415
    from chalicelib.storage.jobs import Jobs  # noqa: PLC0415
    from chalicelib.storage.registrations import Registrations  # noqa: PLC0415
    from chalicelib.storage.remembered import Remembered  # noqa: PLC0415
    from chalicelib.storage.sessions import SessionsStored  # noqa: PLC0415

    clock = FixedClock()
    return AccountRooms(
        clock,
        Accounts(),
        Registrations(),
        SessionsStored(),
        Jobs(),
        Exports(),
        Remembered(),
        Guards(clock),
    )


def account_twins() -> AccountRooms:
    clock = FixedClock()
    registrations = RegistrationsInMemory()
    sessions, exports = SessionsInMemory(), ExportsInMemory()
    return AccountRooms(
        clock,
        AccountsInMemory(registrations, sessions, exports),
        registrations,
        sessions,
        JobsInMemory(),
        exports,
        RememberedInMemory(),
        GuardsInMemory(clock),
    )
