"""What is said to somebody who wrote an expression that cannot be read, or could be read otherwise; for translators.

A `Refusal` is a mistake and its remedy; a plain text is a note on how something was read.
"""

from derivtutor.errors import Refusal

_ONE_EXPRESSION = "Write one expression, such as x^2 + 3x."
_SMALLER = "Break it into smaller expressions."
_NO_SIGNS = "Write a long number without signs in it, as 1000, and a letter with an index as w_1."
_AN_INDEX = "Write a letter with an index as w_1 or w_max."
_BETWEEN = "Put an expression between them."

# The whole text

NOTHING = Refusal("There is nothing to read.", "Write an expression, such as x^2 + 3x.")
TOO_LONG = Refusal("This is longer than {most:,} characters.", _SMALLER)
TOO_MANY_PARTS = Refusal("This has more than {most:,} parts.", _SMALLER)
TOO_DEEP = Refusal("This is nested more than {most} levels deep.", "Name the inner parts and treat them one by one.")
SEVERAL_LINES = Refusal(
    "This is drawn on several lines, and where its exponents and fractions belong is lost.",
    "Write it on one line, such as x^2/(x + 1).",
)
ENDS_TOO_EARLY = Refusal("The expression ends too early.", _ONE_EXPRESSION)
AN_EQUATION = Refusal("An expression is wanted here, not an equation.", "Write only one side of the {sign}.")
A_COMPARISON = Refusal("An expression is wanted here, not a comparison.", "Write only one side of the {sign}.")
NO_EXPRESSION = Refusal("An expression is missing here.", "Write for example x^2.")
NO_BEGINNING = Refusal("This is not mathematics.", "Begin with a number, a letter, a function or a bracket.")
OF_ALL_FACTORS = "This was read as {whole}."

# Characters

FACTORIAL = Refusal("Factorials are not read.", "Write the number itself, such as 6 for 3!.")
INFINITY = Refusal("Infinity is not a number.", "Write an expression, such as x^2 + 3x.")
PERCENTAGE = Refusal("Percentages are not read.", "Write a fraction, such as 5/100 for 5%.")
TWO_SIGNS = Refusal("The sign {sign} stands for two expressions.", "Write one of them, with + or -.")
SEMICOLON = Refusal(
    "A semicolon parts nothing here.", "Write a comma between arguments and a point in numbers, as max(1.5, x)."
)
NOT_A_SIGN = Refusal("The character {sign} is not mathematics.", _ONE_EXPRESSION)
UNKNOWN_CHARACTER = Refusal(
    "The character {sign} is not understood here.", "Remove it or write what it means, such as 2*x."
)
INVISIBLE_CHARACTER = Refusal(
    "The invisible character {sign} is not understood here.", "Remove it or write what it means, such as 2*x."
)
DOES_NOT_FIT = Refusal("{shown} does not fit here.", _ONE_EXPRESSION)
COMMA = Refusal("A comma does not fit here.", _ONE_EXPRESSION)
DECIMAL_COMMA = Refusal("A comma does not fit here.", "Write a decimal point, as in 2.5.")
COMPOSED = Refusal("A composition is written with brackets here.", "Write f(g(x)).")

# Numbers

TWO_NUMBERS = Refusal("Two numbers stand side by side.", "Write * between them to multiply.")
TWO_NUMBERS_OR_ONE = Refusal(
    "Two numbers stand side by side.", "Write {first}{second} for one number, or * between them to multiply."
)
TWO_NUMBERS_OR_MIXED = Refusal(
    "Two numbers stand side by side.",
    "Write ({first} + {second}/{below}) for a mixed number, or * between them to multiply.",
)
NO_DIGITS = Refusal("A decimal point needs digits beside it.", "Write for example 0.5.")
NO_DIGITS_IN_LATEX = Refusal("A decimal point needs digits beside it.", "Put the number in braces, as in {{0.5}}.")
TWO_POINTS = Refusal("This number has two decimal points.", "Write for example 2.5.")
TOO_MANY_DIGITS = Refusal("This number has more than {most:,} digits.", "Use a shorter number or a letter for it.")
WHOLE_OR_DECIMAL = Refusal("{typed} could be {whole} or {decimal}.", "Write {whole} or {decimal}.")
POWER_OF_TEN = "{typed} is read as {digits}*10^({exponent}); write {other} for the number e"

