"""A panel's invoices as one file, made while its owner does something else."""

from __future__ import annotations

from chalicelib.api.routes import Routes

routes = Routes(__name__)
