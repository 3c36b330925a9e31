"""The panel's entries as pynamodb knows them: items of the invoices' own table.

An entry stands beside its invoice, so that one transaction writes both. Only
entries bear a viewer: the indexes hold them and nothing else.
"""

from __future__ import annotations

from typing import ClassVar

from pynamodb.attributes import UnicodeAttribute, UnicodeSetAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.config import settings
from chalicelib.storage.tables import Tuned


class ViewerStampedIndex(GlobalSecondaryIndex["ListingItem"]):
    """A viewer's entries by the moment of the stamp, or of acceptance before it."""

    class Meta:
        """Its name and shape."""

        index_name = "viewer-stamped-index"
        projection = AllProjection()

    viewer = UnicodeAttribute(hash_key=True)
    stamped_key = UnicodeAttribute(range_key=True)


class ViewerPurchasedIndex(GlobalSecondaryIndex["ListingItem"]):
    """A viewer's entries by the moment of the purchase."""

    class Meta:
        """Its name and shape."""

        index_name = "viewer-purchased-index"
        projection = AllProjection()

    viewer = UnicodeAttribute(hash_key=True)
    purchased_key = UnicodeAttribute(range_key=True)


class ListingItem(Model):
    """One viewer's entry of one invoice."""

    class Meta(Tuned):
        """Its table."""

        table_name = settings().table("invoices")

    pk = UnicodeAttribute(hash_key=True)
    viewer = UnicodeAttribute()
    stamped_key = UnicodeAttribute()
    purchased_key = UnicodeAttribute()
    phase = UnicodeAttribute()
    branch_id = UnicodeAttribute()
    rfc = UnicodeAttribute()
    type = UnicodeAttribute()
    words = UnicodeSetAttribute()
    stamped_index: ClassVar[ViewerStampedIndex] = ViewerStampedIndex()
    purchased_index: ClassVar[ViewerPurchasedIndex] = ViewerPurchasedIndex()
