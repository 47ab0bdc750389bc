"""Derivations and rules in Markdown: what is shown before a question."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.derivation.formula import formula
from derivtutor.derivation.laws import LAWS
from derivtutor.derivation.model import Line, Rule
from derivtutor.derivation.rules import BY_ID
from derivtutor.language import lowered, mark, translated
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.tree import Derivative, Name, substitute

WITH_POWERS = "with-powers"
"""What is done in a line in which roots and fractions are written as powers."""

LONGEST_LINE = 72
"""A line with its number fits on a terminal."""


def is_short(shown: Sequence[Line]) -> bool:
    """Whether all lines fit on a terminal."""
    return max(len(linear.unicode(line.expression)) for line in shown) <= LONGEST_LINE


def numbered(shown: Sequence[Line]) -> str:
    """A list of lines, each with what led to it. The signs of equality stand outside the formulas, since cases with an
    inequality in them are only read as a whole formula.
    """
    first, *others = shown
    rows = [f"1. ${latex(first.expression)}$"]
    rows += [f"{number}. = ${latex(line.expression)}$ ({_why(line)})" for number, line in enumerate(others, 2)]
    return "\n".join(rows)


def _why(line: Line) -> str:
    """The rules or the law that led to a line; what is done in passing is told only where it is all."""
    if line.rules == (WITH_POWERS,):
        return translated("roots and fractions as powers")
    if line.rules[0] in LAWS:
        return translated(LAWS[line.rules[0]] if len(line.rules) == 1 else "simplify")
    titles = [BY_ID[rule].title for rule in line.rules if not BY_ID[rule].is_trivial or len(line.rules) == 1]
    return mark(", ").join([lowered(translated(title)) for title in titles])


def statement(rule: Rule) -> str:
    """A rule in letters and words; its letter is x where it is about the variable itself."""
    letters = {} if "'" in rule.conclusion else {"u": Name("x")}
    pattern, conclusion = [substitute(formula(text), letters) for text in (rule.pattern, rule.conclusion)]
    said = f"${latex(Derivative(pattern, 'x'))}$ = ${latex(conclusion)}$"
    if rule.introduces:
        new = f"${' = '.join(latex(formula(side)) for side in rule.introduces)}$"
        said = translated("{equation} with {letter}").format(equation=said, letter=new)
    return f"{translated(rule.title)}{mark(': ')}{said}{mark('. ')}{translated(rule.says)}"
