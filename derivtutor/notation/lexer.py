"""From characters to tokens: plain text, Unicode and LaTeX become the same few kinds of token."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NoReturn, TypeAlias

from derivtutor.errors import UserError
from derivtutor.notation.functions import GREEK, SPELLINGS
from derivtutor.notation.words import split_letters

Kind: TypeAlias = Literal[
    "number", "word", "name", "operator", "open", "close", "bar", "comma", "relation", "prime", "superscript", "subscript",
    "command", "ending", "derivative", "differential", "row", "cell", "otherwise", "end",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of input. `text` is normalised (`×` is `*`); `glued` tells that no space stands before it.

    A `derivative` carries operand (or nothing), variable and order; a `word` may be a function, a `name` never is.
    """

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool = True
    value: int | Fraction | tuple[str, str, int] = 0


_OPERATORS = {"+": "+", "-": "-", "*": "*", "/": "/", "^": "^"} | dict.fromkeys("·×∙⋅∗•", "*") | dict.fromkeys("÷⁄∕", "/") | dict.fromkeys("−–—", "-")  # fmt: skip
_OPEN = {"(": ")", "[": "]", "{": "}"}
_RELATIONS = {"<": "<", ">": ">", "=": "=", "≤": "<=", "≥": ">=", "≠": "!=", "<=": "<=", ">=": ">=", "!=": "!=", "==": "="}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣʸᵃᵇᵏᵐ", "0123456789+-()nxyabkm")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SUPERSCRIPT_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣʸᵃᵇᵏᵐ]+")
_GREEK_LETTERS = {letter: name for name, letter in GREEK.items()} | {"ϑ": "theta", "ϕ": "phi", "ϵ": "epsilon", "µ": "mu"}
_ROOTS = {"√": "sqrt", "∛": "cbrt", "∜": "fourth-root"}
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+(?![A-Za-z]*\())?")
_PLAIN_NUMBER = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+")
_SCIENTIFIC = re.compile(r"[eE][0-9]+")
_LETTERS = re.compile(r"[A-Za-z]+")
_INDEX = re.compile(r"_(?:\{([A-Za-z0-9,]+)\}|([0-9]+|[A-Za-z]+(?![A-Za-z]*\()))|([0-9]+|[₀-₉]+)")
_PRIMES = re.compile("['′’″‴]+")

_GREEK_NAMES = "|".join(GREEK)
_VARIABLE = rf"(?:\\?(?:{_GREEK_NAMES})|[A-Za-zα-ωΑ-Ω])(?:_\{{?[A-Za-z0-9]+\}}?|[0-9]+)?"
_D = r"(?:d|∂|\\partial\b|\\mathrm\{d\}|\\text\{d\})"
_ORDER = r"(?:\^?\{?([0-9])\}?|([²³⁴]))?"
_DERIVATIVE = re.compile(rf"{_D}\s*{_ORDER}\s*({_VARIABLE})?\s*/\s*{_D}\s*({_VARIABLE}){_ORDER}(?![A-Za-z0-9(])")
_DERIVATIVE_BEFORE_BRACKET = re.compile(rf"{_D}\s*{_ORDER}\s*({_VARIABLE})?\s*/\s*{_D}\s*({_VARIABLE}){_ORDER}(?=\s*\()")
_LATEX_DERIVATIVE = re.compile(
    rf"\\[dt]?frac\s*\{{\s*{_D}\s*{_ORDER}\s*({_VARIABLE})?\s*\}}\s*\{{\s*{_D}\s*({_VARIABLE}){_ORDER}\s*\}}"
)
_MORE_DIFFERENTIAL = re.compile(r"^(.*)d([A-Za-z])$")

