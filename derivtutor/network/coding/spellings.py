"""How each operation is written in each framework, one row an operation.

A name with a number of dimensions, `transpose 1`, is for an operand of that many. A function that has no row is
written by its definition in the table of functions. `HELPERS` are functions that a framework does not have.
"""

from __future__ import annotations

from collections.abc import Mapping

from derivtutor.network.coding.pieces import Spelling

S = Spelling

SIGNS: Mapping[str, S] = {
    "add": S("{0:sum} + {1:product}", "sum"),
    "subtract": S("{0:sum} - {1:product}", "sum"),
    "multiply": S("{0:product} * {1:unary}", "product"),
    "divide": S("{0:product} / {1:unary}", "product"),
    "power": S("{0:atom}**{1:unary}", "power"),
    "negate": S("-{0:unary}", "unary"),
    "matrix-vector": S("{0:matrix} @ {1:unary}", "matrix"),
    "vector-matrix": S("{0:matrix} @ {1:unary}", "matrix"),
    "matrix-matrix": S("{0:matrix} @ {1:unary}", "matrix"),
    "transpose": S("{0:atom}.T"),
    "transpose 1": S("{0:atom}.reshape(1, -1)"),
}
"""What all frameworks write with signs."""

NUMPY: Mapping[str, S] = {
    **SIGNS,
    "identity": S("{0}", ""),
    "dot": S("np.vdot({0}, {1})"),
    "dot 1": S("np.dot({0}, {1})"),
    **{
        name: S(f"np.{called}({{all}})")
        for name, called in {
            "exp": "exp", "ln": "log", "sqrt": "sqrt", "cbrt": "cbrt", "abs": "abs", "sign": "sign",
            "max": "maximum", "min": "minimum", "sin": "sin", "cos": "cos", "tan": "tan",
            "arcsin": "arcsin", "arccos": "arccos", "arctan": "arctan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
            "arsinh": "arcsinh", "arcosh": "arccosh", "artanh": "arctanh", "outer": "outer", "sum": "sum",
            "mean": "mean", "norm": "linalg.norm", "largest": "max", "smallest": "min", "tr": "trace",
            "det": "linalg.det", "inv": "linalg.inv", "diag": "diag",
        }.items()
    },
    **{
        name: S(f"{name}({{all}})")
        for name in (
            "sigmoid", "leaky_relu", "erf", "Si", "root", "softmax", "log_softmax", "logsumexp", "cross_entropy",
            "softmax_cross_entropy", "row_sums", "at_largest", "at_smallest",
        )
    },
    "relu": S("np.maximum({0}, 0)"),
    "softplus": S("np.logaddexp({0}, 0)"),
    "logdet": S("np.linalg.slogdet({0})[1]"),
    "array": S("np.array([{all}])"),
    "identity_like": S("np.eye(len({0}))"),
}  # fmt: skip

_NUMPY_HELPERS: Mapping[str, str] = {
    "sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))",
    "leaky_relu": "def leaky_relu(z):\n    return np.where(z > 0, z, z / 100)",
    "erf": "def erf(z):\n    return np.vectorize(math.erf)(z)",
    "Si": (
        "def Si(z):  # the integral of sin(t)/t from 0 to z, by Gauss and Legendre\n"
        "    places, weights = ((each / 2).tolist() for each in np.polynomial.legendre.leggauss(60))\n"
        "    return sum(weight * np.sin(z * (t + 0.5)) / (t + 0.5) for t, weight in zip(places, weights))"
    ),
    "root": "def root(n, z):\n    return np.sign(z) * np.abs(z)**(1 / n)",
    "softmax": (
        "def softmax(z):\n"
        "    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))\n"
        "    return powers / np.sum(powers, axis=-1, keepdims=True)"
    ),
    "logsumexp": (
        "def logsumexp(z):\n    largest = np.max(z)\n    return largest + np.log(np.sum(np.exp(z - largest)))"
    ),
    "log_softmax": (
        "def log_softmax(z):\n"
        "    below = z - np.max(z, axis=-1, keepdims=True)\n"
        "    return below - np.log(np.sum(np.exp(below), axis=-1, keepdims=True))"
    ),
    "cross_entropy": "def cross_entropy(p, y):\n    return -np.sum(y * np.log(p))",
    "softmax_cross_entropy": "def softmax_cross_entropy(z, y):\n    return -np.sum(y * log_softmax(z))",
    "row_sums": "def row_sums(z):\n    return np.sum(z, axis=-1, keepdims=True) * np.ones_like(z)",
    "at_largest": (
        "def at_largest(z):\n    return 1.0 * (np.arange(z.size) == np.argmax(z)).reshape(z.shape)"
    ),
    "at_smallest": (
        "def at_smallest(z):\n    return 1.0 * (np.arange(z.size) == np.argmin(z)).reshape(z.shape)"
    ),
}  # fmt: skip

_TORCH_NAMES = {
    "np.log(": "torch.log(", "np.arcsin": "torch.asin", "np.arccos": "torch.acos", "np.arctan": "torch.atan",
    "np.linalg.norm": "torch.linalg.norm", "np.array": "torch.stack", "np.max(": "largest(", "np.min(": "smallest(",
}  # fmt: skip
"""What PyTorch calls otherwise; all else has NumPy's names."""


