"""What is said to somebody who wrote an expression that cannot be read, or could be read otherwise; for translators.

A `Refusal` is a mistake and its remedy; a plain text is a note on how something was read.
"""

from derivtutor.errors import Refusal
from derivtutor.language import translatable

_ONE_EXPRESSION = "Write one expression, such as x^2 + 3x."
_SMALLER = "Break it into smaller expressions."
_NO_SIGNS = "Write a long number without separators, as in 1000, and a letter with a subscript as w_1."
_AN_INDEX = "Write a letter with a subscript as w_1 or w_max."
_BETWEEN = "Put an expression between them."

# The whole text

NOTHING = Refusal("There is nothing to read.", "Write an expression, such as x^2 + 3x.")
TOO_LONG = Refusal("This is longer than {most:,} characters.", _SMALLER)
TOO_MANY_PARTS = Refusal("This has more than {most:,} parts.", _SMALLER)
TOO_DEEP = Refusal(
    "This is nested more than {most} levels deep.", "Name the inner parts and work on them one at a time."
)
SEVERAL_LINES = Refusal(
    "This is spread over several lines, so it is unclear where its exponents and fractions belong.",
    "Write it on one line, such as x^2/(x + 1).",
)
ENDS_TOO_EARLY = Refusal("The expression ends too early.", _ONE_EXPRESSION)
AN_EQUATION = Refusal("An expression is expected here, not an equation.", "Write only one side of the {sign}.")
A_COMPARISON = Refusal("An expression is expected here, not an inequality.", "Write only one side of the {sign}.")
NO_EXPRESSION = Refusal("An expression is missing here.", "For example, write x^2.")
NO_BEGINNING = Refusal("This is not mathematics.", "Begin with a number, a letter, a function or a bracket.")
OF_ALL_FACTORS = "This was read as {whole}."

# Characters

FACTORIAL = Refusal("Factorials are not supported.", "Write the number itself, such as 6 for 3!.")
INFINITY = Refusal("Infinity is not a number.", "Write an expression, such as x^2 + 3x.")
PERCENTAGE = Refusal("Percentages are not supported.", "Write a fraction, such as 5/100 for 5%.")
TWO_SIGNS = Refusal("The sign {sign} stands for two expressions.", "Write one of them, with + or -.")
SEMICOLON = Refusal(
    "A semicolon has no meaning here.",
    "Write a comma between arguments and a decimal point in numbers, as in max(1.5, x).",
)
NOT_A_SIGN = Refusal("The character {sign} is not a mathematical symbol.", _ONE_EXPRESSION)
UNKNOWN_CHARACTER = Refusal(
    "The character {sign} is not understood here.", "Remove it or write what it means, such as 2*x."
)
INVISIBLE_CHARACTER = Refusal(
    "The invisible character {sign} is not understood here.", "Remove it or write what it means, such as 2*x."
)
DOES_NOT_FIT = Refusal("{shown} does not fit here.", _ONE_EXPRESSION)
COMMA = Refusal("A comma does not fit here.", _ONE_EXPRESSION)
SEMICOLON_ALONE = Refusal("A semicolon does not fit here.", _ONE_EXPRESSION)
DECIMAL_COMMA = Refusal("A comma does not fit here.", "Write a decimal point, as in 2.5.")
COMPOSED = Refusal("A composition is written with brackets here.", "Write f(g(x)).")

# Numbers

TWO_NUMBERS = Refusal("Two numbers are side by side.", "Write * between them to multiply.")
TWO_NUMBERS_OR_ONE = Refusal(
    "Two numbers are side by side.", "Write {first}{second} for one number, or * between them to multiply."
)
TWO_NUMBERS_OR_MIXED = Refusal(
    "Two numbers are side by side.",
    "Write ({first} + {second}/{below}) for a mixed number, or * between them to multiply.",
)
NO_DIGITS = Refusal("A decimal point needs digits beside it.", "For example, write 0.5.")
NO_DIGITS_IN_LATEX = Refusal("A decimal point needs digits beside it.", "Put the number in braces, as in {{0.5}}.")
TWO_POINTS = Refusal("This number has two decimal points.", "For example, write 2.5.")
TOO_MANY_DIGITS = Refusal("This number has more than {most:,} digits.", "Use a shorter number or a letter for it.")
WHOLE_OR_DECIMAL = Refusal("{typed} could be {whole} or {decimal}.", "Write {whole} or {decimal}.")
POWER_OF_TEN = "{typed} is read as {digits}*10^({exponent}); write {other} for the number e"

