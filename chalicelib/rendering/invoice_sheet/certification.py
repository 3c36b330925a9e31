"""The proof: QR, seals and the timbre's cadena original (RMF 2.7.1.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.cfdi.verification import verification_url
from chalicelib.rendering.invoice_sheet.fields import section_title
from chalicelib.rendering.invoice_sheet.measures import (
    LEFT,
    RIGHT,
    SEAL,
    SMALL,
    SMALL_STRONG,
    WIDTH,
)
from chalicelib.rendering.pdf.block import Block, beside, lines, space, stack
from chalicelib.rendering.pdf.qr import qr_picture
from chalicelib.rendering.pdf.typography import cut, wrap

if TYPE_CHECKING:
    from chalicelib.cfdi.timbre import StampedCFDI
    from chalicelib.rendering.invoice_sheet.theme import Theme
    from chalicelib.rendering.pdf.canvas import Canvas

QR_SIDE = 36.0
"""The code itself is then over 2.75 cm, the least that Anexo 20 asks of it."""

PROOF_LEFT = LEFT + QR_SIDE + 4
PROOF_WIDTH = RIGHT - PROOF_LEFT
HOW_TO_VERIFY = (
    "Verifica este comprobante con el código QR o en "
    "https://verificacfdi.facturaelectronica.sat.gob.mx con el folio fiscal y los RFC."
)


def certification(stamped: StampedCFDI, theme: Theme) -> Block:
    """Put the QR to the left, what a verifier types or compares to the right."""
    proofs = stack(
        _proof("Sello digital del CFDI", stamped.sello),
        _proof("Sello digital del SAT", stamped.timbre.sello_sat),
        _proof(
            "Cadena original del complemento de certificación digital del SAT",
            stamped.cadena_original_tfd,
        ),
        *_leyenda(stamped.timbre.leyenda),
        lines(wrap(HOW_TO_VERIFY, SMALL, PROOF_WIDTH), SMALL, PROOF_LEFT),
    )
    title = section_title("CERTIFICACIÓN", theme, LEFT, WIDTH)
    whole = stack(title, beside(_qr(verification_url(stamped)), proofs))
    return Block(whole.height, whole.draw, bookmark="Certificación")


def _qr(url: str) -> Block:
    picture = qr_picture(url)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.picture(picture, LEFT, top, (QR_SIDE, QR_SIDE), f"QR del SAT: {url}")

    return Block(QR_SIDE, draw)


def _proof(label: str, text: str) -> Block:
    return stack(
        lines([label], SMALL_STRONG, PROOF_LEFT),
        lines(cut(text, SEAL, PROOF_WIDTH), SEAL, PROOF_LEFT),
        space(1.2),
    )


def _leyenda(leyenda: str | None) -> list[Block]:
    """Show what SAT or the PAC may have had to say."""
    if not leyenda:
        return []
    return [
        lines(["Leyenda"], SMALL_STRONG, PROOF_LEFT),
        lines(wrap(leyenda, SMALL, PROOF_WIDTH), SMALL, PROOF_LEFT),
        space(1.2),
    ]
