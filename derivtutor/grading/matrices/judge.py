"""Judging derivatives by vectors and matrices: shapes first, then values at matrices that nobody could foresee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

from derivtutor.calculus.explanation import Explanation as Found
from derivtutor.calculus.matrices.telling import where_sums_are_one
from derivtutor.derivation.account import Symbol
from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.matrices import arrays
from derivtutor.grading.matrices.comparing import PRECISION, Outcome, Values, check_numbers, compare, places_for, valued
from derivtutor.grading.matrices.reading import Given, given, sides_of
from derivtutor.grading.matrices.slips import SLIPS, Slip, Wanted
from derivtutor.grading.matrices.verdict import MatrixVerdict
from derivtutor.grading.verdict import Word
from derivtutor.language import translated
from derivtutor.libraries import flint
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.deriving import derive, under_symmetry
from derivtutor.network.matrices.evaluate import Place, UndefinedError
from derivtutor.network.matrices.expression import SCALAR, Expression, Shape
from derivtutor.network.matrices.reading import Problem, read_problem
from derivtutor.network.matrices.sampling import drawn
from derivtutor.network.matrices.writing import side, unicode
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Name
from derivtutor.showing import Shown

_SIDE = "n"
_FEW = 6


class MatrixJudge(Shown):
    """A matrix derivative, prepared for answers.

    Args:
        found: what the topic found.
        arguments: what it was told.
        log: the base of logarithms that are written without one.
    """

    def __init__(self, found: Found, arguments: Mapping[str, Any], log: Base = "e") -> None:
        formula: Any = found.result
        self.found, self.arguments, self.log = found, arguments, log
        self.problem: Problem = formula.problem
        self.expected: Expression = formula.expression
        self.free: Expression = formula.free
        self.order = int(arguments.get("order") or 1)
        self.letters = _letters(self.problem, self.is_symmetric)

    def _in_short(self) -> str:
        return f"judge for {self.found.topic}: {self.found.result.text}"

    @property
    def is_symmetric(self) -> bool:
        """Whether the variable is symmetric."""
        return self.free != self.expected

    @property
    def kind_name(self) -> str:
        """What is asked for, in a sentence."""
        if self.order == 2:
            return translated("the Hessian")
        if self.problem.function.shape == SCALAR and self.problem.variable.shape != SCALAR:
            return translated("the gradient")
        return translated("the derivative")

    @cached_property
    def function_seen(self) -> Symbol:
        return side(self.problem.function)

    def __call__(self, answer: Any) -> MatrixVerdict:
        """Judge an answer.

        Raises:
            UserError: where it cannot be read; that is no attempt.
        """
        verdicts = [self._side(each) for each in self._sides(answer)]
        return next((each for each in verdicts if not each), verdicts[-1])

    def _sides(self, answer: Any) -> list[Any]:
        if isinstance(answer, str):
            return list(sides_of(answer))
        if isinstance(answer, list | tuple) or hasattr(answer, "tolist"):
            return [arrays.rows_of(answer)]
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            raise sentences.NO_ANSWER(answer=answer)
        return [repr(answer)]

    def _side(self, answer: Any) -> MatrixVerdict:
        rows = answer if not isinstance(answer, str) else arrays.rows_in(answer)
        if rows is not None:
            return self._array(rows, answer)
        read = given(answer, self.problem, self.expected.shape, self.log)
        if read.expression is not None:
            check_numbers(read.expression)
        if read.expression is None or read.shape != self.expected.shape:
            return self._verdict(read, None)
        outcome = self._compared(self.expected, read)
        where = ""
        if outcome.relation != "equal":
            for part, shorter in where_sums_are_one(self.problem, self.expected):
                if self._compared(shorter, read).relation == "equal":
                    outcome = self._compared(shorter, read)
                    where = sentences.RIGHT_FOR_SUMS.format(letter=unicode(part))
        return self._verdict(read, outcome, where)

    def _array(self, rows: list[list[str]], answer: Any) -> MatrixVerdict:
        """The verdict on entries that are written out."""
        read = arrays.Entries.of(rows, self.problem, self.log)
        text = answer if isinstance(answer, str) else read.text
        if read.strange:
            return self._verdict(Given(text, strange=read.strange), None)
        if read.shape != self.expected.shape:
            return self._verdict(Given(text, shape=read.shape, entries=read), None)
        places = drawn(f"{self.problem.text}\x1f{text}", self.letters, [self.expected], as_they_are=True)
        outcome = compare(valued(self.expected), read, places)
        return self._verdict(Given(text, shape=read.shape, entries=read), outcome)

    def _compared(self, expected: Expression, read: Given) -> Outcome:
        assert read.expression is not None
        text = f"{self.problem.text}\x1f{read.text}"
        places = places_for(text, self.letters, expected, read.expression)
        return compare(valued(expected), valued(read.expression), places)

    def _verdict(self, read: Given, outcome: Outcome | None, where: str = "") -> MatrixVerdict:
        is_right = outcome is not None and outcome.relation == "equal"
        word: Word = "correct" if is_right else "incorrect"
        seen = side(read.expression) if read.expression is not None else Symbol(read.text, read.text, _typed(read.text))
        names = [Name(text.text) for text in (self.function_seen, seen, side(self.expected))]
        return MatrixVerdict(
            names[0], names[1], names[2], word, (), self.problem.notes, self.problem.wrt,
            judge=self, given=read, outcome=outcome, seen=seen, where=where,
        )  # fmt: skip

    # -- why it is wrong ---------------------------------------------------------------------------------------

    @cached_property
    def squares(self) -> Wanted | None:
        """The problem with all matrices square, in which everything fits; none where sizes are written out."""
        try:
            shapes: dict[str, Shape] = {name: _squared(each.shape) for name, each in self.problem.letters.items()}
            mirrored = [name for name, each in self.problem.letters.items() if each.is_symmetric]
            mirrored += [self.problem.wrt] if self.is_symmetric else []
            problem = read_problem(self.problem.text, self.problem.wrt, shapes, mirrored, self.log)
            free = derive(problem.function, problem.variable).derivative
            if self.order == 2:
                free = derive(free, problem.variable).derivative
        except UserError:
            return None
        derivative = under_symmetry(free, problem.variable) if self.is_symmetric else free
        return self._wanted(problem, derivative, free)

    def _wanted(self, problem: Problem, derivative: Expression, free: Expression) -> Wanted:
        rows, columns = self.expected.shape
        squares = [name for name, each in self.problem.letters.items() if each.shape[0] == each.shape[1] != 1]
        return Wanted(problem, derivative, free, self.order, rows == columns != 1, frozenset(squares))

    @property
    def wanted(self) -> Wanted:
        """The problem as it is."""
        return self._wanted(self.problem, self.expected, self.free)

    def _among_squares(self, text: str) -> Expression | None:
        assert self.squares is not None
        with suppress(UserError):
            return given(text, self.squares.problem, self.squares.derivative.shape, self.log).expression
        return None

    def slip(self, read: Given) -> Slip | None:
        """The slip that leads to an answer."""
        seed = f"{self.problem.text}\x1f{read.text}"
        if read.entries is not None:
            return _slip(self.wanted, Values(read.entries, drawn(seed, self.letters, [self.expected], True)))
        wanted = self.squares or self.wanted
        answer = self._among_squares(read.text) if self.squares is not None else read.expression
        if answer is None:
            return None
        letters = _letters(wanted.problem, self.is_symmetric)
        return _slip(wanted, Values(valued(answer), places_for(seed, letters, wanted.derivative, answer)))

    def foreseen(self) -> Iterator[Expression]:
        """The first wrong answer that each slip leads to, in the letters of the problem."""
        for slip in SLIPS:
            fitting = (wrong for wrong in slip.wrong(self.wanted) if _fits(wrong, self.expected.shape))
            yield from islice((wrong for wrong in fitting if wrong != self.expected), 1)

    def are_equal(self, one: str, other: str) -> bool:
        """Whether two answers are equal.

        Raises:
            UserError: where one cannot be read.
        """
        pair = [given(sides_of(text)[-1], self.problem, self.expected.shape, self.log) for text in (one, other)]
        first, second = (each.expression for each in pair)
        if first is None or second is None or pair[0].shape != pair[1].shape:
            return False
        return self._compared(first, pair[1]).relation == "equal"

    def is_multiple(self, read: Given) -> bool:
        """Whether an answer is the right one times a number."""
        if read.expression is None:
            return False
        ratios = list(islice(self._ratios(read.expression, read.text), _FEW))
        return len(ratios) > 1 and all(ratio.overlaps(ratios[0]) and not ratio.contains(0) for ratio in ratios)

    def _ratios(self, answer: Expression, text: str) -> Iterator[Any]:
        for place in places_for(f"{self.problem.text}\x1f{text}", self.letters, self.expected, answer):
            with suppress(UndefinedError):
                yield from _of_entries(place, answer, self.expected)


def _slip(wanted: Wanted, values: Values) -> Slip | None:
    """The first slip that leads to these values."""
    if values.are_those_of(wanted.derivative):
        return None
    return next((slip for slip in SLIPS if any(map(values.are_those_of, slip.wrong(wanted)))), None)


def _fits(expression: Expression, shape: Shape) -> bool:
    """Whether an expression has a shape, and all products in it have one."""
    products = [part.chain for part in e.parts(expression) if isinstance(part, e.Product)]
    return expression.shape == shape and all(
        left.shape[1] == right.shape[0] for chain in products for left, right in pairwise(chain)
    )


def _of_entries(place: Place, answer: Expression, expected: Expression) -> Iterator[Any]:
    """The balls of an answer divided by those of the right one."""
    found, right = (valued(each)(place, PRECISION).entries() for each in (answer, expected))
    with flint.ctx.workprec(PRECISION):
        yield from [one / other for one, other in zip(found, right, strict=True) if not other.contains(0)]


def _letters(problem: Problem, is_symmetric: bool) -> dict[str, e.Symbol]:
    """The letters, a symmetric variable as such."""
    variable = problem.variable
    mirrored = e.Symbol(variable.name, variable.shape, is_symmetric or variable.is_symmetric)
    return {**problem.letters, variable.name: mirrored}


def _squared(shape: Shape) -> Shape:
    rows, columns = (side if side == 1 else _SIDE for side in shape)
    return rows, columns


def _typed(text: str) -> str:
    return rf"\text{{{text}}}"
