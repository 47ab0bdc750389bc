"""What derivtutor says when it cannot do what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, Self

from derivtutor.language import translated
from derivtutor.showing import ShownError


@dataclass(eq=False)
class UserError(ShownError, Exception):
    """A mistake that a user made and can mend; anything else that is raised is a bug of ours.

    Attributes:
        message: one sentence that names the mistake.
        hint: what to do instead.
        text: what was typed, where the mistake is a character of it.
        position: that character, counted from 0.
        line: the line, from 1, of a text that has several.
        reworded: finds the sentence and the remedy anew, in the language that is spoken then: what is made in English,
            to be kept, may go wrong, and who made it reads another language.
    """

    message: str
    hint: str = ""
    text: str = ""
    position: int | None = None
    line: int | None = None
    reworded: Callable[[], tuple[str, str]] | None = None

    @classmethod
    def of(cls, refusal: Refusal, **values: object) -> Self:
        """The error of this kind that a refusal words.

        Args:
            refusal: the words for the mistake.
            values: what stands at the places in them.
        """
        return cls(*refusal.words(**values), reworded=partial(refusal.words, **values))

    def told(self) -> UserError:
        """The error in the language that is spoken where it is shown."""
        if self.reworded is None:
            return self
        return UserError(*self.reworded(), self.text, self.position, self.line)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Refusal(NamedTuple):
    """The words for one kind of mistake: the sentence that names it, and the remedy.

    What the user wrote goes where the words have a name in braces, so that a translator meets whole sentences. The
    refusals of a package stand together in its `sentences.py`.
    """

    message: str
    remedy: str = ""

    def __call__(self, text: str = "", position: int | None = None, /, **values: object) -> UserError:
        """The error to raise; `position` is the character of `text` that it is about."""
        return UserError(*self.words(**values), text, position, reworded=partial(self.words, **values))

    def words(self, **values: object) -> tuple[str, str]:
        """The sentence and its remedy in the language that is spoken, with the values in their places."""
        return translated(self.message).format(**values), translated(self.remedy).format(**values)


class Reason(str):
    """Why the system refused something: it is put into sentences in the language in which these are shown."""

    def __format__(self, spec: str) -> str:
        return format(translated(str(self)), spec)


def reason(error: Exception) -> Reason:
    """What the system says of an error."""
    return Reason(getattr(error, "strerror", None) or error)


REASONS = (
    "No such file or directory", "Permission denied", "Is a directory", "Not a directory", "File exists",
    "File name too long", "Too many levels of symbolic links", "No space left on device", "Read-only file system",
    "Address already in use", "Broken pipe", "Input/output error",
)  # fmt: skip
"""What systems say most often; for translators."""
UNREADABLE_FILE = Refusal("The file {path} cannot be read: {why}.", "Check its name.")
"""Said wherever a file is opened."""
UNKNOWN_LANGUAGE = Refusal("There is no language {tag} here.", "Choose one of {tags}.")
"""Said wherever a language is chosen."""
