r"""LaTeX between double quotes: where a file takes `\t` of `\tan` for a tab, that is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivtutor.errors import UserError
from derivtutor.exercises.loading import exercise_set, load_text

YAML = "title: T\nexercises:\n  - id: a\n    {}\n"
WITH_TEXT = "differentiate: x^2\n    "
LOST = [
    (r'differentiate: "\tan x"', r"4:21: The backslash of \tan is lost here"),
    (r'differentiate: "x \frac{1}{x}"', r"4:23: The backslash of \frac is lost here"),
    (r'differentiate: "2\nu"', r"4:22: The backslash of \nu is lost here"),
    (r'differentiate: "\alpha x"', r"4:21: The backslash of \alpha"),
    (r'differentiate: "\beta x"', r"4:21: The backslash of \beta"),
    (r'differentiate: "\vec x"', r"4:21: The backslash of \vec"),
    (r'differentiate: "\rho^2"', r"4:21: The backslash of \rho"),
    (r'differentiate: "\exp x"', r"4:21: The backslash of \exp"),
    (r'differentiate: "\Phi"', None),
    (r'differentiate: "\Psi x"', None),
    (r'differentiate: "\sin x"', "found unknown escape character 's'"),
    (r'differentiate: "\xi"', "expected escape sequence"),
    (WITH_TEXT + r'text: "\u0007lpha"', r"5:12: The backslash of \u0007"),
    (WITH_TEXT + r'text: "On $\theta$"', r"5:16: The backslash of \theta"),
    (WITH_TEXT + r'text: "Let $x \neq 1$"', r"5:19: The backslash of \neq"),
    (WITH_TEXT + r'text: "Find $2 \nu$"', r"5:20: The backslash of \nu"),
    (WITH_TEXT + r'hints: ["a", "\nabla f"]', r"5:19: The backslash of \nabla"),
    (WITH_TEXT + 'feedback: {chain-missing-inner: "\\times"}', r"The backslash of \times"),
    (WITH_TEXT + r'alternatives: [{answer: "\b"}]', r"The backslash of \b "),
    ('kind: choice\n    text: t\n    answer: a\n    choices: [x, "\\frac{1}{x}"]', r"7:19: The backslash of \frac"),
    ("differentiate: |\n      x\tan x", "The backslash of \\tan"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "says"), LOST, ids=[field[-24:] for field, _ in LOST])
def test_a_set_that_loses_a_backslash_is_refused(tmp_path: Path, field: str, says: str | None) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(YAML.format(field), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        exercise_set(path)
    assert raised.value.message.startswith(f"{path}:")
    assert (says or "") in raised.value.message
    assert "single quotes" in raised.value.hint


@pytest.mark.parametrize(
    "field",
    [
        r"differentiate: '\tan x'",
        r"differentiate: \tan x",
        r'differentiate: "\\tan x"',
        "differentiate: |\n      \\tan x",
        WITH_TEXT + r'text: "One line.\nAnother one.\n\nu is a letter, and $x$ too.\nnot"',
        WITH_TEXT + r'text: "Let\nu = 1 and\ne be known."',
        WITH_TEXT + 'text: "a \\\n      b"',
        WITH_TEXT + 'text: |\n      neq\n      nu\n      eq',
        WITH_TEXT + r'text: "one\t 2"',
        WITH_TEXT + r'text: "said \"so\" \/ \u00e9"',
    ],
)  # fmt: skip
def test_what_is_meant_as_it_stands_is_read(field: str) -> None:
    loaded = load_text(YAML.format(field), Path("set.yaml"))
    assert loaded.complaints == ()
    assert len(loaded.exercise_set.exercises) == 1


TOML = 'title = "T"\n[[exercises]]\nid = "a"\ndifferentiate = {}\n'
JSON = '{{"title": "T", "exercises": [\n {{"id": "a", "differentiate": {}}}]}}\n'


@pytest.mark.parametrize(
    ("name", "text", "says", "remedy"),
    [
        ("s.toml", TOML.format(r'"x \tan x"'), r"s.toml:4:20: The backslash of \tan", "single quotes"),
        ("s.toml", TOML.format(r'"\frac{1}{x}"'), r"s.toml:4:18: The backslash of \frac", "single quotes"),
        ("s.toml", TOML.format(r'"\sin x"'), "This is not TOML", "single quotes"),
        ("s.json", JSON.format(r'"x \tan x"'), r"s.json:2:34: The backslash of \tan", "every backslash twice"),
        ("s.json", JSON.format(r'"\beta"'), r"s.json:2:32: The backslash of \beta", "every backslash twice"),
        ("s.json", JSON.format(r'"\sin x"'), "This is not JSON", "every backslash is written twice"),
    ],
)
def test_other_formats(name: str, text: str, says: str, remedy: str) -> None:
    try:
        (complaint,) = load_text(text, Path(name)).complaints
        found = str(complaint)
    except UserError as error:
        found = str(error)
    assert says in found
    assert remedy in found


@pytest.mark.parametrize("name", ["s.toml", "s.json"])
def test_backslashes_as_these_formats_want_them(name: str) -> None:
    text = TOML.format(r"'x \tan x'") if name == "s.toml" else JSON.format(r'"x \\tan x"')
    (exercise,) = load_text(text, Path(name)).exercise_set.exercises
    assert exercise.differentiate == r"x \tan x"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_line_ends_and_encodings(tmp_path: Path, ends: str, encoding: str) -> None:
    path = tmp_path / "set.yaml"
    text = YAML.format("differentiate: |\n      x²\n    text: |\n      one\n      two\n")
    path.write_bytes(text.replace("\n", ends).encode(encoding))
    (exercise,) = exercise_set(path).exercises
    assert (exercise.differentiate.strip(), exercise.text) == ("x²", "one\ntwo\n")
