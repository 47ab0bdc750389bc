"""Sessions as a student meets them, with real files: what is asked, what answers change, and a year of practice."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec
import pytest
from fsrs import Card, Rating, Scheduler

from derivtutor.errors import UserError
from derivtutor.exercises.generator import generate
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.practice.item import Item, ItemKind
from derivtutor.practice.mastery import INITIAL, MASTERED, updated
from derivtutor.practice.plan import Plan
from derivtutor.practice.schedule import AGAIN, EASY, GOOD, HARD, rating
from derivtutor.practice.session import Session
from derivtutor.practice.skills import CURRICULUM, Skill, of_rules, skill, skills_used
from derivtutor.practice.store import Store

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)


@cache
def exercises(name: str) -> tuple[Exercise, ...]:
    return generate(skill(name).rules, None, 3, 1)


@cache
def marker(function: str) -> Marker:
    return Marker.of(Exercise(id="a", differentiate=function))


class Few:
    """A few questions for each skill, again and again: what is tested here is not the questions."""

    def make(self, kind: ItemKind, skill: Skill, difficulty: int, seed: int, exclude: frozenset[str]) -> Item:
        possible = exercises(skill.id)
        exercise = possible[seed % len(possible)]
        return Item(kind=kind, exercise=exercise, skills=(skill.id,), difficulty=difficulty, seed=seed)

    def makeable(self, skill: Skill) -> Sequence[ItemKind]:
        return ("worked-example", "differentiate")

    def function(self, item: Item) -> str:
        return item.exercise.differentiate

    def telling_apart(
        self, slips: Sequence[str], skill: Skill, difficulty: int, seed: int, exclude: frozenset[str]
    ) -> Item | None:
        return Item(kind="differentiate", exercise=exercises(skill.id)[0], skills=(skill.id,), difficulty=1, seed=-1)


class Fewer(Few):
    """There are no examples any more."""

    def make(self, kind: ItemKind, skill: Skill, difficulty: int, seed: int, exclude: frozenset[str]) -> Item:
        if kind == "worked-example":
            raise UserError("No new question was found.", "")
        return super().make(kind, skill, difficulty, seed, exclude)


class Listed(Few):
    """Certain questions, one after the other."""

    def __init__(self, *items: Item) -> None:
        self.items = iter(items)

    def make(self, kind: ItemKind, skill: Skill, difficulty: int, seed: int, exclude: frozenset[str]) -> Item:
        return next(self.items)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "me.sqlite") as opened:
        yield opened


def begun(store: Store, *skills: str, count: int = 10) -> Session:
    plan = Plan(skills=skills, count=count)
    return Session.begin(store, plan, Few(), NOW)


def question(session: Session, now: datetime) -> Item:
    """The next question that asks something."""
    while True:
        item = session.ask(now)
        assert item is not None
        if item.kind != "worked-example":
            return item
        session.read_on(now)


def right(session: Session) -> str:
    return session.marker.question.key.text


def test_a_question_is_answered_in_the_end(store: Store) -> None:
    session = begun(store, "chain+sine")
    question(session, NOW)
    assert not session.answer("2x (", NOW).is_over
    assert session.progress.tries == ()  # what cannot be read costs nothing
    wrong = session.answer("x + 7", NOW)
    assert not wrong.is_over
    assert wrong.mark.verdict == "incorrect"
    done = session.answer(right(session), NOW + timedelta(seconds=50))
    assert done.is_over
    (answered,) = [each for each in store.answers() if each.rating]
    assert (answered.given[0], answered.tries, answered.rating, answered.correct) == ("x + 7", 2, HARD, False)


def test_where_there_is_no_example_a_problem_is_asked(store: Store) -> None:
    session = Session.begin(store, Plan(skills=("power",), count=3), Fewer(), NOW)
    item = session.ask(NOW)
    assert item is not None
    assert item.kind == "differentiate"


def test_hints_go_from_slight_to_plain_and_cost_the_rating(store: Store) -> None:
    session = begun(store, "chain+sine")
    question(session, NOW)
    hints = [session.hint() for _ in range(12)]
    assert hints[-1].number == hints[-1].of == len(set(hints))
    assert hints[-1].says.startswith("The answer is")
    session.answer(right(session), NOW)
    assert store.answers()[-1].rating == AGAIN  # the last hint told the answer
    question(session, NOW)
    session.hint()
    session.answer(right(session), NOW)
    assert store.answers()[-1].rating == HARD


def test_the_solution_is_offered_after_three_tries(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    offers = [session.answer(f"{number}x^77", NOW).offers_solution for number in (5, 6, 7)]
    assert offers == [False, False, True]
    assert session.give_up(NOW)
    assert store.answers()[-1].rating == AGAIN


def test_a_session_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "me.sqlite"
    with Store(path) as store:
        session = begun(store, "product")
        item = question(session, NOW)
        session.answer("x + 7", NOW)
        session.hint()
    with Store(path) as store:
        again = Session.resume(store, Few())
        assert again is not None
        assert again.ask(NOW) == item
        assert ([each.text for each in again.progress.tries], again.progress.hints) == (["x + 7"], 1)
        again.end(NOW)
        assert Session.resume(store, Few()) is None


def test_undo_puts_everything_back(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    before = store.skills()
    session.answer("9x^77", NOW)
    session.give_up(NOW)
    assert store.skills() != before
    session.undo()
    assert store.skills() == before


@pytest.mark.parametrize(("seconds", "wanted"), [(2, EASY), (0, GOOD), (-3600, GOOD), (600, GOOD)])
def test_a_clock_that_was_set_back_makes_nothing_easy(store: Store, seconds: int, wanted: int) -> None:
    session = begun(store, "chain+sine")
    question(session, NOW)
    session.answer(right(session), NOW + timedelta(seconds=seconds))
    (answered,) = [each for each in store.answers() if each.rating]
    assert (answered.rating, answered.seconds) == (wanted, max(0, seconds))


def test_the_questions_of_a_set_come_in_their_order(store: Store) -> None:
    items = tuple(
        Item(kind="exercise", exercise=Exercise(id=name, differentiate="x^2"), skills=("power",), difficulty=1)
        for name in "abc"
    )
    session = Session.begin(store, Plan(items=items), Few(), NOW)
    asked = []
    while (item := session.ask(NOW)) is not None:
        asked.append(item.exercise.id)
        session.answer("2x", NOW)
    assert asked == ["a", "b", "c"]


def test_what_a_session_came_to(store: Store) -> None:
    """An example that is read, three questions, of which the second is marked and given up, and one that is skipped."""
    listed: tuple[tuple[ItemKind, str, str], ...] = (
        ("worked-example", "cos(x)", "cosine"),
        ("differentiate", "x^2", "power"),
        ("differentiate", "sin(x)", "sine"),
        ("differentiate", "x^3", "power"),
        ("differentiate", "e^x", "natural-exponential"),
    )
    items = [
        Item(kind=kind, exercise=Exercise(id="a", differentiate=function), skills=(name,), difficulty=1)
        for kind, function, name in listed
    ]
    session = Session.begin(store, Plan(skills=tuple(name for _, _, name in listed)), Listed(*items), NOW)
    now = NOW
    for _, function, _ in listed:
        session.ask(now)
        now += timedelta(seconds=30)
        if function == "cos(x)":
            session.read_on(now)
        elif function == "sin(x)":
            session.flag()
            session.answer("-cos(x)", now)
            session.give_up(now)
        elif function == "e^x":
            session.skip(now)
        else:
            session.answer(right(session), now)
    found = session.end(now)
    assert (found.questions, found.right_at_once, found.minutes) == (3, 2, 2.5)
    assert [change.skill for change in found.changes] == ["sine", "power"]
    power = found.changes[1]
    assert (power.before, power.after) == (INITIAL, store.skills()["power"].mastery)
    assert found.changes[0].after < found.changes[0].before < power.after
    assert (found.begun, found.slips) == (("cosine",), (("sin-or-tan-sign-added", 1),))
    assert [each.function for each in found.flagged] == ["sin(x)"]
    assert found.next_due == found.changes[0].due == store.skills()["sine"].due  # what was only read is not due


def test_one_may_rate_oneself(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    session.answer(right(session), NOW + timedelta(seconds=25))
    session.last.rate(AGAIN)
    assert store.answers()[-1].rating == AGAIN
    with pytest.raises(UserError, match="There is no rating 7"):
        session.last.rate(7)


def test_a_skipped_question_changes_nothing(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    before = store.skills()
    session.answer("9x^8", NOW)
    session.skip(NOW + timedelta(seconds=20))
    assert (store.skills(), store.misconceptions()) == (before, [])
    skipped = store.answers()[-1]
    assert (skipped.correct, skipped.rating, skipped.slips, skipped.seconds) == (False, 0, (), 20.0)
    assert not session.last.exists
    with pytest.raises(UserError, match="Nothing has been answered yet"):
        session.last.rate(GOOD)
    assert session.progress.number == 1
    assert question(session, NOW)
    assert session.progress.number == 2


def test_a_working_is_judged_line_by_line(store: Store) -> None:
    session = begun(store, "chain+sine")
    item = question(session, NOW)
    feedback, working = session.work(f"y' = {right(session)}", NOW)
    assert feedback.is_over
    assert working
    assert store.answers()[-1].function == item.exercise.differentiate


def test_what_costs_nothing(store: Store) -> None:
    """An answer that cannot be read, one that was given already, one with letters of another problem."""
    session = begun(store, "power")
    question(session, NOW)
    for answer in ("2x (", "9x^8", "9x^8", "c o n s t", "f(x) t^2"):
        assert not session.answer(answer, NOW).is_over
    assert session.progress.mistakes == 1


def test_letters_of_another_problem_cost_nothing_in_a_partial_derivative_either(store: Store) -> None:
    exercise = Exercise(id="p", kind="partial", differentiate="x^2 y", variable="x")
    item = Item(kind="exercise", exercise=exercise, skills=("power",), difficulty=1)
    session = Session.begin(store, Plan(items=(item,)), Few(), NOW)
    session.ask(NOW)
    assert not session.answer("2a b", NOW).is_over
    assert session.progress.mistakes == 0


def test_undo_takes_the_last_try_back_first(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    session.answer("9x^8", NOW)
    session.answer("8x^8", NOW)
    assert (session.undo(), session.progress.mistakes) == ("8x^8", 1)
    assert session.undo() == "9x^8"
    assert session.answer(right(session), NOW).is_over
    assert store.answers()[-1].correct
    assert store.misconceptions() == []


def test_what_cannot_be_written_did_not_happen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    session = begun(store, "power")
    question(session, NOW)

    def full(*_: object) -> None:
        raise UserError("The disk is full.", "")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write_state", full)
        for answer in ("9x^8", right(session)):
            with pytest.raises(UserError, match="The disk is full"):
                session.answer(answer, NOW)
    assert session.progress.mistakes == 0
    assert session.answer(right(session), NOW).is_over
    (answered,) = [each for each in store.answers() if each.rating]
    assert (answered.correct, answered.tries) == (True, 1)


def test_another_form_is_no_mistake(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    exercise = Exercise(id="a", differentiate="x^2 + 2x", form="factored")
    session.progress.item = Item(kind="exercise", exercise=exercise, skills=("power",), difficulty=1)
    assert session.answer("2x + 2", NOW).mark.verdict == "wrong-form"
    assert session.answer("2(x + 1)", NOW).is_over
    assert store.answers()[-1].correct


def test_more_than_a_gap_is_no_mistake(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    exercise = Exercise(id="a", kind="expression", text="$(x^4)' = A x^3$. What is $A$?", answer="4")
    session.progress.item = Item(kind="missing-step", exercise=exercise, skills=("power",), difficulty=1)
    assert session.answer("4A", NOW).mark.verdict == "unreadable"
    assert "Give A alone." in session.answer("4x^3", NOW).mark.says
    assert session.progress.mistakes == 0
    assert session.answer("4", NOW).is_over
    assert (store.answers()[-1].correct, store.misconceptions()) == (True, [])


@pytest.mark.parametrize("is_working", [False, True])
def test_what_lacks_only_brackets_is_no_mistake(store: Store, is_working: bool) -> None:
    session = begun(store, "power")
    question(session, NOW)
    exercise = Exercise(id="a", differentiate="sqrt(x)")
    session.progress.item = Item(kind="exercise", exercise=exercise, skills=("power",), difficulty=1)
    says = (
        session.work("y' = 1/2sqrt(x)", NOW)[1].lines[0].message
        if is_working
        else session.answer("1/2sqrt(x)", NOW).mark.says
    )
    assert says.endswith("With brackets it would be right: 1/(2sqrt(x)).")
    assert session.answer("1/(2sqrt(x))", NOW).is_over
    assert (store.answers()[-1].correct, store.misconceptions()) == (True, [])


def test_a_slip_is_counted_once_in_a_working(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    exercise = Exercise(id="a", differentiate="x^4 + x^3 + x^2")
    session.progress.item = Item(kind="exercise", exercise=exercise, skills=("power",), difficulty=1)
    session.work("y' = x^3 + x^2 + x", NOW)
    session.give_up(NOW)
    (slip,) = store.misconceptions()
    assert (slip.slip, slip.count) == ("power-coefficient-lost", 1)


def test_a_derivative_without_the_number_is_no_mistake(store: Store) -> None:
    session = begun(store, "power")
    question(session, NOW)
    exercise = Exercise(id="a", kind="value", differentiate="x^3", at="x=2")
    session.progress.item = Item(kind="slope", exercise=exercise, skills=("power",), difficulty=1)
    assert not session.answer("3x^2", NOW).is_over
    assert session.answer("12", NOW).is_over
    assert (store.answers()[-1].correct, store.misconceptions()) == (True, [])


def test_a_choice_shows_less_than_a_derivative(store: Store) -> None:
    choice = Item(kind="exercise", exercise=Exercise(id="a", kind="rule", differentiate="x^2"), skills=(), difficulty=1)
    whole = Item(kind="exercise", exercise=Exercise(id="a", differentiate="x^2"), skills=(), difficulty=1)
    assert (choice.is_part, whole.is_part) == (True, False)
    shown = []
    for item, answer in ((choice, "power"), (whole, "2x")):
        item = msgspec.structs.replace(item, skills=("power",))
        session = Session.begin(store, Plan(items=(item,)), Few(), NOW)
        session.ask(NOW)
        assert session.answer(answer, NOW).is_over
        shown.append(store.skills()["power"].mastery)
        session.undo()
    assert INITIAL < shown[0] < shown[1]


def test_slips_are_remembered_and_told_apart(store: Store) -> None:
    session = begun(store, "product", count=5)
    question(session, NOW)
    session.progress.item = Item(
        kind="differentiate", exercise=Exercise(id="a", differentiate="x^2 sin(3x)"), skills=("product",), difficulty=2
    )
    found = session.answer("2x cos(3x)", NOW)
    assert found.mark.slips
    session.give_up(NOW)
    slips = {each.slip for each in store.misconceptions()}
    assert ({slip.id for slip in found.mark.slips} <= slips) == (not found.mark.others)
    item = session.ask(NOW)
    assert item is not None
    assert (item.seed == -1) == bool(found.mark.others)


@pytest.mark.parametrize(
    ("is_right", "mistakes", "hints", "seconds", "usual", "wanted"),
    [
        (True, 0, 0, 10, 60, EASY),
        (True, 0, 0, 50, 60, GOOD),
        (True, 0, 0, 1, 0, GOOD),
        (True, 1, 0, 10, 60, HARD),
        (True, 0, 2, 10, 60, HARD),
        (True, 2, 0, 10, 60, AGAIN),
        (False, 0, 0, 9, 60, AGAIN),
    ],
)
def test_ratings(is_right: bool, mistakes: int, hints: int, seconds: float, usual: float, wanted: int) -> None:
    assert rating(is_right, mistakes, hints, seconds, usual) == wanted


def test_what_a_skill_needs_comes_before_it() -> None:
    seen: set[str] = set()
    for each in CURRICULUM:
        assert set(each.needs) <= seen, each.id
        assert each.id not in seen
        seen.add(each.id)
    assert {each.id for each in of_rules(("chain", "product"))} == {"chain", "product", "chain+product"}
    assert [each.id for each in skills_used({"chain", "sine", "power"})] == ["chain+sine", "power"]
    with pytest.raises(UserError, match="Did you mean product"):
        of_rules(("prodct",))


WRONG = {"power": 0.02, "sine": 0.15, "product": 0.35, "chain": 0.55, "quotient": 0.8}
"""How often the simulated student gets each rule wrong."""


def test_a_year_of_daily_practice(tmp_path: Path) -> None:
    rng = random.Random(5)
    mastery: dict[str, list[float]] = defaultdict(list)
    reviews: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    with Store(tmp_path / "me.sqlite") as store:
        for day in range(365):
            now = NOW + timedelta(days=day)
            session = Session.begin(store, Plan(skills=tuple(WRONG), count=6, seed=day), Few(), now)
            session.marking = lambda exercise: marker(exercise.differentiate)
            while (item := session.ask(now)) is not None:
                now += timedelta(seconds=40)
                if item.kind == "worked-example":
                    session.read_on(now)
                    continue
                if rng.random() < WRONG[item.skills[0]]:
                    session.answer("x + 7", now)
                    session.give_up(now)
                else:
                    session.answer(right(session), now)
                reviews[item.skills[0]].append((now, store.answers(session.id)[-1].rating))
            session.end(now)
            for name, state in store.skills().items():
                mastery[name].append(state.mastery)
        means = {name: sum(values) / len(values) for name, values in mastery.items()}
        assert min(means[name] for name in list(WRONG)[:3]) > MASTERED > means["chain"] > means["quotient"]
        for name, state in store.skills().items():
            assert _card_of(reviews[name], Card.from_dict(dict(state.card))) == Card.from_dict(dict(state.card))
        assert sum(map(len, reviews.values())) > 2000


def _card_of(reviews: Sequence[tuple[datetime, int]], like: Card) -> Card:
    """The card that FSRS's own scheduler has after these reviews."""
    scheduler, card = Scheduler(enable_fuzzing=False), Card(card_id=like.card_id, due=reviews[0][0])
    for when, given in reviews:
        card, _ = scheduler.review_card(card, Rating(given), when)
    return card


def test_mastery_is_the_formula() -> None:
    known = INITIAL
    for difficulty in (1, 2, 3, 4):
        assert known < MASTERED
        known = updated(known, True, difficulty)
    assert known >= MASTERED
    assert updated(known, False, 4) < known
    shown = [updated(INITIAL, True, difficulty) for difficulty in range(1, 6)]
    assert shown == sorted(shown)  # an easy question shows less
    assert updated(INITIAL, True, 1, is_part=True) < shown[0]  # it may have been guessed


def test_mastery_moves_credibly() -> None:
    """Whoever was right twice in thirteen questions, and be it in the last two, does not know it."""
    known = INITIAL
    for is_right, difficulty in (*[(False, 1)] * 11, (True, 1), (True, 2)):
        known = updated(known, is_right, difficulty)
    assert INITIAL < known < 0.4


def test_minutes_are_those_of_practice(store: Store) -> None:
    session = Session.begin(store, Plan(skills=("power",), minutes=2), Few(), NOW)
    now = NOW
    for _ in range(3):
        question(session, now)
        now += timedelta(seconds=50)
        session.answer(right(session), now)
        now += timedelta(hours=8)  # a night between two questions
    assert session.ask(now) is None
    assert 2 <= session.end(now).minutes < 4
