"""The code that is printed runs, on a stand-in for NumPy: plain complex matrices with its names."""

from __future__ import annotations

import types
from typing import Any

import matrix_definitions as definitions
import pytest
from matrix_definitions import M, nested, slopes, values_for
from matrix_functions import GRADIENTS, Case

import derivtutor
from derivtutor import UserError


class Array(M):
    """A matrix with the few methods that the code uses."""

    def reshape(self, *_: int) -> Array:
        return Array([[entry] for row in self.rows for entry in row])

    ravel = reshape

    def item(self) -> complex:
        return self.value


def array(value: Any, dtype: Any = None) -> Array:
    return Array(value if isinstance(value[0], list) else [[entry] for entry in value])


def of(function: Any) -> Any:
    def call(x: Any) -> Any:
        found = function(x if isinstance(x, M) else M([[x]]))
        return found if isinstance(x, M) and found.shape != (1, 1) else found.value

    return call


def powered(base: M, exponent: int) -> M:
    factor = base if exponent > 0 else definitions.inv(base)
    whole = factor
    for _ in range(abs(exponent) - 1):
        whole = whole @ factor
    return whole


numpy = types.SimpleNamespace(
    asarray=array,
    **{name: of(getattr(definitions, name)) for name in ("exp", "sqrt", "sin", "cos", "tanh", "diag")},
    logaddexp=lambda x, _: definitions.softplus(x),
    log=of(definitions.ln), sum=of(definitions.total), trace=of(definitions.tr),
    max=lambda x: max((entry for row in x.rows for entry in row), key=lambda entry: entry.real),
    maximum=lambda x, _: definitions.relu(x) if isinstance(x, M) else max(x.real, 0),
    eye=definitions.eye, ones=lambda shape: M([[1] * shape[1]] * shape[0]),
    linalg=types.SimpleNamespace(
        inv=definitions.inv, det=of(definitions.det), norm=of(definitions.norm), matrix_power=powered,
        slogdet=lambda x: (1, of(lambda y: definitions.ln(definitions.det(y)))(x)),
    ),
)  # fmt: skip
_LEFT_OUT = ("|x|", "abs", "|A", "relu", "max", "lambda")
CASES = [case for case in GRADIENTS if not any(word in case.text for word in _LEFT_OUT)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.text} by {case.wrt}")
def test_numpy_code_computes_value_and_derivative(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    code = derivtutor.matrix(case.text, case.wrt, shapes=case.sizes, code="numpy").as_dict()["code"]
    monkeypatch.setattr(M, "reshape", Array.reshape, raising=False)
    monkeypatch.setattr(M, "ravel", Array.reshape, raising=False)
    monkeypatch.setattr(M, "item", Array.item, raising=False)
    names: dict[str, Any] = {"np": numpy, "float": complex}
    exec(compile(code.replace("import numpy as np", ""), "code", "exec"), names)  # noqa: S102
    values = values_for(case.sizes, case.kind)
    value, derivative = names["value_and_derivative"](**{name: nested(each) for name, each in values.items()})
    assert complex(value.value if isinstance(value, M) else value).real == pytest.approx(
        case.function(**values).value.real, rel=1e-9
    )
    expected = [slope.value.real for row in slopes(case.function, values, case.wrt) for slope in row]
    found = [entry for row in derivative.rows for entry in row] if isinstance(derivative, M) else [derivative]
    assert [complex(entry).real for entry in found] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_what_the_code_looks_like() -> None:
    assert (
        derivtutor.matrix("||X w - y||^2", "w", code="numpy").as_dict()["code"]
        == '''\
import numpy as np


def value_and_derivative(X, w, y):
    """‖Xw − y‖², and its derivative with respect to w."""
    X = np.asarray(X, dtype=float)
    w = np.asarray(w, dtype=float).reshape(-1, 1)
    y = np.asarray(y, dtype=float).reshape(-1, 1)
    value = np.linalg.norm((X @ w) - y) ** 2
    derivative = (2 * (X.T @ ((X @ w) - y))).ravel()
    return value, derivative'''
    )


@pytest.mark.parametrize("case", GRADIENTS, ids=lambda case: f"{case.text} by {case.wrt}")
def test_pytorch_code_can_be_read_by_python(case: Case) -> None:
    code = derivtutor.matrix(case.text, case.wrt, shapes=case.sizes, code="pytorch").as_dict()["code"]
    compile(code, "code", "exec")
    assert code.startswith("import torch")


def test_other_languages_are_refused() -> None:
    with pytest.raises(UserError, match="There is no code for fortran"):
        derivtutor.matrix("||x||", "x", code="fortran")
