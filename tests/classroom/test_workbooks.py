"""Excel workbooks: what their cells show is read, and nothing in them is worked out."""

from __future__ import annotations

import builtins
import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from derivtutor.classroom.submissions import workbook
from derivtutor.classroom.submissions.row import BadRow, Fate, Remark, Submission
from derivtutor.classroom.submissions.sources import rows
from derivtutor.errors import UserError
from derivtutor.exercises.model import Exercise, ExerciseSet

SET = ExerciseSet(
    title="T", exercises=(Exercise(id="one", differentiate="sin(x^2)"), Exercise(id="two", differentiate="x^3"))
)
HEADER = ["student", "one", "two", "submitted"]


def read(path: Path) -> list[str]:
    found = []
    for row in rows([str(path)], SET, {}):
        if isinstance(row, Submission):
            found.append(f"{row.student}: {row.exercise} = {row.answer} @ {row.submitted}".removesuffix(" @ "))
        elif isinstance(row, BadRow | Remark):
            found.append(f"{row.line}: {row.message}")
        else:
            assert isinstance(row, Fate)
    return found


def saved(path: Path, *table: list[Any], **formats: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table:
        sheet.append(row)
    for cell, format in formats.items():
        sheet[cell].number_format = format
    book.save(path)
    return path


def test_microsoft_forms(tmp_path: Path) -> None:
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Differentiate sin(x^2)\xa0", "Second"]
    started, ended = datetime(2026, 3, 2, 10, 12, 40), datetime(2026, 3, 2, 10, 15, 22)
    path = saved(
        tmp_path / "form.xlsx",
        header,
        [1, started, ended, "ada@x.org", "Ada", "2x cos(x^2)", "3x^2"],
        [2, started, ended, "bob@x.org", "Bob", "x", 3],
    )
    assert read(path) == [
        "ada@x.org: one = 2x cos(x^2) @ 2026-03-02 10:15:22",
        "ada@x.org: two = 3x^2 @ 2026-03-02 10:15:22",
        "bob@x.org: one = x @ 2026-03-02 10:15:22",
        "bob@x.org: two = 3 @ 2026-03-02 10:15:22",
    ]


@pytest.mark.parametrize(
    ("value", "format", "shown"),
    [
        ("2x cos(x^2)", "General", "2x cos(x^2)"),
        ("=2x", "General", "#NAME?"),
        ("#NAME?", "General", "#NAME?"),
        (3.0, "General", "3"),
        (0.1, "General", "0.1"),
        (1 / 3, "# ?/?", "1/3"),
        (0.75, "# ??/??", "3/4"),
        (True, "General", "TRUE"),
        (datetime(2026, 3, 4), "d-mmm", "2026-03-04 00:00:00"),
        ("y = 1_x000D_\n= 2", "General", "y = 1\n= 2"),
        (12345678901234567890, "General", "1.23456789012346e+19"),
        (1234567890123456, "General", "1.23456789012346e+15"),
        (123456789012345, "General", "123456789012345"),
        (0.1 + 0.2, "General", "0.3"),
        (-2, "# ?/?", "-2"),
    ],
)
def test_cells_become_what_they_show(tmp_path: Path, value: Any, format: str, shown: str) -> None:
    path = saved(tmp_path / "a.xlsx", HEADER, ["ada", value, None, None], B2=format)
    assert read(path) == [f"ada: one = {shown}"]


def test_rows_are_as_long_as_the_header(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [], HEADER, ["ada", "x"], [None, None], ["bob", "x", "y", None, None, "note"])
    assert read(path) == [
        "ada: one = x",
        "5: The row has 6 columns, but the table has 4. Is there a comma in an answer?"
        " Such an answer must be in quotes.",
    ]


def test_other_sheets_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    book.create_sheet("Answers").append(HEADER)
    book["Answers"].append(["ada", "x"])
    book.create_sheet("Notes").append(["a note"])
    hidden = book.create_sheet("Hidden")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx") == ["ada: one = x", "1: Passed over: the other sheets of this workbook, Notes."]


def test_in_a_folder_and_in_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    saved(folder / "a.xlsx", HEADER, ["ada", "x"])
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("b.xlsx", saved(tmp_path / "b.xlsx", HEADER, ["bob", "y"]).read_bytes())
    (folder / "damaged.xlsx").write_bytes(b"PK\x03\x04 and no more")
    found = read(folder)
    assert found[0] == "ada: one = x"
    assert found[1].endswith("damaged.xlsx cannot be read: not a zip file. Save the table as CSV.")
    assert found[2] == "bob: one = y"


def test_tables_of_blackboard_end_in_xls(tmp_path: Path) -> None:
    path = tmp_path / "gc.xls"
    path.write_bytes('"Username"\t"one"\r\n"ada"\t"x"\r\n'.encode("utf-16"))
    assert read(path) == ["ada: one = x"]
    path.write_bytes(workbook.OLD + b"\0" * 600)
    with pytest.raises(UserError) as raised:
        read(path)
    assert raised.value.message.endswith("is a workbook in the old format (.xls), or locked with a password.")
    assert raised.value.hint == "Save it as .xlsx without a password, or as CSV."


def test_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.xlsx", HEADER, ["ada", "x"])
    there = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "openpyxl":
            raise ImportError
        return there(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UserError) as raised:
        read(path)
    assert f"{raised.value.message} {raised.value.hint}" == (
        "Reading Excel files needs openpyxl. "
        'Install it with python -m pip install "derivtutor[xlsx]", or save the table as CSV.'
    )


def changed(path: Path, part: str, old: str, new: str) -> Path:
    """A workbook with something else in one of its parts."""
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name).decode()
            after.writestr(name, text.replace(old, new) if name == part else text)
    return path


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet '


def test_workbooks_made_to_do_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.xlsx", HEADER, ["ada", "x"])
    with pytest.raises(UserError, match="has declarations in it"):
        read(changed(path, "xl/worksheets/sheet1.xml", "<worksheet ", ENTITIES))
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000)
    with pytest.raises(UserError, match="unpacks to more than 1,000 bytes"):
        read(path)


def test_a_row_far_down_and_a_cell_far_to_the_right(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", HEADER, ["ada", "x"])
    far = changed(path, "xl/worksheets/sheet1.xml", 'r="2"', 'r="1048576"')
    far = changed(far, "xl/worksheets/sheet1.xml", '"A2"', '"A1048576"')
    assert read(changed(far, "xl/worksheets/sheet1.xml", '"B2"', '"B1048576"')) == ["ada: one = x"]
    with pytest.raises(UserError, match="more than 2,000 columns"):
        read(changed(far, "xl/worksheets/sheet1.xml", '"B1048576"', '"XFD1048576"'))
