"""The pages about the library, written from its docstrings; what a docstring does not tell is an error."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import griffe
from cells import plain

import derivtutor

ROOT = Path(__file__).parents[1]


class Chapter(NamedTuple):
    """A page: what it is called, what it begins with, and the functions and classes it tells, by where they are."""

    title: str
    says: str
    members: tuple[str, ...]


CHAPTERS: Mapping[str, Chapter] = {
    "explaining.md": Chapter(
        "Worked derivatives",
        "A derivation is a value: its steps, lines, numbers at a point and notes are there to be read by programs.",
        (
            "explain",
            "Derivation",
            "derivation.derivation.Entry",
            "derivation.model.Line",
            "derivation.numbers.AtPoint",
            "derivation.numbers.Layer",
            "derivation.region.Condition",
            "derivation.corners.Corner",
            "parse",
            "Expression",
            "notation.reader.Limits",
            "show",
            "render.shown.Page",
            "UserError",
        ),
    ),
    "judging.md": Chapter(
        "Judging answers",
        "Answers are compared as functions, whatever form they have. A verdict counts as true if the answer is right.",
        (
            "check",
            "Judge",
            "equal",
            "require",
            "grading.answer.Answer",
            "Verdict",
            "grading.verdict.Evidence",
            "grading.verdict.Counterexample",
            "grading.verdict.Explanation",
            "grading.verdict.Slipped",
            "hint",
            "grading.hints.Hint",
            "check_work",
            "grading.workings.verdict.Working",
            "grading.workings.verdict.JudgedLine",
            "next_step",
            "grading.next_step.NextStep",
        ),
    ),
    "topics.md": Chapter(
        "Topics",
        "Each function tells one topic of calculus, and hands out an `Explanation`.",
        (
            "tangent",
            "implicit",
            "inverse",
            "parametric",
            "rates",
            "partial",
            "gradient",
            "directional",
            "tangent_plane",
            "total",
            "jacobian",
            "hessian",
            "critical",
            "lagrange",
            "taylor",
            "descend",
            "verify",
            "matrix",
            "calculus.explanation.Explanation",
            "derivation.account.Task",
            "derivation.account.Result",
        ),
    ),
    "programs.md": Chapter(
        "Programs",
        "Programs are lines of assignments; the last line is what is differentiated.",
        (
            "backprop",
            "train",
            "check_backprop",
            "grading.backward.verdict.Backward",
            "grading.backward.verdict.JudgedLine",
        ),
    ),
}

Member = griffe.Function | griffe.Class


def pages() -> dict[str, Callable[[], str]]:
    """Every page by the name of its file in `docs/`."""
    chapters = {f"library/{file}": partial(_chapter, chapter) for file, chapter in CHAPTERS.items()}
    return {"library/README.md": _overview, **chapters}


@cache
def source() -> griffe.Module:
    """The library as its source has it."""
    found = griffe.load("derivtutor", search_paths=[ROOT])
    assert isinstance(found, griffe.Module)
    return found


def member(path: str) -> Member:
    """A function or class by its place below `derivtutor`."""
    found = source()[path]
    target = found.final_target if isinstance(found, griffe.Alias) else found
    assert isinstance(target, griffe.Function | griffe.Class)
    return target


@cache
def homes() -> dict[str, str]:
    """The page and heading of all that is told, by its full name."""
    return {
        member(path).path: f"{file}#{path.rpartition('.')[2].lower()}"
        for file, chapter in CHAPTERS.items()
        for path in chapter.members
    }


def gaps() -> Iterator[str]:
    """What the pages lack: names of the library that no page has, and what docstrings do not tell."""
    told = {path for chapter in CHAPTERS.values() for path in chapter.members}
    for name in derivtutor.__all__:
        if name not in told:
            yield f"derivtutor.{name}: no page of docs/library.py has it"
    for path in sorted(told):
        yield from lacking(member(path), is_entry=path in derivtutor.__all__)


def lacking(object: Member, is_entry: bool = False) -> Iterator[str]:
    """What the docstring of a function or class does not tell; an entry of the library reads what users type."""
    if object.docstring is None:
        yield f"{object.path}: no docstring"
        return
    told = _sections(object)
    if isinstance(object, griffe.Function):
        yield from (
            f"{object.path}: says nothing of {name}" for name in arguments(object) if name not in told.described
        )
        needed = raised(object) | ({"UserError"} if is_entry else set())
        yield from (f"{object.path}: does not say when {name} is raised" for name in sorted(needed - {*told.raises}))
        returned = object.returns.iterate(flat=True) if isinstance(object.returns, griffe.Expr) else ()
        for name in returned:
            if isinstance(name, griffe.ExprName) and name.canonical_path.startswith("derivtutor.") and _is_untold(name):
                yield f"{object.path}: returns {name.name}, which no page of docs/library.py has"
        return
    for field in _fields(object):
        if field.name not in told.described and field.docstring is None:
            yield f"{object.path}: says nothing of {field.name}"
    for method in _methods(object):
        yield from lacking(method)


def _is_untold(name: griffe.ExprName) -> bool:
    return name.canonical_path not in homes()


def arguments(function: griffe.Function) -> dict[str, griffe.Parameter]:
    """Its arguments by name."""
    return {each.name: each for each in function.parameters if each.name not in ("self", "cls")}


def raised(function: griffe.Function) -> set[str]:
    """The errors that stand in a function's own lines; those worded in a list of sentences are `UserError`."""
    lines = ast.walk(ast.parse(textwrap.dedent("\n".join(function.lines))))
    raises = [
        line.exc.func if isinstance(line.exc, ast.Call) else line.exc for line in lines if isinstance(line, ast.Raise)
    ]
    return {each.id if isinstance(each, ast.Name) else "UserError" for each in raises if each is not None}


