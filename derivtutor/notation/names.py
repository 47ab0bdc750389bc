"""How names are read, and functions that only have a name: `y'`, `f'(x)`, `f^(1,0)(x, y)`."""

from __future__ import annotations

from derivtutor.notation import complaints, remarks, sentences
from derivtutor.notation.cursor import Grammar, Parse
from derivtutor.notation.lexer import Token
from derivtutor.notation.prose import no_name
from derivtutor.notation.shape import FUNCTION_LETTERS
from derivtutor.notation.tree import Name, Negation, Node, Power, Unknown
from derivtutor.patterns import pattern

_FUNCTION_OF_ONE_LETTER = frozenset("uvwyUVWY")
CALLABLE = FUNCTION_LETTERS | _FUNCTION_OF_ONE_LETTER
"""Letters that may be functions, which depends on what follows."""

_PARTIAL = pattern("([fghFGH])(?:_([A-Za-z0-9]+)|[0-9]+)")
RAISING = frozenset({"operator", "superscript"})
_LONGEST_EXPONENT = 4
_MOST_ORDER = 99


def name(reader: Grammar) -> Parse:
    """A name, with its primes, or a function that only has a name."""
    token = reader.token
    reader.index += 1
    primes = reader.token.text if reader.token.kind == "prime" and reader.token.glued else ""
    reader.index += bool(primes)
    if is_called(reader, token, primes):
        called: Node = yield unknown(reader, token, len(primes))
        return called
    if not primes and reader.token.kind in RAISING and _power_between(reader, token):
        return (yield raised(reader, token))
    if len(token.text) > 1 and not primes:
        long_name(reader, token)
    return Name(token.text + primes, reader.span(token.start))


_BEFORE_A_WORD = frozenset({"name", "close", "bar", "command"})
_AFTER_A_WORD = frozenset({"name", "word", "number", "open", "bar", "command", "derivative"})


def long_name(reader: Grammar, token: Token) -> None:
    """A name of several letters that was just read: a word is one where signs stand around it, as in `rate*time`."""
    index = reader.index
    if remarks.is_word(reader, token):
        before = reader.tokens[index - 2].kind if index > 1 else ""
        following = reader.token
        in_bars = bool(reader.open) and reader.open[-1].kind == "bar"
        after = following.kind in _AFTER_A_WORD and not reader.at_closing_bar
        if after or (before in _BEFORE_A_WORD and not (before == "bar" and in_bars)):
            reader.fail(*no_name(token.text), token)
    remarks.long_name(reader, token)


def is_called(reader: Grammar, token: Token, primes: str) -> bool:
    """Whether arguments follow a name at once, `f(x)`, `y'(t)`, `u(x)`, or orders of derivatives, `f^(1,0)(x, y)`."""
    if reader.token.kind == "operator":
        return token.text in FUNCTION_LETTERS and orders_follow(reader)
    return bool(_opens_arguments(reader, token, reader.index, primes))


def _opens_arguments(reader: Grammar, token: Token, index: int, primes: str = "") -> bool:
    """Whether the bracket at this place holds the arguments of a function that only has a name."""
    bracket = reader.tokens[index]
    if bracket.kind != "open" or bracket.text != "(" or not bracket.glued:
        return False
    if primes or token.text in FUNCTION_LETTERS or _PARTIAL.fullmatch(token.text):
        return True
    inside, closing = (*reader.tokens[index + 1 : index + 3], bracket)[:2]
    lone = inside.kind == "name" and closing.kind == "close" and len(inside.text) == 1
    return token.text in _FUNCTION_OF_ONE_LETTER and lone and inside.text != token.text


def _power_between(reader: Grammar, token: Token) -> bool:
    """Whether a short exponent and then arguments stand here, as in `f^2(x)` and `f^{-1}(x)`."""
    tokens, start = reader.tokens, reader.index
    if tokens[start].kind == "operator" and tokens[start].text != "^":
        return False
    end = start + 1
    in_brackets = tokens[end].kind == "open" and (tokens[end].text == "{" or tokens[end + 1].text == "-")
    if in_brackets or tokens[start].kind == "superscript":
        while tokens[end].kind not in ("close", "end") and end - start <= _LONGEST_EXPONENT:
            end += 1
    elif tokens[end].text == "-":
        end += 1
    return tokens[end].kind in ("close", "number", "name") and _opens_arguments(reader, token, end + 1)


def raised(reader: Grammar, token: Token) -> Parse:
    """`f^2(x)`, the power of what a function that only has a name gives; its inverse has no name."""
    exponent: Node = yield reader.exponent(Name(token.text), token.start)
    shown = reader.shown(token.start)
    if isinstance(exponent, Negation):
        reader.fail(*sentences.INVERSE_OR_POWER.words(shown=shown, name=token.text), token)
    called: Node = yield unknown(reader, token, 0)
    remarks.raised_name(reader, token, shown)
    return Power(called, exponent, reader.span(token.start))


def orders_follow(reader: Grammar) -> bool:
    """Whether `^(1,0)(` or `^(4)(` stands here: how often a function is differentiated by each argument."""
    texts = [token.text or "0" for token in reader.tokens[reader.index : reader.index + 6]]
    start = 2 if texts[1:2] == ["{"] else 1
    kinds = [token.kind for token in reader.tokens[reader.index + start : reader.index + 2 * start + 3]]
    if texts[0] != "^" or kinds[:2] != ["open", "number"] or texts[start] != "(":
        return False
    return kinds[2] == "comma" or kinds[2:] == (["close", "open"] if start == 1 else ["close", "close", "open"])


def unknown(reader: Grammar, token: Token, primes: int) -> Parse:
    orders = _orders(reader) if reader.take("operator") else ()
    if reader.token.kind != "open":
        complaints.missing_argument(reader, token.text)
    arguments = yield reader.arguments(token.text)
    partial = _PARTIAL.fullmatch(token.text)
    if partial and partial[2] and not primes and all(Name(letter) in arguments for letter in partial[2]):
        orders = tuple(partial[2].count(node.name) if isinstance(node, Name) else 0 for node in arguments)
        return Unknown(partial[1], arguments, orders, reader.span(token.start))
    orders = orders or (primes,) + (0,) * (len(arguments) - 1)
    if len(orders) != len(arguments) or (primes and len(arguments) > 1):
        reader.fail(*sentences.ORDER_FOR_EACH.words(name=token.text, count=len(arguments)), token)
    return Unknown(token.text, arguments, orders, reader.span(token.start))


def _orders(reader: Grammar) -> tuple[int, ...]:
    opened = [reader.token]
    while reader.take("open"):
        opened.append(reader.token)
    orders: list[int] = []
    while True:
        value = reader.token.value
        if reader.token.kind != "number" or not isinstance(value, int) or value > _MOST_ORDER:
            reader.fail(*sentences.ORDERS.words())
        orders.append(value)
        reader.index += 1
        if not reader.take("comma"):
            break
    for _ in opened[1:]:
        if not reader.take("close"):
            complaints.unexpected(reader)
    return tuple(orders)
