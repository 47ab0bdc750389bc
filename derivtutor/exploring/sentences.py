"""What is said of what cannot be explored; for translators."""

from __future__ import annotations

from derivtutor.errors import Refusal
from derivtutor.language import translatable

NOTHING_TO_EXPLORE = Refusal(
    "This cannot be explored.",
    'Give a function of one or two variables, or a program, such as "x^2"; of more letters name the variable by --wrt.',
)
TOO_MANY_FUNCTIONS = Refusal("{many} functions cannot be told apart.", "Give at most {most}.")
NO_SUCH_KEY = Refusal("There is no key {name}.", "The keys are {names}.")
NO_SUCH_PANEL = Refusal("There is no panel {name} here.", "The panels are {names}.")

PROGRAM_NEEDS_VALUES = Refusal(
    "A program is explored in numbers.", "Give a value to every input, such as --at w=2,x=1."
)
GRADIENT_TOO_LARGE = Refusal("A gradient is too large at this point: it is beyond 10^308.", "Choose other values.")

translatable(__name__)
