"""Reports as files: whole or not at all, in a folder, through a link, and what is said where that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from graded import of_class, report

from derivtutor.errors import UserError
from derivtutor.render import reports
from derivtutor.render.reports import Options


def test_a_report_takes_the_place_of_a_file_and_of_what_was_cut_off(tmp_path: Path) -> None:
    target = tmp_path / "r.csv"
    for name in ("r.csv", "r.csv.unfinished"):
        (tmp_path / name).write_text("earlier", "utf-8")
    reports.write("csv", of_class(), target, Options())
    assert target.read_bytes().decode() == report("csv", of_class())
    assert [path.name for path in tmp_path.iterdir()] == ["r.csv"]


def test_a_link_keeps_leading_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "r.json").symlink_to(tmp_path / "far" / "r.json")
    reports.write("json", of_class(), tmp_path / "r.json", Options())
    assert (tmp_path / "r.json").is_symlink()
    assert (tmp_path / "far" / "r.json").read_text("utf-8") == report("json", of_class())


@pytest.mark.parametrize(
    ("form", "target", "written"),
    [
        ("markdown", "feedback", 5),
        ("markdown", "deep/er", 5),
        ("markdown", "dotted.d", 5),
        ("markdown", "one.md", 1),
        ("csv", "table", 1),
    ],
)
def test_feedback_is_a_folder_or_a_file(tmp_path: Path, form: str, target: str, written: int) -> None:
    (tmp_path / "dotted.d").mkdir()
    reports.write(form, of_class(), tmp_path / target, Options())
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == written
    assert (tmp_path / target).is_dir() == (written == 5)


@pytest.mark.parametrize(("target", "says"), [("none/r.csv", "No such file"), ("loop", "broken link|levels of")])
def test_what_cannot_be_written(tmp_path: Path, target: str, says: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(UserError, match=says) as told:
        reports.write("csv", of_class(), tmp_path / target, Options())
    assert "nothing is marked a second time" in told.value.hint


def test_nothing_is_left_of_what_broke_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UserError, match="No space left on device"):
        reports.write("csv", of_class(), tmp_path / "r.csv", Options())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", reports.FORMATS)
def test_only_gradebooks_are_looked_at_before(form: str) -> None:
    missing = Options(template=Path("no-such-gradebook.csv"))
    if form in reports.GRADEBOOKS:
        with pytest.raises(UserError, match=r"no-such-gradebook\.csv cannot be read"):
            reports.check(form, missing)
    else:
        reports.check(form, missing)
        assert (reports.unmatched(form, of_class(), missing), reports.warnings(form, of_class(), missing)) == ([], [])
    assert (reports.unmatched(form, of_class(), Options()), reports.warnings(form, of_class(), Options())) == ([], [])
