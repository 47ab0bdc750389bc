"""All that is told about many exercises, answers, files and worksheets, compared exactly: `told/` has a file for each.

`python tests/exercises/test_exercises_told.py` writes them anew; with `marks` behind it, that one alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import msgspec
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from golden import Tell, brief, rows, told, write_anew

from derivtutor.derivation.explain import explain
from derivtutor.exercises.catalogue import described, together
from derivtutor.exercises.checking import check
from derivtutor.exercises.difficulty import difficulty
from derivtutor.exercises.erroneous import erroneous
from derivtutor.exercises.escapes import doubled, literal, lost_in_quotes, lost_in_value
from derivtutor.exercises.generating.fitness import differ, in_order, is_readable, is_well_posed
from derivtutor.exercises.generating.likeness import alike, same
from derivtutor.exercises.generator import generate
from derivtutor.exercises.incoming import decoded, encoding_of
from derivtutor.exercises.kinds.inputs import Foreseen, Input
from derivtutor.exercises.kinds.naming import rules_named
from derivtutor.exercises.library import files_of_sheet, find, shipped
from derivtutor.exercises.loading import load_text
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.exercises.moments import first_of, last_moment, moment
from derivtutor.exercises.variants import chosen, variant
from derivtutor.exercises.worksheet import is_worksheet, read_text, student_of, write
from derivtutor.exercises.writing import to_yaml
from derivtutor.exercises.zones import zone_of
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node

Ask = Mapping[str, Any]
FOLDER = Path(__file__).parent / "told"


def _exercise(fields: Ask) -> Exercise:
    return msgspec.convert({"id": "a", **fields}, Exercise)


def marks(ask: Ask) -> Any:
    """An exercise: its question, its key, what is typed in, and the marks of answers to it."""
    exercise = _exercise(ask["exercise"])
    marker = Marker.of(exercise, Scheme(**ask.get("scheme", {})))
    question = marker.question
    known, refusal = question.feedback_on
    return {
        "statement": question.statement,
        "key": brief(msgspec.to_builtins(question.key)),
        "key told": question.key_told,
        "spellings": list(question.spellings()),
        "inputs": [_input(each) for each in question.inputs],
        "practised": list(question.practised(["chain", "power", "sine"])),
        "feedback on": [len(list(known)), refusal.message.format(name="{}")],
        "marks": {answer: brief(msgspec.to_builtins(marker.mark(answer))) for answer in ask["answers"]},
    }


def _input(given: Input) -> Any:
    fields = ("sort", "label", "name", "left", "variable", "form", "tolerance")
    return brief(
        {name: getattr(given, name) for name in fields}
        | {name: _text(getattr(given, name)) for name in ("expected", "written")}
        | {"letters": sorted(given.letters)}
        | {"unfinished": list(map(_foreseen, given.unfinished)), "wrong": list(map(_foreseen, given.wrong()))}
    )


def _text(tree: Node | None) -> str:
    return "" if tree is None else linear.text(tree)


def _foreseen(given: Foreseen) -> list[Any]:
    return [given.answer, given.credit, given.says, _text(given.tree)]


def files(ask: Ask) -> Any:
    """A file of exercises: every mistake in it, and what is read from it."""
    loaded = load_text(ask["text"], Path(ask["name"]))
    return {"mistakes": list(map(str, check(loaded))), "found": brief(msgspec.to_builtins(loaded.exercise_set))}


def sheets(ask: Ask) -> Any:
    """A worksheet as it was handed in."""
    text = ask["text"]
    seen = {"is worksheet": is_worksheet(text), "student": student_of(text)}
    sheet = told(lambda _: _sheet(text, ask["name"]), ask)
    return {**seen, "sheet": sheet}


def _sheet(text: str, name: str) -> Any:
    sheet = read_text(text, Path(name))
    answers = {name: [answer, str(sheet.places[name])] for name, answer in sheet.answers.items()}
    return [sheet.set_name, sheet.student, sheet.seed, answers]


def sets(ask: Ask) -> Any:
    """A set with a student's numbers: all that is worked out, its worksheets, and the set as it is written."""
    with _folder({"set.yaml": ask["text"]}):
        found = described("set.yaml", ask.get("ids", ()), ask["student"], ask.get("seed"))
        again = to_yaml(together([Path("set.yaml")]))
    entries = [(entry, entry.statement) for entry in found.entries]
    sheet = (found.title, "set.yaml", ask["student"], found.seed, entries)
    with_keys, without = found.as_dict(), found.as_dict(with_keys=False)
    return {
        "set": with_keys,
        "not told without key": sorted(set(with_keys["exercises"][0]) - set(without["exercises"][0])),
        "practised": [list(entry.practised) for entry in found.entries],
        "yaml": write(*sheet),
        "markdown": write(*sheet, markdown=True),
        "written": again,
    }


