"""What shells complete arguments with: names of rules, of what can be practised, and of sets of exercises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Suggest: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[CompletionItem]]"


def _suggesting(names: Callable[[], Iterable[tuple[str, str]]], files: bool = False) -> Suggest:
    """Those names that begin as what is typed, with what they are; else files where these can be given too."""

    def suggest(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        fitting = [CompletionItem(name, help=says) for name, says in names() if name.startswith(typed)]
        return fitting or ([CompletionItem(typed, type="file")] if files else [])

    return suggest


def _rules() -> Iterable[tuple[str, str]]:
    from derivtutor.derivation.rules import RULES

    return [(rule.id, rule.title) for rule in RULES]


def _sets() -> Iterable[tuple[str, str]]:
    from derivtutor.exercises.library import topics

    return [(name, "") for name in topics()]


def _practised() -> Iterable[tuple[str, str]]:
    from derivtutor.practice.skills import CURRICULUM

    return [*[(skill.id, skill.title) for skill in CURRICULUM], *_sets()]


rules = _suggesting(_rules)
sets = _suggesting(_sets, files=True)
practised = _suggesting(_practised, files=True)
