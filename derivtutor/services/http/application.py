"""The application: a route for each request, the page, and the description for programs."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from derivtutor.errors import UserError
from derivtutor.services import sentences
from derivtutor.services.answering import MOST_BYTES, Answer, complaint, written
from derivtutor.services.http import openapi
from derivtutor.services.http.guard import Guard, host_of
from derivtutor.services.http.page import page
from derivtutor.services.http.statuses import OF_OUTCOMES, RETRY_AFTER
from derivtutor.services.requests import BY_NAME
from derivtutor.services.workers import MOST_WAITING, Answering

MOST_OF_ONE_CLIENT = MOST_WAITING // 2
"""So many requests of one address may be under way, so that there is room for others."""

_SECONDS_TO_SEND = 10.0
"""So long a client may take to send its request."""


class RefusedError(Exception):
    """A request that is not passed on: the mistake, and the status that says so."""

    def __init__(self, status: int, error: UserError) -> None:
        self.status, self.error = status, error


def application(workers: Callable[[], AbstractContextManager[Answering]], names: Collection[str] = ()) -> Starlette:
    """The service.

    Args:
        workers: begins what answers; it ends with the application.
        names: what the service may be called besides `localhost` and addresses.
    """

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[dict[str, Any]]:
        with workers() as begun:
            yield {"workers": begun, "under_way": Counter[str]()}

    return Starlette(
        routes=[
            Route("/", _page),
            Route("/openapi.json", _description),
            Route("/api/{name}", _asked, methods=["GET", "POST"]),
        ],
        middleware=[Middleware(Guard, names=frozenset(map(str.lower, names)), refused=_strange_host)],
        exception_handlers={RefusedError: _refused, HTTPException: _not_there, ClientDisconnect: _nobody},
        lifespan=living,
    )


async def _page(_: Request) -> Response:
    return HTMLResponse(page(), headers={"Content-Security-Policy": "frame-ancestors 'none'"})


async def _description(_: Request) -> Response:
    return _json(written(openapi.description()), 200)


def _json(text: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """A document, as the command prints it."""
    return Response(f"{text}\n".encode(), status, headers, media_type="application/json")


# A request


async def _asked(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in BY_NAME:
        raise RefusedError(404, sentences.NO_SUCH_REQUEST(name=name[:40], names=", ".join(BY_NAME)))
    given = await _told(request)
    client, under_way = request.client.host if request.client else "", request.state.under_way
    if under_way[client] >= MOST_OF_ONE_CLIENT:
        raise RefusedError(429, sentences.TOO_MANY_AT_ONCE())
    under_way[client] += 1
    try:
        answer = await _while_there(request, request.state.workers, name, given)
    finally:
        under_way[client] -= 1
        under_way += Counter()  # forgets who has nothing under way
    return _json(answer.text, OF_OUTCOMES[answer.outcome], RETRY_AFTER if answer.outcome == "busy" else None)


async def _while_there(request: Request, workers: Answering, name: str, given: dict[str, Any]) -> Answer:
    """The answer; the work on it ends when the client goes away, or the service."""
    answering = asyncio.ensure_future(workers.answer(name, given))
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            raise ClientDisconnect
        return answering.result()
    except asyncio.CancelledError:  # the service ends, and has waited long enough
        return complaint(sentences.ENDED(), "busy")
    finally:
        answering.cancel()
        leaving.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _told(request: Request) -> dict[str, Any]:
    """What a request says: of a link its query, else its body, which is an object of JSON."""
    if request.method == "GET":
        lists = {name: request.query_params.getlist(name) for name in request.query_params}
        return {name: values[0] if len(values) == 1 else values for name, values in lists.items()}
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError(415, sentences.NO_JSON())
    try:
        async with asyncio.timeout(_SECONDS_TO_SEND):
            body = await _body(request)
        given = json.loads(body.decode())
    except TimeoutError:
        raise RefusedError(408, sentences.SENT_TOO_SLOWLY(seconds=_SECONDS_TO_SEND)) from None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise RefusedError(400, sentences.NO_OBJECT())
    return given


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise RefusedError(413, sentences.TOO_LARGE(most=MOST_BYTES))
    return body


# What is not answered


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return _json(complaint(error.error).text, error.status, RETRY_AFTER if error.status == 429 else None)


async def _not_there(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    says = sentences.NO_SUCH_METHOD if error.status_code == 405 else sentences.NO_SUCH_PAGE
    document = complaint(says(method=request.method, path=request.url.path[:80]))
    return _json(document.text, error.status_code, dict(error.headers or {}))


async def _nobody(_: Request, __: Exception) -> Response:
    """Nobody is there to be told anything; servers write 499 into their logs then."""
    return Response(status_code=499)


async def _strange_host(scope: Scope, receive: Receive, send: Send) -> None:
    host = host_of(Request(scope).headers.get("host", ""))
    response = _json(complaint(sentences.NO_SUCH_HOST(host=host[:80])).text, 400)
    await response(scope, receive, send)
