"""`derivtutor mcp`: an assistant's server."""

from __future__ import annotations

from functools import partial

import click

from derivtutor.cli import services


@click.command("mcp")
@services.workers
@services.seconds
def command(workers: int, seconds: float) -> None:
    """Answer an assistant over standard input and output (Model Context Protocol) until it goes away.

    The assistant starts this command itself: name it in its settings.
    """
    services.check(workers, seconds)
    with services.installed("mcp"):
        from derivtutor.services.assistants.server import serve
        from derivtutor.services.workers import Workers
    serve(partial(Workers, workers, seconds))
