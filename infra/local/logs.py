"""What a child writes to its log: its own lines and everybody's warnings."""

from __future__ import annotations

import logging

CHATTY = ("botocore", "boto3", "urllib3", "pynamodb", "mail.log")


def log_to_stderr() -> None:
    """Log to standard error, which the launcher keeps in the child's file."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
