"""How values show themselves in a notebook: each is told as a document, which is set as part of a page."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.calculus.explanation import Explanation
from derivtutor.derivation.derivation import Derivation
from derivtutor.errors import UserError
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Node
from derivtutor.render import complaint as complaints
from derivtutor.render import sentences
from derivtutor.render.formats import Detail, View, render
from derivtutor.render.telling import account
from derivtutor.render.telling.blocks import Document, Figure
from derivtutor.render.telling.values import is_of_numbers
from derivtutor.showing import Shown, one_line

if TYPE_CHECKING:
    from derivtutor.calculus.figures import figure as figures

TOLD = {
    "derivation.derivation.Derivation": "account.tell",
    "calculus.explanation.Explanation": "account.tell",
    "calculus.explanation.Sentence": "values.of_item",
    "calculus.explanation.Chain": "values.of_item",
    "calculus.explanation.Table": "values.of_item",
    "calculus.explanation.Derived": "values.of_item",
    "calculus.drawing.Drawing": "values.of_item",
    "calculus.figures.figure.Figure": "values.of_figure",
    "derivation.derivation.Entry": "values.of_entry",
    "derivation.model.Step": "values.of_step",
    "derivation.model.Line": "values.of_line",
    "derivation.account.Result": "values.of_side",
    "derivation.account.Symbol": "values.of_side",
    "derivation.account.Limit": "values.of_side",
    "notation.tree.TreeNode": "values.of_node",
    "notation.expression.Expression": "values.of_expression",
    "grading.judge.AnswerVerdict": "grading.of_answer",
    "grading.topics.verdict.EntryVerdict": "grading.of_verdict",
    "grading.judge.EqualityVerdict": "grading.of_equality",
    "grading.verdict.Verdict": "grading.of_verdict",
    "grading.judge.Judge": "grading.of_judge",
    "grading.topics.judging.TopicJudge": "grading.of_topic_judge",
    "grading.matrices.judge.MatrixJudge": "grading.of_topic_judge",
    "grading.workings.verdict.Working": "grading.of_working",
    "grading.backward.verdict.Backward": "grading.of_backward",
    "grading.hints.Hint": "grading.of_hint",
    "grading.next_step.NextStep": "grading.of_next_step",
}
"""Which function of `telling` tells of a class and those below it; by names, so that only what is shown is loaded."""


class Page(Shown, Struct, frozen=True):
    """A value with the document that tells of it, where one was asked for: what `show` and the magics hand out.

    Attributes:
        value: the value.
        document: what is told of it, in blocks, for every format.
    """

    value: Any
    document: Document

    def _in_short(self) -> str:
        return f"page on {self.value!r}"

    def __str__(self) -> str:
        return render(self.document, "terminal")

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What IPython shows where there is only text: as much as was asked for."""
        printer.text(str(self))


def show(value: Any, detail: Detail = "standard", view: View = "tree", plot: bool = False) -> Page:
    """A value as it is told in a notebook or printed, by more than its defaults.

    Args:
        value: what one of the functions has handed out.
        detail: `brief`, `standard` or `full`, of derivations and explanations.
        view: of a derivation: nested steps (`tree`), or `lines` as on paper.
        plot: whether a figure is added.

    >>> from derivtutor.calculus.methods import explain
    >>> print(show(explain("sin(x)"), detail="brief"))
    f(x) = sin(x)
    <BLANKLINE>
    f′(x) = cos(x)
    <BLANKLINE>
    ╭────────────────╮
    │ f′(x) = cos(x) │
    ╰────────────────╯

    Raises:
        UserError: where there is nothing to show, no figure, or no such detail or view.
    """
    for what, chosen, choices in (("detail", detail, get_args(Detail)), ("view", view, get_args(View))):
        if chosen not in choices:
            raise sentences.NO_SUCH_CHOICE(what=what, chosen=chosen, choices=", ".join(choices))
    is_account = isinstance(value, Derivation | Explanation)
    document = account.tell(value, detail, view) if is_account else told(value)
    if document is None:
        raise sentences.NOTHING_TO_SHOW(kind=type(value).__name__)
    if plot:
        document = replace(document, blocks=(*document.blocks, Figure(_figure(value))))
    return Page(value, document)


def _figure(value: Any) -> figures.Figure:
    from derivtutor.calculus.figures.topics import figure_of, home_of

    home = home_of(value.topic) if isinstance(value, Explanation) else ""
    if isinstance(value, Derivation):
        home = "of_derivation"
    if not home:
        raise sentences.NO_FIGURE(value=repr(value))
    return figure_of(home, value)


def told(value: Any) -> Document | None:
    """The document that tells of a value; nothing where none does."""
    if isinstance(value, Page):
        return value.document
    for kind in type(value).__mro__:
        home = TOLD.get(f"{kind.__module__.removeprefix('derivtutor.')}.{kind.__qualname__}")
        if home is not None:
            module, _, function = home.partition(".")
            tell = getattr(importlib.import_module(f"derivtutor.render.telling.{module}"), function)
            document: Document | None = tell(value)
            return document
    return None


def html(value: Any) -> str | None:
    """A value as part of a page."""
    document = told(value)
    if document is None:
        return None
    from derivtutor.render.html import within

    return within(document)


def line(node: Node) -> str:
    """A node of a syntax tree in one line; one of arrays, which have writers of their own, as it is built."""
    return repr(Expression(node)) if is_of_numbers(node) else one_line(repr(node))


def complaint(error: UserError) -> str:
    """A user's mistake, as the command line tells it."""
    return complaints.complaint(error)
