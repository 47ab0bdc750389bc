"""What is kept of a student, and how it is asked for: skills, sessions, answers, misconceptions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from derivtutor.practice.due import COUNT, utc_text
from derivtutor.practice.file import ProgressFile
from derivtutor.practice.mastery import INITIAL
from derivtutor.practice.records import Answered, LessonKind, LessonPart, Misconception, SavedSession, SkillState
from derivtutor.practice.skills import CURRICULUM


class Store(ProgressFile):
    """A student's progress. Every change is committed at once; two sessions may share it."""

    # -- skills ------------------------------------------------------------------------------------------------

    def skills(self) -> dict[str, SkillState]:
        """The skills that were practised."""
        rows = self._rows("SELECT id, card, due, mastery, asked, correct, last, support, level FROM skill ORDER BY id")
        with self._decoding():
            return {row[0]: SkillState.of([row[0], json.loads(row[1]), *row[2:]]) for row in rows}

    def masteries(self) -> dict[str, list[float]]:
        """The mastery of each skill before each answer that changed it, in their order."""
        masteries: dict[str, list[float]] = {}
        rows = self._rows("SELECT before FROM answer WHERE NOT undone AND rating > 0 ORDER BY id")
        with self._decoding():
            for (text,) in rows:
                for name, state in json.loads(text).items():
                    masteries.setdefault(name, []).append(INITIAL if state is None else SkillState.of(state).mastery)
        return masteries

    def write_skill(self, skill: SkillState) -> None:
        """Remember the state of a skill."""
        name, card, *others = skill.row
        self._write(
            "INSERT OR REPLACE INTO skill VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (name, json.dumps(card), *others)
        )

    def due(self, now: datetime) -> int:
        """How many skills are due."""
        return int(self._rows(COUNT, (utc_text(now),))[0][0])

    def next_due(self) -> datetime | None:
        """When the next skill is due."""
        earliest = self._rows("SELECT MIN(due) FROM skill WHERE asked > 0")[0][0]
        return None if earliest is None else datetime.fromisoformat(earliest)

    # -- sessions ----------------------------------------------------------------------------------------------

    def begin_session(self, now: datetime, plan: Mapping[str, Any]) -> int:
        """Begin a session; its number."""
        values = (utc_text(now), json.dumps(plan), "{}")
        return self._write("INSERT INTO session (begun, plan, state) VALUES (?, ?, ?)", values)

    def write_state(self, session: int, state: Mapping[str, Any]) -> None:
        """Remember how far a session has come."""
        self._write("UPDATE session SET state = ? WHERE id = ?", (json.dumps(state), session))

    def end_session(self, session: int, now: datetime) -> None:
        """End a session."""
        self._write("UPDATE session SET ended = ? WHERE id = ?", (utc_text(now), session))

    def open_sessions(self) -> list[SavedSession]:
        """The sessions that were cut off, the last one first."""
        rows = self._rows(
            "SELECT id, begun, plan, state FROM session WHERE ended IS NULL AND state <> '{}' ORDER BY -id"
        )
        with self._decoding():
            return [SavedSession(row[0], datetime.fromisoformat(row[1]), *map(json.loads, row[2:])) for row in rows]

    # -- answers -----------------------------------------------------------------------------------------------

    def write_answer(self, answered: Answered, before: Mapping[str, SkillState | None]) -> int:
        """Remember an answer, and what was known before, so that it can be undone; its number."""
        rows = {name: None if state is None else state.row for name, state in before.items()}
        slipped = {each.slip: each.row for each in self.misconceptions()} if answered.slips else {}
        made = {slip: slipped.get(slip) for slip in answered.slips}
        if answered.function:
            self._write("INSERT OR IGNORE INTO seen VALUES (?)", (answered.function,))
        return self._write(
            "INSERT INTO answer (session, at, kind, function, skills, difficulty, given, correct, tries, hints,"
            " seconds, rating, slips, before, flagged, exercise, misconceptions, solved)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                answered.session, utc_text(answered.at), answered.kind, answered.function, json.dumps(answered.skills),
                answered.difficulty, json.dumps(answered.given), answered.correct, answered.tries, answered.hints,
                answered.seconds, answered.rating, json.dumps(answered.slips), json.dumps(rows), answered.flagged,
                answered.exercise, json.dumps(made), answered.solved,
            ),
        )  # fmt: skip

    def answers(self, session: int | None = None) -> list[Answered]:
        """The answers that count, in their order; those of one session only."""
        where = "" if session is None else "AND session = ?"
        rows = self._rows(
            "SELECT id, session, at, kind, function, skills, difficulty, given, correct, tries, hints, seconds, rating,"
            f" slips, flagged, exercise, solved FROM answer WHERE NOT undone {where} ORDER BY id",
            () if session is None else (session,),
        )
        with self._decoding():
            return [Answered.of(row) for row in rows]

    def undo(self, answer: int) -> None:
        """Take an answer back: its skills are as they were before it, and its slips were not made.

        What another session has learnt since stays: a skill that was practised again, and a slip that was made again,
        are left as they are.
        """
        rows = self._rows(
            "SELECT before, misconceptions, skills, correct FROM answer WHERE id = ? AND NOT undone", (answer,)
        )
        if not rows:
            return
        with self._decoding():
            before, made, skills = map(json.loads, rows[0][:3])
        with self.transaction():
            later = self._touched_after(answer)
            for name, state in before.items():
                if name in later:
                    continue
                if state is None:
                    self._write("DELETE FROM skill WHERE id = ?", (name,))
                else:
                    self.write_skill(SkillState.of(state))
            for slip, row in made.items():
                if slip in later:
                    self._write("UPDATE misconception SET count = count - 1 WHERE slip = ?", (slip,))
                    continue
                self._write("DELETE FROM misconception WHERE slip = ?", (slip,))
                if row is not None:
                    self._write("INSERT INTO misconception VALUES (?, ?, ?, ?, ?, ?)", row)
            if rows[0][3]:
                self.add_clean([part for name in skills for part in name.split("+")], -1)
            self._write("UPDATE answer SET undone = 1 WHERE id = ?", (answer,))

    def _touched_after(self, answer: int) -> set[str]:
        """The skills and slips of the answers after one."""
        rows = self._rows("SELECT before, slips FROM answer WHERE id > ? AND NOT undone", (answer,))
        with self._decoding():
            return {name for row in rows for text in row for name in json.loads(text)}

    def flag(self, answer: int, is_flagged: bool) -> None:
        """Mark an answer, to be looked at again, or not."""
        self._write("UPDATE answer SET flagged = ? WHERE id = ?", (is_flagged, answer))

    def before(self, answer: int) -> dict[str, SkillState | None]:
        """What was known of the skills of an answer before it."""
        rows = self._rows("SELECT before FROM answer WHERE id = ?", (answer,))
        with self._decoding():
            return {
                name: None if state is None else SkillState.of(state) for name, state in json.loads(rows[0][0]).items()
            }

    def rate(self, answer: int, rating: int) -> None:
        """Change the rating of an answer."""
        self._write("UPDATE answer SET rating = ? WHERE id = ?", (rating, answer))

    def seen(self) -> frozenset[str]:
        """All functions that were ever asked."""
        return frozenset(row[0] for row in self._rows("SELECT function FROM seen"))

    # -- lessons -----------------------------------------------------------------------------------------------

    def lessons(self) -> list[LessonPart]:
        """What was read and answered in lessons, in that order; answers that were taken back do not count."""
        rows = self._rows(
            "SELECT lesson.lesson, lesson.kind, lesson.part, lesson.at, answer.correct, answer.solved FROM lesson"
            " LEFT JOIN answer ON answer.id = lesson.answer WHERE lesson.answer IS NULL OR NOT answer.undone"
            " ORDER BY lesson.at, lesson.rowid"
        )
        with self._decoding():
            return [
                LessonPart(lesson, kind, part, datetime.fromisoformat(at), bool(right), bool(solved))
                for lesson, kind, part, at, right, solved in rows
            ]

    def write_lesson(self, lesson: str, kind: LessonKind, part: str, now: datetime, answer: int | None = None) -> None:
        """Remember that a part of a lesson was read, or answered."""
        self._write("INSERT OR REPLACE INTO lesson VALUES (?, ?, ?, ?, ?)", (lesson, kind, part, utc_text(now), answer))

    def forget_lesson(self, lesson: str) -> None:
        """Begin a lesson anew. That it was done once, and what was answered, stays."""
        self._write("DELETE FROM lesson WHERE lesson = ? AND kind <> 'done'", (lesson,))

    # -- misconceptions ----------------------------------------------------------------------------------------

    def misconceptions(self) -> list[Misconception]:
        """The slips that were made, the latest first."""
        rows = self._rows("SELECT slip, rule, first, last, count, clean FROM misconception ORDER BY last DESC, slip")
        with self._decoding():
            return [Misconception.of(row) for row in rows]

    def add_slip(self, slip: str, rule: str, now: datetime) -> None:
        """Remember that a slip was made."""
        self._write(
            "INSERT INTO misconception VALUES (?, ?, ?, ?, 1, 0) ON CONFLICT (slip) DO UPDATE SET"
            " last = excluded.last, count = count + 1, clean = 0",
            (slip, rule, utc_text(now), utc_text(now)),
        )

    def add_clean(self, parts: Sequence[str], count: int = 1) -> None:
        """Remember a right answer that needed these parts of skills: slips in them were possible and not made.

        So were slips of rules that are no skills (sums, constant multiples) and of no rule at all (misreadings).
        """
        elsewhere = {part for each in CURRICULUM for part in each.parts}.difference(parts)
        marks = ", ".join("?" * len(elsewhere))
        statement = f"UPDATE misconception SET clean = MAX(clean + ?, 0) WHERE rule NOT IN ({marks})"
        self._write(statement, (count, *elsewhere))
