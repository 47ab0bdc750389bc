"""`derivtutor learn`: a lesson over a pipe and with somebody who reads, what is kept of it, and what it feeds.

`python tests/lessons/test_lectures.py` writes the golden transcripts anew; look at what changed before keeping it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

sys.path.append(str(Path(__file__).parents[1]))
sys.path.append(str(Path(__file__).parent))

from command import Done, run
from shelf import SAMPLES, shelf

from derivtutor.cli.choices import Outward
from derivtutor.cli.conversation import learning
from derivtutor.cli.conversation.keys import KEYS_OF_LESSONS
from derivtutor.cli.conversation.reading import Preview, nothing
from derivtutor.cli.shown import pictured, shown
from derivtutor.errors import UserError
from derivtutor.lessons.catalogue import all_standings, lesson
from derivtutor.practice import making
from derivtutor.practice.asking import next_item
from derivtutor.practice.plan import Plan, Progress
from derivtutor.practice.running import running
from derivtutor.practice.store import Store
from derivtutor.render.lesson_words import words
from derivtutor.render.practice import Voice

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
FIXED = ("--plain", "--now", "2026-01-01T12:00")
ANSWERS = "6\n3x^2\nb\n4x^3\n1\nc\n"


@pytest.fixture(autouse=True)
def _samples() -> Iterator[None]:
    with shelf():
        yield


def learnt(home: Path, *arguments: str, stdin: str = "") -> Done:
    return run("learn", *arguments, *FIXED, stdin=stdin, DERIVTUTOR_HOME=str(home))


def transcript(home: Path) -> str:
    done = learnt(home, stdin=(GOLDEN / "slopes.in").read_text(encoding="utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def page_of(width: int, unicode: bool = True) -> str:
    """The words of a sample lesson on a screen."""
    sample = lesson(SAMPLES / "01-slopes.md")
    blocks = [block.text for block in sample.blocks if hasattr(block, "text")]
    return "\n\n".join([words(text, Voice(width, unicode)) for text in blocks]) + "\n"


# -- a lesson over a pipe --------------------------------------------------------------------------------------


def test_a_whole_lesson_with_every_key(tmp_path: Path) -> None:
    told = transcript(tmp_path)
    assert told == (GOLDEN / "slopes.out").read_text(encoding="utf-8")
    assert told.isascii()
    assert "\x1b" not in told


def test_words_on_screens_of_all_widths() -> None:
    for width in (60, 80, 120):
        page = page_of(width)
        assert page == (GOLDEN / f"words-{width}.txt").read_text(encoding="utf-8")
        assert max(map(len, page.split("\n"))) <= width
    assert page_of(60, unicode=False).isascii()


def test_emphasis_is_set_and_what_is_hostile_is_not() -> None:
    assert words("*so* and **so**", Voice(colour=True)) == "\x1b[3mso\x1b[0m and \x1b[1mso\x1b[0m"
    assert words("[red]x[/red] \x1b[31m\u202e", Voice(colour=True)) == "[red]x[/red] \\x1b[31m\\u202e"


def test_each_lesson_once_then_the_last_word(tmp_path: Path) -> None:
    first = learnt(tmp_path, stdin=ANSWERS)
    assert "Quiz: all 3 right at once.\n" in first.stdout
    assert first.stdout.endswith("Next: Two rates. derivtutor learn begins it.\n")
    second = learnt(tmp_path, stdin="12\n18x\n2cos(2x)\n-2x e^(-x^2)\n")
    assert second.stdout.startswith("Lesson 2: Two rates.\n")
    assert "builds on" not in second.stdout
    assert "That was the last lesson: you have done them all.\n" in second.stdout
    assert learnt(tmp_path).stdout.startswith("That was the last lesson")
    listed = run("learn", "--list", DERIVTUTOR_HOME=str(tmp_path), COLUMNS="120").stdout
    assert listed == (
        "1  slopes     Slopes     What the steepness of a curve is, and how it is read.  done ✓\n"
        "2  two-rates  Two rates  Why rates that follow one another are multiplied.      done ✓\n"
    )
    old = run("learn", "--list", DERIVTUTOR_HOME=str(tmp_path), PYTHONIOENCODING="ascii").stdout
    assert [line.rpartition("  ")[2] for line in old.splitlines()] == ["done", "done"]
    assert "Lessons    2 of 2 done" in run("progress", DERIVTUTOR_HOME=str(tmp_path)).stdout
    again = learnt(tmp_path, "slopes", stdin="6\n")
    assert "Lessons    2 of 2 done; Slopes: begun" in run("progress", DERIVTUTOR_HOME=str(tmp_path)).stdout
    assert "Right at once." in again.stdout
    assert "begun 0 of 3" in run("learn", "--list", DERIVTUTOR_HOME=str(tmp_path)).stdout


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_the_list_has_a_line_for_each_lesson(tmp_path: Path, width: str) -> None:
    lines = run("learn", "--list", DERIVTUTOR_HOME=str(tmp_path), COLUMNS=width).stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["1", "slopes"], ["2", "two-rates"]]
    assert all(line.endswith("new") and len(line) <= int(width) for line in lines)
    assert list(tmp_path.iterdir()) == []


def test_a_lesson_by_name_and_of_ones_own(tmp_path: Path) -> None:
    told = learnt(tmp_path, "02-two-rates", stdin="12\n").stdout
    assert "This lesson builds on others that you have not done yet: Slopes." in told
    own = tmp_path / "my-own.md"
    own.write_text((SAMPLES / "01-slopes.md").read_text(encoding="utf-8"), encoding="utf-8")
    assert learnt(tmp_path, str(own), stdin="6\n3x^2\n").stdout.startswith("Lesson: Slopes.\n")
    assert "begun" not in run("learn", "--list", DERIVTUTOR_HOME=str(tmp_path)).stdout.split("\n")[0]
    begun = run("progress", "--format", "json", DERIVTUTOR_HOME=str(tmp_path)).stdout
    assert json.loads(begun)["lessons"] == [
        {"lesson": "two-rates", "title": "Two rates", "read": 1, "of": 2, "done": False},
        {"lesson": str(own.resolve()), "title": "Slopes", "read": 1, "of": 3, "done": False},
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["two-rate"], "There is no lesson called two-rate.\n  Did you mean two-rates?"),
        (["zzz"], "There is no lesson called zzz.\n  derivtutor learn --list lists them."),
        (["slopes", "two-rates"], "Only one lesson can be learnt at a time.\n  Leave out two-rates."),
        (["nothing.md"], "There is no file nothing.md.\n  Check its name."),
        (["check"], "No lesson is named.\n  Name files or folders: derivtutor learn check lessons."),
        (["check", "empty"], "There are no lessons in empty."),
        (["--now", "soon"], "soon is not a time."),
    ],
)
def test_what_a_user_can_get_wrong(tmp_path: Path, arguments: list[str], says: str) -> None:
    (tmp_path / "empty").mkdir()
    done = run("learn", *arguments, folder=tmp_path, DERIVTUTOR_HOME=str(tmp_path / "home"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {says}")


def test_a_lesson_with_mistakes_is_not_begun(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("---\ntitle: Bad\n---\n\n## Idea\n", encoding="utf-8")
    done = run("learn", "bad.md", folder=tmp_path, DERIVTUTOR_HOME=str(tmp_path))
    assert done.returncode == 2
    assert "The lesson bad.md cannot be read: it has mistakes.\n  derivtutor learn check bad.md lists" in done.stderr


# -- nothing is lost -------------------------------------------------------------------------------------------


def test_a_killed_process_goes_on_at_the_same_idea(tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_text((SAMPLES / "01-slopes.md").read_text(encoding="utf-8"), encoding="utf-8")
    child = subprocess.Popen(
        [sys.executable, "-m", "derivtutor", "learn", str(own), *FIXED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "DERIVTUTOR_HOME": str(tmp_path)},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("6\n3x\n")
    child.stdin.flush()
    while not child.stdout.readline().startswith("Not right"):
        pass
    child.kill()
    child.communicate()
    again = learnt(tmp_path, stdin="3x^2\n").stdout
    assert "This lesson was begun; it goes on at 1 of 3.\n" in again
    assert "How steep is x^2 at x = 3?\nYou have answered this: right at once.\n" in again
    assert "Differentiate x^3.\nSo far: 1 try, 0 hints.\n" in again
    assert "Right, on the second try." in again
    assert "This lesson was begun; it goes on at 2 of 3.\n" in learnt(tmp_path).stdout


def test_a_lesson_that_was_only_opened_goes_on(tmp_path: Path) -> None:
    learnt(tmp_path, "two-rates")
    seen = run("progress", DERIVTUTOR_HOME=str(tmp_path)).stdout
    assert seen.endswith("Lessons: 0 of 2 done; Two rates: begun 0 of 2\n")
    assert learnt(tmp_path).stdout.startswith("Lesson 2: Two rates.\n")
    assert "begun 0 of 2" in run("learn", "--list", DERIVTUTOR_HOME=str(tmp_path)).stdout


def test_an_exercise_that_was_changed_is_asked_anew(tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    text = (SAMPLES / "02-two-rates.md").read_text(encoding="utf-8")
    own.write_text(text, encoding="utf-8")
    learnt(tmp_path, str(own), stdin="7\n")
    own.write_text(text.replace("4 times as fast as that", "5 times as fast as that").replace("12", "15"), "utf-8")
    told = learnt(tmp_path, str(own), stdin="15\n").stdout
    assert "So far" not in told
    assert "Right at once." in told


def test_what_is_taken_back_is_asked_again(tmp_path: Path) -> None:
    learnt(tmp_path, "two-rates", stdin="12\nu\n")
    with Store(tmp_path / "student.sqlite") as store:
        assert [(part.kind, part.part) for part in store.lessons()] == [("begun", ""), ("section", "gears")]
    assert "How fast is it?" in learnt(tmp_path, "two-rates", stdin=":b\n").stdout


def test_fresh_begins_again_and_keeps_what_was_answered(tmp_path: Path) -> None:
    learnt(tmp_path, "two-rates", stdin="12\n18x\n")
    told = learnt(tmp_path, "two-rates", "--fresh", stdin="12\n").stdout
    assert "goes on" not in told
    assert told.count("Right at once.") == 1
    with Store(tmp_path / "student.sqlite") as store:
        assert [each.exercise or each.function for each in store.answers()] == ["gears", "(3x)^2", "gears"]


def test_a_lesson_that_was_killed_before_its_last_word_says_it(tmp_path: Path) -> None:
    learnt(tmp_path, stdin=ANSWERS)
    with Store(tmp_path / "student.sqlite") as store:
        store._write("DELETE FROM lesson WHERE kind = 'done'")
    assert "Done: Slopes.\nQuiz: all 3 right at once.\n" in learnt(tmp_path).stdout
    assert "done" in run("learn", "--list", DERIVTUTOR_HOME=str(tmp_path)).stdout.split("\n")[0]


def test_a_lesson_that_begins_again_has_no_tries(tmp_path: Path) -> None:
    learnt(tmp_path, "two-rates", stdin="7\n")
    assert "So far: 1 try" in learnt(tmp_path, "two-rates").stdout
    assert "So far" not in learnt(tmp_path, "two-rates", "--fresh", stdin="7\n").stdout
    learnt(tmp_path, "two-rates", stdin="12\n18x\n2cos(2x)\n-2x e^(-x^2)\n")
    again = learnt(tmp_path, "two-rates").stdout
    assert ("So far" in again, "goes on" in again) == (False, False)


def test_practice_does_not_take_a_lesson_for_a_session_of_its_own(tmp_path: Path) -> None:
    learnt(tmp_path, "two-rates", stdin="12\n")
    assert "interrupted" not in run("practice", *FIXED, stdin="q\n", DERIVTUTOR_HOME=str(tmp_path)).stdout
    assert "goes on at 2 of 2" in learnt(tmp_path, stdin="").stdout


def test_a_lesson_in_another_window_was_not_cut_off(tmp_path: Path) -> None:
    learnt(tmp_path, "two-rates", stdin="12\n3x\n")
    with running(tmp_path / "student.sqlite"):
        told = learnt(tmp_path, "two-rates", stdin="3x\n").stdout
    assert "Another session is open in another window" in told
    assert "So far" not in told


# -- what is learnt feeds practice -----------------------------------------------------------------------------


def test_answers_count_for_their_skills_and_what_is_taught_may_be_asked(tmp_path: Path) -> None:
    learnt(tmp_path, stdin=ANSWERS)
    with Store(tmp_path / "student.sqlite") as store:
        known = store.skills()
        assert known["power"].correct == 2  # the cube, and the fourth power in the quiz
        assert (known["tangent-line"].asked, known["tangent-line"].mastery) == (0, 0.3)
        assert {"x^3", "x^4"} <= store.seen()
        # what it needs was not practised, and still the lesson has begun it: no other skill comes before it
        assert next_item(store, Plan(), Progress(), 1, making, NOW).skills == ("tangent-line",)


def test_nothing_is_taught_before_the_end(tmp_path: Path) -> None:
    learnt(tmp_path, stdin=ANSWERS[:-2])
    with Store(tmp_path / "student.sqlite") as store:
        assert "tangent-line" not in store.skills()
        (standing, _) = all_standings(store.lessons())
        assert (standing.place, standing.is_begun, standing.is_done) == (2, True, False)


# -- somebody who reads ----------------------------------------------------------------------------------------


class Somebody:
    """Waits at every prompt, and types these lines."""

    asks = True

    def __init__(self, *lines: str) -> None:
        self.lines = [*lines]
        self.prompts: list[str] = []

    def line(self, prompt: str, preview: Preview = nothing) -> str:
        self.prompts.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def forget(self) -> None:
        self.prompts.append("forgotten")


def read_by(somebody: Somebody, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What is on the screen when somebody reads a lesson."""
    monkeypatch.setenv("DERIVTUTOR_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setattr(learning, "face", lambda *_: (somebody, Voice(80)))
    learning.learnt("slopes", False, None, False, "2026-01-01T12:00")
    return capsys.readouterr().out


@pytest.mark.usefixtures("opened")
def test_enter_goes_on_and_b_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody = Somebody("zzz", "", "", "", "6", "", "", "3x^2", "b", "", "", "", "", "", "q")
    told = read_by(somebody, tmp_path, monkeypatch, capsys)
    assert told.count("1 of 3: From a road to a curve") == 2
    assert told.count("2 of 3: Which way") == 1
    assert "How steep is x² at x = 3?\nYou have answered this: right at once." in told
    assert "Nothing is asked here. Press Enter to continue, or type h for the keys." in told
    assert told.endswith("Everything is saved. To continue, type derivtutor learn.\n")
    assert "forgotten" in somebody.prompts


@pytest.mark.usefixtures("opened")
def test_a_solution_is_shown_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = read_by(Somebody("", "", "", "6", "k", "", "q"), tmp_path, monkeypatch, capsys)
    assert "2x is the slope at every x." in told
    assert "2 · 3 = 6" not in told
    given_up = read_by(Somebody("", "", "", "s", "", "", "q"), tmp_path / "other", monkeypatch, capsys)
    assert "    2 · 3 = 6\nThe answer is 6.\n" in given_up


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Explorers that say where they are, and can be opened."""
    explored: list[str] = []

    @click.command("explore")
    @click.argument("expression")
    @click.option("--at")
    @click.option("--serve", cls=Outward)
    @click.option("--still", is_flag=True)
    def explore(expression: str, at: str | None, serve: str | None, still: bool) -> None:
        if expression == "?":
            raise UserError("This cannot be explored.", "Give a function.")
        click.echo(f"A picture of {expression} at {at}.") if still else explored.append(expression)

    monkeypatch.setitem(sys.modules, "derivtutor.cli.explore", SimpleNamespace(command=explore))
    monkeypatch.setattr("derivtutor.cli.shown.importlib.util.find_spec", lambda _: True)
    return explored


def test_an_explorer_is_opened_by_e(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], opened: list[str]
) -> None:
    somebody = Somebody("", "", "e", "e", "", ":e", "6", "k", "", "q")
    told = read_by(somebody, tmp_path, monkeypatch, capsys)
    assert opened == ["x^2"] * 3
    assert "Type e to explore it, or press Enter to continue. " in somebody.prompts
    assert 'To move it yourself: derivtutor explore "x^2" --at x=3' in told
    assert "A picture" not in told


def test_without_its_library_an_explorer_is_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], opened: list[str]
) -> None:
    monkeypatch.setattr("derivtutor.cli.shown.importlib.util.find_spec", lambda _: None)
    told = read_by(Somebody("", "", "", ":e", "q"), tmp_path, monkeypatch, capsys)
    assert 'A picture of x^2 at x=3.\n\nTo move it yourself: derivtutor explore "x^2" --at x=3\n' in told
    assert 'Type derivtutor explore "x^2" --at x=3 in a terminal.' in " ".join(told.split())
    assert opened == []


def test_explorers_are_checked(opened: list[str]) -> None:
    assert pictured("x^2") == "A picture of x^2 at None."
    for arguments, says in (("?", "cannot be explored"), ("x --serve 80", "--serve names a file or a port")):
        with pytest.raises(UserError, match=says):
            pictured(arguments)


def test_pages_fit_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for width in (60, 80, 120):
        monkeypatch.setattr("derivtutor.cli.screen.Screen.width", width, raising=False)
        told = read_by(Somebody("", "", "", "", ""), tmp_path / str(width), monkeypatch, capsys)
        assert max(map(len, told.split("\n"))) <= max(width, 80)


def test_keys_of_lessons_are_all_there() -> None:
    assert [key.sign for key in KEYS_OF_LESSONS if key.sign in "beq"] == ["b", "e", "q"]


# -- commands in lessons ---------------------------------------------------------------------------------------


def test_a_command_is_shown_as_it_is_printed() -> None:
    assert shown('explain "x^2" --detail brief') == run("explain", "x^2", "--detail", "brief").stdout.rstrip("\n")
    assert "Not correct." in shown('check "x^2" "3x"')
    assert shown("tangent x^2 --at x=1", plain=True).startswith("f(x) = x^2\n")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("practice", "The command practice cannot be run in a lesson. These can: explain"),
        ("explian x^2", "The command explian cannot be run in a lesson. Did you mean explain?"),
        ("derivtutor explain x^2", "The command begins with the name of the program. Begin with explain."),
        ('explain "x^2', "The command cannot be taken apart: a quotation mark is missing. Put it there."),
        ("explain x^2 --output page.html", "--output names a file or a port, which a lesson must not use."),
        ("tangent x^2 --at x=1 --plot out.svg", "--plot names a file or a port, which a lesson must not use."),
        ("check x^2 --work answers.txt", "--work names a file or a port, which a lesson must not use."),
        ("backprop model.txt --at w=1", "PROGRAM names a file or a port, which a lesson must not use."),
        ("explain -", "EXPRESSION names a file or a port, which a lesson must not use."),
        ("matrix x^Tx --wrt x --at numbers.txt", "--at names a file or a port, which a lesson must not use."),
        ("backprop -", "PROGRAM names a file or a port, which a lesson must not use."),
        ("explain x^2 --colour", "The command fails: No such option"),
        ("explain --help", "The command shows nothing."),
        ("explain 'x^^2'", "The sign ^ appears twice here."),
    ],
)
def test_what_a_lesson_must_not_run(line: str, says: str) -> None:
    with pytest.raises(UserError) as told:
        shown(line)
    assert str(told.value).startswith(says)


def written(folder: Path) -> Sequence[tuple[str, str]]:
    """The golden files."""
    pages = [(f"words-{width}.txt", page_of(width)) for width in (60, 80, 120)]
    return [("slopes.out", transcript(folder)), *pages]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, shelf():
        for name, text in written(Path(folder)):
            (GOLDEN / name).write_text(text, encoding="utf-8")