class Told(NamedTuple):
    """What a docstring tells: sentences, arguments or fields by name, and errors by name."""

    sentences: tuple[str, ...]
    described: Mapping[str, str]
    raises: Mapping[str, str]


def _sections(object: griffe.Object) -> Told:
    sections = object.docstring.parse("google") if object.docstring else []
    described, raises, sentences = {}, {}, []
    for section in sections:
        if section.kind in (griffe.DocstringSectionKind.parameters, griffe.DocstringSectionKind.attributes):
            described |= {each.name.lstrip("*"): " ".join(each.description.split()) for each in section.value}
        elif section.kind is griffe.DocstringSectionKind.raises:
            raises |= {str(each.annotation): " ".join(each.description.split()) for each in section.value}
        else:
            sentences.append(str(section.value))
    return Told(tuple(sentences), described, raises)


def _fields(object: griffe.Class) -> list[griffe.Attribute]:
    return [each for each in object.members.values() if each.is_public and isinstance(each, griffe.Attribute)]


def _methods(object: griffe.Class) -> list[griffe.Function]:
    members = [each for each in object.members.values() if isinstance(each, griffe.Function)]
    return [each for each in members if each.name == "__call__" or (each.is_public and not each.name.startswith("__"))]


def _overview() -> str:
    lines = ["# The library", "", "Generated from the docstrings by `python docs/generate.py`.", ""]
    lines += ["```python", ">>> from derivtutor import explain", '>>> explain("x^2 sin(x)").derivative.text']
    lines += ["'2x sin(x) + x^2 cos(x)'", "", "```", ""]
    lines += [
        "Everything that `derivtutor` has is imported from it by name, and loaded when it is asked for. What a user can"
    ]
    lines += ["mend is raised as [`UserError`](explaining.md#usererror); anything else is a bug.", ""]
    for file, chapter in CHAPTERS.items():
        lines += [f"## [{chapter.title}]({file})", "", chapter.says, "", "| name | what it is |", "|---|---|"]
        lines += [f"| {_linked(path)} | {plain(_first(member(path)))} |" for path in chapter.members]
        lines.append("")
    return "\n".join(lines)


def _first(object: griffe.Object) -> str:
    """The first sentence or two of a docstring: its first paragraph."""
    return " ".join(_sections(object).sentences[0].partition("\n\n")[0].split())


def _linked(path: str) -> str:
    return f"[`{path.rpartition('.')[2]}`]({homes()[member(path).path]})"


