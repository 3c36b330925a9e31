"""Makes the OpenAPI 3.1 file from the routes and their pydantic models.

`python -m infra.openapi` writes chalicelib/api/openapi.json;
`python -m infra.openapi --check` fails when the written one is stale.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chalicelib.api.paging import DEFAULT_LIMIT, LARGEST_LIMIT
from chalicelib.api.problems import PROBLEM_JSON
from chalicelib.api.routes import Endpoint
from chalicelib.api.schemas.problems import ProblemView
from chalicelib.api.table import BLUEPRINTS
from chalicelib.domain.invoice_status import Phase
from chalicelib.domain.listing import DateKind

TARGET = Path(__file__).parents[1] / "chalicelib" / "api" / "openapi.json"
REF = "#/components/schemas/{model}"
JSON = "application/json"

SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "public": [],
    "invoice": [{"invoiceToken": []}, {"session": []}, {"sessionCookie": []}],
    "account": [{"session": []}, {"sessionCookie": []}],
    "new_password": [{"session": []}, {"sessionCookie": []}],
    "phone": [{"phoneCookie": []}],
    "pos": [{"posKey": []}],
}

MEANINGS = {
    200: "As it stands",
    201: "Created",
    202: "Accepted: it is kept, and will be done",
    204: "Done; there is nothing to tell",
    304: "The asker's copy still holds",
    400: "malformed_json",
    401: "not_signed_in",
    403: "not_allowed, or captcha_required",
    404: "not_found",
    409: "The state of the thing does not allow it",
    413: "too_large",
    415: "unsupported_media_type",
    422: "Every wrong field, by JSON pointer",
    429: "too_many: ask again after Retry-After",
    503: "The store of records is down; nothing was lost",
}

TEXT = {"type": "string"}
QUERY = {
    "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": LARGEST_LIMIT,
        "default": DEFAULT_LIMIT,
    },
    "date": {"type": "string", "enum": [kind.value for kind in DateKind]},
    "phase": {"type": "string", "enum": [phase.value for phase in Phase]},
    "type": {"type": "string", "enum": ["ingreso", "egreso", "global"]},
}
"""What a query parameter is, where it is not just a text."""

BODILESS = {204, 304}
"""Statuses whose answers have no body (RFC 9110)."""

FILE_BYTES = {
    "application/xml": {"schema": {"type": "string"}},
    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
}


def endpoints() -> list[Endpoint]:
    """Return every route of the API, in the order in which they are declared."""
    return [endpoint for routes in BLUEPRINTS for endpoint in routes.endpoints]


def description() -> dict[str, Any]:
    """Return the whole OpenAPI document."""
    found = endpoints()
    paths: dict[str, Any] = {}
    for endpoint in found:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Facturable",
            "version": "1",
            "description": "From a store's ticket to a stamped CFDI 4.0.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": _schemas(found), "securitySchemes": _security_schemes()},
    }


def written(document: dict[str, Any]) -> str:
    """Return the file's text."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "security": SECURITY[endpoint.security],
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint),
    }
    if endpoint.request is not None:
        content = {JSON: {"schema": _ref(endpoint.request)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", endpoint.path)
    ]
    in_query = [
        {"name": name, "in": "query", "required": False, "schema": QUERY.get(name, TEXT)}
        for name in endpoint.query
    ]
    return in_path + in_query


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    answers = {
        str(status): _answer(status, model, endpoint) for status, model in endpoint.answers.items()
    }
    problems = {
        str(status): {
            "description": MEANINGS[status],
            "headers": _headers(endpoint),
            "content": {PROBLEM_JSON: {"schema": _ref(ProblemView)}},
        }
        for status in endpoint.problems
    }
    return {**answers, **problems}


def _answer(status: int, model: type[BaseModel] | None, endpoint: Endpoint) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": MEANINGS[status],
        "headers": _headers(endpoint),
    }
    if status in BODILESS:
        return answer
    schema = _ref(model) if model else {"type": "object"}
    answer["content"] = {JSON: {"schema": schema}}
    if endpoint.path.endswith("/files/{kind}"):
        answer["content"].update(FILE_BYTES)
    return answer


def _headers(endpoint: Endpoint) -> dict[str, Any]:
    limits = ("RateLimit-Policy", "RateLimit") if endpoint.limited else ()
    return {name: {"schema": TEXT} for name in ("X-Request-Id", *limits)}


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REF.format(model=model.__name__)}


def _schemas(found: list[Endpoint]) -> dict[str, Any]:
    requests = {endpoint.request for endpoint in found if endpoint.request}
    answers = {model for endpoint in found for model in endpoint.answers.values() if model}
    asked = [(model, "validation") for model in sorted(requests, key=lambda one: one.__name__)]
    told = [
        (model, "serialization")
        for model in sorted(answers | {ProblemView}, key=lambda one: one.__name__)
    ]
    _, definitions = models_json_schema([*asked, *told], ref_template=REF)  # type: ignore[list-item]
    schemas: dict[str, Any] = definitions["$defs"]
    return schemas


def _security_schemes() -> dict[str, Any]:
    return {
        "invoiceToken": {
            "type": "http",
            "scheme": "bearer",
            "description": "The access token that came with the invoice.",
        },
        "session": {
            "type": "http",
            "scheme": "bearer",
            "description": "The token of a session (`ses_`).",
        },
        "sessionCookie": {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-sid",
            "description": "The site's session; writes also need X-Facturable: 1.",
        },
        "phoneCookie": {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-phone",
            "description": "What this phone remembers of its owner.",
        },
        "posKey": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
    }


def main(arguments: list[str]) -> int:
    """Write the file, or with --check tell whether it is fresh; returns the exit code."""
    fresh = written(description())
    if "--check" not in arguments:
        TARGET.write_text(fresh, "utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text("utf-8") == fresh:
        return 0
    print("openapi.json is stale: run `python -m infra.openapi` and commit it", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
