"""Every route of the API, in the order in which people meet them."""

from __future__ import annotations

from chalicelib.api import (
    account,
    accounts,
    captcha,
    exports,
    invoices,
    panel,
    passwords,
    pos,
    profiles,
    recoveries,
    remembered,
    service,
    sessions,
    tickets,
)
from chalicelib.api.routes import Routes

BLUEPRINTS: tuple[Routes, ...] = (
    service.routes,
    tickets.routes,
    invoices.routes,
    captcha.routes,
    accounts.routes,
    sessions.routes,
    recoveries.routes,
    passwords.routes,
    account.routes,
    profiles.routes,
    remembered.routes,
    panel.routes,
    exports.routes,
    pos.routes,
)
