"""From characters to tokens: plain text, Unicode and LaTeX become the same few kinds of token."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple, NoReturn, TypeAlias

from derivtutor.errors import UserError
from derivtutor.language import written
from derivtutor.notation import commands, numerals, runs, sentences
from derivtutor.notation.braces import Seen, has_unseen, seen
from derivtutor.notation.characters import (
    GREEK_LETTERS,
    OPERATORS,
    PRIMES,
    RELATIONS,
    ROOTS,
    SUBSCRIPT_RUN,
    SUBSCRIPTS,
    SUPERSCRIPT_RUN,
    SUPERSCRIPTS,
    TRANSPARENT,
    VULGAR,
    accented_letter,
    plain,
    visible,
)
from derivtutor.notation.drawn import BOX_DRAWING
from derivtutor.notation.spelling import (
    MAY_BELONG_TO_NAME,
    Differentiation,
    closing_brackets,
    differential_at,
    differentiation_at,
    leibniz_at,
    operator_at,
    with_index,
    without_brackets,
)
from derivtutor.patterns import pattern

Kind: TypeAlias = Literal[
    "number", "word", "name", "operator", "open", "close", "bar", "comma", "relation", "prime", "superscript",
    "subscript", "command", "ending", "derivative", "differential", "row", "cell", "otherwise", "end",
]  # fmt: skip


class Token(NamedTuple):
    """A piece of input. `text` is normalised (`×` is `*`); `glued` tells that no space stands before it.

    A `word` may be a function, a `name` never is. A `superscript` is followed by its tokens and a `close`.
    """

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool = True
    value: int | Fraction = 0
    differentiation: Differentiation | None = None


_SIMPLE: dict[str, tuple[Kind, str]] = {
    **{sign: ("operator", meaning) for sign, meaning in OPERATORS.items() if sign != "*"},
    **dict.fromkeys("([{", ("open", "")),
    **dict.fromkeys(")]}", ("close", "")),
    "|": ("bar", "|"), ",": ("comma", ","), "&": ("cell", "&"),
    **{sign: ("command", name) for sign, name in ROOTS.items()},
}  # fmt: skip
_SIMPLE.update({bracket: (kind, bracket) for bracket, (kind, text) in _SIMPLE.items() if not text})
_CALLED = pattern("['′’″‴\u2061]*(?:\\(|\\\\left\\()")
_PRIMES = pattern("['′’″‴]+")
_DELIMITERS = (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]"))


_INSTEAD = {
    "!": sentences.FACTORIAL, "∞": sentences.INFINITY, "%": sentences.PERCENTAGE, "±": sentences.TWO_SIGNS,
    "∓": sentences.TWO_SIGNS, "≈": sentences.AN_EQUATION, ";": sentences.SEMICOLON,
    **dict.fromkeys("°º˚", sentences.IN_RADIANS),
    **dict.fromkeys(BOX_DRAWING, sentences.SEVERAL_LINES),
    **dict.fromkeys('"`#@?:~', sentences.NOT_A_SIGN),
}  # fmt: skip
"""What is said of signs that are known, though they have no meaning here."""


class Lexer:
    """Goes through a text once, from `position` to `end`; `tokens` are those so far.

    Raises:
        UserError: for a character, number or LaTeX command that cannot be understood.
    """

    commas_part = False
    """Whether commas stand between entries everywhere, and never in numbers."""

    def __init__(self, text: str, most_digits: int) -> None:
        self.typed = text
        self.seen = seen(plain(text)) if has_unseen(text) else None
        self.text = self.seen.text if self.seen else plain(text)
        if "(d" in text or "(∂" in text:
            self.text = without_brackets(self.text)
        self.most_digits = most_digits
        self.position, self.end = self.within_delimiters()
        self.tokens: list[Token] = []
        self.notes: list[str] = []
        self.outside: list[tuple[int, int, Token]] = []
        self.closings: dict[int, int] | None = None
        self.several: list[bool] = []
        self.looked_at = 0
        self.integrals = 0
        self.glued = True

    def within_delimiters(self) -> tuple[int, int]:
        """Where mathematics begins and ends in `$…$`, with no space at either end."""
        text = self.text
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        for left, right in _DELIMITERS if text.startswith(("$", "\\"), start) else ():
            ends = text.startswith(left, start) and text.endswith(right, 0, end)
            if ends and end - start >= len(left) + len(right):
                return start + len(left), end - len(right)
        return start, end

    def run(self) -> list[Token]:
        """The tokens of the text, ended by an `end` token."""
        self.lex()
        while self.outside:
            self.end, self.position, closing = self.outside.pop()
            self.tokens.append(closing)
            self.lex()
        self.tokens.append(Token("end", "", self.end, self.end))
        return self.tokens if self.seen is None else [self.in_place(token, self.seen) for token in self.tokens]

    def in_place(self, token: Token, seen: Seen) -> Token:
        """A token with the places of what was typed."""
        start = self.place(token.start)
        end = max(start, seen.ends[token.end - 1]) if token.end else start
        return token._replace(start=start, end=end)

    def place(self, position: int) -> int:
        """Where something was typed that stands at this position of what is read."""
        if self.seen is None:
            return position
        return self.seen.starts[position] if position < len(self.seen.starts) else len(self.typed.rstrip())

    def lex(self) -> None:
        text, end, tokens = self.text, self.end, self.tokens
        while (position := self.position) < end:
            character = text[position]
            if character in _SIMPLE:
                kind, meaning = _SIMPLE[character]
                self.position = position + 1
                tokens.append(Token(kind, meaning, position, position + 1, self.glued))
            elif character.isspace():
                self.position = position + 1
                self.glued = False
                continue
            elif character in TRANSPARENT:
                self.position = position + 1
                continue
            else:
                self.step(character)
                end = self.end
            self.glued = True

    def step(self, character: str) -> None:
        if character.isascii() and character.isalpha():
            runs.letters(self)
        elif character.isdecimal() or character == "." or character in VULGAR:
            numerals.number(self, character)
        elif character == "*":
            twice = self.text.startswith("**", self.position)
            self.add("operator", "^" if twice else "*", 2 if twice else 1)
        elif character == "\\":
            if not (self.text.startswith(r"\tfrac", self.position) and numerals.mixed_number(self)):
                commands.command(self)
        elif character == "_":
            if not self.tokens:
                self.fail(*sentences.NO_BEGINNING.words())
            self.add("subscript", "_", 1)
        else:
            self.symbol(character)

    def symbol(self, character: str) -> None:
        """Signs of one or two characters, and letters that are not ASCII."""
        pair = self.text[self.position : self.position + 2]
        raised = SUPERSCRIPT_RUN.match(self.text, self.position)
        lowered = SUBSCRIPT_RUN.match(self.text, self.position)
        primes = _PRIMES.match(self.text, self.position)
        if raised:
            self.superscript(raised.group())
        elif lowered:
            self.subscript(lowered.group())
        elif character in GREEK_LETTERS:
            self.greek(GREEK_LETTERS[character], 1)
        elif pair in RELATIONS or character in RELATIONS:
            length = len(pair) if pair in RELATIONS else 1
            self.add("relation", RELATIONS[pair[:length]], length)
        elif character == ";" and written().comma:
            self.add("comma", ",", 1)
        elif primes:
            self.add("prime", "'" * sum(PRIMES[mark] for mark in primes.group()), len(primes.group()))
        elif character == "∫":
            self.integrals += 1
            self.add("command", "int", 1)
        elif not (character == "∂" and self.differentiation()):
            self.other_letter(character)

    def other_letter(self, character: str) -> None:
        composed = accented_letter(character)
        if composed is None:
            self.unknown_character(character)
        self.name("".join(composed), 1)

    def add(self, kind: Kind, text: str, length: int, value: int | Fraction = 0) -> None:
        end = self.position + length
        self.tokens.append(Token(kind, text, self.position, end, self.glued, value))
        self.position = end

    def fail(self, message: str, hint: str, position: int | None = None) -> NoReturn:
        raise UserError(message, hint, self.typed, self.place(self.position if position is None else position))

    def unknown_character(self, character: str) -> NoReturn:
        if character == "∘":
            self.ring(1)
        shown = visible(character)
        unknown = sentences.UNKNOWN_CHARACTER if shown == character else sentences.INVISIBLE_CHARACTER
        self.fail(*_INSTEAD.get(character, unknown).words(sign=shown))

    def superscript(self, run: str) -> None:
        """Raised characters: one token for the place, then what they would be on the line, and a `close`."""
        start, end = self.position, self.position + len(run)
        lowered = run.translate(SUPERSCRIPTS)
        self.add("superscript", run, 0)
        if lowered.isdecimal() and len(run) <= self.most_digits:
            self.add("number", lowered if lowered[0] == "0" < lowered else "", len(run), int(lowered))
        else:
            inner = Lexer(" " * start + lowered, self.most_digits)
            inner.typed = self.typed
            self.tokens += inner.run()[:-1]
        self.tokens.append(Token("close", run, end, end))
        self.position = end

    def subscript(self, run: str) -> None:
        """Lowered digits that are no index of a letter, such as the base in `log₂`."""
        self.add("subscript", "_", 0)
        self.add("number", "", len(run), int(run.translate(SUBSCRIPTS)))

    def ring(self, length: int) -> NoReturn:
        """A ring between two letters is a composition, and else it stands for degrees."""
        before = self.tokens[-1].kind if self.tokens else "number"
        following = self.text[self.position + length : self.end].lstrip()[:1]
        is_composed = before in ("name", "word") and following.isalpha()
        self.fail(*(sentences.COMPOSED if is_composed else sentences.IN_RADIANS).words())

    # Letters

    def differentiation(self) -> bool:
        derivative = differentiation_at(self.text, self.position)
        if derivative is None:
            return self.leibniz()
        text = self.text[self.position : derivative.end]
        self.tokens.append(Token("derivative", text, self.position, derivative.end, self.glued, 0, derivative))
        self.position = derivative.end
        return True

    def leibniz(self) -> bool:
        """Read `d(x^3)/dx` as `d/dx (x^3)`: its inside is read next, and then what follows it."""
        if self.closings is None:
            self.closings = closing_brackets(self.text)
        quotient = leibniz_at(self.text, self.position, self.closings)
        if quotient is None or (quotient.in_brackets and not (self.tokens and self.tokens[-1].text == "(")):
            return False
        if quotient.in_brackets:
            self.tokens.pop()
        what = Differentiation("", quotient.variable, quotient.order, quotient.end)
        self.tokens.append(Token("derivative", "d", self.position, quotient.start, self.glued, 0, what))
        self.tokens.append(Token("open", "(", quotient.start, quotient.start))
        self.outside.append((self.end, quotient.end, Token("close", ")", quotient.stop, quotient.end)))
        self.position, self.end = quotient.start, quotient.stop
        return True

    def operator(self) -> bool:
        derivative = None if self.integrals else operator_at(self.text, self.position)
        if derivative is None:
            return False
        self.tokens.append(Token("derivative", "D", self.position, derivative.end, self.glued, 0, derivative))
        self.position = derivative.end
        return True

    def differential(self) -> bool:
        variable = differential_at(self.text, self.position) if self.integrals else None
        if variable is None:
            return False
        self.integrals -= 1
        self.add("differential", variable.name, variable.end - self.position)
        return True

    def greek(self, name: str, length: int) -> None:
        """A Greek letter; sigma before a bracket is the sigmoid function."""
        if name == "sigma" and _CALLED.match(self.text, self.position + length):
            self.add("word", "sigmoid", length)
        else:
            self.name(name, length)

    def name(self, name: str, length: int) -> None:
        """A name with its accent and index, if they follow: `w_1`, `w_{max}`, `w1`."""
        belongs = self.text[self.position + length : self.position + length + 1] in MAY_BELONG_TO_NAME
        if belongs and not (commands.takes_one_digit(self.tokens) and self.text[self.position + length].isdigit()):
            spelled = with_index(name, self.text, self.position + length)
            name, length = spelled.name, spelled.end - self.position
        self.add("name", name, length)
