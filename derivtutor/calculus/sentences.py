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
NO_FORMULA = Refusal("{function} has no values.", "Write a formula in its place, such as x^2 + 1.")
TOO_LARGE_THERE = Refusal("{expression} or its derivative is too large to work with.", "Choose another point.")
UNDEFINED_THERE = Refusal("{expression} has no value.", "Choose a point inside the domain.")

# Descent

NUMBER_OF_STEPS = Refusal("The number of steps is {steps}.", "Take 1 to {most} steps.")
NO_SUCH_METHOD = Refusal('There is no method "{method}".', "Choose one of: {methods}.")
RATE_NOT_POSITIVE = Refusal("A learning rate is greater than 0.", "Use a rate such as 0.1.")
NOT_RATIONAL_GIVEN = Refusal("{given} is not a rational number.", "Use a number such as 0.1 or 1/3.")
NOT_RATIONAL = Refusal("Not all numbers on the way can be written as fractions of readable length.", "Leave out exact.")
NO_GRADIENT_AT_START = Refusal("There is no gradient at the start.", "Begin at a point where the function is smooth.")
