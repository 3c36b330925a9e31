"""Signing in and out: sessions and their tokens."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
