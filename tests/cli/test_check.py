"""`derivtutor check` and `derivtutor hint` as a user meets them."""

from __future__ import annotations

import importlib
import itertools
import json
import signal
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from command import run

from derivtutor import UserError, check
from derivtutor.cli import limit


@pytest.mark.parametrize(
    ("answer", "code", "word"),
    [
        ("2x cos(x^2)", 0, "Correct."),
        ("cos(x^2)", 1, "Not correct."),
        ("-2x", 1, "Not correct."),
    ],
)
def test_exit_codes(answer: str, code: int, word: str) -> None:
    done = run("check", "sin(x^2)", answer)
    assert done.returncode == code
    assert done.stdout.startswith(word)
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "sin(x^2)", "2x cos(x^2"], "never closed"),
        (["check", "sin(x^2", "2x"], "never closed"),
        (["check", "sin(x^2)", ""], "The answer is empty"),
        (["check", "sin(x^2)"], "Give an answer"),
        (["check", "x^2", "2x", "--form", "pretty"], "'pretty' is not one of"),
        (["check", "x^2", "2x", "--at", "y=2"], "The letter y does not occur here"),
        (["check", "x^2", "2", "--at", "1", "--tolerance", "inf"], "The tolerance inf is not possible"),
        (["check", "x^2", "2x", "--timeout", "0"], "The time limit 0 is not possible"),
        (["check", "x^2", "--work", "no-such-file"], "cannot be read"),
        (["check", "arcsin(x^2 + 2)", "x"], "has no real value for any x"),
        (["hint", "x^2", "--level", "7"], "There is no hint of level 7"),
        (["hint", "x^"], "must follow"),
    ],
)
def test_mistakes_are_told_and_nothing_is_printed(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_the_librarys_document() -> None:
    done = run("check", "sin(x^2)", "cos(x^2)", "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == check("sin(x^2)", "cos(x^2)").as_dict()


def test_what_takes_too_long_is_neither_right_nor_wrong() -> None:
    nested = "x^2"
    for letter in "tsuvw":
        nested = f"int(sin({letter} ({nested})) e^({letter}^2), {letter}, 0, x + 1)"
    done = run("check", "x^2", nested, "--timeout", "0.01")
    assert done.returncode == 2
    assert "counts neither as right nor as wrong" in done.stderr


def test_ascii_where_the_terminal_has_no_more() -> None:
    done = run("check", "x^2", "-2x", PYTHONIOENCODING="ascii")
    assert done.stdout.isascii()
    assert "At x = 1, yours gives -2, but the derivative is 2." in done.stdout


def test_hints() -> None:
    assert run("hint", "sin(x^2)").stdout.startswith("Hint 1 of 6.")
    document = json.loads(run("hint", "sin(x^2)", "--level", "6", "--format", "json").stdout)
    assert document["kind"] == "answer"
    assert document["level"] == document["of"] == 6


WORKING = """Let u = x^2 and v = sin(3x).
u' = 2x, v' = 3cos(3x)

f'(x) = 2x sin(3x) - 3x^2 cos(3x)
= x(2sin(3x) - 3x cos(3x))
"""


def test_a_working_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "working.txt"
    file.write_text(WORKING, encoding="utf-8-sig")
    from_file, from_input = (run("check", "x^2 sin(3x)", "--work", name, stdin=WORKING) for name in (str(file), "-"))
    assert from_file.returncode == 1
    assert from_file.stdout == from_input.stdout
    assert "4 ✗ f'(x)" in from_file.stdout
    assert "5 → = x(" in from_file.stdout
    assert "\x1b" not in from_file.stdout


def test_a_right_working() -> None:
    done = run("check", "sin(x^2)", "--work", "-", "--format", "json", stdin="y' = cos(x^2) * (x^2)'\n= 2x cos(x^2)\n")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert document["schema"] == "derivtutor/working/1"
    assert [line["status"] for line in document["lines"]] == ["right", "right"]


def test_a_counterexample_is_told_unless_it_has_letters_of_another_problem() -> None:
    assert "At x = 1, y = 2, yours gives 2, but the derivative is 0." in run("check", "y^2", "2x", "--wrt", "x").stdout
    assert run("check", "x^2", "2t").stdout == "Not correct.\nThe letter t does not occur in the problem.\n"


def test_what_is_not_proved_is_told() -> None:
    done = run("check", "x int(e^(t^2), t, 0, x)", "x e^(x^2) + int(e^(t^2), t, -x, 0)")
    assert done.returncode == 0
    assert "to 100 digits at 9 points: not proved, worth a look." in " ".join(done.stdout.split())


def test_what_is_not_seen_in_an_answer_is_escaped() -> None:
    done = run("check", "sqrt(x)", "1/2\u200bsqrt(x)")
    assert done.returncode == 1
    assert "\u200b" not in done.stdout
    assert r"With brackets it would be right: 1/(2\u200bsqrt(x))" in done.stdout


def test_a_hostile_working_is_escaped() -> None:
    done = run("check", "x^2", "--work", "-", stdin="\x1b[31m[red]2x[/red]\u202e\n")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "[red]" in done.stdout


def test_the_next_step() -> None:
    assert run("next", "sin(x^2)").stdout.startswith("Begin with the chain rule")
    document = json.loads(run("next", "sin(x^2)", "--work", "-", "--format", "json", stdin="y' = 2x cos(x^2)").stdout)
    assert document["kind"] == "done"
    assert document["remaining"] == 0


def test_there_may_be_no_time_limit() -> None:
    done = run("check", "x^2", "2x", "--timeout", "inf")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "log x", "1/(x ln 10)"], 1),
        (["check", "--log", "10", "log x", "1/(x ln 10)"], 0),
        (["check", "--log", "10", "log x", "--work", "-"], 0),
        (["explain", "--log", "2", "log x"], 0),
        (["hint", "--log", "2", "log x"], 0),
        (["next", "--log", "2", "log x"], 0),
        (["explain", "--log", "3", "log x"], 2),
    ],
)
def test_the_base_of_log(arguments: list[str], code: int) -> None:
    assert run(*arguments, stdin="= 1/(x ln 10)\n").returncode == code


