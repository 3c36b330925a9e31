"""Blueprints whose views may raise PortalError, and the table of what they serve.

Chalice turns any other exception into a bare 500 before middleware can see it,
so the translation has to happen here, inside the view. Bodies are read from
`raw_body`: Chalice's own JSON reading answers in a shape that is not ours.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from chalice import Blueprint, Response
from pydantic import BaseModel

from chalicelib.api import identity
from chalicelib.api.client_address import address_prefix
from chalicelib.api.problems import locale_of, problem_response
from chalicelib.api.rate_limits import tell_at_least
from chalicelib.api.reading import LARGEST_BODY, read_body
from chalicelib.domain.budget import Budget
from chalicelib.domain.session import Scope
from chalicelib.errors import PortalError
from chalicelib.usecases.session_keeping import SignedIn

Model = TypeVar("Model", bound=BaseModel)
View = Callable[..., Response]

Headers = dict[str, str | list[str]]

JSON_HEADERS: Headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}


@dataclass(frozen=True)
class Endpoint:
    """One route as the OpenAPI file describes it.

    `limited` is the budget of the asker's network that every answer tells of.
    `security` is "public", "invoice" (its access token, or an account that sees it),
    "account" (a session), "new_password" (a session, also one that may only set a
    password), "phone" (what a phone remembers) or "pos" (an API key).
    """

    method: str
    path: str
    name: str
    summary: str
    security: str
    request: type[BaseModel] | None
    answers: dict[int, type[BaseModel] | None]
    problems: tuple[int, ...]
    query: tuple[str, ...] = ()
    limited: Budget | None = None


class Routes(Blueprint):
    """A blueprint that knows what it serves and answers our refusals itself."""

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        self.endpoints: list[Endpoint] = []

    def serve(  # noqa: PLR0913  a route is described where it is written
        self,
        method: str,
        path: str,
        *,
        summary: str,
        answers: dict[int, type[BaseModel] | None],
        request: type[BaseModel] | None = None,
        problems: tuple[int, ...] = (),
        security: str = "public",
        query: tuple[str, ...] = (),
        limited: Budget | None = None,
    ) -> Callable[[View], View]:
        """Register a view for one method of a path."""

        def register(view: View) -> View:
            name = view.__name__
            told = (summary, security, request, answers, problems, query, limited)
            self.endpoints.append(Endpoint(method, path, name, *told))
            answering = self._answering(view, limited)
            self.route(path, methods=[method], content_types=["*/*"], name=name)(answering)
            return view

        return register

    def _answering(self, view: View, limited: Budget | None) -> View:
        @functools.wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Response:
            try:
                return view(*args, **kwargs)
            except PortalError as error:
                if limited is not None:
                    tell_at_least(limited, address_prefix(self))
                return problem_response(error, locale_of(self.header("accept-language")))

        return answer

    def body(self, kind: type[Model], largest: int = LARGEST_BODY) -> Model:
        """Return the present request's body as its model; raises what `read_body` raises."""
        request = self.current_request
        content_type = request.headers.get("content-type", "")
        return read_body(kind, request.raw_body, content_type, largest)

    def signed_in(self, *scopes: Scope) -> SignedIn:
        """Return who is signed in, with one of these scopes (full); raises what identity does."""
        method = self.current_request.method
        return identity.signed_in(self.headers, method, scopes or (Scope.FULL,))

    def maybe_signed_in(self) -> SignedIn | None:
        """Return who is signed in where nobody has to be."""
        return identity.maybe_signed_in(self.headers, self.current_request.method)

    @property
    def headers(self) -> Mapping[str, str]:
        """The present request's headers, by their names in lower case."""
        found: Mapping[str, str] = self.current_request.headers
        return found

    @property
    def query(self) -> Mapping[str, str]:
        """The present request's query parameters; of one that is repeated, the last."""
        found: Mapping[str, str] | None = self.current_request.query_params
        return found or {}

    def header(self, name: str) -> str:
        """Return a header of the present request, or an empty text."""
        return str(self.current_request.headers.get(name, ""))


def ok(view: BaseModel, status: int = 200, headers: Headers | None = None) -> Response:
    """Answer with a view model; nobody but the asker may keep it."""
    return Response(view.model_dump_json(), {**JSON_HEADERS, **(headers or {})}, status)


def done(headers: Headers | None = None) -> Response:
    """Answer that it is done, and that there is nothing to tell."""
    return Response("", {"Cache-Control": "no-store", **(headers or {})}, 204)


def etag_of(body: str) -> str:
    """Return the tag that changes with every character of an answer."""
    return f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'


def tagged(body: str, etag: str, asked: str, cache: str) -> Response:
    """Answer with a text that has a version, or say that the asker's copy still holds."""
    headers: Headers = {"Content-Type": "application/json", "ETag": etag, "Cache-Control": cache}
    known = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    if etag in known or "*" in known:
        return Response("", headers, 304)
    return Response(body, headers)
