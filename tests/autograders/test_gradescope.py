"""The autograder for Gradescope: what students read, whatever they hand in."""

from __future__ import annotations

import json
import os
import re
import zipfile
from pathlib import Path

import pytest
from command import run
from gradescope_folder import ADA, Home, archive, home, outputs, zipped

from derivtutor.exercises.variants import chosen
from derivtutor.render.autograders.layout import Settings

REMEDY = (
    "Hand in your worksheet, or for each exercise a text file that is called after it and has your answer in it, such "
    "as square.txt."
)


def sheet(student: str = "ada@example.org", seed: int = 3, **answers: str) -> str:
    lines = "".join(f"  {name}: {json.dumps(answer)}\n" for name, answer in answers.items())
    return f"worksheet: The chain rule\nset: week3.yaml\nstudent: {student}\nseed: {seed}\nanswers:\n{lines}"


def right(home: Home, student: str) -> str:
    """The right answer to decay, with a student's numbers."""
    from derivtutor.exercises.loading import exercise_set

    numbers = chosen(exercise_set(home.path / "source" / "exercises.yaml").exercises[2], student, 3)
    return f"-{numbers['a']}*{numbers['n']}*e^(-{numbers['n']}x)"


# -- the real program -----------------------------------------------------------------------------------------------


def test_a_submission_from_beginning_to_end(home: Home) -> None:
    """With modules among the files of a student that would take the place of derivtutor's and Python's."""
    home.hand_in(
        ada_yaml=sheet(square="6(3x + 1)", wave="sin(x^2) + x cos(x^2)", decay="?"),
        json_py="raise SystemExit('not mine')",
        click_py="raise SystemExit('not mine')",
    )
    results, printed = home.run()
    assert printed == ""
    assert (results["score"], [test["score"] for test in results["tests"]]) == (2.5, [1.0, 1.5, 0.0])
    assert [test["max_score"] for test in results["tests"]] == [1.0, 3.0, 1.0]
    assert "leaderboard" not in results
    assert results["stdout_visibility"] == "hidden"
    told = outputs(results)
    assert told["square"] == "Answer: 6(3x + 1)\nCorrect."
    assert told["A wave"].startswith("Answer: sin(x^2) + x cos(x^2)\nNot correct. Good start: the outside is right.")
    assert "Could not be read. The character ? is not a mathematical symbol." in told["decay"]
    assert results["output"] == "\n".join(
        [
            "The chain rule",
            f"click.py: A file that ends in .py is not read. {REMEDY}",
            f"json.py: A file that ends in .py is not read. {REMEDY}",
        ]
    )


def test_a_failure_is_a_sentence_and_costs_no_points(home: Home) -> None:
    """A set that was damaged on its way; then an environment that is not there."""
    (home.path / "source" / "exercises.yaml").write_text("title: [", encoding="utf-8")
    home.know(users=[ADA], previous_submissions=[{"score": 1.5}, {"score": 2.5}])
    home.hand_in(square_txt="6(3x + 1)")
    results, printed = home.run()
    assert "exercises.yaml:1:" in printed
    assert "Traceback" not in printed
    (home.path / "derivtutor" / "bin" / "python").unlink()
    assert home.run()[0] == results
    assert results == {
        "score": 2.5,
        "output": "Grading failed, which is not your fault. You keep the score that you had before. Tell your teacher; "
        "handing in once more may help.",
        "stdout_visibility": "hidden",
    }


def test_what_takes_too_long_is_stopped(home: Home) -> None:
    (home.path / "results" / "results.json").write_text('{"score": 5}', encoding="utf-8")
    home.settings(seconds=0.01)
    results, _ = home.run()
    assert results["score"] == 0
    assert results["output"].startswith("Grading took too long and was stopped. You keep the score")


