"""All that is told of answers: verdicts with their evidence and diagnosis, hints, proofs, forms, vectors.

`PYTHONPATH=.:tests python tests/grading/test_answers_told.py` writes the files anew; every change is looked at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from golden import Tell, brief, rows, told, write_anew
from workings_in_short import in_short

from derivtutor import Judge, check_work, hint, next_step, parse, require
from derivtutor.grading.certificate import difference_vanishes
from derivtutor.grading.form import remaining
from derivtutor.grading.hints import ladder
from derivtutor.grading.vectors.judge import VectorJudge
from derivtutor.notation.reader import read


def verdict(ask: dict[str, Any]) -> dict[str, Any]:
    """The JSON of a verdict, and what a program's test and a hint would say."""
    answer = ask["answer"]
    arguments = {name: value for name, value in ask.items() if name != "answer"}
    found = Judge(**arguments)(answer)
    document = brief(found.as_dict())
    document.pop("problem")
    if document["answer"] == answer:
        del document["answer"]
    if not found:
        if not ask.keys() <= {"problem", "answer", "wrt"}:  # it takes a second judgement, and is told of few
            document["required"] = failure({**arguments, "answer": answer})
        if found.verdict == "incorrect" and "tolerance" not in ask:
            document["hint"] = hinted(answer, arguments)
    return document


def hinted(answer: str, arguments: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in arguments.items() if name != "form"}
    found = hint(answer=answer, **kept).as_dict()
    return {name: found[name] for name in ("kind", "says", "slip") if name in found}


def failure(arguments: dict[str, Any]) -> str:
    with pytest.raises(AssertionError) as caught:
        require(**arguments)
    return str(caught.value)


def hints(ask: dict[str, Any]) -> list[str]:
    """All rungs of the ladder, each with its number."""
    arguments = {name: value for name, value in ask.items() if name != "rules"}
    found = ladder(Judge(**arguments), ask.get("rules", ()))
    return [f"{each.level}/{each.of} {each.kind}: {each.says}" for each in found]


def proof(ask: list[str]) -> bool | None:
    """Whether the difference of the first two vanishes, where all of the others have values."""
    left, right, *domain = [read(text).tree for text in ask]
    return difference_vanishes(left, right, domain)


def undone(ask: list[Any]) -> list[str]:
    form, answer = ask
    return list(remaining(parse(answer).tree, form))


def vector(ask: list[str]) -> list[str]:
    """The components of an answer to a gradient by these letters, each with its verdict."""
    function, letters, answer = ask
    judge = VectorJudge([Judge(function, letter) for letter in letters], frozenset(letters))
    found = judge.components(answer)
    if len(found) != len(letters):
        return found
    return [f"{text}: {each.verdict}" for text, each in zip(found, judge.judged(found), strict=True)]


def working(ask: dict[str, Any]) -> list[str]:
    return in_short(check_work(**ask))


def step(ask: dict[str, Any]) -> dict[str, Any]:
    return dict(brief(next_step(**ask).as_dict()))


FILES: dict[str, Tell] = {
    "verdicts": verdict,
    "hints": hints,
    "proofs": proof,
    "forms": undone,
    "vectors": vector,
    "next_steps": step,
    "workings": working,
}
ROWS = [(name, row) for name in FILES for row in rows(Path(__file__).parent / f"{name}.jsonl")]


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=lambda each: str(each["ask"])[:50] if isinstance(each, dict) else each
)
def test_all_that_is_told(name: str, row: dict[str, Any]) -> None:
    assert told(FILES[name], row["ask"]) == row["told"]


if __name__ == "__main__":
    for name, tell in FILES.items():
        write_anew(Path(__file__).parent / f"{name}.jsonl", tell)
