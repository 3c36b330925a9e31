"""The one reader of the environment: what differs from stage to stage, never a secret."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache


def queue_name(queue: str) -> str:
    """Name a queue of this stage; Chalice needs it while a module loads, hence the default."""
    return f"facturable-{os.environ.get('STAGE', 'local')}-{queue}"


@dataclass(frozen=True)
class Settings:
    """What this process was told. Times are in seconds; secrets are named, never held."""

    stage: str
    documents_bucket: str
    files_bucket: str
    site_url: str
    mail_from: str
    pac_timeout_s: float
    limits: float
    trusted_proxies: int

    @classmethod
    def from_env(cls) -> Settings:
        """Read the environment, with the local stage's values where it says nothing."""
        env = os.environ
        stage = env.get("STAGE", "local")
        return cls(
            stage=stage,
            documents_bucket=env.get("DOCUMENTS_BUCKET", f"facturable-{stage}-documents"),
            files_bucket=env.get("FILES_BUCKET", f"facturable-{stage}-files"),
            site_url=env.get("SITE_URL", "http://127.0.0.1:8000"),
            mail_from=env.get("MAIL_FROM", "facturas@facturable.example"),
            pac_timeout_s=float(env.get("PAC_TIMEOUT_S", "20")),
            limits=float(env.get("LIMITS", "1")),
            trusted_proxies=int(env.get("TRUSTED_PROXIES", "0")),
        )

    def table(self, name: str) -> str:
        """Name a table of this stage."""
        return f"facturable-{self.stage}-{name}"

    def queue(self, name: str) -> str:
        """Name a queue of this stage."""
        return f"facturable-{self.stage}-{name}"

    def secret(self, name: str) -> str:
        """Name a secret of this stage: "keys", "pac" or "csd/<issuer id>"."""
        return f"facturable/{self.stage}/{name}"


@cache
def settings() -> Settings:
    """Return this process's settings, read once, at first use."""
    return Settings.from_env()
