"""From a problem to its derivation: which variable, which order, which method, and what to note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from msgspec import Struct

from derivtutor.derivation import sentences
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.differentiator import HIGHEST_ORDER, Differentiator, Steps
from derivtutor.derivation.model import Rule, Tidying
from derivtutor.derivation.open_derivatives import check_given
from derivtutor.derivation.rules.rewriting import (
    REWRITE_ANYWAY,
    REWRITE_AS_PRODUCT,
    REWRITE_AS_QUOTIENT,
    REWRITE_FIRST,
)
from derivtutor.derivation.rules.structure import BY_LOGARITHMS, PRODUCT, QUOTIENT
from derivtutor.derivation.validity import Validity
from derivtutor.derivation.verify import Checker
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression, variable_name
from derivtutor.notation.expression import problem as read_problem
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Derivative, Node, Unknown, parts

if TYPE_CHECKING:
    from derivtutor.derivation.numbers import AtPoint

Simplify: TypeAlias = Literal["none", "light", "full"]
Method: TypeAlias = Literal["auto", "direct", "rewrite", "product", "quotient", "logarithmic"]


class Way(Struct, frozen=True):
    """How a method goes about it: the rules `by` which it begins, and whether it rewrites what is shorter then.

    Nobody would choose it for a function that has another number of
    `factors` with the variable in them.
    """

    by: tuple[Rule, ...] = ()
    rewrites: bool = False
    factors: range = range(99)


METHODS: Mapping[Method, Way] = {
    "auto": Way(rewrites=True),
    "direct": Way(),
    "rewrite": Way((REWRITE_FIRST, REWRITE_ANYWAY), rewrites=True),
    "product": Way((PRODUCT, REWRITE_AS_PRODUCT), factors=range(3)),
    "quotient": Way((QUOTIENT, REWRITE_AS_QUOTIENT)),
    "logarithmic": Way((BY_LOGARITHMS,), factors=range(3, 99)),
}
"""The methods; one without rules of its own leaves the choice to the rule book."""


def explain(
    problem: Any,
    wrt: str | None = None,
    order: int = 1,
    at: str | float | Mapping[str, object] | None = None,
    method: Method = "auto",
    simplify: Simplify = "light",
    budget: float = 1.0,
    log: Base = "e",
) -> Derivation:
    """As `calculus.methods.explain`, by the methods of the rule book.

    >>> print(explain("sin(exp(2x))"))
    2e^(2x) cos(e^(2x))

    Raises:
        UserError: where the problem cannot be read or the variable is unclear.
    """
    _check_choices(simplify, method, order)
    question = read_problem(problem, log)
    asked = _asked(question, wrt, order, simplify)
    way, variable = METHODS[method], asked.variable
    steps = asked.differentiator.steps(variable, asked.order, way.by, way.rewrites)
    notes = [*asked.notes, *(sentences.NOT_CHECKED.format(function=linear.text(node)) for node in steps.unchecked)]
    label = _simplified(asked, steps.result, budget, notes) if simplify == "full" else None
    function = Expression(asked.differentiator.function, asked.reading)
    return Derivation(
        problem if isinstance(problem, str) else question.text,
        function,
        variable,
        asked.order,
        steps.roots,
        method,
        label,
        None if at is None else _at(at, asked, steps, label.result if label else steps.result),
        tuple(notes),
        Validity((function.tree, *steps.results), variable),
    )


class _Asked(Struct, frozen=True):
    """What is to be differentiated, by which variable and how often.

    `reading` says how the function was read, and `notes` what else there is to say.
    """

    differentiator: Differentiator
    variable: str
    order: int
    reading: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        occurs = self.variable in self.differentiator.letters
        return self.reading if occurs else (*self.reading, sentences.A_CONSTANT.format(variable=self.variable))


def _check_choices(simplify: str, method: str, order: int) -> None:
    for refusal, chosen, choices in (
        (sentences.NO_SUCH_SIMPLIFYING, simplify, get_args(Simplify)),
        (sentences.NO_SUCH_METHOD, method, tuple(METHODS)),
    ):
        if chosen not in choices:
            raise refusal(chosen=chosen, choices=", ".join(choices[:-1]), last=choices[-1])
    if isinstance(order, bool) or not isinstance(order, int):
        raise sentences.NO_SUCH_ORDER(order=order, most=HIGHEST_ORDER)


def _asked(given: Expression, wrt: str | None, order: int, simplify: Simplify) -> _Asked:
    """What is asked: `d/dx (…)` asks for itself; the variable is the only one, else x."""
    tree = given.tree
    function = tree.operand if isinstance(tree, Derivative) else tree
    differentiator = Differentiator(function, tidy=simplify != "none")
    reading = (*given.notes, *differentiator.notes)
    if not isinstance(tree, Derivative):
        variable = _variable(differentiator.letters) if wrt is None else variable_name(str(wrt))
        return _Asked(differentiator, variable, order, reading)
    if wrt is not None and variable_name(str(wrt)) != tree.variable:
        raise sentences.TWO_VARIABLES(variable=tree.variable, wrt=wrt)
    check_given(tree)
    return _Asked(differentiator, tree.variable, tree.order * order, reading)


def _variable(letters: frozenset[str]) -> str:
    if len(letters) > 1 and "x" not in letters:
        several = sorted(letters)
        raise sentences.WHICH_VARIABLE(letters=", ".join(several), first=several[0])
    return next(iter(letters)) if len(letters) == 1 else "x"


def _at(point: str | float | Mapping[str, object], asked: _Asked, steps: Steps, result: Node) -> AtPoint:
    """The numbers at a point."""
    from derivtutor.derivation.numbers import at_point
    from derivtutor.derivation.point import read_point

    function, variable = asked.differentiator.function, asked.variable
    if any(type(node) is Unknown for node in parts(function)):
        raise sentences.NO_NUMBERS()
    where = read_point(point, variable, asked.differentiator.letters)
    return at_point(function, steps.roots[0], (*steps.results[:-1], result), variable, where)


def _simplified(asked: _Asked, result: Node, budget: float, notes: list[str]) -> Tidying | None:
    # Processes and pipes are not loaded before they are needed.
    from derivtutor.derivation.computer_algebra import simplified

    shorter = simplified(result, budget)
    if shorter is None:
        notes.append(sentences.TOO_SLOW.format(seconds=budget))
        return None
    is_shorter = len(linear.text(shorter)) < len(linear.text(result))
    checker = Checker(asked.differentiator.letters | {asked.variable}, asked.variable)
    return Tidying(("simplify",), shorter) if is_shorter and checker.equal(result, shorter) else None
