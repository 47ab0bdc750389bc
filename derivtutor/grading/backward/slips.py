"""What goes wrong in a backward pass, a row each: the sentence, the hint, and what it does to the pass.

Formulas are those of `network.operations`: `g` arrives, `u` and `v` are the operands, `r` is the result, `o` are ones
in the shape of `u`, `n` is their number, and `k` is the exponent of a power. In the sentences, {name} is what was asked
for, {result} and {operand} are the ends of an edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from derivtutor.grading import sentences
from derivtutor.grading.backward.replay import Change, Region, steps
from derivtutor.grading.backward.variations import (
    Changes,
    along_rows,
    another_value,
    averaged,
    before_activation,
    downhill,
    is_between,
    is_found,
    is_last,
    multiplied,
    not_summed,
    once,
    one_path,
    other_locals,
    overwritten,
    passing_on,
    softmax_twice,
    through_the_gate,
    to_both,
    to_the_other,
    transposes,
    turned,
    without_upstream,
)
from derivtutor.language import raised
from derivtutor.network.operations import pointwise
from derivtutor.notation.linear import text as written


class Slip(Struct, frozen=True, eq=False):
    """A slip: what it does to the backward pass, what is said of it, and a hint.

    It is told only where none of a lower `rank` explains a line: what fits many steps comes last.
    """

    id: str
    says: str
    hint: str
    changes: Changes
    rank: int = 0

    @property
    def in_general(self) -> str:
        """The hint, away from any program."""
        return raised(self.hint.format(**_IN_GENERAL))


_IN_GENERAL = {
    "name": "the value",
    "join": "the value",
    "result": "the result",
    "operand": "the input",
    "other": "the other factor",
    "taken": "the factor",
}

S = Slip
# fmt: off
SLIPS: tuple[Slip, ...] = (
    S("join-overwritten", "{join} is used more than once, and what comes back from each use is added. Here the last one, by way of {result}, has taken the place of the others.", "Which ways lead from {join} to the loss? Add what comes back along all of them.", overwritten),
    S("one-path-only", "More than one way leads from {join} to the loss, and only a part of them is counted here.", "Which ways lead from {join} to the loss? Add what comes back along all of them.", one_path),
    S("paths-multiplied", "What comes back to {join} along several ways is multiplied here.", "Factors along one way are multiplied. What is done with several ways?", multiplied),
    S("relu-gate-ignored", "The gate in {result} is open only where its input is positive; here everything comes back through it.", "Where is the input of {result} negative? What comes back there?", through_the_gate),
    S("max-gate-ignored", "{result} passes the gradient on only to the input whose value it has; here {operand} gets it as well.", "Which input does {result} depend on at these values?", to_both),
    S("max-input-left-out", "{result} has the value of {operand}, so that the gradient goes on to {operand}; here it does not.", "Which input does {result} depend on at these values?", to_the_other),
    S("sigmoid-of-its-output", "{result} is already the value of the sigmoid; here the sigmoid is taken of it once more.", "With a = σ(z), the slope is a(1 − a).", other_locals(("sigmoid", 0, "g sigmoid(r) (1 - sigmoid(r))"))),
    S("sigmoid-rule-on-raw-input", "The slope of the sigmoid is made of its value {result}; here it is made of its input {operand}.", "With a = σ(z), the slope is a(1 − a): is it a that you used?", other_locals(("sigmoid", 0, "g u (1 - u)"))),
    S("tanh-of-its-output", "{result} is already the value of tanh; here tanh is taken of it once more.", "With a = tanh(z), the slope is 1 − a².", other_locals(("tanh", 0, "g (1 - tanh(r)^2)"))),
    S("tanh-rule-on-raw-input", "The slope of tanh is made of its value {result}; here it is made of its input {operand}.", "With a = tanh(z), the slope is 1 − a²: is it a that you used?", other_locals(("tanh", 0, "g (1 - u^2)"))),
    S("product-own-factor", "In {result}, the factor that comes back to {operand} is the other one; here it is {operand} itself.", "How does u v change when u changes a little?", other_locals(("multiply", 0, "g u"), ("multiply", 1, "g v"), ("dot", 0, "g u"), ("dot", 1, "g v"))),
    S("input-of-the-activation", "The other factor in {result} is {other}; here it is {taken}, which went into it.", "What was {operand} multiplied with on the way forward?", before_activation),
    S("matrix-transposed", "In the step from {result} back to {operand}, a matrix is the wrong way round.", "On the way back, a matrix is transposed. Compare the shapes.", transposes),
    S("gradient-transposed", "This is the gradient by {name} with rows and columns exchanged.", "The gradient has the shape of {name}. Which factor belongs to the rows?", turned),
    S("bias-not-summed", "{operand} is added in several places, and here what comes back from them is not added up.", "The gradient has the shape of {operand}.", not_summed),
    S("bias-summed-along-the-wrong-axis", "What comes back to {operand} is added up along the rows here, and not along the batch.", "{operand} is the same for every example: add over the examples.", along_rows),
    S("bias-averaged", "What comes back to {operand} is averaged here, and not added up.", "Where a value is used several times, what comes back is added. Is there a mean in the loss already?", averaged),
    S("softmax-diagonal-only", "In a softmax every output depends on every input; here only ∂pᵢ/∂zᵢ = pᵢ(1 − pᵢ) is counted.", "What is ∂pᵢ/∂zⱼ for i ≠ j?", other_locals(("softmax", 0, "g r (1 - r)"))),
    S("softmax-twice", "The softmax is taken twice here.", "Which of your values are logits, and which are probabilities already?", softmax_twice),
    S("mean-factor-lost", "{result} is a mean, and the factor 1/n is missing here.", "How many entries are averaged in {result}?", other_locals(("mean", 0, "g o"))),
    S("sum-taken-for-a-mean", "{result} is a sum, and here it is divided by the number of its entries.", "How does a sum change when one of its terms changes?", other_locals(("sum", 0, "g/n o"))),
    S("square-factor-lost", "The factor 2 of the square in {result} is missing here.", "What is the derivative of r²?", once),
    S("power-exponent-not-reduced", "The exponent in {result} is not lowered here.", "What is the derivative of rⁿ?", other_locals(("square", 0, "2 g u^2"), ("power-of", 0, "k g u^k"))),
    S("power-coefficient-lost", "The exponent of {result} does not stand in front here.", "What is the derivative of rⁿ?", other_locals(("power-of", 0, "g u^(k - 1)"))),
    S("difference-turned-round", "The sign of the difference {result} is turned round here.", "Which of the two is taken from which? What is the sign of {operand} in it?", other_locals(("subtract", 0, "-g"))),
    S("minus-lost", "{operand} has a minus in {result}, and it is missing here.", "If {operand} grows, does {result} grow or shrink?", other_locals(("subtract", 1, "g"), ("negate", 0, "g"))),
    S("loss-and-activation-merged", "The difference of prediction and target belongs to the loss and the activation together; here it stands for the loss alone.", "What is the derivative of the loss by the prediction, before the activation comes in?", other_locals(("bce", 0, "g (u - v)"), ("cross_entropy", 0, "g (u - v)"))),
    S("loss-one-term-only", "The loss {result} has two terms, and one of them is missing here.", "How does the term with 1 − y change with the prediction?", other_locals(("bce", 0, "-g v/u"), ("bce", 0, "g (1 - v)/(1 - u)"))),
    S("loss-minus-lost", "The minus in front of the loss {result} is missing here.", "Does the loss grow or shrink if the prediction comes closer to the target?", other_locals(("bce", 0, "g (v/u - (1 - v)/(1 - u))"), ("cross_entropy", 0, "g v/u"))),
    S("quotient-sign-lost", "{operand} is below in {result}: if it grows, {result} shrinks, and the minus is missing here.", "What is the derivative of 1/v?", other_locals(("divide", 1, "g u/v^2"))),
    S("quotient-denominator-not-squared", "The denominator of {result} is not squared here.", "What is the derivative of 1/v?", other_locals(("divide", 1, "-g u/v"))),
    S("upstream-missing", "This is the local derivative of {result} by {operand}; what arrives at {result} is missing as a factor.", "Incoming gradient times local derivative, at every step.", without_upstream, rank=2),
    S("local-missing", "What arrives at {result} is passed on as it is; the local derivative of {result} by {operand} is missing as a factor.", "Incoming gradient times local derivative, at every step.", passing_on(is_found), rank=2),
    S("chain-stops-one-layer-early", "This is the gradient by {result}; one step is left, from {result} to {operand}.", "How does {result} change with {operand}?", passing_on(is_last), rank=2),
    S("chain-skips-middle", "The step from {result} to {operand} is left out here.", "Write down every step on the way, with its local derivative.", passing_on(is_between), rank=2),
    S("wrong-operand", "In {result}, {operand} is multiplied with {other}; here the factor is another value.", "What was {operand} multiplied with on the way forward?", another_value, rank=3),
    S("step-and-not-gradient", "The sign is turned round. The gradient is the way up; the minus comes with the step.", "If {name} grows a little, does the loss grow or shrink?", downhill, rank=2),
)
# fmt: on
"""The slips of a backward pass."""

BY_ID: Mapping[str, Slip] = {slip.id: slip for slip in SLIPS}


def of_rule_book(region: Region) -> Iterator[tuple[Slip, Change]]:
    """Slips at the derivative of a function, as the rule book has them."""
    for step in steps(region):
        if step.operation.formula is None:
            continue
        derivations = pointwise(step.operation).steps
        if step.edge.turn >= len(derivations):
            continue
        formula = written(step.operation.formula)
        for slip in derivations[step.edge.turn].rule.slips:
            if slip.pattern in ("", formula) and not slip.within and slip.id not in BY_ID:
                row = Slip(slip.id, sentences.WRONG_DERIVATIVE, slip.says, lambda _: iter(()), rank=1)
                yield row, step.change(step.pull(f"g ({slip.conclusion})"))


def all_changes(region: Region) -> Iterator[tuple[Slip, Change]]:
    """Every slip that may have been made on the way."""
    for slip in SLIPS:
        for change in slip.changes(region):
            yield slip, change
    yield from of_rule_book(region)
