"""What programs and notebooks take from a derivation: its steps, its forms, its account."""

from __future__ import annotations

import pytest

from derivtutor import explain
from derivtutor.derivation.account import Result
from derivtutor.derivation.computer_algebra import simplified
from derivtutor.derivation.differentiator import Differentiator
from derivtutor.derivation.explain import Simplify
from derivtutor.derivation.formula import formula, match
from derivtutor.derivation.misconceptions import NAMES, name_of
from derivtutor.derivation.model import steps_of
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node


def tree(text: str) -> Node:
    return read(text).tree


def test_steps_come_once_each_from_the_outside_in() -> None:
    root = explain("x sin(2x) + sin(2x) + 2x").roots[0]
    assert [f"{step.rule.id}: {linear.text(step.goal.expression)}" for step in steps_of(root)] == [
        "sum: x sin(2x) + sin(2x) + 2x", "product: x sin(2x)", "identity: x", "chain: sin(2x)", "sine: sin(w)",
        "constant-multiple: 2x",
    ]  # fmt: skip
    several = explain("x^3", order=2).roots
    assert [step.rule.id for step in steps_of(*several)] == ["power", "constant-multiple", "power"]


def test_an_entry_tells_its_step() -> None:
    entry = explain("x^2 sin(2x)").steps[0].entries[1]
    assert (entry.id, entry.rule, entry.title) == ("1.2", "chain", "Chain rule")
    assert (entry.input.text, entry.output.text) == ("sin(2x)", "2cos(2x)")
    assert repr(entry) == "<step 1.2: chain, sin(2x) -> 2cos(2x)>"


def test_a_derivation_is_an_account_of_its_last_order() -> None:
    found = explain("x^3", order=2, at="x=2")
    assert (found.task.functions[0].text, found.task.variables, found.parts) == ("x^3", ("x",), ())
    assert {name: linear.text(value) for name, value in found.task.point.items()} == {"x": "2"}
    assert explain("x^3").task.point == {}
    assert (found.result.text, str(found)) == ("6x", "6x")
    assert [linear.text(each) for each in found.derivatives] == ["3x^2", "6x"]


@pytest.mark.parametrize(
    ("point", "slope"), [({}, None), ({"x": "3"}, None), ({"a": "2"}, None), ({"x": "3", "a": "2"}, 12)]
)
def test_the_numbers_at_a_point_need_all_letters(point: dict[str, str], slope: float | None) -> None:
    there = explain("a x^2", wrt="x").there({name: tree(text) for name, text in point.items()})
    assert (there and there.slope) == slope


def test_latex_has_the_lines_of_the_last_order() -> None:
    found = explain("x^2 + x", order=2)
    assert found._repr_latex_() == (
        r"$\displaystyle \begin{aligned} \frac{d}{dx}\left(2 x + 1\right) &= \frac{d}{dx}\left(2 x\right) + 0"
        r" \\ &= 2 + 0 \\ &= 2 \end{aligned}$"
    )


@pytest.mark.parametrize(
    ("entries", "shape", "text", "latex"),
    [
        ("x", (), "x", "x"),
        ("x", (1,), "(x)", r"\left(x\right)"),
        ("x, 2x", (2,), "(x, 2x)", r"\left(x, 2 x\right)"),
        ("x", (1, 1), "[[x]]", r"\begin{pmatrix} x \end{pmatrix}"),
        ("x, 2x", (1, 2), "[[x, 2x]]", r"\begin{pmatrix} x & 2 x \end{pmatrix}"),
        ("x, 2x", (2, 1), "[[x], [2x]]", r"\begin{pmatrix} x \\ 2 x \end{pmatrix}"),
        ("1, 2, 3, 4, 5, 6", (2, 3), "[[1, 2, 3], [4, 5, 6]]", r"\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix}"),
    ],
)
def test_a_result_is_written_by_its_shape(entries: str, shape: tuple[int, ...], text: str, latex: str) -> None:
    found = Result(tuple(map(tree, entries.split(", "))), shape)
    assert (found.text, found.latex) == (text, latex)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 2), (1, 1, 2), (2, 1, 1)])
def test_a_result_has_a_shape_for_its_entries(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="2 entries do not have the shape"):
        Result((tree("x"), tree("y")), shape)


def test_the_name_of_a_misconception_is_known_or_its_id() -> None:
    assert {name_of(each) for each in NAMES} == set(NAMES.values())
    assert name_of("seen-elsewhere") == "seen elsewhere"


@pytest.mark.parametrize(
    ("expression", "seconds", "shorter"),
    [("sin(x)^2 + cos(x)^2", 60, "1"), ("(x^2 - 1)/(x - 1)", 60, "x + 1"), ("x^2", 0, None)],
)
def test_computer_algebra_simplifies_in_its_time(expression: str, seconds: float, shorter: str | None) -> None:
    found = simplified(tree(expression), seconds)
    assert (found and linear.text(found)) == shorter


@pytest.mark.parametrize(
    ("problem", "simplify", "label"),
    [("x^2", "full", None), ("sin(x)^4 + cos(x)^4", "full", "-sin(4x)"), ("sin(x)^4 + cos(x)^4", "light", None)],
)
def test_full_simplification_is_told_where_it_is_shorter(problem: str, simplify: Simplify, label: str | None) -> None:
    found = explain(problem, simplify=simplify, budget=60)
    assert (found.simplified and linear.text(found.simplified.result)) == label
    assert found.lines_of_order(1) == found.lines
    assert ([line.rules for line in found.lines][-1] == ("simplify",)) is (label is not None)
    assert found.notes == ()


@pytest.mark.parametrize(
    ("pattern", "expression", "found"),
    [
        ("u v", "x sin(x)", {"u": "x", "v": "sin(x)"}),
        ("u v", "x + 1", None),
        ("u v", "x y z", None),
        ("e^u", "e^(2x)", {"u": "2x"}),
        ("e^u", "a^(2x)", None),
        ("e^u", "pi^x", None),
        ("1/u", "1/x", {"u": "x"}),
        ("1/u", "2/x", None),
        ("sin(u)", "sin(x^2)", {"u": "x^2"}),
        ("sin(u)", "cos(x^2)", None),
        ("u^u", "x^x", None),
        ("2 pi u", "2 pi x", {"u": "x"}),
        ("2 pi u", "2 e x", None),
        ("2 pi u", "3 pi x", None),
    ],
)
def test_a_pattern_fits_or_not(pattern: str, expression: str, found: dict[str, str] | None) -> None:
    bindings = match(formula(pattern), tree(expression), lambda *_: True)
    assert (bindings and {letter: linear.text(node) for letter, node in bindings.items()}) == found


def test_a_pattern_fits_what_its_letters_accept() -> None:
    accepts = {"u": "x", "v": "y"}
    fits = [
        match(formula("u + v"), tree(text), lambda letter, node: linear.text(node) == accepts[letter]) is not None
        for text in ("x + y", "y + x", "x + x")
    ]
    assert fits == [True, False, False]


def test_a_function_has_derivatives_by_all_of_its_letters() -> None:
    by = Differentiator(tree("x^2 y"))
    assert [linear.text(by.derivative(letter, order)) for letter in "xyz" for order in (1, 2)] == [
        "2x y", "2y", "x^2", "0", "0", "0",
    ]  # fmt: skip
