"""What the command line says to a user who made a mistake, and on standard error, by subject; for translators."""

from __future__ import annotations

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# How a mistake is told

NOTHING = "Nothing"
"""What stands in a sentence for what was typed, where that is nothing."""

# Commands

NO_SUCH_COMMAND = Refusal("There is no command {word}.", "{path} --help lists the commands.")
NO_SUCH_COMMAND_BUT = Refusal("There is no command {word}.", "Did you mean {near}?")
NO_COMMAND_BUT_EXPRESSION = Refusal("There is no command {word}.", 'Did you mean derivtutor explain "{word}"?')
DID_YOU_MEAN = "Did you mean {name}?"
GREETING = """derivtutor, a tutor for differentiation. {three}

{examples}

derivtutor --help lists all commands."""
THREE_THINGS = "Three things to try:"
TO_TRY = (
    ('derivtutor explain "sin(exp(2x))"', "see a derivative worked out"),
    ('derivtutor check "sin(x^2)" "cos(x^2)"', "have an answer judged"),
    ("derivtutor learn", "learn it, one idea at a time"),
)
"""What somebody can begin with, and what for."""

# Completion by shells

COMPLETION_WRITTEN = "Completion is installed in {place}."
COMPLETION_LOADED = "A line in {start} loads it."
COMPLETION_NEXT = "Open a new terminal, type derivtutor and a space, and press Tab."

# Commands within lessons

QUOTE_MISSING = Refusal("The command cannot be taken apart: a quotation mark is missing.", "Put it there.")
PROGRAM_NAMED = Refusal("The command begins with the name of the program.", "Begin with {command}.")
SHOWS_NOTHING = Refusal("The command {command} cannot be run in a lesson.", "{remedy}")
THESE_SHOW = "These can: {names}."
NOT_HERE = Refusal("{name} names a file or a port, which a lesson must not use.", "Leave it out.")
COMMAND_FAILS = Refusal("The command fails: {message}", "Try it in a terminal.")
COMMAND_ENDS = Refusal("The command shows nothing.", "Try it in a terminal.")

# Lessons

LESSON_IN_ORDER, LESSONS_IN_ORDER = "1 lesson is in order.", "{many} lessons are in order."
NOTHING_ASKED = Refusal("Nothing is asked here.", "Press Enter to continue, or type h for the keys.")
NOTHING_TO_EXPLORE = Refusal("There is no explorer in this idea.", "Press Enter to continue.")
NO_EXPLORER = Refusal("The explorer cannot be opened here.", "Type derivtutor explore {arguments} in a terminal.")
ONE_LESSON = Refusal("Only one lesson can be learnt at a time.", "Leave out {names}.")
LESSON_KEPT = "Everything is saved. To continue, type {again}."
CHECK_WHAT = Refusal("No lesson is named.", "Name files or folders: derivtutor learn check lessons.")

# Services

SERVING = "derivtutor answers at {address} until you press Ctrl-C."

# Standard input and output

INTERRUPTED = "Interrupted."
MADE_UNTIL_INTERRUPTED = "Interrupted: of {count} exercises the first {made} are written."
UNPRINTABLE = Refusal("The output cannot be written: {why}.")
CLOSED = "it is closed"

# Pages

ONLY_ON_A_PAGE = Refusal("Only an HTML page is interactive.", "Write one with --output FILE.html.")

# Files

NO_TEXT = Refusal("The file {file} is not text.", "Save it as UTF-8.")
UNWRITABLE = Refusal("The file {file} cannot be written: {why}.", "Choose another place.")
THERE_ALREADY = Refusal("The file {file} already exists.", "Choose another name.")

NO_SUCH_FIGURE = Refusal("{file} is no name of a figure.", "Let it end in .svg, .txt, .png or .pdf.")
NO_DRAWING_LIBRARY = Refusal(
    "Figures as {ending} need the library matplotlib.",
    'Install it with python -m pip install "derivtutor[plot]", or write a .svg.',
)

# The explorer

