"""`derivtutor rules`: the rule book."""

from __future__ import annotations

import json
from collections.abc import Callable

import click
from msgspec.structs import asdict

from derivtutor.cli import suggesting
from derivtutor.cli.choices import Format
from derivtutor.cli.screen import Screen
from derivtutor.derivation.model import Rule
from derivtutor.derivation.rules import RULES
from derivtutor.render import rule_book


@click.command("rules")
@click.argument("name", required=False, shell_complete=suggesting.rules)
@click.option(
    "--format",
    "form",
    type=Format(["plain", "markdown", "json"]),
    default="plain",
    show_default=True,
    help="What to print.",
)
@click.option("--proof", is_flag=True, help="Show why the rule is true.")
def command(name: str | None, form: str, proof: bool) -> None:
    """Look up the rules of differentiation: all of them, or one by its NAME.

    NAME is an id such as product or chain, or a function such as sin.
    """
    if name is None:
        all_rules: dict[str, Callable[[], str]] = {
            "plain": rule_book.listing,
            "markdown": rule_book.markdown,
            "json": lambda: _dumps([rule_book.as_dict(rule) for rule in RULES]),
        }
        click.echo(all_rules[form]())
        return
    rule = rule_book.find_rule(name)
    if proof:
        _prove(rule, form)
        return
    pages = {
        "plain": lambda: rule_book.plain(rule, Screen.here(to_file=False).width),
        "markdown": lambda: rule_book.page(rule),
        "json": lambda: _dumps(rule_book.as_dict(rule)),
    }
    click.echo(pages[form]())


def _prove(rule: Rule, form: str) -> None:
    from derivtutor.calculus.proving.proving import proof
    from derivtutor.render.formats import render
    from derivtutor.render.telling.explanation import tell

    explanation = proof(rule)
    if form == "json":
        click.echo(_dumps(explanation.as_dict()))
        return
    as_board = form == "plain"
    screen = asdict(Screen.here(to_file=False)) if as_board else {}
    click.echo(render(tell(explanation), "terminal" if as_board else form, **screen))


def _dumps(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
