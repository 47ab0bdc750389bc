"""What was done to one part of an expression, law by law, as it is done on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import prod
from typing import Any, TypeAlias

from msgspec import Struct

from derivtutor.derivation.formula import product, total
from derivtutor.derivation.tidying.monomial import MOST_BITS, ONE, Monomials
from derivtutor.derivation.tidying.spread import spread, together
from derivtutor.derivation.tidying.sums import Sums, is_bracket, squared_sines, without_brackets
from derivtutor.notation.rational import number, rational
from derivtutor.notation.shape import ROOTS
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Product, Quotient, Sum, with_children

Labelled: TypeAlias = "tuple[str, Node]"
"""A law, and what an expression is once it has been used."""


class Change(Struct, frozen=True):
    """What tidying made of a part: `given` is the part with its own parts tidy already."""

    given: Node
    written: Node
    law: str = ""
    """The one law that leads there, where it is known."""


def flattened(node: Node) -> Node:
    """An expression without brackets around sums in a sum and products in a product, its minus in front of a line."""
    if isinstance(node, Quotient) and isinstance(node.top, Negation):
        return Negation(Quotient(node.top.operand, node.bottom))
    if isinstance(node, Sum):
        return total(list(node.terms)) if any(isinstance(term, Sum) for term in node.terms) else node
    if isinstance(node, Product):
        return product(list(node.factors)) if any(isinstance(part, Product) for part in node.factors) else node
    return node


class Splitter:
    """Splits what was done to one part into laws; its own parts are not looked into."""

    def __init__(self, monomials: Monomials, sums: Sums) -> None:
        self.monomials = monomials
        self.sums = sums
        self.structure = monomials.structure

    def chain(self, change: Change) -> list[Labelled]:
        """The laws that lead from what was given to what was written, with what stands there after each."""
        if change.law:
            return [(change.law, change.written)]
        chain: list[Labelled] = []
        current = flattened(change.given)
        while not self._same(current, change.written):
            step = next(self._steps(current), None)
            if step is None or len(chain) > _MOST_LAWS:
                chain.append((self._last(current, change.written), change.written))
                break
            chain.append(step)
            current = step[1]
        return chain

    def _steps(self, current: Node) -> Iterator[Labelled]:
        """What can be done next, in the order in which it is done on paper."""
        for law, rewrite in _STAGES.get(type(current), ()):
            rewritten = rewrite(self, current)
            if rewritten is not None and rewritten is not current and not self._same(rewritten, current):
                yield law, rewritten
        if isinstance(current, Negation):
            yield from ((law, Negation(rewritten)) for law, rewritten in self._steps(current.operand))

    def _same(self, left: Node, right: Node) -> bool:
        return self.structure.are_same(left, right)

    def _last(self, current: Node, written: Node) -> str:
        """The law of what is left to do: nothing but the order, or what is above and below a line."""
        if isinstance(current, Negation) and isinstance(written, Negation):
            return self._last(current.operand, written.operand)
        if isinstance(current, Sum):
            same = Counter(map(self.structure, current.children)) == Counter(map(self.structure, written.children))
            return "order" if same and isinstance(written, Sum) else "like-terms"
        if isinstance(current, Power):
            return _law_of_power(current)
        one, other = spread(current), spread(written)
        if one.sign == other.sign and all(
            Counter(map(self.structure, mine)) == Counter(map(self.structure, theirs))
            for mine, theirs in ((one.above, other.above), (one.below, other.below))
        ):
            return "order"
        if "even-power" in self.monomials.seen(current).laws:
            return "even-power"
        top = current.top if isinstance(current, Quotient) else current
        if isinstance(top, Sum) and any(map(_has_fraction, top.terms)):
            return "compound-fraction"
        if any(map(_has_negative_exponent, one.above)):
            return "negative-power"
        return "cancel" if one.below else "collect-powers"

    # -- products ----------------------------------------------------------------------------------------------

    def without_ones(self, node: Node) -> Node | None:
        """Factors 1 dropped; a product with a factor 0 is 0."""
        if isinstance(node, Quotient):
            return Number(0) if _is_zero(node.top) else node.top if node.bottom == ONE else None
        if any(map(_is_zero, node.children)):
            return Number(0)
        kept = [factor for factor in node.children if factor != ONE]
        return (product(kept) if kept else ONE) if len(kept) < len(node.children) else None

    def nothing(self, node: Node) -> Node | None:
        """The negative of 0."""
        return node.children[0] if _is_zero(node) else None

    def signs(self, node: Node) -> Node | None:
        """The signs of factors in front of the whole."""
        if isinstance(node, Negation):
            return node.operand.operand if isinstance(node.operand, Negation) else None
        negative = [isinstance(factor, Negation) for factor in node.children]
        if not any(negative):
            return None
        plain = [child.operand if isinstance(child, Negation) else child for child in node.children]
        unsigned = with_children(node, tuple(plain)) if isinstance(node, Quotient) else product(plain)
        return Negation(unsigned) if sum(negative) % 2 else unsigned

    def powers_of_numbers(self, node: Node) -> Node | None:
        """Powers of whole numbers among the factors worked out."""
        return self._with_factors(node, _power_of_number)

    def powers_of_products(self, node: Node) -> Node | None:
        """Powers of products among the factors: every factor to the power."""
        return self._with_factors(node, _power_of_product)

    def powers_of_bars(self, node: Node) -> Node | None:
        """Even powers of absolute values among the factors without their bars."""
        return self._with_factors(node, _power_of_bars)

    def powers_of_powers(self, node: Node) -> Node | None:
        """Powers of powers among the factors written with one exponent."""
        return self._with_factors(node, _power_of_power)

    def _with_factors(self, node: Node, rewrite: Callable[[Node], Node]) -> Node:
        if isinstance(node, Quotient):
            sides = [self._with_factors(side, rewrite) for side in node.children]
            return with_children(node, tuple(sides))
        if isinstance(node, Product):
            return flattened(with_children(node, tuple(map(rewrite, node.factors))))
        return rewrite(node)

    def one_fraction(self, node: Node) -> Node | None:
        """Fractions among the factors, above or below the line, as one fraction."""
        factors = node.factors if isinstance(node, Product) else node.children
        if not any(isinstance(factor, Quotient) or _has_fraction(factor) for factor in factors):
            return None
        everything = spread(node)
        return together(everything) if everything.below else None

    def numbers(self, node: Node) -> Node | None:
        """Whole numbers among the factors multiplied."""
        if isinstance(node, Quotient):
            top, bottom = self._multiplied(node.top), self._multiplied(node.bottom)
            return with_children(node, (top, bottom))
        return self._multiplied(node)

    def _multiplied(self, node: Node) -> Node:
        factors = node.factors if isinstance(node, Product) else ()
        numbers = [factor for factor in factors if isinstance(factor, Number) and not factor.text]
        if len(numbers) < 2:
            return node
        others = [factor for factor in factors if factor not in numbers]
        return product([Number(prod(each.value for each in numbers)), *others])

    def collected(self, node: Node) -> Node | None:
        """Powers of the same base on one side of the line as one power."""
        if isinstance(node, Quotient):
            return with_children(node, (self._collected(node.top), self._collected(node.bottom)))
        return self._collected(node)

    def _collected(self, node: Node) -> Node:
        if not isinstance(node, Product):
            return node
        monomial = self.monomials.seen(node)
        if "even-power" in monomial.laws:
            return _equal_factors_as_powers(node)
        written = self.monomials.write(monomial)
        return written if len(spread(written).above) < len(node.factors) and type(written) is not Quotient else node

    # -- powers ------------------------------------------------------------------------------------------------

    def exponent_one(self, node: Node) -> Node | None:
        assert isinstance(node, Power)
        return node.base if node.exponent == Number(1) else None

    def distributed(self, node: Node) -> Node | None:
        """A power of a product or a fraction: every factor to the power."""
        assert isinstance(node, Power)
        if isinstance(node.base, Product | Quotient):
            raised = [each if each == Number(1) else Power(each, node.exponent) for each in node.base.children]
            return with_children(node.base, tuple(raised))
        return None

    # -- sums --------------------------------------------------------------------------------------------------

    def without_zeros(self, node: Node) -> Node | None:
        kept = [term for term in node.children if not _is_zero(term)]
        return (total(kept) if kept else Number(0)) if len(kept) < len(node.children) else None

    def flat(self, node: Node) -> Node | None:
        """Brackets resolved, those after a minus sign too."""
        return total(list(without_brackets(node.children))) if any(map(is_bracket, node.children)) else None

    def added(self, node: Node) -> Node | None:
        """The numbers among the terms added."""
        numbers = [term for term in node.children if rational(term) is not None]
        if len(numbers) < 2:
            return None
        value = self.sums.of(numbers)
        if len(numbers) == len(node.children):
            return value
        first = next(place for place, term in enumerate(node.children) if rational(term) is not None)
        terms = [value if place == first else term for place, term in enumerate(node.children)]
        kept = [term for place, term in enumerate(terms) if place == first or rational(term) is None]
        added = total([term for term in kept if not _is_zero(term)] or [Number(0)])
        collected = self.sums.of(list(node.children))  # numbers are like terms, where there are others as well
        return added if len(collected.children) == len(added.children) else None

    def pythagoras(self, node: Node) -> Node | None:
        """`sin(u)^2 + cos(u)^2`, also with a common factor, as 1."""
        terms = [self.monomials.seen(term) for term in node.children]
        keys: dict[object, int] = {term.key(): place for place, term in enumerate(terms)}
        for place, term in enumerate(terms):
            for _, rest, partner in squared_sines(self.monomials, term):
                other = keys.get(partner)
                if other is not None and terms[other].coefficient == term.coefficient:
                    kept = [each for turn, each in enumerate(node.children) if turn not in (place, other)]
                    kept.insert(min(place, other), self.monomials.write(rest))
                    return total(kept)
        return None


_MOST_LAWS = 12


def _has_fraction(node: Node) -> bool:
    """Whether a factor is a product with a fraction in it."""
    return bool(spread(node).below)


def _power_of_number(node: Node) -> Node:
    if isinstance(node, Power) and type(node.base) is type(node.exponent) is Number and not node.base.text:
        base, exponent = node.base.value, node.exponent.value
        if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * exponent <= MOST_BITS:
            return Number(base**exponent)
    return node


def _power_of_product(node: Node) -> Node:
    if isinstance(node, Power) and isinstance(node.base, Product):
        return product([Power(factor, node.exponent) for factor in node.base.factors])
    return node


def _power_of_bars(node: Node) -> Node:
    if isinstance(node, Power) and isinstance(node.base, Call) and node.base.function == "abs":
        exponent = rational(node.exponent)
        if exponent is not None and exponent % 2 == 0:
            return Power(node.base.arguments[0], node.exponent)
    return node


def _equal_factors_as_powers(node: Product) -> Node:
    """`|u| |u|` as `|u|^2`."""
    counts = Counter(node.factors)
    return product([each if count == 1 else Power(each, Number(count)) for each, count in counts.items()])


def _has_negative_exponent(node: Node) -> bool:
    exponent = rational(node.exponent) if isinstance(node, Power) else None
    return exponent is not None and exponent < 0


def _law_of_power(node: Power) -> str:
    """What is done to a power at last."""
    if isinstance(node.base, Call) and node.base.function in ROOTS:
        return "power-of-root"
    if isinstance(node.base, Call) and node.base.function == "abs":
        return "even-power"
    return "power-of-power" if isinstance(node.base, Power) else "numbers"


def _power_of_power(node: Node) -> Node:
    if isinstance(node, Power) and isinstance(node.base, Power):
        inner, outer = rational(node.base.exponent), rational(node.exponent)
        if inner is not None and outer is not None:
            return Power(node.base.base, number(inner * outer))
    return node


def _is_zero(term: Node) -> bool:
    inner = term.operand if isinstance(term, Negation) else term
    return isinstance(inner, Number) and not inner.value


Rewrite: TypeAlias = Callable[[Splitter, Any], Node | None]

_OF_PRODUCTS: tuple[tuple[str, Rewrite], ...] = (
    ("ones-and-zeros", Splitter.without_ones),
    ("signs", Splitter.signs),
    ("one-fraction", Splitter.one_fraction),
    ("power-of-product", Splitter.powers_of_products),
    ("power-of-power", Splitter.powers_of_powers),
    ("numbers", Splitter.powers_of_numbers),
    ("numbers", Splitter.numbers),
    ("collect-powers", Splitter.collected),
    ("even-power", Splitter.powers_of_bars),
)
_STAGES: dict[type, tuple[tuple[str, Rewrite], ...]] = {
    Product: _OF_PRODUCTS,
    Quotient: _OF_PRODUCTS,
    Negation: (("ones-and-zeros", Splitter.nothing), ("signs", Splitter.signs)),
    Power: (
        ("ones-and-zeros", Splitter.exponent_one),
        ("power-of-product", Splitter.distributed),
        ("power-of-power", Splitter.powers_of_powers),
        ("numbers", Splitter.powers_of_numbers),
    ),
    Sum: (
        ("ones-and-zeros", Splitter.without_zeros),
        ("brackets", Splitter.flat),
        ("numbers", Splitter.added),
        ("pythagoras", Splitter.pythagoras),
    ),
}
