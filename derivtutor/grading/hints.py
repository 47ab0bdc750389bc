"""The hint ladder of a problem: from the principle, by way of rule, place and formula, to the step and the answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from derivtutor.derivation.formula import formula
from derivtutor.derivation.laws import LAWS
from derivtutor.derivation.model import Rule, Step, steps_of
from derivtutor.derivation.replay import places
from derivtutor.derivation.rules import RULES
from derivtutor.derivation.tidy import tidied
from derivtutor.grading import sentences
from derivtutor.grading.answer import Answer
from derivtutor.grading.asked import Asked
from derivtutor.grading.decimals import decimal
from derivtutor.grading.judge import Judge
from derivtutor.grading.observations import lacks_brackets, simple_number
from derivtutor.grading.one_word import read_as_one
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.grading.verdict import Verdict
from derivtutor.language import between, counted, mark, translated
from derivtutor.notation import linear
from derivtutor.notation.rational import number
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Name, Node, names, substitute
from derivtutor.showing import Shown

LADDER = ("principle", "rule", "where", "formula", "step", "answer")
"""The rungs, from the slightest hint to all of it; where a number is asked for, one more comes before the last."""

ABOUT_ANSWERS = ("brackets", "reading", "slip")
"""The kinds of hints beside the ladder, which are about a wrong answer."""

_BLANK = Name("Upsilon'")
"""Stands for a blank: nobody calls anything by this letter, which looks like Y, and a dot parts it from brackets."""

_ANSWER = "The answer is {answer} (differentiating with respect to {variable})."
_ONE_CASE = "The whole of {expression} is one case of this rule."

_PLACES = {rule.id: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True, repr=False)
class Hint(Shown):
    """One rung of the ladder of hints.

    Attributes:
        level: which, from 1.
        kind: its name, such as `rule`; `slip`, `brackets` or `reading` where it is about a wrong answer.
        says: the hint.
        slip: the id of the slip that it is about, if any.
        of: how many rungs there are.
    """

    level: int
    kind: str
    says: str
    slip: str = ""
    of: int = len(LADDER)

    def _in_short(self) -> str:
        return f"hint {self.level} of {self.of}: {self.says}"

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/hint/1`."""
        fields = {"schema": "derivtutor/hint/1", "level": self.level, "of": self.of, "kind": self.kind}
        return {**fields, "says": self.says, **({"slip": self.slip} if self.slip else {})}


def hints(problem: Any, wrt: str | None = None, order: int = 1, log: Base = "e") -> tuple[Hint, ...]:
    """All the hints for a problem, in order.

    Raises:
        UserError: where the problem cannot be read.
    """
    return ladder(Judge(problem, wrt, order, log=log))


def hint(
    problem: Any,
    level: int = 1,
    answer: Any = None,
    wrt: str | None = None,
    order: int = 1,
    at: str | float | Mapping[str, object] | None = None,
    log: Base = "e",
) -> Hint:
    """One hint; the first is about a wrong `answer` that lacks brackets, was misread, or has a misconception in it.

    Args:
        problem: the function to differentiate; text, an `Expression` or a SymPy expression.
        level: how much is given away, from 1.
        answer: what was answered so far, in any notation.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        at: a point such as `"x=2"`; the answer is then a number.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> hint("sin(x^2)", answer="cos(x^2)").slip
    'chain-missing-inner'

    Raises:
        UserError: where the problem or the answer cannot be read, or there is no such level.
    """
    judge = Judge(problem, wrt, order, at, log=log)
    most = len(LADDER) + bool(judge.asked.point)
    if not 1 <= level <= most:
        raise sentences.NO_SUCH_LEVEL(level=level, most=most)
    if answer is not None:
        read = judge.read(answer)
        verdict = judge.judge(read)
        if verdict:
            return Hint(level, "answer", sentences.NO_HINT_NEEDED)
        if level == 1 and (about := _about(verdict, read, judge.asked)) is not None:
            return about
    return ladder(judge)[level - 1]


def _about(verdict: Verdict, read: Answer, asked: Asked) -> Hint | None:
    """What a wrong answer itself suggests."""
    if verdict.meant is not None:
        return Hint(1, "brackets", lacks_brackets(verdict.meant))
    for says in read_as_one(read, asked.function, asked.letters):
        return Hint(1, "reading", says)
    if verdict.diagnosis:
        explanation = verdict.diagnosis[0]
        return Hint(1, "slip", translated(explanation.hint), explanation.slips[0].slip)
    return None


def ladder(judge: Judge, rules: Collection[str] = ()) -> tuple[Hint, ...]:
    """The hints of a prepared problem, in the student's own letters.

    They are about the step that takes the most thought, of the `rules` that are practised if there is one, or about
    rewriting first where that pays; the whole answer is the last.
    """
    asked = judge.asked
    root = asked.derivation.roots[-1]
    if asked.rewritten and not any(step.rule.id in rules for step in steps_of(root)):
        says = {**_about_rewriting(asked.rewritten.roots[-1]), **_ending(asked)}
        return tuple([Hint(level, kind, text, of=len(says)) for level, (kind, text) in enumerate(says.items(), 1)])
    step = _hardest(root, rules)
    shown, rule = linear.unicode(step.goal.expression), step.rule
    says = {
        "principle": _principle(shown, rule, is_whole=step is root),
        "rule": f"{translated(rule.title)}{mark(': ')}{translated(rule.says)}",
        "where": _where(step),
        "formula": _formula(step),
        "step": _result(step) if step is not root else _parts(step) or f"({shown})′ = {linear.unicode(step.applied)}.",
        **_ending(asked),
    }
    return tuple([Hint(level, kind, text, of=len(says)) for level, (kind, text) in enumerate(says.items(), 1)])


