"""What derivtutor says when it cannot do what was asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class UserError(Exception):
    """A mistake that a user made and can mend; anything else that is raised is a bug of ours.

    `message` is one sentence, `hint` says what to do instead, and `position` is the
    character of `text` that the message is about.
    """

    message: str
    hint: str = ""
    text: str = ""
    position: int | None = None

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
