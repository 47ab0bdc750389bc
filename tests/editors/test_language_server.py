"""The language server as an editor meets it: a process of its own, asked by pygls' client."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path

import pytest
from command import program, run
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from derivtutor.cli.editor import telling
from derivtutor.cli.editor.completing import meaning, part_of_lesson, suggestions
from derivtutor.cli.editor.server import Server
from derivtutor.exercises import checking
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.exercises.schema import schema
from derivtutor.lessons.schema import schema as lesson_schema

SET = """\
title: The chain rule
exercises:
  - id: square
    differentiate: (3x + 1)^2
  - id: wave
    differentiate: x sin 2x
    skills: [product]
  - id: own
    differentiate: a e^(-n x)
    parameters: {a: 5..5, n: [3]}
"""


class Editor(LanguageClient):
    """An editor with one document, and what it was told of it."""

    def __init__(self, path: Path) -> None:
        super().__init__("editor", "1")
        self.uri = path.as_uri()
        self.version = 0
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self.told.put_nowait(params))
        self.ended: asyncio.Queue[tuple[int | None, str]] = asyncio.Queue()

    async def server_exit(self, server: asyncio.subprocess.Process) -> None:
        assert server.stderr is not None
        self.ended.put_nowait((server.returncode, (await server.stderr.read()).decode()))

    def open(self, text: str) -> None:
        item = types.TextDocumentItem(self.uri, "yaml", self.version, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, text: str) -> None:
        self.version += 1
        whole = types.TextDocumentContentChangeWholeDocument(text)
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))

    async def marked(self) -> list[tuple[str, str]]:
        """The mistakes in the document as it is now, each with its place; of older versions some may be told before."""
        told = await self.told.get()
        while told.version not in (self.version, None):
            told = await self.told.get()
        return [
            (f"{at.start.line}:{at.start.character}-{at.end.character}", each.message)
            for each in told.diagnostics
            for at in [each.range]
        ]

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    async def hover(self, line: int, column: int = 6) -> str:
        found = await self.text_document_hover_async(types.HoverParams(self.document, types.Position(line, column)))
        return found.contents.value if found else ""

    async def complete(self, line: int, column: int) -> dict[str, str]:
        found = await self.text_document_completion_async(
            types.CompletionParams(self.document, types.Position(line, column))
        )
        return {each.label: each.detail or "" for each in found or ()}


@asynccontextmanager
async def editing(path: Path) -> AsyncIterator[Editor]:
    editor = Editor(path)
    root = str(Path(__file__).parents[2])
    command, *words = program("lsp")
    await editor.start_io(command, *words, env={**os.environ, "PYTHONPATH": root})
    await editor.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=path.parent.as_uri()))
    editor.initialized(types.InitializedParams())
    yield editor
    await editor.shutdown_async(None)
    editor.exit(None)
    assert await editor.ended.get() == (0, "")  # an editor tells anything else as a failure
    await editor.stop()


def test_an_editor_is_told_mistakes_answers_and_what_can_be_typed(tmp_path: Path) -> None:
    async def session() -> None:
        async with editing(tmp_path / "week.yaml") as editor:
            editor.open(SET)
            assert await editor.marked() == []
            for typed in ("x", "x s", "x si"):  # nobody waits for these
                editor.change(SET.replace("x sin 2x", typed))
            editor.change(SET.replace("x sin 2x", "'𝑥 arcsn(x)'").replace("(3x + 1)^2\n", "x^2\n    skils: power\n"))
            assert await editor.marked() == [
                ("4:4-9", "There is no key skils. Did you mean skills?"),
                ("6:23-28", "The function arcsn is not known; did you mean arcsin? Write arcsin(x)."),
            ]
            editor.change(SET)
            assert await editor.marked() == []
            assert await editor.hover(5) == (
                "wave: derivative, level 3\nDifferentiate x sin(2x).\n    x sin 2x is read as x sin(2x)\n"
                "Answer: sin(2x) + 2x cos(2x)\nRules: product\n\nThe function, as it is typed: x^2 sin(3x)."
            )
            assert await editor.hover(0) == "The title of the set."
            assert (await editor.complete(6, 12))["chain"] == ""
            assert (await editor.complete(6, 4))["hints"] == "Hints, the slightest first."
            editor.text_document_did_close(types.DidCloseTextDocumentParams(editor.document))
            assert await editor.marked() == []
            editor.uri = "untitled:Untitled-1"  # a file that was never saved
            editor.open(SET)
            assert await editor.marked() == []
            assert "hints" in await editor.complete(6, 4)

    asyncio.run(session())


def test_a_file_that_cannot_be_read_has_one_mistake_at_its_place() -> None:
    (mistake,) = telling.complaints(Path("week.yaml"), SET + "  - id: [")
    assert (mistake.place.line, mistake.place.column) == (11, 10)
    assert mistake.message.startswith("This is not YAML: ")
    assert telling.complaints(Path("compose.yaml"), "services: {web: [") == ()  # another file of YAML is none of ours


def account(line: int, text: str = SET, name: str = "week.yaml") -> list[str]:
    return telling.account(Path(name), text, line).split("\n")


def test_an_exercise_is_told_with_numbers() -> None:
    assert account(8) == account(10)
    assert account(8)[1:4] == [
        "Differentiate 5e^(−3x).",
        "    5e^(-3x) is read as 5e^(−3x)",
        "Answer if a = 5, n = 3: -15e^(-3x)",
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (1, SET),
        (5, SET.replace("x sin 2x", "arcsn(x)")),
        (5, SET.replace("wave", "two words")),
        (5, SET + "  - ["),
        (2, "title: T\nexercises: none"),
        (2, "- a\n- b"),
        (2, "title: T\nexercises:\n  - x"),
        (1, ""),
    ],
)
def test_where_there_is_no_sound_exercise_nothing_is_told(line: int, text: str) -> None:
    assert account(line, text) == [""]


def test_json_and_toml_are_told_as_well() -> None:
    json = '{"title": "T",\n"exercises": [\n{"id": "a", "differentiate": "x^2"}]}'
    toml = 'title = "T"\n[[exercises]]\nid = "a"\ndifferentiate = "x^2"\n'
    assert "Answer: 2x" in account(3, json, "a.json")
    assert "Answer: 2x" in account(4, toml, "a.toml")
    for name, text in {"a.json": json, "a.toml": toml}.items():
        (mistake,) = telling.complaints(Path(name), text.replace("x^2", "x^"))
        assert mistake.place.line > 1
        assert telling.complaints(Path(name), text.replace("exercises", "others")) == ()


@pytest.mark.parametrize(
    ("typed", "offered", "not_offered"),
    [
        ("ti", "title", "kind"),
        ("exercises:\n  - ", "id", "title:"),
        ("exercises:\n  - id: a\n    ", "kind", "due"),
        ("exercises:\n- id: a\n  fe", "feedback", "due"),
        ("exercises:\n  - id: a\n    kind: gra", "gradient", "chain"),
        ("exercises:\n  - id: a\n    skills: [chain, pro", "product", "kind"),
        ("exercises:\n  - id: a\n    skills:\n      - pro", "product", "kind"),
        ("exercises:\n  - id: a\n    skills:\n    - pro", "product", "kind"),
        ("exercises:\n  - id: a\n    feedback:\n      cha", "chain-missing-inner", "kind"),
        ("exercises:\n  - id: a\n    alternatives:\n      - answer: 2x\n        ", "credit", "kind"),
        ("defaults:\n  ", "kind", "id"),
        ("credit: {}\ndefaults:\n  form: ", "factored", "id"),
        ("title: T\ncredit:\n  ", "late", "title"),
    ],
)
def test_what_can_be_written_at_a_place_is_offered(typed: str, offered: str, not_offered: str) -> None:
    lines = typed.split("\n")
    found = {each.name for each in suggestions(lines, len(lines) - 1, schema(), len(lines[-1]))}
    assert offered in found
    assert not_offered not in found


@pytest.mark.parametrize(
    "typed", ["title: The", "exercises:\n  - id: a\n    text: |\n      Is it a ", "[a, b", "- title: x\n  ?"]
)
def test_within_a_text_nothing_is_offered(typed: str) -> None:
    lines = typed.split("\n")
    assert suggestions(lines, len(lines) - 1, schema(), len(lines[-1])) == []


LESSON = """\
---
title: Slopes
says: What a slope is.
te
---

