"""The table of derivatives of the elementary functions: what stands inside every calculus book's cover."""

from __future__ import annotations

import re
from typing import Any

from derivtutor.derivation.model import Rule, Slip
from derivtutor.derivation.rules import matching
from derivtutor.notation.tree import Call


def _row(id: str, pattern: str, conclusion: str, *slips: Slip, says: str = "", when: str = "", **facts: Any) -> Rule:
    title = id.replace("-", " ").capitalize()
    return Rule(
        id,
        title,
        pattern,
        conclusion,
        says or f"The derivative of {title.lower()}, from the table.",
        re.sub(r"\bu\b", "x", pattern),
        slips,
        when,
        **facts,
    )


S = Slip
# fmt: off
EXPONENTIALS = (
    _row("natural-exponential", "e^u",      "e^u",                  S("power-rule-on-exponential", "u e^(u - 1)", "Where does the variable live? The power rule needs it in the base.", "documented"),
                                                                    S("exponential-exponent-brought-down", "u e^u", "You multiplied by the exponent itself. What about the exponent should you multiply by?"),
         says="The exponential function is its own derivative.", also=("exp", "exponential function", "e^x", "e to the x", "e"), case_of="exponential"),
    Rule("power-of-zero", "Power of zero", "0^u", "0", "Where the exponent is positive, a power of 0 is 0: a constant.", "0^x", when="a power whose base is 0"),
    Rule("exponential", "Exponential rule", "a^u", "a^u ln(a)", "The exponential itself, times the natural logarithm of its base.", "2^x", when="a constant base, the variable in the exponent", also=("exp", "exponential function", "general exponential"), slips=(
                                                                    S("power-rule-on-exponential", "u a^(u - 1)", "Where does the variable live? The power rule needs it in the base.", "documented"),
                                                                    S("exponential-ln-factor-missing", "a^u", "That shortcut works for base e only. Which extra factor appears for another base?", told="first"),
                                                                    S("exponential-divided-by-ln", "a^u/ln(a)", "Multiply or divide by ln a? One is for derivatives, the other for integrals."),
                                                                    S("exponential-exponent-brought-down", "u a^u", "You multiplied by the exponent itself. What about the exponent should you multiply by?"))),
    Rule("logarithm-of-absolute-value", "Logarithm of an absolute value", "ln(|u|)", "u'/u", "The derivative over the function itself, whatever its sign.", "ln(|x|)", when="the natural logarithm of an absolute value", slips=(
                                                                    S("chain-missing-inner", "1/u", "Good start: 1 over the inside. Did you multiply by the derivative of the inside?", "documented"),
                                                                    S("chain-missing-inner", "1/|u|", "Good start: 1 over the absolute value. Its derivative is a factor as well: what is its sign?", "documented"))),
    Rule("logarithm", "Logarithm rule", "log_a(u)", "1/(u ln(a))", "1 over the argument times the natural logarithm of the base, which is 1 for ln.", "ln(x)", when="a logarithm whose base is constant; ln has base e", matcher=matching.logarithm, forms=(Call,), functions=("ln(u)",), also=("ln", "log", "logarithmic", "natural log", "natural logarithm"), slips=(
                                                                    S("log-derivative-as-reciprocal-of-log", "1/ln(u)", "The derivative of ln x has no ln left in it.", "documented", "ln(u)"),
                                                                    S("log-derivative-is-log", "ln(u)", "Which function is its own derivative: e^x or ln x?", pattern="ln(u)"),
                                                                    S("log-base-factor-missing", "1/u", "That is for base e. Convert log_b to ln first."),
                                                                    S("log-base-factor-missing", "1/(a u)", "Convert log_b to ln first: the base itself is not what stands underneath."),
                                                                    S("log-base-factor-on-top", "ln(a)/u", "log_b x = ln x / ln b: where does ln b end up?"))),
)

