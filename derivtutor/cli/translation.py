"""What Click says, the help of commands and its own errors, in the language that is spoken; yes and no there."""

from __future__ import annotations

import copy
import gettext
import os
from typing import Any, TypeVar

import click
from click.types import FloatParamType, IntParamType

from derivtutor.cli import sentences
from derivtutor.language import DOMAIN, ENGLISH, Language, folder_of_catalogues, mark, spoken, translated

_Command = TypeVar("_Command", bound=click.Command)


class Formatter(click.HelpFormatter):
    """Click's help, with the colon of the language behind a heading."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}{mark(':')}\n")


click.Context.formatter_class = Formatter

_OF_NOBODY = "messages"
"""The domain of gettext that has no catalogue: what is said there stays as it is."""


def speak_with_click(language: Language) -> None:
    """Have Click speak a language: it asks gettext for its words, whose language is that of the environment."""
    if language is ENGLISH:
        gettext.textdomain(_OF_NOBODY)
        return
    gettext.bindtextdomain(DOMAIN, str(folder_of_catalogues()))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language.tag


def agrees(answer: str) -> bool | None:
    """Whether an answer means yes, in English or the language that is spoken; None where it is neither yes nor no."""
    word = answer.strip().casefold()
    if word in {"y", "yes", *sentences.YES.split()}:
        return True
    return False if word in {"n", "no", *sentences.NO.split()} else None


def in_words(command: _Command) -> _Command:
    """A command whose help is in the language that is spoken; the same one in English."""
    if spoken() is ENGLISH:
        return command
    told = copy.copy(command)
    told.help, told.short_help = _told(command.help), _told(command.short_help)
    told.params = [with_help_in_words(each) if isinstance(each, click.Option) else each for each in command.params]
    if isinstance(told, click.Group):
        told.commands = {name: in_words(each) for name, each in told.commands.items()}
    return told


def with_help_in_words(option: click.Option) -> click.Option:
    """An option whose help is in the language that is spoken, and whose numbers are read as they are written there."""
    told = copy.copy(option)
    told.help = _told(option.help)
    if isinstance(option.type, IntParamType | FloatParamType):
        told.type = _Decimal() if option.type is click.FLOAT else copy.copy(option.type)
        told.type.name = translated(option.type.name)
    return told


class _Decimal(FloatParamType):
    """A number with the comma or the point of the language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return float(value.replace(",", ".")) if spoken().comma else float(value)
        except (AttributeError, ValueError):
            return super().convert(value, param, ctx)


def _told(text: str | None) -> str | None:
    return text and translated(text)
