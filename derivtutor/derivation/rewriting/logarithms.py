"""The laws of logarithms: factors become terms, exponents factors; with bars wherever a factor may be negative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from derivtutor.derivation.formula import product
from derivtutor.derivation.rewriting.powers import raised
from derivtutor.derivation.rewriting.row import Place
from derivtutor.derivation.tidying.factors import E
from derivtutor.derivation.tidying.signs import never_both_negative, never_negative
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Product, Quotient, Sum


class _Logarithm(NamedTuple):
    """A logarithm, its argument, and whether that has bars around it."""

    call: Call
    argument: Node
    has_bars: bool

    def may_have(self, bars: bool) -> bool:
        """Whether it can be differentiated with bars inside, if it needs them: the natural one can."""
        return not bars or self.call.function == "ln"

    def of(self, argument: Node, has_bars: bool) -> Node:
        """The same logarithm of something else."""
        inside = Call("abs", (argument,)) if has_bars else argument
        return Call(self.call.function, (*self.call.arguments[:-1], inside))


def _logarithm(node: Node, place: Place) -> _Logarithm | None:
    """A logarithm with a constant base."""
    if not isinstance(node, Call) or node.function not in ("ln", "log") or any(map(place.depends, node.arguments[:-1])):
        return None
    argument = node.arguments[-1]
    if not place.depends(argument):
        return None
    has_bars = isinstance(argument, Call) and argument.function == "abs"
    return _Logarithm(node, argument.children[0] if has_bars else argument, has_bars)


def of_product(node: Node, place: Place) -> Node | None:
    """`ln(u v)` is `ln(u) + ln(v)`; constant factors stay together in one."""
    logarithm = _logarithm(node, place)
    if logarithm is None or not isinstance(logarithm.argument, Product):
        return None
    constants = [factor for factor in logarithm.argument.factors if not place.depends(factor)]
    varying = [factor for factor in logarithm.argument.factors if place.depends(factor)]
    simple = len(varying) == 1 and not isinstance(varying[0], Power) and not _is_root(varying[0])
    if simple or (constants and not never_negative(product(constants))):
        return None
    factors = [*([product(constants)] if constants else []), *varying]
    separate = _separate(logarithm, factors, place)
    return Sum(tuple(separate)) if separate else None


def of_quotient(node: Node, place: Place) -> Node | None:
    """`ln(u/v)` is `ln(u) - ln(v)`."""
    logarithm = _logarithm(node, place)
    if logarithm is None or not isinstance(logarithm.argument, Quotient):
        return None
    top, bottom = logarithm.argument.children
    if any(not place.depends(each) and not never_negative(each) for each in (top, bottom)):
        return None
    if top == Number(1):
        return Negation(logarithm.of(bottom, logarithm.has_bars and not never_negative(bottom)))
    separate = _separate(logarithm, [top, bottom], place)
    return Sum((separate[0], Negation(separate[1]))) if separate else None


def of_power(node: Node, place: Place) -> Node | None:
    """`ln(u^n)` is `n ln(u)`, with bars where `n` is even."""
    logarithm = _logarithm(node, place)
    if logarithm is None or logarithm.argument == E:
        return None
    if isinstance(logarithm.argument, Power) and logarithm.argument.base == E and logarithm.call.function == "ln":
        return logarithm.argument.exponent
    power = raised(logarithm.argument)
    value = rational(power.exponent)
    if value is None and not (isinstance(power.base, Number) and never_negative(power.base)):
        return None
    if value == 1 or power.is_root:
        return None
    even = value is not None and value.numerator % 2 == 0
    needs_bars = (even or logarithm.has_bars) and not never_negative(power.base)
    return product([power.exponent, logarithm.of(power.base, needs_bars)]) if logarithm.may_have(needs_bars) else None


def of_root(node: Node, place: Place) -> Node | None:
    """`ln(√u)` is `ln(u^(1/2))`."""
    logarithm = _logarithm(node, place)
    if logarithm is None or not _is_root(logarithm.argument):
        return None
    power = raised(logarithm.argument)
    return logarithm.of(Power(power.base, power.exponent), logarithm.has_bars and not never_negative(power.base))


def _is_root(node: Node) -> bool:
    return raised(node).is_root


def _separate(logarithm: _Logarithm, factors: Sequence[Node], place: Place) -> list[Node]:
    """The logarithms of some factors whose product or quotient is positive where the logarithm is defined.

    Nothing where they would need bars that this logarithm cannot have.
    """
    unknown = [factor for factor in factors if not never_negative(factor)]
    needs_bars = logarithm.has_bars or (len(unknown) > 1 and not never_both_negative(*unknown))
    if not logarithm.may_have(needs_bars):
        return []
    return [logarithm.of(factor, needs_bars and factor in unknown) for factor in factors]
