"""Options that are one of a few words: a word that is none of them is told the nearest."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import click

from derivtutor.cli import sentences

if TYPE_CHECKING:
    Words = click.Choice[str]
else:
    Words = click.Choice


class Choice(Words):
    """One of a few words; what is completed and told of them is click's."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        message = super().get_invalid_choice_message(value, ctx)
        near = difflib.get_close_matches(str(value).lower(), self.choices, n=1)
        return f"{message} {sentences.DID_YOU_MEAN.format(name=near[0])}" if near else message