# -- what is handed in ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "scores"),
    [
        ({"a_md": "---\n" + sheet().replace("answers:\n", "") + "---\n## 1. S {#square}\n\n**Answer:** 6(3x+1)\n"}, [1, 0]),
        ({"ada_txt": sheet(square="18x + 6")}, [1, 0]),
        ({"square_txt": "18x + 6\n", "wave_txt": "\\sin(x^2) + 2x^2\\cos(x^2)"}, [1, 3]),
        ({"SQUARE_csv": 'answer\n"18x + 6"\n', "Wave_TXT": "answer:\r\nsin(x^2) + 2x^2 cos(x^2)\r\n"}, [1, 3]),
        ({"answers_csv": "exercise,answer\nsquare,18x + 6\nwave,2x"}, [1, 0]),
        ({"square_csv": "exercise,answer\nwave,sin(x^2) + 2x^2 cos(x^2)"}, [0, 3]),
        ({"wide_csv": "square,wave\n18x+6,sin(x^2) + 2x^2 cos(x^2)"}, [1, 3]),
        ({"a_jsonl": '{"exercise": "square", "answer": "18x+6"}\n'}, [1, 0]),
        ({"a_json": '[{"exercise": "square", "answer": "18x+6"}]'}, [1, 0]),
        ({"all_zip": zipped(square_txt=b"18x+6", b_yaml=sheet(wave="sin(x^2)+2x^2cos(x^2)").encode())}, [1, 3]),
        ({"sheet_yaml": sheet(student="''", square="18x + 6")}, [1, 0]),
    ],
)  # fmt: skip
def test_whatever_has_answers_in_it_is_graded(home: Home, files: dict[str, str | bytes], scores: list[int]) -> None:
    home.hand_in(**files)
    results = home.graded()
    assert [test["score"] for test in results["tests"]][:2] == scores
    assert results["output"] == "The chain rule"


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, f"There is no file in what you handed in. {REMEDY}"),
        ({"square_txt": ""}, "square.txt: The file is empty."),
        ({"square_txt": b"\0\1\2\3\xff"}, "square.txt: This is not text, or its text is damaged."),
        ({"homework_pdf": "%PDF"}, f"homework.pdf: A file that ends in .pdf cannot be graded. {REMEDY}"),
        ({"homework": "2x"}, f"homework: A file that has no ending is not read. {REMEDY}"),
        ({"answers_txt": "6(3x + 1)"}, f"answers.txt: No column is named after an exercise; there are 6(3x + 1). {REMEDY}"),
        ({"sqare_yaml": "square: 6(3x+1)"}, "sqare.yaml: This is not a worksheet: the lines that begin with worksheet: and student: are missing."),
        ({"ada_yaml": sheet(sqare="2x")}, "ada.yaml:6: There is no exercise sqare. Did you mean square?"),
        ({"ada_yaml": sheet(seed=4, decay="2x")}, "ada.yaml:6: This worksheet has other numbers (seed 4) than these exercises (seed 3). Ask your teacher for a new one."),
        ({"all_zip": b"PK\3\4nonsense"}, f"all.zip: The archive all.zip cannot be read: not a zip file. {REMEDY}"),
        ({"all_zip": zipped(square_txt=b"x" * 400_000_000)}, "all.zip/square.txt:"),
        ({"square_txt": "x" * 100_001}, "square.txt: The answer is longer than 100,000 characters."),
        ({"a_csv": "exercise,answer\n" + "square,x\n" * 2_001}, "There are more than 2,000 answers: the rest was not read."),
    ],
)  # fmt: skip
def test_what_cannot_be_graded_is_told_in_a_sentence(home: Home, files: dict[str, str | bytes], says: str) -> None:
    home.hand_in(**files)
    results = home.graded()
    assert results["score"] == 0
    assert any(line.startswith(says) for line in results["output"].split("\n")), results["output"]
    assert not re.search(
        r"Traceback|--\w|look at it yourself|/autograder|results\.json", json.dumps(results), re.IGNORECASE
    )


def test_links_show_nothing_that_lies_elsewhere(home: Home) -> None:
    (home.path / "submission" / "square.txt").symlink_to(home.path / "source" / "exercises.yaml")
    os.mkfifo(home.path / "submission" / "wave.txt")
    results = home.graded()
    assert "square.txt: This link leads out of the folder, and is not followed." in results["output"]
    assert "wave.txt: This is not an ordinary file." in results["output"]
    assert outputs(results)["square"] == "No answer."


def test_many_remarks_are_cut(home: Home) -> None:
    home.hand_in(**{f"photo{number}_jpg": "x" for number in range(13)})
    lines = home.graded()["output"].split("\n")
    assert len(lines) == 12
    assert lines[-1] == "And 3 more."


# -- who it is, and how often ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ada@example.org", "Ada Lovelace", "1815"])
def test_numbers_are_those_of_the_name_on_the_sheet(home: Home, name: str) -> None:
    home.hand_in(ada_yaml=sheet(name, decay=right(home, name)))
    results = home.graded()
    assert outputs(results)["decay"].endswith("Correct.")
    assert results["output"] == "The chain rule"
    home.know(users=[ADA], previous_submissions=[{"results": results}])
    (home.path / "submission" / "ada.yaml").unlink()
    home.hand_in(decay_txt=right(home, name))
    assert outputs(home.graded())["decay"].endswith("Correct."), "the next submission has no worksheet"


def test_the_sheet_of_somebody_else_does_not_bring_their_numbers(home: Home) -> None:
    home.hand_in(sheet_yaml=sheet("ben", decay=right(home, "ben")))
    results = home.graded()
    assert results["tests"][2]["score"] < 1
    assert results["output"].endswith(
        "sheet.yaml: This is made out to ben, and you are ada@example.org here. It was graded as yours, and with your "
        "numbers where everybody has others."
    )


def test_earlier_answers_are_attempts(home: Home) -> None:
    """Two attempts at the wave count: half of the points, then fewer; the third is right, and too late."""
    before = []
    for answer, score in [("sin(x^2) + x cos(x^2)", 1.5), ("7", 1.5), ("sin(x^2) + 2x^2 cos(x^2)", 1.5)]:
        home.know(users=[ADA], previous_submissions=before)
        home.hand_in(wave_txt=answer)
        results = home.graded()
        assert results["tests"][1]["score"] == score
        before.append({"submission_time": f"2026-11-2{len(before)}T10:00:00-08:00", "results": results})
    assert outputs(results)["A wave"].split("\n")[:4] == [
        "Answer: sin(x^2) + 2x^2 cos(x^2)",
        "Correct.",
        "Of the attempts, only the first 2 count.",
        "Attempt 1 counts: sin(x^2) + x cos(x^2)",
    ]