TRIGONOMETRIC = (
    _row("sine",        "sin(u)",    "cos(u)",                      S("sin-or-tan-sign-added", "-cos(u)", "Which of sin and cos brings a minus sign?", "documented")),
    _row("cosine",      "cos(u)",    "-sin(u)",                     S("cos-sign-lost", "sin(u)", "Sketch cos near 0: is it going up or down?", "documented")),
    _row("tangent",     "tan(u)",    "sec(u)^2",                    S("tan-sec-not-squared", "sec(u)", "Write tan as sin/cos and use the quotient rule: what power of cos is underneath?"),
                                                                    S("tan-as-ratio-of-derivatives", "-cot(u)", "tan is a quotient. Which rule does a quotient need?", "analogous"),
                                                                    S("tan-becomes-cot", "cot(u)", "cot is the reciprocal of tan. Look up (or derive) the derivative of tan."),
                                                                    S("sin-or-tan-sign-added", "-sec(u)^2", "Which of the functions bring a minus sign?", "documented"),
                                                                    S("sec-tan-confused", "sec(u) tan(u)", "One of tan and sec has derivative sec^2 and the other sec*tan. Which is which?"),
                                                                    S("tan-sec-not-squared", "1 + tan(u)", "Write tan as sin/cos and use the quotient rule: what is squared on top?"),
                                                                    S("tan-becomes-cot", "-csc(u)^2", "That belongs to cot. Which of the two is increasing?")),
    _row("cotangent",   "cot(u)",    "-csc(u)^2",                   S("cotrig-sign-lost", "csc(u)^2", "Every co-function brings a minus sign."),
                                                                    S("sec-tan-confused", "-csc(u) cot(u)", "One of cot and csc has derivative -csc^2 and the other -csc*cot. Which is which?"),
                                                                    S("tan-sec-not-squared", "-csc(u)", "Write cot as cos/sin and use the quotient rule: what power of sin is underneath?")),
    _row("secant",      "sec(u)",    "sec(u) tan(u)",               S("sec-tan-confused", "sec(u)^2", "One of tan and sec has derivative sec^2 and the other sec*tan. Which is which?"),
                                                                    S("sec-sign-added", "-sec(u) tan(u)", "Only the co-functions (cos, cot, csc) carry a minus.")),
    _row("cosecant",    "csc(u)",    "-csc(u) cot(u)",              S("cotrig-sign-lost", "csc(u) cot(u)", "Every co-function brings a minus sign."),
                                                                    S("sec-tan-confused", "-csc(u)^2", "One of cot and csc has derivative -csc^2 and the other -csc*cot. Which is which?")),
)

INVERSE_TRIGONOMETRIC = (
    _row("arcsine",     "arcsin(u)", "1/sqrt(1 - u^2)",             S("inverse-trig-formula-swapped", "1/(1 + u^2)", "One has a root and a minus, the other no root and a plus. Which belongs here?"),
                                                                    S("inverse-trig-copies-trig-pattern", "arccos(u)", "The derivative of an inverse trig function is algebraic: no trig left."),
                                                                    S("inverse-trig-sign-confusion", "-1/sqrt(1 - u^2)", "Is arcsin increasing or decreasing?"),
                                                                    S("inverse-trig-radicand-plus", "1/sqrt(1 + u^2)", "arcsin accepts only numbers from -1 to 1. Which sign makes the root fail beyond them?"),
                                                                    S("inverse-trig-root-missing", "1/(1 - u^2)", "arcsin has a square root in its derivative."),
                                                                    S("inverse-trig-inner-not-squared", "1/sqrt(1 - u)", "Square the WHOLE argument."),
                                                                    S("inverse-trig-as-reciprocal", "-cos(u)/sin(u)^2", "arcsin is the inverse function of sin, not 1/sin.")),
    _row("arccosine",   "arccos(u)", "-1/sqrt(1 - u^2)",            S("inverse-trig-formula-swapped", "-1/(1 + u^2)", "One has a root and a minus, the other no root and a plus. Which belongs here?"),
                                                                    S("inverse-trig-copies-trig-pattern", "-arcsin(u)", "The derivative of an inverse trig function is algebraic: no trig left."),
                                                                    S("inverse-trig-sign-confusion", "1/sqrt(1 - u^2)", "Is arccos increasing or decreasing?"),
                                                                    S("inverse-trig-radicand-plus", "-1/sqrt(1 + u^2)", "arccos accepts only numbers from -1 to 1. Which sign makes the root fail beyond them?"),
                                                                    S("inverse-trig-root-missing", "-1/(1 - u^2)", "arccos has a square root in its derivative."),
                                                                    S("inverse-trig-as-reciprocal", "sin(u)/cos(u)^2", "arccos is the inverse function of cos, not 1/cos."),
                                                                    S("inverse-trig-inner-not-squared", "-1/sqrt(1 - u)", "Square the WHOLE argument.")),
    _row("arctangent",  "arctan(u)", "1/(1 + u^2)",                 S("inverse-trig-formula-swapped", "1/sqrt(1 - u^2)", "One has a root and a minus, the other no root and a plus. Which belongs here?"),
                                                                    S("inverse-trig-inner-not-squared", "1/(1 + u)", "Square the WHOLE argument."),
                                                                    S("inverse-trig-copies-trig-pattern", "arccot(u)", "The derivative of an inverse trig function is algebraic: no trig left."),
                                                                    S("inverse-trig-as-reciprocal", "-sec(u)^2/tan(u)^2", "arctan is the inverse function of tan, not 1/tan."),
                                                                    S("inverse-trig-sign-confusion", "-1/(1 + u^2)", "Is arctan increasing or decreasing?"),
                                                                    S("inverse-trig-formula-swapped", "1/(1 - u^2)", "arctan has a slope everywhere. Does your formula?"),
                                                                    S("inverse-trig-formula-swapped", "1/sqrt(1 + u^2)", "arctan has no square root in its derivative.")),
    _row("arccotangent", "arccot(u)", "-1/(1 + u^2)",               S("inverse-trig-sign-confusion", "1/(1 + u^2)", "Is arccot increasing or decreasing?")),
    _row("arcsecant",   "arcsec(u)", "1/(|u| sqrt(u^2 - 1))",       S("inverse-trig-sign-confusion", "-1/(|u| sqrt(u^2 - 1))", "Is arcsec increasing or decreasing?")),
    _row("arccosecant", "arccsc(u)", "-1/(|u| sqrt(u^2 - 1))",      S("inverse-trig-sign-confusion", "1/(|u| sqrt(u^2 - 1))", "Is arccsc increasing or decreasing?")),
)

