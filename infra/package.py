"""`python -m infra.package STAGE DIR`: the deployable package, with the template of everything.

`chalice package` exits with success when it could not fetch a dependency, and
the zip then lacks it; this does not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.template import merge_template

ROOT = Path(__file__).parents[1]
INCOMPLETE = "Could not install dependencies"
LARGEST_ZIP = 50_000_000  # Lambda's limit for a direct upload, in bytes


class PackageFailed(RuntimeError):
    """There is no package that could be deployed; the text says why."""


def package(project: Path, stage: str, out: Path) -> Path:
    """Write `sam.json` and `deployment.zip` of a stage into `out`; return the template's path.

    Needs AWS_DEFAULT_REGION in the environment. Raises PackageFailed.
    """
    with tempfile.TemporaryDirectory() as scratch:
        merge = Path(scratch) / "merge.json"
        merge.write_text(json.dumps(merge_template(stage), ensure_ascii=False), "utf-8")
        _run_chalice(project, stage, merge, out)
    size = (out / "deployment.zip").stat().st_size
    if size > LARGEST_ZIP:
        raise PackageFailed(f"deployment.zip has {size} bytes; Lambda takes {LARGEST_ZIP}")
    return out / "sam.json"


def _run_chalice(project: Path, stage: str, merge: Path, out: Path) -> None:
    chalice = Path(sys.executable).with_name("chalice")
    command = [str(chalice), "--project-dir", str(project), "package"]
    command += ["--stage", stage, "--merge-template", str(merge), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = done.stdout + done.stderr
    if done.returncode or INCOMPLETE in told:
        raise PackageFailed(told.strip())


def main(arguments: list[str]) -> int:
    """Package a stage."""
    parser = argparse.ArgumentParser(prog="python -m infra.package", description=__doc__)
    parser.add_argument("stage")
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    try:
        template = package(ROOT, options.stage, options.out.absolute())
    except PackageFailed as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{template}\n{template.with_name('deployment.zip')}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
