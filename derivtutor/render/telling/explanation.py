"""How an explanation is told: the topic's own items, derivations as lines on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from derivtutor.calculus import explanation as calculus
from derivtutor.calculus.drawing import Drawing
from derivtutor.calculus.explanation import Explanation
from derivtutor.derivation.account import Side, Symbol, written
from derivtutor.derivation.region import listed
from derivtutor.derivation.rules import BY_ID
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.tree import KEEPING, Derivative, Name, Node, Unknown, fold, names, parts
from derivtutor.render.formats import Detail
from derivtutor.render.telling import words
from derivtutor.render.telling.blocks import Block, Chain, Code, Document, Graph, Heading, Notes, Prose, Table, Turn


def tell(explanation: Explanation, detail: Detail = "standard", of_derivations: Detail | None = None) -> Document:
    """An explanation as a document; in `brief` without words and tables, in `full` with one law a line.

    The derivations on the way may be told in another detail.
    """
    notes = [Notes(explanation.notes)] if explanation.notes else []
    items = told(explanation.items, detail, of_derivations)
    code = [Code(explanation.document["code"])] if "code" in explanation.document else []
    return Document(explanation.title, explanation.title, (*items, *notes, *code))


def told(
    items: Iterable[calculus.Item], detail: Detail = "standard", of_derivations: Detail | None = None
) -> tuple[Block, ...]:
    """Items as blocks of a document."""
    details: dict[type, Detail] = {calculus.Derived: of_derivations or detail}
    return tuple([block for item in items for block in _BLOCKS[type(item)](item, details.get(type(item), detail))])


def _heading(heading: calculus.Heading, _: Detail) -> Iterator[Block]:
    yield Heading(heading.words, is_needed=True)


def _prose(sentence: calculus.Sentence, detail: Detail) -> Iterator[Block]:
    if detail != "brief" or sentence.is_needed:
        yield Prose(sentence.words)


def _chain(chain: calculus.Chain, detail: Detail) -> Iterator[Block]:
    if detail == "brief" and chain.is_aside:
        return
    turns = [Turn(turn.right, turn.why, turn.is_about) for turn in chain.turns]
    yield Chain(chain.left, tuple(turns), chain.is_answer)


def _table(table: calculus.Table, _: Detail) -> Iterator[Block]:
    yield Table(table.columns, table.rows)


def _graph(drawing: Drawing, _: Detail) -> Iterator[Block]:
    yield Graph(drawing)


def _derived(derived: calculus.Derived, detail: Detail) -> Iterator[Block]:
    """A derivation on paper; in brief what it comes to."""
    derivation = derived.derivation
    if detail == "brief":
        yield Chain(derived.name, (Turn(derived.shown(derivation.answer) if derived.shown else derivation.answer),))
        return
    is_partial = isinstance(derived.name, Symbol) and derived.name.text.startswith("∂")
    show: Callable[[Node], Side] = derived.shown or (_partial if is_partial else lambda node: node)
    turns: list[Turn] = []
    before: Node | None = None
    for line in derivation.lines_of_order(derivation.order, single=detail == "full"):
        shown = show(line.expression)
        held = _held(before, derived.constant) if before is not None else ""
        before = line.expression
        if written(shown) != written(derived.name) and shown not in [turn.expression for turn in turns[-1:]]:
            turns.append(Turn(shown, _label(line.rules, derived.shown is not None) + held))
    yield Chain(derived.name, tuple(turns))


def _label(rules: tuple[str, ...], is_short: bool) -> str:
    """What led to a line; where y is short for y(x), that its derivative is y′ needs no words."""
    shown = tuple([rule for rule in rules if rule not in _ABOUT_NAMES]) if is_short else rules
    return words.line_label(shown) if shown else ""


_ABOUT_NAMES = frozenset([rule.id for rule in BY_ID.values() if rule.forms == (Unknown,)])
"""Rules of functions that only have a name."""


def _held(before: Node, constant: Iterable[str]) -> str:
    """The letters that count as numbers in what is differentiated on the way to the next line."""
    asked = [part.operand for part in parts(before) if isinstance(part, Derivative)]
    held = [letter for letter in constant if any(letter in names(operand) for operand in asked)]
    if not held:
        return ""
    return translated("; {letters} constant").format(letters=listed(list(map(_shown, held)), "and"))


def _shown(letter: str) -> str:
    return linear.unicode(Name(letter))


def _partial(node: Node) -> Side:
    """Derivatives with ∂."""

    def partial(part: Derivative, children: list[Node]) -> Node:
        return Derivative(children[0], part.variable, part.order, is_partial=True)

    return fold(node, {**KEEPING, Derivative: partial})


_BLOCKS: dict[type, Callable[[Any, Detail], Iterator[Block]]] = {
    calculus.Heading: _heading,
    calculus.Sentence: _prose,
    calculus.Chain: _chain,
    calculus.Table: _table,
    Drawing: _graph,
    calculus.Derived: _derived,
}
