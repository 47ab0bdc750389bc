"""What goes wrong in a backward pass, one row each: another local derivative at an edge, or another sum at a join.

Formulas are those of `network.operations`: `g` arrives, `u` and `v` are the operands, `r` is the result, `o` are ones in
the shape of `u`, `n` is their number, and `k` is the exponent of a power. In the sentences, {name} is the name whose
gradient was asked for, {result} and {operand} are the ends of an edge.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.grading.backward.replay import Change, Edge, Found, Pull, Region, Step, joins, steps
from derivtutor.grading.backward.runs import pulled
from derivtutor.network.operations import pointwise
from derivtutor.network.shapes import size
from derivtutor.network.values import Value
from derivtutor.notation.linear import text as written

Changes: TypeAlias = Callable[[Region], Iterator[Change]]
Local: TypeAlias = tuple[str, int | None, str]
"""An operation, the turn of its operand (None for any), and what comes back."""


class Slip(Struct, frozen=True, eq=False):
    """A slip: what it does to the backward pass, what is said of it, and a hint.

    What is `general` fits many steps, and is told only where nothing else explains a line.
    """

    id: str
    says: str
    hint: str
    changes: Changes
    general: bool = False


# Another local derivative at an edge


def _locals(*rows: Local) -> Changes:
    """Formulas for the edges of some operations."""

    def changes(region: Region) -> Iterator[Change]:
        for step in steps(region):
            for name, turn, formula in rows:
                if name == step.name and turn in (None, step.edge.turn):
                    yield step.change(step.pull(formula))

    return changes


def _without_upstream(region: Region) -> Iterator[Change]:
    for step in steps(region):
        ones = [1.0] * size(step.shape) if step.shape else 1.0
        yield step.change(lambda _, step=step, ones=ones: pulled(step.local, ones))  # type: ignore[misc]


def _passed_on(step: Step) -> Pull:
    """What arrives, as it is."""
    shape = step.shapes[step.edge.turn]

    def pull(gradient: Value) -> Value | None:
        if isinstance(gradient, list):
            return gradient if shape and size(shape) == len(gradient) else None if shape else sum(gradient)
        return [gradient] * size(shape) if shape else gradient

    return pull


def _passing_on(is_meant: Callable[[Region, Step], bool]) -> Changes:
    return lambda region: iter([step.change(_passed_on(step)) for step in steps(region) if is_meant(region, step)])


def _is_found(region: Region, step: Step) -> bool:
    """Whether what arrives was on the page, so that it was copied."""
    return step.edge.result in region.given and step.edge.operand == region.target


def _is_last(region: Region, step: Step) -> bool:
    return step.edge.result not in region.given and step.edge.operand == region.target


def _is_between(region: Region, step: Step) -> bool:
    return step.edge.operand != region.target


def _gate(region: Region) -> Iterator[Change]:
    """Everything goes through where only what is positive should; `max(0, z)` is a gate as well."""
    for step in steps(region):
        others = [region.run.graph.vertices[place] for turn, place in enumerate(step.operands) if turn != step.edge.turn]
        is_gate = step.name == "max" and not others[0].name and others[0].value == 0
        if step.name in ("relu", "leaky_relu") or is_gate:
            yield step.change(step.pull("g"))


def _to_both(region: Region) -> Iterator[Change]:
    for step in steps(region):
        vertices = region.run.graph.vertices
        if step.name in ("max", "min") and all(vertices[place].name for place in step.operands):
            yield step.change(step.pull("g"))
        elif step.name in ("largest", "smallest"):
            yield step.change(step.pull("g o"))


def _to_the_other(region: Region) -> Iterator[Change]:
    for step in steps(region):
        if step.name in ("max", "min") and all(region.run.graph.vertices[place].name for place in step.operands):
            other = "min(u, v)" if step.name == "max" else "max(u, v)"
            letter = "uv"[step.edge.turn]
            yield step.change(step.pull(f"g (1 - abs(sign({letter} - {other})))"))


_OTHER: Mapping[tuple[str, int], tuple[str, str]] = {
    ("multiply", 0): ("v", "g v"), ("multiply", 1): ("u", "g u"), ("dot", 0): ("v", "g v"), ("dot", 1): ("u", "g u"),
    ("matrix-vector", 0): ("v", "outer(g, v)"), ("matrix-vector", 1): ("u", "u' @ g"),
    ("vector-matrix", 0): ("v", "v @ g"), ("vector-matrix", 1): ("u", "outer(u, g)"),
    ("matrix-matrix", 0): ("v", "g @ v'"), ("matrix-matrix", 1): ("u", "u' @ g"),
    ("outer", 0): ("v", "g @ v"), ("outer", 1): ("u", "u @ g"),
}  # fmt: skip
"""The letter of the other factor of a product, and what comes back."""


def _before_activation(region: Region) -> Iterator[Change]:
    """What went into the activation stands where what came out of it should."""
    vertices = region.run.graph.vertices
    for step in steps(region):
        if (step.name, step.edge.turn) not in _OTHER:
            continue
        other = vertices[step.operands[1 - step.edge.turn]]
        if other.operation is None or other.operation.formula is None or len(other.operands) != 1:
            continue
        letter, formula = _OTHER[step.name, step.edge.turn]
        before = other.operands[0]
        if vertices[before].shape == other.shape:
            pull = step.pull(formula, {letter: region.run.values[before]})
            words = {"taken": region.run.graph.called(vertices[before]), "other": region.run.graph.called(other)}
            yield Change(step.edge, {step.edge: pull}, words=words)


def _another_value(region: Region) -> Iterator[Change]:
    """Some other value of the program stands where the other factor should."""
    graph, values = region.run.graph, region.run.values
    for step in steps(region):
        if (step.name, step.edge.turn) not in _OTHER:
            continue
        letter, formula = _OTHER[step.name, step.edge.turn]
        right = step.operands[1 - step.edge.turn]
        for place in graph.names.values():
            if place != right and graph.vertices[place].shape == graph.vertices[right].shape:
                words = {"other": graph.called(graph.vertices[right])}
                yield Change(step.edge, {step.edge: step.pull(formula, {letter: values[place]})}, words=words)


def _softmax_twice(region: Region) -> Iterator[Change]:
    """What came out of a softmax goes through one more, wherever it is used on the way back."""
    for step in steps(region):
        if step.name == "softmax_cross_entropy" and step.edge.turn == 0:
            yield step.change(step.pull("g (sum(v) softmax(softmax(u)) - v)"))
        if step.name != "softmax":
            continue
        again = _softmax_of(step)
        pulls: dict[Edge, Pull] = {step.edge: step.pull("r (g - row_sums(g r))", {"r": again})}
        yield Change(step.edge, dict(pulls))
        for other in steps(region):
            if other.name == "cross_entropy" and other.edge == Edge(other.edge.result, step.edge.result, 0):
                pulls[other.edge] = other.pull("-g v/u", {"u": again})
        yield Change(step.edge, pulls)


def _softmax_of(step: Step) -> Value:
    return step.pull("softmax(r)")(0.0 if not step.shape else [0.0] * size(step.shape))


# Biases of a batch


def _spread(region: Region) -> Iterator[tuple[Step, int, int]]:
    """Where a bias is added to every row: the step, with the numbers of rows and columns."""
    vertices = region.run.graph.vertices
    for step in steps(region):
        if step.name in ("outer", "matrix-matrix") and step.edge.turn == 1 and len(step.shape) == 2:
            ones = vertices[step.operands[0]]
            if ones.operation is None and ones.value is not None and set(ones.value) == {1.0}:
                yield step, *step.shape  # type: ignore[misc]


def _not_summed(region: Region) -> Iterator[Change]:
    for step, _, _ in _spread(region):
        yield step.change(lambda gradient: gradient)
    for step in _of_number(region):
        yield step.change(lambda gradient: gradient)


def _of_number(region: Region) -> Iterator[Step]:
    """Where one number is added to every entry."""
    for step in steps(region):
        if step.name == "add" and step.shape and not step.shapes[step.edge.turn]:
            yield step


def _along_rows(region: Region) -> Iterator[Change]:
    for step, rows, columns in _spread(region):
        yield step.change(
            lambda gradient, rows=rows, columns=columns: [  # type: ignore[misc]
                sum(gradient[row * columns : (row + 1) * columns]) for row in range(rows)
            ]
        )


def _averaged(region: Region) -> Iterator[Change]:
    for step, rows, columns in _spread(region):
        yield step.change(
            lambda gradient, rows=rows, columns=columns: [  # type: ignore[misc]
                sum(gradient[column::columns]) / rows for column in range(columns)
            ]
        )
    for step in _of_number(region):
        yield step.change(lambda gradient: sum(gradient) / len(gradient))


# Joins


def _together(region: Region, combine: Callable[[list[Value]], Value], edge: int = -1) -> Iterator[Change]:
    for place, edges in _joins(region):
        yield Change(edges[edge], join=place, combine=combine, words={"join": _called(region, place)})


def _joins(region: Region) -> Iterator[tuple[int, Sequence[Edge]]]:
    """Those of several uses; a number times itself is no such."""
    for place, edges in joins(region):
        if len({edge.result for edge in edges}) > 1:
            yield place, edges


def _called(region: Region, place: int) -> str:
    return region.run.graph.called(region.run.graph.vertices[place])


def _overwritten(region: Region) -> Iterator[Change]:
    yield from _together(region, lambda shares: shares[-1])


def _one_path(region: Region) -> Iterator[Change]:
    for place, edges in _joins(region):
        count = len(edges)
        for kept in [each for taken in range(1, count) for each in itertools.combinations(range(count), taken)][:64]:
            if kept != (count - 1,):
                words = {"join": _called(region, place)}
                yield Change(edges[kept[0]], join=place, combine=_some(kept), words=words)


def _some(kept: Sequence[int]) -> Callable[[list[Value]], Value]:
    return lambda shares: _sum([shares[place] for place in kept])


def _sum(shares: list[Value]) -> Value:
    if isinstance(shares[0], list):
        return [sum(column) for column in zip(*shares, strict=True)]
    return sum(shares)


def _multiplied(region: Region) -> Iterator[Change]:
    def product(shares: list[Value]) -> Value:
        if isinstance(shares[0], list):
            return [_product(column) for column in zip(*shares, strict=True)]
        return _product(shares)

    yield from _together(region, product)


def _product(numbers: Sequence[float]) -> float:
    whole = 1.0
    for number in numbers:
        whole *= number
    return whole


def _once(region: Region) -> Iterator[Change]:
    """A number times itself is differentiated once."""
    yield from _locals(("square", 0, "g u"), ("mse", 0, "g (u - v)"), ("mse", 1, "g (v - u)"))(region)
    for place, edges in joins(region):
        if len({edge.result for edge in edges}) == 1 and len(edges) == 2:
            yield Change(edges[0], join=place, combine=lambda shares: shares[0])


# What comes out


def _transposed(found: Found) -> Found | None:
    shape, value = found
    if len(shape) != 2:
        return None
    rows, columns = shape
    return (columns, rows), [value[row * columns + column] for column in range(columns) for row in range(rows)]


def _transposes(region: Region) -> Iterator[Change]:
    yield from _locals(
        ("matrix-vector", 1, "u @ g"), ("vector-matrix", 0, "g @ v"), ("matrix-matrix", 0, "g @ v"),
        ("matrix-matrix", 1, "u @ g"),
    )(region)  # fmt: skip


def _turned(region: Region) -> Iterator[Change]:
    last = [edge for edge in region.edges if edge.operand == region.target]
    if last:
        yield Change(last[0], finish=_transposed)


def _downhill(region: Region) -> Iterator[Change]:
    def turned(found: Found) -> Found:
        shape, value = found
        return shape, [-entry for entry in value] if isinstance(value, list) else -value

    last = [edge for edge in region.edges if edge.operand == region.target]
    if last:
        yield Change(last[0], finish=turned)


S = Slip
# fmt: off
SLIPS: tuple[Slip, ...] = (
    S("join-overwritten", "{join} is used more than once, and what comes back from each use is added. Here the last one, by way of {result}, has taken the place of the others.", "Which ways lead from {join} to the loss? Add what comes back along all of them.", _overwritten),
    S("one-path-only", "More than one way leads from {join} to the loss, and only a part of them is counted here.", "Which ways lead from {join} to the loss? Add what comes back along all of them.", _one_path),
    S("paths-multiplied", "What comes back to {join} along several ways is multiplied here.", "Factors along one way are multiplied. What is done with several ways?", _multiplied),
    S("relu-gate-ignored", "The gate in {result} is open only where its input is positive; here everything comes back through it.", "Where is the input of {result} negative? What comes back there?", _gate),
    S("max-to-both", "{result} passes the gradient on only to the larger of its inputs; here both get it.", "Which input does {result} depend on at these values?", _to_both),
    S("max-to-the-wrong-one", "{result} passes the gradient on to the input that it is equal to; here the other one gets it.", "Which input does {result} depend on at these values?", _to_the_other),
    S("sigmoid-of-its-output", "{result} is already the value of the sigmoid; here the sigmoid is taken of it once more.", "With a = σ(z), the slope is a(1 − a).", _locals(("sigmoid", 0, "g sigmoid(r) (1 - sigmoid(r))"))),
    S("sigmoid-rule-on-raw-input", "The slope of the sigmoid is made of its value {result}; here it is made of its input {operand}.", "With a = σ(z), the slope is a(1 − a): is it a that you used?", _locals(("sigmoid", 0, "g u (1 - u)"))),
    S("tanh-of-its-output", "{result} is already the value of tanh; here tanh is taken of it once more.", "With a = tanh(z), the slope is 1 − a².", _locals(("tanh", 0, "g (1 - tanh(r)^2)"))),
    S("tanh-rule-on-raw-input", "The slope of tanh is made of its value {result}; here it is made of its input {operand}.", "With a = tanh(z), the slope is 1 − a²: is it a that you used?", _locals(("tanh", 0, "g (1 - u^2)"))),
    S("product-own-factor", "In {result}, the factor that comes back to {operand} is the other one; here it is {operand} itself.", "How does u v change when u changes a little?", _locals(("multiply", 0, "g u"), ("multiply", 1, "g v"), ("dot", 0, "g u"), ("dot", 1, "g v"))),
    S("input-of-the-activation", "The other factor in {result} is {other}; here it is {taken}, which went into it.", "What was {operand} multiplied with on the way forward?", _before_activation),
    S("matrix-transposed", "In the step from {result} back to {operand}, a matrix is the wrong way round.", "On the way back, a matrix is transposed. Compare the shapes.", _transposes),
    S("gradient-transposed", "This is the gradient by {name} with rows and columns exchanged.", "The gradient has the shape of {name}. Which factor belongs to the rows?", _turned),
    S("bias-not-summed", "{operand} is added in several places, and here what comes back from them is not added up.", "The gradient has the shape of {operand}.", _not_summed),
    S("bias-summed-along-the-wrong-axis", "What comes back to {operand} is added up along the rows here, and not along the batch.", "The same {operand} goes to every example: add over the examples.", _along_rows),
    S("bias-averaged", "What comes back to {operand} is averaged here, and not added up.", "Where a value is used several times, what comes back is added. Is there a mean in the loss already?", _averaged),
    S("softmax-diagonal-only", "In a softmax every output depends on every input; here only ∂pᵢ/∂zᵢ = pᵢ(1 − pᵢ) is counted.", "What is ∂pᵢ/∂zⱼ for i ≠ j?", _locals(("softmax", 0, "g r (1 - r)"))),
    S("softmax-twice", "The softmax is taken twice here.", "Which of your values are logits, and which are probabilities already?", _softmax_twice),
    S("mean-factor-lost", "{result} is a mean, and the factor 1/n is missing here.", "How many entries are averaged in {result}?", _locals(("mean", 0, "g o"))),
    S("sum-taken-for-a-mean", "{result} is a sum, and here it is divided by the number of its entries.", "How does a sum change when one of its terms changes?", _locals(("sum", 0, "g/n o"))),
    S("square-factor-lost", "The factor 2 of the square in {result} is missing here.", "What is the derivative of r²?", _once),
    S("power-exponent-not-reduced", "The exponent in {result} is not lowered here.", "What is the derivative of rⁿ?", _locals(("square", 0, "2 g u^2"), ("power-of", 0, "k g u^k"))),
    S("power-coefficient-lost", "The exponent of {result} does not stand in front here.", "What is the derivative of rⁿ?", _locals(("power-of", 0, "g u^(k - 1)"))),
    S("difference-turned-round", "The sign of the difference {result} is turned round here.", "Which of the two is taken from which? What is the sign of {operand} in it?", _locals(("subtract", 0, "-g"))),
    S("minus-lost", "{operand} has a minus in {result}, and it is missing here.", "If {operand} grows, does {result} grow or shrink?", _locals(("subtract", 1, "g"), ("negate", 0, "g"))),
    S("loss-and-activation-merged", "The difference of prediction and target belongs to the loss and the activation together; here it stands for the loss alone.", "What is the derivative of the loss by the prediction, before the activation comes in?", _locals(("bce", 0, "g (u - v)"), ("cross_entropy", 0, "g (u - v)"))),
    S("loss-one-term-only", "The loss {result} has two terms, and one of them is missing here.", "How does the term with 1 − y change with the prediction?", _locals(("bce", 0, "-g v/u"), ("bce", 0, "g (1 - v)/(1 - u)"))),
    S("loss-minus-lost", "The minus in front of the loss {result} is missing here.", "Does the loss grow or shrink if the prediction comes closer to the target?", _locals(("bce", 0, "g (v/u - (1 - v)/(1 - u))"), ("cross_entropy", 0, "g v/u"))),
    S("quotient-sign-lost", "{operand} is below in {result}: if it grows, {result} shrinks, and the minus is missing here.", "What is the derivative of 1/v?", _locals(("divide", 1, "g u/v^2"))),
    S("quotient-denominator-not-squared", "The denominator of {result} is not squared here.", "What is the derivative of 1/v?", _locals(("divide", 1, "-g u/v"))),
    S("upstream-missing", "This is the local derivative of {result} by {operand}; what arrives at {result} is missing as a factor.", "Incoming gradient times local derivative, at every step.", _without_upstream, general=True),
    S("local-missing", "What arrives at {result} is passed on as it is; the local derivative of {result} by {operand} is missing as a factor.", "Incoming gradient times local derivative, at every step.", _passing_on(_is_found), general=True),
    S("chain-stops-one-layer-early", "This is the gradient by {result}; one step is left, from {result} to {operand}.", "How does {result} change with {operand}?", _passing_on(_is_last), general=True),
    S("chain-skips-middle", "The step from {result} to {operand} is left out here.", "Write down every step on the way, with its local derivative.", _passing_on(_is_between), general=True),
    S("wrong-operand", "In {result}, {operand} is multiplied with {other}; here the factor is another value.", "What was {operand} multiplied with on the way forward?", _another_value, general=True),
    S("step-and-not-gradient", "The sign is turned round. The gradient is the way up; the minus comes with the step.", "If {name} grows a little, does the loss grow or shrink?", _downhill, general=True),
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
                says = f"The derivative of {{result}} by {{operand}} is wrong here: {NAMES.get(slip.id, slip.id)}."
                row = Slip(slip.id, says, slip.says, lambda _: iter(()))
                yield row, step.change(step.pull(f"g ({slip.conclusion})"))


def all_changes(region: Region) -> Iterator[tuple[Slip, Change]]:
    """Every slip that may have been made on the way."""
    for slip in SLIPS:
        for change in slip.changes(region):
            yield slip, change
    yield from of_rule_book(region)
