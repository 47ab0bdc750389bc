"""The lines of a page as claims: what each is about, and the expressions that are said to be equal to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from derivtutor.grading.backward.names import NAME, SYMBOL, Names, Stranger, Symbol, with_plain_letters
from derivtutor.network.graph import Graph

MOST_CHARACTERS = 10_000
"""What is longer is not looked at."""

_PARTIAL = r"(?:\\partial|∂|\\(?:mathrm|text|rm)\s*\{d\}|d)"
_INNER = r"\s*((?:[^{}]|\{[^{}]*\})*?)\s*"
_LATEX: Sequence[tuple[re.Pattern[str], Any]] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"\\(?:hat|widehat)\s*\{?\s*([A-Za-z])\s*\}?", r"\1hat"),
        (r"\\(?:bar|overline)\s*\{\s*([A-Za-z0-9_]+)\s*\}", r"\1_bar"),
        (r"\\(?:mathbf|boldsymbol|mathrm|mathit|text|operatorname|bm)\s*\{([A-Za-z0-9_]+)\}", r"\1"),
        (rf"\\[dt]?frac\s*\{{\s*{_PARTIAL}{_INNER}\}}\s*\{{\s*{_PARTIAL}{_INNER}\}}", r"∂\1/∂\2"),
        (r"\\partial(?![a-zA-Z])", "∂"),
        (r"\\nabla(?![a-zA-Z])", "∇"),
        (r"\\delta(?![a-zA-Z])_?", "δ"),
        (r"\\odot(?![a-zA-Z])|⊙|∘|\\circ(?![a-zA-Z])", " .* "),
        (r"\\(?:cdot|times|ast)(?![a-zA-Z])|×|·", " * "),
        (r"\\(?:left|right|[bB]igg?[lr]?)(?![a-zA-Z])|\\[,;:! ]|\\quad|&|\$|\\\\\s*$", " "),
        (r"\\approx(?![a-zA-Z])", "≈"),
        (r"\\(?:sigma|tanh|exp|ln|log|max|min)(?=\s*')", lambda match: match.group()[1:]),
        (r"(?<![\w.])(?:np|numpy|torch|math|jnp|F)\.", ""),
    )
)
_WORD = re.compile(r"[^\W\d_]\w*")
_LONGEST_OWN = 1_000
_BULLET = re.compile(r"^\s*(?:(?:[-•*–>✓]|\(?[0-9ivx]{1,4}[.)]|step\s*[0-9]+\s*:?)\s+)+", re.IGNORECASE)
_REMARK = re.compile(r"\s*(?:#|//|<-).*$")
_EQUALS = re.compile(r"(?<![<>=!:+*/-])(?::=|≈|≃|≅|~=|=)(?![=])")
_ADDS = re.compile(r"\+\s*=")
_BEFORE_EQUALS = re.compile(r"\s*[\w∂∇./()\[\]{}, ]{1,40}?(?::=|\+=|≈|=)(?!=)")
_MATRIX = re.compile(r"\\begin\{[bpv]?(?:small)?matrix\}(.*?)\\end\{[bpv]?(?:small)?matrix\}")
_GATE = re.compile(rf"(?:\b1|𝟙|\bindicator|\bstep|\bheaviside)?\s*_?[(\[{{]\s*({NAME})\s*>=?\s*0(?:\.0*)?\s*[)\]}}]")
_STEP = re.compile(rf"\b(?:relu|ReLU)(?:'|′|_prime)\s*\(\s*({NAME})\s*\)")
_PRIME = re.compile(r"(?:\b(sigmoid|sigma|tanh)|(σ))(?:'|′|_prime)\s*\(([^()]*)\)")
_OF_PRIME = {"sigmoid": "(sigmoid({0}) .* (1 - sigmoid({0})))", "tanh": "(1 - tanh({0}) .^ 2)"}


class Expression(Struct, frozen=True, eq=False):
    """One side of a line: `text` with a word in the place of each symbol, which stands in `symbols`.

    The gates of `relu` are symbols as well: `gates` has the values that they go by. `typed` is what stands on the page
    for each word.
    """

    text: str
    symbols: Mapping[str, Symbol]
    gates: Mapping[str, Symbol]
    typed: Mapping[str, str]
    strangers: tuple[str, ...] = ()


class Claim(Struct, frozen=True, eq=False):
    """What a line says: that a symbol is equal to something, or that something is added to it."""

    symbol: Symbol
    expressions: tuple[Expression, ...]
    adds: bool = False


class Line(Struct, frozen=True, eq=False):
    """One line of a page, or a part of one that sets something of its own.

    Without a claim, `stranger` is a name that the program does not have, and `is_remark` says that nothing is claimed.
    """

    number: int
    text: str
    claim: Claim | None = None
    stranger: str = ""
    is_remark: bool = False


def read_page(lines: Sequence[str], graph: Graph) -> tuple[tuple[Line, ...], Names]:
    """The lines of a page, in order, and how it spells the names of the program."""
    prepared = [prepared_line(line) for line in lines]
    names = Names(graph, "\n".join(prepared))
    written = []
    for number, (line, text) in enumerate(zip(lines, prepared, strict=True), 1):
        pieces = list(_pieces(text))
        shown = [line.strip()] if len(pieces) == 1 else pieces
        written += [(number, piece, typed) for piece, typed in zip(pieces, shown, strict=True)]
    read: list[Line] = []
    own = OwnNames([piece for _, piece, _ in written])
    for place, (number, piece, typed) in enumerate(written):
        whole = own.put_in(piece)
        found = _line(number, whole, typed, names)
        is_own = bool(found.stranger) and own.defines(place, whole)
        read.append(Line(number, typed, is_remark=True) if is_own else found)
    return tuple(read), names


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.\\]){re.escape(name)}(?!\w)")


class OwnNames:
    """Names that a page gives to something itself, `delta = a - y`, and uses below; what they stand for is put in."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.rights = [piece.partition("=")[2] for piece in pieces]
        self.meant: dict[str, str] = {}

    def put_in(self, piece: str) -> str:
        left, equals, right = piece.partition("=")
        for name, meant in self.meant.items():
            pieces = _word(name).split(right)
            if len(right) + len(pieces) * len(meant) < MOST_CHARACTERS:
                right = meant.join(pieces)
        return left + equals + right

    def defines(self, place: int, piece: str) -> bool:
        """Whether a line gives a name that a line below uses."""
        left, _, right = piece.partition("=")
        name, meant = left.strip(), _EQUALS.split(right)[-1].strip()
        if not _WORD.fullmatch(name) or not meant or len(meant) > _LONGEST_OWN:
            return False
        if not any(_word(name).search(right) for right in self.rights[place + 1 :]):
            return False
        self.meant[name] = f"({meant})"
        return True


