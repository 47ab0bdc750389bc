"""What stands on a page for a value, a gradient or a local derivative: `z`, `dL/dw`, `da1`, `grad_w`, `w.grad`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from derivtutor.network.graph import Graph
from derivtutor.notation.functions import GREEK

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_GREEK = {letter: name for name, letter in GREEK.items()}

NAME = r"[^\W\d_][^\W_]*(?:_\{?[^\W_]+(?:,[0-9]+)?\}?)*"
_INDEX = r"(?:\[\s*[0-9]+\s*(?:\]\s*\[|,)?\s*[0-9]*\s*\])?"
_D = "[d∂δ]"
_RATIO = rf"(?:{_D}\s*\(?\s*(?P<of>{NAME})\s*\)?\s*/\s*{_D}\s*\(?\s*(?P<by>{NAME}{_INDEX})\s*\)?)"
_GRADIENT = (
    rf"(?:grad(?:ient)?(?:_|\s*\(\s*|\s+)(?P<grad>{NAME}{_INDEX})(?:\s*\))?|(?P<dotted>{NAME})\.grad(?P<at>{_INDEX})"
    rf"|∇_?\{{?\s*(?P<nabla>{NAME}{_INDEX})\}}?(?:\s*L(?!\w))?)"
)
_WORD = rf"(?P<word>(?:[∂δ]\s*)?{NAME}{_INDEX})"
SYMBOL = re.compile(rf"(?<![^\W\d])(?<![._\\])(?:{_RATIO}(?![\w(])|{_GRADIENT}|{_WORD})")
_ONLY = re.compile(rf"\s*{SYMBOL.pattern}\s*")
_BAR = re.compile(r"(?:_bar|_grad|grad)$")
_INDICES = re.compile(r"(?P<name>.*?)_?\{?(?P<index>[0-9](?:,?[0-9])?)\}?")
_BRACKETS = re.compile(r"(?P<name>[^\[]*)\[(?P<index>[^\[\]]*(?:\]\s*\[[^\[\]]*)?)\]")
_FROM_ZERO = re.compile(r"\w(?:\[[0-9]+\])?\[(?:0\]|0\s*,|[0-9]+\s*,\s*0\])")


class Symbol(Struct, frozen=True):
    """What a line is about: a value, the gradient of the loss by one, or the derivative `of` one vertex by another.

    `entry` is the place of one entry of an array.
    """

    sort: str
    by: int
    of: int = -1
    entry: int | None = None


class Stranger(Struct, frozen=True):
    """Something written like a name of the program or a gradient, of what the program does not have."""

    name: str


class Names:
    """The names of a program, however a page spells them."""

    def __init__(self, graph: Graph, page: str = "") -> None:
        self.graph = graph
        self.from_zero = bool(_FROM_ZERO.search(page))
        self._spelled: Mapping[str, int] = {_plain(name): place for name, place in graph.names.items()}
        self._loss = graph.vertices[graph.loss].name

    def place(self, word: str) -> int | None:
        """Where the vertex of a name is."""
        exact = self.graph.names.get(word)
        return self._spelled.get(_plain(word)) if exact is None else exact

    def entry(self, word: str) -> tuple[int, int | None] | None:
        """A name, or one entry of an array: `W1_12`, `W1[1, 2]`, `x_1`."""
        place = self.place(word)
        if place is not None:
            return place, None
        brackets = _BRACKETS.fullmatch(word)
        match = brackets or _INDICES.fullmatch(word)
        place = self.place(match["name"].strip()) if match else None
        if match is None or place is None:
            return None
        index = [int(digits) for digits in re.findall(r"[0-9]+" if brackets else r"[0-9]", match["index"])]
        if brackets and self.from_zero:
            index = [number + 1 for number in index]
        flat = self._flat(place, index)
        return None if flat is None else (place, flat)

    def _flat(self, place: int, index: list[int]) -> int | None:
        shape = self.graph.vertices[place].shape
        if len(shape) == 2 and 1 in shape and len(index) == 1:
            shape = (shape[0] * shape[1],)
        if len(index) != len(shape) or any(not 1 <= at <= size for at, size in zip(index, shape, strict=True)):
            return None
        return index[0] - 1 if len(index) == 1 else (index[0] - 1) * shape[1] + index[1] - 1

    def whole(self, text: str) -> Symbol | Stranger | None:
        """What stands on the left of a line; None where that is no name."""
        match = _ONLY.fullmatch(text)
        return self.meant(match) if match else None

    def meant(self, match: re.Match[str]) -> Symbol | Stranger:
        """What something written like a name means."""
        if match["of"]:
            of, by = self.place(match["of"]), self.entry(match["by"])
            if of is None or by is None:
                return Stranger(match["of"] if of is None else match["by"])
            return self._rate(of, by)
        gradient = match["grad"] or match["nabla"] or (match["dotted"] or "") + (match["at"] or "")
        if gradient:
            found = self.entry(gradient)
            return Symbol("gradient", *_at(found)) if found else Stranger(gradient)
        return self._word(match["word"].strip())

    def _word(self, word: str) -> Symbol | Stranger:
        found = self.entry(word) if word[0] not in "∂δ" else None
        if found:
            return Symbol("value", *_at(found))
        bare = _BAR.sub("", word)
        if bare != word and (found := self.entry(bare)):
            return Symbol("gradient", *_at(found))
        if word[0] in "d∂δ":
            inner = word[1:].lstrip(" _")
            found = self.entry(inner) if inner else None
            if found:
                return Symbol("gradient", *_at(found))
            in_code = self._in_code(word)
            return in_code or Stranger(inner if word[0] in "∂δ" and inner else word)
        return Stranger(word)

    def _in_code(self, word: str) -> Symbol | None:
        """`dL_dw` and `dLdw`."""
        for cut in [place for place, letter in enumerate(word) if letter == "d" and place > 1]:
            of, by = self.place(word[1:cut].strip("_")), self.entry(word[cut + 1 :].lstrip("_"))
            if of is not None and by is not None:
                return self._rate(of, by)
        return None

    def _rate(self, of: int, by: tuple[int, int | None]) -> Symbol:
        return Symbol("gradient", *_at(by)) if of == self.graph.loss else Symbol("rate", by[0], of, by[1])

    def called(self, symbol: Symbol) -> str:
        """A symbol as it stands in sentences."""
        name = self.graph.vertices[symbol.by].name
        if symbol.entry is not None:
            name += "[" + ", ".join(map(str, index_of(symbol.entry, self.graph.vertices[symbol.by].shape))) + "]"
        if symbol.sort == "value":
            return name
        of = self._loss if symbol.sort == "gradient" else self.graph.vertices[symbol.of].name
        return f"∂{of}/∂{name}"


def index_of(entry: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The row and column, from 1, of an entry that is counted row by row."""
    return (entry + 1,) if len(shape) < 2 else (entry // shape[1] + 1, entry % shape[1] + 1)


def _at(found: tuple[int, int | None]) -> tuple[int, int, int | None]:
    return found[0], -1, found[1]


def _plain(name: str) -> str:
    """A name without what only sets it: `W_{1}` and `W₁` are `W1`, `ŷ` is `yhat`."""
    spelled = "".join([_GREEK.get(character, character) for character in name.translate(_SUBSCRIPTS)])
    return re.sub(r"[_{}\\]", "", spelled)


def with_plain_letters(text: str) -> str:
    """Letters with a hat or a bar as words, and small digits as plain ones.

    >>> with_plain_letters("ŷ − y₁")
    'yhat − y1'
    """
    if text.isascii():
        return text
    pieces = [unicodedata.normalize("NFD", each) if each.isalpha() else each for each in text.translate(_SUBSCRIPTS)]
    return "".join(pieces).replace("\u0302", "hat").replace("\u0304", "_bar")
