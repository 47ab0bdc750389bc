"""How a derivative by a vector or matrix is told: shapes first, the differential, what is read off, its layout."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Item, Sentence, Table, Turn, Words, filled, listed, worded
from derivtutor.derivation.account import Symbol
from derivtutor.language import counted, translated
from derivtutor.network.matrices import building, sentences
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.deriving import Derived
from derivtutor.network.matrices.expression import SCALAR, Dimension, Expression, Shape
from derivtutor.network.matrices.reading import Problem
from derivtutor.network.matrices.rebuilding import mapped, renamed
from derivtutor.network.matrices.tidying import tidied
from derivtutor.network.matrices.writing import side, unicode
from derivtutor.notation.tree import Name


def name_of(kind: str, function: str, letter: str) -> Symbol:
    """`∂f/∂X`, or `df/dt` by a scalar."""
    return naming.derivative(function, letter) if kind == "rate" else naming.partial(function, letter)


def differential_of(function: str) -> Symbol:
    return Symbol(f"d{function}", f"d{function}", rf"\mathrm{{d}}{function}")


def letter(name: str) -> Symbol:
    return naming.spelled(Name(name))


def shapes_told(problem: Problem) -> list[Item]:
    """What each letter is."""
    rows = [((letter(name),), (kind(each.shape),), (by(each.shape),)) for name, each in problem.letters.items()]
    items: list[Item] = [Table((worded("letter"), worded("kind"), worded("shape")), tuple(rows))]
    found = [letter(name) for name in problem.letters if name not in problem.given]
    if found:
        told = counted(
            "The shape of {letters} follows from the function.",
            "The shapes of {letters} follow from the function.",
            len(found),
        )
        items.append(Sentence(filled(told, letters=listed(found))))
    return items


def kind(shape: Shape) -> str:
    name = "scalar" if shape == SCALAR else "vector" if shape[1] == 1 else "row" if shape[0] == 1 else "matrix"
    return translated(name)


def by(shape: Shape) -> str | Symbol:
    """`n × m`."""
    if shape == SCALAR:
        return translated("one number")
    return Symbol(f"{shape[0]} × {shape[1]}", f"{shape[0]} x {shape[1]}", rf"{shape[0]} \times {shape[1]}")


class Shorthand:
    """A letter for a softmax of something longer, so that lines stay readable."""

    def __init__(self, function: Expression, taken: Sequence[str]) -> None:
        found = [part for part in e.parts(function) if isinstance(part, e.Softmax)]
        long = [part for part in found if not isinstance(part.operand, e.Symbol)]
        free = [letter for letter in "spqr" if letter not in taken]
        self.meant = long[0] if long and free else None
        self.letter = e.Symbol(free[0], self.meant.shape) if self.meant is not None else None

    def __call__(self, expression: Expression) -> Expression:
        if self.meant is None or self.letter is None:
            return expression
        return renamed(expression, self.meant, self.letter)

    def told(self) -> list[Item]:
        if self.meant is None or self.letter is None:
            return []
        return [Sentence(worded("Write {letter} for {meant}.", letter=side(self.letter), meant=side(self.meant)))]


def derivation_told(derived: Derived, function: str, short: Shorthand, is_gradient: bool = False) -> list[Item]:
    """The lines of the differential of a function, or of a gradient, and what is read off."""
    variable = derived.variable
    d = differential_of(function)
    turns = tuple([Turn(side(short(line.expression)), line.why) for line in derived.lines])
    items: list[Item] = [Sentence(_first_words(derived, d, is_gradient))]
    if turns:
        items.append(Chain(d, turns))
    items.append(Sentence(_read_off(derived, d, letter(variable.name))))
    return items


def _first_words(derived: Derived, d: Symbol, is_gradient: bool) -> Words:
    if not derived.lines:
        return worded("The differential of {letter} stands there already.", letter=letter(derived.variable.name))
    return worded(_OF_GRADIENT if is_gradient else _OF_FUNCTION, differential=d)


_OF_FUNCTION = "Take the differential {differential} of the function, one rule a line."
_OF_GRADIENT = "Take the differential {differential} of the gradient, one rule a line."


def _read_off(derived: Derived, d: Symbol, x: Symbol) -> Words:
    step = Symbol(f"d{x.text}", f"d{x.plain}", rf"\mathrm{{d}}{x.latex}")
    if derived.variable.shape == SCALAR:
        return worded("What stands beside {step} is the derivative.", step=step)
    is_gradient = derived.function.shape == SCALAR
    case = (is_gradient, derived.variable.shape[1] == 1)
    before, has_bracket, _ = _FORMS[case]
    ends = ")" if has_bracket else ""
    form = Symbol(
        f"{before.text}{step.text}{ends}", f"{before.plain}{step.plain}{ends}", f"{before.latex}{step.latex}{ends}"
    )
    return worded(_FORMS[case][2], differential=d, form=form)


_FORMS = {
    (True, True): (
        Symbol("gᵀ ", "g^T ", r"g^{\top} "), False,
        "Read off: where {differential} is {form}, the gradient is g.",
    ),
    (True, False): (
        Symbol("tr(Gᵀ ", "tr(G^T ", r"\operatorname{tr}(G^{\top} "), True,
        "Read off: where {differential} is {form}, the gradient is G.",
    ),
    (False, True): (
        Symbol("J ", "J ", r"J\, "), False,
        "Read off: where {differential} is {form}, the Jacobian matrix is J.",
    ),
}  # fmt: skip
"""How a differential is written when it can be read off, whether with a bracket, and what is said of it: of a scalar or
a vector, by a vector or a matrix."""


def answer(name: Symbol, derivative: Expression, short: Shorthand) -> Chain:
    brief = side(short(derivative))
    whole = side(derivative)
    turns = [Turn(brief)] if brief == whole else [Turn(brief), Turn(whole)]
    return Chain(name, tuple(turns), True)


LAYOUTS = {
    "gradient": "same shape as wrt",
    "jacobian": "numerator layout: row i is the gradient of entry i of the function",
    "rate": "same shape as the function",
    "hessian": "symmetric: row i and column j have the derivative by entries i and j",
}


def layout_told(kind_of: str, shape: Shape, x: Symbol) -> Sentence:
    return Sentence(worded(_LAYOUTS_TOLD[kind_of], letter=x, shape=by(shape)))


_LAYOUTS_TOLD = {
    "gradient": "The gradient has the shape of {letter}, {shape}.",
    "jacobian": "The Jacobian matrix is {shape}, in numerator layout: row i is the gradient of entry i, "
    "and column j belongs to entry j of {letter}.",
    "rate": "The derivative has the shape of the function, {shape}.",
    "hessian": "The Hessian is {shape} and symmetric: row i, column j has the derivative by entries i and j.",
}


def notes(problem: Problem, derivative: Expression) -> Iterator[str]:
    """What has to be known about the way it was read, and where the result is shorter."""
    yield from problem.notes
    kinds = [*e.parts(problem.function)]
    if problem.added:
        yield sentences.ADDED_TO_EACH
    if any(isinstance(part, e.Norm) and 1 not in part.operand.shape for part in kinds):
        yield sentences.FROBENIUS
    if any(isinstance(part, e.Apply) and 1 not in part.shape for part in kinds):
        yield sentences.EACH_ENTRY
    if any(isinstance(part, e.Identity) for part in (*kinds, *e.parts(derivative))):
        yield sentences.IDENTITY
    functions = {part.function for part in e.parts(derivative) if isinstance(part, e.Apply)}
    if functions & {"sign", "step", "leaky_step"}:
        yield sentences.KINKS
    if "step" in functions:
        yield sentences.STEP
    for part, shorter in where_sums_are_one(problem, derivative):
        yield sentences.SUMS_TO_ONE.format(letter=unicode(part), result=unicode(shorter))


def where_sums_are_one(problem: Problem, derivative: Expression) -> Iterator[tuple[Expression, Expression]]:
    """Cross-entropy collapses for labels that add up to 1: the labels, and what is left."""
    if not any(isinstance(part, e.Softmax) for part in e.parts(problem.function)):
        return
    sums = [part for part in e.parts(derivative) if isinstance(part, e.Total) and isinstance(part.operand, e.Symbol)]
    for part in sums[:1]:
        yield part.operand, tidied(mapped(derivative, functools.partial(_one_for, part)))


def _one_for(sum_of_all: Expression, part: Expression) -> Expression:
    return building.ONE if part == sum_of_all else part


def as_shape(shape: Shape) -> list[Dimension]:
    """`[]` for a scalar, `[n]` for a vector, `[rows, columns]` for a matrix."""
    return [] if shape == SCALAR else [shape[0]] if shape[1] == 1 else list(shape)


def typed_shape(shape: Shape) -> str:
    """As it is typed: `3x4`, `3`, `scalar`."""
    return "scalar" if shape == SCALAR else str(shape[0]) if shape[1] == 1 else f"{shape[0]}x{shape[1]}"


def written(expression: Expression) -> Mapping[str, Any]:
    """`text` as it can be typed, and `latex`."""
    shown = side(expression)
    return {"text": shown.plain, "latex": shown.latex}
