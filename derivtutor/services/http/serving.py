"""Running the service: its socket, its log, and its end."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, suppress

import uvicorn

from derivtutor.services import sentences
from derivtutor.services.http.application import application
from derivtutor.services.workers import Answering

_MOST_CONNECTIONS = 1000
_SECONDS_TO_END = 3
"""So long answers that are under way may take when the service ends."""


def serve(
    workers: Callable[[], AbstractContextManager[Answering]],
    host: str,
    port: int,
    names: Collection[str],
    begun: Callable[[str], None],
) -> None:
    """Answer until the service is interrupted or terminated; `begun` is told its address.

    Raises:
        UserError: where the address cannot be used.
    """
    configuration = uvicorn.Config(
        application(workers, {*names, host}),
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )
    listening = _bound(host, port)
    with listening:
        shown = f"[{host}]" if ":" in host else host
        begun(f"http://{shown}:{listening.getsockname()[1]}/")
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # uvicorn raises it again when all has ended
        with suppress(KeyboardInterrupt):
            uvicorn.Server(configuration).run([listening])


def _bound(host: str, port: int) -> socket.socket:
    """A socket at an address. It listens at once, so that whoever is told of it is not turned away."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=256)
    except (OSError, OverflowError) as error:
        why = str(getattr(error, "strerror", error)).partition(" (")[0]  # the address is told anyway
        raise sentences.UNUSABLE_ADDRESS(host=host, port=port, why=why) from None
