"""What is wrong with the exercises of a file beyond their form: keys, skills, feedback, parameters."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TypeAlias

import msgspec

from derivtutor.calculus.topics import BY_NAME
from derivtutor.derivation.model import steps_of
from derivtutor.derivation.rules import BY_ID
from derivtutor.errors import Refusal, UserError
from derivtutor.exercises import sentences
from derivtutor.exercises.document import FileError, Place, text_of
from derivtutor.exercises.kinds import KINDS
from derivtutor.exercises.kinds.question import Question, rules_of
from derivtutor.exercises.loading import Complaint, Loaded, load_text, placed
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Alternative, Exercise, ExerciseSet
from derivtutor.exercises.variants import POINTS, RULES, chosen, in_text, values, variant
from derivtutor.grading.answer import read_answer
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.libraries import difflib
from derivtutor.notation.expression import variable_name
from derivtutor.notation.tree import names

_MOST_VARIANTS = 24
"""So many of the variants of an exercise are tried; all of them where there are no more."""

_OF_SOME = {name for facts in KINDS.values() for name in (*facts.needs, *facts.uses)} - {"text", "answer"}
"""Fields that mean something to some kinds only."""


Within: TypeAlias = Callable[[], AbstractContextManager[object]]
"""What the work on one exercise is done within, such as a time limit."""


def check(loaded: Loaded, sound: set[bytes] | None = None, within: Within = nullcontext) -> tuple[Complaint, ...]:
    """Every mistake in a file, in the order of the lines.

    Args:
        loaded: the file.
        sound: the exercises that were worked out before without a mistake, which is not done again; new ones are added.
        within: what each exercise is worked out within.
    """
    known = set() if sound is None else sound
    complaints = [*loaded.complaints]
    for exercise in loaded.exercise_set.exercises:
        with within():
            complaints += _Checking(loaded, exercise, known).complaints()
    return tuple(sorted(complaints, key=lambda complaint: (complaint.place.line, complaint.place.column)))


def checked(
    path: Path, text: str | None = None, sound: set[bytes] | None = None, within: Within = nullcontext
) -> tuple[Loaded, tuple[Complaint, ...]]:
    """Load a file and check it; one that cannot be read as such has no exercises, and one mistake.

    Args:
        path: the file.
        text: what is in it, where that is not saved yet.
        sound, within: as `check` has them.
    """
    try:
        with within():
            loaded = load_text(text_of(path) if text is None else text, path)
    except FileError as error:
        return Loaded(path, ExerciseSet(title=""), (), {}), (placed(error, Place(str(path), 1, 1)),)
    return loaded, check(loaded, sound, within)


@dataclass(frozen=True)
class _Checking:
    """One exercise, looked at in some of its variants."""

    loaded: Loaded
    exercise: Exercise
    sound: set[bytes]

    def complaints(self) -> Iterator[Complaint]:
        yield from self._unused()
        yield from self._placeholders()
        all_of_it = msgspec.json.encode((self.exercise, self.loaded.exercise_set.credit))
        if all_of_it in self.sound:
            return
        for numbers in _variants(self.exercise):
            complaints = list(self._of_variant(numbers))
            if complaints:
                yield from complaints
                return
        self.sound.add(all_of_it)

    def _place(self, *keys: str | int) -> Place:
        return self.loaded.place(self.exercise.id, *keys)

    def _complaint(self, keys: Iterable[str | int], refusal: Refusal, /, **values: object) -> Complaint:
        return Complaint(self._place(*keys), *refusal.words(**values))

    def _of_variant(self, numbers: Mapping[str, str]) -> Iterator[Complaint]:
        listed = ", ".join(f"{name} = {value}" for name, value in numbers.items())
        try:
            exercise = variant(self.exercise, numbers)
            unfit = tuple(self._choices(exercise, listed))
            if unfit:  # nobody can say then which of them is right
                yield from unfit
                return
            question = Marker.of(exercise, self.loaded.exercise_set.credit).question
            statement = question.statement
        except UserError as error:
            yield self._unreadable(error, listed)
            return
        if statement.count("$") % 2:
            yield self._complaint(["text"], sentences.DOLLAR_MISSING)
        yield from self._well_posed(exercise, question, listed)
        yield from self._key(exercise, question, listed)
        yield from self._skills(question)
        yield from self._feedback(question, numbers)
        yield from self._alternatives(exercise, question)

    def _unreadable(self, error: UserError, numbers: str) -> Complaint:
        key = next((key for key in _TYPED if error.text and error.text.strip() in str(getattr(self.exercise, key))), "")
        if not key:
            key = next((key for key in ("differentiate", "program", "answer") if getattr(self.exercise, key)), "id")
        caret = ""
        if error.text and error.position is not None and "\n" not in error.text:
            caret = f"    {error.text}\n    {' ' * error.position}^"
        says = sentences.WITH_NUMBERS.format(message=error.message, numbers=numbers) if numbers else error.message
        return Complaint(self._place(key), says, error.hint, caret)

    def _well_posed(self, exercise: Exercise, question: Question, numbers: str) -> Iterator[Complaint]:
        letters = question.letters
        if letters:
            for name in (exercise.variable, *exercise.variables):
                if name and variable_name(name) not in letters:
                    key = "variable" if exercise.variable else "variables"
                    remedy = sentences.LETTERS_ARE.format(letters=", ".join(sorted(letters)))
                    yield self._complaint([key], sentences.LETTER_NOT_THERE, name=name, remedy=remedy)
        if question.key.text == UNDEFINED.name:
            if numbers:
                yield self._complaint(["differentiate"], sentences.NO_DERIVATIVE, numbers=numbers)
            elif exercise.kind in BY_NAME and not exercise.answer:
                yield self._complaint(["at"], sentences.NO_SLOPE)
        mark = question.mark(question.key.text)
        if not mark.is_right and not exercise.answer:
            refusal = sentences.NOT_JUDGED_WITH if numbers else sentences.NOT_JUDGED
            about = {"key": question.key.text, "verdict": sentences.VERDICTS[mark.verdict], "numbers": numbers}
            yield self._complaint(["differentiate"], refusal, **about, says=mark.says)

    def _key(self, exercise: Exercise, question: Question, numbers: str) -> Iterator[Complaint]:
        if not exercise.answer:
            return
        mark = question.mark(exercise.answer)
        if not mark.is_right:
            unanswered = msgspec.structs.replace(exercise, answer="")
            own = Marker.of(unanswered, self.loaded.exercise_set.credit).question.key.text
            refusal = sentences.KEY_WRONG_WITH if numbers else sentences.KEY_WRONG
            yield self._complaint(
                ["answer"], refusal, verdict=sentences.VERDICTS[mark.verdict], numbers=numbers, own=own
            )

    def _skills(self, question: Question) -> Iterator[Complaint]:
        derivations = question.derivations
        occurring = {step.rule.id for step in steps_of(*[root for each in derivations for root in each.roots])}
        for place, skill in enumerate(self.exercise.skills):
            if skill not in BY_ID:
                remedy = _nearest(skill, BY_ID)
                yield self._complaint(["skills", place], sentences.NO_SUCH_RULE, name=skill, remedy=remedy)
            elif derivations and skill not in occurring:
                rules = ", ".join(rules_of(*derivations))
                yield self._complaint(["skills", place], sentences.RULE_NOT_THERE, rule=skill, rules=rules)

    def _choices(self, exercise: Exercise, numbers: str) -> Iterator[Complaint]:
        if exercise.facts.sort != "choice":
            return
        if not 2 <= len(exercise.choices) <= 26:
            few = {0: sentences.NO_CHOICES, 1: sentences.ONE_CHOICE}
            yield self._complaint(["choices"], few.get(len(exercise.choices), sentences.TOO_MANY_CHOICES))
        seen: set[str] = set()
        for place, choice in enumerate(map(str.strip, exercise.choices)):
            if choice in seen:
                refusal = sentences.CHOICE_TWICE_WITH if numbers else sentences.CHOICE_TWICE
                yield self._complaint(["choices", place], refusal, choice=choice, numbers=numbers)
            seen.add(choice)

    def _feedback(self, question: Question, numbers: Mapping[str, str]) -> Iterator[Complaint]:
        known, refusal = question.feedback_on
        otherwise = sentences.REPEAT_A_CHOICE if self.exercise.facts.sort == "choice" else sentences.RULES_ARE_LISTED
        for own in self.exercise.feedback:
            key = in_text(own, numbers)
            if key not in set(known):
                place = self.loaded.places[self.exercise.id]
                remedy = _nearest(key, known, otherwise)
                where = self._complaint(["feedback", own], refusal, name=own, remedy=remedy)
                holder = place.value.get("feedback") if isinstance(place.value, dict) else None
                yield replace(where, place=holder.keys.get(own, where.place)) if holder else where

    def _alternatives(self, exercise: Exercise, question: Question) -> Iterator[Complaint]:
        for place, other in enumerate(exercise.alternatives):
            mark = question.mark(other.answer)
            if mark.verdict in ("unreadable", "empty"):
                yield self._complaint(["alternatives", place], sentences.ALTERNATIVE_UNREADABLE, says=mark.says)
            elif mark.is_right and other.credit < 1:
                yield self._complaint(["alternatives", place], sentences.ALTERNATIVE_RIGHT)
            elif mark.verdict == "incorrect" and other.credit == 1 and self._has_only_its_letters(other, question):
                yield self._complaint(["alternatives", place], sentences.ALTERNATIVE_WRONG)

    def _has_only_its_letters(self, other: Alternative, question: Question) -> bool:
        """Whether an alternative can be compared with the key; with letters of its own, the author knows better."""
        if not question.letters or self.exercise.facts.sort == "lines":
            return False
        try:
            letters = names(read_answer(other.answer, "x", None, self.exercise.log).tree)
        except UserError:
            return False
        return letters <= question.letters

    def _unused(self) -> Iterator[Complaint]:
        facts, item = self.exercise.facts, self.loaded.places[self.exercise.id]
        for name, place in item.keys.items():
            is_used = name not in _OF_SOME or name in (*facts.needs, *facts.uses)
            if not is_used and name not in self.loaded.exercise_set.defaults:
                yield Complaint(place, *sentences.FIELD_NOT_USED.words(kind=self.exercise.kind, name=name))

    def _placeholders(self) -> Iterator[Complaint]:
        exercise = self.exercise
        outside = "".join(exercise.text.split("$")[::2])
        for name in re.findall(r"\{(\w+)\}", outside) if exercise.parameters else ():
            if name not in exercise.parameters:
                known = ", ".join(exercise.parameters)
                yield self._complaint(["text"], sentences.NO_SUCH_PARAMETER, name=name, names=known)
        everything = " ".join(str(getattr(exercise, key)) for key in (*_TYPED, "text", "choices", "title"))
        for name in exercise.parameters:
            if not re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])|\{{{name}\}}|\d{name}(?![a-z])", everything):
                yield self._complaint(["parameters", name], sentences.PARAMETER_NOT_USED, name=name)


_TYPED = ("differentiate", "program", "fill", "answer", "at", "variable", "variables", "of", *POINTS, *RULES)
"""Fields that hold expressions or letters."""


def _variants(exercise: Exercise) -> Iterator[dict[str, str]]:
    """All variants where they are few; else the ends of every range, and some in between."""
    if not exercise.parameters:
        yield {}
        return
    possible = {name: values(given) for name, given in exercise.parameters.items()}
    if math.prod(map(len, possible.values())) > _MOST_VARIANTS:
        for place in range(_MOST_VARIANTS):
            yield chosen(exercise, f"check {place}", place)
        possible = {name: (options[0], options[-1]) for name, options in possible.items()}
    for number, picked in enumerate(product(*possible.values())):
        if number >= _MOST_VARIANTS:
            return
        yield dict(zip(possible, picked, strict=True))


def _nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return sentences.DID_YOU_MEAN.format(name=near[0]) if near else otherwise or sentences.RULES_ARE_LISTED