def test_the_same_answer_once_more_is_told_once(home: Home) -> None:
    home.hand_in(square_txt="18x + 6")
    home.know(users=[ADA], previous_submissions=[{"results": home.graded()}])
    assert outputs(home.graded())["square"] == "Answer: 18x + 6\nCorrect."


@pytest.mark.parametrize(
    "content", ["", "[]", "[" * 10_000, '{"users": [{"email": null}], "previous_submissions": {}}']
)
def test_metadata_that_say_nothing_are_no_obstacle(home: Home, content: str) -> None:
    (home.path / "submission_metadata.json").write_text(content, encoding="utf-8")
    home.hand_in(square_txt="18x+6")
    assert home.graded()["score"] == 1


def test_a_roster_has_the_last_word(tmp_path: Path) -> None:
    """The numbers are those of its id, whoever the sheet is made out to; its due date takes the place of the set's."""
    (tmp_path / "set.yaml").write_text(
        "title: T\nseed: 3\ndue: 2026-11-01\ncredit: {late: 0.5}\nexercises:\n"
        "  - {id: square, differentiate: x^2}\n  - {id: wave, differentiate: x^3}\n"
        "  - {id: decay, differentiate: a e^(-n x), parameters: {a: 2..9, n: 2..5}}\n",
        encoding="utf-8",
    )
    (tmp_path / "class.csv").write_text(
        "id,name,e-mail,due\ns1,Ada Lovelace,ada@example.org,2026-11-29T19:30\ns2,Ben,ben@example.org,\n", "utf-8"
    )
    done = run(
        "exercises", "export", "set.yaml", "--format", "gradescope-autograder", "-o", "a.zip", "--roster", "class.csv",
        "--time-zone", "europe/berlin", "--key", folder=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    home = Home.of(tmp_path / "a.zip", tmp_path / "autograder")
    home.hand_in(sheet_yaml=sheet("Ada Lovelace", square="2x", decay=right(home, "s1")))
    home.know(users=[ADA], created_at="2026-11-29T10:00:00-08:00")
    assert home.graded()["score"] == 2, "it was handed in at 19:00 in Berlin"
    home.know(users=[ADA], created_at="2026-11-29T11:00:00-08:00")
    results = home.graded()
    assert results["score"] == 1
    home.know(users=[{"email": "ben@example.org"}], created_at="2026-11-29T10:00:00-08:00")
    assert home.graded()["score"] == 0.5
    assert results["tests"][-1] == {
        "name": "The right answers",
        "name_format": "text",
        "output": f"square: 2x\nwave: 3x^2\ndecay: {results['tests'][-1]['output'].rpartition(' ')[2]}",
        "output_format": "text",
        "visibility": "after_published",
    }


def test_nothing_tells_the_answers_unless_that_is_wanted(home: Home) -> None:
    home.hand_in(ada_yaml=sheet(square="2x", wave="7", decay="0"))
    said = json.dumps(home.graded())
    assert not re.search(r"18x|6\(3x|2x\^2|The right answers", said)


# -- the archive ----------------------------------------------------------------------------------------------------


def test_the_archive_has_what_gradescope_runs(archive: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        modes = {each.filename: each.external_attr >> 16 for each in packed.infolist()}
        content = {name: packed.read(name) for name in modes}
    assert {name for name, mode in modes.items() if mode & 0o111} == {"setup.sh", "run_autograder"}
    assert content["setup.sh"].startswith(b"#!/usr/bin/env bash\n")
    assert content["run_autograder"].startswith(b"#!/usr/bin/env python3\n")
    assert set(json.loads(content["settings.json"])) == {*Settings.__struct_fields__}
    here = [str(Path(__file__).parents[2]).encode(), str(Path.home()).encode() + b"/", str(archive.parent).encode()]
    assert [name for name, text in content.items() if any(path in text for path in here)] == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "An autograder is several files. For example, write --format gradescope-autograder -o autograder.zip, or name a new folder."),
        (("-o", "."), ". is not an empty folder. Choose another name, so that nothing is lost."),
        (("-o", "no/where.zip"), "There is no folder no. Create it first, or choose another."),
        (("-o", "a.zip", "--time-zone", "Berlin/Europe"), "There is no time zone Berlin/Europe."),
        (("-o", "a.zip", "--roster", "set.yaml"), "set.yaml:1:"),
    ],
)  # fmt: skip
def test_mistakes_of_a_teacher(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    (tmp_path / "set.yaml").write_text("title: T\nexercises: [{id: a, differentiate: x^2}]\n", encoding="utf-8")
    done = run("exercises", "export", "set.yaml", "--format", "gradescope-autograder", *options, folder=tmp_path)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
