r"""How functions in pieces are read: `piecewise((x^2, x < 0), (sin x, otherwise))` and `\begin{cases}`."""

from __future__ import annotations

from derivtutor.notation.cursor import Grammar, Parse
from derivtutor.notation.lexer import Token
from derivtutor.notation.tree import Comparison, Node, Piecewise


def piecewise(reader: Grammar, token: Token) -> Parse:
    """`piecewise((x^2, x < 0), (sin x, otherwise))`."""
    if reader.token.kind != "open":
        reader.fail("The pieces are missing.", "Write piecewise((x^2, x < 0), (sin(x), x >= 0)).")
    outer = reader.token
    reader.index += 1
    reader.open.append(outer)
    values: list[Node] = []
    conditions: list[Node] = []
    while True:
        opening = reader.token
        if not reader.take("open"):
            reader.fail("Each piece is a value and its condition in brackets.", "Write (x^2, x < 0).")
        reader.open.append(opening)
        values.append((yield reader.expression(0)))
        if not reader.take("comma"):
            reader.fail("A condition must follow the value of this piece.", "Write (x^2, x < 0).")
        yield _condition(reader, values, conditions)
        reader.close(opening)
        if not reader.take("comma"):
            break
    reader.close(outer)
    return Piecewise(tuple(values), tuple(conditions), reader.span(token.start))


def cases(reader: Grammar, token: Token) -> Parse:
    r"""What stands between `\begin{cases}` and `\end{cases}`."""
    values: list[Node] = []
    conditions: list[Node] = []
    if reader.token.kind == "ending":
        reader.fail("There are no cases here.", r"Write x^2 & x < 0 \\ before it.")
    while not reader.take("ending"):
        values.append((yield reader.expression(0)))
        reader.take("comma")
        if not reader.take("cell"):
            reader.fail("The condition of this case is missing.", r"Write x^2 & x < 0 \\.")
        yield _condition(reader, values, conditions)
        reader.take("comma")
        if not reader.take("row") and reader.tokens[reader.index].kind != "ending":
            reader.fail("The cases are never ended.", r"Write \end{cases}.", token)
    return Piecewise(tuple(values), tuple(conditions), reader.span(token.start))


def _condition(reader: Grammar, values: list[Node], conditions: list[Node]) -> Parse:
    if len(conditions) < len(values) - 1:
        reader.fail("Only the last piece may be for all other cases.", "Give every piece before it a condition.")
    if reader.take("otherwise"):
        return
    start = reader.token.start
    operands = [(yield reader.expression(0))]
    relations: list[str] = []
    while reader.token.kind == "relation":
        relations.append(reader.token.text)
        reader.index += 1
        operands.append((yield reader.expression(0)))
    if not relations:
        reader.fail("This is no condition.", "Write for example x < 0, or otherwise.")
    conditions.append(Comparison(tuple(operands), tuple(relations), reader.span(start)))
