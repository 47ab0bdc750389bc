"""The signs of each way of writing matrix expressions: with Unicode's, as they can be typed, and in LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from derivtutor.network.matrices import expression as e
from derivtutor.notation import latex as scalar_latex
from derivtutor.notation import linear
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import Name


@dataclass(frozen=True)
class Style:
    """The signs of one way of writing."""

    letter: Callable[[Name], str]
    constant: Callable[[Any], str]
    minus: str
    transposed: str
    inverse: str
    inverse_transposed: str
    raised: Callable[[str], str]
    each_raised: str
    brackets: tuple[str, str]
    bars: tuple[str, str]
    single_bars: tuple[str, str]
    times: str
    over: str
    fraction: Callable[[str, str], str] | None
    root: Callable[[str], str]
    function: Callable[[str], str]
    d: str
    ones: Callable[[e.Shape], str]
    identity: Callable[[e.Dimension], str]
    rows: Callable[[Sequence[Sequence[str]]], str]
    space: str
    squares_functions: bool
    vulgar: Mapping[str, str]
    after_number: str = ""


_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_WORDS = {"logdet": r"\ln\det", "det": r"\det", "exp": r"\exp", "ln": r"\ln", "sigmoid": r"\sigma"}


def _list(rows: Sequence[Sequence[str]]) -> str:
    return f"[{', '.join([_row(row) for row in rows])}]"


def _row(entries: Sequence[str]) -> str:
    return f"[{', '.join(entries)}]"


def _matrix(rows: Sequence[Sequence[str]]) -> str:
    inside = r" \\ ".join(" & ".join(row) for row in rows)
    return rf"\begin{{pmatrix}} {inside} \end{{pmatrix}}"


def _typed_ones(shape: e.Shape) -> str:
    row = shape[0] == 1
    inside = shape[1] if row else shape[0] if shape[1] == 1 else f"{shape[0]}, {shape[1]}"
    return f"ones({inside})" + "^T" * row


def _function_in_latex(name: str) -> str:
    row = FUNCTIONS.get(name)
    is_plain = row is not None and row.latex.startswith("\\") and "{" not in row.latex
    escaped = name.replace("_", r"\_")
    return _WORDS.get(name) or (row.latex if row and is_plain else rf"\operatorname{{{escaped}}}")


UNICODE = Style(
    letter=linear.unicode,
    constant=linear.unicode,
    minus="−",
    transposed="ᵀ",
    inverse="⁻¹",
    inverse_transposed="⁻ᵀ",
    raised=lambda text: text.translate(_RAISED) if set(text) <= set("0123456789-") else f"^({text})",
    each_raised=".^",
    brackets=("(", ")"),
    bars=("‖", "‖"),
    single_bars=("|", "|"),
    times=" ⊙ ",
    over=" ⊘ ",
    fraction=None,
    root=lambda text: f"√({text})",
    function=lambda name: {"sigmoid": "σ", "logdet": "ln det"}.get(name, name),
    d="d",
    ones=lambda shape: "𝟏ᵀ" if shape[0] == 1 else "𝟏" if shape[1] == 1 else "𝟏𝟏ᵀ",
    identity=lambda _: "I",
    rows=_list,
    space="",
    squares_functions=True,
    vulgar={"1/2": "½", "1/3": "⅓", "1/4": "¼", "3/4": "¾", "2/3": "⅔"},
)
PLAIN = Style(
    letter=linear.text,
    constant=linear.text,
    minus="-",
    transposed="^T",
    inverse="^-1",
    inverse_transposed="^-T",
    raised=lambda text: f"^{text}" if text.isdecimal() else f"^({text})",
    each_raised=".^",
    brackets=("(", ")"),
    bars=("||", "||"),
    single_bars=("abs(", ")"),
    times=" .* ",
    over=" ./ ",
    fraction=None,
    root=lambda text: f"sqrt({text})",
    function=lambda name: name,
    d="d",
    ones=_typed_ones,
    identity=lambda size: f"eye({size})" if isinstance(size, int) else "I",
    rows=_list,
    space=" ",
    squares_functions=False,
    vulgar={},
)
LATEX = Style(
    letter=scalar_latex.latex,
    constant=scalar_latex.latex,
    minus="-",
    transposed=r"^{\top}",
    inverse="^{-1}",
    inverse_transposed=r"^{-\top}",
    raised=lambda text: f"^{{{text}}}",
    each_raised=r"^{\circ ",
    brackets=(r"\left(", r"\right)"),
    bars=(r"\left\|", r"\right\|"),
    single_bars=(r"\left|", r"\right|"),
    times=r" \odot ",
    over=r" \oslash ",
    fraction=lambda top, bottom: rf"\frac{{{top}}}{{{bottom}}}",
    root=lambda text: rf"\sqrt{{{text}}}",
    function=_function_in_latex,
    d=r"\mathrm{d}",
    ones=lambda shape: (
        r"\mathbf{1}^{\top}" if shape[0] == 1 else r"\mathbf{1}" if shape[1] == 1 else r"\mathbf{1}\mathbf{1}^{\top}"
    ),
    identity=lambda _: "I",
    rows=_matrix,
    space=" ",
    squares_functions=True,
    vulgar={},
    after_number=" ",
)
