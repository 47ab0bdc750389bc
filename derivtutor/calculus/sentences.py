"""What is said to somebody who asked a topic for what there is not, and small words; for translators."""

from derivtutor.errors import Refusal
from derivtutor.language import translatable

NO_POINT = Refusal("The point has no value for {variable}.", "For example, write at: {variable}=2.")
NO_TANGENT = Refusal("There is no tangent at this point.", "Choose a point at which the function has a slope.")
NO_GRADIENT = Refusal("A constant has no gradient.", "Use a function of letters, such as x^2 + y^2.")

# Variables and points

NO_LETTERS = Refusal("There are no letters to differentiate with respect to.", "Use a function such as x^2 + y^2.")
TWICE = Refusal("The variable {variable} is given twice.", "Name each variable once.")
WRONG_NUMBER_OF_VALUES = Refusal(
    "The number of values is {many}, but the variables are {variables}.", "Give one value for each variable."
)
NO_VALUE = Refusal("The point has no value for {variable}.", "Add one, such as {variable}=1.")
NUMBER_TOO_LARGE = Refusal("A number here is too large to work with.", "Use numbers below 10^300 in size.")
NO_FORMULA = Refusal("{function} has no values.", "Write a formula in its place, such as x^2 + 1.")
TOO_LARGE_THERE = Refusal("{expression} or its derivative is too large to work with.", "Choose another point.")
UNDEFINED_THERE = Refusal("{expression} has no value.", "Choose a point inside the domain.")
NO_SLOPE_THERE = Refusal(
    "{function} has no derivative with respect to {variable} at this point.", "Choose a point at which it has one."
)
NOT_THERE = Refusal("The letter {variable} does not occur in {function}.", "Choose one of {letters}.")
NOT_IN_ANY = Refusal("The letter {variable} occurs in none of the functions.", "Choose from {letters}.")
A_POINT_IS_NEEDED = Refusal("A point is missing.", "For example, write at: {example}.")

# Figures

NO_VALUE_TO_DRAW = Refusal("A figure needs a number for {letter}.", "Write a number in its place.")
NO_FORMULA_TO_DRAW = Refusal("{function} has no formula to draw.", "Write a formula in its place, such as x^2 + 1.")
ONE_VARIABLE_TO_DRAW = Refusal(
    "This figure is drawn for one variable, and here the variables are {variables}.", "Leave out --plot."
)
TWO_VARIABLES_TO_DRAW = Refusal(
    "This figure is drawn for two variables, and here the variables are {variables}.", "Leave out --plot."
)
ONE_LETTER_TO_PLOT = Refusal(
    "Curves have one variable, and here the letters are {letters}.",
    "Name it with --wrt, and write numbers in place of the others.",
)
NO_PART_OF_THE_LINE = Refusal("{given} is no part of the line.", "Write two numbers, the smaller one first: -6,6.")

# Expressions and equations

NO_EXPRESSION = Refusal("An expression is expected here, not an equation.", "Write only one side of the =.")
NO_EQUATION = Refusal("An equation is expected here, such as x^2 + y^2 = 25.", "Write {function} = and the other side.")
ONE_EQUALS_SIGN = Refusal("An equation has one equality sign, and here are {many}.", "Write one equation.")
EMPTY_SIDE = Refusal("One side of the equation is empty.", "Write both sides, such as x^2 + y^2 = 25.")

# Partial derivatives

ORDER_OR_VARIABLES = Refusal(
    "The order is {order}, but the variables are {variables}.", "Name one variable, or one for each time."
)

# Directions

NO_DIRECTION = Refusal("A direction is missing.", "For example, write along: 1,1, or towards: x=4,y=6.")
TWO_DIRECTIONS = Refusal("There are two directions, along and towards.", "Leave one of them out.")
ZERO_DIRECTION = Refusal("The zero vector has no direction.", "Give a vector such as 1,1.")
SAME_POINT = Refusal("The point to go towards is the point itself.", "Choose another one.")
ANGLE_NEEDS_TWO = Refusal(
    "An angle is a direction for two variables, and here the variables are {variables}.",
    "Give one component for each variable.",
)
NOT_A_COMPONENT = Refusal("{text} is not a component of a vector.", "Write numbers, such as 1,1.")

# Tangent planes

ONE_VARIABLE = Refusal("A tangent plane needs at least two variables.", "Use a function such as x^2 + y^2.")
NOT_ON_IT = Refusal(
    "The point does not lie on it: the left side is {left}, the right side is {right}.",
    "Choose a point at which both sides are equal.",
)
NO_NORMAL = Refusal(
    "The gradient is zero at this point, so there is no normal vector and no tangent plane.", "Choose another point."
)

# Total derivatives

NO_RULES = Refusal("Nothing says what the variables depend on.", "For example, write where: x=sin(2t),y=cos(t).")
NOT_A_RULE = Refusal(
    "{text} does not say what a variable depends on.", "Write a letter, = and an expression, such as x=sin(2t)."
)
TWO_RULES = Refusal("There are two expressions for {variable}.", "Give one of them.")
UNUSED_RULE = Refusal("The letter {variable} does not occur in {function}.", "Leave out what it depends on.")
GOES_IN_A_CIRCLE = Refusal("{variable} depends on itself here.", "Say what it depends on by other letters.")
WHICH_LETTER = Refusal("The variables depend on {letters}.", "Choose one of them, such as wrt: {first}")
NOT_FREE = Refusal("{variable} depends on other letters here.", "Differentiate with respect to one of {letters}.")
NOTHING_DEPENDS = Refusal("Nothing here depends on {variable}.", "Choose one of {letters}.")

