"""Which slip a wrong line shows: the one that makes the student's own value of the student's own earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from msgspec import Struct

from derivtutor.derivation.misconceptions import name_of
from derivtutor.grading import sentences
from derivtutor.grading.backward.formulas import Typed
from derivtutor.grading.backward.replay import Change, Edge, Found, Region
from derivtutor.grading.backward.slips import Slip, all_changes
from derivtutor.language import translated
from derivtutor.network.shapes import Shape, size
from derivtutor.network.values import Value

_RELATIVE, _ABSOLUTE = 1e-9, 1e-12
"""How far numbers of a machine may differ that are the same."""

_MOST_WORK, _FEWEST_TRIES = 150_000, 200
"""Slips are tried until so many vertices have been gone through, but at least so many slips."""


class Explained(Struct, frozen=True):
    """A slip that was recognised: its id (empty where only the step is known), what is said of it, and where."""

    slip: str
    says: str
    hint: str = ""
    result: str = ""
    operand: str = ""


def is_close(entries: Sequence[float], others: Sequence[float], margins: Iterable[float]) -> bool:
    """Whether numbers are the same within margins."""
    largest = max(map(abs, others), default=0.0)
    return all(
        abs(one - other) <= margin * (1 + 1e-9) + _RELATIVE * max(abs(other), 1e-3 * largest) + _ABSOLUTE
        for one, other, margin in zip(entries, others, margins, strict=True)
    )


def fits(shape: Shape, wanted: Shape) -> bool:
    """Whether an array may stand for one of another shape: a vector for a row or column, one entry for a number."""
    if shape == wanted or size(shape) == size(wanted) == 1:
        return True
    return size(shape) == size(wanted) and 1 in (len(shape), len(wanted)) and 1 in (*shape, *wanted)


def _is_reproduced(typed: Typed, found: Found | None, entry: int | None) -> bool:
    if found is None:
        return False
    shape, value = found
    if entry is not None:
        if not isinstance(value, list) or entry >= len(value) or size(typed.shape) != 1:
            return False
        shape, value = (), value[entry]
    entries = value if isinstance(value, list) else [value]
    is_flat = size(shape) == size(typed.shape) and 1 in (len(shape), len(typed.shape))
    return (fits(typed.shape, shape) or is_flat) and is_close(typed.entries, entries, typed.margins)


class Attempt(Struct, frozen=True, eq=False):
    """A line as it is to be explained at one point: what it comes to, and the way to what it is about."""

    region: Region
    typed: Typed


def explained(attempts: Sequence[Attempt], others: Sequence[Attempt], entry: int | None) -> Explained | None:
    """The slip that makes the value of a line.

    Args:
        attempts: the line at one point: from the student's earlier values, as typed or exact.
        others: the line at other points, where it is a formula; they decide between slips.
        entry: the entry that the line is about.
    """
    for attempt in attempts:
        found = list(_matching(attempt, entry))
        if not found:
            continue
        beside = [{_kind(each) for each in _matching(other, entry)} for other in others]
        sharper = [each for each in found if all(_kind(each) in kinds for kinds in beside)]
        return _told(attempt.region, sharper or found)
    return None


def _kind(found: tuple[Slip, Change]) -> tuple[str, Edge | None]:
    return found[0].id, found[1].at


def _matching(attempt: Attempt, entry: int | None) -> Iterable[tuple[Slip, Change]]:
    right = attempt.region.replayed()
    most = max(_FEWEST_TRIES, _MOST_WORK // len(attempt.region.places))
    for slip, change in islice(all_changes(attempt.region), most):
        found = attempt.region.replayed(change)
        if found is not None and not _same(found, right) and _is_reproduced(attempt.typed, found, entry):
            yield slip, change


def _same(found: Found, right: Found | None) -> bool:
    if right is None or found[0] != right[0]:
        return False
    pairs = [each[1] if isinstance(each[1], list) else [each[1]] for each in (found, right)]
    return is_close(pairs[0], pairs[1], [0.0] * len(pairs[0]))


_OF_ONE_JOIN = frozenset({"join-overwritten", "one-path-only"})
"""Slips that are the same to a student."""


def _told(region: Region, found: Sequence[tuple[Slip, Change]]) -> Explained | None:
    """The one slip, what is true of all of several, or nothing."""
    best = min(slip.rank for slip, _ in found)
    found = [each for each in found if each[0].rank == best]
    ids = list(dict.fromkeys(slip.id for slip, _ in found))
    slip, change = found[0]
    words = {**_words(region, change), "slip": name_of(slip.id)}
    if len(ids) == 1 or _OF_ONE_JOIN.issuperset(ids):
        says, hint = (translated(text).format(**words) for text in (slip.says, slip.hint))
        return Explained(slip.id, says, hint, words["result"], words["operand"])
    if len({made.at for _, made in found}) == 1 and change.at is not None:
        says = sentences.AT_THIS_STEP.format(**words)
        return Explained("", says, "", words["result"], words["operand"])
    return None


def _words(region: Region, change: Change) -> dict[str, str]:
    graph = region.run.graph
    called: Callable[[int], str] = lambda place: graph.called(graph.vertices[place])  # noqa: E731
    ends = ("", "") if change.at is None else (called(change.at.result), called(change.at.operand))
    words = {"name": called(region.target), "result": ends[0], "operand": ends[1], "join": ends[1], "other": ""}
    return {**words, **change.words}


def difference(value: Value, right: Value) -> tuple[int, float, float]:
    """The place of the entry that is farthest off, the entry, and what it should be."""
    pairs = list(zip(*[each if isinstance(each, list) else [each] for each in (value, right)], strict=True))
    place = max(range(len(pairs)), key=lambda at: abs(pairs[at][0] - pairs[at][1]))
    return place, *pairs[place]