_IGNORED = frozenset(
    r"left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr quad qquad displaystyle textstyle limits , ; : ! > \ ".split()
    + [" "]
)
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_GROUP = re.compile(r"\s*\{([^{}]*)\}")
_SYMBOLS: dict[str, tuple[Kind, str]] = {
    "cdot": ("operator", "*"), "times": ("operator", "*"), "ast": ("operator", "*"), "div": ("operator", "/"),
    "lt": ("relation", "<"), "gt": ("relation", ">"), "le": ("relation", "<="), "leq": ("relation", "<="),
    "leqslant": ("relation", "<="), "ge": ("relation", ">="), "geq": ("relation", ">="), "geqslant": ("relation", ">="),
    "ne": ("relation", "!="), "neq": ("relation", "!="), "lvert": ("bar", "|"), "rvert": ("bar", "|"),
    "vert": ("bar", "|"), "mid": ("bar", "|"), "{": ("open", "{"), "}": ("close", "}"), "lbrace": ("open", "{"),
    "rbrace": ("close", "}"), "prime": ("prime", "'"), "frac": ("command", "frac"), "dfrac": ("command", "frac"),
    "tfrac": ("command", "frac"), "cfrac": ("command", "frac"), "sqrt": ("command", "sqrt"), "int": ("command", "int"),
}  # fmt: skip
_TEXT_COMMANDS = frozenset({"operatorname", "mathrm", "text", "mathit", "mathbf", "mathop", "textrm", "mathsf"})
_ACCENTS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde"}
_CONDITION_WORDS = frozenset({"if", "for", "when", "where", "and"})
_OTHERWISE = frozenset({"otherwise", "else", "True", "sonst"})


def tokens(text: str, most_digits: int) -> list[Token]:
    """The tokens of `text`, ended by an `end` token.

    Raises:
        UserError: for a character, number or LaTeX command that cannot be understood.
    """
    return _Lexer(text, most_digits).run()


