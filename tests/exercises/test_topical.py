"""Generated exercises in the topics beyond the rules: in order, answered by their keys, the same from the same seed."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from command import run

from derivtutor import UserError
from derivtutor.exercises import topical as topical_module
from derivtutor.exercises.checking import check
from derivtutor.exercises.kinds import KINDS
from derivtutor.exercises.kinds.topic import TopicQuestion
from derivtutor.exercises.loading import exercise_set, load_text
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, ExerciseSet
from derivtutor.exercises.topical import topical
from derivtutor.exercises.writing import to_yaml
from derivtutor.grading.topics.slips.book import SLIPS
from derivtutor.grading.topics.slips.model import Wanted

TOPICS = topical_module.TOPICS


def test_every_topic_is_made() -> None:
    beyond = {kind for kind, facts in KINDS.items() if facts.question[0] in ("topic", "definition", "matrix")}
    assert set(TOPICS) == beyond | {"partial", "gradient", "tangent", "backprop"}


def test_programs_have_a_slope_everywhere() -> None:
    for difficulty in range(1, 6):
        for exercise in topical("backprop", difficulty, 60, 0):
            question = Marker.of(exercise).question
            assert question.explanation is not None
            assert question.explanation.notes == ()


@pytest.mark.parametrize("topic", TOPICS)
def test_they_read_back_and_are_in_order(topic: str) -> None:
    made = topical(topic, None, 5, 4)
    loaded = load_text(to_yaml(ExerciseSet(title=topic, exercises=made)), Path("a.yaml"))
    assert loaded.exercise_set.exercises == made
    assert [str(each) for each in check(loaded)] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_the_key_is_right_in_every_difficulty(topic: str) -> None:
    for difficulty in range(1, 6):
        for exercise in topical(topic, difficulty, 2, 8):
            question = Marker.of(exercise).question
            assert exercise.difficulty == difficulty
            assert all(question.mark(spelling).is_right for spelling in question.spellings())


@pytest.mark.parametrize("topic", sorted({slip.topic for slip in SLIPS if KINDS[slip.topic].question[0] == "topic"}))
def test_slips_about_the_task_are_named(topic: str) -> None:
    named = []
    for exercise in topical(topic, None, 4, 2):
        question = Marker.of(exercise).question
        assert isinstance(question, TopicQuestion)
        wanted = Wanted(question.explanation, question.judge.arguments, question.judge.result)
        wrong = [result.text for slip in SLIPS if slip.topic == topic for result in slip.wrong(wanted)]
        named += [bool(mark.slips) for mark in map(question.mark, wrong) if not mark.is_right]
    assert any(named)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_same_seed_gives_the_same_and_more_begin_alike(topic: str) -> None:
    few, more, other = topical(topic, None, 2, 1), topical(topic, None, 4, 1), topical(topic, None, 2, 9)
    assert more[:2] == few
    assert len({exercise.id for exercise in more}) == 4
    assert to_yaml(ExerciseSet(title="t", exercises=few)) != to_yaml(ExerciseSet(title="t", exercises=other))


@pytest.mark.parametrize(
    ("topic", "difficulty", "count", "says"),
    [
        ("gradeint", None, 1, "Did you mean gradient?"),
        ("gradient", 6, 1, "There is no difficulty 6."),
        ("gradient", 1, 0, "It is not possible to make 0 exercises."),
        ("lagrange", 1, 500, "No more exercises than"),
    ],
)
def test_what_cannot_be_made_is_said(topic: str, difficulty: int | None, count: int, says: str) -> None:
    with pytest.raises(UserError) as raised:
        topical(topic, difficulty, count, 0)
    assert says in str(raised.value)


def test_the_command() -> None:
    done = run("exercises", "generate", "--topic", "gradient", "--count", "1", "--difficulty", "1")
    assert "kind: gradient" in done.stdout
    assert run("exercises", "generate", "--topic", "gradient", "--rules", "chain").returncode == 2


@pytest.mark.parametrize("difficulty", range(1, 6))
def test_programs_are_short_and_in_order(difficulty: int) -> None:
    made = topical("backprop", difficulty, 6, 5)
    loaded = load_text(to_yaml(ExerciseSet(title="Programs", exercises=made)), Path("a.yaml"))
    assert loaded.exercise_set.exercises == made
    assert [str(each) for each in check(loaded)] == []
    assert made[:3] == topical("backprop", difficulty, 3, 5)
    assert len({(exercise.program, str(exercise.at)) for exercise in made}) == 6
    for exercise in made:
        question = Marker.of(exercise).question
        assert exercise.difficulty == difficulty
        assert question.mark(question.key.text).is_right
        assert max(map(len, question.key.text.replace("(", "").replace("[", "").split(","))) < 12


def test_a_topic_that_is_not_there_is_told_with_the_others() -> None:
    with pytest.raises(UserError, match="Did you mean backprop"):
        topical("backpropp", None, 1, 0)


def test_who_interrupts_keeps_what_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fits = topical_module._is_fit
    tried = itertools.count()

    def interrupted(exercise: Exercise) -> bool:
        if next(tried) == 20:
            raise KeyboardInterrupt
        return fits(exercise)

    monkeypatch.setattr(topical_module, "_is_fit", interrupted)
    done = run("exercises", "generate", "--topic", "gradient", "--count", "500", "-o", "made.yaml", folder=tmp_path)
    made = exercise_set(tmp_path / "made.yaml").exercises
    assert done.returncode == 130
    assert done.stderr == f"Interrupted: of 500 exercises the first {len(made)} are written.\n"
    monkeypatch.undo()
    assert [each.differentiate for each in made] == [
        each.differentiate for each in topical("gradient", None, len(made), 0)
    ]