HYPERBOLIC = (
    _row("hyperbolic-sine",      "sinh(u)", "cosh(u)",              S("hyperbolic-sign-confusion", "-cosh(u)", "Write sinh with exponentials: does a minus appear?")),
    _row("hyperbolic-cosine",    "cosh(u)", "sinh(u)",              S("hyperbolic-sign-confusion", "-sinh(u)", "Write cosh with exponentials: does a minus appear?")),
    _row("hyperbolic-tangent",   "tanh(u)", "1 - tanh(u)^2",        S("tanh-square-missing", "1 - tanh(u)", "At x=0 the slope is 1 and far out it is 0 on BOTH sides. Does your formula do that?"),
                                                                    S("tanh-as-sigmoid-rule", "tanh(u) (1 - tanh(u))", "That pattern belongs to the sigmoid."),
                                                                    S("tanh-plus-square", "1 + tanh(u)^2", "tan and tanh differ in one sign. A slope above 1 is impossible for tanh."),
                                                                    S("tanh-square-missing", "sech(u)", "Write tanh as sinh/cosh and use the quotient rule: what power of cosh is underneath?"),
                                                                    S("sec-tan-confused", "-sech(u) tanh(u)", "One of tanh and sech has derivative sech^2 and the other -sech*tanh. Which is which?"),
                                                                    S("hyperbolic-sign-confusion", "tanh(u)^2 - 1", "Is tanh increasing or decreasing?")),
    _row("hyperbolic-cotangent", "coth(u)", "-csch(u)^2",           S("hyperbolic-sign-confusion", "csch(u)^2", "Is coth increasing or decreasing?")),
    _row("hyperbolic-secant",    "sech(u)", "-sech(u) tanh(u)",     S("hyperbolic-sign-confusion", "sech(u) tanh(u)", "Is sech increasing or decreasing for positive x?")),
    _row("hyperbolic-cosecant",  "csch(u)", "-csch(u) coth(u)",     S("hyperbolic-sign-confusion", "csch(u) coth(u)", "Is csch increasing or decreasing?")),
    _row("inverse-hyperbolic-sine",      "arsinh(u)", "1/sqrt(u^2 + 1)", S("hyperbolic-sign-confusion", "1/sqrt(u^2 - 1)", "arsinh is defined for every number. Is the root in your formula?"),
                                                                    S("hyperbolic-sign-confusion", "1/sqrt(1 - u^2)", "arsinh is defined for every number. Is the root in your formula?")),
    _row("inverse-hyperbolic-cosine",    "arcosh(u)", "1/sqrt(u^2 - 1)", S("hyperbolic-sign-confusion", "1/sqrt(u^2 + 1)", "arcosh begins at 1, with a vertical tangent. Where does your formula have one?")),
    _row("inverse-hyperbolic-tangent",   "artanh(u)", "1/(1 - u^2)", S("hyperbolic-sign-confusion", "1/(1 + u^2)", "artanh gets steeper towards 1 and -1. Does your formula?")),
    _row("inverse-hyperbolic-cotangent", "arcoth(u)", "1/(1 - u^2)"),
    _row("inverse-hyperbolic-secant",    "arsech(u)", "-1/(u sqrt(1 - u^2))"),
    _row("inverse-hyperbolic-cosecant",  "arcsch(u)", "-1/(|u| sqrt(1 + u^2))"),
)

