"""The panel: an account's invoices, found, filtered and claimed."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
