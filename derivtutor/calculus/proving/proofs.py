"""Why the rules are true: for each, what a teacher writes on the board, as data.

A proof is sentences and chains. A chain begins with what is asked for and goes on with one side after the other, each
with its reason; `lim` stands for the limit as h goes to 0. Here f and g are any differentiable functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias


class Reason(NamedTuple):
    """One more side of a chain, and why it is equal to the one before."""

    side: str
    why: str


class Equal(NamedTuple):
    """`left = … = …`."""

    left: str
    sides: tuple[Reason, ...]


Proof: TypeAlias = tuple["str | Equal", ...]

_DEFINITION = "the definition of the derivative"


def _equal(left: str, *sides: tuple[str, str]) -> Equal:
    return Equal(left, tuple([Reason(*side) for side in sides]))


PROOFS: Mapping[str, Proof] = {
    "constant": (
        _equal(
            "d/dx (c)", ("lim (c - c)/h", _DEFINITION), ("lim 0", "c − c is 0 for every h"), ("0", "take the limit")
        ),
    ),
    "identity": (
        _equal(
            "d/dx (x)",
            ("lim (x + h - x)/h", _DEFINITION),
            ("lim 1", "x cancels, and then h does"),
            ("1", "take the limit"),
        ),
    ),
    "constant-multiple": (
        _equal(
            "d/dx (c f(x))",
            ("lim (c f(x + h) - c f(x))/h", _DEFINITION),
            ("lim c ((f(x + h) - f(x))/h)", "factor out c"),
            ("c f'(x)", "c does not change with h"),
        ),
    ),
    "sum": (
        _equal(
            "d/dx (f(x) + g(x))",
            ("lim (f(x + h) + g(x + h) - (f(x) + g(x)))/h", _DEFINITION),
            ("lim ((f(x + h) - f(x))/h + (g(x + h) - g(x))/h)", "reorder and split the fraction"),
            ("f'(x) + g'(x)", "the limit of a sum is the sum of the limits"),
        ),
    ),
    "product": (
        _equal(
            "d/dx (f(x) g(x))",
            ("lim (f(x + h) g(x + h) - f(x) g(x))/h", _DEFINITION),
            ("lim (f(x + h) g(x + h) - f(x) g(x + h) + f(x) g(x + h) - f(x) g(x))/h", "subtract and add f(x) g(x + h)"),
            ("lim (((f(x + h) - f(x))/h) g(x + h) + f(x) ((g(x + h) - g(x))/h))", "group and factor out"),
            ("f'(x) g(x) + f(x) g'(x)", "take the limits; g is continuous, so g(x + h) goes to g(x)"),
        ),
    ),
    "quotient": (
        _equal(
            "d/dx (f(x)/g(x))",
            ("lim (f(x + h)/g(x + h) - f(x)/g(x))/h", _DEFINITION),
            ("lim (f(x + h) g(x) - f(x) g(x + h))/(h g(x + h) g(x))", "rewrite with a common denominator"),
            (
                "lim (f(x + h) g(x) - f(x) g(x) - f(x) g(x + h) + f(x) g(x))/(h g(x + h) g(x))",
                "subtract and add f(x) g(x) above the line",
            ),
            (
                "lim (((f(x + h) - f(x))/h) g(x) - f(x) ((g(x + h) - g(x))/h))/(g(x + h) g(x))",
                "group, and divide by h above the line",
            ),
            ("(f'(x) g(x) - f(x) g'(x))/g(x)^2", "take the limits; g is continuous, so g(x + h) goes to g(x)"),
        ),
    ),
    "chain": (
        _equal(
            "d/dx (f(g(x)))",
            ("lim (f(g(x + h)) - f(g(x)))/h", _DEFINITION),
            (
                "lim ((f(g(x + h)) - f(g(x)))/(g(x + h) - g(x))) ((g(x + h) - g(x))/h)",
                "multiply above and below by the change of g",
            ),
            ("f'(g(x)) g'(x)", "the change of g goes to 0, so the first factor is a slope of f at g(x)"),
        ),
        "Where g(x + h) = g(x) for some small h, the first factor has no value. Substitute f′(g(x)) for it there: the "
        "line is then true for these h as well, and the limit is the same.",
    ),
    "reciprocal": (
        _equal(
            "d/dx (1/g(x))",
            ("lim (1/g(x + h) - 1/g(x))/h", _DEFINITION),
            ("lim (g(x) - g(x + h))/(h g(x + h) g(x))", "rewrite with a common denominator"),
            ("lim -((g(x + h) - g(x))/h)/(g(x + h) g(x))", "take out the minus, and divide by h above the line"),
            ("-g'(x)/g(x)^2", "take the limits; g is continuous, so g(x + h) goes to g(x)"),
        ),
    ),
    "power": (
        "For whole numbers n the rule follows from one to the next by the product rule. It is true for n = 1. If it is "
        "true for n, then it is for n + 1:",
        _equal(
            "d/dx (x^(n + 1))",
            ("d/dx (x x^n)", "write it as a product"),
            ("x^n + x (n x^(n - 1))", "the product rule, and the rule for n"),
            ("(n + 1) x^n", "combine like terms"),
        ),
        "For any other exponent and x > 0, write the power as one of e:",
        _equal(
            "d/dx (x^n)",
            ("d/dx (e^(n ln(x)))", "x is e^(ln x)"),
            ("e^(n ln(x)) (n/x)", "the chain rule"),
            ("x^n (n/x)", "e^(n ln x) is x^n"),
            ("n x^(n - 1)", "combine powers of the same base"),
        ),
    ),
    "natural-exponential": (
        _equal(
            "d/dx (e^x)",
            ("lim (e^(x + h) - e^x)/h", _DEFINITION),
            ("lim e^x ((e^h - 1)/h)", "e^(x + h) is e^x e^h; factor out e^x"),
            ("e^x", "e is the number for which (e^h − 1)/h goes to 1"),
        ),
    ),
    "exponential": (
        _equal(
            "d/dx (a^x)",
            ("d/dx (e^(x ln(a)))", "a is e^(ln a)"),
            ("e^(x ln(a)) ln(a)", "the chain rule"),
            ("a^x ln(a)", "e^(x ln a) is a^x"),
        ),
    ),
    "logarithm": (
        _equal(
            "d/dx (ln(x))",
            ("lim (ln(x + h) - ln(x))/h", _DEFINITION),
            ("lim ln(1 + h/x)/h", "the difference of logarithms is the logarithm of the quotient"),
            ("lim (1/x) (ln(1 + h/x)/(h/x))", "multiply above and below by 1/x"),
            ("1/x", "with k = h/x, which goes to 0, ln(1 + k)/k goes to 1"),
        ),
    ),
    "logarithmic-differentiation": (
        "The base is positive, so both sides have a logarithm.",
        _equal(
            "d/dx (f(x)^g(x))",
            ("d/dx (e^(g(x) ln(f(x))))", "f(x) is e^(ln f(x))"),
            ("f(x)^g(x) (g'(x) ln(f(x)) + g(x) f'(x)/f(x))", "the chain rule, and the product rule inside"),
        ),
    ),
    "sine": (
        _equal(
            "d/dx (sin(x))",
            ("lim (sin(x + h) - sin(x))/h", _DEFINITION),
            ("lim (sin(x) cos(h) + cos(x) sin(h) - sin(x))/h", "the addition formula"),
            ("lim (sin(x) ((cos(h) - 1)/h) + cos(x) (sin(h)/h))", "group and factor out"),
            ("sin(x)*0 + cos(x)*1", "(cos h − 1)/h goes to 0, and sin h/h to 1"),
            ("cos(x)", "simplify"),
        ),
    ),
    "cosine": (
        _equal(
            "d/dx (cos(x))",
            ("lim (cos(x + h) - cos(x))/h", _DEFINITION),
            ("lim (cos(x) cos(h) - sin(x) sin(h) - cos(x))/h", "the addition formula"),
            ("lim (cos(x) ((cos(h) - 1)/h) - sin(x) (sin(h)/h))", "group and factor out"),
            ("cos(x)*0 - sin(x)*1", "(cos h − 1)/h goes to 0, and sin h/h to 1"),
            ("-sin(x)", "simplify"),
        ),
    ),
    "tangent": (
        _equal(
            "d/dx (tan(x))",
            ("d/dx (sin(x)/cos(x))", "tan x is sin x/cos x"),
            ("(cos(x) cos(x) - sin(x) (-sin(x)))/cos(x)^2", "the quotient rule"),
            ("1/cos(x)^2", "use sin² x + cos² x = 1"),
            ("sec(x)^2", "1/cos x is sec x"),
        ),
    ),
    "arcsine": (
        "Differentiate both sides of sin(arcsin x) = x: cos(arcsin x) times the derivative is 1.",
        _equal(
            "d/dx (arcsin(x))",
            ("1/cos(arcsin(x))", "divide by cos(arcsin x)"),
            ("1/sqrt(1 - sin(arcsin(x))^2)", "use sin² u + cos² u = 1; the cosine is positive between −π/2 and π/2"),
            ("1/sqrt(1 - x^2)", "sin(arcsin x) is x"),
        ),
    ),
    "arctangent": (
        "Differentiate both sides of tan(arctan x) = x: sec²(arctan x) times the derivative is 1.",
        _equal(
            "d/dx (arctan(x))",
            ("1/sec(arctan(x))^2", "divide by sec²(arctan x)"),
            ("1/(1 + tan(arctan(x))^2)", "use 1 + tan² u = sec² u"),
            ("1/(1 + x^2)", "tan(arctan x) is x"),
        ),
    ),
    "hyperbolic-tangent": (
        _equal(
            "d/dx (tanh(x))",
            ("d/dx (sinh(x)/cosh(x))", "tanh x is sinh x/cosh x"),
            ("(cosh(x) cosh(x) - sinh(x) sinh(x))/cosh(x)^2", "the quotient rule"),
            ("1 - (sinh(x)/cosh(x))^2", "split the fraction"),
            ("1 - tanh(x)^2", "tanh x is sinh x/cosh x"),
        ),
        "So the slope is at most 1, at x = 0, and nearly 0 where tanh is close to 1 or −1.",
    ),
    "sigmoid": (
        _equal(
            "d/dx (sigmoid(x))",
            ("d/dx (1/(1 + e^(-x)))", "the definition of the sigmoid"),
            ("e^(-x)/(1 + e^(-x))^2", "the reciprocal rule and the chain rule"),
            ("(1/(1 + e^(-x))) (e^(-x)/(1 + e^(-x)))", "split the fraction into two factors"),
            ("(1/(1 + e^(-x))) (1 - 1/(1 + e^(-x)))", "e^(−x) is (1 + e^(−x)) − 1"),
            ("sigmoid(x) (1 - sigmoid(x))", "the definition of the sigmoid"),
        ),
        "So the slope is at most 1/4, at x = 0, and nearly 0 where the sigmoid is close to 0 or 1.",
    ),
    "relu": (
        "For x > 0 the function is x, with slope 1; for x < 0 it is 0, with slope 0.",
        "At 0, look at both sides. From the right, (relu(h) − relu(0))/h = h/h = 1; from the left, it is 0/h = 0. The "
        "two sides disagree, so there is no derivative at 0.",
        "Programs that train networks need some number there: most take 0, and some take 1.",
    ),
    "softplus": (
        _equal(
            "d/dx (softplus(x))",
            ("d/dx (ln(1 + e^x))", "the definition of softplus"),
            ("e^x/(1 + e^x)", "the chain rule"),
            ("1/(1 + e^(-x))", "divide above and below by e^x"),
            ("sigmoid(x)", "the definition of the sigmoid"),
        ),
    ),
    "squared-error": (
        _equal(
            "d/dx ((x - y)^2)",
            ("2 (x - y)*1", "the chain rule; y is the target and does not change"),
            ("2 (x - y)", "simplify"),
        ),
        "The mean of n squared errors has 1/n of that for each prediction: 2(x − y)/n.",
    ),
    "binary-cross-entropy": (
        _equal(
            "d/dx (-(y ln(x) + (1 - y) ln(1 - x)))",
            ("-(y/x - (1 - y)/(1 - x))", "term by term; 1 − x inside brings a minus"),
            ("-(y (1 - x) - (1 - y) x)/(x (1 - x))", "rewrite with a common denominator"),
            ("(x - y)/(x (1 - x))", "expand above the line, and simplify the signs"),
        ),
    ),
}
"""The proofs, by the rule's id."""
