"""What is said to somebody who asked for a derivative that there is not, or asked unclearly; for translators.

A `Refusal` is a mistake and its remedy; a plain text is a note below a derivation.
"""

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# What is asked

WHICH_VARIABLE = Refusal(
    "It is not clear which variable to differentiate with respect to: {letters}.",
    "Say which with --wrt, for example --wrt {first}.",
)
TWO_VARIABLES = Refusal("The problem says d/d{variable}, and --wrt says {wrt}.", "Leave one of them out.")
NO_SUCH_ORDER = Refusal("The order {order} is not possible.", "Use a whole number from 1 to {most}.")
NO_SUCH_SIMPLIFYING = Refusal("There is no way of simplifying called {chosen}.", "Use {choices} or {last}.")
NO_SUCH_METHOD = Refusal("There is no method called {chosen}.", "Use {choices} or {last}.")
NOTHING_TO_REWRITE = Refusal("{function} has no other form that would help.", "Leave out the method.")
METHOD_DOES_NOT_APPLY = Refusal("{rule} does not apply to {function}.", "Leave out the method.")
A_CONSTANT = "{variable} does not occur here, so this is a constant."

# Derivatives inside a problem

TOO_MANY_DERIVATIVES = Refusal("There are more than {most} derivatives in this.", "Work some of them out first.")
NOT_GIVEN = Refusal(
    "{name} is not given as a function of {variable}.", "Write what {name} is, as in d/d{variable} (x^2)."
)
WORKED_OUT_FIRST = "{derivative} is worked out first: it is {result}."

# The function

NO_RULE = Refusal(
    "No rule differentiates {function} with respect to {variable}.", "Write it with functions that derivtutor knows."
)
SINGLE_VALUES = Refusal("{function} has real values only at isolated points, so it has no derivative.", "{reason}")
NO_VALUES = Refusal("{function} has no real value for any {letter}.", "{reason}")
NO_VALUE = Refusal("{function} has no real value.", "{reason}")
DIVIDES_BY_0 = "It divides by 0."
NEEDS = "It would need {condition}."
NEEDS_INTERVAL = "It would need {condition}, which holds on no interval."
NEEDS_LETTER = "It would need {condition}, which holds for no {letter}."
PARTS_APART = "Its parts are never defined at the same point."
NOT_CHECKED = "No point was found at which {function} is defined: the steps are not checked."

# How long it is

TOO_LONG = Refusal(
    "The steps of this derivation would fill thousands of pages.",
    "Name the inner parts and work on them one at a time.",
)
TOO_MANY_PARTS = Refusal("The derivative of order {order} has more than {most:,} parts.", "Ask for a lower order.")
TOO_SLOW = "Full simplification took longer than {seconds:g} s, so this is the light form."

# Points

NO_VALUE_FOR_VARIABLE = Refusal("The point gives no value for {variable}.", 'For example, write --at "{example}".')
TWO_VALUES = Refusal("The point gives two values for {letter}.", "Give one of them.")
NO_SUCH_LETTER = Refusal("The letter {letter} does not occur here.", "Give values for {letters}.")
EMPTY_POINT = Refusal("The point gives no value.", "For example, write --at x=2.")
NOT_A_NUMBER = Refusal("{text} is not a number.", "Write a number, such as 2, 1/3 or pi/2.")
NOT_FINITE = Refusal("{number} has no finite value.", "Write a number, such as 2, 1/3 or pi/2.")
NO_NUMBERS = Refusal("A function that only has a name has no values.", "Leave out --at, or write the function.")

# What there is on one side of a point, within a sentence

SIDES = {"left": "left", "right": "right"}
SLOPE_FROM = "from the {side} it is {slope}"
JUMP_FROM = "from the {side} the function approaches {value}"
GROWS_FROM = "from the {side} it grows without bound"
FALLS_FROM = "from the {side} it falls without bound"
NOT_DEFINED_ON = "on the {side} the function is not defined"
NO_LIMIT_FROM = "from the {side} the slopes have no limit"

translatable(__name__)
