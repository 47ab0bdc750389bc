"""What is said to somebody who asked a topic for what there is not; for translators."""

from derivtutor.errors import Refusal

NO_POINT = Refusal("The point has no value for the variable.", "For example, write at: {variable}=2.")
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

# Proofs

NO_PROOF = Refusal("There is no proof for {rule}.", "These rules have one: {rules}.")
