"""The rules at the end of a page: each is true as it is stated, and told once, where the steps used it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from printed import explained

from derivtutor import check
from derivtutor.derivation.rules import RULES
from derivtutor.notation import linear
from derivtutor.notation.tree import Derivative, names
from derivtutor.render.telling.blocks import Step
from derivtutor.render.telling.derivation import tell
from derivtutor.render.telling.rules import used


def root(problem: str) -> Step:
    return next(block for block in tell(explained(problem, {})).blocks if isinstance(block, Step))


TABLE = [rule.id for rule in RULES if "'" not in rule.conclusion and not rule.in_words]


@pytest.mark.parametrize("id", TABLE)
def test_rules_of_the_table_are_true_as_they_are_stated(id: str) -> None:
    (rule,) = used([replace(root("x^2"), rule=id, steps=())])
    assert rule.statement is not None
    left, right = rule.statement.left, rule.statement.right
    assert isinstance(left, Derivative)
    assert not names(left.operand) & {"u", "v", "w"}
    assert check(linear.text(left.operand), linear.text(right), wrt=left.variable)


def test_a_rule_is_told_once_in_the_order_of_use() -> None:
    assert [rule.id for rule in used([root("x^2 sin(x)^3")])] == ["product", "power", "chain", "sine"]


def test_what_is_understood_is_not_told() -> None:
    blocks = tell(explained("x^2 sin(x)^3", {}), understood=frozenset({"power"})).blocks
    steps = [block for block in blocks if isinstance(block, Step)]
    assert [rule.id for rule in used(steps)] == ["product", "chain", "sine"]


def test_a_rule_that_introduces_a_letter_says_what_it_is() -> None:
    (rule,) = used([replace(root("x^x"), steps=(), rule="logarithmic-differentiation")])
    assert rule.statement is not None
    assert linear.text(rule.statement.right) == "u^v (d/dx (v ln(u)))"
