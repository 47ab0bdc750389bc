"""What letters stand for that a student uses without saying so: those of the rules' own formulas, or parts."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.derivation.model import steps_of
from derivtutor.errors import UserError
from derivtutor.grading.asked import Asked
from derivtutor.grading.workings.meaning import Meaning
from derivtutor.grading.workings.slips import Places
from derivtutor.notation.tree import Derivative, Name, Node, names, parts

_MOST = 40
"""So many meanings are tried."""


def guessed(tree: Node, strange: frozenset[str], meaning: Meaning, asked: Asked) -> Node | None:
    """The explicit form under the first meaning of its letters that makes it the derivative; the meaning is kept."""
    bases = frozenset(name.rstrip("'") for name in strange)
    for place, chosen in enumerate(_meanings(bases, meaning, asked)):
        if place == _MOST:
            return None
        before = dict(meaning.written)
        try:
            for letter, body in chosen.items():
                meaning.define(Name(letter), body)
            explicit = meaning.explicit(tree)
            fits = not meaning.undefined(explicit)
            if fits and asked.known.compare(meaning.value(explicit)).relation == "equal":
                return explicit
        except UserError:
            pass
        meaning.written = before
    return None


def _meanings(letters: frozenset[str], meaning: Meaning, asked: Asked) -> Iterator[dict[str, Node]]:
    for step in steps_of(asked.derivation.roots[0]):
        named = {part.letter: part.expression for part in step.match.parts if part.role != "outer"}
        if letters <= named.keys():
            yield {letter: named[letter] for letter in letters}
    if len(letters) == 1:
        yield from [{next(iter(letters)): part} for part in _varying_parts(meaning)]


def _varying_parts(meaning: Meaning) -> tuple[Node, ...]:
    """The parts of the problem that depend on the variable, each once, the largest first."""
    varying = dict.fromkeys(
        part for part in parts(meaning.function) if meaning.variable in names(part) and not isinstance(part, Name)
    )
    return tuple(varying)[:_MOST]


def defined_by_derivative(letter: str, value: Node, meaning: Meaning, places: Places) -> bool:
    """Whether `u' = 2x` shows that u stands for a part of the problem; it is then defined."""
    for part in _varying_parts(meaning):
        try:
            if places.alike(meaning.value(Derivative(part, meaning.variable)), value):
                meaning.define(Name(letter), part)
                return True
        except UserError:
            continue
    return False
