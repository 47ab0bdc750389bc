"""What takes long to load is loaded when it is needed, and not before."""

import json
import re
import subprocess
import sys

import pytest

from derivtutor import libraries
from derivtutor.patterns import pattern

LATE = (
    "flint", "flint.types.fmpz_mpoly", "sympy", "rich", "prompt_toolkit", "ruamel.yaml", "distributed", "pyarrow",
    "openpyxl", "IPython", "pygls", "textual", "difflib",
    "pebble", "mcp", "starlette", "uvicorn", "derivtutor.services.workers",
    "derivtutor.render.graphs", "derivtutor.render.figures", "derivtutor.calculus.figures",
)  # fmt: skip
FIGURES = {"flint", "derivtutor.render.figures", "derivtutor.calculus.figures"}


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
        ("from derivtutor.cli.main import cli; cli(['explain', '1/x', '--plot'], standalone_mode=False)", FIGURES),
        ("from derivtutor import gradient; gradient('x^2 y', at='x=2,y=1')", set()),
        ("from derivtutor import implicit; implicit('x^2 + y^2 = 25')", {"flint"}),
        ("from derivtutor import check; check('x^2', '2x')", {"flint"}),
        (
            "from derivtutor.cli.main import cli; cli(['explore', 'x^2', '--frames'], standalone_mode=False)",
            {"flint", "derivtutor.render.graphs", "derivtutor.render.figures", "derivtutor.calculus.figures"},
        ),
        ("import derivtutor.cli.due, derivtutor.cli.hint, derivtutor.cli.grade, derivtutor.cli.learn", set()),
        ("import derivtutor.cli.mcp, derivtutor.cli.serve", set()),
        ("import derivtutor.services.http.serving", {"starlette", "uvicorn", "pebble", "derivtutor.services.workers"}),
        ("import derivtutor.cli.lsp", set()),
    ],
)
def test_nothing_is_loaded_that_is_not_needed(work: str, needed: set[str]) -> None:
    assert loaded_after(work) == needed


def test_the_package_loads_nothing_that_was_not_asked_for() -> None:
    script = "import derivtutor, sys; print(sorted(name for name in sys.modules if name.startswith('derivtutor')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['derivtutor', 'derivtutor.showing']"


def test_a_late_library_is_the_library() -> None:
    import flint

    assert libraries.flint.arb is flint.arb
    with pytest.raises(AttributeError):
        getattr(libraries.flint, "nothing of that name")


ASIDE = "from derivtutor.libraries import flint as ours; ours.arb"
"""From here on the package is known to Python, of which only some modules were loaded."""


@pytest.mark.parametrize(
    "work",
    [
        "import flint; from derivtutor.libraries import flint as ours; assert flint.fmpq is ours.fmpq",
        f"{ASIDE}; import flint; assert flint.arb is ours.arb",
        f"{ASIDE}; import flint; assert not hasattr(flint, 'nothing of that name'); assert flint.arb is ours.arb",
        f"{ASIDE}; import flint; assert set(dir(flint)) > set(flint.__all__)",
        f"{ASIDE}; from flint import *; assert fmpz_mat([[2]]).det() == 2; import flint",
        f"{ASIDE}; ours.fmpq_mpoly_ctx; import flint.types.arb as module; assert module.arb is ours.arb; import flint",
        f"{ASIDE}; import flint, importlib; assert importlib.reload(flint).arb is ours.arb; flint.__version__",
        f"{ASIDE}; import pickle, flint; assert pickle.loads(pickle.dumps([ours.fmpq(1, 2), flint.fmpz(3)]))[1] == 3",
        f"{ASIDE}; from flint import __version__; import flint",
    ],
)
def test_whoever_else_uses_a_package_that_is_loaded_by_types_has_the_whole_of_it(work: str) -> None:
    script = f"{work}\nprint(all(hasattr(flint, name) for name in flint.__all__) and bool(flint.__version__))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_threads_that_look_for_parts_of_a_package_at_the_same_time_all_find_them() -> None:
    script = f"""
{ASIDE}
import sys, threading
import flint
sys.setswitchinterval(1e-6)
names, found, start = ["fmpz_mat", "dirichlet_char", "showgood", "__version__"] * 4, [], threading.Barrier(16)
def look(name):
    start.wait()
    found.append(getattr(flint, name))
threads = [threading.Thread(target=look, args=[name]) for name in names]
for each in threads: each.start()
for each in threads: each.join()
print(len(found))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("16\n", "")


def test_a_late_pattern_is_a_pattern() -> None:
    late = pattern(r"(\w)=", re.IGNORECASE)
    assert [match[1] for match in late.finditer("x=1, y=2")] == ["x", "y"]
    assert late.sub("", "x=1") == "1"
    with pytest.raises(re.error):
        pattern("(").match("")
