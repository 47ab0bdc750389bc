"""The laws by which functions are rewritten before they are differentiated, in the order in which they are tried."""

from __future__ import annotations

from derivtutor.derivation.formula import formula
from derivtutor.derivation.rewriting import brackets, fractions, logarithms, powers
from derivtutor.derivation.rewriting.identities import OfTwoTerms, Undone
from derivtutor.derivation.rewriting.row import Rewriting
from derivtutor.notation.tree import Call, Power, Product, Quotient, Sum

# fmt: off
INVERSES = tuple(
    Rewriting(id, f"use {says}", example, (type(formula(pattern)),), Undone(pattern, result))
    for id, says, pattern, result, example in (
        ("e-to-ln",         "e^(ln u) = u",        "e^(ln(u))",       "u",       "e^(ln(x))"),
        ("e-to-minus-ln",   "e^(−ln u) = 1/u",     "e^(-ln(u))",      "1/u",     "e^(-ln(x))"),
        ("e-to-n-ln",       "e^(n ln u) = u^n",    "e^(n ln(u))",     "u^n",     "e^(2ln(x))"),
        ("e-to-minus-n-ln", "e^(−n ln u) = 1/u^n",  "e^(-n ln(u))",    "1/u^n",   "e^(-2ln(x))"),
        ("e-to-part-of-ln", "e^((ln u)/n) = u^(1/n)", "e^(ln(u)/n)",  "u^(1/n)", "e^(ln(x)/2)"),
        ("ln-of-e-to",      "ln(e^u) = u",         "ln(e^u)",         "u",       "ln(e^x)"),
        ("root-of-square",  "√(u²) = |u|",         "sqrt(u^2)",       "abs(u)",  "sqrt((x+1)^2)"),
        ("square-of-root",  "(√u)² = u",           "sqrt(u)^2",       "u",       "sqrt(x+1)^2"),
        ("sin-of-arcsin",   "sin(arcsin u) = u",   "sin(arcsin(u))",  "u",       "sin(arcsin(x))"),
        ("cos-of-arccos",   "cos(arccos u) = u",   "cos(arccos(u))",  "u",       "cos(arccos(2x))"),
        ("tan-of-arctan",   "tan(arctan u) = u",   "tan(arctan(u))",  "u",       "tan(arctan(x))"),
    )
)

PYTHAGOREAN = tuple(
    Rewriting(id, f"use {says}", example, (Sum,), OfTwoTerms(first, second, result))
    for id, says, first, second, result, example in (
        ("sin-and-cos",     "sin² u + cos² u = 1",  "sin(u)^2",  "cos(u)^2",    "1",         "sin(x)^2 + cos(x)^2"),
        ("cos-from-sin",    "1 − sin² u = cos² u",  "1",         "-(sin(u)^2)",   "cos(u)^2",  "1 - sin(x)^2"),
        ("sin-from-cos",    "1 − cos² u = sin² u",  "1",         "-(cos(u)^2)",   "sin(u)^2",  "1 - cos(x)^2"),
        ("sec-and-tan",     "sec² u − tan² u = 1",  "sec(u)^2",  "-(tan(u)^2)",   "1",         "sec(x)^2 - tan(x)^2"),
        ("csc-and-cot",     "csc² u − cot² u = 1",  "csc(u)^2",  "-(cot(u)^2)",   "1",         "csc(x)^2 - cot(x)^2"),
        ("cosh-and-sinh",   "cosh² u − sinh² u = 1", "cosh(u)^2", "-(sinh(u)^2)", "1",         "cosh(x)^2 - sinh(x)^2"),
        ("sec-from-tan",    "1 + tan² u = sec² u",  "1",         "tan(u)^2",    "sec(u)^2",  "1 + tan(x)^2"),
    )
)

LOGARITHMS = (
    Rewriting("ln-of-quotient", "use log(u/v) = log u − log v", "ln(x/(x+1))",    (Call,), logarithms.of_quotient),
    Rewriting("ln-of-product",  "use log(uv) = log u + log v",  "ln(x sqrt(x+1))", (Call,), logarithms.of_product),
    Rewriting("ln-of-root",     "write the root as a power",   "ln(sqrt(x))",    (Call,), logarithms.of_root),
    Rewriting("ln-of-power",    "use log(u^n) = n log u",       "ln(x^2)",        (Call,), logarithms.of_power),
)

POWERS = (
    Rewriting("power-of-a-power", "multiply the exponents",              "sqrt(x^3)",      (Power, Call), powers.power_of_power),
    Rewriting("factor-above",     "factor the numerator",                "(x^2-1)/(x-1)",  (Quotient,), brackets.factored, tidies=True),
    Rewriting("split-fraction",   "split the fraction",                  "(x^2+3x)/x",     (Quotient,), brackets.split, tidies=True),
    Rewriting("square-of-sum",    "expand the square",                   "(x+1/x)^2",      (Power,), brackets.square, tidies=True),
    Rewriting("roots-as-powers",  "write roots as powers",               "x sqrt(x)",      (Product, Quotient, Sum), powers.roots_as_powers),
    Rewriting("powers-of-a-base", "combine powers of the same base",     "e^(2x) e^x",     (Product, Quotient), powers.combined),
    Rewriting("as-negative-power", "use 1/u^n = u^(−n)",                 "3/x^2",          (Quotient,), powers.negative),
)

ON_REQUEST = (
    Rewriting("multiply-out",     "expand",                              "(x+1)(x-2)",     (Product, Power), brackets.multiplied_out, pays=False, tidies=True),
    Rewriting("as-exponential",   "use u^v = e^(v ln u)",                "x^x",            (Power,), fractions.as_exponential, pays=False),
    Rewriting("below-as-power",   "write the denominator as a negative power", "1/(x^2+1)", (Quotient,), fractions.below_as_power, pays=False),
)

AS_PRODUCT = (Rewriting("as-product",  "write the fraction as a product", "x/(x+1)",  (Quotient,), fractions.as_product, pays=False),)
AS_QUOTIENT = (Rewriting("as-quotient", "write negative powers as a fraction", "x e^(-x)", (Product, Power), fractions.as_quotient, pays=False),)
# fmt: on

REWRITINGS: tuple[Rewriting, ...] = (*INVERSES, *PYTHAGOREAN, *LOGARITHMS, *POWERS, *ON_REQUEST)
"""The first row that applies is the one that is used, until none does."""

PAYING = tuple([row for row in REWRITINGS if row.pays])

LAWS = {row.id: row.says for row in (*REWRITINGS, *AS_PRODUCT, *AS_QUOTIENT)}
"""The laws of rewriting, by label."""
