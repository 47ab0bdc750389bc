"""Formulas within words, sums broken into lines, floats that are near, and readings of a logarithm without a base."""

from __future__ import annotations

import math

import pytest

from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.nearness import are_alike, are_near, difference, fingerprint, room_for
from derivtutor.notation.pretty import split_sum
from derivtutor.notation.reader import Limits, read
from derivtutor.notation.within import expressions, typed

WITHIN = [
    # words with formulas, as one would type them, and the expressions of each formula
    (r"Differentiate $f(x) = \frac{x^{2}}{3}$.", "Differentiate f(x) = x²/3.", "f(x) x^2/3"),
    (r"Find $f'(x)$ where $x \ne 0$.", "Find f′(x) where x ≠ 0.", "f'(x) | x 0"),
    (r"The point $(2, -1)$ and $[0, 1]$.", "The point (2, −1) and [0, 1].", " | "),
    (r"$\frac{\partial f}{\partial x} = 2x$", "∂f/∂x = 2x", "2x"),
    (r"$f(x, y) = x y; g = 2$", "f(x, y) = x y; g = 2", "f(x, y) x y g 2"),
    (r"$\left(x + 1\right)^2 \geq 0$", "(x + 1)² ≥ 0", "(x + 1)^2 0"),
    (r"$a \leq b < c > d \approx 3$", "a ≤ b < c > d ≈ 3", "a b c d 3"),
    (r"No formula at all.", "No formula at all.", ""),
    (r"$$x^2$$ is $2$", "x² is 2", "x^2 | 2"),
    (r"$(x+1)(x-1)$", "(x + 1)(x − 1)", "(x + 1)(x - 1)"),
    (r"$(x, y, z)$", "(x, y, z)", ""),
    (
        r"$\begin{cases} x & x<0 \\ 1 & x \ge 0 \end{cases}$",
        "piecewise((x, x < 0), (1, x ≥ 0))",
        "piecewise((x, x < 0), (1, x >= 0))",
    ),
    (r"$x_1, x_2, \ldots, x_n$", "x₁, x₂, …, x_n", "x_1 x_2 x_n"),
    (r"$x \to \infty$", "x → ∞", "x"),
    (r"$f(2) = 3, f'(2) = 4$", "f(2) = 3, f′(2) = 4", "f(2) 3 f'(2) 4"),
    (r"$x \neq 2$ and $x \neq -2$", "x ≠ 2 and x ≠ −2", "x 2 | x -2"),
    (r"$\frac{dy}{dx} = 2x$", "dy/dx = 2x", "dy/dx 2x"),
    (r"$max(1, 2) = 2$", "max(1, 2) = 2", "max(1, 2) 2"),
    (r"$x = $", "x =", "x"),
]


@pytest.mark.parametrize(("words", "shown", "found"), WITHIN)
def test_formulas_within_words(words: str, shown: str, found: str) -> None:
    assert typed(words) == shown
    assert " | ".join(" ".join(map(linear.text, each)) for each in expressions(words)) == found


BROKEN = [
    # a sum, the columns there are, and its lines
    ("x^2 + 3x - 5 + sin(x)", 21, ["x² + 3x − 5 + sin(x)"]), ("x^2 + 3x - 5 + sin(x)", 20, ["x² + 3x − 5 + sin(x)"]),
    ("x^2 + 3x - 5 + sin(x)", 19, ["x² + 3x − 5", "+ sin(x)"]),
    ("x^2 + 3x - 5 + sin(x)", 11, ["x² + 3x − 5", "+ sin(x)"]),
    ("x^2 + 3x - 5 + sin(x)", 10, ["x² + 3x", "− 5", "+ sin(x)"]), ("x^2 + 3x - 5 + sin(x)", 7, None),
    ("a + b", 5, ["a + b"]), ("a + b", 4, ["a", "+ b"]), ("a + b", 3, ["a", "+ b"]), ("a + b", 2, None),
    ("a b", 2, None),
    ("a - b - c - d", 6, ["a − b", "− c", "− d"]), ("(a + b)/c + d - e", 10, ["a + b\n───── + d\n  c", "− e"]),
    ("x", 1, ["x"]),
]  # fmt: skip


@pytest.mark.parametrize(("sum_typed", "width", "lines"), BROKEN)
def test_sums_are_broken_at_their_signs(sum_typed: str, width: int, lines: list[str] | None) -> None:
    found = split_sum(read(sum_typed).tree, width)
    assert (None if found is None else [str(block) for block in found]) == lines


