"""`derivtutor check`: is an answer right, and if not, why?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from derivtutor.cli import limit, options
from derivtutor.cli.screen import Screen
from derivtutor.errors import UserError


@click.command("check", cls=options.ExpressionCommand)
@click.argument("problem")
@click.argument("answer", required=False)
@options.wrt
@options.log
@click.option("--order", type=int, default=1, show_default=True, help="The derivative of this order was asked for.")
@click.option("--at", metavar="POINT", multiple=True, help="The answer is the number at a point, such as x=2.")
@click.option(
    "--form",
    type=click.Choice(["any", "simplified", "factored", "expanded"]),
    default="any",
    show_default=True,
    help="What the answer must look like.",
)
@click.option("--tolerance", type=float, help="How far a number at a point may be off (default: its last digit).")
@click.option("--work", metavar="FILE", help="Check a whole working, one line each; - reads standard input.")
@click.option("--timeout", type=float, default=2.0, show_default=True, help="Give up after so many seconds.")
@click.option("--format", "style", type=click.Choice(["terminal", "json"]), default="terminal", help="What to print.")
def command(
    problem: str,
    answer: str | None,
    wrt: str | None,
    log: Any,
    order: int,
    at: tuple[str, ...],
    form: str,
    tolerance: float | None,
    work: str | None,
    timeout: float,
    style: str,
) -> None:
    """Judge ANSWER as the derivative of PROBLEM.

    Exit code 0: right; 1: not right; 2: something could not be read, which is no attempt.
    """
    if (answer is None) == (work is None):
        raise UserError("Give an answer, or a file with --work.", 'Write for example derivtutor check "x^2" "2x".')
    place = ", ".join(at) or None
    with limit.at_most(timeout):
        if work is not None:
            found = _working(problem, work, wrt, order, log)
        else:
            found = _verdict(problem, answer, wrt, order, place, form, tolerance, log)
        document = found.as_dict()
        text = (
            json.dumps(document, ensure_ascii=False, indent=2) if style == "json" else _shown(found, work is not None)
        )
    click.echo(text)
    sys.exit(0 if found else 1)


def _verdict(*arguments: Any) -> Any:
    from derivtutor.grading.judge import check

    return check(*arguments)


def _working(problem: str, work: str, wrt: str | None, order: int, log: Any) -> Any:
    from derivtutor.grading.workings.checking import check_work

    return check_work(problem, read_lines(work), wrt, order, log)


def read_lines(name: str) -> list[str]:
    """The lines of a file of text in any usual encoding, or of standard input.

    Raises:
        UserError: where it cannot be read.
    """
    from derivtutor.exercises.incoming import decoded, with_line_ends

    try:
        text = with_line_ends(sys.stdin.read()) if name == "-" else decoded(Path(name).read_bytes(), is_strict=False)
    except OSError as error:
        raise UserError(f"The file {name} cannot be read: {error.strerror}.", "Check its name.") from None
    except UnicodeDecodeError:
        raise UserError(f"The file {name} is no text.", "Save it as UTF-8.") from None
    return text.removesuffix("\n").split("\n") if text else []


def _shown(found: Any, is_working: bool) -> str:
    from derivtutor.render import verdict, working

    screen = Screen.here()
    render = working.render if is_working else verdict.render
    return render(found, width=screen.width, unicode=screen.unicode, colour=screen.colour)
