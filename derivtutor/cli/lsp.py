"""`derivtutor lsp`: a language server, for editors."""

from __future__ import annotations

import click

from derivtutor.cli import sentences


@click.command("lsp")
def command() -> None:
    """Serve an editor over standard input and output, which starts this itself.

    Mistakes in files of exercises are marked while they are typed, the answer is told on hover, keys are completed.
    """
    try:
        from derivtutor.cli.editor.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise sentences.NO_LANGUAGE_SERVER() from None
    serve()
