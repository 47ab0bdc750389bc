"""What is said about exercises, worksheets and answers that have a mistake: all the words in one place, to translate.

What is no refusal is a sentence for a mark, or a remedy that stands for `{remedy}` in several refusals.
"""

from __future__ import annotations

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# Remedies of several refusals

AND, OR = " and ", " or "
"""What stands between the parts of a short list."""

DID_YOU_MEAN = "Did you mean {name}?"
KNOWN_ARE = "The known ones are {names}."
RULES_ARE_LISTED = "derivtutor rules lists them."
FOR_EXAMPLE = "For example, write {example}."
MEND_IT = "Correct the file there."
_LEAVE_OUT = "Leave it out."

# Files

FILE_TOO_LARGE = Refusal("{path} is larger than {most:,} bytes.", "Split it into several files.")
NOT_UTF8 = Refusal("{place}: This is not UTF-8 text.", "Save the file as UTF-8.")
EMPTY_FILE = Refusal("{place}: The file is empty.", "derivtutor exercises new writes one to start from.")
NESTED_TOO_DEEPLY = Refusal("{place}: The file is nested too deeply.", "Use fewer levels.")
TOO_LARGE_OR_DEEP = Refusal("{place}: The file is too large or nested too deeply.", "Write it out without aliases.")
CONTROL_CHARACTER = Refusal("{place}: There is a control character here, {sign}.", "Type that part again.")
KEY_NOT_A_WORD = Refusal("{place}: A key must be a word.", "Put a text that begins with {{ or [ in quotes.")
NOT_JSON = Refusal("{place}: This is not JSON: {said}.", "{remedy}")
NOT_TOML = Refusal("{place}: This is not TOML: {said}.", "{remedy}")
NOT_YAML = Refusal("{place}: This is not YAML: {said}.", "{remedy}")

DOUBLE_BACKSLASHES = "In JSON every backslash is written twice: \\\\tan."
SINGLE_QUOTES = "Put a text with backslashes in single quotes: '\\tan x'."
LINE_OR_COLON = "Is the line indented like the one above it? A text that has a colon in it must be in quotes."
TAB_OR_SIGN = "Indent with spaces, and put a text that begins with a special character in quotes."
INDENTATION_OR_QUOTES = "Look at the indentation and the quotes there."
SAVE_AS_TEXT = "Save it as UTF-8 text."

# Sets of exercises and their fields

NOT_A_SET = Refusal("The file is not a set of exercises.", "Begin it with the keys title and exercises.")
NO_TITLE = Refusal("The set has no title.", "For example, write title: The chain rule.")
NOT_A_DATE = Refusal("{due} is not a date.", "For example, write due: 2026-11-30T23:59.")
NO_EXERCISES = Refusal("There are no exercises.", "Write exercises: and, below it, a list whose items begin with - id.")
NO_DEFAULT_ID = Refusal("There is no default for id.", "Give each exercise its own id.")
NO_ID = Refusal("The exercise has no id.", "For example, write id: chain-1.")
ID_TAKEN = Refusal("The id {id} is taken by the exercise in line {line}.", "Every exercise needs its own id.")
ID_TWICE = Refusal("The key id is given twice.", "Is there a - before every exercise?")
KEY_TWICE = Refusal("The key {name} is given twice.", "Leave out one of them.")
NO_SUCH_KEY = Refusal("There is no key {name}.", "{remedy}")
EXERCISE_WITHOUT_FIELDS = Refusal("An exercise must be a list of fields.", "Write keys such as {names}.")
NOT_FIELDS = Refusal("This must be a list of fields.", "Write keys such as {names}.")
FIELD_MISSING = Refusal("An exercise of kind {kind} needs {name}.", FOR_EXAMPLE)
FIELD_NOT_USED = Refusal("An exercise of kind {kind} does not use {name}.", _LEAVE_OUT)
ALTERNATIVE_WITHOUT_ANSWER = Refusal("The alternative has no answer.", "For example, write answer: 2x.")
NOT_ONE_OF_THEM = Refusal("{value} is not a valid value of {name}.", "{remedy}")
STRANGE_SIGNS = Refusal(
    "{value} is not a valid value of {name}: it has characters that an id must not have.", "{remedy}"
)
VALUE_UNFIT = Refusal("The value of {name} is not valid: {value}.", "{remedy}")
MORE_MISTAKES = "derivtutor exercises check {path} lists {count} more."

_BACKSLASH = "The backslash of {command} is lost here: with the letter after it, it stands for another character."
BACKSLASH_LOST = Refusal(_BACKSLASH, "Put the text in single quotes: '\\tan x'.")
BACKSLASH_LOST_IN_JSON = Refusal(_BACKSLASH, "Write every backslash twice: \\\\tan x.")

