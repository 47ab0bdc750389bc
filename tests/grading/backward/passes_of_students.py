"""Programs with a right backward pass in formulas, and lines that show one slip each."""

from __future__ import annotations

from typing import NamedTuple


class Program(NamedTuple):
    """The lines of a program, the values of its letters, and a right page in formulas."""

    text: str
    at: str
    page: tuple[str, ...]


PROGRAMS = {
    "line": Program(
        "z = w*x; a = z + b; r = a - y; L = r^2",
        "w=1.5, b=0.5, x=2, y=1",
        ("dL/dr = 2r", "dL/da = dL/dr", "dL/db = dL/da", "dL/dz = dL/da", "dL/dw = dL/dz * x", "dL/dx = dL/dz * w"),
    ),
    "sigmoid neuron": Program(
        "z = w*x + b; a = sigmoid(z); L = (a - y)^2",
        "w=-1.2, b=0.4, x=0.8, y=1",
        ("da = 2(a - y)", "dz = da * a(1 - a)", "dw = dz*x", "db = dz", "dx = dz*w"),
    ),
    "tanh neuron": Program(
        "z = w*x + b; a = tanh(z); L = (a - y)^2/2",
        "w=0.9, b=-0.3, x=1.1, y=-0.5",
        ("∂L/∂a = a - y", "∂L/∂z = ∂L/∂a (1 - a^2)", "∂L/∂w = ∂L/∂z x", "∂L/∂b = ∂L/∂z", "∂L/∂x = ∂L/∂z w"),
    ),
    "two layers": Program(
        "x = [0.5, 0.1]; W1 = [[0.5, -0.2], [0.3, 0.8]]; b1 = [0.1, -0.1]; W2 = [[0.6], [-0.4]]; b2 = [0]; y = [0]\n"
        "z1 = W1 @ x + b1; a1 = relu(z1); z2 = W2' @ a1 + b2; q = sigmoid(z2); L = bce(q, y)",
        "",
        (
            "dz2 = q - y",
            "dW2 = outer(a1, dz2)",
            "db2 = dz2",
            "da1 = W2 * dz2",
            "dz1 = da1 * (z1 > 0)",
            "dW1 = outer(dz1, x)",
            "db1 = dz1",
            "dx = W1' @ dz1",
        ),
    ),
    "diamond": Program(
        "p = x*y; s = x + y; L = sin(p) + cos(s)^2",
        "x=0.7, y=1.9",
        ("dp = cos(p)", "ds = -2cos(s) sin(s)", "dx = dp*y + ds", "dy = dp*x + ds"),
    ),
    "shared weight": Program(
        "h = w*x; k = w*h; r = k - y; L = r^2",
        "w=3, x=2, y=15.5",
        ("dr = 2r", "dk = dr", "dh = dk*w", "dw = dk*h + dh*x", "dx = dh*w"),
    ),
    "kink": Program(
        "z1 = u*x; z2 = v*x; a1 = relu(z1); a2 = relu(z2); r = a1 + a2 - y; L = r^2",
        "u=2, v=-1, x=1.5, y=0.8",
        (
            "dr = 2r",
            "da1 = dr",
            "da2 = dr",
            "dz1 = da1 * relu'(z1)",
            "dz2 = da2 * (z2 > 0)",
            "du = dz1*x",
            "dv = dz2*x",
            "dx = dz1*u + dz2*v",
        ),
    ),
    "circuit": Program(
        "p = x*y; m = max(p, z); L = 3m + z",
        "x=3, y=-4, z=-5",
        ("dm = 3", "dp = 0", "dz = dm + 1", "dx = dp*y", "dy = dp*x"),
    ),
    "softmax": Program(
        "z = [0.3, -0.2, 1]; y = [0, 1, 0]; p = softmax(z); L = cross_entropy(p, y)",
        "",
        ("dp = -y/p", "dz = p - y"),
    ),
    "batch": Program(
        "X = [[1, 2], [0.5, -1], [3, 0]]; w = [0.4, -0.2]; y = [1, 0, 2]; r = X @ w + b - y; L = mean(r*r)",
        "b=0.1",
        ("dr = 2r/3", "dw = X' @ dr", "db = sum(dr)"),
    ),
    "residual": Program(
        "x = [0.4, -0.9]; W1 = [[1, 0.5], [-0.7, -0.3]]; W2 = [[0.2, -0.6], [0.8, 0.1]]\n"
        "z = W1 @ x; a = relu(z); h = x + W2 @ a; L = dot(h, h)",
        "",
        (
            "dh = 2h",
            "dW2 = outer(dh, a)",
            "da = W2' @ dh",
            "dz = da * (z > 0)",
            "dW1 = outer(dz, x)",
            "dx = dh + W1' @ dz",
        ),
    ),
    "chain": Program(
        "a = sigmoid(x); b = sigmoid(a); L = sigmoid(b)",
        "x=0.4",
        ("db = L(1 - L)", "da = db * b(1 - b)", "dx = da * a(1 - a)"),
    ),
    "product join": Program(
        "p = x*y; s = p + x; L = s^2",
        "x=2, y=5",
        ("ds = 2s", "dp = ds", "dx = dp*y + ds", "dy = dp*x"),
    ),
    "matrices": Program(
        "A = [[1, -2], [0.5, 3]]; B = [[2, 1], [-1, 0.5]]; M = A @ B; L = sum(M*M)",
        "",
        ("dM = 2M", "dA = dM @ B'", "dB = A' @ dM"),
    ),
    "layer of a batch": Program(
        "X = [[1, 2], [0.5, -1], [3, 0]]; W = [[0.4, -0.2], [1, 0.3]]; b = [0.1, -0.3]; Y = [[1, 0], [0, 2], [1, 1]]\n"
        "Z = X @ W + outer(ones(3), b); R = Z - Y; L = mean(R*R)",
        "",
        ("dR = 2R/6", "dZ = dR", "dW = X' @ dZ", "db = dZ' @ ones(3)"),
    ),
    "logits": Program(
        "W = [[0.5, -1], [2, 0.3], [-0.4, 1]]; x = [1, 0.7]; y = [0, 0, 1]; z = W @ x; L = softmax_cross_entropy(z, y)",
        "",
        ("dz = softmax(z) - y", "dW = dz x'", "dx = W' @ dz"),
    ),
    "logistic": Program(
        "z = w*x; q = sigmoid(z); L = bce(q, y)",
        "w=0.6, x=0.5, y=0.7",
        ("dq = (q - y)/(q(1 - q))", "dz = q - y", "dw = dz*x", "dx = dz*w"),
    ),
    "quotient": Program(
        "q = u/v; d = q - c; L = d^3",
        "u=3, v=2, c=0.3",
        ("dL/dd = 3d^2", "dL/dq = dL/dd", "dL/dc = -dL/dd", "dL/du = dL/dq / v", "dL/dv = -dL/dq u/v^2"),
    ),
    "negative": Program(
        "n = -x; e1 = n + y; L = e1^3",
        "x=0.4, y=1.7",
        ("dL/de1 = 3e1^2", "dL/dn = dL/de1", "dL/dx = -dL/dn", "dL/dy = dL/de1"),
    ),
    "paths": Program(
        "a = x^2; b = 3x; c = sin(x); L = a*b*c",
        "x=1.3",
        ("da = b*c", "db = a*c", "dc = a*b", "dx = da*2x + 3db + dc*cos(x)"),
    ),
    "norms": Program(
        "v = [3, 1.5, 2]; s = mean(v); t = sum(v*v); L = s*t",
        "",
        ("ds = t", "dt = s", "dv = ds/3 ones(3) + 2dt*v"),
    ),
    "largest": Program(
        "m = min(a*b, c); n = max(m, d); L = n^2",
        "a=2, b=3, c=7, d=1",
        ("dn = 2n", "dm = dn", "da = dm*b", "db = dm*a"),
    ),
    "peak": Program(
        "a = x^2; m = max(a, z); L = 2m",
        "x=3, z=4",
        ("dm = 2", "da = dm", "dz = 0", "dx = da*2x"),
    ),
    "row of biases": Program(
        "X = [[1, 2], [0.5, -1], [3, 0]]; W = [[0.4, -0.2], [1, 0.3]]; B = [[0.1, -0.3]]\n"
        "Z = X @ W + ones(3, 1) @ B; L = sum(Z*Z)",
        "",
        ("dZ = 2Z", "dW = X' @ dZ", "dB = ones(1, 3) @ dZ"),
    ),
    "divergence": Program(
        "z = [0.3, -0.2, 1]; q = [0.2, 0.5, 0.3]; p = softmax(z); L = sum(p*ln(p/q))",
        "",
        ("dp = ln(p/q) + 1", "dz = p*(dp - dot(p, dp))", "dq = -p/q"),
    ),
    "two predictions": Program(
        "q = [0.8, 0.3]; y = [0.9, 0.2]; L = bce(q, y)",
        "",
        ("dq = (q - y)/(q*(1 - q))/2",),
    ),
    "ratio": Program(
        "s = 1 + w; q = x/s; L = q^2",
        "x=2.2, w=1.5",
        ("dq = 2q", "ds = -dq*x/s^2", "dw = ds", "dx = dq/s"),
    ),
    "two steps": Program(
        "z1 = u*x; a1 = tanh(z1); z2 = v*a1; a2 = tanh(z2); L = (a2 - y)^2",
        "u=0.7, x=1.2, v=-1.4, y=0.2",
        ("da2 = 2(a2 - y)", "dz2 = da2(1 - a2^2)", "dv = dz2*a1", "da1 = dz2*v", "dz1 = da1(1 - a1^2)", "du = dz1*x"),
    ),
}  # fmt: skip


