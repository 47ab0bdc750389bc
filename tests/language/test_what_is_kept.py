"""What is kept or written for others is English, whoever makes it; what is told about it is in their language."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from command import run
from marked_language import marked, unmarked

import derivtutor
from derivtutor import explain, gradient
from derivtutor.errors import Refusal, UserError
from derivtutor.exercises.checking import checked
from derivtutor.exercises.mark import empty
from derivtutor.language import in_english, spoken, written
from derivtutor.lessons.library import find as found_lesson
from derivtutor.practice import making
from derivtutor.practice.advice import hints
from derivtutor.practice.skills import CURRICULUM, of_rules, of_topics, skill
from derivtutor.render.complaint import complaint
from derivtutor.speaking import language

ROOT = Path(derivtutor.__file__).parent
SET = """\
title: Products
exercises:
  - id: product
    differentiate: x^2 sin(x)
  - id: chain
    differentiate: sin(x^2)
"""
ANSWERS = "student,exercise,answer\nada,product,2x sin(x)\nada,chain,cos(x^2)\nbob,chain,(((\nbob,other,1\n,chain,1\n"
REPORTS = ("csv", "json", "jsonl", "html", "markdown", "junit")


def graded(folder: Path, tag: str) -> tuple[str, str]:
    """A class that was graded by somebody who speaks a language: what is printed, and what is said beside it."""
    folder.mkdir()
    (folder / "set.yaml").write_text(SET)
    (folder / "answers.csv").write_text(ANSWERS)
    wanted = [word for form in REPORTS for word in ("--report", f"{form}=report.{form}")]
    command = ["grade", "set.yaml", "answers.csv", "--workers", "1", *wanted, "--report", "terminal"]
    done = run("--language", tag, *command, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_a_grading_keeps_and_writes_english(tmp_path: Path) -> None:
    english, german = (graded(tmp_path / tag, tag) for tag in ("en", "de"))
    assert "inner derivative forgotten" in english[0]
    assert "innere Ableitung vergessen" in german[0]
    names = sorted(path.name for path in (tmp_path / "en").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "de").iterdir())
    states = 0
    for name in names:
        files = [tmp_path / tag / name for tag in ("en", "de")]
        if files[0].read_bytes().startswith(b"SQLite"):
            states += 1
            assert _messages(files[0]) == _messages(files[1])
        else:
            assert files[0].read_bytes() == files[1].read_bytes(), name
    assert states


def _messages(file: Path) -> list[str]:
    """All texts of a state of grading, without the time that it was made."""
    connection = sqlite3.connect(file)
    try:
        return [line for line in connection.iterdump() if "INSERT" in line and "graded" not in line]
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["exercises", "generate", "--rules", "nothing"], "Eine Regel mit dem Namen nothing gibt es nicht."),
        (["grade", "chain-rule", "nowhere.csv"], "Die Datei nowhere.csv"),
    ],
)
def test_mistakes_are_told_in_the_language_that_is_spoken(arguments: list[str], says: str) -> None:
    done = run("--language", "de", *arguments)
    assert done.returncode == 2
    assert says in done.stderr, done.stderr


def test_an_error_is_told_in_the_language_of_whom_it_is_shown_to() -> None:
    refusal = Refusal("There is no exercise {id} in {name}.", "The first ones are {known}.")
    with language("de"):
        with in_english():
            assert spoken().tag == "en"
            assert written().tag == "de"
            error = refusal(id="a", name="b", known="c")
        assert spoken().tag == "de"
        german = complaint(error)
    assert complaint(error) == "Error: There is no exercise a in b.\n  The first ones are c."
    assert german != complaint(error)


def test_no_question_or_hint_keeps_the_language_in_which_it_was_first_made() -> None:
    """In English, German and English again: whatever is remembered meanwhile is no text."""

    def told() -> list[object]:
        questions = [making.make(kind, skill("chain"), 2, 1) for kind in making.makeable(skill("chain"))]
        return [*[(each.exercise, each.lead, tuple(hints(each))) for each in questions], empty().says]

    english = told()
    with language("de"):
        german = told()
    assert german != english
    assert told() == english


def test_every_topic_is_practised_in_english_as_in_any_language() -> None:
    for each in CURRICULUM[-3:]:
        with language("de"):
            german = making.make("topic", each, 1, 1).exercise
        english = making.make("topic", each, 1, 1).exercise
        assert (german.differentiate, german.program) == (english.differentiate, english.program)


REFUSED = [
    lambda: of_topics(("wobble",)),
    lambda: of_topics(("gradint",)),
    lambda: of_rules(("zzzz",)),
    lambda: found_lesson("chain-rul"),
]


@pytest.mark.parametrize("refused", REFUSED)
def test_a_remedy_is_told_in_the_language_that_is_spoken(refused: Callable[[], object]) -> None:
    with marked(), pytest.raises(UserError) as caught:
        refused()
    assert "⟦" in caught.value.hint


def test_what_is_wrong_with_a_set_is_told_in_the_language_that_is_spoken() -> None:
    """A rule that nobody knows has a remedy that is the same for every exercise."""
    text = SET.replace("    differentiate: sin(x^2)\n", "    differentiate: sin(x^2)\n    skills: [qqqq]\n")
    with marked():
        (found,) = checked(Path("set.yaml"), text)[1]
    assert "⟦derivtutor rules" in found.remedy


@pytest.mark.parametrize("read", [lambda: explain("log(x)").notes, lambda: gradient("log(x y)").notes])
def test_how_a_logarithm_was_read_is_told_in_the_language_that_is_spoken(read: Callable[[], tuple[str, ...]]) -> None:
    english = read()
    with marked():
        assert read()[0] == f"⟦{english[0]}⟧"


_KEPT = re.compile(r"from ([\w.]+\.sentences) import ([\w, ]+)|\bdef [^\n]*=\s*sentences\.([A-Z]\w*)")


def test_no_text_is_kept_by_another_name() -> None:
    """A text that is imported, or is a default, would stay in English; a refusal is worded when it is raised."""
    texts = {}
    for path in ROOT.rglob("sentences.py"):
        texts |= vars(import_module(".".join(path.relative_to(ROOT.parent).with_suffix("").parts)))
    kept = [
        (path.name, name)
        for path in ROOT.rglob("*.py")
        for _, imported, default in _KEPT.findall(path.read_text("utf-8"))
        for name in filter(None, (*imported.split(", "), default))
        if not isinstance(texts[name], Refusal)
    ]
    assert kept == []


def test_exercises_are_listed_and_shown_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    """All but what the author wrote, and names that are typed."""
    (tmp_path / "set.yaml").write_text(SET)
    typed = {"Products", "product", "chain", "sine", "power", "derivative", "sin", "cos", "derivtutor", "list", "show"}
    with marked():
        for command in (["list", "set.yaml"], ["show", "set.yaml", "--key"]):
            done = run("--language", "de", "exercises", *command, folder=tmp_path, COLUMNS="200")
            assert unmarked(done.stdout) <= typed
            assert "⟦" in done.stdout
