"""An account itself: name, e-mail, export of its data, and its end."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
