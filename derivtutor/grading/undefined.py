"""The answer that there is no derivative at a point, and how students write it."""

from __future__ import annotations

import re

from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, Node

UNDEFINED = Name("undefined")
"""The answer that there is no derivative at the point."""

_SAYS_UNDEFINED = frozenset(
    {
        "undefined", "is undefined", "not defined", "is not defined", "isn't defined", "undef", "dne", "d.n.e",
        "does not exist", "doesn't exist", "doesnt exist", "do not exist", "not exist", "nonexistent", "non-existent",
        "no derivative", "no slope", "there is no derivative", "there is no slope", "there is none", "none",
        "has no derivative", "has no slope", "not differentiable", "is not differentiable", "isn't differentiable",
        "non-differentiable", "nondifferentiable", "∄",
    }
)  # fmt: skip
"""How students write that there is no derivative at a point."""

_SUBJECT = re.compile(
    r"^(?:(?:it|this|that|(?:the |its )?(?:derivative|slope|value|answer|limit|function)"
    r"|d[a-z]/d[a-z]|[a-z]'*(?:\([^()]*\))?)(?=[ =:])"
    r"(?: (?:there|here|at [^ ]{1,12}(?: ?= ?[^ ]{1,12})?))? ?(?:[=:] ?|is:? )?)?(?P<rest>.*?)"
    r"(?: (?:there|here|at this point|at [a-z] ?= ?[^ ]{1,12}))?$"
)
"""What such an answer may be about, and where."""

_UPRIGHT = re.compile(r"\\(?:text|mathrm|operatorname|textrm|mbox)\s*\{([^{}]*)\}")
_LONGEST_WORDS = 80


def in_words(answer: Node) -> str:
    """An answer in a sentence, in the language that is spoken where it says that there is no derivative."""
    return translated("undefined") if answer == UNDEFINED else linear.unicode(answer)


def says_undefined(given: str) -> bool:
    """Whether an answer says that there is no derivative at the point.

    >>> says_undefined("DNE"), says_undefined("f'(0) does not exist."), says_undefined("0")
    (True, True, False)
    """
    if len(given) > _LONGEST_WORDS:
        return False
    words = _UPRIGHT.sub(r"\1", given).replace("’", "'").replace("\\", " ").strip(" $.!\t\n").casefold()
    subject = _SUBJECT.match(" ".join(words.split()))
    return words in _SAYS_UNDEFINED or (subject is not None and subject["rest"] in _SAYS_UNDEFINED)