# Jacobians

NO_FUNCTIONS = Refusal("There are no functions.", "For example, write [x^2 y, 5x + sin(y)].")

# Proofs

NO_PROOF = Refusal("There is no proof for {rule}.", "These rules have one: {rules}.")

# Descent

NUMBER_OF_STEPS = Refusal("The number of steps is {steps}.", "Take 1 to {most} steps.")
NO_SUCH_METHOD = Refusal('There is no method "{method}".', "Choose one of: {methods}.")
RATE_NOT_POSITIVE = Refusal("A learning rate is greater than 0.", "Use a rate such as 0.1.")
NOT_RATIONAL_GIVEN = Refusal("{given} is not a rational number.", "Use a number such as 0.1 or 1/3.")
NOT_RATIONAL = Refusal("Not all numbers on the way can be written as fractions of readable length.", "Leave out exact.")
NO_GRADIENT_AT_START = Refusal("There is no gradient at the start.", "Begin at a point where the function is smooth.")

# Taylor polynomials

NO_SUCH_ORDER = Refusal("The order {order} is not a whole number from 0 to {most}.", "Choose another order.")
ORDER_OF_SEVERAL = Refusal("In several variables the order is 1 or 2.", "Leave the order out for 2.")
NO_TAYLOR = Refusal(
    "The function does not have derivatives up to order {order} at {place}.", "Choose another centre or a lower order."
)
TOO_LONG = Refusal("The coefficients up to order {order} are too long to be written.", "Give the letters values.")
BOUND_OF_ONE_VARIABLE = Refusal("The error is bounded for functions of one variable only.", "Leave the distance out.")
NO_DISTANCE = Refusal("The distance {within} is not a positive number.", "For example, write 0.5.")
NO_BOUND = Refusal(
    "No bound of the error was found up to a distance of {within}.", "Choose a smaller distance from the centre."
)
CONTINUED = "At {place} the function is continued by its limit."

# Second derivatives

SECOND_TOO_LONG = Refusal("The second derivatives are too long to be written.", "Use a shorter function.")

# Critical points

LETTER_WITHOUT_VALUE = Refusal(
    "The letter {letter} has no value, and the variables are {variables}.", "Write a number for it."
)
PERHAPS_MORE = "There may be other points: not all equations were solved completely."
WHOLE_CURVES = "There are whole curves of such points; these are not listed."

# Extreme values under conditions

NO_CONDITION = Refusal("There is no condition.", "Write an equation, such as x^2 + y^2 = 8.")
LETTER_NOT_IN_CONDITION = Refusal(
    "None of the variables {variables} is in the condition {condition}.", "Write an equation with these letters."
)
TOO_MANY_CONDITIONS = Refusal("There are {many} conditions for {variables} variables.", "Give fewer conditions.")

# Equations and curves

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
CANCELS = Refusal(
    "The letter {of} cancels: the equation does not tell its slope.", "Use an equation that depends on it."
)
NO_POINTS = Refusal("No point was found at which {equation} holds.", "Choose an equation of a curve that has points.")

# Inverse functions

ONE_LETTER = Refusal("An inverse is that of a function of one variable, and {expression} is none.", "Use one letter.")
VALUE_WANTED = Refusal("The point must give the value of the function.", "For example, write y=2, not {variable}=2.")
NO_SUCH_VALUE = Refusal("No place was found at which {function} is {value}.", "Choose a value that the function takes.")
OTHER_VALUE = Refusal("{there} is not {value}.", "The value is taken at {places}.")

# Parametric curves

ONE_PARAMETER = Refusal("The curve must have one parameter, and here are {letters}.", "Say which with --wrt.")
VERTICAL_LINE = Refusal(
    "The x of the curve does not change with {variable}: this is a vertical line.", "Use an x that depends on it."
)

# The definition

NO_DEFINITION = Refusal(
    "The definition is worked out for polynomials, fractions and roots of them, sin, cos, tan, a^x and logarithms of "
    "a x + b, and their sums, products, quotients and powers up to 4; {function} is none of these, or too long.",
    "Leave the method out to use the rules.",
)
FIRST_ONLY = Refusal("The definition is that of the first derivative.", "Leave the order out.")

# Related rates

NO_RATE = Refusal("{text} is not a rate.", "For example, write dx/dt=2.")
NO_WANTED_RATE = Refusal("It is not said which rate is wanted.", "Name it, such as dy/dt.")
NO_KNOWN_RATE = Refusal(
    "The rate of {letter} is neither known nor wanted.",
    "Give it, such as d{letter}/d{time}=2, or 0, or add an equation with where.",
)
NOTHING_IN_COMMON = Refusal("{relation} has no letter of the other equations.", "Leave it out.")
OTHER_TIME = Refusal("The rates are by {first} and by {second}.", "Write all of them by the same letter.")
RATE_TWICE = Refusal("The rate of {letter} is given twice.", "Give it once.")
TIME_IN_EQUATION = Refusal("The equation has the letter {time} for the time in it.", "Write it with quantities only.")
NO_VALUES_GIVEN = Refusal("The values of the quantities are missing.", "Give them, such as at: x=3,y=4.")
RATE_UNDECIDED = Refusal(
    "At this point the equation does not tell {rate}.", "Choose a point at which its factor is not 0."
)
NO_SOLUTION_THERE = Refusal("There is no {letter} with {point} on this curve.", "Choose other values.")

# Between the last two of a list

AND = " and "
OR = " or "

translatable(__name__)
