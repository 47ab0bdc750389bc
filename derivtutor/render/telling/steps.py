"""How the steps of a derivation are told: in which order, with which numbers, what in one line, and what only once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.derivation import model
from derivtutor.derivation.derivation import Derivation, Entry
from derivtutor.derivation.lines import rewritings, turns
from derivtutor.derivation.model import steps_of
from derivtutor.language import translated
from derivtutor.notation.tree import Node
from derivtutor.render.telling import names, words
from derivtutor.render.telling.blocks import Equation, Part, Step, Turn
from derivtutor.render.telling.formulas import Letters, asked

_MOST_TERMS = 4
"""A sum of more terms than this takes more than one line."""


class _Place(Struct, frozen=True):
    """Where a step is told: its number, its name, the number of the step in whose line it stands, if it does.

    Around that line the letters u and v may stand for something else already: then it `is_lettered`.
    """

    number: str
    name: Node | None
    line: str = ""
    is_lettered: bool = False


class Telling:
    """Tells the steps of one derivation.

    Constants and the bare variable are told of in full only, or as a whole problem. Of the rules that are `understood`
    no more is told than what comes out.
    """

    def __init__(self, derivation: Derivation, full: bool, understood: frozenset[str]) -> None:
        self.derivation = derivation
        self.full = full
        self.understood = understood
        self.letters = Letters(derivation)
        self.numbers: dict[str, tuple[str, str]] = {}
        self.met: set[str] = set()
        self.stated: set[str] = set()
        self.mentioned: set[str] = set()

    def steps(self) -> tuple[Step, ...]:
        """The step of every order, with all that is below it."""
        roots = enumerate(self.derivation.steps, 1)
        return tuple([self.step(root, _Place(str(n), names.value_of(self.derivation, n))) for n, root in roots])

    def step(self, entry: Entry, place: _Place) -> Step:
        """One step; its number is noted first, so that later ones can refer to it."""
        self.numbers[entry.id] = place.number, place.line or place.number
        block = self.result(entry.step, place)
        if self.is_closed(entry.step):
            return replace(block, is_bare=True)
        if entry.same_as:
            number, line = self.earlier(entry.same_as)
            return replace(block, earlier=number, earlier_line=line)
        return self.with_steps(self.with_rule(block, entry.step, place), entry, place)

    def result(self, step: model.Step, place: _Place) -> Step:
        """What a step is called, and what comes out."""
        is_known, question = step.rule.id in self.understood or self.is_closed(step), asked(step)
        title = words.title(step.rule)
        heading = translated("{title}, understood").format(title=title) if is_known else title
        return Step(
            place.number,
            title,
            heading,
            heading,
            question,
            place.name or question,
            step.result,
            in_place=step.rule.term_by_term,
            in_letters=self.letters.in_letters(step),
            is_brief=bool(place.line),
            rule=step.rule.id,
        )

    def with_rule(self, block: Step, step: model.Step, place: _Place) -> Step:
        """The step with its rule in words and in letters, unless that is understood, and with what the rule gives."""
        rule, on_the_way = step.rule, self.letters.on_the_way(step)
        is_new, is_explained = rule.id not in self.met, rule.id not in self.understood
        self.met.add(rule.id)
        statement = self.letters.statement(step) if is_explained else None
        formula, is_itself = self.formula(rule, statement, place), statement == Equation(block.asked, step.applied)
        return replace(
            block,
            says=translated(rule.says) if is_explained and (is_new or self.full) else "",
            needs_words=is_explained and (self.full or statement is None),
            is_new=is_new,
            formula=None if is_itself else formula,
            rewriting=self.told(rewritings(step, self.full)),
            before=on_the_way[:2],
            after=on_the_way[2:],
            result=step.applied,
            tidied=self.told(turns(step.tidying, self.full)),
            is_bare=is_itself,
        )

    def told(self, simplifications: Iterable[model.Tidying]) -> tuple[Turn, ...]:
        """Simplifications with their laws in words."""
        return tuple([Turn(each.result, words.laws(each.laws)) for each in simplifications])

    def with_steps(self, block: Step, entry: Entry, place: _Place) -> Step:
        """The step with what its letters stand for, and what is below it."""
        below, understood = self.below(entry, place), entry.step.rule.id in self.understood
        steps, parts = tuple(below.values()), self.parts(entry.step, below)
        titles = [block.title, *(each.title for step in steps for each in step.with_below())]
        return replace(
            block,
            headings=block.heading if understood or not place.line else words.titles(titles),
            parts=parts,
            is_bare=(block.is_bare and not parts) or (understood and not steps),
            steps=steps,
        )

    # -- what is below a step ----------------------------------------------------------------------------------

    def below(self, entry: Entry, place: _Place) -> dict[int, Step]:
        """The sub-steps that are told of, by their turn."""
        step = entry.step
        called = {turn: self.letters.rate(step, part) for part in step.match.parts for turn in _turns(step, part)}
        below: dict[int, Step] = {}
        for turn, child in enumerate(entry.entries):
            if self.is_told(child):
                number = f"{place.number}.{len(below) + 1}"
                line = place.line or (number if self.takes_one_line(child) else "")
                is_lettered = place.is_lettered if place.line else not step.rule.term_by_term
                below[turn] = self.step(child, _Place(number, called.get(turn), line, is_lettered))
        return below

    def parts(self, step: model.Step, below: dict[int, Step]) -> tuple[Part, ...]:
        """What the letters stand for, with their rates and the steps that find these."""
        parts = []
        for part in step.match.parts:
            meaning, rate, turns = self.letters.meaning(step, part), self.letters.rate(step, part), _turns(step, part)
            if meaning and rate and turns:
                turn = turns[0]
                parts.append(Part(meaning, Equation(rate, step.steps[turn].result), below.get(turn)))
            elif meaning:
                parts.append(Part(meaning))
        return tuple(parts)

    def earlier(self, id: str) -> tuple[str, str]:
        """Where an earlier step was told; one below what is understood was told along with that."""
        while id not in self.numbers:
            id = id.rpartition(".")[0]
        return self.numbers[id]

    # -- how much is told --------------------------------------------------------------------------------------

    def formula(self, rule: model.Rule, statement: Equation | None, place: _Place) -> Equation | None:
        """The rule in letters, unless they are the same wherever it is used and have been told.

        What is told in a line where its letters stand for something else may be overlooked, so it does not count.
        """
        is_told_once = bool(place.line) or rule.telling in ("once", "in passing")
        if statement is None or (rule.id in self.stated and is_told_once and not self.full):
            return None
        is_overlooked = place.is_lettered and bool(place.line) and rule.term_by_term
        if is_overlooked and rule.id in self.mentioned:
            return None
        (self.mentioned if is_overlooked else self.stated).add(rule.id)
        return statement

    def is_told(self, entry: Entry) -> bool:
        return self.full or not entry.step.rule.is_trivial

    def is_closed(self, step: model.Step) -> bool:
        """Whether a step and all below it are understood; terms and constants are if there is anything else."""
        if not self.understood:
            return False
        rules = [each.rule for each in steps_of(step)]
        used = {rule.id for rule in rules if not rule.is_trivial and not rule.term_by_term}
        return bool(used) and used <= self.understood

    def takes_one_line(self, entry: Entry) -> bool:
        """Whether a step is told in a line with all that is below it, as nothing of that is of interest.

        A sum is if its terms are; a constant multiple, if no more is below it than one step.
        """
        step, children = entry.step, [child for child in entry.entries if self.is_told(child)]
        if self.full:
            return False
        if self.is_closed(step) or (step.rule.id in self.understood and not children):
            return True
        if step.rule.telling == "once":
            in_passing = all(child.step.rule.telling == "in passing" for child in children)
            return len(step.applied.children) <= _MOST_TERMS and in_passing and all(map(self.takes_one_line, children))
        if step.rule.telling == "in passing":
            return all(self.takes_one_line(child) and not self.has_steps(child) for child in children)
        return not children and not step.rule.work and step.rule.telling != "apart"

    def has_steps(self, entry: Entry) -> bool:
        return not self.is_closed(entry.step) and any(map(self.is_told, entry.entries))


def _turns(step: model.Step, part: model.Part) -> Sequence[int]:
    """Which sub-steps differentiate a part: one, none, or several where it occurs again."""
    return [turn for turn, goal in enumerate(step.match.goals) if goal.expression is part.expression]
