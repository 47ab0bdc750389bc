"""What is said in this package to whoever grades, when something is wrong or worth knowing; in one place to translate.

`Refusal`s end what was asked for. Plain texts stand beside the row or file that they are about, and grading goes on.
"""

from __future__ import annotations

from derivtutor.errors import Refusal

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
NO_TEXT = "This is no text, or its text is damaged."
NO_CONTENT = "This is no file that has a content."
FILE_CLOSED = "This file cannot be read."
DEAD_LINK = "This link leads nowhere."

# -- folders ---------------------------------------------------------------------------------------------------

NO_SUBMISSIONS = Refusal("There are no submissions in {folder}.", "They end in .yaml, .md, .csv, .jsonl or .zip.")
FOLDER_NOT_READ = "This folder cannot be read: {why}."
EMPTY_FOLDER = "The folder is empty."
LINK_TO_FOLDER = "This is a link to a folder, which is not followed."
SYSTEM_FILE = "Passed over: 1 file of the system, hidden, or of open programs: {names}"
SYSTEM_FILES = "Passed over: {count} files of the system, hidden, or of open programs: {names}"

# -- archives --------------------------------------------------------------------------------------------------

ARCHIVE_NOT_READ = Refusal("The archive {path} cannot be read: {why}.", "Check the file.")
ARCHIVE_TOO_DEEP = Refusal("It lies in an archive in an archive in an archive.", "Unpack it.")
EMPTY_ARCHIVE = "The archive is empty."
UNPACKS_TO_MORE = "It unpacks to more than {most:,} bytes"
UNPACKS_FOR_LONGER = "Unpacking it takes longer than {most:g} seconds"
TOO_MANY_FILES = "It has more than {most:,} files"
NOTHING_UNPACKED = "{why}: it was not read. Hand it in in several parts."
REST_NOT_UNPACKED = "{why}: what comes after {last} was not read. Hand it in in several parts."
MEMBER_LOCKED = "This file of the archive is locked with a password."
MEMBER_NOT_READ = "This file of the archive cannot be read: {why}."
MEMBER_TOO_LARGE = "This file of the archive is larger than {most:,} bytes."

# -- worksheets ------------------------------------------------------------------------------------------------

NO_WORKSHEET = "This is no worksheet: the lines that begin with worksheet: and student: are not there."
NO_ANSWERS_IN_SHEET = "There are no answers in this worksheet."
SHEET_OF_NOBODY = "The sheet does not say whose it is. It counts as that of {student}."
SET_OF_EXERCISES = "Passed over: this is a set of exercises, no worksheet."
OTHER_SEED = "The worksheet was made with the seed {seed}; this run has {wanted}. Use --seed."

# -- workbooks -------------------------------------------------------------------------------------------------

NO_OPENPYXL = Refusal(
    "Reading Excel files needs openpyxl.",
    'Install it with python -m pip install "derivtutor[xlsx]", or save the table as CSV.',
)
OLD_WORKBOOK = Refusal(
    "{path} is a workbook of the old kind (.xls), or locked with a password.",
    "Save it as .xlsx without a password, or as CSV.",
)
WORKBOOK_NOT_READ = Refusal("The workbook {file} cannot be read: {why}.", _SAVE_AS_CSV)
WORKBOOK_TOO_LARGE = Refusal("The workbook {file} unpacks to more than {most:,} bytes.", _SAVE_AS_CSV)
WORKBOOK_DECLARES = Refusal("The workbook {file} has declarations in it, which none needs.", _SAVE_AS_CSV)
SHEET_TOO_WIDE = Refusal("The sheet {sheet} has more than {most:,} columns.", "Save it as CSV.")
OTHER_SHEETS = "Passed over: the other sheets of this workbook, {names}."

# -- Parquet ---------------------------------------------------------------------------------------------------

NO_PYARROW = Refusal("Reading Parquet needs pyarrow.", 'Install it with python -m pip install "derivtutor[parquet]".')
PARQUET_NOT_READ = Refusal("The file {path} cannot be read as Parquet: {why}.", "Check the file.")
REST_DAMAGED = "The rest of the file is damaged: {why}."

