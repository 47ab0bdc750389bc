"""`derivtutor backprop`: a program forward and backward."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import click

from derivtutor.cli import options, plotting, sentences
from derivtutor.cli.choices import Choice
from derivtutor.cli.programs import ProgramText, chosen, listed_examples
from derivtutor.cli.screen import Screen
from derivtutor.cli.topics import show
from derivtutor.render.formats import Detail

if TYPE_CHECKING:
    from pathlib import Path

    from derivtutor.calculus.drawing import Drawing


@click.command("backprop", cls=options.ExpressionCommand)
@click.argument("program", required=False, type=ProgramText())
@click.option("--wrt", metavar="NAMES", help="Names such as w,b, or entries such as W_12 (default: the inputs).")
@click.option("--at", multiple=True, metavar="VALUES", help="Values of the inputs, such as w=1.5,x=(1, 2).")
@options.detail
@options.form
@click.option(
    "--mode",
    type=Choice(["backward", "forward", "compare", "verify", "hessian"]),
    default="backward",
    show_default=True,
    help="Go back, or forward by each name; compare the ways; check the gradients by numbers; or differentiate twice.",
)
@click.option("--frames", is_flag=True, help="Go back one edge at a time.")
@click.option(
    "--wrong",
    type=Choice(["overwrite", "no-topological-order", "no-zeroing"]),
    help="Show what a faulty engine finds, and why.",
)
@click.option("--of", metavar="NAME", help="Show the Jacobian of this name, such as a layer, instead.")
@click.option("--graph", type=Choice(["dot", "mermaid", "svg", "text"]), help="Print the graph alone.")
@click.option(
    "--code",
    "framework",
    type=Choice(["numpy", "pytorch", "jax", "micrograd"]),
    help="Print the program and its gradients as code of this framework.",
)
@click.option("--example", metavar="NAME", help="A ready-made program; --example list names them.")
@plotting.plot
@options.output
def command(
    program: str | None,
    wrt: str | None,
    at: tuple[str, ...],
    mode: Any,
    frames: bool,
    wrong: str | None,
    of: str | None,
    graph: str | None,
    framework: Any,
    example: str | None,
    detail: Detail,
    form: str | None,
    plot: str | None,
    output: Path | None,
) -> None:
    """Go forward and backward through PROGRAM: a file, lines divided by semicolons, or - for standard input."""
    from derivtutor.calculus.backpropagation.backprop import backprop

    if example == "list":
        options.write(listed_examples(), output)
        return
    ways = [f"--mode {mode}"] * (mode != "backward") + ["--frames"] * frames
    ways += [f"--wrong {wrong}"] * (wrong is not None) + [f"--of {of}"] * (of is not None)
    ways += [f"--graph {graph}"] * (graph is not None) + [f"--code {framework}"] * (framework is not None)
    ways += ["--plot"] * (plot is not None and (graph is not None or framework is not None))
    if len(ways) > 1:
        raise sentences.ONE_WAY_AT_A_TIME(first=ways[0], second=ways[1])
    text, names = chosen(program, example)
    given: Any = at or None
    if graph is not None:
        drawn = _aloud if (graph, form) == ("text", "plain") else _drawn
        options.write(drawn(text, given, wrt or names, graph, output), output)
        return
    if framework is not None:
        from derivtutor.calculus.backpropagation.backprop import code

        options.write(code(text, framework, wrt or names, given), output)
        return
    explanation = backprop(text, wrt or names, given, "frames" if frames else mode, wrong, of)
    plotted = plotting.Plotted(plot, "of_backprop", explanation)
    show(explanation, detail, options.format_for(form, output), output, plotted)


def _drawing(text: str, at: Any, wrt: str | None) -> Drawing:
    from derivtutor.calculus.backpropagation.backprop import run_of
    from derivtutor.calculus.backpropagation.drawing import drawing_of

    run = run_of(text, wrt, at)
    return drawing_of(run.graph, run.forward.values if run.forward else None, run.arrived or None)


def _aloud(text: str, at: Any, wrt: str | None, *_: object) -> str:
    """The graph in sentences, to be read aloud."""
    from derivtutor.render.plain import Writer
    from derivtutor.render.telling import blocks

    return "\n".join(Writer().graph(blocks.Graph(_drawing(text, at, wrt))))


def _drawn(text: str, at: Any, wrt: str | None, form: str, output: Path | None) -> str:
    """The graph alone, with values and gradients where there are any."""
    drawing = _drawing(text, at, wrt)
    screen = Screen.here(to_file=output is not None)
    facts = (screen.width, screen.unicode) if form == "text" else ()
    writer = importlib.import_module(f"derivtutor.render.graphs.{form}")
    drawn: str = getattr(writer, f"to_{form}")(drawing, *facts)
    return drawn
