"""`python -m infra.template`: the CloudFormation templates that infra/resources.yaml stands for.

A local stack takes the resources as they are. `chalice package` merges them into
its own template, with what only an API on AWS has (infra/gateway.py, infra/watching.py). The YAML
is written by hand and turned into JSON here, because a YAML merge file makes
Chalice write YAML aliases, which CloudFormation refuses.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # its stubs are a package of their own

from infra.gateway import gateway_parts
from infra.watching import watching_parts

RESOURCES = Path(__file__).with_name("resources.yaml")
FORMAT_VERSION = "2010-09-09"

Template = dict[str, Any]


def resources() -> Template:
    """Return what resources.yaml says: Parameters, Conditions and Resources."""
    template: Template = yaml.safe_load(RESOURCES.read_text("utf-8"))
    return template


def stack_template() -> Template:
    """Return the template of a stack that holds the resources alone."""
    return {"AWSTemplateFormatVersion": FORMAT_VERSION, **resources()}


def merge_template(stage: str) -> Template:
    """Return what `chalice package` merges into its template for a stage."""
    template = resources()
    for parts in (gateway_parts(), watching_parts()):
        for section, entries in parts.items():
            template[section] = template.get(section, {}) | entries
    template["Parameters"]["Stage"]["Default"] = stage
    return template


def main(arguments: list[str]) -> int:
    """Print a template as JSON: the stack's, or with --merge STAGE the package's part."""
    parser = argparse.ArgumentParser(prog="python -m infra.template", description=__doc__)
    parser.add_argument("--merge", metavar="STAGE", help="what `chalice package` merges")
    stage = parser.parse_args(arguments).merge
    template = merge_template(stage) if stage else stack_template()
    print(json.dumps(template, indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