VALUES = {
    "kind": "Use one of {kinds}.",
    "log": "Use e, 10 or 2.",
    "form": "Use any, simplified, factored or expanded.",
    "id": "Use letters, digits, hyphens and full stops, and at most 64 of them.",
    "difficulty": "Use a number from 1 to 5.",
    "order": "Use a number from 1 to 10.",
    "points": "Use a number from 0 to 1000.",
    "parameters": "For example, write parameters: {{a: 2..9}}.",
    "tolerance": "Write a number such as 0.01.",
    "feedback": "For example, write feedback: {{chain-missing-inner: What is inside?}}.",
}
"""The remedy where the value of a field does not fit."""

EXPECTED = "expected {what}"
TYPES = {
    "str": "text", "int": "a whole number", "float": "a number", "float | null": "a number",
    "int | null": "a whole number", "array": "a list", "object": "keys with values", "bool": "true or false",
    "str | object": "text", "str | array": "a list",
}  # fmt: skip
"""What msgspec calls a type, in the words of someone who writes exercises."""

# Several files, topics and ids

NO_EXERCISE_FILES = Refusal("There are no exercise files in {name}.", "They end in .yaml, .json or .toml.")
NO_FILE_OR_TOPIC = Refusal("There is no file and no topic called {name}.", "{remedy}")
DID_YOU_MEAN_TOPIC = "Did you mean the topic {name}?"
GIVE_FILE_OR_TOPIC = "Give a file, or a topic: {names}."
NO_SUCH_EXERCISE = Refusal("There is no exercise {id} in {name}.", "It has {known}.")
ID_IN_TWO_FILES = Refusal("Two files have an exercise {id}.", "Give every exercise its own id.")
FILES_DIFFER = Refusal(
    "The files differ in {field}.", "Give it the same value in all of them, or grade them one by one."
)

# Parameters

NO_PARAMETER_NAME = Refusal("{name} cannot be a parameter.", "Use a letter such as a, but not e, d or the variable.")
NO_SUCH_PARAMETER = Refusal("{{{name}}} is not a parameter.", KNOWN_ARE)
PARAMETER_NOT_USED = Refusal("The parameter {name} is not used.", _LEAVE_OUT)
PARAMETERS_LEFT = Refusal("The exercise {id} has parameters.", "Choose a student's variant of it first.")
_RANGE = "Write 2..9, or a list such as [2, 3, 5]."
NOT_A_RANGE = Refusal("{given} is not a range.", _RANGE)
NOT_A_NUMBER = Refusal("{given} is not a number.", _RANGE)
EMPTY_LIST = Refusal("An empty list is not a number.", _RANGE)
EMPTY_OR_TOO_LONG = Refusal("The range {given} is empty or too long.", "Write the smaller number first.")
WITH_NUMBERS = "With {numbers}: {message}"
"""A mistake that is there with some values of the parameters."""

# The question and the key of an exercise

DOLLAR_MISSING = Refusal("A dollar sign is missing.", "Put every formula between two: $x^2$.")
LETTER_NOT_THERE = Refusal("The letter {name} does not occur in the function.", "{remedy}")
LETTERS_ARE = "There are {letters}."
NO_DERIVATIVE = Refusal(
    "With {numbers}, there is no derivative at the point.", "Choose other numbers, or another point."
)
NO_SLOPE = Refusal(
    "There is no slope at this point: the answer is undefined.",
    "Choose another point, or write answer: undefined where that is meant.",
)
NOT_JUDGED = Refusal("Answers cannot be judged: even {key} was judged {verdict}.", "{says}")
NOT_JUDGED_WITH = Refusal("Answers cannot be judged: with {numbers}, even {key} was judged {verdict}.", "{says}")
_OWN_KEY = "The engine finds {own}; leave out answer, or correct it."
VERDICTS = {
    "correct": "correct",
    "wrong-form": "wrong-form",
    "incorrect": "incorrect",
    "unfinished": "unfinished",
    "unreadable": "unreadable",
    "empty": "empty",
}
"""What the key was judged."""
KEY_WRONG = Refusal("The key is wrong: it was judged {verdict}.", _OWN_KEY)
KEY_WRONG_WITH = Refusal("The key is wrong: with {numbers}, it was judged {verdict}.", _OWN_KEY)
KEY_NOT_A_NUMBER = Refusal("The answer {answer} is not a number.", "Write a number, such as 2, 1/3 or sqrt(2).")
ANSWER_WITHOUT_VALUE = Refusal("The answer {answer} has no value.", "Write an expression, such as 2x sin(x).")
NUMBER_WITHOUT_VALUE = Refusal("The answer {answer} has no value.", "Write a number, such as 2 or 1/3.")
RULE_NOT_THERE = Refusal(
    "The rule {rule} does not occur in this exercise.", "The rules in it are {rules}; leave out skills to use those."
)

