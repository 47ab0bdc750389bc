"""Words with formulas between dollar signs, for the terminal and HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node

_MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
_BETWEEN = re.compile(r"(\\(?:neq?|leq?|geq?|to|approx|ldots|dots|lt|gt)(?![A-Za-z])|[=≠≤≥≈→,;…<>])")
_SIGNS = {
    r"\ne": "≠", r"\neq": "≠", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥", r"\to": "→", r"\approx": "≈",
    r"\ldots": "…", r"\dots": "…", r"\lt": "<", r"\gt": ">",
}  # fmt: skip


def to_unicode(text: str) -> str:
    """Words for a terminal: formulas as one would type them, other marks as they are.

    >>> to_unicode(r"Differentiate $f(x) = \\frac{x^{2}}{3}$.")
    'Differentiate f(x) = x²/3.'
    """
    return _MATH.sub(lambda found: _formula(found[1] or found[2], linear.unicode, _spaced), text)


def formula_latex(formula: str) -> str:
    """A formula, LaTeX or as it is typed, as LaTeX; what cannot be read stands in it as it was written."""
    return _formula(formula, _latex, lambda sign: _COMMANDS.get(sign, sign))


def to_html(text: str) -> str:
    """Markdown as HTML, formulas as MathML; HTML in it is shown, not used."""
    from markdown_it import MarkdownIt

    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formulas.append(formula_html(found[1] or found[2], display=bool(found[1])))
        return f"\ue000{len(formulas) - 1}\ue001"

    bare = _MATH.sub(keep, text.replace("\ue000", "").replace("\ue001", ""))
    page = MarkdownIt("commonmark", {"html": False}).disable(["image"]).render(bare)
    return re.sub("\ue000(\\d+)\ue001", lambda found: formulas[int(found[1])], str(page))


def formula_html(formula: str, display: bool = False) -> str:
    """A formula, LaTeX or as it is typed, as MathML; what cannot be read stands in it as text."""
    inner = _formula(formula, _inner_mathml, lambda sign: f"<mo>{_html_text(sign)}</mo>")
    kind = ' display="block"' if display else ""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"{kind}><mrow>{inner}</mrow></math>'


def _latex(node: Node) -> str:
    from derivtutor.notation.latex import latex

    return latex(node)


def _inner_mathml(node: Node) -> str:
    from derivtutor.notation.mathml import mathml

    return mathml(node).partition(">")[2].removesuffix("</math>")


def _html_text(text: str) -> str:
    import html

    return html.escape(text)


_COMMANDS = {sign: rf"{command} " for command, sign in _SIGNS.items()}


def _spaced(sign: str) -> str:
    return f"{sign} " if sign in ",;" else sign if sign == "…" else f" {sign} "


def _formula(text: str, write: Callable[[Node], str], sign: Callable[[str], str]) -> str:
    """A formula that may have signs between expressions: `f(x) = x^2`, `(2x, 4y)`, `x ≠ 0`."""
    bare = re.sub(r"\\(left|right)(?![A-Za-z])\.?", "", text.strip())
    whole = _readable(bare)
    if whole is not None:
        return write(whole)
    if bare[:1] == "(" and bare[-1:] == ")" and "," in bare:
        opening, closing = ("<mo>(</mo>", "<mo>)</mo>") if write is _inner_mathml else "()"
        return opening + _formula(bare[1:-1], write, sign) + closing
    pieces = []
    for place, piece in enumerate(_parted(bare)):
        if place % 2:
            pieces.append(sign(_SIGNS.get(piece, piece)))
        elif piece.strip():
            tree = _readable(piece.strip())
            pieces.append(_as_typed(piece.strip(), write) if tree is None else write(tree))
    return "".join(pieces).strip()


def _parted(formula: str) -> list[str]:
    """A formula at its signs, expressions and signs in turn; signs within brackets do not count."""
    if r"\begin" in formula:
        return [formula]
    pieces = [""]
    for place, piece in enumerate(_BETWEEN.split(formula)):
        whole = pieces[-1]
        if sum(map(whole.count, "([{")) > sum(map(whole.count, ")]}")):
            pieces[-1] += piece
        elif place % 2:
            pieces += [piece, ""]
        else:
            pieces[-1] += piece
    return pieces


def _as_typed(piece: str, write: Callable[[Node], str]) -> str:
    """What is no expression, such as a limit or a partial derivative: signs for commands where it is shown."""
    if write is _latex:
        return piece
    piece = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", piece)
    for command, shown in _SHOWN.items():
        piece = re.sub(rf"\\{command}(?![A-Za-z])\s*", shown, piece)
    return f"<mtext>{_html_text(piece)}</mtext>" if write is _inner_mathml else piece


_SHOWN = {"partial": "∂", "nabla": "∇", "top": "ᵀ", "lim": "lim", "to": "→", "cdot": "·", "infty": "∞", "sum": "∑"}


@lru_cache(maxsize=1024)
def _readable(text: str) -> Node | None:
    if "∂" in text or "\\partial" in text:
        return None  # it would be read as a d
    try:
        return read(text).tree
    except UserError:
        return None
