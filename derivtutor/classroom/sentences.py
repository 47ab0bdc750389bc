"""What is said in this package to whoever grades, when something is wrong or worth knowing; in one place to translate.

`Refusal`s end what was asked for. Plain texts stand beside the row or file that they are about, and grading goes on.
"""

from __future__ import annotations

from derivtutor.errors import Refusal
from derivtutor.language import translatable

_SAVE_AS_CSV = "Save the table as CSV."
_ANOTHER_NAME = "Choose another name."
_MOVE_AWAY = "Move the file away."
_GIVE_AN_ENDING = "Look at it yourself, or give it the ending it should have."
_CREDIT_OR_POINTS = "Give one of them: credit 0.5 is half of the points."
_DELETE_ONE = "Delete one of them."

# -- files -----------------------------------------------------------------------------------------------------

TEXT_DAMAGED = Refusal("The file {path} is damaged: its text cannot be read.", "Save it as UTF-8.")
TABLE_NOT_GRADED = Refusal("A file that ends in {ending} cannot be graded.", _SAVE_AS_CSV)
ARCHIVE_NOT_GRADED = Refusal("A file that ends in {ending} cannot be graded.", "Hand it in as .zip.")
FILE_NOT_GRADED = Refusal("A file that ends in {ending} cannot be graded.", "Look at it yourself.")
ENDING_NOT_KNOWN = Refusal("A file that ends in {ending} is not read.", _GIVE_AN_ENDING)
NO_ENDING = Refusal("A file that has no ending is not read.", _GIVE_AN_ENDING)
EMPTY_FILE = "The file is empty."
NO_ANSWER_IN_FILE = "There is no answer in this file."
FILE_TOO_LARGE = "This file is larger than {most:,} bytes."
NO_TEXT = "This is not text, or its text is damaged."
NO_CONTENT = "This is not an ordinary file."
FILE_CLOSED = "This file cannot be read."
DEAD_LINK = "This link is broken."

# -- files of one student --------------------------------------------------------------------------------------

HAND_IN_OTHERWISE = (
    "Hand in your worksheet, or for each exercise a text file that is called after it and has your answer in it, such "
    "as {first}.txt."
)
MADE_OUT_TO_OTHER = (
    "This is made out to {other}, and you are {student} here. It was graded as yours, and with your numbers where "
    "everybody has others."
)
SHEET_OF_OTHER_SEED = (
    "This worksheet has other numbers (seed {seed}) than these exercises (seed {wanted}). Ask your teacher for a new "
    "one."
)
NOTHING_HANDED_IN = "There is no file in what you handed in."
TOO_MANY_ANSWERS = "There are more than {most:,} answers: the rest was not read."

# -- folders ---------------------------------------------------------------------------------------------------

NO_SUBMISSIONS = Refusal("There are no submissions in {folder}.", "They end in .yaml, .md, .csv, .jsonl or .zip.")
FOLDER_NOT_READ = "This folder cannot be read: {why}."
EMPTY_FOLDER = "The folder is empty."
LINK_LEADS_OUT = "This link leads out of the folder, and is not followed."
LINK_TO_FOLDER = "This is a link to a folder, which is not followed."
SYSTEM_FILE = "Passed over: 1 hidden, system or temporary file: {names}"
SYSTEM_FILES = "Passed over: {count} hidden, system or temporary files: {names}"

# -- archives --------------------------------------------------------------------------------------------------

ARCHIVE_NOT_READ = Refusal("The archive {path} cannot be read: {why}.", "Check the file.")
ARCHIVE_TOO_DEEP = Refusal("It is in an archive in an archive in an archive.", "Unpack it.")
EMPTY_ARCHIVE = "The archive is empty."
UNPACKS_TO_MORE = "It unpacks to more than {most:,} bytes"
UNPACKS_FOR_LONGER = "Unpacking it takes longer than {most:g} seconds"
TOO_MANY_FILES = "It has more than {most:,} files"
NOTHING_UNPACKED = "{why}: it was not read. Hand it in as several parts."
REST_NOT_UNPACKED = "{why}: what comes after {last} was not read. Hand it in as several parts."
MEMBER_LOCKED = "This file of the archive is locked with a password."
MEMBER_NOT_READ = "This file of the archive cannot be read: {why}."
MEMBER_TOO_LARGE = "This file of the archive is larger than {most:,} bytes."

