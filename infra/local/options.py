"""What `make run` was told: its environment variables, read once, each wrong value a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography import x509

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_PORT = 65_535
LONGEST_PAC_TIMEOUT_S = 50.0
LARGEST_LIMITS = 1_000_000.0
KNOWN_PACS = ("sw", "finkok")
READY_PACS = ("sw",)
SECOND_PAC = re.compile(r"PAC2_")


class OptionError(ValueError):
    """A variable holds what we cannot work with; the text is one sentence for a person."""

    exit_code = 2


@dataclass(frozen=True)
class PACOptions:
    """Which PAC, where, and as whom; None stands for the sandbox's own."""

    kind: str
    url: str | None
    api_url: str | None
    user: str | None
    password: str | None
    token: str | None


@dataclass(frozen=True)
class Options:
    """The table of variables of `make run`. Paths are absolute; port 0 means any free one."""

    port: int
    data_dir: Path
    pac: PACOptions
    pac_timeout_s: float
    sat_certificates: Path | None
    sat_status_url: str | None
    issuer_csd_dir: Path | None
    limits: float
    demo: bool


def read_options(environment: Mapping[str, str]) -> Options:
    """Read the variables; an empty one counts as absent. Raises OptionError."""
    env = {name: value.strip() for name, value in environment.items() if value.strip()}
    return Options(
        port=_port(env.get("PORT", "8000")),
        data_dir=_path(env.get("DATA_DIR", ".local")),
        pac=_pac(env),
        pac_timeout_s=_number(env, "PAC_TIMEOUT_S", "20", LONGEST_PAC_TIMEOUT_S),
        sat_certificates=_certificates(env.get("SAT_CERTIFICATES")),
        sat_status_url=_url(env, "SAT_STATUS_URL"),
        issuer_csd_dir=_directory(env, "ISSUER_CSD_DIR"),
        limits=_number(env, "LIMITS", "1", LARGEST_LIMITS),
        demo=_switch(env, "DEMO", "1"),
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > LARGEST_PORT:
        raise OptionError(f"PORT={text}: el puerto debe ser un número entre 0 y {LARGEST_PORT}.")
    return int(text)


def _number(env: Mapping[str, str], name: str, default: str, largest: float) -> float:
    text = env.get(name, default)
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= largest:
        raise OptionError(f"{name}={text}: debe ser un número mayor que 0 y hasta {largest:g}.")
    return value


def _switch(env: Mapping[str, str], name: str, default: str) -> bool:
    text = env.get(name, default)
    if text not in {"0", "1"}:
        raise OptionError(f"{name}={text}: debe ser 0 o 1.")
    return text == "1"


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _directory(env: Mapping[str, str], name: str) -> Path | None:
    if name not in env:
        return None
    path = _path(env[name])
    if path.exists() and not path.is_dir():
        raise OptionError(f"{name}={path}: no es una carpeta.")
    return path


def _url(env: Mapping[str, str], name: str) -> str | None:
    text = env.get(name)
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        reachable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        reachable = False
    if not reachable:
        raise OptionError(f"{name}={text}: debe ser una dirección http:// o https://.")
    return text.rstrip("/")


def _certificates(text: str | None) -> Path | None:
    if text is None:
        return None
    path = _path(text)
    try:
        x509.load_pem_x509_certificates(path.read_bytes())
    except OSError as error:
        raise OptionError(f"SAT_CERTIFICATES={path}: no se puede leer ese archivo.") from error
    except ValueError as error:
        raise OptionError(
            f"SAT_CERTIFICATES={path}: no contiene certificados en formato PEM."
        ) from error
    return path


def _pac(env: Mapping[str, str]) -> PACOptions:
    _refuse_second(env)
    user, password = env.get("PAC_USER"), env.get("PAC_PASSWORD")
    if (user is None) != (password is None):
        raise OptionError("PAC_USER y PAC_PASSWORD van juntas: falta una de las dos.")
    url = _url(env, "PAC_URL")
    return PACOptions(
        kind=_pac_kind(env.get("PAC", "sw")),
        url=url,
        api_url=_url(env, "PAC_API_URL") or url,
        user=user,
        password=password,
        token=env.get("PAC_TOKEN"),
    )


def _pac_kind(text: str) -> str:
    kinds = [kind.strip().lower() for kind in text.split(",")]
    unknown = [kind for kind in kinds if kind not in KNOWN_PACS]
    if unknown:
        raise OptionError(f"PAC={text}: los PAC conocidos son {' y '.join(KNOWN_PACS)}.")
    if len(kinds) > 1:
        raise OptionError(f"PAC={text}: por ahora se usa un solo PAC; la lista aún no se admite.")
    if kinds[0] not in READY_PACS:
        raise OptionError(f"PAC={text}: ese PAC aún no se admite; usa PAC=sw.")
    return kinds[0]


def _refuse_second(env: Mapping[str, str]) -> None:
    second = sorted(name for name in env if SECOND_PAC.match(name))
    if second:
        raise OptionError(f"{second[0]}: por ahora se usa un solo PAC; quita las variables PAC2_.")
