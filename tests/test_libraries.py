"""What takes long to load is loaded when it is needed, and not before."""

import json
import re
import subprocess
import sys

import pytest

from derivtutor import libraries
from derivtutor.patterns import pattern

LATE = (
    "flint", "sympy", "rich", "prompt_toolkit", "ruamel.yaml", "distributed", "pyarrow", "openpyxl",
    "pebble", "mcp", "starlette", "uvicorn", "derivtutor.services.workers",
    "derivtutor.render.graphs", "derivtutor.render.figures", "derivtutor.calculus.figures",
)  # fmt: skip


def loaded_after(work: str) -> set[str]:
    """Those of the late libraries that a process of its own has loaded after some work."""
    script = f"{work}\nimport json, sys\nprint(json.dumps([name for name in {LATE!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("work", "needed"),
    [
        ("import derivtutor.cli.main", set()),
        ("from derivtutor import explain; explain('sin(exp(2x))').as_dict()", set()),
        ("from derivtutor.cli.main import cli; cli(['explain', 'sin(exp(2x))'], standalone_mode=False)", set()),
        ("from derivtutor import explain; explain('sin(x)', at='x=2')", {"flint"}),
        ("from derivtutor import gradient; gradient('x^2 y', at='x=2,y=1')", set()),
        ("from derivtutor import implicit; implicit('x^2 + y^2 = 25')", {"flint"}),
        ("from derivtutor import check; check('x^2', '2x')", {"flint"}),
        ("import derivtutor.cli.due, derivtutor.cli.hint, derivtutor.cli.grade", set()),
        ("import derivtutor.cli.mcp, derivtutor.cli.serve", set()),
        ("import derivtutor.services.http.serving", {"starlette", "uvicorn", "pebble", "derivtutor.services.workers"}),
    ],
)
def test_nothing_is_loaded_that_is_not_needed(work: str, needed: set[str]) -> None:
    assert loaded_after(work) == needed


def test_a_late_library_is_the_library() -> None:
    import flint

    assert libraries.flint.arb is flint.arb
    with pytest.raises(AttributeError):
        getattr(libraries.flint, "nothing of that name")


def test_a_late_pattern_is_a_pattern() -> None:
    late = pattern(r"(\w)=", re.IGNORECASE)
    assert [match[1] for match in late.finditer("x=1, y=2")] == ["x", "y"]
    assert late.sub("", "x=1") == "1"
    with pytest.raises(re.error):
        pattern("(").match("")
