"""The language server: what editors ask and are told, by pygls."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from derivtutor.classroom.workers import LocalWorkers
from derivtutor.cli import sentences
from derivtutor.cli.editor import telling
from derivtutor.cli.editor.completing import meaning, part_of_lesson, suggestions
from derivtutor.cli.looking import is_lesson
from derivtutor.exercises import schema as of_sets
from derivtutor.exercises.document import Place
from derivtutor.exercises.loading import Complaint
from derivtutor.lessons import schema as of_lessons

PAUSE = 0.2
"""Seconds without typing before a file is checked."""

_of_sets, _of_lessons = cache(of_sets.schema), cache(of_lessons.schema)
_WORD = re.compile(r"\w+|.")
_KEY_OR_REST = re.compile(r"[\w$-]+(?=\s*:)|.*")

P = ParamSpec("P")
T = TypeVar("T")


class Server(LanguageServer):
    """A server, the process in which files are checked, and the checks that wait for a pause in typing."""

    def __init__(self) -> None:
        super().__init__("derivtutor", version("derivtutor"))
        self.workers = LocalWorkers(1)
        self.waiting: dict[str, asyncio.Task[None]] = {}

    async def ask(self, work: Callable[P, T], *given: P.args, **options: P.kwargs) -> T | None:
        """Have something worked out; None where that took too long."""
        try:
            return await asyncio.wrap_future(self.workers.executor().submit(work, *given, **options))
        except self.workers.lost:
            self.workers.renew()
            return None

    async def check(self, uri: str) -> None:
        """Tell what is wrong with a document, unless it has changed meanwhile."""
        await asyncio.sleep(PAUSE)
        document = self.workspace.get_text_document(uri)
        text, stated = document.source, document.version
        found = await self.ask(telling.complaints, Path(document.path), text)
        if found is None:
            found = (Complaint(Place(document.path, 1, 1), *sentences.NOT_CHECKED.words(seconds=telling.SECONDS)),)
        diagnostics = [_diagnostic(document, each) for each in found]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, stated))


server = Server()


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def changed(ls: Server, params: types.DidOpenTextDocumentParams | types.DidChangeTextDocumentParams) -> None:
    """Check a document as soon as nothing is typed for a moment."""
    uri = params.text_document.uri
    if uri in ls.waiting:
        ls.waiting[uri].cancel()
    ls.waiting[uri] = asyncio.get_running_loop().create_task(ls.check(uri))


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Take back what was said of a document."""
    uri = params.text_document.uri
    if uri in ls.waiting:
        ls.waiting.pop(uri).cancel()
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


@server.feature(types.TEXT_DOCUMENT_HOVER)
async def hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Tell the exercise at a place, and what the key of the line means."""
    document = ls.workspace.get_text_document(params.text_document.uri)
    line = params.position.line
    told = [await ls.ask(telling.account, Path(document.path), document.source, line + 1)]
    if (part := _yaml_at(document, line)) and line < len(document.lines):
        told.append(meaning(*part))
    text = "\n\n".join(each for each in told if each)
    return types.Hover(types.MarkupContent(types.MarkupKind.PlainText, text)) if text else None


@server.feature(types.TEXT_DOCUMENT_COMPLETION)
def completed(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    """Offer the keys of the place, or the words that the value may be."""
    document = ls.workspace.get_text_document(params.text_document.uri)
    place = document.position_from_client_units(params.position)
    part = _yaml_at(document, place.line)
    return [
        types.CompletionItem(
            each.name,
            kind=types.CompletionItemKind.Property if each.is_key else types.CompletionItemKind.EnumMember,
            detail=each.says or None,
            insert_text=f"{each.name}: " if each.is_key else each.name,
        )
        for each in (suggestions(*part, place.character) if part else ())
    ]


def _yaml_at(document: TextDocument, line: int) -> tuple[list[str], int, Mapping[str, Any]] | None:
    """The lines of YAML around a line, its number among them, and their schema."""
    lines, path = [*document.lines], Path(document.path)
    if path.suffix.lower() in (".yaml", ".yml") or document.language_id == "yaml":  # so is a file without a name yet
        return lines, line, _of_sets()
    part = part_of_lesson(lines, line) if is_lesson(path) else None
    return (lines[part[0] :], line - part[0], {**_of_lessons(), "$ref": f"#/$defs/{part[1]}"}) if part else None


def _diagnostic(document: TextDocument, complaint: Complaint) -> types.Diagnostic:
    """A mistake at the sign that it is about, else at its key, else at the whole value."""
    number = min(complaint.place.line, max(1, len(document.lines))) - 1
    line = document.lines[number].rstrip() if document.lines else ""
    start = min(complaint.place.column - 1, len(line))
    marked = _KEY_OR_REST
    shown, _, caret = complaint.shown.partition("\n")
    if caret and (found := line.find(shown.strip(), start)) >= 0:
        start, marked = found + caret.index("^") - (len(shown) - len(shown.lstrip())), _WORD
    match: Any = marked.match(line, min(start, len(line)))
    end = match.end() if match else len(line)
    place = types.Range(types.Position(number, start), types.Position(number, max(start, end)))
    message = f"{complaint.message} {complaint.remedy}".strip()
    return types.Diagnostic(
        document.range_to_client_units(place), message, types.DiagnosticSeverity.Error, source="derivtutor"
    )


def serve() -> None:
    """Serve an editor over standard input and output until it says that it is done, or is gone."""
    try:
        with os.fdopen(sys.stdout.fileno(), "wb", closefd=False) as told:  # the library closes what it writes to
            server.start_io(stdout=told)
    finally:
        server.workers.close()
