"""`python -m infra.local.mailbox`: takes the mails that SES sends, and shows them."""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path

from infra.local.http_serving import serve
from infra.local.logs import log_to_stderr
from infra.local.mailbox.mails import Mails
from infra.local.mailbox.smtp import receive_mails
from infra.local.mailbox.web import MailboxWeb, refused


def main(arguments: list[str]) -> int:
    """Receive and show until asked to stop."""
    parser = argparse.ArgumentParser(prog="python -m infra.local.mailbox", description=__doc__)
    parser.add_argument("--smtp-fd", type=int, required=True, help="listening socket for mails")
    parser.add_argument("--web-fd", type=int, required=True, help="listening socket for readers")
    parser.add_argument("--file", type=Path, required=True, help="where mails are kept")
    options = parser.parse_args(arguments)

    log_to_stderr()
    mails = Mails(options.file)
    receive_mails(mails, socket.socket(fileno=options.smtp_fd))
    serve(MailboxWeb(mails), refused, socket.socket(fileno=options.web_fd))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
