"""The known functions: how each is typed, printed and evaluated, one row a function."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from typing import NamedTuple


class Function(NamedTuple):
    """A function that derivtutor knows by name.

    `spellings` are other ways of typing it. `sympy` and `latex` are templates over the arguments, `latex` empty for
    an upright name. `real` and `complex` evaluate it at one point (either may raise `ValueError` or
    `OverflowError`, or divide by zero, where it is undefined); `ball` is the name of Arb's method. Where one of these is missing the
    function is evaluated by its `definition`, a formula in `u` (and `v`) that only uses rows with an evaluation of their own.
    """

    name: str
    spellings: tuple[str, ...] = ()
    sympy: str = ""
    latex: str = ""
    real: Callable[..., float] | None = None
    complex: Callable[..., complex] | None = None
    ball: str = ""
    definition: str = ""
    arguments: str = "u"

    @property
    def arity(self) -> int | None:
        """How many arguments it takes; None is two or more."""
        return None if self.arguments == "u…" else len(self.arguments)


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


def _real_cbrt(x: float) -> float:
    return math.copysign(abs(x) ** (1 / 3), x)


def _log_base(base: float, x: float) -> float:
    return math.log(x) / math.log(base)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))


def _gelu(x: float) -> float:
    return x * math.erfc(-x / math.sqrt(2)) / 2


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


F = Function
# fmt: off
_ROWS = (
    #  name        other spellings                              SymPy          LaTeX          real        complex      Arb
    F("sin",      ("sen",),                                     "sin({0})",    r"\sin",       math.sin,   cmath.sin,   "sin"),
    F("cos",      (),                                           "cos({0})",    r"\cos",       math.cos,   cmath.cos,   "cos"),
    F("tan",      ("tg",),                                      "tan({0})",    r"\tan",       math.tan,   cmath.tan,   "tan"),
    F("cot",      ("cotan", "ctg", "cotg"),                     "cot({0})",    r"\cot",       complex=lambda z: cmath.cos(z) / cmath.sin(z), definition="cos(u)/sin(u)"),
    F("sec",      (),                                           "sec({0})",    r"\sec",       complex=lambda z: 1 / cmath.cos(z), definition="1/cos(u)"),
    F("csc",      ("cosec",),                                   "csc({0})",    r"\csc",       complex=lambda z: 1 / cmath.sin(z), definition="1/sin(u)"),
    F("arcsin",   ("asin", "arcsen", "asen"),                   "asin({0})",   r"\arcsin",    math.asin,  cmath.asin,  "asin"),
    F("arccos",   ("acos",),                                    "acos({0})",   r"\arccos",    math.acos,  cmath.acos,  "acos"),
    F("arctan",   ("atan", "arctg", "atg"),                     "atan({0})",   r"\arctan",    math.atan,  cmath.atan,  "atan"),
    F("arccot",   ("acot", "arcctg"),                           "acot({0})",   "",            complex=lambda z: cmath.atan(1 / z), definition="arctan(1/u)"),
    F("arcsec",   ("asec",),                                    "asec({0})",   "",            complex=lambda z: cmath.acos(1 / z), definition="arccos(1/u)"),
    F("arccsc",   ("acsc", "arccosec", "acosec"),               "acsc({0})",   "",            complex=lambda z: cmath.asin(1 / z), definition="arcsin(1/u)"),
    F("sinh",     ("sh", "senh"),                               "sinh({0})",   r"\sinh",      math.sinh,  cmath.sinh,  "sinh"),
    F("cosh",     ("ch",),                                      "cosh({0})",   r"\cosh",      math.cosh,  cmath.cosh,  "cosh"),
    F("tanh",     ("th", "tgh"),                                "tanh({0})",   r"\tanh",      math.tanh,  cmath.tanh,  "tanh"),
    F("coth",     ("cth",),                                     "coth({0})",   r"\coth",      complex=lambda z: cmath.cosh(z) / cmath.sinh(z), definition="cosh(u)/sinh(u)"),
    F("sech",     (),                                           "sech({0})",   "",            complex=lambda z: 1 / cmath.cosh(z), definition="1/cosh(u)"),
    F("csch",     ("cosech",),                                  "csch({0})",   "",            complex=lambda z: 1 / cmath.sinh(z), definition="1/sinh(u)"),
    F("arsinh",   ("arcsinh", "asinh", "argsinh", "arsh", "arsenh"),  "asinh({0})",  "",          math.asinh, cmath.asinh, "asinh"),
    F("arcosh",   ("arccosh", "acosh", "argcosh", "arch"),      "acosh({0})",  "",            math.acosh, cmath.acosh, "acosh"),
    F("artanh",   ("arctanh", "atanh", "argtanh", "arth"),      "atanh({0})",  "",            math.atanh, cmath.atanh, "atanh"),
    F("arcoth",   ("arccoth", "acoth", "argcoth"),              "acoth({0})",  "",            complex=lambda z: cmath.atanh(1 / z), definition="artanh(1/u)"),
    F("arsech",   ("arcsech", "asech", "argsech"),              "asech({0})",  "",            complex=lambda z: cmath.acosh(1 / z), definition="arcosh(1/u)"),
    F("arcsch",   ("arccsch", "acsch", "argcsch", "arcosech"),  "acsch({0})",  "",            complex=lambda z: cmath.asinh(1 / z), definition="arsinh(1/u)"),
    F("ln",       (),                                           "log({0})",    r"\ln",        math.log,   cmath.log,   "log"),
    F("log",      (),                                           "log({1})/log({0})",  "",     _log_base,  arguments="uv",   definition="ln(v)/ln(u)"),
    F("sqrt",     (),                                           "sqrt({0})",   r"\sqrt{{{0}}}",   math.sqrt,  cmath.sqrt,  "sqrt"),
    F("cbrt",     (),                                           "cbrt({0})",   r"\sqrt[3]{{{0}}}",  _real_cbrt, definition="u^(1/3)"),
    F("root",     (),                                           "root({1}, {0})",  r"\sqrt[{0}]{{{1}}}", arguments="uv",  definition="v^(1/u)"),
    F("abs",      (),                                           "Abs({0})",    r"\left|{0}\right|", abs,  definition="piecewise((u, u > 0), (-u, u < 0), (0, u = 0))"),
    F("sign",     ("sgn", "signum"),                            "sign({0})",   "",            _sign,      definition="piecewise((1, u > 0), (-1, u < 0), (0, u = 0))"),
    F("max",      ("maximum",),                                 "Max({all})",  r"\max",       max,        arguments="u…"),
    F("min",      ("minimum",),                                 "Min({all})",  r"\min",       min,        arguments="u…"),
    F("sigmoid",  ("logistic", "expit"),                        "1/(1 + exp(-({0})))", r"\sigma",   _sigmoid,   complex=lambda z: 1 / (1 + cmath.exp(-z)), definition="1/(1 + e^(-u))"),
    F("relu",     (),                                           "Max(0, {0})", "",            definition="max(0, u)"),
    F("leaky_relu", ("leakyrelu", "lrelu"),                     "Piecewise((({0}), ({0}) > 0), (({0})/100, True))",  r"\operatorname{{leaky\_relu}}",  definition="piecewise((u, u > 0), (u/100, u <= 0))"),
    F("softplus", (),                                           "log(1 + exp({0}))",   "",    _softplus,   complex=lambda z: cmath.log(1 + cmath.exp(z)), definition="ln(1 + e^u)"),
    F("gelu",     (),                                           "({0})*(1 + erf(({0})/sqrt(2)))/2",  "",  _gelu,  definition="u (1 + erf(u/sqrt(2)))/2"),
    F("swish",    ("silu",),                                    "({0})/(1 + exp(-({0})))",  "",  definition="u sigmoid(u)"),
    F("erf",      (),                                           "erf({0})",    "",            math.erf,   definition="int(2/sqrt(pi) e^(-t^2), t, 0, u)",   ball="erf"),
    F("erfc",     (),                                           "erfc({0})",   "",            math.erfc,  definition="1 - erf(u)",  ball="erfc"),
    F("Si",       (),                                           "Si({0})",     "",            definition="int(sin(t)/t, t, 0, u)",   ball="si"),
    F("bce",      (),                                           "(-(({1})*log({0}) + (1 - ({1}))*log(1 - ({0}))))",  "",  arguments="uv",  definition="-(v ln(u) + (1 - v) ln(1 - u))"),
    F("mse",      (),                                           "(({0}) - ({1}))**2",  "",    arguments="uv",  definition="(u - v)^2"),
)
# fmt: on

FUNCTIONS: dict[str, Function] = {row.name: row for row in _ROWS}
SPELLINGS: dict[str, str] = {spelling: row.name for row in _ROWS for spelling in (row.name, *row.spellings)}
"""Every way of typing a function, and the name it is kept under."""

POWERS_BEFORE_ARGUMENT = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "ln"}
)
"""Functions whose square is customarily written between name and argument: `sin^2 x`."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω",
}  # fmt: skip
"""Greek letters by their English names, which are the names in the syntax tree."""
