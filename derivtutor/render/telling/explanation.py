"""How an explanation is told: the topic's own items, derivations as lines on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from derivtutor.calculus import explanation as calculus
from derivtutor.calculus.explanation import Explanation
from derivtutor.derivation.account import Side
from derivtutor.notation.tree import KEEPING, Derivative, Node, fold, names
from derivtutor.render.formats import Detail
from derivtutor.render.telling import words
from derivtutor.render.telling.blocks import Block, Chain, Document, Heading, Notes, Prose, Table, Turn


def tell(explanation: Explanation, detail: Detail = "standard") -> Document:
    """An explanation as a document; in `brief` without words and tables, in `full` with one law a line."""
    items = [block for item in explanation.items for block in _BLOCKS[type(item)](item, detail)]
    notes = [Notes(explanation.notes)] if explanation.notes else []
    return Document(explanation.title, explanation.title, (*items, *notes))


def _heading(heading: calculus.Heading, _: Detail) -> Iterator[Block]:
    yield Heading(heading.words, is_needed=True)


def _prose(sentence: calculus.Sentence, detail: Detail) -> Iterator[Block]:
    if detail != "brief":
        yield Prose(sentence.words)


def _chain(chain: calculus.Chain, _: Detail) -> Iterator[Block]:
    turns = [Turn(turn.right, turn.why, turn.is_about) for turn in chain.turns]
    yield Chain(chain.left, tuple(turns), chain.is_answer)


def _table(table: calculus.Table, _: Detail) -> Iterator[Block]:
    yield Table(table.columns, table.rows)


def _derived(derived: calculus.Derived, detail: Detail) -> Iterator[Block]:
    """A derivation on paper; in brief what it comes to."""
    derivation = derived.derivation
    if detail == "brief":
        yield Chain(derived.name, (Turn(derived.shown(derivation.answer) if derived.shown else derivation.answer),))
        return
    several = len(names(derivation.function.tree)) > 1
    show: Callable[[Node], Side] = derived.shown or (_partial if several else lambda node: node)
    turns: list[Turn] = []
    for line in derivation.lines_of_order(derivation.order, single=detail == "full"):
        shown = show(line.expression)
        if shown not in (derived.name, *[turn.expression for turn in turns[-1:]]):
            turns.append(Turn(shown, _label(line.rules, derived.shown is not None)))
    yield Chain(derived.name, tuple(turns))


def _label(rules: tuple[str, ...], is_short: bool) -> str:
    """What led to a line; where y is short for y(x), that its derivative is y′ needs no words."""
    told = tuple([rule for rule in rules if rule != "unknown-function"]) if is_short else rules
    return words.line_label(told) if told else ""


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
    calculus.Derived: _derived,
}