# Operators

NOTHING_BEFORE = Refusal("Something must stand before {shown}.", "Write for example x + 2 or x^2.")
NOTHING_AFTER = Refusal("Something must follow {before}.", "Write for example x {before} 2.")
TWICE = Refusal("The sign {shown} stands here twice.", "Write it once, as in x {shown} 2.")
CANNOT_FOLLOW = Refusal("{shown} cannot follow {before}.", _BETWEEN)

# Exponents, indices and primes

RAISED_INCOMPLETE = Refusal("This raised exponent is not complete.", "Write it with ^, such as x^(-2).")
INDEX_OF_NUMBER = Refusal("A number has no index.", _NO_SIGNS)
NO_INDEX = Refusal("The index is missing.", _AN_INDEX)
INDEX_OF_NOTHING = Refusal("An index needs a letter before it.", _AN_INDEX)
PRIME_IN_NUMBER = Refusal("A prime does not fit into a number.", _NO_SIGNS)
PRIME_OF_NOTHING = Refusal("A prime needs a function before it.", "Write for example f'(x) or y', or d/dx (x^2).")
POWER_OR_LAYER = Refusal(
    "{shown} could be a power or the number of a layer.", "Write {index} for the layer, or {power} for the power."
)
POWER_NO_LAYER = "{shown} is read as the power {power}; write {index} for an index"
FACTOR_NO_EXPONENT = "{shown}{factor} is read as ({shown})*{factor}; write {base}^({raised}{factor}) for the other"
QUOTIENT_NO_EXPONENT = "{shown}/{below} is read as ({shown})/{below}; write {base}^({raised}/{below}) for the power"
DIGITS_AFTER_E = "e{digits} is read as e*{digits}; write e^{digits} for the power"
INDEX_NO_POWER = "{name} is read as {letter} with index {digits}; write {letter}^{digits} for a power"

# Fractions and roots

FRAC = Refusal(r"\frac takes two arguments.", r"Write for example \frac{{x}}{{2}}.")
ROOT = Refusal("root takes two arguments: the degree and the radicand.", "Write for example root(3, x).")
FACTOR_AFTER_FRACTION = "{whole} is read as ({fraction})*{factor}; for {factor} below the line write /({below}{factor})"
FACTOR_AFTER_ROOT = "{shown}{factor} is read as {root}({covered})*{factor}; write {root}({covered}{factor}) for both"

# Brackets

NEVER_OPENED = Refusal("There is no bracket that this {shown} could close.", "Remove it, or open a bracket before it.")
NEVER_CLOSED = Refusal("This bracket is never closed.", "Write {closing} after the expression.")
WRONG_BRACKET = Refusal("This {shown} closes a bracket that was opened with {opening}.", "Write {closing} here.")
EMPTY_BRACKETS = Refusal("There is nothing between these brackets.", _BETWEEN)
BAR_NEVER_CLOSED = Refusal("This bar is never closed.", "Write a second | after the expression.")
BRACKET_FOR_BAR = Refusal("This {shown} stands where a bar should be closed.", "Write | before it.")
EMPTY_BARS = Refusal("There is nothing between these bars.", _BETWEEN)

# Functions

