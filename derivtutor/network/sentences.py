"""What is said of a program that cannot be run: each sentence with its remedy."""

from __future__ import annotations

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# Names
UNDEFINED = Refusal("The name {name} is not set.", "Set it in a line before, or give its value with --at {name}=….")
UNDEFINED_BUT_NEAR = Refusal("The name {name} is not set.", "Did you mean {near}?")
UNDEFINED_PRODUCT = Refusal("The name {name} is not set.", "For a product, write {product}.")
USED_BEFORE_SET = Refusal("{name} is used before it is set in line {line}.", "Move line {line} up.")
CYCLE = Refusal(
    "{name} depends on itself: it is needed here, and set in line {line} from what is set here.", "Break the circle."
)
NEEDS_ITSELF = Refusal("{name} is set from itself.", "Give the new value another name, such as {name}1.")
SET_TWICE = Refusal("{name} is set a second time; it was set in line {line}.", "Give the second value another name.")
NOT_A_NAME = Refusal("A line must set one name.", "Write, for example, z = w*x + b.")
NAME_IS_TAKEN = Refusal("{name} has a meaning of its own and cannot be set.", "Choose another name.")
NO_SUCH_VARIABLE = Refusal("{name} does not occur in the program.", "The names are {names}.")
NO_SUCH_VARIABLE_BUT_NEAR = Refusal("{name} does not occur in the program.", "Did you mean {near}?")
NO_SUCH_VALUE = Refusal("{name} has a value in --at, and does not occur in the program.", "The names are {names}.")
NO_SUCH_VALUE_BUT_NEAR = Refusal(
    "{name} has a value in --at, and does not occur in the program.", "Did you mean {near}?"
)
TWO_VALUES = Refusal("{name} has two values in --at.", "Give it one.")
NOT_A_VALUE = Refusal("{text} is not a value.", "Write, for example, w=1.5, x=(1, 2).")
NOT_A_LEAF = Refusal(
    "{name} is worked out in line {line}, so that no value can be given for it.", "Leave {name} out of --at."
)
NOTHING_TO_DO = Refusal(
    "The program has no names to differentiate by.", "Use a letter, such as w, for what may change."
)

# Lines
AUGMENTED = Refusal(
    "{sign}= would set {name} a second time.",
    "Give the new value a name of its own, such as {name}2 = {name} {sign} 1.",
)
OF_PYTHON = Refusal(
    "{word} is a word of Python; a program here only has lines that set names.", "Write, for example, z = w*x + b."
)
TWICE_EQUAL = Refusal("== compares, and sets no name.", "Write a single =.")
A_COMPARISON = Refusal("A program compares nothing.", "For a choice use max, min, relu or abs.")
A_DEFINITION = Refusal(
    "A program sets names, and defines no functions.", "Write the formula in the line that needs it."
)
UPPER_INDEX = Refusal("An upper index would be read as a power.", "Write {name}_{index} or {name}{index}.")
TWO_NAMES = Refusal("There is a second = in this line.", "Write two lines, each with one =.")
NAMED_ARGUMENT = Refusal("Arguments have no names here.", "Write the value alone, as in dot(x, y).")
LONG_LINE = Refusal("This line has more than {most} characters.", "Divide it into several lines.")
EMPTY = Refusal("The program has no lines.", "Write lines such as z = w*x + b.")
_ARITHMETIC = "Use arithmetic, functions and arrays."
NO_VEC = Refusal("A program has no function vec.", _ARITHMETIC)
NO_NAMED_FUNCTION = Refusal("A program has no function that only has a name.", _ARITHMETIC)
NO_COMPARISON = Refusal("A program has no comparison.", _ARITHMETIC)
NO_CASES = Refusal("A program has no cases.", _ARITHMETIC)
NO_INTEGRAL = Refusal("A program has no integral.", _ARITHMETIC)
NO_DERIVATIVE = Refusal("A program has no derivative.", _ARITHMETIC)
TOO_LONG = Refusal("The program has more than {most} operations.", "Make it shorter.")
TOO_MUCH_WORK = Refusal("The program needs more than {most} multiplications.", "Make its arrays smaller.")
TOO_MANY_ENTRIES = Refusal("The arrays of the program have more than {most} entries.", "Make them smaller.")
TOO_MANY_COLUMNS = Refusal(
    "The Hessian would have {count} columns.", "Name from 1 to {most} numbers, such as --wrt w,b."
)
NO_SUCH_ENGINE = Refusal("There is no faulty engine {name}.", "The engines are {names}.")
NO_SUCH_MODE = Refusal("There is no mode {name}.", "The modes are {names}.")
NEEDS_VALUES = Refusal("{option} needs numbers.", "Give a value to every input, such as --at w=2,x=1.")

