"""The fiscal profiles of an account, and the card for the till."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
