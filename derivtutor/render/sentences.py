"""What the pages and reports say to a user who made a mistake, by subject; for translators."""

from __future__ import annotations

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# How a mistake is told

ERROR = "Error: {message}"
LINE = "line {line}: "

# How values show themselves

ASKED = "Asked: "
ANSWERED = "The answer: "
JUDGE = "A judge of answers"
PROGRAM = "Program: "
HINT = "Hint {level} of {of}"
NEXT_STEP = "The next step"
REMAIN = "{lines} lines remain, this one included."
EQUAL = "Equal."
NOT_EQUAL = "Not equal."
NOTHING_TO_SHOW = Refusal("Nothing is known of how to show a {kind}.", "Show what a function of derivtutor hands out.")
NOT_TRUSTED = "Formulas are not shown as they should be: run this cell, or trust the notebook."
NO_SUCH_CHOICE = Refusal("There is no {what} {chosen}.", "Choose one of {choices}.")
NO_FIGURE = Refusal("There is no figure of {value}.", "Leave out plot.")

# The numbers of a composition, as headings of a table and in small letters

LAYER_HEADS = ("Layer", "Value", "Local rate")
POINT_MOVED = {
    "undefined": "undefined",
    "nowhere": "At {place} the function is not defined.",
    "kink": "At {place}, {value}, and there is no slope.",
    "here": "At {place}, {value} and the slope is {slope}.",
    "rises": "The function rises.",
    "falls": "The function falls.",
    "level": "The tangent is horizontal.",
    "product": "The slope is the product of the rates: {rates} = {slope}.",
    "secant": "The secant to {letter} + h with h = {h} has slope {slope}.",
}
"""What a page says while its point is moved; the browser puts in the numbers."""
LAYER_COLUMNS = ("layer", "value", "local rate")

# What is done to an equation to differentiate by its logarithm, one after the other

ON_THE_WAY = ("take the logarithm of both sides", "differentiate both sides", "multiply by {y}")

# The rule book

NO_SUCH_RULE = Refusal("There is no rule called {name}.", "derivtutor rules lists them all.")
NO_SUCH_RULE_BUT = Refusal("There is no rule called {name}.", "Did you mean {near}?")
NO_SUCH_MISCONCEPTION = Refusal("There is no misconception called {name}.", "The list of all of them has their ids.")
NO_SUCH_MISCONCEPTION_BUT = Refusal("There is no misconception called {name}.", "Did you mean {near}?")

# Answers and exercises

UNREADABLE = "This cannot be read: {why}"
UNREADABLE_AT = "This cannot be read at character {place}: {why}"
UNPREPARED = "This exercise cannot be prepared: {why}"

# Another way to a derivative

ANOTHER_WAY = "Another way: {way}: {steps} instead of {instead} (method {method})."
ANOTHER_WAY_AS_LONG = "Another way: {way}: {steps} as well (method {method})."
USE = "use {rule}"
AS_IT_STANDS = "leave it as it stands and use {rule}"
REWRITTEN = "rewrite it as {form} first"
REWRITTEN_FOR = "rewrite it as {form} and use {rule}"
ENDS_IN_WITH_LAWS = "It ends in {result}, which is the same ({laws})."
ENDS_IN = "It ends in {result}, which has the same values."
ENDS_OTHERWISE = "It ends in another form of the same derivative."

# How a session of practice went

NOTHING_ANSWERED = "No question was answered in this session."
NOTHING_SOLVED = "0 of {questions} solved so far: what you practised comes again, with an example first."
SOLVED = "{solved} of {questions} solved."
SOLVED_AT_ONCE = "{solved} of {questions} solved, {at_once} on the first try."
AND_PAIRS = "and {count} pairs of rules, such as {example}"
HOW_TO_PRACTISE = (
    "To choose some of them: derivtutor practice gradient,hessian or derivtutor practice --rules chain,product. To"
    " choose all of a group: derivtutor practice rules or derivtutor practice topics."
)
NEXT_PRACTICE = "The next practice is due {when}."
NOW = "now"
TODAY_AT = "today at {time}"
TOMORROW = "tomorrow, {date}"
ON_DAY = "on {weekday}, {date}"

WHAT_WENT_WELL = "What went well"
TO_LOOK_AT_AGAIN = "To look at again"
STARTED = "Started"
SLIPS = "Slips"
MARKED = "Marked"
MASTERY_CHANGED = "{title}: mastery from {before} to {after}, due {due}."
DUE = "due {when}"
IN_A_MINUTE = "in a minute"
IN_MINUTES = "in {minutes} minutes"
TODAY = "today"
TOMORROW_ALONE = "tomorrow"
IN_DAYS = "in {days} days"
IN_MONTHS = "in {months} months"
AND_MORE = "and {count} more"

# Dates

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY_AND_MONTH = "{day} {month}"
WHOLE_DATE = "{day} {month} {year}"

# A session of practice

KINDS = {
    "faded-example": "an example with a gap",
    "rule": "which rule comes first",
    "inner-outer": "outside and inside",
    "find-slip": "find the slip",
    "missing-step": "a missing step",
    "slope": "a slope",
    "placement": "what you know already",
}
"""What a question is called, unless it is plainly a function to differentiate."""

