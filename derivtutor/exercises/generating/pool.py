"""What exercises in the topics beyond the rules are made from: functions, curves and pairs of textbooks.

The letters of `NUMBERS` become numbers. A question mark is the value of the function, or of the left side of the
equation, where x = p and y = q; of several texts between vertical bars one is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from derivtutor.exercises.model import Range

NUMBERS: Mapping[str, Range] = {
    "a": "2..6",
    "b": "2..6",
    "n": "2..4",
    "m": "2..3",
    "p": [-3, -2, -1, 0, 0, 1, 1, 2, 3],
    "q": [-3, -2, -1, 0, 0, 1, 1, 2, 3],
    "u": "1..8",
    "v": "1..8",
    "k": [3, 12, 27],
    "g": [2, 4, 6, 8, 10, 12, 14, 16],
    "w": [0.05, 0.1, 0.2],
}
"""By letter what number may stand there: k is three times a square, g even, and w a learning rate.

As p and q, 0 and 1 come most often, where most functions have short values.
"""


class Row(NamedTuple):
    """What may be asked about, with more that is told about it than about everything else in the topic."""

    function: str
    fields: Mapping[str, Any] = {}


class Pool(NamedTuple):
    """The rows of a topic by difficulty, from the first to the fifth, and the fields that they share.

    `numbers` says which numbers the letters become, and `letters` which other letters. Where answers are formulas they
    need not be looked through for numbers that are not short.
    """

    levels: tuple[tuple[Row, ...], ...]
    fields: Mapping[str, Any] = {}
    numbers: Mapping[str, Range] = NUMBERS
    letters: Mapping[str, str] = {}
    are_formulas: bool = False


def _pool(*levels: tuple[str | Row, ...], **fields: Any) -> Pool:
    return Pool(tuple([tuple([Row(row) if isinstance(row, str) else row for row in rows]) for rows in levels]), fields)


_ARRAYS: Mapping[str, str] = {
    "X": "XYZM",
    "A": "ACP",
    "B": "BDQ",
    "W": "WV",
    "x": "xzv",
    "w": "wu",
    "a": "ac",
    "b": "bp",
    "y": "yt",
}
"""Letters for the matrices and vectors of a row: no two become the same."""


def _row(function: str, **fields: Any) -> Row:
    return Row(function, fields)


def _by(letter: str, *functions: str) -> tuple[str | Row, ...]:
    """Functions of several letters, which are differentiated by this one."""
    return tuple([Row(function, {"variable": f"{{{letter}}}"}) for function in functions])


_TWO: tuple[tuple[str | Row, ...], ...] = (
    ("a x^2 + b y^2", "a x^2 + x y", "x y + b y^2", "a x^2 - b y^2"),
    ("x^2 y + a y", "x y^2 - a x", "x^n + a x y", "x^2 y - b x y^2", "a x^2 y + y^3"),
    ("a x e^y", "x^2 + a sin(y)", "a y ln(x)", "x y + a e^x", "a x/y"),
    ("x e^(a y)", "ln(x^2 + a y^2)", "x^2 e^(x y)", "x sin(a y)", "sqrt(a x^2 + b y^2)"),
    ("e^(a x - y^2)", "(x^2 + a y)^n", "x^2 e^(y - a x)", "y ln(x^2 + a y)", "(x - a y)/(x + y)"),
)
"""Functions of two variables."""

_CURVES: tuple[tuple[str | Row, ...], ...] = (
    ("a x^2 + y^2 = ?", "x^2 + b y^2 = ?", "a x - y^2 = ?", "x^2 - b y^2 = ?"),
    ("x y = ?", "a x^2 y = ?", "x^3 + a y^2 = ?", "x^2 y^n = ?"),
    ("x y + a y^2 = ?", "x^2 + a x y = ?", "x^2 + x y + a y^2 = ?", "a x^2 y - y^3 = ?"),
    ("x^3 + y^3 - a x y = ?", "x e^y + a x = ?", "x^2 y^2 + a y = ?", "e^y + a x y = ?"),
    ("e^(x y) + a x = ?", "(x^2 + y^2)^2 - a x y = ?", "x sin(y) + a x^2 = ?", "ln(x y) + a x = ?"),
)
"""Curves given by equations, through a point."""

POOLS: Mapping[str, Pool] = {
    "definition": _pool(
        ("a x + b", "a x^2", "x^2 + a x", "x^2 - b x"),
        ("a x^2 + b x", "a x^2 - b x + u", "x^2 - a x + v"),
        ("x^3 + a x", "a x^3", "x^3 - b x^2"),
        ("a/x", "a/x + b", "1/(x + a)"),
        ("sqrt(x + u)", "sqrt(a x)", "a/x^2", "x/(x + u)"),
    ),
    "tangent": _pool(
        ("a x^2", "x^2 + a x", "x^2 - b x + u"),
        ("x^3 - a x", "x^3 + a x^2 - b", "a/x"),
        ("a e^x + x", "x e^x", "x^2 e^x", "a ln(x)", "sqrt(x + u)"),
        ("x/(x + a)", "sqrt(x^2 + u)", "e^(a x)", "a x/(x^2 + 1)"),
        ("x^2 e^(a x)", "ln(x^2 + 1) + a x", "(x^2 - a)^3", "e^(a x) sin(b x)"),
        at="x=p",
    ),
    "implicit": _pool(*_CURVES, at="x=p,y=q"),
    "parametric": _pool(
        ("(a t, t^2 + b)", "(t^2, a t)", "(t + u, a t^2)"),
        ("(t^2, a t^3)", "(t^2 + a t, t^3)", "(a t - 1, t^3 - b t)"),
        ("(a e^t, t^2 + t)", "(ln(t), a t^2)", "(a t + e^t, t^2 - b t)", "(a t, t e^t)"),
        ("(a cos(t), b sin(t) + t)", "(e^(a t), b t)", "(a/t, t^2 + b)", "(a t - sin(t), cos(t) + b t)"),
        ("(t e^t, a t^2 + b t)", "(t/(t + a), b t^2)", "(e^(a t), t e^t)", "(sqrt(t^2 + u), a t^2)"),
        at="t=p",
    ),
    "rates": _pool(
        (
            _row("A = s^2", at="s=u", known=("ds/dt=v",), wanted="dA/dt"),
            _row("V = s^3", at="s=u", known=("ds/dt=v",), wanted="dV/dt"),
            _row("A = pi r^2", at="r=u", known=("dr/dt=v",), wanted="dA/dt"),
        ),
        (
            _row("A = s^2", at="s=u", known=("dA/dt=v",), wanted="ds/dt"),
            _row("V = 4/3 pi r^3", at="r=u", known=("dr/dt=v",), wanted="dV/dt"),
            _row("A = x y", at="x=a,y=b", known=("dx/dt=u", "dy/dt=v"), wanted="dA/dt"),
        ),
        (
            _row("x^2 + y^2 = 25", at="x=3,y=4", known=("dx/dt=v",), wanted="dy/dt"),
            _row("x^2 + y^2 = 100", at="x=8,y=6", known=("dx/dt=v",), wanted="dy/dt"),
            _row("x^2 + y^2 = 169", at="x=5,y=12", known=("dx/dt=v",), wanted="dy/dt"),
            _row("V = 4/3 pi r^3", at="r=a", known=("dV/dt=u",), wanted="dr/dt"),
        ),
        (
            _row("z^2 = x^2 + y^2", at="x=3,y=4,z=5", known=("dx/dt=u", "dy/dt=v"), wanted="dz/dt"),
            _row("z^2 = x^2 + y^2", at="x=12,y=5,z=13", known=("dx/dt=u", "dy/dt=v"), wanted="dz/dt"),
            _row("V = pi r^2 h", at="r=a,h=b", known=("dr/dt=u", "dh/dt=v"), wanted="dV/dt"),
        ),
        (
            _row("V = 1/12 pi h^3", at="h=a", known=("dV/dt=u",), wanted="dh/dt"),
            _row("V = 1/3 pi r^2 h", at="r=a,h=b", known=("dr/dt=u", "dh/dt=v"), wanted="dV/dt"),
            _row("x^2 y + a y^2 = ?", at="x=p,y=q", known=("dx/dt=v",), wanted="dy/dt"),
        ),
    ),
    "inverse": _pool(
        ("a x + b", "x^3 + u", "a x - v"),
        ("x^3 + a x", "x^3 + x + u", "a x^3 + x"),
        ("x^5 + a x", "a x^3 + b x", "x^5 + x^3 + a x"),
        ("e^x + a x", "a x + sin(x)", "e^x + a x^3"),
        ("e^(a x) + b x", "x e^(x^2) + a x", "a x + b sin(x) + u x^3", "e^x + a x + sin(b x)/u"),
        at="y=?",
    ),
    "partial": _pool(*_TWO, variable="x | y"),
    "gradient": _pool(*_TWO, at="x=p,y=q"),
    "directional": _pool(*_TWO, at="x=p,y=q", along="3,4 | 4,3 | -3,4 | 4,-3 | 0,2 | 5,12 | -2,0 | 6,8"),
    "tangent-plane": _pool(*_TWO, at="x=p,y=q"),
    "total": _pool(
        (
            _row("x y", where=("x=t^n", "y=a t")),
            _row("x^2 + y^2", where=("x=a t", "y=b t")),
            _row("a x + y^2", where=("x=t^2", "y=b t")),
        ),
        (
            _row("x^2 y", where=("x=t^m", "y=a t")),
            _row("x^2 + a x y", where=("x=t", "y=t^n")),
            _row("x y^2", where=("x=a t", "y=t^2")),
        ),
        (
            _row("a x y", where=("x=e^t", "y=t^n")),
            _row("x^2 + a y", where=("x=sin(t)", "y=t^n")),
            _row("x^2 y", where=("x=t^n", "y=e^(a t)")),
        ),
        (
            _row("x y", where=("x=sin(a t)", "y=t^n")),
            _row("x e^y", where=("x=t^n", "y=a t")),
            _row("x y^2", where=("x=t^n", "y=e^(a t)")),
        ),
        (
            _row("x^2 y", where=("x=s + a t", "y=s t")),
            _row("x y + y^2", where=("x=a s t", "y=s - t")),
            _row("x e^y", where=("x=s^n", "y=a s t")),
        ),
    ),
    "jacobian": _pool(
        ("(a x + b y, x - y)", "(a x + y, x + b y)", "(x - a y, b x)"),
        ("(x^2 + a y, b x y)", "(a x y, x + y^2)", "(x^2 - y^2, a x y)"),
        ("(x^2 y, a x + y^n)", "(x e^y, a x + y)", "(x y^2, a x^2 + b y)"),
        ("(e^(a x) y, x y^2)", "(x sin(y), a x^2 + y)", "(x cos(y), a x sin(y))", "(ln(x) + y, a x y)"),
        ("(a x y, x^2 + y^2, x - b y)", "(e^(x y), a x + y, x y^2)", "(x y, x^2 e^y, a x + b y)"),
        at="x=p,y=q",
    ),
    "hessian": _pool(
        ("a x^2 + b y^2", "a x^2 + x y + b y^2", "a x^2 + b x y", "x^2 - a x y + y^2"),
        ("x^3 + a x y", "x^2 y + a y^2", "a x^3 + b y^2", "x y^2 + a x^2"),
        ("x^3 + a x y + y^3", "x^2 y^2 + a x", "x^3 y + b y^2", "a x^2 y + b x y^2"),
        ("x e^y + a y^2", "e^(x y) + a x^2", "a x^2 + cos(y)", "y ln(x) + a x^2"),
        ("e^(a x + y^2)", "x^2 e^(a y)", "ln(x^2 + y^2) + a x y", "sin(x y) + a x^3"),
        at="x=p,y=q",
    ),
    "critical": _pool(
        ("x^2 - g x", "x^2 + g x + u", "a x^2 - g x"),
        ("x^3 - k x", "x^3 - k x + u", "k x - x^3"),
        ("x^2 + y^2 - g x + a y", "x^2 + y^2 + x y - k x", "a x^2 + y^2 - g y", "g x y - x^2 - y^2"),
        ("x^3 - k x + y^2 - g y", "x^3 - k x + a y^2", "k x - x^3 - b y^2"),
        ("x^3 + y^3 - k x y", "x^3 - k x + y^3 - 3y", "x^3 - 12x + y^3 - k y + u"),
    ),
    "lagrange": _pool(
        (_row("x y", where=("x + y = g",)), _row("a x y", where=("x + y = g",))),
        (_row("x^2 + y^2", where=("x + y = g",)), _row("a x y", where=("2x + y = g",))),
        (_row("a x^2 + b y^2", where=("x + y = g",)), _row("x^2 y", where=("x + y = k",))),
        (
            _row("3x + 4y + u", where=("x^2 + y^2 = 25",)),
            _row("6x - 8y + u", where=("x^2 + y^2 = 100",)),
            _row("5x + 12y - u", where=("x^2 + y^2 = 169",)),
            _row("3x + 4y + v", where=("x^2 + y^2 = 1",)),
        ),
        (
            _row("a x y", where=("x^2 + y^2 = 2",)),
            _row("a x y + u", where=("x^2 + y^2 = 8",)),
            _row("a x y", where=("x^2 + 4y^2 = 8",)),
            _row("x y + u", where=("x^2 + y^2 = 18",)),
        ),
    ),
    "taylor": _pool(
        (_row("a e^x", order=2), _row("a x + e^x", order=2), _row("a sin(x)", order=3), _row("b cos(x)", order=2)),
        (_row("e^(a x)", order=2), _row("sin(a x)", order=3), _row("cos(b x)", order=2), _row("a ln(1 + x)", order=2)),
        (
            _row("e^(a x)", order=3),
            _row("1/(1 + a x)", order=3),
            _row("a ln(x)", around="1", order=3),
            _row("a/x", around="1", order=3),
        ),
        (
            _row("ln(1 + a x)", order=3),
            _row("x e^(a x)", order=3),
            _row("sqrt(1 + g x)", order=2),
            _row("cos(a x)", order=4),
        ),
        (
            _row("e^(a x^2)", order=4),
            _row("e^x sin(a x)", order=3),
            _row("x cos(a x)", order=5),
            _row("(1 + x)/(1 - a x)", order=3),
            _row("ln(1 + x) e^(a x)", order=3),
        ),
    ),
    "descend": _pool(
        (_row("a x^2", start="q"), _row("x^2 - g x", start="p"), _row("a x^2 + x", start="p")),
        ("x^2 + a y^2", "a x^2 + b y^2", "x^2 + y^2 - g x"),
        ("x^2 + x y + y^2", "x^2 + a x y + b y^2", "a x^2 + x y + y^2 - g y"),
        (_row("x^2 + a y^2", steps=2), _row("x^2 + x y + y^2", steps=2), _row("x^2 y + a y^2"), _row("x^4 + a y^2")),
        (_row("x^2 + x y + a y^2", steps=2), _row("x^2 + a y^2 - g x", steps=3), _row("a x^2 + b y^2 - x y", steps=2)),
        start="p,q",
        rate="w",
    ),
    "matrix": _pool(
        _by("X", "tr({A} {X})", "tr({X}^T {A})", "{a}^T {X} {b}", "{k} tr({A}^T {X})", "{k} {a}^T {X} {b}")
        + _by("x", "{a}^T {x}", "{k} {a}^T {x}", "{k} {x}^T {x}", "{x}^T {a} - {k} {b}^T {x}"),
        _by("X", "tr({A} {X} {B})", "tr({X}^T {X})", "{k} ||{X}||_F^2 + tr({A} {X})", "tr({A} {X}^T {B})", "tr({X}^2)")
        + _by("x", "{x}^T {A} {x}", "||{x} - {a}||^2", "{k} {x}^T {A} {x}", "{x}^T {A} {x} + {a}^T {x}"),
        _by("w", "||{X} {w} - {y}||^2", "||{X} {w} - {y}||^2 + {k} ||{w}||^2", "{k} ||{y} - {X} {w}||^2")
        + _by("X", "||{A} {X} - {B}||_F^2", "||{X} {A} - {B}||_F^2", "tr({X}^T {A} {X})", "det({X})", "logdet({X})")
        + _by("x", "||{x}||", "||{A} {x}||^2 - {k} {a}^T {x}"),
        _by("X", "tr({A} inv({X}))", "{a}^T inv({X}) {b}", "logdet({X}) - tr({A} {X})", "{k} det({X})", "tr({X}^3)")
        + _by("w", "sum(exp({X} {w}))", "sum(tanh({X} {w}))", "mse({X} {w}, {y})")
        + _by("x", "ln(1 + {x}^T {x})", "sqrt({k} + {x}^T {x})", "exp({a}^T {x})", "||{A} {x}||"),
        _by("W", "-sum({y} .* ln(softmax({W} {x})))", "sum(sigmoid({W} {x}))", "||tanh({W} {x}) - {y}||^2")
        + _by("w", "||{X} {w} - {y}||", "sum(ln(1 + exp(-{y} .* ({X} {w}))))", "bce(sigmoid({X} {w}), {y})")
        + _by("x", "softmax({x})", "tanh({A} {x})", "{A} ({x} .* {x})")
        + _by("X", "tr({A} inv({X}) {B})", "logdet({X}) + {a}^T inv({X}) {a}"),
    )._replace(numbers={"k": "2..9"}, letters=_ARRAYS, are_formulas=True),
}
"""The topics that exercises are made in."""
