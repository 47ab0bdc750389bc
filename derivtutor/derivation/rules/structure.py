"""The rules for how an expression is put together: constants, sums, products, quotients, compositions."""

from __future__ import annotations

from derivtutor.derivation.model import Rule, Slip
from derivtutor.derivation.rules import matching
from derivtutor.notation.tree import Call, Integral, Name, Negation, Power, Product, Quotient, Sum, Unknown

CONSTANT = Rule(
    id="constant",
    title="Constant rule",
    pattern="c",
    conclusion="0",
    says="What does not depend on the variable does not change: its derivative is 0.",
    example="7",
    when="the variable does not occur; e, pi and all other letters are constants",
    matcher=matching.constant,
    weight="trivial",
    stated="",
    slips=(
        Slip("constant-kept", "c", "How fast does a constant change?", "documented"),
        Slip("constant-derivative-one", "1", "x changes at rate 1; at what rate does a constant change?", told="last"),
        Slip("partial-other-term-kept", "c", "The other letters are constants here. What is the derivative of a constant term?", "analogous", about="letters"),
        Slip("named-constant-as-variable", "n a^(n - 1)", "Does this change with the variable at all?", pattern="a^n", about="numbers"),
        Slip("named-constant-as-variable", "1/a", "Does this change with the variable at all?", pattern="ln(a)", about="numbers"),
        Slip("named-constant-as-variable", "1/(2sqrt(a))", "Does this change with the variable at all?", pattern="sqrt(a)", about="numbers"),
        Slip("named-constant-as-variable", "cos(a)", "Does this change with the variable at all?", pattern="sin(a)", about="numbers"),
        Slip("named-constant-as-variable", "-sin(a)", "Does this change with the variable at all?", pattern="cos(a)", about="numbers"),
    ),
)  # fmt: skip

IDENTITY = Rule(
    id="identity",
    title="Identity rule",
    pattern="x",
    conclusion="1",
    says="The variable changes at rate 1 with itself.",
    example="x",
    when="the variable stands alone",
    matcher=matching.identity,
    forms=(Name,),
    weight="trivial",
    stated="",
)

CONSTANT_MULTIPLE = Rule(
    id="constant-multiple",
    title="Constant multiple rule",
    pattern="c u",
    conclusion="c u'",
    says="A constant factor stays; differentiate what it multiplies.",
    example="5sin(x)",
    when="a factor, a denominator or a minus sign does not depend on the variable",
    matcher=matching.constant_multiple,
    forms=(Negation, Product, Quotient),
    weight="plain",
    telling="in passing",
    term_by_term=True,
    also=("constant factor", "factor", "coefficient", "scalar multiple", "scalar",
          "multiple", "constant times", "constant coefficient", "linearity", "linear"),
    slips=(
        Slip("constant-multiple-dropped", "u'", "What happened to the constant factor?", "documented", about="numbers"),
        Slip("partial-other-factor-dropped", "u'", "A constant FACTOR stays. Only constant TERMS disappear.", "analogous", about="letters"),
        Slip("chain-missing-inner", "-a u'/(c u)^2", "Good start: the outside is right. Now, what is the derivative of the whole denominator?", "documented", pattern="a/(c u)"),
        Slip("constant-kept", "(a u - a u')/u^2", "In the quotient rule the number on top is differentiated too. How fast does it change?", "documented", pattern="a/u"),
        Slip("named-constant-as-variable", "n a^(n - 1) u'", "Does this factor change with the variable at all?", pattern="a^n u", about="numbers"),
    ),
)  # fmt: skip

SUM = Rule(
    id="sum",
    title="Sum rule",
    pattern="u + v",
    conclusion="u' + v'",
    says="Differentiate term by term; plus and minus signs stay.",
    example="x^3 - 5x + 2",
    when="terms are added or subtracted, any number of them",
    matcher=matching.terms,
    forms=(Sum,),
    weight="plain",
    telling="once",
    term_by_term=True,
    also=("difference", "sum/difference", "sum and difference", "addition", "subtraction", "plus",
          "minus", "termwise", "term by term", "linearity", "linear"),
    slips=(
        Slip("minus-sign-lost", "u' + v'", "Check each sign against the original expression.", "documented", "u - v", algebra=True),
        Slip("sum-term-left-undifferentiated", "u' + v", "Go term by term: has every term been differentiated?", told="last"),
    ),
)  # fmt: skip

