"""Exercises in the topics beyond the rules: what is asked, what they are made from, and where they are used."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import run
from test_kinds import EXAMPLES

from derivtutor.calculus.explanation import Explanation
from derivtutor.calculus.topics import TOPICS
from derivtutor.classroom.submissions.stack import Responses
from derivtutor.exercises.checking import check
from derivtutor.exercises.kinds import KINDS
from derivtutor.exercises.loading import exercise_set, load, load_text
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.variants import variant

BEYOND = [kind for kind, facts in KINDS.items() if facts.question[0] in ("topic", "definition")]

SET = """\
title: Topics
exercises:
  - {id: circle, kind: implicit, differentiate: x^2 + y^2 = 25, at: "x=3,y=4"}
  - {id: table, kind: jacobian, differentiate: "(x^2 y, x + y)", at: "x=1,y=2"}
  - {id: level, kind: critical, differentiate: x^3 - 3x + y^2}
  - {id: step, kind: descend, differentiate: x^2 + y^2, start: "1,2", rate: 0.1}
  - {id: plane, kind: tangent-plane, differentiate: x^2 + y^2, at: "x=1,y=2"}
  - {id: secant, kind: definition, differentiate: x^2}
"""


def test_every_topic_with_an_answer_is_a_kind() -> None:
    assert {topic.name for topic in TOPICS} - KINDS.keys() == {"verify", "matrix"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "implicit", "differentiate": "x^2 + y^2 = 25"}, r"Find the slope $\frac{dy}{dx}$ of the curve"),
        ({"kind": "implicit", "differentiate": "x y = 6", "order": 2}, r"second derivative $\frac{d^{2} y}{dx^{2}}$"),
        ({"kind": "implicit", "differentiate": "u v = 6", "variable": "u", "of": "v"}, r"$\frac{dv}{du}$"),
        ({"kind": "directional", "differentiate": "x y", "at": "1,2", "along": "60deg"}, "an angle of $60$°"),
        (
            {"kind": "directional", "differentiate": "x y", "at": "1,2", "towards": "x=4,y=6"},
            "towards the point $x = 4",
        ),
        ({"kind": "total", "differentiate": "x y", "where": ("x=t^2,y=t",)}, "with respect to $t$ where $x = t^{2}, y"),
        ({"kind": "tangent-plane", "differentiate": "x^2 + y^2 + z^2 = 14", "at": "1,2,3"}, "of the surface $x^{2}"),
        ({"kind": "critical", "differentiate": "x^2 - 2x"}, "such as $1, 2$"),
        ({"kind": "taylor", "differentiate": "ln(x)", "around": "1", "order": 2}, "around $1$."),
        ({"kind": "descend", "differentiate": "w^2", "start": "1", "method": "newton"}, "one step of Newton's method"),
    ],
)
def test_the_question_in_words(fields: dict[str, str], says: str) -> None:
    statement = Marker.of(Exercise(id="a", **fields)).question.statement  # type: ignore[arg-type]
    assert says in statement.replace("d y", "dy").replace("d x", "dx").replace("d v", "dv").replace("d u", "du")


@pytest.mark.parametrize("kind", BEYOND)
def test_the_way_to_the_answer_is_told(kind: str) -> None:
    question = Marker.of(EXAMPLES[kind]).question
    assert isinstance(question.explanation, Explanation)
    assert question.explanation.chains
    assert question.letters
    assert 1 <= question.difficulty <= 5
    assert all(question.mark(spelling).is_right for spelling in question.spellings())


@pytest.mark.parametrize("kind", BEYOND)
def test_what_is_foreseen_is_wrong(kind: str) -> None:
    question = Marker.of(EXAMPLES[kind]).question
    for field in question.inputs:
        for other in field.wrong():
            assert other.says
            assert not question.mark(other.answer).is_right or kind == "definition"


def test_answers_to_several_inputs_are_put_together() -> None:
    question = Marker.of(EXAMPLES["jacobian"]).question
    assert len(question.inputs) == 4
    assert question.together(["a", "b", "c", "d"]) == "[[a, b], [c, d]]"
    assert len(Marker.of(EXAMPLES["critical"]).question.inputs) == 1


def test_numbers_of_a_students_own() -> None:
    exercise = Exercise(
        id="a",
        kind="rates",
        differentiate="x^2 + a y^2 = 25",
        at="x=3,y=b",
        known=("dx/dt=a",),
        wanted="dy/dt",
        parameters={"a": "1..9", "b": "1..9"},
    )
    found = variant(exercise, {"a": "4", "b": "2"})
    assert (found.differentiate, found.at, found.known) == ("x^2 + 4y^2 = 25", "x=3,y=2", ("dx/dt=4",))
    assert Marker.of(found).question.key.text == "-3/2"


def test_the_authors_own_words_are_said_to_a_slip() -> None:
    exercise = Exercise(
        id="a", kind="implicit", differentiate="x y = 6", feedback={"implicit-inverted": "Upside down."}
    )
    assert Marker.of(exercise).mark("-x/y").says == "Upside down."


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ("kind: directional, differentiate: x y, along: '1,1'", "at"),
        ("kind: total, differentiate: x y", "where: x=sin(t),y=cos(t)"),
        ("kind: rates, differentiate: x y = 6, wanted: dy/dt", "known: dx/dt=2"),
        ("kind: implicit, differentiate: x^2 + y^2", "equation"),
        ("kind: implicit, differentiate: x^2 + y^2 = 25, at: 'x=1,y=1'", "curve"),
        ("kind: jacobian, differentiate: '(x, y)', along: '1,1'", "along"),
        ("kind: critical, differentiate: x + y", "critical"),
    ],
)
def test_what_is_wrong_with_an_exercise_is_said(fields: str, says: str) -> None:
    loaded = load_text(f"title: t\nexercises:\n  - {{id: a, {fields}}}\n", Path("a.yaml"))
    (complaint, *_) = check(loaded)
    assert says in str(complaint)


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    path = tmp_path / "topics.yaml"
    path.write_text(SET, "utf-8")
    return path


def test_a_set_of_topics_is_in_order(topics: Path) -> None:
    assert [str(each) for each in check(load(topics))] == []


@pytest.mark.parametrize(
    ("style", "says"),
    [
        ("stack", [r"\text{row 1, column 2}\colon", "<text>ta1:4;", "ta1:z = 2*x + 4*y - 5;", "level"]),
        ("moodle", ["(-1, 0), (1, 0)", "<text>-0.75</text>"]),
        ("anki", ["Sum rule", "y'"]),
        ("html", ["lim", "<mtable>"]),
        ("latex", [r"\begin{pmatrix} 4 & 1 \\ 1 & 1 \end{pmatrix}", r"\lim_{h \to 0}"]),
    ],
)
def test_exports(topics: Path, style: str, says: list[str]) -> None:
    key = ["--key"] if style in ("html", "latex") else []
    done = run("exercises", "export", str(topics), "--format", style, *key)
    assert done.returncode == 0, done.stderr
    for words in says:
        assert words in done.stdout + done.stderr


def test_answers_in_stack_are_put_together(topics: Path) -> None:
    responses = Responses(exercise_set(topics))
    cell = "Seed: 1; ans1: 4 [score]; ans2: 1 [score]; ans3: 1 [score]; ans4: 1 [score]"
    assert responses.answer(cell, "table") == "[[4, 1], [1, 1]]"


def test_a_worksheet_is_graded(topics: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "ada.yaml"
    assert run("exercises", "worksheet", str(topics), "--student", "ada", "-o", str(sheet)).returncode == 0
    text = sheet.read_text("utf-8")
    for name, answer in {"circle": "-3/4", "table": "4, 1; 1, 2", "step": "(0.8, 1.6)", "plane": "z = 2x"}.items():
        text = text.replace(f'{name}: ""', f'{name}: "{answer}"')
    sheet.write_text(text, "utf-8")
    done = run("grade", str(sheet))
    assert done.returncode == 1, done.stderr
    assert "Wrong here: row 2, column 2." in done.stdout


def test_practice_tells_the_way(topics: Path) -> None:
    done = run("practice", str(topics), "--plain", "--fresh", "--profile", "t", stdin="-4/3\n:s\n:q\n")
    assert "Which variable is on top?" in done.stdout
    assert "2x + 2y y' = 0" in done.stdout


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ("kind: implicit, differentiate: x^2 + y^2 = 25, at: 'x=5,y=0'", "There is no slope at this point"),
        ("kind: inverse, differentiate: x^3, at: y=0", "There is no slope at this point"),
        ("kind: parametric, differentiate: '(t^2, t^3 + t)', at: t=0", "There is no slope at this point"),
        ("kind: implicit, differentiate: x^2 + y^2 = 25, at: 'x=5,y=0', answer: undefined", ""),
        ("kind: inverse, differentiate: x^3, at: y=0, answer: vertical tangent", ""),
        ("kind: implicit, differentiate: x^2 + y^2 = 25, at: 'x=5,y=0', answer: 18/0", "The engine finds undefined"),
    ],
)
def test_a_point_without_a_slope_is_told(fields: str, says: str) -> None:
    complaints = check(load_text(f"title: Slopes\nexercises:\n  - {{id: steep, {fields}}}\n", Path("set.yaml")))
    found = [str(complaint) for complaint in complaints]
    assert len(found) == bool(says)
    assert all(says in each for each in found)


def test_where_there_is_no_slope_the_key_says_so() -> None:
    marker = Marker.of(Exercise(id="a", kind="implicit", differentiate="x^2 + y^2 = 25", at="x=5,y=0"))
    assert marker.question.key.text == "undefined"
    assert marker.question.mark("vertical tangent").is_right
    assert not marker.question.mark("0").is_right
