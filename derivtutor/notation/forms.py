"""How forms with a name of their own are read: functions, roots, fractions, integrals and derivatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivtutor.notation import cases, complaints, remarks
from derivtutor.notation.functions import FUNCTIONS, SPELLINGS
from derivtutor.notation.tree import (
    CONSTANTS,
    Call,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Span,
    Unknown,
)

if TYPE_CHECKING:
    from derivtutor.notation.lexer import Token
    from derivtutor.notation.reader import Parse, Reader

TIMES, POWER = 20, 30
_INVERSES = {
    **{name: f"arc{name}" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{f"{name}h": f"ar{name}h" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
}
_ROOT_NAMES = {Number(2): "sqrt", Number(3): "cbrt"}
_MOST_ORDER = 99

# Functions without a known meaning


def orders_follow(reader: Reader) -> bool:
    """Whether `^(1,0)(` or `^(4)(` stands here: how often a function is differentiated by each argument."""
    texts = [token.text or "0" for token in reader.tokens[reader.index : reader.index + 6]]
    start = 2 if texts[1:2] == ["{"] else 1
    kinds = [token.kind for token in reader.tokens[reader.index + start : reader.index + start + 5]]
    if texts[0] != "^" or kinds[:2] != ["open", "number"] or texts[start] != "(":
        return False
    closed = kinds[2:4] == ["close", "close"] and kinds[4:] == ["open"] if start == 2 else kinds[2:4] == ["close", "open"]
    return kinds[2] == "comma" or closed


def unknown(reader: Reader, token: Token, primes: int) -> Parse:
    orders = _orders(reader) if reader.take("operator") else ()
    if reader.token.kind != "open":
        complaints.missing_argument(reader, token.text)
    arguments = yield arguments_in_brackets(reader, token.text)
    orders = orders or (primes,) + (0,) * (len(arguments) - 1)
    if len(orders) != len(arguments) or (primes and len(arguments) > 1):
        message = f"{token.text} has {len(arguments)} arguments, and each needs its order."
        reader.fail(message, "Write for example f^(1,0)(x, y).", token)
    return Unknown(token.text, arguments, orders, reader.span(token.start))


def _orders(reader: Reader) -> tuple[int, ...]:
    opened = [reader.token]
    while reader.take("open"):
        opened.append(reader.token)
    orders: list[int] = []
    while True:
        value = reader.token.value
        if reader.token.kind != "number" or not isinstance(value, int) or value > _MOST_ORDER:
            reader.fail("Orders of derivatives are small whole numbers.", "Write for example f^(1,0)(x, y).")
        orders.append(value)
        reader.index += 1
        if not reader.take("comma"):
            break
    for _ in opened[1:]:
        if not reader.take("close"):
            complaints.unexpected(reader)
    return tuple(orders)


# Known functions


def word(reader: Reader) -> Parse:
    token = reader.token
    reader.index += 1
    if token.text in ("piecewise", "Piecewise"):
        return (yield cases.piecewise(reader, token))
    if token.text == "int":
        return (yield _called_integral(reader, token))
    function = "log" if token.text == "lg" else SPELLINGS.get(token.text, token.text)
    base: Node | None = Number(10) if token.text == "lg" else None
    if token.text == "log":
        base = yield _logarithm_base(reader)
    power = yield _function_power(reader, token)
    if isinstance(power, Negation) and power.operand == Number(1):
        if function not in _INVERSES:
            reader.fail(f"The inverse of {function} has a name of its own.", "Write 1/... for the reciprocal.", token)
        function, power = _INVERSES[function], None
        remarks.inverse_function(reader, token, function)
    arguments = yield _arguments(reader, token)
    node = _call(reader, function, base, arguments, token)
    return node if power is None else Power(node, power, node.span)


def _logarithm_base(reader: Reader) -> Parse:
    """`log_2`, `log_{10}`, `log2(`."""
    if reader.take("subscript"):
        following = reader.token
        if following.kind == "open" and following.text == "{":
            return (yield reader.group())
        if following.kind not in ("number", "name"):
            reader.fail("The base of the logarithm is missing.", "Write for example log_2(x).")
        return reader.leaf(POWER) or _letter(reader)
    if reader.token.kind != "number" or not reader.token.glued:
        return None
    following = reader.tokens[reader.index + 1]
    return reader.leaf(POWER) if following.kind == "open" and following.glued else None
    yield


def _letter(reader: Reader) -> Node:
    """A name that is not called, whatever follows: the `b` of `log_b(x)`."""
    token = reader.token
    reader.index += 1
    return Name(token.text, (token.start, token.end))


def _function_power(reader: Reader, token: Token) -> Parse:
    """The power between a function's name and its argument: `sin^2 x`, `sin²x`, `sin^-1 x`."""
    if reader.token.kind == "superscript":
        return (yield reader.exponent(Name(token.text), token.start))
    if reader.take("operator", "^"):
        return reader.atom() or (yield reader.operand(POWER))
    if reader.token.kind == "prime":
        reader.fail(f"The derivative of {token.text} is written d/dx.", f"Write d/dx {token.text}(x).")
    return None