class Slipped(NamedTuple):
    """A page whose last line shows a slip, on a program of the table."""

    slip: str
    program: str
    page: tuple[str, ...]


def _rows(slip: str, *pages: tuple[str, ...]) -> list[Slipped]:
    return [Slipped(slip, program, lines) for program, *lines in pages]  # type: ignore[arg-type]


SLIPPED = [
    *_rows(
        "join-overwritten",
        ("diamond", "dp = cos(p)", "ds = -2cos(s) sin(s)", "dx = dp*y"),
        ("shared weight", "dr = 2r", "dk = dr", "dh = dk*w", "dw = dh*x"),
        ("product join", "ds = 24", "dp = 24", "dx = 120"),
    ),
    *_rows(
        "one-path-only",
        ("diamond", "dp = cos(p)", "ds = -2cos(s) sin(s)", "dx = ds"),
        ("paths", "da = b*c", "db = a*c", "dc = a*b", "dx = da*2x + 3db"),
    ),
    *_rows(
        "paths-multiplied",
        ("diamond", "dp = cos(p)", "ds = -2cos(s) sin(s)", "dx = dp*y*ds"),
        ("paths", "da = b*c", "db = a*c", "dc = a*b", "dx = da*2x * 3db * dc*cos(x)"),
    ),
    *_rows(
        "relu-gate-ignored",
        ("kink", "dr = 2r", "da2 = dr", "dz2 = da2"),
        ("residual", "dh = 2h", "da = W2' @ dh", "dz = da"),
        ("kink", "dr = 4.4", "dv = 6.6"),
    ),
    *_rows(
        "max-gate-ignored",
        ("circuit", "dm = 3", "dp = dm"),
        ("circuit", "dx = -12"),
        ("largest", "dn = 2n", "dL/dd = dn"),
    ),
    *_rows(
        "max-input-left-out",
        ("largest", "dn = 2n", "dm = dn", "da = 0"),
        ("largest", "dn = 2n", "dm = 0"),
        ("peak", "dm = 2", "da = 0"),
    ),
    *_rows(
        "sigmoid-of-its-output",
        ("sigmoid neuron", "da = 2(a - y)", "dz = da*sigmoid(a)*(1 - sigmoid(a))"),
        ("chain", "db = L(1-L)", "da = db*sigmoid'(b)"),
    ),
    *_rows(
        "sigmoid-rule-on-raw-input",
        ("sigmoid neuron", "da = 2(a - y)", "dz = da*z*(1 - z)"),
        ("chain", "db = b(1 - b)"),
        ("logistic", "dq = (q - y)/(q(1 - q))", "dz = dq*z*(1 - z)"),
    ),
    *_rows(
        "tanh-of-its-output",
        ("tanh neuron", "da = a - y", "dz = da*(1 - tanh(a)^2)"),
        ("two steps", "da2 = 2(a2 - y)", "dz2 = da2*tanh'(a2)"),
    ),
    *_rows(
        "tanh-rule-on-raw-input",
        ("tanh neuron", "da = a - y", "dz = da*(1 - z^2)"),
        ("two steps", "da2 = 2(a2 - y)", "dz2 = da2*(1 - z2^2)"),
    ),
    *_rows(
        "product-own-factor",
        ("line", "dr = 2r", "dz = dr", "dw = dz*w"),
        ("sigmoid neuron", "da = 2(a - y)", "dz = da*a*(1 - a)", "dx = dz*x"),
        ("line", "dz = 5", "dw = 7.5"),
    ),
    *_rows(
        "input-of-the-activation",
        ("two steps", "da2 = 2(a2 - y)", "dz2 = da2(1 - a2^2)", "dv = dz2*z1"),
        ("residual", "dh = 2h", "dW2 = outer(dh, z)"),
    ),
    *_rows(
        "matrix-transposed",
        ("residual", "dh = 2h", "da = W2 @ dh"),
        ("matrices", "dM = 2M", "dA = dM @ B"),
        ("matrices", "dM = 2M", "dB = A @ dM"),
        ("two layers", "dz2 = q - y", "da1 = W2' @ dz2"),
    ),
    *_rows(
        "gradient-transposed",
        ("two layers", "dz2 = q - y", "da1 = W2*dz2", "dz1 = da1", "dW1 = outer(x, dz1)"),
        ("layer of a batch", "dZ = 2R/6", "dW = dZ' @ X"),
        ("logits", "dz = softmax(z) - y", "dW = outer(x, dz)"),
    ),
    *_rows(
        "bias-not-summed",
        ("batch", "dr = 2r/3", "db = dr"),
        ("layer of a batch", "dZ = 2R/6", "db = dZ"),
    ),
    *_rows(
        "bias-summed-along-the-wrong-axis",
        ("layer of a batch", "dZ = 2R/6", "db = dZ @ ones(2)"),
        ("layer of a batch", "dR = 2R/6", "db = dR @ ones(2)"),
        ("row of biases", "dZ = 2Z", "dB = dZ @ ones(2)"),
    ),
    *_rows(
        "bias-averaged",
        ("batch", "dr = 2r/3", "db = mean(dr)"),
        ("layer of a batch", "dZ = 2R/6", "db = dZ' @ ones(3)/3"),
    ),
    *_rows(
        "softmax-diagonal-only",
        ("softmax", "dp = -y/p", "dz = dp*p*(1 - p)"),
        ("softmax", "dz = [0, -0.8325, 0]"),
        ("divergence", "dp = ln(p/q) + 1", "dz = dp*p*(1 - p)"),
    ),
    *_rows(
        "softmax-twice",
        ("softmax", "dz = softmax(p) - y"),
        ("logits", "dz = softmax(softmax(z)) - y"),
    ),
    *_rows(
        "mean-factor-lost",
        ("batch", "dr = 2r"),
        ("norms", "ds = t", "dt = s", "dv = ds*ones(3) + 2dt*v"),
    ),
    *_rows(
        "sum-taken-for-a-mean",
        ("norms", "ds = t", "dt = s", "dv = ds/3*ones(3) + 2dt*v/3"),
        ("matrices", "dM = 2M/4"),
    ),
    *_rows(
        "square-factor-lost",
        ("sigmoid neuron", "da = a - y"),
        ("batch", "dr = r/3"),
        ("residual", "dh = h"),
        ("line", "dr = 2.5"),
    ),
    *_rows(
        "power-exponent-not-reduced",
        ("line", "dr = 2r^2"),
        ("quotient", "dL/dd = 3d^3"),
    ),
    *_rows(
        "power-coefficient-lost",
        ("quotient", "dL/dd = d^2"),
        ("negative", "dL/de1 = e1^2"),
    ),
    *_rows(
        "difference-turned-round",
        ("sigmoid neuron", "da = 2(y - a)"),
        ("line", "dr = 5", "da = -5"),
        ("tanh neuron", "da = y - a"),
    ),
    *_rows(
        "minus-lost",
        ("quotient", "dL/dd = 3d^2", "dL/dc = dL/dd"),
        ("negative", "dL/dn = 3e1^2", "dL/dx = dL/dn"),
    ),
    *_rows(
        "loss-and-activation-merged",
        ("logistic", "dq = q - y"),
        ("softmax", "dp = p - y"),
        ("logistic", "dz = (q - y)*q*(1 - q)"),
    ),
    *_rows(
        "loss-one-term-only",
        ("logistic", "dq = -y/q"),
        ("logistic", "dq = (1 - y)/(1 - q)"),
        ("two predictions", "dq = -y/q/2"),
    ),
    *_rows(
        "loss-minus-lost",
        ("softmax", "dp = y/p"),
        ("logistic", "dq = y/q - (1 - y)/(1 - q)"),
    ),
    *_rows(
        "quotient-sign-lost",
        ("quotient", "dL/dq = 3d^2", "dL/dv = dL/dq*u/v^2"),
        ("quotient", "dL/dq = 4.32", "dL/dv = 3.24"),
        ("ratio", "dq = 2q", "ds = dq*x/s^2"),
    ),
    *_rows(
        "quotient-denominator-not-squared",
        ("quotient", "dL/dq = 3d^2", "dL/dv = -dL/dq*u/v"),
        ("quotient", "dL/dq = 4.32", "dL/dv = -6.48"),
        ("ratio", "dq = 2q", "ds = -dq*x/s"),
    ),
    *_rows(
        "upstream-missing",
        ("sigmoid neuron", "da = 2(a - y)", "dz = a(1 - a)"),
        ("line", "dr = 2r", "dz = dr", "dw = x"),
        ("chain", "db = L(1 - L)", "da = b(1 - b)"),
    ),
    *_rows(
        "local-missing",
        ("sigmoid neuron", "da = 2(a - y)", "dz = da"),
        ("line", "dz = 5", "dw = 5"),
        ("chain", "db = L(1 - L)", "da = db"),
    ),
    *_rows(
        "chain-stops-one-layer-early",
        ("sigmoid neuron", "dw = 2(a - y)*a*(1 - a)"),
        ("two steps", "dv = 2(a2 - y)(1 - a2^2)"),
    ),
    *_rows(
        "chain-skips-middle",
        ("sigmoid neuron", "dw = 2(a - y)*x"),
        ("two steps", "da2 = 2(a2 - y)", "da1 = da2*v"),
    ),
    *_rows(
        "wrong-operand",
        ("sigmoid neuron", "da = 2(a - y)", "dz = da*a*(1 - a)", "dw = dz*b"),
        ("line", "dz = 2r", "dw = dz*a"),
    ),
    *_rows(
        "step-and-not-gradient",
        ("paths", "da = -b*c"),
        ("product join", "ds = 2s", "dp = -ds"),
    ),
    *_rows(
        "sigmoid-missing-one-minus-factor",
        ("chain", "db = L"),
        ("sigmoid neuron", "da = 2(a - y)", "dz = da*a"),
    ),
]
