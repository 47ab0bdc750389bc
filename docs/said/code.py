"""Texts in modules of sentences, and in calls that translate."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import derivtutor
from derivtutor.errors import Refusal
from said.text import Said

PACKAGE = Path(derivtutor.__file__).parent
_CALLS = frozenset({"translated", "counted", "said", "worded"})
_CALL = re.compile(rf"\b(?:{'|'.join(_CALLS)})\(")


def of_sentences() -> Iterator[Said]:
    """What stands in modules of sentences, and in that of errors."""
    for path in [PACKAGE / "errors.py", *sorted(PACKAGE.rglob("sentences.py"))]:
        where = path.relative_to(PACKAGE.parent).as_posix()
        module = importlib.import_module(where.removesuffix(".py").replace("/", "."))
        for name, value in vars(module).items():
            if name[0].isupper():
                yield from _texts(value, where)


def _texts(value: Any, where: str) -> Iterator[Said]:
    if type(value) is str:
        yield Said(value, "other", where)
    elif isinstance(value, Refusal):
        yield from (Said(text, "errors", where) for text in value if text)
    elif type(value) is tuple or type(value) is dict:
        for each in value.values() if type(value) is dict else value:
            yield from _texts(each, where)


def of_calls() -> Iterator[Said]:
    """The texts that are handed to a call that translates, there or by the name of a constant of the module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        if not _CALL.search(text):
            continue
        nodes = list(ast.walk(ast.parse(text)))
        where = path.relative_to(PACKAGE.parent).as_posix()
        constants = _constants(nodes)
        for node in nodes:
            name = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name == "counted":
                one, several = (_strings(argument, {})[0] for argument in node.args[:2])
                yield Said(one, "other", where, several)
            elif name in _CALLS and node.args:
                yield from (Said(text, "other", where) for text in _strings(node.args[0], constants))


def _constants(nodes: Sequence[ast.AST]) -> dict[str, list[str]]:
    """The texts that names of a module stand for, wherever they are given."""
    found: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for each, value in _pairs(target, node.value):
                    if isinstance(each, ast.Name):
                        found.setdefault(each.id, []).extend(_strings(value, found))
    return found


def _pairs(target: ast.expr, value: ast.expr) -> Iterable[tuple[ast.expr, ast.expr]]:
    """What gets which value, where several names get one each."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return zip(target.elts, value.elts, strict=False)
    return [(target, value)]


def _strings(node: ast.expr, constants: dict[str, list[str]]) -> list[str]:
    """The texts in an expression: not what it is compared with, nor keys of a table."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Name):
        return constants.get(node.id, [])
    if isinstance(node, ast.IfExp):
        return _strings(node.body, constants) + _strings(node.orelse, constants)
    if isinstance(node, ast.Dict):
        return [text for value in node.values for text in _strings(value, constants)]
    if isinstance(node, ast.Tuple | ast.List):
        return [text for value in node.elts for text in _strings(value, constants)]
    if isinstance(node, ast.Subscript):
        return _strings(node.value, constants)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        parts = [node.func.value, *node.args[1:]]
        return [text for part in parts for text in _strings(part, constants)]
    return []
