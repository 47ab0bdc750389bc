"""When answers were handed in: the column decides between day and month, the zone what the clock means."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Done, run

SET = """\
title: Squares
due: 2026-03-14T12:00
credit: {late: 0.5}
exercises:
  - {id: square, differentiate: x^2}
"""


def grade(folder: Path, answers: str, *more: str) -> Done:
    (folder / "set.yaml").write_text(SET, encoding="utf-8")
    (folder / "answers.csv").write_text(answers, encoding="utf-8")
    return run("grade", "set.yaml", "answers.csv", *more, folder=folder)


def late(folder: Path, times: list[str], *more: str) -> tuple[str, str]:
    """Of each answer whether it is late (x), and what was told of the first that could not be dated."""
    rows = "".join(f"s{number},square,2x,{time}\n" for number, time in enumerate(times))
    done = grade(folder, f"student,exercise,answer,submitted\n{rows}", "--report", "csv", *more)
    found = [line.split('","') for line in done.stdout.splitlines()[1:]]
    return "".join("x" if row[8] == "yes" else "." for row in found), done.stderr


@pytest.mark.parametrize(
    ("times", "expected", "is_told"),
    [
        (["4/3/26", "3/2/26 10:15:22", "3/14/26 11:59", "3/14/26 12:01"], "x..x", False),
        (["4/3/26", "3/2/26 10:15:22", "13/3/26 11:59", "14/3/26 12:01"], "...x", False),
        (["4/3/2026", "20-03-2026"], ".x", False),
        (["4/3/26", "2026-03-15 10:00"], ".x", True),
        (["4/3/26", "3/13/26", "13/3/26"], "...", True),
    ],
    ids=["month first", "day first", "hyphens", "nothing decides", "both"],
)
def test_the_column_decides(tmp_path: Path, times: list[str], expected: str, is_told: bool) -> None:
    found, told = late(tmp_path, times)
    assert found == expected
    assert ("answers.csv:2: Nothing in this file shows whether day or month comes first in 4/3/26" in told) == is_told


def test_the_zone_is_that_of_answers_and_due_date(tmp_path: Path) -> None:
    times = ["2026-03-14 11:59", "2026-03-14 12:01", "2026-03-14 11:01:00 UTC", "2026-03-14 10:59:00 UTC"]
    assert late(tmp_path, times)[0] == ".x.."
    assert late(tmp_path, times, "--time-zone", "Europe/Berlin")[0] == ".xx."


def test_due_dates_of_ones_own_are_of_the_zone_too(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text("id,due\ns0,2026-03-15 12:00\ns1,\n", encoding="utf-8")
    times = ["2026-03-15 10:59 UTC", "2026-03-15 10:59 UTC", "3/15/26 12:01"]
    assert late(tmp_path, times, "--roster", "class.csv", "--time-zone", "Europe/Berlin")[0] == ".xx"
    (tmp_path / "class.csv").write_text("id,due\ns0,4/16/2026\ns1,\n", encoding="utf-8")
    assert late(tmp_path, ["4/3/26", "4/3/26", "3/14/26 10:00"], "--roster", "class.csv")[0] == ".x."


def test_an_unknown_zone_is_one_sentence(tmp_path: Path) -> None:
    done = grade(tmp_path, "student,square\nada,2x\n", "--time-zone", "Berlin")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: There is no time zone Berlin.\n  Did you mean Europe/Berlin?\n"


def test_a_due_date_and_no_times_is_told(tmp_path: Path) -> None:
    told = "The set is due 2026-03-14T12:00, but no answer has a time: counted as on time."
    assert told in grade(tmp_path, "student,square\nada,2x\n").stderr
    some = grade(tmp_path, "student,square,submitted\nada,2x,\nbob,2x,2026-03-01\n").stderr
    assert "1 of 2 answers has no time: counted as on time." in some
    assert "due" not in grade(tmp_path, "student,square,submitted\nbob,2x,2026-03-01\n").stderr
