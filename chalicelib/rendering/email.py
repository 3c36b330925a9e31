"""The mail that brings a factura: its words, its two bodies and what is attached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.cfdi.verification import verification_url
from chalicelib.domain.email_address import is_email_address
from chalicelib.rendering import es_mx
from chalicelib.rendering.colors import ink_on, readable_on_white
from chalicelib.rendering.folio import file_name, folio_of
from chalicelib.rendering.not_invoiced import REASONS
from chalicelib.rendering.templates import Ready, email_template, one_line

if TYPE_CHECKING:
    from chalicelib.cfdi.timbre import StampedCFDI
    from chalicelib.domain.ticket import NotInvoiced
    from chalicelib.rendering.store_face import StoreFace

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class UnsafeHeader(ValueError):
    """A text that must not become a header of a mail: it could begin another one."""


@dataclass(frozen=True)
class Attachment:
    """A file of a mail; `content_type` as in "application/pdf"."""

    name: str
    content_type: str
    content: bytes

    def __post_init__(self) -> None:
        _require_one_line(self.name, self.content_type)


@dataclass(frozen=True)
class Email:
    """A mail to one reader. `sender_name` is what he sees as its sender.

    Raises UnsafeHeader when what becomes a header has control characters, or
    `to` is not exactly one plain address.
    """

    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    sender_name: str

    def __post_init__(self) -> None:
        _require_one_line(self.to, self.subject, self.sender_name)
        if not is_email_address(self.to):
            raise UnsafeHeader("A mail goes to exactly one plain address")


@dataclass(frozen=True)
class FacturaFiles:
    """The two files of a factura, as they are kept."""

    xml: bytes
    pdf: bytes


def factura_email(
    to: str,
    stamped: StampedCFDI,
    store: StoreFace,
    not_invoiced: Sequence[NotInvoiced],
    files: FacturaFiles,
    status_url: str,
) -> Email:
    """Write the mail that delivers a factura: the same words every time that it is sent.

    `status_url` is the invoice's own page with its token (`/estado/#ID.TOKEN`).
    Subject and sender tell no RFC, for they are shown on locked screens. Raises
    KeyError for a kind of `not_invoiced` that has no words.
    """
    values = _values(stamped, store, status_url)
    return Email(
        to=to,
        subject=one_line(email_template("factura/subject.txt").filled(values)),
        text=_body("txt", values, not_invoiced),
        html=_body("html", values, not_invoiced),
        attachments=(
            Attachment(file_name(stamped, "xml"), "application/xml", files.xml),
            Attachment(file_name(stamped, "pdf"), "application/pdf", files.pdf),
        ),
        sender_name=one_line(store.brand_name),
    )


def _body(suffix: str, values: dict[str, str], not_invoiced: Sequence[NotInvoiced]) -> str:
    excluded = _excluded(suffix, not_invoiced)
    return email_template(f"factura/body.{suffix}").filled(values | {"excluded": excluded})


def _excluded(suffix: str, parts: Sequence[NotInvoiced]) -> Ready:
    """Tell what was paid and is not in the factura; nothing when there is nothing to tell."""
    if not parts:
        return Ready()
    item = email_template(f"factura/excluded_item.{suffix}")
    items = (
        item.filled(
            {
                "label": REASONS[part.kind].label,
                "amount": es_mx.money(part.amount),
                "sentence": REASONS[part.kind].sentence,
            }
        )
        for part in parts
    )
    return email_template(f"factura/excluded.{suffix}").filled({"items": Ready("".join(items))})


def _values(stamped: StampedCFDI, store: StoreFace, status_url: str) -> dict[str, str]:
    """Return a value for every gap of the templates, guarded by none of them yet."""
    document = stamped.comprobante
    return {
        "brand": store.brand_name,
        "branch": store.branch_name,
        "folio": folio_of(stamped),
        "uuid": stamped.timbre.uuid,
        "total": es_mx.money(document.total),
        "issued": es_mx.long_date(document.fecha),
        "receptor": document.receptor.nombre,
        "tickets": ", ".join(ticket.ticket_number for ticket in store.tickets),
        "xml_name": file_name(stamped, "xml"),
        "pdf_name": file_name(stamped, "pdf"),
        "verify_url": verification_url(stamped),
        "status_url": status_url,
        "color": str(store.color),
        "on_color": str(ink_on(store.color)),
        "accent": str(readable_on_white(store.color)),
    }


def _require_one_line(*texts: str) -> None:
    """Hold what keeps a header one header."""
    if any(map(_CONTROL.search, texts)):
        raise UnsafeHeader("A header has a line break or another control character")
