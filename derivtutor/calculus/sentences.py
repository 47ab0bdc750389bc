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

# Expressions and equations

NO_EQUATION = Refusal("An equation is wanted here, such as x^2 + y^2 = 25.", "Write {function} = and the other side.")
ONE_EQUALS_SIGN = Refusal("An equation has one equality sign, and here are {many}.", "Write one equation.")
EMPTY_SIDE = Refusal("One side of the equation is empty.", "Write both sides, such as x^2 + y^2 = 25.")

# Taylor polynomials

NO_SUCH_ORDER = Refusal("The order {order} is not a whole number from 0 to {most}.", "Choose another order.")
ORDER_OF_SEVERAL = Refusal("In several variables the order is 1 or 2.", "Leave the order out for 2.")
NO_TAYLOR = Refusal(
    "The function does not have derivatives up to order {order} at {place}.", "Choose another centre or a lower order."
)
TOO_LONG = Refusal("The coefficients up to order {order} are too long to be written.", "Give the letters values.")
BOUND_OF_ONE_VARIABLE = Refusal("The error is bounded for functions of one variable only.", "Leave the distance out.")
NO_DISTANCE = Refusal("The distance {within} is not positive.", "Write for example 0.5.")
NO_BOUND = Refusal(
    "No bound of the error was found up to a distance of {within}.", "Choose a smaller distance from the centre."
)
CONTINUED = "At {place} the function is continued by its limit."

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
