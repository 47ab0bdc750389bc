"""What a learner is told of answers in lessons: by the author's words first, and never nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))
sys.path.append(str(Path(__file__).parent))

from command import run
from test_lesson_files import EXERCISE, HEAD, QUIZ, mistakes

from derivtutor.lessons.library import find
from derivtutor.render.lesson import command, invitation
from derivtutor.render.lesson_words import line, words
from derivtutor.render.practice import Voice

NUMBER = """
id: number
kind: numeric
text: How much?
answer: 4
hints: [It is even., It is a square.]
"""
WORKING = """
id: work
kind: working
differentiate: x^2 sin(x)
feedback:
  product-of-derivatives: Each factor has its turn.
"""
FORESEEN = """
id: foreseen
kind: definition
differentiate: x^2
"""
ALTERNATIVE = """
id: other
differentiate: (x^2 + 1)^3
hints: [Think.]
alternatives:
  - answer: 3(x^2 + 1)^2
    credit: 0
    says: The inside moves as well.
"""
GRAPH = """
id: graph
kind: graph
text: Write what is missing.
program: |
  z = w*x
  L = z^2
at: {w: 2, x: 3}
fill: [z, dL/dz, dL/dw]
"""


def told(folder: Path, exercise: str, *answers: str, plain: bool = True) -> str:
    """What a lesson with an exercise says when it is answered so."""
    path = folder / "07-test.md"
    path.write_text(f"{HEAD}## Idea\n```exercise\n{exercise.strip()}\n```\n{QUIZ}", encoding="utf-8")
    arguments = ["--plain"] * plain
    home = {"DERIVTUTOR_HOME": str(folder), "COLUMNS": "60", "PYTHONIOENCODING": "utf-8"}
    done = run("learn", str(path), "--now", "2026-01-01T12:00", *arguments, stdin="\n".join([*answers, ""]), **home)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_wrong_answer_that_nobody_foresaw_is_met_with_the_next_hint(tmp_path: Path) -> None:
    said = told(tmp_path, NUMBER, "9", "8", "7", "?", "4")
    assert said.count("Not right.") == 3
    assert "Not right.\nHint 1 of 2: It is even.\nNot right.\nHint 2 of 2: It is a square.\nNot right.\ns shows" in said


def test_what_is_said_of_an_answer_needs_no_hint(tmp_path: Path) -> None:
    said = told(tmp_path, ALTERNATIVE, "3(x^2 + 1)^2", "3(x^2 + 1)^2")
    assert "Not right.\nThe inside moves as well.\n" in said  # and no name of a slip, which may say otherwise
    assert "Hint" not in said
    said = told(tmp_path, ALTERNATIVE, "77")
    assert "At x = 1 it gives 77 instead of 24.\n" in said
    assert "Hint" not in said


def test_of_other_letters_no_values_are_told(tmp_path: Path) -> None:
    said = told(tmp_path, ALTERNATIVE, "3a")
    assert "The letter a does not occur in the problem.\nThis costs nothing.\n" in said


def test_of_a_line_of_a_working_the_author_speaks(tmp_path: Path) -> None:
    said = told(tmp_path, WORKING, "2x cos(x)", "")
    assert "Hint: Each factor has its turn." in said


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("lim ((x+h)^2 - x^2)/h", "= lim 2x + h", "= 2x"), "Right at once."),
        (("lim (x^2 + h^2 - x^2)/h",), "(x + h)^2 is treated as if (u + v)^n = u^n + v^n."),
        (("((x+h)^2 - x^2)/h",), "The working does not say what becomes of h. Write lim_{h->0} before the quotient."),
    ],
)
def test_a_definition_may_begin_with_a_bare_limit(tmp_path: Path, lines: tuple[str, ...], says: str) -> None:
    assert says in told(tmp_path, FORESEEN, *lines, "")


def test_where_a_derivative_was_evaluated(tmp_path: Path) -> None:
    several = "id: at\nkind: partial\ndifferentiate: x y^2\nvariable: x\nat: {x: 1, y: 3}"
    assert "Substituting x = 1, y = 3 gives 9." in told(tmp_path, several, "g")


def test_an_answer_that_nobody_knows_by_heart_is_rounded_too(tmp_path: Path) -> None:
    assert "The answer is 2 sin(2), about 1.81859." in told(
        tmp_path, NUMBER.replace("answer: 4", "answer: 2sin(2)"), "g"
    )


def test_a_fraction_has_its_decimals_beside_it(tmp_path: Path) -> None:
    assert "The answer is 1/4, which is 0.25." in told(tmp_path, NUMBER.replace("answer: 4", "answer: 1/4"), "g")


def test_a_graph_says_what_is_to_be_filled_in(tmp_path: Path) -> None:
    assert "Fill in, in this order: z, dL/dz, dL/dw." in told(tmp_path, GRAPH)


def test_several_formulas_in_a_line_are_no_formula() -> None:
    assert line("$u = 4$, $u' = 3$", Voice()) == "u = 4, u′ = 3"
    assert line("$u = 4$", Voice()) == "    u = 4"


def test_several_primes_are_one_sign() -> None:
    assert words("$L''$ and $d = -L'/L''$, $f'''(x)$", Voice()) == "L″ and d = −L′/L″, f‴(x)"
    assert words("$L''$ and $f'''(x)$", Voice(plain=True)) == "L'' and f'''(x)"


def test_signs_are_spelt_out_where_they_are_read_aloud() -> None:
    voice = Voice(plain=True)
    assert words("The guess ŷ, $ŷ^2$, $(ŷ - y)^2$ and $Σᵢ Xᵢⱼ$, a château.", voice) == (
        "The guess yhat, yhat^2, (yhat - y)^2 and Sigma_i X_ij, a château."
    )


def test_long_commands_are_broken_between_words() -> None:
    typed = '"y = sigmoid(w*x + b)" --at "w=0.6,x=0.5,b=0.1" --wrt w'
    assert invitation(typed, Voice(60)).split("\n") == [
        "To move it yourself:",
        '  derivtutor explore "y = sigmoid(w*x + b)" \\',
        '    --at "w=0.6,x=0.5,b=0.1" --wrt w',
    ]
    assert command(f"backprop {typed}", Voice(40)).split("\n") == [
        '$ derivtutor backprop "y = sigmoid(w*x \\',
        '    + b)" --at "w=0.6,x=0.5,b=0.1" \\',
        "    --wrt w",
    ]
    assert command(f"backprop {typed}", Voice(40, plain=True)) == f"derivtutor backprop {typed} shows:"


def test_a_graph_is_told_in_sentences_where_it_is_read_aloud(tmp_path: Path) -> None:
    arguments = ("backprop", "y = w*x", "--at", "w=2,x=3", "--graph", "text")
    assert run(*arguments, "--format", "plain").stdout.split("\n")[1:4] == [
        "Layer 1: w = 2, dy/dw = 3",
        "Layer 1: x = 3, dy/dx = 2",
        "Layer 2: y = w x, 6, dy/dy = 1 from w, x",
    ]
    assert "╔" in run(*arguments).stdout


def test_a_lesson_by_its_number() -> None:
    assert find("4") == find("chain-rule") == find("04-chain-rule")


# -- what learn check says -------------------------------------------------------------------------------------


def test_exercises_are_called_differently_in_all_lessons_of_a_folder(tmp_path: Path) -> None:
    text = HEAD + "## Idea\n" + EXERCISE.format(id="one") + QUIZ
    (tmp_path / "01-first.md").write_text(text.replace("id: q", "id: p"), encoding="utf-8")
    assert mistakes(text, tmp_path) == [
        "6:1: There is an exercise one in 01-first.md as well. Give one of them another id."
    ]


DESCEND = 'kind: descend\ntext: {text}\nstart: "5"\nrate: "0.25"\ndifferentiate: x^2 - 4x'


def test_numbers_that_a_question_does_not_tell(tmp_path: Path) -> None:
    text = HEAD + "## Idea\n" + EXERCISE.format(id="one") + QUIZ
    asked = DESCEND.format(text="Take a step down $x^2 - 4x$ from $x = 5$.")
    assert mistakes(text.replace("differentiate: x^2", asked, 1), tmp_path) == [
        "6:1: The question does not tell rate: 0.25. It shows the text alone: write it there."
    ]
    asked = DESCEND.format(text="Take a step down $x^2 - 4x$ from $x = 5$, with the rate 0.25.")
    assert mistakes(text.replace("differentiate: x^2", asked, 1), tmp_path) == []
