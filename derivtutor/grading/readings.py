"""What the letters of a slip's formula stand for in a step of a derivation: `u`, `v` and their derivatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from derivtutor.derivation.formula import formula, match, product, total
from derivtutor.derivation.model import Slip, Step
from derivtutor.derivation.replay import Reading
from derivtutor.notation.tree import Name, Negation, Node, Power, Product, Quotient, Sum, names

MOST_PARTS = 60
"""In longer sums and products, slips are looked for in the parts but not in how they are put together."""


def possible_slips(step: Step, around: Sequence[Step], only: str = "") -> Iterator[tuple[Slip, Reading]]:
    """The slips that can be made in a step, given the steps around it, each with what its letters mean there.

    `only` is the one misconception that is looked for.
    """
    for slip in step.rule.slips:
        if only in ("", slip.id) and (not slip.within or any(outer.rule.id == slip.within for outer in around[-1:])):
            for reading in _readings(step, slip):
                yield slip, reading


def _readings(step: Step, slip: Slip) -> Iterator[Reading]:
    """The ways in which a slip of a step's rule can be made in that step."""
    parts = step.match.parts
    picked = _PICKED.get(parts[0].role) if parts else None
    if picked is not None:
        yield from picked(step, slip)
    elif slip.pattern:
        yield from _by_pattern(step, slip)
    elif _is_about(slip, step.match.bindings.get("c")):
        yield Reading(dict(step.match.bindings))


def _is_about(slip: Slip, constant: Node | None) -> bool:
    """Whether a slip is made with such a constant: a number, or an expression in other letters."""
    return constant is None or not slip.about or (slip.about == "letters") == bool(names(constant))


def _by_pattern(step: Step, slip: Slip) -> Iterator[Reading]:
    """The goal, in one of its writings, as an instance of the slip's own pattern."""
    variable = step.goal.variable

    def accepts(letter: str, node: Node) -> bool:
        if letter == "a" and not _is_about(slip, node):
            return False
        return letter not in "cna" or variable not in names(node)

    for written in _writings(step):
        matched = match(formula(slip.pattern), written, accepts)
        if matched is not None:
            yield Reading(matched)
            return


def _writings(step: Step) -> Iterator[Node]:
    """The goal as it stands, as a power, and with its sums as a first term and the rest."""
    goal = step.goal.expression
    yield goal
    bindings = step.match.bindings
    if "n" in bindings:
        yield Power(bindings["u"], bindings["n"])
    if isinstance(goal, Quotient):
        yield Quotient(_first_and_rest(goal.top), goal.bottom)
        yield Quotient(goal.top, _first_and_rest(goal.bottom))


def _first_and_rest(node: Node) -> Node:
    if isinstance(node, Sum) and len(node.terms) > 2:
        return Sum((node.terms[0], Sum(node.terms[1:])))
    return node


def _turns(step: Step, slip: Slip) -> Iterator[Reading]:
    """One factor and the others; three factors where the slip is about three."""
    factors = step.goal.expression.children
    if len(factors) > MOST_PARTS:
        return
    if slip.pattern == "u v w":
        if len(factors) == 3:
            for place in range(3):
                u, v, w = (*factors[place:], *factors[:place])
                yield Reading({"u": u, "v": v, "w": w}, in_order=u == factors[0])
        return
    for place, factor in enumerate(factors):
        others = product([*factors[:place], *factors[place + 1 :]])
        yield Reading({"u": factor, "v": others}, in_order=factor == factors[0])


def _terms(step: Step, slip: Slip) -> Iterator[Reading]:
    """One term and all the others."""
    terms = step.goal.expression.children
    if len(terms) > MOST_PARTS:
        return
    for place, term in enumerate(terms):
        others = total([*terms[:place], *terms[place + 1 :]])
        if slip.pattern != "u - v":
            yield Reading({"u": others, "v": term}, term=place)
        elif isinstance(term, Negation):
            yield Reading({"u": others, "v": term.operand}, term=place)


def _constants(step: Step, slip: Slip) -> Iterator[Reading]:
    """One constant factor, or all of them, against what they multiply."""
    constant, varying = step.match.bindings["c"], step.match.bindings["u"]
    if slip.pattern:
        yield from _by_pattern(step, slip)
        return
    if constant == Negation(_ONE):
        return
    factors = constant.factors if isinstance(constant, Product) else (constant,)
    for place, factor in enumerate(factors):
        others = product([*factors[:place], Name("u'"), *factors[place + 1 :]])
        if _is_about(slip, factor):
            yield Reading({"c": factor, "u": varying}, {"u'": others})
    if isinstance(constant, Quotient):
        top, bottom = constant.top, constant.bottom
        for part, rate in ((bottom, product([top, Name("u'")])), (top, Quotient(Name("u'"), bottom))):
            if part != _ONE and top != _ONE and _is_about(slip, part):
                yield Reading({"c": part, "u": varying}, {"u'": rate})
    if len(factors) > 1 and _is_about(slip, constant):
        yield Reading({"c": constant, "u": varying})


_ONE = formula("1")
_PICKED: dict[str, Callable[[Step, Slip], Iterator[Reading]]] = {
    "factor": _turns,
    "term": _terms,
    "constant": _constants,
}
"""By the role of the first part: of any number of parts, a slip can be made with each."""
