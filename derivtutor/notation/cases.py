r"""How functions in pieces are read: `piecewise((x^2, x < 0), (sin x, otherwise))` and `\begin{cases}`."""

from __future__ import annotations

from derivtutor.notation import sentences
from derivtutor.notation.cursor import Grammar, Parse
from derivtutor.notation.lexer import Token
from derivtutor.notation.tree import Comparison, Node, Piecewise


def piecewise(reader: Grammar, token: Token) -> Parse:
    """`piecewise((x^2, x < 0), (sin x, otherwise))`."""
    if reader.token.kind != "open":
        reader.fail(*sentences.NO_PIECES.words())
    outer = reader.token
    reader.index += 1
    reader.open.append(outer)
    values: list[Node] = []
    conditions: list[Node] = []
    while True:
        opening = reader.token
        if not reader.take("open"):
            reader.fail(*sentences.NOT_A_PIECE.words())
        reader.open.append(opening)
        values.append((yield reader.expression(0)))
        if not reader.take("comma"):
            reader.fail(*sentences.PIECE_WITHOUT_CONDITION.words())
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
        reader.fail(*sentences.NO_CASES.words())
    while not reader.take("ending"):
        values.append((yield reader.expression(0)))
        reader.take("comma")
        if not reader.take("cell"):
            reader.fail(*sentences.CASE_WITHOUT_CONDITION.words())
        yield _condition(reader, values, conditions)
        reader.take("comma")
        if not reader.take("row") and reader.tokens[reader.index].kind != "ending":
            reader.fail(*sentences.CASES_NEVER_ENDED.words(), token)
    return Piecewise(tuple(values), tuple(conditions), reader.span(token.start))


def _condition(reader: Grammar, values: list[Node], conditions: list[Node]) -> Parse:
    if len(conditions) < len(values) - 1:
        reader.fail(*sentences.OTHERWISE_NOT_LAST.words())
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
        reader.fail(*sentences.NO_CONDITION.words())
    conditions.append(Comparison(tuple(operands), tuple(relations), reader.span(start)))
