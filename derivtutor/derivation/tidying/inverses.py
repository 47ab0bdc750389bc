"""Functions that undo one another, and what logarithms and exponentials of numbers come to."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from msgspec import Struct

from derivtutor.derivation.formula import builder, formula, match, product, total
from derivtutor.derivation.tidying.factors import E, Factor, size_of
from derivtutor.derivation.tidying.finishing import Finishing, Law
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.within import in_products
from derivtutor.notation.rational import number
from derivtutor.notation.tree import (
    KEEPING,
    Call,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    fold,
    with_children,
)


class _Inverse(Struct, frozen=True):
    """One function undoes another, or nearly, wherever that stands: `pattern` becomes `result`."""

    pattern: str
    result: str

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        pattern, result = formula(self.pattern), builder(self.result)

        def undone(part: Node, children: list[Node]) -> Node:
            kept = with_children(part, tuple(children))
            bindings = match(pattern, kept, lambda _, __: True)
            return kept if bindings is None else finishing.settled(result(bindings))

        other = fold(node, {**KEEPING, type(pattern): undone})
        return node if other is node else finishing.settled(other)


class _ExponentialOfLogarithm(Struct, frozen=True):
    """`e^(c ln(u) + v)` is `u^c e^v`, of a number `c`."""

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        def undone(part: Power, children: list[Node]) -> Node:
            kept = with_children(part, tuple(children))
            base, exponent = kept.children
            if base != E:
                return kept
            terms = exponent.terms if isinstance(exponent, Sum) else (exponent,)
            powers = [_power_of_logarithm(finishing, term) for term in terms]
            if all(power is None for power in powers):
                return kept
            others = [term for term, power in zip(terms, powers, strict=True) if power is None]
            factors = [power for power in powers if power is not None]
            return finishing.settled(product([*factors, *([Power(E, total(others))] if others else [])]))

        other = fold(node, {**KEEPING, Power: undone})
        return node if other is node else finishing.settled(other)


def _power_of_logarithm(finishing: Finishing, term: Node) -> Node | None:
    monomial = finishing.monomials.of(term)
    factors = [factor for factor in monomial.factors.values() if factor.power]
    if len(factors) != 1 or factors[0].power != 1 or factors[0].term is not None or monomial.decimal:
        return None
    call = factors[0].base
    if not isinstance(call, Call) or call.function != "ln":
        return None
    argument, power = call.arguments[0], monomial.coefficient
    size = size_of(power)
    raised = (
        argument
        if size == 1
        else Call("sqrt", (argument,))
        if size == Fraction(1, 2)
        else Power(argument, number(size))
    )
    return raised if power > 0 else Quotient(Number(1), raised)


def _power_of_own_logarithm(finishing: Finishing, node: Node) -> Node:
    """`2^(log_2(u))` is `u`."""

    def undone(part: Power, children: list[Node]) -> Node:
        kept = with_children(part, tuple(children))
        exponent = kept.children[1]
        is_own = isinstance(exponent, Call) and exponent.function == "log" and exponent.arguments[0] == kept.children[0]
        return exponent.children[1] if is_own else kept

    other = fold(node, {**KEEPING, Power: undone})
    return node if other is node else finishing.settled(other)


def _logarithm_of_fraction(finishing: Finishing, node: Node) -> Node:
    """`ln(1/2)` is `-ln(2)`."""

    def turned(part: Call, children: list[Node]) -> Node:
        kept = with_children(part, tuple(children))
        inside = kept.children[-1]
        if part.function == "ln" and isinstance(inside, Quotient) and inside.top == Number(1) != inside.bottom:
            return Negation(Call("ln", (inside.bottom,))) if isinstance(inside.bottom, Number) else kept
        return kept

    other = fold(node, {**KEEPING, Call: turned})
    return node if other is node else finishing.settled(other)


def _powers_together(finishing: Finishing, node: Node) -> Node:
    """`2^x*3^x` is `6^x`."""
    return in_products(finishing, node, _with_one_base)


def _with_one_base(finishing: Finishing, monomial: Monomial) -> bool:
    for (key, left), (other, right) in combinations(list(monomial.factors.items()), 2):
        bases = left.base, right.base
        if left.term is not None and key[1] == other[1] and left.power == right.power:
            values = [base.value for base in bases if isinstance(base, Number) and isinstance(base.value, int)]
            if len(values) == 2 and min(values) > 1:
                together = Factor(Number(values[0] * values[1]), left.term, left.power, inline=left.inline)
                del monomial.factors[key], monomial.factors[other]
                monomial.factors[finishing.monomials.number_of(together.base), key[1]] = together
                return True
    return False


def _logarithms_together(finishing: Finishing, node: Node) -> Node:
    """`ln(2) + ln(3)` is `ln(6)` beside a power of 6."""
    return in_products(finishing, node, _with_one_logarithm)


def _with_one_logarithm(finishing: Finishing, monomial: Monomial) -> bool:
    bases = [factor.base for factor in monomial.factors.values() if factor.term is not None]
    for key, factor in monomial.factors.items():
        numbers = match(_TWO_LOGARITHMS, factor.base, lambda _, node: isinstance(node, Number))
        if numbers is not None and factor.power == 1 and factor.term is None:
            together = finishing.settled(Product((numbers["u"], numbers["v"])))
            if together in bases:
                del monomial.factors[key]
                monomial.multiply(finishing.monomials.of(Call("ln", (together,))), 1)
                return True
    return False


_TWO_LOGARITHMS = formula("ln(u) + ln(v)")

_INVERSES = (
    ("ln-of-exp", "ln(e^u) = u", "ln(e^u)", "u", "ln"),
    ("sin-of-arcsin", "sin(arcsin u) = u", "sin(arcsin(u))", "u", "arcsin"),
    ("cos-of-arccos", "cos(arccos u) = u", "cos(arccos(u))", "u", "arccos"),
    ("tan-of-arctan", "tan(arctan u) = u", "tan(arctan(u))", "u", "arctan"),
    ("sin-of-arccos", "sin(arccos u) = √(1 − u²)", "sin(arccos(u))", "sqrt(1 - u^2)", "arccos"),
    ("cos-of-arcsin", "cos(arcsin u) = √(1 − u²)", "cos(arcsin(u))", "sqrt(1 - u^2)", "arcsin"),
    ("cos-of-arctan", "cos(arctan u) = 1/√(1 + u²)", "cos(arctan(u))", "1/sqrt(1 + u^2)", "arctan"),
    ("sec-of-arctan", "sec(arctan u) = √(1 + u²)", "sec(arctan(u))", "sqrt(1 + u^2)", "arctan"),
    ("sinh-of-arsinh", "sinh(arsinh u) = u", "sinh(arsinh(u))", "u", "arsinh"),
    ("cosh-of-arcosh", "cosh(arcosh u) = u", "cosh(arcosh(u))", "u", "arcosh"),
    ("tanh-of-artanh", "tanh(artanh u) = u", "tanh(artanh(u))", "u", "artanh"),
    ("cosh-of-arsinh", "cosh(arsinh u) = √(u² + 1)", "cosh(arsinh(u))", "sqrt(u^2 + 1)", "arsinh"),
)
"""What every answer has to have been simplified by."""

_INVERSES_OF_OTHERS = (
    ("sin-of-arctan", "sin(arctan u) = u/√(1 + u²)", "sin(arctan(u))", "u/sqrt(1 + u^2)", "arctan"),
    ("sec-of-arcsin", "sec(arcsin u) = 1/√(1 − u²)", "sec(arcsin(u))", "1/sqrt(1 - u^2)", "arcsin"),
    ("sec-of-arccos", "sec(arccos u) = 1/u", "sec(arccos(u))", "1/u", "arccos"),
    ("tan-of-arcsin", "tan(arcsin u) = u/√(1 − u²)", "tan(arcsin(u))", "u/sqrt(1 - u^2)", "arcsin"),
    ("tan-of-arccos", "tan(arccos u) = √(1 − u²)/u", "tan(arccos(u))", "sqrt(1 - u^2)/u", "arccos"),
    ("sin-of-double-arcsin", "sin(2 arcsin u) = 2u √(1 − u²)", "sin(2arcsin(u))", "2u sqrt(1 - u^2)", "arcsin"),
    ("cos-of-double-arcsin", "cos(2 arcsin u) = 1 − 2u²", "cos(2arcsin(u))", "1 - 2u^2", "arcsin"),
    ("sin-of-double-arccos", "sin(2 arccos u) = 2u √(1 − u²)", "sin(2arccos(u))", "2u sqrt(1 - u^2)", "arccos"),
    ("cos-of-double-arccos", "cos(2 arccos u) = 2u² − 1", "cos(2arccos(u))", "2u^2 - 1", "arccos"),
    ("sinh-of-arcosh", "sinh(arcosh u) = √(u² − 1)", "sinh(arcosh(u))", "sqrt(u^2 - 1)", "arcosh"),
)
"""What a textbook has, though an answer without it is simple enough."""

INVERSES = (
    Law("exp-of-ln", "use e^(n ln u) = u^n", _ExponentialOfLogarithm(), frozenset({"ln"}), required=True),
    Law("power-of-log", "use a^(log_a u) = u", _power_of_own_logarithm, frozenset({"log"})),
    Law("ln-of-fraction", "use ln(1/a) = −ln a", _logarithm_of_fraction, frozenset({"ln"}), of_fractions=True),
    Law("powers-together", "use a^u b^u = (a b)^u", _powers_together, frozenset({"ln"})),
    Law("logarithms-together", "use ln a + ln b = ln(a b)", _logarithms_together, frozenset({"ln"}), brackets=1),
    *[
        Law(name, f"use {says}", _Inverse(pattern, result), frozenset({inner}), required=is_required)
        for rows, is_required in ((_INVERSES, True), (_INVERSES_OF_OTHERS, False))
        for name, says, pattern, result, inner in rows
    ],
)
"""The laws of functions that undo one another."""
