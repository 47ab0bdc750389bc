"""Backpropagation through a program: the graph, the values forward, the gradients backward."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.document import document
from derivtutor.calculus.backpropagation.drawing import drawing_of
from derivtutor.calculus.backpropagation.factors import gradient_by_paths
from derivtutor.calculus.backpropagation.insights import insights
from derivtutor.calculus.backpropagation.letters import told_in_letters
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.backpropagation.tables import backward_table, forward_table
from derivtutor.calculus.checking import FalseLineError
from derivtutor.calculus.explanation import Chain, Explanation, Heading, Item, Sentence, worded
from derivtutor.derivation.account import Result, Task
from derivtutor.language import decimals, grouped, translated
from derivtutor.network import complex_step, sentences
from derivtutor.network.faulty import FAULTY
from derivtutor.network.graph import Graph
from derivtutor.network.passes import Edge, backward, edges, forward
from derivtutor.network.program import Values, graph_of
from derivtutor.network.shapes import size
from derivtutor.network.targets import Target, targets_of
from derivtutor.network.values import zeros
from derivtutor.notation.tree import Name

Mode: TypeAlias = Literal["backward", "frames", "forward", "compare", "verify", "hessian"]
"""How a gradient is worked out, and told."""

_OPTIONS = {"frames": "--frames"}
_CLOSE = 1e-9
_MOST_CHECKED = 2_000_000
"""So many operations, times entries, are worth checking by running the program once for each entry."""

_MOST_TOLD = 60
"""A program with more operations than this is told in its gradients alone."""


def backprop(
    program: str | Sequence[str],
    wrt: str | Sequence[str] | None = None,
    at: Values = None,
    mode: Mode = "backward",
    wrong: str | None = None,
    of: str | None = None,
) -> Explanation:
    """The gradients of a program's last line, by going back through its graph.

    Args:
        program: lines such as `z = w*x + b`, as text or a list.
        wrt: names such as `"w,b"`, or entries of arrays such as `W1_12`; when left out the inputs, or else all numbers
            with a name.
        at: values of the inputs, such as `"w=1.5,x=(1, 2)"` or a mapping; without any they stay letters.
        mode: `backward`; `frames` for the same step by step; `forward` for the rates of all values by each name;
            `compare` for what all ways take; `verify` for differences and the complex step; `hessian` for second
            derivatives.
        wrong: a faulty engine whose gradients are shown beside the right ones: `overwrite`, `no-topological-order` or
            `no-zeroing`.
        of: a name whose Jacobian is shown instead, such as that of a layer.

    >>> backprop("L = (w*x + b - y)^2", at="w=1.5,b=0.5,x=2,y=1").document["gradients"]
    {'w': 10.0, 'x': 7.5, 'b': 5.0, 'y': -5.0}

    Raises:
        UserError: where a line cannot be read or run, with its number.
    """
    run = run_of(program, wrt, at)
    if run.forward is None and (wrong or of or mode != "backward"):
        option = f"--wrong {wrong}" if wrong else f"--of {of}" if of else _OPTIONS.get(mode, f"--mode {mode}")
        raise sentences.NEEDS_VALUES(option=option)
    if mode not in get_args(Mode):
        raise sentences.NO_SUCH_MODE(name=mode, names=", ".join(get_args(Mode)))
    if wrong is not None and wrong not in FAULTY:
        raise sentences.NO_SUCH_ENGINE(name=wrong, names=", ".join(FAULTY))
    graph = run.graph
    loss = graph.vertices[graph.loss]
    title = worded("Backpropagation from {loss}", loss=Name(loss.name))
    return Explanation(
        "backprop",
        title,
        Task((), tuple([target.name for target in run.targets])),
        tuple(_items(run, mode, wrong, of)),
        _result(run),
        {**document(run), **_more(run, mode, of)},
        tuple(_notes(run)),
    )


def _more(run: Pass, mode: Mode, of: str | None) -> Mapping[str, Any]:
    """What the document has beside that of every pass."""
    if of is None and mode != "hessian":
        return {}
    from derivtutor.calculus.backpropagation.matrices import hessian_of, jacobians

    if of is not None:
        return {"jacobian": {target.name: rows for target, rows in jacobians(run, of)}}
    numbers, rows = hessian_of(run)
    return {"hessian": {"names": numbers, "rows": rows}}


def run_of(program: str | Sequence[str], wrt: str | Sequence[str] | None = None, at: Values = None) -> Pass:
    """A program, run forward and backward; its gradients are checked by the complex step.

    Raises:
        UserError: where a line cannot be read or run.
        FalseLineError: where a gradient is not true, which is a bug.
    """
    return run_through(graph_of(program, at), wrt)


def run_through(graph: Graph, wrt: str | Sequence[str] | None = None) -> Pass:
    """The same of a graph.

    Raises:
        UserError: where a name does not occur, or an operation has no value or no slope.
        FalseLineError: where a gradient is not true, which is a bug.
    """
    targets = targets_of(graph, wrt)
    active = graph.reaching(frozenset([target.place for target in targets]))
    if not graph.has_values:
        return Pass(graph, targets, None, (), tuple(_edges_of_letters(graph, active)))
    values = forward(graph, active)
    gradients = [
        gradient if gradient is not None else zeros(vertex.shape)
        for gradient, vertex in zip(backward(graph, values), graph.vertices, strict=True)
    ]
    run = Pass(graph, targets, values, tuple(gradients), tuple(edges(graph, values)))
    _check(run)
    return run


def code(
    program: str | Sequence[str],
    framework: Any,
    wrt: str | Sequence[str] | None = None,
    at: Values = None,
) -> str:
    """The program as code of `numpy`, `pytorch`, `jax` or `micrograd`, which prints the loss and its gradients.

    Raises:
        UserError: where a line cannot be read or run, or the framework has no such operation.
    """
    from derivtutor.network.coding.code import code as code_of

    run = run_of(program, wrt, at)
    return code_of(run.graph, run.targets, framework)


def _edges_of_letters(graph: Any, active: frozenset[int]) -> Iterator[Edge]:
    """The edges of a program without numbers."""
    reached = {graph.loss}
    for place in range(graph.loss, -1, -1):
        if place in reached:
            for turn, operand in enumerate(graph.vertices[place].operands):
                if operand in active:
                    reached.add(operand)
                    yield Edge(place, operand, turn, None, None, None)


def _check(run: Pass) -> None:
    """Every gradient by an input is what the complex step finds; at kinks there is nothing to compare with."""
    graph = run.graph
    assert run.forward is not None
    for target in run.targets:
        vertex = graph.vertices[target.place]
        is_large = size(vertex.shape) * len(graph.vertices) > _MOST_CHECKED
        if vertex.operation is not None or run.forward.kinks or is_large:
            continue
        expected, gradient = complex_step.gradient(graph, target.place), run.gradients[target.place]
        for one, other in zip(formulas.entries(expected), formulas.entries(gradient), strict=True):
            if abs(one - other) > _CLOSE * max(1.0, abs(one)):
                raise FalseLineError(f"d{run.loss}/d{target.name} = {other}, and the complex step finds {one}")


def _told(run: Pass) -> Iterator[Item]:
    operations = [vertex for vertex in run.graph.vertices if vertex.operation is not None]
    if len(operations) <= _MOST_TOLD:
        yield drawing_of(run.graph, run.forward.values if run.forward else None, run.arrived or None)
        yield from forward_table(run)
        yield from backward_table(run)
    else:
        count = grouped(len(operations))
        yield Sentence(worded("The program has {count} operations: too many for a table.", count=count))
    yield Heading(translated("Result"))
    if run.forward is None:
        yield from told_in_letters(run)
    else:
        for target in run.targets:
            yield from _gradient(run, target)
    yield from insights(run)


_TELLINGS: Mapping[str, tuple[str, str]] = {
    "forward": ("modes", "forward_mode"),
    "frames": ("frames", "frames"),
    "compare": ("modes", "compared"),
    "verify": ("checked", "checked"),
    "hessian": ("matrices", "hessian"),
}
"""Where the other modes are told; they are loaded when they are asked for."""


def _items(run: Pass, mode: str, wrong: str | None, of: str | None) -> Iterator[Item]:
    if wrong is not None:
        from derivtutor.calculus.backpropagation.wrong import faulty

        return faulty(run, wrong)
    if of is not None:
        from derivtutor.calculus.backpropagation.matrices import layer

        return layer(run, of)
    return _told(run) if mode == "backward" else _told_by(*_TELLINGS[mode])(run)


def _told_by(module: str, function: str) -> Callable[[Pass], Iterator[Item]]:
    told: Callable[[Pass], Iterator[Item]] = getattr(importlib.import_module(f"{__package__}.{module}"), function)
    return told


def _gradient(run: Pass, target: Target) -> Iterator[Item]:
    graph = run.graph
    shape = () if target.entry is not None else graph.vertices[target.place].shape
    name = formulas.partial(run.loss, target.name)
    if not shape:
        yield from gradient_by_paths(run, target)
    else:
        yield Chain(name, (formulas.answer(run.gradients[target.place], shape),), is_answer=True)


def _result(run: Pass) -> Result:
    if run.forward is None:
        return Result((), (0,))
    gradients = [run.gradients[target.place] for target in run.targets]
    numbers = [formulas.number(entry) for gradient in gradients for entry in formulas.entries(gradient)]
    return Result(tuple(numbers), (len(numbers),))


def _notes(run: Pass) -> Iterator[str]:
    """What is taken at kinks, and what a large shape hides."""
    for place in run.forward.kinks if run.forward else ():
        vertex = run.graph.vertices[place]
        assert vertex.operation is not None
        if vertex.operation.picks:
            yield translated(_PICKS).format(name=vertex.name)
            continue
        slope = decimals(f"{vertex.operation.at_kink:g}")
        yield translated(_KINK).format(name=vertex.name, operation=vertex.operation.name, slope=slope)


_PICKS = "{name}: several entries are equal at this point; the first one of them gets the whole slope."
_KINK = "{name}: {operation} has a kink at this point; as in frameworks, its slope is taken to be {slope}."
