"""The hint ladder of a problem: from the principle, by way of rule, place and formula, to the step and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from derivtutor.derivation.model import Step
from derivtutor.errors import UserError
from derivtutor.grading.judge import Judge
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, Node

LADDER = ("principle", "rule", "where", "formula", "step", "answer")
"""The rungs, from the slightest hint to all of it."""

_BLANK = Name("blank")


@dataclass(frozen=True, slots=True)
class Hint:
    """One rung: `level` counts from 1, `kind` is its name in `LADDER`; `slip` where it is about a wrong answer."""

    level: int
    kind: str
    says: str
    slip: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/hint/1`."""
        found = {"schema": "derivtutor/hint/1", "level": self.level, "of": len(LADDER), "kind": self.kind}
        return {**found, "says": self.says, **({"slip": self.slip} if self.slip else {})}


def hints(problem: Any, wrt: str | None = None, order: int = 1) -> tuple[Hint, ...]:
    """All the hints for a problem, in order.

    Raises:
        UserError: where the problem cannot be read.
    """
    return ladder(Judge(problem, wrt, order))


def hint(
    problem: Any,
    level: int = 1,
    answer: Any = None,
    wrt: str | None = None,
    order: int = 1,
    at: str | float | Mapping[str, object] | None = None,
) -> Hint:
    """One hint; with a wrong `answer` that a misconception explains, the first one is about that.

    Raises:
        UserError: where the problem or the answer cannot be read, or there is no such level.
    """
    if not 1 <= level <= len(LADDER):
        raise UserError(f"There is no hint of level {level}.", f"Use a level from 1 to {len(LADDER)}.")
    judge = Judge(problem, wrt, order, at)
    if answer is not None:
        verdict = judge(answer)
        if verdict:
            return Hint(level, "answer", "That is right: no hint is needed.")
        if level == 1 and verdict.diagnosis:
            explanation = verdict.diagnosis[0]
            return Hint(1, "slip", explanation.hint, explanation.slips[0].slip)
    return ladder(judge)[level - 1]


def ladder(judge: Judge) -> tuple[Hint, ...]:
    """The hints of a prepared problem, in the student's own letters."""
    derivation = judge.asked.derivation
    root = derivation.roots[-1]
    shown, rule, variable = linear.unicode(root.goal.expression), root.rule, derivation.variable
    principle = f"Look at how {shown} is built, from the outside in"
    says = (
        f"{principle}: {rule.when}." if rule.when else f"{principle}. Its derivative stands in the table.",
        f"{rule.title}: {rule.says}",
        _where(root),
        f"Fill in the blanks: ({shown})′ = {_with_blanks(root)}",
        f"({shown})′ = {linear.unicode(root.applied)}{_parts(root)}",
        f"The answer is {linear.unicode(judge.asked.expected)}, differentiated by {variable}.",
    )
    return tuple([Hint(level, kind, text) for level, (kind, text) in enumerate(zip(LADDER, says, strict=True), 1)])


def _where(step: Step) -> str:
    parts = step.match.parts
    if not parts:
        return f"All of {linear.unicode(step.goal.expression)} is one case of this rule."
    named = [
        f"{part.letter} = {linear.unicode(part.expression)}"
        if part.letter and part.role != "outer"
        else f"{part.role}: {linear.unicode(part.expression)}"
        for part in parts
    ]
    return f"Take it apart: {', '.join(named)}."


def _with_blanks(step: Step) -> str:
    """The rule's conclusion with this problem's parts, and blanks for the derivatives."""
    blanks: tuple[Node, ...] = (_BLANK,) * len(step.steps)
    if not blanks:
        return "…"
    return linear.unicode(step.match.conclude(blanks)).replace(_BLANK.name, "___")


def _parts(step: Step) -> str:
    """The derivatives that go into the blanks."""
    known = [
        f"({linear.unicode(child.goal.expression)})′ = {linear.unicode(child.result)}"
        for child in step.steps
        if child.rule.id not in ("identity", "constant")
    ]
    return f", since {', '.join(known)}" if known else ""
