"""What the misconceptions behind wrong answers are called.

One misconception shows in several rules, so its name is not part of any of them: the inner derivative can be forgotten
in a sine, a root or a reciprocal. Names begin with a plain word and can stand within a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

# fmt: off
NAMES: Mapping[str, str] = {
    "chain-missing-inner":                   "inner derivative forgotten",
    "chain-outer-at-inner-derivative":       "inside of the outer derivative differentiated too",
    "chain-inner-differentiated-in-place":   "inside differentiated where it stands",
    "chain-outer-not-differentiated":        "outer function not differentiated",
    "chain-argument-dropped":                "inside replaced by the variable",
    "chain-added-not-multiplied":            "factors of the chain rule added",
    "chain-inner-not-differentiated":        "inside copied instead of differentiated",
    "chain-inner-sign-lost":                 "sign of the inner derivative wrong",
    "chain-skips-middle":                    "derivative of the middle layer skipped",
    "chain-stops-one-layer-early":           "chain rule stopped one layer early",

    "power-exponent-not-reduced":            "exponent not lowered",
    "power-coefficient-lost":                "exponent not brought down",
    "power-exponent-increased":              "exponent raised instead of lowered",
    "power-coefficient-is-new-exponent":     "new exponent brought down instead of the old one",
    "power-divided-not-multiplied":          "divided by the exponent",
    "exponential-rule-on-power":             "exponential rule used on a power",
    "negative-exponent-wrong-direction":     "negative exponent raised instead of lowered",
    "negative-exponent-sign-lost":           "sign wrong at a negative exponent",
    "sqrt-factor-half-lost":                 "factor 1/2 of the root lost",
    "sqrt-two-under-root":                   "factor 2 put under the root",
    "reciprocal-missing-sqrt-on-top":        "derivative of the root turned upside down",
    "reciprocal-of-derivative":              "only the denominator differentiated",
    "reciprocal-to-log":                     "reciprocal turned into a logarithm",
    "power-distributed-over-sum":            "power distributed over a sum",
    "power-raises-coefficient":              "number in front raised to the power",
    "power-only-on-last-factor":             "power applied to the last factor only",

    "power-rule-on-exponential":             "power rule used on an exponential",
    "exponential-ln-factor-missing":         "logarithm of the base missing as a factor",
    "exponential-divided-by-ln":             "divided by the logarithm of the base",
    "exponential-exponent-brought-down":     "multiplied by the exponent itself",
    "exp-of-sum-split":                      "exponential of a sum split",
    "general-power-as-power-rule":           "power rule used although the exponent changes",
    "general-power-as-exponential":          "exponential rule used although the base changes",
    "log-diff-forgot-multiply-back":         "not multiplied back after taking logarithms",

    "constant-kept":                         "constant kept",
    "constant-derivative-one":               "derivative of a constant taken to be 1",
    "constant-multiple-dropped":             "constant factor lost",
    "named-constant-as-variable":            "constant treated as a variable",
    "minus-sign-lost":                       "minus in front of a term lost",
    "sum-term-left-undifferentiated":        "one term not differentiated",

    "product-of-derivatives":                "derivatives of the factors multiplied",
    "product-sum-of-derivatives":            "derivatives of the factors added",
    "product-one-term-only":                 "only one factor differentiated",
    "product-minus-instead-of-plus":         "minus instead of plus in the product rule",
    "product-wrong-pairing":                 "derivatives multiplied by their own factors",
    "product-triple-term-missing":           "one of the three terms of a product missing",
    "product-derivative-left-out":           "derivative of one factor left out",
    "product-quotient-confusion":            "quotient rule used on a product",

    "quotient-of-derivatives":               "top and bottom differentiated separately",
    "quotient-order-swapped":                "terms on top in the wrong order",
    "quotient-plus-instead-of-minus":        "plus instead of minus in the quotient rule",
    "quotient-denominator-not-squared":      "denominator not squared",
    "quotient-divided-by-numerator-squared": "numerator squared below instead of the denominator",
    "quotient-denominator-missing":          "denominator left out",
    "quotient-divided-by-gprime-squared":    "derivative of the denominator squared instead",
    "quotient-numerator-difference-only":    "only the difference of the derivatives on top",
    "quotient-wrong-pairing":                "derivatives on top multiplied by their own functions",
    "quotient-denominator-treated-constant": "denominator treated as a constant",
    "quotient-minus-not-distributed":        "minus on top not distributed",
    "quotient-parentheses-dropped":          "brackets around a factor dropped",
    "quotient-inverted":                     "quotient taken upside down",

    "cos-sign-lost":                         "minus in the derivative of cos missing",
    "sin-or-tan-sign-added":                 "minus added to a derivative that has none",
    "tan-sec-not-squared":                   "square in the derivative missing",
    "tan-as-ratio-of-derivatives":           "derivative of sin divided by that of cos",
    "tan-becomes-cot":                       "tangent and cotangent confused",
    "sec-tan-confused":                      "derivative of the partner function used",
    "sec-sign-added":                        "minus added to the derivative of the secant",
    "cotrig-sign-lost":                      "minus of a co-function's derivative missing",
    "fnpower-read-as-inner-power":           "power of a function read as a power inside",
    "inner-power-read-as-fnpower":           "power inside read as a power of the function",
    "fnpower-written-inside":                "power of a function written inside it",
    "trig-power-kept-on-derivative":         "base differentiated and the power kept",
    "trig-of-sum-split":                     "function of a sum split",

    "log-derivative-as-reciprocal-of-log":   "reciprocal of the logarithm taken",
    "log-derivative-is-log":                 "logarithm taken for its own derivative",
    "log-base-factor-missing":               "logarithm of the base missing below",
    "log-base-factor-on-top":                "logarithm of the base on top",
    "log-of-product-as-product":             "logarithm of a product read as a product of logarithms",
    "log-of-product-reciprocals-multiplied": "reciprocals of the factors multiplied",
    "log-of-sum-split":                      "logarithm of a sum split",
    "log-of-quotient-as-quotient":           "logarithm of a quotient read as a quotient of logarithms",

    "inverse-trig-formula-swapped":          "formula of another inverse function used",
    "inverse-trig-inner-not-squared":        "inside not squared in the formula",
    "inverse-trig-copies-trig-pattern":      "another inverse function taken for the derivative",
    "inverse-trig-sign-confusion":           "sign of an inverse function's derivative wrong",
    "inverse-trig-radicand-plus":            "plus instead of minus under the root",
    "inverse-trig-root-missing":             "square root missing in the formula",
    "inverse-trig-as-reciprocal":            "inverse function read as a reciprocal",
    "hyperbolic-sign-confusion":             "sign in a hyperbolic rule wrong",

    "tanh-square-missing":                   "square in the derivative of tanh missing",
    "tanh-as-sigmoid-rule":                  "rule of the sigmoid used on tanh",
    "tanh-plus-square":                      "plus instead of minus before the square of tanh",
    "sigmoid-missing-one-minus-factor":      "factor one minus sigmoid missing",
    "sigmoid-missing-sigma-factor":          "factor sigmoid missing",
    "sigmoid-plus-instead-of-minus":         "plus instead of minus in the rule of the sigmoid",
    "sigmoid-as-tanh-rule":                  "rule of tanh used on the sigmoid",
    "sigmoid-rule-on-raw-input":             "rule of the sigmoid used on its input",
    "sigmoid-sign-flipped":                  "sign of the sigmoid's derivative wrong",
    "abs-derivative-one":                    "absolute value ignored",

    "partial-other-variable-differentiated": "derivatives with respect to both variables added",
    "partial-other-factor-dropped":          "factor with another variable lost",
    "partial-other-term-kept":               "term with another variable kept",
    "partial-product-of-partials":           "differentiated with respect to one variable, then the other",
    "partial-wrong-variable":                "differentiated with respect to the wrong variable",
    "tangent-slope-only":                    "slope given instead of the line",
    "tangent-slope-not-evaluated":           "derivative given instead of the line",
    "tangent-not-a-line":                    "curve given instead of a line",
    "tangent-not-through-point":             "line that misses the point",
    "tangent-wrong-slope":                   "slope of the line wrong",
    "gradient-summed-to-scalar":             "components of the gradient added up",

    "gradient-turned-round":                 "descent given instead of the gradient",
    "gradient-normalised":                   "gradient divided by its length",
    "direction-not-normalised":              "direction not divided by its length",
    "jacobian-transposed":                   "rows and columns of the Jacobian swapped",
    "hessian-offdiagonal-zero":              "mixed partial derivatives left out",
    "one-path-only":                         "only one path counted",
    "paths-multiplied":                      "paths multiplied instead of added",
    "implicit-inverted":                     "slope turned upside down",
    "gd-sign-ascent":                        "step in the direction of the gradient",
    "gd-learning-rate-missing":              "learning rate missing",

    "integrated-instead-of-differentiated":  "integrated instead of differentiated",
    "answer-is-original-function":           "function copied instead of differentiated",
    "overall-sign-flipped":                  "sign of the whole answer wrong",
    "second-derivative-stopped-at-first":    "stopped at a lower derivative",
    "second-derivative-as-square":           "first derivative squared",
    "second-derivative-product-of-seconds":  "middle term of the second derivative missing",
    "derivative-at-point-as-zero":           "number substituted before differentiating",
    "calculator-in-degrees":                 "calculator set to degrees",
    "value-instead-of-derivative":           "value given instead of the slope",
    "derivative-not-evaluated-at-point":     "number not substituted into the derivative",
}

OF_SIGNS = frozenset({
    "minus-sign-lost", "overall-sign-flipped", "chain-inner-sign-lost", "negative-exponent-sign-lost",
    "product-minus-instead-of-plus", "quotient-plus-instead-of-minus", "quotient-minus-not-distributed",
    "cos-sign-lost", "sin-or-tan-sign-added", "sec-sign-added", "cotrig-sign-lost", "inverse-trig-sign-confusion",
    "inverse-trig-radicand-plus", "hyperbolic-sign-confusion", "tanh-plus-square", "sigmoid-plus-instead-of-minus",
    "sigmoid-sign-flipped",
})
# fmt: on
"""Misconceptions in which only a sign is wrong."""


def name_of(misconception: str) -> str:
    """What a misconception is called, by its id; ids that another version wrote down stand for themselves.

    >>> name_of("chain-missing-inner"), name_of("seen-elsewhere")
    ('inner derivative forgotten', 'seen elsewhere')
    """
    return NAMES.get(misconception, misconception.replace("-", " "))
