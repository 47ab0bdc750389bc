"""Where in a line a working goes wrong, and which slip explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from derivtutor.derivation.explain import explain
from derivtutor.derivation.rules import RULES
from derivtutor.errors import UserError
from derivtutor.grading.asked import Asked
from derivtutor.grading.comparison import Known
from derivtutor.grading.diagnosis import Diagnosis, Settled, made_in_misreading
from derivtutor.grading.misreadings import MISREADINGS, misread
from derivtutor.grading.tasks import TASKS
from derivtutor.grading.verdict import Explanation, Slipped
from derivtutor.grading.workings.meaning import Meaning, key, open_derivatives, with_part, with_results
from derivtutor.notation.expression import Expression
from derivtutor.notation.nearness import are_alike
from derivtutor.notation.slope import SamplePoints
from derivtutor.notation.tree import (
    KEEPING,
    Call,
    Derivative,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
    names,
    parts,
    with_children,
)

_FEWEST = 3
_MOST_OPEN = 12
_ANY_FUNCTION = "any function "
_OF_ALGEBRA = frozenset(
    {row.id for row in MISREADINGS} | {slip.id for rule in RULES for slip in rule.slips if slip.algebra}
)
_OF_THE_WHOLE = frozenset([task.id for task in TASKS if task.of_the_whole])


@dataclass(frozen=True)
class _Within(Asked):
    """A part of a problem: its answers may have the letters of what is around it."""

    around: frozenset[str] = frozenset()

    @property
    def letters(self) -> frozenset[str]:
        return (names(self.function) | {self.variable} | self.around) - set(self.point)


def settled_in(meaning: Meaning, asked: Derivative) -> Settled:
    """Tells whether the derivative of a part was worked out rightly before; no slip was made in it."""
    return lambda part: part != asked.operand and key(part, asked.variable) in meaning.settled


def slips_of_derivative(asked: Derivative, wrong: Node, meaning: Meaning) -> tuple[Explanation, ...]:
    """What explains that a derivative was worked out to something wrong."""
    if asked.operand == Name(asked.variable) or not names(wrong) <= meaning.letters | {asked.variable}:
        return ()
    try:
        within = _Within(meaning.derivation(asked), {}, meaning.letters)
        settled = settled_in(meaning, asked)
        return Diagnosis(within).explanations(wrong, settled) if within.known.is_comparable else ()
    except UserError:
        return ()


def wrong_letters_are_known(wrong: Node, meaning: Meaning) -> bool:
    """Whether an expression has only letters of the problem."""
    return names(wrong) <= meaning.letters


def slips_between(before: Node, wrong: Node, meaning: Meaning) -> tuple[Explanation, ...]:
    """What explains a wrong expression, if one of the derivatives that stood in the line before was got wrong.

    Every rule is linear in the derivatives of the parts. So what the student must have taken for one of them follows
    from the line before, with all others worked out, and is looked for among the wrong results of that one. What is
    still open in the wrong expression was not got wrong: nothing is said that contradicts it.
    """
    still_open = open_derivatives(wrong)
    for goal in open_derivatives(before)[:_MOST_OPEN]:
        if goal in still_open or (goal.variable != meaning.variable and before != goal):
            continue
        implied = wrong if before == goal else _implied(before, goal, wrong, meaning)
        if still_open:
            explanations = _slips_with_open_parts(goal, implied, still_open, meaning)
        elif before == goal:
            explanations = slips_of_derivative(goal, meaning.value(wrong), meaning)
        else:
            explanations = slips_of_part(goal, implied, meaning)
        if explanations:
            return explanations
    return ()


def _implied(before: Node, goal: Derivative, wrong: Node, meaning: Meaning) -> Node:
    """What must have been taken for one derivative, if all else in an expression was worked out rightly."""
    with_one, without = (meaning.value(with_results(before, {goal: Number(n)})) for n in (1, 0))
    return Quotient(Sum((wrong, Negation(without))), Sum((with_one, Negation(without))))


def implied_derivative(start: Node, value: Node, meaning: Meaning) -> tuple[Derivative, Node] | None:
    """The only derivative in an expression, and what it is if the whole is to be equal to a value."""
    goals = open_derivatives(start)
    if len(goals) != 1 or goals[0].order != 1 or goals[0].variable != meaning.variable:
        return None
    return goals[0], value if start == goals[0] else _implied(start, goals[0], value, meaning)


def _slips_with_open_parts(
    goal: Derivative, wrong: Node, still_open: Sequence[Derivative], meaning: Meaning
) -> tuple[Explanation, ...]:
    """What explains a wrong derivative in which parts are left to do: these parts may be any functions."""
    if any(part.variable != goal.variable or part.order > 1 for part in still_open):
        return ()
    operand = goal.operand
    variable = Name(goal.variable)
    for place, part in enumerate(still_open):
        if part.operand == operand or isinstance(part.operand, Name | Number):
            continue
        function = Unknown(f"{_ANY_FUNCTION}{place}", (variable,), (0,))
        derivative = Unknown(function.name, (variable,), (1,))
        replaced = with_part(operand, part.operand, function)
        if replaced == operand:
            return ()
        operand = replaced
        wrong = with_part(with_part(wrong, part, derivative), part.operand, function)
    wrong = meaning.value(wrong)
    if names(wrong) > meaning.letters:
        return ()
    try:
        within = _Within(explain(Expression(operand), goal.variable, method="direct"), {}, meaning.letters)
        explanations = Diagnosis(within).explanations(wrong) if within.known.is_comparable else ()
    except UserError:
        return ()
    back = {f"{_ANY_FUNCTION}{place}": part.operand for place, part in enumerate(still_open)}
    return tuple([replace(one, slips=tuple([_put_back(slip, back) for slip in one.slips])) for one in explanations])


def _put_back(slip: Slipped, functions: Mapping[str, Node]) -> Slipped:
    """A slip with the parts of the problem in the place of any functions."""

    def unknown(called: Unknown, children: list[Node]) -> Node:
        return functions.get(called.name) or KEEPING[Unknown](called, children)

    return replace(slip, at=fold(slip.at, {**KEEPING, Unknown: unknown}))


def _with_exponents_down(node: Node) -> Node:
    """`ln(a^b)` as `b ln(a)`, which is the first step of logarithmic differentiation."""
    children = tuple([_with_exponents_down(child) for child in node.children])
    if isinstance(node, Call) and node.function == "ln" and isinstance(children[0], Power):
        return Product((children[0].exponent, Call("ln", (children[0].base,))))
    return with_children(node, children)


def slips_of_rewriting(before: Node, wrong: Node, meaning: Meaning) -> tuple[Explanation, ...]:
    """What explains that an expression was written in another form which is not equal to it."""
    known = Known(wrong, names(wrong) | meaning.letters)
    for misreading, part, whole in (*misread(before), *misread(_with_exponents_down(before))):
        if known.compare(meaning.value(whole)).relation == "equal":
            return (Explanation((made_in_misreading(misreading, part),), misreading.says),)
    return ()


def slips_of_algebra(asked: Asked, wrong: Node) -> tuple[Explanation, ...]:
    """What explains a wrong answer by algebra alone, after every derivative was right."""
    return tuple([one for one in Diagnosis(asked).explanations(wrong) if all(s.slip in _OF_ALGEBRA for s in one.slips)])


def slips_of_formula(first: Derivative, wrong: Node, letters: frozenset[str]) -> tuple[Explanation, ...]:
    """What explains a false rule such as `(f g)' = f' g'`, whose letters stand for any functions."""
    variable = Name(first.variable)

    def name(leaf: Name, _: list[Node]) -> Node:
        base = leaf.name.rstrip("'")
        return Unknown(base, (variable,), (len(leaf.name) - len(base),)) if base in letters else leaf

    operand, answer = (fold(node, {**KEEPING, Name: name}) for node in (first.operand, wrong))
    try:
        asked = Asked(explain(Expression(operand), first.variable, method="direct"), {})
        return Diagnosis(asked).explanations(answer) if asked.known.is_comparable else ()
    except UserError:
        return ()


def within_open(explanations: Sequence[Explanation], before: Node) -> tuple[Explanation, ...]:
    """Those that are about what was still open in the line before; the rest of it stands there and is right."""
    inside = {part for goal in open_derivatives(before) for part in parts(goal.operand)}
    return tuple([one for one in explanations if all(slip.at in inside for slip in one.slips)])


def slips_of_part(asked: Derivative, wrong: Node, meaning: Meaning) -> tuple[Explanation, ...]:
    """What explains a part; that it has the wrong sign, or was left as it is, says nothing of a part."""
    explanations = slips_of_derivative(asked, wrong, meaning)
    return tuple([one for one in explanations if not any(slip.slip in _OF_THE_WHOLE for slip in one.slips)])


class Places:
    """Finds the part of a wrong line that does not fit, by its values at a few points."""

    def __init__(self, sample: SamplePoints, meaning: Meaning) -> None:
        self.sample = sample
        self.meaning = meaning

    def alike(self, one: Node, other: Node) -> bool:
        """Whether two expressions have the same values wherever both are defined."""
        return are_alike(self._values(one), self._values(other), _FEWEST)

    def _values(self, node: Node) -> list[float]:
        return [value.real for value in self.sample(self.meaning.value(self.meaning.explicit(node)))]

    def difference(self, line: Node, before: Node) -> tuple[Node, Node]:
        """The smallest part of a line that is all that differs from the line before, and what it was there."""
        while True:
            inner = self._only_difference(line, before)
            if inner is None or (isinstance(inner[0], Number) and not isinstance(line, Sum)):
                return line, before
            line, before = inner

    def _only_difference(self, line: Node, before: Node) -> tuple[Node, Node] | None:
        if type(line) is not type(before):
            return None
        if isinstance(line, Sum | Product):
            return self._only_unmatched(line.children, before.children)
        same_call = isinstance(line, Call) and isinstance(before, Call) and line.function == before.function
        if same_call or isinstance(line, Quotient | Power | Negation):
            pairs = [
                (new, old) for new, old in zip(line.children, before.children, strict=False) if not self.alike(new, old)
            ]
            return pairs[0] if len(pairs) == 1 else None
        return None

    def _only_unmatched(self, new: Sequence[Node], old: Sequence[Node]) -> tuple[Node, Node] | None:
        """The one term or factor that has no partner, if there is one on both sides."""
        left = list(old)
        unmatched = []
        for node in new:
            partner = next((other for other in left if self.alike(node, other)), None)
            if partner is None:
                unmatched.append(node)
            else:
                left.remove(partner)
        return (unmatched[0], left[0]) if len(unmatched) == 1 and len(left) == 1 else None
