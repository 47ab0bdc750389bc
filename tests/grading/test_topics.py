"""Answers to topics: vectors and matrices by their entries, and slips about the task."""

from __future__ import annotations

from typing import Any

import pytest
from command import run

from derivtutor import check
from derivtutor.calculus.explanation import Explanation
from derivtutor.derivation.account import Result, Task
from derivtutor.errors import UserError
from derivtutor.grading.topics.judging import TopicJudge
from derivtutor.notation.expression import Expression
from derivtutor.notation.reader import read


def slips(*ask: Any, **more: Any) -> list[str]:
    return [slip.slip for each in check(*ask, **more).diagnosis for slip in each.slips]


@pytest.mark.parametrize(
    ("problem", "answer", "arguments"),
    [
        ("x^2 y", "(2x y, x^2)", {"topic": "gradient"}),
        ("x^2 y", "2xy i + x^2 j", {"topic": "gradient"}),
        ("x^2 y", r"\begin{pmatrix} 2xy \\ x^2 \end{pmatrix}", {"topic": "gradient"}),
        ("x^2 y", ["2x y", "x*x"], {"topic": "gradient"}),
        ("x^2 y", "(x^2, 2x y)", {"topic": "gradient", "wrt": ["y", "x"]}),
        ("x^2 y", "(4, 4)", {"topic": "gradient", "at": "x=2,y=1"}),
        ("x^2 y", [4, 4], {"topic": "gradient", "at": {"x": 2, "y": 1}}),
        ("x^2", "2x", {"topic": "gradient"}),
        ("x^2 + 2y^2", "(2.4, 1.2)", {"topic": "descend", "start": "3,2", "steps": 1}),
        ("x^2 + 2y^2", "(12/5, 6/5)", {"topic": "descend", "start": "3,2", "steps": 1}),
        ("cos(x)", "0.5479", {"topic": "descend", "start": "0.5", "steps": 1}),
        ("cos(x)", "0.5 + 0.1 sin(0.5)", {"topic": "descend", "start": "0.5", "steps": 1}),
        ("x^2", "6", {"topic": "verify", "at": 3}),
    ],
)
def test_right_answers(problem: str, answer: Any, arguments: dict[str, Any]) -> None:
    verdict = check(problem, answer, **arguments)
    assert verdict, verdict.as_dict()
    document = verdict.as_dict()
    assert document["schema"] == "derivtutor/verdict/1"
    assert document["topic"] == arguments["topic"]
    assert document["credit"] == 1


@pytest.mark.parametrize(
    ("problem", "answer", "arguments", "slip"),
    [
        ("x^2 y", "2x y + x^2", {"topic": "gradient"}, "gradient-summed-to-scalar"),
        ("x^2 y", "(-4, -4)", {"topic": "gradient", "at": "2,1"}, "gradient-turned-round"),
        ("x^2 + 2y^2", "(0.6, 0.8)", {"topic": "gradient", "at": "3,2"}, "gradient-normalised"),
        ("sin(x^2) y", "(cos(x^2) y, sin(x^2))", {"topic": "gradient"}, "chain-missing-inner"),
        ("x^2 + 2y^2", "(3.6, 2.8)", {"topic": "descend", "start": "3,2", "steps": 1}, "gd-sign-ascent"),
        ("x^2 + 2y^2", "(-3, -6)", {"topic": "descend", "start": "3,2", "steps": 1}, "gd-learning-rate-missing"),
        ("w^2", "1.2", {"topic": "descend", "start": "1", "steps": 1}, "gd-sign-ascent"),
        ("w^2", "-1", {"topic": "descend", "start": "1", "steps": 1}, "gd-learning-rate-missing"),
    ],
)
def test_slips_about_the_task_are_named(problem: str, answer: str, arguments: dict[str, Any], slip: str) -> None:
    assert not check(problem, answer, **arguments)
    assert slips(problem, answer, **arguments) == [slip]


def test_a_wrong_vector_says_which_component() -> None:
    verdict = check("x^2 y", "(2x y, x)", topic="gradient")
    assert verdict.observations == ("Wrong here: the component y.",)
    assert verdict.as_dict()["credit"] == 0.5
    assert [entry["verdict"] for entry in verdict.as_dict()["entries"]] == ["correct", "incorrect"]