NEAR = [
    (1.0, 1.0, True), (1.0, 1.0 + 1e-15, True), (1.0, 1.1, False), (0.0, 0.0, True), (0.0, 1e-15, True),
    (0.0, 0.1, False),
    (-2.0, 2.0, False), (1e9, 1e9 + 1e-3, True), (1e9, 1e9 + 1e3, False), (math.nan, math.nan, False),
    (math.nan, 1.0, False),
    (1e-20, -1e-20, True), (math.inf, 1.0, False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "near"), NEAR)
def test_floats_that_are_near(one: float, other: float, near: bool) -> None:
    assert are_near(one, other) is are_near(other, one) is near or math.isinf(one)
    assert are_alike([one], [other], 1) is (near and math.isfinite(one))


def test_floats_near_when_rounded() -> None:
    assert are_near(1.0, 1.04, 0.05)
    assert not are_near(1.0, 1.06, 0.05)
    assert are_alike([1.0, 2.0], [1.04, 1.96], 2, 0.05)
    assert not are_alike([1.0, 2.0], [1.04, 1.9], 2, 0.05)


def test_values_are_alike_at_enough_points() -> None:
    nan = math.nan
    assert are_alike([1, nan, 3], [1, 2, 3], 2)
    assert not are_alike([1, nan, 3], [1, 2, 3], 3)
    assert not are_alike([1, 2, 3], [1, 2, 4], 1)
    assert are_alike([], [], 0)
    assert not are_alike([], [], 1)


def test_differences_are_relative_to_what_is_compared() -> None:
    assert difference(2.0, 1.0) == difference(1.0, 2.0) == difference(-2.0, -1.0) == 0.5
    assert difference(1e-4, 0.0) == pytest.approx(0.1)
    assert difference(5.0, 5.0) == 0
    assert math.isnan(difference(math.nan, 1.0))
    assert room_for(-1000.0) == room_for(1000.0) == 1e6 * room_for(0.0)
    assert fingerprint(1 / 3) == fingerprint(1 / 3 + 1e-15) != fingerprint(0.333)


@pytest.mark.parametrize(
    ("text", "base", "tree", "notes"),
    [
        ("log x", "e", "ln(x)", ("log is read as the natural logarithm ln; write log_10(x) for base 10",)),
        ("log x", "10", "log_10(x)", ("log is read as the logarithm to base 10; write ln(x) for the natural one",)),
        ("log x", "2", "log_2(x)", ("log is read as the logarithm to base 2; write ln(x) for the natural one",)),
        ("ln x", "10", "ln(x)", ()),
        ("log_3 x", "2", "log_3(x)", ()),
    ],
)
def test_the_base_of_a_course(text: str, base: str, tree: str, notes: tuple[str, ...]) -> None:
    found = read(text, log=base)  # type: ignore[arg-type]
    assert linear.text(found.tree) == tree
    assert found.notes == notes


def test_another_base_is_refused() -> None:
    with pytest.raises(UserError, match="Use e, 10, 2"):
        read("log x", log="3")  # type: ignore[arg-type]


LIMITS = [
    # what is measured, a text that is just within a limit, and one that is beyond
    (Limits(characters=5), "x + 12"[:5], "x + 12"),
    (Limits(digits=3), "123", "1234"),
    (Limits(depth=3), "sin(sin(x))", "sin(sin(sin(x)))"),
    (Limits(nodes=100), "+".join("x" * 99), "+".join("x" * 100)),
]


@pytest.mark.parametrize(("limits", "within", "beyond"), LIMITS)
def test_exactly_at_a_limit_and_one_beyond(limits: Limits, within: str, beyond: str) -> None:
    read(within, limits)
    with pytest.raises(UserError):
        read(beyond, limits)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$σ'(z)$", "σ′(z)"),
        ("$u(1) = 2$ and $u'(1) = 5$", "u(1) = 2 and u′(1) = 5"),
        ("$L(θ)$, $dX$, $tr(A X)$", "L(θ), dX, tr(A X)"),
        ("$3(cos x)^2$", "3 cos² x"),
        ("$-3sin(x) cos^2 x$", "−3 sin x cos² x"),
        ("$(cos x)^2/2$", "cos²(x)/2"),
        ("$2(3)$ and $a(x + 1)$", "2·3 and a(x + 1)"),
    ],
)
def test_formulas_in_words_are_shown_as_on_paper(text: str, shown: str) -> None:
    assert typed(text) == shown
