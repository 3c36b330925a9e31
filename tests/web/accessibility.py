"""Judges a page as axe, a narrow screen and a thumb do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THUMB = 44

CONTROLS = "button, select, input, summary, nav a, .button"
SMALL_TARGETS = """([controls, least]) => [...document.querySelectorAll(controls)]
  .filter((target) => target.checkVisibility({ visibilityProperty: true }))
  .map((target) => target.closest("label") ?? target)
  .filter((target) => target.getBoundingClientRect().height < least)
  .map((target) => target.outerHTML.slice(0, 120))"""


def violations(page: Page) -> list[str]:
    """Return what axe finds. Its text is evaluated: the policy lets no script tag in."""
    page.evaluate(AXE.read_text("utf-8"))
    result: dict[str, Any] = page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)
    return [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, wider)


def small_targets(page: Page) -> list[str]:
    """Return the controls that are lower than a thumb (in CSS pixels)."""
    found: list[str] = page.evaluate(SMALL_TARGETS, [CONTROLS, THUMB - 0.5])
    return found


def complaints(page: Page, screen: str) -> list[str]:
    """Return everything that is wrong with a screen, under its name."""
    wider = [f"wider by {overflow(page)} px"] if overflow(page) else []
    found = violations(page) + wider + [f"low: {target}" for target in small_targets(page)]
    return [f"{screen}: {complaint}" for complaint in found]
