"""What is said of an answer or a working that is wrong, unfinished or cannot be read; for translators.

A `Refusal` is a mistake and its remedy; a plain text is what a verdict says. The hints to each misconception stand
beside it, in the tables of `misreadings`, `tasks` and the rule book.
"""

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# How answers are to be judged

NO_SUCH_FORM = Refusal("There is no form called {form}.", "Use {forms}.")
NO_TOLERANCE = Refusal("The tolerance {tolerance} is not possible.", "Use a number such as 0.01.")
NO_SUCH_LEVEL = Refusal("There is no hint of level {level}.", "Use a level from 1 to {most}.")
NO_DERIVATIVE_FOR_ANSWERS = Refusal(
    "No point was found at which this function has a derivative, so answers cannot be judged.", "Check the problem."
)
NO_DERIVATIVE_FOR_WORKING = Refusal(
    "No point was found at which this function has a derivative, so nothing can be judged.", "Check the problem."
)

# Answers that are none

EMPTY = Refusal("The answer is empty.", "Write an expression, such as 2x.")
NO_ANSWER = Refusal("{answer} is not an answer.", "Write an expression, such as 2x.")
A_SENTENCE = Refusal("This is a sentence, not a formula.", "Write the answer alone, such as 2x cos(x).")
STILL_ASKS = Refusal("The answer still contains a derivative.", "Work it out.")
SEVERAL_ANSWERS = Refusal("These are several answers.", "Decide for one of them.")
ANSWER_TOO_LONG = Refusal("The answer is longer than {most:,} characters.", "Write it in a shorter form.")
LACKS_COMPONENT = Refusal("A component is missing.", "Write all {count} components, with commas between them.")
TOO_LARGE = Refusal("The numbers in this answer are too large or too small to be compared.", "Write it without them.")
OTHER_LETTERS = Refusal("Whether there is a derivative depends on the other letters.", "Give values for {letters} too.")

# Answers to topics

NO_SUCH_TOPIC = Refusal("There is no topic called {topic}.", "Choose one of: {topics}.")
NO_SUCH_ARGUMENT = Refusal("{topic} has no {argument}.", "It takes {arguments}.")
NEEDS_ARGUMENT = Refusal("An answer to {topic} cannot be judged without --{option}.", "Add --{option}: {says}")
NO_SUCH_WORD = Refusal("{word} is no answer here.", "Choose one of: {words}.")
NEEDS_A_POINT = Refusal("What the Hessian says depends on the point.", "Give a point at which it is looked at.")
TEST_DOES_NOT_DECIDE = Refusal(
    "The second-derivative test does not decide here, so this cannot be judged.", "Write undecided, or another point."
)
ZERO_BY_ZERO = Refusal(
    "The formula comes to 0/0 at this point, so it cannot be judged whether the tangent is vertical.",
    "Say whether there is a slope.",
)
NOT_ALL_POINTS = Refusal("Not all points could be found, so the answer cannot be judged.", "Try another function.")
NO_POINTS_READ = Refusal("No points can be read here.", "Write them as in (1, 0) minimum; (-1, 0) saddle.")
POINT_OF_OTHER_SIZE = Refusal("{point} has {given} coordinates; there are {wanted} variables.", "Write all of them.")
POINT_NOT_ONE = "{point} is not one of the points."
POINT_TWICE = "{point} stands there more than once."
POINT_MISSING = "A point is missing."
POINTS_MISSING = "{many} points are missing."
KIND_WRONG = {
    "minimum": "{point} is not a minimum.",
    "maximum": "{point} is not a maximum.",
    "saddle": "{point} is not a saddle point.",
}
KIND_STRANGE = "{point} is not a {kind}."
KIND_NOT_CRITICAL = "{point} is a critical point, and something can be said of it."
KIND_UNSAID = "What {point} is, is not said."
THERE_ARE_NONE = "There are no such points."
THERE_ARE_SOME = "There are such points."
IN_ROW = "row {row}, column {column}"
IN_COMPONENT = "the component {name}"
LOOK_AT = "Wrong here: {places}."
ANOTHER_SHAPE = "Asked for is {wanted}; yours is {given}."
ONE_EXPRESSION = "one expression"
A_VECTOR = "a vector of {count} components"
A_MATRIX = "a matrix of {rows} × {columns}"
ONE_NUMBER = "one number"
A_COLUMN = "a vector of length {length}"
A_ROW = "a row of length {length}"
RAGGED = Refusal("The rows of this matrix have different lengths.", "Give each row as many entries.")
NUMBERS_ARE_ASKED = "The question asks for numbers: put the values in."
RIGHT_FOR_SUMS = "This is right where the entries of {letter} add up to 1, as with one-hot labels."