# -- worksheets ------------------------------------------------------------------------------------------------

NO_WORKSHEET = "This is not a worksheet: the lines that begin with worksheet: and student: are missing."
NO_ANSWERS_IN_SHEET = "There are no answers in this worksheet."
SHEET_OF_NOBODY = "The sheet does not say whose it is. It counts as that of {student}."
SET_OF_EXERCISES = "Passed over: this is a set of exercises, not a worksheet."
OTHER_SEED = "The worksheet was made with the seed {seed}; this run has {wanted}. Use --seed."

# -- workbooks -------------------------------------------------------------------------------------------------

NO_OPENPYXL = Refusal(
    "Reading Excel files needs openpyxl.",
    'Install it with python -m pip install "derivtutor[xlsx]", or save the table as CSV.',
)
OLD_WORKBOOK = Refusal(
    "{path} is a workbook in the old format (.xls), or locked with a password.",
    "Save it as .xlsx without a password, or as CSV.",
)
WORKBOOK_NOT_READ = Refusal("The workbook {file} cannot be read: {why}.", _SAVE_AS_CSV)
WORKBOOK_TOO_LARGE = Refusal("The workbook {file} unpacks to more than {most:,} bytes.", _SAVE_AS_CSV)
WORKBOOK_DECLARES = Refusal("The workbook {file} has declarations in it, which no workbook needs.", _SAVE_AS_CSV)
SHEET_TOO_WIDE = Refusal("The sheet {sheet} has more than {most:,} columns.", "Save it as CSV.")
OTHER_SHEETS = "Passed over: the other sheets of this workbook, {names}."

# -- Parquet ---------------------------------------------------------------------------------------------------

NO_PYARROW = Refusal("Reading Parquet needs pyarrow.", 'Install it with python -m pip install "derivtutor[parquet]".')
PARQUET_NOT_READ = Refusal("The file {path} cannot be read as Parquet: {why}.", "Check the file.")
REST_DAMAGED = "The rest of the file is damaged: {why}."

# -- columns of tables -----------------------------------------------------------------------------------------

NO_HEADER = Refusal("{file}:1:1: The table has no header.", "Begin with a line such as student,exercise,answer.")
NO_COLUMN = Refusal("{file}:1:1: There is no column {name}.", "There are {names}.")
NO_ANSWER_COLUMN = Refusal(
    "{file}:1:1: No column is named after an exercise; there are {names}.",
    "Name the columns student, exercise, answer, or a column named after each exercise, or use --column, such as "
    "--column chain-1=Q1.",
)
NO_STUDENT_COLUMN = Refusal(
    "{file}:1:1: No column says who the student is; there are {names}.",
    "Name it student, or use --column, such as --column student=Login.",
)
NO_EXERCISE_OR_ROLE = Refusal("There is no exercise {name}.", "Before = use {roles}, or an exercise's id.")
OTHER_QUESTIONS = Refusal(
    "{file}:1:1: There are {questions} questions and {exercises} exercises: {names}.",
    "Say which is which, such as --column {first}=3 for the third column.",
)
QUESTIONS_NOT_TOLD = Refusal(
    "{file}:1:1: It is unclear which exercises these questions are: {questions}.",
    "Put the id of the exercise into each question, such as [{first}].",
)
QUESTION_NOT_IN_SET = "Passed over: {question} is not a question of the set."

# -- rows of tables --------------------------------------------------------------------------------------------

QUOTES_DO_NOT_FIT = "The quotes in this row do not match."
ROW_TOO_LONG = "The row is longer than {most:,} characters."
ROW_TOO_SHORT = "The row has {count} of {wanted} columns."
ROW_TOO_WIDE = (
    "The row has {count} columns, but the table has {wanted}. Is there a comma in an answer? Such an answer must be "
    "in quotes."
)
ROW_OF_NOBODY = "The row does not say whose answer it is."
ANONYMOUS = (
    "The answers were given anonymously: the row does not say whose they are. Ask for a name in the form, or name the "
    "column that has it: --column student=NAME."
)

