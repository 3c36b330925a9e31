"""Passwords: recovery by a temporary one, and changing it."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
