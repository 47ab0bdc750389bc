"""A verdict in words: right or wrong, how that is known, and what to think about next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from derivtutor.derivation.misconceptions import name_of
from derivtutor.grading.decimals import coordinate, told_apart
from derivtutor.language import between, counted, translated
from derivtutor.notation.tree import names
from derivtutor.render.safe import ascii_text, safe, wrapped

if TYPE_CHECKING:
    from derivtutor.grading.verdict import Evidence, Explanation, Verdict

_STYLES = {"correct": "bold green", "incorrect": "bold red", "wrong-form": "bold magenta", "": ""}
_WORDS = {"correct": "Correct.", "incorrect": "Not correct.", "wrong-form": "Right, but not in the form asked for."}

_MOST_NAMED = 2
"""So many explanations are named: of more, none is likely."""


def render(verdict: Verdict, width: int, unicode: bool, colour: bool) -> str:
    """A verdict for the terminal, or plain where there is no colour."""
    from rich.console import Console
    from rich.text import Text

    console = Console(width=width, color_system="standard" if colour else None, force_terminal=colour, highlight=False)
    with console.capture() as captured:
        for kind, sentence in sentences(verdict):
            for line in wrapped(sentence if unicode else ascii_text(sentence), width):
                console.print(Text(line, style=_STYLES[kind]), soft_wrap=True)
    return captured.get().rstrip("\n")


def sentences(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """The sentences of a verdict, each with its kind: the verdict's word for the first, nothing for the others."""
    # How an answer was read is no news where it is right.
    for note in verdict.notes if verdict.verdict == "incorrect" else ():
        yield "", f"{translated('Note:')} {safe(note)}."
    yield verdict.verdict, translated(_WORDS[verdict.verdict])
    if not _is_of_other_letters(verdict):
        yield "", _evidence(verdict.evidence, verdict.written, translated(verdict.wanted_name))
    for what in verdict.remaining:
        yield "", what
    for sentence in explained(verdict.diagnosis):
        yield "", sentence
    for observation in verdict.observations:
        yield "", safe(observation)  # it may repeat what was typed


def explained(diagnosis: Sequence[Explanation]) -> Iterator[str]:
    """What explains a wrong answer, if anything does: the names of the slips, and the hint."""
    if diagnosis:
        first = diagnosis[0]
        made = [translated(", and ").join(_names(each)) for each in diagnosis[: 1 if first.is_clear else _MOST_NAMED]]
        slips = translated("; or ").join(dict.fromkeys(made))
        yield counted("Slip: {slips}.", "Slips: {slips}.", len(_names(first))).format(slips=slips)
        yield translated("Hint: {hint}").format(hint=translated(first.hint))


def _names(explanation: Explanation) -> list[str]:
    """The names of an explanation's slips; one that was made more than once is named once, with how often."""
    return [how_often(slip, times) for slip, times in Counter(slip.slip for slip in explanation.slips).items()]


def how_often(slip: str, times: int) -> str:
    """A misconception by its name: `inner derivative forgotten, 3 times`."""
    return translated("{slip}, {times} times").format(slip=name_of(slip), times=times) if times > 1 else name_of(slip)


def _is_of_other_letters(verdict: Verdict) -> bool:
    """Whether a wrong answer has letters that the problem has not; numbers say nothing of it then."""
    letters = names(verdict.problem) | {verdict.variable}
    return verdict.verdict == "incorrect" and not names(verdict.answer) <= letters


def _evidence(evidence: Evidence, answer: str, wanted: str) -> str:
    example = evidence.counterexample
    if example is None:
        return translated(_HOW[evidence.method]).format(answer=answer, points=evidence.points, wanted=wanted)
    got, expected = told_apart(example.got, example.expected)
    if not example.at:
        return translated("{got} is not the right number.").format(got=got)
    at = between().join(f"{name} = {coordinate(value)}" for name, value in example.at.items())
    if got == expected:
        return translated(_HARDLY).format(at=at, wanted=wanted)
    return translated(_OTHERWISE).format(at=at, got=got, wanted=wanted, expected=expected)


def compared(evidence: Evidence) -> str:
    """How it is known whether two expressions are equal."""
    example = evidence.counterexample
    if example is None:
        return translated(_COMPARED[evidence.method]).format(points=evidence.points)
    left, right = told_apart(example.expected, example.got)
    if not example.at:
        return translated("One is {left}, the other {right}.").format(left=left, right=right)
    at = between().join(f"{name} = {coordinate(value)}" for name, value in example.at.items())
    return translated("At {at}, one is {left} and the other {right}.").format(at=at, left=left, right=right)


_HARDLY = "At {at}, yours differs from {wanted} by less than a computer's usual numbers can show."
_OTHERWISE = "At {at}, yours gives {got}, but {wanted} is {expected}."
_COMPARED = {
    "identical": "Both are written alike.",
    "polynomial tower": "Proved: both have the same values wherever both are defined.",
    "100 digits": "They agree to 100 digits at {points} points: not proved.",
    "no common point": "There is no point at which they could be compared.",
}

_HOW = {
    "identical": "It is {wanted} as derivtutor writes it.",
    "polynomial tower": "Proved: {answer} equals {wanted} wherever both are defined.",
    "random matrices": "It agrees with {wanted} to 100 digits at {points} random choices of all letters: not proved.",
    "different matrices": "It differs from {wanted} where random matrices are put in.",
    "another letter": "It has letters that are not in the problem.",
    "100 digits": "It agrees with {wanted} to 100 digits at {points} points: not proved, worth a look.",
    "stated precision": "It is right to the precision given.",
    "on the curve": "It agrees with {wanted} to 100 digits at {points} points of the curve.",
    "in words": "What is right was worked out from the problem.",
    "point by point": "The points were found and compared one by one.",
    "both sides": "The function was looked at from both sides.",
    "no slope": "There is no slope at this point.",
    "asked for a slope": "Is there a slope at this point?",
    "no value": "The function has no value at this point.",
    "another shape": "It has not the shape that is asked for.",
    "no number": "{answer} is not yet a number.",
    "no common point": "There is no point at which it could be compared.",
}
