"""How a derivation is told: what, in which order, under which names."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.derivation.another_way import another_way
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.lines import brief
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.markup import is_mathml
from derivtutor.notation.tree import Derivative, Name, Node
from derivtutor.render.formats import Detail, View
from derivtutor.render.telling import blocks, names, words
from derivtutor.render.telling.another_way import sentence_on
from derivtutor.render.telling.blocks import Block, Document, Equation, Heading, Notes
from derivtutor.render.telling.steps import Telling


def tell(
    derivation: Derivation,
    detail: Detail = "standard",
    view: View = "tree",
    understood: frozenset[str] = frozenset(),
) -> Document:
    """A derivation as a document.

    Args:
        understood: rules that the reader has mastered, of which no more is told than what comes out.
    """
    as_lines = view == "lines" or detail == "brief"
    way = _lines(derivation, detail) if as_lines else _steps(derivation, detail == "full", understood)
    return Document(
        (f"{words.to_differentiate(derivation.order)} ", Name(derivation.variable)),
        (f"{translated('Derivative of')} ", derivation.function.tree),
        (*_before(derivation), *way, *_answer(derivation, as_lines), *_after(derivation)),
    )


def _before(derivation: Derivation) -> Iterator[Block]:
    function = Equation(names.value_of(derivation), derivation.function.tree)
    yield blocks.Question(derivation.input, was_reworded(derivation), function, (Name(derivation.variable),))
    if derivation.function.notes:
        yield Notes(derivation.function.notes)
    layers = _layers(derivation)
    if layers:
        yield Heading(translated("From the outside in"))
        yield blocks.Layers(layers)


def _after(derivation: Derivation) -> Iterator[Block]:
    if derivation.at:
        from derivtutor.render.telling.numbers import numbers_of  # what numbers need takes long to load

        yield numbers_of(derivation)
    remarks = tuple(note for note in derivation.notes if note not in derivation.function.notes)
    if remarks:
        yield Heading(translated("Notes"))
        yield Notes(remarks)
    other = another_way(derivation)
    if other:
        yield Notes((sentence_on(other),))


def _answer(derivation: Derivation, stood_above: bool) -> Iterator[Block]:
    simplified = derivation.simplified
    if not stood_above:
        yield Heading(translated("Answer"))
    why = words.laws(simplified.laws) if simplified and not stood_above else ""
    yield blocks.Answer(names.value_of(derivation, derivation.order), derivation.answer, why, stood_above)


def _lines(derivation: Derivation, detail: Detail) -> Iterator[Block]:
    for order in range(1, derivation.order + 1):
        yield _heading(derivation, order, translated("On paper"))
        asked = Derivative(names.value_of(derivation, order - 1), derivation.variable)
        root = derivation.roots[order - 1]
        lines = brief(root) if detail == "brief" else derivation.lines_of_order(order, single=detail == "full")
        yield blocks.Lines(names.value_of(derivation, order), asked, lines, order == derivation.order)


def _steps(derivation: Derivation, full: bool, understood: frozenset[str]) -> Iterator[Block]:
    for order, root in enumerate(Telling(derivation, full, understood).steps(), 1):
        yield _heading(derivation, order, translated("Step by step"))
        yield root


def _heading(derivation: Derivation, order: int, single: str) -> Heading:
    return Heading(single) if derivation.order == 1 else Heading(words.derivative_of_order(order), is_needed=True)


def _layers(derivation: Derivation) -> tuple[Equation, ...]:
    """A composition from the outside in: `u = e^v`; empty for anything else."""
    layers: list[Equation] = []
    step, name = derivation.roots[0], names.value_of(derivation)
    left: Node = name
    while composition := step.composition:
        layers.append(Equation(left, composition.outer.goal.expression))
        left, step = Name(composition.letter), composition.inner
    return (*layers, Equation(left, step.goal.expression)) if layers else ()


def was_reworded(derivation: Derivation) -> bool:
    """Whether the expression is written otherwise than it was typed, by more than spaces; nobody types markup."""
    function = derivation.function
    typed, *read = ["".join(text.split()) for text in (derivation.input, function.text, linear.typed(function.tree))]
    return not is_mathml(derivation.input) and typed not in read
