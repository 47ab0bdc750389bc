"""`derivtutor serve`: the service over HTTP."""

from __future__ import annotations

import sys
from functools import partial

import click

from derivtutor.cli import sentences, services


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free port.")
@click.option("--name", "names", multiple=True, help="A name by which the service may be called besides localhost.")
@services.workers
@services.seconds
def command(host: str, port: int, names: tuple[str, ...], workers: int, seconds: float) -> None:
    """Answer over HTTP until Ctrl-C, and show a page to type and see.

    Nothing is stored, and nobody on other machines is answered unless --host says so.
    """
    services.check(workers, seconds)
    with services.installed("serve"):
        from derivtutor.services.http.serving import serve
        from derivtutor.services.workers import Workers
    serve(partial(Workers, workers, seconds), host, port, names, _begun)


def _begun(address: str) -> None:
    click.echo(sentences.SERVING.format(address=address))
    sys.stdout.flush()  # whoever started it may wait for this line
