"""Which terms of a wrong answer are right: each is compared with the terms of the derivative."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from derivtutor.derivation.formula import negated
from derivtutor.grading import sentences
from derivtutor.grading.asked import Asked
from derivtutor.language import between
from derivtutor.notation import linear
from derivtutor.notation.nearness import are_alike
from derivtutor.notation.tree import Negation, Node, Product, Quotient, Sum


def right_terms(asked: Asked, answer: Node) -> str:
    """What is right term by term, and where to look; nothing where that cannot be told, or no term is right."""
    given = list(_terms(answer))
    if len(given) < 2 or asked.point:
        return ""
    for derivative in (asked.expected, _multiplied_out(asked.expected)):
        places = _places(asked, given, list(_terms(derivative)))
        if places:
            return _said(given, places)
    return ""


def _terms(node: Node) -> Iterator[Node]:
    """The terms of a sum, and those of sums in brackets with their signs; an expression that is no sum is one term."""
    for term in node.terms if isinstance(node, Sum) else (node,):
        inside = term.operand if isinstance(term, Negation) else term
        if not isinstance(inside, Sum):
            yield term
        elif inside is term:
            yield from _terms(inside)
        else:
            yield from map(negated, _terms(inside))


def _multiplied_out(node: Node) -> Node:
    """A product or fraction with a sum in it as a sum: `x e^x + e^x` for `(x + 1)e^x`."""
    if isinstance(node, Quotient):
        return _each(node.top, lambda term: Quotient(term, node.bottom))
    if isinstance(node, Product):
        place = next((number for number, factor in enumerate(node.factors) if isinstance(factor, Sum)), 0)
        before, after = node.factors[:place], node.factors[place + 1 :]
        return _each(node.factors[place], lambda term: Product((*before, term, *after)))
    return node


def _each(node: Node, change: Callable[[Node], Node]) -> Node:
    terms = tuple([change(term) for term in _terms(node)])
    return Sum(terms) if len(terms) > 1 else terms[0]


def _places(asked: Asked, given: Sequence[Node], expected: Sequence[Node]) -> list[int]:
    """The places of the terms that are equal to a term of the derivative, each to another one; none where all are or
    the derivative has no other term.
    """
    left = [_values(asked, term) for term in expected]
    places = []
    for place, term in enumerate(given):
        values = _values(asked, term)
        found = next((number for number, each in enumerate(left) if are_alike(each, values, len(values))), None)
        if found is not None and any(values):
            places.append(place)
            del left[found]
    return places if left and len(places) < len(given) else []


def _values(asked: Asked, node: Node) -> list[float]:
    return [value.real for value in asked.sample(node)]


def _said(given: Sequence[Node], places: Sequence[int]) -> str:
    wrong = [place for place in range(len(given)) if place not in places]
    shown = [linear.unicode(given[place]) for place in places]
    if len(wrong) == 1 and len(places) > 1:
        return sentences.ALL_TERMS_BUT.format(term=linear.unicode(given[wrong[0]]))
    if len(wrong) > 1:
        return sentences.TERMS_RIGHT.format(terms=between().join(shown))
    which, other = sentences.ORDINALS[places[0]], sentences.ORDINALS[wrong[0]]
    return sentences.TERM_RIGHT.format(which=which, term=shown[0], other=other)
