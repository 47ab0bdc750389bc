"""Roots and absolute values: what is taken out of them, and what needs no bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import gcd, isqrt

from msgspec import Struct

from derivtutor.derivation.formula import negated, product
from derivtutor.derivation.tidying.factors import E, Factor, degree_of, raised, size_of
from derivtutor.derivation.tidying.finishing import Finishing, Law
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.shortening import has_sum
from derivtutor.derivation.tidying.signs import Signs, never_both_negative
from derivtutor.derivation.tidying.within import Productwise, outside
from derivtutor.notation.polynomial import Coefficients, coefficients, common_divisor, divided, multiplied, polynomial
from derivtutor.notation.rational import rational
from derivtutor.notation.shape import ROOTS
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
    names,
    with_children,
)


class _Calls(Struct, frozen=True):
    """Rewrites the roots, or the bars, of a result wherever they stand."""

    function: str
    rewrite: Callable[[Finishing, Signs, Node], Node | None]

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        signs = Signs(finishing, node)

        def rewritten(part: Node) -> Node:
            own = isinstance(part, Call) and part.function == self.function
            other = self.rewrite(finishing, signs, part.children[0]) if own else None
            return part if other is None else finishing.settled(other)

        other = outside(node, rewritten)
        return node if other is node else finishing.settled(other)


class _Products(Struct, frozen=True):
    """Rewrites the products of a result."""

    rewrite: Productwise

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        def rewritten(part: Node) -> Node:
            if not isinstance(part, Negation | Product | Quotient):
                return part
            monomial = finishing.monomials.of(part)
            is_other = self.rewrite(finishing, monomial)
            return finishing.settled(finishing.monomials.write(monomial)) if is_other else part

        other = outside(node, rewritten)
        return node if other is node else finishing.settled(other)


def _root_of_quotient(finishing: Finishing, signs: Signs, inside: Node) -> Node | None:
    """`sqrt(u/v)` is `sqrt(u)/sqrt(v)` where both exist wherever the quotient has a root."""
    if not isinstance(inside, Quotient) or not names(inside.bottom):
        return None
    top, bottom = inside.children
    both = signs.never_negative(bottom) or signs.never_negative(top) or never_both_negative(top, bottom)
    return Quotient(_square_root(top), _square_root(bottom)) if both else None


def _square_root(inside: Node) -> Node:
    """A root, worked out where it is of 1."""
    return inside if inside == Number(1) else Call("sqrt", (inside,))


def _root_of_fraction(finishing: Finishing, signs: Signs, inside: Node) -> Node | None:
    """`sqrt(x/2)` is `sqrt(2x)/2`."""
    if not isinstance(inside, Quotient) or not isinstance(inside.bottom, Number) or not names(inside.top):
        return None
    below = inside.bottom.value
    if not isinstance(below, int):
        return None
    root = _greatest_root(below)
    left = below // root**2
    above = inside.top if left == 1 else product([Number(left), inside.top])
    return Quotient(Call("sqrt", (above,)), Number(root * left))


def _multiplied_out(finishing: Finishing, signs: Signs, inside: Node) -> Node | None:
    """`sqrt(1 - (2x - 1)^2)` is `sqrt(4x - 4x^2)`; but `sqrt((x - 2)^2 + 1)` stays, since nothing cancels."""
    if not any(map(has_sum, inside.children)) or (isinstance(inside, Sum) and finishing.sums.is_given(inside)):
        return None
    known = _polynomial_in_one_letter(finishing, inside)
    if known is None:
        return None
    letter, values = known
    written = _written(finishing, values, letter)
    is_shorter = finishing.length(written) < finishing.length(inside)
    is_subtracted = any(isinstance(term, Negation) and has_sum(term) for term in inside.children)
    is_simpler = is_shorter and (is_subtracted or len(written.children) <= 2)
    return Call("sqrt", (written,)) if is_simpler or len(_square_within(values)) > 1 else None


def _square_out(finishing: Finishing, signs: Signs, inside: Node) -> Node | None:
    """`sqrt(4x^2 - 4x^4)` is `2|x| sqrt(1 - x^2)`."""
    known = _polynomial_in_one_letter(finishing, inside)
    if known is None or any(map(has_sum, inside.children)):
        return None
    letter, values = known
    square = _square_within(values)
    if square == (1,):
        return None
    left = divided(divided(values, square), square)
    root = _written(finishing, square, letter)
    out = root if signs.never_negative(root) else Call("abs", (root,))
    return out if left == (1,) else product([out, Call("sqrt", (_written(finishing, left, letter),))])


def _polynomial_in_one_letter(finishing: Finishing, node: Node) -> tuple[str, Coefficients] | None:
    """The letter and the coefficients of a polynomial with whole coefficients."""
    letters = names(node)
    if not isinstance(node, Sum) or len(letters) != 1:
        return None
    (letter,) = letters
    values = coefficients(node, letter)
    return (letter, values) if values and all(isinstance(value, int) for value in values) else None


def _written(finishing: Finishing, values: Coefficients, letter: str) -> Node:
    written = polynomial(values, letter)
    return finishing.total(list(map(finishing.monomials.of, written.terms))) if isinstance(written, Sum) else written


def _square_within(values: Coefficients) -> Coefficients:
    """The greatest polynomial whose square divides another one (by Yun's way to factors without squares)."""
    square: Coefficients = (_greatest_root(gcd(*map(int, values))),)
    if len(values) < 3 or (len(values) == 3 and values[1] ** 2 != 4 * values[0] * values[2]):
        return square
    repeated = common_divisor(values, tuple([place * value for place, value in enumerate(values)][1:]))
    rest, times = divided(values, repeated), 1
    while len(rest) > 1:
        shared = common_divisor(rest, repeated)
        for _ in range(times // 2):
            square = multiplied([square, divided(rest, shared)])
        rest, repeated, times = shared, divided(repeated, shared), times + 1
    return square


def _greatest_root(value: int) -> int:
    """The greatest whole number whose square divides another one; of a great one only the small are tried."""
    most = min(isqrt(value), _MOST_TRIED)
    return next(size for size in range(most, 0, -1) if value % size**2 == 0)


_MOST_TRIED = 1000


def _roots_of_whole_powers(finishing: Finishing, node: Node) -> Node:
    """`sqrt(x^2)` is `|x|`: nothing is left under the root."""
    return _roots_of_powers(finishing, node, nothing_left=True)


def _roots_of_powers(finishing: Finishing, node: Node, nothing_left: bool = False) -> Node:
    """`sqrt(x^3)` is `x sqrt(x)`, `sqrt(x^2)` is `|x|`, `cbrt(x^2)` is `cbrt(x)^2`."""

    def rewritten(part: Node, children: list[Node]) -> Node:
        kept = with_children(part, tuple(children))
        degree = degree_of(kept)
        inside = kept.children[-1]
        if degree and isinstance(inside, Power) and inside.base == E:
            part = product([Quotient(Number(1), Number(degree)), inside.exponent])
            return kept if nothing_left else finishing.settled(Power(E, part))
        if degree and isinstance(inside, Product):
            return _number_taken_out(finishing, kept, inside, degree)
        power = rational(inside.exponent) if isinstance(inside, Power) else None
        if not degree or power is None or not isinstance(inside, Power) or power.denominator != 1 or power < 2:
            return kept
        if nothing_left and power % degree:
            return kept
        base = Call("abs", (inside.base,)) if degree % 2 == 0 and power % 2 == 0 else inside.base
        root = with_children(kept, (*kept.children[:-1], base))
        times, rest = divmod(power.numerator, degree)
        factors = [(base, times), (root, rest)]
        return finishing.settled(product([raised(each, exponent) for each, exponent in factors if exponent]))

    other = fold(node, {**KEEPING, Call: rewritten})
    return node if other is node else finishing.settled(other)


def _number_taken_out(finishing: Finishing, root: Node, inside: Product, degree: int) -> Node:
    """`sqrt(4x)` is `2sqrt(x)`."""
    first = inside.factors[0]
    if not isinstance(first, Number) or not isinstance(first.value, int):
        return root
    whole_root = round(first.value ** (1 / degree))
    if whole_root < 2 or whole_root**degree != first.value:
        return root
    rest = with_children(root, (*root.children[:-1], product(list(inside.factors[1:]))))
    return finishing.settled(product([Number(whole_root), rest]))


def _without_bars(finishing: Finishing, signs: Signs, inside: Node) -> Node | None:
    """`|x^2|` is `x^2`, and `|1 - x|` is `|x - 1|` where that is in the problem."""
    return inside if signs.never_negative(inside) else None


def _bars_of_factors(finishing: Finishing, signs: Signs, inside: Node) -> Node | None:
    """`|2x|` is `2|x|`: what is never negative stands outside."""
    monomial = finishing.monomials.of(inside)
    out, left = finishing.monomials.of(Number(1)), monomial.copy()
    out.coefficient, left.coefficient = size_of(monomial.coefficient), 1
    for key, factor in monomial.factors.items():
        if factor.term is None and factor.power.denominator == 1:
            even = factor.power if signs.never_negative(factor.base) else factor.power - factor.power.numerator % 2
            out.factors[key], left.factors[key] = factor.to(even), factor.to(factor.power - even)
    kept = left.copy()
    if (
        not kept.factors
        or monomial.decimal
        or finishing.structure(finishing.monomials.write(kept)) == finishing.structure(inside)
    ):
        return None
    bars = [Call("abs", (finishing.monomials.write(each),)) for each in _single(kept)]
    return product([finishing.monomials.write(out), *bars])


def _single(monomial: Monomial) -> Iterator[Monomial]:
    """The factors of a monomial, each on its own where its powers are plain."""
    for key, factor in monomial.factors.items():
        yield Monomial(factors={key: factor})


def _bars_below(finishing: Finishing, monomial: Monomial) -> bool:
    """`|u|/u` is `u/|u|`."""
    for factor in monomial.factors.values():
        if _is_in_bars(factor) and factor.power == 1:
            plain = finishing.monomials.key_of(factor.base.children[0])
            if monomial.power_of(plain) == -1:
                monomial.factors[plain].power, factor.power = 1, -1
                return True
    return False


def _bars_turned(finishing: Finishing, monomial: Monomial) -> bool:
    """`|u - v|` is `|v - u|` beside `v - u`."""
    for key, factor in monomial.factors.items():
        if _is_in_bars(factor) and type(factor.base.children[0]) is Sum:
            turned = Sum(tuple(map(negated, factor.base.children[0].children)))
            beside = monomial.factors.get(finishing.monomials.key_of(turned))
            own = monomial.power_of(finishing.monomials.key_of(factor.base.children[0]))
            if beside is not None and not own:
                del monomial.factors[key]
                monomial.multiply(finishing.monomials.of(Call("abs", (beside.base,))), factor.power)
                return True
    return False


def _is_in_bars(factor: Factor) -> bool:
    return type(factor.base) is Call and factor.base.function == "abs" and factor.term is None


_OUT_OF_ROOT = "simplify the root"
_ROOT, _BARS = frozenset({"sqrt"}), frozenset({"abs"})

ROOTED = (
    Law("root-of-power", _OUT_OF_ROOT, _roots_of_whole_powers, ROOTS, required=True),
    Law("root-of-power", _OUT_OF_ROOT, _roots_of_powers, ROOTS),
    Law("absolute-value", "use |u| = u where u ≥ 0", _Calls("abs", _without_bars), _BARS),
    Law("bars-of-product", "use |u v| = |u| |v|", _Calls("abs", _bars_of_factors), _BARS),
    Law("bars-below", "use |u|/u = u/|u|", _Products(_bars_below), _BARS, of_fractions=True),
    Law("bars-turned", "use |u − v| = |v − u|", _Products(_bars_turned), _BARS, brackets=2),
    Law("expand", "expand", _Calls("sqrt", _multiplied_out), _ROOT, brackets=1),
    Law("square-out-of-root", "take the square out of the root", _Calls("sqrt", _square_out), _ROOT, brackets=1),
    Law("root-of-quotient", "use √(u/v) = √u/√v", _Calls("sqrt", _root_of_quotient), _ROOT, of_fractions=True),
    Law(
        "root-of-fraction",
        "take the number below the line out of the root",
        _Calls("sqrt", _root_of_fraction),
        _ROOT,
        of_fractions=True,
    ),
)
"""The laws of roots and absolute values."""
