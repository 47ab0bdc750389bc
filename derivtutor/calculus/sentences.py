"""What is said to somebody who asked for a tangent or a gradient that there is not; for translators."""

from derivtutor.errors import Refusal

NO_POINT = Refusal("The point has no value for the variable.", "For example, write at: {variable}=2.")
NO_TANGENT = Refusal("There is no tangent at this point.", "Choose a point at which the function has a slope.")
NO_GRADIENT = Refusal("A constant has no gradient.", "Use a function of letters, such as x^2 + y^2.")
