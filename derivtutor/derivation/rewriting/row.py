"""How a function is rewritten before it is differentiated: rows tried one after the other, each a labelled law."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from derivtutor.derivation.formula import negated, product
from derivtutor.derivation.model import Tidying
from derivtutor.notation.tree import Negation, Node, Number, Product, Quotient, Structure, Sum

MOST_LAWS = 40
"""A chain of rewritings ends after so many; none is known that needs as many."""


class Place(Struct, frozen=True):
    """Where something is rewritten: by which variable it is differentiated, and what depends on that.

    It `is_whole` where it is the function itself, or a term of it, and not a part of a product or of a composition.
    """

    variable: str
    depends: Callable[[Node], bool]
    is_whole: bool = True


Rewrite: TypeAlias = Callable[[Node, Place], Node | None]
"""The same in another form; None where the law does not apply."""


class Rewriting(Struct, frozen=True):
    """One law by which a function is rewritten, tried on the kinds of expression `forms` only.

    One that `pays` makes differentiating shorter wherever it applies; the others are used where rewriting is asked for.
    What one that `tidies` has written is simplified. `example` is a function on which it is used.
    """

    id: str
    says: str
    example: str
    forms: tuple[type, ...]
    rewrite: Rewrite
    pays: bool = True
    tidies: bool = False


def rewritten(function: Node, rows: Iterable[Rewriting], place: Place) -> tuple[Tidying, ...]:
    """What becomes of a function, one law after the other; nothing where no row applies."""
    chain: list[Tidying] = []
    current = function
    while len(chain) < MOST_LAWS:
        kinds = set(map(type, _standing(current, place)))
        for row in rows:
            if kinds.isdisjoint(row.forms):
                continue
            other = _within(current, row, place)
            if other is not None:
                break
        else:
            break
        chain.append(Tidying((row.id,), other))
        chain += _tidied(other) if row.tidies else ()
        current = chain[-1].result
    return tuple(chain)


def _below(node: Node, place: Place) -> tuple[Node, ...]:
    """What stands for itself one level further in: terms, and what is alone beside constants."""
    if isinstance(node, Sum | Negation):
        return node.children
    if isinstance(node, Product):
        varying = [factor for factor in node.factors if place.depends(factor)]
        return tuple(varying) if len(varying) == 1 else ()
    return (node.top,) if isinstance(node, Quotient) and not place.depends(node.bottom) else ()


def _standing(node: Node, place: Place) -> list[Node]:
    """What stands there for itself in an expression: all that a law is tried on."""
    if not place.depends(node):
        return []
    return [node, *[each for part in _below(node, place) for each in _standing(part, place)]]


def _tidied(written: Node) -> Iterator[Tidying]:
    # Only here is a simplifier needed, which knows of the whole book of laws.
    from derivtutor.derivation.tidy import Tidier

    for tidying in Tidier(Number(0), Structure())(written, root=False):
        yield from tidying.single


def _within(node: Node, row: Rewriting, place: Place) -> Node | None:
    """A law on the whole of an expression, or else on what stands there for itself: terms, and beside a constant."""
    if not place.depends(node):
        return None  # its derivative is zero in any form
    if isinstance(node, row.forms):
        other = row.rewrite(node, place)
        if other is not None:
            return other
    below = _below(node, place)
    others = [_within(part, row, place) for part in below]
    if not any(other is not None for other in others):
        return None
    parts = [old if new is None else new for old, new in zip(below, others, strict=True)]
    if isinstance(node, Sum):
        return _added(parts)
    if isinstance(node, Negation):
        return _negative(parts[0])
    return (
        _beside_constants(node, below[0], parts[0])
        if isinstance(node, Product)
        else Quotient(parts[0], node.children[1])
    )


def _added(terms: Iterable[Node]) -> Node:
    """Terms in a row, a sum among them without its brackets."""
    flat: list[Node] = []
    for term in terms:
        if isinstance(term, Negation) and isinstance(term.operand, Sum):
            flat.append(term)
        else:
            flat.extend(term.terms if isinstance(term, Sum) else (term,))
    return Sum(tuple(flat))


def _negative(node: Node) -> Node:
    return Sum(tuple(map(negated, node.terms))) if isinstance(node, Sum) else negated(node)


def _beside_constants(whole: Product, old: Node, new: Node) -> Node:
    factors = [new if factor is old else factor for factor in whole.factors]
    if isinstance(new, Negation):
        return Negation(product([new.operand if factor is new else factor for factor in factors]))
    return product(factors)
