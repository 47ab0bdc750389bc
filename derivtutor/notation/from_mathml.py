r"""MathML as equation editors hand it out, `<math><msup><mi>x</mi><mn>2</mn></msup></math>`, as LaTeX."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from derivtutor.notation import sentences
from derivtutor.notation.characters import GREEK_LETTERS
from derivtutor.patterns import pattern

LONGEST = 100_000
"""Characters of markup; a formula has ten times as many of them as it has in text."""

_DECLARATION = pattern(r"<!(?!--|\[CDATA\[)|<\?(?!xml\s)")
_ENTITY = pattern(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]*;")
_NOT_XML = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_ACCENTS = {
    "^": "hat", "ˆ": "hat", "\u0302": "hat", "¯": "bar", "‾": "bar", "ˉ": "bar", "_": "bar", "\u0305": "bar",
    "\u0304": "bar", "~": "tilde", "˜": "tilde", "∼": "tilde", "\u0303": "tilde",
}  # fmt: skip
_OPERATORS = {
    "{": r"\{", "}": r"\}", "\u2062": " ", "\u2063": " ", "\u2064": "+", "∗": "*", "∣": "|",
    "❘": "|", "￨": "|", "ⅆ": "d", "ⅇ": "e", "⟨": "(", "⟩": ")", "⩵": "=", "&": r"\&", ",": ", ",
}  # fmt: skip
_APPLIED = "\u2061"
"""The invisible sign between the name of a function and its argument."""

_WORD = pattern(r"[A-Za-z][A-Za-z0-9_]+")
_DIFFERENTIAL = pattern("d[A-Za-z]?")
_SPOKEN = pattern(r"\s*[A-Za-z][A-Za-z\s]*")


class _Written(NamedTuple):
    """An element in LaTeX, with the tag that it had."""

    tag: str
    text: str


def from_mathml(markup: str) -> str:
    r"""What a `<math>` element shows, as LaTeX for the reader.

    Raises:
        UserError: where it is no well-formed markup, or has elements that are not read.

    >>> from_mathml("<math><msup><mi>x</mi><mn>2</mn></msup></math>")
    '{x}^{2}'
    """
    if len(markup) > LONGEST:
        raise sentences.MARKUP_TOO_LONG(most=LONGEST)
    if _DECLARATION.search(markup):
        raise sentences.DECLARATION()
    text = _ENTITY.sub(lambda entity: html.escape(html.unescape(entity.group())), markup.strip())
    writer = _Writer()
    parser = expat.ParserCreate()  # without namespaces, so that prefixes need not be declared
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = writer.start, writer.end
    parser.CharacterDataHandler = writer.data
    try:
        parser.Parse(_NOT_XML.sub(" ", text).encode(), True)
    except expat.ExpatError as error:
        raise sentences.NOT_WELL_FORMED(line=error.lineno, column=error.offset + 1) from None
    return writer.written


class _Writer:
    """Takes the elements as they begin and end, innermost first, so that no depth of nesting matters."""

    def __init__(self) -> None:
        self.open: list[tuple[str, Mapping[str, str], list[_Written], list[str]]] = [("", {}, [], [])]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.open.append((tag.rpartition(":")[2], attributes, [], []))

    def data(self, characters: str) -> None:
        self.open[-1][3].append(characters)

    def end(self, _: str) -> None:
        tag, attributes, children, texts = self.open.pop()
        if tag in _LEAVES:
            text = _LEAVES[tag](" ".join("".join(texts).split()) or " " * any(texts))
            if text == "|":  # which side of an absolute value it is of can only be told where the element says so
                text = _BARS.get(attributes.get("form", ""), text)
        elif tag in _LAYOUTS:
            count, write = _LAYOUTS[tag]
            if count is not None and len(children) != count:
                says = sentences.ONE_PART if len(children) == 1 else sentences.WRONG_PARTS
                raise says(tag=tag, parts=len(children), count=count)
            text = write(children, attributes)
        else:
            _unknown(tag)
        self.open[-1][2].append(_Written(tag, text))

    @property
    def written(self) -> str:
        return self.open[0][2][0].text.replace(_APPLIED, "")


def _unknown(tag: str) -> NoReturn:
    raise sentences.UNKNOWN_ELEMENT(tag=tag[:24])


# Elements with characters


def _escaped(text: str) -> str:
    """Characters that would be commands in LaTeX."""
    return text.replace("\\", "∖").replace("{", r"\{").replace("}", r"\}").replace("$", "＄")


def _identifier(text: str) -> str:
    text = text.strip()
    if text in _OPERATORS:
        return _OPERATORS[text]
    if text in GREEK_LETTERS:
        return f"\\{GREEK_LETTERS[text]} "
    return rf"\mathrm{{{text}}}" if _WORD.fullmatch(text) and not _DIFFERENTIAL.fullmatch(text) else _escaped(text)


def _number(text: str) -> str:
    """A number; a comma in it parts no arguments."""
    return _escaped(text).replace(",", "{,}")


def _words(text: str) -> str:
    return rf"\text{{{text.strip()}}}" if _SPOKEN.fullmatch(text) and len(text.strip()) > 1 else _escaped(text)


_LEAVES: dict[str, Callable[[str], str]] = {
    "mi": _identifier, "mo": _identifier, "mn": _number, "mtext": _words, "ms": _words,
    **dict.fromkeys(("mspace", "mphantom", "annotation", "annotation-xml", "none", "mprescripts", "malignmark",
                     "maligngroup", "mglyph"), lambda _: " "),
}  # fmt: skip


_PRIMES = frozenset("′″‴")
_BARS = {"prefix": r"\lvert ", "postfix": r"\rvert "}


# Elements with parts


def _row(children: list[_Written], _: Mapping[str, str]) -> str:
    if len(children) == 2 and children[1].tag == "mo" and set(children[1].text) <= _PRIMES:
        return _scripts(children, "^")
    before = (_Written("", ""), *children)
    return "".join(
        f"{{{child.text}}}" if previous.text == _APPLIED and _is_bare(child) else child.text
        for previous, child in zip(before, children, strict=False)
    )


def _is_bare(row: _Written) -> bool:
    """Whether something without brackets is put together, as the argument of a function."""
    return row.tag == "mrow" and not row.text.startswith(("(", "["))


def _fenced(children: list[_Written], attributes: Mapping[str, str]) -> str:
    left, right = (_OPERATORS.get(sign, sign) for sign in (attributes.get("open", "("), attributes.get("close", ")")))
    separator = (attributes.get("separators", ",").strip() or " ")[0]
    return left.strip() + f"{separator} ".join(child.text for child in children) + right.strip()


def _table(children: list[_Written], _: Mapping[str, str]) -> str:
    lines = r"\\".join(child.text for child in children)
    return rf"\begin{{array}}{{l}}{lines}\end{{array}}"


def _scripts(children: list[_Written], signs: str) -> str:
    return f"{{{children[0].text}}}" + "".join(
        f"{sign}{{{script.text}}}" for sign, script in zip(signs, children[1:], strict=True)
    )


def _over(children: list[_Written], _: Mapping[str, str]) -> str:
    accent = _ACCENTS.get(children[1].text.strip().replace(r"\text", "").strip("{}"))
    if accent is None:
        return _scripts(children, "^")
    return rf"\{accent}{{{children[0].text}}}"


def _enclosed(children: list[_Written], attributes: Mapping[str, str]) -> str:
    inner = _row(children, attributes)
    return rf"\sqrt{{{inner}}}" if attributes.get("notation") == "radical" else inner


def _first(children: list[_Written], _: Mapping[str, str]) -> str:
    return children[0].text if children else ""


_Layout = Callable[[list[_Written], Mapping[str, str]], str]
_LAYOUTS: dict[str, tuple[int | None, _Layout]] = {
    **dict.fromkeys(("math", "mrow", "mstyle", "mpadded", "merror", "mtd"), (None, _row)),
    **dict.fromkeys(("semantics", "maction"), (None, _first)),
    "mfenced": (None, _fenced),
    "menclose": (None, _enclosed),
    "mtable": (None, _table),
    "mtr": (None, lambda cells, _: "&".join(cell.text for cell in cells)),
    "mfrac": (2, lambda parts, _: rf"\frac{{{parts[0].text}}}{{{parts[1].text}}}"),
    "msqrt": (None, lambda parts, attributes: rf"\sqrt{{{_row(parts, attributes)}}}"),
    "mroot": (2, lambda parts, _: rf"\sqrt[{{{parts[1].text}}}]{{{parts[0].text}}}"),
    "msup": (2, lambda parts, _: _scripts(parts, "^")),
    "msub": (2, lambda parts, _: _scripts(parts, "_")),
    "msubsup": (3, lambda parts, _: _scripts(parts, "_^")),
    "munder": (2, lambda parts, _: _scripts(parts, "_")),
    "munderover": (3, lambda parts, _: _scripts(parts, "_^")),
    "mover": (2, _over),
}