# How an answer was read

WITHOUT_DIFFERENTIAL = "The d{variable} at the end was left out: a derivative has none."
WITHOUT_CONSTANT = "The + C was left out: it belongs to integrals, not to derivatives."
LETTER_READ_AS = "{letters} was read as {meant}: small and capital letters are different letters."
LETTERS_READ_AS = "{letters} were read as {meant}: small and capital letters are different letters."
READ_AS_FUNCTION = "{spelled} was read as {function}; write {product} for the product."
READ_AS_ONE_FUNCTION = "{spelled} was read as one function; write {product} for the product."
WITH_BRACKETS = "With brackets it would be right: {meant}."
LAST_SIDE_ONLY = "Only what comes after the last = was judged: {side} is not equal to it."
IN_THE_PROBLEM = "In the problem, {note}."

TIDIED_UP = "Simplified, it is {answer}."

# Where an answer has values

NO_VALUES = "Your answer has no value at any of the points where the derivative was checked."
UNDEFINED_AT = "Yours is undefined at {point}, where the derivative exists."
UNDEFINED_FOR = "Yours is undefined for {variable} {side} 0, where the derivative exists."
DEFINED_AT_CORNER = "Yours has a value at {point}, where the derivative does not exist."
AGREES_FOR = "It agrees only for {variable} {side} 0."

# Wrong answers

AS_IF = "As if {claim}."
STRANGE_LETTER = "The letter {letter} does not occur in the problem."
A_NUMBER_IS_ASKED = "The question asks for a number: substitute {values}."
HAS_SLOPE = "There is a slope at this point."
NOT_VERTICAL = "There is no vertical tangent at this point."
ROUNDED_RIGHTLY = "Your numbers are rounded."
ROUNDED = "Yours is close to the derivative: was a number rounded?"
TIMES_A_NUMBER = "Yours is the derivative times a number: look at the numbers in front."
TERM_MISSING = "One term of the derivative is missing."
OFF_BY_CONSTANT = "Yours differs from the derivative by a constant."
ORDINALS = ("first", "second")
TERM_RIGHT = "The {which} term, {term}, is right: look at the {other}."
TERMS_RIGHT = "Right so far: {terms}. Look at the other terms."
ALL_TERMS_BUT = "All terms are right but {term}."
OTHER_VARIABLE = "Yours is the derivative with respect to {variable}; the question asks for {asked}."
OTHER_ORDER = "Yours is the derivative of order {order}; the question asks for order {asked}."

# Hints that are true for several explanations

PUT_IN_LAST = "Write down the derivative first, and check every factor and sign in it. Then substitute the number."
LOOK_AT_SIGNS = "Look at the signs once more: where does each minus come from?"
LOOK_AT_RULE = "Look once more at {part}. {rule}: {says}"
LOOK_AT_PART = "Look once more at {part}: differentiate it part by part, and compare each factor and sign with yours."
LOOK_AT_ALL = "Go through it step by step: name the rule for each part, and compare each factor and sign with yours."
CAN_BE_REWRITTEN = "Before you differentiate, look at {function}: can you rewrite it?"
LAWS_OF_REWRITING = "These laws help: {laws}."
REWRITTEN = "{function} is {form}."
NO_HINT_NEEDED = "That is right: no hint is needed."

