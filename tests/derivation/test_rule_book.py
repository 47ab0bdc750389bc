"""The rule book tests itself: whatever stands in it is tried."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from derivtutor import UserError, explain
from derivtutor.derivation.derivation import Entry
from derivtutor.derivation.engine import Engine
from derivtutor.derivation.formula import builder, formula
from derivtutor.derivation.misconceptions import NAMES, OF_SIGNS
from derivtutor.derivation.model import Goal, Letters, Rule, Slip, Step
from derivtutor.derivation.rule_book import RuleBook
from derivtutor.derivation.rules import BY_ID, RULES
from derivtutor.exercises.kinds.naming import rules_named
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Memo, Name, Node, Structure, names

CATALOGUE = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "misconceptions.jsonl").read_text(encoding="utf-8").splitlines()
]
VOCABULARY = [
    "constant",
    "identity",
    "constant-multiple",
    "sum",
    "power",
    "product",
    "quotient",
    "chain",
    "exponential",
    "natural-exponential",
    "logarithm",
    "sine",
    "cosine",
    "tangent",
    "cotangent",
    "secant",
    "cosecant",
    "arcsine",
    "arccosine",
    "arctangent",
    "arccotangent",
    "arcsecant",
    "arccosecant",
    "hyperbolic-sine",
    "hyperbolic-cosine",
    "hyperbolic-tangent",
    "hyperbolic-cotangent",
    "hyperbolic-secant",
    "hyperbolic-cosecant",
    "inverse-hyperbolic-sine",
    "inverse-hyperbolic-cosine",
    "inverse-hyperbolic-tangent",
    "inverse-hyperbolic-cotangent",
    "inverse-hyperbolic-secant",
    "inverse-hyperbolic-cosecant",
    "absolute-value",
    "sign",
    "piecewise",
    "maximum",
    "minimum",
    "sigmoid",
    "relu",
    "leaky-relu",
    "softplus",
    "gelu",
    "swish",
    "logarithmic-differentiation",
    "integral",
    "unknown-function",
]
SLIPS = [pytest.param(rule, slip, id=f"{rule.id}:{slip.id}") for rule in RULES for slip in rule.slips]


def used(entry: Entry) -> set[str]:
    return {entry.step.rule.id}.union(*map(used, entry.entries))


def test_ids_are_unique_and_the_vocabulary_is_complete() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert set(VOCABULARY) <= set(ids)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_what_its_own_example_needs(rule: Rule) -> None:
    derivation = explain(rule.example, wrt="x")
    assert rule.id in used(derivation.steps[0])
    assert rule.says.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_conclusion_needs_is_in_the_pattern(rule: Rule) -> None:
    introduced = {rule.introduces[0]} if rule.introduces else set()
    wanted = {name.rstrip("'") for name in names(formula(rule.conclusion))}
    assert wanted <= names(formula(rule.pattern)) | introduced | {"x", "f"}


@pytest.mark.parametrize(("rule", "slip"), SLIPS)
def test_a_slip_is_in_the_catalogue_with_its_evidence(rule: Rule, slip: Slip) -> None:
    row = next(row for row in CATALOGUE if row["id"] == slip.id)
    assert slip.evidence == row["evidence"]
    assert slip.says


BELONGING = {
    "chain",
    "power",
    "exponential",
    "constant",
    "product",
    "quotient",
    "trig",
    "log",
    "inverse",
    "hyperbolic",
    "activation",
}
NOT_ONE_RULE = {
    "chain-skips-middle", "chain-stops-one-layer-early", "fnpower-read-as-inner-power", "inner-power-read-as-fnpower",
    "quotient-minus-not-distributed", "quotient-parentheses-dropped", "log-of-product-reciprocals-multiplied",
    "fnpower-written-inside",
}  # fmt: skip
"""Slips about several rules at once, about reading the problem or writing the answer, or about algebra."""


def test_every_slip_of_a_rule_of_the_book_stands_beside_its_rule() -> None:
    wanted = {row["id"] for row in CATALOGUE if row["group"] in BELONGING and row["scope"] == "scalar"} - NOT_ONE_RULE
    assert wanted <= {slip.id for rule in RULES for slip in rule.slips}


@pytest.mark.parametrize(("rule", "slip"), SLIPS)
def test_a_slip_is_wrong(rule: Rule, slip: Slip) -> None:
    """Its conclusion differs from the right one, with the same parts put into both."""
    right, wrong = with_parts(rule.conclusion, rule), with_parts(slip.conclusion, rule)
    assert not same_values(right, wrong) or slip.pattern


PARTS = {
    "u": "sin(x) + 2",
    "u'": "cos(x)",
    "v": "x^2 + 1",
    "v'": "2x",
    "w": "e^x",
    "w'": "e^x",
    "n": "3",
    "a": "2",
    "c": "5",
    "x": "x",
}


def with_parts(text: str, rule: Rule, alone: str = "x/2") -> Node:
    """A text of the rule with these parts put in, and `alone` for the one of a rule that needs no slope of it."""
    parts: dict[str, object] = {letter: formula(value) for letter, value in PARTS.items()}
    if not any(name.endswith("'") for name in names(formula(rule.conclusion))) and rule.id != "constant":
        parts["u"] = formula(alone)
    parts["f"] = lambda argument: Call("sinh", (argument,))
    parts["f'"] = lambda argument: Call("cosh", (argument,))
    return builder(text)(parts)


def same_values(left: Node, right: Node) -> bool:
    one, other = (compile_real(node, ("x",)) for node in (left, right))
    values = [(one((point,)), other((point,))) for point in (-0.8, 0.3, 0.7, 1.1, 1.9)]
    both = [(a, b) for a, b in values if not math.isnan(a) and not math.isnan(b)]
    return bool(both) and all(math.isclose(a, b, rel_tol=1e-9) for a, b in both)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_row_says_of_its_rule_fits_together(rule: Rule) -> None:
    assert rule.case_of in ("", *BY_ID)
    assert all(isinstance(formula(text), Call) and "u" in names(formula(text)) for text in rule.functions)
    assert {slip.within for slip in rule.slips} <= {"", *BY_ID}
    assert not rule.in_words or not rule.stated
    for name in rule.also:
        assert rule.id in rules_named(name)


def test_only_a_sign_is_wrong_in_slips_that_there_are() -> None:
    assert NAMES.keys() >= OF_SIGNS


def test_matchers_ask_the_rule_book_that_they_are_given() -> None:
    """Without a rule for the sine, `sin(x^2)` is no function that the chain rule can begin with."""
    goal = Goal(formula("sin(x^2)"), "x")

    def first_step(book: RuleBook) -> Step:
        return Engine(book, Letters(frozenset("x")), Structure(), Memo()).derive(goal)

    assert first_step(RuleBook(RULES)).rule.id == "chain"
    with pytest.raises(UserError, match=r"No rule differentiates .*\. Write it with functions that derivtutor knows\."):
        first_step(RuleBook([rule for rule in RULES if rule.id != "sine"]))
    assert first_step(RuleBook(RULES)).rule.id == "chain"


ELEMENTARY = [
    rule
    for rule in RULES
    if rule.matcher is None and isinstance(formula(rule.pattern), Call) and "'" not in rule.conclusion
]


@pytest.mark.parametrize("rule", ELEMENTARY, ids=lambda rule: rule.id)
def test_a_row_of_the_table_is_the_slope_of_its_function(rule: Rule) -> None:
    """Against central differences, which know nothing of rules."""
    pattern, conclusion = formula(rule.pattern), formula(rule.conclusion)
    letters = tuple(sorted(names(pattern)))
    function, slope = compile_real(pattern, letters), compile_real(conclusion, letters)
    checked = 0
    for point in (-2.3, -0.6, 0.31, 0.52, 1.7, 3.1):
        others = [0.4 if letter != "u" else point for letter in letters]
        at = letters.index("u")
        step = 1e-6
        above, below = ([*others[:at], point + side * step, *others[at + 1 :]] for side in (1, -1))
        difference = (function(above) - function(below)) / (2 * step)
        if math.isnan(difference) or math.isnan(slope(others)):
            continue
        assert math.isclose(difference, slope(others), rel_tol=1e-6, abs_tol=1e-6)
        checked += 1
    assert checked >= 2


OTHERS = [rule for rule in RULES if rule not in ELEMENTARY and not rule.introduces]


@pytest.mark.parametrize("rule", OTHERS, ids=lambda rule: rule.id)
def test_a_row_about_parts_is_the_slope_of_what_they_make(rule: Rule) -> None:
    made, slope = (compile_real(with_parts(text, rule, "x"), ("x",)) for text in (rule.pattern, rule.conclusion))
    checked = 0
    for point in (-0.8, 0.3, 0.7, 1.1, 1.9):
        difference = (made((point + 1e-6,)) - made((point - 1e-6,))) / 2e-6
        if not math.isnan(difference):
            assert math.isclose(difference, slope((point,)), rel_tol=1e-6)
            checked += 1
    assert checked >= 4


def test_letters_of_the_problem_are_not_taken_for_parts() -> None:
    step = explain("sin(u x) + v w", wrt="x").roots[0].steps[0]
    assert step.match.parts[0].expression == Call("sin", (Name("s"),))
