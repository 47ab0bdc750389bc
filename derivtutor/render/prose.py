"""Words with formulas between dollar signs, for the terminal and HTML."""

from __future__ import annotations

import re

from derivtutor.notation.tree import Node
from derivtutor.notation.within import MATH, SIGNS, Writing, formula, shown_commands, typed

to_unicode = typed
"""Words for a terminal: formulas as one would type them."""


def formula_latex(text: str) -> str:
    """A formula, LaTeX or as it is typed, as LaTeX; what cannot be read stands in it as it was written."""
    return formula(text, _LATEX)


def to_html(text: str) -> str:
    """Markdown as HTML, formulas as MathML; HTML in it is shown, not used."""
    from markdown_it import MarkdownIt

    formulas: list[str] = []

    def keep(match: re.Match[str]) -> str:
        formulas.append(formula_html(match[1] or match[2], display=bool(match[1])))
        return f"\ue000{len(formulas) - 1}\ue001"

    bare = MATH.sub(keep, text.replace("\ue000", "").replace("\ue001", ""))
    page = MarkdownIt("commonmark", {"html": False}).disable(["image"]).render(bare)
    return re.sub("\ue000(\\d+)\ue001", lambda match: formulas[int(match[1])], str(page))


def without_headings(page: str) -> str:
    """HTML whose headings are paragraphs, for a page that has headings of its own."""
    return re.sub(r"<(/?)h[1-6]>", r"<\1p>", page)


def formula_html(text: str, display: bool = False) -> str:
    """A formula, LaTeX or as it is typed, as MathML; what cannot be read stands in it as text."""
    inner = formula(text, _MATHML)
    kind = ' display="block"' if display else ""
    return f"<math{kind}><mrow>{inner}</mrow></math>"


def _latex(node: Node) -> str:
    from derivtutor.notation.latex import latex

    return latex(node)


def _inner_mathml(node: Node) -> str:
    from derivtutor.notation.mathml import mathml

    return mathml(node).partition(">")[2].removesuffix("</math>")


def _html_text(text: str) -> str:
    import html

    return html.escape(text)


_COMMANDS = {sign: rf"{command} " for command, sign in SIGNS.items()}
_LATEX = Writing(_latex, lambda sign: _COMMANDS.get(sign, sign), lambda piece: piece)
_MATHML = Writing(
    _inner_mathml,
    lambda sign: f"<mo>{_html_text(sign)}</mo>",
    lambda piece: f"<mtext>{_html_text(shown_commands(piece))}</mtext>",
    ("<mo>(</mo>", "<mo>)</mo>"),
)
