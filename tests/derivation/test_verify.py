"""A false step is never shown, and a true one is never taken for false."""

from __future__ import annotations

import re

import pytest
from msgspec import structs

from derivtutor import explain
from derivtutor.derivation.engine import Engine
from derivtutor.derivation.model import Goal, Letters, Rule
from derivtutor.derivation.rule_book import RuleBook
from derivtutor.derivation.rules import RULES
from derivtutor.derivation.verify import Checker, FalseStepError
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Memo, Structure, names

DIGITS_LOST = (
    "sin(x^117)",
    "cos(x^250)",
    "tan(x^130)",
    "sin(x^117) + f(x)",
    "arcosh(cos(7/x^9))",
    "root(3, e^(-4x^6))",
    "e^(e^(e^x))",
)
WITH_FORMULA = [rule for rule in RULES if rule.matcher is None and rule.slips]


def primed(conclusion: str) -> set[str]:
    return set(re.findall("[uvw]'", conclusion))


@pytest.mark.parametrize("rule", WITH_FORMULA, ids=lambda rule: rule.id)
def test_a_slip_in_the_rule_book_is_caught(rule: Rule) -> None:
    """Each slip is put in the place of its rule's conclusion, as if somebody had mistyped it there."""
    for slip in rule.slips:
        if slip.pattern or primed(slip.conclusion) != primed(rule.conclusion):
            continue
        mistyped = structs.replace(rule, conclusion=slip.conclusion)
        book = RuleBook([mistyped if each is rule else each for each in RULES])
        tree = read(rule.example).tree
        letters = names(tree) | {"x"}
        step = Engine(book, Letters(letters), Structure(), Memo()).derive(Goal(tree, "x"))
        with pytest.raises(FalseStepError, match=rule.id):
            Checker(letters, "x").check(step)


@pytest.mark.parametrize("problem", DIGITS_LOST)
def test_where_floats_lose_their_digits_a_true_step_stays_true(problem: str) -> None:
    assert explain(problem, wrt="x").derivative.text