# Operators

NOTHING_BEFORE = Refusal("Something must come before {shown}.", "For example, write x + 2 or x^2.")
NOTHING_AFTER = Refusal("Something must follow {before}.", "For example, write x {before} 2.")
TWICE = Refusal("The sign {shown} appears twice here.", "Write it once, as in x {shown} 2.")
CANNOT_FOLLOW = Refusal("{shown} cannot follow {before}.", _BETWEEN)

# Exponents, indices and primes

RAISED_INCOMPLETE = Refusal("This raised exponent is incomplete.", "Write it with ^, such as x^(-2).")
INDEX_OF_NUMBER = Refusal("A number cannot have a subscript.", _NO_SIGNS)
NO_INDEX = Refusal("The subscript is missing.", _AN_INDEX)
INDEX_OF_NOTHING = Refusal("A subscript needs a letter before it.", _AN_INDEX)
PRIME_IN_NUMBER = Refusal("A number cannot have a prime in it.", _NO_SIGNS)
PRIME_OF_NOTHING = Refusal("A prime needs a function before it.", "For example, write f'(x) or y', or d/dx (x^2).")
POWER_OR_LAYER = Refusal(
    "{shown} could be a power or the number of a layer.", "Write {index} for the layer, or {power} for the power."
)
POWER_NO_LAYER = "{shown} is read as the power {power}; write {index} for a subscript"
FACTOR_NO_EXPONENT = (
    "{shown}{factor} is read as ({shown})*{factor}; write {base}^({raised}{factor}) for the other reading"
)
QUOTIENT_NO_EXPONENT = "{shown}/{below} is read as ({shown})/{below}; write {base}^({raised}/{below}) for the power"
DIGITS_AFTER_E = "e{digits} is read as e*{digits}; write e^{digits} for the power"
INDEX_NO_POWER = "{name} is read as {letter} with subscript {digits}; write {letter}^{digits} for a power"

# Fractions and roots

FRAC = Refusal(r"\frac takes two arguments.", r"For example, write \frac{{x}}{{2}}.")
ROOT = Refusal("The function root takes two arguments: the degree and the radicand.", "For example, write root(3, x).")
FACTOR_AFTER_FRACTION = "{whole} is read as ({fraction})*{factor}; to divide by {factor} too, write /({below}{factor})"
FACTOR_AFTER_ROOT = "{shown}{factor} is read as {root}({covered})*{factor}; write {root}({covered}{factor}) for both"

# Brackets

NEVER_OPENED = Refusal("There is no bracket that this {shown} could close.", "Remove it, or open a bracket before it.")
NEVER_CLOSED = Refusal("This bracket is never closed.", "Write {closing} after the expression.")
WRONG_BRACKET = Refusal("This {shown} closes a bracket that was opened with {opening}.", "Write {closing} here.")
EMPTY_BRACKETS = Refusal("There is nothing between these brackets.", _BETWEEN)
BAR_NEVER_CLOSED = Refusal("This bar is never closed.", "Write a second | after the expression.")
BRACKET_FOR_BAR = Refusal("This {shown} comes before the bar | is closed.", "Write | before it.")
EMPTY_BARS = Refusal("There is nothing between these bars.", _BETWEEN)

# Functions

NO_ARGUMENT = Refusal("The argument is missing: {function} of what?", "For example, write {example}(x).")
TAKES_ONE = Refusal("{name} takes one argument, but here it has {count}.", "For example, write {function}(x).")
TAKES_MORE = Refusal("{name} takes {arity} arguments, but here it has {count}.", "For example, write {function}(p, y).")
TAKES_ANY = Refusal(
    "{name} takes two or more arguments, but here it has {count}.", "For example, write {function}(0, x)."
)
NAMED_INVERSE = Refusal("The inverse of {function} has a name of its own.", "Write 1/... for the reciprocal.")
INVERSE_OR_POWER = Refusal(
    "{shown} could be an inverse function or a power, and only the name of {name} is known.",
    "Write 1/{name}(x) for the reciprocal.",
)
TWO_DERIVATIVES = Refusal(
    "{function} has two arguments, so it has two partial derivatives.", "Write d/dx for one of them."
)
ORDER_FOR_EACH = Refusal("{name} has {count} arguments, and each needs an order.", "For example, write f^(1,0)(x, y).")
ORDERS = Refusal("Orders of derivatives are small whole numbers.", "For example, write f^(1,0)(x, y).")
INVERSE_FUNCTION = "{shown} is read as the inverse function {inverse}, not as 1/{name}"
AMPLITUDE = "{run} is read as A*{function}; write arc{function} for the inverse function"
ARGUMENT_ENDS = (
    "{shown}/{below} is read as {name}({argument})/{below}; write {name}({argument}/{below}) for the other reading"
)
POWER_OF_VALUE = "{shown} is read as ({inner}){power}; put the power inside the brackets for the other reading"

