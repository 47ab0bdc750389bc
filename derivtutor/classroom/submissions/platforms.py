"""The tables that learning platforms export: what each is known by, and what its columns are called.

Published sources: Moodle `mod/quiz/report/responses`, Canvas `quiz_student_analysis.rb`, Google Forms' linked sheets;
Microsoft Forms `Id,Start time,Completion time,Email,Name,…` (acl-anthology's add_attachments.py, microsoft/Forms help
"Check and share your form results"); Blackboard "Download Results" by user and by question and user (TableParser's
specification of `Submission`); Brightspace "Attempt Details" (`Org Defined ID,Username,FirstName,LastName,Attempt #,…`,
JoyOfCoding's D2LSurveyResponsesCSVParser); Gradescope "Download Grades" (`…,SID,Email,…,Submission Time,Lateness`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

People: TypeAlias = tuple[str | tuple[str, ...], ...]
"""What may say who a student is, the most telling first: a column, or several that make a name together."""

FIRST_AND_LAST: People = (
    ("first name", "last name"), ("firstname", "lastname"), ("first name", "surname"), ("vorname", "nachname"),
    ("prénom", "nom de famille"), ("nombre", "apellido(s)"),
)  # fmt: skip


_WHO = re.compile(
    r"(?:.*\b(?:your|full|student|dein|ihr|votre|tu|su)\b.*)?\b(?:student (?:id|number|name)|id(?: number)?|"
    r"matrikelnummer|net ?id|username|login|e-?mail(?: address)?|name|nom|nombre)\b[\s?:.*]*(?:\(.*\))?"
)
"""A question of a form that asks who somebody is."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Where every row names the question that was asked, in columns of its own.

    `{}` is the number of the question where a row has several. `question` are columns with its name or text, `number`
    has its place in the test. Rows with one of `passed_over` are no answers, such as an option that was not chosen.
    """

    question: tuple[str, ...]
    number: str
    answer: str
    passed_over: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """The table that a learning platform exports.

    `known_by` are columns that all must be there, each by one of its names, besides one with answers; `student` and
    `submitted` are candidates in order. `answers` matches the columns with answers, whose order is that of the
    exercises unless their names tell more (empty: only names tell); `no_answers` those that only look so. Where it
    `is_mixed`, rows without the first candidate may have another; where it `is_form`, a question may ask for it. Where
    it `is_carried`, the name alone says that a row goes on with the student before.
    """

    name: str
    known_by: tuple[tuple[str, ...], ...]
    student: People
    submitted: tuple[str, ...] = ()
    answers: str = ""
    no_answers: str = r"(?!)"
    asked: Questions | None = None
    is_mixed: bool = False
    is_form: bool = False
    is_carried: bool = False

    def is_known(self, names: Sequence[str]) -> bool:
        """Whether a table with these columns is from here."""
        if not all(any(name in names for name in each) for each in self.known_by):
            return False
        return not self.answers or any(self.is_question(name) for name in names)

    def is_question(self, name: str) -> bool:
        """Whether a column has the answers to a question."""
        return bool(re.fullmatch(self.answers, name)) and not re.fullmatch(self.no_answers, name)

    def asks_who(self, name: str) -> bool:
        """Whether a question asks who somebody is."""
        return self.is_question(name) and bool(_WHO.fullmatch(name))


def _one(*names: str) -> tuple[tuple[str, ...], ...]:
    return tuple((name,) for name in names)


_FORMS_START = ("start time", "startzeit", "heure de début", "hora de inicio", "ora di inizio", "begintijd", "開始時刻")
_FORMS_END = (
    "completion time", "fertigstellungszeit", "heure de fin", "hora de finalización", "ora di completamento",
    "tijd van voltooien", "完了時刻",
)  # fmt: skip
_FORMS_MAIL = ("email", "e-mail", "adresse de messagerie", "correo electrónico", "posta elettronica", "メール")
_FORMS_NAME = ("name", "nom", "nombre", "nome", "naam", "名前")

PLATFORMS = (
    Platform(
        "moodle",
        (),
        ("email address", "e-mail-adresse", "adresse de courriel", "dirección de correo", "id number", "id-nummer",
         "username", "anmeldename", *FIRST_AND_LAST),
        ("completed", "submitted on", "completed on", "beendet", "terminé", "finalizado"),
        r"(?:response|antwort|réponse|respuesta|risposta) \d+",
        is_carried=True,
    ),
    Platform(
        "canvas",
        _one("section", "submitted", "attempt"),
        ("sis_id", "id", "name"),
        ("submitted",),
        r"\d+: .*",
        is_mixed=True,
    ),
    Platform(
        "blackboard by question and user",
        _one("username", "question id", "question", "answer", "possible points"),
        ("username",),
        asked=Questions(("question",), "question id", "answer"),
    ),
    Platform(
        "blackboard by user",
        _one("username", "question id 1", "question 1", "answer 1"),
        ("username",),
        asked=Questions(("question {}",), "question id {}", "answer {}"),
    ),
    Platform(
        "blackboard grade center",
        _one("last name", "first name", "username", "availability"),
        ("username", "student id"),
        is_mixed=True,
    ),
    Platform(
        "brightspace",
        _one("username", "q #", "q text", "answer"),
        ("username", "org defined id"),
        ("attempt end",),
        asked=Questions(("q title", "q text"), "q #", "answer", ("answer match", "unchecked")),
        is_mixed=True,
    ),
    Platform(
        "microsoft-forms",
        (_FORMS_START, _FORMS_END),
        (*_FORMS_MAIL, *_FORMS_NAME),
        _FORMS_END,
        r".+",
        "|".join(
            (r"id", r"total points", r"quiz feedback", r"grade posted time", r"last modified time", r"language",
             r"points - .*", r"feedback - .*", r"gesamtpunktzahl", r"quizfeedback", r"punkte - .*", r"sprache",
             r"uhrzeit der letzten änderung",
             *map(re.escape, (*_FORMS_START, *_FORMS_END, *_FORMS_MAIL, *_FORMS_NAME)))
        ),
        is_mixed=True,
        is_form=True,
    ),
    Platform(
        "google-forms",
        (("timestamp", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche", "tijdstempel"),),
        ("email address", "username", "email", "e-mail-adresse", "nutzername", "adresse e-mail",
         "dirección de correo electrónico", "indirizzo email", "e-mailadres"),
        ("timestamp", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche", "tijdstempel"),
        r".+",
        r"score|punktzahl|puntuación|section.*|.*\[(?:score|feedback)\]|total score|state|grade.*",
        is_mixed=True,
        is_form=True,
    ),
)  # fmt: skip
"""Those that say more come before those that say less."""

NOBODY = frozenset({"anonymous", "anonym", "anonyme", "anónimo", "anonimo", "anoniem", "匿名"})
"""What forms write in the place of a name."""
