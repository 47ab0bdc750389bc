"""What is said of a line that does not set a name to an expression."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NoReturn

from derivtutor.errors import UserError
from derivtutor.libraries import difflib
from derivtutor.network import sentences

_AUGMENTED = re.compile(r"\s*(\w+)\s*(\*\*|//|[-+*/@%^])=")
_PYTHON = re.compile(
    r"\s*(def|for|while|if|elif|else|import|from|return|class|print|with|try|assert|del|pass|lambda)(?![\w(]|\s*=(?!=))"
)
_WITHIN = re.compile(r"(?<![\w.\\{])(if|else|for|while|return|and|or|not|lambda(?=\s+\w+\s*:))(?!\w)")
_SUSPECT = re.compile(r"[<>=≤≥≠]|\b(?:if|else|for|while|return|and|or|not|lambda)\b")
_DEFINITION = re.compile(r"\s*[^\W\d]\w*\s*\([^()]*\)\s*$")
_UPPER_INDEX = re.compile(r"\s*([^\W\d]\w*)\s*\^\s*\{?\s*[(\[]\s*(\w+)")
_COMPARED = re.compile(r"==|<=|>=|!=|≤|≥|≠|<|>")


_MOST_NAMES = 2_000
_NAMES_TOLD = 12


def nearest(name: str, names: Collection[str]) -> str:
    """The name that may have been meant; empty where none is near."""
    if len(name) < 2 or len(names) > _MOST_NAMES:
        return ""
    in_any_case = next((other for other in names if other.lower() == name.lower()), "")
    return in_any_case or next(iter(difflib.get_close_matches(name, names, n=1)), "")


def no_such_name(name: str, names: Collection[str], has_value: bool = False) -> UserError:
    """A name that does not occur in a program, asked for or with a value."""
    if near := nearest(name, names):
        says = sentences.NO_SUCH_VALUE_BUT_NEAR if has_value else sentences.NO_SUCH_VARIABLE_BUT_NEAR
        return says(name=name, near=near)
    told = [*list(names)[:_NAMES_TOLD], *["…"] * (len(names) > _NAMES_TOLD)]
    return (sentences.NO_SUCH_VALUE if has_value else sentences.NO_SUCH_VARIABLE)(name=name, names=", ".join(told))


def no_name(text: str, left: str | None = None) -> NoReturn:
    """A line that sets no name; `left` is what stands before its sign =, if there is one."""
    start = len(text) - len(text.lstrip())
    if augmented := _AUGMENTED.match(text):
        name, sign = augmented.groups()
        raise sentences.AUGMENTED(text, augmented.start(2), name=name, sign=sign)
    if python := _PYTHON.match(text):
        raise sentences.OF_PYTHON(text, start, word=python[1])
    if left is None:
        compared = _COMPARED.search(text)
        if compared and compared.group() == "==":
            raise sentences.TWICE_EQUAL(text, compared.start())
        raise (sentences.A_COMPARISON if compared else sentences.NOT_A_NAME)(
            text, compared.start() if compared else start
        )
    if _DEFINITION.match(left):
        raise sentences.A_DEFINITION(text, start)
    if index := _UPPER_INDEX.match(left):
        raise sentences.UPPER_INDEX(text, start, name=index[1], index=index[2])
    raise sentences.NOT_A_NAME(text, start)


def check_right(text: str, start: int, equals: re.Pattern[str], known: Collection[str]) -> None:
    """Refuse what stands right of the sign = and is no expression, before it is read as a product of letters.

    Args:
        text: the line.
        start: where its right side begins.
        equals: a sign = that sets a name.
        known: names that there are.
    """
    if not _SUSPECT.search(text, start):
        return
    if again := equals.search(text, start):
        before = text[start : again.start()]
        is_argument = before.count("(") > before.count(")")
        raise (sentences.NAMED_ARGUMENT if is_argument else sentences.TWO_NAMES)(text, again.start())
    for word in _WITHIN.finditer(text, start):
        if word[1] not in known:
            raise sentences.OF_PYTHON(text, word.start(), word=word[1])
    if compared := _COMPARED.search(text, start):
        raise sentences.A_COMPARISON(text, compared.start())