EXAMPLE = "An example to read"
QUESTION = "Question"
OF_SEVERAL = "{number} of {of}"
SHOWS_SOLUTION = "{key} shows the solution; or keep trying."
NOT_IN_FORM = "Right, but not in the form asked for."
COSTS_NOTHING = "Not right as it stands. This costs nothing."
NOT_FINISHED = "Not finished yet."
NOT_RIGHT = "Not right."
NOT_RIGHT_BECAUSE = "Not right: {slips}."
JUDGED_LINE = "Line {number}, {text}: {judged}."
JUDGED = {
    "right": "correct", "definition": "a definition", "wrong": "wrong", "follow-through": "follows from a wrong line",
    "unreadable": "cannot be read", "note": "passed over",
}  # fmt: skip
HINT_OF_SEVERAL = "Hint {number} of {of}: {says}"
WRITE_NEXT = "Write = {line}"
TYPE_AN_ANSWER = "Type an answer in any notation, or one of these keys."
KEYS_AS_ANSWERS = "Here {answers} may be typed as an answer; as a key, it needs a colon before it."
AFTER_A_COLON = "After a colon every key works everywhere, and so does its word: :hint."
NOTED = "Note: {note}."
GIVES_INSTEAD = "At {at} it gives {got} instead of {expected}."

# What can be practised

GROUPS = {"rules": "Rules", "topics": "Topics"}
SKILL_COLUMNS = ("Title", "Mastery")

# Progress

PROGRESS_ON = "Progress on {weekday}, {date}"
LESSONS = "Lessons"
LESSONS_DONE = "Lessons: {lessons}"
NOTHING_PRACTISED = "Nothing has been practised yet. Start with derivtutor practice."
PROGRESS_COLUMNS = ("Skill", "Mastery", "Trend", "Due", "Right")
OTHER_SKILLS = "Others: {skills}"
TRENDS = {"rising": "rising", "steady": "steady", "falling": "falling", "new": "new", "mastered": "mastered"}
MISCONCEPTIONS = "Misconceptions"
MISCONCEPTION_ONCE = "{name}: once; {clean} of the {needed} right answers needed"
MISCONCEPTION_OFTEN = "{name}: {times} times; {clean} of the {needed} right answers needed"
RESOLVED_ONES = "Resolved: {names}"
STREAK = "Streak"
PRACTISED = "Practised"
ANSWERS = "Answers"
MASTERED = "Mastered"
WHEN_DUE = {"now": "Due now", "today": "Later today", "tomorrow": "Tomorrow", "week": "This week"}
LONGEST_STREAK = "{days} (longest {longest})"
KEEP_THE_STREAK = "practise today to keep it"
TIME_PRACTISED = "{time}, {this_week} this week"
RIGHT_AT_ONCE = "{answers}, {share} right at once"
NOTHING_DUE = "nothing"
NAMES_AND_MORE = "{names} and {count} more"
HOURS = "{hours} h {minutes} min"
MINUTES = "{minutes} min"

# Lessons

LESSON_TITLE = "Lesson: {title}"
LESSON_TITLE_NUMBERED = "Lesson {number}: {title}"
IDEA_TITLE = "{number} of {of}: {title}"
DIFFERENTIATE = "Differentiate {function}."
HOW_ANSWERED = {"at once": "right at once", "solved": "solved", "not": "not solved"}
SOLUTION = "The solution, line by line:"
LESSON_DONE = "Done: {title}"
STATE_BEGUN = "begun {place} of {of}"
STATE_DONE = "done"
STATE_NEW = "new"
SOME_DONE = "{count} of {of} done"
LESSON_KEYS = "Enter goes on, b goes back, q leaves and keeps everything; h lists all keys."
LESSON_GOES_ON = "This lesson was begun; it goes on at {place} of {of}."
LESSON_NEEDS = "This lesson builds on others that you have not done yet: {lessons}."
SHOWN_BY = "{command} shows:"
EXPLORER = "To move it yourself: {command}"
ANSWERED_BEFORE = "You have answered this: {how}."
QUIZ_ALL_RIGHT = "Quiz: all {of} right at once."
QUIZ_SCORE = "Quiz: {right} of {of} right at once."
QUESTION_TO_REPEAT = "Look at question {numbers} again."
QUESTIONS_TO_REPEAT = "Look at questions {numbers} again."
IDEAS_TO_REPEAT = "Not solved yet: an exercise in {ideas}."
LESSON_AGAIN = "derivtutor learn {name} repeats the lesson."
PRACTICE_ASKS = "From now on derivtutor practice asks for: {skills}."
NEXT_LESSON = "Next: {title}. derivtutor learn begins it."
ALL_LESSONS_DONE = "That was the last lesson: you have done them all"
AFTER_THE_LESSONS = (
    "What you have learnt stays if you use it: derivtutor practice asks for a little of it each day, and derivtutor"
    " progress shows what is due."
)

# What was handed in

