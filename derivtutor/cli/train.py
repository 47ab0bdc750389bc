"""`derivtutor train`: gradient descent on a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from derivtutor.cli import options, plotting
from derivtutor.cli.choices import Choice
from derivtutor.cli.programs import ProgramText, chosen, listed_examples
from derivtutor.cli.topics import show
from derivtutor.render.formats import Detail

if TYPE_CHECKING:
    from pathlib import Path


@click.command("train", cls=options.ExpressionCommand)
@click.argument("program", required=False, type=ProgramText())
@click.option("--steps", type=int, default=10, show_default=True, help="How many steps to take.")
@click.option("--rate", type=float, default=0.1, show_default=True, help="What the gradient is multiplied by.")
@click.option(
    "--optimizer",
    type=Choice(["sgd", "momentum", "adam"]),
    default="sgd",
    show_default=True,
    help="How a gradient becomes a step.",
)
@click.option("--wrt", metavar="NAMES", help="The names that are trained, such as w,b.")
@click.option("--at", multiple=True, metavar="VALUES", help="Values of the inputs, such as w=1.5,x=(1, 2).")
@click.option("--example", metavar="NAME", help="A ready-made program; derivtutor backprop --example list names them.")
@options.detail
@options.form
@plotting.plot
@options.output
def command(
    program: str | None,
    steps: int,
    rate: float,
    optimizer: Any,
    wrt: str | None,
    at: tuple[str, ...],
    example: str | None,
    detail: Detail,
    form: str | None,
    plot: str | None,
    output: Path | None,
) -> None:
    """Take steps down the last line of PROGRAM: a file, lines divided by semicolons, or - for standard input."""
    from derivtutor.calculus.backpropagation.train import train, trainable

    if example == "list":
        options.write(listed_examples(), output)
        return
    text, names = chosen(program, example)
    given: Any = at or None
    explanation = train(text, steps, rate, optimizer, wrt or (names and trainable(text, names)), given)
    plotted = plotting.Plotted(plot, "of_training", explanation)
    show(explanation, detail, options.format_for(form, output), output, plotted)
