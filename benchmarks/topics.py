"""Topics beyond the rules: how long their explanations are, and how long they take against SymPy.

`python benchmarks/topics.py` prints lines of equations and printed rows of every public case, and the times.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cold_start import processor_seconds

import derivtutor
from derivtutor.calculus.explanation import Explanation
from derivtutor.render.formats import Detail, render
from derivtutor.render.telling.blocks import Chain
from derivtutor.render.telling.explanation import tell

CASES = Path(__file__).parents[1] / "tests" / "cases" / "multivariable.jsonl"

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "taylor2": derivtutor.taylor,
    "descent": derivtutor.descend,
    "definition": lambda function, at: derivtutor.explain(function, method="definition", at=at).told,
}
"""Features of the cases that have another name as functions."""

OPERANDS = ("expr", "exprs", "equation", "x", "y")

TEN = [f"x_{place}" for place in range(1, 11)]
OF_TEN = " + ".join(f"x_{place}^2 sin(x_{place % 10 + 1})" for place in range(1, 11))
TEN_FUNCTIONS = [f"x_{place}^2 sin(x_{place % 10 + 1}) + e^(x_{(place + 2) % 10 + 1})" for place in range(1, 11)]

SYMPY_HESSIAN = (
    "import sympy; x = sympy.symbols('x_1:11');"
    "f = sum(x[k]**2*sympy.sin(x[(k + 1) % 10]) for k in range(10)); sympy.hessian(f, x)"
)
SYMPY_SERIES = "import sympy; x = sympy.Symbol('x'); sympy.series(sympy.tanh(x), x, 0, 12)"
OUR_HESSIAN = f"import json, derivtutor; json.dumps(derivtutor.hessian({OF_TEN!r}).as_dict())"
OUR_SERIES = "import json, derivtutor; json.dumps(derivtutor.taylor('tanh(x)', order=11).as_dict())"
OUR_JACOBIAN = f"import json, derivtutor; json.dumps(derivtutor.jacobian({TEN_FUNCTIONS!r}, wrt={TEN!r}).as_dict())"
LOADED = (
    "import sympy",
    "from derivtutor.calculus.series.series import taylor; from derivtutor.calculus.extremes import hessian",
)


def found(case: Mapping[str, Any]) -> Any:
    """What a topic hands out for a case."""
    ask = {key.replace("from", "start"): value for key, value in case["ask"].items()}
    name = case["feature"]
    function = FUNCTIONS.get(name) or getattr(derivtutor, name.replace("-", "_"))
    operands = [ask.pop(key) for key in OPERANDS if key in ask]
    return function(*operands, **ask)


def size(explanation: Explanation, detail: Detail) -> tuple[int, int]:
    """Lines of equations, and rows on a screen of 80 columns that have something in them."""
    document = tell(explanation, detail)
    lines = sum(len(block.turns) for block in document.blocks if isinstance(block, Chain))
    rows = render(document, "terminal", width=80, unicode=True).splitlines()
    return lines, sum(bool(row.strip()) for row in rows)


def economy() -> None:
    print("lines of equations, rows on the screen: brief, standard")
    most = 0
    for case in map(json.loads, CASES.read_text(encoding="utf-8").splitlines()):
        explanation = found(case)
        brief, standard = size(explanation, "brief"), size(explanation, "standard")
        most = max(most, brief[0])
        print(f"  {case['feature']:14} {brief[0]:3} {brief[1]:4}   {standard[0]:3} {standard[1]:4}  {_asked(case)}")
    print(f"most lines in brief: {most} (bar 25); the limit of a quadratic: see definition (bar 10)")


def _asked(case: Mapping[str, Any]) -> str:
    return ", ".join(str(case["ask"][key]) for key in OPERANDS if key in case["ask"])[:60]


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def cold(program: str, runs: int) -> float:
    """Processor time of a process that does nothing else."""
    return statistics.median(processor_seconds(["-c", program]) for _ in range(runs))


def after_loading(program: str, loading: str) -> float:
    """Processor time in a new process once the modules are there; nothing is remembered from before."""
    timed = f"{loading}\nimport time; start = time.process_time()\n{program}\nprint(time.process_time() - start)"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run([sys.executable, "-c", timed], check=True, capture_output=True, text=True, env=environment)
    return float(done.stdout)


def against(name: str, ours: str, theirs: str, bar: float, runs: int) -> None:
    """A comparison of whole processes, and one of the work alone."""
    whole = cold(ours, runs), cold(theirs, runs)
    alone = [
        statistics.median(after_loading(program, loading) for _ in range(runs))
        for program, loading in ((ours, LOADED), (theirs, "import sympy"))
    ]
    print(
        f"{name}: cold {whole[0]:.3f} s against {whole[1]:.3f} s of SymPy, ratio {whole[0] / whole[1]:.2f} (bar {bar});"
    )
    print(f"  loaded {alone[0]:.3f} s against {alone[1]:.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    economy()
    against("Hessian of 10 variables with steps", OUR_HESSIAN, SYMPY_HESSIAN, 0.5, runs)
    against("Taylor polynomial of tanh to order 11", OUR_SERIES, SYMPY_SERIES, 1, runs)
    first = statistics.median(after_loading(OUR_JACOBIAN, LOADED) for _ in range(runs))
    times = [seconds(lambda: derivtutor.jacobian(TEN_FUNCTIONS, wrt=TEN).as_dict()) for _ in range(runs)]
    print(f"Jacobian matrix 10 x 10 (bar 0.3 s): at first {first:.3f} s, then {statistics.median(times):.3f} s")
    explain = [processor_seconds(["-m", "derivtutor", "explain", "x^2 + 3x"]) for _ in range(runs)]
    gradient = [processor_seconds(["-m", "derivtutor", "gradient", "x^2 + 3y"]) for _ in range(runs)]
    ours, theirs = statistics.median(gradient), statistics.median(explain)
    print(f"start-up of gradient: {ours:.3f} s against {theirs:.3f} s of explain, ratio {ours / theirs:.2f} (bar 1)")


if __name__ == "__main__":
    main()
