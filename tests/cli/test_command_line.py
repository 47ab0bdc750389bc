"""The command as a user meets it: exit codes, what goes where, and nothing that should not be printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import Done, program, run

import derivtutor
from derivtutor.cli.options import FORMATS


def started(*arguments: str, stdin: str = "", **environment: str) -> Done:
    """The command in a process of its own."""
    done = subprocess.run(
        program(*arguments), input=stdin, capture_output=True, encoding="utf-8", env={**os.environ, **environment}
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("arguments", "stdin", "encoding"),
    [
        (["explain", "sin(exp(2x))"], "", "utf-8"),
        (["explain", "sqrt((x+1)/(x-1))"], "", "ascii"),
        (["explain", "-"], "x^3 + θ\n", "utf-8"),
        (["check", "x^2", "3x"], "", "utf-8"),
        (["explain", "sin(x"], "", "utf-8"),
    ],
)
def test_a_process_of_its_own_does_what_the_other_tests_see(arguments: list[str], stdin: str, encoding: str) -> None:
    """The others run the command in theirs."""
    words = {"stdin": stdin, "PYTHONIOENCODING": encoding}
    assert started(*arguments, **words) == run(*arguments, **words)


def test_the_main_job() -> None:
    done = run("explain", "sin(exp(2x))")
    assert done.returncode == 0
    assert "Chain rule" in done.stdout
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_printed(form: str) -> None:
    done = run("explain", "x^2/(x+1)", "--at", "x=2", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout != ""


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    """Sets have another order in each, unless it is fixed."""
    commands = [["explain", "x^2/(x+1)", "--at", "x=2", "--format", form] for form in FORMATS]
    code = f"from derivtutor.cli.main import cli\nfor each in {commands!r}:\n    cli(each, standalone_mode=False)\n"
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "77")
    )  # fmt: skip
    assert first == second != b""


def test_json_is_one_document() -> None:
    document = json.loads(run("explain", "sin(exp(2x))", "--format", "json").stdout)
    assert document == derivtutor.explain("sin(exp(2x))").as_dict()


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
@pytest.mark.parametrize("view", ["tree", "lines"])
def test_details_and_views(detail: str, view: str) -> None:
    assert "x" in run("explain", "x^2 sin(x)", "--detail", detail, "--view", view).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "sin(x"], "never closed"),
        (["explain", ""], "nothing to read"),
        (["explain", "x^2", "--order", "0"], "order 0"),
        (["explain", "x^2", "--order", "two"], "not a valid integer"),
        (["explain", "x^2", "--at", "y=1"], "y does not occur"),
        (["explain", "a t^2"], "--wrt"),
        (["explain", "x^2", "--format", "word"], "word"),
        (["explain", "x^2", "--ordr", "2"], "--order"),
        (["explain", "x^2", "--output", "no/such/folder/x.html"], "cannot be written"),
        (["explain"], "Missing argument"),
        (["explin", "x"], "Did you mean explain"),
        (["sin(x)"], 'derivtutor explain "sin(x)"'),
        (["rules", "prodct"], "Did you mean product"),
        (["explain", "[/red] x [bold]"], "/"),
        (["explain", "\x1b[31mx"], "U+001B"),
    ],
)
def test_mistakes_end_with_two_and_a_sentence(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr


def test_the_caret_stands_under_the_place() -> None:
    lines = run("explain", "3 + arcsn(x)").stderr.splitlines()
    assert lines[1].index("arcsn") == lines[2].index("^")
    assert "arcsin" in lines[0]


def test_an_expression_may_begin_with_a_minus_sign_or_come_from_standard_input() -> None:
    assert json.loads(run("explain", "-x^2", "--format", "json").stdout)["derivative"]["text"] == "-2x"
    assert json.loads(run("explain", "-cosh(x)", "--format", "json").stdout)["derivative"]["text"] == "-sinh(x)"
    assert run("check", "cosh(x)", "-sinh(x)").returncode == 1
    assert json.loads(run("explain", "-", "--format", "json", stdin="x^3\n").stdout)["derivative"]["text"] == "3x^2"


def test_a_file_is_written_in_the_format_of_its_name(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run("explain", "x^2", "--output", str(page))
    assert (done.returncode, done.stdout) == (0, "")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_output_for_an_encoding_without_mathematical_signs_is_ascii() -> None:
    done = run("explain", "sqrt((x+1)/(x-1))", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()


@pytest.mark.parametrize("columns", ["60", "200"])
def test_the_width_of_the_screen_is_kept(columns: str) -> None:
    lines = run("explain", "(x^2+1)/(x-3) + x^2 sin(x)", COLUMNS=columns).stdout.splitlines()
    assert max(map(len, lines)) <= int(columns)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["explain", "--help"], ["rules", "--help"]])
def test_help_needs_no_computer_algebra(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom derivtutor.cli.main import cli\n"
        f"try: cli({arguments!r}, standalone_mode=True)\nexcept SystemExit: pass\n"
        "assert not {'sympy', 'flint', 'rich'} & set(sys.modules), sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_explaining_needs_no_computer_algebra() -> None:
    program = (
        "import sys, derivtutor\nderivtutor.explain('x^2 sin(x)').as_dict()\n"
        "assert not {'sympy', 'flint', 'click', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_completion_knows_the_commands() -> None:
    program = "from derivtutor.cli.main import cli; cli(prog_name='derivtutor')"
    words = {"_DERIVTUTOR_COMPLETE": "bash_complete", "COMP_WORDS": "derivtutor exp", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", env={**os.environ, **words}, check=False
    )
    assert done.stdout.split() == ["plain,explain", "plain,explore"]


def test_the_rule_book_is_looked_up() -> None:
    assert "quotient" in run("rules").stdout
    page = run("rules", "product").stdout
    assert "(u v)' = u' v + u v'" in page
    assert "Common slips" in page
    assert run("rules", "sin").stdout.startswith("Sine")
    assert json.loads(run("rules", "chain", "--format", "json").stdout)["id"] == "chain"
