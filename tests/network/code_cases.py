"""Programs that are written as code, and the code of some of them as it is; run as a program it writes that anew."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any, NamedTuple

from programs import program as program_by_chance

from derivtutor.calculus.backpropagation.backprop import code
from derivtutor.network.examples import EXAMPLES, example
from derivtutor.notation.functions import FUNCTIONS

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
FRAMEWORKS = ("numpy", "pytorch", "jax", "micrograd")


class Case(NamedTuple):
    """A program, with the names by which it is differentiated and the values of its inputs."""

    name: str
    program: str
    wrt: str | None = None
    at: Any = None


_FAR = dict.fromkeys(("arcsec", "arccsc", "arcosh", "arcoth"), "1.5, 2.5")
_TWO = {name: "x" for name, row in FUNCTIONS.items() if row.arity == 2}
_FUNCTIONS = [
    Case(
        name, f"x = [{_FAR.get(name, '0.3, 0.6')}]; L = sum({name}({'x, [0.4, 0.7]' if name in _TWO else 'x'})^2)", "x"
    )
    for name in FUNCTIONS
    if name not in ("max", "min", "sign", "root", "log")
]

_SPECIAL = [
    Case("second-operand", "x = [0.3, 0.6]; b = 2; L = sum(log_b(x)) + sum(log_3(x)^2) + bce([0.4, 0.7], x)", "x,b"),
    Case("root", "x = 8; L = root(3, x)^2"),
    Case("root-of-negative", "x = -8; L = cbrt(x)^2 + x^(2/3) + x^(1/3)"),
    Case("sign", "x = [-2, 3]; L = sum(sign(x) * x)"),
    Case("signs", "a = 2; b = 3; L = -(a - b)/(a*b) - (a - (b - a)) + a/(b/a) + (-a)^2 - a^-b"),
    Case("powers", "a = 2; b = 3; L = a^b + 2^a + (a^b)^2 + e^(a/b) + a^pi + sqrt(a)^3"),
    Case("numbers-with-arrays", "a = 2; x = [1, -2]; L = sum(a*x + x/a - (a - x)*x + 3*x^2 + 2^x + a^x)"),
    Case("maxima", "a = 2; b = 3; L = max(a, b, 1) * min(a, b) + max(a, 0)"),
    Case("ties", "a = 2; b = 2; x = [3, 3, 1, 1]; L = max(a, b)^2 + min(a, b) + max(x)^2 + min(x)^2"),
    Case("kinks", "x = [0, -1, 2]; z = [0, 0]; L = sum(relu(x)) + sum(abs(x)) + sum(leaky_relu(x)) + norm(z)"),
    Case("clipped", "x = [-1, 0.5, 3]; L = sum(max(0, min(x, 2))^2)"),
    Case("used-again", "x = 2; y = x; z = y; L = x*y*z + x", "x,y,z"),
    Case("not-used", "x = 2; y = [1, 2]; z = x^2; L = z + 1; ", "x,y,y_1,z"),
    Case("only-not-used", "x = 2; y = 3; L = x^2", "y"),
    Case("loss-itself", "x = 2; L = x^2", "L,x"),
    Case("products", "A = [[1, 2], [3, 4]]; x = [1, -1]; L = sum((x @ A) * (A' @ x)) + x @ A @ x + sum((A @ A)' @ A)"),
    Case("rows", "x = [1, 2]; A = [[1, 2], [3, 4]]; L = sum((x' @ A) @ x) + sum(x @ x' * A) + sum((x' + x')^2)"),
    Case("outer", "x = [1, 2]; y = [3, 4, 5]; L = sum(outer(x, y)^2) + sum(x @ y')"),
    Case("dots", "x = [1, 2]; A = [[1, 2], [3, 4]]; a = 3; L = dot(x, [2, 3]) + dot(A, A) + dot(a, a)"),
    Case("means", "x = [1, 2]; A = [[1, 2], [3, 4]]; a = 3; L = mean(x^2) + mean(A)*sum(A) + sum(a)*mean(a) + norm(a)"),
    Case("norms", "x = [1, 2]; A = [[1, 2], [3, 4]]; L = norm(x)^3 + norm(A)"),
    Case("largest", "x = [1, 5, 2]; A = [[1, 2], [3, 4]]; L = max(x)^2 + min(A)*max(A)"),
    Case("softmaxes", "x = [1, 5, 2]; A = [[1, 2], [3, 4]]; L = norm(softmax(x)) + sum(softmax(A) * A) + logsumexp(x)"),
    Case("entropies", "p = [0.2, 0.8]; z = [1, 3]; y = [0, 1]; L = cross_entropy(p, y) + softmax_cross_entropy(z, y)"),
    Case("logits", "Z = [[1, 3], [2, 0]]; Y = [[0, 1], [1, 0]]; L = softmax_cross_entropy(Z, Y) + norm(Z)"),
    Case("stacked", "a = 2; x = [1, 3]; u = [a, 2*a, 1]; U = [x, 2*x]; L = norm(u)^2 + sum(U @ U)"),
    Case("squares", "A = [[2, 1], [0.5, 3]]; L = tr(A @ A) + det(A)^2 + logdet(A) + sum(inv(A)^2)"),
    Case("diagonals", "A = [[2, 1], [0.5, 3]]; x = [1, 2]; L = sum(diag(A)^2) + sum((diag(x) @ A)^2)"),
    Case("losses", "p = [0.2, 0.8]; y = [0, 1]; L = bce(p, y) + mse(p, y)", "p,y"),
    Case("one-entry", "x = [2]; y = 3; W = [[2]]; L = (W @ x - y)^2"),
    Case("hard-names", "z = lambda*np + g_z; class = torch*(print + program); L = z*class + d_z", "z,lambda,class,g_z",
         {"lambda": 2, "np": 3, "g_z": 4, "torch": 5, "print": 6, "program": 7, "d_z": 8}),
    Case("deep", "; ".join(["w = 0.5", "a0 = w", f"L = {'sin(a0 + ' * 80}w{')' * 80}"])),
    Case("long", "w = 0.5; L = " + " + ".join(["w*w"] * 300)),
]  # fmt: skip


def _public() -> list[Case]:
    lines = (HERE.parent / "cases" / "programs.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    return [
        Case(case["id"], "\n".join(case["program"]), ",".join(case["wrt"]), case["at"] or None)
        for case in cases
        if "error" not in case
    ]


def _by_chance(seed: int) -> tuple[str, None, Any]:
    program, at = program_by_chance(seed)
    return program, None, at


BY_CHANCE = [Case(f"by-chance-{seed}", *_by_chance(seed)) for seed in range(200)]

CASES = [*[Case(each.name, each.program, each.wrt) for each in EXAMPLES], *_public(), *_FUNCTIONS, *_SPECIAL]

OF_NUMBERS = [
    Case("line", example("line").program, "w,b"),
    Case("circuit-of-numbers", "x = 3; y = -4; p = x*y; a = relu(p + 20)^2/2; L = mse(a, 2) - (1 - a)*2/x + sqrt(a)"),
    Case("again", "x = 2; y = x; L = x*y - -y + y^-2", "x,y,L"),
    Case("a-long-one", "w = 0.5; L = " + " + ".join(["w*w"] * 600)),
]
"""Programs that micrograd can run."""


def printed(text: str) -> dict[str, Any]:
    """What code has printed: numbers and nested lists by their names."""
    return {name: ast.literal_eval(value) for name, value in (line.split(" = ") for line in text.splitlines())}


def golden() -> dict[str, str]:
    """The code of two programs in each framework, by the names of their files."""
    chosen = [("line", framework) for framework in FRAMEWORKS]
    chosen += [(name, framework) for name in ("two-layer", "softmax") for framework in FRAMEWORKS[:3]]
    return {
        f"{name}.{framework}.txt": code(example(name).program, framework, example(name).wrt) + "\n"
        for name, framework in chosen
    }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for file, text in golden().items():
        (GOLDEN / file).write_text(text, encoding="utf-8")
