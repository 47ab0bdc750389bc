"""The next step of a working: what to do, by which rule, as the next line on paper, and how many remain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from derivtutor.derivation.document import Document
from derivtutor.derivation.lines import lines as lines_of
from derivtutor.derivation.lines import worked
from derivtutor.derivation.model import Step
from derivtutor.grading import sentences
from derivtutor.grading.workings.checking import judged
from derivtutor.grading.workings.judging import Judging
from derivtutor.grading.workings.meaning import innermost_derivatives, open_derivatives, with_results
from derivtutor.grading.workings.verdict import Working
from derivtutor.language import aside, lowered, mark, translated
from derivtutor.notation import linear
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Derivative, Node
from derivtutor.showing import Shown

Kind: TypeAlias = Literal["start", "rule", "substitute", "again", "mend", "done"]
SCHEMA = "derivtutor/next-step/1"


@dataclass(frozen=True, slots=True, repr=False)
class NextStep(Shown):
    """What to do next.

    Attributes:
        kind: `start` is the first line, `rule` works out what is open, `again` differentiates once more, `substitute`
            puts in what letters stand for, `mend` corrects line `number`, and `done` is the end.
        says: what to do, in a sentence or two.
        remaining: how many lines there are from here to the end, this one included, without those that only tidy up.
        rules: the ids of the rules that it needs.
        line: the next line on paper, or what could stand instead of the one to mend.
        number: the line to mend.
    """

    kind: Kind
    says: str
    remaining: int
    rules: tuple[str, ...] = ()
    line: Node | None = None
    number: int | None = None

    def _in_short(self) -> str:
        return f"next step: {self.says}"

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/next-step/1`."""
        return {
            "schema": SCHEMA,
            "kind": self.kind,
            "says": self.says,
            "rules": list(self.rules),
            "line": None if self.line is None else Document().expression(self.line),
            "remaining": self.remaining,
            "number": self.number,
        }


def next_step(
    problem: Any, lines: str | Sequence[str] = (), wrt: str | None = None, order: int = 1, log: Base = "e"
) -> NextStep:
    """What to write next.

    Args:
        problem: the function to differentiate; text, an `Expression` or a SymPy expression.
        lines: the working so far: a list of lines, or one text with line breaks.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> next_step("sin(x^2)").says
    'Begin with the chain rule. Differentiate the outer function and leave the inside as it is, then multiply by the \
derivative of the inside.'

    Raises:
        UserError: where the problem cannot be read, or there are too many lines.
    """
    written = lines.splitlines() if isinstance(lines, str) else list(lines)
    working, judging = judged(problem, written, wrt, order, log)
    if working.first_wrong is not None:
        return _mended(working, next_step(problem, written[: working.first_wrong - 1], wrt, order, log))
    later = _lines_of_later_orders(judging)
    main = judging.claims.main
    if judging.claims.is_finished:
        return NextStep("done", sentences.FINISHED, 0)
    if open_derivatives(main.before):
        return _by_rule(main.before, judging, later)
    if judging.claims.order < len(judging.claims.asked):
        asked = Derivative(main.before, judging.meaning.variable)
        says = sentences.ONCE_MORE.format(order=judging.claims.order)
        return NextStep("again", says, 1 + later, (), asked)
    return NextStep("substitute", sentences.PUT_IN_LETTERS, 1, (), main.before)


def _mended(working: Working, instead: NextStep) -> NextStep:
    """The first wrong line, and what could stand `instead` of it, going on from what is right before it."""
    wrong = next(line for line in working.lines if line.number == working.first_wrong)
    if instead.kind == "done":
        says = sentences.MEND_TO_DERIVATIVE.format(number=wrong.number, wrong=wrong.message)
        return NextStep("mend", says, 1, (), None, wrong.number)
    says = sentences.MEND.format(number=wrong.number, wrong=wrong.message, next=instead.says)
    return NextStep("mend", says, instead.remaining, instead.rules, instead.line, wrong.number)


def _by_rule(before: Node, judging: Judging, later: int) -> NextStep:
    """Every derivative that stands in the line is worked out by one rule."""
    results: dict[Derivative, Node] = {}
    steps: list[Step] = []
    for goal in innermost_derivatives(before):
        derivation = judging.meaning.derivation(goal)
        if derivation.order == 1:
            step = derivation.roots[0]
            steps.append(step)
            results[goal] = _next_line(step)
        else:
            results[goal] = derivation.answer
    rules = tuple(dict.fromkeys(rule for step in steps for rule in lines_of(step)[1].rules))
    line = with_results(before, results)
    if all(goal.variable == judging.meaning.variable for goal in open_derivatives(line)):
        line = judging.meaning.explicit(line)
    kind: Kind = "rule" if judging.claims.claimed else "start"
    return NextStep(kind, _said(steps, kind), later + _remaining(before, judging), rules, line)


def _next_line(step: Step) -> Node:
    return step.result if _ready_after(step) == 1 else lines_of(step)[1].expression


def _ready_after(step: Step) -> int:
    """How many lines it takes until nothing is left to be worked out."""
    return len(worked(step)) - 1


def _remaining(before: Node, judging: Judging) -> int:
    counts = []
    for goal in open_derivatives(before):
        inner = judging.meaning.value(goal.operand)
        roots = judging.meaning.derivation(Derivative(inner, goal.variable, goal.order)).roots
        counts.append(sum(map(_ready_after, roots)) + _remaining(goal.operand, judging))
    return max(counts, default=0)


def _lines_of_later_orders(judging: Judging) -> int:
    """For every further order a line that asks for it, and those that work it out."""
    roots = judging.claims.asked[-1].derivation.roots[judging.claims.order :]
    return sum(1 + _ready_after(root) for root in roots)


def _said(steps: Sequence[Step], kind: Kind) -> str:
    """The rules in words: the first one in full, the others by what they are used on."""
    named = [step for step in steps if not step.rule.is_plain] or list(steps)
    if not named:
        return sentences.WORK_OUT_LINE
    if kind == "start" or len(named) == 1:
        first = named[0]
        bare, with_article = (
            (sentences.BEGIN_WITH, sentences.BEGIN_WITH_THE)
            if kind == "start"
            else (sentences.WORK_OUT_WITH, sentences.WORK_OUT_WITH_THE)
        )
        says = with_article if first.rule.title.endswith("rule") else bare
        return says.format(part=_shown(first), rule=_title(first), says=translated(first.rule.says))
    *some, last = [f"{_shown(step)}{aside(_title(step))}" for step in named]
    return sentences.WORK_OUT_SEVERAL.format(some=mark(", ").join(some), last=last)


def _title(step: Step) -> str:
    return lowered(translated(step.rule.title))


def _shown(step: Step) -> str:
    return linear.unicode(step.goal.expression)
