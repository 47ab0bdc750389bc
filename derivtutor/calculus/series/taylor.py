"""The Taylor polynomial: the polynomial with the same value and derivatives at one point as a function."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.checking import FalseLineError
from derivtutor.calculus.explanation import Chain, Derived, Explanation, Item, Sentence, Table, Turn, Words, worded
from derivtutor.calculus.reading import read_among, read_function, read_variables
from derivtutor.calculus.series.remainder import remainder
from derivtutor.calculus.series.rings import Balls, ExactNumbers, NoSeriesError, Ring, TooLongError
from derivtutor.calculus.series.series import series
from derivtutor.calculus.series.taylor_several import taylor_several
from derivtutor.calculus.steps import multiple_of_power, step
from derivtutor.calculus.values import put_in, value_of
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.differentiator import Differentiator
from derivtutor.derivation.explain import explain
from derivtutor.derivation.formula import total
from derivtutor.derivation.point import read_point
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.components import entries
from derivtutor.notation.decimals import rounded
from derivtutor.notation.expression import Expression
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Name, Node, Number, names

HIGHEST_ORDER = 50
_SHORT = 36
"""Derivatives and coefficients with more characters than this are not shown in a table."""

_TOLD = 4
"""So many derivatives are told step by step."""

_PRECISION = 256
_SAME = 1e-30
"""Relative to their size, values that differ by less are the same."""


def taylor(
    function: Any,
    around: Any = 0,
    order: int | None = None,
    wrt: str | Sequence[str] | None = None,
    within: float | None = None,
    log: Base = "e",
) -> Explanation:
    """The Taylor polynomial of a function of one variable, or that of the second order of several.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        around: the centre: a number or `"x=1"`; with values of several variables, those are expanded in.
        order: the highest power; 5 when left out, 2 in several variables.
        wrt: the variable or variables; those of the centre, else the only letter, else x, when left out.
        within: a distance from the centre, for a bound of the error up to there.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> taylor("sin(x)").result.text
    'x - x^3/6 + x^5/120'

    Raises:
        UserError: where something cannot be read, or the function has no such polynomial there.
    """
    expression = read_function(function, log)
    variables = _variables(expression, around, wrt)
    if len(variables) > 1:
        if within is not None:
            raise sentences.BOUND_OF_ONE_VARIABLE()
        return taylor_several(expression, variables, around, 2 if order is None else order)
    order = 5 if order is None else order
    if isinstance(order, bool) or not isinstance(order, int) or not 0 <= order <= HIGHEST_ORDER:
        raise sentences.NO_SUCH_ORDER(order=order, most=HIGHEST_ORDER)
    return _Expansion(expression, variables[0], around, order).explained(within)


def _variables(expression: Expression, around: Any, wrt: str | Sequence[str] | None) -> tuple[str, ...]:
    letters = names(expression.tree)
    if wrt is not None:
        return read_variables(wrt, letters)
    if isinstance(around, Mapping):
        return read_among([str(letter) for letter in around], expression)
    pieces = [piece.partition("=") for piece in entries(str(around), len(letters))]
    if all(equals for _, equals, _ in pieces):
        return read_among([name.strip() for name, _, _ in pieces], expression)
    return read_variables(None, letters) if len(pieces) > 1 else (explain(expression).variable,)


class _Expansion:
    """The expansion of a function of one variable."""

    def __init__(self, expression: Expression, variable: str, around: Any, order: int) -> None:
        self.expression, self.variable, self.order = expression, variable, order
        differentiator = Differentiator(expression.tree)
        self.function = differentiator.function
        letters = differentiator.letters
        if not letters:
            raise sentences.NO_LETTERS()
        self.name = naming.called(letters)
        self.point = read_point(around, variable, letters)
        self.centre = self.point[variable]
        try:
            self.ring, found = self._series()
        except NoSeriesError:
            raise self._refusal() from None
        self.coefficients = tuple(map(self.ring.tree, found))
        factorials = [self.ring.number(math.factorial(n)) for n in range(order + 1)]
        self.values = tuple([self.ring.tree(each) for each in map(self.ring.product, found, factorials)])

    def _series(self) -> tuple[Ring, list[Any]]:
        """The coefficients: exact where these are not too long, else in many digits."""
        inside = put_in(self.function, {name: value for name, value in self.point.items() if name != self.variable})
        has_letters = bool(names(inside) - {self.variable})
        for ring in (ExactNumbers(), Balls(_PRECISION)):
            try:
                centre = ring.value(self.centre, ring.number(0))
                return ring, series(inside, self.variable, centre, self.order + 1, ring)
            except TooLongError:
                if has_letters:
                    break
        raise sentences.TOO_LONG(order=self.order)

    @property
    def is_rounded(self) -> bool:
        """Whether the coefficients are only about what is written."""
        return isinstance(self.ring, Balls)

    def _refusal(self) -> Exception:
        if evaluate_ball_at(self.function, self.point) is None:
            return sentences.UNDEFINED_THERE(expression=linear.unicode(put_in(self.function, self.point)))
        return sentences.NO_TAYLOR(order=self.order, place=f"{self.variable} = {linear.unicode(self.centre)}")

    # What it is made of

    @property
    def shift(self) -> Node:
        """`x`, or `x - a`."""
        return step(self.variable, self.centre)

    @property
    def polynomial(self) -> Node:
        """As it is worked out; digits are not rounded."""
        return self._sum_of(self.coefficients)

    def _sum_of(self, coefficients: Sequence[Node]) -> Node:
        numbered = [(n, each) for n, each in enumerate(coefficients) if each != Number(0)]
        return total([multiple_of_power(each, self.shift, n) for n, each in numbered]) if numbered else Number(0)

    def derivations(self) -> list[Derivation]:
        """The derivatives one after the other, as long as they are short."""
        found: list[Derivation] = []
        current = Expression(self.function)
        for _ in range(self.order):
            following = explain(current, wrt=self.variable)
            if len(linear.text(following.answer)) > _SHORT:
                break
            found.append(following)
            current = Expression(following.answer)
        return found

    # How it is told

    def explained(self, within: float | None) -> Explanation:
        derivations = self.derivations()
        self._check(derivations)
        whole = naming.function(self.name, (self.variable,))
        items: list[Item] = [Chain(whole, (Turn(self.function),))]
        if derivations:
            items.append(Sentence(worded("Differentiate again and again.")))
        items += [Derived(naming.primed(self.name, n), each) for n, each in enumerate(derivations[:_TOLD], 1)]
        items += [self._how(len(derivations)), self._table(derivations)]
        items.append(Sentence(worded("Multiply each coefficient by its power of {shift}, and add.", shift=self.shift)))
        shown = map(_rounded, self.coefficients) if self.is_rounded else self.coefficients
        items.append(Chain(self._name, (Turn(self._sum_of(tuple(shown)), is_about=self.is_rounded),), True))
        document: dict[str, Any] = {
            "expression": self.expression.tree,
            "wrt": self.variable,
            "around": dict(self.point),
            "order": self.order,
            "polynomial": self.polynomial,
            "coefficients": list(self.coefficients),
            "numbers": None if any(map(names, self.coefficients)) else [value_of(each) for each in self.coefficients],
        }
        if within is not None:
            more, bound = remainder(self.function, self.variable, self.point, self.order, within, self._names)
            items += more
            document["remainder"] = {"within": within, "bound": bound}
        title = worded("Taylor polynomial of order {order} of {function}", order=str(self.order), function=whole)
        task = Task((self.expression,), (self.variable,), self.point)
        notes = (*self.expression.notes, *self._notes())
        return Explanation("taylor", title, task, tuple(items), Result((self.polynomial,)), document, notes)

    def _notes(self) -> tuple[str, ...]:
        if evaluate_ball_at(self.function, self.point) is None and not names(put_in(self.function, self.point)):
            return (sentences.CONTINUED.format(place=f"{self.variable} = {linear.unicode(self.centre)}"),)
        return ()

    @property
    def _name(self) -> Symbol:
        return naming.of_letters(naming.indexed("T", self.order), (self.variable,))

    @property
    def _names(self) -> tuple[Symbol, Symbol]:
        """The error, and the derivative in it."""
        shown, letter = linear.unicode(Name(self.variable)), self.variable
        name, typed = self._name, f"|{self.name}({letter}) - {self._name.plain}|"
        error = naming.symbol(
            f"|{self.name}({shown}) − {name.text}|", typed, rf"\left|{self.name}({letter}) - {name.latex}\right|"
        )
        return error, naming.primed(self.name, self.order + 1)

    def _how(self, shown: int) -> Sentence:
        centre: Words = (Name(self.variable), " = ", self.centre)
        if shown >= self.order:
            return Sentence(worded("Substitute {centre}, and divide the n-th derivative by n!.", centre=centre))
        return Sentence(
            worded(
                "Substitute {centre}, and divide the n-th derivative by n!. The later derivatives are long; their "
                "values come from calculating with power series.",
                centre=centre,
            )
        )

    def _table(self, derivations: Sequence[Derivation]) -> Table:
        letter = Name(self.variable)
        trees = [self.function, *[each.answer for each in derivations]]
        nth = naming.symbol(f"{self.name}⁽ⁿ⁾", f"{self.name}^(n)", f"{self.name}^{{(n)}}")
        at = naming.placed(nth, {self.variable: self.centre})
        coefficient = naming.symbol(f"{at.text}/n!", f"{at.plain}/n!", rf"\frac{{{at.latex}}}{{n!}}")
        columns: tuple[Words, ...] = (("n",), (naming.placed(nth, {self.variable: letter}),), (at,), (coefficient,))
        rows: list[tuple[Words, ...]] = []
        for n, (value, each) in enumerate(zip(self.values, self.coefficients, strict=True)):
            derivative: Words = (trees[n],) if n < len(trees) else ("…",)
            rows.append(((str(n),), derivative, _cell(value), _cell(each)))
        return Table(columns, tuple(rows))

    def _check(self, derivations: Sequence[Derivation]) -> None:
        """The values of the derivatives must be those that the series has."""
        for derivation, value in zip(derivations, self.values[1:], strict=False):
            found, expected = evaluate_ball_at(derivation.answer, self.point), evaluate_ball_at(value, {})
            if found is not None and expected is not None and abs(found - expected) > _SAME * (1 + abs(found)):
                raise FalseLineError(f"{linear.text(derivation.answer)} = {linear.text(value)}")


def evaluate_ball_at(node: Node, point: Mapping[str, Node]) -> Any:
    """The value in a ball; None where there is none, or a letter has no value."""
    inside = put_in(node, point)
    return None if names(inside) else evaluate_ball(inside, {}, _PRECISION)


def _cell(node: Node) -> Words:
    if names(node) or len(linear.text(node)) <= _SHORT:
        return (node,)
    return ("≈ ", _rounded(node))


def _rounded(node: Node) -> Node:
    return rounded(value_of(node))