NOTHING_GRADED = "Nothing could be graded."
NOTHING_GRADED_OF = "Nothing could be graded from these: {students}."
YOURS_UNGRADED = "Nothing of what you handed in could be graded. Ask for another sheet, or hand it in again."
MORE_NOTES = "And {many} more."
YOUR_NUMBERS = "Your numbers: {numbers}"
ANOTHER_ATTEMPT_COUNTS = "Attempt {attempt} counts:"
ATTEMPTS_USED = "Of the attempts, only the first {many} count."
RIGHT_ANSWERS = "The right answers"

# What changed since the last grading

FIRST_GRADING = "This is the first grading: nothing has changed."
NOTHING_CHANGED = "Nothing has changed since the last grading."
STUDENT_CHANGED = "Since the last grading, the marks of 1 student have changed."
STUDENTS_CHANGED = "Since the last grading, the marks of {many} students have changed."

# Reports

UNWRITABLE = Refusal(
    "The report {target} cannot be written: {why}.",
    "Choose another place and add --resume; nothing is marked a second time.",
)
LINK_LEADS_NOWHERE = "it is a broken link"
SEVERAL_STUDENTS = Refusal(
    "A report for {form} is about one student; there are {students} here.",
    "Grade one student's answers at a time: derivtutor grade SET ada.yaml.",
)

# Autograders

NO_FILES_FOR_WHEEL = Refusal(
    "Here derivtutor runs from an archive, and cannot be packed.", "Install it with pip first."
)
NOT_INSTALLED = Refusal(
    "Here derivtutor is not installed, and cannot be packed.",
    "In a copy of its repository, run python -m pip install --editable .",
)
NO_FOLDER_FOR_ARCHIVE = Refusal("There is no folder {folder}.", "Create it first, or choose another.")
FOLDER_IN_USE = Refusal("{target} is not an empty folder.", "Choose another name, so that nothing is lost.")
AUTOGRADER_UNWRITABLE = Refusal("The autograder {target} cannot be written: {why}.", "Choose another place.")
REPOSITORY = """# {title}
{introduction}
1. Open `answers.yaml` and write each answer between the quotes, as on paper: `2x sin(3x)`.
2. Commit and push it.
3. Under *Actions*, the last run says what is right, and gives a hint for what is not. You can push again.
"""
GRADING_FAILED = (
    "Grading failed, which is not your fault. You keep the score that you had before. Tell your teacher; handing in "
    "once more may help."
)
GRADING_TOOK_TOO_LONG = (
    "Grading took too long and was stopped. You keep the score that you had before. Hand in your worksheet once more, "
    "without other files; if that does not help, tell your teacher."
)

# Gradebooks of any platform

_ONCE_MORE = "Export the gradebook again."
EMPTY_GRADEBOOK = Refusal("The gradebook {path} is empty.", "Export it again.")
TOO_MANY_COLUMNS = Refusal("{path}:{line}:1: This row has {columns} columns, but the header has {header}.", _ONCE_MORE)
DAMAGED_ROW = Refusal("{path}:{line}:1: {why}", _ONCE_MORE)
WORTH_OTHERWISE = "In {platform}, the points for {name} are {worth}, but {possible} in the set: change one of them."

# The gradebook of Canvas

_CANVAS = "In Canvas, open Grades, choose Export, then Export Entire Gradebook, and name that file with --gradebook."
NO_EXPORT_FROM_CANVAS = Refusal("A gradebook for Canvas is made from its export.", _CANVAS)
NOT_FROM_CANVAS = Refusal("{path} is not a gradebook from Canvas: it has no columns Student, ID and Section.", _CANVAS)
SEVERAL_ASSIGNMENTS = Refusal(
    "The gradebook has {many} assignments called {title}.",
    "Rename all but one of them in Canvas, and export it again.",
)

# The gradebook of Blackboard

NOT_FROM_BLACKBOARD = Refusal(
    "{path} is not a gradebook from Blackboard: it has no column Username.",
    "In Blackboard, open the gradebook, choose Download Grades (Work Offline), and name that file with --gradebook.",
)
SEVERAL_COLUMNS = Refusal(
    "The gradebook has {many} columns called {title}.",
    "Rename all but one of them in Blackboard, and download it again.",
)

# The gradebook of Brightspace

NOT_FROM_BRIGHTSPACE = Refusal(
    "{path} is not a gradebook from Brightspace: it has no column OrgDefinedId or Username.",
    "In Brightspace, open Grades, then Enter Grades and Export, with Both as key field and Points grade, and name "
    "that file with --gradebook.",
)

# The gradebook of Moodle

NOT_FROM_MOODLE = Refusal(
    "{path} is not a gradebook from Moodle: no column has an email address, ID number or username.",
    "In Moodle, open Grades, choose Export, then Plain text file, and name that file with --gradebook.",
)

# A point that is moved on a page

LETTER_WITHOUT_VALUE = Refusal(
    "The letter {letter} has no value, so there is no curve to move a point on.",
    "Give it one, such as --at {variable}=1,{letter}=2.",
)
NOTHING_TO_EXPLORE = Refusal(
    "The function has no value near there, so there is no curve to move a point on.", "Choose another point with --at."
)

translatable(__name__)