def _chapter(chapter: Chapter) -> str:
    lines = [
        f"# {chapter.title}",
        "",
        "Generated from the docstrings by `python docs/generate.py`.",
        "",
        chapter.says,
        "",
    ]
    for path in chapter.members:
        lines += _told(path, member(path))
    return "\n".join(lines)


def _told(path: str, object: Member) -> Iterator[str]:
    """A function or class: how it is called, what it does, its arguments or fields, its errors, its methods."""
    yield from (f"## {object.name}", "")
    begins = f"from {'derivtutor' if path in derivtutor.__all__ else object.module.path} import {object.name}"
    if path in derivtutor.__all__:
        call = [] if isinstance(object, griffe.Class) and not _of_init(object) else ["", _call(object)]
        yield from ("```python", begins, *call, "```", "")
    yield from _described(object, begins)
    if isinstance(object, griffe.Class):
        for method in _methods(object):
            yield from (f"**`{_call(method)}`**", "")
            yield from _described(method, begins)


def _described(object: Member, begins: str) -> Iterator[str]:
    """What a docstring says, with a table of arguments or fields after its first sentences."""
    told = _sections(object)
    first, *others = told.sentences
    yield from _prose(first, begins)
    taken = arguments(object) if isinstance(object, griffe.Function) else _of_init(object)
    yield from _table("argument", {name: (each.annotation, told.described[name]) for name, each in taken.items()})
    if isinstance(object, griffe.Class):
        fields = {each.name: each for each in _fields(object) if each.name not in taken}
        rows = {name: (each.annotation, told.described.get(name) or _first(each)) for name, each in fields.items()}
        yield from _table("field", rows)
    for sentence in others:
        yield from _prose(sentence, begins)
    for name, says in told.raises.items():
        yield from (f"Raises `{name}` {says}", "")


def _of_init(object: griffe.Class) -> dict[str, griffe.Parameter]:
    """The arguments of a class that is made by its users: its docstring tells them, and not only its fields."""
    sections = object.docstring.parse("google") if object.docstring else []
    init = object.members.get("__init__")
    if isinstance(init, griffe.Function) and any(
        each.kind is griffe.DocstringSectionKind.parameters for each in sections
    ):
        return arguments(init)
    return {}


def _call(object: Member) -> str:
    """How it is called, without types, and what comes back."""
    function = object.members["__init__"] if isinstance(object, griffe.Class) else object
    assert isinstance(function, griffe.Function)
    stars = {griffe.ParameterKind.var_keyword: "**", griffe.ParameterKind.var_positional: "*"}
    written = []
    for name, each in arguments(function).items():
        default = f"={each.default}".replace("'", '"') if each.default is not None and each.kind not in stars else ""
        written.append(f"{stars.get(each.kind, '')}{name}{default}")
    name = object.parent.name.lower() if object.name == "__call__" and object.parent else object.name
    returns = f" -> {object.returns}" if isinstance(object, griffe.Function) and object.returns else ""
    return f"{name}({', '.join(written)}){returns}"


def _table(head: str, rows: Mapping[str, tuple[str | griffe.Expr | None, str]]) -> Iterator[str]:
    if rows:
        yield from (f"| {head} | type | meaning |", "|---|---|---|")
        for name, (kind, says) in rows.items():
            yield f"| `{name}` | {_kind(kind)} | {plain(says[0].upper() + says[1:])} |"
        yield ""


def _kind(annotation: str | griffe.Expr | None) -> str:
    """A type, in which the classes that are told somewhere are links."""
    pieces = annotation.iterate(flat=True) if isinstance(annotation, griffe.Expr) else [annotation or ""]
    written = ""
    for piece in pieces:
        home = homes().get(piece.canonical_path) if isinstance(piece, griffe.ExprName) else None
        shown = plain(str(piece)).replace("*", "&#42;")
        written += f'<a href="{home}">{shown}</a>' if home else shown
    return f"<code>{written}</code>" if written else ""


def _prose(text: str, begins: str) -> Iterator[str]:
    """Sentences as they are, and examples as code that can be run, which begins by importing what it is about."""
    for paragraph in re.split(r"\n\n+", text.strip()):
        if paragraph.startswith(">>>"):
            yield from ("```python", f">>> {begins}", paragraph, "", "```", "")
        else:
            yield from (plain(paragraph), "")
