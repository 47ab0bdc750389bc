"""How integrals and derivatives that are asked for are read."""

from __future__ import annotations

from derivtutor.notation import sentences
from derivtutor.notation.cursor import POWER, TIMES, Grammar, Parse
from derivtutor.notation.lexer import Token
from derivtutor.notation.tree import CONSTANTS, Derivative, Integral, Name, Node, Number, names


def called_integral(reader: Grammar, token: Token) -> Parse:
    """`int(sin t, t, 0, x^2)`."""
    arguments: tuple[Node, ...] = ()
    if reader.token.kind == "open":
        arguments = yield reader.arguments("int")
    variable = arguments[1] if len(arguments) == 4 else None
    if not isinstance(variable, Name) or variable.name in CONSTANTS:
        reader.fail(*sentences.FOUR_ARGUMENTS.words(), token)
    integrand, _, lower, upper = arguments
    return Integral(integrand, variable.name, lower, upper, reader.span(token.start))


def called_derivative(reader: Grammar, token: Token) -> Parse:
    """`diff(x^3, x)` and `diff(x^3, x, 2)`, as other programs write it; `D[x^3, x]` as well."""
    operand, variable, *order = (*(yield reader.arguments("diff")), None)[:3]
    times = order[0].value if order and isinstance(order[0], Number) else 1 if order in ([], [None]) else None
    if not isinstance(variable, Name) or variable.name in CONSTANTS or not isinstance(times, int) or not times:
        reader.fail(*sentences.BY_NOTHING.words(), token)
    return Derivative(operand, variable.name, times, reader.span(token.start))


def integral(reader: Grammar, token: Token) -> Parse:
    r"""`\int_0^{x^2} \sin t\,dt`."""
    limits: dict[str, Node] = {}
    while (place := reader.token).kind in ("subscript", "superscript") or (place.kind, place.text) == ("operator", "^"):
        if place.kind == "superscript":
            limits["^"] = yield reader.exponent(Number(1), place.start)
            continue
        reader.index += 1
        limits[place.text] = reader.atom() or (yield reader.operand(POWER))
    if set(limits) != {"_", "^"}:
        reader.fail(*sentences.NO_LIMITS.words(), token)
    integrand: Node = Number(1)
    if reader.token.kind != "differential":
        integrand = yield reader.expression(0)
    variable = reader.token.text
    if not reader.take("differential") or variable in CONSTANTS:
        reader.fail(*sentences.NO_DIFFERENTIAL.words())
    return Integral(integrand, variable, limits["_"], limits["^"], reader.span(token.start))


def primed(reader: Grammar, inner: Node, opening: Token) -> Derivative:
    """`(x^3)'`, by the only letter, else by x."""
    letters = names(inner)
    if len(letters) != 1 and "x" not in letters:
        reader.fail(*sentences.BY_WHICH_LETTER.words())
    variable = next(iter(letters)) if len(letters) == 1 else "x"
    order = len(reader.token.text)
    reader.index += 1
    return Derivative(inner, variable, order, reader.span(opening.start))


def derivative(reader: Grammar) -> Parse:
    token = reader.token
    reader.index += 1
    assert token.differentiation is not None
    name, variable, order, _ = token.differentiation
    if variable in CONSTANTS:
        reader.fail(*sentences.BY_A_NUMBER.words(variable=variable), token)
    operand: Node
    if name:
        operand = Name(name, (token.start, token.end))
    elif reader.token.kind == "open":
        operand = yield reader.expression(POWER)
    elif reader.token.kind == "end":
        reader.fail(*sentences.OF_NOTHING.words(variable=variable))
    else:
        operand = yield reader.expression(TIMES)
    return Derivative(operand, variable, order, reader.span(token.start))
