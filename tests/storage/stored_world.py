"""The world of accounts over the emulator: its tables and buckets, for whoever looks into all."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from io import BytesIO
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from tests.factories import make_branch
from tests.rendering.reading import whole_text
from tests.twins.clock import FixedClock
from tests.usecases.account_world import AccountWorld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chalicelib.cfdi.csd import CSD
    from tests.cfdi.sat_stamp import SatStamp
    from tests.emulator import Emulator

DOCUMENTS, FILES = "DOCUMENTS_BUCKET", "FILES_BUCKET"


class Holdings:
    """What was kept at one moment, in lower case, by table and by folder of a bucket."""

    def __init__(self, found: Iterable[tuple[str, str]]) -> None:
        self._found = [(place, text.casefold()) for place, text in found]

    def places_of(self, mark: str) -> set[str]:
        """Name the tables and the folders that hold a text."""
        return {place for place, text in self._found if mark.casefold() in text}


class StoredWorld(AccountWorld):
    """An AccountWorld whose stores are the emulator's; it prints, and lives in the present.

    The emulator forgets by its own clock what ends by itself. Its tables are everybody's, so
    that nothing here has a name that another test could give.
    """

    def __init__(self, csd: CSD, sat: SatStamp, emulator: Emulator) -> None:
        super().__init__(csd, sat)
        self._emulator = emulator
        self.clock = FixedClock(datetime.now(UTC))
        self.queues._clock = self.clock
        self._store_tables()
        self._store_files()

    def _store_tables(self) -> None:
        # pynamodb reads the environment at its first use, which is after the emulator's start
        from chalicelib.storage import (  # noqa: PLC0415  # noqa: PLC0415
            accounts,
            branches,
            exports,
            guards,
            invoices,
            jobs,
            registrations,
            remembered,
            sessions,
        )
        from chalicelib.storage import tickets as sales  # noqa: PLC0415

        rooms: dict[str, Any] = {
            "accounts": accounts.Accounts(),
            "branches": branches.Branches(),
            "exports": exports.Exports(),
            "guards": guards.Guards(self.clock),
            "invoices": invoices.Invoices(),
            "jobs": jobs.Jobs(),
            "registrations": registrations.Registrations(),
            "remembered": remembered.Remembered(),
            "sessions": sessions.SessionsStored(),
            "tickets": sales.Tickets(),
        }
        vars(self).update(rooms)
        rooms["branches"].put(make_branch())

    def _store_files(self) -> None:
        from chalicelib.aws.documents import Documents  # noqa: PLC0415
        from chalicelib.aws.export_files import ExportFiles  # noqa: PLC0415

        documents, files, s3 = os.environ[DOCUMENTS], os.environ[FILES], self.client("s3")
        rooms = {
            "documents": Documents(documents, files, client=s3),
            "export_files": ExportFiles(files, client=s3),
        }
        vars(self).update(rooms)

    def client(self, service: str) -> Any:
        """Make a client of the account that everything lies in."""
        return self._emulator.client(os.environ["AWS_ACCESS_KEY_ID"], service)

    def look(self) -> Holdings:
        """Read every table, and every version of every file."""
        return Holdings([*self._items(), *self._objects()])

    def lives(self, minutes: int) -> None:
        """Let time pass; no reconciler looks, since it would take up other tests' invoices."""
        for _ in range(minutes):
            self.clock.passes(minutes=1)
            self.work()

    def _new_id(self) -> str:
        return token_hex(16)

    def _new_name(self) -> str:
        return token_hex(16)

    def _items(self) -> Iterator[tuple[str, str]]:
        dynamodb = self.client("dynamodb")
        for name in dynamodb.list_tables()["TableNames"]:
            for page in dynamodb.get_paginator("scan").paginate(TableName=name):
                for item in page["Items"]:
                    yield name.rpartition("-")[2], json.dumps(item, default=str)

    def _objects(self) -> Iterator[tuple[str, str]]:
        s3 = self.client("s3")
        for bucket in (os.environ[DOCUMENTS], os.environ[FILES]):
            for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
                for one in page.get("Versions", ()):
                    named = {"Bucket": bucket, "Key": one["Key"], "VersionId": one["VersionId"]}
                    content = s3.get_object(**named)["Body"].read()
                    yield f"{one['Key'].partition('/')[0]}/", f"{one['Key']} {text_of(content)}"


def text_of(content: bytes) -> str:
    """Return what a file says, packed or printed."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            return " ".join(text_of(packed.read(name)) for name in packed.namelist())
    told = whole_text(content) if content.startswith(b"%PDF") else ""
    return told + content.decode("utf-8", "replace")
