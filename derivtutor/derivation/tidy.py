"""Light simplification after differentiating: a few school laws, each with its label."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from derivtutor.derivation.formula import product, total
from derivtutor.derivation.model import Tidying
from derivtutor.derivation.monomial import E, Factor, Key, Monomial, Monomials, Rational, size_of, whole
from derivtutor.notation import linear
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.shape import base
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Structure,
    Sum,
    Unknown,
    fold,
    names,
    with_children,
)

LAWS = {
    "numbers": "work out the numbers",
    "ones-and-zeros": "drop factors 1 and terms 0",
    "signs": "bring the signs together",
    "collect-powers": "collect powers of the same base",
    "power-of-product": "raise every factor to the power",
    "even-power": "an even power needs no absolute value",
    "cancel": "cancel what stands above and below",
    "one-fraction": "write as one fraction",
    "order": "put the factors in order",
    "like-terms": "collect like terms",
    "brackets": "resolve the brackets",
    "pythagoras": "sin² + cos² = 1",
    "expand": "multiply out",
    "factor-out": "put what all terms share in front of a bracket",
    "common-denominator": "bring to a common denominator",
    "into-pieces": "multiply into each piece",
    "pieces": "write the pieces as intervals",
    "respell": "write it as it was given",
    "simplify": "simplify by computer algebra",
}
"""The laws of tidying, by label."""

_MOST_TERMS = 60
_MOST_ROUNDS = 12
_ROOM_FOR_ONE_LINE = 30
"""So many characters more are no reason to leave a fraction within a fraction."""

_ROOTED = frozenset({"sqrt", "cbrt", "root", "abs"})
"""Functions whose powers may be simplified."""


class Tidier:
    """Tidies the results of one problem; what stood in the problem itself is left as it was typed."""

    def __init__(self, problem: Node, structure: Structure) -> None:
        self.problem = problem
        self.structure = structure
        self.monomials = Monomials(self.structure)
        self.laws: dict[str, None] = {}
        self.memo: Memo[Node] = Memo()
        self._texts: Memo[linear.Written] = Memo()
        self._settle(problem)
        keep: dict[type, Callable[[Any, list[Node]], Node]] = {
            kind: lambda node, children: with_children(node, tuple(children))
            for kind in (Call, Unknown, Comparison, Integral, Derivative)
        }
        self.algebra: Algebra[Node] = {
            **keep,
            Piecewise: self._pieces,
            Number: lambda node, _: node,
            Name: lambda node, _: node,
            Sum: self._sum,
            Negation: self._negation,
            Product: self._monomial,
            Quotient: self._monomial,
            Power: self._power,
        }

    def __call__(self, expression: Node, root: bool) -> tuple[Tidying, ...]:
        """The labelled steps from a raw result to a tidy one; the last step of a problem is also multiplied out."""
        found = []
        tidy = self._once(expression)
        if not self._same(tidy, expression):
            found.append(Tidying(tuple(self.laws) or ("brackets",), tidy))
        if root and "cancel" in self.laws:
            # What is left after cancelling may allow more; its parts count as new once more.
            again = Tidier(self.problem, self.structure)
            further = again._once(tidy)
            if not self._same(further, tidy):
                tidy = further
                self._settle(tidy)
                found.append(Tidying(tuple(again.laws) or ("brackets",), tidy))
        for _ in range(_MOST_ROUNDS if root else 0):
            shorter = self._shorter(tidy)
            if shorter is None:
                break
            tidy = shorter.result
            found.append(shorter)
        return tuple(found)

    def _shorter(self, tidy: Node) -> Tidying | None:
        """One more step that makes a result shorter, if there is one."""
        inside = type(tidy) is Quotient
        for law, shorten, room in (
            ("common-denominator", self._one_line if inside else self._common_denominator, inside * _ROOM_FOR_ONE_LINE),
            ("expand", self._expanded, 0),
            ("factor-out", self._factored, 2 * inside),  # above a line, a product needs no brackets
        ):
            self.laws = {}
            shorter = self._shortened(tidy, shorten, room)
            if shorter is not tidy:
                return Tidying((law, *(other for other in self.laws if other in ("like-terms", "cancel"))), shorter)
        return None

    def _once(self, expression: Node) -> Node:
        self.laws = {}
        tidy = fold(expression, self.algebra, self.memo)
        self._settle(tidy)
        return tidy

    def _settle(self, node: Node) -> None:
        """Mark an expression and its parts as tidy."""
        pending = [node]
        while pending:
            current = pending.pop()
            if self.memo.get(id(current)) is not current:
                self.memo[id(current)] = current
                self.memo.alive.append(current)
                pending.extend(current.children)

    def _same(self, left: Node, right: Node) -> bool:
        try:
            return left == right
        except RecursionError:  # deeper than Python compares; numbers of structures are compared at any depth
            return self.structure(left) == self.structure(right)

    def _uses(self, *laws: str) -> None:
        for law in laws:
            self.laws[law] = None

    # Products, quotients, powers

    def _negation(self, node: Negation, children: list[Node]) -> Node:
        operand = children[0]
        if isinstance(operand, Number) and not operand.value:
            self._uses("ones-and-zeros")
            return operand
        if isinstance(operand, Negation):
            self._uses("signs")
            return operand.operand
        return with_children(node, (operand,))

    def _power(self, node: Power, children: list[Node]) -> Node:
        base, exponent = children
        if type(exponent) is Number and exponent.value == 1:
            self._uses("ones-and-zeros")
            return base
        plain = type(exponent) is Number and exponent.value != 0
        settled = type(base) in (Name, Sum) or (type(base) is Call and base.function not in _ROOTED)
        natural = type(base) is Name and base.name == "e" and type(exponent) is not Number
        if settled and (plain or natural):
            return with_children(node, (base, exponent))
        return self._monomial(node, children)

    def _monomial(self, node: Node, children: list[Node]) -> Node:
        given = with_children(node, tuple(children))
        if isinstance(given, Product) and any(isinstance(child, Piecewise) for child in children):
            return self._into_pieces(given)
        found = self.monomials.of(given)
        written = self._cancelled(found)
        if self._same(written, given):
            self.monomials.remember(given, found)
            return given
        self._uses(*sorted(found.laws) or ("order",))
        return written

    def _into_pieces(self, node: Product) -> Node:
        index = next(index for index, factor in enumerate(node.factors) if isinstance(factor, Piecewise))
        pieces = node.factors[index]
        assert isinstance(pieces, Piecewise)
        others = [*node.factors[:index], *node.factors[index + 1 :]]
        self._uses("into-pieces")
        values = [fold(product([*others, value]), self.algebra, self.memo) for value in pieces.values]
        return Piecewise(tuple(values), pieces.conditions)

    def _pieces(self, node: Piecewise, children: list[Node]) -> Node:
        from derivtutor.derivation.intervals import simplified  # pieces are rare

        given = with_children(node, tuple(children))
        assert isinstance(given, Piecewise)
        found = simplified(given)
        if self._same(found, given):
            return given
        self._uses("pieces")
        return found

    def _cancelled(self, found: Monomial) -> Node:
        """A monomial written down, after cancelling what all terms of a sum above the line share with what is below."""
        for key, factor in list(found.factors.items()):
            if isinstance(factor.base, Sum) and factor.term is None and factor.power == 1:
                common = self._common(factor.base, found)
                if common is not None:
                    smaller, divisor = common
                    found.laws.add("cancel")
                    del found.factors[key]
                    self._divide(found, divisor)
                    return self._cancelled(self.monomials.of(product([smaller, self.monomials.write(found)])))
        written = self.monomials.write(found)
        self.monomials.remember(written, found)
        return written

    def _common(self, numerator: Sum, found: Monomial) -> tuple[Node, Monomial] | None:
        """A sum without the factor that all its terms share with the denominator, and one over that factor."""
        below = any(factor.power < 0 or factor.base == E for factor in found.factors.values())
        if found.coefficient.denominator == 1 and not below:
            return None
        terms = [self.monomials.of(term) for term in numerator.terms]
        divisor = Monomial()
        fractions = lcm(*(term.coefficient.denominator for term in terms))
        shared = gcd(*(abs(term.coefficient.numerator) for term in terms))
        if not any(term.decimal for term in terms):
            divisor.coefficient = whole(Fraction(gcd(shared, found.coefficient.denominator), fractions))
        for key, factor in found.factors.items():
            power = _shared_power(key, factor.power, terms)
            if power:
                divisor.factors[key] = Factor(factor.base, factor.term, power, factor.root)
        if divisor.coefficient == 1 and not divisor.factors:
            return None
        for term in terms:
            self._divide(term, divisor)
        return self._sum_of([self.monomials.write(term) for term in terms]), Monomial(
            whole(1 / Fraction(divisor.coefficient)),
            factors={key: Factor(f.base, f.term, -f.power, f.root) for key, f in divisor.factors.items()},
        )

    def _divide(self, term: Monomial, divisor: Monomial) -> None:
        if divisor.coefficient != 1:
            term.coefficient = whole(Fraction(term.coefficient) / divisor.coefficient)
        for key, factor in divisor.factors.items():
            term.factors[key].power -= factor.power

    # Sums

    def _sum(self, node: Sum, children: list[Node]) -> Node:
        given = with_children(node, tuple(children))
        flat = self._sum_of(children)
        return given if self._same(flat, given) else flat

    def _sum_of(self, children: list[Node]) -> Node:
        terms = self._flat(children)
        found: dict[Any, tuple[Monomial, Node | None]] = {}
        for term in terms:
            part = self.monomials.of(term)
            if not part.coefficient:
                self._uses("ones-and-zeros")
                continue
            key = part.key()
            earlier = found.get(key)
            if earlier is None:
                found[key] = part, term
            else:
                self._uses("numbers" if not key else "like-terms")
                part.coefficient = whole(part.coefficient + earlier[0].coefficient)
                part.decimal = part.decimal or earlier[0].decimal
                found[key] = part, None
        self._pythagoras(found)
        kept = [part for part in found.values() if part[0].coefficient]
        if not kept:
            return Number(0)
        first_positive = 0
        if not all(map(_is_of_letters, [part for part, _ in kept])):
            first_positive = next((index for index, (part, _) in enumerate(kept) if part.coefficient > 0), 0)
        ordered = [kept[first_positive], *kept[:first_positive], *kept[first_positive + 1 :]]
        return total([self.monomials.write(part) if term is None else term for part, term in ordered])

    def _pythagoras(self, found: dict[Any, tuple[Monomial, Node | None]]) -> None:
        """`sin(u)^2 + cos(u)^2` is 1, also with a common factor."""
        for part, _ in list(found.values()):
            sines = [factor for factor in part.factors.values() if _is_square_of(factor, "sin")]
            if len(found) < 2 or not sines or not part.coefficient:
                continue
            rest = part.copy()
            del rest.factors[(self.monomials.number_of(sines[0].base), -1)]
            cosine = self.monomials.of(Power(Call("cos", sines[0].base.children), Number(2)))
            other = found.get(Monomial(factors={**rest.factors, **cosine.factors}).key())
            if other is not None and other[0].coefficient == part.coefficient:
                self._uses("pythagoras")
                part.coefficient = other[0].coefficient = 0
                known = found.get(rest.key())
                if known is not None:
                    rest.coefficient = whole(rest.coefficient + known[0].coefficient)
                found[rest.key()] = rest, None

    def _flat(self, children: list[Node]) -> list[Node]:
        flat: list[Node] = []
        for child in children:
            if isinstance(child, Sum):
                flat.extend(child.terms)
            elif isinstance(child, Negation) and isinstance(child.operand, Sum):
                self._uses("brackets")
                flat.extend(
                    term.operand if isinstance(term, Negation) else Negation(term) for term in child.operand.terms
                )
            else:
                flat.append(child)
        return flat

    # What is only done where it makes the result shorter

    def _shortened(self, expression: Node, shorten: Callable[[Sum], Node | None], room: int) -> Node:
        """An expression with its outer sums rewritten where that is shorter, or not longer by more than `room`."""
        if isinstance(expression, Sum):
            other = shorten(expression)
            if other is not None and self._length(other) < self._length(expression) + room:
                return other
            inner = [self._shortened(term, shorten, room) if _has_sum(term) else term for term in expression.terms]
            shorter = with_children(expression, tuple(inner))
            return expression if shorter is expression else self._settled(shorter)
        if isinstance(expression, Negation | Quotient):
            inner = [self._shortened(expression.children[0], shorten, room), *expression.children[1:]]
        elif isinstance(expression, Product):
            sums = [type(factor) is Sum for factor in expression.factors]
            inner = [
                self._shortened(factor, shorten, room) if is_sum else factor
                for factor, is_sum in zip(expression.factors, sums, strict=True)
            ]
        else:
            return expression
        shorter = with_children(expression, tuple(inner))
        return expression if shorter is expression else self._settled(shorter)

    def _length(self, expression: Node) -> int:
        """How long an expression is when it is written on one line."""
        return len(linear.text(expression, self._texts))

    def _settled(self, expression: Node) -> Node:
        tidy = fold(expression, self.algebra, self.memo)
        self._settle(tidy)
        return tidy

    def _expanded(self, node: Sum) -> Node | None:
        """A sum multiplied out, if there are like terms then."""
        if len(node.terms) > _MOST_TERMS or not any(map(_has_sum, node.terms)):
            return None
        terms: list[Monomial] = []
        for term in node.terms:
            terms += self._multiplied_out(term)
            if len(terms) > _MOST_TERMS:
                return None
        squares = any(_is_square_of(factor, "sin") for term in terms for factor in term.factors.values())
        if len({term.key() for term in terms}) == len(terms) and not squares:
            return None
        written = [self.monomials.write(term) for term in terms]
        return self._settled(_by_degree(self._settled(total(written))))

    def _multiplied_out(self, term: Node) -> list[Monomial]:
        """The terms of a product of sums; powers of sums up to the third."""
        found = self.monomials.of(term)
        sums: list[Sum] = []
        for key, factor in list(found.factors.items()):
            if isinstance(factor.base, Sum) and factor.term is None and factor.power in (1, 2, 3):
                sums += [factor.base] * int(factor.power)
                del found.factors[key]
        terms = [found]
        for bracket in sums:
            summands = [self.monomials.of(summand) for summand in bracket.terms]
            terms = [self.monomials.times(left, right) for left in terms for right in summands]
            if len(terms) > _MOST_TERMS:
                break
        return terms

    def _factored(self, node: Sum) -> Node | None:
        """A sum with exponentials, brackets and functions that all its terms share taken out of it."""
        if len(node.terms) > _MOST_TERMS:
            return None
        terms = [self.monomials.of(term) for term in node.terms]
        shared = Monomial()
        for key, factor in terms[0].factors.items():
            powers = [term.factors[key].power if key in term.factors else 0 for term in terms]
            if min(powers) > 0 or (factor.base == E and max(powers) < 0):
                power = min(powers, key=size_of)
                shared.factors[key] = Factor(factor.base, factor.term, power, factor.root, factor.inline)
        if all(type(factor.base) is Name and factor.term is None for factor in shared.factors.values()):
            return None
        if not any(term.decimal or term.coefficient.denominator != 1 for term in terms):
            shared.coefficient = gcd(*(term.coefficient.numerator for term in terms))
        if all(term.coefficient < 0 for term in terms):
            shared.coefficient = -shared.coefficient
        for term in terms:
            self._divide(term, shared)
        rest = self._settled(total([self.monomials.write(term) for term in terms]))
        return self._settled(product([self.monomials.write(shared), rest]))

    def _common_denominator(self, node: Sum) -> Node | None:
        """A sum over one line, where a line has more below it than numbers and letters."""
        return self._one_line(node) if any(map(_has_line, node.terms)) else None

    def _one_line(self, node: Sum) -> Node | None:
        if len(node.terms) > _MOST_TERMS or not any(map(_is_fraction, node.terms)):
            return None
        terms = [self.monomials.of(term) for term in node.terms]
        below = Monomial()
        for term in terms:
            for key, factor in term.factors.items():
                known = below.factors.get(key)
                if factor.power < 0 and not factor.inline and (known is None or known.power < -factor.power):
                    below.factors[key] = Factor(factor.base, factor.term, -factor.power, factor.root)
        if not below.factors:
            return None
        lines = sum(_has_factor_below(term) for term in terms)
        added = 0
        for term in terms:
            for key, factor in below.factors.items():
                own = term.factors.setdefault(key, Factor(factor.base, factor.term, 0, factor.root))
                own.power += factor.power
                added += own.power != 0
        if added > 2 * lines:
            return None
        top = self._settled(total([self.monomials.write(term) for term in terms]))
        if isinstance(top, Sum):
            expanded = self._expanded(top)
            if expanded is not None and self._length(expanded) < self._length(top):
                top = expanded
        return self._settled(Quotient(top, self.monomials.write(below)))


def _is_of_letters(part: Monomial) -> bool:
    """Whether a term is a number times powers of letters: a polynomial keeps its order, also with a minus in front."""
    return all(type(factor.base) is Name and factor.term is None for factor in part.factors.values())


def _is_square_of(factor: Factor, function: str) -> bool:
    return factor.power == 2 and type(factor.base) is Call and factor.base.function == function


def _has_sum(term: Node) -> bool:
    """Whether a term may be multiplied out."""
    if type(term) is Power:
        return type(term.base) is Sum
    return type(term) is Sum or (type(term) in (Negation, Product, Quotient) and any(map(_has_sum, term.children)))


def _is_fraction(term: Node) -> bool:
    """Whether a tidy term has anything below a line."""
    return type(term) is Quotient or (type(term) is Negation and type(term.operand) is Quotient)


def _has_line(term: Node) -> bool:
    """Whether a term has a denominator that is more than numbers and powers of letters."""
    if type(term) is Quotient:
        below = term.bottom.factors if type(term.bottom) is Product else (term.bottom,)
        return any(type(base(factor)) not in (Name, Number) for factor in below)
    return type(term) in (Negation, Product) and any(map(_has_line, term.children))


def _has_factor_below(term: Monomial) -> bool:
    return any(factor.power < 0 and not factor.inline for factor in term.factors.values())


def _shared_power(key: Key, power: Rational, terms: list[Monomial]) -> Rational:
    """The power of a factor that all terms of a sum have and that what multiplies the sum has with the other sign."""
    powers = [term.factors[key].power if key in term.factors else 0 for term in terms]
    if power < 0 < min(powers):
        return min(*powers, -power)
    if max(powers) < 0 < power:
        return max(*powers, -power)
    return 0


def _by_degree(expanded: Node) -> Node:
    """A polynomial in one variable with its highest power first."""
    letters = names(expanded)
    if not isinstance(expanded, Sum) or len(letters) != 1:
        return expanded
    (variable,) = letters
    degrees = [coefficients(term, variable) for term in expanded.terms]
    if None in degrees:
        return expanded
    order = sorted(range(len(degrees)), key=lambda place: -len(degrees[place] or ()))
    return with_children(expanded, tuple([expanded.terms[place] for place in order]))


def tidied(expression: Node) -> Node:
    """An expression tidied on its own; nothing in it counts as given."""
    steps = Tidier(Number(0), Structure())(expression, True)
    return steps[-1].result if steps else expression
