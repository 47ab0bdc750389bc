"""Kinds of options: one of a few words, of which the nearest is told; what leads beyond the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from derivtutor.cli import sentences
from derivtutor.language import speak_english
from derivtutor.libraries import difflib

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


IN_ENGLISH = frozenset({"json", "speech"})
"""What programs read is the same in every language, and only English is put into words to be spoken."""


class Format(Choice):
    """What something is printed in; in some formats it is told in English."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        form = super().convert(value, param, ctx)
        if form in IN_ENGLISH:
            speak_english()
        return form


class Outward(click.Option):
    """An option whose value is a file or a port: more than the screen is read or written."""
