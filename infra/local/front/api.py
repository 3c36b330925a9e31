"""The application behind the front: Chalice's local gateway, each thread's request its own."""

from __future__ import annotations

import base64
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from chalice.config import Config
from chalice.local import LocalGateway, RouteMatcher, create_local_server

from infra.local.http_messages import Answer, Request
from infra.local.ports import HOST
from infra.problems import problem_of

if TYPE_CHECKING:
    from chalice import Chalice, Response

API_TIMEOUT_S = 29
API_MEMORY_MB = 1024


class API:
    """Answers what begins with /v1, as API Gateway and the function behind it would."""

    def __init__(self, app: Chalice) -> None:
        config = Config.create(lambda_timeout=API_TIMEOUT_S, lambda_memory_size=API_MEMORY_MB)
        _keep_request_per_thread(app, config)
        self._routes = app.routes
        self._matcher = RouteMatcher(list(app.routes))
        self._gateway = LocalGateway(app, config)

    def __call__(self, request: Request) -> Answer:
        """Answer a request; an unknown route or method is a problem like any other."""
        methods = self._methods(request)
        if methods is None:
            return refusal(HTTPStatus.NOT_FOUND)
        if request.method == "OPTIONS":
            return Answer(HTTPStatus.NO_CONTENT, (("Allow", _allow(methods)),))
        method = "GET" if request.method == "HEAD" else request.method
        if method not in methods:
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, Allow=_allow(methods))
        return self._invoke(method, request)

    def _methods(self, request: Request) -> set[str] | None:
        try:
            return set(self._routes[self._matcher.match_route(request.target).route])
        except ValueError:
            return None

    def _invoke(self, method: str, request: Request) -> Answer:
        answered: dict[str, Any] = self._gateway.handle_request(
            method=method,
            path=request.target,
            headers=dict(request.headers),
            body=request.body,
        )
        return Answer(answered["statusCode"], _headers(answered), _body(answered))


def refusal(status: int, **headers: str) -> Answer:
    """Return the problem that a bare status stands for."""
    response: Response = problem_of(status)
    named = {**response.headers, **headers}
    single = tuple((name, str(text)) for name, text in named.items())
    return Answer(status, single, str(response.body).encode())


def _keep_request_per_thread(app: Chalice, config: Config) -> None:
    """Let `app.current_request` be each thread's own.

    Only `create_local_server` swaps in the class that does this; the server that
    comes with it never serves. Through a bare LocalGateway 999 of 1,000
    concurrent answers were another request's.
    """
    create_local_server(app, config, HOST, 0).server.server_close()


def _allow(methods: set[str]) -> str:
    heads = {"HEAD"} if "GET" in methods else set()
    return ", ".join(sorted(methods | heads | {"OPTIONS"}))


def _headers(answered: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    single = [(name, str(text)) for name, text in answered["headers"].items()]
    several = [
        (name, str(text)) for name, texts in answered["multiValueHeaders"].items() for text in texts
    ]
    return (*single, *several)


def _body(answered: dict[str, Any]) -> bytes:
    body = answered["body"] or b""
    if answered.get("isBase64Encoded"):
        return base64.b64decode(body)
    return body if isinstance(body, bytes) else str(body).encode()