# Choices, feedback and alternatives

_CHOICES = "Write a list, such as [2x, x^2]."
NO_CHOICES = Refusal("There are no choices.", _CHOICES)
ONE_CHOICE = Refusal("There is one choice.", _CHOICES)
TOO_MANY_CHOICES = Refusal("There are too many choices.", _CHOICES)
CHOICE_TWICE = Refusal("Two choices are the same: {choice}.")
CHOICE_TWICE_WITH = Refusal("With {numbers}, two choices are the same: {choice}.")
KEY_NOT_A_CHOICE = Refusal(
    "The answer {answer} is not one of the choices.", "Repeat one of the choices, or write its letter."
)
NO_SUCH_CHOICE = Refusal("{name} is not one of the choices.", "{remedy}")
NO_SUCH_RULE = Refusal("There is no rule {name}.", "{remedy}")
NO_SUCH_SLIP = Refusal("There is no slip {name}.", "{remedy}")
REPEAT_A_CHOICE = "Repeat one of them."
ALTERNATIVE_UNREADABLE = Refusal("This answer cannot be read. {says}")
ALTERNATIVE_RIGHT = Refusal("This answer is right, so it always gets all points.", _LEAVE_OUT)
ALTERNATIVE_WRONG = Refusal(
    "This answer is wrong, but gets all points.", "Say what it is worth, such as {{answer: x, credit: 0.5}}."
)

# Worksheets

ANSWERED_TWICE = Refusal("{place}: {id} is answered twice.", "Leave out one of the answers.")
ANSWERED_TWICE_IN_MARKDOWN = Refusal("{place}: {id} is answered twice.", "Leave out one of them.")
NO_ANSWERS = Refusal("{place}: There are no answers.", "Write answers: and below it a line for each exercise.")
ANSWER_NOT_TEXT = Refusal("{place}: This answer is not text.", "Put it in quotes.")
SEED_NOT_A_NUMBER = Refusal("{place}: The seed is not a whole number.", "Put back the original number.")
NOT_A_WORKSHEET = Refusal("{place}: This is not a worksheet.", "derivtutor exercises worksheet writes one.")
SET_FOR_WORKSHEET = Refusal(
    "{place}: This is not a worksheet.",
    "It is a set of exercises; name what was handed in: derivtutor grade {path} FILE.",
)
_NAME_SET = "Name it: derivtutor grade SET {sheet}."
SHEET_NAMES_NO_SET = Refusal("The worksheet does not say which set it belongs to.", _NAME_SET)
NO_SET_OF_SHEET = Refusal("There is no set {name}, to which the worksheet belongs.", _NAME_SET)

# Exercises that are generated

NO_RULE_ASKED = Refusal("No rule was given.", "Name one or more, such as product,chain.")
NO_RULE_CALLED = Refusal("There is no rule called {name}.", "{remedy}")
ALL_RULES_ARE_LISTED = "derivtutor rules lists them all."
NEEDS_OTHERS = Refusal("An exercise that needs {rule} always needs {others} as well.", "Ask for {enough}.")
NO_SUCH_DIFFICULTY = Refusal("There is no difficulty {difficulty}.", "Use a number from 1 to 5.")
NO_SUCH_COUNT = Refusal("It is not possible to make {count} exercises.", "Ask for one or more.")
NONE_FOUND = Refusal("No exercise was found that needs {rules} and nothing else.", "Ask for fewer rules.")
NOT_SO_DIFFICULT = Refusal(
    "There are no exercises of difficulty {difficulty} for {rules}.", "Ask for difficulty {possible}."
)
_FEWER = "Ask for fewer, or for more rules."
ONE_FOUND = Refusal("Only 1 exercise was found for {rules}.", _FEWER)
FEW_FOUND = Refusal("Only {count} different exercises were found for {rules}.", _FEWER)
ONE_WORKING_FOUND = Refusal("Only 1 working with a slip was found for {rules}.", _FEWER)
FEW_WORKINGS_FOUND = Refusal("Only {count} workings with a slip were found for {rules}.", _FEWER)
NO_SUCH_TOPIC = Refusal("No exercises are made in a topic called {name}.", "{remedy}")
TOPICS_ARE = "Choose from {names}."
FEW_IN_TOPIC = Refusal(
    "No more exercises than {count} were found in the topic {topic}.", "Ask for fewer, or for all difficulties."
)

