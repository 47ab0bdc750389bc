"""Tokens of expressions with arrays: names of several letters, signs of arrays, and what programs and LaTeX write."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cache, lru_cache

from derivtutor.libraries import difflib
from derivtutor.notation import sentences
from derivtutor.notation.array_words import FUNCTIONS, SLOPES, SPELLINGS
from derivtutor.notation.functions import GREEK
from derivtutor.notation.lexer import Kind, Lexer, Token
from derivtutor.notation.words import FUNCTION_WORDS, function_word, split_letters

NORM, INVERSE_TRANSPOSE, ONES, _UNSEEN = "‖", "⁻ᵀ", "𝟏", "\u2061"

_TRANSPOSED = re.compile(
    r"(?<=[\w)\]}|.'])\s*(?:(?P<power>\^|\*\*)\s*(?P<brace>\{\s*)?(?P<minus>-?)\s*(?:T|(?P<sign>\\top|\\intercal|⊤))"
    r"(?(brace)\s*\}|(?(sign)(?![A-Za-z])|(?![A-Za-z0-9_])))|\.T(?![A-Za-z0-9_])|(?P<raised>⁻?)[ᵀ⊤])"
)
_SIGN = re.compile(r"\.(?:[*/^]|(?=[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽]))|⁻ᵀ\u2061*|[@⊙⊘∘‖'′’]\u2061*|\\(?:odot|oslash|circ)(?![A-Za-z])")
_SIGNS = {
    ".": ".^", "⊙": ".*", "∘": ".*", "\\odot": ".*", "\\circ": ".*", "⊘": "./", "\\oslash": "./", "′": "'", "’": "'",
}  # fmt: skip
_CALLED = re.compile(r"(?:[\s\u2061]|\\(?:left(?![A-Za-z])|[bB]igg?l?(?![A-Za-z])|[,;:!]))*(?:[(\[{]|\\\{)")
_APPLIED = re.compile(r"[\s\u2061]+[A-Za-z|‖\\]|[|‖\\]")
_STYLES = re.compile(r"\\(?:vec|underline|mathbb)(?![A-Za-z])")
_EACH_RAISED = re.compile(r"\^\s*\{\s*\\circ(?![A-Za-z])")
_ONES = re.compile(r"𝟏|\\(?:mathbf|mathbb|boldsymbol|bm)\s*\{\s*1\s*\}")
_MARKED_ONES = "\ue011"
_BRACKETS = {"⟨": "(", "⟩": ")", "\\langle": "(", "\\rangle": ")"}
_INNER = re.compile(r"[⟨⟩]|\\[lr]angle(?![A-Za-z])")
_DOUBLE_BARS = re.compile(r"\|\||\\(?:\||[lr]?Vert(?![A-Za-z]))")
_PREFIX = re.compile(
    r"(?<![\w.)\]\\])(?:(?:np|numpy|jnp|math|cmath|torch|tf|nn|F|scipy)(?:\.[a-z]+)*\.(?=(?:[A-Za-z]\w*\s*\(|pi\b|e\b))"
    r"(?:(?:array|asarray|tensor|Tensor|matrix)(?=\s*\())?|(?:array|tensor|Tensor|Value)(?=\s*\())"
)
_MATRIX = re.compile(r"\\(begin|end)\s*\{\s*(?:[pbB]|small)?matrix\s*\}")
_METHOD = re.compile(r"\.([A-Za-z_]\w*)")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_(?:\{[A-Za-z0-9]+\}|[A-Za-z0-9]+))*")
_SCIENTIFIC = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z.])")
_LETTERS = re.compile(r"[A-Za-z]+")
_MATRICES = re.compile(r"[A-Za-z]+[A-Z][A-Za-z]*")


class ArrayLexer(Lexer):
    """Tokens of an expression with arrays.

    Args:
        whole: whether letters in a row are one name, as in a program, or a product, as on a board.
        known: names that there are, which are never taken apart.
    """

    commas_part = True

    def __init__(self, text: str, most_digits: int, whole: bool, known: Collection[str] = ()) -> None:
        self.is_plain = whole and _PLAIN_TEXT.fullmatch(text) is not None
        super().__init__(text if self.is_plain else _with_signs(text, "T" in known), most_digits)
        self.typed = text
        self.whole, self.known = whole, known

    def lex(self) -> None:
        tokens = self.plain_tokens() if self.is_plain else None
        if tokens is not None:
            self.tokens = tokens
            return
        if self.is_plain:
            self.text = _with_signs(self.text, "T" in self.known)
        super().lex()

    def plain_tokens(self) -> list[Token] | None:
        """The tokens of a text of names that there are, functions, numbers and signs; None where something is else."""
        tokens: list[Token] = []
        text, known, glued = self.text, self.known, True
        for match in _PLAIN.finditer(text, self.position, self.end):
            run, (start, end) = match.group(), match.span()
            if sign := _PLAIN_SIGNS.get(run):
                tokens.append(Token(sign[0], sign[1], start, end, glued))
            elif run in known:
                tokens.append(Token("name", run, start, end, glued))
            elif run.isspace():
                glued = False
                continue
            elif run in _PLAIN_WORDS and text.startswith("(", end):
                tokens.append(Token("word", _PLAIN_WORDS[run], start, end, glued))
            elif _is_plain_name(run) and not (len(run) > 1 and text.startswith((" ", "(", "["), end)):
                tokens.append(Token("name", run, start, end, glued))
            elif len(run) <= self.most_digits and (number := _plain_number(run)):
                tokens.append(Token("number", number[0], start, end, glued, number[1]))
            else:
                return None
            glued = True
        return tokens

    def step(self, character: str) -> None:
        if sign := _SIGN.match(self.text, self.position):
            written = sign.group().rstrip(_UNSEEN)
            meant = _SIGNS.get(written, written)
            self.add("bar" if meant == NORM else "operator", meant, len(sign.group()))
        elif number := _SCIENTIFIC.match(self.text, self.position):
            self.add("number", number.group(), len(number.group()), Fraction(number.group()))
        elif character == ";":
            self.add("row", ";", 1)
        elif character == _MARKED_ONES:
            self.add("number", ONES, 1, 1)
        elif inner := _INNER.match(self.text, self.position):
            self.inner(inner.group())
        elif matrix := _MATRIX.match(self.text, self.position):
            self.add(*_EDGES[matrix[1]], len(matrix.group()))
        elif method := _METHOD.match(self.text, self.position):
            self.method(method[1])
        elif not (character.isascii() and character.isalpha() and self.identifier()):
            super().step(character)

    def identifier(self) -> bool:
        """Read letters as one name or function, where they are."""
        match = _IDENTIFIER.match(self.text, self.position)
        letters = _LETTERS.match(self.text, self.position)
        assert match is not None
        assert letters is not None
        run = match.group()
        called = _CALLED.match(self.text, match.end()) is not None
        if run in self.known:
            self.add("name", run.replace("{", "").replace("}", ""), len(run))
        elif run in SPELLINGS and (called or self.whole or self.is_applied(run, match.end())):
            self.add("word", SPELLINGS[run], len(run))
        elif run in SLOPES and called and not self.whole:
            self.add("word", run, len(run))
        elif not self.whole and _is_product_of_matrices(run):
            self.product(run)
        elif not self.whole or len(run) == 1 or run in GREEK or _is_function(run) or _is_function(letters.group()):
            return False
        elif called:
            self.unknown_function(run)
        else:
            self.add("name", run.replace("{", "").replace("}", ""), len(run))
        return True

    def product(self, run: str) -> None:
        """`CAXB` is a product of matrices."""
        for letter in run:
            self.add("name", letter, 1)
            self.glued = True

    def is_applied(self, run: str, end: int) -> bool:
        """Whether a function stands before its argument without brackets, `tr X`."""
        return FUNCTIONS[SPELLINGS[run]] == 1 and _APPLIED.match(self.text, end) is not None

    def inner(self, bracket: str) -> None:
        """`⟨a, b⟩` is the scalar product."""
        if _BRACKETS[bracket] == "(":
            self.add("word", "dot", 0)
            self.add("open", "(", len(bracket))
        else:
            self.add("close", ")", len(bracket))

    def unknown_function(self, name: str) -> None:
        near = difflib.get_close_matches(name, [*SPELLINGS, *FUNCTION_WORDS], n=1)
        remedy = sentences.DID_YOU_MEAN_FUNCTION if near else sentences.NO_SUCH_FUNCTION
        self.fail(*remedy.words(name=name, near="".join(near)))

    def method(self, name: str) -> None:
        """Say what to write instead of `x.sum()`."""
        function = SPELLINGS.get(name) or function_word(name)
        says = sentences.A_METHOD if function else sentences.A_DOT
        self.fail(*says.words(name=name, function=function))


def _with_signs(text: str, has_t: bool) -> str:
    """The text with one sign for a transpose and for a double bar, and without the names of libraries.

    Args:
        has_t: whether T is a name, so that a power of T is none of a transpose.
    """
    text = _EACH_RAISED.sub(lambda match: ".^{".ljust(len(match.group()), _UNSEEN), text)
    text = _DOUBLE_BARS.sub(lambda match: NORM.ljust(len(match.group()), _UNSEEN), text)
    for passed_over in (_PREFIX, _STYLES):
        text = passed_over.sub(lambda match: _UNSEEN * len(match.group()), text)
    text = _TRANSPOSED.sub(lambda match: match.group() if has_t and _is_power_of_t(match) else _as_sign(match), text)
    return _ONES.sub(lambda match: _MARKED_ONES.ljust(len(match.group()), _UNSEEN), text)


def _is_power_of_t(match: re.Match[str]) -> bool:
    return bool(match["power"]) and not match["sign"]


def _as_sign(match: re.Match[str]) -> str:
    """`A^T` in one sign and as many characters; `A^{-T}` is the inverse of it."""
    sign = INVERSE_TRANSPOSE if match["minus"] or match["raised"] else "'"
    return sign.ljust(len(match.group()), _UNSEEN)


_EDGES: Mapping[str, tuple[Kind, str]] = {"begin": ("open", "["), "end": ("close", "]")}
"""A matrix in LaTeX stands in brackets."""


@cache
def _is_function(run: str) -> bool:
    return function_word(run) is not None


def _is_product_of_matrices(run: str) -> bool:
    """Whether capital letters within a run say that it is no word."""
    return _MATRICES.fullmatch(run) is not None and split_letters(run) == (run,) and not _is_function(run)


@lru_cache(maxsize=4096)
def _is_plain_name(run: str) -> bool:
    """Whether letters are one name in a program, even where no line sets it."""
    letters = _LETTERS.match(run)
    if letters is None or run in GREEK or run in ("d", "D", "T"):
        return False
    if len(run) == 1:
        return True
    is_function = run in SPELLINGS or _is_function(run) or _is_function(letters.group())
    return not is_function and _IDENTIFIER.fullmatch(run) is not None


# Plain text: most lines of long programs


_PLAIN = re.compile(r"[A-Za-z]\w*|[0-9]+(?:\.[0-9]+)?(?![0-9.eE_])|[0-9][\w.]*|\*\*| +|.", re.ASCII)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PLAIN_TEXT = re.compile(r"[A-Za-z0-9_+\-*/^@()\[\], ]*(?:[0-9]\.[0-9][A-Za-z0-9_+\-*/^@()\[\], ]*)*")
_PLAIN_SIGNS: Mapping[str, tuple[Kind, str]] = {
    **{sign: ("operator", sign) for sign in "+-*/^@"}, "**": ("operator", "^"), ",": ("comma", ","),
    "(": ("open", "("), "[": ("open", "["), ")": ("close", ")"), "]": ("close", "]"),
}  # fmt: skip
_PLAIN_WORDS: Mapping[str, str] = {
    **{word: word for word in FUNCTION_WORDS - {"Si", "int", "diff"} if word.isalpha() and word.islower()},
    **SPELLINGS,
}


@lru_cache(maxsize=4096)
def _plain_number(run: str) -> tuple[str, int | Fraction] | None:
    """How a number is spelled, where that says more than its value, and what it is; None for what is no number."""
    if not _NUMBER.fullmatch(run):
        return None
    if not run.isdecimal():
        return run, Fraction(run)
    return run if run[0] == "0" < run else "", int(run)
