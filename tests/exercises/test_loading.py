"""Exercise files: every mistake is named at its place, and what is well formed is read in all three formats."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from derivtutor.errors import UserError
from derivtutor.exercises.checking import check
from derivtutor.exercises.document import MOST_BYTES
from derivtutor.exercises.loading import exercise_set, load_text
from derivtutor.exercises.model import Exercise, ExerciseSet
from derivtutor.exercises.scaffold import scaffold
from derivtutor.exercises.schema import schema
from derivtutor.exercises.variants import chosen, variant
from derivtutor.exercises.writing import to_yaml
from derivtutor.notation.reader import read
from derivtutor.notation.tree import names

ONE = "title: T\nexercises:\n  - id: a\n    "


def complaints(text: str, name: str = "f.yaml") -> list[str]:
    return [str(each) for each in check(load_text(text, Path(name)))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ONE + "differntiate: x^2", "f.yaml:4:5: There is no key differntiate. Did you mean differentiate?"),
        (ONE + "function: x^2", "f.yaml:4:5: There is no key function. Did you mean differentiate?"),
        (ONE + "differentiate: arcsn(x)", "f.yaml:4:20: The function arcsn is not known; did you mean arcsin? "
         "Write arcsin(x).\n    arcsn(x)\n    ^"),
        (ONE + "kind: derivativ", "f.yaml:4:11: derivativ is not a valid value of kind. "
         "Did you mean derivative?"),
        (ONE + "points: many\n    differentiate: x", "f.yaml:4:13: The value of points is not valid: expected a number. "
         "Use a number from 0 to 1000."),
        (ONE + "title: no function", "f.yaml:3:5: An exercise of kind derivative needs differentiate. "
         "For example, write differentiate: x^2 sin(x)"),
        (ONE + "differentiate: x^2\n  - id: a\n    differentiate: x", "f.yaml:5:9: The id a is taken by the exercise in "
         "line 3. Every exercise needs its own id."),
        (ONE + "differentiate: x^2\n    skills: [chain]", "f.yaml:5:14: The rule chain does not occur in this exercise. "
         "The rules in it are power; leave out skills to use those."),
        (ONE + "differentiate: x^2\n    skills: [powr]", "f.yaml:5:14: There is no rule powr. Did you mean power?"),
        (ONE + "differentiate: x^2\n    answer: 2", "f.yaml:5:13: The key is wrong: it was judged incorrect. "),
        (ONE + "differentiate: x^2\n    feedback: {chain-missing-iner: x}", "f.yaml:5:16: There is no slip "
         "chain-missing-iner. Did you mean chain-missing-inner?"),
        (ONE + "differentiate: a x^2\n    parameters: {a: 9..2}", "f.yaml:5:18: The range 9..2 is empty or too long. "
         "Write the smaller number first."),
        (ONE + "differentiate: x^2\n    parameters: {b: 2..9}", "f.yaml:5:21: The parameter b is not used. Leave it out."),
        (ONE + "differentiate: 1/(x - a)\n    at: 3\n    parameters: {a: 1..4}", "f.yaml:4:20: With a = 3, there is no "
         "derivative at the point."),
        (ONE + "differentiate: x^2\n    variable: t", "f.yaml:5:15: The letter t does not occur in the function. "
         "There are x."),
        (ONE + "differentiate: x^2\n    choices: [a]", "f.yaml:5:5: An exercise of kind derivative does not use "
         "choices. Leave it out."),
        (ONE + "differentiate: x^2\n    text: Find $f", "f.yaml:5:11: A dollar sign is missing. "
         "Put every formula between two: $x^2$."),
        (ONE + "kind: choice\n    text: Which?\n    choices: [2x, x]\n    answer: 3x", "f.yaml:7:13: The answer 3x is not one "
         "of the choices. Repeat one of the choices, or write its letter."),
        (ONE + "kind: choice\n    text: Which?\n    choices: [2x, x, ' 2x']\n    answer: 2x", "f.yaml:6:22: Two choices are "
         "the same: 2x."),
        (ONE + "kind: choice\n    text: Which?\n    choices: [x, '{a}x', '{b}x']\n    parameters: {a: 2..3, b: 3..4}\n"
         "    answer: x", "f.yaml:6:26: With a = 3, b = 3, two choices are the same: 3x."),
        (ONE + "kind: choice\n    text: Which?\n    choices: [2x]\n    answer: 2x", "f.yaml:6:14: There is one choice. "
         "Write a list, such as [2x, x^2]."),
        (ONE + f"kind: choice\n    text: Which?\n    choices: [{', '.join(f'{n}x' for n in range(27))}]\n    answer: 2x",
         "f.yaml:6:14: There are too many choices. Write a list, such as [2x, x^2]."),
        (ONE + "kind: tangent\n    differentiate: ln(x)\n    at: -1", "There is no tangent at this point."),
        (ONE + "id: b\n    differentiate: x", "f.yaml:4:5: The key id is given twice. Is there a - before every exercise?"),
        ("exercises:\n  - {id: a, differentiate: x}", "f.yaml:1:1: The set has no title. "
         "For example, write title: The chain rule"),
        ("title: T", "f.yaml:1:1: There are no exercises."),
        ("- 1", "f.yaml:1:1: The file is not a set of exercises. Begin it with the keys title and exercises."),
        ("title: T\ndue: soon\n" + ONE[9:] + "differentiate: x", "f.yaml:2:6: soon is not a date. "
         "For example, write due: 2026-11-30T23:59"),
        ("title: T\ncredit: {one_slip: 2}\n" + ONE[9:] + "differentiate: x", "f.yaml:2:20: The value of one_slip is not "
         "valid: expected a number <= 1.0."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_at_its_place(text: str, says: str) -> None:
    assert any(said.startswith(says) or says in said for said in complaints(text)), complaints(text)


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("title: T\nexercises: [", "f.yaml", "f.yaml:2:13: This is not YAML"),
        ("title: f(x): 3", "f.yaml", "A text that has a colon in it must be in quotes."),
        ("title: T\n\tx: 1", "f.yaml", "Indent with spaces"),
        ("", "f.yaml", "f.yaml:1:1: The file is empty."),
        ('{"title": "T",}', "f.json", "f.json:1:15: This is not JSON"),
        ("title = T", "f.toml", "f.toml:1:9: This is not TOML"),
        ("[" * 1000, "f.yaml", "nested too deeply"),
        ("[" * 100_000, "f.json", "f.json:1:1: The file is nested too deeply. Use fewer levels."),
        ("a = " + "[" * 2000, "f.toml", "f.toml:1:1: The file is nested too deeply. Use fewer levels."),
        ("a: &a [x, x, x, x, x, x, x, x, x, x]\n"
         + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(8)),
         "f.yaml", "too large or nested too deeply"),
        ("a: !!python/object/apply:os.system ['echo no']", "f.yaml", None),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(text: str, name: str, says: str | None) -> None:
    if says is None:
        assert complaints(text, name)  # a tag is never followed
        return
    with pytest.raises(UserError) as raised:
        load_text(text, Path(name))
    assert says in str(raised.value)


def test_a_file_is_not_read_where_that_is_hopeless(tmp_path: Path) -> None:
    path, text = tmp_path / "set.yaml", "title: T\nexercises:\n - {id: a, differentiate: x}\n#"
    with pytest.raises(UserError) as missing:
        exercise_set(path)
    assert str(missing.value) == f"The file {path} cannot be read: No such file or directory. Check its name."
    path.write_bytes(b"title: T\nintroduction: \xfc\n")
    with pytest.raises(UserError) as strange:
        exercise_set(path)
    assert str(strange.value) == f"{path}:2:1: This is not UTF-8 text. Save the file as UTF-8."
    path.write_text(text.ljust(MOST_BYTES, "#"))
    assert len(exercise_set(path).exercises) == 1
    path.write_text(text.ljust(MOST_BYTES + 1, "#"))
    with pytest.raises(UserError) as large:
        exercise_set(path)
    assert str(large.value) == f"{path} is larger than 5,000,000 bytes. Split it into several files."


FIELDS = {"id": "a", "differentiate": "x^2 sin(x)", "points": 2, "tags": ["t"], "parameters": {}}


def test_the_three_formats_say_the_same(tmp_path: Path) -> None:
    content = {"title": "T", "seed": 3, "exercises": [FIELDS, {"id": "b", "differentiate": "x", "at": 2}]}
    toml = (
        'title = "T"\nseed = 3\n[[exercises]]\nid = "a"\ndifferentiate = "x^2 sin(x)"\npoints = 2\ntags = ["t"]\n'
        '[exercises.parameters]\n[[exercises]]\nid = "b"\ndifferentiate = "x"\nat = 2\n'
    )
    read = {
        name: load_text(text, Path(name))
        for name, text in {
            "f.yaml": json.dumps(content),
            "f.json": json.dumps(content, indent="\t"),
            "f.toml": toml,
        }.items()
    }
    assert not any(loaded.complaints for loaded in read.values())
    assert len({msgspec.json.encode(loaded.exercise_set) for loaded in read.values()}) == 1
    broken = load_text(toml.replace("points", "pints"), Path("f.toml"))
    assert str(broken.complaints[0]) == "f.toml:6:1: There is no key pints. Did you mean points?"


def test_a_set_is_written_as_it_is_read(tmp_path: Path) -> None:
    exercises = ExerciseSet(
        title='Quotes: "and" colons',
        exercises=(
            Exercise(
                id="a", differentiate="x^2", text="One line\n\n- another: $x$", feedback={"power-exponent-kept": "no"}
            ),
            Exercise(id="b", differentiate="2^x", at={"x": "1/2"}, parameters={"a": [1, 2]}, tolerance=0.01),
        ),
    )
    path = tmp_path / "set.yaml"
    path.write_text(to_yaml(exercises), encoding="utf-8")
    assert msgspec.structs.replace(exercise_set(path)) == exercises


def test_defaults_are_for_every_exercise() -> None:
    text = "title: T\ndefaults: {points: 3, form: factored}\nexercises:\n  - {id: a, differentiate: x}\n  - {id: b, differentiate: x, points: 1}"
    found = load_text(text, Path("f.yaml")).exercise_set.exercises
    assert [(each.points, each.form) for each in found] == [(3, "factored"), (1, "factored")]


def test_the_scaffold_has_no_mistakes() -> None:
    text = scaffold('Chain: "rule"')
    assert complaints(text) == []
    found = load_text(text, Path("f.yaml")).exercise_set
    assert found.title == 'Chain: "rule"'
    assert [(each.id, each.points) for each in found.exercises] == [("power-1", 1), ("chain-1", 2), ("product-1", 2)]
    for exercise in found.exercises:
        function = variant(exercise, chosen(exercise, "ada", 1)).differentiate
        assert names(read(function).tree) <= {"x", "e"}, function


def test_the_schema_knows_every_field() -> None:
    definitions = schema()["$defs"]
    for kind in (Exercise, ExerciseSet):
        names = {field.encode_name for field in msgspec.structs.fields(kind)}
        assert set(definitions[kind.__name__]["properties"]) == names
        assert all("description" in each for each in definitions[kind.__name__]["properties"].values())
