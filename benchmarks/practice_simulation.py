"""How practice goes for simulated students who take one session a day: what they are asked, and how fast they learn.

    python benchmarks/practice_simulation.py [--days 60] [--count 10] [--seeds 2]

One is always right, one at four questions of five, one forgets. Questions are made as for anybody; marks are given by
the student, for what is measured is what is asked. Who is wrong is right at the second try, or gives up.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

from derivtutor.exercises.mark import Mark
from derivtutor.practice import making
from derivtutor.practice.item import Item
from derivtutor.practice.mastery import MASTERED
from derivtutor.practice.plan import Plan
from derivtutor.practice.session import Session
from derivtutor.practice.skills import CURRICULUM, GROUPS, RULE_SKILLS, Skill
from derivtutor.practice.store import Store

BEGIN = datetime(2026, 1, 1, 9, tzinfo=UTC)
FIRST = 20
"""So many first questions should show what matters most."""

MATTERS = ("chain", "product", "quotient")
RARE = frozenset({"secant", "cosecant", "cotangent"})
PIECES = frozenset({"missing-step", "faded-example"})
MOST_PIECES = 0.25
MOST_DAYS = 30
MINUTE = timedelta(minutes=1)

RIGHT = Mark(verdict="correct", credit=1.0, reason="right")
WRONG = Mark(verdict="incorrect", credit=0.0, reason="wrong")

Knows: TypeAlias = Callable[[Item, "Course"], bool]


@dataclass
class Course:
    """What a student was asked, day by day, and when each skill was asked last."""

    rng: random.Random
    asked: list[Item] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    read: int = 0
    mastered: list[frozenset[str]] = field(default_factory=list)
    last: dict[str, datetime] = field(default_factory=dict)
    now: datetime = BEGIN
    count: int = 10

    def days_to(self, skills: Sequence[Skill]) -> int | None:
        """How many days it took until all of these were mastered."""
        wanted = {each.id for each in skills}
        return next((day for day, mastered in enumerate(self.mastered, 1) if wanted <= mastered), None)


def always(_: Item, __: Course) -> bool:
    return True


def four_of_five(_: Item, course: Course) -> bool:
    return course.rng.random() < 0.8


def forgets(item: Item, course: Course) -> bool:
    """Half of what was not asked for eight days is forgotten, and more than once helps."""
    gone = (course.now - course.last.get(item.skills[0], course.now)).days
    times = sum(item.skills[0] in each.skills for each in course.asked)
    return course.rng.random() < 0.95 * 0.5 ** (gone / (8 * max(1, times)))


STUDENTS: Mapping[str, Knows] = {"always right": always, "right at 80 %": four_of_five, "forgets": forgets}


def practised(knows: Knows, days: int, count: int, seed: int, of: Sequence[Skill] = CURRICULUM) -> Course:
    """A session a day."""
    course = Course(random.Random(seed), count=count)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "student.sqlite") as store:
        for day in range(days):
            course.now = BEGIN + timedelta(days=day)
            _session(store, Plan(skills=tuple(each.id for each in of), count=count, seed=seed), knows, course)
            known = store.skills().items()
            course.mastered.append(frozenset(name for name, state in known if state.mastery >= MASTERED))
            if course.days_to(of):
                break
    return course


def _session(store: Store, plan: Plan, knows: Knows, course: Course) -> None:
    marks: list[Mark] = []
    marker: Any = SimpleNamespace(mark=lambda _: marks.pop(0), question=SimpleNamespace(key=SimpleNamespace(text="")))
    session = Session.begin(store, plan, making, course.now)
    session.marking = lambda exercise: SimpleNamespace(
        mark=marker.mark, question=SimpleNamespace(key=marker.question.key, exercise=exercise)
    )  # type: ignore[assignment, return-value]
    while (item := session.ask(course.now)) is not None:
        course.now += MINUTE
        if item.kind == "worked-example":
            course.read += 1
            session.read_on(course.now)
            continue
        is_right = knows(item, course)
        course.asked.append(item)
        course.right.append(is_right)
        course.last.update(dict.fromkeys(item.skills, course.now))
        marks += [RIGHT] if is_right else [WRONG, RIGHT]
        while marks:
            if len(marks) == 1 and not is_right and course.rng.random() < 0.5:
                marks.clear()
                session.give_up(course.now)
            else:
                session.answer(f"{len(marks)}", course.now)
    session.end(course.now)


def told(name: str, course: Course) -> None:
    """What there is to see."""
    asked = course.asked
    kinds = Counter(item.kind for item in asked)
    first = Counter(rule for item in asked[:FIRST] for rule in _rules(item))
    met = {rule: next((place for place, item in enumerate(asked, 1) if rule in _rules(item)), None) for rule in MATTERS}
    print(f"\n{name}: {len(asked)} questions, {sum(course.right) / len(asked):.0%} right, {course.read} examples read")
    for group, skills in GROUPS.items():
        many = sum(each.id in course.mastered[-1] for each in skills)
        print(f"  {group} mastered: {many} of {len(skills)}; all after {course.days_to(skills)} days")
    _tell_topics(course)
    print(f"  by kind: {', '.join(f'{kind} {many / len(asked):.0%}' for kind, many in kinds.most_common())}")
    print(f"  gaps and missing steps: {_pieces(asked):.0%}, in the first {FIRST} {_pieces(asked[:FIRST]):.0%}")
    print(f"  the first {FIRST}: {', '.join(f'{rule} {many}' for rule, many in first.most_common())}")
    print(f"  met first at question: {met}")
    print(f"  longest run of {', '.join(sorted(RARE))}: {_run(asked, RARE)}; of one skill: {_longest_of_one(asked)}")
    levels = Counter(item.difficulty for item in asked)
    print(f"  difficulties: {dict(sorted(levels.items()))}")


def _tell_topics(course: Course) -> None:
    """When topics begin, and how many of the questions they take as long as there are rules to be mastered."""
    begun = {item.skills[0]: place for place, item in reversed([*enumerate(course.asked, 1)]) if item.kind == "topic"}
    days = course.days_to(RULE_SKILLS)
    among = course.asked[: days * course.count] if days else course.asked
    share = sum(item.kind == "topic" for item in among) / len(among)
    print(f"  topics: {share:.0%} of questions until all rules are mastered; begun at question {begun}")


def _rules(item: Item) -> set[str]:
    return {rule for name in item.skills for rule in name.split("+")}


def _pieces(asked: Sequence[Item]) -> float:
    return sum(item.kind in PIECES for item in asked) / len(asked)


def _run(asked: Sequence[Item], of: frozenset[str]) -> int:
    runs = groupby(asked, lambda item: bool(of & _rules(item)))
    return max([len(list(items)) for is_in, items in runs if is_in], default=0)


def _longest_of_one(asked: Sequence[Item]) -> int:
    return max(len(list(items)) for _, items in groupby(asked, lambda item: item.skills))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--count", type=int, default=10, help="questions a day")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--only", choices=GROUPS, help="practise one group of skills alone")
    parser.add_argument("--show", type=int, default=0, help="so many first questions are shown")
    options = parser.parse_args()
    met, days = [], []
    for name, knows in STUDENTS.items():
        for seed in range(options.seeds):
            course = practised(knows, options.days, options.count, seed, GROUPS.get(options.only, CURRICULUM))
            told(f"{name}, seed {seed}", course)
            for item in course.asked[: options.show]:
                print(f"    {item.kind:16} {','.join(item.skills):24} {item.difficulty}  {making.function(item)}")
            if knows is always:
                met.append(set(MATTERS) <= set().union(*map(_rules, course.asked[:FIRST])))
                days.append(course.days_to(RULE_SKILLS) or options.days + 1)
    print(f"\nalways right: chain, product and quotient in the first {FIRST}: {sum(met)} of {len(met)} (bar: all)")
    print(f"  days until all rules are mastered: median {statistics.median(days)}, most {max(days)} (bar {MOST_DAYS})")


if __name__ == "__main__":
    main()
