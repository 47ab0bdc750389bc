"""How a lesson is told around its words: where one is, what was answered, how it went, and the list of all lessons."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from derivtutor.language import listed as in_a_row
from derivtutor.language import mark
from derivtutor.lessons.model import Lesson
from derivtutor.lessons.standing import Standing, upcoming
from derivtutor.practice.item import Item
from derivtutor.practice.records import LessonPart
from derivtutor.render import sentences
from derivtutor.render.practice import Said, Voice
from derivtutor.render.practice_summary import skill_title
from derivtutor.render.safe import ascii_text, safe

_DONE = "✓"
_GOES_ON = " \\"
_OPTION, _TOGETHER = re.compile(r"(?<= )(--[\w-]+) (?!--)"), "\u00a0"
"""An option stays with its value."""

_NARROW = 16
"""What a lesson says is left out of the list where it has fewer columns."""


# -- on the way ------------------------------------------------------------------------------------------------


def announced(lesson: Lesson, voice: Voice) -> list[Said]:
    """The title of a lesson, and what it says."""
    says = sentences.LESSON_TITLE if lesson.number is None else sentences.LESSON_TITLE_NUMBERED
    title = says.format(number=lesson.number, title=lesson.title)
    return [*_titled(title, voice), *voice.filled(lesson.head.says)]


def beginning(standing: Standing, waits: bool, voice: Voice) -> list[Said]:
    """Where a lesson goes on, if it does not begin, and how one goes through it where it waits."""
    place, of = standing.place + 1, len(standing.lesson.sections)
    goes_on = [sentences.LESSON_GOES_ON.format(place=place, of=of)] if standing.is_begun and place <= of else []
    said = [*goes_on, *[sentences.LESSON_KEYS] * waits]
    return voice.filled(" ".join(said), "aside") if said else []


def unprepared(names: Sequence[str], voice: Voice) -> list[Said]:
    """The lessons that should have been done before."""
    return voice.filled(sentences.LESSON_NEEDS.format(lessons=in_a_row(names)), "aside")


def heading(lesson: Lesson, place: int, voice: Voice) -> str:
    """The title of an idea, with its number, or that of the quiz."""
    section, of = lesson.sections[place], len(lesson.sections)
    numbered = sentences.IDEA_TITLE.format(number=place + 1, of=of, title=section.title)
    title = section.title if section.is_quiz else numbered
    return voice.set([*[("", "")] * voice.plain, *_titled(title, voice)])


def solution() -> str:
    """What stands above a solution."""
    return sentences.SOLUTION


def _titled(title: str, voice: Voice) -> list[Said]:
    ended = title if title.endswith(("?", "!")) else f"{title}."
    return voice.filled(ended if voice.plain else title, "title")


def command(text: str, voice: Voice) -> str:
    """A command that is run, as it could be typed."""
    typed = f"derivtutor {safe(text)}"
    if voice.plain:
        return sentences.SHOWN_BY.format(command=typed)
    return voice.set([(line, "aside") for line in _continued(f"$ {typed}", voice.width)])


def invitation(arguments: str, voice: Voice) -> str:
    """How an explorer is opened anywhere."""
    typed = f"derivtutor explore {safe(arguments)}"
    says = sentences.EXPLORER.format(command=typed)
    if voice.plain or len(says) <= voice.width:
        return voice.set([(says, "aside")])
    lines = _continued(f"  {typed}", voice.width)
    return voice.set([(line, "aside") for line in (sentences.EXPLORER.format(command="").rstrip(), *lines)])


def _continued(typed: str, width: int) -> list[str]:
    """A command in lines that a shell reads as one: broken between words, each but the last ending in a backslash."""
    wrapper = textwrap.TextWrapper(
        width if len(typed) <= width else width - len(_GOES_ON),
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    *lines, last = wrapper.wrap(_OPTION.sub(f"\\1{_TOGETHER}", typed))
    return [line.replace(_TOGETHER, " ") for line in (*[f"{line}{_GOES_ON}" for line in lines], last)]


def answered(item: Item, answer: LessonPart, called: str, numbered: tuple[int, int], voice: Voice) -> list[Said]:
    """An exercise that was answered before, and how."""
    exercise, (number, of) = item.exercise, numbered
    asked = sentences.DIFFERENTIATE.format(function=f"${exercise.differentiate}$")
    words = exercise.text or (asked if exercise.facts.is_derivative else "")
    how = sentences.HOW_ANSWERED["at once" if answer.is_right else "solved" if answer.is_solved else "not"]
    said = voice.question(item, words, number, of, sentences.ANSWERED_BEFORE.format(how=how), called)
    return said if voice.plain else said[:-1]


# -- at the end ------------------------------------------------------------------------------------------------


def ending(standing: Standing, others: Sequence[Standing], voice: Voice) -> list[Said]:
    """How the quiz went, what to repeat, and what comes next.

    Args:
        standing: the lesson that is done.
        others: all lessons in their order.
        voice: says it.
    """
    lines = [("", ""), *_titled(sentences.LESSON_DONE.format(title=standing.lesson.title), voice)]
    for sentence in (*_score(standing), *_to_repeat(standing), *_from_now_on(standing)):
        lines += voice.filled(sentence)
    following = upcoming(others)
    if standing.key not in [each.key for each in others]:  # one of one's own
        return lines
    lines += [] if voice.plain else [("", "")]
    if following is None:
        return [*lines, *last_word(voice)]
    return [*lines, *voice.filled(sentences.NEXT_LESSON.format(title=following.lesson.title), "aside")]


def last_word(voice: Voice) -> list[Said]:
    """What is said when all lessons are done."""
    return [*_titled(sentences.ALL_LESSONS_DONE, voice), *voice.filled(sentences.AFTER_THE_LESSONS)]


def _score(standing: Standing) -> Iterator[str]:
    for quiz in standing.lesson.sections:
        if quiz.is_quiz and quiz.asks:
            right, of = standing.right(quiz), len(quiz.asks)
            yield (sentences.QUIZ_ALL_RIGHT if right == of else sentences.QUIZ_SCORE).format(right=right, of=of)


def _to_repeat(standing: Standing) -> Iterator[str]:
    wrong = [
        f"{number} ({ask.exercise.title})" if ask.exercise.title else str(number)
        for quiz in standing.lesson.sections
        if quiz.is_quiz
        for number, ask in enumerate(quiz.asks, 1)
        if not ((answer := standing.answer(ask)) and answer.is_right)
    ]
    if wrong:
        says = sentences.QUESTION_TO_REPEAT if len(wrong) == 1 else sentences.QUESTIONS_TO_REPEAT
        yield says.format(numbers=in_a_row(wrong))
    ideas = [section.title for section in standing.to_repeat]
    if ideas:
        yield sentences.IDEAS_TO_REPEAT.format(ideas=in_a_row(ideas))
    if wrong or ideas:
        yield sentences.LESSON_AGAIN.format(
            name=standing.lesson.id if standing.key == standing.lesson.id else standing.key
        )


def _from_now_on(standing: Standing) -> Iterator[str]:
    names = [skill_title(name) for name in standing.lesson.head.teaches]
    if names:
        yield sentences.PRACTICE_ASKS.format(skills="; ".join(names))


# -- all lessons -----------------------------------------------------------------------------------------------


def listed(standings: Sequence[Standing], width: int = 80, unicode: bool = True, colour: bool = False) -> str:
    """All lessons, one a line: number, id, title, what it says, and how far it has come.

    Args:
        standings: the lessons in their order.
        width: the columns of the screen.
        unicode: whether it shows more than ASCII.
        colour: whether to set escape codes; none carries a meaning.
    """
    from rich.table import Table
    from rich.text import Text

    from derivtutor.render.catalogue import console

    rows = [
        [text if unicode else ascii_text(text.replace(_DONE, "")).rstrip() for text in _row(each)] for each in standings
    ]
    left = width - sum(max(map(len, column)) + 2 for place, column in enumerate(zip(*rows, strict=True)) if place != 3)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for place in range(5):
        if place != 3 or left >= _NARROW:
            # where there is not room for all, titles are cut off
            table.add_column(no_wrap=place != 2, overflow="ellipsis", max_width=left if place == 3 else None)
    for row in rows:
        table.add_row(*[Text(cell, no_wrap=True) for place, cell in enumerate(row) if place != 3 or left >= _NARROW])
    screen = console(width, colour)
    with screen.capture() as captured:
        screen.print(table)
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _row(standing: Standing) -> tuple[str, ...]:
    lesson = standing.lesson
    number = "" if lesson.number is None else str(lesson.number)
    return number, safe(lesson.id), safe(lesson.title), safe(lesson.head.says), state(standing)


def state(standing: Standing) -> str:
    """How far a lesson has come, in a few words."""
    if standing.is_begun:
        return sentences.STATE_BEGUN.format(place=standing.place, of=len(standing.lesson.sections))
    return f"{sentences.STATE_DONE} {_DONE}" if standing.is_done else sentences.STATE_NEW


def in_short(standings: Sequence[Standing]) -> str:
    """All lessons in a line of the page of progress; empty where none was begun."""
    if not any(each.last for each in standings):
        return ""
    going = [f"{safe(each.lesson.title)}{mark(': ')}{state(each)}" for each in standings if each.is_begun]
    done = sum(each.is_done for each in standings)
    return mark("; ").join([sentences.SOME_DONE.format(count=done, of=len(standings)), *going])
