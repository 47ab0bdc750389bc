"""Topics beyond the rules as skills: what is asked in each, when, what a wrong answer counts, and what hints say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from derivtutor.calculus.explanation import Table
from derivtutor.derivation.rules import BY_ID
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.topical import TOPICS
from derivtutor.grading.backward.slips import SLIPS
from derivtutor.practice import making
from derivtutor.practice.advice import hints
from derivtutor.practice.explained import explanation_of, to_read
from derivtutor.practice.item import Item
from derivtutor.practice.mastery import INITIAL, MASTERED
from derivtutor.practice.plan import Plan
from derivtutor.practice.progress import overview
from derivtutor.practice.records import SkillState
from derivtutor.practice.session import Session
from derivtutor.practice.skills import CURRICULUM, GROUPS, RULE_SKILLS, TOPIC_SKILLS, Skill, known_before, skill
from derivtutor.practice.store import Store
from derivtutor.render.progress import render

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)
PLAIN = {"sum", "constant-multiple", "constant", "identity", "rewrite-first", "rewrite", "reciprocal"}
"""Rules that are no skills: they come with the others."""

KINDS = {"backprop": "graph"}
"""Topics whose exercises are of another kind."""

each_topic = pytest.mark.parametrize("each", TOPIC_SKILLS, ids=lambda each: each.id)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store(tmp_path / "me.sqlite") as opened:
        yield opened


def test_every_topic_that_exercises_are_made_in_is_practised() -> None:
    assert sorted(each.topic for each in TOPIC_SKILLS) == sorted(TOPICS)


def test_ids_are_those_of_no_rule_and_of_no_other_skill() -> None:
    assert len({each.id for each in CURRICULUM}) == len(CURRICULUM)
    assert {each.id for each in TOPIC_SKILLS}.isdisjoint(BY_ID)
    assert len(RULE_SKILLS) == 40


def test_what_a_skill_needs_comes_before_it() -> None:
    places = {each.id: place for place, each in enumerate(CURRICULUM)}
    for each in CURRICULUM:
        assert all(places[name] < places[each.id] for name in each.needs), each


@each_topic
@pytest.mark.parametrize("difficulty", range(1, 6))
def test_there_is_a_question_at_every_difficulty_and_its_key_is_right(each: Skill, difficulty: int) -> None:
    item = making.make("topic", each, difficulty, difficulty)
    assert item == making.make("topic", each, difficulty, difficulty)
    assert (item.kind, item.skills, item.difficulty, item.exercise.kind) == (
        "topic",
        (each.id,),
        difficulty,
        KINDS.get(each.topic, each.topic),
    )
    marker = Marker.of(item.exercise)
    assert marker.mark(marker.question.key.text).is_right, item
    assert marker.question.statement.count("$") % 2 == 0


@each_topic
def test_rules_that_are_needed_are_known_before(each: Skill) -> None:
    for difficulty in range(1, 6):
        for seed in range(4):
            question = Marker.of(making.make("topic", each, difficulty, seed).exercise).question
            needed = set(question.rules) - PLAIN - {"logarithm-of-absolute-value"}
            assert needed <= known_before(each), question.statement


@each_topic
def test_questions_differ_as_long_as_there_are_others(each: Skill) -> None:
    seen: list[str] = []
    for _ in range(4):
        seen.append(making.function(making.make("topic", each, 3, 5, exclude=seen)))
    assert len(set(seen)) == 4


def test_who_has_seen_everything_is_asked_again() -> None:
    few = skill("rates")
    seen = {making.function(making.make("topic", few, 1, seed)) for seed in range(400)}
    assert making.function(making.make("topic", few, 1, 1, exclude=seen)) in seen


@each_topic
def test_an_example_is_told_to_its_answer_and_is_another_than_the_first_question(each: Skill) -> None:
    example = making.make("worked-example", each, 1, 1)
    question = Marker.of(example.exercise).question
    told = explanation_of(question, is_of_topic=True)
    assert told is not None
    assert to_read(told).items
    problem = making.make("topic", each, 1, 2, exclude=[making.function(example)])
    assert making.function(problem) != making.function(example)


@each_topic
def test_hints_go_from_the_first_step_to_the_answer(each: Skill) -> None:
    for difficulty in (1, 3, 5):
        item = making.make("topic", each, difficulty, 3)
        said = hints(item)
        assert len(said) > 1
        assert "The answer is" in said[-1]
        for hint in said:
            assert hint.count("$") % 2 == 0
            assert hint.endswith((".", ":", "?", ")")), hint


WRONG: Mapping[str, tuple[Mapping[str, Any], str, str]] = {
    "tangent": ({"differentiate": "x^2", "at": "x=3"}, "6", "tangent-slope-only"),
    "implicit": ({"differentiate": "x^2 + y^2 = 25", "at": "x=3,y=4"}, "-6", "implicit-y-constant"),
    "inverse": ({"differentiate": "x^3 + x", "at": "y=2"}, "4", "inverse-not-reciprocal"),
    "parametric": ({"differentiate": "t^2, t^3", "at": "t=2"}, "12", "parametric-not-divided"),
    "partial": ({"differentiate": "x^2 y + y^3", "variable": "x"}, "x^2 + 3y^2", "partial-wrong-variable"),
    "gradient": ({"differentiate": "x^2 y + 2y", "at": "x=1,y=2"}, "7", "gradient-summed-to-scalar"),
    "directional": (
        {"differentiate": "x^2 y + 2y", "at": "x=1,y=2", "along": "3,4"},
        "24",
        "direction-not-normalised",
    ),
    "tangent-plane": ({"differentiate": "x^2 y + 2y", "at": "x=1,y=2"}, "z = 4x + 3y", "tangent-not-through-point"),
    "total": ({"differentiate": "x^2 y", "where": ("x=t^2", "y=3t")}, "12t^4", "one-path-only"),
    "descend": ({"differentiate": "x^2 + 3y^2", "start": "1,2", "rate": "0.1"}, "(1.2, 3.2)", "gd-sign-ascent"),
    "jacobian": ({"differentiate": "x^2 y, x + y", "at": "x=1,y=2"}, "[[4, 1], [1, 2]]", "partial-other-term-kept"),
    "hessian": (
        {"differentiate": "x^3 + x y", "at": "x=1,y=2"},
        "[[6, 0], [0, 0]]",
        "hessian-offdiagonal-zero",
    ),
    "taylor": ({"differentiate": "e^(2x)", "order": 3}, "1 + 2x + 4x^2 + 8x^3", "taylor-factorial-missing"),
    "matrix": ({"differentiate": "x^T A x", "variable": "x"}, "2A x", "matrix-symmetric-assumed"),
    "backprop": (
        {
            "program": "p = x*y; s = p + x; L = s^2",
            "at": {"x": "1", "y": "3"},
            "fill": ("p", "s", "L", "dL/ds", "dL/dp", "dL/dx", "dL/dy"),
        },
        "3, 4, 16, 8, 8, 8, 8",
        "one-path-only",
    ),
}
"""A typical wrong answer of a topic, and the slip that it is told as."""

UNNAMED: Mapping[str, tuple[Mapping[str, Any], str, str]] = {
    "definition": ({"differentiate": "x^2 + 3x"}, "2x + 3", "the definition is asked for"),
    "critical": ({"differentiate": "x^3 - 3x"}, "1", "A point is missing."),
    "lagrange": ({"differentiate": "x y", "where": ("x + y = 6",)}, "(0, 0)", "(0, 0) is not one of the points."),
    "rates": (
        {"differentiate": "A = pi r^2", "at": "r=2", "known": ("dr/dt=3",), "wanted": "dA/dt"},
        "4pi",
        "",
    ),
}
"""The same for topics whose mistakes have no names, with what is said instead."""


def _asked(topic: str, fields: Mapping[str, Any]) -> Item:
    name = next(each.id for each in TOPIC_SKILLS if each.topic == topic)
    exercise = Exercise(id="a", kind=KINDS.get(topic, topic), **fields)
    return Item(kind="topic", exercise=exercise, skills=(name,), difficulty=2)


def _answered(store: Store, item: Item, *answers: str) -> Any:
    session = Session.begin(store, Plan(items=(item,)), making, NOW)
    session.ask(NOW)
    return [session.answer(text, NOW) for text in answers], session


def test_every_topic_has_a_typical_wrong_answer() -> None:
    assert sorted([*WRONG, *UNNAMED]) == sorted(TOPICS)


@pytest.mark.parametrize("topic", WRONG)
def test_a_typical_wrong_answer_is_named_and_counts_for_the_topic(store: Store, topic: str) -> None:
    fields, answer, slip = WRONG[topic]
    item = _asked(topic, fields)
    (feedback,), session = _answered(store, item, answer)
    assert feedback.tried.is_wrong
    assert [each.id for each in feedback.mark.slips] == [slip]
    session.give_up(NOW)
    known = store.skills()[item.skills[0]]
    assert (known.asked, known.correct) == (1, 0)
    assert [each.slip for each in store.misconceptions()] == [slip]
    is_of_a_rule = store.misconceptions()[0].rule not in item.skills
    assert known.mastery == INITIAL if is_of_a_rule else known.mastery < INITIAL


@pytest.mark.parametrize("topic", UNNAMED)
def test_what_has_no_name_is_told_all_the_same(topic: str) -> None:
    fields, answer, says = UNNAMED[topic]
    mark = Marker.of(_asked(topic, fields).exercise).mark(answer)
    assert not mark.is_right
    assert says in f"{mark.says} {' '.join(mark.notes)}"


def test_a_slip_in_a_rule_counts_for_the_rule_and_not_for_the_topic(store: Store) -> None:
    chain = replace(_state("chain"), mastery=0.9)
    store.write_skill(chain)
    item = _asked("partial", {"differentiate": "sin(3x) + y", "variable": "x"})
    (feedback,), session = _answered(store, item, "cos(3x)")
    assert [each.id for each in feedback.mark.slips] == ["chain-missing-inner"]
    session.give_up(NOW)
    known = store.skills()
    assert known["chain"].mastery < 0.9
    assert known["partial"].mastery == INITIAL


def test_right_answers_resolve_slips_of_their_own_topic_only(store: Store) -> None:
    fields, answer, _ = WRONG["directional"]
    _answered(store, _asked("directional", fields), answer)[1].give_up(NOW)
    _answered(store, _asked("taylor", WRONG["taylor"][0]), "1 + 2x + 2x^2 + 4x^3/3")
    assert [each.clean for each in store.misconceptions()] == [0]
    _answered(store, _asked("directional", fields), "24/5")
    assert [each.clean for each in store.misconceptions()] == [1]


def test_a_wrong_answer_in_the_letters_of_the_paths_costs_something(store: Store) -> None:
    (feedback,), _ = _answered(store, _asked("total", WRONG["total"][0]), "12t^3")
    assert feedback.tried is not None


def test_right_by_the_rules_is_not_by_the_definition(store: Store) -> None:
    item = _asked("definition", {"differentiate": "x^2 + 3x"})
    session = Session.begin(store, Plan(items=(item,)), making, NOW)
    session.ask(NOW)
    feedback, _ = session.work("2x + 3", NOW)
    assert (feedback.is_over, feedback.mark.verdict) == (False, "wrong-form")
    assert session.progress.mistakes == 0
    feedback, _ = session.work("lim_{h->0} (2x + h + 3)\n2x + 3", NOW)
    assert feedback.is_over
    assert store.skills()["definition"].asked == 1


def test_blanks_are_filled_in_one_after_the_other(store: Store) -> None:
    item = _asked("backprop", WRONG["backprop"][0])
    all_of_them = "dL/dy = 8, dL/dx = 32, dL/dp = 8, dL/ds = 8, L = 16, s = 4, p = 3"
    (some, few, wrong, whole), session = _answered(store, item, "p = 3, s = 4", "3, 4", "dL/dx = 8, p = 3", all_of_them)
    assert (some.tried, some.mark.verdict) == (None, "empty")
    assert some.mark.says == "L, ∂L/∂s, ∂L/∂p, ∂L/∂x and ∂L/∂y are missing."
    assert (few.tried, few.note) == (None, "This costs nothing.")
    assert "There are 7 blanks, but yours has 2." in few.mark.says
    assert wrong.tried.is_wrong
    assert [each.id for each in wrong.mark.slips] == ["one-path-only"]
    assert whole.is_over
    assert session.last.exists


def test_a_way_back_is_told_step_by_step_and_in_two_tables() -> None:
    item = _asked("backprop", WRONG["backprop"][0])
    assert hints(item) == (
        "Go forward first: work out every line from those above it. Begin with p = x y.",
        "Forward you get p = 3, s = 4 and L = 16. Go back from the loss now, line by line: what arrives, times the"
        " local slope, goes on. Begin with ∂L/∂L = 1.",
        "The local slopes are $2 s$ along L → s, $1$ along s → p, $1$ along s → x, $y$ along p → x"
        " and $x$ along p → y.",
        "x is used more than once: add what comes back along all its edges.",
        "The answer is $p = 3$, $s = 4$, $L = 16$, $∂L/∂s = 8$, $∂L/∂p = 8$, $∂L/∂x = 32$, $∂L/∂y = 8$.",
    )
    told = Marker.of(item.exercise).question.explanation
    assert told is not None
    assert [len(each.rows) for each in told.items if isinstance(each, Table)] == [3, 5]


def test_names_that_a_program_lacks_are_explained_in_hints() -> None:
    fields = {"program": "L = (w*x - 2)^2", "at": {"w": "3", "x": "2"}, "fill": ("L", "dL/dw")}
    assert "v1 = w x = 6, v2 = v1 − 2 = 4 and L = 16" in hints(_asked("backprop", fields))[1]


def test_only_values_need_no_way_back() -> None:
    fields = {"program": "z = w*x; L = z^2", "at": {"w": "3", "x": "2"}, "fill": ("L",)}
    item = _asked("backprop", fields)
    assert len(hints(item)) == 2
    told = Marker.of(item.exercise).question.explanation
    assert told is not None
    assert len([each for each in told.items if isinstance(each, Table)]) == 1


def test_of_many_blanks_those_on_the_way_back_are_filled_in() -> None:
    for difficulty in range(1, 6):
        for seed in range(10):
            fill = making.make("topic", skill("backprop"), difficulty, seed).exercise.fill
            assert len(fill) <= 10
            assert "L" in fill
            assert any(each.startswith("dL/d") for each in fill)


# -- when topics come ------------------------------------------------------------------------------------------


def _state(name: str) -> SkillState:
    from derivtutor.practice.schedule import new_card

    later = NOW + timedelta(days=9)
    return SkillState(name, new_card(NOW), later, MASTERED, 5, 5, NOW, 0, 3)


def _asks(store: Store, many: int, plan: Plan | None = None) -> list[Item]:
    """The questions of a session of somebody who answers all of them rightly."""
    session, asked, now = Session.begin(store, plan or Plan(count=many), making, NOW), [], NOW
    while (item := session.ask(now)) is not None:
        now += timedelta(minutes=1)
        if item.kind == "worked-example":
            session.read_on(now)
            continue
        asked.append(item)
        text = session.marker.question.key.text
        if item.exercise.facts.sort == "lines":
            session.work(text, now)
        else:
            session.answer(text, now)
    return asked


def test_a_topic_begins_once_what_it_needs_is_known_and_seldom_as_long_as_there_are_rules(store: Store) -> None:
    assert not any(item.is_of_topic for item in _asks(store, 8))
    for name in known_before(skill("gradient")):
        store.write_skill(_state(name))
    asked = _asks(store, 30)
    topics = [item.is_of_topic for item in asked]
    assert any(topics)
    assert all(sum(topics[place : place + 5]) <= 1 for place in range(len(topics)))


def test_who_has_mastered_all_rules_goes_on_with_topics(store: Store) -> None:
    for each in RULE_SKILLS:
        store.write_skill(_state(each.id))
    asked = _asks(store, 12)
    assert all(item.is_of_topic for item in asked)
    assert len({item.skills for item in asked}) >= 3


def test_a_topic_that_is_chosen_beside_a_rule_does_not_stand_behind_it(store: Store) -> None:
    asked = _asks(store, 8, Plan(skills=("sine", "taylor"), count=8))
    assert sum(item.is_of_topic for item in asked) >= 3


def test_a_group_alone(store: Store) -> None:
    for group, skills in GROUPS.items():
        asked = _asks(store, 8, Plan(skills=tuple(each.id for each in skills), count=8))
        assert {item.is_of_topic for item in asked} == {group == "topics"}


def test_who_fails_at_a_topic_reads_an_example_again(store: Store) -> None:
    session = Session.begin(store, Plan(skills=("gradient",), count=2), making, NOW)
    kinds = []
    for _ in range(4):
        item = session.ask(NOW)
        assert item is not None
        kinds.append(item.kind)
        if item.kind == "worked-example":
            session.read_on(NOW)
        else:
            session.give_up(NOW)
    assert kinds == ["worked-example", "topic"] * 2


def test_a_session_that_was_cut_off_goes_on_at_the_same_question(store: Store) -> None:
    session = Session.begin(store, Plan(skills=("hessian",), count=2), making, NOW)
    session.ask(NOW)
    session.read_on(NOW)
    item = session.ask(NOW)
    session.answer("1", NOW)
    again = Session.resume(store, making)
    assert again is not None
    assert again.item == item
    assert [each.text for each in again.progress.tries] == ["1"]
    assert again.hint().number == 1


def test_progress_summary_and_undo_know_topics(store: Store) -> None:
    _, session = _answered(store, _asked("tangent", WRONG["tangent"][0]), "y = 6x - 9")
    seen = overview(store.skills(), store.answers(), store.misconceptions(), NOW, UTC, store.masteries())
    assert [each.id for each in seen.skills] == ["tangent-line"]
    assert session.undo().about == "$x^2, x=3$"
    assert store.skills() == {}
    assert session.end(NOW).questions == 0


def test_progress_has_a_hint_for_every_slip_of_a_way_back(store: Store) -> None:
    _, session = _answered(store, _asked("backprop", WRONG["backprop"][0]), WRONG["backprop"][1])
    session.give_up(NOW)
    seen = overview(store.skills(), store.answers(), store.misconceptions(), NOW, UTC, store.masteries())
    assert "Which ways lead from the value to the loss?" in render(seen)
    for each in SLIPS:
        assert not set("{}") & set(each.in_general), each.id