def _torch(text: str) -> str:
    for numpy, torch in _TORCH_NAMES.items():
        text = text.replace(numpy, torch)
    return text.replace("np.", "torch.")


PYTORCH: Mapping[str, S] = {
    **{name: S(_torch(spelling.template), spelling.level) for name, spelling in NUMPY.items()},
    "identity": S("{0:atom}.clone()"),
    "dot": S("torch.sum({0:product} * {1:unary})"),
    "dot 1": S("torch.dot({0}, {1})"),
    "cbrt": S("root(3, {0})"),
    "sigmoid": S("torch.sigmoid({0})"),
    "relu": S("torch.relu({0})"),
    "softplus": S("torch.nn.functional.softplus({0}, threshold=50)"),
    "gelu": S("torch.nn.functional.gelu({0})"),
    "swish": S("torch.nn.functional.silu({0})"),
    "erf": S("torch.erf({0})"),
    "softmax": S("torch.softmax({0}, dim=-1)"),
    "log_softmax": S("torch.log_softmax({0}, dim=-1)"),
    "logsumexp": S("torch.logsumexp({0:atom}.flatten(), dim=0)"),
}

_PYTORCH_HELPERS: Mapping[str, str] = {
    **{name: _torch(text) for name, text in _NUMPY_HELPERS.items()},
    "Si": _NUMPY_HELPERS["Si"].replace("np.sin", "torch.sin"),
    "log_softmax": "def log_softmax(z):\n    return torch.log_softmax(z, dim=-1)",
    "row_sums": "def row_sums(z):\n    return torch.sum(z, dim=-1, keepdim=True) * torch.ones_like(z)",
    "at_largest": (
        "def at_largest(z):\n    return 1.0 * (torch.arange(z.numel()) == torch.argmax(z)).reshape(z.shape)"
    ),
    "at_smallest": (
        "def at_smallest(z):\n    return 1.0 * (torch.arange(z.numel()) == torch.argmin(z)).reshape(z.shape)"
    ),
    "largest": "def largest(z):  # the first one of several\n    return z.flatten()[torch.argmax(z)]",
    "smallest": "def smallest(z):  # the first one of several\n    return z.flatten()[torch.argmin(z)]",
}  # fmt: skip


def _jax(text: str) -> str:
    return text.replace("np.", "jnp.")


JAX: Mapping[str, S] = {
    **{name: S(_jax(spelling.template), spelling.level) for name, spelling in NUMPY.items()},
    "sigmoid": S("jax.nn.sigmoid({0})"),
    "relu": S("jax.nn.relu({0})"),
    "gelu": S("jax.nn.gelu({0}, approximate=False)"),
    "swish": S("jax.nn.silu({0})"),
    "erf": S("jax.scipy.special.erf({0})"),
    "abs": S("size({0})"),
    "norm": S("norm({0})"),
    "largest": S("largest({0})"),
    "smallest": S("smallest({0})"),
    "softmax": S("jax.nn.softmax({0}, axis=-1)"),
    "log_softmax": S("jax.nn.log_softmax({0}, axis=-1)"),
    "logsumexp": S("jax.scipy.special.logsumexp({0})"),
}

_JAX_HELPERS: Mapping[str, str] = {
    **{name: _jax(text) for name, text in _NUMPY_HELPERS.items()},
    "Si": _NUMPY_HELPERS["Si"].replace("np.sin", "jnp.sin"),
    "log_softmax": "def log_softmax(z):\n    return jax.nn.log_softmax(z, axis=-1)",
    "size": "def size(z):  # with the slope 0 at 0\n    return z * jnp.sign(z)",
    "norm": (
        "def norm(z):  # with the slope 0 at 0\n"
        "    square = jnp.sum(z * z)\n"
        "    return jnp.where(square > 0, jnp.sqrt(jnp.where(square > 0, square, 1)), 0)"
    ),
    "largest": "def largest(z):  # the first one of several\n    return jnp.ravel(z)[jnp.argmax(z)]",
    "smallest": "def smallest(z):  # the first one of several\n    return jnp.ravel(z)[jnp.argmin(z)]",
}

MICROGRAD: Mapping[str, S] = {
    **{name: SIGNS[name] for name in ("add", "subtract", "multiply", "divide", "power", "negate")},
    "identity": S("{0:sum} + 0", "sum"),
    "relu": S("{0:atom}.relu()"),
    "sqrt": S("{0:atom}**0.5", "power"),
    "mse": S("({0:sum} - {1:product})**2", "power"),
}
"""What its numbers can do."""

HELPERS: Mapping[str, Mapping[str, str]] = {
    "numpy": _NUMPY_HELPERS, "pytorch": _PYTORCH_HELPERS, "jax": _JAX_HELPERS, "micrograd": {},
}  # fmt: skip

SPELLINGS: Mapping[str, Mapping[str, S]] = {
    "numpy": NUMPY, "pytorch": PYTORCH, "jax": JAX, "micrograd": MICROGRAD,
}  # fmt: skip