# Time zones

NO_ZONES = Refusal("This system knows no time zones.", "Install them with python -m pip install tzdata.")
NO_SUCH_ZONE = Refusal("There is no time zone {name}.", "{remedy}")
WRITE_ZONE = "For example, write Europe/Berlin or America/New_York."

# Answers of any kind

NO_ANSWER = "There is no answer."
UNREADABLE = "{message} {remedy}"
UNREADABLE_AT = "{message} (at character {number}) {remedy}"
ONLY_THE_SIGN = "Only the sign is wrong."
ROUNDED_TOO_EARLY = "That is close: was it rounded too early? Give more digits."

# Answers to questions with choices

ANSWER_WITH_LETTER = "Answer with a letter from a to {last}."
ANSWER_WITH_NUMBER_OR_LETTER = "Answer with the number of the {counted}, or with a letter from a to {last}."
LINE_RIGHT = "This line is right."
LINE_FOLLOWS = "This line follows from the one before it: the slip was made earlier."
DONE_AS_IF = "It was done as if {rule}. {says}"
DONE_AS_IF_WITH = "It was done as if {rule}, with {letters}. {says}"

# Answers that name a rule

TWO_RULES = Refusal("One rule is asked for: the one that is used first.", "Name that one.")
CHOOSE_A_RULE = (
    "Choose from sum, constant multiple, power, product, quotient, reciprocal, chain, exponential,"
    " or a function such as sine or ln."
)
WHAT_COMES_LAST = "Which operation would you do last if you substituted a number for {variable}?"
FOR_ANOTHER_CASE = "That is for this case: {case}. " + WHAT_COMES_LAST

# Answers to a gap

MORE_THAN_THE_GAP = "That is {letter} together with what stands beside it. Give {letter} alone."
LETTER_OF_THE_GAP = "Give what {letter} stands for, without {letter}."

# Gradients

OTHER_SIZE = "The gradient has {wanted} components, but yours has {given}."
COMPONENT = "With respect to {variable}: {says}"
COMPONENT_WRONG = "With respect to {variable}: look once more."

# Computational graphs

FILL_IN = "Run the program forward, and then back from the loss. Fill in {asked}. Answer with ${blanks}$."
FILL_IN_ONE = "Run the program forward, and then back from the loss. What is {asked}?"
TO_FILL_IN = "\n\nFill in, in this order: {asked}."
WITH_VALUES = "\n\nThe values are {values}."
PROGRAM_WITHOUT_VALUES = Refusal(
    "The program has letters without a value.", "Give all values, such as at: w=0.6, x=0.5."
)
NOT_TO_FILL_IN = Refusal(
    "{name} is no value or gradient of the program.", "Use its names: {names}; for a gradient, write dL/dw."
)
OTHER_COUNT = (
    "There are {wanted} blanks, but yours has {given}. Fill in all of them in their order, or name them: {blank} = …."
)
BLANK_EMPTY = "{blanks} is missing."
BLANKS_EMPTY = "{blanks} are missing."
BLANKS_ARE = "The answer is {blanks}."
BLANK_WRONG = "{blank}: look once more."
BLANK_FOLLOWS = "{blank} follows from your {source}, which is wrong."
FORWARD_FIRST = "Go forward first: work out every line from those above it. Begin with "
FORWARD_GIVES = "Forward you get "
THEN_BACK = ". Go back from the loss now, line by line: what arrives, times the local slope, goes on. Begin with "
LOCAL_SLOPES = "The local slopes are "
GOING_BACK = "With {letter} for what arrives, what goes on is "
ALONG = " along "
IS_USED_AGAIN = " is used more than once: add what comes back along all its edges."
ARE_USED_AGAIN = " are used more than once: add what comes back along all their edges."

# Topics beyond the rules

NOTHING_TO_FIND = Refusal("There is nothing to find here: {kind} has no answer.", "Choose another function.")
NO_LIMIT = "Right, but the definition is asked for: write the limit of the difference quotient for h → 0."

# Tangents

NOT_THE_TANGENT = "That is not the tangent at this point."
SLOPE_ONLY = "That is the slope. The tangent is a line with this slope."
SLOPE_EVERYWHERE = "That is the slope at every point: take its value at this one."
A_CURVE = "That is a curve. A tangent is a straight line."
MISSES_THE_POINT = "The slope is right, but the line misses the point."
SLOPE_WRONG = "The line goes through the point, but its slope is wrong."
STRANGE_LETTER = "The letter {letter} does not belong on this side of the line's equation."
STILL_A_FUNCTION = Refusal("The answer still has {function} in it.", "Work it out.")

translatable(__name__)