# Whether there is a derivative

HAS_DERIVATIVE = "There is a derivative there: the slopes from both sides approach the same number."
HAS_NO_DERIVATIVE = "There is no derivative there: {left}, {right}."
LOOK_AT_BOTH_SIDES = "Look at both sides: {left}, {right}."

# Answers that must be right

NO_ANSWER_YET = 'There is no answer yet. Write one between quotes, such as "2x sin(3x)".'
CANNOT_BE_READ = "The answer cannot be read: {error}"
NOT_IN_FORM = {
    "simplified": "{answer} is right, but not simplified. {remaining}",
    "factored": "{answer} is right, but not factored. {remaining}",
    "expanded": "{answer} is right, but not expanded. {remaining}",
}
NOT_FIRST = "{answer} is not the derivative of {function} with respect to {variable}. {hint}"
NOT_SECOND = "{answer} is not the second derivative of {function} with respect to {variable}. {hint}"
NOT_OF_ORDER = "{answer} is not the derivative of order {order} of {function} with respect to {variable}. {hint}"
NOT_FIRST_AT = "{answer} is not the derivative of {function} with respect to {variable} at {point}. {hint}"
NOT_SECOND_AT = "{answer} is not the second derivative of {function} with respect to {variable} at {point}. {hint}"
NOT_OF_ORDER_AT = (
    "{answer} is not the derivative of order {order} of {function} with respect to {variable} at {point}. {hint}"
)

# What remains to be done until an answer is simplified

ZERO_TERM = "The term 0 in {whole} can be left out."
FACTOR_ONE = "The factor 1 in {whole} can be left out."
DENOMINATOR_ONE = "The denominator 1 in {whole} can be left out."
MINUS_SIGNS = "The minus signs in {whole} can be combined."
LIKE_IN_BRACKETS = "Once expanded, {some} and {last} have like terms."
LIKE_TERMS = "The like terms {some} and {last} can be combined."
LIKE_NUMBERS = "The numbers {some} and {last} can be added."
PYTHAGORAS = "sin^2({argument}) + cos^2({argument}) is 1: use it in {whole}."
IS_WORTH = "{part} is {value}."
WORK_OUT = "{part} can be worked out."
WORK_OUT_NUMBERS = "The numbers {some} and {last} in {whole} can be worked out."
REDUCE = "{part} can be reduced."
REDUCE_BY = "{part} can be reduced by {common}."
CANCEL = "{part} can be cancelled."
CANCEL_IN = "{part} can be cancelled in {whole}."
ONE_POWER = "{part} can be written as one power."
ONE_POWER_IN = "{part} can be written as one power in {whole}."
FRACTION_IN_FRACTION = "A fraction stands within a fraction: {whole}."
ROOT = "The root in {whole} can be simplified."
NO_LOGARITHM = "{part} can be written without the logarithm."

LAW_LEFT = "{answer} is not yet simplified: {law}."

# What remains to be done until an answer is factored or expanded

SHARED_FACTOR = "All terms share the factor {factor}: factor it out."
SHARED_FACTOR_OF = "All terms of {whole} share the factor {factor}: factor it out."
FACTOR = "{part} can be factored: {factors}."
MULTIPLY_OUT = "{part} can be expanded."
BRACKETS = "The brackets in {whole} can be removed."
DIVIDE = "{part} can be divided term by term."

# Workings that cannot be judged

