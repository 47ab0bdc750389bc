"""Words with formulas between dollar signs for other programs: as HTML or LaTeX whose texts stay texts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from derivtutor.derivation.account import Side, in_latex
from derivtutor.notation.latex import latex as latex_of
from derivtutor.notation.tree import Memo, Node
from derivtutor.render import latex, prose
from derivtutor.render.exports.harmless import is_harmless
from derivtutor.render.exports.question_bank import Row, Working
from derivtutor.render.safe import safe

_MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
_OPENS, _CLOSES = "\ue000", "\ue001"
"""Around the number of a formula while Markdown is read; texts cannot have them, as they were made safe."""


def clean(text: str) -> str:
    """Text in lines without characters that are not seen; every kind of space is a space."""
    lines = text.replace("\t", "    ").splitlines()
    return "\n".join(safe(re.sub(r"\s", " ", line)) for line in lines)


def name(text: str) -> str:
    """A title as plain characters on one line."""
    return clean(prose.to_unicode(" ".join(text.split())))


def tex(formula: str) -> str | None:
    """A formula of a text in LaTeX; None where it has more in it than mathematics, or its brackets do not match."""
    if "$" in formula:
        return None
    written = prose.formula_latex(formula)
    return guarded_tex(written) if is_harmless(written) else None


def guarded_tex(written: str) -> str:
    """LaTeX in which no pair of square brackets stands that STACK would take for a block."""
    return written.replace("[[", "[{}[").replace("]]", "]{}]")


# HTML with formulas in TeX


_ENTITIES = {sign: f"&#{ord(sign)};" for sign in "\\${[@"}
"""Signs that begin a formula, a block or a field in Moodle, STACK or Anki."""

_APART = {**_ENTITIES, "\\": "<span>&#92;</span>"}
"""MathJax looks at what is shown, but not across the borders of elements."""


def escape(text: str) -> str:
    """Plain text for HTML that a program searches for formulas and blocks: it finds none."""
    return _guarded(html.escape(clean(text)))


def _guarded(text: str) -> str:
    return "".join(_APART.get(sign, sign) for sign in text)


def html_with_tex(text: str) -> str:
    r"""Markdown as HTML with formulas between `\(` and `\)`; whatever else would mean something is shown.

    >>> html_with_tex("Differentiate $x^2$ [[input:ans1]].")
    '<p>Differentiate \\(x^{2}\\) &#91;&#91;input:ans1]].</p>'
    """
    formulas: list[str] = []

    def keep(match: re.Match[str]) -> str:
        formulas.append(_formula(match[1] or match[2], bool(match[1])))
        return f"{_OPENS}{len(formulas) - 1}{_CLOSES}"

    page = str(_markdown().render(_MATH.sub(keep, clean(text)))).strip()
    pieces = re.split(r"(<[^>]*>)", page)
    shown = "".join(_attributes(piece) if place % 2 else _guarded(piece) for place, piece in enumerate(pieces))
    return re.sub(f"{_OPENS}(\\d+){_CLOSES}", lambda match: formulas[int(match[1])], shown)


def _attributes(tag: str) -> str:
    return "".join(_ENTITIES.get(sign, sign) for sign in tag)


def _formula(formula: str, display: bool) -> str:
    written = tex(formula)
    if written is None:
        return f"<code>{escape(formula)}</code>"
    return display_math(written) if display else inline_math(written)


def inline_math(written: str) -> str:
    """A formula in a line."""
    return rf"\({html.escape(written, quote=False)}\)"


def display_math(written: str) -> str:
    """A formula in a line of its own."""
    return rf"\[{html.escape(written, quote=False)}\]"


def worked_lines(workings: Iterable[Working]) -> str:
    """Workings as HTML with formulas in TeX, the reasons beside the lines."""
    return "".join(
        (f"<p>{escape(working.heading)}</p>" if working.heading else "") + display_math(aligned(working))
        for working in workings
    )


def aligned(working: Working) -> str:
    """The lines of a working below each other in TeX."""
    memo: Memo[Any] = Memo()
    asked, *rest = working.rows
    rows = [rf"&{_sign(row)} {in_tex(row.expression, memo)} && \text{{{_reason(row.why)}}}" for row in rest]
    lines = " \\\\\n".join(rows)
    return guarded_tex(f"\\begin{{aligned}}\n{in_tex(asked.expression, memo)} {lines}\n\\end{{aligned}}")


def in_tex(side: Side, memo: Memo[Any] | None = None) -> str:
    """What stands beside an equality sign in TeX."""
    return latex_of(side, memo) if isinstance(side, Node) else in_latex(side)


def _sign(row: Row) -> str:
    return r"\approx" if row.is_about else "="


def _reason(why: str) -> str:
    return re.sub(r"[\\{}$#%&_^~]", " ", why)


# LaTeX


_LETTERS = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿĄąĆćĘęŁłŃńŚśŹźŻżČčĎďĚěŇňŘřŠšŤťŮůŽžŐőŰűĞğİıŞş"
)
"""Letters that a plain document with T1 fonts can set."""


def latex_text(text: str) -> str:
    """Plain text for a LaTeX document."""
    return "".join(sign if sign in _LETTERS else latex.escape(sign) for sign in clean(text).replace("\n", " "))


def latex_math(node_or_tex: Node | str) -> str:
    """An expression, or a formula that was found harmless, for a plain document."""
    written = node_or_tex if isinstance(node_or_tex, str) else latex_of(node_or_tex)
    return re.sub(r"[^\x00-\x7f]", lambda match: rf"\text{{{latex_text(match[0])}}}", written)


_TOKENS = {
    "paragraph_open": "", "paragraph_close": "\n\n", "heading_open": r"\textbf{", "heading_close": "}\n\n",
    "em_open": r"\emph{", "em_close": "}", "strong_open": r"\textbf{", "strong_close": "}",
    "bullet_list_open": "\\begin{itemize}\n", "bullet_list_close": "\\end{itemize}\n",
    "ordered_list_open": "\\begin{enumerate}\n", "ordered_list_close": "\\end{enumerate}\n",
    "list_item_open": r"\item ", "list_item_close": "\n", "softbreak": "\n", "hardbreak": "\\newline\n",
}  # fmt: skip
"""What is written for the tokens of Markdown; of those that are missing, only the text."""


def to_latex(text: str) -> str:
    """Markdown for a LaTeX document, formulas written anew; everything else is escaped."""
    formulas: list[str] = []

    def keep(match: re.Match[str]) -> str:
        written = tex(match[1] or match[2])
        shown = rf"\texttt{{{latex_text(match[1] or match[2])}}}" if written is None else latex_math(written)
        left, right = ("", "") if written is None else (r"\[", r"\]") if match[1] else ("$", "$")
        formulas.append(f"{left}{shown}{right}")
        return f"{_OPENS}{len(formulas) - 1}{_CLOSES}"

    # lists in lists in lists are as deep as LaTeX goes
    tokens = _markdown(maxNesting=6).parse(_MATH.sub(keep, clean(text)))
    page = "".join(_latex_token(token) for token in _flat(tokens)).strip()
    return re.sub(f"{_OPENS}(\\d+){_CLOSES}", lambda match: formulas[int(match[1])], page)


def _latex_token(token: Any) -> str:
    if token.type in ("text", "text_special"):
        return _marked(token.content)
    if token.type in ("code_inline", "code_block", "fence"):
        lines = [rf"\texttt{{{_marked(line)}}}" for line in token.content.rstrip("\n").split("\n")]
        return "\\newline\n".join(lines) + ("" if token.type == "code_inline" else "\n\n")
    return "" if token.hidden else _TOKENS.get(token.type, "")


def _marked(text: str) -> str:
    """Text escaped around the marks of formulas."""
    pieces = re.split(f"({_OPENS}\\d+{_CLOSES})", text)
    return "".join(piece if place % 2 else latex_text(piece) for place, piece in enumerate(pieces))


def _flat(tokens: Iterable[Any]) -> Iterable[Any]:
    for token in tokens:
        yield from token.children if token.type == "inline" and token.children is not None else [token]


def _markdown(**options: Any) -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, **options}).disable(["image", "html_inline", "html_block"])
