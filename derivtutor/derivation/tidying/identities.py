"""Identities of functions that every school teaches; each is a step of its own."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from derivtutor.derivation.tidying.factors import Rational, size_of, whole
from derivtutor.derivation.tidying.finishing import Finishing, Law, Rewrite
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.sums import squared_sines
from derivtutor.derivation.tidying.within import in_products, in_sums
from derivtutor.notation.tree import Call, Node


class _Ratio(Struct, frozen=True):
    """`above(u) / below(u)` is `result(u)`, where nothing of either is left over but on the side that may be `left`."""

    above: str
    below: str
    result: str
    left: str = ""

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_products(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        bases = Counter(base for base, _ in monomial.factors)  # those with a symbolic power beside it occur twice
        for key, factor in monomial.factors.items():
            if type(factor.base) is Call and factor.base.function == self.above and factor.term is None:
                below = finishing.monomials.key_of(Call(self.below, factor.base.arguments))
                above, under = factor.power, -monomial.power_of(below)
                is_left = {"above": above >= under, "below": above <= under}.get(self.left, above == under)
                if min(above, under) > 0 and is_left and bases[key[0]] == bases[below[0]] == 1:
                    result = finishing.monomials.of(Call(self.result, factor.base.arguments))
                    power = min(above, under)
                    factor.power -= power
                    monomial.factors[below].power += power
                    _multiply_first(monomial, result, power)
                    return True
        return False


class _Reciprocal(Struct, frozen=True):
    """`1/function(u)` is `result(u)`, also to a power, where only what may be `beside` it is of `u` as well."""

    function: str
    result: str
    beside: tuple[str, ...] = ()

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_products(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        for key, factor in monomial.factors.items():
            is_below = factor.power < 0 and factor.power.denominator == 1 and factor.term is None
            if is_below and type(factor.base) is Call and factor.base.function == self.function:
                calls = [each.base for each in monomial.factors.values() if each.power and type(each.base) is Call]
                beside = {each.function for each in calls if each.arguments == factor.base.arguments}
                if not beside <= {self.function, *self.beside}:
                    continue
                result = finishing.monomials.of(Call(self.result, factor.base.arguments))
                power = -factor.power
                del monomial.factors[key]
                monomial.multiply(result, power)
                return True
        return False


class _Together(Struct, frozen=True):
    """`one(u) other(u)` is `result(u)`, or 1 where there is none, to any whole power.

    Where it `is_partial`, something of one of them may be left.
    """

    one: str
    other: str
    result: str = ""
    is_partial: bool = True

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        return in_products(finishing, node, self._rewritten)

    def _rewritten(self, finishing: Finishing, monomial: Monomial) -> bool:
        for factor in monomial.factors.values():
            if type(factor.base) is Call and factor.base.function == self.one and factor.term is None:
                other = finishing.monomials.key_of(Call(self.other, factor.base.arguments))
                mine, others = factor.power, monomial.power_of(other)
                if mine == others != 0 or (self.is_partial and min(mine, others) > 0):
                    power = min(mine, others)
                    factor.power -= power
                    monomial.factors[other].power -= power
                    if self.result:
                        _multiply_first(
                            monomial, finishing.monomials.of(Call(self.result, factor.base.arguments)), power
                        )
                    return True
        return False


def _multiply_first(monomial: Monomial, result: Monomial, power: Rational) -> None:
    """Multiply by a function to some power; in front of others where that is 1: `sec(u) tan(u)`."""
    others = dict(monomial.factors)
    if power == 1:
        monomial.factors.clear()
        monomial.factors.update({key: others.pop(key, factor.to(0)) for key, factor in result.factors.items()})
        monomial.factors.update(others)
    monomial.multiply(result, power)


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


def _law(name: str, says: str, rewrite: Rewrite, function: str, also: str = "", brackets: int = 0) -> Law:
    """A law on results with a function, or with two; some are about fractions, some about sums."""
    of_fractions, of_sums = isinstance(rewrite, _Ratio | _Reciprocal), isinstance(rewrite, _OF_SUMS)
    beside = frozenset({also} if also else ())
    return Law(name, f"use {says}", rewrite, frozenset({function}), beside, brackets or int(of_sums), of_fractions)


_RATIOS = (
    ("sec", "tan", "csc", "below"),
    ("csc", "cot", "sec", "below"),
    ("tan", "sec", "sin", "below"),
    ("cot", "csc", "cos", "below"),
    ("tan", "sin", "sec", "above"),
    ("cot", "cos", "csc", "above"),
    ("sin", "tan", "cos", "above"),
    ("cos", "cot", "sin", "above"),
    ("sech", "tanh", "csch", "below"),
)
_TOGETHER = (
    ("tan", "cos", "sin", True, "tan u cos u = sin u"),
    ("cot", "sin", "cos", True, "cot u sin u = cos u"),
    ("sec", "cos", "", True, "sec u cos u = 1"),
    ("csc", "sin", "", True, "csc u sin u = 1"),
    ("sec", "sin", "tan", False, "sec u sin u = tan u"),
    ("csc", "cos", "cot", False, "csc u cos u = cot u"),
    ("tan", "csc", "sec", True, "tan u csc u = sec u"),
    ("cot", "sec", "csc", True, "cot u sec u = csc u"),
    ("tan", "cot", "", True, "tan u cot u = 1"),
)
_RECIPROCALS = (
    ("tan", "cot", ("csc",)),
    ("cot", "tan", ("sec",)),
    ("sec", "cos", ("sin",)),
    ("csc", "sin", ("cos",)),
    ("coth", "tanh", ()),
    ("sech", "cosh", ("sinh",)),
    ("csch", "sinh", ("cosh",)),
)

IDENTITIES = (
    _law("tan-as-ratio", "sin u/cos u = tan u", _Ratio("sin", "cos", "tan"), "sin", "cos"),
    _law("cot-as-ratio", "cos u/sin u = cot u", _Ratio("cos", "sin", "cot"), "cos", "sin"),
    _law("tanh-as-ratio", "sinh u/cosh u = tanh u", _Ratio("sinh", "cosh", "tanh"), "sinh", "cosh"),
    _law("coth-as-ratio", "cosh u/sinh u = coth u", _Ratio("cosh", "sinh", "coth"), "cosh", "sinh"),
    *[
        _law(f"{one}-over-{other}", f"{one} u/{other} u = {result} u", _Ratio(one, other, result, left), one, other)
        for one, other, result, left in _RATIOS
    ],
    *[
        _law(f"one-over-{one}", f"1/{one} u = {other} u", _Reciprocal(one, other, beside), one)
        for one, other, beside in _RECIPROCALS
    ],
    *[
        _law(f"{one}-{other}", says, _Together(one, other, result, is_partial), one, other)
        for one, other, result, is_partial, says in _TOGETHER
    ],
    _law("sec-and-tan", "sec² u − tan² u = 1", _DifferenceOfSquares("sec", "tan"), "sec", "tan"),
    _law("csc-and-cot", "csc² u − cot² u = 1", _DifferenceOfSquares("csc", "cot"), "csc", "cot"),
    _law("cosh-and-sinh", "cosh² u − sinh² u = 1", _DifferenceOfSquares("cosh", "sinh"), "cosh", "sinh"),
    _law("squares-of-both", "sin² u + cos² u = 1", _SquaresOfBoth(), "sin", "cos"),
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
