"""The schemas that editors check by: every shipped file fits, and a file with a mistake does not."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from command import run
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from derivtutor.classroom import roster
from derivtutor.cli.exercises.schema import SCHEMAS
from derivtutor.exercises.library import files_in, shipped
from derivtutor.exercises.loading import load_text
from derivtutor.exercises.schema import as_text
from derivtutor.exercises.writing import yaml_text
from derivtutor.lessons import library as of_lessons
from derivtutor.lessons.library import lessons_in

DOCS = Path(__file__).parents[2] / "docs"


@cache
def validator(subject: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[subject]())


def content(text: str) -> Any:
    """A file of YAML as editors see it: dates are texts."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda maker, node: maker.construct_scalar(node))
    return yaml.load(text)


@cache
def sets() -> list[Any]:
    return [content(path.read_text(encoding="utf-8")) for path in files_in(shipped())]


@pytest.mark.parametrize("subject", SCHEMAS)
def test_a_schema_is_printed_and_published(subject: str) -> None:
    done = run("exercises", "schema", subject)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == as_text(SCHEMAS[subject]())
    assert done.stdout == (DOCS / f"{subject}.schema.json").read_text(encoding="utf-8")


def test_a_schema_is_written_to_a_file(tmp_path: Path) -> None:
    assert run("exercises", "schema", "--output", "x.json", folder=tmp_path).returncode == 0
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["title"] == "derivtutor exercises"


def test_a_subject_that_there_is_not_is_told_the_nearest() -> None:
    done = run("exercises", "schema", "rooster")
    assert done.returncode == 2
    assert "Did you mean roster?" in done.stderr


@pytest.mark.parametrize("subject", ["exercises", "lesson", "roster"])
def test_a_schema_is_one(subject: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[subject]())


def test_every_shipped_file_fits() -> None:
    found = [error.message for each in sets() for error in validator("exercises").iter_errors(each)]
    assert found == []


def examples(page: str) -> list[str]:
    """The files that a page of the documentation shows and calls in order."""
    text = (DOCS / page).read_text(encoding="utf-8")
    named = re.findall(r"<!-- ([\w-]+)\.yaml -->\n```yaml\n(.*?)```", text, re.DOTALL)
    return [shown for name, shown in named if "exercises:" in shown and name not in ("wrong", "quotes")]


@pytest.mark.parametrize("page", ["exercises.md", "classroom.md", "exports.md"])
def test_the_files_of_the_documentation_fit(page: str) -> None:
    for text in examples(page):
        assert [error.message for error in validator("exercises").iter_errors(content(text))] == []


