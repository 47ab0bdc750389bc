"""`derivtutor check --backprop` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import run

PROGRAM = "z = w*x + b; a = sigmoid(z); L = (a - y)^2"
AT = ("--at", "w=2,x=0.5", "--at", "b=0.5,y=1")


def judged(page: str, *more: str, program: str = PROGRAM, **environment: str):
    return run("check", "--backprop", program, *AT, "--work", "-", *more, stdin=page, **environment)


def test_a_right_page() -> None:
    done = judged("da = 2(a - y)\ndz = da*a(1 - a)\ndw = dz*x\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "Every line is right."


def test_a_slip_is_told_at_any_width() -> None:
    page = "da = 2(a - y)\ndz = da\ndw = dz*x\n"
    for columns in ("60", "80", "120"):
        done = judged(page, COLUMNS=columns)
        assert done.returncode == 1
        assert max(map(len, done.stdout.splitlines())) <= int(columns)
        assert "\x1b" not in done.stdout
    assert done.stdout == (
        "  1 ✓ da = 2(a - y)\n"
        "  2 ✗ dz = da\n"
        "      ∂L/∂z is −0.05442, and yours is −0.3649.\n"
        "      What arrives at a is passed on as it is; the local derivative of a by z is missing as a factor.\n"
        "      Hint: Incoming gradient times local derivative, at every step.\n"
        "  3 → dw = dz*x\n"
        "      This follows from line 2, which is wrong.\n"
        "Line 2 is the first wrong line.\n"
    )


def test_a_screen_without_unicode() -> None:
    done = judged("dL/da = a - y\ndz = 3\n", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert done.stdout.splitlines()[0].startswith("  1 NO dL/da = a - y")


def test_the_document_is_json() -> None:
    done = judged("da = a - y\n\nwords\n", "--format", "json", "--wrt", "w,b")
    document = json.loads(done.stdout)
    assert done.returncode == 1
    assert document["schema"] == "derivtutor/backward/1"
    assert document["wrt"] == ["w", "b"]
    assert document["missing"] == ["w", "b"]
    assert [line["status"] for line in document["lines"]] == ["wrong", "note", "note"]
    assert document["lines"][0]["slip"] == "square-factor-lost"


def test_programs_and_pages_are_files(tmp_path: Path) -> None:
    (tmp_path / "net.txt").write_text("\ufeff# a line\r\nz = w*x\r\nL = (z - y)^2\r\n", "utf-8")
    (tmp_path / "pass.txt").write_bytes("dz = 2(z − y)\r\ndw = dz·x\r\n".encode("utf-16"))
    done = run(
        "check", "--backprop", "net.txt", "--at", "w=2,x=3,y=1", "--wrt", "w", "--work", "pass.txt", folder=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_typed_is_shown_safely() -> None:
    done = judged("\x1b[31mda = 3\x07\ndz = <b>\n")
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--backprop", PROGRAM, *AT], "Give the backward pass as a file with --work."),
        (["check", "x^2", "--backprop", PROGRAM, *AT, "--work", "-"], "Give the backward pass as a file"),
        (["check", "--backprop", PROGRAM, *AT, "--work", "none.txt"], "The file none.txt cannot be read"),
        (["check", "--backprop", "z = w*x; L = t^2", *AT, "--work", "-"], "The name t is not set."),
        (["check", "--backprop", PROGRAM, *AT, "--wrt", "v", "--work", "-"], "v does not occur in the program."),
        (["check", "--backprop", "", *AT, "--work", "-"], "The program has no lines."),
        (["check", "--backprop", PROGRAM, "--at", "w=1", "--work", "-"], "The name x is not set."),
        (["check"], "Give an answer, or a file with --work."),
        (["check", "x^2"], "Give an answer, or a file with --work."),
    ],
)
def test_mistakes_are_told(arguments: list[str], message: str) -> None:
    done = run(*arguments, stdin="dz = 3\n")
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
