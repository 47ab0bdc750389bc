"""How functions are read, with and without brackets, and roots and fractions."""

from __future__ import annotations

from derivtutor.language import translated
from derivtutor.notation import cases, complaints, integrals, remarks, sentences
from derivtutor.notation.cursor import POWER, Grammar, Parse
from derivtutor.notation.functions import FUNCTIONS, SPELLINGS
from derivtutor.notation.lexer import Token
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Span, Unknown, names
from derivtutor.notation.words import TAKE_SEVERAL

_INVERSES = {
    **{name: f"arc{name}" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{f"{name}h": f"ar{name}h" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
}
_ROOT_NAMES: dict[Node, str] = {Number(2): "sqrt", Number(3): "cbrt"}


def word(reader: Grammar) -> Parse:
    token = reader.token
    reader.index += 1
    if token.text in ("piecewise", "Piecewise"):
        return (yield cases.piecewise(reader, token))
    if token.text == "int":
        return (yield integrals.called_integral(reader, token))
    if token.text == "diff":
        return (yield integrals.called_derivative(reader, token))
    function = "log" if token.text == "lg" else SPELLINGS.get(token.text, token.text)
    base: Node | None = Number(10) if token.text == "lg" else None
    if token.text == "log":
        base = yield _logarithm_base(reader)
    if reader.token.kind == "prime" and base is None:
        return (yield _derivative_of_function(reader, token, function))
    power = yield _function_power(reader, token)
    if isinstance(power, Negation) and power.operand == Number(1):
        if function not in _INVERSES:
            reader.fail(*sentences.NAMED_INVERSE.words(function=function), token)
        function, power = _INVERSES[function], None
        remarks.inverse_function(reader, token, function)
    arguments = yield _arguments(reader, token)
    node = _call(reader, function, base, arguments, token)
    return node if power is None else Power(node, power, node.span)


def _logarithm_base(reader: Grammar) -> Parse:
    """`log_2`, `log_{10}`, `log2(`."""
    if reader.take("subscript"):
        following = reader.token
        if following.kind == "open" and following.text == "{":
            return (yield reader.group())
        if following.kind not in ("number", "name"):
            reader.fail(*sentences.NO_BASE.words())
        return reader.leaf(POWER) or _letter(reader)
    if reader.token.kind != "number" or not reader.token.glued:
        return None
    following = reader.tokens[reader.index + 1]
    return reader.leaf(POWER) if following.kind == "open" and following.glued else None


def _letter(reader: Grammar) -> Node:
    """A name that is not called, whatever follows: the `b` of `log_b(x)`."""
    token = reader.token
    reader.index += 1
    return Name(token.text, (token.start, token.end))


def _function_power(reader: Grammar, token: Token) -> Parse:
    """The power between a function's name and its argument: `sin^2 x`, `sin²x`, `sin^-1 x`."""
    if reader.token.kind == "superscript":
        return (yield reader.exponent(Name(token.text), token.start))
    if reader.take("operator", "^"):
        return reader.atom() or (yield reader.operand(POWER))
    return None


def _derivative_of_function(reader: Grammar, token: Token, function: str) -> Parse:
    """`tanh'(x)`, the derivative of a known function; what it is, the rule book knows."""
    primes = len(reader.token.text)
    reader.index += 1
    arguments: tuple[Node, ...] = yield _arguments(reader, token)
    _check_arity(reader, function, (Number(10),) * (function == "log") + arguments, token)
    if len(arguments) > 1:
        reader.fail(*sentences.TWO_DERIVATIVES.words(function=token.text), token)
    return Unknown("ln" if function == "log" else function, arguments, (primes,), reader.span(token.start))


def _arguments(reader: Grammar, token: Token) -> Parse:
    following = reader.token
    if following.kind == "open":
        if following.text != "{" or token.text in TAKE_SEVERAL:
            return (yield reader.arguments(token.text))
        return ((yield reader.group()),)
    negative = following.kind == "operator" and following.text == "-"
    if reader.at_closing_bar or not (negative or following.kind in _BEGIN_ARGUMENTS):
        complaints.missing_argument(reader, token.text)
    return ((yield _argument_without_brackets(reader, token)),)


_BEGIN_ARGUMENTS = frozenset({"number", "word", "name", "bar", "command", "derivative"})


def _argument_without_brackets(reader: Grammar, token: Token) -> Parse:
    """`sin 2x cos 3x`: the factors up to the next function, power of e, bracket or sign."""
    start, begins_with = reader.token.start, reader.token.kind
    factors = [reader.leaf(POWER) or (yield reader.expression(POWER))]
    while reader.token.kind in ("number", "name", "command") and begins_with not in ("word", "bar"):
        if reader.token.text == "int" or (reader.token.kind == "number" and reader.before.kind == "number"):
            break
        if _is_exponential(reader):
            break
        factors.append(reader.leaf(POWER) or (yield reader.expression(POWER)))
    if begins_with not in ("command", "bar"):
        remarks.without_brackets(reader, token, start, factors)
    return factors[0] if len(factors) == 1 else Product(tuple(factors), reader.span(start))


def _is_exponential(reader: Grammar) -> bool:
    """Whether a power of e follows: `cos x e^x` is the product of two functions."""
    following = reader.tokens[reader.index + 1]
    raised = following.kind == "superscript" or (following.kind == "operator" and following.text == "^")
    return raised and reader.token.kind == "name" and reader.token.text == "e"


def _call(reader: Grammar, function: str, base: Node | None, arguments: tuple[Node, ...], token: Token) -> Node:
    span = reader.span(token.start)
    if function == "log" and base is None and len(arguments) == 1:
        function, base = ("ln", None) if reader.log == "e" else ("log", Number(int(reader.log)))
        reader.notes.append(translated(remarks.LOGARITHMS[reader.log]))
    if base is not None:
        arguments = (base, *arguments)
    _check_arity(reader, function, arguments, token)
    if function == "exp":
        return Power(Name("e", (token.start, token.end)), arguments[0], span)
    if function == "log" and base is None:
        if not (isinstance(arguments[0], Number) and names(arguments[1])):
            complaints.which_base(reader, token, arguments)
        remarks.logarithm_of_two(reader, token, arguments)
    if function == "root":
        return _root(arguments[0], arguments[1], span)
    return Call(function, arguments, span)


def _check_arity(reader: Grammar, function: str, arguments: tuple[Node, ...], token: Token) -> None:
    arity = 1 if function == "exp" else FUNCTIONS[function].arity
    count = len(arguments)
    if function == "root" and count != 2:
        reader.fail(*sentences.ROOT.words(), token)
    if count != arity and (arity is not None or count < 2):
        complaints.wrong_number_of_arguments(reader, token, function, arity, count)


# Fractions and roots


def command(reader: Grammar) -> Parse:
    token = reader.token
    reader.index += 1
    if token.text == "frac":
        top = yield _fraction_part(reader)
        bottom = yield _fraction_part(reader)
        return Quotient(top, bottom, reader.span(token.start))
    if token.text == "int":
        return (yield integrals.integral(reader, token))
    if token.text == "begin":
        return (yield cases.cases(reader, token))
    return (yield _radical(reader, token))


def _fraction_part(reader: Grammar) -> Parse:
    if reader.token.kind == "open" and reader.token.text == "{":
        return (yield reader.group())
    if reader.token.kind in ("number", "name"):
        return reader.atom() or _letter(reader)
    reader.fail(*sentences.FRAC.words())


def _radical(reader: Grammar, token: Token) -> Parse:
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
        complaints.missing_argument(reader, "root", "cbrt" if degree == Number(3) else "sqrt")
    return _root(degree or Number(2), radicand, reader.span(token.start))


def _root(degree: Node, radicand: Node, span: Span) -> Node:
    if degree in _ROOT_NAMES:
        return Call(_ROOT_NAMES[degree], (radicand,), span)
    return Call("root", (degree, radicand), span)