NO_EXPLORER_LIBRARY = Refusal(
    "The explorer needs the library textual.",
    'Install it with python -m pip install "derivtutor[tui]", or add --frames for plain text.',
)
NO_SERVER_LIBRARY = Refusal(
    "To show it in a browser, the library textual-serve is needed.",
    'Install it with python -m pip install "derivtutor[browser]".',
)
NO_SUCH_PORT = Refusal("Nothing can be shown at port {port}: {why}.", "Choose another, such as --serve 8001.")
NO_TERMINAL = Refusal("The explorer needs a terminal.", "Add --frames for plain text.")
TOO_PLAIN_A_TERMINAL = Refusal(
    "The explorer needs a terminal with more signs than ASCII has, and a cursor that moves.",
    "Add --frames for plain text.",
)

# Times

NO_TIME_LIMIT = Refusal("The time limit {limit:g} is not possible.", "Use a number of seconds, such as {usual}.")
NO_MOMENT = Refusal("{text} is not a time.", "For example, write 2026-03-01T09:00+01:00.")
NO_TIME = Refusal("{text} is not a time.", "For example, write --now 2026-01-31T12:00.")
TOO_FAR_AWAY = Refusal("The year {year} is too far away.", "Use one from {first} to {last}.")

# Answers

_NOT_IN_TIME = "This could not be judged within {seconds:g} s, so it counts neither as right nor as wrong."
_ANOTHER_WAY = "Write it in another way; this costs nothing."
NO_ANSWER = Refusal("Give an answer, or a file with --work.", 'For example, write derivtutor check "x^2" "2x".')
NO_PAGE = Refusal(
    "Give the backward pass as a file with --work.",
    'For example, write derivtutor check --backprop "z = w*x; L = (z - y)^2" --at w=2,x=3,y=1 --work pass.txt.',
)
NOT_IN_TIME = Refusal(_NOT_IN_TIME, "Give more time with --timeout.")
NOT_IN_TIME_HERE = Refusal(_NOT_IN_TIME, _ANOTHER_WAY)
NOT_JUDGED = Refusal("This answer could not be judged.", _ANOTHER_WAY)

# Sets of exercises

NO_RULES = Refusal("No rules were given.", "For example, write --rules chain,product.")
RULES_AND_TOPIC = Refusal("--topic cannot be combined with --rules or --erroneous.", "Leave one of them out.")
NOT_YAML = Refusal("{file} does not end in .yaml.", "For example, write {better}.")
NO_FORMAT = Refusal("The format is missing.", "For example, write --format stack.")
SEVERAL_FORMATS = Refusal("{file} could be in more than one format.", "For example, write --format stack.")
AUTOGRADER_WITHOUT_FILE = Refusal(
    "An autograder is several files.", "For example, write --format {style} -o autograder.zip, or name a new folder."
)
WROTE_TO_CHANGE = "Wrote {file}. Change it, then: derivtutor exercises check {file}"
WROTE_FILES = "Wrote {output}: {many} files."
KEYS_ARE_READABLE = (
    "Students can read the answers that are written in the set: {exercises}. Where a function is to be differentiated, "
    "no answer needs to be written."
)
MISTAKE, MISTAKES = "1 mistake.", "{many} mistakes."
IN_ORDER, ALL_IN_ORDER = "1 exercise is in order.", "{many} exercises are in order."

# Files that are watched

FILE_SAVED = "{file} was saved."
FILE_GONE = "{file} is gone."
EXERCISE_CHANGED, EXERCISE_NEW, EXERCISE_GONE = "  changed: {id}", "  new: {id}", "  gone: {id}"
ITS_ANSWER, ITS_ANSWER_WITH = ", answer {answer}", ", answer {answer} if {numbers}"
MENDED = "  mended: {message}"
WATCHING_ONE, WATCHING = "Watching 1 file; Ctrl-C ends it.", "Watching {many} files; Ctrl-C ends it."

# Editors

NO_LANGUAGE_SERVER = Refusal(
    "A language server needs the library pygls.", 'Install it with python -m pip install "derivtutor[lsp]".'
)
NOT_CHECKED = Refusal(
    "This file could not be checked within {seconds:g} s.", "Find the exercise that takes so long: leave out some."
)
ABOUT_EXERCISE = "{id}: {kind}, level {level}"
ANSWER, ANSWER_WITH = "Answer: {answer}", "Answer if {numbers}: {answer}"
READ_AS, RULES = "    {typed} is read as {read}", "Rules: {rules}"