# -- columns of tables -----------------------------------------------------------------------------------------

NO_HEADER = Refusal("{file}:1:1: the table has no header.", "Begin with a line such as student,exercise,answer.")
NO_COLUMN = Refusal("{file}:1:1: there is no column {name}.", "There are {names}.")
NO_ANSWER_COLUMN = Refusal(
    "{file}:1:1: no column is named after an exercise; there are {names}.",
    "Name the columns student, exercise, answer, or a column named after each exercise, or tell with --column, such as "
    "--column chain-1=Q1.",
)
NO_STUDENT_COLUMN = Refusal(
    "{file}:1:1: no column says who the student is; there are {names}.",
    "Name it student, or tell with --column, such as --column student=Login.",
)
NO_EXERCISE_OR_ROLE = Refusal("There is no exercise {name}.", "Before = use {roles}, or an exercise's id.")
OTHER_QUESTIONS = Refusal(
    "{file}:1:1: there are {questions} questions and {exercises} exercises: {names}.",
    "Say which is which, such as --column {first}=3 for the third column.",
)
QUESTIONS_NOT_TOLD = Refusal(
    "{file}:1:1: which exercises these questions are cannot be told: {questions}.",
    "Put the id of the exercise into each question, such as [{first}].",
)
QUESTION_NOT_IN_SET = "Passed over: {question} is no question of the set."

# -- rows of tables --------------------------------------------------------------------------------------------

