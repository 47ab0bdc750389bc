"""Worked derivations to be read: whole, or with a letter in the place of one derivative that is to be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derivtutor.derivation.derivation import TRIVIAL
from derivtutor.derivation.explain import explain
from derivtutor.derivation.formula import formula
from derivtutor.derivation.lines import lines
from derivtutor.derivation.model import Line, Rule, Step
from derivtutor.derivation.rules import RULES
from derivtutor.derivation.tidy import LAWS
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.generating.shapes import STRUCTURES
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.latex import latex
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.tree import Derivative, Name, Node, names, substitute
from derivtutor.practice.item import Item
from derivtutor.practice.making.order import Order

BLANK = Name("A")
"""What stands for the derivative to be found: a letter is shown well everywhere, and can be spoken of."""

_LONGEST_LINE = 72
"""A line with its number fits on a terminal."""

_AS_GIVEN = 2
"""So many lines of a faded example are given whole: the question and what is made of it first."""

_IN_LAST_LINES = 2
"""The letter stands in so many lines at the most."""

_BY_RULE, _WITHIN_RULE = 1, 2
"""What counts for a missing derivative: it is found by a rule of the skill, and, more, it is put into one."""

_RULES = {rule.id: rule for rule in RULES}
_LINE = "One derivative is missing in this line; the letter $A$ stands for it:\n\n{line}\n\nWhat is $A$?"
_LAST_LINE = "Which expression does $A$ stand for in the last line?"


@dataclass(frozen=True, slots=True)
class _Blanked:
    """A derivation in which the letter stands for the derivative of one part."""

    root: Step
    part: Step

    @property
    def line(self) -> Line:
        return lines(self.root)[-1]


def worked_example(order: Order, found: Step) -> Item | None:
    """The rules of the skill and all lines of a derivation, each with what leads to it."""
    if not _may_be_short(found):
        return None
    derivation = explain(Expression(found.goal.expression), wrt="x")
    if not _is_short(derivation.lines):
        return None
    stated = "\n".join(f"- {_statement(_RULES[rule])}" for rule in order.skill.rules)
    lead = f"{stated}\n\n{_numbered(derivation.lines)}"
    return order.item(level(found), lead, differentiate=linear.text(found.goal.expression))


def missing_step(order: Order, found: Step) -> Item | None:
    """One line of a derivation, with a letter for the derivative of a part."""
    blanked = _chosen(order, [each for each in _blanked(found) if _is_short((each.line,))])
    if blanked is None:
        return None
    line = f"${latex(_asked(found))}$ = ${latex(blanked.line.expression)}$"
    return _of_part(order, found, blanked.part, text=_LINE.format(line=line))


def faded_example(order: Order, found: Step) -> Item | None:
    """The lines of a derivation up to one with a letter for the derivative of a part."""
    blanked = _chosen(order, [each for each in _blanked(found) if _ends_in_blank(each.root)])
    if blanked is None:
        return None
    return _of_part(order, found, blanked.part, _numbered(lines(blanked.root)), text=_LAST_LINE)


def _of_part(order: Order, found: Step, part: Step, lead: str = "", *, text: str) -> Item:
    """What asks for the derivative of a part; the whole function is kept as a tag."""
    whole = linear.text(found.goal.expression)
    return order.item(level(found), lead, differentiate=linear.text(part.goal.expression), text=text, tags=(whole,))


# Derivatives left out


def _blanked(found: Step) -> list[_Blanked]:
    """The derivation with each part's derivative left out in turn, where that is worth asking for."""
    root = explain(Expression(found.goal.expression), wrt="x").roots[0]
    return [_Blanked(_without(root, part), part) for part in _parts(root) if _is_worth_asking(part)]


def _chosen(order: Order, possible: Sequence[_Blanked]) -> _Blanked | None:
    """One of them at random, out of those that are most about the skill; a product is not asked for as a whole."""
    if not possible:
        return None
    scores = [_score(each, order.skill.rules) for each in possible]
    best = [each for each, score in zip(possible, scores, strict=True) if score == max(scores)]
    least = _BY_RULE if STRUCTURES.keys().isdisjoint(order.skill.rules) else _WITHIN_RULE
    return order.random().choice(best) if max(scores) >= least else None


