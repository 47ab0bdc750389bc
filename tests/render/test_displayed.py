"""Formulas on lines of their own are read as those within words, and only laid out in another way."""

from __future__ import annotations

import pytest

from derivtutor.render.displayed import displayed
from derivtutor.render.practice import Voice

VOICE = Voice(80)


@pytest.mark.parametrize(
    "formula",
    ["L(w) = (w - 1)^2", "y = h(2) + 1", "dy = 3", r"f(\theta) ≥ 0", "x_1 → 0, y → 1", "(2x, 4y)", r"\nabla f = 0"],
)
def test_what_takes_one_line_is_the_same_within_words(formula: str) -> None:
    assert displayed(formula, VOICE, 80) == [VOICE.written(f"${formula}$")]


def test_fractions_and_limits_take_several_lines() -> None:
    assert displayed(r"\lim_{h \to 0} \frac{f(x + h) - f(x)}{h} = f'(x)", VOICE, 80) == [
        "    f(x + h) − f(x)",
        "lim ─────────────── = f′(x)",
        "h→0        h",
    ]