# Logarithms

NO_BASE = Refusal("The base of the logarithm is missing.", "For example, write log_2(x).")
WHICH_BASE = Refusal(
    "{shown} can be read in two ways: some put the base last, others first.",
    "Write {with_second} for base {second}, or {with_first} for base {first}.",
)
UNKNOWN_BASE = Refusal("A log without a base cannot have base {base}.", "Use {bases}.")
NATURAL_LOGARITHM = "log is read as the natural logarithm ln; write log_10(x) for base 10"
LOGARITHM_TO_10 = "log is read as the logarithm to base 10; write ln(x) for the natural one"
LOGARITHM_TO_2 = "log is read as the logarithm to base 2; write ln(x) for the natural one"
BASE_FIRST = "{shown} is read as log_{{{base}}}({argument}): the base comes first"

# Words and names

IN_RADIANS = Refusal("Angles are in radians here.", "Write an angle of x degrees as x*pi/180, as in sin(x*pi/180).")
RADIANS_ANYWAY = Refusal("Angles are in radians here anyway.", 'Leave out the word "{word}".')
WORD_FOR_SIGN = Refusal('The word "{word}" is not understood.', "Write {sign} instead.")
DID_YOU_MEAN_FUNCTION = Refusal("The function {name} is not known.", "Did you mean {near}?")
NO_SUCH_FUNCTION = Refusal(
    "The function {name} is not known.", "Use one such as sigmoid, tanh, relu, exp, ln or sum, or * for a product."
)
A_METHOD = Refusal("Functions are not called with a dot here.", "Write {function}(…) instead of .{name}.")
A_DOT = Refusal("A dot before {name} has no meaning here.", "Write functions before their argument, such as sum(x).")
NO_ENTRY = Refusal("Nothing stands in these brackets.", "Write an expression, or entries such as [1, 2].")
NO_COMMA = Refusal("Two entries are side by side.", "Write a comma between them.")
AN_EXPRESSION = "an expression"
PICKS_ENTRY = Refusal(
    "Brackets after {name} would pick an entry, which is not supported.",
    "Give the entry a name of its own, such as x1, or multiply: dot(x, [1, 0]).",
)
UNKNOWN_FUNCTION = Refusal("The function {word} is not known.", "Use a known function, f, g or h, or * for a product.")
MISSPELT_FUNCTION = Refusal("The function {word} is not known; did you mean {meant}?", "Write {meant}(x).")
WORD = Refusal('The word "{word}" is not mathematics.', "Write the formula alone, such as x^2 + 3x.")
WORD_OR_PRODUCT = Refusal(
    'The word "{word}" is not mathematics.',
    "Write the formula alone, such as x^2 + 3x, or {product} for a product.",
)
WORD_OR_NAME = Refusal(
    'The word "{word}" is not mathematics.',
    "Write the formula alone, such as x^2 + 3x; next to a name, write *, as in {word}*x.",
)
NO_VARIABLE = Refusal("The name of the variable is missing.", "For example, write --wrt x.")
NOT_A_VARIABLE = Refusal("{text} is not the name of a variable.", "Write one letter, such as x or theta.")
POINT_IN_DECIMAL = "{typed} is read as {decimal}; write {whole} for the whole number"
READ_AS = "{typed} is read as {meant}"
ONE_NAME = "{name} is read as one name; put * between letters for a product"
CAPITAL_E = "E is read as a letter; write e for the number e"
CAPITAL_PI = "Pi is read as the number pi"

# Functions in pieces

