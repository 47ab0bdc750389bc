"""SymPy's heavy simplification, in a process of its own that is stopped when its time is up."""

from __future__ import annotations

import subprocess
import sys

from derivtutor.errors import UserError
from derivtutor.libraries import sympy
from derivtutor.notation import linear
from derivtutor.notation.from_sympy import from_sympy
from derivtutor.notation.reader import read
from derivtutor.notation.to_sympy import to_sympy
from derivtutor.notation.tree import Node

_READY = "ready"


def simplified(expression: Node, seconds: float) -> Node | None:
    """What SymPy's `simplify` makes of an expression; None when the time runs out or nothing readable comes back.

    `seconds` counts from the moment SymPy is loaded.
    """
    command = [sys.executable, "-m", "derivtutor.derivation.computer_algebra"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as worker:
        assert worker.stdout is not None
        if worker.stdout.readline().strip() != _READY:
            worker.kill()
            return None
        try:
            written, _ = worker.communicate(linear.text(expression), timeout=seconds)
        except subprocess.TimeoutExpired:
            worker.kill()
            return None
    try:
        return read(written).tree
    except UserError:
        return None


def _work() -> None:
    sympy.simplify(sympy.sin(sympy.Symbol("x")) ** 2 + 1)  # loads what simplifying needs
    print(_READY, flush=True)
    expression = to_sympy(read(sys.stdin.read()).tree)
    print(linear.text(from_sympy(sympy.simplify(expression))))


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    _work()
