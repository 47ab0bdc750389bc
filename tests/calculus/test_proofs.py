"""Proofs of the rules: every line is true, and the last one is what the rule says."""

from __future__ import annotations

import math

import pytest
from click.testing import CliRunner

from derivtutor import UserError, explain
from derivtutor.calculus.checking import FalseLineError
from derivtutor.calculus.proving.proofs import PROOFS, Equal, Reason
from derivtutor.calculus.proving.proving import proof
from derivtutor.calculus.proving.sampling import check_lines
from derivtutor.cli.main import cli
from derivtutor.derivation.rules import BY_ID
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Unknown, names, parts
from derivtutor.render.formats import FORMATS, render
from derivtutor.render.telling.explanation import tell

POINT = {"x": 0.7, "n": 1.3, "a": 1.4, "y": 0.3, "c": 2.0}
WANTED = {
    "constant", "constant-multiple", "sum", "power", "product", "quotient", "chain", "sine", "natural-exponential",
    "logarithm", "arctangent", "sigmoid", "hyperbolic-tangent", "relu", "softplus", "squared-error",
    "binary-cross-entropy",
}  # fmt: skip


@pytest.mark.parametrize("rule", PROOFS)
def test_a_proof_ends_in_what_the_rule_says(rule: str) -> None:
    conclusion = proof(BY_ID[rule]).result.entries[0]
    if any(isinstance(part, Unknown) for part in parts(conclusion)) or rule in ("relu", "constant"):
        return
    left = next(each.left for each in reversed(PROOFS[rule]) if isinstance(each, Equal))
    derivative = explain(left, wrt="x").answer
    letters = tuple(sorted(names(conclusion) | names(derivative)))
    point = tuple(POINT[letter] for letter in letters)
    ours, rules = (compile_real(node, letters)(point) for node in (conclusion, derivative))
    assert math.isclose(ours, rules, rel_tol=1e-9)


def test_the_rules_that_learners_ask_about_are_proved() -> None:
    assert WANTED <= PROOFS.keys() <= BY_ID.keys()


@pytest.mark.parametrize("rule", PROOFS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_proof_is_shown_in_every_format(rule: str, form: str) -> None:
    assert render(tell(proof(BY_ID[rule])), form)


def test_derivations_of_activations_and_losses_take_two_steps_of_algebra() -> None:
    for rule in ("sigmoid", "hyperbolic-tangent", "softplus", "binary-cross-entropy"):
        chains = [each for each in PROOFS[rule] if isinstance(each, Equal)]
        assert sum(len(chain.sides) for chain in chains) >= 3


def test_a_false_line_is_never_told() -> None:
    from derivtutor.calculus.proving.proving import _chain

    wrong = Equal("d/dx (f(x) g(x))", (Reason("f'(x) g'(x)", "wrong"),))
    with pytest.raises(FalseLineError):
        check_lines(_chain(wrong))


def test_the_product_rule_on_the_board() -> None:
    printed = CliRunner().invoke(cli, ["rules", "product", "--proof"])
    assert printed.exit_code == 0
    assert "subtract and add f(x) g(x + h)" in printed.output
    assert "lim" in printed.output


def test_a_rule_without_a_proof_says_so() -> None:
    with pytest.raises(UserError, match="There is no proof for Hyperbolic secant"):
        proof(BY_ID["hyperbolic-secant"])
