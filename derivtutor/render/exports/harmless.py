"""Whether a formula that anyone may have written is mathematics and nothing else: TeX and MathJax may then read it."""

from __future__ import annotations

import re

_HARMLESS = re.compile(
    r"""
    frac|dfrac|tfrac|sqrt|left|right|cdot|times|div|pm|mp|le|leq|ge|geq|ne|neq|lt|gt|approx|equiv|sim|to|
    rightarrow|infty|partial|nabla|int|sum|prod|lim|limits|ldots|cdots|dots|quad|qquad|text|mathrm|mathbf|mathit|
    operatorname|prime|sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|coth|ln|log|exp|min|max|sup|
    inf|lvert|rvert|vert|mid|in|circ|langle|rangle|displaystyle|big|Big|bigl|bigr|Bigl|Bigr|overline|underline|
    hat|bar|vec|alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|pi|
    det|top|odot|oslash|rho|sigma|tau|upsilon|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega
    """,
    re.VERBOSE,
)
"""The commands that a formula may have: none defines, loads, links or reads anything."""

_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|([,;:!{}|_ \\]))")
_CASES = re.compile(r"\\begin\{(cases|aligned|pmatrix)\}(?:(?!\\begin).)*?\\end\{\1\}", re.DOTALL)
_TWICE = re.compile(r"([\^_])(?:\{[^{}]*\}|\\[A-Za-z]+|[^\\{}\s])\s*\1|[\^_]\s*[\^_}]|[\^_]\s*$")


def is_harmless(written: str) -> bool:
    """Whether a formula in LaTeX has no other commands than those of mathematics, and its brackets match.

    >>> is_harmless(r"\\frac{x}{2}"), is_harmless(r"\\input{x}"), is_harmless("}x{")
    (True, False, False)
    """
    bare = written
    while (inner := _CASES.sub(lambda match: re.sub(r"\\(begin|end)\{\w+\}|&|\\\\", " ", match[0]), bare)) != bare:
        bare = inner
    if re.search(r"[#%&~$@]|\\\\|\\(?:begin|end)(?![A-Za-z])", bare) or _TWICE.search(bare):
        return False
    rest = _COMMAND.sub(lambda match: "" if match[2] or _HARMLESS.fullmatch(match[1]) else "\\", bare)
    sides = [len(re.findall(rf"\\{side}(?![A-Za-z])", bare)) for side in ("left", "right")]
    return "\\" not in rest and sides[0] == sides[1] and _balanced(rest)


def _balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0
