"""The tables as pynamodb knows them; infra/resources.yaml creates the same ones.

An item carries its keys, its version and one `data` attribute: the domain value
as JSON. Whatever a condition or an index needs stands beside it.
"""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.config import settings

CONNECT_S = 2
READ_S = 5
RETRIES = 3
POOL = 50


class Tuned:
    """How long a call may take; botocore's own retries are the only ones."""

    connect_timeout_seconds = CONNECT_S
    read_timeout_seconds = READ_S
    max_retry_attempts = RETRIES
    max_pool_connections = POOL


class CodeIndex(GlobalSecondaryIndex["TicketItem"]):
    """Tickets by their code."""

    class Meta:
        """Its name and shape."""

        index_name = "code-index"
        projection = AllProjection()

    code = UnicodeAttribute(hash_key=True)


class TicketItem(Model):
    """A sale with its claim."""

    class Meta(Tuned):
        """Its table."""

        table_name = settings().table("tickets")

    pk = UnicodeAttribute(hash_key=True)
    v = NumberAttribute()
    code = UnicodeAttribute()
    data = UnicodeAttribute()
    claim = UnicodeAttribute(null=True)
    code_index: ClassVar[CodeIndex] = CodeIndex()


class DueIndex(GlobalSecondaryIndex["InvoiceItem"]):
    """Invoices by when somebody must look at them: the outbox."""

    class Meta:
        """Its name and shape."""

        index_name = "due-index"
        projection = KeysOnlyProjection()

    due_shard = UnicodeAttribute(hash_key=True)
    due = UnicodeAttribute(range_key=True)


class WaitingIndex(GlobalSecondaryIndex["InvoiceItem"]):
    """An issuer's requests without a stamp, by time of acceptance: the line."""

    class Meta:
        """Its name and shape."""

        index_name = "waiting-index"
        projection = KeysOnlyProjection()

    waiting = UnicodeAttribute(hash_key=True)
    accepted_at = UnicodeAttribute(range_key=True)


class InvoiceItem(Model):
    """A request and its life."""

    class Meta(Tuned):
        """Its table."""

        table_name = settings().table("invoices")

    pk = UnicodeAttribute(hash_key=True)
    v = NumberAttribute()
    status = UnicodeAttribute()
    data = UnicodeAttribute()
    due_shard = UnicodeAttribute(null=True)
    due = UnicodeAttribute(null=True)
    waiting = UnicodeAttribute(null=True)
    accepted_at = UnicodeAttribute()
    due_index: ClassVar[DueIndex] = DueIndex()
    waiting_index: ClassVar[WaitingIndex] = WaitingIndex()


class StoreItem(Model):
    """Branches, folio counters, keys and what else belongs to the stores."""

    class Meta(Tuned):
        """Its table."""

        table_name = settings().table("stores")

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    data = UnicodeAttribute(null=True)
    moment = UnicodeAttribute(null=True)
    n = NumberAttribute(null=True)


@cache
def connection() -> Connection:
    """Return the connection that transactions go by: one a process, its client is dear to make."""
    return Connection(
        connect_timeout_seconds=CONNECT_S,
        read_timeout_seconds=READ_S,
        max_retry_attempts=RETRIES,
        max_pool_connections=POOL,
    )
