"""Whether a right answer has the form that was asked for, and what remains to be done where it has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal, TypeAlias

from derivtutor.derivation.tidy import unfinished
from derivtutor.grading import sentences
from derivtutor.grading.forms.parts import Terms, is_whole_power, places, unsigned
from derivtutor.grading.forms.polynomials import factored
from derivtutor.grading.forms.rules import RULES
from derivtutor.language import translated
from derivtutor.notation.linear import typed
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Negation, Node, Piecewise, Power, Product, Quotient, Sum

Form: TypeAlias = Literal["any", "simplified", "factored", "expanded"]
"""The forms in which an answer may be asked for."""

_MOST_THINGS = 5
_MOST_PLACES = 500
"""Nobody writes longer answers by hand: of those, only so many parts are looked at."""


def remaining(answer: Node, form: Form) -> tuple[str, ...]:
    """What remains to be done until an answer has the form that was asked for; nothing where it has it.

    The answer is judged as it was typed, with the first few things to do in the order of reading. Where several
    forms are usual in class, all of them are accepted.

    >>> from derivtutor import parse
    >>> remaining(parse("3x + 2x").tree, "simplified")
    ('The like terms 3x and 2x can be combined.',)
    """
    terms = Terms()
    things: dict[str, None] = {}
    for thing in (thing for judge in _JUDGES[form] for thing in judge(terms, answer)):
        things[thing] = None
        if len(things) == _MOST_THINGS:
            break
    return tuple(things)


def _simplified(terms: Terms, answer: Node) -> Iterator[str]:
    """What the school rules say of each part; where they find nothing, the laws that finish a result."""
    is_done = True
    for sentence in _by_parts(terms, answer):
        is_done = False
        yield sentence
    if is_done:
        yield from (
            sentences.LAW_LEFT.format(answer=typed(answer), law=translated(law.says)) for law in unfinished(answer)
        )


def _by_parts(terms: Terms, answer: Node) -> Iterator[str]:
    for node in islice(places(answer), _MOST_PLACES):
        for rule in RULES.get(type(node), ()):
            yield from rule(terms, node)


def _values(answer: Node) -> tuple[Node, ...]:
    """The expressions that an answer consists of: the values of a piecewise function, or the answer itself."""
    return answer.values if isinstance(answer, Piecewise) else (answer,)


# Factored


def _factored(terms: Terms, answer: Node) -> Iterator[str]:
    for value in _values(answer):
        for bracket in _brackets(value):
            shared = terms.shared(bracket)
            if shared.coefficient != 1 or shared.factors:
                says = sentences.SHARED_FACTOR if bracket is value else sentences.SHARED_FACTOR_OF
                yield says.format(whole=typed(bracket), factor=typed(terms.written(shared)))
            else:
                factors = factored(bracket)
                if factors is not None:
                    yield sentences.FACTOR.format(part=typed(bracket), factors=typed(factors))


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


# Expanded


def _expanded(_: Terms, answer: Node) -> Iterator[str]:
    for value in _values(answer):
        pending = [value]
        for current in pending:
            if _is_product_of_sums(current):
                yield sentences.MULTIPLY_OUT.format(part=typed(current))
            elif isinstance(current, Negation) and isinstance(current.operand, Sum):
                yield sentences.BRACKETS.format(whole=typed(current))
            elif isinstance(current, Quotient):
                if isinstance(unsigned(current.top), Sum) and constant_value(current.bottom) is not None:
                    yield sentences.DIVIDE.format(part=typed(current))
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
