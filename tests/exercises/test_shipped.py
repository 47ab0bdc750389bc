"""The exercise sets that come with the tutor: valid, unique, complete, and right about the known figures."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

import pytest

from derivtutor.exercises.catalogue import overview
from derivtutor.exercises.checking import check
from derivtutor.exercises.library import files_in, shipped, topics
from derivtutor.exercises.loading import load
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, Kind

TOPICS = sorted(topics())

FIGURES = [
    ("first-polynomial", "12x^3 - 10x + 7"),
    ("first-polynomial-slope", "9"),
    ("first-square-of-multiple", "18x"),
    ("first-square-of-multiple-slope", "36"),
    ("chain-three-layers", "2e^(2x) cos(e^(2x))"),
    ("chain-layers", "sin, exp, 2x"),
    ("chain-fifth-power", "30x(3x^2+1)^4"),
    ("chain-fifth-power-slope", "1713660"),
    ("chain-gaussian", "-2x e^(-x^2)"),
    ("chain-gaussian-trend", "for x > 0"),
    ("chain-inner-rate", "0.5403"),
    ("chain-two-rates", "1.6829"),
    ("chain-rates-together", "0.9093"),
    ("chain-cube", "6x(x^2+1)^2"),
    ("tangent-parabola", "y = 4x - 4"),
    ("slopes-definition-square", "2x"),
    ("activation-sigmoid", "sigmoid(x)(1 - sigmoid(x))"),
    ("activation-sigmoid-first-principles", "(1 + e^(-x))^(-2) * e^(-x)\nsigmoid(x)(1 - sigmoid(x))"),
    ("activation-tanh", "1 - tanh(x)^2"),
    ("activation-relu", "piecewise((1, x>0), (0, x<0))"),
    ("activation-relu-corner", "It does not exist, and programs for neural networks take 0."),
    ("activation-softplus", "sigmoid(x)"),
    ("loss-squared-value", "1.072"),
    ("loss-cross-entropy-value", "2.155"),
    ("loss-cross-entropy", "(yhat - y)/(yhat(1 - yhat))"),
    ("loss-sigmoid-cancels", "yhat - y"),
    ("matrixcalc-least-squares", "2X^T(Xw - y)"),
    ("neuron-forward", "0.4"),
    ("neuron-output", "0.598688"),
    ("neuron-slope", "0.240261"),
    ("neuron-weight-value", "0.12013"),
    ("neuron-tanh", "0.488917"),
    ("neuron-vanishing", "7.9e-31"),
    ("neuron-vanishing", "7.9 * 10^(-31)"),
    ("neuron-vanishing", "0.25^50"),
    ("machine-central-neuron", "0.12013"),
    ("machine-order-forward", "0.04"),
    ("machine-order-central", "4"),
    ("machine-dual-number", "(9, 6)"),
    ("machine-which-mode", "reverse mode"),
    ("machine-reverse-by-hand", "(64, 32)"),
    ("partial-by-x-value", "4"),
    ("partial-by-y-value", "7"),
    ("partial-total", "df/dt = ∂f/∂x dx/dt + ∂f/∂y dy/dt"),
    ("gradient-bowl", "(2x, 4y)"),
    ("gradient-bowl-value", "(6, 8)"),
    ("gradient-bowl-norm", "10"),
    ("gradient-ascent-direction", "(0.6, 0.8)"),
    ("gradient-descent-direction", "(-0.6, -0.8)"),
    ("gradient-descent-step-x", "2.4"),
    ("gradient-descent-step-y", "1.2"),
    ("gradient-jacobian-first-row", "(6, 1)"),
    ("gradient-jacobian-second-row", "(2, 3)"),
    ("gradient-hessian-entry", "4"),
    ("gradient-hessian-definite", "[[2, 0], [0, 4]], positive definite: a minimum"),
    ("taylor-sine-third", "-1/6"),
    ("taylor-sine-fifth", "1/120"),
    ("taylor-sine-polynomial", "x - x^3/6 + x^5/120"),
    ("backprop-line-forward", "6.25"),
    ("backprop-line-weight", "10.0"),
    ("backprop-line-bias", "5.0"),
    ("backprop-net-hidden-one", "0.33"),
    ("backprop-net-hidden-two", "0.13"),
    ("backprop-net-sum", "0.146"),
    ("backprop-net-prediction", "0.536435"),
    ("backprop-net-output", "0.536435"),
    ("backprop-net-hidden", "0.321861"),
    ("backprop-net-weight-one", "0.160931"),
    ("backprop-net-weight-two", "-0.107287"),
    ("matrix-trace-ax", "A^T"),
    ("matrix-trace-transposed", "A"),
    ("matrix-trace-square", "2X"),
    ("matrix-bilinear", "a b^T"),
    ("matrix-least-squares", "2X^T X w - 2X^T y"),
]
"""Answers of figures.jsonl, as a student would type them."""


@cache
def exercises() -> dict[str, Exercise]:
    """All shipped exercises by their ids."""
    listed = [exercise for path in files_in(shipped()) for exercise in load(path).exercise_set.exercises]
    found = {exercise.id: exercise for exercise in listed}
    assert len(found) == len(listed), "two exercises have the same id"
    return found


@pytest.mark.parametrize("topic", TOPICS)
def test_a_set_has_no_mistakes(topic: str) -> None:
    complaints = [str(each) for path in files_in(topics()[topic]) for each in check(load(path))]
    assert complaints == []


def test_there_are_many_exercises_of_every_kind() -> None:
    assert len(exercises()) >= 150
    assert {exercise.kind for exercise in exercises().values()} == set(get_args(Kind))


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_introduced(topic: str) -> None:
    folder = topics()[topic]
    (path,) = files_in(folder)
    found = load(path).exercise_set
    assert found.introduction
    assert (folder / "README.md").read_text(encoding="utf-8").startswith(f"# {found.title}\n")


def test_the_table_of_topics_tells_the_numbers() -> None:
    text = (shipped() / "README.md").read_text(encoding="utf-8")
    told = {
        name: int(count) for name, count in re.findall(r"^\| \[([\w-]+)\]\(\1/\) \|.*\| (\d+) \|$", text, re.MULTILINE)
    }
    found = overview()
    assert told == {topic.name: topic.exercises for topic in found}
    assert [topic.as_dict() for topic in found] == [
        {"topic": name, "title": load(folder / "exercises.yaml").exercise_set.title, "exercises": told[name]}
        for name, folder in topics().items()
    ]


def test_every_wrong_choice_is_answered() -> None:
    silent = []
    for exercise in exercises().values():
        marker = Marker.of(exercise) if exercise.kind == "choice" else None
        for choice in exercise.choices if marker else ():
            mark = marker.mark(choice)  # type: ignore[union-attr]
            if not mark.is_right and not mark.says:
                silent.append((exercise.id, choice))
    assert silent == []


@pytest.mark.parametrize(("name", "answer"), FIGURES)
def test_known_figures_are_marked_correct(name: str, answer: str) -> None:
    assert "figure" in exercises()[name].tags
    mark = Marker.of(exercises()[name]).mark(answer)
    assert (mark.verdict, mark.is_unproved) == ("correct", False)


def test_every_key_is_proved_in_another_form_as_well() -> None:
    unproved = []
    for exercise in exercises().values():
        if exercise.kind in ("derivative", "value", "partial", "numeric", "expression") and not exercise.parameters:
            marker = Marker.of(exercise)
            key = marker.question.key.text
            forms = (key, f"({key})*3/3", f"({key})/2 + 0.5({key})")
            unproved += [form for form in forms if marker.mark(form).is_unproved]
    assert unproved == []


def test_every_exercise_with_a_figure_is_tried() -> None:
    tagged = {exercise.id for exercise in exercises().values() if "figure" in exercise.tags and not exercise.parameters}
    assert tagged == {name for name, _ in FIGURES}
