"""`python -m infra.local.prepare`: everything that must be there before the first request.

It runs as a process of its own, in the application's environment, so that the
launcher stays a launcher. On standard output it tells, as JSON, what demo.json
says of the store's side.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.demo import DemoFailed, ensure_demo, open_tickets
from infra.local.issuers import IssuerCSDs
from infra.local.options import OptionError, Options, PACOptions, read_options
from infra.local.secrets_room import ensure_keys, put_pac
from infra.local.stack import StackFailed, ensure_stack
from sandbox.authority.authority import Authority, ensure_authority
from sandbox.pac.service import DEFAULT_PASSWORD, DEFAULT_USER


@dataclass(frozen=True)
class Preparation:
    """What is to be prepared, and where the sandbox is."""

    options: Options
    sandbox_url: str
    authority: Authority

    def prepare(self) -> dict[str, Any]:
        """Make stack, secrets, demo and CSDs, each only where it is missing; tell what there is.

        Raises StackFailed, DemoFailed, OptionError.
        """
        ensure_stack()
        ensure_keys()
        pac = put_pac(self.options.pac, self._sandbox(), self._sat_certificates())
        pos_api_key = ensure_demo(wanted=self.options.demo)
        return {
            "pos_api_key": pos_api_key,
            "staff": None,
            "issuers": self._csds().give_all(),
            "sat_certificate": str(self._sat_certificates()),
            "tickets": open_tickets(),
            "pac_url": pac.url,
        }

    def _sandbox(self) -> PACOptions:
        url = self.sandbox_url
        return PACOptions("sw", url, url, DEFAULT_USER, DEFAULT_PASSWORD, token=None)

    def _sat_certificates(self) -> Path:
        return self.options.sat_certificates or self.authority.sat_certificates

    def _csds(self) -> IssuerCSDs:
        own = self.options.issuer_csd_dir
        return IssuerCSDs(self.authority, own or self.options.data_dir / "csd", own is not None)


def main(arguments: list[str]) -> int:
    """Prepare; 2 for what the person can mend in his variables, 1 for the rest."""
    parser = argparse.ArgumentParser(prog="python -m infra.local.prepare", description=__doc__)
    parser.add_argument("--sandbox-url", required=True)
    parser.add_argument("--authority", type=Path, required=True, help="folder of the authority")
    told = parser.parse_args(arguments)
    authority = ensure_authority(told.authority)
    preparation = Preparation(read_options(os.environ), told.sandbox_url, authority)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            prepared = preparation.prepare()
    except OptionError as error:
        print(error, file=sys.stderr)
        return OptionError.exit_code
    except (DemoFailed, StackFailed) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(prepared))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
