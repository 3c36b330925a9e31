"""What the service is and how it does: status, branches, lists, messages, description."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib import resources

from chalice import Response

from chalicelib import container
from chalicelib.api.paging import page
from chalicelib.api.problems import LOCALES, messages
from chalicelib.api.routes import Routes, etag_of, ok, tagged
from chalicelib.api.schemas import stores as views
from chalicelib.catalogs import sat
from chalicelib.domain.branch import Branch
from chalicelib.errors import NotFound
from chalicelib.usecases.health import PartStatus

routes = Routes(__name__)

AN_HOUR = "public, max-age=3600"
ASK_FIRST = "no-cache"


@routes.serve(
    "GET",
    "/v1/status",
    summary="How acceptance, stamping and mail do; source of the banner",
    answers={200: views.StatusView},
)
def get_status() -> Response:
    """Tell how each part does, from what the workers noted last."""
    status = container.service_health().status()
    parts = {name: _part(part) for name, part in status.items()}
    return ok(views.StatusView(**parts))


@routes.serve(
    "GET",
    "/v1/branches",
    summary="The branches whose tickets can be invoiced",
    answers={200: views.BranchesView},
    problems=(422, 503),
    query=("brand", "q", "city", "limit", "cursor"),
)
def get_branches() -> Response:
    """List the branches, by brand, by city and by words of their name or address."""
    asked = routes.query
    found = container.branch_finding().find(
        brand=asked.get("brand", ""), city=asked.get("city", ""), words=asked.get("q", "")
    )
    shown, cursor = page(found, lambda branch: branch.id, asked)
    return ok(views.BranchesView(items=[_branch(branch) for branch in shown], next_cursor=cursor))


@routes.serve(
    "GET",
    "/v1/catalogs",
    summary="SAT's lists that a form needs",
    answers={200: views.CatalogsView, 304: None},
)
def get_catalogs() -> Response:
    """Give SAT's lists with a tag: they change a few times a year."""
    body, etag = _catalogs()
    return tagged(body, etag, routes.header("if-none-match"), AN_HOUR)


@routes.serve(
    "GET",
    "/v1/messages/{locale}",
    summary="The site's own sentences by code, so that apps speak as the site does",
    answers={200: None, 304: None},
    problems=(404,),
)
def get_messages(locale: str) -> Response:
    """Give a locale's message file."""
    if locale not in LOCALES:
        raise NotFound
    body = json.dumps(messages(locale), ensure_ascii=False)
    return tagged(body, etag_of(body), routes.header("if-none-match"), ASK_FIRST)


@routes.serve(
    "GET",
    "/v1/openapi.json",
    summary="This description",
    answers={200: None, 304: None},
)
def get_openapi() -> Response:
    """Give the OpenAPI 3.1 description that was made from the routes."""
    body = resources.files("chalicelib.api").joinpath("openapi.json").read_text("utf-8")
    return tagged(body, etag_of(body), routes.header("if-none-match"), ASK_FIRST)


@cache
def _catalogs() -> tuple[str, str]:
    view = views.CatalogsView(
        regimenes=[
            views.RegimenView(
                code=one.code, name=one.name, personas=[kind.value for kind in one.personas]
            )
            for one in sat.regimenes_fiscales()
        ],
        usos_cfdi=[
            views.UsoView(
                code=one.code,
                name=one.name,
                personas=[kind.value for kind in one.personas],
                regimenes=sorted(one.regimenes),
            )
            for one in sat.usos_cfdi()
            if one.purchase
        ],
        formas_pago=[
            views.FormaPagoView(code=one.code, name=one.name) for one in sat.formas_pago()
        ],
    )
    body = view.model_dump_json()
    return body, etag_of(body)


def _part(part: PartStatus) -> views.PartStatusView:
    return views.PartStatusView(
        status=part.status, since=part.since, message_code=part.message_code
    )


def _branch(branch: Branch) -> views.BranchView:
    deadline = branch.policy.deadline
    return views.BranchView(
        id=branch.id,
        brand=views.BrandView(**asdict(branch.brand)),
        issuer=views.IssuerView(name=branch.issuer.name, rfc=branch.issuer.rfc),
        name=branch.name,
        address=branch.address,
        city=branch.city,
        postal_code=branch.postal_code,
        timezone=branch.timezone,
        latitude=branch.latitude,
        longitude=branch.longitude,
        phone=branch.phone,
        email=branch.email,
        hours=branch.hours,
        privacy_notice_url=branch.privacy_notice_url,
        ticket_guide=[views.GuideEntryView(**asdict(entry)) for entry in branch.ticket_guide],
        policy=views.PolicyView(
            deadline=int(deadline) if deadline.isdigit() else deadline,
            late_tickets=branch.policy.late_tickets,
            combine=branch.policy.combine,
            correct_days=branch.policy.correct_days,
        ),
        loaded_until=branch.local(branch.loaded_until) if branch.loaded_until else None,
    )
