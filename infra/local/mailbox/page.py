"""The mailbox as a page: a list, one mail with its parts, and a frame that runs nothing."""

from __future__ import annotations

import base64
import re
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.local.mailbox.mails import Mail

LINK = re.compile(r"(https?://\S+)")
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 1.4rem; }
ul { list-style: none; padding: 0; }
li { border-bottom: 1px solid #8886; }
li a { display: block; padding: .75rem .25rem; color: inherit; text-decoration: none; }
li a:hover, li a:focus { background: #8882; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; }
dt, small { opacity: .75; }
dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8886; padding: 1rem; }
iframe { width: 100%; height: 36rem; border: 1px solid #8886; background: #fff; }
"""


def list_page(mails: Sequence[Mail]) -> str:
    """Return the page that lists the mails, newest first."""
    rows = "".join(_row(mail) for mail in reversed(mails))
    shown = f"<ul>{rows}</ul>" if rows else "<p>Todavía no ha salido ningún correo.</p>"
    return _page("Buzón de pruebas", f"<p>Correos enviados: {len(mails)}.</p>{shown}")


def mail_page(mail: Mail) -> str:
    """Return the page of one mail."""
    data = {"De": mail["from"], "Para": ", ".join(mail["to"]), "Fecha": _moment(mail["at"])}
    terms = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in data.items())
    parts = [f'<p><a href="/">← Todos los correos</a></p><dl>{terms}</dl>', _attachments(mail)]
    if mail["html"]:
        address = f"/{escape(mail['id'])}/html"
        parts.append(f'<iframe sandbox title="Contenido del correo" src="{address}"></iframe>')
    parts.append(f"<h2>Texto</h2><pre>{_linked(mail['text'])}</pre>")
    return _page(mail["subject"], "".join(parts))


def _row(mail: Mail) -> str:
    to = escape(", ".join(mail["to"]))
    at = _moment(mail["at"])
    subject = escape(mail["subject"])
    files = len(mail["attachments"])
    return (
        f'<li><a href="/{escape(mail["id"])}"><strong>{subject}</strong><br>'
        f"<small>Para {to} · {at} · {files} adjuntos</small></a></li>"
    )


def _moment(at: str) -> str:
    """Write a moment as this machine's clock tells it."""
    return datetime.fromisoformat(at).astimezone().strftime("%d/%m/%Y, %H:%M:%S")


def _linked(text: str) -> str:
    """Make addresses followable here, since those in the frame lead nowhere."""
    return "".join(
        f'<a href="{escape(part)}">{escape(part)}</a>' if LINK.fullmatch(part) else escape(part)
        for part in LINK.split(text)
    )


def _attachments(mail: Mail) -> str:
    if not mail["attachments"]:
        return "<p>Sin adjuntos.</p>"
    links = "".join(
        f'<li><a href="/{escape(mail["id"])}/attachments/{number}" download>'
        f"{escape(file['name'])} <small>{_size(file['content'])} kB</small></a></li>"
        for number, file in enumerate(mail["attachments"])
    )
    return f"<h2>Adjuntos</h2><ul>{links}</ul>"


def _size(content: str) -> str:
    return f"{len(base64.b64decode(content)) / 1000:.1f}"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="es-MX"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/style.css"></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