# Worksheets

NO_NAME = Refusal("The student has no name.", "For example, write --student ada.")
NOT_IN_ROSTER = Refusal("{why}", "The students are in {roster}.")
SHEET_THERE = Refusal("The file {file} already exists.", "Choose another name, so that no answers are lost.")
SHEETS_THERE = Refusal("The file {file} already exists.", "Choose another folder, so that no answers are lost.")
NO_FOLDER = Refusal("Worksheets for everybody need a folder.", "For example, write -o worksheets.")
FOLDER_NOT_MADE = Refusal("The folder {folder} cannot be created: {why}.", "Choose another.")

# Grading

WHICH_EXERCISES = Refusal(
    "{folder} is a folder: it does not say which set it belongs to.",
    "Name the set first: derivtutor grade SET {folder}.",
)
NO_COLUMN = Refusal("--column {given} does not name a column.", "For example, write --column student=Login.")
NOTHING_GRADED = Refusal("Nothing in what was handed in could be graded.", "Check the files.")
NOTHING_GRADED_BECAUSE = Refusal("Nothing in what was handed in could be graded.", "{place}: {why}")
STAGES = {"Reading": "Reading", "Marking": "Marking"}
"""What a run is at, by what it is called in code."""
STOPPED = "Stopped. Different answers marked so far: {marked:,}. Continue with --resume."

# Reports

NO_SUCH_REPORT = Refusal("There is no report {form}.", "The reports are {forms}.")
NO_SUCH_REPORT_BUT = Refusal("There is no report {form}.", "Did you mean {near}?")
HTML_WITHOUT_FILE = Refusal("The report html needs a file.", "Write --report html=report.html.")
SAME_FILE = Refusal("Two reports have the same file.", "Give each its own.")
TWO_PRINTED = Refusal("Two reports cannot be printed at once.", "Write one to a file: --report csv=grades.csv.")
IS_FOLDER = Refusal("{folder} is a folder.", "For example, write {form}={better}.")
REPORT_UNPRINTABLE = Refusal(
    "The report cannot be printed: {why}.", "Add --resume to try again; nothing is marked a second time."
)
WROTE = "Wrote {file}."
NOT_IN_GRADEBOOK = "Not found in {gradebook}: {many} ({students})."

# What a report does not show

NOT_IN_ORDER = "Not everything is in order. {place}: {why}"
WORTH_KNOWING = "Worth knowing. {place}: {why}"
MORE = "{many} more: --report terminal."
NOT_JUDGED_IN_TIME = "Not judged in time, so look at them yourself: {many}."
STUDENT_MISSING = "Missing: nothing to grade was found from 1 student on the roster: {students}."
STUDENTS_MISSING = "Missing: nothing to grade was found from {many} students on the roster: {students}."
CHANGES_ARE_SHOWN = "--report changes shows them."
ANSWER_NOT_PROVED = "Not proved, worth a look: 1 answer; --report terminal shows it."
ANSWERS_NOT_PROVED = "Not proved, worth a look: {many} answers; --report terminal shows them."

# Answers without a time: `whose` is one of the last three

SET_IS_DUE = "The set is due {due}, but {whose}: counted as on time."
ROSTER_HAS_DUE_DATES = "The roster has due dates, but {whose}: counted as on time."
NAME_THE_TIMES = "If a column has it, name it: --column submitted=NAME."
NONE_HAS_TIME = "no answer has a time"
ONE_HAS_NO_TIME = "1 of {rows} answers has no time"
SOME_HAVE_NO_TIME = "{many} of {rows} answers have no time"

# Progress

