"""What functions of several letters and their derivatives are called: `f(x, y)`, `∂f/∂x`, `∇f(2, 1)`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from derivtutor.derivation.account import Symbol
from derivtutor.language import between
from derivtutor.notation import latex, linear
from derivtutor.notation.tree import Name, Node, Unknown, parts


def called(letters: Iterable[str], taken: Iterable[str] = ()) -> str:
    """A letter for the function: f, unless the problem has an f of its own."""
    used = {*letters, *taken}
    return next((letter for letter in "fghFGH" if letter not in used), "f")


def unknowns(*trees: Node) -> frozenset[str]:
    """The names of functions without a formula: `g` in `x g(x)`."""
    return frozenset([part.name for tree in trees for part in parts(tree) if isinstance(part, Unknown)])


def function(name: str, letters: Sequence[str]) -> Unknown:
    """`f(x, y)`."""
    return Unknown(name, tuple(map(Name, letters)), (0,) * len(letters))


def partial(name: str, *letters: str, at: Mapping[str, Node] | None = None) -> Symbol:
    """`∂f/∂x`, or `∂²f/∂x∂y` of several letters; with the place it is taken at, if there is one."""
    order = len(letters)
    raised = "" if order == 1 else str(order).translate(_RAISED)
    above = f"∂{raised}{_shown(name)}"
    above_tex = rf"\partial{f'^{{{order}}}' if order > 1 else ''} {latex.latex(Name(name))}"
    below = "".join(f"∂{_shown(letter)}{power}" for letter, power in _powers(letters, raised=True))
    below_tex = " ".join(rf"\partial {latex.latex(Name(letter))}{power}" for letter, power in _powers(letters))
    typed = "".join(f"d{letter}{power}" for letter, power in _powers(letters))
    plain = f"d{f'^{order}' if order > 1 else ''}{name}/{typed}"
    return placed(Symbol(f"{above}/{below}", plain, rf"\frac{{{above_tex}}}{{{below_tex}}}"), at)


def derivative(name: str, letter: str) -> Symbol:
    """`df/dx` of a single letter."""
    tex = rf"\frac{{d {latex.latex(Name(name))}}}{{d {latex.latex(Name(letter))}}}"
    return Symbol(f"d{_shown(name)}/d{_shown(letter)}", f"d{name}/d{letter}", tex)


def primed(name: str, order: int) -> Symbol:
    """`f″`, `f⁽⁴⁾`."""
    if order <= len(_MARKS):
        typed = name + "'" * order
        return Symbol(name + "".join(_MARKS[order - 1 : order]), typed, typed)
    return Symbol(f"{name}⁽{str(order).translate(_RAISED)}⁾", f"{name}^({order})", f"{name}^{{({order})}}")


_MARKS = "′″‴"


def indexed(letter: str, index: int | str) -> Symbol:
    """A name with an index, a number, `k` or `k+1`: `λ₁`, `p₂`, `vₖ₊₁`."""
    index = str(index)
    typed = f"{letter}_{index}" if index.isalnum() else f"{letter}_({index})"
    return Symbol(f"{_shown(letter)}{index.translate(_LOWERED)}", typed, f"{latex.latex(Name(letter))}_{{{index}}}")


def placed(symbol: Symbol, at: Mapping[str, Node] | None) -> Symbol:
    """A name with the place behind it: `∇f(2, 1)`."""
    if not at:
        return symbol
    there = point(at.values())
    return Symbol(f"{symbol.text}{there.text}", f"{symbol.plain}{there.plain}", f"{symbol.latex}{there.latex}")


def point(values: Iterable[Node]) -> Symbol:
    """`(2, 1)`."""
    shown = [(linear.unicode(value), linear.typed(value), latex.latex(value)) for value in values]
    return Symbol(*[f"({between().join(each)})" for each in zip(*shown, strict=True)])


def of_letters(symbol: Symbol, letters: Sequence[str]) -> Symbol:
    """A name with its arguments: `T₅(x)`."""
    return placed(symbol, {letter: Name(letter) for letter in letters})


def gradient(name: str) -> Symbol:
    """`∇f`."""
    return Symbol(f"∇{_shown(name)}", f"grad {name}", rf"\nabla {latex.latex(Name(name))}")


def prime(name: str, at: Mapping[str, Node] | None = None) -> Symbol:
    """`f′`, of a function of one letter."""
    return placed(Symbol(f"{name}′", f"{name}'", f"{name}'"), at)


def length(vector: Symbol) -> Symbol:
    """`|∇f|`."""
    return Symbol(f"|{vector.text}|", f"|{vector.plain}|", rf"\left|{vector.latex}\right|")


def symbol(text: str, plain: str = "", tex: str = "") -> Symbol:
    """A name such as `H`, in ASCII and LaTeX where these differ."""
    return Symbol(text, plain or text, tex or text)


def spelled(node: Node) -> Symbol:
    """An expression as a name, such as dy/dx: what it equals does not follow from itself."""
    return Symbol(linear.unicode(node).replace("′′", "″"), linear.typed(node), latex.latex(node))


_LOWERED = str.maketrans("0123456789k+", "₀₁₂₃₄₅₆₇₈₉ₖ₊")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _shown(letter: str) -> str:
    return linear.unicode(Name(letter))


def _powers(letters: Sequence[str], raised: bool = False) -> list[tuple[str, str]]:
    """Each letter once, with how often it stands in a row."""
    counted: list[list[str]] = []
    for letter in letters:
        if counted and counted[-1][0] == letter:
            counted[-1].append(letter)
        else:
            counted.append([letter])
    return [
        (group[0], "" if len(group) == 1 else str(len(group)).translate(_RAISED) if raised else f"^{len(group)}")
        for group in counted
    ]
