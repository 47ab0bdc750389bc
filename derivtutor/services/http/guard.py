"""What stands before every answer: by which name the service was called, and what browsers are told to keep to."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""Sent with every answer, unless it says otherwise itself."""


def host_of(header: str) -> str:
    """The name or address in a Host header, without its port and brackets.

    >>> host_of("localhost:8000"), host_of("[::1]:8000"), host_of("127.0.0.1")
    ('localhost', '::1', '127.0.0.1')
    """
    host, _, port = header.strip().lower().rpartition(":")
    if not host or not port.isdecimal():
        host = header.strip().lower()
    return host.removeprefix("[").removesuffix("]").rstrip(".")


def is_known(host: str, names: Collection[str]) -> bool:
    """Whether the service may be called so: by an address, as localhost, or by a name that it was given.

    A foreign page that has its own name point here (DNS rebinding) calls it by that name.
    """
    if host == "localhost" or host in names:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Guard:
    """Refuses what was called by a strange name, and adds the headers."""

    def __init__(self, app: ASGIApp, names: Collection[str], refused: ASGIApp) -> None:
        self.app, self.names, self.refused = app, names, refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        known = is_known(host_of(Headers(scope=scope).get("host", "")), self.names)
        await (self.app if known else self.refused)(scope, receive, sending)
