"""What a PAC refuses, as SAT's matrix of errors words it: of each kind one."""

from __future__ import annotations

from chalicelib.pac.port import CFDIRejected

NAME = CFDIRejected("CFDI40145", "El campo Nombre del receptor…", "Nombre")
"""The shopper's."""

LCO = CFDIRejected("402", "El contribuyente no se encuentra en la LCO")
"""The store's."""

OURS = CFDIRejected("CFDI40119", "El campo Total no corresponde…", "Total")

TOO_OLD = CFDIRejected("401", "Fecha y hora de generación fuera de rango")
"""Nobody's: 72 hours are over."""
