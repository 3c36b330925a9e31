"""`make bench`: figures as ratios inside one run, each beside its target."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from benchmarks import sealing, starting, telling_apart
from benchmarks.material import Keys


def main() -> int:
    """Run every bench and print one table in Markdown; returns the exit code."""
    keys = Keys()
    try:
        rows = sealing.run(keys) + starting.run() + starting.run_system()
        rows += [*telling_apart.run()]
    finally:
        keys.close()
    print(f"\nPython {sys.version.split()[0]}, {datetime.now(UTC):%Y-%m-%d}\n")
    print("| what | ratio | target |\n|---|---|---|")
    for name, ratio, target in rows:
        bound = "at most" if name.startswith(("seal", "start", "telling")) else "at least"
        print(f"| {name} | {ratio:.2f} | {bound} {target:g} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
