"""The tables of people and of guards as pynamodb knows them; infra/resources.yaml has the same.

`expires` is the attribute by which DynamoDB deletes an item of itself (TTL):
everything that ends by itself bears it.
"""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.config import settings
from chalicelib.storage.tables import Tuned


class UserItem(Model):
    """One item of an account's partition, or what leads to one: see user_keys.py."""

    class Meta(Tuned):
        """Its table."""

        table_name = settings().table("users")

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    data = UnicodeAttribute()
    v = NumberAttribute(null=True)
    token = UnicodeAttribute(null=True)
    expires = NumberAttribute(null=True)


class GuardItem(Model):
    """A counter of misses `n`, of places `taken`, or a single use: its being there."""

    class Meta(Tuned):
        """Its table."""

        table_name = settings().table("guards")

    pk = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(null=True)
    taken = NumberAttribute(null=True)
    expires = NumberAttribute()
