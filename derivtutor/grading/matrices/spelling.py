"""Signs of matrix formulas that the reader of arrays does not know, and what they are to it."""

from __future__ import annotations

import re
from collections.abc import Collection

from derivtutor.network.matrices.reading import spelled

_T = r"(?:T(?![A-Za-z])|\\top(?![A-Za-z])|\\intercal|⊤|\\math(?:sf|rm)\s*\{T\})"
_TRANSPOSED = rf"(?:'|′|ᵀ|\.T(?![A-Za-z])|\^\s*(?:{_T}|\{{\s*{_T}\s*\}}))"
_INVERSE = r"(?:⁻¹|\^\s*(?:[-−]\s*1|\{\s*[-−]\s*1\s*\}|\(\s*[-−]\s*1\s*\)))"
_ONES = r"(?:𝟏|𝟙|\\(?:mathbf|mathbb|boldsymbol|bm)\s*(?:\{\s*1\s*\}|1))"

_MEANT = [
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"\\(?:left|right)\s*(?=[()\[\]])", ""),
        (r"\^\s*\{\s*(?:\\circ|\\odot|∘)([^{}]*)\}", r".^(\1)"),
        (rf"⁻ᵀ|\^\s*(?:[-−]\s*{_T}|\{{\s*[-−]\s*{_T}\s*\}}|\(\s*[-−]\s*{_T}\s*\))", "'^(-1) "),
        (rf"{_INVERSE}\s*{_TRANSPOSED}", "'^(-1) "),
        (rf"\^\s*\{{\s*{_T}\s*\}}", "^T "),
        (rf"{_ONES}(?!\s*{_TRANSPOSED})", " (1^T)^T "),
        (r"\\(?:odot|circ)(?![A-Za-z])|[⊙∘◦]", " .* "),
        (r"\\oslash(?![A-Za-z])|⊘", " ./ "),
        (r"(?<!\.)[.。]\s*$", ""),
    )
]
_RAISED = re.compile(
    r"((?<![A-Za-z])\\?(?:sinh?|cosh?|tanh?|sech|ln|exp|sigmoid|sigma)|σ)\s*(?:²|\^\s*(?:2|\{\s*2\s*\}))\s*\("
)
_SMALL_T = re.compile(r"\^\s*(?:t(?![A-Za-z])|\{\s*t\s*\})")


def for_reader(text: str, letters: Collection[str]) -> str:
    """A formula in signs that can be read; `^t` is a transpose too, where t is no letter of the problem.

    >>> for_reader("X⁻ᵀ ⊙ Y^t", "XY")
    "X'^(-1)   .*  Y^T "
    """
    for pattern, meant in _MEANT:
        text = pattern.sub(meant, text)
    text = _raised_behind(text)
    return spelled(text if "t" in letters else _SMALL_T.sub("^T ", text))


def _raised_behind(text: str) -> str:
    """`tanh²(X w)` is each entry of tanh(X w), squared."""
    while match := _RAISED.search(text):
        end = _closing(text, match.end())
        text = f"{text[: match.start()]} {match[1]}({text[match.end() : end]}).^2 {text[end + 1 :]}"
    return text


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at a place is closed; the end where it is not."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place
    return len(text)