TOO_MANY_LINES = Refusal("There are more than {most} lines.", "Check the working in smaller parts.")
LINE_TOO_LONG = Refusal("This line is longer than {most:,} characters.", "Break it into smaller lines.")
UNKNOWN_LETTER = Refusal(
    "The working does not say what {letter} stands for.", "For example, write {letter} = … before this."
)
STEP_WITHOUT_LIMIT = Refusal(
    "The working does not say what becomes of {letter}.", "Write lim_{{{letter}->0}} before the quotient."
)
DEFINITION_TOO_LARGE = Refusal("What {name} stands for is too large.", "Define it by a smaller expression.")
DEFINED_BY_ITSELF = Refusal(
    "{name} is defined in terms of itself.", "Write what it stands for in the problem's letters."
)
LETTERS_TOO_LARGE = Refusal("With its letters replaced, this is too large.", "Use smaller definitions.")

# The verdict on a working

FIRST_WRONG = "Line {number} is the first wrong line."
RIGHT_TO_THE_END = "The working is right to the end."
RIGHT_AT_POINT = "The working is right to the end: it finds the derivative at {point}."
AT_POINT_ALONE = "Everything is right, but this is the derivative at {point} alone."
NOT_BEGUN = "The derivative has not been written down yet."
NOT_WORKED_OUT = "Everything is right so far, but the derivative is not finished."

# Lines that are right, or claim nothing

GOES_ON = "This goes on from line {number}."
WHAT_IS_ASKED = "This only states what is asked for."
FUNCTION_ITSELF = "This is the function itself."
FUNCTION_REWRITTEN = "This is the function, written in another way."
FUNCTION_AGAIN = "This is the function, but it does not follow from line {number}."
FUNCTION_WHERE = "This is the function where {condition}."
PART_OF_PROBLEM = "This is a part of the problem."
TRUE_BESIDE = "This is true, but it is not about the derivative."
TRUE_RULE = "This rule is true for all functions."
TO_BE_SOLVED = "This is an equation to solve."
TANGENT = "This is the tangent."
TANGENT_WHERE = "This does not say at which point it is a tangent."
VALUE_AT = "This is the value at {variable} = {point}."
RIGHT_DIGITS = "This is right to the digits given."
RIGHT_WHERE = "Line {number} is right where {condition}."
RIGHT_NOWHERE = "There is no interval on which {condition}."
RIGHT_AGAIN = "Line {number} is right again, but it does not follow from line {before}."
RIGHT_UNLIKE_BEFORE = "Line {number} is right, but it does not follow from what was written before."
RIGHT_AT_ONCE = "Line {number} is right; it takes several steps at once: {steps}."
FOLLOWS_FROM_WRONG = "Line {number} follows from what was written before, but that was wrong."

# Wrong lines

RIGHT_WITH_BRACKETS = "Line {number} is not right as it stands. With brackets it would be right: {meant}."
NOT_THE_TANGENT = "Line {number} is not the tangent: that is y = {tangent}."
NOT_A_RULE = "Line {number} is not a rule that holds for all functions."
NOT_ABOUT = "Line {number} is not even about right."
NOT_THE_FUNCTION = "Line {number} is not equal to the function: {letter} does not occur in it."
NO_PART_OF_SOMETHING = "No part of the problem is {part} of something."
DOES_NOT_OCCUR = "{part} does not occur in the problem."
DOES_NOT_OCCUR_SO = "{part} does not occur in the problem as it stands."
MISCOPIED = "{part} does not occur in the problem as it stands; {meant} does."
NOT_EQUAL_BEFORE_LIMIT = "Line {number} is not equal to line {before} before the limit is taken: {example}."
WRONG_AT = "Line {number} is wrong at {variable} = {point}: {example}."
WRONG = "{opening}."
WRONG_NAMED = "{opening}: {slip} at {part}."
WRONG_AS_IF = "{opening}: {part} is treated as if {claim}."

# The opening of what is said of a wrong line

