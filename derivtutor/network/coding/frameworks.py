"""A program in PyTorch, JAX or micrograd, which go back by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.network.coding.pieces import content
from derivtutor.network.coding.script import Script

_MOST_NESTED = 400
"""Micrograd goes through a larger graph deeper than Python allows."""


def pytorch(script: Script) -> Iterator[str]:
    """Tensors that remember what was done to them."""
    places = {target.place for target in script.targets}
    differentiated = script.inputs_that_remember()
    yield "# The inputs"
    for place, vertex in script.leaves():
        remembers = ", requires_grad=True" if place in differentiated else ""
        yield script.line(place, f"torch.tensor({content(vertex.value, vertex.shape)}{remembers})")
    yield from ("", "# Forward")
    for place, piece in script.expressions.items():
        yield script.line(place, piece.text)
        if place in places:
            yield f"{script.name(place)}.retain_grad()"
    yield from _back_and_print(script, "{}.tolist()", "{0}.grad{1}.tolist()")


def micrograd(script: Script) -> Iterator[str]:
    """Numbers that remember what was done to them."""
    if len(script.graph.vertices) > _MOST_NESTED:
        yield f"sys.setrecursionlimit({10 * len(script.graph.vertices)})"
        yield ""
    yield "# The inputs"
    for place, vertex in script.leaves():
        yield script.line(place, f"Value({content(vertex.value, vertex.shape)})")
    yield from ("", "# Forward")
    for place, piece in script.expressions.items():
        yield script.line(place, piece.text)
    yield from _back_and_print(script, "{}.data", "{0}.grad")


def _back_and_print(script: Script, value: str, gradient: str) -> Iterator[str]:
    loss = script.name(script.graph.loss)
    yield ""
    if any(target.place in script.needed for target in script.targets):
        yield from ("# Backward", f"{loss}.backward()", "")
    yield f"print({script.label()}, {value.format(loss)})"
    for target in script.targets:
        is_reached = target.place in script.needed
        found = gradient.format(script.name(target.place), script.entry(target))
        yield f"print({script.label(target)}, {found if is_reached else script.zeros(target)})"


def jax(script: Script) -> Iterator[str]:
    """A function of what the loss is differentiated by; `jax.grad` makes the one of its gradients."""
    graph = script.graph
    places = list(dict.fromkeys([target.place for target in script.targets]))
    parameters = [script.name(place) if _is_leaf(script, place) else _moved(script, place) for place in places]
    program = script.new_name("program")
    yield "# The inputs"
    for place, vertex in script.leaves():
        yield script.line(place, script.writer.leaf(vertex.value, vertex.shape, is_typed=False).text)
    for place, parameter in zip(places, parameters, strict=True):
        if not _is_leaf(script, place):
            shape = graph.vertices[place].shape
            zero = f"jnp.zeros({shape if len(shape) > 1 else shape[0]})" if shape else "0.0"
            yield f"{parameter} = {zero}  # moves {script.name(place)}, and the gradient by both is the same"
    yield from ("", "", f"def {program}({', '.join(parameters)}):")
    for place, piece in script.expressions.items():
        moved = f" + {_moved(script, place)}" if place in places else ""
        yield f"    {script.line(place, piece.text + moved)}"
    yield f"    return {script.name(graph.loss)}{'.sum()' * bool(graph.vertices[graph.loss].shape)}"
    yield from ("", "", *_differentiated(script, program, parameters))
    yield from ("", f"print({script.label()}, jnp.asarray({program}({', '.join(parameters)})).tolist())")
    for target in script.targets:
        yield f"print({script.label(target)}, {script.gradient(target.place)}{script.entry(target)}.tolist())"


def _differentiated(script: Script, program: str, parameters: Sequence[str]) -> Iterator[str]:
    places = list(dict.fromkeys([target.place for target in script.targets]))
    gradients = ", ".join([script.gradient(place) for place in places])
    numbers = f", argnums={tuple(range(len(places)))}" if len(places) > 1 else ""
    yield f"{gradients} = jax.grad({program}{numbers})({', '.join(parameters)})"


def _is_leaf(script: Script, place: int) -> bool:
    return script.graph.vertices[place].operation is None


def _moved(script: Script, place: int) -> str:
    """The name of a zero that is added to what is worked out, so that there is a gradient by it."""
    return script.new_name(f"d_{script.graph.vertices[place].name}")
