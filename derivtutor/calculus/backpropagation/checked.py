"""The gradients of a program checked by numbers: differences for smaller and smaller h, and the complex step."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Turn, worded
from derivtutor.calculus.verifying.differences import accuracy, differences
from derivtutor.calculus.verifying.telling import by_differences
from derivtutor.errors import UserError
from derivtutor.language import counted, grouped, translated
from derivtutor.network import complex_step
from derivtutor.network.passes import forward
from derivtutor.network.targets import entry_name, numbers_of
from derivtutor.notation.decimals import rounded

_MOST_TABLES = 3


def checked(run: Pass) -> Iterator[Item]:
    """A table of differences for the first few numbers, and how far the complex step is from all gradients."""
    graph = run.graph
    inputs = [target for target in run.targets if graph.vertices[target.place].operation is None]
    numbers = numbers_of(graph, inputs)
    for place, entry in numbers[:_MOST_TABLES]:
        yield from _table(run, place, entry)
    if len(numbers) > _MOST_TABLES:
        others = len(numbers) - _MOST_TABLES
        told = counted("The other number behaves alike.", "The other {count} numbers behave alike.", others)
        yield Sentence((told.format(count=grouped(others)),))
    yield Heading(translated("The complex step"))
    away = _largest(run, numbers)
    yield Sentence(worded(_AWAY if away else _NOT_AWAY, difference=rounded(away, 2)))


_NOT_AWAY = "Here nothing is lost, however small the step is. It agrees with all gradients to the last digit."
_AWAY = (
    "Here nothing is lost, however small the step is. "
    "It differs from the gradients by at most {difference}, relative to their size."
)


def _table(run: Pass, place: int, entry: int) -> Iterator[Item]:
    slope, name = _gradient(run, place, entry), entry_name(run.graph, place, entry)
    yield Heading(translated("Check of the slope by {name}").format(name=formulas.called_so(name).text))
    yield Chain(
        formulas.partial(run.loss, name),
        (Turn(rounded(slope, 10), translated("backward"), formulas.is_rounded(slope)),),
    )
    along = _line(run, place, entry)
    found = differences(along)
    value = run.graph.vertices[place].value
    start = value[entry] if isinstance(value, list) else value
    yield from by_differences(
        found,
        accuracy(found.forward, slope, found.height, start),
        accuracy(found.central, slope, found.height, start),
    )


def _line(run: Pass, place: int, entry: int) -> Callable[[float], float]:
    """The loss as one number moves; nan where it has no value."""

    def loss(distance: float) -> float:
        try:
            value = forward(run.graph.moved(place, entry, distance)).values[run.graph.loss]
        except UserError:
            return math.nan
        return float(value[0] if isinstance(value, list) else value)

    return loss


def _gradient(run: Pass, place: int, entry: int) -> float:
    gradient = run.gradients[place]
    return float(gradient[entry] if isinstance(gradient, list) else gradient)


def _largest(run: Pass, numbers: list[tuple[int, int]]) -> float:
    """The largest difference between the complex step and the backward pass."""
    found = {place: complex_step.gradient(run.graph, place) for place in {place for place, _ in numbers}}
    largest = 0.0
    for place, entry in numbers:
        slope, value = _gradient(run, place, entry), found[place]
        other = value[entry] if isinstance(value, list) else value
        largest = max(largest, abs(other - slope) / max(1.0, abs(slope)))
    return largest
