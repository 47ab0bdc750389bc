"""Which of several choices an answer means: by its text, letter or number, or by a formula that is equal to its own."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from derivtutor.exercises.kinds.question import same_expressions, trees
from derivtutor.grading.answer import EQUALS
from derivtutor.notation import linear
from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import names
from derivtutor.notation.within import MATH, expressions, typed

_AROUND = ".,:;!?\"'`*_#“”„‘’«»()[]{}"
"""What may stand around a letter or a number that is meant."""

_PLACE = "option options choice number nr item variant possibility alternative"
_PLACED = frozenset(_PLACE.split())
"""Words before a number that say that it is a place."""

_SAID = """
    option options answer answers ans choice letter variant possibility alternative the my in is it it's its
    i i'd i'm would think guess say choose pick select take go with for be should must final
"""
_ANNOUNCING = _SAID.split()
_ASKED = frozenset([*_ANNOUNCING, *_PLACED, "one", "-", "–", "—", ""])
"""Words around a letter or a number that say no more than it does."""

_LINE = "l line lines step row equation slip mistake error fault wrong there was made at"
_OF_LINES = frozenset(_LINE.split())
"""Words around the number of a line, besides."""

_COUNTED = "one two three four five six seven eight nine ten"
_IN_ORDER = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = {word: str(n) for words in (_COUNTED, _IN_ORDER) for n, word in enumerate(words.split(), 1)}
_NUMBER = r"\d+(?:[.,]\d+)*"
_NUMBERED = re.compile(rf"((?:[^\W\d_]+\.?\s+){{0,2}})#?\(?({_NUMBER})\)?\.?")
"""A choice that is a number, or a word or two before one: `line 3`."""

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_WHOLE = re.compile(r"(?<=\d)[.,]0+$")
"""What a spreadsheet puts behind a whole number."""

_STANDS_ALONE = re.compile(rf"(?<![\w^.,]){_NUMBER}(?![\w^])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LABELLED = re.compile(r"\s*\(?([0-9]+|[a-z])[).:]+\s*(\S.*)", re.DOTALL | re.IGNORECASE)
_ANNOUNCED = re.compile(rf"\s*(?:(?:{'|'.join(_ANNOUNCING)})\b[\s:=]*)+(\S.*)", re.DOTALL | re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"(?:\bno\.?|#) ?(?=\d)")
_JOINED = re.compile(r"([^\W\d_]{2,}|^l)\.?(?=\d)")
_ARTICLES = re.compile(rf"\bthe\s|^\s*an?\s+(?!(?:{'|'.join(FUNCTIONS)})\b)(?=[^\W\d_]{{3}})|\srule\s*$")
_STOPS = re.compile(r"[.,;:!?](?!\d)|[\s$`]+")
_FOLDED = {
    **{sign: f"^{unicodedata.normalize('NFKC', sign)}" for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹"},
    **{"<=": "≤", ">=": "≥", "!=": "≠", "->": "→", "−": "-"},
}
"""Signs that are typed in several ways."""


def letter(place: int) -> str:
    """The letter of a choice, counted from 0."""
    return chr(ord("a") + place)


class Choices:
    """The choices of a question."""

    def __init__(self, texts: Sequence[str], log: Base = "e") -> None:
        self.texts = texts
        self.log = log

    def meant(self, answer: str) -> int | None:
        """The place of the choice that is meant, from 0; None where there is none, or nobody can say which.

        A text that is the same to the letter comes first, then letters and numbers, then texts that are nearly the
        same, and last formulas that are equal.
        """
        for way in (self._by_text, self._by_label, self._by_words, self._by_formula):
            place = way(answer)
            if place is not None:
                return place
        return self._by_both(answer)

    def _by_text(self, answer: str) -> int | None:
        exact = self._exact.get(answer.strip())
        return self._shown.get(_shown(answer)) if exact is None else exact

    @cached_property
    def _exact(self) -> Mapping[str, int]:
        return _unique((text.strip(), place) for place, text in enumerate(self.texts))

    @cached_property
    def _shown(self) -> Mapping[str, int]:
        return _unique((_shown(text), place) for place, text in enumerate(self.texts))

    # -- by its letter or number -------------------------------------------------------------------------------

    def _by_label(self, answer: str) -> int | None:
        words = [word.strip(_AROUND) for word in _spread(answer).split()]
        said = [word for word in words if word not in self._beside] or words[-1:]
        if len(said) != 1:
            return None
        label = _WHOLE.sub("", said[0])
        if len(label) == 1 and "a" <= label < letter(len(self.texts)):
            return self._own_labels.get(label, ord(label) - ord("a"))
        number = _ORDINALS.get(label, _ORDINAL.sub("", label))
        return self._by_number(number, is_place=number != label or not _PLACED.isdisjoint(words))

    def _by_number(self, number: str, is_place: bool) -> int | None:
        """By the number that a choice has; else by its place, if that is meant or no choice has a number in it."""
        numbers = self.numbers or self._own_labels
        if numbers or not (is_place or self._is_without_numbers):
            return numbers.get(number)
        place = int(number[:4]) if number.isdecimal() else 0
        return place - 1 if 1 <= place <= len(self.texts) else None

    @cached_property
    def _is_without_numbers(self) -> bool:
        return not any(map(_has_number, self.texts))

    @property
    def counted(self) -> str:
        """What the numbers of the choices are numbers of, such as `line`; empty where there is no word for it."""
        return self._numbered[0]

    @property
    def numbers(self) -> Mapping[str, int]:
        """The choices that have a number of their own, such as that of a line, by these numbers; several or none."""
        return self._numbered[1]

    @cached_property
    def _numbered(self) -> tuple[str, Mapping[str, int]]:
        series: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for place, text in enumerate(self.texts):
            own = _NUMBERED.fullmatch(text.replace("$", "").strip())
            if own is not None:
                series[own[1].strip().casefold()].append((own[2], place))
        word, numbers = max(series.items(), key=lambda entry: len(entry[1]), default=("", []))
        return (word, _unique(numbers)) if len(numbers) > 1 else ("", {})

    @cached_property
    def _beside(self) -> frozenset[str]:
        """Words that may stand beside a label."""
        return _ASKED.union(_OF_LINES, self.counted.split()) if self.counted else _ASKED

    @cached_property
    def _own_labels(self) -> Mapping[str, int]:
        """The labels that the author wrote before the choices, where all of them have one."""
        matches = [_LABELLED.fullmatch(text) for text in self.texts]
        return _unique((own[1].casefold(), place) for place, own in enumerate(matches) if own) if all(matches) else {}

    # -- by what it says ---------------------------------------------------------------------------------------

    def _by_words(self, answer: str) -> int | None:
        """A text up to case, articles and full stops, with its formulas written in any of our ways."""
        places = (self._worded.get(written) for written in _written(answer))
        return next((place for place in places if place is not None), None)

    @cached_property
    def _worded(self) -> Mapping[str, int]:
        return _unique((written, place) for place, text in enumerate(self._bare) for written in _written(text))

    @cached_property
    def _bare(self) -> Sequence[str]:
        """The choices without labels of their own."""
        return [_LABELLED.sub(r"\2", text) for text in self.texts] if self._own_labels else self.texts

    def _by_both(self, answer: str) -> int | None:
        """A text after its letter, which must be the right one, or after words such as `the answer is`."""
        labelled, announced = _LABELLED.fullmatch(answer), _ANNOUNCED.fullmatch(answer)
        if labelled is not None:
            place = self.meant(labelled[2])
            return place if place is not None and place == self._by_label(labelled[1]) else None
        return self.meant(announced[1]) if announced is not None else None

    def _by_formula(self, answer: str) -> int | None:
        """The only choice that is equal to the answer; of several, the only one that is written in the same way."""
        formulas = {place: formula for place, text in enumerate(self._bare) if (formula := _formula(text))}
        equal = [place for place, formula in formulas.items() if _is_equal(answer, formula, self.log)]
        if len(equal) > 1:
            given = trees(answer, self.log)
            equal = [place for place in equal if trees(formulas[place], self.log) == given]
        return equal[0] if len(equal) == 1 else None


def _unique(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """The places of those texts that one choice only has."""
    places_of: dict[str, set[int]] = defaultdict(set)
    for text, place in pairs:
        places_of[text].add(place)
    return {text: places.pop() for text, places in places_of.items() if text and len(places) == 1}


def _shown(text: str) -> str:
    return re.sub(r"[\s$`]+", "", text)


def _spread(answer: str) -> str:
    """An answer with a space between a word and its number, and signs such as (3) in a circle as they are typed."""
    folded = _NUMBER_SIGN.sub(" number ", unicodedata.normalize("NFKC", answer).casefold())
    return _JOINED.sub(r"\1 ", folded)


def _written(text: str) -> Iterator[str]:
    """A text with its formulas as they stand, as they are typed, and as they are shown; without what does not count."""
    for written in dict.fromkeys((text, typed(text, linear.text), typed(text, linear.unicode))):
        bare = _STOPS.sub("", _ARTICLES.sub(" ", written.casefold()))
        for sign, other in _FOLDED.items():
            bare = bare.replace(sign, other)
        yield _without_brackets(bare)


def _without_brackets(text: str) -> str:
    """A text without brackets around the whole of it."""
    inner = text[1:-1]
    return inner if text[:1] == "(" and text[-1:] == ")" and not {"(", ")"} & {*inner} else text


def _formula(text: str) -> str:
    """The formula that a text is; empty where it is words."""
    bare = text.strip().strip("$")
    return bare if "$" not in bare and ("$" in text or _is_without_words(text)) else ""


def _is_without_words(text: str) -> bool:
    return all(word in FUNCTIONS or word in GREEK for word in _WORD.findall(text))


def _has_number(text: str) -> bool:
    """Whether a text is a number, has one on a side of an equation, or has one among its words."""
    formula = f"${_formula(text)}$" if _formula(text) else text
    if any(not names(tree) for sides in expressions(formula) for tree in sides):
        return True
    return _STANDS_ALONE.search(MATH.sub(" ", formula)) is not None


def _is_equal(answer: str, choice: str, log: Base) -> bool:
    """Whether two formulas are equal; of two equations, both sides."""
    sides, others = EQUALS.split(answer), EQUALS.split(choice)
    if len(sides) == len(others) > 1:
        return all(same_expressions(side, other, log) for side, other in zip(sides, others, strict=True))
    return same_expressions(answer, choice, log)
