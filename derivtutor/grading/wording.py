"""What devices put around an answer, and the words that students write before it or instead of it."""

from __future__ import annotations

import re

from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.workings.reading.source import Source
from derivtutor.grading.workings.reading.text import pieces
from derivtutor.notation.functions import GREEK
from derivtutor.notation.prose import no_mathematics
from derivtutor.notation.shape import letters
from derivtutor.notation.words import function_word

_AROUND = re.compile(
    r"""^\s*(?:```\w*\n(?P<fence>.*?)\n?```|`(?P<code>[^`]*)`|\*\*(?P<bold>[^*]+)\*\*
    |["“”„«»‘](?P<quoted>[^"“”„«»]*)["“”»«’]|\\\((?P<round>.*)\\\)|\\\[(?P<square>.*)\\\])\s*$""",
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ’']{2,}")
_NO_ANSWER = re.compile(r"\s*(?:n\s*[./]?\s*a|i\s*[./]?\s*d\s*[./]?\s*k|n\s*o)\.?\s*", re.IGNORECASE)
_CONTRACTION = re.compile(r"\b(?:[a-z]*n['’]t|(?:i|it|that|we|you)['’](?:m|s|ve|ll|d|re))\b", re.IGNORECASE)
_FEWEST_MASHED = 3
_LAST_WORDS = """
    answer ans be becomes comes derivative equal equals equation final finally found get gets give gives giving got
    gradient have hence is it's its line obtain result simplified simplifies slope so solution tangent then therefore
    think thus to value was yields
"""
_ANNOUNCING = frozenset(_LAST_WORDS.split())
"""The last word before an answer."""

_POINTING = (":", "→", "⇒", ">", "∴")


def without_marks(answer: str) -> str:
    """An answer without the marks around it.

    >>> without_marks("“y = 0,25x + 1”")
    'y = 0,25x + 1'
    """
    marked = _AROUND.match(answer)
    if marked is not None:
        answer = next(group for group in marked.groups() if group is not None)
    return answer.strip()


def announced(answer: str, known: frozenset[str]) -> str | None:
    """What stands behind the words before an answer, in its place; None where no words announce it.

    >>> announced("The answer is 3x^2", frozenset("x"))
    '              3x^2'
    >>> announced("derivative of x^2", frozenset("x")) is None
    True
    """
    *_, last = answer.rsplit("\n", 1)
    if last != answer and "=" in last:
        return " " * (len(answer) - len(last)) + last
    stretches = pieces(Source.of(answer), known)
    if not stretches or stretches[-1].after.strip(" .!"):
        return None
    source, before = stretches[-1].source, stretches[-1].before.strip(" ,")
    words = re.findall(r"[a-z']+", before)
    is_named = "=" in source.text and (source.text.startswith("=") or words[-1:] in (["of"], ["prime"]))
    if not (before.endswith(_POINTING) or (words and (is_named or words[-1] in _ANNOUNCING))):
        return None
    text = source.text.lstrip(",;: ")
    return " " * (source.columns[0] + len(source.text) - len(text)) + text


def check_contractions(answer: str) -> None:
    """Refuse `I don't know`, whose apostrophe would be taken for a derivative.

    Raises:
        UserError: where the answer has such a word.
    """
    if _CONTRACTION.search(answer):
        raise sentences.A_SENTENCE(answer, 0)


def check_letters(answer: str, occurring: frozenset[str], known: frozenset[str]) -> None:
    """Refuse words instead of an answer, of which some of the letters `occurring` are `known` from the problem.

    Raises:
        UserError: where the answer is a sentence, or has a word in it that is no letter.
    """
    check_contractions(answer)
    is_mashed = answer.isalpha() and len(occurring) >= _FEWEST_MASHED and occurring.isdisjoint(known)
    if is_mashed or _NO_ANSWER.fullmatch(answer):
        raise sentences.NO_ANSWER(answer, 0, answer=answer.strip())
    if _is_sentence(answer):
        raise sentences.A_SENTENCE(answer, 0)
    for name in sorted(occurring - known):
        place = answer.find(name)
        if place >= 0 and letters(name).is_word and name.isalpha() and answer[place - 1 : place] != "{":
            raise UserError(*no_mathematics(name, called=False), answer, place)


def _is_sentence(answer: str) -> bool:
    words = {word for word in _WORD.findall(answer) if function_word(word) is None and word not in GREEK}
    return sum(len(word) > 2 for word in words) >= 2 and "\\" not in answer
