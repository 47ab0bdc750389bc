"""Derivations with a gap: what a rule of the skill makes of its parts is left out, and a letter stands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from derivtutor.derivation.differentiator import Differentiator
from derivtutor.derivation.formula import formula
from derivtutor.derivation.lines import lines
from derivtutor.derivation.model import Line, Step, steps_of
from derivtutor.derivation.replay import Conclude, Place, Reading, concluding, places, replayed, results
from derivtutor.derivation.tidy import tidied
from derivtutor.exercises.generating.fitness import differ
from derivtutor.exercises.generating.shapes import STRUCTURES
from derivtutor.exercises.generating.source import rules_used
from derivtutor.exercises.model import Alternative
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.tree import Derivative, Name, Node, Number, names, parts
from derivtutor.practice import sentences
from derivtutor.practice.item import Item
from derivtutor.practice.making.lead import is_short, numbered, statement
from derivtutor.practice.making.wanted import Wanted

BLANK = Name("A")
"""What stands in the gap: a letter is shown well everywhere, and can be spoken of."""

_MOST_HIDDEN = 3
"""So many steps that are worth a thought are left out at the most: one gap should not be the whole job."""

_IN_LAST_LINES = 2
"""The letter stands in so many lines of an example at the most."""

_LINE = "A part of this line is missing; the letter {letter} stands for it:"
_WHAT = "What is {letter}?"
_LAST_LINE = "A part of the last line is missing. What does {letter} stand for?"
_LETTER = f"${BLANK.name}$"


@dataclass(frozen=True, slots=True)
class Gap:
    """What may be left out of a rule's conclusion: the conclusion with the letter in it, and what that stands for.

    All are formulas of the rule book; where nothing is `missing`, everything is. `wrong` are answers that are foreseen,
    with what is said to them.
    """

    conclusion: str
    missing: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)


_WHOLE = Gap(BLANK.name)

GAPS: Mapping[str, tuple[Gap, ...]] = {
    "product": (
        Gap("A + u v'", "u' v", {"u v'": sentences.OTHER_TERM, "u' v'": sentences.OTHER_STAYS}),
        Gap("u' v + A", "u v'", {"u' v": sentences.OTHER_TERM, "u' v'": sentences.OTHER_STAYS}),
        _WHOLE,
    ),
    "quotient": (
        Gap(
            "A/v^2", "u' v - u v'",
            {"u' v + u v'": sentences.WHICH_SIGN, "u v' - u' v": sentences.WHICH_ORDER,
             "u' - v'": sentences.OTHER_STAYS, "u'/v'": sentences.ONLY_NUMERATOR},
        ),
        Gap("(A - u v')/v^2", "u' v", {"u v'": sentences.OTHER_TERM, "u' v'": sentences.OTHER_STAYS}),
        Gap("(u' v - A)/v^2", "u v'", {"u' v": sentences.OTHER_TERM, "u' v'": sentences.OTHER_STAYS}),
        _WHOLE,
    ),
    "chain": (
        Gap(
            "A u'", "f'(u)",
            {"f'(u')": sentences.INSIDE_STAYS,
             "f(u)": sentences.OUTER_NOT_DIFFERENTIATED, "f(u')": sentences.INSIDE_STAYS_HERE},
        ),
        _WHOLE,
    ),
    "logarithmic-differentiation": (Gap("u^v A", "w'"),),
}  # fmt: skip
"""By rule. Of any other rule the whole conclusion is left out."""


@dataclass(frozen=True, slots=True)
class _Gapped:
    """A derivation with a gap in the conclusion of a step.

    `hidden` are the steps whose results are left out. `source` is the function whose derivative is missing; None where
    it is no derivative but a piece of one.
    """

    root: Step
    step: Step
    gap: Gap
    missing: Conclude
    hidden: tuple[Step, ...]
    source: Node | None

    @property
    def answer(self) -> Node:
        return tidied(self.missing(results(self.step)))

    @property
    def line(self) -> Line:
        return lines(self.root)[-1]

    def known_by(self, rules: Sequence[str]) -> int:
        """How many of these rules must be known to fill the gap."""
        return len({self.step.rule.id}.union(*map(rules_used, self.hidden)).intersection(rules))


def missing_steps(wanted: Wanted) -> Iterator[Item]:
    """One line of a derivation with a gap."""
    return wanted.items(_missing_step)


def faded_examples(wanted: Wanted) -> Iterator[Item]:
    """The lines of a derivation up to one with a gap."""
    return wanted.items(_faded_example)


def _missing_step(wanted: Wanted, root: Step) -> Item | None:
    gapped = _chosen(wanted, root, lambda each: is_short((each.line,)))
    if gapped is None:
        return None
    asked = Derivative(root.goal.expression, root.goal.variable)
    line = f"${latex(asked)}$ = ${latex(gapped.line.expression)}$"
    before, after = [translated(text).format(letter=_LETTER) for text in (_LINE, _WHAT)]
    return _item(wanted, root, gapped, f"{before}\n\n{line}\n\n{after}")


def _faded_example(wanted: Wanted, root: Step) -> Item | None:
    gapped = _chosen(wanted, root, lambda each: _ends_in_gap(lines(each.root)))
    asked = translated(_LAST_LINE).format(letter=_LETTER)
    return None if gapped is None else _item(wanted, root, gapped, f"{numbered(lines(gapped.root))}\n\n{asked}")


def _item(wanted: Wanted, root: Step, gapped: _Gapped, text: str) -> Item:
    """What asks for the missing part; the whole function is kept as a tag."""
    whole = linear.text(root.goal.expression)
    if gapped.source is not None:
        fields: dict[str, Any] = {"differentiate": linear.text(gapped.source)}
    else:
        fields = {
            "kind": "expression", "differentiate": whole, "answer": linear.text(gapped.answer),
            "hints": (statement(gapped.step.rule), _letters(gapped)), "alternatives": tuple(_foreseen(gapped)),
        }  # fmt: skip
    return wanted.item(root, text=text, tags=(whole,), **fields)


def _letters(gapped: _Gapped) -> str:
    """What the letters of the rule stand for, and which of its parts is missing."""
    step, about = gapped.step, gapped.gap.missing
    meanings = [f"${latex(Name(letter))} = {latex(node)}$" for letter, node in step.match.bindings.items()]
    says = translated("Here {meanings}, and {letter} stands for {part}.")
    joined = sentences.AND.join(meanings)
    return says.format(meanings=joined, letter=_LETTER, part=f"${latex(formula(about))}$")


def _foreseen(gapped: _Gapped) -> Iterator[Alternative]:
    """The wrong answers of a gap, as far as they are wrong here and different."""
    answers = [gapped.answer]
    for text, says in gapped.gap.wrong.items():
        conclude = _concluding(gapped.step, text)
        wrong = None if conclude is None else tidied(conclude(results(gapped.step)))
        if wrong is not None and all(differ(wrong, answer) for answer in answers):
            answers.append(wrong)
            yield Alternative(answer=linear.text(wrong), credit=0, says=translated(says))


# Where gaps can be


def _chosen(wanted: Wanted, root: Step, serves: Callable[[_Gapped], bool]) -> _Gapped | None:
    """A gap at random, out of those that ask for most rules of the skill; structures come before their parts."""
    rules = wanted.skill.rules
    about = [rule for rule in rules if rule in STRUCTURES] or rules
    possible = [each for each in _gapped(root.goal.expression, about) if _is_worth_asking(each) and serves(each)]
    most = max([each.known_by(rules) for each in possible], default=0)
    best = [each for each in possible if each.known_by(rules) == most]
    return wanted.random().choice(best) if best else None


def _gapped(function: Node, rules: Sequence[str]) -> Iterator[_Gapped]:
    """The derivation with each gap that there can be in the steps of these rules."""
    root = Differentiator(function).steps("x").roots[0]
    for place in places(root):
        step = place.step
        if step.rule.id not in rules or step.goal.variable != root.goal.variable:
            continue
        for gap in GAPS.get(step.rule.id, (_WHOLE,)):
            gapped = _with_gap(place, gap) if place.path or gap.conclusion != BLANK.name else None
            if gapped is not None:
                yield gapped


def _with_gap(place: Place, gap: Gap) -> _Gapped | None:
    """The derivation with a gap; None where the step has other parts than the gap's formula."""
    step = place.step
    with_blank = _concluding(step, gap.conclusion)
    missing = _concluding(step, gap.missing) if gap.missing else step.match.conclude
    if with_blank is None or missing is None:
        return None
    hidden = _hidden(step, gap)
    numbers = [number for number, child in enumerate(step.steps) if child in hidden]

    def conclude(results: tuple[Node, ...]) -> Node:
        """The letter comes when what it stands for would be there; what is not yet worked out is shown."""
        is_open = any(isinstance(part, Derivative) for number in numbers for part in parts(results[number]))
        return (step.match.conclude if is_open else with_blank)(results)

    source = step.goal.expression if gap.conclusion == BLANK.name else None
    if gap.missing.removesuffix("'").isalpha():
        source = hidden[0].goal.expression
    return _Gapped(replayed(place, conclude), step, gap, missing, hidden, source)


