"""The local system that is running, for commands that are typed beside it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA_DIR = ".local"
LOCAL = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}


class NothingRunsError(Exception):
    """There is no local system to speak to; the text is one sentence for a person."""


def speak_to_it(environment: Mapping[str, str] | None = None) -> None:
    """Point this process at the running system, unless it is pointed somewhere already.

    Its address stands in `$DATA_DIR/demo.json` while it runs. Raises NothingRunsError.
    """
    env = os.environ if environment is None else environment
    if env.get("AWS_ENDPOINT_URL") or env.get("STAGE"):
        return
    file = Path(env.get("DATA_DIR") or DATA_DIR) / "demo.json"
    try:
        told = json.loads(file.read_text("utf-8"))
        os.kill(told["pid"], 0)
    except (OSError, ValueError, KeyError) as error:
        raise NothingRunsError(
            f"No hay un sistema corriendo en {file.parent}: inícialo con «make run»."
        ) from error
    os.environ.update(LOCAL, AWS_ENDPOINT_URL=told["aws_endpoint_url"])
