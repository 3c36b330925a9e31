"""`python -m sandbox.authority --dir DIR`: the test authority and the CSDs of the demo issuers."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sandbox.authority.authority import ensure_authority
from sandbox.authority.csd import ensure_csd


def main(arguments: list[str]) -> int:
    """Make what is missing, and print where everything is as one JSON line."""
    options = _parse(arguments)
    authority = ensure_authority(options.dir)
    csds = {
        rfc: str(ensure_csd(authority, rfc, name, options.dir / "csd"))
        for rfc, name in _issuers(options)
    }
    print(json.dumps({"sat_certificate": str(authority.sat_certificates), "csd": csds}))
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox.authority", description=__doc__)
    parser.add_argument("--dir", type=Path, required=True, help="where everything is kept")
    parser.add_argument("--issuer", nargs=2, action="append", default=[], metavar=("RFC", "NAME"))
    parser.add_argument("--issuers", type=Path, help='JSON file: [{"rfc": …, "name": …}, …]')
    return parser.parse_args(arguments)


def _issuers(options: argparse.Namespace) -> list[tuple[str, str]]:
    listed = json.loads(options.issuers.read_text("utf-8")) if options.issuers else []
    return [(entry["rfc"], entry["name"]) for entry in listed] + [
        (rfc, name) for rfc, name in options.issuer
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
