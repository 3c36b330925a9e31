"""The demo's stores: two invented brands of two invented taxpayers, with five branches."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from chalicelib import clock
from chalicelib.catalogs.regimen_societario import without_regimen_societario
from chalicelib.domain.branch import Branch, Brand, GuideEntry, Issuer, Policy

DEMO = Path(__file__).parent / "demo"
ISSUERS = DEMO / "issuers.json"
STORES = DEMO / "stores.json"
TICKETS = DEMO / "tickets"
MEDIA = DEMO / "media"

# A demo that is started in the last days of a year, or in the first of the next, sells tickets
# of the year that ends; by LISR 27-XVIII nobody could invoice them after midnight.
NEW_YEAR = timedelta(days=15)
DAYS_AT_NEW_YEAR = "90"


def demo_issuers() -> list[Issuer]:
    """Return the demo's taxpayers, their names as a CFDI wants them.

    The file has them as SAT's certificates do, régimen societario included.
    """
    return [
        Issuer(
            id=entry["id"],
            rfc=entry["rfc"],
            name=without_regimen_societario(entry["name"]),
            regimen_fiscal=entry["regimen_fiscal"],
        )
        for entry in json.loads(ISSUERS.read_text("utf-8"))
    ]


def demo_branches(as_of: datetime | None = None) -> list[Branch]:
    """Return the demo's branches as they invoice at `as_of`, the present moment by default.

    Near 1 January they invoice by days, so that every demo ticket can be asked for.
    """
    moment = as_of or clock.now()
    content = json.loads(STORES.read_text("utf-8"))
    issuers = {issuer.id: issuer for issuer in demo_issuers()}
    branches = [
        _branch(entry, content["brands"][entry["brand"]], issuers) for entry in content["branches"]
    ]
    return [_by_days(branch) for branch in branches] if _near_new_year(moment) else branches


def _branch(entry: dict[str, Any], brand: dict[str, Any], issuers: dict[str, Issuer]) -> Branch:
    same = ("id", "name", "address", "city", "postal_code", "timezone", "serie", "iva_8")
    shown = ("latitude", "longitude", "phone", "hours")
    return Branch(
        **{name: entry[name] for name in (*same, *shown)},
        issuer=issuers[brand["issuer"]],
        brand=Brand(brand["name"], brand["logo"], brand["color"]),
        policy=Policy(**entry["policy"]),
        email=brand["email"],
        privacy_notice_url=brand["privacy_notice_url"],
        ticket_guide=tuple(_guide_entry(guide) for guide in brand["ticket_guide"]),
    )


def _guide_entry(entry: dict[str, Any]) -> GuideEntry:
    x, y, width, height = entry["box"]
    return GuideEntry(**{**entry, "box": (x, y, width, height)})


def _near_new_year(moment: datetime) -> bool:
    return (moment - NEW_YEAR).year < (moment + NEW_YEAR).year


def _by_days(branch: Branch) -> Branch:
    return replace(branch, policy=replace(branch.policy, deadline=DAYS_AT_NEW_YEAR))
