"""Which texts DynamoDB can hold as the name of an item."""

from __future__ import annotations

LONGEST_KEY = 1024
"""In bytes of UTF-8, for a sort key (Amazon DynamoDB, "Service, account, and table quotas").

A partition key may be twice as long; none of ours is.
"""


def can_be_key(text: str) -> bool:
    """Tell whether an item can bear this name; asking for any other is an error, not an absence."""
    try:
        return 0 < len(text.encode()) <= LONGEST_KEY
    except UnicodeEncodeError:
        return False