PRODUCT = Rule(
    id="product",
    title="Product rule",
    pattern="u v",
    conclusion="u' v + u v'",
    says="Each factor gets its turn: differentiate one and keep the others, then add.",
    example="x^2 sin(x)",
    when="two or more factors depend on the variable",
    matcher=matching.factors,
    forms=(Product,),
    stated="factors",
    also=("multiplication", "times", "leibniz", "product of functions"),
    slips=(
        Slip("product-of-derivatives", "u' v'", "Two factors both depend on x. Does each take a turn being differentiated?", "documented"),
        Slip("product-of-derivatives", "u' v' w'", "Three factors depend on x. Does each take a turn being differentiated?", "documented", "u v w"),
        Slip("product-sum-of-derivatives", "u' + v'", "That is the sum rule. What operation joins the two factors?", "documented"),
        Slip("product-sum-of-derivatives", "u' + v' + w'", "That is the sum rule. What operation joins the factors?", "documented", "u v w"),
        Slip("product-one-term-only", "u' v", "You let one factor change. What if the other one changes?"),
        Slip("product-minus-instead-of-plus", "u' v - u v'", "Which rule has the minus sign: product or quotient?", "documented"),
        Slip("product-wrong-pairing", "u u' + v v'", "Pair each derivative with the OTHER factor.", "documented", told="last"),
        Slip("product-triple-term-missing", "u' v w + u v' w", "Three factors give three terms. Which turn is missing?", "analogous", "u v w"),
        Slip("product-quotient-confusion", "(u' v - u v')/v^2", "Is this a product or a quotient? Choose the rule to match.", "analogous", told="last"),
    ),
)  # fmt: skip

QUOTIENT = Rule(
    id="quotient",
    title="Quotient rule",
    pattern="u/v",
    conclusion="(u' v - u v')/v^2",
    says="Differentiate the top times the bottom, minus the top times the derivative of the bottom, over the bottom squared.",
    example="(2x + 1)/(x - 3)",
    when="top and bottom both depend on the variable",
    also=("division", "fraction", "ratio", "divide"),
    slips=(
        Slip("quotient-of-derivatives", "u'/v'", "Differentiating top and bottom separately is a rule for limits of quotients. Which rule is the one for derivatives?", "documented"),
        Slip("quotient-order-swapped", "(u v' - u' v)/v^2", "Check the order in the numerator: which derivative comes first?", "documented"),
        Slip("quotient-plus-instead-of-minus", "(u' v + u v')/v^2", "What sign sits between the two terms on top?", "documented"),
        Slip("quotient-denominator-not-squared", "(u' v - u v')/v", "The top is right. What goes underneath?", "documented"),
        Slip("quotient-divided-by-numerator-squared", "(u' v - u v')/u^2", "Which of the two functions is squared underneath?", "documented"),
        Slip("quotient-denominator-missing", "u' v - u v'", "You computed the numerator of the quotient rule. What is it divided by?"),
        Slip("quotient-divided-by-gprime-squared", "(u' v - u v')/(v')^2", "Square the denominator itself, not its derivative.", told="last"),
        Slip("quotient-numerator-difference-only", "(u' - v')/v^2", "Each derivative must be multiplied by the other function first.", "documented"),
        Slip("quotient-wrong-pairing", "(u u' - v v')/v^2", "Pair each derivative with the other function.", "analogous", told="last"),
        Slip("quotient-denominator-treated-constant", "u'/v", "The denominator depends on x too."),
        Slip("quotient-minus-not-distributed", "((u' + w') v - u v' + w v')/v^2", "The minus sign covers the whole second product. Put brackets around it.", "analogous", "(u + w)/v", algebra=True),
        Slip("quotient-parentheses-dropped", "(u' v + w - u (v' + w'))/(v + w)^2", "Bracket every factor that has more than one term.", "documented", "u/(v + w)", algebra=True),
        Slip("quotient-inverted", "(v' u - v u')/u^2", "Which function is on top in the question?", "documented"),
    ),
)  # fmt: skip