def _each(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda mutated: change(mutated["exercises"][0])


MISTAKES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no title": lambda made: made.pop("title"),
    "no exercises": lambda made: made.pop("exercises"),
    "exercises that are none": lambda made: made.update(exercises="x^2"),
    "a key of the file that there is not": lambda made: made.update(tittle="x"),
    "a credit above the whole": lambda made: made.update(credit={"one_slip": 2}),
    "a credit that there is not": lambda made: made.update(credit={"three_slips": 0.1}),
    "defaults with an id": lambda made: made.update(defaults={"id": "x"}),
    "defaults of another kind": lambda made: made.update(defaults={"kind": "integral"}),
    "an exercise without an id": _each(lambda made: made.pop("id")),
    "an id with a space": _each(lambda made: made.update(id="two words")),
    "a key that there is not": _each(lambda made: made.update(differntiate="x^2")),
    "a kind that there is not": _each(lambda made: made.update(kind="integral")),
    "a rule that there is not": _each(lambda made: made.update(skills=["chian"])),
    "one rule that there is not": _each(lambda made: made.update(skills="chian")),
    "too difficult": _each(lambda made: made.update(difficulty=6)),
    "no whole number of attempts": _each(lambda made: made.update(attempts=1.5)),
    "a negative tolerance": _each(lambda made: made.update(tolerance=-1)),
    "another base": _each(lambda made: made.update(log=3)),
    "a form that there is not": _each(lambda made: made.update(form="neat")),
    "hints that are fields": _each(lambda made: made.update(hints={"first": "x"})),
    "feedback that is a list": _each(lambda made: made.update(feedback=["x"])),
    "an alternative without an answer": _each(lambda made: made.update(alternatives=[{"credit": 1}])),
    "a choice without choices": _each(lambda made: (made.update(kind="choice"), made.pop("choices", 0))),
    "a program without a program": _each(lambda made: (made.update(kind="graph"), made.pop("program", 0))),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_in_every_shipped_file(mistake: str) -> None:
    for shipped_set in sets():
        mutated = copy.deepcopy(shipped_set)
        MISTAKES[mistake](mutated)
        assert not validator("exercises").is_valid(mutated)


@pytest.mark.parametrize("mistake", [name for name in MISTAKES if "defaults" not in name])
def test_what_the_schema_refuses_is_a_mistake_for_us_as_well(mistake: str) -> None:
    mutated = {"title": "T", "exercises": [{"id": "a", "differentiate": "x^2"}]}
    MISTAKES[mistake](mutated)
    from derivtutor.exercises.checking import check

    assert check(load_text(yaml_text(mutated), Path("set.yaml")))


@pytest.mark.parametrize(
    "text",
    [
        "{id: 1, differentiate: x^2, log: 10, hints: Think., skills: power, at: 2, tags: [1]}",
        "{id: b, kind: choice, text: Is it so?, choices: [true, false], answer: true}",
        "{id: c, differentiate: x^2, alternatives: 3x}",
        "{id: d, differentiate: x^2, alternatives: {answer: 3x, credit: 0}, tolerance: 0.1}",
        "{id: e, differentiate: a x^2, parameters: {a: [1, 2]}, feedback: {power-coefficient-lost: Look again.}}",
    ],
)
def test_whatever_may_be_written_fits(text: str) -> None:
    text = f"title: T\ndue: 2026-11-30T12:00\nexercises:\n  - {text}\n"
    assert load_text(text, Path("set.yaml")).complaints == ()
    assert [error.message for error in validator("exercises").iter_errors(content(text))] == []


def lessons() -> list[tuple[Any, list[Any]]]:
    """The head of each shipped lesson, and its exercises."""
    found = []
    for path in lessons_in(of_lessons.shipped()):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        blocks = re.findall(r"^```exercise\n(.*?)^```", body, re.DOTALL | re.MULTILINE)
        found.append((content(head), [content(block) for block in blocks]))
    return found


def test_every_shipped_lesson_fits() -> None:
    schema = SCHEMAS["lesson"]()
    of_exercise = Draft202012Validator({**schema, "$ref": "#/$defs/Exercise"})
    shipped_lessons = lessons()
    assert sum(len(exercises) for _, exercises in shipped_lessons) > 100
    for head, exercises in shipped_lessons:
        assert [error.message for error in validator("lesson").iter_errors(head)] == []
        assert [error.message for each in exercises for error in of_exercise.iter_errors(each)] == []
        for mistake in ({"title": None}, {"teaches": ["chian"]}, {"needs": {"a": 1}}, {"tilte": "x"}):
            assert not validator("lesson").is_valid({**head, **mistake})
        assert not validator("lesson").is_valid({name: each for name, each in head.items() if name != "says"})
        for each in exercises:
            assert not of_exercise.is_valid({**each, "kind": "integral"})
            assert not of_exercise.is_valid({**each, "differntiate": "x"})


def test_one_value_stands_for_a_list_of_one_in_a_head() -> None:
    assert validator("lesson").is_valid({"title": "T", "says": "S", "needs": "rules", "teaches": "chain"})
    assert not validator("lesson").is_valid({"title": "T", "says": "S", "teaches": "chian"})


def test_what_new_writes_points_at_the_schema_beside_it(tmp_path: Path) -> None:
    assert run("exercises", "new", "week.yaml", folder=tmp_path).returncode == 0
    text = (tmp_path / "week.yaml").read_text(encoding="utf-8")
    pointed = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert pointed is not None
    found = json.loads((tmp_path / pointed[1]).read_text(encoding="utf-8"))
    assert Draft202012Validator(found).is_valid(content(text))


ROSTERS = [
    "[{id: s1}, {id: 2, name: Ben, e-mail: [a@b.c, d@e.f]}]",
    "students:\n  - {Student_ID: s1, due: 2026-12-02}\n  - {Student_ID: s2, house: red}",
    "{Class 7: [{LOGIN: s1}]}",
    "[{username: s1, name: null}]",
]
NO_ROSTERS = [
    "[]", "{}", "ada", "[ada]", "[{}]", "[{name: Ada}]", "{students: {id: s1}}", "{students: []}",
    "{a: [{id: 1}], b: [{id: 2}]}",
]  # fmt: skip


@pytest.mark.parametrize(
    ("fits", "text"), [*[(True, text) for text in ROSTERS], *[(False, text) for text in NO_ROSTERS]]
)
def test_a_roster_fits_where_it_can_be_read(fits: bool, text: str, tmp_path: Path) -> None:
    file = tmp_path / "class.yaml"
    file.write_text(text, encoding="utf-8")
    assert validator("roster").is_valid(content(text)) is fits
    if fits:
        assert roster.read(file).people
    else:
        with pytest.raises(roster.UserError):
            roster.read(file)


def test_the_table_of_a_roster_has_its_columns(tmp_path: Path) -> None:
    fields: Iterable[dict[str, Any]] = SCHEMAS["roster-table"]()["fields"]
    assert [field["name"] for field in fields if field.get("constraints", {}).get("required")] == ["id"]
    assert all(field["description"] for field in fields)
    (tmp_path / "class.csv").write_text(
        ",".join(field["name"] for field in fields) + "\ns1,Ada Lovelace,,,ada@b.c,2026-12-02,ada\n", encoding="utf-8"
    )
    (person,) = roster.read(tmp_path / "class.csv").people
    assert (person.id, person.name, person.emails, person.aliases) == ("s1", "Ada Lovelace", ("ada@b.c",), ("ada",))
    assert person.due is not None
