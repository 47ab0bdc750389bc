"""Functions are rewritten before they are differentiated where that is shorter: by true laws, each shown."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from pathlib import Path

import pytest

from derivtutor import check, explain
from derivtutor.derivation.another_way import another_way
from derivtutor.derivation.explain import METHODS
from derivtutor.derivation.laws import LAWS
from derivtutor.derivation.model import Step, steps_of
from derivtutor.derivation.rewriting.laws import AS_PRODUCT, AS_QUOTIENT, PAYING, REWRITINGS
from derivtutor.derivation.rewriting.row import Place, Rewriting, rewritten
from derivtutor.derivation.verify import NEAR, Checker
from derivtutor.errors import UserError
from derivtutor.grading.workings.checking import check_work
from derivtutor.notation.linear import text
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node, names
from derivtutor.render import plain
from derivtutor.render.telling.derivation import tell

CASES = Path(__file__).parents[1] / "cases"
FINALS = [json.loads(line)["function"] for line in (CASES / "finals.jsonl").read_text(encoding="utf-8").splitlines()]

BEFORE = {
    "x sqrt(x)": "x^(3/2)",
    "3x sqrt(x)": "3x^(3/2)",
    "-(x sqrt(x))": "-x^(3/2)",
    "x sqrt(x)/2": "x^(3/2)/2",
    "x cbrt(x)": "x^(4/3)",
    "x^2/sqrt(x)": "x^(3/2)",
    "sqrt(x)/x": "x^(-1/2)",
    "1/(x sqrt(x))": "x^(-3/2)",
    "sqrt(x^3)": "x^(3/2)",
    "(x^2)^3": "x^6",
    "x*x": "x^2",
    "x/x": "1",
    "x/(2x)": "1/2",
    "e^(2x)*e^x": "e^(3x)",
    "2^x*2^(3x)": "2^(4x)",
    "x^n*x": "x^(n + 1)",
    "sqrt(x)*sqrt(x)": "x",
    "(x + 1)^2*(x + 1)^3": "(x + 1)^5",
    "x sin(x) x": "x^2 sin(x)",
    "(x^2 + 3x)/x": "x + 3",
    "(x^3 - 2x + 5)/x^2": "x - 2x^(-1) + 5x^(-2)",
    "(x + 1)/sqrt(x)": "x^(1/2) + x^(-1/2)",
    "(e^(2x) + 1)/e^x": "e^x + e^(-x)",
    "(x^2 + 3x + 2)/(x + 1)": "x + 2",
    "(x^2 - 1)/(x - 1)": "x + 1",
    "1/x": "x^(-1)",
    "3/x^2": "3x^(-2)",
    "1/sqrt(x)": "x^(-1/2)",
    "5/(2sqrt(x))": "(5/2)x^(-1/2)",
    "1/e^x": "e^(-x)",
    "x + 1/x": "x + x^(-1)",
    "(x + 1/x)^2": "x^2 + 2 + x^(-2)",
    "(sqrt(x) - 1)^2": "x - 2sqrt(x) + 1",
    "(e^x + e^(-x))^2": "e^(2x) + 2 + e^(-2x)",
    "ln(x^2)": "2ln(|x|)",
    "ln(x^3)": "3ln(x)",
    "ln(sqrt(x))": "(1/2)ln(x)",
    "ln(1/x)": "-ln(x)",
    "ln(x/(x + 1))": "ln(|x|) - ln(|x + 1|)",
    "ln((1 + x)/(1 - x))": "ln(1 + x) - ln(1 - x)",
    "ln(x sqrt(x + 1))": "ln(x) + (1/2)ln(x + 1)",
    "ln(sqrt((1 + x)/(1 - x)))": "(1/2)(ln(1 + x) - ln(1 - x))",
    "ln((x^2 + 1)/(x - 3)^2)": "ln(x^2 + 1) - 2ln(|x - 3|)",
    "ln(3x^2)": "ln(3) + 2ln(|x|)",
    "ln(x e^x)": "ln(x) + x",
    "ln(sin(x)^2)": "2ln(|sin(x)|)",
    "ln|x^2 (x + 1)|": "2ln(|x|) + ln(|x + 1|)",
    "log_2(x^3)": "3log_2(x)",
    "ln(e^x)": "x",
    "ln(2^x)": "x ln(2)",
    "e^(ln x)": "x",
    "e^(2ln x)": "x^2",
    "e^(-2ln(x))": "x^(-2)",
    "sqrt(x^2)": "|x|",
    "sin(arcsin(x))": "x",
    "sin(x)^2 + cos(x)^2": "1",
    "x^2 + sin(3x)^2 + cos(3x)^2": "x^2 + 1",
    "-sin(x)^2 - cos(x)^2": "-1",
    "1 + tan(x)^2": "sec^2(x)",
    "sin(x) + x sqrt(x)": "sin(x) + x^(3/2)",
}
AS_TYPED = (
    "x^2", "3x^2 + 5x - 4", "sin(2x)", "x sin(x)", "x^2 e^x", "x/(x + 1)", "(x + 1)(x - 2)", "x(x + 1)", "(x + 1)^2",
    "(3x - 1)^2", "2(x + 3)", "3 - x", "sqrt(x)", "sqrt(x + 1)", "x sqrt(x + 1)", "ln(5x)", "ln(x^2 + 1)", "ln(x^n)",
    "log_2(x^2)", "sin(x) cos(x)", "sin(x)/cos(x)", "1/(x^2 + 1)", "x^x", "e^(2x)", "2^x*3^x", "arcsin(sin(x))",
    "sin(x)^2 - cos(x)^2", "5/3", "ln(a x^2)", "ln(x)/x",
)  # fmt: skip
TRAPS = (
    "x*x", "x/x", "e^(2x)*e^x", "(x^2 + 3x + 2)/(x + 1)", "2(x + 3)", "sqrt(x)*sqrt(x)", "ln(e^x)", "ln(x^2)", "3 - x",
    "sqrt(x^2)",
)  # fmt: skip


def place(function: Node) -> Place:
    return Place("x", lambda node: "x" in names(node))


def first(problem: str) -> Step:
    return explain(problem, wrt="x").roots[0]


@pytest.mark.parametrize("problem", BEFORE)
def test_a_function_is_rewritten_where_that_is_shorter(problem: str) -> None:
    step = first(problem)
    assert step.rule.rewrites
    assert text(step.steps[0].goal.expression) == BEFORE[problem]
    assert not step.steps[0].rule.rewrites


@pytest.mark.parametrize("problem", AS_TYPED)
def test_everything_else_is_differentiated_as_it_was_typed(problem: str) -> None:
    assert not any(step.rule.rewrites for step in steps_of(first(problem)))


@pytest.mark.parametrize("row", [*REWRITINGS, *AS_PRODUCT, *AS_QUOTIENT], ids=lambda row: row.id)
def test_every_law_is_used_on_its_example(row: Rewriting) -> None:
    function = read(row.example).tree
    used = rewritten(function, PAYING if row.pays else (row,), place(function))
    assert row.id in [tidying.laws[0] for tidying in used]


@pytest.mark.parametrize("problem", [*BEFORE, *FINALS, *(row.example for row in REWRITINGS)])
@pytest.mark.parametrize("method", ["auto", "rewrite"])
def test_every_law_is_true_and_named(problem: str, method: str) -> None:
    try:
        root = explain(problem, wrt="x", method=method).roots[0]
    except UserError:  # nothing to rewrite
        return
    for step in steps_of(root):
        before, variable = step.goal.expression, step.goal.variable
        checker = Checker(names(before) | {variable}, variable)
        for tidying in step.match.rewriting:
            (law,) = tidying.laws
            assert LAWS[law]
            here = checker.at(NEAR, 1.0)
            values = [(one.real, other.real) for one, other in zip(here(before), here(tidying.result), strict=True)]
            both = [pair for pair in values if all(map(math.isfinite, pair))]
            assert all(one == pytest.approx(other, rel=1e-9) for one, other in both), (law, text(tidying.result))
            before = tidying.result


@pytest.mark.parametrize("problem", [*BEFORE, *AS_TYPED, *FINALS])
def test_every_method_that_applies_comes_to_the_same(problem: str) -> None:
    direct = explain(problem, wrt="x", method="direct")
    checker = Checker(names(direct.function.tree) | {"x"}, "x")
    assert checker.equal(direct.answer, explain(problem, wrt="x").answer)
    for method in METHODS:
        with suppress(UserError):  # it does not apply
            other = explain(problem, wrt="x", method=method)
            assert checker.equal(direct.answer, other.answer), (method, text(other.answer))


@pytest.mark.parametrize("problem", TRAPS)
def test_what_was_typed_can_be_differentiated_as_typed(problem: str) -> None:
    derivation = explain(problem, method="direct")
    assert derivation.function.text == problem
    assert not any(step.rule.rewrites for step in steps_of(*derivation.roots))


def test_roots_and_fractions_come_back_in_the_answer() -> None:
    answers = {
        "1/sqrt(x)": "-1/(2x^(3/2))",
        "x sqrt(x)": "3sqrt(x)/2",
        "(x^3 - 2x + 5)/x^2": "1 + 2/x^2 - 10/x^3",
        "x^(-2)*x": "-x^(-2)",
        "x^(1/2)*x": "3x^(1/2)/2",
        "x/cbrt(x)": "2/(3cbrt(x))",
    }
    assert {problem: explain(problem).derivative.text for problem in answers} == answers


@pytest.mark.parametrize(
    ("lines", "is_right"),
    [
        (["f(x) = x^(3/2)", "f'(x) = 3/2 x^(1/2)"], True),
        (["f'(x) = sqrt(x) + x/(2sqrt(x))", "= 3/2 sqrt(x)"], True),
        (["f(x) = x^(1/2)", "f'(x) = 1/2 x^(-1/2)"], False),
    ],
)
def test_a_working_may_rewrite_first_or_not(lines: list[str], is_right: bool) -> None:
    assert bool(check_work("x sqrt(x)", lines)) is is_right


def test_both_forms_of_an_answer_are_right() -> None:
    assert check("(x^3 - 2x + 5)/x^2", "1 + 2/x^2 - 10/x^3")
    assert check("(x^3 - 2x + 5)/x^2", "(x^3 + 2x - 10)/x^3")


def test_the_document_has_the_rewriting_law_by_law() -> None:
    (step,) = explain("x sqrt(x)").as_dict()["steps"]
    assert [(each["laws"], each["output"]["text"]) for each in step["rewriting"]] == [
        (["roots-as-powers"], "x*x^(1/2)"),
        (["powers-of-a-base"], "x^(3/2)"),
    ]
    assert step["parts"]["rewritten"]["text"] == "x^(3/2)"


def test_lines_on_paper_begin_with_the_rewriting() -> None:
    assert [(line.text, line.rules) for line in explain("x sqrt(x)").lines] == [
        ("d/dx (x sqrt(x))", ()),
        ("d/dx (x^(3/2))", ("roots-as-powers", "powers-of-a-base")),
        ("(3/2)x^(3/2 - 1)", ("power",)),
        ("3x^(1/2)/2", ("numbers", "one-fraction")),
        ("3sqrt(x)/2", ("respell",)),
    ]


@pytest.mark.parametrize(
    ("problem", "method", "form", "same"),
    [
        ("x sqrt(x)", "direct", None, True),
        ("(x^3 - 2x + 5)/x^2", "direct", None, False),
        ("x(x + 1)", "rewrite", "x^2 + x", True),
        ("(x - 1)(x - 2)(x - 3)", "rewrite", "x^3 - 6x^2 + 11x - 6", True),
        ("x/(x + 1)", "rewrite", "x(x + 1)^(-1)", True),
        ("1/(x^2 + 1)", "rewrite", "(x^2 + 1)^(-1)", True),
        ("x e^(-x)", "quotient", "x/e^x", False),
        ("x sin(x) e^x", "logarithmic", None, False),
        ("x^x", "rewrite", "e^(x ln(x))", True),
    ],
)
def test_another_way_is_named(problem: str, method: str, form: str | None, same: bool) -> None:
    other = another_way(explain(problem, wrt="x"))
    assert other.method == method
    assert (other.rewritten and text(other.rewritten)) == form
    assert (other.result is None) == same
    assert same or other.laws
    page = plain.render(tell(explain(problem, wrt="x")))
    assert f"{other.steps} steps instead of {other.instead_of} (method {method})" in page


def test_another_way_that_takes_as_many_steps_is_not_compared() -> None:
    page = plain.render(tell(explain("(x^2 + 1)/x")))
    assert "use the quotient rule: 4 steps as well (method direct)." in page


@pytest.mark.parametrize("problem", ["x^2", "5x^2", "sin(x)", "e^(2x)", "7", "x^2 + sin(x)", "sin(2x)"])
def test_where_there_is_no_other_way_none_is_named(problem: str) -> None:
    assert another_way(explain(problem, wrt="x")) is None
    assert "Another way" not in plain.render(tell(explain(problem, wrt="x")))


@pytest.mark.parametrize(
    ("method", "problem", "says"),
    [
        ("rewrite", "sin(x)", "sin(x) has no other form that would help."),
        ("product", "sin(x)", "Product rule does not apply to sin(x)."),
        ("quotient", "x^2 + 1", "Quotient rule does not apply to x^2 + 1."),
        ("logarithmic", "sin(x)", "Logarithmic differentiation does not apply to sin(x)."),
    ],
)
def test_a_method_that_does_not_apply_is_refused(method: str, problem: str, says: str) -> None:
    with pytest.raises(UserError) as raised:
        explain(problem, method=method)
    assert (raised.value.message, raised.value.hint) == (says, "Leave out the method.")


def test_a_method_is_used_on_the_terms_on_which_it_can_be() -> None:
    rules = [step.rule.id for step in steps_of(*explain("x^2 + 3x/(x + 1)", method="product").roots)]
    assert rules[:3] == ["rewrite-first", "sum", "power"]
    assert "product" in rules
    assert "quotient" not in rules
