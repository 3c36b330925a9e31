"""`python -m sandbox.pac --port 0 --data-dir DIR`: the PAC and SAT sandbox as a process."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from datetime import timedelta
from pathlib import Path

from sandbox.pac.server import HOST, SandboxServer
from sandbox.pac.service import DEFAULT_PASSWORD, DEFAULT_USER, Settings, open_sandbox

STOP_SIGNALS = {signal.SIGTERM, signal.SIGINT}


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT; the one line on standard output says that it is ready."""
    options = _parse(arguments)
    # Blocked before any thread starts and then waited for: a handler could run while the
    # main thread holds the very lock that the handler needs.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        server = SandboxServer(options.port, open_sandbox(_settings(options)))
    except (OSError, ValueError) as error:
        print(f"sandbox.pac cannot start: {error}", file=sys.stderr)
        return 2
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
    _announce(server)
    signal.sigwait(STOP_SIGNALS)
    server.stop()
    return 0


def _announce(server: SandboxServer) -> None:
    port = server.server_address[1]
    ready = {
        "port": port,
        "url": f"http://{HOST}:{port}",
        "sat_certificate": str(server.sandbox.sat_certificates),
    }
    print(json.dumps(ready), flush=True)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox.pac", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--data-dir", type=Path, required=True, help="where the ledger is kept")
    parser.add_argument("--authority", type=Path, help="the test authority (DATA_DIR/authority)")
    parser.add_argument("--taxpayers", type=Path, help="JSON list that stands for SAT's l_RFC")
    parser.add_argument("--user", default=DEFAULT_USER)
    parser.add_argument("--password", default=DEFAULT_PASSWORD)
    parser.add_argument("--datawarehouse-lag-s", type=float, default=0.0)
    return parser.parse_args(arguments)


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        data_dir=options.data_dir,
        authority_dir=options.authority or options.data_dir / "authority",
        taxpayers=options.taxpayers,
        user=options.user,
        password=options.password,
        datawarehouse_lag=timedelta(seconds=options.datawarehouse_lag_s),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
