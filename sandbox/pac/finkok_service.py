"""Finkok's three services behind `/servicios/soap/`: which operation is answered by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.pac.finkok_cancelling import FinkokCancelling
from sandbox.pac.finkok_queries import FinkokQueries
from sandbox.pac.finkok_soap import SoapFaultError, fault_response, read_operation
from sandbox.pac.finkok_stamping import FinkokStamping

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.pac.exchange import Request, Response
    from sandbox.pac.finkok_soap import Operation

    View = Callable[[Operation], Response]

LOGIN = frozenset({"username", "password"})


@dataclass(frozen=True)
class FinkokService:
    """Finds the view of each operation."""

    stamping: FinkokStamping
    queries: FinkokQueries
    cancelling: FinkokCancelling

    def answer(self, request: Request, service: str) -> Response:
        """Answer one envelope; what cannot be understood is a Fault."""
        try:
            operation = read_operation(request, service)
            return self._view(operation)(operation)
        except SoapFaultError as fault:
            return fault_response(fault)

    def _view(self, operation: Operation) -> View:
        """Find the view, and hold that it takes these arguments. Raises SoapFaultError."""
        known = self._views().get((operation.service, operation.name))
        if known is None:
            raise SoapFaultError(
                "Client.ResourceNotFound", f"Requested resource '{operation.name}' not found"
            )
        view, arguments = known
        unknown = set(operation.arguments) - arguments - LOGIN
        if unknown:
            raise SoapFaultError(
                "Client.SchemaValidationError", f"Element '{min(unknown)}': not expected"
            )
        return view

    def _views(self) -> dict[tuple[str, str], tuple[View, set[str]]]:
        stamping, queries = self.stamping, self.queries
        status = {"taxpayer_id", "rtaxpayer_id", "uuid", "total"}
        xml = {"uuid", "taxpayer_id", "invoice_type"}
        return {
            ("stamp", "stamp"): (stamping.stamp, {"xml"}),
            ("stamp", "quick_stamp"): (stamping.stamp, {"xml"}),
            ("stamp", "stamped"): (stamping.stamped, {"xml"}),
            ("stamp", "query_pending"): (queries.query_pending, {"uuid"}),
            ("cancel", "cancel_signature"): (
                self.cancelling.cancel_signature,
                {"xml", "store_pending"},
            ),
            ("cancel", "get_sat_status"): (queries.get_sat_status, status),
            ("utilities", "get_xml"): (queries.get_xml, xml),
            ("utilities", "report_credit"): (queries.report_credit, {"taxpayer_id"}),
            ("utilities", "datetime"): (queries.local_time, {"zipcode"}),
        }
