"""The commands of the topics beyond the rules, each made from its row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

import click
from msgspec.structs import asdict

from derivtutor.calculus.topics import BY_NAME, OPTIONS, Argument, Topic
from derivtutor.cli import options, plotting
from derivtutor.cli.choices import Choice, Format
from derivtutor.cli.screen import Screen
from derivtutor.render.formats import Detail, render

if TYPE_CHECKING:
    from pathlib import Path


Decorator: TypeAlias = Callable[[Any], Any]


def command_of(name: str) -> click.Command:
    """The command of a topic: its operands, its options, and those that all have."""
    topic = BY_NAME[name]

    def run(
        log: Any, detail: Detail, form: str | None, output: Path | None, plot: str | None = None, **given: Any
    ) -> None:
        operands = [given.pop(operand) for operand in topic.operands]
        explanation = topic.function(*operands, **given_of(given), log=log)
        plotted = plotting.Plotted(plot, topic.figure, explanation)
        show(explanation, detail, options.format_for(form, output), output, plotted)

    decorators: list[Decorator] = [_operand(topic, operand) for operand in topic.operands]
    decorators += [_option(option, argument, option in topic.needed) for option, argument in topic.arguments.items()]
    plots = [plotting.plot] if topic.figure else []
    command: Callable[..., None] = run
    for decorate in reversed((*decorators, options.log, *_SHARED, *plots, options.output)):
        command = decorate(command)
    return click.command(topic.name, cls=options.ExpressionCommand, help=topic.says)(command)


def given_of(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given."""
    return {option: value for option, value in options.items() if value not in (None, ())}


_OF_DERIVATIVES = {"wrt", "at", "order"}
"""Options that `check` has without a topic."""


def told_to_topics(command: Any) -> Any:
    """Give `check` what topics can be told beside their operands."""
    for name, argument in reversed(OPTIONS.items()):
        if name not in _OF_DERIVATIVES:
            command = _option(name, argument, needed=False)(command)
    return command


_SHARED = (
    click.option(
        "--detail", type=Choice(get_args(Detail)), default="standard", show_default=True, help="How much to show."
    ),
    click.option(
        "--format",
        "form",
        type=Format(list(options.FORMATS)),
        help="What to print (default: terminal, or by FILE's name).",
    ),
)


def _operand(topic: Topic, operand: str) -> Decorator:
    several = topic.several and operand == topic.operands[-1]
    return click.argument(operand, nargs=-1 if several else 1, required=True)


def _option(name: str, argument: Argument, needed: bool) -> Decorator:
    spellings = (f"--{argument.spelled or name}", name)
    if argument.flag:
        return click.option(*spellings, is_flag=True, default=None, help=argument.says)
    kind = Choice(argument.choices) if argument.choices else int if argument.number else str
    facts: dict[str, Any] = {"metavar": argument.metavar or None, "multiple": argument.several}
    if argument.default is not None:
        facts["default"] = argument.default
    return click.option(*spellings, type=float if argument.real else kind, required=needed, help=argument.says, **facts)


def show(
    explanation: Any, detail: Detail, form: str, output: Path | None, plotted: plotting.Plotted = plotting.NOTHING
) -> None:
    """Print an explanation, or write it to a file."""
    if form == "json":
        import json

        options.write(json.dumps(plotted.in_json(explanation.as_dict()), ensure_ascii=False, indent=2), output)
        return
    if "code" in explanation.document:
        options.write(explanation.document["code"], output)
        return
    from derivtutor.render.telling.explanation import tell

    screen = asdict(Screen.here(to_file=output is not None)) if form == "terminal" else {}
    options.write(render(plotted.in_document(tell(explanation, detail)), form, **screen), output)