def swallowing() -> None:
    """Never come back but for an interrupt, and say nothing of that, as a library does that catches everything."""
    with suppress(KeyboardInterrupt):
        while True:
            pass


def test_loading_is_not_counted_as_judging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of this test goes on when it says so; the limit begins anew with a module that is loaded."""
    now, looked = 0.0, threading.Event()

    def clock() -> float:
        if threading.current_thread() is not threading.main_thread():
            looked.set()
        return now

    def seen() -> None:
        """Whoever watches the limit has looked at the clock since."""
        looked.clear()
        looked.wait()

    def judging() -> None:
        nonlocal now
        now += 0.011
        swallowing()

    monkeypatch.setattr(limit, "monotonic", clock)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "needed_while_judging.py").write_text("")
    with limit.at_most(0.01):
        now = 0.009
        importlib.import_module("needed_while_judging")
        now = 0.018
        seen()
        seen()
    with pytest.raises(UserError, match="counts neither as right nor as wrong"), limit.at_most(0.01):
        judging()


def test_a_limit_may_be_over_before_judging_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a busy machine."""
    times = itertools.chain([0.0], itertools.repeat(9.0))
    monkeypatch.setattr(limit, "monotonic", lambda: next(times))
    with pytest.raises(UserError, match="counts neither as right nor as wrong"), limit.at_most(1.0):
        swallowing()


def test_what_swallows_an_interrupt_is_late_all_the_same() -> None:
    with pytest.raises(UserError, match="counts neither as right nor as wrong"), limit.at_most(0.01):
        swallowing()


def test_a_limit_holds_in_the_background_where_interrupts_are_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(UserError, match="counts neither as right nor as wrong"), limit.at_most(0.01):
            swallowing()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_tangent_without_a_point_is_asked_for_one() -> None:
    done = run("check", "x^2", "y = 1", "--topic", "tangent")
    assert done.returncode == 2
    assert "None" not in done.stderr
    assert "point" in done.stderr
