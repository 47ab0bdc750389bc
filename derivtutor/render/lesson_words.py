"""The words of a lesson for the terminal: Markdown whose formulas are set in signs, or on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from derivtutor.lessons.markdown import parser
from derivtutor.notation.within import MATH
from derivtutor.render.catalogue import console
from derivtutor.render.displayed import displayed
from derivtutor.render.practice import Voice

_UNBROKEN = "\ue010"
"""A blank within a formula, at which a line is not broken."""

_MOST_UNBROKEN = 40
"""Longer formulas are broken where there is no room for them."""

_INLINE, _DISPLAYED, _END = "\ue000", "\ue001", "\ue002"
_KEPT = re.compile(f"([{_INLINE}{_DISPLAYED}])(\\d+){_END}")
_RESERVED = re.compile("[\ue000-\ue010]")

_STYLES = {"em": "italic", "strong": "bold", "code_inline": "bold", "link": "underline"}
_INDENT = 4
_WIDEST = 96
"""Longer lines of prose are hard to read."""

_ENDLESS = 100_000
"""The columns of a screen on which nothing is broken: that of a plain voice, which is read aloud."""


def words(text: str, voice: Voice) -> str:
    """Markdown as it is shown.

    Args:
        text: paragraphs, lists, quotations and tables; formulas between dollar signs.
        voice: how things are said on the screen at hand.
    """
    voice = replace(voice, width=min(voice.width, _WIDEST))
    page = _Page(voice)
    return _printed(Group(*_with_gaps([*page.of(text)], voice)), voice)


def line(text: str, voice: Voice) -> str:
    """A line of a solution: a formula alone as on paper, words with formulas in a sentence."""
    match = MATH.match(text.strip())
    if match is None or match.end() < len(text.strip()) or voice.plain:
        return words(text, voice)
    return "\n".join(_indented(displayed(match[1] or match[2], voice, voice.width - _INDENT)))


def _printed(content: RenderableType, voice: Voice) -> str:
    screen = console(_ENDLESS if voice.plain else voice.width, voice.colour)
    with screen.capture() as captured:
        screen.print(content)
    lines = captured.get().replace(_UNBROKEN, " ").rstrip("\n").split("\n")
    return "\n".join([each.rstrip() for each in lines])


def _with_gaps(blocks: Sequence[RenderableType], voice: Voice) -> Iterator[RenderableType]:
    """Blocks with an empty line between them, unless they are read aloud."""
    for place, block in enumerate(blocks):
        if place and not voice.plain:
            yield ""
        yield block


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"{' ' * _INDENT}{each}".rstrip() for each in lines]


class _Page:
    """Sets the blocks of a text; its formulas are kept apart while Markdown is read."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.formulas: list[str] = []

    def of(self, text: str) -> Iterator[RenderableType]:
        """All blocks of a text."""
        bare = MATH.sub(self._keep, _RESERVED.sub("", text))
        yield from self.blocks(SyntaxTreeNode(parser().parse(bare)).children, self.voice.width)

    def _keep(self, match: re.Match[str]) -> str:
        self.formulas.append((match[1] or match[2]).strip())
        return f"{_DISPLAYED if match[1] else _INLINE}{len(self.formulas) - 1}{_END}"

    # -- blocks ------------------------------------------------------------------------------------------------

    def blocks(self, nodes: Sequence[SyntaxTreeNode], room: int) -> Iterator[RenderableType]:
        """Blocks one below the other."""
        for node in nodes:
            if node.type in ("bullet_list", "ordered_list"):
                yield self.items(node, room)
            elif node.type == "blockquote":
                yield self.quotation(node, room)
            elif node.type == "table":
                yield self.table(node)
            else:
                yield from self.paragraph(node, room)

    def paragraph(self, node: SyntaxTreeNode, room: int) -> Iterator[RenderableType]:
        """Words; a displayed formula stands between them."""
        line = Text()
        for each in self.inline(node.children[0].children if node.children else (), ""):
            pieces = _KEPT.split(each.plain) if _DISPLAYED in each.plain else []
            if not pieces:
                line.append_text(each)
                continue
            if line.plain.strip():
                yield _stripped(line)
            line = Text()
            yield self.displayed(self.formulas[int(pieces[2])], room)
        if line.plain.strip():
            yield _stripped(line)

    def displayed(self, formula: str, room: int) -> Text:
        """A formula on lines of its own."""
        if self.voice.plain:
            return Text(self.voice.written(f"${formula}$"))
        lines = _indented(displayed(formula, self.voice, room - _INDENT))
        return Text("\n".join(lines), no_wrap=True, overflow="ignore")

    def items(self, node: SyntaxTreeNode, room: int) -> RenderableType:
        """A list: what follows the first line of an item hangs below its first word."""
        rows = Table.grid(padding=(0, 1, 0, 0))
        rows.add_column(no_wrap=True)
        rows.add_column(overflow="fold")
        is_numbered = node.type == "ordered_list"
        first = int(str(node.attrs.get("start", 1)))
        for number, item in enumerate(node.children, first):
            mark = f"{number}." if is_numbered else "•" if self.voice.unicode and not self.voice.plain else "-"
            rows.add_row(mark, Group(*self.blocks(item.children, room - len(mark) - 1)))
        return rows

    def quotation(self, node: SyntaxTreeNode, room: int) -> RenderableType:
        """A quotation is indented."""
        inside = _with_gaps([*self.blocks(node.children, room - _INDENT)], self.voice)
        return Padding(Group(*inside), (0, 0, 0, _INDENT))

    def table(self, node: SyntaxTreeNode) -> RenderableType:
        """A small table: words and formulas in columns."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        rows = [[self.cell(cell) for cell in row.children] for part in node.children for row in part.children]
        for heading in rows[0]:
            table.add_column(heading, overflow="fold")
        for row in rows[1:]:
            table.add_row(*row)
        return table

    def cell(self, node: SyntaxTreeNode) -> Text:
        """What stands in a cell of a table."""
        return Text("").join(self.inline(node.children[0].children if node.children else (), ""))

    # -- words -------------------------------------------------------------------------------------------------

    def inline(self, nodes: Sequence[SyntaxTreeNode], style: str) -> Iterator[Text]:
        """Words with their styles; each displayed formula is a piece of its own, in which its number stands."""
        for node in nodes:
            inner = f"{style} {_STYLES.get(node.type, '')}".strip()
            if node.type in ("softbreak", "hardbreak"):
                yield Text(" " if node.type == "softbreak" else "\n")
            elif node.type == "link":
                yield from self.inline(node.children, inner)
                yield Text(f" (derivtutor learn {self.voice.written(str(node.attrs.get('href', '')))})")
            elif node.children:
                yield from self.inline(node.children, inner)
            else:
                yield from self.text(node.content, inner)

    def text(self, content: str, style: str) -> Iterator[Text]:
        """Words and formulas in a row."""
        pieces = _KEPT.split(content)
        yield Text(self.voice.written(pieces[0]), style)
        for kind, number, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            if kind == _DISPLAYED:
                yield Text(f"{kind}{number}{_END}")
            else:
                yield Text(self.formula(self.formulas[int(number)]), style)
            yield Text(self.voice.written(after), style)

    def formula(self, formula: str) -> str:
        """A formula within words; a line is not broken within it where that can be helped."""
        shown = self.voice.written(f"${formula}$")
        return shown.replace(" ", _UNBROKEN) if len(shown) <= _MOST_UNBROKEN else shown


def _stripped(text: Text) -> Text:
    """Words without blanks around them."""
    text.rstrip()
    return text[len(text.plain) - len(text.plain.lstrip()) :]
