"""Folding and substituting cost no more than the tree has different parts."""

from __future__ import annotations

import pytest
from conftest import Effort

from derivtutor.notation.reader import read
from derivtutor.notation.tree import (
    Integral,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Sum,
    fold,
    names,
    size_and_depth,
    substitute,
)

LIMIT = 50_000
"""Calls of functions; three times and more what it takes."""

x, two = Name("x"), Number(2)


@pytest.mark.parametrize(
    ("text", "values", "result"),
    [
        ("x^2 + y", {"x": "y + 1"}, "(y + 1)^2 + y"),
        ("x y", {"x": "y", "y": "x"}, "y x"),
        ("int(t x, t, 0, t)", {"t": "5", "x": "2"}, "int(t*2, t, 0, 5)"),
        ("int(int(t x, t, 0, t), x, t, x)", {"t": "5", "x": "2"}, "int(int(t x, t, 0, 5), x, 5, 2)"),
    ],
)
def test_substitution(text: str, values: dict[str, str], result: str) -> None:
    replaced = substitute(read(text).tree, {name: read(value).tree for name, value in values.items()})
    assert replaced == read(result).tree


@pytest.mark.parametrize("text", ["2", "x", "x + 2", "-x", "2x", "x/2", "x^2", "f(x)", "sin(x)"])
def test_where_it_was_typed_is_neither_compared_nor_shown(text: str) -> None:
    node, elsewhere = read(text).tree, read(f"  {text}").tree
    assert node.span != elsewhere.span
    assert node == elsewhere
    assert not node != elsewhere  # noqa: SIM202
    assert hash(node) == hash(elsewhere)
    assert repr(node) == repr(elsewhere)
    assert node != Negation(node)


def test_substitution_in_nested_integrals_is_quick(effort: Effort) -> None:
    node: Node = x
    for level in range(60):
        node = Integral(node, "xyz"[level % 3], Number(0), Name("y"))
    assert effort(lambda: substitute(node, {"x": two, "y": two, "z": two})) < LIMIT


def test_what_is_unchanged_stays_the_same_node() -> None:
    tree = read("sin(x^2) + y").tree
    assert substitute(tree, {"z": two}) is tree


def test_a_shared_part_is_interpreted_once() -> None:
    node: Node = x
    for _ in range(60):
        node = Sum((node, node))
    assert names(node) == {"x"}
    assert size_and_depth(node)[1] == 61


def test_a_tree_may_be_deeper_than_python_recurses() -> None:
    node: Node = x
    for _ in range(20_000):
        node = Negation(node)
    assert size_and_depth(node) == (20_001, 20_001)
    del node  # and what is deep can be given up again


def test_none_is_a_value_like_any_other() -> None:
    calls: list[Node] = []

    def nothing(node: Node, _: list[None]) -> None:
        calls.append(node)

    shared = Sum((x, two))
    memo: Memo[None] = Memo()
    assert fold(Sum((shared, shared)), {Sum: nothing, Name: nothing, Number: nothing}, memo) is None
    fold(shared, {}, memo)
    assert len(calls) == 4