ACTIVATIONS = (
    _row("sigmoid",     "sigmoid(u)",    "sigmoid(u) (1 - sigmoid(u))",
                                                                    S("sigmoid-missing-one-minus-factor", "sigmoid(u)", "Far to the right sigma is flat. Which factor makes the slope vanish there?"),
                                                                    S("sigmoid-missing-sigma-factor", "1 - sigmoid(u)", "Far to the left sigma is flat. Which factor makes the slope vanish there?"),
                                                                    S("sigmoid-plus-instead-of-minus", "sigmoid(u) (1 + sigmoid(u))", "The slope of sigma is never more than 1/4. Check at x=0."),
                                                                    S("sigmoid-as-tanh-rule", "1 - sigmoid(u)^2", "1 - y^2 is the pattern for tanh."),
                                                                    S("sigmoid-rule-on-raw-input", "u (1 - u)", "y(1-y) uses the OUTPUT y = sigma(x), not the input."),
                                                                    S("sigmoid-sign-flipped", "-sigmoid(u) (1 - sigmoid(u))", "Is sigma increasing or decreasing?"),
         says="The sigmoid's slope is made of its own value."),
    _row("relu",        "relu(u)",       "piecewise((0, u < 0), (1, u > 0))",        says="Flat left of zero, slope 1 right of it, and a corner at zero itself."),
    _row("leaky-relu",  "leaky_relu(u)", "piecewise((1/100, u < 0), (1, u > 0))",    says="Slope 1/100 left of zero, 1 right of it, and a corner at zero itself."),
    _row("softplus",    "softplus(u)",   "sigmoid(u)",                               says="Softplus is the function whose slope is the sigmoid."),
    _row("gelu",        "gelu(u)",       "(1 + erf(u/sqrt(2)))/2 + u e^(-u^2/2)/sqrt(2pi)", says="The normal distribution's area up to u, plus u times its density at u."),
    _row("swish",       "swish(u)",      "sigmoid(u) + u sigmoid(u) (1 - sigmoid(u))", says="Swish is u times sigmoid(u): the product rule in one line."),
    _row("binary-cross-entropy", "bce(u, c)", "(u - c)/(u (1 - u))",                 says="Prediction minus target, over the prediction times 1 minus the prediction."),
    _row("squared-error", "mse(u, c)",   "2(u - c)",                                 says="Twice the difference."),
)

PIECES = (
    _row("absolute-value", "|u|",        "u/|u|",                   S("abs-derivative-one", "1", "What is the slope to the left of the corner?"),
         says="Slope 1 where the argument is positive, -1 where it is negative, and a corner at zero.", also=("abs", "modulus")),
    _row("sign",        "sign(u)",       "0",                                        says="The sign is constant on either side of zero, and jumps there."),
    Rule("maximum", "Maximum rule", "max(u, v)", "piecewise((u', u > v), (v', u < v))", "The slope is that of whichever is larger.", "max(x, x^2)", effort=1.4),
    Rule("minimum", "Minimum rule", "min(u, v)", "piecewise((u', u < v), (v', u > v))", "The slope is that of whichever is smaller.", "min(x, x^2)", effort=1.4),
)

SPECIAL = (
    _row("error-function",               "erf(u)",  "2e^(-u^2)/sqrt(pi)"),
    _row("complementary-error-function", "erfc(u)", "-2e^(-u^2)/sqrt(pi)"),
    _row("sine-integral",                "Si(u)",   "sin(u)/u"),
)
# fmt: on