NO_PIECES = Refusal("The pieces are missing.", "Write piecewise((x^2, x < 0), (sin(x), x >= 0)).")
NOT_A_PIECE = Refusal("Each piece is a value and its condition in brackets.", "Write (x^2, x < 0).")
PIECE_WITHOUT_CONDITION = Refusal("A condition must follow the value of this piece.", "Write (x^2, x < 0).")
OTHERWISE_NOT_LAST = Refusal(
    "Only the last piece may be for all other cases.", "Give every piece before it a condition."
)
NO_CONDITION = Refusal("This is not a condition.", "For example, write x < 0, or otherwise.")
NO_CASES = Refusal("There are no cases here.", r"Write x^2 & x < 0 \\ before it.")
CASE_WITHOUT_CONDITION = Refusal("The condition of this case is missing.", r"Write x^2 & x < 0 \\.")
CASES_NEVER_ENDED = Refusal("The cases are never closed.", r"Write \end{{cases}}.")

# Integrals and derivatives that are asked for

FOUR_ARGUMENTS = Refusal(
    "An integral takes the integrand, its variable and two limits.", "Write int(sin(t), t, 0, x^2)."
)
NO_LIMITS = Refusal("An integral needs a lower and an upper limit.", "Write int(sin(t), t, 0, x^2).")
NO_DIFFERENTIAL = Refusal("The variable of integration is missing.", "End the integral with dt.")
BY_NOTHING = Refusal("It takes an expression, and the letter to differentiate with respect to.", "Write d/dx (x^3).")
BY_WHICH_LETTER = Refusal(
    "It is not clear which letter to differentiate with respect to.", "For example, write d/dx (x^2)."
)
BY_A_NUMBER = Refusal("{variable} is a number, not a variable.", "For example, write d/dx (x^2).")
OF_NOTHING = Refusal("The expression to differentiate is missing.", "Write d/d{variable} (x^2).")

# LaTeX

NO_COMMAND = Refusal("A backslash needs a LaTeX command after it.", r"For example, write \sin.")
UNKNOWN_COMMAND = Refusal(
    r"The LaTeX command \{command} is not known.", "Write functions by their names, such as sin(x)."
)
MISSPELT_COMMAND = Refusal(r"The LaTeX command \{command} is not known.", r"Write \{near} for the function {near}.")
UNKNOWN_ENVIRONMENT = Refusal("The LaTeX environment {environment} is not known.", r"For pieces write \begin{{cases}}.")
ACCENT = Refusal("An accent goes on a single letter.", r"For example, write \hat{{y}}.")
TEXT = Refusal('The text "{text}" is not mathematics.', _ONE_EXPRESSION)
LOST_BACKSLASH = Refusal(
    "{sign} is where {command} began: its backslash was lost.",
    "Write it again; between double quotes, many programs need each backslash twice.",
)
LOST_SIGNS = {
    "\0": "A null character", "\a": "A bell", "\b": "A backspace", "\f": "A form feed", "\x1b": "An escape character",
    "\n": "A line break", "\r": "A carriage return", "\v": "A vertical tab", "\t": "A tab",
}  # fmt: skip

# MathML

_AS_PRESENTATION = "Copy the formula as presentation MathML, or write it as text, such as x^2 + 3x."
MARKUP_TOO_LONG = Refusal("This MathML is longer than {most:,} characters.", _SMALLER)
DECLARATION = Refusal("MathML with declarations of its own is not supported.", "Begin with <math>.")
NOT_WELL_FORMED = Refusal("This MathML is not well formed (line {line}, column {column}).", _AS_PRESENTATION)
ONE_PART = Refusal("The MathML element {tag} has 1 part instead of {count}.", _AS_PRESENTATION)
WRONG_PARTS = Refusal("The MathML element {tag} has {parts} parts instead of {count}.", _AS_PRESENTATION)
UNKNOWN_ELEMENT = Refusal("The MathML element {tag} is not supported.", _AS_PRESENTATION)

# SymPy

UNSUPPORTED = Refusal(
    "SymPy's {kind} cannot be used here: {expression}.",
    "Use numbers, symbols, elementary functions, piecewise functions and integrals with limits.",
)
SYMBOL_OF_CONSTANT = Refusal("A symbol named {name} would be mistaken for the number.", "Give the symbol another name.")
INTEGRAL_WITHOUT_LIMITS = Refusal("The integral {expression} has no limits.", "Give a lower and an upper limit.")

# Spreadsheets

_AS_TEXT = "Format the cells as text, and type the answer again."
NOT_A_FORMULA = Refusal(
    "{written} is what a spreadsheet shows for a formula that it does not understand, such as =2x or -2x.", _AS_TEXT
)
A_DATE = Refusal("{written} is a date: a spreadsheet made it out of what was typed, such as 3/4.", _AS_TEXT)

translatable(__name__)