def test_another_shape_is_told() -> None:
    verdict = check("x^2 y", "(2x y, x^2, 0)", topic="gradient")
    assert verdict.observations == ("Asked for is a vector of 2 components; yours is a vector of 3 components.",)
    assert verdict.evidence.certainty == "proved"
    assert not verdict.diagnosis


def test_silence_where_no_slip_is_known() -> None:
    assert slips("x^2 y", "(x + 17, x^2)", topic="gradient") == []


def found(topic: str, entries: list[str], shape: tuple[int, ...]) -> Explanation:
    trees = tuple([read(entry).tree for entry in entries])
    task = Task((Expression(read("x y").tree),), ("x", "y"))
    return Explanation(topic, ("",), task, (), Result(trees, shape), {})


MATRIX = found("jacobian", ["y", "x", "1", "2"], (2, 2))


@pytest.mark.parametrize(
    "answer",
    [
        "[[y, x], [1, 2]]",
        "((y, x), (1, 2))",
        "y, x; 1, 2",
        r"\begin{pmatrix} y & x \\ 1 & 2 \end{pmatrix}",
        r"J = \begin{bmatrix} y & x \\ 1 & 2 \\ \end{bmatrix}",
        r"$$\left[\begin{array}{cc} y & x \\ 1 & 2 \end{array}\right]$$",
        [["y", "x"], [1, 2]],
    ],
)
def test_matrices_are_read_however_they_are_written(answer: Any) -> None:
    assert TopicJudge(MATRIX, {})(answer)


def test_a_wrong_matrix_says_which_entry() -> None:
    verdict = TopicJudge(MATRIX, {})("[[y, x], [1, 3]]")
    assert verdict.observations == ("Wrong here: row 2, column 2.",)
    assert verdict.as_dict()["answer"][1][1]["text"] == "3"


@pytest.mark.parametrize(
    ("explanation", "answer", "slip"),
    [
        (MATRIX, "[[y, 1], [x, 2]]", "jacobian-transposed"),
        (found("jacobian", ["y", "x", "1", "1", "2", "3"], (3, 2)), "[[y, 1, 2], [x, 1, 3]]", "jacobian-transposed"),
        (found("hessian", ["2y", "2x", "2x", "0"], (2, 2)), "[[2y, 0], [0, 0]]", "hessian-offdiagonal-zero"),
    ],
)
def test_slips_in_matrices_and_slopes(explanation: Explanation, answer: str, slip: str) -> None:
    verdict = TopicJudge(explanation, {})(answer)
    assert [each.slips[0].slip for each in verdict.diagnosis] == [slip]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["x^2 y", "(2x y, x^2)", "--topic", "gradient"], 0, "It is the answer as derivtutor writes it."),
        (["x^2 y", "(2x y, x)", "--topic", "gradient"], 1, "Wrong here: the component y."),
        (["w^2", "0.8", "--topic", "descend", "--from", "1", "--steps", "1"], 0, "Correct."),
        (["w^2", "1.2", "--topic", "descend", "--from", "1", "--steps", "1"], 1, "Downhill is against the gradient."),
    ],
)
def test_the_command(words: list[str], code: int, says: str) -> None:
    done = run("check", *words)
    assert done.returncode == code, done.stderr
    assert says in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["x", "2", "--topic", "foo"], "There is no topic called foo."),
        (["x^2", "2x", "--topic", "gradient", "--along", "1,1"], "gradient has no along."),
        (["x^2", "2x", "--topic", "verify"], "An answer to verify cannot be judged without --at."),
        (["w^2", "0.8", "--topic", "descend"], "Add --from: where to begin, such as 3,2."),
        (["x^2", "2x", "--along", "1"], "--along is for topics."),
        (["x^2 y", "(2x y, )", "--topic", "gradient"], "A component is missing."),
        (["x^2 y", "(2x y, ?)", "--topic", "gradient"], "Error"),
        (["x^2 = 3", "2x", "--topic", "gradient"], "An expression is expected here"),
    ],
)
def test_what_cannot_be_judged_is_no_attempt(words: list[str], says: str) -> None:
    done = run("check", *words)
    assert done.returncode == 2
    assert says in done.stderr


def test_arguments_of_topics_need_one() -> None:
    with pytest.raises(TypeError, match="along"):
        check("x^2", "2x", along="1")
    with pytest.raises(UserError, match="no topic"):
        check("x^2", "2x", topic="laplace")
