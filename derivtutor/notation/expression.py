"""An expression as the library hands it out: read once, written in any notation."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.notation import linear, sentences
from derivtutor.notation.braces import seen
from derivtutor.notation.markup import without_markup
from derivtutor.notation.prose import no_mathematics
from derivtutor.notation.reader import DEFAULT_LIMITS, Base, Limits, read
from derivtutor.notation.shape import letters
from derivtutor.notation.tree import CONSTANTS, Derivative, Name, Node, Product, names
from derivtutor.patterns import pattern
from derivtutor.showing import Shown

if TYPE_CHECKING:
    import sympy


class Expression(Shown, Struct, frozen=True):
    """A syntax tree with its writings.

    Attributes:
        tree: the syntax tree; it keeps the order and the brackets that were typed.
        notes: how it was read, where that was not plain.
    """

    tree: Node
    notes: tuple[str, ...] = ()

    def _in_short(self) -> str:
        return f"expression {self.text}"

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Plain text that derivtutor reads back: `2e^(2x) cos(e^(2x))`."""
        return linear.text(self.tree)

    @property
    def latex(self) -> str:
        """LaTeX for inside a formula."""
        from derivtutor.notation.latex import latex

        return latex(self.tree)

    @property
    def sympy(self) -> sympy.Expr:
        """The unevaluated SymPy tree."""
        from derivtutor.notation.to_sympy import to_sympy

        return to_sympy(self.tree)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex}$"


def variable_name(text: str) -> str:
    """The name of a variable as the syntax tree has it (`θ` is `theta`).

    Raises:
        UserError: where the text is no single name.
    """
    if len(text) == 1 and text.isascii() and text.isalpha() and text not in CONSTANTS:
        return text
    if not text.strip():
        raise sentences.NO_VARIABLE()
    tree = read(text).tree
    if not isinstance(tree, Name) or not names(tree):
        raise sentences.NOT_A_VARIABLE(text, 0, text=text.strip())
    return tree.name


_BETWEEN = r"(?:\s|&|\\[,;:! ])*+"
_LABEL = pattern(
    rf"{_BETWEEN}(\$\$?|\\[(\[])?{_BETWEEN}\{{?{_BETWEEN}(?:\\(?:mathrm|text|mathit)\{{)?([A-Za-z]){_BETWEEN}\}}?{_BETWEEN}"
    rf"((?:\\left)?\([\sA-Za-z,{{}}]*+(?:\\right)?\))?{_BETWEEN}=(?![=<>])"
)
"""`f(x) =` before a function, with what LaTeX and its converters put between."""


def named(text: str) -> tuple[str, str]:
    """The name that a function is given, `f(x) =` or `y =`, if any, and the text with spaces in its place."""
    shown = seen(text) if "\\" in text and "=" in text else None
    label = _LABEL.match(shown.text if shown else text)
    if label is None:
        return "", text
    end = shown.ends[label.end() - 1] if shown else label.end()
    delimiter, name, arguments = label.groups(default="")
    if not arguments:
        letters = set(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", text[end:]))
        if not letters - {"e"} or name in letters:
            return "", text
    return name, " " * (end - len(delimiter)) + delimiter + text[end:]


def _of_all_factors(asked: Expression) -> Expression:
    """`d/dx (x+1)(x+2)` asks for the derivative of the whole product where it stands at the beginning."""
    tree = asked.tree
    if not isinstance(tree, Product) or not isinstance(tree.factors[0], Derivative):
        return asked
    first = tree.factors[0]
    begins = first.span is not None and tree.span is not None and first.span[0] == tree.span[0]
    if not begins or isinstance(first.operand, Name):
        return asked
    whole = Derivative(Product((first.operand, *tree.factors[1:]), tree.span), first.variable, first.order, tree.span)
    return Expression(whole, (*asked.notes, sentences.OF_ALL_FACTORS.format(whole=linear.text(whole))))


def parse(text: str, limits: Limits = DEFAULT_LIMITS, log: Base = "e") -> Expression:
    """Read an expression.

    Args:
        text: plain text, Unicode, LaTeX or MathML.
        limits: what is too long to be read.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> parse("2 x sin x").text
    '2x sin(x)'

    Raises:
        UserError: with the position, and what to write instead.
    """
    reading = read(text, limits, log)
    return Expression(reading.tree, reading.notes)


def expression(given: Any, limits: Limits = DEFAULT_LIMITS, log: Base = "e") -> Expression:
    """An expression from text, from an `Expression`, a number or a SymPy expression."""
    if isinstance(given, Expression):
        return given
    if isinstance(given, str | int | float | Fraction) and not isinstance(given, bool):
        return parse(str(given), limits, log)
    from derivtutor.notation.from_sympy import from_sympy

    return Expression(from_sympy(given))


def problem(given: Any, log: Base = "e") -> Expression:
    """As `expression`; text may give the function a name, `f(x) = x^2`."""
    if not isinstance(given, str):
        return expression(given)
    given = without_markup(given)
    text = named(given)[1]
    try:
        asked = parse(text, log=log)
        if isinstance(asked.tree, Name) and letters(asked.tree.name).is_word and text.strip() == asked.tree.name:
            raise UserError(*no_mathematics(asked.tree.name, called=False), text, len(text) - len(text.lstrip()))
        return _of_all_factors(asked)
    except UserError as error:
        if error.text == text:
            error.text = given  # places are the same in both
        raise