def _concluding(step: Step, conclusion: str) -> Conclude | None:
    return concluding(step, conclusion, Reading(dict(step.match.bindings)))


def _hidden(step: Step, gap: Gap) -> tuple[Step, ...]:
    """The steps whose results are missing."""
    if not gap.missing:
        return step.steps
    letters = step.match.bindings
    functions = [letters[name[:-1]] for name in names(formula(gap.missing)) if name.endswith("'")]
    outer = step.steps[:1] if "f'" in gap.missing else ()
    return (*outer, *[child for child in step.steps if child.goal.expression in functions])


def _is_worth_asking(gapped: _Gapped) -> bool:
    """Whether something is to be thought about, but not nearly everything, and the line does not tell it."""
    below = [step for part in gapped.hidden for step in steps_of(part) if not step.rule.is_plain]
    answer = gapped.answer
    return (
        len(below) <= _MOST_HIDDEN
        and (not gapped.hidden or any(not step.rule.is_trivial for step in gapped.hidden))
        and not isinstance(answer, Number)
        and answer not in parts(gapped.line.expression)
        and [part for part in parts(gapped.line.expression) if part == BLANK] == [BLANK]
    )


def _ends_in_gap(shown: Sequence[Line]) -> bool:
    """Whether some lines are given whole, and the letter comes in the last ones only."""
    first = next(number for number, line in enumerate(shown) if BLANK.name in names(line.expression))
    return first >= max(1, len(shown) - _IN_LAST_LINES) and is_short(shown)