def several(ask: Ask) -> Any:
    """Several files: those that a name stands for, their exercises, and the set that a worksheet calls so."""
    with _folder(ask["files"]):
        return {
            "found": told(lambda name: list(map(_place, find(name))), ask["name"]),
            "exercises": told(lambda name: [each.id for each in together(find(name)).exercises], ask["name"]),
            "of a sheet": told(lambda name: list(map(_place, files_of_sheet(name, Path("sub/ada.yaml")))), ask["name"]),
        }


@contextmanager
def _folder(files: Mapping[str, str]) -> Iterator[None]:
    """A folder with some files, for the time being the present one."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name, text in files.items():
            Path(name).parent.mkdir(exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        yield


def _place(path: Path) -> str:
    return path.as_posix().replace(shipped().as_posix(), "SHIPPED")


def made(ask: Ask) -> Any:
    """Generated exercises: always the same from the same seed."""
    wanted = ask["rules"], ask.get("difficulty"), ask["count"], ask["seed"]
    if ask.get("erroneous"):
        return [msgspec.to_builtins(each) for each in erroneous(*wanted)]
    return [[each.differentiate, each.difficulty] for each in generate(*wanted)]


def functions(ask: str) -> Any:
    """A function: how hard it is, and whether it is fit for a worksheet."""
    tree = read(ask).tree
    derivation = explain(ask, wrt="x")
    ordered = in_order(tree)
    slope = derivation.answer
    return {
        "difficulty": difficulty(derivation),
        "second": difficulty(explain(ask, wrt="x", order=2)),
        "readable": is_readable(tree),
        "in order": ordered and linear.text(ordered),
        "well posed": [is_well_posed(tree, slope, may_be_constant) for may_be_constant in (False, True)],
        "differs from its derivative": differ(tree, slope),
        "same": same(tree),
        "alike": alike(tree),
    }


def moments(ask: Ask) -> Any:
    """A date as it is written: when that is, and what comes first in it."""
    zone = zone_of(ask["zone"]) if "zone" in ask else UTC
    found = [read(ask["text"], zone, ask.get("first")) for read in (moment, last_moment)]
    return [*(each and each.isoformat() for each in found), first_of(ask["text"])]


def variants(ask: Ask) -> Any:
    """An exercise with a student's numbers."""
    exercise = _exercise(ask["exercise"])
    numbers = ask["numbers"] if "numbers" in ask else chosen(exercise, ask["student"], ask["seed"])
    return [numbers, brief(msgspec.to_builtins(variant(exercise, numbers)))]


def rules(ask: str) -> Any:
    """Words of a student that name a rule."""
    return sorted(rules_named(ask))


def quotes(ask: str) -> Any:
    """Text with backslashes between double quotes: what is lost in it, and what whoever typed it by hand means."""
    return [lost_in_quotes(ask), lost_in_value(ask), literal(ask), doubled(ask)]


def encodings(ask: Ask) -> Any:
    """A text in some encoding: how its beginning is taken, and what is read, strictly and not."""
    content = bytes.fromhex(ask["bytes"]) if "bytes" in ask else ask["text"].encode(ask["encoding"])
    found: list[Any] = [encoding_of(content)]
    for is_strict in (True, False):
        try:
            found.append(decoded(content, is_strict))
        except UnicodeDecodeError as error:
            found.append([type(error).__name__, error.start])
    return found


SUBJECTS: Mapping[str, Tell] = {
    tell.__name__: tell
    for tell in (
        marks, files, sheets, sets, several, made, functions, moments, variants, rules, quotes, encodings,
    )
}  # fmt: skip


def _compare(subject: str) -> None:
    for row in rows(FOLDER / f"{subject}.jsonl"):
        assert told(SUBJECTS[subject], row["ask"]) == row["told"], row["ask"]


def test_marks() -> None:
    _compare("marks")


def test_files() -> None:
    _compare("files")


def test_sheets() -> None:
    _compare("sheets")


def test_sets() -> None:
    _compare("sets")


def test_several_files() -> None:
    _compare("several")


def test_made_exercises() -> None:
    _compare("made")


def test_functions() -> None:
    _compare("functions")


def test_moments() -> None:
    _compare("moments")


def test_variants() -> None:
    _compare("variants")


@pytest.mark.parametrize("subject", ["rules", "quotes", "encodings"])
def test_texts(subject: str) -> None:
    _compare(subject)


if __name__ == "__main__":
    for subject in sys.argv[1:] or SUBJECTS:
        write_anew(FOLDER / f"{subject}.jsonl", SUBJECTS[subject])
