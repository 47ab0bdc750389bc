"""Why the lines of a difference quotient are equal, and what announces those of its parts; for translators."""

from derivtutor.language import translatable

# Reasons

SUBSTITUTE = "substitute"
EXPAND = "expand"
EXPAND_THE_NUMERATOR = "expand the numerator"
COLLECT = "collect"
CANCEL = "cancel {letter}"
COMMON_DENOMINATOR = "common denominator"
RATIONALISE = {2: "rationalise with the conjugate", 3: "rationalise with u² + u v + v²"}
FACTOR_OUT = "factor out"
DIVIDE = "divide"
ADD_EXPONENTS = "add exponents"
ADDITION_THEOREM = "addition theorem"
KNOWN_RATIO = "a ratio with a known limit"
KNOWN_RATIOS = "ratios with a known limit"
ADD_A_PRODUCT = "subtract and add a product"
ONE_FACTOR = "one factor has the difference"
OTHER_FORM = {
    "sec": "sec u = 1/cos u",
    "csc": "csc u = 1/sin u",
    "log": "change of base",
    "sinh": "sinh u = (e^u − e^(−u))/2",
    "cosh": "cosh u = (e^u + e^(−u))/2",
}

# Parts that are worked out first

TERMS = "The difference quotient of a sum is the sum of those of its terms. Take them one by one."
FACTORS = "Work out the difference quotients of the factors."
BOTH = "Work out the difference quotients of numerator and denominator."
DENOMINATOR = "Work out the difference quotient of the denominator."
BASE = "Work out the difference quotient of the base."

translatable(__name__)
