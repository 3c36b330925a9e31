"""Saying that the system is ready: demo.json for programs, a few lines for people."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from infra.local.children import Child

STARTING_S = 60.0
ASKING_S = 5.0
LOOK_AGAIN_S = 0.05
SHOWN_TICKETS = 3


def branches_of(base_url: str, front: Child) -> list[dict[str, Any]]:
    """Return the branches as the API gives them, once it answers. Raises ChildDied, OSError."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + STARTING_S
    while True:
        front.check()
        try:
            with opener.open(f"{base_url}/v1/branches", timeout=ASKING_S) as answer:
                items: list[dict[str, Any]] = json.load(answer)["items"]
                return items
        except (urllib.error.URLError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK_AGAIN_S)


def write_demo(path: Path, told: dict[str, Any]) -> dict[str, Any]:
    """Write demo.json by one rename, so that who finds it finds it whole; return what it says."""
    demo = {"pid": os.getpid(), **told}
    unfinished = path.with_suffix(".json.new")
    unfinished.write_text(json.dumps(demo, ensure_ascii=False, indent=2) + "\n", "utf-8")
    unfinished.replace(path)
    return demo


def print_ready(demo: dict[str, Any], data_dir: Path) -> None:
    """Tell a person where to look and which tickets to try."""
    names = {branch["id"]: branch["name"] for branch in demo["branches"]}
    print(f"\nFacturable está lista en {demo['base_url']}\n")
    for ticket in demo["tickets"][:SHOWN_TICKETS]:
        print(
            f"  Sucursal: {names.get(ticket['branch_id'], ticket['branch_id'])}"
            f" · Orden: {ticket['order_number']} · Ticket: {ticket['ticket_number']}"
            f" · Total: ${ticket['total']}\n"
            f"    o directo: {demo['base_url']}/t#{ticket['code']}"
        )
    if not demo["tickets"]:
        print("  No hay tickets por facturar.")
    print(f"\n  Correos:    {demo['mailbox_url']}")
    print(f"  PAC:        {demo['pac_url']}")
    print(f"  Bitácoras:  {data_dir / 'logs'}")
    print("\nCtrl-C detiene todo y conserva los datos.", flush=True)
