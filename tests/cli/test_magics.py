"""The magics of IPython: what they show, what they remember, and what is said of mistakes."""

from __future__ import annotations

import pytest
from ipython_shell import run, shown

from derivtutor.errors import UserError


@pytest.mark.parametrize(("line", "derivative", "says"), [
    ("sin(x^2)", "2x cos(x^2)", "Chain rule"),
    ('"sin(x^2)"', "2x cos(x^2)", "Chain rule"),
    ("x^2 sin x --at x=2", "2x sin(x) + x^2 cos(x)", "At x = 2"),
    ("--order 2 x^3", "6x", "f″(x) = 6x"),
    (r"\frac{x}{2}", "1/2", r"You wrote \frac{x}{2}"),
    ("-x^2 + {1} - {1}", "-2x", "f′(x) = −2x"),
    ("a t^2 --wrt t --detail brief", "2a t", "f(t) = a t²"),
    ("x^2 --plot", "2x", "falls until x = 0 and then rises"),
    ("log(x) --log 10 --view lines", "1/(x ln(10))", "On paper"),
    ("x^2 --method definition", "2x", "h"),
])  # fmt: skip
def test_a_line_is_derived(line: str, derivative: str, says: str) -> None:
    page = run(f"%derive {line}").value
    assert page.value.derivative.text == derivative
    assert says in str(page) or says in page._repr_html_()


def test_every_line_of_a_cell_is_derived() -> None:
    done = run("%%derive --at x=1\nx^2\n\nsin(x)\nx^3")
    assert [output["text/html"].count("At <math>") for output in done.displayed] == [1, 1]
    assert done.value.value.derivative.text == "3x^2"


def test_an_answer_is_judged_and_hints_follow() -> None:
    judged = run("%%answer sin(x^2)\ncos(x^2)").value
    assert not judged.value
    assert "inner derivative forgotten" in str(judged)
    hints = [run("%hint").value.value for _ in range(8)]
    assert [each.level for each in hints] == [1, 1, 2, 3, 4, 5, 6, 6]
    assert [each.kind for each in hints[:3]] == ["slip", "principle", "rule"]
    assert run("%%answer\n2x cos(x^2)").value.value  # the problem is still the same
    assert run("%hint").value.value.level == 1


def test_several_lines_are_a_working() -> None:
    judged = run("%%answer x^2 sin(x)\ny' = (x^2)' sin(x) + x^2 (sin x)'\n\n= 2x sin(x) - x^2 cos(x)").value
    assert judged.value.first_wrong == 3
    assert "3 ✗ = 2x sin(x) − x² cos(x)".replace("−", "-").replace("x²", "x^2") in str(judged)


@pytest.mark.parametrize(("cell", "word"), [
    ("%%answer x^3 --order 2\n6x", "correct"),
    ("%%answer x^3 --at x=2\n12", "correct"),
    ("%%answer (x+1)^2 --form factored\n2x + 2", "wrong-form"),
    ("%%answer x^2 y --topic gradient\n(2x y, x^2)", "correct"),
    ("%%answer x y --topic directional --along 1,1 --at x=1,y=1\nsqrt(2)", "correct"),
])  # fmt: skip
def test_answers_have_the_options_of_check(cell: str, word: str) -> None:
    assert run(cell).value.value.verdict == word


def test_hints_about_a_problem_of_its_own() -> None:
    assert run("%hint x^3 --level 6").value.value.says.startswith("The answer is 3x²")
    assert run("%hint sin(2x) --answer cos(2x)").value.value.kind == "slip"


@pytest.mark.parametrize(("cell", "printed"), [
    ("%derive x^(", "Error: This bracket is never closed.\n  x^(\n    ^\n  Write ) after the expression.\n"),
    ("%%derive\nx\n2x +", "Error: Something must follow +.\n  line 2: 2x +\n              ^\n"),
    ("%derive", "Error: There is nothing to differentiate.\n"),
    ("%derive x --att 2", "UsageError: No such option"),
    ("%derive x --order two", "UsageError: Invalid value for '--order'"),
    ("%derive x --at", "UsageError: Option '--at' requires an argument."),
    ("%derive x --at 'x=2", "UsageError: A quotation mark is not closed.\n"),
    ("%%answer x^2\n \n", "Error: There is no answer in this cell.\n"),
    ("%%answer x^2 --at x=1\n1\n2", "Error: --at is about an answer in one line.\n"),
    ("%hint x^2 --level 9", "Error: There is no hint of level 9."),
])  # fmt: skip
def test_mistakes_are_sentences(cell: str, printed: str) -> None:
    done = run(cell)
    assert done.value is None
    assert done.printed.startswith(printed)
    assert "Traceback" not in done.printed


def test_a_problem_must_have_been_named_once() -> None:
    run("%reload_ext derivtutor")
    assert isinstance(run("%hint").error, UserError)
    assert "There was no problem before." in run("%%answer\n2x").printed


def test_where_there_is_only_text_the_steps_are_text() -> None:
    assert "2x cos(x²)   (reorder)" in shown(run("%derive sin(x^2)").value)["text/plain"]
