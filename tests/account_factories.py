"""Makers of what accounts are made of: right in everything until told otherwise."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from chalicelib.domain.account import MAILED_TOKEN_LIFE, Account, Registration
from chalicelib.domain.account_job import AccountJob, JobKind
from chalicelib.domain.export import EXPORT_LIFE, Export, ExportFormat, ExportStatus
from chalicelib.domain.listing import Filters
from chalicelib.domain.profile import Profile
from chalicelib.domain.remembered import REMEMBERED_LIFE, RememberedReceptor
from chalicelib.domain.session import Scope, Session, hash_of, session_token
from tests.factories import EMAIL, NOW, make_receptor


def make_profile(**changes: Any) -> Profile:
    profile = Profile("p1", make_receptor(), "G03", (EMAIL,), is_main=True)
    return replace(profile, **changes)


def make_account(**changes: Any) -> Account:
    """An account at its first version, with no profile yet."""
    account = Account(
        id="acc1",
        version=1,
        name="Olivia Martínez",
        email=EMAIL,
        password="kept",
        created_at=NOW,
    )
    return replace(account, **changes)


def make_registration(token: str = "token", **changes: Any) -> Registration:
    registration = Registration(
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        name="Olivia Martínez",
        email=EMAIL,
        password="kept",
        asked_at=NOW,
        expires_at=NOW + MAILED_TOKEN_LIFE,
    )
    return replace(registration, **changes)


def make_session(**changes: Any) -> Session:
    """A browser's session; its secret is "secret"."""
    session = Session(
        id="s1",
        account_id="acc1",
        token_sha256=hash_of(session_token("acc1", "s1", "secret")),
        scope=Scope.FULL,
        device_name="Firefox en Linux",
        by_cookie=True,
        kept=False,
        created_at=NOW,
        seen_at=NOW,
        rotated_at=NOW,
    )
    return replace(session, **changes)


def make_job(**changes: Any) -> AccountJob:
    job = AccountJob("j1", JobKind.RESEND, {"email": EMAIL}, NOW)
    return replace(job, **changes)


def make_export(**changes: Any) -> Export:
    export = Export(
        id="x1",
        account_id="acc1",
        format=ExportFormat.CSV,
        filters=Filters(since=NOW.date(), rfc="MASO451221PM4"),
        status=ExportStatus.QUEUED,
        asked_at=NOW,
        expires_at=NOW + EXPORT_LIFE,
        key="exports/folder/random/facturas.csv",
    )
    return replace(export, **changes)


def make_remembered(**changes: Any) -> RememberedReceptor:
    remembered = RememberedReceptor(
        token_sha256=hash_of("phone"),
        receptor=make_receptor(),
        uso_cfdi="G03",
        emails=(EMAIL,),
        expires_at=NOW + REMEMBERED_LIFE,
    )
    return replace(remembered, **changes)
