"""What functions of several letters and their derivatives are called: `f(x, y)`, `∂f/∂x`, `∇f(2, 1)`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from derivtutor.derivation.account import Symbol
from derivtutor.notation import latex, linear
from derivtutor.notation.tree import Name, Node, Unknown


def called(letters: Iterable[str], taken: Iterable[str] = ()) -> str:
    """A letter for the function: f, unless the problem has an f of its own."""
    used = {*letters, *taken}
    return next((letter for letter in "fghFGH" if letter not in used), "f")


def function(name: str, letters: Sequence[str]) -> Unknown:
    """`f(x, y)`."""
    return Unknown(name, tuple(map(Name, letters)), (0,) * len(letters))


def partial(name: str, *letters: str, at: Mapping[str, Node] | None = None) -> Symbol:
    """`∂f/∂x`, or `∂²f/∂x∂y` of several letters; with the place it is taken at, if there is one."""
    order = len(letters)
    raised = "" if order == 1 else str(order).translate(_RAISED)
    above, above_tex = f"∂{raised}{name}", rf"\partial{f'^{{{order}}}' if order > 1 else ''} {name}"
    below = "".join(f"∂{_shown(letter)}{power}" for letter, power in _powers(letters, raised=True))
    below_tex = " ".join(rf"\partial {latex.latex(Name(letter))}{power}" for letter, power in _powers(letters))
    typed = "".join(f"d{letter}{power}" for letter, power in _powers(letters))
    plain = f"d{f'^{order}' if order > 1 else ''}{name}/{typed}"
    return placed(Symbol(f"{above}/{below}", plain, rf"\frac{{{above_tex}}}{{{below_tex}}}"), at)


def placed(symbol: Symbol, at: Mapping[str, Node] | None) -> Symbol:
    """A name with the place behind it: `∇f(2, 1)`."""
    if not at:
        return symbol
    shown, typed, tex = (", ".join(map(write, at.values())) for write in (linear.unicode, linear.text, latex.latex))
    return Symbol(f"{symbol.text}({shown})", f"{symbol.plain}({typed})", f"{symbol.latex}({tex})")


def gradient(name: str) -> Symbol:
    """`∇f`."""
    return Symbol(f"∇{name}", f"grad {name}", rf"\nabla {name}")


def length(vector: Symbol) -> Symbol:
    """`|∇f|`."""
    return Symbol(f"|{vector.text}|", f"|{vector.plain}|", rf"\left|{vector.latex}\right|")


def symbol(text: str, plain: str = "", tex: str = "") -> Symbol:
    """A name such as `H`, in ASCII and LaTeX where these differ."""
    return Symbol(text, plain or text, tex or text)


def spelled(node: Node) -> Symbol:
    """An expression as a name, such as dy/dx: what it equals does not follow from itself."""
    return Symbol(linear.unicode(node).replace("′′", "″"), linear.text(node), latex.latex(node))


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