def _pieces(text: str) -> Iterator[str]:
    """What a line sets one after the other, divided by commas or semicolons: `dw = 3, db = 5`."""
    if len(text) > MOST_CHARACTERS:
        yield text
        return
    depth, start = 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character in ",;" and depth == 0 and _BEFORE_EQUALS.match(text, place + 1):
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def prepared_line(line: str) -> str:
    """A line without what only dresses it."""
    if len(line) > MOST_CHARACTERS:
        return line
    text = _BULLET.sub("", _REMARK.sub("", with_plain_letters(line.replace("\ufeff", ""))))
    text = _MATRIX.sub(_rows, text)
    for pattern, put in _LATEX if "\\" in text or not text.isascii() or "." in text else ():
        text = pattern.sub(put, text)
    return _spaced(text.replace("`", "").strip().rstrip(";,").rstrip())


def _spaced(text: str) -> str:
    """Commas in brackets divide entries: `[1,5]` has two, and is no decimal number."""
    depth, pieces = 0, []
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        pieces.append(", " if character == "," and depth > 0 else character)
    return "".join(pieces)


def _rows(match: re.Match[str]) -> str:
    """A matrix of LaTeX in brackets; a column is a vector."""
    rows = [row.split("&") for row in re.split(r"\\\\", match[1]) if row.strip()]
    listed = [f"[{', '.join(cell.strip() for cell in row)}]" for row in rows]
    column = ", ".join([row[0].strip() for row in rows])
    return f"[{column}]" if all(len(row) == 1 for row in rows) else f"[{', '.join(listed)}]"


def _line(number: int, text: str, shown: str, names: Names) -> Line:
    adds = _ADDS.search(text)
    sides = _EQUALS.split(text) if adds is None else [text[: adds.start()], *_EQUALS.split(text[adds.end() :])]
    if len(sides) < 2:
        return Line(number, shown, is_remark=True)
    symbol = names.whole(sides[0]) if len(sides[0]) < MOST_CHARACTERS else None
    if symbol is None:
        return Line(number, shown)
    if isinstance(symbol, Stranger):
        return Line(number, shown, stranger=symbol.name)
    expressions = tuple([_expression(side, names) for side in sides[1:]])
    return Line(number, shown, Claim(symbol, expressions, adds is not None))


def _expression(text: str, names: Names) -> Expression:
    """A right side, with words in the places of symbols."""
    symbols: dict[Symbol, str] = {}
    gates: dict[str, Symbol] = {}
    typed: dict[str, str] = {}
    strangers: list[str] = []

    def gate(match: re.Match[str]) -> str:
        found = names.entry(match[1])
        if found is None:
            return match.group()
        name = f"Gate{len(gates)}Of"
        gates[name] = Symbol("value", found[0], -1, found[1])
        typed[name] = match.group().strip()
        return f" {name} "

    def known(match: re.Match[str]) -> str:
        if match.group() in gates:
            return match.group()
        meant = names.meant(match)
        if isinstance(meant, Symbol):
            word = symbols.setdefault(meant, f"Known{len(symbols)}Of")
            typed.setdefault(word, match.group().strip())
            return f"{word} " if match.group()[-1].isspace() else word
        if not match["word"]:
            strangers.append(meant.name)
        return match.group()

    def prime(match: re.Match[str]) -> str:
        return _OF_PRIME["tanh" if match[1] == "tanh" else "sigmoid"].format(match[3])

    replaced = _PRIME.sub(prime, _STEP.sub(gate, _GATE.sub(gate, text)))
    replaced = SYMBOL.sub(known, replaced)
    by_word = {name: symbol for symbol, name in symbols.items()}
    return Expression(replaced, by_word, gates, typed, tuple(strangers))
