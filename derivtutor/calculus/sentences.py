"""What is said to somebody who asked a topic for what there is not; for translators."""

from derivtutor.errors import Refusal

NO_POINT = Refusal("The point has no value for the variable.", "Write for example at: {variable}=2")
NO_TANGENT = Refusal("There is no tangent at this point.", "Choose a point at which the function has a slope.")
NO_GRADIENT = Refusal("A constant has no gradient.", "Use a function of letters, such as x^2 + y^2.")

# Variables and points

NO_LETTERS = Refusal("There are no letters to differentiate with respect to.", "Use a function such as x^2 + y^2.")
TWICE = Refusal("The variable {variable} is given twice.", "Name each variable once.")
WRONG_NUMBER_OF_VALUES = Refusal(
    "The number of values is {many}, but the variables are {variables}.", "Give one value for each variable."
)
NO_VALUE = Refusal("The point has no value for {variable}.", "Add one, such as {variable}=1.")
UNDEFINED_THERE = Refusal("{expression} has no value.", "Choose a point inside the domain.")

# Equations and curves

NO_EQUATION = Refusal("An equation is wanted here, such as x^2 + y^2 = 25.", "Write {function} = and the other side.")
ONE_EQUALS_SIGN = Refusal("An equation has one equality sign, and here are {many}.", "Write one equation.")
EMPTY_SIDE = Refusal("One side of the equation is empty.", "Write both sides, such as x^2 + y^2 = 25.")
NOT_ON_CURVE = Refusal(
    "The point {point} does not lie on the curve: there the left side is {left} and the right side {right}.",
    "Choose a point for which the equation holds.",
)
NOT_IN_EQUATION = Refusal(
    "The letter {letter} does not occur in the equation.",
    "Name two letters of it, the variable and what depends on it.",
)
SAME_LETTER = Refusal("{letter} cannot depend on itself.", "Name two letters of the equation.")
FIRST_OR_SECOND = Refusal("The order {order} is not possible here.", "Use 1 or 2.")
NOT_LINEAR = Refusal(
    "The differentiated equation cannot be solved for {letter}.", "Write the equation without pieces in {of}."
)
NO_POINTS = Refusal("No point was found at which {equation} holds.", "Choose an equation of a curve that has points.")

# Inverse functions

ONE_LETTER = Refusal("An inverse is that of a function of one variable, and {expression} is none.", "Use one letter.")
VALUE_WANTED = Refusal("The point must give the value of the function.", "Write for example y=2, not {variable}=2.")
NO_SUCH_VALUE = Refusal("No place was found at which {function} is {value}.", "Choose a value that the function takes.")
OTHER_VALUE = Refusal("{there} is not {value}.", "The value is taken at {places}.")

# Parametric curves

ONE_PARAMETER = Refusal("The curve must have one parameter, and here are {letters}.", "Say which with --wrt.")
VERTICAL_LINE = Refusal("x does not change with {variable}: this is a vertical line.", "Use an x that depends on it.")

# The definition

NO_DEFINITION = Refusal(
    "The definition is worked out for polynomials, fractions and roots of them, sin, cos, e^x and ln x; {function} is "
    "none of these.",
    "Leave the method out.",
)
FIRST_ONLY = Refusal("The definition is that of the first derivative.", "Leave the order out.")

# Related rates

NO_RATE = Refusal("{text} is not a rate.", "Write for example dx/dt=2.")
NO_WANTED_RATE = Refusal("It is not said which rate is wanted.", "Name it, such as dy/dt.")
NO_KNOWN_RATE = Refusal(
    "The rate of {letter} is neither known nor wanted.", "Give it, such as d{letter}/d{time}=2, or 0."
)
OTHER_TIME = Refusal("The rates are by {first} and by {second}.", "Write all of them by the same letter.")
RATE_TWICE = Refusal("The rate of {letter} is given twice.", "Give it once.")
TIME_IN_EQUATION = Refusal("The equation has the letter {time} for the time in it.", "Write it with quantities only.")
NO_VALUES_GIVEN = Refusal("The values of the quantities are missing.", "Give them, such as at: x=3,y=4.")
RATE_UNDECIDED = Refusal(
    "At this point the equation does not tell {rate}.", "Choose a point at which its factor is not 0."
)
NO_SOLUTION_THERE = Refusal("There is no {letter} with {point} on this curve.", "Choose other values.")
