"""A kind of exercise that the program does not have, as one would add it: a class and a row. Run, it is added and used.

`python tests/exercises/new_kind.py SET` prints what each command says of a set with an exercise of this kind.
"""

from __future__ import annotations

import sys
from types import ModuleType

from derivtutor.exercises import kinds

MODULE, NAME = "normal", "normal"
FACTS = kinds.Facts((MODULE, "NormalQuestion"), "number", ("differentiate", "at"), ("variable",), lines=5)
COMMANDS = (
    "exercises check {set}",
    "exercises show {set}",
    "exercises worksheet {set} --student ada",
    *(f"exercises export {{set}} --format {style}" for style in ("moodle", "stack", "anki", "html", "latex")),
    "practice {set} --plain --fresh --profile new",
)


def add() -> None:
    """Add the kind, before anything reads the table of kinds."""
    module = ModuleType(f"{kinds.__name__}.{MODULE}")
    module.__getattr__ = lambda name: _question() if name == "NormalQuestion" else None  # type: ignore[method-assign]
    sys.modules[module.__name__] = module
    kinds.KINDS[NAME] = FACTS  # type: ignore[index]


def _question() -> type:
    from derivtutor.derivation.tidy import tidied
    from derivtutor.errors import UserError
    from derivtutor.exercises.kinds.inputs import Input, foreseen
    from derivtutor.exercises.kinds.key import key_of_number
    from derivtutor.exercises.kinds.question import Key, Question, Worked
    from derivtutor.exercises.mark import Mark, right, wrong
    from derivtutor.exercises.model import Exercise, Scheme
    from derivtutor.grading.answer import read_answer
    from derivtutor.grading.asked import Asked
    from derivtutor.grading.comparison import Known
    from derivtutor.notation import linear
    from derivtutor.notation.tree import Negation, Number, Quotient

    class NormalQuestion(Question):
        """A function and a point; the answer is the slope of the normal."""

        def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
            super().__init__(exercise, scheme)
            self.asked = Asked.of(exercise.differentiate, exercise.variable or None, 1, exercise.at, exercise.log)
            if Known(Number(0), frozenset()).compare(self.asked.expected).relation == "equal":
                raise UserError("The tangent is level there: the normal has no slope.", "Choose another point.")
            self.tree = tidied(Negation(Quotient(Number(1), self.asked.expected)))
            self._workings = (Worked(self.asked.derivation),)

        def _usual_task(self) -> str:
            return f"Find the slope of the normal to ${self._function}$ at ${self.exercise.at}$."

        @property
        def inputs(self) -> tuple[Input, ...]:
            slope = self.asked.expected
            return (Input(sort="number", expected=self.tree, wrong=lambda: foreseen([slope], self.mark)),)

        @property
        def key(self) -> Key:
            return key_of_number(self.tree)

        def _mark(self, answer: str) -> Mark:
            tree = read_answer(answer, "x", frozenset(), self.exercise.log).tree
            is_right = Known(self.tree, frozenset()).compare(tree).relation == "equal"
            says = "The normal is at a right angle to the tangent."
            return right(linear.text(tree)) if is_right else wrong(linear.text(tree), says)

    return NormalQuestion


def main(exercises: str) -> None:
    from click.testing import CliRunner

    from derivtutor.cli.main import cli

    for command in COMMANDS:
        words = [word.format(set=exercises) for word in command.split()]
        result = CliRunner().invoke(cli, words, input="1/4\n-1/4\n")
        print(f"== {command}\n{result.output}")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception


if __name__ == "__main__":
    add()
    main(sys.argv[1])