DOES_NOT_FOLLOW = "Line {number} does not follow"
IS_NOT = "Line {number} is not {subject}"
NOT_EQUAL_THROUGHOUT = "Line {number} is not equal throughout"
NOT_EQUAL_TO_LINE = "Line {number} is not equal to line {before}"
THE_DERIVATIVE = "the derivative"
DERIVATIVE_OF = "the derivative of {function}"
EQUAL_TO_FUNCTION = "equal to the function"
TRUE = "true"

# The example of a wrong line

GIVES = "this gives {got}, but {introduced} {expected}"
GIVES_AT = "at {point} this gives {got}, but {introduced} {expected}"
DERIVATIVE_IS = "the derivative is"
FUNCTION_IS = "the function is"
LEFT_SIDE_IS = "the left side is"
VALUE_IS = "the value is"
BEFORE_GIVES = "what comes before it gives"
LINE_GIVES = "line {number} gives"
HAS_NO_VALUE = "it has no value where the derivative has one"

# The next step of a working

FINISHED = "The working is finished: there is nothing left to do."
ONCE_MORE = "Differentiate once more: this is the derivative of order {order} only."
PUT_IN_LETTERS = "Substitute what the letters stand for, so that only the problem's letters remain."
MEND = "Correct line {number} first. {wrong} {next}"
MEND_TO_DERIVATIVE = "Correct line {number} first. {wrong} What comes before it is already the derivative."
WORK_OUT_LINE = "Work out the derivatives that are left in the line."
WORK_OUT_SEVERAL = "Work out the derivatives of {some} and {last}."
WORK_OUT_WITH = "Work out the derivative of {part} with {rule}. {says}"
WORK_OUT_WITH_THE = "Work out the derivative of {part} with the {rule}. {says}"
BEGIN_WITH = "Begin with {rule}. {says}"
BEGIN_WITH_THE = "Begin with the {rule}. {says}"

# A backward pass

LINE_CANNOT_BE_READ = "This cannot be read. {message}"
THIS_HAS_NO_VALUE = "This has no value."
NOT_IN_THE_PROGRAM = "The program has no {name}."
NO_GRADIENT = "The program has no {name}: its names are {names}."
NO_GRADIENT_BUT = "The program has no {name}. Did you mean {near}?"
BEGIN_WITH_A_NAME = "Begin the line with what it is about, such as dL/dw = …"
NOT_FOUND_BEFORE = "{about} needs {needs} here, and no line before has found that. Begin at the loss and go back."
IN_A_CIRCLE = "{about} is found from itself here. Begin at the loss and go back."
NO_ONE_RATE = "{about} is a table with more than rows and columns. Write the product with what arrives."
FOLLOWS_FROM = "This follows from line {number}, which is wrong."
RIGHT_ONLY_HERE = "This has the right value here, and would not have it at other values. {says}"
WRONG_NUMBER = "{about} is {right}, and yours is {yours}."
WRONG_ENTRY = "The largest difference is at entry ({entry}): {about} has {right} there, and yours is {yours}."
WRONG_FORMULA = "This is not {about}: at a point that was tried it gives {yours}, and {about} is {right}."
VALUE_OF_FORMULA = "The formula is right, and its value is not: {about} is {right}, and yours is {yours}."
OTHER_SHAPE = "{about} is {wanted}, and yours is {shape}."
TRANSPOSE_IT = "{name} is the wrong way round: it has to be transposed on the way back."
COMPARE_SHAPES = "Compare the shapes: the gradient has the shape of what it belongs to."
WRONG_DERIVATIVE = "The derivative of {result} by {operand} is wrong here: {slip}."
AT_THIS_STEP = "The step from {result} back to {operand} is where it goes wrong."
ALL_RIGHT = "Every line is right."
NO_GRADIENT_YET = "No gradient has been found yet."
STILL_MISSING = "What is there is right. Still to be found: {names}."
NOT_ALL_JUDGED = "Line {number} is left: it could not be judged."
TOO_LARGE_A_PRODUCT = Refusal("This product is too large.", "Use the names of the program.")

translatable(__name__)
