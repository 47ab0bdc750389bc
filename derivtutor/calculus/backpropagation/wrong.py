"""What a faulty engine makes of a program, beside the right gradients."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Heading, Item, Sentence, Table, Words, listed, worded
from derivtutor.language import translated
from derivtutor.network.faulty import FAULTY
from derivtutor.network.values import Value

_SAME = 1e-12


def faulty(run: Pass, name: str) -> Iterator[Item]:
    """The gradients as this engine finds them, and why they are wrong."""
    assert run.forward is not None
    engine = FAULTY[name]
    graph = run.graph
    found = engine.gradients(graph, run.forward)
    yield Heading(translated("Faulty engine"))
    yield Sentence((translated(engine.says),))
    rows: list[tuple[Words, ...]] = []
    wrong: list[Words] = []
    for place, vertex in reversed(list(enumerate(graph.vertices))):
        if not vertex.name or place not in found:
            continue
        is_same = _are_same(run.gradients[place], found[place])
        right, there = (formulas.value_symbol(value, vertex.shape) for value in (run.gradients[place], found[place]))
        rows.append(
            ((formulas.partial(run.loss, vertex.name),), (right,), (there,), ("" if is_same else translated("wrong"),))
        )
        if not is_same:
            wrong.append((formulas.name(vertex),))
    yield Table((worded("Gradient"), worded("Right"), worded("Faulty"), ("",)), tuple(rows))
    if wrong:
        yield Sentence(worded("{why} Wrong here: {names}.", why=translated(engine.why), names=listed(wrong)))
    else:
        yield Sentence(worded("Here it makes no difference: no name is used twice in a way that matters."))


def _are_same(right: Value, found: Value) -> bool:
    pairs = zip(right, found, strict=True) if isinstance(right, list) else [(right, found)]
    return all(abs(one - other) <= _SAME * max(1.0, abs(one)) for one, other in pairs)