def _score(blanked: _Blanked, rules: Sequence[str]) -> int:
    around = {step.rule.id for step in _steps(blanked.root) if any(child.applied is BLANK for child in step.steps)}
    return (blanked.part.rule.id in rules) * _BY_RULE + (not around.isdisjoint(rules)) * _WITHIN_RULE


def _parts(root: Step) -> Iterator[Step]:
    """The steps below the first one that differentiate by x, each once."""
    seen = {id(root)}
    for step in _steps(root):
        if id(step) not in seen and step.goal.variable == root.goal.variable:
            seen.add(id(step))
            yield step


def _steps(root: Step) -> Iterator[Step]:
    yield root
    for child in root.steps:
        yield from _steps(child)


def _is_worth_asking(part: Step) -> bool:
    """Whether more is to be done than to read off the number before x."""
    slope = coefficients(part.result, part.goal.variable)
    return part.rule.id not in TRIVIAL and (slope is None or len(slope) > 1)


def _without(step: Step, part: Step) -> Step:
    """The derivation with the letter in the place of a part's result, and not tidied after that."""
    if step is part:
        match = replace(step.match, goals=(), conclude=lambda _: BLANK)
        return replace(step, match=match, steps=(), applied=BLANK, tidying=())
    steps = tuple([_without(child, part) for child in step.steps])
    if all(new is old for new, old in zip(steps, step.steps, strict=True)):
        return step
    applied = step.match.conclude(tuple([child.result for child in steps]))
    return replace(step, steps=steps, applied=applied, tidying=())


def _ends_in_blank(root: Step) -> bool:
    """Whether the letter comes in the last lines only."""
    shown = lines(root)
    first = next(number for number, line in enumerate(shown) if BLANK.name in names(line.expression))
    return first >= max(_AS_GIVEN, len(shown) - _IN_LAST_LINES) and _is_short(shown)


# Lines in Markdown


def _asked(found: Step) -> Node:
    return Derivative(found.goal.expression, found.goal.variable)


def _may_be_short(found: Step) -> bool:
    """The lines between are longer than the function: this saves working most of the long ones out."""
    return 3 * len(linear.unicode(found.goal.expression)) <= 2 * _LONGEST_LINE


def _is_short(shown: Sequence[Line]) -> bool:
    return max(len(linear.unicode(line.expression)) for line in shown) <= _LONGEST_LINE


def _numbered(shown: Sequence[Line]) -> str:
    """A list of lines, each with what led to it. The signs of equality stand outside the formulas, since cases with an
    inequality in them are only read as a whole formula.
    """
    first, *others = shown
    rows = [f"1. ${latex(first.expression)}$"]
    rows += [f"{number}. = ${latex(line.expression)}$ ({_why(line)})" for number, line in enumerate(others, 2)]
    return "\n".join(rows)


def _why(line: Line) -> str:
    """The rules or the law that led to a line; what is done in passing is told only where it is all."""
    if line.rules[0] in LAWS:
        return LAWS[line.rules[0]] if len(line.rules) == 1 else "simplify"
    told = [_RULES[rule].title for rule in line.rules if rule not in TRIVIAL or len(line.rules) == 1]
    return ", ".join(f"{title[0].lower()}{title[1:]}" for title in told)


def _statement(rule: Rule) -> str:
    """A rule in letters and words; its letter is x where it is about the variable itself."""
    letters = {} if "'" in rule.conclusion else {"u": Name("x")}
    pattern, conclusion = [substitute(formula(text), letters) for text in (rule.pattern, rule.conclusion)]
    new = f" with ${' = '.join(latex(formula(side)) for side in rule.introduces)}$" if rule.introduces else ""
    return f"{rule.title}: ${latex(Derivative(pattern, 'x'))}$ = ${latex(conclusion)}${new}. {rule.says}"
