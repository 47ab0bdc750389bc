"""One chain of expressions that should all be equal: the derivative itself, or a side calculation such as `u' = …`."""

from __future__ import annotations

from dataclasses import dataclass

from derivtutor.derivation.misconceptions import name_of
from derivtutor.derivation.rules import BY_ID
from derivtutor.grading import sentences
from derivtutor.grading.asked import Asked
from derivtutor.grading.brackets import with_brackets
from derivtutor.grading.comparison import Known
from derivtutor.grading.counterexample import shown
from derivtutor.grading.decimals import coordinate, told_apart
from derivtutor.grading.diagnosis import Diagnosis
from derivtutor.grading.verdict import Explanation
from derivtutor.grading.workings.limits import difference_quotient, is_limit
from derivtutor.grading.workings.meaning import Meaning, key, open_derivatives
from derivtutor.grading.workings.reading.statement import Part
from derivtutor.grading.workings.rules import rules_between
from derivtutor.grading.workings.slips import (
    Places,
    settled_in,
    slips_between,
    slips_of_algebra,
    slips_of_part,
    slips_of_rewriting,
    within_open,
    wrong_letters_are_known,
)
from derivtutor.grading.workings.verdict import Finding
from derivtutor.language import between, lowered, mark, translated
from derivtutor.notation import linear
from derivtutor.notation.tree import CONSTANTS, Derivative, Name, Node, Number, names


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chain is about: what its expressions are or are not, and how their right value is introduced."""

    noun: str
    gives: str


DERIVATIVE = Subject(sentences.THE_DERIVATIVE, sentences.DERIVATIVE_IS)
FUNCTION = Subject(sentences.EQUAL_TO_FUNCTION, sentences.FUNCTION_IS)
EQUATION = Subject(sentences.TRUE, sentences.LEFT_SIDE_IS)


@dataclass
class Thread:
    """How far a chain has come.

    `true` is what every expression in it must be equal to; `before` is the last one, explicit, as the student wrote it
    in `shown`, in line `number` (0 at the start, for what is asked itself); `sound` tells whether it is right.
    """

    true: Known
    before: Node
    shown: Node
    number: int = 0
    sound: bool = True
    subject: Subject = EQUATION

    def has_come_to(self, explicit: Node, shown: Node, number: int, sound: bool) -> None:
        """Go on from an expression."""
        self.before, self.shown, self.number, self.sound = explicit, shown, number, sound


class Examiner:
    """Judges one expression of a chain: right, following from a wrong one, or wrong, and then why."""

    def __init__(self, asked: Asked, meaning: Meaning) -> None:
        self.asked = asked
        self.meaning = meaning
        self.places = Places(asked.sample, meaning)

    def known(self, node: Node) -> Known:
        """An expression ready to be compared with, where the function of the problem has values too."""
        letters = names(node) - CONSTANTS
        return Known(node, self.meaning.letters | letters, (self.asked.function,)) if letters else Known(node, letters)

    def side(self, first: Node, explicit: Node) -> Thread:
        """A side calculation that begins with `first`; what is told of rules is about derivatives alone."""
        if not isinstance(explicit, Derivative):
            self.meaning.remember(explicit, Number(0))
        subject = EQUATION
        if isinstance(explicit, Derivative):
            noun = sentences.DERIVATIVE_OF.format(function=linear.unicode(explicit.operand))
            subject = Subject(noun, sentences.DERIVATIVE_IS)
        return Thread(self.known(self.meaning.value(explicit)), explicit, first, subject=subject)

    def right(self, thread: Thread, part: Part, explicit: Node, number: int) -> Finding:
        """A right expression: the rules that led to it, if it comes from a right one."""
        rules, skips = rules_between(thread.before, explicit, self.meaning) if thread.sound else ((), ())
        message = ""
        if not thread.sound:
            message = sentences.RIGHT_AGAIN.format(number=number, before=thread.number)
        elif self._contradicts_beliefs(thread, explicit):
            message = sentences.RIGHT_UNLIKE_BEFORE.format(number=number)
        elif skips:
            message = sentences.RIGHT_AT_ONCE.format(number=number, steps=", ".join(map(_called, skips)))
        thread.has_come_to(explicit, part.tree, number, sound=True)
        return Finding("right", message, part.columns(), part.tree, rules, skips)

    def _contradicts_beliefs(self, thread: Thread, explicit: Node) -> bool:
        """Whether something else would follow from what was got wrong in a side calculation."""
        if not self.meaning.beliefs or not open_derivatives(thread.before) or open_derivatives(explicit):
            return False
        believed = self.known(self.meaning.value(thread.before, believed=True))
        return believed.compare(self.meaning.value(explicit)).relation != "equal"

    def follows(self, thread: Thread, value: Node) -> bool:
        """Whether an expression that is not right follows from what was got wrong before."""
        if thread.sound and not self.meaning.beliefs:
            return False
        return self.known(self.meaning.value(thread.before, believed=True)).compare(value).relation == "equal"

    def followed(self, thread: Thread, part: Part, explicit: Node, number: int) -> Finding:
        """An expression that follows from a wrong one."""
        thread.has_come_to(explicit, part.tree, number, sound=False)
        message = sentences.FOLLOWS_FROM_WRONG.format(number=number)
        return Finding("follow-through", message, part.columns(), part.tree)

    def wrong(self, thread: Thread, part: Part, explicit: Node, number: int, against: Asked | None) -> Finding:
        """A wrong expression: where it is wrong, and the slip that explains it.

        `against` is the whole problem, whose own wrong results are looked through where no derivative in the line
        before explains it.
        """
        value = self.meaning.value(explicit)
        meant = with_brackets(part.source.text, lambda tree: self._is_true(thread, tree))
        if meant is not None:
            thread.has_come_to(explicit, part.tree, number, sound=False)
            message = sentences.RIGHT_WITH_BRACKETS.format(number=number, meant=meant)
            return Finding("wrong", message, part.columns(), part.tree, meant=meant)
        differing, was = self._difference(thread, part)
        diagnosis = self._at_one_place(differing, was) or self._explained(thread, part, explicit, value, against)
        message = self._message(thread, value, number, diagnosis)
        thread.has_come_to(explicit, part.tree, number, sound=False)
        return Finding("wrong", message, part.columns(differing), part.tree, diagnosis=diagnosis)

    def wrong_before_limit(self, thread: Thread, part: Part, explicit: Node, number: int) -> Finding:
        """An expression whose limit is right, but that is not equal to the one before it."""
        before, now = (self.meaning.value(node.children[0]) for node in (thread.before, explicit))
        diagnosis = slips_of_rewriting(thread.before.children[0], now, self.meaning)
        example = counterexample(self.known(before), now, sentences.LINE_GIVES.format(number=thread.number))
        message = sentences.NOT_EQUAL_BEFORE_LIMIT.format(number=number, before=thread.number, example=example)
        thread.has_come_to(explicit, part.tree, number, sound=False)
        return Finding("wrong", message, part.columns(), part.tree, diagnosis=diagnosis)

    def wrong_at(self, point: Node, part: Part, value: Node, right: Node, number: int) -> Finding:
        """A number that is not the value of the derivative or the function at the point that was named."""
        message = sentences.WRONG_AT.format(
            number=number,
            variable=self.meaning.variable,
            point=linear.unicode(point),
            example=counterexample(self.known(right), value, sentences.VALUE_IS),
        )
        return Finding("wrong", message, part.columns(), part.tree)

    def _explained(
        self, thread: Thread, part: Part, explicit: Node, value: Node, against: Asked | None
    ) -> tuple[Explanation, ...]:
        """The slip that leads from the line before to this one; none that what is written contradicts."""
        before, written = thread.before, explicit
        if is_limit(before) and before.children[1] == Name(self.meaning.variable):
            return ()
        if isinstance(before, Derivative) and before.variable != self.meaning.variable:
            written = self.meaning.explicit(part.tree, before.variable)
        explanations = self._of_quotient(before, explicit) or slips_between(before, written, self.meaning)
        is_known = against is not None and wrong_letters_are_known(value, self.meaning)
        if explanations or not self._is_settled(explicit):
            return explanations or (slips_of_algebra(against, value) if against is not None and is_known else ())
        if not open_derivatives(before):
            explanations = slips_of_rewriting(before, value, self.meaning)
            return explanations or (slips_of_algebra(against, value) if against is not None and is_known else ())
        if against is None or not is_known:
            return ()
        asked = Derivative(self.meaning.function, self.meaning.variable)
        explanations = Diagnosis(against).explanations(value, settled_in(self.meaning, asked))
        return within_open(explanations, before) or explanations

    def _of_quotient(self, before: Node, explicit: Node) -> tuple[Explanation, ...]:
        """The slip in a difference quotient with which a page begins: it was worked out before it was written down."""
        quotient = difference_quotient(before, explicit)
        if quotient is None:
            return ()
        return slips_of_rewriting(quotient, self.meaning.value(explicit.children[0]), self.meaning)

    def _is_settled(self, explicit: Node) -> bool:
        """Whether all derivatives that an expression names were worked out beside it."""
        goals = open_derivatives(explicit)
        return all(key(goal.operand, goal.variable) in self.meaning.settled for goal in goals)

    def _is_true(self, thread: Thread, tree: Node) -> bool:
        return thread.true.compare(self.meaning.value(self.meaning.explicit(tree))).relation == "equal"

    def _at_one_place(self, differing: Node, was: Node) -> tuple[Explanation, ...]:
        """The slip where all that differs stands in the place of one derivative."""
        asked = self.meaning.explicit(was)
        if not isinstance(asked, Derivative) or asked.operand == self.asked.function:
            return ()
        return slips_of_part(asked, self.meaning.value(self.meaning.explicit(differing)), self.meaning)

    def _difference(self, thread: Thread, part: Part) -> tuple[Node, Node]:
        shown = thread.shown
        if isinstance(shown, Derivative) and isinstance(thread.before, Derivative):
            shown = self.meaning.value(thread.before)
        return self.places.difference(part.tree, shown)

    def _message(self, thread: Thread, value: Node, number: int, diagnosis: tuple[Explanation, ...]) -> str:
        compared, introduced = thread.true, translated(thread.subject.gives)
        opening = sentences.DOES_NOT_FOLLOW.format(number=number)
        asked = isinstance(thread.before, Derivative) and thread.subject is DERIVATIVE and thread.sound
        if not thread.number or asked or (thread.subject is FUNCTION and thread.sound):
            opening = sentences.IS_NOT.format(number=number, subject=translated(thread.subject.noun))
        if diagnosis:
            slip = diagnosis[0].slips[0]
            part, claim = linear.unicode(slip.at), _claim(slip.says)
            if BY_ID.get(slip.rule) is not None and BY_ID[slip.rule].introduces:
                return sentences.WRONG_NAMED.format(opening=opening, slip=name_of(slip.slip), part=part)
            return sentences.WRONG_AS_IF.format(opening=opening, part=part, claim=claim)
        is_rewriting = thread.subject is FUNCTION and thread.sound
        if thread.number and not is_rewriting and not (thread.sound and open_derivatives(thread.before)):
            compared = self.known(self.meaning.value(thread.before))
            here = thread.number == number
            not_equal = sentences.NOT_EQUAL_THROUGHOUT if here else sentences.NOT_EQUAL_TO_LINE
            opening = not_equal.format(number=number, before=thread.number)
            introduced = (sentences.BEFORE_GIVES if here else sentences.LINE_GIVES).format(number=thread.number)
        example = counterexample(compared, value, introduced)
        told = f"{opening}{mark(': ')}{example}" if example else opening
        return sentences.WRONG.format(opening=told)


def _called(rule: str) -> str:
    """A rule by its name in the language that is spoken; in English, by its id."""
    title = BY_ID[rule].title if rule in BY_ID else rule
    return rule if translated(title) == title else lowered(translated(title))


def _claim(says: str) -> str:
    """The formula in `As if …`."""
    before, after = sentences.AS_IF.split("{claim}")
    return says.removeprefix(before).removesuffix(after)


def counterexample(known: Known, value: Node, introduced: str) -> str:
    """A point at which two expressions differ, in words; what is expected there is `introduced` by some."""
    outcome = known.compare(value)
    if outcome.difference is None:
        return "" if outcome.relation == "equal" else sentences.HAS_NO_VALUE
    difference = shown(known, value, outcome.difference)
    point = between().join(f"{name} = {coordinate(float(number))}" for name, number in difference.point.items())
    got, expected = told_apart(float(difference.got.mid()), float(difference.expected.mid()))
    says = sentences.GIVES_AT if point else sentences.GIVES
    return says.format(point=point, got=got, introduced=introduced, expected=expected)
