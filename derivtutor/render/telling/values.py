"""How single values are told: expressions, results, steps, lines, and the items of an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivtutor.derivation.account import Side
from derivtutor.language import aside, translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Derivative, Node, parts
from derivtutor.render.telling import explanation, words
from derivtutor.render.telling.blocks import Block, Chain, Document, Figure, Notes, Phrase, Prose, Turn

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Item
    from derivtutor.calculus.figures import figure as figures
    from derivtutor.derivation.derivation import Entry
    from derivtutor.derivation.model import Line, Step
    from derivtutor.notation.expression import Expression


def of_expression(expression: Expression) -> Document:
    notes = (Notes(expression.notes),) if expression.notes else ()
    return _untitled(Prose((expression.tree,)), *notes)


def of_node(node: Node) -> Document | None:
    """A node of a syntax tree of numbers."""
    return of_side(node) if is_of_numbers(node) else None


def is_of_numbers(node: Node) -> bool:
    """Whether a tree has none of the nodes that only arrays have."""
    return all(type(part) in linear.TEXT for part in parts(node))


def of_side(side: Side) -> Document:
    """A formula alone."""
    return _untitled(Prose((side,)))


def of_entry(entry: Entry) -> Document:
    """A numbered step of a derivation."""
    return _titled((f"{entry.id} {words.title(entry.step.rule)}",), entry.step)


def of_step(step: Step) -> Document:
    return _titled((words.title(step.rule),), step)


def of_line(line: Line) -> Document:
    label = f"   {aside(words.line_label(line.rules)).strip()}" if line.rules else ""
    return _untitled(Prose((line.expression, label)))


def of_item(item: Item) -> Document:
    return _untitled(*explanation.told([item]))


def of_figure(figure: figures.Figure) -> Document:
    return _untitled(Figure(figure))


def _titled(title: Phrase, step: Step) -> Document:
    asked = Derivative(step.goal.expression, step.goal.variable)
    turns = dict.fromkeys((step.applied, step.result))
    return Document(title, title, (Prose((translated(step.rule.says),)), Chain(asked, tuple(map(Turn, turns)))))


def _untitled(*blocks: Block) -> Document:
    return Document((), (), blocks)
