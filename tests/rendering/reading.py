"""Reads a PDF as its readers do: its text in order, and the codes in its picture."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import zxingcpp
from pypdf import PdfReader


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, blanks and line ends as single spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def whole_text(pdf: bytes) -> str:
    """Return the text of all pages."""
    return " ".join(page_texts(pdf))


def codes(pdf: bytes) -> list[str]:
    """Return what a phone's camera reads on the printed pages (150 dots an inch)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=150 / 72).to_pil() for page in document]
    finally:
        document.close()
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
