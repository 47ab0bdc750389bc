"""How the rules whose pattern is no plain formula recognise their goal and take it apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from derivtutor.derivation.formula import builder, product, total
from derivtutor.derivation.model import Context, Goal, Match, Part, Rule
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import (
    Call,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    names,
    substitute,
    with_children,
)

ONE = Number(1)
Layers: TypeAlias = tuple[Callable[[Node], Node], Node]
"""A composition taken apart: the outer function as a function of its argument, and the inner expression."""


def constant(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """An expression without the variable."""
    if context.depends(goal.expression, goal.variable):
        return None
    return Match((), (), lambda _: Number(0), bindings={"c": goal.expression})


def identity(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """The variable itself."""
    node = goal.expression
    if type(node) is not Name or node.name != goal.variable:
        return None
    return Match((), (), lambda _: ONE, bindings={"x": node})


def constant_multiple(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A minus sign, constant factors above or below a line, with something that depends on the variable."""
    node, variable = goal.expression, goal.variable
    factor: Node
    varying: Node
    build: Callable[[Node], Node]
    if isinstance(node, Negation):
        factor, varying, build = Negation(ONE), node.operand, Negation
    elif isinstance(node, Product):
        constants, rest = _split(node.factors, variable, context)
        if not constants:
            return None
        factor, varying = product(constants), product(rest)
        build = lambda derivative: product([*constants, derivative])  # noqa: E731
    elif isinstance(node, Quotient):
        multiple = _quotient_multiple(node, variable, context)
        if multiple is None:
            return None
        factor, varying, build = multiple
    else:
        return None
    parts = (Part("constant", "c", factor), Part("function", "u", varying))
    goals = (Goal(varying, variable, goal.level),)
    return Match(parts, goals, lambda results: build(results[0]), bindings={"c": factor, "u": varying})


def _quotient_multiple(
    node: Quotient, variable: str, context: Context
) -> tuple[Node, Node, Callable[[Node], Node]] | None:
    top, bottom = node.top, node.bottom
    if not context.depends(bottom, variable):
        constants, rest = _split(_factors(top), variable, context)
        factor: Node = Quotient(product(constants) if constants else ONE, bottom)
        if constants:
            return factor, product(rest), lambda derivative: product([factor, derivative])
        return factor, top, lambda derivative: Quotient(derivative, bottom)
    if context.depends(top, variable):
        return None
    constants, rest = _split(_factors(bottom), variable, context)
    if top == ONE and not constants:
        return None
    factor = Quotient(top, product(constants)) if constants else top
    return factor, Quotient(ONE, product(rest)), lambda derivative: product([factor, derivative])


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Product) else (node,)


def _split(factors: Iterable[Node], variable: str, context: Context) -> tuple[list[Node], list[Node]]:
    constants: list[Node] = []
    rest: list[Node] = []
    for factor in factors:
        (rest if context.depends(factor, variable) else constants).append(factor)
    return constants, rest


