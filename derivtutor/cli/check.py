"""`derivtutor check`: is an answer right, and if not, why?"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from derivtutor.cli import limit, options, sentences, topics
from derivtutor.cli.choices import Choice, Format, Outward
from derivtutor.cli.programs import ProgramText, program_text
from derivtutor.cli.screen import Screen
from derivtutor.errors import UNREADABLE_FILE, reason
from derivtutor.exercises.incoming import decoded, with_line_ends
from derivtutor.grading.checking import check
from derivtutor.grading.form import Form
from derivtutor.grading.verdict import Verdict
from derivtutor.grading.workings.checking import check_work
from derivtutor.grading.workings.verdict import Working
from derivtutor.notation.reader import Base
from derivtutor.render import backward, verdict, working

if TYPE_CHECKING:
    from derivtutor.grading.backward.verdict import Backward

Judged = TypeVar("Judged", Verdict, Working, "Backward")


@click.command("check", cls=options.ExpressionCommand)
@click.argument("problem", required=False)
@click.argument("answer", required=False)
@options.wrt
@options.log
@click.option("--order", type=int, default=1, show_default=True, help="The derivative of this order was asked for.")
@click.option("--at", metavar="POINT", multiple=True, help="The answer is the number at a point, such as x=2.")
@click.option(
    "--form",
    type=Choice(["any", "simplified", "factored", "expanded"]),
    default="any",
    show_default=True,
    help="What the answer must look like.",
)
@click.option("--tolerance", type=float, help="How far a number at a point may be off (default: its last digit).")
@click.option("--topic", metavar="TOPIC", help="Judge the answer to this topic, such as gradient.")
@topics.told_to_topics
@click.option(
    "--work", cls=Outward, metavar="FILE", help="Check a whole working, one line each; - reads standard input."
)
@click.option(
    "--backprop",
    type=ProgramText(),
    metavar="PROGRAM",
    help="The working is a backward pass through this program: a file, or text.",
)
@click.option("--timeout", type=float, default=2.0, show_default=True, help="Give up after this many seconds.")
@click.option("--format", "style", type=Format(["terminal", "json"]), default="terminal", help="What to print.")
def command(
    problem: str | None,
    answer: str | None,
    wrt: str | None,
    log: Base,
    order: int,
    at: tuple[str, ...],
    form: Form,
    tolerance: float | None,
    topic: str | None,
    work: str | None,
    backprop: str | None,
    timeout: float,
    style: str,
    **told: Any,
) -> None:
    """Judge ANSWER as the derivative of PROBLEM, or as the answer to a topic.

    Exit code 0: right; 1: not right; 2: something could not be read, which is no attempt.
    """
    if backprop is not None and (work is None or problem is not None or backprop == work == "-"):
        raise sentences.NO_PAGE()
    if backprop is None and (problem is None or (answer is None) == (work is None)):
        raise sentences.NO_ANSWER()
    with limit.at_most(timeout):
        if backprop is not None and work is not None:
            text, is_right = _passed_back(backprop, work, at, wrt, style)
        elif problem is not None and work is not None:
            text, is_right = _written(check_work(problem, read_lines(work), wrt, order, log), working.render, style)
        else:
            given = topics.given_of(told)
            if given and topic is None:
                raise sentences.NO_TOPIC(option=next(iter(given)))
            judged = check(problem, answer, wrt, order, ", ".join(at) or None, form, tolerance, log, topic, **given)
            text, is_right = _written(judged, verdict.render, style)
    click.echo(text)
    sys.exit(0 if is_right else 1)


def _passed_back(program: str, work: str, at: tuple[str, ...], wrt: str | None, style: str) -> tuple[str, bool]:
    """A backward pass, judged."""
    from derivtutor.grading.backward.checking import check_backprop

    judged = check_backprop(program_text(program), read_lines(work), at, wrt)
    return _written(judged, backward.render, style)


def _written(judged: Judged, render: Callable[[Judged, int, bool, bool], str], style: str) -> tuple[str, bool]:
    """What is printed, and whether it was right."""
    if style == "json":
        return json.dumps(judged.as_dict(), ensure_ascii=False, indent=2), bool(judged)
    screen = Screen.here()
    return render(judged, screen.width, screen.unicode, screen.colour), bool(judged)


def read_lines(name: str) -> list[str]:
    """The lines of a file of text in any usual encoding, or of standard input.

    Raises:
        UserError: where it cannot be read.
    """
    try:
        text = with_line_ends(sys.stdin.read()) if name == "-" else decoded(Path(name).read_bytes(), is_strict=False)
    except OSError as error:
        raise UNREADABLE_FILE(path=name, why=reason(error)) from None
    except UnicodeDecodeError:
        raise sentences.NO_TEXT(file=name) from None
    return text.removesuffix("\n").split("\n") if text else []
