"""Programs as the commands take them: files, lines, standard input, examples; ways that do not go together."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import run


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_usual_encodings_and_line_ends(tmp_path: Path, encoding: str) -> None:
    program = tmp_path / "net.txt"
    program.write_bytes("z = w*x\r\nL = z^2\r\n".encode(encoding))
    done = run("backprop", str(program), "--at", "w=1,x=2", "--format", "plain")
    assert "Answer: dL/dw = 8" in done.stdout


def test_one_expression_is_a_program_though_it_has_a_point() -> None:
    assert "dL/dx = 2.5x^1.5" in run("backprop", "x^2.5", "--format", "plain").stdout


def test_the_examples_are_listed_by_both_commands() -> None:
    listed = run("train", "--example", "list").stdout
    assert listed == run("backprop", "--example", "list").stdout
    assert listed.startswith("line ")


def test_of_an_example_what_can_be_trained_is_trained() -> None:
    assert "downwards in every step" in run("train", "--example", "softmax").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["backprop", "missing.txt"], "missing.txt cannot be read"),
        (["backprop", "."], "The file . cannot be read"),
        (["backprop", "L = x", "--example", "line"], "There is both a program and an example."),
        (["backprop", "--example", "line", "--frames", "--mode", "verify"], "--mode verify and --frames do not go"),
        (["backprop", "--example", "line", "--of", "z", "--wrong", "overwrite"], "do not go together"),
        (["backprop", "--example", "line", "--graph", "text", "--code", "numpy"], "--graph text and --code numpy do"),
        (["backprop", "L = x^2", "--frames"], "--frames needs numbers."),
        (["train", "--example", "lime"], "Did you mean line?"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "net.txt"
    program.write_bytes(b"\x00\x01\xff")
    assert "is not text" in run("backprop", str(program)).stderr