NO_ARGUMENT = Refusal("The argument is missing: {function} of what?", "Write for example {example}(x).")
TAKES_ONE = Refusal("{name} takes one argument, and here it has {count}.", "Write for example {function}(x).")
TAKES_MORE = Refusal("{name} takes {arity} arguments, and here it has {count}.", "Write for example {function}(p, y).")
TAKES_ANY = Refusal(
    "{name} takes two or more arguments, and here it has {count}.", "Write for example {function}(0, x)."
)
NAMED_INVERSE = Refusal("The inverse of {function} has a name of its own.", "Write 1/... for the reciprocal.")
INVERSE_OR_POWER = Refusal(
    "{shown} could be an inverse function or a power, and only the name of {name} is known.",
    "Write 1/{name}(x) for the reciprocal.",
)
TWO_DERIVATIVES = Refusal("{function} has two arguments, and each has its derivative.", "Write d/dx for one.")
ORDER_FOR_EACH = Refusal("{name} has {count} arguments, and each needs its order.", "Write for example f^(1,0)(x, y).")
ORDERS = Refusal("Orders of derivatives are small whole numbers.", "Write for example f^(1,0)(x, y).")
INVERSE_FUNCTION = "{shown} is read as the inverse function {inverse}, not as 1/{name}"
AMPLITUDE = "{run} is read as A*{function}; write arc{function} for the inverse function"
ARGUMENT_ENDS = "{shown}/{below} is read as {name}({argument})/{below}; write {name}({argument}/{below}) for the other"
POWER_OF_VALUE = "{shown} is read as ({inner}){power}; put the power inside the brackets for the other"

# Logarithms

NO_BASE = Refusal("The base of the logarithm is missing.", "Write for example log_2(x).")
WHICH_BASE = Refusal(
    "{shown} has two readings: some put the base last, others first.",
    "Write {with_second} for base {second}, or {with_first} for base {first}.",
)
UNKNOWN_BASE = Refusal("There is no reading of log with the base {base}.", "Use {bases}.")
NATURAL_LOGARITHM = "log is read as the natural logarithm ln; write log_10(x) for base 10"
LOGARITHM_TO_10 = "log is read as the logarithm to base 10; write ln(x) for the natural one"
LOGARITHM_TO_2 = "log is read as the logarithm to base 2; write ln(x) for the natural one"
BASE_FIRST = "{shown} is read as log_{{{base}}}({argument}): the base stands first"

# Words and names

IN_RADIANS = Refusal("Angles are in radians here.", "Write an angle of x degrees as x*pi/180, as in sin(x*pi/180).")
RADIANS_ANYWAY = Refusal("Angles are in radians here anyway.", "Leave the word {word} out.")
WORD_FOR_SIGN = Refusal("The word {word} is not read.", "Write {sign} for it.")
UNKNOWN_FUNCTION = Refusal("The function {word} is not known.", "Use a known function, f, g or h, or * for a product.")
MISSPELT_FUNCTION = Refusal("The function {word} is not known; did you mean {meant}?", "Write {meant}(x).")
WORD = Refusal("The word {word} is not mathematics.", "Write the formula alone, such as x^2 + 3x.")
WORD_OR_PRODUCT = Refusal(
    "The word {word} is not mathematics.",
    "Write the formula alone, such as x^2 + 3x, or {product} for a product.",
)
WORD_OR_NAME = Refusal(
    "The word {word} is not mathematics.",
    "Write the formula alone, such as x^2 + 3x; beside a name write *, as in {word}*x.",
)
NO_VARIABLE = Refusal("The name of the variable is missing.", "Write for example --wrt x.")
NOT_A_VARIABLE = Refusal("{text} is not the name of a variable.", "Write one letter, such as x or theta.")
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
NO_CONDITION = Refusal("This is no condition.", "Write for example x < 0, or otherwise.")
NO_CASES = Refusal("There are no cases here.", r"Write x^2 & x < 0 \\ before it.")
CASE_WITHOUT_CONDITION = Refusal("The condition of this case is missing.", r"Write x^2 & x < 0 \\.")
CASES_NEVER_ENDED = Refusal("The cases are never ended.", r"Write \end{{cases}}.")

