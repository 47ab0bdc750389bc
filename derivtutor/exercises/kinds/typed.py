"""What students and their devices put around an answer: quotation and code marks, decimal commas, capitals."""

from __future__ import annotations

import re

from derivtutor.notation.functions import FUNCTIONS, GREEK

_AROUND = re.compile(
    r"""^\s*(?:```\w*\n(?P<fence>.*?)\n?```|`(?P<code>[^`]*)`|\*\*(?P<bold>[^*]+)\*\*
    |["“”„«»‘](?P<quoted>[^"“”„«»]*)["“”«»’]|\\\((?P<round>.*)\\\)|\\\[(?P<square>.*)\\\])\s*$""",
    re.VERBOSE | re.DOTALL,
)
_SCIENTIFIC = re.compile(r"([-+−]?\d+(?:\.\d+)?)[eE]([-+−]?\d{1,4})")
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_KNOWN = frozenset(spelling.casefold() for name, row in FUNCTIONS.items() for spelling in (name, *row.spellings))
_WORD = re.compile(r"[A-Za-zÀ-ÿ’']{2,}")


def as_typed(answer: str) -> str:
    """An answer without what was put around it, and with a decimal point where there was a comma.

    >>> as_typed("“y = 0,25x + 1”")
    'y = 0.25x + 1'
    """
    found = _AROUND.match(answer)
    if found is not None:
        answer = next(group for group in found.groups() if group is not None)
    if "(" not in answer and "[" not in answer and "{" not in answer:
        answer = _COMMA.sub(".", answer)
    return answer.strip()


def as_number(answer: str) -> str:
    """A number as programs write it, `7.9e-31`, as it is written by hand; elsewhere this e is the constant.

    >>> as_number("7.9e-31")
    '7.9*10^(-31)'
    """
    typed = as_typed(answer)
    found = _SCIENTIFIC.fullmatch(typed)
    return f"{found[1]}*10^({found[2].removeprefix('+')})" if found else typed


def is_sentence(answer: str) -> bool:
    """Whether an answer is words rather than mathematics.

    >>> is_sentence("I don't know"), is_sentence("2x sin(x)")
    (True, False)
    """
    words = {word for word in _WORD.findall(answer) if word.casefold() not in _KNOWN and word not in GREEK}
    return sum(len(word) > 2 for word in words) >= 2 and "\\" not in answer