def _principle(shown: str, rule: Rule, is_whole: bool) -> str:
    """Where to look, and when its rule applies."""
    if rule.when:
        look = "Look at how {part} is built, from the outside in: {when}."
        think = "The part to think about is {part}: {when}."
        return translated(look if is_whole else think).format(part=shown, when=translated(rule.when))
    look = "Look at how {part} is built, from the outside in. Its derivative is in the table."
    think = "The part to think about is {part}. Its derivative is in the table."
    return translated(look if is_whole else think).format(part=shown)


def _about_rewriting(root: Step) -> dict[str, str]:
    """What is said where the function is better rewritten before it is differentiated."""
    (step,) = root.steps
    shown, form = (linear.unicode(each.goal.expression) for each in (root, step))
    laws = dict.fromkeys(translated(LAWS[law]) for each in root.match.rewriting for law in each.laws)
    return {
        "principle": sentences.CAN_BE_REWRITTEN.format(function=shown),
        "rule": translated(root.rule.says),
        "where": sentences.LAWS_OF_REWRITING.format(laws=mark(", ").join(laws)),
        "formula": sentences.REWRITTEN.format(function=shown, form=form),
        "step": f"({form})′ = {linear.unicode(step.result)}.",
    }


def _ending(asked: Asked) -> dict[str, str]:
    """The answer; where a number is asked for, the derivative comes before it."""
    derivation = asked.derivation
    shown = linear.unicode(derivation.answer)
    if not asked.point:
        return {"answer": translated(_ANSWER).format(answer=shown, variable=derivation.variable)}
    values = between().join(f"{name} = {linear.unicode(value)}" for name, value in asked.point.items())
    if asked.expected == UNDEFINED:
        sides, none = translated("Look at both sides of {values}."), translated("There is no derivative at this point.")
        return {"point": sides.format(values=values), "answer": none}
    point = translated("Now substitute {values} into the derivative, {derivative}.")
    answer = translated("The slope is {value}." if derivation.order == 1 else "Its value there is {value}.")
    return {
        "point": point.format(values=values, derivative=shown),
        "answer": answer.format(value=_value(asked)),
    }


def _hardest(root: Step, rules: Collection[str]) -> Step:
    """The step below which most remains to be done; plain rules take no thought.

    It differentiates a part of the problem, and nothing that a rule has put in its place.
    """
    steps = [
        step
        for step, around, _ in places(root, by_levels=True)
        if not step.rule.is_plain
        and step.goal.variable == root.goal.variable
        and not any(outer.rule.introduces for outer in around)
    ]
    practised = [step for step in steps if step.rule.id in rules]
    return max(practised or steps, key=_effort, default=root)


def _effort(step: Step) -> tuple[int, int]:
    return sum(not below.rule.is_plain for below in steps_of(step)), _PLACES[step.rule.id]


def _where(step: Step) -> str:
    parts = step.match.parts
    if not parts:
        return translated(_ONE_CASE).format(expression=linear.unicode(step.goal.expression))
    named = [
        f"{part.letter} = {linear.unicode(part.expression)}"
        if part.letter and part.role != "outer"
        else f"{translated(part.role)}{mark(': ')}{linear.unicode(part.expression)}"
        for part in parts
    ]
    return translated("Take it apart: {parts}.").format(parts=between().join(named))


def _formula(step: Step) -> str:
    """The rule's conclusion with this problem's parts and blanks for the derivatives; of a function, its row."""
    if not step.steps:
        rule, variable = step.rule, {"u": Name(step.goal.variable)}
        left, right = (linear.unicode(substitute(formula(text), variable)) for text in (rule.pattern, rule.conclusion))
        letters = sorted(names(formula(rule.pattern)).intersection("na") & step.match.bindings.keys())
        where = translated(", where {letter} is {value}")
        known = [where.format(letter=letter, value=linear.unicode(step.match.bindings[letter])) for letter in letters]
        return translated("The rule as a formula: {formula}.").format(formula=f"({left})′ = {right}{''.join(known)}")
    blanks: list[Node] = [_BLANK] * len(step.steps)
    conclusion = step.match.conclude(tuple(blanks))
    if len(blanks) > 1 and names(conclusion) == {_BLANK.name}:  # nothing but blanks would say nothing
        blanks[0] = step.steps[0].result
        conclusion = step.match.conclude(tuple(blanks))
    filled = linear.unicode(conclusion).replace(linear.unicode(_BLANK), "___")
    fill = counted("Fill in the blank: {formula}.", "Fill in the blanks: {formula}.", blanks.count(_BLANK))
    return fill.format(formula=f"({linear.unicode(step.goal.expression)})′ = {filled}")


def _result(step: Step) -> str:
    return f"({linear.unicode(step.goal.expression)})′ = {linear.unicode(step.result)}."


def _parts(step: Step) -> str:
    """The derivatives that go into the blanks."""
    known = [
        f"({linear.unicode(child.goal.expression)})′ = {linear.unicode(child.result)}"
        for child in step.steps
        if not child.rule.is_trivial
    ]
    return (
        translated("Put together what you know about the parts: {parts}.").format(parts=between().join(known))
        if known
        else ""
    )


def _value(asked: Asked) -> str:
    """The right number: exact where it is simple, otherwise also about how much."""
    if asked.letters:
        return linear.unicode(tidied(asked.expected))
    values = asked.known.values()
    exact = simple_number(values)
    if exact is not None:
        return linear.unicode(number(exact))
    about = translated("{exact}, about {decimal}")
    return about.format(exact=linear.unicode(tidied(asked.expected)), decimal=decimal(float(values[0].mid())))
