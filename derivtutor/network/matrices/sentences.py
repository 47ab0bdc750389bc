"""What is said to somebody whose matrix expression has no shape, or no derivative; for translators."""

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# Shapes

MISMATCH_PRODUCT = Refusal(
    "{left} is {shape} and {right} is {other}: the {columns} columns of the first do not meet {rows} rows.",
    "Transpose one of them, or change their order.",
)
TWO_VECTORS = Refusal(
    "{left} and {right} are vectors, which cannot be multiplied as they stand.",
    "Write {left}^T {right} for a scalar, {left} {right}^T for a matrix, or {left} .* {right} entry by entry.",
)
MISMATCH_SUM = Refusal("{left} is {shape} and {right} is {other}: they cannot be added.", "Use terms of one shape.")
MISMATCH_ENTRIES = Refusal(
    "{left} is {shape} and {right} is {other}: they cannot be combined entry by entry.", "Use arrays of one shape."
)
NOT_SQUARE = Refusal("{function} needs a square matrix, and {operand} is {shape}.", "Use a square matrix.")
NOT_A_VECTOR = Refusal("{function} needs a vector, and {operand} is {shape}.", "Use a vector.")
DIVISION_BY_ARRAY = Refusal(
    "{operand} is {shape}, and only scalars can be divided by.",
    "Write inv({operand}) or ./ for an elementwise quotient.",
)
POWER_OF_VECTOR = Refusal(
    "{operand} is {shape}, and has no power.",
    "Write .^ for the power of each entry, or ||{operand}||^2 for the square.",
)
WHOLE_POWERS = Refusal("A matrix can be raised to whole powers up to {most}.", "Write a power such as 2 or -1.")
EXPONENT_IS_ARRAY = Refusal("The exponent {operand} is {shape}.", "Use a scalar exponent.")
CONSTANT_EXPONENT = Refusal("The exponent {operand} is not a number.", "Use a number, or e as the base.")
BARS_AROUND_VECTOR = Refusal(
    "The bars around {operand} may mean its length or the size of each entry.", "Write ||{operand}|| or abs({operand})."
)
OTHER_NORM = Refusal("The norm with index {index} is not known here.", "Use ||x||, ||x||_1 or ||X||_F.")
NORM_OF_MATRIX = Refusal(
    "The {index}-norm of a matrix is not known here.", "Write ||{operand}||_F for the Frobenius norm."
)
RAGGED = Refusal("The rows of this matrix have different lengths.", "Give each row as many numbers.")
ONLY_NUMBERS = Refusal(
    "A matrix that is written out has numbers in it only.", "Use a letter for it, and give it values."
)
NOT_A_SIZE = Refusal("{operand} is not a number of rows.", "Use a number such as 3.")
NOT_KNOWN = Refusal("{function} is not known for matrices.", "Use {known}.")
NOT_AN_EXPRESSION = Refusal("This is not a formula of vectors and matrices.", "Use products, sums and functions.")
MAX_OF_ZERO = Refusal("Only the maximum of 0 and an expression is known here.", "Write relu(x) or max(0, x).")
WHICH_KIND = Refusal(
    "It is not clear whether {letters} is a scalar or a vector.",
    "Say so with --shapes, for example --shapes {example}.",
)
WHICH_KINDS = Refusal(
    "It is not clear which of {letters} are scalars and which are vectors.",
    "Say so with --shapes, for example --shapes {example}.",
)
NOT_A_SHAPE = Refusal("{text} is not a shape.", "For example, write X=5x3, w=3 or c=scalar.")
UNUSED_SHAPE = Refusal("The letter {letter} does not occur in {function}.", "Leave its shape out.")
OTHER_SHAPE = Refusal("The value of {letter} is {shape}, but {letter} is {wanted}.", "Use values of one shape.")

# Derivatives

WHICH_LETTER = Refusal(
    "It is not clear which letter to differentiate with respect to.", "Say which with --wrt: {letters}."
)
NO_LETTERS = Refusal("There are no letters to differentiate with respect to.", "Use a function such as ||X w - y||^2.")
NOT_THERE = Refusal("The letter {letter} does not occur in {function}.", "Choose one of {letters}.")
MATRIX_BY_ARRAY = Refusal(
    "{function} is {shape} and {letter} is {other}: this derivative has {many} indices and is no matrix.",
    "Differentiate a scalar of it, such as tr(A Y) or ||Y||_F^2, or multiply it by a vector that is held constant.",
)
ROW_BY_ARRAY = Refusal("{function} is {shape}.", "Differentiate its transpose, which is a column.")
NO_HESSIAN = Refusal(
    "A Hessian is that of a scalar function by a vector; here the function is {shape} and {letter} is {other}.",
    "Use a scalar function and a vector.",
)
NO_SUCH_ORDER = Refusal("The order {order} is not possible here.", "Use 1, or 2 for the Hessian.")
NOT_READ_OFF = Refusal("This derivative cannot be read off by the rules known here.", "Use a shorter function.")
NOT_SYMMETRIC = Refusal("{letter} is {shape}, and only square matrices are symmetric.", "Leave symmetric out.")
UNKNOWN_SYMMETRIC = Refusal("The letter {letter} does not occur in {function}.", "Leave it out of symmetric.")
NO_INVERSE = Refusal(
    "A matrix in {function} has no inverse at any of the matrices tried, and the rules need one.",
    "Use a function whose matrices are not singular.",
)
NO_PLACE = Refusal("No matrices were found at which {function} has a value.", "Check the function.")

# Values

NO_VALUE = Refusal("There is no value for {letter}.", "Add one, such as {letter}={example}.")
NOT_A_VALUE = Refusal("{text} is not a matrix.", "For example, write X=[[1, 2], [3, 4]],w=(1, 2).")
NOT_A_FILE = Refusal("The file {path} cannot be read.", "Give a file with lines such as X = [[1, 2], [3, 4]].")
UNDEFINED = Refusal("{part} has no value at this point.", "Choose a point inside the domain.")
SINGULAR = Refusal("{part} is singular at this point, and has no inverse.", "Choose another point.")
KINK = Refusal("{function} has no derivative at this point.", "Choose a point at which it has one.")
NO_SUCH_METHOD = Refusal("There is no method called {method}.", "Use differentials or indices.")
NO_SUCH_CODE = Refusal("There is no code for {code}.", "Use numpy or pytorch.")
NO_CODE_OF = Refusal("There is no code for the function {function}.", "Leave the code out.")
NOT_BY_INDICES = Refusal(
    "By indices only traces of products, bilinear and quadratic forms and squared norms are worked out.",
    "Leave the method out.",
)

# What is told beside a derivative

ADDED_TO_EACH = "A scalar beside an array is added to each of its entries."
FROBENIUS = "The norm of a matrix is the Frobenius norm, the root of the sum of all squares."
EACH_ENTRY = "Functions of numbers, such as exp, are applied to each entry."
IDENTITY = "I is the identity matrix."
KINKS = "At 0, where |u| and relu(u) have a kink, their slope is taken as 0."
STEP = "step(u) is 1 where u is positive, and 0 elsewhere."
SUMS_TO_ONE = "Where the entries of {letter} add up to 1, as with one-hot labels, this is {result}."
SYMMETRIC_CONVENTION = (
    "{letter} is symmetric: two entries that mirror each other change together, so the gradient is G + Gᵀ − I ⊙ G."
)

translatable(__name__)
