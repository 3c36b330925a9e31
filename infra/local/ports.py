"""Sockets on 127.0.0.1: opened by the launcher, handed to the child that serves them.

A child that dies leaves its socket with the launcher, so its port stays ours and
callers wait in line for the next child instead of being refused.
"""

from __future__ import annotations

import errno
import socket

from infra.local.options import OptionError

HOST = "127.0.0.1"
WAITING_LINE = 256


def listen(port: int = 0) -> socket.socket:
    """Open a listening socket; 0 takes any free port. Raises OptionError when it is taken."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((HOST, port))
        opened.listen(WAITING_LINE)
    except OSError as error:
        opened.close()
        raise OptionError(_sentence(port, error)) from error
    return opened


def _sentence(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"PORT={port}: el puerto ya está en uso; cierra el otro programa o elige otro PORT."
    if error.errno == errno.EACCES:
        return f"PORT={port}: no hay permiso para usar ese puerto; elige uno mayor que 1023."
    return f"PORT={port}: no se puede abrir ese puerto ({error.strerror})."


def port_of(opened: socket.socket) -> int:
    """Return the port that a socket is bound to."""
    port: int = opened.getsockname()[1]
    return port


def free_port() -> int:
    """Return a port that was free a moment ago, for a program that opens its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return port_of(probe)
