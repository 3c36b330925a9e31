"""What a phone remembers of a shopper without an account."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
