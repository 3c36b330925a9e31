"""Opening an account: registration, and the confirmation of its e-mail."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
