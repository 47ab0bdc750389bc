"""Which language is spoken: the one that was asked for, else that of the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from derivtutor.errors import UNKNOWN_LANGUAGE
from derivtutor.language import ENGLISH, LANGUAGES, Language, known, speak, spoken, written

VARIABLE = "DERIVTUTOR_LANGUAGE"
"""The variable of the environment that chooses a language for derivtutor alone."""


@contextmanager
def language(tag: str) -> Iterator[Language]:
    """Speak another language within a `with`.

    Args:
        tag: such as `"de"`, `"pt"` or `"zh_CN"`; a region that has no catalogue of its own is left out.

    >>> from derivtutor.derivation.misconceptions import name_of
    >>> with language("de"):
    ...     name_of("chain-missing-inner")
    'innere Ableitung vergessen'

    Raises:
        UserError: where there is no such language.
    """
    before, chosen = (spoken(), written()), required(tag)
    speak(chosen)
    try:
        yield chosen
    finally:
        speak(*before)


def required(tag: str) -> Language:
    """The language of a tag that a user has given.

    Raises:
        UserError: where there is no such language.
    """
    found = known(tag)
    if found is None:
        raise UNKNOWN_LANGUAGE(tag=tag, tags=", ".join(LANGUAGES))
    return found


def of_environment(environment: Mapping[str, str] = os.environ) -> Language:
    """The language that the environment asks for: by derivtutor's own variable, else as gettext reads the locale.

    Raises:
        UserError: where derivtutor's own variable names no language.
    """
    if own := environment.get(VARIABLE):
        return required(own)
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    is_of_nobody = locale.partition(".")[0] in ("C", "POSIX")  # there gettext does not look at LANGUAGE
    wanted = [] if is_of_nobody else environment.get("LANGUAGE", "").split(":")
    return next(filter(None, map(known, [*filter(None, wanted), locale])), ENGLISH)
