"""How a derivative by a vector or matrix is told: shapes first, the differential, what is read off, its layout."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Item, Sentence, Table, Turn, listed
from derivtutor.derivation.account import Symbol
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
    items: list[Item] = [Table((("letter",), ("kind",), ("shape",)), tuple(rows))]
    found = [letter(name) for name in problem.letters if name not in problem.given]
    if found:
        follow = "The shape of " if len(found) == 1 else "The shapes of "
        follows = " follows" if len(found) == 1 else " follow"
        items.append(Sentence((follow, *listed(found), f"{follows} from the function.")))
    return items


def kind(shape: Shape) -> str:
    return "scalar" if shape == SCALAR else "vector" if shape[1] == 1 else "row" if shape[0] == 1 else "matrix"


def by(shape: Shape) -> str | Symbol:
    """`n × m`."""
    if shape == SCALAR:
        return "one number"
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
        return [Sentence(("Write ", side(self.letter), " for ", side(self.meant), "."))]


def derivation_told(derived: Derived, function: str, short: Shorthand, what: str = "function") -> list[Item]:
    """The lines of the differential, and what is read off."""
    variable = derived.variable
    d = differential_of(function)
    turns = tuple([Turn(side(short(line.expression)), line.why) for line in derived.lines])
    items: list[Item] = [Sentence(_first_words(derived, d, what))]
    if turns:
        items.append(Chain(d, turns))
    items.append(Sentence(_read_off(derived, d, letter(variable.name))))
    return items


def _first_words(derived: Derived, d: Symbol, what: str) -> tuple[str | Symbol, ...]:
    if not derived.lines:
        return ("The differential of ", letter(derived.variable.name), " stands there already.")
    return ("Take the differential ", d, f" of the {what}, one rule a line.")


def _read_off(derived: Derived, d: Symbol, x: Symbol) -> tuple[str | Symbol, ...]:
    step = Symbol(f"d{x.text}", f"d{x.plain}", rf"\mathrm{{d}}{x.latex}")
    if derived.variable.shape == SCALAR:
        return ("What stands beside ", step, " is the derivative.")
    is_gradient = derived.function.shape == SCALAR
    before, after, what = _FORMS[(is_gradient, derived.variable.shape[1] == 1)]
    ends = ")" if after else ""
    form = Symbol(
        f"{before.text}{step.text}{ends}", f"{before.plain}{step.plain}{ends}", f"{before.latex}{step.latex}{ends}"
    )
    return ("Read off: where ", d, " is ", form, f", the {what}.")


_FORMS = {
    (True, True): (Symbol("gᵀ ", "g^T ", r"g^{\top} "), False, "gradient is g"),
    (True, False): (Symbol("tr(Gᵀ ", "tr(G^T ", r"\operatorname{tr}(G^{\top} "), True, "gradient is G"),
    (False, True): (Symbol("J ", "J ", r"J\, "), False, "Jacobian matrix is J"),
}
"""How a differential is written when it can be read off: of a scalar or a vector, by a vector or a matrix."""


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
    words = {
        "gradient": ("The gradient has the shape of ", x, ", ", by(shape), "."),
        "jacobian": (
            "The Jacobian matrix is ",
            by(shape),
            ", in numerator layout: row i is the gradient of entry i, and column j belongs to entry j of ",
            x,
            ".",
        ),
        "rate": ("The derivative has the shape of the function, ", by(shape), "."),
        "hessian": (
            "The Hessian is ",
            by(shape),
            " and symmetric: row i, column j has the derivative by entries i and j.",
        ),
    }
    return Sentence(words[kind_of])


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
