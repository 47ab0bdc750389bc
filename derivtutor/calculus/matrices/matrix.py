"""Derivatives of functions of scalars, vectors and matrices, by differentials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, Literal

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Explanation, Heading, Item, Sentence, Turn, worded
from derivtutor.calculus.matrices import telling
from derivtutor.calculus.matrices.checking import check
from derivtutor.calculus.matrices.entries import told_by_indices
from derivtutor.calculus.matrices.values import joined_shapes, nested, read_values
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.language import translated
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.code import function_in
from derivtutor.network.matrices.deriving import Derived, derive, under_symmetry
from derivtutor.network.matrices.dimensions import in_words
from derivtutor.network.matrices.evaluate import Matrix, Place, UndefinedError, evaluate
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.reading import Problem, read_problem, read_shapes
from derivtutor.network.matrices.writing import side, unicode
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Negation, Node, Number

Method = Literal["differentials", "indices"]


class Formula(Result, frozen=True, kw_only=True):
    """A matrix expression as a result: it has no entries to be compared one by one.

    `free` is the derivative where all entries of the variable change alone, also of a symmetric one.
    """

    written: Symbol
    problem: Problem
    expression: Expression
    free: Expression

    @property
    def text(self) -> str:
        return self.written.plain

    @property
    def latex(self) -> str:
        return self.written.latex


def matrix(
    expression: str,
    wrt: str | None = None,
    shapes: Any = None,
    at: Any = None,
    symmetric: str | Sequence[str] = (),
    order: int = 1,
    method: Method = "differentials",
    code: str | None = None,
    log: Base = "e",
) -> Explanation:
    """The derivative of a function of scalars, vectors and matrices.

    Args:
        expression: such as `||X w - y||^2`; capital letters are matrices.
        wrt: the letter to differentiate with respect to; the only one when left out.
        shapes: `"X=5x3,w=3"` or a mapping, for letters whose shape does not follow from the function.
        at: values, as a mapping of nested lists, as text `X=[[1, 2], [3, 4]]`, or the `Path` of a file.
        symmetric: letters that are symmetric matrices.
        order: 2 for the Hessian of a scalar function of a vector.
        method: `indices` works traces, quadratic forms and squared norms out by their entries.
        code: `numpy` or `pytorch`, for a function that computes value and gradient.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> matrix("||X w - y||^2", "w").result.text
    '2X^T (X w - y)'

    Raises:
        UserError: where the function cannot be read, shapes do not fit, or the derivative is no matrix.
    """
    if order not in (1, 2):
        raise sentences.NO_SUCH_ORDER(order=order)
    if method not in ("differentials", "indices"):
        raise sentences.NO_SUCH_METHOD(method=method)
    values = read_values(at) if at is not None else {}
    mirrored = [symmetric] if isinstance(symmetric, str) else list(symmetric)
    mirrored = [each.strip() for each in chain.from_iterable(letters.split(",") for letters in mirrored)]
    said = read_shapes(shapes)
    problem = read_problem(expression, wrt, joined_shapes(said, values), mirrored, log, values.keys() - said.keys())
    told = _Told(problem, problem.wrt in mirrored, order, method)
    if code is not None:
        told.document["code"] = function_in(code, problem, told.result)
    if at is not None:
        told.add_values(values)
    return told.explanation()


class _Told:
    """All that is told about one derivative."""

    def __init__(self, problem: Problem, is_symmetric: bool, order: int, method: Method) -> None:
        self.problem, self.order = problem, order
        self.function = naming.called([*problem.letters, "d"])
        self.whole = naming.symbol(self.function)
        self.short = telling.Shorthand(problem.function, [*problem.letters, self.function])
        derived = derive(problem.function, problem.variable)
        self.kind: str = derived.kind
        self.result = self.free = derived.derivative
        self.name = telling.name_of(derived.kind, self.function, problem.wrt)
        mirrored = under_symmetry(derived.derivative, problem.variable) if is_symmetric else None
        if order == 2 and not derived.is_of_vector:
            words = {"shape": in_words(problem.function.shape), "other": in_words(problem.variable.shape)}
            raise sentences.NO_HESSIAN(letter=problem.wrt, **words)
        check(derived, problem.letters, mirrored)
        self.items: list[Item] = [*telling.shapes_told(problem), self.stated()]
        self.items += self.short.told()
        self.steps: list[dict[str, Any]] = []
        self.document: dict[str, Any] = {}
        self.extra: list[str] = []
        if method == "indices":
            self.add_indices(derived)
        else:
            self.add(derived, self.function)
        if mirrored is not None:
            self.add_symmetric(mirrored)
        if order == 2:
            self.add_hessian()

    def stated(self) -> Chain:
        return Chain(self.whole, (Turn(side(self.problem.function)),))

    # -- first derivatives -------------------------------------------------------------------------------------

    def add(self, derived: Derived, function: str, is_gradient: bool = False) -> None:
        self.items += telling.derivation_told(derived, function, self.short, is_gradient)
        self.items.append(telling.answer(self.name, derived.derivative, self.short))
        self.items.append(telling.layout_told(self.kind, derived.shape, telling.letter(self.problem.wrt)))
        self.steps += [
            {**telling.written(line.expression), "rules": list(line.rules), "why": line.why} for line in derived.lines
        ]

    def add_indices(self, derived: Derived) -> None:
        """The derivative by one entry; its lines are checked there and then."""
        by_entries = told_by_indices(derived, self.problem, self.function)
        self.items += by_entries.items
        self.steps += by_entries.steps
        self.items.append(telling.answer(self.name, derived.derivative, self.short))
        self.items.append(telling.layout_told(self.kind, derived.shape, telling.letter(self.problem.wrt)))

    def add_symmetric(self, gradient: Expression) -> None:
        shown = telling.letter(self.problem.wrt)
        words = sentences.SYMMETRIC_CONVENTION.format(letter=shown.text)
        self.items += [Sentence((words,)), telling.answer(self.name, gradient, self.short)]
        self.result = gradient
        self.extra.append(words)

    # -- second derivatives ------------------------------------------------------------------------------------

    def add_hessian(self) -> None:
        gradient = self.result
        second = derive(gradient, self.problem.variable)
        check(second, self.problem.letters)
        x = telling.letter(self.problem.wrt)
        self.kind, self.result = "hessian", second.derivative
        self.free = self.result
        above = rf"\frac{{\partial^2 {self.function}}}{{\partial {x.latex}\,\partial {x.latex}^{{\top}}}}"
        self.name = Symbol(
            f"∂²{self.function}/∂{x.text}∂{x.text}ᵀ", f"d^2{self.function}/d{x.plain}d{x.plain}^T", above
        )
        self.items.append(Heading(translated("Second derivatives")))
        name = next(letter for letter in "ghkp" if letter not in {*self.problem.letters, self.function})
        called = "The Hessian is the Jacobian matrix of the gradient, called {name} here."
        self.items.append(Sentence(worded(called, name=name)))
        self.items.append(Chain(naming.symbol(name), (Turn(side(gradient)),)))
        self.add(second, name, is_gradient=True)

    # -- values ------------------------------------------------------------------------------------------------

    def add_values(self, values: Mapping[str, Matrix]) -> None:
        place = self.place(values)
        value, found = self.there(self.problem.function, place), self.there(self.result, place)
        self.items += [
            Sentence(worded("Substitute the values.")),
            Chain(self.whole, (_numbers(value),)),
            Chain(self.name, (_numbers(found),), True),
        ]
        there = {letter: nested(place.values[letter]) for letter in self.problem.letters}
        self.document |= {"at": there, "value": nested(value), "result": nested(found)}

    def place(self, values: Mapping[str, Matrix]) -> Place:
        for letter, symbol in self.problem.letters.items():
            if letter not in values:
                example = "1" if symbol.shape == e.SCALAR else "[1, 2]" if symbol.shape[1] == 1 else "[[1, 2], [3, 4]]"
                raise sentences.NO_VALUE(letter=letter, example=example)
        return Place(values, {})

    def there(self, expression: Expression, place: Place) -> Matrix:
        try:
            found = evaluate(expression, place)
        except UndefinedError as error:
            inverse = isinstance(error.where, e.Inverse | e.MatrixPower)
            if inverse:
                raise sentences.SINGULAR(part=unicode(error.where.children[0])) from None
            raise sentences.UNDEFINED(part=unicode(error.where)) from None
        if any(abs(entry) == float("inf") or entry != entry for row in found for entry in row):
            raise sentences.UNDEFINED(part=unicode(expression))
        return found

    # -- the whole ---------------------------------------------------------------------------------------------

    def explanation(self) -> Explanation:
        problem = self.problem
        document = {
            "expression": telling.written(problem.function),
            "wrt": problem.wrt,
            "derivative": telling.written(self.result),
            "shape": telling.as_shape(self.result.shape),
            "shapes": {name: telling.typed_shape(each.shape) for name, each in problem.letters.items()},
            "layout": telling.LAYOUTS[self.kind],
            "steps": self.steps,
            **self.document,
        }
        what = {"function": side(problem.function), "letter": telling.letter(problem.wrt)}
        title = worded(_HESSIAN if self.order == 2 else _DERIVATIVE, **what)
        notes = (*telling.notes(problem, self.result),)
        formula = Formula(
            entries=(), shape=(0,), written=side(self.result), problem=problem, expression=self.result, free=self.free
        )
        return Explanation("matrix", title, Task((), (problem.wrt,)), tuple(self.items), formula, document, notes)


_DERIVATIVE = "Derivative of {function} with respect to {letter}"
_HESSIAN = "Hessian of {function} with respect to {letter}"
_DIGITS = 6


def _numbers(found: Matrix) -> Turn:
    """A number, vector or matrix, rounded where that is shorter."""
    shown = [[_rounded(entry.real) for entry in row] for row in found]
    is_about = any(
        float(text) != entry.real
        for row, texts in zip(found, shown, strict=True)
        for entry, text in zip(row, texts, strict=True)
    )
    entries = tuple([_node(text) for row in shown for text in row])
    rows, columns = len(found), len(found[0])
    shape: tuple[int, ...] = () if (rows, columns) == (1, 1) else (rows,) if columns == 1 else (rows, columns)
    return Turn(Result(entries, shape), is_about=is_about)


def _rounded(value: float) -> str:
    text = f"{value:.{_DIGITS}g}"
    return text if "e" not in text else f"{value:.12f}".rstrip("0").rstrip(".") if 1e-9 < abs(value) < 1e15 else text


def _node(text: str) -> Node:
    size = text.removeprefix("-")
    exact = Fraction(size)
    number = Number(int(exact) if exact.denominator == 1 else exact, size)
    return Negation(number) if text.startswith("-") and exact else number