def terms(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A sum or difference of any number of terms."""
    node = goal.expression
    if not isinstance(node, Sum):
        return None
    signs = [isinstance(term, Negation) for term in node.terms]
    plain = [term.operand if isinstance(term, Negation) else term for term in node.terms]
    goals = tuple([Goal(term, goal.variable, goal.level) for term in plain])
    parts = tuple([Part("term", "", term) for term in plain])

    def conclude(results: tuple[Node, ...]) -> Node:
        return total([Negation(result) if minus else result for minus, result in zip(signs, results, strict=True)])

    return Match(parts, goals, conclude)


def factors(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A product of any number of factors that depend on the variable; each takes its turn."""
    node = goal.expression
    if not isinstance(node, Product):
        return None
    count = len(node.factors)
    letters = [context.letters[goal.level + index] for index in range(count)]
    level = goal.level + count
    goals = tuple([Goal(factor, goal.variable, level) for factor in node.factors])
    parts = tuple([Part("factor", letter, factor) for letter, factor in zip(letters, node.factors, strict=True)])

    def conclude(results: tuple[Node, ...]) -> Node:
        turns = []
        for index, result in enumerate(results):
            turns.append(product([*node.factors[:index], result, *node.factors[index + 1 :]]))
        return total(turns)

    bindings = dict(zip("uv", node.factors, strict=True)) if count == 2 else {}
    return Match(parts, goals, conclude, letters=dict(zip("uvw", letters, strict=False)), bindings=bindings)


def layers(node: Node, variable: str, context: Context) -> Layers | None:
    """The outermost function of a composition and what is inside it; None where nothing is composed."""
    if isinstance(node, Quotient):
        below = (
            layers(node.bottom, variable, context)
            if node.top == ONE and is_power(node.bottom, variable, context)
            else None
        )
        return None if below is None else (lambda argument: Quotient(ONE, below[0](argument)), below[1])
    if isinstance(node, Integral):
        return _one_limit(node, variable, context)
    if not isinstance(node, Call | Unknown | Power):
        return None
    depending = [index for index, child in enumerate(node.children) if context.depends(child, variable)]
    if len(depending) != 1 or type(node.children[depending[0]]) is Name:
        return None
    index, children = depending[0], node.children
    if isinstance(node, Call) and FUNCTIONS[node.function].arity is None:
        return None
    return lambda argument: with_children(node, (*children[:index], argument, *children[index + 1 :])), children[index]


def _one_limit(node: Integral, variable: str, context: Context) -> Layers | None:
    """An integral as a function of the one limit that varies."""
    upper, lower = context.depends(node.upper, variable), context.depends(node.lower, variable)
    under = node.variable != variable and context.depends(node.integrand, variable)
    inner = node.upper if upper else node.lower
    if upper == lower or under or type(inner) is Name:
        return None
    if upper:
        return lambda argument: with_children(node, (node.integrand, node.lower, argument)), inner
    return lambda argument: with_children(node, (node.integrand, argument, node.upper)), inner


def is_power(node: Node, variable: str, context: Context) -> bool:
    """Whether an expression is a constant power or root of something: what can stand below 1 in the power rule."""
    if isinstance(node, Power):
        return context.depends(node.base, variable) and not context.depends(node.exponent, variable)
    if not isinstance(node, Call) or node.function not in ("sqrt", "cbrt", "root"):
        return False
    return node.function != "root" or not context.depends(node.arguments[0], variable)


def composition(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A function of a function."""
    layered = layers(goal.expression, goal.variable, context)
    if layered is None:
        return None
    outside, inner = layered
    if isinstance(goal.expression, Call) and not context.has_rule(goal.expression, inner):
        return None
    letter = context.letters[goal.level]
    outer = outside(Name(letter))
    parts = (Part("outer", letter, outer), Part("inner", letter, inner))
    goals = (Goal(outer, letter, goal.level + 1), Goal(inner, goal.variable, goal.level + 1))
    build = builder(rule.conclusion)

    def conclude(results: tuple[Node, ...]) -> Node:
        return build(
            {
                "f": outside,
                "f'": lambda argument: substitute(results[0], {letter: argument}),
                "u": inner,
                "u'": results[1],
            }
        )

    return Match(parts, goals, conclude, letters={"u": letter}, bindings={"u": inner})


def logarithm(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """The natural logarithm of the variable itself, or a logarithm to a constant base."""
    node = goal.expression
    if not isinstance(node, Call) or node.function not in ("ln", "log") or node.arguments[-1] != Name(goal.variable):
        return None
    base = node.arguments[0] if node.function == "log" else None
    if base is None:
        bindings = {"u": node.arguments[0], "a": Name("e")}
        return Match((), (), lambda _: Quotient(ONE, node.arguments[0]), bindings=bindings, stated="itself")
    if context.depends(base, goal.variable):
        return None
    bindings = {"u": node.arguments[1], "a": base}
    return Match((Part("base", "a", base),), (), lambda _: builder(rule.conclusion)(bindings), bindings=bindings)


def definition(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A function that has no rule for these arguments but a definition by others that have."""
    node = goal.expression
    if not isinstance(node, Call):
        return None
    if len(node.arguments) > 2:
        first, *others = dict.fromkeys(node.arguments)  # of equal ones neither would be the greater
        rest = others[0] if len(others) == 1 else Call(node.function, tuple(others))
        rewritten: Node = Call(node.function, (first, rest)) if others else first
    elif FUNCTIONS[node.function].definition:
        rewritten = builder(FUNCTIONS[node.function].definition)(dict(zip("uv", node.arguments, strict=False)))
    else:
        return None
    goals = (Goal(rewritten, goal.variable, goal.level),)
    return Match((Part("rewritten", "", rewritten),), goals, lambda results: results[0])


def integral(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """An integral whose limits, or whose integrand beside its own variable, depend on the variable."""
    node, variable = goal.expression, goal.variable
    if not isinstance(node, Integral):
        return None
    under = node.variable != variable and variable in names(node.integrand)
    wanted = [limit for limit in (node.upper, node.lower) if context.depends(limit, variable)]
    goals = [Goal(limit, variable, goal.level) for limit in wanted if type(limit) is not Name]
    if under:
        goals.append(Goal(node.integrand, variable, goal.level))
    parts = (
        Part("integrand", "f", node.integrand),
        Part("upper limit", "b", node.upper),
        Part("lower limit", "a", node.lower),
    )

    def conclude(results: tuple[Node, ...]) -> Node:
        terms: list[Node] = []
        rates = iter(results)
        for limit in wanted:
            height = substitute(node.integrand, {node.variable: limit})
            term = height if type(limit) is Name else product([height, next(rates)])
            terms.append(Negation(term) if limit is node.lower else term)
        if under:
            terms.append(Integral(results[-1], node.variable, node.lower, node.upper))
        return total(terms)

    return Match(parts, tuple(goals), conclude)


def unknown_function(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A function that only has a name, of the variable itself or of several arguments."""
    node = goal.expression
    if not isinstance(node, Unknown):
        return None
    wanted = [index for index, argument in enumerate(node.arguments) if context.depends(argument, goal.variable)]

    def partial(index: int) -> Unknown:
        return Unknown(
            node.name, node.arguments, tuple(order + (place == index) for place, order in enumerate(node.orders))
        )

    if len(node.arguments) == 1:
        return Match((), (), lambda _: partial(0))
    goals = tuple(Goal(node.arguments[index], goal.variable, goal.level) for index in wanted)
    parts = tuple(Part("argument", "", node.arguments[index]) for index in wanted)

    def conclude(results: tuple[Node, ...]) -> Node:
        return total([product([partial(index), result]) for index, result in zip(wanted, results, strict=True)])

    return Match(parts, goals, conclude)


def by_logarithms(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A product, quotient or power, by way of its logarithm: `ln y` is a sum of simpler logarithms."""
    node = goal.expression
    if not isinstance(node, Product | Quotient | Power) or not context.depends(node, goal.variable):
        return None
    logarithm = total(_logarithms(node))
    build = builder(rule.conclusion)
    return Match(
        (Part("logarithm", "w", logarithm),),
        (Goal(logarithm, goal.variable, goal.level + 1),),
        lambda results: build({"u": node, "w'": results[0]}),
        bindings={"u": node, "w": logarithm},
    )


def _logarithms(node: Node) -> list[Node]:
    """The terms of the logarithm of a product, with powers in front."""
    if isinstance(node, Product):
        return [term for factor in node.factors for term in _logarithms(factor)]
    if isinstance(node, Quotient):
        return [*_logarithms(node.top), *(Negation(term) for term in _logarithms(node.bottom))]
    if isinstance(node, Power):
        if node.base == Name("e"):
            return [node.exponent]
        return [product([node.exponent, term]) for term in _logarithms(node.base)]
    if isinstance(node, Call) and node.function == "sqrt":
        return [product([Quotient(ONE, Number(2)), term]) for term in _logarithms(node.arguments[0])]
    return [Call("ln", (node,))]
