"""`derivtutor progress`, `due` and `explain --for` as a student meets them.

`python tests/cli/test_progress_command.py` writes the golden pages anew; look at what changed before keeping it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))

from command import Done, run

from derivtutor.notation.pretty import columns
from derivtutor.practice import schedule
from derivtutor.practice.mastery import INITIAL, updated
from derivtutor.practice.progress import overview
from derivtutor.practice.records import Answered, SkillState
from derivtutor.practice.store import Store
from derivtutor.render import progress
from derivtutor.render.formats import FORMATS

NOW = "2026-03-18T18:00+01:00"
GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "progress.txt": {},
    "progress-narrow.txt": {"COLUMNS": "60"},
    "progress-ascii.txt": {"PYTHONIOENCODING": "ascii"},
}
LEARNT = {
    "power": "1111111111", "sine": "0111111", "cosine": "110111", "product": "101100", "chain": "0010", "quotient": "1",
}  # fmt: skip
"""The answers to each skill, one a day up to yesterday: right at once or not."""

Command = Callable[..., Done]


def fill(home: Path) -> None:
    """A student of ten days."""
    now = datetime.fromisoformat(NOW).astimezone(UTC)
    with Store(home / "student.sqlite") as store:
        session = store.begin_session(now, {})
        for place, (name, marks) in enumerate(LEARNT.items()):
            mastery = INITIAL
            for days, mark in zip(range(len(marks), 0, -1), marks, strict=True):
                at = now - timedelta(days=days, minutes=place)
                state = SkillState(name, schedule.new_card(now), at, mastery, 1, 1, at)
                slips = ("product-of-derivatives",) if name == "product" and mark == "0" else ()
                store.write_answer(
                    Answered(
                        0, session, at, "differentiate", f"{name} {days}", (name,), 2, ("1",), mark == "1", 1, 0, 90.0,
                        3, slips, False,
                    ),
                    {name: state},
                )  # fmt: skip
                mastery = updated(mastery, mark == "1", 2)
            due = now + timedelta(days=place - 2)
            store.write_skill(SkillState(name, schedule.new_card(now), due, mastery, len(marks), marks.count("1"), now))
        for slip, rule, clean in (
            ("chain-missing-inner", "chain", 5),
            ("power-distributed-over-sum", "", 2),
            ("product-of-derivatives", "product", 0),
        ):
            store.add_slip(slip, rule, now)
            for _ in range(clean):
                store.add_clean([rule])


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return lambda *arguments, **others: run(*arguments, **{"DERIVTUTOR_HOME": str(tmp_path), **others})


@pytest.fixture
def student(tmp_path: Path, command: Command) -> Command:
    fill(tmp_path)
    return command


# -- the page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_it_was(name: str, student: Command) -> None:
    done = student("progress", "--now", NOW, **PAGES[name])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_page_stays_within_every_width_and_says_the_same_without_colour(tmp_path: Path) -> None:
    fill(tmp_path)
    with Store(tmp_path / "student.sqlite") as store:
        found = overview(
            store.skills(), store.answers(), store.misconceptions(), datetime.fromisoformat(NOW), UTC, store.masteries()
        )
    for width in range(60, 201, 7):
        for unicode in (True, False):
            text = progress.render(found, width, unicode)
            assert max(map(columns, text.split("\n"))) <= width
            assert "\x1b" not in text
            assert unicode or text.isascii()
    assert len(progress.render(found).split("\n")) <= 25
    coloured = progress.render(found, colour=True)
    assert progress.render(found) == "".join(part.partition("m")[2] for part in f"\x1bm{coloured}".split("\x1b"))


def test_json(student: Command) -> None:
    document = json.loads(student("progress", "--format", "json", "--now", NOW).stdout)
    assert document["schema"] == "derivtutor/progress/1"
    assert document["streak"] == {"days": 10, "longest": 10, "freezes": 1, "practised_today": False}
    assert document["due"]["tomorrow"] == ["product"]
    assert {each["slip"]: each["resolved"] for each in document["misconceptions"]}["chain-missing-inner"]


def test_nothing_is_made_by_looking(tmp_path: Path, command: Command) -> None:
    assert "Nothing has been practised yet." in command("progress").stdout
    assert json.loads(command("progress", "--format", "json").stdout)["skills"] == []
    assert (command("due").stdout, command("due").returncode) == ("", 0)
    assert command("explain", "x^2", "--for", "me").returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["progress", "--now", "yesterday"], "yesterday is not a time"),
        (["progress", "--profile", "../x"], "cannot be the name of a profile"),
        (["progress", "export", "out.json"], "There is no progress"),
        (["progress", "import", "no-such-file.json"], "cannot be read"),
        (["explain", "x^2", "--for", "bob"], "There is no progress"),
        (["explain", "x^2", "--for", "me", "--format", "json"], "the same for everyone"),
    ],
)
def test_mistakes_are_told(arguments: list[str], message: str, command: Command) -> None:
    done = command(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


# -- due -------------------------------------------------------------------------------------------------------


def test_due(tmp_path: Path, student: Command) -> None:
    assert student("due").stdout == "6 due\n"  # the page's moment is long past
    assert json.loads(student("due", "--format", "json").stdout) == {"schema": "derivtutor/due/1", "due": 6}
    assert student("due", "--profile", "other").stdout == ""
    (tmp_path / "student.sqlite").write_bytes(b"garbage")
    done = student("due")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_due_loads_next_to_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "derivtutor", "due"],
        capture_output=True, text=True, check=True, env={"DERIVTUTOR_HOME": str(tmp_path)},
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert loaded.isdisjoint({"sympy", "rich", "fsrs", "msgspec", "flint", "prompt_toolkit", "platformdirs"})


# -- export, import, reset -------------------------------------------------------------------------------------


def test_progress_goes_elsewhere_and_comes_back(tmp_path: Path, student: Command) -> None:
    file = str(tmp_path / "mine.json")
    before = student("progress", "--now", NOW).stdout
    assert student("progress", "export", file).stdout == f"Exported everything to {file}.\n"
    assert student("progress", "export", file, stdin="n\n").stdout.endswith("Nothing was changed.\n")
    assert student("progress", "import", file, "--profile", "other").stdout == f"Imported {file}.\n"
    assert student("progress", "--profile", "other", "--now", NOW).stdout == before
    done = student("progress", "import", file, "--yes")
    assert done.stdout == f"Imported {file}. The old progress is kept in {tmp_path / 'student.backup-1.sqlite'}.\n"
    assert student("progress", "--profile", "student.backup-1", "--now", NOW).stdout == before


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"schema": "derivtutor/progress-export/1"', "\x00", "[" * 100_000]
)
def test_a_bad_export_is_one_sentence_and_changes_nothing(tmp_path: Path, student: Command, content: str) -> None:
    (tmp_path / "bad.json").write_text(content)
    before = sorted(tmp_path.iterdir())
    done = student("progress", "import", str(tmp_path / "bad.json"), "--yes")
    assert (done.returncode, done.stdout) == (2, "")
    assert "export of progress" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert sorted(tmp_path.iterdir()) == before
    assert "10 days" in student("progress", "--now", NOW).stdout


def test_reset_asks_and_keeps_the_old_file(tmp_path: Path, student: Command) -> None:
    assert "Nothing was changed." in student("progress", "reset", stdin="n\n").stdout
    unanswered = student("progress", "reset", stdin="")
    assert (unanswered.returncode, "add --yes" in unanswered.stderr) == (2, True)
    assert "10 days" in student("progress", "--now", NOW).stdout
    done = student("progress", "reset", stdin="y\n")
    assert f"kept in {tmp_path / 'student.backup-1.sqlite'}." in done.stdout
    assert "Nothing has been practised yet." in student("progress").stdout
    assert "10 days" in student("progress", "--profile", "student.backup-1", "--now", NOW).stdout


def test_reset_of_a_damaged_file_keeps_it(tmp_path: Path, student: Command) -> None:
    file = tmp_path / "student.sqlite"
    file.write_bytes(b"garbage" * 100)
    done = student("progress")
    assert done.returncode == 2
    assert "is damaged" in done.stderr
    assert "derivtutor progress reset" in done.stderr
    assert student("progress", "--profile", "student", "reset", "--yes").returncode == 0
    assert (tmp_path / "student.backup-1.sqlite").read_bytes() == b"garbage" * 100
    assert student("progress").returncode == 0


# -- explain --for ---------------------------------------------------------------------------------------------


def test_what_is_mastered_is_cut_short(student: Command) -> None:
    whole = student("explain", "x^3 sin(x)", "--format", "plain").stdout
    short = student("explain", "x^3 sin(x)", "--format", "plain", "--for", "me").stdout
    assert "understood" not in whole
    assert "Step 1.1, power rule, understood, inside step 1: u' = d/dx (x^3) = 3x^2\n" in short
    assert "Formula: d/dx (u v) = u' v + u v'" in short  # the product rule is not mastered
    assert whole.splitlines()[-1] == short.splitlines()[-1]
    assert "Power rule, understood" in student("explain", "x^3 sin(x)", "--for", "student").stdout


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_knows_the_reader(form: str, student: Command) -> None:
    short = student("explain", "x^3 sin(x)", "--format", form, "--for", "me").stdout
    assert "power rule, understood" in short.lower()


def test_nothing_to_be_learnt_is_left_out(student: Command) -> None:
    """A mastered rule around one that is not: its formula is left out, what is below it is not."""
    done = student("explain", "(e^x)^3", "--format", "plain", "--for", "me").stdout
    assert "chain rule" in done
    assert "understood" in done
    assert "natural exponential, inside" in done
    assert student("explain", "4x^3 + 2x", "--format", "plain", "--for", "me").stdout.count("Step") == 1


def write_golden() -> None:
    """Take the present pages for what is expected."""
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        fill(Path(home))
        for name, environment in PAGES.items():
            done = run("progress", "--now", NOW, DERIVTUTOR_HOME=home, **environment)
            (GOLDEN / name).write_text(done.stdout, encoding="utf-8")


if __name__ == "__main__":
    write_golden()
