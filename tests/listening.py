"""Hearing everything that this process logs: our own lines, and what anybody else's logger says."""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chalicelib.observability import SERVICE, MaskingFormatter

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Give the text that grows with every line, as it would be written."""
    heard = io.StringIO()
    handlers = logging.getLogger(SERVICE).handlers  # pytest has some of its own
    [ours] = [one for one in handlers if isinstance(one.formatter, MaskingFormatter)]
    former = ours.setStream(heard)  # type: ignore[attr-defined]
    others = logging.StreamHandler(heard)
    others.setLevel(logging.INFO)
    logging.getLogger().addHandler(others)
    try:
        yield heard
    finally:
        logging.getLogger().removeHandler(others)
        ours.setStream(former)  # type: ignore[attr-defined]