Words: as in any text.

## An idea

```exercise
id: a
differentiate: x sin 2x
ki
```

```solution
The product rule.
```
"""


@pytest.mark.parametrize(("line", "offered"), [(3, "teaches"), (12, "kind"), (6, ""), (17, "")])
def test_the_yaml_of_a_lesson_is_completed(line: int, offered: str) -> None:
    lines = LESSON.split("\n")
    part = part_of_lesson(lines, line)
    if part is None:
        assert not offered
    else:
        schema_of_part = {**lesson_schema(), "$ref": f"#/$defs/{part[1]}"}
        found = suggestions(lines[part[0] :], line - part[0], schema_of_part, 2)
        assert offered in {each.name for each in found}


def test_an_exercise_of_a_lesson_is_told_and_its_mistakes_are() -> None:
    text = LESSON.replace("\nte\n", "\n").replace("\nki\n", "\n")
    assert "Answer: sin(2x) + 2x cos(2x)" in account(12, text, "slopes.md")
    assert account(15, text, "slopes.md") == [""]
    found = {each.message for each in telling.complaints(Path("slopes.md"), text.replace("x sin 2x", "arcsn(x)"))}
    assert "The function arcsn is not known; did you mean arcsin?" in found
    assert telling.complaints(Path("README.md"), "# Read me\n\n<b>Not a lesson</b>\n") == ()


def test_a_line_after_the_last_one_is_a_place_as_well() -> None:
    assert "title" in {each.name for each in suggestions([], 0, schema(), 0)}
    assert meaning(["exercises:", "  - id: a", "    kind:"], 2, schema()) == "What is asked for."
    assert meaning(["x^2"], 0, schema()) == ""


def test_with_a_keystroke_only_what_has_changed_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each exercise has the whole time to itself, so a long file is checked to its end; mistakes are told each time."""
    worked_out: list[str] = []
    begun: list[int] = []
    of, in_time = checking.Marker.of, telling._in_time

    def noticed(exercise: Exercise, credit: Scheme) -> checking.Marker:
        worked_out.append(exercise.id)
        return of(exercise, credit)

    def in_its_time() -> AbstractContextManager[None]:
        begun.append(len(worked_out))
        return in_time()

    monkeypatch.setattr(checking.Marker, "of", noticed)
    monkeypatch.setattr(telling, "_in_time", in_its_time)
    monkeypatch.setattr(telling, "_sound", set())
    changed = SET.replace("(3x + 1)", "(3x + 2)")
    wrong = SET.replace("id: square", "id: quadrat").replace("[product]", "[quotient]")
    for text, expected in (
        (SET, ["square", "wave", "own"]),
        (changed, ["square"]),
        (SET, []),
        (wrong, ["quadrat", "wave"]),
        (wrong, ["wave"]),
        ("credit: {one_slip: 0.4}\n" + SET, ["square", "wave", "own"]),
    ):
        worked_out.clear()
        begun.clear()
        mistakes = telling.complaints(Path("week.yaml"), text)
        assert ([*dict.fromkeys(worked_out)], len(begun)) == (expected, 4)  # the file, and three exercises
        assert len(mistakes) == (text == wrong)