NO_PROGRESS_IN = Refusal("There is no progress in {path}.", "Use the name of a profile, or me.")
NO_PROGRESS_TO_EXPORT = Refusal("There is no progress in {path} yet.", "Begin with derivtutor practice.")
NO_PROGRESS = "There is no progress yet."
SAME_FOR_EVERYONE = Refusal("The format json is the same for everyone.", "Leave out --for, or use another format.")
IS_PROGRESS = Refusal("{file} is the progress file itself.", "Choose another name for the export.")
EXPORT_UNREADABLE = Refusal("The file {file} cannot be read: {why}.", "Give another one.")
NO_EXPORT = Refusal("{file} is not an export of progress.", "Use a file that derivtutor progress export has written.")
NOBODY_ANSWERED = Refusal("Nobody answered, so nothing was changed.", "To agree beforehand, add --yes.")

# Sessions of practice

RULES_OF_ITS_OWN = Refusal("A set has rules of its own.", "Leave out {name} or --rules.")
TWO_ENDS = Refusal("A session ends after a number of questions or of minutes, not both.", "Leave out one of them.")
NO_SUCH_COUNT = Refusal("A session cannot have {count} questions.", "Use a number such as --count 10.")
NO_SUCH_MINUTES = Refusal("A session cannot last {minutes:g} minutes.", "Use a number such as --minutes 15.")
NONE_SO_DIFFICULT = Refusal("There are no exercises of difficulty {difficulty} in {name}.", "Leave out --difficulty.")
PLACEMENT_OF_ITS_OWN = Refusal("--placement has questions of its own.", "Leave out the topic and --rules.")
OFFER_PLACEMENT = "New here? derivtutor practice --placement finds out what you know in five quick questions."
ABOUT_PLACEMENT = "Each right answer leaves out what you already know; k skips a question, and costs nothing."
ANOTHER_SESSION = "Another session is open in another window; this is a new one."
YES_OR_NO = "Type y to continue it, or n to start another one; your answers count either way."

READ_ON = "Press Enter to continue."
NEXT_LINE = "Press Enter for the next line, or k to leave the rest out."
EXPLORE_OR_READ_ON = "Type e to explore it, or press Enter to continue."
QUESTIONS_DONE = "That was the last question. p, u, f and r are about your answer; Enter shows how it went."
YES, NO = "y yes", "n no"
YES_NO_ELSE_NO = "{question} [y/N]"
INVALID_INPUT = "invalid input"
LEAVE = "Leave? Everything is saved. (y/n)"
PRACTICE_BEGINS = "Practice: {title}. Type h for help."
CONTINUE_IT = "Continue it? (y/n)"
SESSION_INTERRUPTED = "A session was interrupted at question {number}: {title}."
SESSION_CONTINUES = (
    "This continues the session that was interrupted at question {number}: {title}. With --fresh, a new one starts."
)

# Keys of a session

NO_SUCH_KEY = Refusal("There is no key {called}.", "Type :h for all of them.")
QUESTIONS_OVER = Refusal("The questions are over.", "Press Enter to see how it went.")
EXAMPLE_TO_READ = Refusal("This is an example to read.", "Press Enter to continue, or type k to skip it.")
NO_RATING = Refusal("A rating needs a number.", "Type r 1 (again), r 2 (hard), r 3 (good) or r 4 (easy).")

NO_TOPIC = Refusal("--{option} is for topics.", "Add --topic, such as --topic gradient.")

PROGRAM_OR_EXAMPLE = Refusal("There is both a program and an example.", "Leave out one of them.")
ONE_WAY_AT_A_TIME = Refusal("{first} and {second} do not go together.", "Leave out one of them.")
NO_TEXT_THERE = Refusal("Standard input is not text.", "Send it as UTF-8.")
NO_PROGRAM = Refusal("There is no program.", 'Name a file, or write lines such as "z = w*x + b; L = (z - y)^2".')

# In a notebook

UNCLOSED_QUOTE = "A quotation mark is not closed."
NOTHING_TO_DERIVE = Refusal("There is nothing to differentiate.", "Write an expression, such as %derive sin(x^2).")
NOTHING_ANSWERED = Refusal("There is no answer in this cell.", "Write one below the first line, or several lines.")
NO_PROBLEM_BEFORE = Refusal("There was no problem before.", "Name one, such as sin(x^2), behind the magic.")
OF_ONE_LINE = Refusal("--{option} is about an answer in one line.", "Leave it out, or write one line.")

translatable(__name__)
