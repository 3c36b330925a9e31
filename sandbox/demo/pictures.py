"""`python -m sandbox.demo.pictures`: the demo's logos and ticket pictures, and the boxes in them.

The pictures are committed; this makes them again after a change, and writes into `stores.json`
where each datum stands, so that "¿Dónde está?" never points beside it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PIL.Image import Image

from sandbox.demo.logos import nuu_logo, zarapito_logo
from sandbox.demo.sample_tickets import nuu_ticket, zarapito_ticket
from sandbox.demo.thermal import ThermalRoll
from sandbox.stores import MEDIA, STORES, demo_branches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from chalicelib.domain.branch import Branch
    from sandbox.demo.thermal import Box

MEDIA_ROUTE = "/media/"


@dataclass(frozen=True)
class BrandPictures:
    """A brand's pictures and the file names under which its pages ask for them."""

    logo_name: str
    logo: Image
    ticket_name: str
    ticket: ThermalRoll

    @property
    def files(self) -> Iterator[tuple[str, Image]]:
        """Each picture with its file name."""
        yield self.logo_name, self.logo
        yield self.ticket_name, self.ticket.torn()


def brand_pictures() -> dict[str, BrandPictures]:
    """Draw the pictures of each brand of `stores.json`."""
    return {
        "zarapito": _pictures("zarapito-portales", zarapito_logo, zarapito_ticket),
        "nuu": _pictures("nuu-hermosillo", nuu_logo, nuu_ticket),
    }


def _pictures(
    branch_id: str, draw_logo: Callable[[str], Image], print_ticket: Callable[[Branch], ThermalRoll]
) -> BrandPictures:
    branch = next(branch for branch in demo_branches() if branch.id == branch_id)
    return BrandPictures(
        logo_name=branch.brand.logo.removeprefix(MEDIA_ROUTE),
        logo=draw_logo(branch.brand.color),
        ticket_name=branch.ticket_guide[0].image.removeprefix(MEDIA_ROUTE),
        ticket=print_ticket(branch),
    )


def with_boxes(stores: dict[str, Any], boxes: dict[str, dict[str, Box]]) -> dict[str, Any]:
    """Return the content of `stores.json` with each brand's boxes where its picture has them."""
    brands = {
        name: {
            **brand,
            "ticket_guide": [
                {**entry, "box": list(boxes[name][entry["field"]])}
                for entry in brand["ticket_guide"]
            ],
        }
        for name, brand in stores["brands"].items()
    }
    return {**stores, "brands": brands}


def main() -> int:
    """Write the pictures and their boxes."""
    pictures = brand_pictures()
    for drawn in pictures.values():
        for name, image in drawn.files:
            image.save(MEDIA / name, optimize=True)
            print(f"{MEDIA / name}: {(MEDIA / name).stat().st_size} bytes")
    boxes = {name: drawn.ticket.boxes() for name, drawn in pictures.items()}
    _write(STORES, with_boxes(json.loads(STORES.read_text("utf-8")), boxes))
    return 0


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