def _arguments(reader: Reader, token: Token) -> Parse:
    following = reader.token
    if following.kind == "open":
        if following.text == "(":
            return (yield arguments_in_brackets(reader, token.text))
        return ((yield reader.group()),)
    closes = following.kind == "bar" and reader.open and reader.open[-1].kind == "bar"
    negative = following.kind == "operator" and following.text == "-"
    if closes or not (negative or following.kind in _BEGIN_ARGUMENTS):
        complaints.missing_argument(reader, token.text)
    return ((yield _argument_without_brackets(reader, token)),)


_BEGIN_ARGUMENTS = frozenset({"number", "word", "name", "bar", "command", "derivative"})


def _argument_without_brackets(reader: Reader, token: Token) -> Parse:
    """`sin 2x cos 3x`: the factors up to the next function, bracket or sign."""
    start, begins_with = reader.token.start, reader.token.kind
    factors = [reader.leaf(POWER) or (yield reader.expression(POWER))]
    while reader.token.kind in ("number", "name", "command") and begins_with not in ("word", "bar"):
        if reader.token.text == "int" or (reader.token.kind == "number" and reader.before.kind == "number"):
            break
        factors.append(reader.leaf(POWER) or (yield reader.expression(POWER)))
    if begins_with not in ("command", "bar"):
        plain = len(factors) == 1 and isinstance(factors[0], Name)
        remarks.without_brackets(reader, token, start, plain)
    return factors[0] if len(factors) == 1 else Product(tuple(factors), reader.span(start))


def arguments_in_brackets(reader: Reader, function: str) -> Parse:
    """The arguments in brackets, separated by commas."""
    opening = reader.token
    reader.index += 1
    reader.open.append(opening)
    if reader.token.kind == "close":
        complaints.missing_argument(reader, function)
    found = [(yield reader.expression(0))]
    while reader.take("comma"):
        found.append((yield reader.expression(0)))
    reader.close(opening)
    return tuple(found)


def _call(reader: Reader, function: str, base: Node | None, arguments: tuple[Node, ...], token: Token) -> Node:
    span = reader.span(token.start)
    if function == "log" and base is None and len(arguments) == 1:
        function = "ln"
        reader.notes.append(remarks.NATURAL_LOGARITHM)
    if base is not None:
        arguments = (base, *arguments)
    _check_arity(reader, function, arguments, token)
    if function == "exp":
        return Power(Name("e", (token.start, token.end)), arguments[0], span)
    if function == "log" and base is None:
        remarks.logarithm_of_two(reader, token, arguments)
    if function == "root":
        return _root(arguments[0], arguments[1], span)
    return Call(function, arguments, span)


def _check_arity(reader: Reader, function: str, arguments: tuple[Node, ...], token: Token) -> None:
    arity = 1 if function == "exp" else FUNCTIONS[function].arity
    count = len(arguments)
    if function == "root" and count != 2:
        hint = "Write for example root(3, x)."
        reader.fail("root takes two arguments: the degree and the radicand.", hint, token)
    if count == arity or (arity is None and count > 1):
        return
    wanted = "two or more arguments" if arity is None else "one argument" if arity == 1 else f"{arity} arguments"
    example = f"{function}(0, x)" if arity is None else f"{function}(x)" if arity == 1 else f"{function}(p, y)"
    complaints.wrong_number_of_arguments(reader, token, wanted, count, example)


