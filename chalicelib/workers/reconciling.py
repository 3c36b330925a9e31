"""The worker that looks, each minute, at what is due: no request waits for a lost message."""

from __future__ import annotations

from chalice import Blueprint, Rate
from chalice.app import CloudWatchEvent

from chalicelib import container
from chalicelib.observability import observed

worker = Blueprint(__name__)


@worker.schedule(Rate(1, unit=Rate.MINUTES), name="reconcile")
@observed
def reconcile(event: CloudWatchEvent) -> None:  # noqa: ARG001  Chalice passes it
    """Wake every invoice that is due."""
    container.reconciling().wake_what_is_due()
