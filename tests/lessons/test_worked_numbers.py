"""Every worked number of the cases is taught: a lesson shows a command that finds it, or derives it in words."""

from __future__ import annotations

import json
from pathlib import Path

from derivtutor.lessons.library import lessons_in, shipped

CASES = Path(__file__).parents[1] / "cases" / "figures.jsonl"

TAUGHT = {
    "derivative: 3x^4 - 5x^2 + 7x - 2": ("rules", 'explain "3x^4 - 5x^2 + 7x - 2" --at x=1'),
    "derivative: sin(exp(2x))": ("chain-rule", 'explain "sin(exp(2x))" --view lines'),
    "derivative: (3x^2+1)^5": ("chain-rule", 'explain "(3x^2 + 1)^5" --at x=2', "1,713,660"),
    "derivative: e^(-x^2)": ("chain-rule", 'explain "e^(-x^2)" --plot', "for $x > 0$ it falls"),
    "derivative: (sin x)^2": ("chain-rule", 'explain "(sin x)^2" --at x=1', "$0.5403 · 1.6829 = 0.9093$"),
    "derivative: (3x)^2": ("chain-rule", 'explain "(3x)^2" --at x=2', "$12 · 3 = 36$"),
    "derivative: (x^2+1)^3": ("chain-rule", 'explain "(x^2 + 1)^3"', "6x (x^2 + 1)^2"),
    "tangent: x^2": ("slope-as-a-limit", 'tangent "x^2" --at x=2', "$y = 4x - 4$"),
    "definition: x^2": ("slope-as-a-limit", 'explain "x^2" --method definition'),
    "first-principles: sigmoid": ("activations", "rules sigmoid --proof", 'explain "1/(1 + e^(-z))" --method quotient'),
    "first-principles: tanh": ("activations", "\\frac{c^2 - s^2}{c^2}", "1 - tanh(z)^2", "\\frac{4}{(e^z + e^{-z})^2}"),
    "derivative: relu(x)": ("activations", 'explain "relu(z)" --plot', "no derivative", "Most frameworks take 0"),
    "derivative: softplus(x)": ("activations", 'explain "softplus(z)" --plot', "$\\frac{1}{1 + e^{-z}}$, the sigmoid"),
    "loss: (yhat - y)^2": ("losses", 'explain "(yhat - y)^2" --wrt yhat --at yhat=0.536,y=0', "1.072"),
    "loss: bce(yhat, y)": ("losses", 'explain "bce(yhat, y)" --wrt yhat --at yhat=0.536,y=0', "2.155"),
    "neuron: y = sigmoid(w*x + b)": ("neuron", "backprop --example neuron --wrt w,b", "$0.240 · 0.5 = 0.120$"),
    "neuron: y = tanh(w*x + b)": ("neuron", "backprop --example tanh-neuron --wrt w", "0.489"),
    "finite-difference: sigmoid(0.6*0.5 + 0.1) by its w": (
        "checking-and-modes", 'verify "sigmoid(0.5w + 0.1)" --at w=0.6', "0.120130", "**order 1**", "**order 2**",
    ),
    "partial: x^2 y + 3y": ("partial-derivatives", 'partial "x^2 y + 3y" --wrt x --at x=2,y=1', "$2^2 + 3 = 7$"),
    "gradient: x^2 + 2y^2": ("gradient", 'gradient "x^2 + 2y^2" --at x=3,y=2', "$(-0.6, -0.8)$"),
    "jacobian: [x1^2 + x2, x1 x2]": (
        "jacobian-and-hessian", 'jacobian "x_1^2 + x_2" "x_1 x_2"', "$(6, 1)$ and $(2, 3)$",
    ),
    "hessian: x^2 + 2y^2": ("jacobian-and-hessian", 'hessian "x^2 + 2y^2"', "has 2 and 4, a minimum", "symmetric"),
    "total-derivative: f(x(t), y(t))": ("partial-derivatives", "$$df/dt = ∂f/∂x · dx/dt + ∂f/∂y · dy/dt$$"),
    "taylor: sin(x)": ("taylor", 'taylor "sin(x)" --order 5', "$x - x^3/6 + x^5/120$"),
    "descent: x^2 + 2y^2": ("descent", 'descend "x^2 + 2y^2" --from 3,2', "$2 - 0.8 = 1.2$"),
    "backprop: L = (w*x + b - y)^2": ("neuron", "backprop --example line --wrt w,b", "6.25", "the slope for $w$ is 10"),
    "backprop: two-layer network": (
        "backpropagation", "backprop --example two-layer --graph text", "= 0.146$", "$0.536 · 0.6 · 1 · 0.5 = 0.161$",
        "= -0.107$",
    ),
    "backprop: yhat = sigmoid(z), L = bce(yhat, y)": (
        "backpropagation", 'backprop "yhat = sigmoid(z); L = bce(yhat, y)"', "$$∂L/∂z₂ = ŷ - y$$",
    ),
    "vanishing-gradient: 50 sigmoid layers": ("backpropagation", "$0.25^n$", "about $10^{-30}$"),
    "matrix: tr(A X)": ("matrices", 'matrix "tr(A X)" --wrt X --method indices', "$A^T$"),
    "matrix: tr(X^T A)": ("matrices", 'matrix "tr(X^T A)" --wrt X --method indices', "So the answer is $A$"),
    "matrix: tr(X^T X)": ("matrices", 'matrix "tr(X^T X)" --wrt X', "so its slope is $2Xᵢⱼ$"),
    "matrix: a^T X b": ("matrices", 'matrix "a^T X b" --wrt X', "$$a b^T$$"),
    "matrix: ||X w - y||^2": ("matrices", 'matrix "||X w - y||^2" --wrt w --method indices', "2 X^T X w - 2 X^T y"),
    "autodiff: any expression": ("checking-and-modes", "--mode compare", "**Forward mode**", "**Reverse mode**"),
}  # fmt: skip
"""What is asked, and where it is taught: the lesson, and what must stand in it."""


def test_every_case_is_taught() -> None:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    asked = {f"{case['feature']}: {case['ask'].partition(':')[0]}" for case in cases}
    assert asked == set(TAUGHT)


def test_what_is_taught_stands_in_its_lesson() -> None:
    texts = {path.stem.partition("-")[2]: path.read_text(encoding="utf-8") for path in lessons_in(shipped())}
    missing = [(name, each) for name, (lesson, *parts) in TAUGHT.items() for each in parts if each not in texts[lesson]]
    assert missing == []
