"""`python -m sandbox.pac --port 0 --data-dir DIR`: the PAC and SAT sandbox as a process."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from datetime import timedelta
from pathlib import Path

from sandbox.pac.finkok_stamping import FinkokLags
from sandbox.pac.sat_register import Lags
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
    parser.add_argument("--finkok-issuers", type=_rfcs, help="RFC,RFC: all others get 702")
    parser.add_argument("--finkok-suspended", type=_rfcs, default=frozenset(), help="they get 703")
    _add_lags(parser)
    return parser.parse_args(arguments)


def _add_lags(parser: argparse.ArgumentParser) -> None:
    """Let each party be as slow as wanted, in seconds; sandbox/pac/README.md says what waits."""
    sat, finkok = Lags(), FinkokLags()
    for name, lag in (
        ("datawarehouse", timedelta(0)),
        ("finkok", finkok.recovery),
        ("finkok-delivery", finkok.delivery),
        ("sat-cancel", sat.cancelling),
        ("sat-acceptance", sat.acceptance),
    ):
        parser.add_argument(f"--{name}-lag-s", type=_seconds, default=lag, metavar="S")


def _seconds(text: str) -> timedelta:
    return timedelta(seconds=float(text))


def _rfcs(text: str) -> frozenset[str]:
    return frozenset(rfc.strip() for rfc in text.split(",") if rfc.strip())


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        data_dir=options.data_dir,
        authority_dir=options.authority or options.data_dir / "authority",
        taxpayers=options.taxpayers,
        user=options.user,
        password=options.password,
        datawarehouse_lag=options.datawarehouse_lag_s,
        finkok_lags=FinkokLags(options.finkok_lag_s, options.finkok_delivery_lag_s),
        finkok_issuers=options.finkok_issuers,
        finkok_suspended=options.finkok_suspended,
        sat_lags=Lags(options.sat_cancel_lag_s, options.sat_acceptance_lag_s),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