# Fractions and roots


def command(reader: Reader) -> Parse:
    token = reader.token
    reader.index += 1
    if token.text == "frac":
        top = yield _fraction_part(reader)
        bottom = yield _fraction_part(reader)
        return Quotient(top, bottom, reader.span(token.start))
    if token.text == "int":
        return (yield _integral(reader, token))
    if token.text == "begin":
        return (yield cases.cases(reader, token))
    return (yield _radical(reader, token))


def _fraction_part(reader: Reader) -> Parse:
    if reader.token.kind == "open" and reader.token.text == "{":
        return (yield reader.group())
    if reader.token.kind in ("number", "name"):
        return reader.atom() or _letter(reader)
    reader.fail(r"\frac takes two arguments.", r"Write for example \frac{x}{2}.")


def _radical(reader: Reader, token: Token) -> Parse:
    degree: Node | None = {"cbrt": Number(3), "fourth-root": Number(4)}.get(token.text)
    if reader.token.kind == "open" and reader.token.text == "[" and reader.text[token.start] == "\\":
        degree = yield reader.group()
    following = reader.token
    if following.kind == "open":
        radicand = yield reader.group()
    elif following.kind in _BEGIN_ARGUMENTS:
        radicand = reader.leaf(POWER) or (yield reader.expression(POWER))
        remarks.root_covers(reader, token, following.start)
    else:
        complaints.missing_argument(reader, "sqrt" if degree is None else "root")
    return _root(degree or Number(2), radicand, reader.span(token.start))


def _root(degree: Node, radicand: Node, span: Span) -> Node:
    if degree in _ROOT_NAMES:
        return Call(_ROOT_NAMES[degree], (radicand,), span)
    return Call("root", (degree, radicand), span)


# Integrals and derivatives


def _called_integral(reader: Reader, token: Token) -> Parse:
    """`int(sin t, t, 0, x^2)`."""
    arguments: tuple[Node, ...] = ()
    if reader.token.kind == "open":
        arguments = yield arguments_in_brackets(reader, "int")
    variable = arguments[1] if len(arguments) == 4 else None
    if not isinstance(variable, Name) or variable.name in CONSTANTS:
        message = "An integral takes the integrand, its variable and two limits."
        reader.fail(message, "Write int(sin(t), t, 0, x^2).", token)
    integrand, _, lower, upper = arguments
    return Integral(integrand, variable.name, lower, upper, reader.span(token.start))


def _integral(reader: Reader, token: Token) -> Parse:
    r"""`\int_0^{x^2} \sin t\,dt`."""
    limits: dict[str, Node] = {}
    while (place := reader.token).kind in ("subscript", "superscript") or (place.kind, place.text) == ("operator", "^"):
        if place.kind == "superscript":
            limits["^"] = yield reader.exponent(Number(1), place.start)
            continue
        reader.index += 1
        limits[place.text] = reader.atom() or (yield reader.operand(POWER))
    if set(limits) != {"_", "^"}:
        reader.fail("An integral needs a lower and an upper limit.", "Write int(sin(t), t, 0, x^2).", token)
    integrand: Node = Number(1)
    if reader.token.kind != "differential":
        integrand = yield reader.expression(0)
    variable = reader.token.text
    if not reader.take("differential") or variable in CONSTANTS:
        reader.fail("The variable of integration is missing.", "End the integral with dt.")
    return Integral(integrand, variable, limits["_"], limits["^"], reader.span(token.start))


def derivative(reader: Reader) -> Parse:
    token = reader.token
    reader.index += 1
    assert token.differentiation is not None
    name, variable, order, _ = token.differentiation
    if variable in CONSTANTS or order > _MOST_ORDER:
        reader.fail(f"{variable} is a number, not a variable.", "Write for example d/dx (x^2).", token)
    operand: Node
    if name:
        operand = Name(name, (token.start, token.end))
    elif reader.token.kind == "open":
        operand = yield reader.group()
    elif reader.token.kind == "end":
        reader.fail("What is to be differentiated is missing.", f"Write d/d{variable} (x^2).")
    else:
        operand = yield reader.expression(TIMES)
    return Derivative(operand, variable, order, reader.span(token.start))
