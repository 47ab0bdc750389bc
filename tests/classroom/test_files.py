"""Every file that is handed in is accounted for, and no student is lost with it."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
import untidy
from inline import Inline

from derivtutor.classroom import roster
from derivtutor.classroom.grading import Plan, grade
from derivtutor.classroom.results import Results
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions import handed
from derivtutor.classroom.submissions.sources import rows
from derivtutor.errors import UserError
from derivtutor.exercises.catalogue import together
from derivtutor.exercises.model import ExerciseSet
from derivtutor.render.reports import Options, pages


def set_of(folder: Path) -> ExerciseSet:
    (folder / "two.yaml").write_text(untidy.SET, encoding="utf-8")
    return together([folder / "two.yaml"])


def graded(folder: Path, *names: str, count: str = "best", people: roster.Roster | None = None) -> Results:
    """The results of what lies in a folder, beside the set that it is of."""
    exercises = set_of(folder)
    store = Store(":memory:")
    plan = Plan(exercises, exercises.seed, count, roster=people)  # type: ignore[arg-type]
    handed_in = [str(folder / name) for name in names or ("hand",)]
    grade(plan, rows(handed_in, exercises, {}), store, Inline(), lambda *_: None)
    return Results(plan, store)


def report(form: str, results: Results) -> str:
    return "".join(pages(form, results, Options(width=200)))


def test_a_folder_of_untidy_files(tmp_path: Path) -> None:
    (tmp_path / "hand").mkdir()
    files = untidy.write(tmp_path / "hand")
    results = graded(tmp_path)
    scores = {student.name: student.total for student in results.students(with_ungraded=True)}
    right = {f"s{number:02}" for number in range(1, 26)}
    assert {name for name, total in scores.items() if total == 2} == right | {"sheet", "y/sheet", "z"}
    ungraded = ["Ursula Six", "u1", "u2", "u3", "u4", "u5"]
    assert list(results.ungraded) == ungraded == sorted(set(scores) - right - {"sheet", "y/sheet", "z"})
    assert results.files == {"graded": 28, "refused": 12, "passed over": 7}
    assert sum(results.files.values()) == files
    told = {row.file: row.message for row in results.refused()}
    assert {str(Path(file).relative_to(tmp_path / "hand")) for file in told} == {*untidy.UNREAD, *untidy.REFUSED}
    assert all(message.endswith((".", ":")) and "\n" not in message for message in told.values())
    passed = " ".join(remark.message for remark in results.remarks())
    assert all(name in passed for name in (".DS_Store", "Thumbs.db", "~$s01.docx", "set of exercises", "y/sheet"))


def test_the_reports_tell_it(tmp_path: Path) -> None:
    (tmp_path / "hand").mkdir()
    untidy.write(tmp_path / "hand")
    (tmp_path / "hand" / "s26.yaml").write_text(untidy.sheet("s26").replace('"2x"', '""').replace("\\frac", "(?"))
    results = graded(tmp_path)
    for form in ("terminal", "html", "markdown"):
        text = report(form, results)
        assert "Ursula Six" in text
        assert all(f"u{number}" in text for number in range(1, 6))
    assert "Of the answers, 1 could not be read and 1 is blank.\n" in report("terminal", results)
    assert "48 files were handed in: 29 graded, 12 refused, 7 passed over.\n" in report("terminal", results)
    assert "Of the answers, 1 could not be read and 1 is blank.\n" in report("markdown", results)
    assert "<dt>Unreadable</dt><dd>1</dd></div><div><dt>Blank</dt><dd>1</dd>" in report("html", results)
    totals = json.loads(report("json", results))["totals"]
    assert (totals["unreadable"], totals["blank"], totals["ungraded"], totals["refused"]) == (1, 1, 6, 12)
    assert totals["files"] == {"graded": 29, "refused": 12, "passed over": 7}
    assert "Ursula Six" not in report("moodle", results)  # nobody gets no points for a sheet that was not read


def test_sheets_without_a_student_never_become_one(tmp_path: Path) -> None:
    for folder in ("a", "b", "Ada L_1_assignsubmission_file_", "Bo M_2_assignsubmission_file_"):
        (tmp_path / "hand" / folder).mkdir(parents=True)
        (tmp_path / "hand" / folder / "sheet.yaml").write_text(untidy.NAMELESS, encoding="utf-8")
    (tmp_path / "hand" / "all.zip").write_bytes(
        untidy.archive(a__sheet_yaml=untidy.NAMELESS, sheet_yaml=untidy.NAMELESS)
    )
    (tmp_path / "hand" / "lovelaceada_12_345_sheet.yaml").write_text(untidy.NAMELESS, encoding="utf-8")
    results = graded(tmp_path)
    assert [student.name for student in results.students()] == [
        "Ada L", "Bo M", "a/sheet", "all.zip/sheet", "b/sheet", "lovelaceada", "sheet",
    ]  # fmt: skip
    assert results.remark_count == 7


def test_named_files_are_all_accounted_for(tmp_path: Path) -> None:
    (tmp_path / "ada.yaml").write_text(untidy.sheet("ada"), encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"x")
    (tmp_path / "empty.csv").write_bytes(b"")
    results = graded(tmp_path, "ada.yaml", "photo.jpg", "empty.csv")
    assert results.files == {"graded": 1, "refused": 2}
    with pytest.raises(UserError, match="cannot be read"):
        graded(tmp_path, "ada.yaml", "not_there.yaml")


def test_who_has_nothing_but_refused_answers_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "hand").mkdir()
    (tmp_path / "hand" / "ada.yaml").write_text(untidy.sheet("ada").replace("seed: 0", "seed: 7"), encoding="utf-8")
    (tmp_path / "hand" / "more.csv").write_text("student,exercise,answer\nbob,c,x\neve,b,2x\neve,c,x\n", "utf-8")
    results = graded(tmp_path)
    assert results.ungraded == ("ada", "bob")
    assert results.files == {"graded": 1, "refused": 1}
    assert [student.name for student in results.students(with_ungraded=True)] == ["ada", "bob", "eve"]
    assert "2 students from whom nothing could be graded\n  ada, bob\n" in report("terminal", results)
    assert (results.student_count, results.mean) == (1, 1)


def test_links_devices_and_empty_folders(tmp_path: Path) -> None:
    hand = tmp_path / "hand"
    (hand / "empty").mkdir(parents=True)
    (hand / "ada.yaml").write_text(untidy.sheet("ada"), encoding="utf-8")
    try:
        (hand / "nowhere.yaml").symlink_to("not_there.yaml")
        (hand / "loop.yaml").symlink_to("loop.yaml")
        (hand / "up").symlink_to(tmp_path)
        os.mkfifo(hand / "pipe.yaml")
    except (OSError, AttributeError):
        pytest.skip("there are no links or pipes here")
    results = graded(tmp_path)
    told = sorted(f"{Path(row.file).name}: {row.message}" for row in results.refused())
    assert told == [
        "loop.yaml: This link is broken.",
        "nowhere.yaml: This link is broken.",
        "pipe.yaml: This is not an ordinary file.",
        "up: This is a link to a folder, which is not followed.",
    ]
    assert [remark.message for remark in results.remarks()] == ["The folder is empty."]


# Archives


def deep(depth: int) -> bytes:
    content = untidy.archive(ada_yaml=untidy.sheet("ada"))
    for _ in range(depth - 1):
        content = untidy.archive(inner_zip=content)
    return content


@pytest.mark.parametrize(("depth", "is_read"), [(1, True), (3, True), (4, False), (9, False)])
def test_archives_in_archives(tmp_path: Path, depth: int, is_read: bool) -> None:
    (tmp_path / "hand").mkdir()
    (tmp_path / "hand" / "all.zip").write_bytes(deep(depth))
    results = graded(tmp_path)
    assert results.student_count == int(is_read)
    assert [row.message for row in results.refused()] == (
        [] if is_read else ["It is in an archive in an archive in an archive. Unpack it."]
    )


@pytest.mark.parametrize(
    ("limit", "value", "says"),
    [
        ("MOST_UNPACKED", 600, "It unpacks to more than 600 bytes"),
        ("MOST_MEMBERS", 3, "It has more than 3 files"),
        ("MOST_SECONDS", -1.0, "Unpacking it takes longer than -1 seconds"),
    ],
)
def test_an_archive_that_is_too_large_ends_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, says: str
) -> None:
    monkeypatch.setattr(handed, limit, value)
    field = {"MOST_UNPACKED": "bytes", "MOST_MEMBERS": "members", "MOST_SECONDS": "seconds"}[limit]
    before = handed.Budget
    monkeypatch.setattr("derivtutor.classroom.submissions.sources.Budget", lambda: before(**{field: value}))
    (tmp_path / "hand").mkdir()
    sheets = {f"s{number}_yaml": untidy.sheet(f"s{number}") for number in range(9)}
    (tmp_path / "hand" / "all.zip").write_bytes(untidy.archive(**sheets))
    (tmp_path / "hand" / "zoe.yaml").write_text(untidy.sheet("zoe"), encoding="utf-8")
    results = graded(tmp_path)
    (refused,) = results.refused()
    assert refused.message.startswith(says)
    assert refused.message.endswith("was not read. Hand it in as several parts.")
    assert "zoe" in [student.name for student in results.students()]


def test_a_table_that_unpacks_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("derivtutor.classroom.submissions.sources.Budget", lambda: handed.Budget(bytes=100_000))
    (tmp_path / "hand").mkdir()
    table = "student,exercise,answer\n" + "ada,b,2x\n" * 50_000
    (tmp_path / "hand" / "all.zip").write_bytes(untidy.archive(t_csv=table))
    results = graded(tmp_path)
    assert 0 < results.rows < 50_000
    assert "unpacks to more than" in next(results.refused()).message


def test_locked_and_damaged_members_cost_themselves(tmp_path: Path) -> None:
    content = bytearray(untidy.archive(ada_yaml=untidy.sheet("ada"), bob_yaml=untidy.sheet("bob")))
    place = content.index(b"bob.yaml") + len(b"bob.yaml") + 5
    content[place] ^= 0xFF
    (tmp_path / "hand").mkdir()
    (tmp_path / "hand" / "all.zip").write_bytes(content)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        written.writestr("eve.yaml", untidy.sheet("eve"))
    locked = bytearray(stream.getvalue())
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + flag] |= 1
    (tmp_path / "hand" / "locked.zip").write_bytes(locked)
    (tmp_path / "hand" / "none.zip").write_bytes(untidy.archive())
    results = graded(tmp_path)
    assert [student.name for student in results.students()] == ["ada"]
    assert results.ungraded == ("bob", "eve")
    told = sorted(row.message for row in results.refused())
    assert told[0] == "The archive is empty."
    assert told[1].startswith("This file of the archive cannot be read:")
    assert told[2] == "This file of the archive is locked with a password."


# Attempts, lost backslashes, and the table that is written


ATTEMPTS = """\
student,exercise,answer,submitted
ada,b,,2026-11-01 08:00
ada,b,2x + ?,2026-11-01 09:00
ada,b,2x,2026-11-01 10:00
ada,b,(2x,2026-11-01 11:00
bob,b,x,2026-11-01 08:00
bob,b,?,2026-11-01 09:00
bob,b,2x,2026-11-01 10:00
eve,b,,2026-11-01 08:00
eve,b,(2x,2026-11-01 09:00
"""


@pytest.mark.parametrize("count", ["best", "last", "first"])
def test_what_cannot_be_read_is_no_attempt(tmp_path: Path, count: str) -> None:
    (tmp_path / "hand.csv").write_text(ATTEMPTS, encoding="utf-8")
    results = graded(tmp_path, "hand.csv", count=count)
    counting = {row.student: (row.answer, row.attempt, row.score) for row in results.decisions(only_counting=True)}
    assert counting == {"ada": ("2x", 1, 1.0), "bob": ("x", 1, 0.0), "eve": ("(2x", 1, 0.0)}
    assert (results.unreadable, results.blank) == (4, 2)


LOST = ["\\frac{1}{x}", "\\tan x", "\\theta", "\\beta", "\\alpha x", "2\\neq", "\\nabla", "\\rho", "\\vec x", "\\exp x"]


@pytest.mark.parametrize("typed", LOST)
def test_a_lost_backslash_is_told_and_never_misread(tmp_path: Path, typed: str) -> None:
    swallowed = typed.encode().decode("unicode_escape") if "\\e" not in typed else typed.replace("\\e", "\x1b")
    lines = [json.dumps({"student": "ada", "exercise": exercise, "answer": swallowed}) for exercise in ("a", "b")]
    (tmp_path / "hand.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    results = graded(tmp_path, "hand.jsonl")
    for decision in results.decisions():
        assert decision.mark.verdict == "unreadable"
        assert "its backslash was lost" in decision.mark.says


def test_json_lines_typed_by_hand(tmp_path: Path) -> None:
    (tmp_path / "hand.jsonl").write_text(
        '{"student": "ada", "exercise": "a", "answer": "1 + \\tan^2 x \\cdot 1"}\n{"student": "bob", "answer": \n',
        encoding="utf-8",
    )
    results = graded(tmp_path, "hand.jsonl")
    assert [(row.answer, row.mark.verdict) for row in results.decisions()] == [("1 + \\tan^2 x \\cdot 1", "correct")]
    assert [row.message for row in results.refused()] == ["This line is not JSON. It seems to be from bob."]


OWN = [
    "-2x",
    "=2x",
    "2x",
    "'2x",
    "'=2x",
    "-2.5",
    "+2x",
    "@",
    "2\txx",
    "2x\u00a0+ 0",
    "2x\u202e",
    "",
    "y' = 2x\n= 2x",
    "\\frac{2x}{1}",
    "2x, 3",
    '"2x"',
    "\x0crac",
]


def test_the_table_that_is_written_is_graded_again_with_the_same_marks(tmp_path: Path) -> None:
    lines = [json.dumps({"student": f"{sign}s{place}", "exercise": "b", "answer": answer})
             for place, answer in enumerate(OWN) for sign in ("", "@", "'-")]  # fmt: skip
    (tmp_path / "hand.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    first = graded(tmp_path, "hand.jsonl")
    (tmp_path / "marks.csv").write_text(report("csv", first), encoding="utf-8", newline="")
    again = graded(tmp_path, "marks.csv")

    def marks(results: Results) -> list[tuple[str, str, str, float]]:
        return [(row.student, row.answer, row.mark.verdict, row.score) for row in results.decisions()]

    assert marks(again) == marks(first)
    assert not again.refused_count
    (tmp_path / "saved.csv").write_text(report("csv", first).replace('","', '";"'), encoding="utf-16", newline="")
    assert marks(graded(tmp_path, "saved.csv")) == marks(first)


CLASS = "id,name,e-mail\ns1,Ada Lovelace,ada@example.org\ns2,Ben B,\n"


@pytest.mark.parametrize("written", ["s1", "ADA@example.org", "Lovelace, Ada"])
def test_who_has_nothing_but_refused_answers_has_the_name_of_the_roster(tmp_path: Path, written: str) -> None:
    """So that nobody is told of twice: as a stranger of whom nothing was graded, and as missing."""
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
    damaged = untidy.sheet(json.dumps(written)).replace("seed: 0", "seed: 7")
    (tmp_path / "sheet.yaml").write_text(damaged, encoding="utf-8")
    people = roster.read(tmp_path / "class.csv", lambda _: None)
    results = graded(tmp_path, "sheet.yaml", people=people)
    assert results.ungraded == ("Ada Lovelace",)
    assert [person.label for person in results.missing] == ["Ben B"]


def test_what_was_refused_is_forgotten_once_it_is_mended(tmp_path: Path) -> None:
    exercises = set_of(tmp_path)
    plan = Plan(exercises, exercises.seed, timeout=600.0)
    store = Store(":memory:")
    found = []
    for sheet in (untidy.sheet("ada").replace("seed: 0", "seed: 7"), untidy.sheet("ada").replace("ada", "bob")):
        (tmp_path / "sheet.yaml").write_text(sheet, encoding="utf-8")
        grade(plan, rows([str(tmp_path / "sheet.yaml")], exercises, {}), store, Inline(), lambda *_: None)
        results = Results(plan, store)
        found.append((results.ungraded, results.refused_count, results.rows, results.files))
    assert found == [(("ada",), 2, 0, {}), ((), 0, 2, {})]


@pytest.mark.parametrize(
    ("limit", "says"),
    [("bytes", "It unpacks to more than 300,000,000 bytes"), ("members", "It has more than 20,000 files")],
)
def test_archives_in_an_archive_share_what_it_may_unpack_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, says: str
) -> None:
    """It is enough for each of them alone, and for two of the three; every file is looked at, then read."""
    sheets = {name: {f"{name}{number}_yaml": untidy.sheet(f"{name}{number}") for number in (1, 2)} for name in "abc"}
    inner = {f"{name}_zip": untidy.archive(**content) for name, content in sheets.items()}
    enough = {"bytes": 2 * (sum(map(len, inner.values())) + 4 * len(untidy.sheet("a1"))), "members": 7}[limit]
    monkeypatch.setattr("derivtutor.classroom.submissions.sources.Budget", lambda: handed.Budget(**{limit: enough}))
    (tmp_path / "hand").mkdir()
    (tmp_path / "hand" / "all.zip").write_bytes(untidy.archive(**inner))
    results = graded(tmp_path)
    assert [student.name for student in results.students()] == ["a1", "a2", "b1", "b2"]
    assert [row.message for row in results.refused()] == [
        f"{says}: what comes after c.zip was not read. Hand it in as several parts."
    ]
