"""The JSON document of a program that was run forward and backward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.letters import gradients_in_letters
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.derivation.account import Symbol, written
from derivtutor.network.passes import Edge
from derivtutor.network.values import nested


def document(run: Pass) -> Mapping[str, Any]:
    """`loss`, `forward`, `gradients`, `nodes` and `edges`.

    Where the inputs stay letters, numbers are null and `formulas` has the gradients.
    """
    graph = run.graph
    return {
        "program": [statement.text.strip() for statement in graph.statements],
        "wrt": [target.name for target in run.targets],
        "loss": _value(run, graph.loss, scalar=True),
        "forward": {vertex.name: _value(run, place) for place, vertex in enumerate(graph.vertices) if vertex.name},
        "gradients": {target.name: run.gradient(target) if run.forward else None for target in run.targets},
        "formulas": gradients_in_letters(run) if run.forward is None else {},
        "nodes": [_node(run, place) for place, vertex in enumerate(graph.vertices) if vertex.name],
        "edges": [_edge(run, edge) for edge in run.edges if graph.vertices[edge.operand].name],
    }


def _value(run: Pass, place: int, scalar: bool = False) -> Any:
    if run.forward is None:
        return None
    value, shape = run.forward.values[place], run.graph.vertices[place].shape
    return value[0] if scalar and shape else nested(value, shape)


def _node(run: Pass, place: int) -> Mapping[str, Any]:
    graph, vertex = run.graph, run.graph.vertices[place]
    operands = [graph.vertices[operand] for operand in vertex.operands]
    return {
        "name": vertex.name,
        "operation": vertex.operation.name if vertex.operation else None,
        "formula": written(formulas.formula(graph, place)) if vertex.operation else None,
        "inputs": [operand.name for operand in operands if operand.name],
        "shape": list(vertex.shape),
        "line": graph.statements[vertex.statement].line if vertex.statement >= 0 else None,
        "value": _value(run, place),
    }


def _edge(run: Pass, edge: Edge) -> Mapping[str, Any]:
    graph = run.graph
    result, operand = graph.vertices[edge.result], graph.vertices[edge.operand]
    assert result.operation is not None
    is_entrywise = result.operation.formula is not None
    _, step = formulas.local(graph, edge.result, edge.turn) if is_entrywise else (None, None)
    local = formulas.local_shown(graph, edge.result, edge.turn) if is_entrywise else None
    has_values = run.forward is not None
    return {
        "from": result.name,
        "to": operand.name,
        "rule": step.rule.id if step else result.operation.name,
        "local": written(local) if isinstance(local, Symbol) else local,
        "pull": None if is_entrywise else formulas.pulled(graph, edge.result, edge.turn, "g"),
        "upstream": nested(edge.upstream, result.shape) if has_values else None,
        "contribution": nested(edge.contribution, operand.shape) if has_values else None,
        "accumulated": nested(edge.accumulated, operand.shape) if has_values else None,
    }