# Integrals and derivatives that are asked for

FOUR_ARGUMENTS = Refusal(
    "An integral takes the integrand, its variable and two limits.", "Write int(sin(t), t, 0, x^2)."
)
NO_LIMITS = Refusal("An integral needs a lower and an upper limit.", "Write int(sin(t), t, 0, x^2).")
NO_DIFFERENTIAL = Refusal("The variable of integration is missing.", "End the integral with dt.")
BY_NOTHING = Refusal("It takes what is differentiated, and by which letter.", "Write d/dx (x^3).")
BY_WHICH_LETTER = Refusal("It is not clear by which letter this is differentiated.", "Write for example d/dx (x^2).")
BY_A_NUMBER = Refusal("{variable} is a number, not a variable.", "Write for example d/dx (x^2).")
OF_NOTHING = Refusal("What is to be differentiated is missing.", "Write d/d{variable} (x^2).")

# LaTeX

NO_COMMAND = Refusal("A backslash needs a LaTeX command after it.", r"Write for example \sin.")
UNKNOWN_COMMAND = Refusal(
    r"The LaTeX command \{command} is not known.", "Write functions by their names, such as sin(x)."
)
MISSPELT_COMMAND = Refusal(r"The LaTeX command \{command} is not known.", r"Write \{near} for the function {near}.")
UNKNOWN_ENVIRONMENT = Refusal("The LaTeX environment {environment} is not known.", r"For pieces write \begin{{cases}}.")
ACCENT = Refusal("An accent stands on one letter.", r"Write for example \hat{{y}}.")
TEXT = Refusal("The text {text} is not mathematics.", _ONE_EXPRESSION)
LOST_BACKSLASH = Refusal(
    "{sign} stands where {command} began: its backslash was lost.",
    "Write it again; in a text between double quotes, programs want each backslash twice.",
)
LOST_SIGNS = {
    "\0": "A null character", "\a": "A bell", "\b": "A backspace", "\f": "A form feed", "\x1b": "An escape character",
    "\n": "A line break", "\r": "A carriage return", "\v": "A vertical tab", "\t": "A tab",
}  # fmt: skip

# MathML

_AS_PRESENTATION = "Copy the formula as presentation MathML, or write it as text, such as x^2 + 3x."
MARKUP_TOO_LONG = Refusal("This MathML is longer than {most:,} characters.", _SMALLER)
DECLARATION = Refusal("MathML with declarations of its own is not read.", "Begin with <math>.")
NOT_WELL_FORMED = Refusal("This MathML is not well formed (line {line}, column {column}).", _AS_PRESENTATION)
ONE_PART = Refusal("The MathML element {tag} has 1 part instead of {count}.", _AS_PRESENTATION)
WRONG_PARTS = Refusal("The MathML element {tag} has {parts} parts instead of {count}.", _AS_PRESENTATION)
UNKNOWN_ELEMENT = Refusal("The MathML element {tag} is not read.", _AS_PRESENTATION)

# SymPy

UNSUPPORTED = Refusal(
    "SymPy's {kind} cannot be used here: {expression}.",
    "Use numbers, symbols, elementary functions, piecewise functions and integrals with limits.",
)
SYMBOL_OF_CONSTANT = Refusal("A symbol named {name} would be taken for the number.", "Give the symbol another name.")
INTEGRAL_WITHOUT_LIMITS = Refusal("The integral {expression} has no limits.", "Give a lower and an upper limit.")

# Spreadsheets

_AS_TEXT = "Format the cells as text, and type the answer again."
NOT_A_FORMULA = Refusal(
    "{written} is what a spreadsheet shows for a formula that makes no sense to it, such as =2x or -2x.", _AS_TEXT
)
A_DATE = Refusal("{written} is a date: a spreadsheet made it of what was typed, such as 3/4.", _AS_TEXT)