# -- JSON ------------------------------------------------------------------------------------------------------

FILE_NO_JSON = "This file is not JSON."
LINE_NO_JSON = "This line is not JSON."
LINE_OF_STUDENT_NO_JSON = "This line is not JSON. It seems to be from {student}."
NO_OBJECT = "This line is not an object with student, exercise and answer."
NO_FIELD = "There is no {field} in this line."

# -- answers ---------------------------------------------------------------------------------------------------

NO_EXERCISE = "There is no exercise {name}."
NO_EXERCISE_BUT = "There is no exercise {name}. Did you mean {near}?"
ANSWER_TOO_LONG = "The answer is longer than {most:,} characters."
STACK_DREW = Refusal(
    "STACK drew the numbers of {exercise} itself, with the seed {seed}, so that they are not those of the set.",
    "Take STACK's own score, or ask for numbers that are the same for all.",
)
STACK_HAS_INPUTS = Refusal(
    "STACK's question has the inputs {inputs}: it is unclear which of them answers {exercise}.",
    "Put the right ones in a column of their own, called after the exercise.",
)
DATE_NOT_UNDERSTOOD = "The date {date} is not understood: the answer counts as on time. Write 2026-11-30T23:59."
DAY_OR_MONTH = (
    "Nothing in this file shows whether day or month comes first in {date}: such answers count as on time. Write "
    "2026-11-30T23:59."
)
FITS_WITHOUT_ROSTER = (
    "The answer of {student} to {exercise} fits a worksheet that was made for {word}, without the roster."
)
FITS_NUMBERS = "The answer of {student} to {exercise} fits the numbers of {names}."
FITS_NUMBERS_OF_MORE = "The answer of {student} to {exercise} fits the numbers of {names} and {more} more."

# -- judging ---------------------------------------------------------------------------------------------------

EXERCISE_NOT_PREPARED = "The exercise cannot be prepared: {why}"
ANSWER_FAILED = "This answer made derivtutor fail ({error}). Please report it."
ANSWER_TOOK_TOO_LONG = "Judging this answer took more than {seconds:g} s, or ended its worker. Look at it yourself."
NO_DASK = Refusal("Dask is not installed.", 'Install it with python -m pip install "derivtutor[dask]".')
NO_SCHEDULER = Refusal("{address} is not the address of a scheduler.", "Write tcp://192.168.0.5:8786, or local.")
SCHEDULER_SILENT = Refusal(
    "The scheduler {address} does not answer: {why}.",
    "Give its address, such as tcp://192.168.0.5:8786, or local.",
)

# -- lists that a teacher writes: what each is called, and what may be wrong with any of them ------------------

ROSTER = "roster"
OVERRIDES = "list of overrides"

LIST_NO_TEXT = Refusal("The {what} {path} cannot be read: it is not text.", "Save it as CSV.")
EMPTY_LIST = Refusal("The {what} is empty.", "Begin with a line that names the columns.")
NO_ROWS = Refusal("The {what} has no rows.", "Add some, or leave it out.")
NO_LIST = Refusal("The {what} is not a list.", "Write an entry for each: - id: ada.")
NO_FIELDS = Refusal("This entry of the {what} has no fields.", "Write - id: ada.")
FIELD_TWICE = Refusal("{name} is given twice.", _DELETE_ONE)
ROW_DAMAGED = Refusal("{why}", "Correct the row.")
MORE_CELLS = Refusal(
    "This row has {count} columns, but the header has {wanted}.", "A text with a comma in it must be in quotes."
)
COLUMN_TWICE = Refusal("Two columns are called {name}.", "Give each its own name.")
COLUMN_NOT_KNOWN = Refusal("The column {name} is not known.", "Did you mean {meant}?")
COLUMN_MISSING = Refusal("The {what} has no column {name}; there are {names}.", "Call the right one {name}.")

# -- the roster ------------------------------------------------------------------------------------------------

