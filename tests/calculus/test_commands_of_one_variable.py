"""The commands of the topics of curves and of one variable: what they print, and what they refuse."""

import json

import pytest
from command import run

ASKED = {
    "implicit": ["x^2 + y^2 = 25", "--at", "x=3,y=4", "--order", "2"],
    "tangent": ["x^2", "--at", "x=3"],
    "parametric": ["t^2", "t^3 - 3t", "--at", "t=2"],
    "rates": ["x^2 + y^2 = 25", "--at", "x=3", "--at", "y=4", "--known", "dx/dt=2", "--wanted", "dy/dt"],
    "inverse": ["x^3 + 2x - 1", "--at", "y=2"],
    "explain": ["x^2 - 3x", "--method", "definition", "--at", "x=2"],
}


@pytest.mark.parametrize("name", ASKED)
def test_json_is_one_document(name: str) -> None:
    done = run(name, *ASKED[name], "--format", "json")
    assert done.returncode == 0
    kind = "derivation" if name == "explain" else name
    assert json.loads(done.stdout)["schema"] == f"derivtutor/{kind}/1"


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("form", ["terminal", "plain", "latex", "markdown", "html"])
def test_all_formats_are_printed(name: str, form: str) -> None:
    done = run(name, *ASKED[name], "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["implicit", "x^2 + y^2"],
        ["implicit", "x^2 + y^2 = 25", "--at", "x=3,y=5"],
        ["tangent", "x^2"],
        ["tangent", "x^2 = 4", "--at", "x=2"],
        ["parametric", "2", "t"],
        ["rates", "x^2 + y^2 = 25"],
        ["inverse", "x^2"],
        ["inverse", "x^2", "--at", "y=-1"],
        ["explain", "tanh(x)", "--method", "definition"],
        ["explain", "x^2", "--method", "definition", "--order", "2"],
    ],
)
def test_what_cannot_be_done_takes_one_sentence_and_exits_with_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
