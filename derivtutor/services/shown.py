"""What the library has as values and a page wants to show: a figure, a reading, steps, a judgement."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, structs

from derivtutor.calculus.figures.figure import Figure
from derivtutor.calculus.figures.topics import figure_of
from derivtutor.calculus.methods import METHODS, Method, explain
from derivtutor.grading.checking import check
from derivtutor.grading.verdict import Verdict
from derivtutor.grading.workings.checking import check_work
from derivtutor.grading.workings.verdict import Working
from derivtutor.notation.expression import problem as read_problem
from derivtutor.notation.mathml import mathml
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import CONSTANTS, names
from derivtutor.render import html, verdict, working
from derivtutor.render.figures.svg import to_svg
from derivtutor.render.formats import Detail
from derivtutor.render.telling import derivation as telling
from derivtutor.render.telling import explanation
from derivtutor.render.web.formulas import without_styles


class Plot(Struct, frozen=True):
    """A figure as data, and drawn."""

    figure: Figure
    svg: str

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/plot/1`."""
        return {"schema": "derivtutor/plot/1", "figure": self.figure.as_dict(), "svg": self.svg}


def plot(problem: str, wrt: str | None = None, at: str | None = None, log: Base = "e") -> Plot:
    """The graph of a function of one variable.

    Args:
        problem: the function, in any notation.
        wrt: the variable; the only one, else x, when left out.
        at: a point such as `"x=2"`, for the tangent there.
        log: the base of logarithms that are written without one: e, 10 or 2.

    Raises:
        UserError: where it cannot be read, or there is nothing to draw.
    """
    figure = figure_of("of_derivation", explain(problem, wrt=wrt, at=at, log=log))
    return Plot(figure, to_svg(figure))


class Reading(Struct, frozen=True):
    """How an expression was read: its writings, its letters, and what should be said of it."""

    text: str
    latex: str
    mathml: str
    letters: tuple[str, ...]
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/reading/1`."""
        return {"schema": "derivtutor/reading/1", **structs.asdict(self)}


def read(problem: str, log: Base = "e") -> Reading:
    """Read an expression, and write it as it was understood.

    Args:
        problem: the expression, in any notation.
        log: the base of logarithms that are written without one: e, 10 or 2.

    Raises:
        UserError: with the position, and what to write instead.
    """
    found = read_problem(problem, log)
    letters = tuple(sorted(names(found.tree) - CONSTANTS))
    return Reading(found.text, found.latex, without_styles(mathml(found.tree)), letters, found.notes)


class Steps(Struct, frozen=True):
    """A derivation told as HTML, for a page that has the style of `render/web/`."""

    html: str

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/steps/1`."""
        return {"schema": "derivtutor/steps/1", "html": self.html}


def steps(
    problem: str,
    wrt: str | None = None,
    order: int = 1,
    at: str | None = None,
    method: Method = "auto",
    detail: Detail = "standard",
    log: Base = "e",
) -> Steps:
    """Differentiate a function and show how, as HTML.

    Args:
        problem: the function, in any notation.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        at: a point such as `"x=2"`, for the slope there.
        method: how to differentiate.
        detail: how much to show.
        log: the base of logarithms that are written without one: e, 10 or 2.

    Raises:
        UserError: as `explain`.
    """
    derivation = explain(problem, wrt=wrt, order=order, at=at, method=method, log=log)
    if METHODS[method] is None:
        return Steps(html.body(explanation.tell(derivation.told, detail)))  # type: ignore[attr-defined]
    return Steps(html.body(telling.tell(derivation, detail)))


class Judgement(Struct, frozen=True):
    """What is said of an answer or of a working."""

    verdict: str
    says: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/judgement/1`."""
        return {"schema": "derivtutor/judgement/1", **structs.asdict(self)}


_WIDTH = 10_000
"""No sentence is broken into lines: whoever shows it does that."""


def judge(problem: str, answer: str, wrt: str | None = None, order: int = 1, log: Base = "e") -> Judgement:
    """Judge an answer, or a working of several lines, and say so in sentences.

    Args:
        problem: the function to differentiate, in any notation.
        answer: the answer, or a working with one line for each step.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        log: the base of logarithms that are written without one: e, 10 or 2.

    Raises:
        UserError: where one of them cannot be read; that is no attempt.
    """
    lines = [line for line in answer.splitlines() if line.strip()]
    judged: Verdict | Working
    if len(lines) > 1:
        judged = check_work(problem, lines, wrt, order, log)
        told = working.render(judged, _WIDTH, True, False)
    else:
        judged = check(problem, answer, wrt, order, log=log)
        told = verdict.render(judged, _WIDTH, True, False)
    return Judgement(judged.verdict, tuple(filter(None, told.splitlines())))
