"""A document as a LaTeX document that compiles with pdfLaTeX and nothing but amsmath."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from derivtutor.derivation.account import Limit, Result, Side, Symbol
from derivtutor.language import between, spoken, translated
from derivtutor.notation.block import columns
from derivtutor.notation.functions import GREEK
from derivtutor.notation.latex import Written
from derivtutor.notation.latex import latex as written
from derivtutor.notation.tree import Memo
from derivtutor.render import paper
from derivtutor.render.paper import Chain, width
from derivtutor.render.safe import safe, shortened
from derivtutor.render.telling import blocks, words
from derivtutor.render.telling.blocks import Document, Equation, Part, Step, Turn, Value, set_blocks

PREAMBLE = r"""\documentclass[11pt,a4paper,fleqn]{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb}
\usepackage{graphicx}
\usepackage[margin=24mm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\mathindent}{1.2em}
\setcounter{secnumdepth}{0}
\allowdisplaybreaks
\AtBeginDocument{\setlength{\abovedisplayskip}{4pt plus 2pt}\setlength{\belowdisplayskip}{4pt plus 2pt}%
  \setlength{\abovedisplayshortskip}{2pt}\setlength{\belowdisplayshortskip}{4pt plus 2pt}}
\newsavebox{\wide}
% what is wider than the line is made smaller
\newcommand{\fit}[2][0.8]{\sbox{\wide}{$\displaystyle #2$}%
  \ifdim\wd\wide>#1\linewidth\resizebox{#1\linewidth}{!}{\usebox{\wide}}\else\usebox{\wide}\fi}
\newcommand{\step}[3]{\par\medskip{\raggedright\textbf{#1\quad #2}\quad{\itshape\small #3}\par}\nopagebreak}
\newenvironment{inner}{\begin{list}{}{\setlength{\leftmargin}{1.6em}\setlength{\topsep}{0pt}\setlength{\partopsep}{0pt}%
  \setlength{\parsep}{0pt}\setlength{\itemsep}{0pt}}\item\relax}{\end{list}}
"""
_CHINESE = r"""\usepackage[UTF8,scheme=plain,fontset=fandol]{ctex}
% to be set by XeLaTeX or LuaLaTeX
"""
MOST = 78
"""Letters of mathematics to a line."""
DEEPEST = 4
"""Steps that lie deeper are not indented any further: LaTeX has six levels of lists, and paper is narrow."""

_TEXT = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': "''", "−": "$-$", "≤": r"$\le$", "≥": r"$\ge$", "≠": r"$\ne$", "≈": r"$\approx$",
    "×": r"$\times$", "‖": r"$\|$", "ᵀ": r"$^{\top}$", "⊙": r"$\odot$", "⊘": r"$\oslash$",
    "𝟏": r"$\mathbf{1}$", "ⁿ": "$^n$", "⁻": "$^-$", "ᵢ": "$_i$", "ⱼ": "$_j$", "∂": r"$\partial$", "∇": r"$\nabla$",
    "→": r"$\to$", "∘": r"$\circ$", "∫": r"$\int$",
    **{sign: rf"$\{name}$" for name, sign in GREEK.items()},
    **{sign: f"$^{place}$" for place, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{sign: f"$_{place}$" for place, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    "·": r"$\cdot$", "…": r"\dots{}", "′": "$'$", "√": r"$\surd$",
    "∞": r"$\infty$", "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "`": r"\textasciigrave{}", "\u00a0": "~",
}  # fmt: skip


def render(document: Document) -> str:
    """A complete LaTeX document."""
    writer = _Writer()
    body = itertools.chain.from_iterable(set_blocks(document, writer))
    title = rf"\section{{{writer.phrase(document.title)}}}"
    preamble = PREAMBLE + _CHINESE * spoken().is_wide
    return "\n".join([preamble + r"\begin{document}", title, *body, r"\end{document}", ""])


def escape(text: str) -> str:
    r"""Text for a LaTeX document; what a plain document cannot set is written as its code.

    >>> escape("50% of $x_1 {")
    '50\\% of \\$x\\_1 \\{'
    """
    return "".join([_TEXT.get(sign) or (sign if _can_be_set(sign) else f"U+{ord(sign):04X}") for sign in safe(text)])


_OGONEK = "\u0328"
"""The one accent that the plain fonts do not have."""


def _can_be_set(sign: str) -> bool:
    """ASCII, the letters of languages whose alphabet is Latin, and Chinese where its package is loaded."""
    letter, *marks = tuple(unicodedata.normalize("NFD", sign) if "À" <= sign <= "ſ" else sign)
    is_latin = letter.isascii() and _OGONEK not in marks
    return is_latin or letter in "ßæøœÆØŒ¿¡" or (spoken().is_wide and columns(sign) == 2)


class _Writer:
    """Sets blocks from the top; formulas that occur again are written once."""

    def __init__(self) -> None:
        self.memo: Memo[Written] = Memo()

    def math(self, side: Side) -> str:
        tex = side.latex if isinstance(side, Symbol | Result | Limit) else written(side, self.memo)
        return tex if tex.isascii() else re.sub(r"[^\x00-\x7f]", lambda at: f"\\text{{U+{ord(at[0]):04X}}}", tex)

    def phrase(self, phrase: blocks.Phrase) -> str:
        return "".join([escape(each) if isinstance(each, str) else f"${self.math(each)}$" for each in phrase])

    def equation(self, equation: Equation) -> str:
        return f"{self.math(equation.left)} = {self.math(equation.right)}"

    # Before and after the steps

    def question(self, question: blocks.Question) -> Iterator[str]:
        yield from self.align(self.rows(question.statement.left, [Turn(question.statement.right)]))
        typed = rf"\texttt{{{_breakable(shortened(question.typed))}}}"
        yield rf"{{\small\raggedright {_with(translated('Typed as {typed}'), typed)}\par}}"

    def heading(self, heading: blocks.Heading) -> Iterator[str]:
        yield rf"\subsection{{{escape(heading.words)}}}"

    def notes(self, notes: blocks.Notes) -> Iterator[str]:
        items = [rf"\item {escape(sentence)}" for sentence in notes.sentences]
        yield from [r"\begin{itemize}", *items, r"\end{itemize}"]

    def prose(self, prose: blocks.Prose) -> Iterator[str]:
        yield rf"{self.phrase(prose.phrase)}\par"

    def equations(self, chain: blocks.Chain) -> Iterable[str]:
        return self.chain(paper.chain_of_equations(chain))

    def table(self, table: blocks.Table) -> Iterator[str]:
        yield rf"\begin{{tabular}}{{{'l' * len(table.columns)}}}"
        for row in (table.columns, *table.rows):
            yield " & ".join(map(self.phrase, row)) + r" \\"
        yield r"\end{tabular}\par"

    def graph(self, graph: blocks.Graph) -> Iterator[str]:
        from derivtutor.render.graphs.text import to_text

        yield rf"{escape(graph.drawing.says)}\par"
        rows = to_text(graph.drawing, MOST, unicode=False).splitlines()
        yield r"{\small\ttfamily"
        yield "\\\\\n".join([rf"\mbox{{{escape(row).replace(' ', '~')}}}" for row in rows])
        yield r"\par}"

    def figure(self, figure: blocks.Figure) -> Iterator[str]:
        from derivtutor.render.figures.latex import to_latex

        for panel in figure.figure.panels:
            yield rf"\begin{{center}}{to_latex(panel, escape)}\end{{center}}"
            yield rf"{escape(panel.says)}\par"

    def layers(self, layers: blocks.Layers) -> Iterator[str]:
        yield from self.align([self.cells(layer) for layer in layers.equations])

    def lines(self, lines: blocks.Lines) -> Iterable[str]:
        return self.chain(paper.chain_of_lines(lines))

    def answer(self, answer: blocks.Answer) -> Iterable[str]:
        return self.chain(paper.chain_of_answer(answer))

    # Steps

    def step(self, step: Step, level: int = 1) -> Iterator[str]:
        remark = escape(words.as_in(step.earlier)) if step.earlier else escape(step.says)
        yield rf"\step{{{step.number}}}{{{escape(step.heading)}}}{{{remark}}}"
        rows = [self.cells(step.formula)] if step.formula else []
        rows += [row for part in step.parts for row in self.part(part)]
        yield from self.align(rows + [self.cells(line) for line in paper.on_the_way(step)])
        yield from self.chain(paper.chain_of_rewriting(step))
        yield from self.chain(paper.chain_of_step(step, level == 1))
        inner = [line for child in step.steps for line in self.step(child, level + 1)]
        if inner and level < DEEPEST:
            inner = [r"\begin{inner}", *inner, r"\end{inner}"]
        yield from inner

    def part(self, part: Part) -> list[str]:
        role = rf" \tag*{{\text{{\small {escape(part.meaning.why)}}}}}" if part.meaning.why else ""
        rate = paper.rate(part)
        if rate is None:
            return [self.cells(part.meaning) + role]
        if width(part.meaning.right) + width(rate.right) > MOST - 30:
            return [self.cells(part.meaning) + role, *self.rows(rate.left, [Turn(rate.right)])]
        return [rf"{self.cells(part.meaning)}, \qquad {self.equation(rate)}{role}"]

    # Displays

    def cells(self, equation: Equation) -> str:
        return rf"{self.math(equation.left)} &= \fit[0.75]{{{self.math(equation.right)}}}"

    def align(self, rows: list[str]) -> list[str]:
        return [r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"] if rows else []

    def chain(self, chain: Chain) -> list[str]:
        return self.align(self.rows(chain.left, chain.turns, chain.boxed)) if chain.turns else []

    def rows(self, left: Side, turns: Iterable[Turn], boxed: bool = False) -> list[str]:
        """`left = a`, `= b`, …; each broken where it is long, its reason at the right of its last row."""
        turns = list(turns)
        rows = []
        start = self.math(left)
        if width(left) > 12 and width(left) + width(turns[0].expression) > MOST - 10:
            rows.append(rf"& \fit{{{start}}}")
            start = ""
        for turn in turns:
            pieces = self.pieces(turn.expression)
            if boxed and turn is turns[-1]:
                pieces = _boxed(pieces)
            sign = paper.ABOUT if turn.is_about else "="
            lines = [f"{start} &{sign} {pieces[0]}", *(rf"&\quad {piece}" for piece in pieces[1:])]
            rows += [*lines[:-1], lines[-1] + _reason(turn.why)]
            start = ""
        return [row.strip() for row in rows]

    def pieces(self, node: Side) -> list[str]:
        return [rf"\fit{{{formula}}}" for formula in paper.tex_pieces(node, MOST, self.math)]

    # Numbers

    def value(self, value: Value) -> str:
        if not value.forms:
            return rf"{self.math(value.left)} &\text{{ {value.nothing}}}"
        return f"{self.math(value.left)} &{value.right(self.math, '=', paper.ABOUT)}"

    def numbers(self, numbers: blocks.Numbers) -> Iterator[str]:
        point = between().join(self.value(value).replace("&", "") for value in numbers.point)
        yield rf"\subsection{{{_with(translated('At {point}'), f'${point}$')}}}"
        rows = [
            rf"{self.equation(layer.function)}: && {self.value(layer.value)} & {self.value(layer.rate)}"
            for layer in reversed(numbers.layers)
        ]
        yield from self.align(rows)
        slopes = [self.value(slope) for slope in numbers.slopes]
        if numbers.is_product:
            rates = r" \cdot ".join(self.math(layer.rate.left) for layer in numbers.layers)
            slopes = [rf"{self.math(numbers.slopes[0].left)} &= {rates}", "&" + slopes[0].partition("&")[2]]
        yield from self.align([self.value(numbers.value), *slopes])
        for side in numbers.sides:
            shown = f" ${self.value(side.value).replace('&', '')}$" if side.value else ""
            yield f"{side.words}{shown}\\par"
        if numbers.tangent:
            yield rf"{escape(translated('Tangent line:'))} ${self.value(numbers.tangent).replace('&', '')}$."
        yield numbers.trend


def _boxed(pieces: list[str]) -> list[str]:
    """The answer in a box; one that is longer than half a page stays without, so that pages can break."""
    if len(pieces) == 1:
        return [rf"\boxed{{{pieces[0]}}}"]
    if len(pieces) > 20:
        return pieces
    rows = " \\\\\n".join(f"&{piece}" for piece in pieces)
    return [rf"\boxed{{\begin{{aligned}}{rows}\end{{aligned}}}}"]


def _with(text: str, value: str) -> str:
    """A text with LaTeX at its one place for a value."""
    before, _, after = (escape(piece) for piece in re.split(r"(\{\w+\})", text, maxsplit=1))
    return f"{before}{value}{after}"


def _reason(why: str) -> str:
    if not why:
        return ""
    if len(why) <= 40:
        return rf" \tag*{{\text{{\small {escape(why)}}}}}"
    return rf" \tag*{{\parbox{{0.36\linewidth}}{{\small\raggedleft {escape(why)}}}}}"


def _breakable(text: str) -> str:
    """Typewriter text that may be broken after any sign."""
    return r"\allowbreak{}".join(escape(part) for part in re.findall(r"\w{1,12}|\W", text))