def test_a_check_without_an_end_costs_itself_only() -> None:
    async def session() -> None:
        server = Server()
        try:
            assert await server.ask(os._exit, 1) is None
            assert await server.ask(abs, -1) == 1
        finally:
            server.workers.close()

    asyncio.run(session())


def test_what_takes_too_long_ends_its_process() -> None:
    script = """
from derivtutor.cli.editor import telling
telling.SECONDS = 0.01
with telling._in_time():
    while True:
        pass
"""
    assert subprocess.run([sys.executable, "-c", script], stderr=subprocess.DEVNULL).returncode == 1


def test_without_the_library_the_remedy_is_told() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "derivtutor.cli.editor.server", raising=False)
        patch.setitem(sys.modules, "pygls.lsp.server", None)
        done = run("lsp")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'python -m pip install "derivtutor[lsp]"' in done.stderr


PAGE = (Path(__file__).parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")


def test_the_page_shows_what_is_told_on_hover() -> None:
    text = SET.replace("    skills: [product]\n", "")
    told = [*account(5, text), "", meaning(text.split("\n"), 5, schema())]
    assert "```text\n" + "\n".join(told) + "\n```" in PAGE


def test_the_settings_on_the_page_can_be_read() -> None:
    blocks = re.findall(r"```(json|toml)\n(.*?)```", PAGE, re.DOTALL)
    read = [(json.loads if kind == "json" else tomllib.loads)(block) for kind, block in blocks]
    assert [sorted(each) for each in read] == [
        ["json.schemas", "yaml.schemas"],
        ["glspc.server.command", "glspc.server.commandArguments", "glspc.server.languageId"],
        ["language", "language-server"],
    ]
