"""Programs as code: it runs, finds what backprop finds, and is what a teacher would write."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from code_cases import BY_CHANCE, CASES, FRAMEWORKS, GOLDEN, OF_NUMBERS, Case, golden, printed
from command import run

from derivtutor import backprop
from derivtutor.calculus.backpropagation.backprop import code
from derivtutor.errors import UserError
from derivtutor.network.coding.identifiers import Identifiers
from derivtutor.network.coding.pieces import Piece, comment
from derivtutor.network.coding.spellings import HELPERS, SPELLINGS
from derivtutor.network.coding.writing import Operand, Writer
from derivtutor.network.operations import ARRAYS, Operation, arithmetic, function
from derivtutor.notation.functions import FUNCTIONS

RUN_ALL = """
import contextlib, io, json, pathlib, runpy, sys
printed = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("case_*.py")):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runpy.run_path(str(path))
    printed[path.stem] = out.getvalue()
print(json.dumps(printed))
"""
"""One process runs all, since what takes long is to begin."""

MICROGRAD = '''
class Value:
    """A number as in micrograd: it knows how it was made, and has no other operations than that one."""

    def __init__(self, data, children=(), back=lambda grad: ()):
        self.data, self.grad, self._children, self._back = data, 0, children, back

    def _of(self, other):
        return other if isinstance(other, Value) else Value(other)

    def __add__(self, other):
        other = self._of(other)
        return Value(self.data + other.data, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        other = self._of(other)
        return Value(self.data * other.data, (self, other), lambda g: (g * other.data, g * self.data))

    def __pow__(self, other):
        assert isinstance(other, (int, float))
        return Value(self.data**other, (self,), lambda g: (g * other * self.data ** (other - 1),))

    def relu(self):
        return Value(max(0, self.data), (self,), lambda g: (g * (self.data > 0),))

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for child in value._children:
                    visit(child)
                order.append(value)

        visit(self)
        self.grad = 1
        for value in reversed(order):
            for child, share in zip(value._children, value._back(value.grad)):
                child.grad += share

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return other + (-self)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return other * self**-1
'''


def outputs(cases: list[Case], framework: str, folder: Path) -> Mapping[str, Any]:
    """What the code of programs prints, by their names."""
    for number, case in enumerate(cases):
        (folder / f"case_{number}.py").write_text(code(case.program, framework, case.wrt, case.at), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", "-c", RUN_ALL, str(folder)],
        capture_output=True, encoding="utf-8", cwd=folder, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return {case.name: printed(told[f"case_{number}"]) for number, case in enumerate(cases)}


def assert_agrees(case: Case, found: Mapping[str, Any]) -> None:
    document = backprop(case.program, case.wrt, case.at).as_dict()
    loss = next(iter(found))
    assert flat(found[loss]) == pytest.approx([document["loss"]], rel=1e-12), case.name
    gradients = {name.removeprefix(f"d{loss}/d"): value for name, value in found.items() if name != loss}
    assert list(gradients) == list(document["gradients"]), case.name
    for name, gradient in document["gradients"].items():
        assert shape(gradients[name]) == shape(gradient), (case.name, name)
        assert flat(gradients[name]) == pytest.approx(flat(gradient), rel=1e-12, abs=1e-12), (case.name, name)


def flat(value: Any) -> list[float]:
    return [number for entry in value for number in flat(entry)] if isinstance(value, list) else [value]


def shape(value: Any) -> list[int]:
    return [len(value), *shape(value[0])] if isinstance(value, list) else []


def test_numpy_finds_what_backprop_finds(tmp_path: Path) -> None:
    found = outputs([*CASES, *BY_CHANCE], "numpy", tmp_path)
    for case in [*CASES, *BY_CHANCE]:
        assert_agrees(case, found[case.name])


def test_micrograd_finds_what_backprop_finds(tmp_path: Path) -> None:
    (tmp_path / "micrograd").mkdir()
    (tmp_path / "micrograd" / "engine.py").write_text(MICROGRAD, encoding="utf-8")
    found = outputs(OF_NUMBERS, "micrograd", tmp_path)
    for case in OF_NUMBERS:
        assert_agrees(case, found[case.name])


@pytest.mark.parametrize("framework", ["pytorch", "jax"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_code_is_python_and_sets_every_name_that_it_uses(case: Case, framework: str) -> None:
    tree = ast.parse(code(case.program, framework, case.wrt, case.at))
    compile(tree, "code", "exec")
    named = [part for part in ast.walk(tree) if isinstance(part, ast.Name)]
    known = {part.id for part in named if isinstance(part.ctx, ast.Store)} | {"sum", "zip", "print", "len"}
    for part in ast.walk(tree):
        if isinstance(part, ast.FunctionDef):
            known |= {part.name, *[argument.arg for argument in part.args.args]}
        elif isinstance(part, ast.Import):
            known |= {alias.asname or alias.name for alias in part.names}
    assert {part.id for part in named} <= known


@pytest.mark.parametrize("file", golden())
def test_code_as_it_is_printed(file: str) -> None:
    assert golden()[file] == (GOLDEN / file).read_text(encoding="utf-8")


def operations() -> list[tuple[Operation, int]]:
    """All operations, with how many operands each has."""
    two = ("add", "subtract", "multiply", "divide", "power", "max", "min")
    rows = [(row, 2 if row.name in two else 1) for row in arithmetic().values()]
    rows += [(function(name), row.arity) for name, row in FUNCTIONS.items() if row.arity]
    return rows + [(row, max(1, len(row.pulls))) for row in ARRAYS.values()]


@pytest.mark.parametrize("framework", FRAMEWORKS[:3])
@pytest.mark.parametrize(("operation", "count"), operations(), ids=lambda row: getattr(row, "name", ""))
def test_every_operation_has_a_spelling(operation: Operation, count: int, framework: Any) -> None:
    writer = Writer(framework)
    piece = writer.operation(operation, [Operand(Piece(name), (2, 2)) for name in ("a", "b")[:count]])
    for text in (piece.text, *writer.helpers(piece.text)):
        compile(text, "code", "exec")


def test_every_row_is_of_an_operation() -> None:
    known = {*arithmetic(), *FUNCTIONS, *ARRAYS}
    for rows in SPELLINGS.values():
        assert {name.partition(" ")[0] for name in rows} <= known


def test_helpers_are_python() -> None:
    for helpers in HELPERS.values():
        for name, text in helpers.items():
            (definition,) = ast.parse(text).body
            assert isinstance(definition, ast.FunctionDef)
            assert definition.name == name


def test_the_backward_pass_is_written_as_on_a_board() -> None:
    written = code("L = (w*x + b - y)^2", "numpy", "w,b", "w=1.5,b=0.5,x=2,y=1")
    assert "# L = (w*x + b - y)^2\nv1 = w * x\nv2 = v1 + b\nv3 = v2 - y\nL = v3**2\n" in written
    assert "g_L = 1.0\ng_v3 = g_L * (2 * v3)\ng_v2 = g_v3\ng_v1 = g_v2\ng_b = g_v2\ng_w = g_v1 * x\n" in written


def test_what_comes_back_at_a_join_is_added() -> None:
    written = code("x = 2; y = 3; p = x*y; q = x + p; L = q*p", "numpy", "x")
    assert "g_x = g_q\ng_p = g_p + g_q  # p is used again\ng_x = g_x + g_p * y  # x is used again\n" in written


@pytest.mark.parametrize("name", ["lambda", "np", "torch", "print", "Value", "sigmoid", "class", "match", "norm"])
def test_no_name_hides_another(name: str) -> None:
    assert Identifiers().of(0, name) == f"{name}_"


@pytest.mark.parametrize(
    ("names", "given"),
    [
        (["x_{1,2}", "x_1_2"], ["x_1_2", "x_1_2_"]),
        (["ﬁ", "fi"], ["fi", "fi_"]),
        (["2x", "a b\nc", "'"], ["x_2x", "a_b_c", "x"]),
    ],
)
def test_names_that_come_out_alike_are_told_apart(names: list[str], given: list[str]) -> None:
    identifiers = Identifiers()
    assert [identifiers.of(place, name) for place, name in enumerate(names)] == given


def test_what_cannot_be_seen_is_escaped_in_a_comment() -> None:
    assert comment(" a\x00 = b\n\x0cimport os\u2028\u202e\ud800") == r"# a\x00 = b\n\x0cimport os\u2028\u202e\ud800"


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("w = 1; L = sigmoid(w)", "Micrograd has no sigmoid."),
        ("w = 1; L = exp(w)", "Micrograd has no exponential function."),
        ("w = -1; L = w^(1/3)", "Micrograd has no power."),
        ("w = [1, 2]; L = sum(w)", "Micrograd knows numbers alone, and w is a vector of 2."),
        ("w = 1; L = w + sum([w, 2])", "Micrograd knows numbers alone, and [w, 2] is a vector of 2."),
    ],
)
def test_what_micrograd_lacks_is_refused(program: str, says: str) -> None:
    with pytest.raises(UserError) as raised:
        code(program, "micrograd")
    assert str(raised.value).startswith(says)


def test_code_needs_numbers_and_a_framework_that_is_known() -> None:
    with pytest.raises(UserError, match="--code numpy needs numbers"):
        code("L = w*x", "numpy")
    with pytest.raises(UserError, match="There is no code for theano"):
        code("L = w*x", "theano", at="w=1,x=2")


def test_the_command_prints_or_writes_it(tmp_path: Path) -> None:
    shown = run("backprop", "--example", "line", "--code", "jax")
    assert (shown.returncode, shown.stdout) == (0, (GOLDEN / "line.jax.txt").read_text(encoding="utf-8"))
    run("backprop", "--example", "line", "--code", "jax", "--output", "line.py", folder=tmp_path)
    assert (tmp_path / "line.py").read_text(encoding="utf-8") == shown.stdout
