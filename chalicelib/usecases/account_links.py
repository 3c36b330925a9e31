"""The site's pages that mails about accounts lead to; a token stands in the fragment only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountLinks:
    """Addresses below `site`. No server and no log sees a fragment (ASVS 14.2.1)."""

    site: str

    @property
    def sign_in(self) -> str:
        """Where one signs in."""
        return f"{self.site}/acceso/#entrar"

    @property
    def recovery(self) -> str:
        """Where one asks for a temporary password."""
        return f"{self.site}/acceso/#recuperar"

    def confirmation(self, token: str) -> str:
        """Where a registration is confirmed: by a button, since mail scanners follow links."""
        return f"{self.site}/acceso/#confirmar.{token}"

    def email_change(self, token: str) -> str:
        """Where a new address is confirmed."""
        return f"{self.site}/acceso/#correo.{token}"
