"""What is said about lesson files that have a mistake, and where there is no such lesson: to be translated."""

from __future__ import annotations

from derivtutor.errors import Refusal
from derivtutor.language import translatable

# Which lesson

NO_SUCH_LESSON = Refusal("There is no lesson called {name}.", "{remedy}")
LISTED = "derivtutor learn --list lists them."
NO_LESSONS = Refusal("There are no lessons in {name}.", "They are Markdown files, whose names end in .md.")
NO_FILE = Refusal("There is no file {name}.", "Check its name.")
TOO_MANY_BRACKETS = Refusal("{path} has more than {most:,} opening brackets.", "Split it into several lessons.")
NOT_MARKDOWN = Refusal("{name} is not the name of a lesson.", "Lessons are Markdown files, whose names end in .md.")
UNFIT_NAME = Refusal(
    "{name} is not the name of a lesson.", "Use letters, digits and hyphens, with a number first: 03-chain-rule.md."
)
NOT_IN_ORDER = Refusal(
    "The lesson {name} cannot be read: it has mistakes.", "derivtutor learn check {path} lists them."
)

# The head

EMPTY = Refusal("The lesson is empty.", "Begin it with a line ---, title: and says:, and another line ---.")
NO_HEAD = Refusal("The lesson has no head.", "Begin it with a line ---, title: and says:, and another line ---.")
HEAD_OPEN = Refusal("The head of the lesson has no end.", "Write another line --- below it.")
NO_TITLE = Refusal("The lesson has no title.", "For example, write title: The chain rule.")
NO_SAYS = Refusal("The lesson does not say what it is about.", "For example, write says: Why rates multiply.")
SEVERAL_LINES = Refusal("The value of {name} has several lines.", "Write it in one.")
NEEDS_ITSELF = Refusal("The lesson needs itself.", "Leave {name} out.")
CIRCLE = Refusal("The lessons need one another: {names}.", "Leave one of them out.")
EXERCISE_TWICE = Refusal("There is an exercise {id} in {path} as well.", "Give one of them another id.")
NOT_TOLD = Refusal("The question does not tell {name}: {value}.", "It shows the text alone: write it there.")
ID_TWICE = Refusal("There is another lesson with the id {id}, {path}.", "Give one of them another name.")

# What a lesson is made of

NO_IDEAS = Refusal("The lesson has no ideas.", "Begin each idea with a heading, such as ## Zoom in.")
NO_EXERCISE = Refusal("There is no exercise in {title}.", "Let the reader try every idea: add an exercise.")
NO_QUIZ = Refusal("The lesson has no quiz.", "End it with the heading ## Quiz and exercises below it.")
QUIZ_NOT_LAST = Refusal("The quiz is not the last section.", "Move it to the end.")
QUIZ_LENGTH = Refusal("The quiz has {count} exercises.", "Give it {least} to {most}.")
QUIZ_HAS_MORE = Refusal("The quiz has more than exercises here.", "Words may stand before the first of them only.")
TITLE_TWICE = Refusal("Another section is called {title}, in line {line}.", "Give each its own title.")
NO_HEADING_TEXT = Refusal("The heading is empty.", "Say what the idea is.")
WRONG_LEVEL = Refusal(
    "This heading of level {level} does not begin an idea.", "Begin each idea with ##; there are no other headings."
)
EXERCISE_TOO_EARLY = Refusal("This exercise stands before the first idea.", "Put it below a heading, ## and a title.")
EMPTY_BLOCK = Refusal("The block {name} is empty.", "Leave it out, or write what belongs into it.")
OPEN_BLOCK = Refusal("The block {name} has no end.", "Write ``` on a line of its own below it.")
INDENTED_BLOCK = Refusal("This block is indented.", "Begin it at the left margin.")
NO_SUCH_BLOCK = Refusal("There is no block {name}.", "{remedy}")
BLOCK_WITHOUT_NAME = Refusal("This block has no name.", "{remedy}")
BLOCKS_ARE = "Use {names}."
NO_EXERCISE_BEFORE = Refusal("This solution has no exercise before it.", "Put it below the exercise that it is for.")
SECOND_SOLUTION = Refusal("The exercise before it has a solution already.", "Put all lines into one block.")

# Words

NO_HTML = Refusal("There is HTML here: {text}.", "Use Markdown; a < in a formula stands between dollar signs.")
NO_IMAGES = Refusal("There is an image here.", "Show a figure by a command with --plot, in a show block.")
NO_RULERS = Refusal("There is a line of hyphens or stars here.", "Leave it out.")
NO_PROGRAM_TEXT = Refusal("This line is indented by four spaces or more.", "Begin it at the left margin.")
LINK_ELSEWHERE = Refusal("The link leads to {target}.", "Link to lessons only, by their ids: [the rules](rules).")
LINK_NOWHERE = Refusal("The link leads to {target}, which is no lesson.", "{remedy}")
FORMULA = Refusal("The formula {formula} cannot be read. {why}", "{remedy}")
EMPTY_FORMULA = Refusal("There is nothing between the dollar signs.", "Put a formula between them: $x^2$.")

translatable(__name__)
