"""The shape of every refusal."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict

from chalicelib.api.schemas.shared import View


class FieldProblemView(View):
    """One wrong datum, by JSON pointer."""

    field: str
    code: str
    params: dict[str, Any] = {}


class ProblemView(View):
    """RFC 9457 with our members: `code` is stable, `detail` a sentence for people."""

    model_config = ConfigDict(frozen=True, extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldProblemView] | None = None
    retry_after: int | None = None
    help_folio: str | None = None
    captcha_action: str | None = None