class _Lexer:
    def __init__(self, text: str, most_digits: int) -> None:
        self.text = text
        self.most_digits = most_digits
        self.position = 0
        self.found: list[Token] = []
        self.integrals = 0
        self.glued = True

    def run(self) -> list[Token]:
        text = self.text
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        for left, right in (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]")):
            if text.startswith(left, start) and text.endswith(right, 0, end) and end - start >= len(left) + len(right):
                start, end = start + len(left), end - len(right)
                break
        self.position, self.end = start, end
        while self.position < end:
            self.glued = True
            while self.position < end and self.text[self.position].isspace():
                self.position += 1
                self.glued = False
            if self.position < end:
                self.step()
        self.found.append(Token("end", "", end, end))
        return self.found

    def add(self, kind: Kind, value_text: str, length: int, value: int | Fraction | tuple[str, str, int] = 0) -> None:
        end = self.position + length
        self.found.append(Token(kind, value_text, self.position, end, self.glued, value))
        self.position = end

    def fail(self, message: str, hint: str = "", position: int | None = None) -> NoReturn:
        raise UserError(message, hint, self.text, self.position if position is None else position)

    def step(self) -> None:
        text, position = self.text, self.position
        character = text[position]
        if character in "0123456789" or (character == "." and text[position + 1 : position + 2].isdigit()):
            self.number()
        elif character.isascii() and character.isalpha():
            self.letters()
        elif character in "(" "[{":
            self.add("open", character, 1)
        elif character in ")]}":
            self.add("close", character, 1)
        elif character == "*" and text.startswith("**", position):
            self.add("operator", "^", 2)
        elif character in _OPERATORS:
            self.add("operator", _OPERATORS[character], 1)
        elif character == "\\":
            self.command()
        else:
            self.symbol(character)

    def symbol(self, character: str) -> None:
        text, position = self.text, self.position
        superscript = _SUPERSCRIPT_RUN.match(text, position)
        primes = _PRIMES.match(text, position)
        pair = text[position : position + 2]
        if superscript:
            self.add("superscript", superscript.group().translate(_SUPERSCRIPTS), len(superscript.group()))
        elif character in _GREEK_LETTERS:
            self.greek(_GREEK_LETTERS[character], 1)
        elif pair in _RELATIONS or character in _RELATIONS:
            self.add("relation", _RELATIONS.get(pair) or _RELATIONS[character], 2 if pair in _RELATIONS else 1)
        elif primes:
            count = sum({"″": 2, "‴": 3}.get(mark, 1) for mark in primes.group())
            self.add("prime", "'" * count, len(primes.group()))
        elif character in "|,_&":
            kinds: dict[str, Kind] = {"|": "bar", ",": "comma", "_": "subscript", "&": "cell"}
            if character == "_" and not self.found:
                self.fail("This is not mathematics that derivtutor reads.", "Begin with a number, a letter, a function or a bracket.")
            self.add(kinds[character], character, 1)
        elif character in _ROOTS:
            self.add("command", _ROOTS[character], 1)
        elif character == "∫":
            self.integrals += 1
            self.add("command", "int", 1)
        elif character == "∂" and self.derivative():
            pass
        elif unicodedata.category(character) == "No" and unicodedata.numeric(character, None) is not None:
            value = Fraction(unicodedata.numeric(character)).limit_denominator(100)
            self.add("number", character, 1, value)
        else:
            self.unknown_character(character)

    def unknown_character(self, character: str) -> NoReturn:
        if character == ".":
            if self.found and self.found[-1].kind == "number" and self.found[-1].text.endswith("."):
                self.fail("This number has two decimal points.", "Write for example 2.5.")
            self.fail("A decimal point needs digits beside it.", "Write for example 0.5.")
        if character in ";\"`#@?:~'":
            self.fail(f"The character {character} is not mathematics.", "Write one expression, such as x^2 + 3x.")
        shown = character if character.isprintable() else f"U+{ord(character):04X}"
        self.fail(f"The character {shown} is not understood here.", "Remove it or write what it means, such as 2*x or x^2.")

    def number(self) -> None:
        text, position = self.text, self.position
        found = _PLAIN_NUMBER.match(text, position)
        assert found is not None
        spelling = found.group()
        if text[found.end() : found.end() + 1] == "." and "." in spelling:
            self.fail("This number has two decimal points.", "Write for example 2.5.", found.end())
        if self.one_digit():
            spelling = spelling[0]
        scientific = _SCIENTIFIC.match(text, position + len(spelling))
        if scientific:
            spelling += scientific.group()
        if len(spelling) > self.most_digits or (scientific and int(scientific.group()[1:][:9]) > self.most_digits):
            self.fail(f"This number has more than {self.most_digits:,} digits.", "Use a shorter number or a letter for it.")
        if spelling.isdigit():
            plain = spelling.lstrip("0") or "0"
            self.add("number", "" if plain == spelling else spelling, len(spelling), int(spelling))
        else:
            self.add("number", spelling, len(spelling), Fraction(spelling))

    def one_digit(self) -> bool:
        """In LaTeX `\\frac12` the arguments are single digits."""
        last_two = [(token.kind, token.text) for token in self.found[-2:]]
        return last_two[-1:] == [("command", "frac")] or (
            last_two[:1] == [("command", "frac")] and last_two[1][0] in ("number", "name")
        )

    def derivative(self) -> bool:
        """Read `d/dx`, `d^2/dx^2`, `dy/dx`, `∂f/∂x` or the same in LaTeX, if it stands here."""
        for pattern in (_DERIVATIVE, _DERIVATIVE_BEFORE_BRACKET, _LATEX_DERIVATIVE):
            found = pattern.match(self.text, self.position)
            if found:
                digits = found[1] or (found[2] or "").translate(_SUPERSCRIPTS)
                operand, variable = self.canonical(found[3] or ""), self.canonical(found[4])
                self.add("derivative", found.group(), len(found.group()), (operand, variable, int(digits or 1)))
                return True
        return False

    @staticmethod
    def canonical(name: str) -> str:
        name = name.removeprefix("\\").replace("{", "").replace("}", "")
        return _GREEK_LETTERS.get(name, name)

    def letters(self) -> None:
        if self.text[self.position] == "d" and self.derivative():
            return
        found = _LETTERS.match(self.text, self.position)
        assert found is not None
        run = found.group()
        if self.text.startswith("leaky_relu", self.position):
            self.word("leaky_relu")
            return
        differential = _MORE_DIFFERENTIAL.match(run) if self.integrals else None
        if differential:
            self.words(differential[1])
            self.integrals -= 1
            self.add("differential", differential[2], 2)
        elif run in _OTHERWISE:
            self.add("otherwise", run, len(run))
        else:
            self.words(run)

    def words(self, run: str) -> None:
        for word in split_letters(run) if run else ():
            if word in GREEK and word not in SPELLINGS:
                self.greek(word, len(word))
            else:
                self.word(word)
            self.glued = True

    def greek(self, name: str, length: int) -> None:
        follows = self.text[self.position + length : self.position + length + 1]
        if name == "sigma" and (follows == "(" or self.text.startswith(r"\left(", self.position + length)):
            self.add("word", "sigmoid", length)
        else:
            self.name(name, length)

    def word(self, word: str) -> None:
        if word in SPELLINGS or word in ("exp", "piecewise", "Piecewise", "int", "lg"):
            self.add("word", word, len(word))
        else:
            self.name(word, len(word))

    def name(self, name: str, length: int) -> None:
        """A name with its index: `w_1`, `w_{max}`, `w1`."""
        index = _INDEX.match(self.text, self.position + length)
        if index and not (index[3] and name in ("e", "pi")):
            shown = index[1] or index[2]
            lowered = index[3] if shown or index[3].isascii() else "_" + index[3].translate(_SUBSCRIPTS)
            self.add("name", f"{name}_{shown.replace(',', '')}" if shown else name + lowered, length + len(index.group()))
        else:
            self.add("name", name, length)

    def command(self) -> None:
        found = _COMMAND.match(self.text, self.position)
        if found is None:
            self.fail("A backslash needs a LaTeX command after it.", r"Write for example \sin.")
        name, length = found[1], len(found.group())
        if name == "\\":
            self.add("row", name, length)
        elif name in _IGNORED:
            self.skip(length)
        elif name in ("frac", "dfrac", "tfrac") and self.derivative():
            pass
        elif name in _SYMBOLS:
            kind, meaning = _SYMBOLS[name]
            self.integrals += meaning == "int"
            self.add(kind, meaning, length)
        elif name in SPELLINGS or name in ("exp", "lg"):
            self.add("word", name, length)
        elif name in GREEK or name.removeprefix("var") in GREEK:
            self.greek(name.removeprefix("var"), length)
        elif name == "partial" and self.derivative():
            pass
        else:
            self.command_with_group(name, length)

    def skip(self, length: int) -> None:
        self.position += length
        if self.position < self.end and self.text[self.position] == ".":
            self.position += 1

    def command_with_group(self, name: str, length: int) -> None:
        group = _GROUP.match(self.text, self.position + length)
        if group is None or name not in (*_TEXT_COMMANDS, *_ACCENTS, "begin", "end"):
            self.fail(f"The LaTeX command \\{name} is not known.", "Write the function by its name, such as sin(x).")
        content, whole = group[1].replace("\\_", "_").strip(), length + len(group.group())
        if name in _ACCENTS:
            self.name(self.canonical(content) + _ACCENTS[name], whole)
        elif name in ("begin", "end"):
            if content != "cases":
                self.fail(f"The LaTeX environment {content} is not known.", r"For a function in pieces write \begin{cases}.")
            self.add("command" if name == "begin" else "ending", name, whole)
        elif content in _CONDITION_WORDS or not content:
            self.position += whole
        elif content in _OTHERWISE:
            self.add("otherwise", content, whole)
        elif content == "d" and self.integrals and _LETTERS.match(self.text, self.position + whole):
            self.integrals -= 1
            self.add("differential", self.text[self.position + whole], whole + 1)
        elif content in SPELLINGS or content == "exp":
            self.add("word", content, whole)
        elif re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", content):
            self.add("name", content, whole)
        else:
            self.fail(f"The text {content} is not mathematics.", "Write one expression, such as x^2 + 3x.")
