"""Double and half angles, and sines and cosines in the place of the other circular functions."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from derivtutor.derivation.formula import builder, formula, match
from derivtutor.derivation.tidying.factors import whole
from derivtutor.derivation.tidying.finishing import Finishing, Law, Rewrite
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.within import in_products
from derivtutor.notation.tree import KEEPING, Call, Node, Number, Product, fold, parts, with_children


class _Pair(Struct, frozen=True):
    """Two factors with the same `u` in them that are `result`: `sec(u)^2/tan(u)` is `2/sin(2u)`.

    Where `u` stands twice in the `other` one, it is written as `v` there the second time.

    Some are used of half angles alone, where they are `of_halves`.
    """

    one: str
    power: int
    other: str
    other_power: int
    result: str
    of_halves: bool = False

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        has_other = any(_matched(formula(self.other), part) for part in parts(node))
        return in_products(finishing, node, self._rewritten) if has_other else node

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        for key, factor in monomial.factors.items():
            bindings = _matched(formula(self.other), factor.base) if factor.power == self.other_power else None
            if not bindings or (self.of_halves and not _is_half(finishing, bindings["u"])):
                continue
            one = finishing.monomials.key_of(builder(self.one)(bindings))
            if monomial.power_of(one) == self.power:
                del monomial.factors[one], monomial.factors[key]
                result = finishing.monomials.of(finishing.settled(builder(self.result)(bindings)))
                monomial.coefficient = whole(Fraction(monomial.coefficient) * result.coefficient)
                monomial.multiply(result, 1)
                return True
        return False


def _is_half(finishing: Finishing, angle: Node) -> bool:
    return finishing.monomials.of(angle).coefficient.denominator == 2


def _matched(pattern: Node, node: Node) -> dict[str, Node] | None:
    """What all the letters of a pattern stand for, if that is one thing."""
    bindings = match(pattern, node, lambda _, __: True)
    return bindings if bindings and len(set(bindings.values())) == 1 else None


class _DoubleCosine(Struct, frozen=True):
    """`-(cos(u)^2 - sin(u)^2)` is `-cos(2u)`."""

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        has_squares = any(_matched(_COSINE_MINUS_SINE, part) for part in parts(node))
        return in_products(finishing, node, self._rewritten) if has_squares else node

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        for key, factor in monomial.factors.items() if monomial.coefficient < 0 else ():
            squares = _matched(_COSINE_MINUS_SINE, factor.base)
            if squares is not None and factor.power == 1:
                del monomial.factors[key]
                double = finishing.settled(Product((Number(2), squares["u"])))
                monomial.multiply(finishing.monomials.of(Call("cos", (double,))), 1)
                return True
        return False


_COSINE_MINUS_SINE = formula("cos(u)^2 - sin(v)^2")


class _DoubleAngle(Struct, frozen=True):
    """`2 sin(u) cos(u)` is `sin(2u)`, where the problem has the double angle."""

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_products(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        for key, factor in monomial.factors.items():
            is_first_power = factor.power == 1 and factor.term is None
            if is_first_power and type(factor.base) is Call and factor.base.function == "sin":
                argument = factor.base.arguments[0]
                cosine = finishing.monomials.key_of(Call("cos", (argument,)))
                if monomial.power_of(cosine) != 1:
                    continue
                double = finishing.settled(Product((Number(2), argument)))
                if finishing.has_angle(double):
                    del monomial.factors[key], monomial.factors[cosine]
                    monomial.coefficient = whole(Fraction(monomial.coefficient, 2))
                    monomial.multiply(finishing.monomials.of(Call("sin", (double,))), 1)
                    return True
        return False


def _sines_and_cosines(finishing: Finishing, node: Node) -> Node:
    """A mixture of circular functions of one angle in sines and cosines alone, where that makes it much shorter."""
    calls = {part for part in parts(node) if type(part) is Call and part.function in _CIRCULAR}
    for angle in dict.fromkeys(call.arguments[0] for call in calls):
        functions = {call.function for call in calls if call.arguments[0] == angle}
        if functions & {"sin", "cos"} and functions & _BY_SINES.keys():
            written = finishing.settled(_in_sines(node, angle))
            if finishing.length(finishing.finished(written)) < _MUCH_SHORTER * finishing.length(node):
                return written
    return node


def _in_sines(node: Node, angle: Node) -> Node:
    def spelled(part: Call, children: list[Node]) -> Node:
        is_one = part.function in _BY_SINES and part.arguments[0] == angle
        return builder(_BY_SINES[part.function])({"u": angle}) if is_one else with_children(part, tuple(children))

    return fold(node, {**KEEPING, Call: spelled})


_BY_SINES = {"tan": "sin(u)/cos(u)", "cot": "cos(u)/sin(u)", "sec": "1/cos(u)", "csc": "1/sin(u)"}
_CIRCULAR = frozenset({"sin", "cos", *_BY_SINES})
_MUCH_SHORTER = 0.75


def _law(name: str, says: str, rewrite: Rewrite, function: str, also: str, brackets: int) -> Law:
    """A law on results with two functions."""
    return Law(name, f"use {says}", rewrite, frozenset({function}), frozenset({also}), brackets)


ANGLES = tuple(
    _law(*row)
    for row in (
        ("double-angle", "2 sin u cos u = sin 2u", _DoubleAngle(), "sin", "cos", 0),
        ("half-angle", "sec² u/tan u = 2/sin 2u", _Pair("sec(u)", 2, "tan(u)", -1, "2/sin(2u)", True), "tan", "sec", 0),
        (
            "half-angle-of-cot",
            "csc² u/cot u = 2/sin 2u",
            _Pair("csc(u)", 2, "cot(u)", -1, "2/sin(2u)", True),
            "cot",
            "csc",
            0,
        ),
        (
            "half-argument",
            "(1 − tanh² u)/tanh u = 2/sinh 2u",
            _Pair("1 - tanh(u)^2", 1, "tanh(u)", -1, "2/sinh(2u)", True),
            "tanh",
            "tanh",
            1,
        ),
        (
            "one-over-sinh-squared",
            "(1 − tanh² u)/tanh² u = 1/sinh² u",
            _Pair("1 - tanh(u)^2", 1, "tanh(u)", -2, "1/sinh(u)^2"),
            "tanh",
            "tanh",
            1,
        ),
        (
            "sum-times-cos-minus-sin",
            "(cos u + sin u)(cos u − sin u) = cos 2u",
            _Pair("cos(u) + sin(u)", 1, "cos(u) - sin(v)", 1, "cos(2u)"),
            "cos",
            "sin",
            2,
        ),
        (
            "sum-times-sin-minus-cos",
            "(sin u + cos u)(sin u − cos u) = −cos 2u",
            _Pair("sin(u) + cos(u)", 1, "sin(u) - cos(v)", 1, "-cos(2u)"),
            "cos",
            "sin",
            2,
        ),
        ("double-angle-of-cosine", "cos² u − sin² u = cos 2u", _DoubleCosine(), "cos", "sin", 1),
    )
)
"""The laws of double and half angles."""

SINES_AND_COSINES = (
    Law(
        "sines-and-cosines",
        "write with sines and cosines",
        _sines_and_cosines,
        frozenset(_BY_SINES),
        looks_ahead=True,
    ),
)
"""What is tried at last, since it asks what all others would do."""
