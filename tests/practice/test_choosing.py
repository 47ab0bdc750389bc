"""What is asked next: for students who are always right, never right, or make one mistake again and again."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from msgspec.structs import replace

from derivtutor.exercises.model import Exercise
from derivtutor.practice.choosing import KNOWN_ENOUGH, MOST_AT_ONCE, MOST_SHAKY, Choice, choose, level
from derivtutor.practice.item import PROBLEMS, Item, ItemKind
from derivtutor.practice.learning import Outcome, changes, relieved
from derivtutor.practice.mastery import MASTERED
from derivtutor.practice.records import SkillState
from derivtutor.practice.schedule import AGAIN, GOOD
from derivtutor.practice.skills import CURRICULUM, RULE_SKILLS, TOPIC_SKILLS, of_rules, skill

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)
IDS = tuple(each.id for each in RULE_SKILLS)
KINDS: tuple[ItemKind, ...] = ("worked-example", "faded-example", "differentiate")
KINDS_OF: dict[str, tuple[ItemKind, ...]] = {
    each.id: ("worked-example", "topic") if each.topic else KINDS for each in CURRICULUM
}


class Student:
    """Somebody who answers all questions that are chosen, ten a day."""

    def __init__(self, knows: Callable[[Choice], bool], blamed: frozenset[str] = frozenset()) -> None:
        self.knows = knows
        self.blamed = blamed
        self.known: dict[str, SkillState] = {}
        self.asked: list[Choice] = []
        self.recent: tuple[str, ...] = ()
        self.lately: tuple[ItemKind, ...] = ()
        self.just_read = ""
        self.now = NOW

    def practise(self, many: int) -> Student:
        for place in range(many):
            self.now += timedelta(minutes=1) if place % 10 else timedelta(days=1)
            recent = (self.recent, self.lately, self.just_read)
            choice = choose(self.known, CURRICULUM, self.now, *recent, None, KINDS_OF, random.Random(place))
            self.check(choice)
            self.asked.append(choice)
            self.recent = (*self.recent, choice.skill.id)[-4:]
            self.just_read = choice.skill.id if choice.kind == "worked-example" else ""
            self.lately = (*self.lately, *[choice.kind] * (choice.kind != "worked-example"))[-4:]
            self.known |= changes(self.known, self.outcome(choice), self.now)
        return self

    def check(self, choice: Choice) -> None:
        """What is new comes after what it needs, and not too much of it at once."""
        if choice.skill.id not in self.known:
            assert all(self.known[name].mastery >= KNOWN_ENOUGH for name in choice.skill.needs), choice
            group = {each.id for each in (TOPIC_SKILLS if choice.skill.topic else RULE_SKILLS)}
            shaky = [name for name, state in self.known.items() if name in group and state.mastery < KNOWN_ENOUGH]
            assert len(shaky) < MOST_SHAKY

    def outcome(self, choice: Choice) -> Outcome:
        item = Item(
            kind=choice.kind, exercise=Exercise(id="a"), skills=(choice.skill.id,), difficulty=choice.difficulty
        )
        if choice.kind == "worked-example":
            return Outcome(item, False, 0)
        is_right = self.knows(choice)
        return Outcome(item, is_right, GOOD if is_right else AGAIN, frozenset() if is_right else self.blamed)

    def mastered(self) -> set[str]:
        return {name for name, state in self.known.items() if state.mastery >= MASTERED}


def test_who_is_always_right_gets_through_everything() -> None:
    student = Student(lambda choice: True).practise(400)
    assert student.mastered() == {each.id for each in CURRICULUM}
    problems = [choice.skill.id for choice in student.asked if choice.kind in PROBLEMS]
    assert all(problems.count(each.id) >= 2 for each in CURRICULUM)  # nothing is mastered by reading and filling in


def test_a_rule_begins_with_an_example_and_then_its_gap_or_a_problem() -> None:
    student = Student(lambda choice: True).practise(100)
    for each in {choice.skill.id for choice in student.asked}:
        places = [place for place, choice in enumerate(student.asked) if choice.skill.id == each]
        kinds = [student.asked[place].kind for place in places]
        assert kinds[0] == "worked-example"
        assert {*kinds[1:2]} <= {"faded-example", *PROBLEMS}
        assert {*kinds[2:]} <= PROBLEMS


def test_who_answers_rightly_gets_few_pieces() -> None:
    asked = [choice.kind for choice in Student(lambda choice: True).practise(300).asked if choice.kind != KINDS[0]]
    assert asked.count("faded-example") * 4 <= len(asked)
    assert asked[:20].count("faded-example") <= 4
    assert all(asked[place : place + 5].count("faded-example") <= 1 for place in range(len(asked)))


def test_who_fails_gets_a_gap_all_the_same() -> None:
    known = changes({}, Outcome(item("power"), False, AGAIN), NOW)
    kinds = KINDS_OF
    lately = ("faded-example", "differentiate")
    choice = choose(known, [skill("power")], NOW, (), lately, "", None, kinds, random.Random(1))
    assert choice.kind == "faded-example"


def test_rules_come_in_turn() -> None:
    asked = [choice.skill for choice in Student(lambda choice: True).practise(600).asked if choice.kind != KINDS[0]]
    assert sum(one is other for one, other in pairwise(asked[10:])) < 10
    rare = {"secant", "cosecant", "cotangent"}
    assert not any(rare & {*one.rules} and rare & {*other.rules} for one, other in pairwise(asked))


def test_the_rules_that_put_functions_together_come_in_the_first_session() -> None:
    questions = [choice for choice in Student(lambda choice: True).practise(40).asked if choice.kind != KINDS[0]]
    first = [choice.skill.id for choice in questions[:10]]
    assert {"chain", "product", "quotient"} <= {*first}


def test_it_becomes_harder_by_one_at_a_time() -> None:
    student = Student(lambda choice: True).practise(200)
    for each in CURRICULUM[:8]:
        levels = [choice.difficulty for choice in student.asked if choice.skill is each]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert max(levels) >= 3


def test_who_is_never_right_gets_examples_again() -> None:
    student = Student(lambda choice: False).practise(60)
    assert {choice.skill.id for choice in student.asked} == {"power"}
    assert {choice.difficulty for choice in student.asked} == {1}
    kinds = [choice.kind for choice in student.asked]
    assert kinds.count("worked-example") > 10
    assert not student.mastered()


def test_who_fails_at_the_inner_derivative_goes_back_to_the_chain_rule() -> None:
    student = Student(lambda choice: not {"chain"} & {*choice.skill.rules} or len(choice.skill.rules) == 1)
    student.practise(150)
    known = student.known["chain"].mastery
    assert known >= MASTERED
    student.blamed = frozenset({"chain"})
    student.practise(60)
    assert student.known["chain"].mastery < known
    assert "chain" in [choice.skill.id for choice in student.asked[150:]]


def asked_with(*masteries: float, due: datetime = NOW + timedelta(days=1)) -> str:
    """What is asked of somebody who knows the first rules so well, and when they are due."""
    begun = changes({}, Outcome(item("power"), True, GOOD), NOW)["power"]
    known = {
        name: replace(begun, id=name, mastery=mastery, due=due) for name, mastery in zip(IDS, masteries, strict=False)
    }
    return choose(known, RULE_SKILLS, NOW, (), (), "", None, KINDS_OF, random.Random(1)).skill.id


def test_something_new_is_begun_unless_too_much_is_learnt_or_shaky() -> None:
    enough, almost = KNOWN_ENOUGH, KNOWN_ENOUGH - 0.01
    assert asked_with() == IDS[0]
    assert asked_with(enough, enough) == IDS[2]
    assert asked_with(almost, almost + 0.005) == IDS[0]
    assert asked_with(enough, almost) == IDS[2]
    learning = [0.9, *[0.94] * (MOST_AT_ONCE - 1)]
    assert asked_with(*learning[:-1]) == IDS[MOST_AT_ONCE - 1]
    assert asked_with(*learning) == IDS[0]
    assert asked_with(*learning[:-1], MASTERED) == IDS[MOST_AT_ONCE]


def test_what_is_due_comes_before_what_is_new() -> None:
    assert asked_with(MASTERED, MASTERED, due=NOW) == IDS[0]
    assert asked_with(MASTERED, MASTERED, due=NOW + timedelta(seconds=1)) == IDS[2]


@pytest.mark.parametrize(
    ("mastery", "suits"),
    [(0, 1), (0.34, 1), (0.35, 2), (0.49, 2), (0.5, 3), (0.74, 3), (0.75, 4), (0.94, 4), (MASTERED, 5), (1, 5)],
)
def test_the_difficulty_suits_the_mastery_and_is_one_above_what_was_managed(mastery: float, suits: int) -> None:
    begun = changes({}, Outcome(item("power"), True, GOOD), NOW)["power"]
    assert [level(replace(begun, mastery=mastery, level=managed)) for managed in (5, 4, suits, suits - 1, 0)] == [
        suits, suits, suits, suits, 1,
    ]  # fmt: skip


def test_of_a_few_rules_all_are_begun_at_once() -> None:
    chosen = [skill(name) for name in ("product", "quotient", "chain", "chain+product", "chain+quotient")]
    student, begun = Student(lambda choice: False), []
    for place in range(6):
        kinds = {each.id: KINDS for each in chosen}
        choice = choose(
            student.known, chosen, NOW, student.recent, (), student.just_read, None, kinds, random.Random(place)
        )
        begun.append((choice.skill.id, choice.kind))
        student.known |= changes(student.known, student.outcome(choice), NOW)
        student.just_read = choice.skill.id if choice.kind == "worked-example" else ""
    first, then = "worked-example", "faded-example"
    assert begun == [(name, kind) for name in ("product", "quotient", "chain") for kind in (first, then)]


def test_after_a_failure_the_gap_follows_its_example() -> None:
    kinds = [(choice.skill.id, choice.kind) for choice in Student(lambda choice: False).practise(40).asked]
    for (name, kind), following in pairwise(kinds):
        assert kind != "worked-example" or following == (name, "faded-example")


def test_a_slip_elsewhere_says_nothing_of_a_skill() -> None:
    begun = changes({}, Outcome(item("chain"), True, GOOD), NOW)
    after = changes(begun, Outcome(item("chain"), False, AGAIN, frozenset({"constant-multiple"})), NOW)
    assert after["chain"].mastery == begun["chain"].mastery
    assert after["chain"].due < begun["chain"].due  # it is asked again all the same
    assert changes(begun, Outcome(item("chain"), False, AGAIN), NOW)["chain"].mastery < begun["chain"].mastery


def test_who_skips_an_example_gets_problems() -> None:
    known = relieved({}, item("power", "worked-example"), NOW)
    kinds = KINDS_OF
    choice = choose(known, [skill("power")], NOW, (), (), "", None, kinds, random.Random(1))
    assert choice.kind == "differentiate"


def item(name: str, kind: ItemKind = "differentiate") -> Item:
    return Item(kind=kind, exercise=Exercise(id="a"), skills=(name,), difficulty=2)


def _sets_of_rules() -> list[tuple[str, ...]]:
    """Each rule, every two, and some of each larger number."""
    rules = sorted({rule for each in RULE_SKILLS for rule in each.rules})
    rng = random.Random(1)
    larger = [tuple(rng.sample(rules, many)) for many in range(3, len(rules) + 1) for _ in range(4)]
    return [*[(rule,) for rule in rules], *combinations(rules, 2), *larger]


def test_rules_asked_for_by_name_always_begin() -> None:
    weak = Student(lambda choice: False).practise(4).known
    strong = Student(lambda choice: True).practise(60).known
    for rules in _sets_of_rules():
        allowed = of_rules(rules)
        assert {rule for each in allowed for rule in each.rules} >= {*rules}
        for known in ({}, weak, strong):
            chosen = choose(known, allowed, NOW, (), (), "", None, KINDS_OF, random.Random(1))
            assert chosen.skill in allowed


def test_a_rule_asked_for_by_name_begins_whatever_else_is_known() -> None:
    weak = Student(lambda choice: False).practise(4).known
    for each in CURRICULUM:
        known = {name: state for name, state in weak.items() if name != each.id}
        assert choose(known, [each], NOW, (), (), "", None, KINDS_OF, random.Random(1)).skill == each


def test_a_rule_that_is_never_alone_comes_with_others() -> None:
    assert [each.id for each in of_rules(("logarithmic-differentiation",))] == [
        "logarithmic-differentiation+product+logarithm"
    ]
    assert [each.id for each in of_rules(("chain", "product"))] == ["chain", "product", "chain+product"]
