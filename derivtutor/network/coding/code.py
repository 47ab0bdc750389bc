"""A program and its gradients as a small program in Python that runs by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

from msgspec import Struct

from derivtutor.network import sentences
from derivtutor.network.coding import by_hand, frameworks
from derivtutor.network.coding.script import Script
from derivtutor.network.coding.writing import Framework
from derivtutor.network.graph import Graph
from derivtutor.network.shapes import said
from derivtutor.network.targets import Target


class _Form(Struct, frozen=True):
    """How code for a framework begins, and what makes its lines.

    `is_split` is for one that needs a name for every operation, `has_arrays` for one that knows more than numbers.
    """

    says: str
    begins: tuple[str, ...]
    lines: Callable[[Script], Iterator[str]]
    is_split: bool = False
    has_arrays: bool = True


_FORMS: Mapping[Framework, _Form] = {
    "numpy": _Form(
        "A program forward and backward in NumPy, every step by hand.",
        ("import numpy as np",),
        by_hand.numpy,
        is_split=True,
    ),
    "pytorch": _Form(
        "A program in PyTorch, which goes back by itself.",
        ("import torch", "", "torch.set_default_dtype(torch.float64)"),
        frameworks.pytorch,
    ),
    "jax": _Form(
        "A program in JAX, which makes the function of its gradients.",
        ("import jax", "import jax.numpy as jnp", "", 'jax.config.update("jax_enable_x64", True)'),
        frameworks.jax,
    ),
    "micrograd": _Form(
        "A program in micrograd, which goes back by itself.",
        ("from micrograd.engine import Value",),
        frameworks.micrograd,
        has_arrays=False,
    ),
}

_MODULES = {"math.": "import math", "sys.": "import sys", " np.": "import numpy as np"}


def code(graph: Graph, targets: Sequence[Target], framework: Framework) -> str:
    """The code of a program, which prints the loss and its gradients: `dL/dw = 10.0`.

    Raises:
        UserError: where an input has no value, or the framework has no such operation.
    """
    if framework not in _FORMS:
        raise sentences.NO_SUCH_FRAMEWORK(name=framework, names=", ".join(get_args(Framework)))
    if not graph.has_values:
        raise sentences.NEEDS_VALUES(option=f"--code {framework}")
    form = _FORMS[framework]
    if not form.has_arrays:
        _check_numbers(graph)
    script = Script(graph, targets, framework, form.is_split)
    body = "\n".join(form.lines(script))
    helpers = script.writer.helpers(body)
    whole = "\n".join([*helpers, body])
    known = "\n".join(form.begins)
    modules = [line for module, line in _MODULES.items() if module in whole and line not in known]
    return "\n".join([f'"""{form.says}"""', "", *modules, *form.begins, *_spaced(helpers), "", body])


def _check_numbers(graph: Graph) -> None:
    for vertex in graph.vertices:
        if vertex.shape:
            raise sentences.NUMBERS_ALONE(name=graph.called(vertex), shape=said(vertex.shape))


def _spaced(definitions: Sequence[str]) -> Iterator[str]:
    """Functions with two empty lines before each, and one more after the last."""
    for definition in definitions:
        yield from ("", "", definition)
    if definitions:
        yield ""
