"""What is said in practice to a student who made a mistake, and where progress cannot be kept: to be translated."""

from __future__ import annotations

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# Profiles and their folder

_ELSEWHERE = "Choose another place with DERIVTUTOR_HOME, or another profile with --profile."
_PROFILE = "Begin with a letter or digit; hyphens, full stops and underscores may follow, 80 characters at most."
NOT_A_PROFILE = Refusal("{name} cannot be the name of a profile.", _PROFILE)
EMPTY_PROFILE = Refusal("The name of a profile cannot be empty.", _PROFILE)
FOLDER_UNREADABLE = Refusal("The folder {folder} cannot be read: {error}.", _ELSEWHERE)
FOLDER_NOT_MADE = Refusal("The folder {folder} cannot be created: {error}.", _ELSEWHERE)

# The file of progress

NOT_WRITABLE = Refusal("The progress in {path} cannot be written.", _ELSEWHERE)
IN_USE = Refusal("The progress in {path} is in use.", "Wait until the other session is done.")
DISK_FULL = Refusal(
    "The disk is full, or cannot be read: the progress in {path} stays as it is.", "Free some space on it."
)
NEWER_VERSION = Refusal(
    "The progress in {path} was written by a newer derivtutor.",
    "Update derivtutor, or use another profile with --profile.",
)
REMOVED_MEANWHILE = Refusal(
    "The file {path} was removed or replaced in the meantime.", "Start derivtutor practice again."
)
NOT_RENAMED = Refusal("The file {path} cannot be renamed: {error}.", "Rename it yourself.")
DAMAGED = Refusal(
    "The progress in {path} is damaged ({said}); nothing was changed.",
    "derivtutor progress reset starts over and keeps the old file beside it.",
)
DOES_NOT_FIT = "its contents contradict each other"
IMPOSSIBLE_VALUE = "it has an impossible value"

# Exports of progress

_EXPORTED = "Use a file that derivtutor progress export has written."
NOT_AN_EXPORT = Refusal("This is not an export of progress, or it is from a newer derivtutor.", _EXPORTED)
OTHER_FIELDS = Refusal("In this export of progress, {table} does not have the right fields.", _EXPORTED)
VALUE_IN_EXPORT = Refusal("In this export of progress, {table} has an impossible value.", _EXPORTED)

# Skills and the kinds of questions

NO_SUCH_SKILL = Refusal("There is no skill {name}.", "{remedy}")
SEE_RULES = "See derivtutor rules."
NOT_PRACTISED = Refusal("There is no practice for the rule {rule}.", "{remedy}")
IS_A_TOPIC = "It is a topic: use derivtutor practice {topic}."
NOT_A_TOPIC = Refusal("There is no practice for the topic {topic}.", "{remedy}")
KIND_DOES_NOT_FIT = Refusal("There are no questions of the kind {kind} for {skill}.", "Choose another kind.")
NOTHING_NEW = Refusal("No new question of the kind {kind} was found for {skill}.", "Choose another kind.")

# In a session

YOU_GET = "You get {found}. {says}"
LIMIT = "the limit of {of} for {letter} → 0"
NO_HINT = Refusal("There is no hint for this question.", "Try an answer: you will be told what is wrong with it.")
NO_STEPS = Refusal("This question has no steps to show.")
NO_WORKING = Refusal("This question is not answered with a working.", "Type the answer itself.")
NOTHING_ANSWERED = Refusal("Nothing has been answered yet in this session.", "Answer a question first.")
NO_SUCH_RATING = Refusal("There is no rating {rating}.", "Use 1 (again), 2 (hard), 3 (good) or 4 (easy).")
ANSWERED_BEFORE = "You have already given that answer; it costs nothing."
COSTS_NOTHING = "This costs nothing."

# Gaps in a derivation, and wrong answers to them

AND = " and "
OTHER_TERM = "That is the other term. Whose turn is it here?"
OTHER_STAYS = "While one of them is differentiated, the other stays as it is."
WHICH_SIGN = "Which sign stands between the two terms?"
WHICH_ORDER = "Which term comes first?"
ONLY_NUMERATOR = "Only the numerator is missing."
INSIDE_STAYS = "The inside stays as it is."
INSIDE_STAYS_HERE = "What is inside stays as it is here."
OUTER_NOT_DIFFERENTIATED = "The outer function must be differentiated."

# Wrong ways to take a function apart

PUT_TOGETHER = "Put together, that is {composed}. {says}"
WRONG_ORDER = "Those are the right two, in the wrong order."
ALL_INSIDE = "The inner function is ALL that the outer one is applied to."
BELONGS_INSIDE = "What stands inside belongs to the inner function."
OUTER_DIFFERENTIATED = "The outer function is differentiated there: for now, only take the function apart."
INNER_DIFFERENTIATED = "The inner function is differentiated there: for now, only take the function apart."

# Hints that fit every question of a kind

HINTS_OF_KIND = {
    "rule": (
        "Substitute a number for x and work it out in your head: what do you do last? The rule for that comes first.",
        "A sum or difference of terms: sum rule. A number times the rest: constant multiple rule. Two factors with x in"
        " both: product rule. A fraction with x in the denominator: quotient rule. A function of more than x: chain"
        " rule.",
    ),
    "inner-outer": (
        "Substitute a number for x: what you work out first is the inner function, what you do next is the outer one.",
        "Substitute the inner function for u in the outer one: the result must be the whole function.",
    ),
    "find-slip": (
        "Compare each line with the one above it: which derivative was worked out there, and by which rule?",
        "Work each derivative out yourself, and stop at the first line that is not the same as yours.",
    ),
}

# Figures

NOTHING_TO_DRAW = Refusal("There is no figure yet, as it would show the answer.", "Answer the question first.")
NO_FIGURE = Refusal("There is no figure of that question.")

translatable(__name__)
