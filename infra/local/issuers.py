"""The CSDs of the demo's issuers: made on first start, or the person's own, given to the worker."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib import container
from chalicelib.cfdi.csd import CSD, CSDError
from infra.local.options import OptionError
from infra.local.secrets_room import put_csd
from sandbox.authority.authority import Authority
from sandbox.authority.csd import ensure_csd
from sandbox.stores import ISSUERS

if TYPE_CHECKING:
    from chalicelib.domain.branch import Issuer

PASSWORD_FILE = "password.txt"  # noqa: S105 - the name of a file


@dataclass(frozen=True)
class IssuerCSDs:
    """Where the CSDs are: one folder per RFC. `own` says that the person chose the folder."""

    authority: Authority
    directory: Path
    own: bool

    def give_all(self) -> list[dict[str, str]]:
        """Put every issuer's CSD into its secret; return what demo.json tells of them.

        Raises OptionError when a folder of the person's own does not make a CSD.
        """
        issuers = {branch.issuer.id: branch.issuer for branch in container.branch_store().list()}
        return [self._give(issuer) for issuer in issuers.values()]

    def _give(self, issuer: Issuer) -> dict[str, str]:
        folder = self._folder(issuer)
        certificate = _only(folder, "*.cer")
        password = (folder / PASSWORD_FILE).read_text("utf-8").strip()
        key = _only(folder, "*.key").read_bytes()
        try:
            CSD.load(certificate.read_bytes(), key, password)
        except CSDError as error:
            raise OptionError(f"{folder}: el CSD no sirve ({error.code}).") from error
        put_csd(issuer.id, certificate.read_bytes(), key, password)
        return {"rfc": issuer.rfc, "name": issuer.name, "certificate": str(certificate)}

    def _folder(self, issuer: Issuer) -> Path:
        """Return the issuer's folder, with a CSD made in it unless the person put one there."""
        folder = self.directory / issuer.rfc
        if self.own and any(folder.glob("*.cer")):
            return folder
        names = {entry["rfc"]: entry["name"] for entry in json.loads(ISSUERS.read_text("utf-8"))}
        return ensure_csd(
            self.authority, issuer.rfc, names.get(issuer.rfc, issuer.name), self.directory
        )


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1 or not (folder / PASSWORD_FILE).is_file():
        raise OptionError(f"{folder}: debe tener un .cer, un .key y {PASSWORD_FILE}.")
    return found[0]
