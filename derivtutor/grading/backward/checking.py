"""Checking a backward pass: a page of values and gradients against a program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from derivtutor.grading import sentences
from derivtutor.grading.backward.judging import LineJudge
from derivtutor.grading.backward.names import Symbol
from derivtutor.grading.backward.page import Page
from derivtutor.grading.backward.reading import Line, read_page
from derivtutor.grading.backward.runs import Run, runs_of
from derivtutor.grading.backward.verdict import Backward, JudgedLine, Word
from derivtutor.libraries import difflib
from derivtutor.network.program import Values, graph_of
from derivtutor.network.targets import Target, targets_of

MOST_LINES = 200


def check_backprop(
    program: str | Sequence[str], lines: str | Sequence[str], at: Values = None, wrt: str | Sequence[str] | None = None
) -> Backward:
    """Judge a student's own backward pass through a program, line by line.

    Args:
        program: its text, or its lines.
        lines: the page as it was written: `dL/da = 2(a - y)`, `da1 = W2 @ dz2`, `grad_w = 0.12`; a list of lines, or
            one text with line breaks.
        at: values of the names that the program does not set; without them, formulas are judged.
        wrt: the names whose gradients must be on the page.

    >>> page = ["dL/da = 2(a - y)", "dL/dw = dL/da * w"]
    >>> judged = check_backprop("a = w*x; L = (a - y)^2", page, "w=3, x=2, y=1")
    >>> judged.verdict, judged.first_wrong, judged.lines[1].slip
    ('incorrect', 2, 'product-own-factor')

    Raises:
        UserError: where the program cannot be read or run, or there are too many lines.
    """
    return BackpropJudge(program, at, wrt)(lines)


class BackpropJudge:
    """A program prepared for many pages.

    Raises:
        UserError: where it cannot be read or run.
    """

    def __init__(self, program: str | Sequence[str], at: Values = None, wrt: str | Sequence[str] | None = None) -> None:
        self.graph = graph_of(program, at)
        self.asked = targets_of(self.graph, wrt) if wrt is not None else ()

    @cached_property
    def runs(self) -> Sequence[Run]:
        """The program at its point and near by."""
        return runs_of(self.graph)

    def __call__(self, lines: str | Sequence[str]) -> Backward:
        written = lines.splitlines() if isinstance(lines, str) else [str(line) for line in lines]
        if len(written) > MOST_LINES:
            raise sentences.TOO_MANY_LINES(most=MOST_LINES)
        read, names = read_page(written, self.graph)
        page = Page(self.graph, self.runs, names)
        judged = tuple([_judged(page, line) for line in read])
        missing = [target for target in self.asked if not any(_is_about(line, target) for line in read)]
        verdict, message = _verdict(judged, missing, page)
        texts = tuple([statement.text for statement in self.graph.statements])
        loss = self.graph.vertices[self.graph.loss].name
        asked, left = (tuple([target.name for target in targets]) for targets in (self.asked, missing))
        return Backward(texts, loss, verdict, judged, asked, left, message)


def _is_about(line: Line, target: Target) -> bool:
    """Whether a line has the gradient that was asked for, whole or the one entry."""
    symbol = line.claim.symbol if line.claim else None
    return (
        symbol is not None
        and symbol.sort == "gradient"
        and symbol.by == target.place
        and symbol.entry in (None, target.entry)
    )


def _judged(page: Page, line: Line) -> JudgedLine:
    if line.claim is not None:
        return LineJudge(page, line, line.claim).judged()
    if line.stranger:
        return JudgedLine(line.number, line.text, "not-a-gradient", message=_about_stranger(page, line.stranger))
    if line.is_remark:
        return JudgedLine(line.number, line.text, "note")
    return JudgedLine(line.number, line.text, "unreadable", message=sentences.BEGIN_WITH_A_NAME)


def _about_stranger(page: Page, name: str) -> str:
    known = list(page.graph.names)
    near = difflib.get_close_matches(name[:40], known, n=1)
    says = sentences.NO_GRADIENT_BUT if near else sentences.NO_GRADIENT
    shown = name if len(name) <= 40 else f"{name[:40]}…"
    return says.format(name=shown, near="".join(near), names=", ".join(known[:12]))


def _verdict(lines: Sequence[JudgedLine], missing: Sequence[Target], page: Page) -> tuple[Word, str]:
    wrong = next((line.number for line in lines if line.status == "wrong"), None)
    if wrong is not None:
        return "incorrect", sentences.FIRST_WRONG.format(number=wrong)
    unsure = next((line.number for line in lines if line.status in ("early", "unreadable", "not-a-gradient")), None)
    gradients = [line for line in lines if line.sort == "gradient" and line.status in ("exact", "rounded")]
    if not gradients:
        return "unfinished", sentences.NO_GRADIENT_YET
    if missing:
        symbols = [Symbol("gradient", target.place, -1, target.entry) for target in missing]
        return "unfinished", sentences.STILL_MISSING.format(names=", ".join(map(page.names.called, symbols)))
    if unsure is not None:
        return "unfinished", sentences.NOT_ALL_JUDGED.format(number=unsure)
    return "correct", sentences.ALL_RIGHT
