"""What a derivation says about where it is valid and about corners, compared with what mpmath finds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import sympy
from local_behaviour import DIGITS, ROUND, Local, local, special_points, wide_points
from mpmath import mp
from oracle import Reading, UnclearError, Value

from derivtutor import explain
from derivtutor.errors import UserError
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node

_SAME = mp.mpf("1e-12")
"""Numbers of a condition are taken for equal to this share: a border may be told as a decimal number."""


class Condition:
    """A condition in SymPy's syntax, to be asked about points; no condition holds everywhere."""

    def __init__(self, text: str | None, variable: str = "x") -> None:
        symbol = sympy.Symbol(variable, real=True)
        self.tree = sympy.true if text is None else sympy.sympify(text, locals={variable: symbol}, evaluate=False)
        self._sides = {
            relation: sympy.lambdify(symbol, list(relation.args), ["mpmath"])
            for relation in self.tree.atoms(sympy.core.relational.Relational)
        }

    def holds(self, x: Value) -> bool:
        return self._holds(self.tree, x)

    def borders(self) -> list[Any]:
        """The numbers that the variable is compared with."""
        return [side for relation in self._sides for side in relation.args if side.is_number]

    def _holds(self, condition: Any, x: Value) -> bool:
        if isinstance(condition, sympy.And):
            return all(self._holds(each, x) for each in condition.args)
        if isinstance(condition, sympy.Or):
            return any(self._holds(each, x) for each in condition.args)
        if isinstance(condition, sympy.Not):
            return not self._holds(condition.args[0], x)
        if condition in (sympy.true, sympy.false):
            return bool(condition)
        return self._compared(condition, x)

    def _compared(self, relation: Any, x: Value) -> bool:
        try:
            u, v = map(mp.mpmathify, self._sides[relation](x))
        except (ZeroDivisionError, ValueError, TypeError):
            return False
        if not (mp.isfinite(u) and mp.isfinite(v)) or abs(mp.im(u)) + abs(mp.im(v)) > _SAME:
            return False
        difference = mp.re(u) - mp.re(v)
        if abs(difference) <= _SAME * max(abs(u), abs(v), _SAME):
            difference = mp.mpf(0)
        return bool(_RELATIONS[relation.rel_op](difference))


_RELATIONS = {
    "<": lambda d: d < 0,
    "<=": lambda d: d <= 0,
    ">": lambda d: d > 0,
    ">=": lambda d: d >= 0,
    "==": lambda d: d == 0,
    "!=": lambda d: d != 0,
}


def faults(text: str, count: int = 400) -> list[str]:
    """What is said of the function's derivative and is not so; empty where all is well."""
    tree = read(text).tree
    try:
        document = explain(text, wrt="x").as_dict()
    except UserError as error:
        somewhere = next(_valued(tree, wide_points(count)), None)
        return [] if somewhere is None else [f"refused ({error.message}), but defined at {float(somewhere):g}"]
    if "valid" not in document or "corners" not in document:
        return ["nothing is said about where it is valid"]
    corners = [{**corner, "at": corner["at"]["sympy"]} for corner in document["corners"]]
    return contradictions(tree, document["valid"] and document["valid"]["sympy"], corners, count)


def contradictions(tree: Node, valid: str | None, corners: list[dict[str, Any]], count: int = 400) -> list[str]:
    """What mpmath finds otherwise; the condition and the corners' places are in SymPy's syntax."""
    grid = wide_points(count)
    special, complete = special_points(tree, "x", grid)
    condition = Condition(valid)
    with mp.workdps(DIGITS):
        places = [*special, *map(Reading().number, ROUND)]
        near = {x: found for x in places if (found := _looked_at(tree, x)) is not None}
        return [
            *_generic(tree, condition, grid),
            *_at_special(near, condition),
            *_corners(tree, corners, near if complete else {}),
        ]


def _looked_at(tree: Node, x: Value) -> Local | None:
    try:
        return local(tree, "x", x)
    except (UnclearError, OverflowError):
        return None


def _valued(tree: Node, points: list[Fraction]) -> Iterator[Fraction]:
    """The points at which the function is defined."""
    reading = Reading()
    with mp.workdps(40):
        for x in points:
            try:
                if reading.value(tree, {"x": reading.number(x)}) is not None:
                    yield x
            except (UnclearError, OverflowError):
                continue


def _generic(tree: Node, valid: Condition, grid: list[Fraction]) -> Iterator[str]:
    """Where nothing special happens a function has a slope if it has a value."""
    defined, reading = set(_valued(tree, grid)), Reading()
    for x in grid:
        with mp.workdps(40):
            said = valid.holds(reading.number(x))
        if said != (x in defined) and not _is_unclear(tree, x):
            yield f"at {float(x):g} the function is {'' if x in defined else 'un'}defined, valid says {said}"
            return


def _is_unclear(tree: Node, x: Fraction) -> bool:
    found = _looked_at(tree, Reading().number(x))
    return found is None or found.defined != (found.slope is not None)


def _at_special(near: dict[Value, Local], valid: Condition) -> Iterator[str]:
    for x, found in near.items():
        is_there, said = found.slope is not None, valid.holds(x)
        if is_there != said:
            yield f"at {mp.nstr(x, 8)} there is {'a' if is_there else 'no'} slope, valid says {said}"


def _corners(tree: Node, corners: list[dict[str, Any]], near: dict[Value, Local]) -> Iterator[str]:
    """Corners that are none or are told wrongly, and those that are not told."""
    told = []
    for corner in _each(corners):
        said = mp.mpmathify(sympy.sympify(corner["at"]).evalf(DIGITS))
        x = next((x for x in near if abs(x - said) <= 1e-9 * max(1, abs(x))), said)
        told.append(x)
        found = _looked_at(tree, x)
        if found is not None:
            yield from _corner_faults(x, corner, found)
    for x, found in near.items():
        if _is_corner(found) and all(abs(x - other) > 1e-9 * max(1, abs(x)) for other in told):
            yield f"the {'/'.join(sorted(found.kinds))} at {mp.nstr(x, 8)} is not told"


def _each(corners: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Corners, of endlessly many (`n pi`) some."""
    for corner in corners:
        at = sympy.sympify(corner["at"])
        for letter in at.free_symbols or [None]:
            yield from (
                {**corner, "at": at.subs(letter, n) if letter else at} for n in (range(-3, 4) if letter else [0])
            )


def _is_corner(found: Local) -> bool:
    """A point inside the domain without a slope; what is said about the ends of the domain is left open."""
    return found.defined and found.left.defined and found.right.defined and found.slope is None


def _corner_faults(x: Value, corner: dict[str, Any], found: Local) -> Iterator[str]:
    where = mp.nstr(x, 8)
    if found.slope is not None or not (found.left.defined or found.right.defined):
        yield f"there is no {corner['kind']} at {where}"
        return
    if not _is_corner(found):
        return
    if found.kinds.isdisjoint(corner["kind"].split(" or ")):
        yield f"at {where} there is no {corner['kind']} but a {'/'.join(sorted(found.kinds))}"
    for side, name in ((found.left, "left"), (found.right, "right")):
        if not is_slope(corner[name], side.slope) and not (corner["kind"] == "jump" and corner[name] is None):
            yield f"at {where} the slope on the {name} is {mp.nstr(side.slope, 12)}, not {corner[name]}"


def is_slope(said: float | None, true: Value) -> bool:
    """Whether a slope is told: None for one that is infinite or none, a double otherwise."""
    if true is None or mp.isinf(true):
        return said is None
    return said is not None and abs(said - true) <= 1e-12 * max(abs(true), mp.mpf("1e-6"))
