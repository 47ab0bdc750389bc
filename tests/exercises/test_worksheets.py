r"""Worksheets as students hand them in: edited anywhere, saved by anything, and read letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivtutor.exercises.document import FileError
from derivtutor.exercises.worksheet import read, read_text, student_of

HEAD = "worksheet: T\nset: s\nstudent: ada\nseed: 0\n"
BOTH = {"a": r"\tan x", "b": r"\frac{1}{2}"}
SHEETS = {
    "as handed out": HEAD + 'answers:\n  # 1. One\n  a: "\\tan x"\n\n  b: "\\frac{1}{2}"\n',
    "quoted keys": '"worksheet": T\n"student": "ada"\n"answers":\n  "a": "\\tan x"\n  \'b\': "\\frac{1}{2}"\n',
    "spaces before colons": 'worksheet : T\nstudent : ada\nanswers :\n  a : "\\tan x"\n  b : "\\frac{1}{2}"\n',
    "other indentation": HEAD + 'answers:\n      a: "\\tan x"\n      b: "\\frac{1}{2}"\n',
    "uneven indentation": HEAD + 'answers:\n  a: "\\tan x"\n   b: "\\frac{1}{2}"\n',
    "no indentation": HEAD + 'answers:\na: "\\tan x"\nb: "\\frac{1}{2}"\n',
    "tabs": HEAD + 'answers:\n\ta: "\\tan x"\n\tb: "\\frac{1}{2}"\n',
    "remarks": HEAD + 'answers: # mine\n  a: "\\tan x" # done\n  b: "\\frac{1}{2}"\n',
    "no quotes": HEAD + "answers:\n  a: \\tan x\n  b: \\frac{1}{2}\n",
    "braces": HEAD + 'answers: {a: "\\tan x", "b": "\\frac{1}{2}"}\n',
    "head below": 'answers:\n  a: "\\tan x"\n  b: "\\frac{1}{2}"\n' + HEAD,
    "marks of a document": "---\n" + HEAD + 'answers:\n  a: "\\tan x"\n  b: "\\frac{1}{2}"\n...\n',
    "name that is no YAML": HEAD.replace("ada", "@ada: 'x'").replace("@ada: 'x'", "ada").replace("set: s", "set: @s: a")
    + 'answers:\n  a: "\\tan x"\n  b: "\\frac{1}{2}"\n',
}  # fmt: skip
MARKDOWN = (
    "---\nworksheet: T\nstudent: ada\n---\n\n# T\n\n## 1. One {#a}\n\n**Answer:** \\tan x\n\n"
    "## 2. Two {#b}\n\nAnswer:\n```\n\\frac{1}{2}\n```\n"
)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("name", [*SHEETS, "markdown", "markdown after an empty line"])
def test_latex_survives(tmp_path: Path, name: str, ends: str) -> None:
    markdown = "\n" * name.endswith("line") + MARKDOWN
    path = tmp_path / ("sheet.md" if name.startswith("markdown") else "sheet.yaml")
    path.write_bytes(SHEETS.get(name, markdown).replace("\n", ends).encode())
    sheet = read(path)
    assert (sheet.student, dict(sheet.answers)) == ("ada", BOTH)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_bytes((HEAD.replace("ada", "Zoë") + 'answers:\n  a: "3x²"\n').encode(encoding))
    assert (read(path).student, dict(read(path).answers)) == ("Zoë", {"a": "3x²"})


JSON = '"worksheet": "T", "student": "ada",'
TOML = 'worksheet = "T"\nstudent = "ada"\n[answers]\n'


@pytest.mark.parametrize(
    ("name", "text", "answers"),
    [
        ("a.json", rf'{{{JSON} "answers": {{"a": "\sin x", "b": "\tan x"}}}}', (r"\sin x", r"\tan x")),
        ("a.json", rf'{{{JSON} "answers": {{"a": "\\sin x", "b": "1\n2"}}}}', (r"\sin x", "1\n2")),
        ("a.toml", TOML + 'a = "\\sin x"\nb = "\\tan x"\n', (r"\sin x", r"\tan x")),
    ],
)  # fmt: skip
def test_other_formats(name: str, text: str, answers: tuple[str, str]) -> None:
    sheet = read_text(text, Path(name))
    assert tuple(sheet.answers.values()) == answers


def test_parts_of_a_working_are_no_answers() -> None:
    sheet = read_text(HEAD + "answers:\n  a: |\n    top: x\n    first = 2\n  b: |\n    y\n", Path("a.yaml"))
    assert dict(sheet.answers) == {"a": "top: x\nfirst = 2", "b": "y"}


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("seed: 0", "seed: [") + 'answers:\n  a: "x"\n',
        HEAD + 'answers:\n  a: "x"\n  a: "y"\n',
        HEAD + "answers: 3\n",
        HEAD,
        '{"worksheet": "T", "student": "ada", "answers": {',
    ],
)
def test_a_sheet_that_cannot_be_read_still_has_its_student(text: str) -> None:
    with pytest.raises(FileError):
        read_text(text, Path("a.yaml"))
    assert student_of(text).startswith("ada")
