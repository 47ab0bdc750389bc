"""Where progress is kept, and whether a session is going on there."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivtutor.errors import UserError
from derivtutor.practice.place import is_begun, progress_file
from derivtutor.practice.running import running


def test_every_profile_has_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DERIVTUTOR_HOME", str(tmp_path))
    names = ["ada", "7", "A.b-c_d", "a" * 80]
    assert [progress_file(name) for name in names] == [tmp_path / f"{name}.sqlite" for name in names]
    assert progress_file() == tmp_path / "student.sqlite"
    monkeypatch.setenv("DERIVTUTOR_HOME", "")
    assert progress_file("ada").name == "ada.sqlite"
    assert "derivtutor" in progress_file("ada").parts


@pytest.mark.parametrize("name", ["", "-a", ".a", "a b", "../x", "a/b", "a" * 81, "é", "a\n"])
def test_what_is_no_name_of_a_profile(name: str) -> None:
    with pytest.raises(UserError) as refused:
        progress_file(name)
    assert refused.value.message == (
        f"{name} cannot be the name of a profile." if name else "The name of a profile cannot be empty."
    )
    allowed = "Begin with a letter or digit; hyphens, full stops and underscores may follow, 80 characters at most."
    assert refused.value.hint == allowed


def test_whether_there_is_any(tmp_path: Path) -> None:
    assert not is_begun(tmp_path / "a.sqlite")
    (tmp_path / "a.sqlite").touch()
    assert is_begun(tmp_path / "a.sqlite")
    with pytest.raises(UserError) as refused:
        is_begun(tmp_path / ("a" * 300))
    assert refused.value.message == f"The folder {tmp_path} cannot be read: File name too long."
    assert refused.value.hint.startswith("Choose another place with DERIVTUTOR_HOME")


def test_only_one_session_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "me.sqlite"
    with running(path) as first, running(path) as second, running(tmp_path / "other.sqlite") as other:
        assert (first, second, other) == (True, False, True)
    with running(path) as again:
        assert again
