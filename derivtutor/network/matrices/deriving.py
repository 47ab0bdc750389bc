"""The derivative of a matrix expression, line by line: the differential, and what is read off from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.language import translated
from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices import reading_off, sentences
from derivtutor.network.matrices.differentials import FORMULAS, Differentials
from derivtutor.network.matrices.dimensions import in_words
from derivtutor.network.matrices.expression import SCALAR, Expression, Shape, Symbol
from derivtutor.network.matrices.functions import slope_of
from derivtutor.network.matrices.reading_off import LAWS
from derivtutor.network.matrices.rebuilding import mapped
from derivtutor.network.matrices.tidying import tidied
from derivtutor.network.matrices.writing import unicode

Kind = Literal["gradient", "jacobian", "rate"]


class Line(Struct, frozen=True):
    """What a differential is equal to, and by which rules or laws, as ids and in words."""

    expression: Expression
    rules: tuple[str, ...]
    step: str = "dx"

    @property
    def why(self) -> str:
        return ", ".join(dict.fromkeys(map(self._in_letters, self.rules)))

    def _in_letters(self, rule: str) -> str:
        name, _, function = rule.partition(" of ")
        if function:
            return _of_function(function, name == "function")
        return translated(FORMULAS.get(name) or LAWS[name]).format(d=self.step)


def _of_function(function: str, is_scalar: bool) -> str:
    """`d tanh(u) = (1 − tanh²(u)) du`, the slope from the rule book."""
    u = Symbol("u", SCALAR)
    slope, step = slope_of(function, u), e.Differential(u)
    right = unicode(b.multiply(slope, step))
    if not is_scalar:
        right = unicode(e.Hadamard((slope, step))).replace(" ⊙ ⊙ ", " ⊙ ")
    return f"d {unicode(b.apply(function, u))} = {right}"


class Derived(Struct, frozen=True):
    """A derivative: its kind, the lines of the differential, and what was read off."""

    kind: Kind
    function: Expression
    variable: Symbol
    lines: tuple[Line, ...]
    derivative: Expression

    @property
    def shape(self) -> Shape:
        return self.derivative.shape

    @property
    def is_of_vector(self) -> bool:
        """Whether it is the gradient of a scalar by a vector, which has a Hessian."""
        return self.function.shape == SCALAR and self.variable.shape != SCALAR and self.variable.shape[1] == 1


def derive(function: Expression, variable: Symbol) -> Derived:
    """The gradient of a scalar, the Jacobian of a vector by a vector, or the rate of anything by a scalar.

    Raises:
        UserError: where the derivative has more than two indices.
    """
    kind = _kind(function, variable)
    if not e.contains(function, variable.name):
        constant = Line(e.Zero(function.shape), ("constant",))
        return Derived(kind, function, variable, (constant,), e.Zero(_shape(kind, function, variable)))
    step = unicode(e.Differential(variable))
    lines = [Line(line, rules) for line, rules in Differentials(variable.name).lines(function)]
    last = lines[-1].expression if lines else b.differential(function)
    if isinstance(last, e.Zero):
        return Derived(kind, function, variable, tuple(lines), e.Zero(_shape(kind, function, variable)))
    more, derivative = _READ[kind](last, variable)
    return Derived(
        kind,
        function,
        variable,
        tuple([replace(line, step=step) for line in _without_repetition([*lines, *more])]),
        derivative,
    )


def _kind(function: Expression, variable: Symbol) -> Kind:
    if variable.shape == SCALAR:
        return "rate"
    if function.shape == SCALAR:
        return "gradient"
    if function.shape[1] == 1 and variable.shape[1] == 1:
        return "jacobian"
    if function.shape[0] == 1:
        raise sentences.ROW_BY_ARRAY(function=unicode(function), shape=in_words(function.shape))
    indices = sum(side != 1 for side in (*function.shape, *variable.shape))
    words = {"shape": in_words(function.shape), "other": in_words(variable.shape)}
    many = translated(_MANY[indices])
    raise sentences.MATRIX_BY_ARRAY(function=unicode(function), letter=variable.name, many=many, **words)


_MANY = {2: "two", 3: "three", 4: "four"}


def _shape(kind: Kind, function: Expression, variable: Symbol) -> Shape:
    shapes = {"gradient": variable.shape, "jacobian": (function.shape[0], variable.shape[0]), "rate": function.shape}
    return shapes[kind]


def _without_repetition(lines: Sequence[Line]) -> list[Line]:
    """Lines that are written differently; laws that change nothing one sees are not told."""
    kept: list[Line] = []
    for line in lines:
        if not kept or unicode(kept[-1].expression) != unicode(line.expression):
            kept.append(line)
    return kept


def _summed(parts: Sequence[Expression]) -> Expression:
    return e.Sum(tuple(parts)) if len(parts) > 1 else parts[0]


def _gradient(last: Expression, variable: Symbol) -> tuple[list[Line], Expression]:
    laws: list[str] = []
    parts = reading_off.terms(last)
    pulled = [reading_off.gradient(part, laws) for part in parts]
    step = e.Differential(variable)
    beside = b.total([b.trace(b.multiply(b.transpose(part), step)) for part in pulled])
    whole = tidied(b.total(pulled))
    form = "gradient" if variable.shape[1] == 1 else "trace-form"
    read = _paired(whole, step)
    lines = [
        Line(_summed(parts), ("terms",)),
        Line(beside, tuple(laws) or (form,)),
        Line(read, (form,)),
    ]
    return lines, whole


def _paired(whole: Expression, step: e.Differential) -> Expression:
    """`(G)ᵀ dX`, the transpose of the whole left as it is, so that it can be read off."""
    if isinstance(whole, e.Zero):
        return e.Zero(SCALAR)
    turned = whole if b.transpose(whole) == whole else e.Transpose(whole)
    product = e.Product(Fraction(1), (), (turned, step))
    return product if step.shape[1] == 1 else e.Trace(product)


def _jacobian(last: Expression, variable: Symbol) -> tuple[list[Line], Expression]:
    laws: list[str] = []
    parts = reading_off.terms(last)
    pulled = [reading_off.jacobian(part, laws) for part in parts]
    step = e.Differential(variable)
    whole = tidied(b.total(pulled))
    lines = [
        Line(_summed(parts), ("terms",)),
        Line(b.total([b.multiply(part, step) for part in pulled]), tuple(laws) or ("jacobian",)),
        Line(b.multiply(whole, step), ("jacobian",)),
    ]
    return lines, whole


def _rate(last: Expression, variable: Symbol) -> tuple[list[Line], Expression]:
    step = e.Differential(variable)
    whole = tidied(reading_off.rate(last))
    return [Line(b.multiply(whole, step) if e.is_scalar(whole) else b.multiply(step, whole), ("rate",))], whole


_READ: dict[Kind, Callable[[Expression, Symbol], tuple[list[Line], Expression]]] = {
    "gradient": _gradient,
    "jacobian": _jacobian,
    "rate": _rate,
}


def under_symmetry(gradient: Expression, variable: Symbol) -> Expression:
    """`G + Gᵀ − I ⊙ G`: the gradient by a symmetric X, whose two mirror entries change together."""
    mirrored = Symbol(variable.name, variable.shape, True)
    plain = mapped(gradient, lambda part: mirrored if part == variable else part)
    upright = plain.operand if isinstance(plain, e.Transpose) else plain  # which has the same diagonal
    diagonal = b.hadamard(e.Identity(variable.shape[0]), upright)
    return b.total([*_terms(tidied(b.total([plain, b.transpose(plain)]))), b.negative(diagonal)])


def _terms(expression: Expression) -> tuple[Expression, ...]:
    return expression.terms if isinstance(expression, e.Sum) else (expression,)
