"""Challenges that a browser solves by work, so that people solve none."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
