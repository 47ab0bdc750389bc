"""The total derivative: of a function whose variables depend on others, one product for each path, summed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from msgspec import Struct

from derivtutor.calculus import naming
from derivtutor.calculus.checking import check_chain
from derivtutor.calculus.drawing import Arrow, Box, Drawing, Sort
from derivtutor.calculus.explanation import Chain, Derived, Explanation, Item, Sentence, Turn, worded
from derivtutor.calculus.gradients.dependencies import Dependencies, Edge, check_order, chosen, is_open, read_dependent
from derivtutor.calculus.gradients.gradient import holding
from derivtutor.calculus.reading import read_point
from derivtutor.calculus.values import put_in, slope_there, value_of, worked_out
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.region import listed
from derivtutor.derivation.sentences import NO_NUMBERS
from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.block import columns
from derivtutor.notation.expression import Expression
from derivtutor.notation.rational import values_at
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import KEEPING, Name, Node, Number, Power, Product, Sum, Unknown, fold, names, substitute


def total(
    function: Any, where: Any = None, wrt: str | Sequence[str] | None = None, at: Any = None, log: Base = "e"
) -> Explanation:
    """The total derivative of a function whose variables depend on others.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression; `f(x(t), y(t))` needs no `where`.
        where: what the variables stand for, `{"x": "sin(2t)", "y": "cos(t)"}` or `"x=sin(2t),y=cos(t)"`; these may
            depend on each other, and `x(t)` says that no more is known.
        wrt: the letter to differentiate by; the one that all depends on, or t, when left out.
        at: a point, such as `"t=0"`, for the value there.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> total("x y", {"x": "t^2", "y": "t^3"}).result.text
    '5t^4'
    >>> total("f(x(t), y(t))").as_dict()["form"]
    'df/dt = ∂f/∂x dx/dt + ∂f/∂y dy/dt'

    Raises:
        UserError: where something cannot be read, or nothing depends on the letter.
    """
    expression, rules = read_dependent(function, where, log)
    check_order(expression, rules)
    below = chosen(wrt, expression.tree, rules)
    dependencies = Dependencies(_name(expression.tree, rules), expression, rules, below)
    asked = _asked(dependencies)
    products = [_product([edge.rate for edge in path]) for path in dependencies.paths]
    result, turns = _turns(dependencies, products)
    whole = _at_once(dependencies)
    if whole:
        check_chain((whole.answer, result), (False,))
    items = _told(dependencies, Chain(asked, turns, is_answer=at is None))
    there = _there(at, dependencies, whole, asked)
    document: dict[str, Any] = {
        "expression": expression.tree,
        "where": dict(rules),
        "wrt": below,
        "form": f"{asked.text} = {_form(dependencies).text}",
        "derivative": result,
        **({} if there.value is None else {"at": dict(there.point), "value": value_of(there.value)}),
        "paths": [_path(*each) for each in zip(dependencies.paths, products, there.products, strict=True)],
    }
    notes = tuple(dict.fromkeys([*expression.notes, *(whole.notes if whole else ())]))
    title = worded("Derivative {derivative} of {function}", derivative=asked, function=expression.tree)
    task = Task((expression,), (below,), there.point)
    all_items, places = (*items, *there.items), tuple(_places(dependencies))
    return Explanation("total", title, task, all_items, Result((result,)), document, notes, places)


def _path(path: Sequence[Edge], product: Node, value: Node | None) -> dict[str, Any]:
    """A path for programs."""
    through = [edge.letter for edge in path[:-1]]
    return {"through": through, "product": product} | ({} if value is None else {"value": value_of(value)})


def _name(tree: Node, rules: Mapping[str, Node]) -> str:
    if isinstance(tree, Unknown):
        return tree.name
    return naming.called({*names(tree), *rules}, naming.unknowns(tree, *rules.values()))


def _asked(dependencies: Dependencies) -> Symbol:
    """`df/dt`, or `∂f/∂t` where other letters are held constant that the variables depend on as well."""
    name, below = dependencies.name, dependencies.below
    depended_on = frozenset[str]().union(*map(names, dependencies.rules.values())) - dependencies.rules.keys()
    if len(depended_on) > 1 and not dependencies.goes_directly:
        return naming.partial(name, below)
    return naming.derivative(name, below)


def _form(dependencies: Dependencies) -> Symbol:
    """The sum over the paths, in symbols."""
    symbols = [[edge.symbol for edge in path] for path in dependencies.paths]
    shown, typed, tex = (
        " + ".join(" ".join(getattr(symbol, form) for symbol in path) for path in symbols)
        for form in ("text", "plain", "latex")
    )
    return Symbol(shown, typed, tex)


def _product(factors: Sequence[Node]) -> Node:
    return Product(tuple(factors)) if len(factors) > 1 else factors[0]


def _sum(terms: Sequence[Node]) -> Node:
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0]


def _turns(dependencies: Dependencies, products: Sequence[Node]) -> tuple[Node, tuple[Turn, ...]]:
    """The sum in symbols, with the derivatives, with what the variables stand for, and tidied."""
    summed = _sum(products)
    if not any(edge.derivation for edge in dependencies.edges):
        return summed, (Turn(summed),)
    inside = substitute(summed, dependencies.formulas)
    result = min(tidied(inside), tidied(_spread(inside)), key=lambda each: len(linear.text(each)))
    sides = [(summed, ""), (inside, translated("substitute the variables")), (result, translated("simplified"))]
    turns = [Turn(_form(dependencies)), Turn(summed)]
    turns += [Turn(side, why) for (before, _), (side, why) in pairwise(sides) if side != before]
    return result, tuple(turns)


def _spread(node: Node) -> Node:
    """Powers of products as products of powers: so r² is found in (r cos t)² + (r sin t)²."""

    def spread(part: Power, children: list[Node]) -> Node:
        base, exponent = children
        if isinstance(base, Product) and isinstance(exponent, Number) and isinstance(exponent.value, int):
            return Product(tuple([Power(factor, exponent) for factor in base.factors]))
        return Power(base, exponent)

    return fold(node, {**KEEPING, Power: spread})


def _at_once(dependencies: Dependencies) -> Derivation | None:
    """The function with everything put in, differentiated directly; None where functions only have a name."""
    if naming.unknowns(dependencies.function.tree, *dependencies.rules.values()):
        return None
    composed = substitute(dependencies.function.tree, dependencies.formulas)
    return explain(Expression(composed), wrt=dependencies.below)


# How it is told


_WIDEST = 20
"""Columns of a formula in a box."""

_DIRECT = "The last path is direct: its rate is a partial derivative, with the other variables held constant."


def _told(dependencies: Dependencies, answer: Chain) -> list[Item]:
    each = worded("Each path down to {letter} gives one product; add them.", letter=Name(dependencies.below))
    return [
        *_told_rules(dependencies),
        _drawn(dependencies),
        *_derivatives(dependencies),
        Sentence(each),
        *([Sentence(worded(_DIRECT))] if dependencies.goes_directly else []),
        answer,
    ]


def _told_rules(dependencies: Dependencies) -> Iterator[Item]:
    tree = dependencies.function.tree
    whole = naming.function(dependencies.name, sorted(names(tree)))
    if whole != tree:
        yield Chain(whole, (Turn(tree),))
    for letter, formula in dependencies.rules.items():
        if not is_open(letter, formula):
            yield Chain(naming.symbol(letter), (Turn(formula),))


def _drawn(dependencies: Dependencies) -> Drawing:
    """The graph of what depends on what, with a rate at each arrow; the letter that all depends on comes first."""
    name = dependencies.name
    formulas = {name: dependencies.function.tree, **dependencies.rules}
    edges = dependencies.edges
    letters = list(dict.fromkeys([dependencies.below, *[edge.letter for edge in edges], name]))
    boxes = [Box(letter, (_boxed(letter, formulas.get(letter)),), _sort(letter, dependencies)) for letter in letters]
    arrows = [Arrow(edge.letter, edge.above, edge.symbol.text) for edge in edges]
    below: dict[str, list[str]] = {}
    for edge in edges:
        below.setdefault(edge.above, []).append(linear.unicode(Name(edge.letter)))
    told = [
        translated("{letter} on {others}").format(letter=linear.unicode(Name(above)), others=listed(found, "and"))
        for above, found in below.items()
    ]
    says = translated("What depends on what: {facts}.").format(facts=", ".join(told))
    return Drawing(says, tuple(boxes), tuple(arrows))


def _boxed(letter: str, formula: Node | None) -> str:
    """`x = sin(t)`, as far as a box has room for that."""
    shown = linear.unicode(Name(letter))
    if formula is None or isinstance(formula, Unknown):
        return shown
    equation = f"{shown} = {linear.unicode(formula)}"
    return equation if columns(equation) <= _WIDEST else shown


def _sort(letter: str, dependencies: Dependencies) -> Sort:
    return "input" if letter == dependencies.below else "loss" if letter == dependencies.name else "operation"


def _derivatives(dependencies: Dependencies) -> Iterator[Item]:
    for edge in dependencies.edges:
        if edge.derivation:
            if edge.held:
                yield holding(edge.letter, (edge.letter, *edge.held))
            yield Derived(edge.symbol, edge.derivation)


# At a point


def _lowest(dependencies: Dependencies) -> tuple[str, ...]:
    """The letters that need values, that of the derivative first."""
    return tuple(sorted(dependencies.free, key=lambda letter: (letter != dependencies.below, letter)))


class _There(Struct, frozen=True):
    """What comes out at a point: the value, what each path gives to it where that exists, and how it is told."""

    point: Mapping[str, Node]
    value: Node | None
    products: Sequence[Node | None]
    items: Sequence[Item]


def _there(at: Any, dependencies: Dependencies, whole: Derivation | None, asked: Symbol) -> _There:
    nothing = [None] * len(dependencies.paths)
    if at is None:
        return _There({}, None, nothing, ())
    if whole is None:
        raise NO_NUMBERS()
    point = read_point(at, _lowest(dependencies))
    formulas, name = dependencies.formulas, naming.placed(asked, point)
    heights = {letter: worked_out(formula, point) for letter, formula in formulas.items()}
    items: list[Item] = [Sentence(worded("Substitute the point."))]
    items += [
        Chain(naming.symbol(letter), (Turn(put_in(formula, point)), Turn(heights[letter])))
        for letter, formula in formulas.items()
    ]
    try:
        rates = _rates(dependencies, {**point, **heights})
    except UserError:  # a factor may have no value where the function has a slope all the same
        value = slope_there(whole, point)
        items.append(Chain(name, (Turn(value, translated("from both sides")),), is_answer=True))
        return _There(point, value, nothing, items)
    products = [_product([rates[edge.symbol] for edge in path]) for path in dependencies.paths]
    value = worked_out(_sum(products))
    items.append(Chain(name, (Turn(_form(dependencies)), Turn(_sum(products)), Turn(value)), is_answer=True))
    return _There(point, value, [worked_out(product) for product in products], items)


def _rates(dependencies: Dependencies, point: Mapping[str, Node]) -> dict[Symbol, Node]:
    """The derivatives along the paths at a point."""
    derived = [(edge.symbol, edge.derivation) for edge in dependencies.edges if edge.derivation]
    return {symbol: slope_there(derivation, point) for symbol, derivation in derived}


_VALUES = tuple(map(Fraction, ("3/10", "11/10", "4/5", "-3/5", "1/9", "7/2", "41/3")))
_PRECISION = 160


def _places(dependencies: Dependencies) -> Iterator[dict[str, Any]]:
    """Where chains are checked: values for the free letters, and those that belong to them for the variables."""
    unknown = [letter for letter in dependencies.rules if letter not in dependencies.formulas]
    letters = (*dependencies.free, *unknown)
    for start in range(len(_VALUES)):
        values: dict[str, Any] = {
            letter: _VALUES[(start + place) % len(_VALUES)] for place, letter in enumerate(letters)
        }
        exact = values_at(values)
        heights = {
            letter: value if (value := exact(each)) is not None else evaluate_ball(each, values, _PRECISION)
            for letter, each in dependencies.formulas.items()
        }
        yield {**values, **{letter: height for letter, height in heights.items() if height is not None}}
