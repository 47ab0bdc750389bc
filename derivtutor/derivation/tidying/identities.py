"""Identities of functions that every school teaches; each is a step of its own."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from msgspec import Struct

from derivtutor.derivation.formula import builder, formula, match, product, total
from derivtutor.derivation.tidying.factors import E, size_of, whole
from derivtutor.derivation.tidying.finishing import Finishing, Law, Rewrite
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.sums import squared_sines
from derivtutor.derivation.tidying.within import in_products, in_sums
from derivtutor.notation.rational import number
from derivtutor.notation.tree import KEEPING, Call, Node, Number, Power, Product, Quotient, Sum, fold, with_children


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


class _Ratio(Struct, frozen=True):
    """`above(u) / below(u)` is `result(u)`, where nothing of either is left over."""

    above: str
    below: str
    result: str

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_products(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        bases = Counter(base for base, _ in monomial.factors)  # those with a symbolic power beside it occur twice
        for key, factor in monomial.factors.items():
            if type(factor.base) is Call and factor.base.function == self.above and factor.term is None:
                below = finishing.monomials.key_of(Call(self.below, factor.base.arguments))
                cancels = factor.power > 0 and monomial.power_of(below) == -factor.power
                if cancels and bases[key[0]] == bases[below[0]] == 1:
                    result = finishing.monomials.of(Call(self.result, factor.base.arguments))
                    power = factor.power
                    del monomial.factors[key], monomial.factors[below]
                    monomial.multiply(result, power)
                    return True
        return False


class _Reciprocal(Struct, frozen=True):
    """`1/function(u)` is `result(u)`, also to a power, where no other function of `u` stands beside it."""

    function: str
    result: str

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_products(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        for key, factor in monomial.factors.items():
            is_below = factor.power < 0 and factor.power.denominator == 1 and factor.term is None
            if is_below and type(factor.base) is Call and factor.base.function == self.function:
                others = (each.base for each in monomial.factors.values() if each is not factor)
                if any(type(other) is Call and other.arguments == factor.base.arguments for other in others):
                    continue
                result = finishing.monomials.of(Call(self.result, factor.base.arguments))
                power = -factor.power
                del monomial.factors[key]
                monomial.multiply(result, power)
                return True
        return False


class _Together(Struct, frozen=True):
    """`one(u) other(u)` is `result(u)`, or 1 where there is none, to any whole power that both have."""

    one: str
    other: str
    result: str = ""

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_products(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        for key, factor in monomial.factors.items():
            if type(factor.base) is Call and factor.base.function == self.one and factor.term is None:
                other = finishing.monomials.key_of(Call(self.other, factor.base.arguments))
                if monomial.power_of(other) == factor.power != 0:
                    power = factor.power
                    del monomial.factors[key], monomial.factors[other]
                    if self.result:
                        monomial.multiply(finishing.monomials.of(Call(self.result, factor.base.arguments)), power)
                    return True
        return False


class _DifferenceOfSquares(Struct, frozen=True):
    """`one(u)^2 - other(u)^2` is 1, also with a common factor."""

    one: str
    other: str

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_sums(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, terms: list[Monomial]) -> bool:
        keys: dict[object, int] = {term.key(): place for place, term in enumerate(terms)}
        for place, term in enumerate(terms):
            for key, factor in term.factors.items():
                if not factor.is_square_of(self.one):
                    continue
                rest = term.copy()
                del rest.factors[key]
                square = finishing.monomials.of(Call(self.other, factor.base.children))
                partner = rest.copy()
                partner.multiply(square, 2)
                other = keys.get(partner.key())
                if other is not None and terms[other].coefficient == -term.coefficient:
                    terms[place] = rest
                    del terms[other]
                    return True
        return False


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
    raised = argument if size_of(power) == 1 else Power(argument, number(size_of(power)))
    return raised if power > 0 else Quotient(Number(1), raised)


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


class _Square(Struct, frozen=True):
    """`function(u)^2` and `ratio` times what it is multiplied by are `sign` times `result(u)^2`: `sec^2 - 1 = tan^2`.

    Where `wanted` names functions, the problem must have one of them with this argument.
    """

    function: str
    ratio: int
    sign: int
    result: str
    wanted: tuple[str, ...] = ()

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_sums(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, terms: list[Monomial]) -> bool:
        keys = {term.key(): place for place, term in enumerate(terms)}
        for place, term in enumerate(terms):
            for key, factor in term.factors.items():
                if not factor.is_square_of(self.function) or not self._is_wanted(finishing, factor.base):
                    continue
                rest = term.copy()
                del rest.factors[key]
                partner = keys.get(rest.key())
                if partner is not None and terms[partner].coefficient == self.ratio * term.coefficient:
                    rest.coefficient = self.sign * term.coefficient
                    rest.multiply(finishing.monomials.of(Call(self.result, factor.base.children)), 2)
                    terms[place] = rest
                    del terms[partner]
                    return True
        return False

    def _is_wanted(self, finishing: Finishing, call: Node) -> bool:
        return not self.wanted or any(finishing.has_call(Call(name, call.children)) for name in self.wanted)


class _SquaresOfBoth(Struct, frozen=True):
    """`a sin(u)^2 + b cos(u)^2`, of numbers with one sign, is `b + (a - b) sin(u)^2`; or so with the cosine."""

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_sums(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, terms: list[Monomial]) -> bool:
        keys: dict[object, int] = {term.key(): place for place, term in enumerate(terms)}
        for place, term in enumerate(terms):
            for _, rest, partner in squared_sines(finishing.monomials, term):
                other = keys.get(partner)
                if other is not None and term.coefficient * terms[other].coefficient > 0:
                    less, more = sorted((place, other), key=lambda each: size_of(terms[each].coefficient))
                    rest.coefficient = terms[less].coefficient
                    terms[more].coefficient = whole(terms[more].coefficient - rest.coefficient)
                    terms[less] = rest
                    return True
        return False


_OF_SUMS = (_Square, _SquaresOfBoth, _DifferenceOfSquares)


def _law(name: str, says: str, rewrite: Rewrite, function: str, required: bool = False) -> Law:
    """A law on results with a function; some are about fractions, some about sums."""
    of_fractions, of_sums = isinstance(rewrite, _Ratio | _Reciprocal), isinstance(rewrite, _OF_SUMS)
    return Law(name, f"use {says}", rewrite, frozenset({function}), int(of_sums), of_fractions, required)


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

_TOGETHER = (
    ("tan", "cos", "sin", "tan u cos u = sin u"),
    ("cot", "sin", "cos", "cot u sin u = cos u"),
    ("sec", "cos", "", "sec u cos u = 1"),
    ("csc", "sin", "", "csc u sin u = 1"),
    ("sec", "sin", "tan", "sec u sin u = tan u"),
    ("csc", "cos", "cot", "csc u cos u = cot u"),
    ("tan", "csc", "sec", "tan u csc u = sec u"),
    ("cot", "sec", "csc", "cot u sec u = csc u"),
    ("tan", "cot", "", "tan u cot u = 1"),
)
_RECIPROCALS = (
    ("tan", "cot"),
    ("cot", "tan"),
    ("sec", "cos"),
    ("csc", "sin"),
    ("coth", "tanh"),
    ("sech", "cosh"),
    ("csch", "sinh"),
)

IDENTITIES = (
    _law("exp-of-ln", "e^(n ln u) = u^n", _ExponentialOfLogarithm(), "ln", True),
    *[_law(name, says, _Inverse(pattern, result), inner, True) for name, says, pattern, result, inner in _INVERSES],
    _law("double-angle", "2 sin u cos u = sin 2u", _DoubleAngle(), "sin"),
    _law("tan-as-ratio", "sin u/cos u = tan u", _Ratio("sin", "cos", "tan"), "sin"),
    _law("cot-as-ratio", "cos u/sin u = cot u", _Ratio("cos", "sin", "cot"), "cos"),
    _law("tanh-as-ratio", "sinh u/cosh u = tanh u", _Ratio("sinh", "cosh", "tanh"), "sinh"),
    _law("coth-as-ratio", "cosh u/sinh u = coth u", _Ratio("cosh", "sinh", "coth"), "cosh"),
    *[_law(f"one-over-{one}", f"1/{one} u = {other} u", _Reciprocal(one, other), one) for one, other in _RECIPROCALS],
    *[_law(f"{one}-{other}", says, _Together(one, other, result), one) for one, other, result, says in _TOGETHER],
    _law("sec-and-tan", "sec² u − tan² u = 1", _DifferenceOfSquares("sec", "tan"), "sec"),
    _law("csc-and-cot", "csc² u − cot² u = 1", _DifferenceOfSquares("csc", "cot"), "csc"),
    _law("cosh-and-sinh", "cosh² u − sinh² u = 1", _DifferenceOfSquares("cosh", "sinh"), "cosh"),
    _law("squares-of-both", "sin² u + cos² u = 1", _SquaresOfBoth(), "sin"),
    _law("cos-squared", "1 − sin² u = cos² u", _Square("sin", -1, -1, "cos"), "sin"),
    _law("sin-squared", "1 − cos² u = sin² u", _Square("cos", -1, -1, "sin"), "cos"),
    _law("sec-squared", "1 + tan² u = sec² u", _Square("tan", 1, 1, "sec"), "tan"),
    _law("tan-squared", "sec² u − 1 = tan² u", _Square("sec", -1, 1, "tan"), "sec"),
    _law("csc-squared", "1 + cot² u = csc² u", _Square("cot", 1, 1, "csc"), "cot"),
    _law("cot-squared", "csc² u − 1 = cot² u", _Square("csc", -1, 1, "cot"), "csc"),
    _law("sinh-squared", "cosh² u − 1 = sinh² u", _Square("cosh", -1, 1, "sinh"), "cosh"),
    _law("cosh-squared", "1 + sinh² u = cosh² u", _Square("sinh", 1, 1, "cosh"), "sinh"),
    _law("tanh-squared", "1 − sech² u = tanh² u", _Square("sech", -1, -1, "tanh"), "sech"),
    _law("sech-squared", "1 − tanh² u = sech² u", _Square("tanh", -1, -1, "sech", ("sech", "cosh")), "tanh"),
)
"""The identities, each as a law."""
