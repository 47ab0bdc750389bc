"""What `%load_ext derivtutor` brings to IPython: `%derive`, `%%answer` and `%hint`, with the options of commands."""

from __future__ import annotations

import shlex
from typing import Any, NamedTuple

import click
from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, line_cell_magic, line_magic, magics_class, no_var_expand
from IPython.display import display

from derivtutor.calculus.methods import explain
from derivtutor.cli import check as checking
from derivtutor.cli import explain as explaining
from derivtutor.cli import hint as hinting
from derivtutor.cli import options, plotting, sentences
from derivtutor.cli.topics import given_of
from derivtutor.errors import UserError
from derivtutor.grading.checking import check
from derivtutor.grading.hints import ABOUT_ANSWERS, Hint, hint
from derivtutor.grading.workings.checking import check_work
from derivtutor.render.shown import Page, show
from derivtutor.render.telling.account import tell


class Typed(NamedTuple):
    """A line as it was typed: what stands before the options, and these."""

    text: str
    options: dict[str, Any]

    def having(self, *names: str) -> dict[str, Any]:
        """Those of the options."""
        return {name: self.options[name] for name in names}


class Reader:
    """Reads lines as the command of the same options reads its arguments."""

    def __init__(self, name: str, command: click.Command, *without: str) -> None:
        kept = [each for each in command.params if isinstance(each, click.Option) and each.name not in without]
        words = click.Argument(["words"], nargs=-1)
        self._command = options.ExpressionCommand(name, params=[words, *kept], add_help_option=False)

    def read(self, line: str) -> Typed:
        """A line, in which an expression needs no quotation marks.

        Raises:
            UsageError: where an option is not known, or lacks its value.
        """
        text, dashes, rest = f" {line}".partition(" --")
        try:
            context = self._command.make_context(self._command.name, shlex.split(dashes.strip() + rest))
        except click.ClickException as error:
            raise UsageError(error.format_message()) from None
        except ValueError:
            raise UsageError(sentences.UNCLOSED_QUOTE) from None
        given = dict(context.params)
        both = " ".join([text.strip(), *given.pop("words")]).strip()
        return Typed(_unquoted(both), {**given, "at": ", ".join(given["at"]) or None} if "at" in given else given)


def _unquoted(text: str) -> str:
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]
    return text[1:-1] if is_quoted else text


DERIVE = Reader("derive", explaining.command, "form", "output", "interactive", "reader")
ANSWER = Reader("answer", checking.command, "style", "work", "backprop", "timeout")
HINT = Reader("hint", hinting.command, "style")
"""The lines of the magics: the options of the commands, but for those about files, formats and time."""

_OF_PROBLEM = ("wrt", "order", "log")
_OF_ANSWER = ("at", "form", "tolerance")


class Problem(NamedTuple):
    """What the magics were about last: the problem and its options, a wrong answer, the hint that was given."""

    text: str
    told: dict[str, Any]
    answer: str | None = None
    rung: Hint | None = None


@magics_class
class Teaching(Magics):  # type: ignore[misc]
    """The magics, which remember their problem."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self.last: Problem | None = None

    @no_var_expand
    @line_cell_magic
    def derive(self, line: str, cell: str | None = None) -> Page:
        """Show how an expression is differentiated: `%derive sin(x^2) --at x=2`; in a cell, one in each line.

        The options are those of `derivtutor explain`: --wrt, --order, --at, --method, --simplify, --detail, --view,
        --plot, --log.
        """
        typed = DERIVE.read(line)
        lines = [(0, typed.text), *enumerate((cell or "").splitlines(), 1)]
        pages = [self._derived(number, text.strip(), typed) for number, text in lines if text.strip()]
        if not pages:
            raise sentences.NOTHING_TO_DERIVE()
        for page in pages[:-1]:
            display(page)
        return pages[-1]

    def _derived(self, number: int, text: str, typed: Typed) -> Page:
        try:
            derivation = explain(text, **typed.having(*_OF_PROBLEM, "at", "method", "simplify"))
        except UserError as error:
            error.line = error.line or number or None
            raise
        self.last = Problem(text, typed.having(*_OF_PROBLEM, "at"))
        plotted = plotting.Plotted(typed.options["plot"], "of_derivation", derivation)
        return Page(derivation, plotted.in_document(tell(derivation, typed.options["detail"], typed.options["view"])))

    @no_var_expand
    @cell_magic
    def answer(self, line: str, cell: str) -> Page:
        """Judge what is in the cell, as in `%%answer sin(x^2)`: one line is an answer, several are a working.

        The options are those of `derivtutor check`: --wrt, --order, --at, --form, --tolerance, --topic, --log. Without
        a problem it is the last one.
        """
        typed = ANSWER.read(line)
        problem = Problem(typed.text, typed.having(*_OF_PROBLEM, "at")) if typed.text else self._last()
        written = cell.rstrip().splitlines()
        lines = [each for each in written if each.strip()]
        if not lines:
            raise sentences.NOTHING_ANSWERED()
        if len(lines) == 1:
            return self._judged(problem, lines[0].strip(), typed)
        self._check_working(typed)
        self.last = problem
        return show(check_work(problem.text, written, **{name: problem.told[name] for name in _OF_PROBLEM}))

    def _judged(self, problem: Problem, answer: str, typed: Typed) -> Page:
        """One line; that it is wrong is remembered, for the first hint is about it."""
        told = {**typed.having("form", "tolerance", "topic"), **problem.told, **given_of(_of_topics(typed))}
        verdict = check(problem.text, answer, **told)
        is_of_topic = typed.options["topic"] is not None
        self.last = None if is_of_topic else problem._replace(answer=None if verdict else answer, rung=None)
        return show(verdict)

    def _check_working(self, typed: Typed) -> None:
        """See that no option is given that is about a single answer.

        Raises:
            UserError: where one is.
        """
        given = given_of({**typed.having("at", "tolerance", "topic"), **_of_topics(typed)})
        for option in given:
            raise sentences.OF_ONE_LINE(option=option)

    @no_var_expand
    @line_magic
    def hint(self, line: str) -> Page:
        """Give a hint: `%hint sin(x^2)`; `%hint` alone gives the next one for the last problem.

        The options are those of `derivtutor hint`: --level, --answer, --wrt, --order, --log.
        """
        typed = HINT.read(line)
        if typed.text:
            self.last = Problem(typed.text, typed.having(*_OF_PROBLEM), typed.options["answer"])
        last = self._last()
        following = min(last.rung.level + 1, last.rung.of) if last.rung else 1
        level = typed.options["level"] if "--level" in line else following
        rung = hint(last.text, level, last.answer, **last.told)
        is_about_answer = rung.kind in ABOUT_ANSWERS
        self.last = last._replace(answer=None, rung=None if is_about_answer else rung)
        return show(rung)

    def _last(self) -> Problem:
        """The problem of before.

        Raises:
            UserError: where there was none.
        """
        if self.last is None:
            raise sentences.NO_PROBLEM_BEFORE()
        return self.last


def _of_topics(typed: Typed) -> dict[str, Any]:
    """What is told to a topic beside what is told to everything."""
    usual = {*_OF_PROBLEM, *_OF_ANSWER, "topic"}
    return {name: value for name, value in typed.options.items() if name not in usual}


def register(shell: Any) -> None:
    """Add the magics to a shell of IPython."""
    shell.register_magics(Teaching)
