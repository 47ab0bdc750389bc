"""What is known of a function of one variable, on one page: `portraits.txt` holds one for each of its functions.

A function stands alone in its line, what is said of it is indented below. To add one, write its line; then
`python tests/analysis/portraits.py` writes all of them anew. Read the difference: nothing else says that it is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from derivtutor.analysis.limits import Limit, is_integrable, limits_of
from derivtutor.analysis.line import Line, line, weight
from derivtutor.analysis.place import Place
from derivtutor.analysis.requirements import bends, requirements
from derivtutor.analysis.samples import sample
from derivtutor.analysis.smoothness import Kink
from derivtutor.analysis.turning import is_one_formula, turning
from derivtutor.analysis.zeros import zeros
from derivtutor.derivation.differentiator import derivative
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Integral, Node, parts

FILE = Path(__file__).with_name("portraits.txt")
_MOST = 8
"""Of more places, those at both ends are shown."""


def portrait(text: str) -> list[str]:
    function = read(text).tree
    return [text, *(f"    {name:9} {said}" for name, said in _told(function) if said)]


def _told(function: Node) -> Iterator[tuple[str, str]]:
    found, here = zeros(function, "x"), line(function, "x")
    yield "zeros", _listed(map(shown, found.places)) + ("" if found.complete else " …")
    yield "perhaps", _listed(f"{float(each):.4g}" for each in found.near)
    turns = turning(function, "x")
    yield "turns on", _texts(turns)
    if (without := turning(function, "x", poles=False)) != turns:
        yield "but poles", _texts(without) or "nothing"
    yield "requires", _texts(requirements(function, "x"))
    yield "bends", _texts(bends(function, "x"))
    yield "line", drawn(here) + ("" if here.complete else " …")
    yield "looked at", _listed(map(str, here.middles))
    if not any(isinstance(part, Integral) for part in parts(function)):
        sides = [f"{shown(place)}: {_beside(function, place)}" for place in here.places]
        yield "tends to", "; ".join(_listed_raw(sides))
    yield "weight", f"{weight(function)}{', one formula' if is_one_formula(function) else ''}"
    if 0 < len(here.places) < _MOST:
        yield from _derivatives(function)


def _derivatives(function: Node) -> Iterator[tuple[str, str]]:
    """The places at which derivatives up to the third exist; what is there where they do not."""
    chain = [function, *(derivative(function, "x", order) for order in (1, 2, 3))]
    for order in (1, 2, 3):
        at = sample(chain[: order + 1], "x", {})
        places = zip(at.line.places, at.valid[len(at.line.gaps) :], strict=True)
        yield f"order {order}", ", ".join(shown(place) for place, valid in places if valid)
    yield "breaks", ", ".join(f"{shown(place)} in order {order}" for place, order in at.breaks)
    yield "kinks", "; ".join(f"{shown(place)}: {_kink(each)}" for place, each in sample(chain[:2], "x", {}).kinks)


def _kink(kink: Kink) -> str:
    sides = zip(kink.ends, kink.values, kink.slopes, strict=True)
    beside = " and ".join("end" if end else f"{told(value)} (slope {told(slope)})" for end, value, slope in sides)
    return f"{kink.kind} at height {told(kink.value)}, {beside}"


def shown(place: Place) -> str:
    return linear.text(place.form) if place.form else f"≈{decimal(place.middle)}"


def decimal(number: Fraction) -> str:
    return f"{float(number):.10g}"


def drawn(here: Line) -> str:
    """Gaps, with values (▬) or not (·), and places, with a value (●) or not (○)."""
    marks = [f"{'●' if here.has_value_at(place) else '○'}{shown(place)}" for place in here.places]
    gaps = ["▬" if inside else "·" for inside in here.gaps]
    steps = [f"{mark} {gap}" for mark, gap in zip(marks, gaps[1:], strict=True)]
    return " ".join([gaps[0], *_listed_raw(steps)])


def _beside(function: Node, place: Place) -> str:
    return " and ".join(_side(function, place, side) for side in (-1, 1))


def _side(function: Node, place: Place, side: int) -> str:
    value, slope = limits_of(function, "x", {"x": place}, side)  # type: ignore[arg-type]
    area = "" if is_integrable(function, "x", {"x": place}, side) else ", no area"  # type: ignore[arg-type]
    return f"{told(value)} (slope {told(slope)}{area})"


def told(limit: Limit) -> str:
    if limit.value is None:
        return {1: "∞", -1: "-∞", 0: "none"}[limit.infinite]
    number = float(limit.value.mid())
    return "0" if abs(number) < 1e-15 else f"{number:.8g}"


def _texts(nodes: Iterable[Node]) -> str:
    return "; ".join(map(linear.text, nodes))


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(_listed_raw(list(texts)))


def _listed_raw(texts: list[str]) -> list[str]:
    return texts if len(texts) <= _MOST else [*texts[:3], f"({len(texts) - 6} more)", *texts[-3:]]


def pages() -> dict[str, list[str]]:
    """The lines of each function's page."""
    found: dict[str, list[str]] = {}
    for text in FILE.read_text("utf-8").splitlines():
        if not text.startswith(" "):
            found[text] = page = []
        page.append(text)
    return found


if __name__ == "__main__":
    FILE.write_text("\n".join("\n".join(portrait(each)) for each in pages()) + "\n", "utf-8")