QUOTES_DO_NOT_FIT = "The quotes in this row do not fit together."
ROW_TOO_LONG = "The row is longer than {most:,} characters."
ROW_TOO_SHORT = "The row has {count} columns, the table has {wanted}."
ROW_TOO_WIDE = (
    "The row has {count} columns, the table has {wanted}. Is there a comma within an answer? Such an answer must stand "
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
LINE_OF_STUDENT_NO_JSON = "This line is not JSON. It seems to be of {student}."
NO_OBJECT = "This line is no object with student, exercise and answer."
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
    "STACK's question has the inputs {inputs}: which of them answers {exercise} cannot be told.",
    "Put the right ones in a column of their own, called after the exercise.",
)
DATE_NOT_UNDERSTOOD = "The date {date} is not understood: graded, as on time. Write 2026-11-30T23:59."
DAY_OR_MONTH = (
    "Nothing in this file shows whether day or month comes first in {date}: such answers are graded, as on time. Write "
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
NO_SCHEDULER = Refusal("{address} is no address of a scheduler.", "Write tcp://192.168.0.5:8786, or local.")
SCHEDULER_SILENT = Refusal(
    "The scheduler {address} does not answer: {why}.",
    "Give its address, such as tcp://192.168.0.5:8786, or local.",
)

# -- lists that a teacher writes: what each is called, and what may be wrong with any of them ------------------

ROSTER = "roster"
OVERRIDES = "list of overrides"

LIST_NO_TEXT = Refusal("The {what} {path} cannot be read: it is no text.", "Save it as CSV.")
EMPTY_LIST = Refusal("the {what} is empty.", "Begin with a line that names the columns.")
NO_ROWS = Refusal("the {what} has no rows.", "Add some, or leave it out.")
NO_LIST = Refusal("the {what} is no list.", "Write an entry for each: - id: ada")
NO_FIELDS = Refusal("this entry of the {what} has no fields.", "Write - id: ada")
FIELD_TWICE = Refusal("{name} stands there twice.", _DELETE_ONE)
ROW_DAMAGED = Refusal("{why}", "Mend the row.")
MORE_CELLS = Refusal(
    "this row has {count} columns, the header {wanted}.", "A text with a comma in it must stand in quotes."
)
COLUMN_TWICE = Refusal("two columns are called {name}.", "Give each its own name.")
COLUMN_NOT_KNOWN = Refusal("the column {name} is not known.", "Did you mean {meant}?")
COLUMN_MISSING = Refusal("the {what} has no column {name}; there are {names}.", "Name the right one {name}.")

# -- the roster ------------------------------------------------------------------------------------------------

NO_ID = Refusal("this student has no id.", "Give every student an id of their own.")
DUE_NOT_UNDERSTOOD = Refusal("the due date {date} is not understood.", "Write 2026-11-30T23:59.")
STANDS_FOR_TWO = Refusal(
    "{word} stands for two students, here and in line {first}.",
    "Give each of them an id, an alias and an address of their own.",
)
NAME_OF_SEVERAL = "{name} is the name of several students of the roster; write the id."
NOT_IN_ROSTER = "{name} is not in the roster."
NOT_IN_ROSTER_BUT = "{name} is not in the roster. Is it {near}? Then add it as an alias."
STRANGER_IS_GRADED = "The answers are graded."

# -- overrides -------------------------------------------------------------------------------------------------

OVERRIDE_LACKS = Refusal("this override has no {field}.", "Every override needs a student, an exercise and a reason.")
NO_CREDIT_NOR_POINTS = Refusal("this override has neither credit nor points.", _CREDIT_OR_POINTS)
CREDIT_AND_POINTS = Refusal("this override has both credit and points.", _CREDIT_OR_POINTS)
NO_SHARE = Refusal("{typed} is no share of points.", "Write a share from 0 to 1, such as 0.5 or 50%.")
NO_NUMBER = Refusal("{typed} is no number of points.", "Write a number such as 1.5.")
TOO_MANY_POINTS = Refusal(
    "{typed} is more than the {points:g} that {exercise} is worth.",
    "Give fewer points, or mend the points in the set.",
)
OVERRIDDEN_TWICE = Refusal("line {first} says something about this student and exercise already.", _DELETE_ONE)
NO_ANSWER_BY = "No answer is by {name}."
NO_ANSWER_BY_BUT = "No answer is by {name}. Did you mean {near}?"
OVERRIDE_NOT_USED = "This override is not used."

# -- the state of a run, and its reports -----------------------------------------------------------------------

CUT_OFF = Refusal(
    "An earlier run was cut off; {path} has what it did.", "Add --resume to go on, or delete that file to begin anew."
)
OTHER_VERSION = Refusal("{path} was written by another version of derivtutor.", _MOVE_AWAY)
STATE_IN_USE = Refusal("The state of grading in {path} is in use by another run.", "Wait until it ends.")
DISK_FULL = Refusal("The disk is full: {path} cannot be written.", "Make room, then add --resume.")
STATE_NOT_OPENED = Refusal(
    "The state of grading in {path} cannot be used: {why}.", "Is its folder there, and may you write to it?"
)
STATE_DAMAGED = Refusal("The state of grading in {path} cannot be used: {why}.", _MOVE_AWAY)
REPORT_IS_DEAD_LINK = Refusal("The report {report} is a link that leads nowhere.", _ANOTHER_NAME)
REPORT_REPLACES = Refusal("The report {report} would replace what is graded.", _ANOTHER_NAME)
REPORT_AMONG_SUBMISSIONS = Refusal("The report {report} would lie among the submissions.", "Choose another folder.")
NO_FOLDER = Refusal("There is no folder {folder}.", "Make it first, or choose another.")
FOLDER_NOT_WRITABLE = Refusal("The folder {folder} cannot be written to.", "Choose another one for the report.")

# -- why a score is not what it was in the grading before ------------------------------------------------------

EXERCISE_GONE = "the exercise is no longer in the set"
EXERCISE_NEW = "the exercise is new"
EXERCISE_CHANGED = "the exercise was changed"
SCHEME_CHANGED = "the credit scheme was changed"
ANSWER_CAME = "an answer came"
ANSWER_GONE = "the answer is no longer there"
ANOTHER_ANSWER = "another answer counts"
OTHER_NUMBERS = "the student has other numbers"
CALLED_OTHERWISE = "this is {name} now"
DECIDED = "decided by hand: {reason}"
TAKEN_BACK = "what was decided by hand is taken back"
NOW_LATE = "it is late now"
NO_LONGER_LATE = "it is no longer late"
NOW_DOUBTFUL = "it could not be judged now"
NO_LONGER_DOUBTFUL = "it could not be judged before"
OTHER_JUDGE = "derivtutor {now} judged it, and {before} before"
GRADED_ANEW = "it was graded anew"
