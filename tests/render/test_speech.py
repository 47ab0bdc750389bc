"""What is read out: words alone, the same facts as in plain text, and no harm from what was typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from board_cases import PROBLEMS, derived
from msgspec.structs import replace

from derivtutor import backprop, explain, gradient, hessian, matrix, taylor
from derivtutor.render import plain, speech
from derivtutor.render.spoken_text import spoken_text
from derivtutor.render.telling import explanation
from derivtutor.render.telling.derivation import tell

WORDS = re.compile(r"[A-Za-z0-9 ,.;:()?\n-]+")
"""Words and the marks at which a voice pauses; digits are the numbers of steps."""

TOLD: list[tuple[Any, str]] = [
    (gradient("x^2 y + 3y", at="x=2,y=1"), "the gradient of f at two, one equals the vector four, seven, end vector"),
    (hessian("x^2 + 2y^2"), "the two by two matrix, row one: two, zero; row two: zero, four; end matrix"),
    (explain("x^2", method="definition").told, "the limit as h goes to zero of two x plus h"),
    (taylor("sin(x)", order=3), "f triple prime equals minus the cosine of x"),
    (taylor("sin(x)", order=3), "divide the n-th derivative by n factorial."),
    (backprop("z = w*x; y = sigmoid(z)", at="w=0.8,x=0.5"), "partial y by partial w is about"),
    (matrix("||X w - y||^2", wrt="w"), "two capital X transposed open bracket capital X w minus y close bracket"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "asked"), PROBLEMS)
@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_derivations_are_said_in_words(problem: str, asked: dict[str, Any], detail: Any) -> None:
    document = tell(derived(problem, *asked.items()), detail)
    heard = speech.render(document)
    assert WORDS.fullmatch(heard), set(WORDS.sub("", heard))
    assert len(heard.splitlines()) == len(plain.render(document).splitlines())
    assert heard.count("Answer: ") == 1


@pytest.mark.parametrize(("account", "part"), TOLD)
def test_topics_are_said_in_words(account: Any, part: str) -> None:
    heard = speech.render(explanation.tell(account))
    assert part in heard
    assert not re.search(r"[=+*/^|<>_′∂∇²·−≈]", heard)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Valid for x ≠ −1 and x > 0.", "Valid for x is not minus one and x is greater than zero."),
        ("Rewrite it as (x² − 1)⁻¹.", "Rewrite it as open bracket x squared minus one close bracket to the minus one."),
        ("a 2 by 2 matrix (expand)", "a two by two matrix (expand)"),
        ("A student's answer is 3.", "A student's answer is three."),
        ("At x = 1, y = 2:", "At x equals one, y equals two:"),
        ("the point (2, 1), where f(x, y) = 0", "the point (two, one), where f of x comma y equals zero"),
        ("", ""),
    ],
)  # fmt: skip
def test_formulas_within_words_are_said(text: str, said: str) -> None:
    assert spoken_text(text) == said


def test_what_was_typed_does_no_harm() -> None:
    heard = speech.render(tell(replace(explain("x^2"), input="\x1b[31m\u202e[/x]\n")))
    assert heard.isprintable() or "\x1b" not in heard
    assert "\u202e" not in heard
