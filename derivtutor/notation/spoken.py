"""How an expression is said aloud, in words alone: `the sine of e to the two x`.

What is short needs no brackets: a number, a name, a few of them side by side, a power. Each of these ends where the
next sign is spoken. What is longer says where it ends, so that two expressions are never said alike. The words are
mostly those of ClearSpeak (Frankel, Brownstein, Soiffer 2016).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from fractions import Fraction
from typing import NamedTuple

from derivtutor.notation.number_words import decimal, fraction, number, ordinal
from derivtutor.notation.shape import (
    brackets_as_factor,
    brackets_as_term,
    is_single_derivative,
    is_subtracted,
    letters,
    power_before_argument,
)
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
    Sum,
    Unknown,
    fold,
)


class Ends(IntEnum):
    """By which of the signs that follow what was said is at an end."""

    ALONE = 0
    """It is one word, or says where it ends."""
    BESIDE = 1
    """Words side by side, `two x`: any sign ends it."""
    RAISED = 2
    """A power or a function, `x squared`, `the sine of x`: `times` and `plus` end it."""
    MULTIPLIED = 3
    """A product: `plus` ends it."""
    ADDED = 4
    """A sum, or longer."""


class Spoken(NamedTuple):
    """An expression in words, and what ends it; of one with a minus sign, or of a function, what follows that."""

    words: str
    ends: Ends
    rest: str = ""


def spoken(node: Node, memo: Memo[Spoken] | None = None) -> str:
    """Say an expression. With a `memo` that is passed in again, what expressions share is put into words once.

    >>> from derivtutor.notation.reader import read
    >>> spoken(read("sin(e^(2x))").tree)
    'the sine of e to the two x'
    >>> spoken(read("(x^2 + 1)/(x - 3)").tree)
    'the fraction with numerator x squared plus one and denominator x minus three, end fraction'
    """
    return fold(node, ALGEBRA, memo).words


_FUNCTIONS = {
    "sin": "sine", "cos": "cosine", "tan": "tangent", "cot": "cotangent", "sec": "secant", "csc": "cosecant",
    "arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent", "arccot": "arc cotangent",
    "arcsec": "arc secant", "arccsc": "arc cosecant", "sinh": "hyperbolic sine", "cosh": "hyperbolic cosine",
    "tanh": "hyperbolic tangent", "coth": "hyperbolic cotangent", "sech": "hyperbolic secant",
    "csch": "hyperbolic cosecant", "arsinh": "inverse hyperbolic sine", "arcosh": "inverse hyperbolic cosine",
    "artanh": "inverse hyperbolic tangent", "arcoth": "inverse hyperbolic cotangent",
    "arsech": "inverse hyperbolic secant", "arcsch": "inverse hyperbolic cosecant", "ln": "natural log",
    "abs": "absolute value", "sqrt": "square root", "cbrt": "cube root", "sign": "sign", "max": "maximum",
    "min": "minimum", "sigmoid": "sigmoid", "relu": "rectifier", "leaky_relu": "leaky rectifier",
    "softplus": "soft plus", "gelu": "gelu", "swish": "swish", "erf": "error function",
    "erfc": "complementary error function", "Si": "sine integral", "bce": "binary cross entropy",
    "mse": "squared error",
}  # fmt: skip
"""What functions are called; `log` and `root` say their base and index."""

_RELATIONS = {
    "=": "equals", "!=": "is not", "<": "is less than", ">": "is greater than", "<=": "is at most",
    ">=": "is at least",
}  # fmt: skip
_PRIMES = ("", "prime", "double prime", "triple prime")


def name(typed: str) -> str:
    """A letter with what stands at it: `w sub one`, `y hat`, `f prime`, `capital X`."""
    parts = letters(typed)
    letter = parts.letter.replace("_", " ")
    said = [f"capital {letter}" if len(letter) == 1 and letter.isupper() else letter, parts.accent]
    if parts.index:
        said += ["sub", _index(parts.index)]
    elif parts.digits:
        said.append(number(int(parts.digits)))
    return " ".join([*filter(None, said), *([primes(parts.primes)] if parts.primes else [])])


def _index(text: str) -> str:
    return number(int(text)) if text.isdigit() else " ".join(text.replace("_", " ").split())


def primes(count: int) -> str:
    """`prime`, `double prime`."""
    return _PRIMES[count] if count < len(_PRIMES) else f"with {number(count)} primes"


def _bracketed(said: Spoken, most: Ends) -> str:
    """What was said, between brackets where it would not end."""
    return said.words if said.ends <= most else f"open bracket {said.words} close bracket"


def _alone(words: str, ends: Ends = Ends.ALONE) -> Spoken:
    return Spoken(words, ends)


def _number(node: Number, _: Sequence[Spoken]) -> Spoken:
    if isinstance(node.value, int) and not node.text:
        return _alone(number(node.value))
    if set(node.text) <= set("0123456789.eE+-") and node.text[:1].isdigit():
        return _alone(decimal(node.text), Ends.MULTIPLIED if "e" in node.text.lower() else Ends.ALONE)
    return _fraction(*Fraction(node.value).as_integer_ratio())


def _fraction(top: int, bottom: int) -> Spoken:
    words = fraction(top, bottom)
    return _alone(words, Ends.RAISED if " over " in words else Ends.ALONE)


def _sum(node: Sum, terms: Sequence[Spoken]) -> Spoken:
    said = []
    for place, (term, value) in enumerate(zip(node.terms, terms, strict=True)):
        if is_subtracted(term):
            said.append(f"minus {value.rest}")
            continue
        most = Ends.MULTIPLIED if brackets_as_term(term) else Ends.ADDED
        said.append(("plus " if place else "") + _bracketed(value, most))
    return _alone(" ".join(said), Ends.ADDED)


def _negation(node: Negation, values: Sequence[Spoken]) -> Spoken:
    [value] = values
    operand = _bracketed(value, Ends.MULTIPLIED)
    is_bracketed = value.ends > Ends.MULTIPLIED
    return Spoken(f"minus {operand}", Ends.BESIDE if is_bracketed else max(value.ends, Ends.BESIDE), operand)


def _product(node: Product, values: Sequence[Spoken]) -> Spoken:
    """Factors side by side where each ends by itself, `two x squared`; else `times` between them."""
    last = node.factors[-1]
    said = [
        value.words if not brackets_as_factor(factor, factor is last) else _bracketed(value, Ends.BESIDE)
        for factor, value in zip(node.factors, values, strict=True)
    ]
    words, ends = said[0], values[0].ends
    for place in range(1, len(said)):
        before, factor = node.factors[place - 1], node.factors[place]
        is_beside = ends <= Ends.BESIDE and _stands_beside(before, factor, values[place])
        words += (" " if is_beside else " times ") + said[place]
        ends = max(values[place].ends, Ends.BESIDE) if is_beside else Ends.MULTIPLIED
    return _alone(words, ends)


def _stands_beside(before: Node, factor: Node, value: Spoken) -> bool:
    """Whether nothing needs to be said between two factors: `two x`, `x y squared`."""
    is_letter = isinstance(factor, Name) or (isinstance(factor, Power) and isinstance(factor.base, Name))
    return isinstance(before, Number | Name) and is_letter and value.ends <= Ends.RAISED and before != factor


def _quotient(node: Quotient, values: Sequence[Spoken]) -> Spoken:
    top, bottom = node.top, node.bottom
    if _is_whole(top) and _is_whole(bottom):
        return _fraction(_value(top), _value(bottom))
    if max(value.ends for value in values) <= Ends.BESIDE:
        return _alone(f"{values[0].words} over {values[1].words}", Ends.RAISED)
    return _alone(f"the fraction with numerator {values[0].words} and denominator {values[1].words}, end fraction")


_POWERS = {2: "squared", 3: "cubed"}
_OF = {2: "the square of", 3: "the cube of"}


def _power(node: Power, values: Sequence[Spoken]) -> Spoken:
    base, exponent = values
    whole = _value(node.exponent) if _is_whole(node.exponent) else None
    if power_before_argument(node) and isinstance(node.base, Call) and whole in _POWERS:
        return _alone(f"the {_FUNCTIONS[node.base.function]} {_POWERS[whole]} {base.rest}", base.ends)
    if isinstance(node.base, Call | Unknown) and whole is not None and whole > 1:
        return _alone(f"{_OF.get(whole) or f'the {ordinal(whole)} power of'} {base.words}", max(base.ends, Ends.RAISED))
    below = _bracketed(base, Ends.ALONE)
    if whole is not None:
        return _alone(f"{below} {_POWERS.get(whole) or f'to the {ordinal(whole)}'}", Ends.RAISED)
    if exponent.ends <= Ends.BESIDE:
        to = "to the power" if exponent.words.startswith("the ") else "to the"
        return _alone(f"{below} {to} {exponent.words}", Ends.RAISED)
    return _alone(f"{below} to the power {exponent.words}, end power")


def _is_whole(node: Node) -> bool:
    return isinstance(node, Number) and isinstance(node.value, int) and not node.text


def _value(node: Node) -> int:
    return int(node.value) if isinstance(node, Number) else 0


def _applied(head: str, arguments: Sequence[Spoken], end: str = "") -> Spoken:
    """A function of what follows, between brackets where that is long; with an `end` of its own it needs none."""
    if len(arguments) > 1:
        inside = " comma ".join(value.words for value in arguments)
        if max(value.ends for value in arguments) <= Ends.BESIDE:
            return Spoken(f"{head} of {inside}", Ends.RAISED, f"of {inside}")
        rest, ends = f"of open bracket {inside} close bracket", Ends.ALONE
    elif arguments[0].ends <= Ends.RAISED:
        rest, ends = f"of {arguments[0].words}", Ends.RAISED
    elif end:
        rest, ends = f"of {arguments[0].words}, {end}", Ends.ALONE
    else:
        rest, ends = (
            f"of open bracket {arguments[0].words} close bracket",
            Ends.RAISED,
        )  # what follows may raise the inside
    return Spoken(f"{head} {rest}", ends, rest)


_END = {"sqrt": "end root", "cbrt": "end root", "root": "end root", "abs": "end absolute value"}


def _call(node: Call, values: Sequence[Spoken]) -> Spoken:
    end = _END.get(node.function, "")
    if node.function == "log":
        return _applied(f"the log base {_bracketed(values[0], Ends.ALONE)}", values[1:])
    if node.function == "root":
        index = node.arguments[0]
        which = ordinal(_value(index)) if _is_whole(index) else f"{_bracketed(values[0], Ends.ALONE)} th"
        return _applied(f"the {which} root", values[1:], end)
    return _applied(f"the {_FUNCTIONS[node.function]}", values, end)


def _unknown(node: Unknown, values: Sequence[Spoken]) -> Spoken:
    count = sum(node.orders)
    if len(node.orders) > 1 and count:
        which = [f"{number(order)} by the {ordinal(place)}" for place, order in enumerate(node.orders, 1) if order]
        return _applied(f"the derivative, {' and '.join(which)} argument, of {name(node.name)}", values)
    return _applied(f"{name(node.name)} {primes(count)}".strip(), values)


def _comparison(node: Comparison, values: Sequence[Spoken]) -> Spoken:
    said = [values[0].words]
    for relation, value in zip(node.relations, values[1:], strict=True):
        said += [_RELATIONS[relation], value.words]
    return _alone(" ".join(said), Ends.ADDED)


def _piecewise(node: Piecewise, values: Sequence[Spoken]) -> Spoken:
    count = len(node.values)
    pairs = zip(values[:count], values[count:], strict=False)
    cases = [f"{value.words}, if {condition.words}" for value, condition in pairs]
    if len(node.conditions) < count:
        cases.append(f"{values[count - 1].words}, otherwise")
    return _alone(f"in {number(count)} cases: {'; '.join(cases)}; end cases")


def _integral(node: Integral, values: Sequence[Spoken]) -> Spoken:
    integrand, lower, upper = values
    limits = f"from {lower.words} to {upper.words}"
    return _alone(f"the integral {limits} of {integrand.words}, d {name(node.variable)}, end integral")


def _derivative(node: Derivative, values: Sequence[Spoken]) -> Spoken:
    """`d y by d x`, `d by d x of the sine of x`."""
    d, variable = "partial" if node.is_partial else "d", name(node.variable)
    times = f" {_POWERS.get(node.order) or f'to the {ordinal(node.order)}'}" if node.order > 1 else ""
    if is_single_derivative(node):
        return _alone(f"{d}{times} {values[0].words} by {d} {variable}{times}", Ends.RAISED)
    return _applied(f"{d}{times} by {d} {variable}{times}", values)


ALGEBRA: Algebra[Spoken] = {
    Number: _number,
    Name: lambda node, _: _alone(name(node.name)),
    Sum: _sum,
    Negation: _negation,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Unknown: _unknown,
    Comparison: _comparison,
    Piecewise: _piecewise,
    Integral: _integral,
    Derivative: _derivative,
}
