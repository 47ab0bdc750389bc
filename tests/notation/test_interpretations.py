"""Every interpretation of syntax trees knows all kinds of nodes: what is handed to `fold` is found, not listed."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
from msgspec.structs import replace

import derivtutor
from derivtutor.notation import tree
from derivtutor.notation.tree import Name, Node, Number, Structure, with_children

KINDS = frozenset(get_args(tree.Node))
HOUSE = Path(derivtutor.__file__).parent

LEFT_OUT = {
    "derivation.formula builder": ({"Derivative"}, "the formulas of rules have primes instead"),
    "grading.tower.reading Reading._read": ({"Integral"}, "a proof begins with functions of their bounds instead"),
}
"""Kinds that an interpretation never meets, and why not."""

KNOWN = {
    "notation.tree NAMES", "notation.latex latex", "notation.ball _evaluate", "notation.pretty pretty",
    "notation.sympy_syntax sympy_text",
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A module as it is written and as it is loaded."""

    name: str
    written: ast.Module
    loaded: ModuleType

    def worth(self, written: ast.expr) -> Any:
        """What an expression is worth on the level of the module; None where it needs more."""
        try:
            return eval(compile(ast.Expression(written), self.name, "eval"), vars(self.loaded).copy())  # noqa: S307
        except (NameError, AttributeError, KeyError):
            return None

    def kinds(self, written: ast.expr, around: tuple[ast.AST, ...]) -> frozenset[type]:
        """The keys of a table, which may be put together where it is used, within the definitions `around`."""
        worth = self.worth(written)
        if isinstance(worth, Mapping):
            return frozenset(worth)
        match written:
            case ast.Dict(keys=keys, values=values):
                each = (
                    self.kinds(value, around) if key is None else frozenset([self.worth(key)])
                    for key, value in zip(keys, values, strict=True)
                )
                return frozenset().union(*each)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="dict"), attr="fromkeys"), args=[keys, *_]):
                return self._members(keys, around)
            case ast.DictComp(key=ast.Name(), generators=[ast.comprehension(iter=members)]):
                return self._members(members, around)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                return self._returned(name)
            case ast.Subscript(value=ast.Name() as tables):
                return frozenset.intersection(*map(frozenset, self.worth(tables).values()))
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return self._assigned(name, around)
        raise AssertionError(f"{self.name}: it is not seen which kinds {ast.unparse(written)} has")

    def _members(self, written: ast.expr, around: tuple[ast.AST, ...]) -> frozenset[type]:
        worth = self.worth(written)
        if worth is not None:
            return frozenset(worth)
        if isinstance(written, ast.Call) and isinstance(written.func, ast.Attribute) and written.func.attr == "items":
            return self.kinds(written.func.value, around)
        return self.kinds(written, around)

    def _assigned(self, name: str, around: tuple[ast.AST, ...]) -> frozenset[type]:
        for place in (*reversed(around), self.written):
            for target, value in _assignments(place):
                if name in (getattr(target, "id", ""), getattr(target, "attr", "")):
                    return self.kinds(value, around)
        raise AssertionError(f"{self.name}: it is not seen what {name} is")

    def _returned(self, name: str) -> frozenset[type]:
        for place in ast.walk(self.written):
            if isinstance(place, ast.FunctionDef) and place.name == name:
                (table,) = (each.value for each in place.body if isinstance(each, ast.Return) and each.value)
                return self.kinds(table, (place,))
        raise AssertionError(f"{self.name}: it is not seen what {name}() returns")

    def folds(self) -> Iterator[tuple[str, frozenset[type]]]:
        """Where trees are folded, and the kinds of nodes that are known there."""
        pending: list[tuple[ast.AST, tuple[ast.AST, ...]]] = [(self.written, ())]
        while pending:
            place, around = pending.pop()
            if isinstance(place, ast.FunctionDef | ast.ClassDef):
                around = (*around, place)
            if isinstance(place, ast.Call) and isinstance(place.func, ast.Name) and place.func.id == "fold":
                yield f"{self.name} {'.'.join(each.name for each in around)}", self.kinds(place.args[1], around)
            pending.extend((child, around) for child in ast.iter_child_nodes(place))


def _assignments(place: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    for found in ast.walk(place):
        match found:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                yield from zip(targets, values, strict=True)
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                yield target, value


def sources() -> Iterator[Source]:
    for path in sorted(HOUSE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
        if "fold(" in text and name != "notation.tree":
            yield Source(name, ast.parse(text), importlib.import_module(f"derivtutor.{name}"))


def interpretations() -> list[tuple[str, frozenset[type]]]:
    """Every place where a tree is folded, and the kinds that its table has."""
    own = [(f"notation.tree {name}", frozenset(table)) for name, table in vars(tree).items() if _is_table(table)]
    return own + [found for source in sources() for found in source.folds()]


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) and Number in value


def test_every_interpretation_covers_all_kinds_of_nodes() -> None:
    found = interpretations()
    missing = {place: {kind.__name__ for kind in KINDS - known} for place, known in found if KINDS - known}
    assert missing == {place: kinds for place, (kinds, _) in LEFT_OUT.items()}
    assert {place for place, _ in found} >= KNOWN, "the search no longer finds what is there"


x, y, z = map(Name, "xyz")
EXAMPLES: dict[str, tuple[Any, Any]] = {
    "Node": (x, y),
    "tuple[Node, ...]": ((x, y), (y, x)),
    "str": ("f", "g"),
    "bool": (False, True),
    "int": (1, 2),
    "int | Fraction": (1, 2),
    "tuple[int, ...]": ((1, 0), (0, 1)),
    "tuple[str, ...]": (("<", "<"), ("<", "<=")),
}
"""Two different values of each type that a node may be made of."""


@pytest.mark.parametrize("kind", sorted(KINDS, key=lambda kind: kind.__name__))
def test_structure_and_copies_know_all_that_a_node_is_made_of(kind: type) -> None:
    facts = {name: EXAMPLES[kind.__annotations__[name]] for name in kind.__struct_fields__ if name != "span"}
    node: Node = kind(**{name: one for name, (one, _) in facts.items()}, span=(0, 5))
    number = Structure()
    assert number(replace(node, span=None)) == number(node)
    for name, (_, other) in facts.items():
        assert number(replace(node, **{name: other})) != number(node), name
    assert with_children(node, node.children) is node
    if node.children:
        changed = with_children(node, tuple(z for _ in node.children))
        assert {z} == set(changed.children)
        assert with_children(changed, node.children) == node
        assert changed.span == node.span
