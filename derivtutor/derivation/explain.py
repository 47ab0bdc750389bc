"""From a problem to its derivation: which variable, which order, which rule book, and what to note."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.engine import Engine
from derivtutor.derivation.model import Goal, Letters, Step, Tidying
from derivtutor.derivation.open_derivatives import check_given, worked_out
from derivtutor.derivation.rule_book import RuleBook
from derivtutor.derivation.rules import RULES
from derivtutor.derivation.rules.structure import BY_LOGARITHMS
from derivtutor.derivation.tidy import Tidier
from derivtutor.derivation.validity import Validity
from derivtutor.derivation.verify import Checker
from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression, variable_name
from derivtutor.notation.expression import problem as read_problem
from derivtutor.notation.tree import NAMES, SIZE, Derivative, Memo, Node, Structure, Unknown, fold

Simplify: TypeAlias = Literal["none", "light", "full"]
Method: TypeAlias = Literal["auto", "logarithmic"]
HIGHEST_ORDER = 12
MOST_NODES = 50_000
"""A derivative with more parts than this is refused: nobody reads it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be differentiated, by which variable and how often; `letters` are the names that occur in it."""

    tree: Node
    variable: str
    order: int
    letters: frozenset[str]
    names: Memo[frozenset[str]]


@functools.cache
def rule_book() -> RuleBook:
    """The rules in their order, ready to be looked up."""
    return RuleBook(RULES)


def explain(
    problem: Any,
    wrt: str | None = None,
    order: int = 1,
    at: str | float | Mapping[str, object] | None = None,
    method: Method = "auto",
    simplify: Simplify = "light",
    budget: float = 1.0,
) -> Derivation:
    """Differentiate a function and show how.

    Args:
        problem: text in any notation, an `Expression` or a SymPy expression; `d/dx (…)` may stand around it.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        at: a point such as `"x=2"`, for the slope there.
        method: `logarithmic` goes by way of the logarithm of the whole function; `auto` lets the rule book choose.
        simplify: `light` uses school laws with their labels, `none` leaves the raw result, `full` asks SymPy as well.
        budget: seconds that SymPy may take.

    >>> print(explain("sin(exp(2x))"))
    2e^(2x) cos(e^(2x))

    Raises:
        UserError: where the problem cannot be read or the variable is unclear.
    """
    if simplify not in ("none", "light", "full"):
        raise UserError(f"There is no way of simplifying called {simplify}.", "Use none, light or full.")
    if method not in ("auto", "logarithmic"):
        raise UserError(f"There is no method called {method}.", "Use auto or logarithmic.")
    if isinstance(order, bool) or not isinstance(order, int):
        raise UserError(f"The order {order} is not possible.", f"Use a whole number from 1 to {HIGHEST_ORDER}.")
    function = read_problem(problem)
    given = problem if isinstance(problem, str) else function.text
    whole, told = worked_out(function.tree, _answer)
    function = Expression(whole, (*function.notes, *told))
    question = _question(whole, None if wrt is None else str(wrt), order)
    tree, variable, letters = question.tree, question.variable, question.letters
    notes = list(function.notes)
    if variable not in letters:
        notes.append(f"{variable} does not occur here, so this is a constant.")
    roots = _derive(question, method, simplify, notes)
    result, label = roots[-1].result, None
    if simplify == "full":
        label = _simplified(question, result, budget, notes)
        result = label.result if label else result
    point = None
    if at is not None:
        from derivtutor.derivation.numbers import at_point
        from derivtutor.derivation.point import read_point

        if any(type(node) is Unknown for node in question.names.alive):
            raise UserError("A function that only has a name has no values.", "Leave --at out, or write the function.")

        derivatives = [*(root.result for root in roots[:-1]), result]
        point = at_point(tree, roots[0], derivatives, variable, read_point(at, variable, letters))
    shown = Expression(tree, function.notes)
    validity = Validity((tree, *(root.result for root in roots)), variable)
    return Derivation(given, shown, variable, question.order, roots, label, point, tuple(notes), validity)


def _answer(tree: Node, variable: str, order: int) -> Node:
    """A derivative without its derivation."""
    return _derive(_question(tree, variable, order), "auto", "light", [])[-1].result


def _question(tree: Node, wrt: str | None, order: int) -> Question:
    """What is asked: `d/dx (…)` asks for itself; the variable is the only one, else x."""
    if isinstance(tree, Derivative):
        if wrt is not None and variable_name(wrt) != tree.variable:
            raise UserError(f"The problem says d/d{tree.variable}, and --wrt says {wrt}.", "Leave one of them out.")
        check_given(tree)
        wrt, order, tree = tree.variable, tree.order * order, tree.operand
    if not 1 <= order <= HIGHEST_ORDER:
        raise UserError(f"The order {order} is not possible.", f"Use a whole number from 1 to {HIGHEST_ORDER}.")
    known: Memo[frozenset[str]] = Memo()
    letters = fold(tree, NAMES, known)
    if wrt is not None:
        return Question(tree, variable_name(wrt), order, letters, known)
    if len(letters) > 1 and "x" not in letters:
        found = sorted(letters)
        raise UserError(
            f"It is not clear which variable to differentiate by: {', '.join(found)}.",
            f"Say which with --wrt, for example --wrt {found[0]}.",
        )
    return Question(tree, next(iter(letters)) if len(letters) == 1 else "x", order, letters, known)


def _derive(question: Question, method: Method, simplify: Simplify, notes: list[str]) -> tuple[Step, ...]:
    letters = question.letters | {question.variable}
    roots: list[Step] = []
    current = question.tree
    for turn in range(1, question.order + 1):
        structure = Structure()
        tidy = None if simplify == "none" else Tidier(current, structure)
        engine = Engine(rule_book(), Letters(letters), structure, question.names, tidy)
        by = BY_LOGARITHMS if method == "logarithmic" and turn == 1 else None
        root = engine.derive(Goal(current, question.variable), root=True, by=by)
        if question.order > 1 and fold(root.result, SIZE) > MOST_NODES:
            raise UserError(f"The derivative of order {turn} has more than {MOST_NODES:,} parts.", "Ask for less.")
        if not _check(root, question):
            notes.append(f"No point was found at which {linear.text(current)} is defined: the steps are not checked.")
        roots.append(root)
        current = root.result
    return tuple(roots)


def _check(root: Step, question: Question) -> bool:
    """Check all steps; False where no point was found for that, though there may be some."""
    checker = Checker(question.letters | {question.variable}, question.variable)
    if checker.check(root):
        return True
    # Where a function has values is found out only if the usual points are all outside.
    from derivtutor.derivation.domain import inside, require_values

    require_values(question.tree, question.variable)
    return checker.check_within(root, inside(question.tree, question.variable))


def _simplified(question: Question, result: Node, budget: float, notes: list[str]) -> Tidying | None:
    # Processes and pipes are not loaded before they are needed.
    from derivtutor.derivation.computer_algebra import simplified

    found = simplified(result, budget)
    if found is None:
        notes.append(f"Full simplification took longer than {budget:g} s, so this is the light one.")
        return None
    shorter = len(linear.text(found)) < len(linear.text(result))
    checker = Checker(question.letters | {question.variable}, question.variable)
    return Tidying(("simplify",), found) if shorter and checker.equal(result, found) else None