NO_ID = Refusal("This student has no id.", "Give every student their own id.")
DUE_NOT_UNDERSTOOD = Refusal("The due date {date} is not understood.", "Write 2026-11-30T23:59.")
STANDS_FOR_TWO = Refusal(
    "{word} stands for two students, here and in line {first}.",
    "Give each of them their own id, alias and address.",
)
NAME_OF_SEVERAL = "{name} is the name of several students on the roster; write the id."
NOT_IN_ROSTER = "{name} is not on the roster."
NOT_IN_ROSTER_BUT = "{name} is not on the roster. Is it {near}? Then add it as an alias."
STRANGER_IS_GRADED = "The answers are graded."

# -- overrides -------------------------------------------------------------------------------------------------

OVERRIDE_LACKS = Refusal("This override has no {field}.", "Every override needs a student, an exercise and a reason.")
NO_CREDIT_NOR_POINTS = Refusal("This override has neither credit nor points.", _CREDIT_OR_POINTS)
CREDIT_AND_POINTS = Refusal("This override has both credit and points.", _CREDIT_OR_POINTS)
NO_SHARE = Refusal("{typed} is not a share of the points.", "Write a share from 0 to 1, such as 0.5 or 50%.")
NO_NUMBER = Refusal("{typed} is not a number of points.", "Write a number such as 1.5.")
TOO_MANY_POINTS = Refusal(
    "{typed} is more than the {points:g} that {exercise} is worth.",
    "Give fewer points, or change the points in the set.",
)
OVERRIDDEN_TWICE = Refusal("Line {first} is already about this student and exercise.", _DELETE_ONE)
NO_ANSWER_BY = "There is no answer by {name}."
NO_ANSWER_BY_BUT = "There is no answer by {name}. Did you mean {near}?"
OVERRIDE_NOT_USED = "This override is not used."

# -- the state of a run, and its reports -----------------------------------------------------------------------

CUT_OFF = Refusal(
    "An earlier run was interrupted; {path} has what it did.",
    "Add --resume to continue, or delete that file to start over.",
)
OTHER_VERSION = Refusal("{path} was written by another version of derivtutor.", _MOVE_AWAY)
STATE_IN_USE = Refusal("The state of grading in {path} is in use by another run.", "Wait until it ends.")
DISK_FULL = Refusal("The disk is full: {path} cannot be written.", "Free some space, then add --resume.")
STATE_NOT_OPENED = Refusal(
    "The state of grading in {path} cannot be used: {why}.", "Is its folder there, and may you write to it?"
)
STATE_DAMAGED = Refusal("The state of grading in {path} cannot be used: {why}.", _MOVE_AWAY)
REPORT_IS_DEAD_LINK = Refusal("The report {report} is a broken link.", _ANOTHER_NAME)
REPORT_REPLACES = Refusal("The report {report} would replace what is graded.", _ANOTHER_NAME)
REPORT_AMONG_SUBMISSIONS = Refusal("The report {report} would be among the submissions.", "Choose another folder.")
NO_FOLDER = Refusal("There is no folder {folder}.", "Create it first, or choose another.")
FOLDER_NOT_WRITABLE = Refusal("The folder {folder} cannot be written to.", "Choose another one for the report.")

# -- why a score is not what it was in the grading before ------------------------------------------------------

EXERCISE_GONE = "the exercise is no longer in the set"
EXERCISE_NEW = "the exercise is new"
EXERCISE_CHANGED = "the exercise was changed"
SCHEME_CHANGED = "the credit scheme was changed"
ANSWER_CAME = "an answer was handed in"
ANSWER_GONE = "the answer is no longer there"
ANOTHER_ANSWER = "another answer counts"
OTHER_NUMBERS = "the student has different numbers"
CALLED_OTHERWISE = "this is now called {name}"
DECIDED = "decided by hand: {reason}"
TAKEN_BACK = "the decision by hand was withdrawn"
NOW_LATE = "it now counts as late"
NO_LONGER_LATE = "it no longer counts as late"
NOW_DOUBTFUL = "it could not be judged this time"
NO_LONGER_DOUBTFUL = "it could not be judged before"
OTHER_JUDGE = "judged by derivtutor {now}, and by {before} before"
GRADED_ANEW = "it was graded again"

translatable(__name__)
