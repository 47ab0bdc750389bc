"""The commands of the topics beyond the rules, each made from its row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from derivtutor.calculus.topics import BY_NAME, OPTIONS, Argument, Topic
from derivtutor.cli import options, plotting, printing
from derivtutor.cli.choices import Choice
from derivtutor.render.formats import Detail

if TYPE_CHECKING:
    from pathlib import Path

    from derivtutor.render.telling.blocks import Document


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
    for decorate in reversed((*decorators, options.log, options.detail, options.form, *plots, options.output)):
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


class _Values(click.ParamType[Any]):
    """Values with their names, or the name of a file that has them."""

    name = "values"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from pathlib import Path

        return value if "=" in value else Path(value)


_VALUES = _Values()


def _operand(topic: Topic, operand: str) -> Decorator:
    several = topic.several and operand == topic.operands[-1]
    return click.argument(operand, nargs=-1 if several else 1, required=True)


def _option(name: str, argument: Argument, needed: bool) -> Decorator:
    spellings = (f"--{argument.spelled or name}", name)
    if argument.flag:
        return click.option(*spellings, is_flag=True, default=None, help=argument.says)
    text = _VALUES if argument.file else str
    says = f"{argument.says} {argument.file}".strip()
    kind = Choice(argument.choices) if argument.choices else int if argument.number else text
    facts: dict[str, Any] = {"metavar": argument.metavar or None, "multiple": argument.several}
    if argument.default is not None:
        facts["default"] = argument.default
    return click.option(*spellings, type=float if argument.real else kind, required=needed, help=says, **facts)


def show(
    explanation: Any, detail: Detail, form: str, output: Path | None, plotted: plotting.Plotted = plotting.NOTHING
) -> None:
    """Print an explanation, or write it to a file."""
    if form != "json" and "code" in explanation.document:
        options.write(explanation.document["code"], output)
        return

    def told() -> Document:
        from derivtutor.render.telling.explanation import tell  # programs need no words

        return plotted.in_document(tell(explanation, detail))

    printing.show(told, lambda: plotted.in_json(explanation.as_dict()), form, output)
