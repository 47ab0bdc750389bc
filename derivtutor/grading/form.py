"""Whether a right answer has the form that was asked for, and what remains to be done where it has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from math import lcm
from typing import Literal, TypeAlias

from derivtutor.grading.form_parts import Terms, is_whole_power, places, polynomial, unsigned, values_of
from derivtutor.grading.form_rules import RULES
from derivtutor.notation.linear import text
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Name, Negation, Node, Number, Power, Product, Quotient, Sum, names, parts

Form: TypeAlias = Literal["any", "simplified", "factored", "expanded"]
"""The forms in which an answer may be asked for."""

_MOST_SENTENCES = 5
_MOST_PLACES = 500
"""Nobody writes longer answers by hand: of those, only so many parts are looked at."""

_MOST_BITS = 64
"""Polynomials with longer coefficients are not factored."""


def remaining(answer: Node, form: Form) -> tuple[str, ...]:
    """What remains to be done until an answer has the form that was asked for; nothing where it has it.

    The answer is judged as it was typed, with the first few things to do in the order of reading. Where several
    forms are usual in class, all of them are accepted.

    >>> from derivtutor import parse
    >>> remaining(parse("3x + 2x").tree, "simplified")
    ('The terms 3x and 2x can be collected.',)
    """
    found = (sentence for judge in _JUDGES[form] for sentence in judge(Terms(), answer))
    return tuple(islice(dict.fromkeys(found), _MOST_SENTENCES))


def _simplified(terms: Terms, answer: Node) -> Iterator[str]:
    for node in islice(places(answer), _MOST_PLACES):
        for rule in RULES.get(type(node), ()):
            yield from rule(terms, node)


# Factored


def _factored(terms: Terms, answer: Node) -> Iterator[str]:
    for value in values_of(answer):
        for bracket in _brackets(value):
            shared = terms.shared(bracket)
            if terms.has_all(shared):
                of = "" if bracket is value else f" of {text(bracket)}"
                yield f"All terms{of} share the factor {text(terms.written(shared))}: take it out."
            else:
                yield from _factors(bracket)


def _brackets(value: Node) -> Iterator[Sum]:
    """The sums that are factors of an answer, above a line."""
    pending = [value]
    for current in pending:
        if isinstance(current, Sum):
            yield current
        elif isinstance(current, (Negation, Product)):
            pending.extend(current.children)
        elif isinstance(current, Quotient):
            pending.append(current.top)
        elif isinstance(current, Power) and is_whole_power(current):
            pending.append(current.base)


def _factors(bracket: Sum) -> Iterator[str]:
    """How a polynomial in one variable factors over the rational numbers, where it does."""
    letters = names(bracket)
    if len(letters) != 1 or any(isinstance(part, Number) and part.text for part in parts(bracket)):
        return
    (variable,) = letters
    found = coefficients(bracket, variable)
    if found is None or len(found) < 3 or any(_bits(value) > _MOST_BITS for value in found):
        return
    scale = lcm(*(value.denominator for value in found))
    import flint

    content, factors = flint.fmpz_poly([int(value * scale) for value in found]).factor()
    if sum(power for _, power in factors) < 2:
        return
    ordered = sorted(([int(c) for c in factor.coeffs()], power) for factor, power in factors)
    yield f"{text(bracket)} can be factored: {text(_product(Fraction(int(content), scale), ordered, Name(variable)))}."


def _bits(value: Fraction | int) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _product(content: Fraction, factors: list[tuple[list[int], int]], variable: Name) -> Node:
    """A number and powers of polynomials, written as a product over one line; the shortest polynomials first."""
    ordered = sorted(factors, key=lambda factor: len(factor[0]))
    brackets = [polynomial(found, variable) for found, _ in ordered]
    powers = [
        bracket if power == 1 else Power(bracket, Number(power))
        for bracket, (_, power) in zip(brackets, ordered, strict=True)
    ]
    size = abs(content.numerator)
    above: list[Node] = [*([Number(size)] if size != 1 else []), *powers]
    top = Product(tuple(above)) if len(above) > 1 else above[0]
    written = top if content.denominator == 1 else Quotient(top, Number(content.denominator))
    return Negation(written) if content < 0 else written


# Expanded


def _expanded(_: Terms, answer: Node) -> Iterator[str]:
    for value in values_of(answer):
        pending = [value]
        for current in pending:
            if _is_product_of_sums(current):
                yield f"{text(current)} can be multiplied out."
            elif isinstance(current, Negation) and isinstance(current.operand, Sum):
                yield f"The brackets in {text(current)} can be resolved."
            elif isinstance(current, Quotient):
                if isinstance(unsigned(current.top), Sum) and constant_value(current.bottom) is not None:
                    yield f"{text(current)} can be divided term by term."
                else:
                    pending.append(current.top)
            elif isinstance(current, (Sum, Negation)):
                pending.extend(current.children)


def _is_product_of_sums(node: Node) -> bool:
    """Whether an expression is a product with a sum as a factor, or a whole power of a sum."""
    if isinstance(node, Power):
        return is_whole_power(node) and isinstance(node.base, Sum)
    return isinstance(node, Product) and any(_has_sum(unsigned(factor)) for factor in node.factors)


def _has_sum(factor: Node) -> bool:
    top = unsigned(factor.top) if isinstance(factor, Quotient) else factor
    return isinstance(top, Sum) or _is_product_of_sums(top)


_JUDGES: dict[Form, tuple[Callable[[Terms, Node], Iterator[str]], ...]] = {
    "any": (),
    "simplified": (_simplified,),
    "factored": (_simplified, _factored),
    "expanded": (_simplified, _expanded),
}
