"""Every law of simplification is a step of its own: true where it alone is used, and doing what its label says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_finals import NEIGHBOURS

from derivtutor import explain
from derivtutor.derivation.derivation import steps_of
from derivtutor.derivation.lines import MOST_LAWS, brief
from derivtutor.derivation.model import Tidying
from derivtutor.derivation.tidy import LAWS
from derivtutor.derivation.tidying.monomial import TRIVIAL
from derivtutor.derivation.verify import Checker
from derivtutor.notation.linear import text
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Quotient, Sum, names, parts

FINALS = (Path(__file__).parents[1] / "cases" / "finals.jsonl").read_text(encoding="utf-8").splitlines()
FUNCTIONS = sorted({*(json.loads(line)["function"] for line in FINALS), *(problem for problem, _ in NEIGHBOURS)})


def counted(node: Node, *kinds: type) -> Counter[str]:
    return Counter(text(part) for part in parts(node) if type(part) in kinds)


def count(node: Node, kind: type) -> int:
    return sum(type(part) is kind for part in parts(node))


def letters(node: Node) -> int:
    return count(node, Name)


def terms(node: Node) -> int:
    return sum(len(part.children) for part in parts(node) if type(part) is Sum)


DOES: dict[str, Callable[[Node, Node], bool]] = {
    "order": lambda a, b: counted(a, Name, Number) == counted(b, Name, Number) and text(a) != text(b),
    "ones-and-zeros": lambda a, b: count(b, Number) < count(a, Number),
    "signs": lambda a, b: (
        counted(a, Name, Number) == counted(b, Name, Number) and count(b, Negation) <= count(a, Negation)
    ),
    "brackets": lambda a, b: counted(a, Name, Number) == counted(b, Name, Number) and count(b, Sum) < count(a, Sum),
    "numbers": lambda a, b: counted(a, Name) == counted(b, Name) and count(b, Number) <= count(a, Number),
    "one-fraction": lambda a, b: counted(a, Name) == counted(b, Name) and count(b, Quotient) <= count(a, Quotient),
    "collect-powers": lambda a, b: letters(b) < letters(a),
    "like-terms": lambda a, b: terms(b) < terms(a),
    "power-of-product": lambda a, b: set(counted(a, Name)) == set(counted(b, Name)),
    "power-of-power": lambda a, b: counted(a, Name) == counted(b, Name),
    "power-of-root": lambda a, b: count(b, Call) <= count(a, Call),
}
"""What a law does, as far as it can be counted."""


def passages(problem: str) -> Iterator[tuple[Node, tuple[Tidying, ...], Node]]:
    """What each simplification began with, its single laws, and what it came to."""
    derivation = explain(problem, wrt="x")
    for step in steps_of(*derivation.roots):
        before = step.applied
        for tidying in step.tidying:
            yield before, tidying.single, tidying.result
            before = tidying.result


@pytest.mark.parametrize("problem", FUNCTIONS)
def test_single_laws_lead_to_the_tidy_result(problem: str) -> None:
    for before, singles, result in passages(problem):
        assert text(singles[-1].result) == text(result)
        checker = Checker(names(before) | {"x"}, "x")
        for single in singles:
            (law,) = single.laws
            assert law in LAWS
            assert checker.equal(before, single.result), (law, text(before), text(single.result))
            if law in DOES:
                assert DOES[law](before, single.result), (law, text(before), text(single.result))
            before = single.result


@pytest.mark.parametrize("problem", FUNCTIONS)
def test_few_laws_share_a_line_and_each_has_its_own_in_full(problem: str) -> None:
    derivation = explain(problem, wrt="x")
    for line in derivation.lines:
        assert sum(law in LAWS for law in line.rules) <= MOST_LAWS
    for line in derivation.lines_of_order(1, single=True):
        assert sum(law in LAWS for law in line.rules) <= 1
    trivial = [line for line in derivation.lines[:-1] if line.rules and TRIVIAL.issuperset(line.rules)]
    assert trivial == []


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        ("3x^2 + 5x - 4", ["6x + 5"]),
        ("x^2/(x + 1)", ["(2x(x + 1) - x^2)/(x + 1)^2", "x(x + 2)/(x + 1)^2"]),
        ("x^2 sin(x)", ["2x sin(x) + x^2 cos(x)"]),
        ("7", ["0"]),
    ],
)
def test_brief_is_the_rule_with_everything_put_in_and_what_it_comes_to(problem: str, shown: list[str]) -> None:
    assert [line.text for line in brief(explain(problem, wrt="x").roots[0])] == shown