# Figures
TOO_LONG_TO_DRAW = Refusal("The loss is too long a formula to be drawn.", "Leave out --plot.")
NOT_DRAWN = Refusal("The {operation} has no formula that could be drawn.", "Leave out --plot.")

# Training
NOTHING_TO_TRAIN = Refusal("It is not said what is trained.", "Name what may change, such as --wrt w,b.")
NOT_TRAINABLE = Refusal("{name} is worked out from others, so that it cannot be trained.", "Train {names}.")
TRAIN_NEEDS_VALUES = Refusal("Training needs numbers.", "Give a value to every input, such as --at w=2,x=1.")
NO_SUCH_OPTIMIZER = Refusal("There is no optimizer {name}.", "The optimizers are {names}.")
NO_SUCH_STEPS = Refusal("There cannot be {steps} steps.", "Choose from 1 to {most:,} steps.")
NO_SUCH_RATE = Refusal("The rate {rate} is no positive number.", "Choose a number such as 0.1.")
BLOWS_UP = Refusal(
    "The loss has no value after step {step}: the steps are too large.", "Choose a smaller rate than {rate}."
)

# Shapes
SHAPES = Refusal("{left} is {left_shape} and {right} is {right_shape}: there is no {what} of them.", "{remedy}")
NOT_FOR_SHAPE = Refusal("{operand} is {shape}, and there is no {function} of it.", "Look at its shape.")
WRITE_INSTEAD = "For the matrix product, write {left} {sign} {right}."
INNER_SIZES = "The columns of the first must be as many as the rows of the second."
BOTH_ALIKE = "Give both the same shape."
SAME_SHAPE = "Give both the same shape; only numbers go with every array."
WHICH_PRODUCT = Refusal(
    "{left} {right} could be two products of vectors.",
    "Write {left}*{right} for the products of the entries, or {left} @ {right} for their sum.",
)
RAGGED = Refusal("The rows have different lengths: {lengths}.", "Give every row the same number of entries.")
TOO_DEEP = Refusal("An array has rows and columns, and no more.", "Use numbers, vectors and matrices.")
MIXED = Refusal("An array is made of numbers or of rows, and not of both.", "Put each row in brackets of its own.")
NOT_A_NUMBER = Refusal(
    "The last line must be a number, and {name} is {shape}.",
    "Make one number of it, such as sum({name}) or mean({name}).",
)
NOT_A_COUNT = Refusal("{function} needs whole numbers.", "Write, for example, {function}(3).")
EXPONENT = Refusal(
    "An exponent must be a number or have the shape of the base.", "Write x^2 for the square of each entry."
)

# At this point
_OTHERS = "Choose other values."
DIVIDES_BY_ZERO = Refusal("{name} divides by 0 at this point: the denominator {below} is 0.", _OTHERS)
DIVIDES_BY_NOTHING = Refusal("{name} divides by 0.", "Write another number.")
OUTSIDE_AS_TYPED = Refusal("{function} needs {needs}, and {operand} is none.", "Write another number.")
OUTSIDE = Refusal("{function} needs {needs}, and {operand} is {value} at this point.", _OTHERS)
POWER_OF_ZERO = Refusal("{name} divides by 0 at this point: {base} is 0 and its exponent is negative.", _OTHERS)
POWER_OF_NEGATIVE = Refusal(
    "{name} has no value at this point: {base} is {value}, and a negative number has no such power.", _OTHERS
)
SINGULAR = Refusal("The matrix {operand} has the determinant 0 at this point, so that there is no {function}.", _OTHERS)
TOO_LARGE = Refusal("{name} is too large at this point: it is beyond 10^308.", _OTHERS)
TOO_LARGE_A_NUMBER = Refusal("This number is too large: it is beyond 10^308.", "Choose a smaller one.")
NO_SLOPE_HERE = Refusal("{name} has no derivative by {operand} where that is {value}.", _OTHERS)

# Code
NOT_IN_MICROGRAD = Refusal("Micrograd has no {what}.", "Choose --code numpy, --code pytorch or --code jax.")
NUMBERS_ALONE = Refusal(
    "Micrograd knows numbers alone, and {name} is {shape}.", "Choose --code numpy, --code pytorch or --code jax."
)
NO_SUCH_FRAMEWORK = Refusal("There is no code for {name}.", "There is code for {names}.")

# Examples
NO_SUCH_EXAMPLE = Refusal("There is no example {name}.", "The examples are {names}.")
NO_SUCH_EXAMPLE_BUT_NEAR = Refusal("There is no example {name}.", "Did you mean {near}?")

translatable(__name__)
