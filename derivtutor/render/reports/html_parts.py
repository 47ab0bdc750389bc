"""The parts of the HTML report below the table: exercises, misconceptions, students."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from derivtutor.classroom.results import Decision, Example, ExerciseResult, Misconception, Results
from derivtutor.derivation.misconceptions import name_of
from derivtutor.derivation.rules import BY_ID
from derivtutor.errors import UserError
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.variants import chosen
from derivtutor.render import sentences
from derivtutor.render.reports.html_cards import Places, made_by
from derivtutor.render.reports.html_table import OVERRULED, UNPROVED, anchor
from derivtutor.render.reports.html_words import (
    count,
    exercise_anchor,
    key,
    link,
    named,
    number,
    numbers,
    percent,
    plain,
    points,
    prose,
    slip_anchor,
    slips,
    title_of,
    typed,
    verdict,
    words,
)
from derivtutor.render.reports.words import MISSING, NOT_PROVED, by_hand, comment, credit
from derivtutor.render.web.frame import escape

MOST_ROWS = 20_000
"""With more answers than this the page does not repeat them student by student."""


# Exercises


def exercises(results: Results) -> Iterator[str]:
    """A section that opens for each exercise: the question, the key, how it went, the commonest wrong answers."""
    for result in results.by_exercise:
        exercise = result.exercise
        mine = chosen(exercise, "", results.plan.seed)
        about = title_of(results, exercise)
        title = f" <small>{about}</small>" if about else ""
        yield f'<details class="card" id="{exercise_anchor(exercise.id)}">\n<summary><h3>{escape(exercise.id)}{title}'
        yield f'</h3> <span class="soft">{_how_it_went(result)}</span></summary>\n'
        yield from _question(results, exercise, mine)
        yield from _wrong(results, result)
        yield "</details>\n"


def _how_it_went(result: ExerciseResult) -> str:
    if not result.students:
        return f"{points(result.exercise.points)}, nobody answered"
    facts = [points(result.exercise.points), count(result.students, "student"), count(result.attempts, "attempt")]
    if result.exercise.points:
        facts += [f"mean {percent(result.mean)}", f"{result.right:,} ({percent(result.right / result.students)}) right"]
    return ", ".join(facts)


def _question(results: Results, exercise: Exercise, mine: Mapping[str, str]) -> Iterator[str]:
    if mine:
        yield f'<p class="soft">Every student has numbers of their own; here {numbers(mine)}.</p>\n'
    try:
        question = results.marker(exercise.id, mine).question
        statement, right = prose(question.statement), key(question)
    except UserError as error:
        yield f"<p>{sentences.UNPREPARED.format(why=plain(error.message))}</p>\n"
        return
    yield f'<div class="question">{statement}</div>\n<p class="key"><b>Key</b> {right}</p>\n'


def _wrong(results: Results, result: ExerciseResult) -> Iterator[str]:
    wrong = results.commonest_wrong(result.exercise.id)
    if not wrong:
        yield "<p>There are no wrong answers.</p>\n" if result.students else ""
        return
    yield '<h4>Commonest wrong answers</h4>\n<ol class="answers">\n'
    for example, mark in wrong:
        yield f"<li>{_times(example)}{_explained(mark)}{_own_key(results, example)}</li>\n"
    yield "</ol>\n"


def _times(example: Example) -> str:
    return f'<span class="many">{example.rows:,} ×</span> {typed(example.answer)} '


def _explained(mark: Mark) -> str:
    """The verdict, the slip and what was said."""
    says = escape(" ".join(part for part in (comment(mark), credit(mark)) if part))
    return f"{verdict(mark)} {slips(mark)}" + (f'<p class="says">{says}</p>' if says else "")


def _own_key(results: Results, example: Example) -> str:
    """The key with the numbers of a student, where they have some."""
    if not example.numbers:
        return ""
    try:
        right = key(results.marker(example.exercise, example.numbers).question)
    except UserError:
        return ""
    return f'<p class="soft key">With {numbers(example.numbers)} the key is {right}</p>'


# Misconceptions


def misconceptions(results: Results, there: Places) -> Iterator[str]:
    """A section for each slip that was made, the commonest first, with who made it."""
    if not results.misconceptions:
        yield "<p>No misconception was recognised.</p>\n"
    for misconception in results.misconceptions:
        name = escape(name_of(misconception.slip).capitalize())
        yield f'<section class="card" id="{slip_anchor(misconception.slip)}">\n<h3>{name}</h3>\n'
        yield f'<p class="soft">{_made(misconception)} (<code>{escape(misconception.slip)}</code>)</p>\n'
        yield f"<p>Made by {made_by(results, misconception, there)}</p>\n"
        if misconception.hint:
            yield f'<p class="says">{words(misconception.hint)}</p>\n'
        yield '<ol class="answers">\n'
        for example in misconception.examples:
            own = f' <span class="soft">with {numbers(example.numbers)}</span>' if example.numbers else ""
            yield f"<li>{_times(example)} to {named(results, example.exercise)}{own}</li>\n"
        yield "</ol>\n</section>\n"


def _made(misconception: Misconception) -> str:
    rule = misconception.rule
    title = f"{escape(BY_ID[rule].title if rule in BY_ID else rule)}: " if rule else ""
    return f"{title}{count(misconception.rows, 'answer')}"


# Students


def students(results: Results) -> Iterator[str]:
    """Every answer, student by student, as long as a browser can hold them."""
    order = {exercise.id: place for place, exercise in enumerate(results.exercises)}
    answers: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for decision in results.decisions():
        answers[decision.student].append((order[decision.exercise], decision.number, _answer(decision)))
    for place, student in enumerate(results.students(with_ungraded=True), 1):
        total = f"{number(student.total)} of {points(results.possible)}"
        yield f'<details class="card" id="{anchor(place)}">\n<summary><h3><bdi>{plain(student.name)}</bdi></h3>'
        missing = f"<p>{MISSING}.</p>\n" if student.is_missing else ""
        yield f' <span class="soft">{total}</span></summary>\n{missing}<ol class="answers">\n'
        if student.is_ungraded:
            yield f"<li>{sentences.NOTHING_GRADED}</li>\n"
        for _, _, answer in sorted(answers.pop(student.name, [])):
            yield f"<li>{answer}</li>\n"
        yield "</ol>\n</details>\n"


def _answer(decision: Decision) -> str:
    facts = [f"{number(decision.score)} of {points(decision.points)}"]
    if decision.attempt > 1 or not decision.counts:
        facts.append(f"attempt {decision.attempt}{'' if decision.counts else ', does not count'}")
    if decision.late:
        facts.append("late")
    if decision.numbers:
        facts.append(f"with {numbers(decision.numbers)}")
    about = f'{link(decision.exercise)} <span class="soft">{", ".join(facts)}</span>'
    look = f' <span class="doubt">{UNPROVED} {NOT_PROVED}</span>' if decision.is_unproved else ""
    hand = f'<p class="says">{OVERRULED} {plain(by_hand(decision))}</p>' if decision.overruled else ""
    return f"{about}<br>{typed(decision.answer)}{look} {_explained(decision.mark)}{hand}"
