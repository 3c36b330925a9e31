"""`python -m infra.local.front`: the site and the API on one listening socket."""

from __future__ import annotations

import argparse
import importlib
import socket
import sys
from pathlib import Path

from chalicelib.aws import clients
from chalicelib.config import settings
from infra.local.front.api import API
from infra.local.front.front import Front, refused
from infra.local.front.media import Media
from infra.local.front.site import Site
from infra.local.http_serving import serve
from infra.local.logs import log_to_stderr


def main(arguments: list[str]) -> int:
    """Serve until asked to stop."""
    parser = argparse.ArgumentParser(prog="python -m infra.local.front", description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="the listening socket")
    parser.add_argument("--site", type=Path, required=True, help="the folder of the site")
    options = parser.parse_args(arguments)

    log_to_stderr()
    app = importlib.import_module("app").app
    media = Media(clients.s3(), settings().files_bucket)
    front = Front({"v1": API(app), "media": media}, Site(options.site))
    serve(front, refused, socket.socket(fileno=options.fd))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
