"""The table of requests: every one answers with the library's document, and every mistake is an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cases import CASES, OF_THE_PAGE, Case
from command import run

from derivtutor.calculus.topics import TOPICS
from derivtutor.services.answering import answer
from derivtutor.services.documents import schema_of
from derivtutor.services.parameters import MOST_CHARACTERS, MOST_TEXTS
from derivtutor.services.parameters import schema_of as parameters_schema
from derivtutor.services.requests import BY_NAME, REQUESTS


def test_every_request_is_tried() -> None:
    assert {case.request for case in CASES} | OF_THE_PAGE.keys() == BY_NAME.keys()
    assert {topic.name.replace("-", "_") for topic in TOPICS} <= BY_NAME.keys()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.command[0])
def test_the_answer_is_what_the_command_prints(case: Case) -> None:
    """Byte for byte; and what it is told and what it answers are as their schemas say."""
    found = answer(case.request, case.given)
    assert (found.outcome, found.text + "\n") == (
        "done",
        run(*case.command, "--format", "json", stdin=case.stdin).stdout,
    )
    jsonschema.validate(json.loads(found.text), schema_of(BY_NAME[case.request].document))


@pytest.mark.parametrize("name", OF_THE_PAGE)
def test_what_the_page_asks_for(name: str) -> None:
    found = answer(name, OF_THE_PAGE[name])
    jsonschema.validate(json.loads(found.text), schema_of(BY_NAME[name].document))


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.name)
def test_everything_says_what_it_is(request_: Any) -> None:
    says = {parameter.name: parameter.says for parameter in request_.parameters}
    assert [name for name, text in says.items() if not text or "Expression" in text or "SymPy expr" in text] == []
    jsonschema.Draft202012Validator.check_schema(parameters_schema(request_.parameters))
    jsonschema.Draft202012Validator.check_schema(schema_of(request_.document))


def test_a_judgement_is_told_as_the_command_tells_it() -> None:
    says = json.loads(answer("judge", OF_THE_PAGE["judge"]).text)["says"]
    assert says == run("check", "x^2", "2x + 1", COLUMNS="500").stdout.splitlines()
    working = json.loads(answer("judge", {"problem": "x^2", "answer": "y' = 2\n\n= 2x"}).text)
    assert (working["verdict"], working["says"][-1]) == ("incorrect", "Line 1 is the first wrong line.")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("nothing", {}, "There is no request nothing."),
        ("hint", {}, "problem is missing."),
        ("hint", {"problem": None}, "problem is missing."),
        ("hint", {"problem": "x", "levle": 1}, "levle is not known here."),
        ("hint", {"problem": "x", "n" * 100: 1}, f"{'n' * 40}… is not known here."),
        ("hint", {"problem": ["x"]}, "problem must be text."),
        ("hint", {"problem": True}, "problem must be text."),
        ("hint", {"problem": "\ud800"}, "problem must be text."),
        ("hint", {"problem": "x" * (MOST_CHARACTERS + 1)}, "problem is too long."),
        ("hint", {"problem": "x", "level": 1.5}, "level must be a whole number."),
        ("hint", {"problem": "x", "level": 10**400}, "level must be a whole number."),
        ("hint", {"problem": "x", "level": True}, "level must be a whole number."),
        ("hint", {"problem": "x", "log": "3"}, "log must be one of e, 10, 2."),
        ("train", {"program": "L = w", "rate": "fast"}, "rate must be a number."),
        ("train", {"program": "L = w", "rate": float("nan")}, "rate must be a number."),
        ("tangent", {"expression": "x^2", "plot": "yes"}, "plot must be true or false."),
        ("check_work", {"problem": "x", "lines": ["1"] * (MOST_TEXTS + 1)}, "lines has too many entries."),
        ("check_work", {"problem": "x", "lines": ["1" * 5001] * 2}, "lines is too long."),
        ("check_work", {"problem": "x", "lines": [["1"]]}, "lines must be text."),
        ("descend", {"expression": "x^2"}, "start is missing."),
        ("check", {"problem": "x^2", "answer": "2x", "along": "(1, 2)"}, "along is given with a topic only."),
    ],
)
def test_mistakes_in_a_request(name: str, given: dict[str, Any], message: str) -> None:
    outcome, text = answer(name, given)
    document = json.loads(text)
    jsonschema.validate(document, schema_of("mistake"))
    assert (outcome, document["message"]) == ("mistake", message)


def test_a_mistake_in_mathematics_has_its_place() -> None:
    document = json.loads(answer("explain", {"problem": "x + arcsn(x)"}).text)
    assert (document["text"], document["position"], document["hint"]) == ("x + arcsn(x)", 4, "Write arcsin(x).")


@pytest.mark.parametrize("name", ["matrix", "check", "backprop", "gradient", "verify", "taylor"])
def test_no_file_is_read(tmp_path: Path, name: str) -> None:
    """A text that is the name of a file stays a text."""
    (tmp_path / "secret.txt").write_text("w = (73, 91)\n")
    place = str(tmp_path / "secret.txt")
    first = BY_NAME[name].parameters[0].name
    given = {first: "w^T w", "at": place, "around": place, "answer": "2w", "topic": "matrix"}
    known = {parameter.name for parameter in BY_NAME[name].parameters}
    outcome, text = answer(name, {key: value for key, value in given.items() if key in known})
    assert outcome == "mistake"
    assert "73" not in text
