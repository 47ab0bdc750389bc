"""Programs to begin with, from one neuron to a recurrent cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from derivtutor.libraries import difflib
from derivtutor.network import sentences


class Example(NamedTuple):
    """A program with the names by which it is worth differentiating."""

    name: str
    says: str
    program: str
    wrt: str


def _deep(layers: int) -> Example:
    lines = [f"a{layer} = sigmoid(w*{f'a{layer - 1}' if layer > 1 else 'x'})" for layer in range(1, layers + 1)]
    name = f"deep-{layers}"
    return Example(
        name,
        "Sigmoids one after the other, as many as you say: the gradient vanishes.",
        "\n".join(["x = 0.5", "w = 1", *lines]),
        "x",
    )


EXAMPLES: tuple[Example, ...] = (
    Example(
        "line",
        "The squared error of a line at one point.",
        """
w = 1.5
b = 0.5
x = 2
y = 1
z = w*x
a = z + b
r = a - y
L = r^2
""",
        "w,b",
    ),
    Example(
        "neuron",
        "One neuron with a sigmoid.",
        """
w = 0.6
x = 0.5
b = 0.1
z = w*x + b
y = sigmoid(z)
""",
        "w,b",
    ),
    Example(
        "tanh-neuron",
        "One neuron with a hyperbolic tangent.",
        """
w = 0.3
x = 0.5
b = 0
z = w*x + b
y = tanh(z)
""",
        "w,b",
    ),
    Example(
        "two-layer",
        "A network of two layers: relu, then a sigmoid and binary cross-entropy.",
        """
x = [0.5, 0.1]
y = 0
W1 = [[0.5, -0.2], [0.3, 0.8]]
b1 = [0.1, -0.1]
W2 = [[0.6], [-0.4]]
b2 = [0]
z1 = W1 @ x + b1
a1 = relu(z1)
z2 = W2' @ a1 + b2
yhat = sigmoid(z2)
L = bce(yhat, y)
""",
        "W1_11,W1_21,W1,b1,W2,b2",
    ),
    Example(
        "two-outputs",
        "A network with two inputs, two hidden neurons and two outputs.",
        """
x = [0.05, 0.1]
y = [0.01, 0.99]
W1 = [[0.15, 0.2], [0.25, 0.3]]
b1 = [0.35, 0.35]
W2 = [[0.4, 0.45], [0.5, 0.55]]
b2 = [0.6, 0.6]
h = sigmoid(W1 @ x + b1)
o = sigmoid(W2 @ h + b2)
L = sum((y - o)^2)/2
""",
        "W1,W2",
    ),
    Example(
        "circuit",
        "A circuit with a maximum: the gradient takes the way of the larger value.",
        """
x = 3
y = -4
z = 2
w = -1
p = x*y
m = max(z, w)
L = (p + m)*2
""",
        "x,y,z,w",
    ),
    Example(
        "shared",
        "A number that is used twice: its gradient is a sum over paths.",
        """
x = 2
y = 3
p = x*y
q = x + p
L = q*p
""",
        "x,y",
    ),
    Example(
        "softmax",
        "A classifier with three classes: softmax and cross-entropy.",
        """
x = [1, 2]
y = [0, 1, 0]
W = [[0.2, -0.1], [0.4, 0.3], [-0.3, 0.1]]
b = [0, 0.1, -0.1]
z = W @ x + b
p = softmax(z)
L = cross_entropy(p, y)
""",
        "z,W,b",
    ),
    Example(
        "three-layers",
        "Three layers with hyperbolic tangents and a squared error.",
        """
x = [0.5, -1]
y = 0.3
W1 = [[0.4, -0.6], [0.1, 0.7]]
W2 = [[0.3, 0.8], [-0.5, 0.2]]
w3 = [0.9, -0.4]
h1 = tanh(W1 @ x)
h2 = tanh(W2 @ h1)
yhat = dot(w3, h2)
L = (yhat - y)^2
""",
        "W1,W2,w3",
    ),
    Example(
        "attention",
        "One attention head: every row of the values is mixed by a softmax of dot products.",
        """
X = [[1, 0], [0.5, -1], [0, 2]]
WQ = [[0.3, -0.2], [0.1, 0.4]]
WK = [[0.5, 0.1], [-0.3, 0.2]]
WV = [[0.7, -0.1], [0.2, 0.6]]
Q = X @ WQ
K = X @ WK
V = X @ WV
S = Q @ K' / sqrt(2)
P = softmax(S)
O = P @ V
L = sum(O^2)/2
""",
        "WQ,WK,WV",
    ),
    Example(
        "recurrent",
        "A recurrent cell over three steps: the same weights at every step, so that gradients are added.",
        """
w = 0.5
u = 1
h0 = 0
h1 = tanh(u*1 + w*h0)
h2 = tanh(u*(-0.5) + w*h1)
h3 = tanh(u*0.8 + w*h2)
L = (h3 - 0.4)^2
""",
        "w,u",
    ),
    _deep(10),
)
"""The examples, from easy to hard."""

_DEEP = re.compile("deep-([1-9][0-9]{0,2})")

BY_NAME = {example.name: example for example in EXAMPLES}


def example(name: str) -> Example:
    """The example of this name.

    Raises:
        UserError: where there is none.
    """
    layers = _DEEP.fullmatch(name)
    if layers:
        return _deep(int(layers[1]))
    if name not in BY_NAME:
        near = difflib.get_close_matches(name, BY_NAME, n=1)
        says = sentences.NO_SUCH_EXAMPLE_BUT_NEAR if near else sentences.NO_SUCH_EXAMPLE
        raise says(name=name, near="".join(near), names=", ".join(BY_NAME))
    return BY_NAME[name]