CHAIN = Rule(
    id="chain",
    title="Chain rule",
    pattern="f(u)",
    conclusion="f'(u) u'",
    says="Differentiate the outer function and leave the inside as it is, then multiply by the derivative of the inside.",
    example="sin(x^2)",
    when="a function is applied to an expression that is more than the variable itself",
    matcher=matching.composition,
    forms=(Call, Unknown, Power, Quotient, Integral),
    stated="composition",
    also=("inner outer", "outer inner", "inside outside", "outside inside", "kettenregel", "composite", "composition", "composite function", "composition of functions", "function of a function", "general power", "generalized power", "generalised power", "extended power", "chained"),
    slips=(
        Slip("chain-missing-inner", "f'(u)", "Good start: the outside is right. What is inside the function, and did you multiply by its derivative?", "documented", told="first"),
        Slip("chain-outer-at-inner-derivative", "f'(u')", "The outer derivative should still look at the ORIGINAL inside. Where does the derivative of the inside belong?"),
        Slip("chain-outer-at-inner-derivative", "f'(u') u'", "The outer derivative should still look at the ORIGINAL inside. Where does the derivative of the inside belong?", told="last"),
        Slip("chain-inner-differentiated-in-place", "f(u')", "You differentiated the inside where it stands. The outer function must be differentiated as well, and the inside stays put."),
        Slip("chain-outer-not-differentiated", "f(u) u'", "You remembered the inner derivative. Now, what is the derivative of the outer function?", "documented"),
        Slip("chain-argument-dropped", "f'(x) u'", "You have the derivative of the inside. What should still stand inside the derivative of the outer function?", "documented"),
        Slip("chain-added-not-multiplied", "f'(u) + u'", "You have both ingredients of the chain rule. How are they combined?"),
        Slip("chain-inner-not-differentiated", "f'(u) u", "You multiplied by the inside itself. The chain rule asks for something about how the inside changes.", "documented"),
        Slip("chain-inner-sign-lost", "-f'(u) u'", "Check the sign of the derivative of the inside.", "documented"),
        Slip("chain-skips-middle", "u'", "There are three layers here. Name them, outside to inside. Did each give one factor?", "analogous", within="chain"),
        Slip("chain-stops-one-layer-early", "f'(u)", "Keep peeling: after the second layer, is there still something inside that is more than plain x?", "analogous", within="chain", told="first"),
        Slip("log-of-product-reciprocals-multiplied", "1/(u v)", "Split the log first, or use the chain rule with the whole product inside.", pattern="ln(u v)"),
        Slip("reciprocal-of-derivative", "1/u'", "Differentiating only the denominator is not allowed. Rewrite as a negative power, or use the quotient rule.", "documented", "1/u"),
        Slip("exponential-exponent-brought-down", "u a^u", "You multiplied by the exponent itself. What about the exponent should you multiply by?", pattern="a^u"),
        Slip("power-rule-on-exponential", "u' a^(u - 1)", "Where does the variable live? The power rule needs it in the base.", "documented", "a^u"),
        Slip("power-rule-on-exponential", "u a^(u - 1)", "Where does the variable live? The power rule needs it in the base.", "documented", "a^u"),
        Slip("power-rule-on-exponential", "c a^((c - 1) x)", "Where does the variable live? The power rule needs it in the base.", "documented", "a^(c x)"),
        Slip("trig-power-kept-on-derivative", "(u')^n", "A power of a function is a composition. Start with the power.", pattern="u^n"),
    ),
)  # fmt: skip

LOGARITHMIC_DIFFERENTIATION = Rule(
    id="logarithmic-differentiation",
    title="Logarithmic differentiation",
    pattern="u^v",
    conclusion="u^v w'",
    says="Base and exponent both vary: take the logarithm, differentiate both sides, and multiply back.",
    example="x^x",
    when="base and exponent both depend on the variable; the base is positive",
    introduces=("w", "v ln(u)"),
    work=(("ln(y)", "v ln(u)"), ("y'/y", "w'"), ("y'", "u^v w'")),
    also=("log differentiation", "logarithmic derivative", "ln both sides"),
    slips=(
        Slip("general-power-as-power-rule", "v u^(v - 1) u'", "Both base and exponent change here. Take logarithms first, or write it as a power of e.", told="first"),
        Slip("general-power-as-exponential", "u^v ln(u) v'", "You handled the exponent. The base changes too: what did that contribute?", told="first"),
        Slip("log-diff-forgot-multiply-back", "w'", "You found y'/y. One more step to get y'."),
    ),
)  # fmt: skip

BY_LOGARITHMS = Rule(
    id="logarithmic-differentiation",
    title="Logarithmic differentiation",
    pattern="u",
    conclusion="u w'",
    says="Take the logarithm, which turns factors into terms; differentiate both sides, and multiply back.",
    example="x^2 (x + 1)^3/(x - 2)",
    when="a product, quotient or power of many factors, where it is asked for",
    introduces=("w", "ln(u)"),
    work=(("ln(y)", "w"), ("y'/y", "w'"), ("y'", "u w'")),
    matcher=matching.by_logarithms,
    forms=(Product, Quotient, Power),
    stated="",
)
"""The same idea by choice, for products; the rule book does not choose it by itself."""

INTEGRAL = Rule(
    id="integral",
    title="Fundamental theorem of calculus",
    pattern="int(f(t), t, a, u)",
    conclusion="f(u) u'",
    says="Put the upper limit into the integrand, times its derivative; subtract the same for the lower limit.",
    example="int(sin(t), t, 0, x^2)",
    when="a limit of the integral depends on the variable (where the integrand does too, it is differentiated under the integral)",
    matcher=matching.integral,
    forms=(Integral,),
    stated="integral",
    also=("fundamental theorem", "ftc"),
)

UNKNOWN_FUNCTION = Rule(
    id="unknown-function",
    title="Unknown function",
    pattern="f(x)",
    conclusion="f'(x)",
    says="Nothing is known of f but its name: its derivative is written f'.",
    example="f(x)",
    when="a function that only has a name",
    matcher=matching.unknown_function,
    forms=(Unknown,),
    stated="itself",
)

REWRITE = Rule(
    id="rewrite",
    title="Rewrite by definition",
    pattern="f(u)",
    conclusion="f'(u)",
    says="Write the function by its definition, and differentiate that.",
    example="log_x(2)",
    when="a function has no rule for these arguments, but a definition by functions that have",
    matcher=matching.definition,
    forms=(Call,),
    stated="",
    telling="apart",
    in_words="f(u) by its definition",
)
