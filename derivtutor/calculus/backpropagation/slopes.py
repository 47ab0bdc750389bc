"""Local slopes as they are written on a board: of an edge between names, and between one entry and another."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Words, filled, worded
from derivtutor.derivation.account import Side, Symbol
from derivtutor.language import mark, translated
from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.operations import ARRAYS, LETTERS, pointwise
from derivtutor.network.paths import Hop
from derivtutor.network.shapes import Shape, size
from derivtutor.network.targets import entry_name
from derivtutor.notation.tree import (
    Call,
    Comparison,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    substitute,
)  # fmt: skip

_ARRIVING = ("g", "G", "arriving")


def arriving(graph: Graph) -> str:
    """What stands for the gradient that arrives: g, unless the program has one."""
    return next((letter for letter in _ARRIVING if letter not in graph.names), "dL")


# Of an edge between names


def along(run: Pass, place: int, turn: int) -> Words:
    """The local slope of an edge; of arrays what comes back of g, which arrives."""
    graph, vertex = run.graph, run.graph.vertices[place]
    operation = vertex.operation
    assert operation is not None
    if operation.formula is None:
        return _coming_back(graph, place, turn)
    slope = pointwise(operation).steps[turn].result
    if isinstance(slope, Piecewise):
        if vertex.shape:
            return _where(graph, place, slope)
        if run.forward is None:
            return _cases(graph, place, slope, translated("{value} if {condition}"))
        return _case(run, Hop((place, 0), (0, 0), turn, 0.0))
    shown = formulas.local_shown(graph, place, turn)
    if not vertex.shape:
        return (shown,)
    is_sum = size(vertex.shape) > 1 and not graph.vertices[vertex.operands[turn]].shape
    return _entrywise(graph, shown, "Σ " if is_sum else "")


def _entrywise(graph: Graph, slope: Side, sums: str) -> Words:
    """`g · 2v`, and its sum where one number went to all entries."""
    arrives = arriving(graph)
    if slope == Number(1):
        return (f"{sums}{arrives}",)
    if slope == Negation(Number(1)):
        return (f"−{sums}{arrives}",)
    return (f"{sums}{arrives} · ", formulas.bracketed(slope))


def _where(graph: Graph, place: int, slope: Piecewise) -> Words:
    """`g where z > 0, else 0`."""
    if sorted([formulas.shown(value).plain for value in slope.values]) == ["0", "1"]:
        condition = slope.conditions[slope.values.index(Number(1))]
        held = formulas.with_names(graph, place, condition)
        return worded("{gradient} where {condition}, else 0", gradient=arriving(graph), condition=held)
    return (f"{arriving(graph)} · (", *_cases(graph, place, slope, translated("{value} where {condition}")), ")")


def _cases(graph: Graph, place: int, slope: Piecewise, text: str) -> Words:
    """`1 if z > w, 0 if z < w`, each case in the words of `text`."""
    words: list[str | Side] = []
    for value, condition in zip(slope.values, slope.conditions, strict=False):
        held = formulas.with_names(graph, place, condition)
        words += [mark(", ")] * bool(words) + [*filled(text, value=formulas.shown(value), condition=held)]
    return tuple(words)


def _case(run: Pass, hop: Hop) -> Words:
    """`1, as z > w`: what holds at this point."""
    assert run.forward is not None
    local = run.forward.locals[hop.result[0]][hop.turn]
    assert isinstance(local, float)
    return (formulas.shown(formulas.number(local)), *reason(run, hop))


_RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def reason(run: Pass, hop: Hop) -> Words:
    """Why a slope that has cases is what it is: `, as z > w`; at a kink `, as z = w`."""
    graph = run.graph
    vertex = graph.vertices[hop.result[0]]
    assert vertex.operation is not None
    slope = pointwise(vertex.operation).steps[hop.turn].result if vertex.operation.formula is not None else None
    if not isinstance(slope, Piecewise):
        return ()
    numbers = [_number_at(run, operand, hop.result[1]) for operand in vertex.operands]
    at = dict(zip(LETTERS, numbers, strict=False))
    called = [_called_at(run, operand, hop.result[1]) for operand in vertex.operands]
    named = dict(zip(LETTERS, called, strict=False))
    conditions = [cast(Comparison, condition) for condition in slope.conditions]
    for condition in conditions:
        left, right = (_value_of(side, at) for side in condition.operands)
        if _RELATIONS[condition.relations[0]](left, right):
            return worded(", as {condition}", condition=formulas.shown(substitute(condition, named)))
    even = Comparison(conditions[0].operands, ("=",))
    return worded(", as {condition}", condition=formulas.shown(substitute(even, named)))


def _value_of(side: Node, at: Mapping[str, float]) -> float:
    return at[side.name] if isinstance(side, Name) else float(cast(Number, side).value)


def _number_at(run: Pass, place: int, entry: int) -> float:
    """The number at an entry, or of a vertex that is a number."""
    assert run.forward is not None
    value = run.forward.values[place]
    return float(value[entry] if isinstance(value, list) else value)


def _called_at(run: Pass, place: int, entry: int) -> Node:
    """An entry by its name, or the number that it is."""
    vertex = run.graph.vertices[place]
    if not vertex.shape:
        return formulas.called(vertex)
    if not vertex.name:
        return formulas.number(_number_at(run, place, entry))
    if not vertex.is_named and vertex.operation is ARRAYS["transpose"]:
        row, column = divmod(entry, vertex.shape[1])
        return _called_at(run, vertex.operands[0], column * vertex.shape[0] + row)
    return Name(entry_name(run.graph, place, entry))


# fmt: off
_COMING_BACK: Mapping[str, str] = {
    "outer(g, v)": "{g} {v}ᵀ",
    "outer(u, g)": "{u} {g}ᵀ",
    "u' @ g": "{u}ᵀ {g}",
    "g @ v'": "{g} {v}ᵀ",
    "v @ g": "{v} {g}",
    "g @ v": "{g} {v}",
    "u @ g": "{g}ᵀ {u}",
    "g v": "{g} {v}",
    "g u": "{g} {u}",
    "g'": "{g}ᵀ",
    "g o": "{g}{every}",
    "g/n o": "{g}/{n}{every}",
    "g u/r": "{g} {u}/{r}",
    "g at_largest(u)": "{g}{largest}",
    "g at_smallest(u)": "{g}{smallest}",
    "r (g - row_sums(g r))": "{r} ({g} − Σ {g} {r}{rows})",
    "g - softmax(u) row_sums(g)": "{g} − softmax({u}) · Σ {g}{rows}",
    "g softmax(u)": "{g} softmax({u})",
    "-g v/u": "−{g} {v}/{u}",
    "-g ln(u)": "−{g} ln {u}",
    "-g log_softmax(u)": "−{g} ln softmax({u})",
    "g (sum(v) softmax(u) - v)": "{g} (softmax({u}) · Σ {v} − {v})",
    "g (row_sums(v) softmax(u) - v)": "{g} (softmax({u}) · Σ {v}{rows} − {v})",
    "g (logsumexp(u) - u)": "{g} (logsumexp({u}) − {u})",
    "g identity_like(u)": "{g} I",
    "g r inv(u)'": "{g} {r} ({u}⁻¹)ᵀ",
    "g inv(u)'": "{g} ({u}⁻¹)ᵀ",
    "-r' @ g @ r'": "−{r}ᵀ {g} {r}ᵀ",
}
# fmt: on
"""What comes back of g, as it is written by hand."""

_IN_WORDS = {
    "rows": " in each row",
    "every": " in every entry",
    "largest": " at the largest entry, 0 elsewhere",
    "smallest": " at the smallest entry, 0 elsewhere",
}
"""The words in such a line, by their names in it."""

_IN_PLAIN = {"ᵀ": "'", "⁻¹": "^-1", "−": "-", "·": "*"}
_IN_LATEX = {"ᵀ": r"^{\top}", "⁻¹": "^{-1}", "Σ": r"\sum", "−": "-", "softmax": r"\operatorname{softmax}",
             "logsumexp": r"\operatorname{logsumexp}", "ln ": r"\ln ", "·": r"\cdot"}  # fmt: skip


def _coming_back(graph: Graph, place: int, turn: int) -> Words:
    vertex = graph.vertices[place]
    assert vertex.operation is not None
    arrives = arriving(graph)
    if not vertex.operation.pulls:
        return worded("its entry of {gradient}", gradient=arrives)
    template = _COMING_BACK.get(vertex.operation.pulls[turn])
    if template is None:
        return (formulas.pulled(graph, place, turn, arrives),)
    operands = [graph.vertices[operand] for operand in vertex.operands]
    shown = [formulas.written(each) for each in operands]
    shape = operands[0].shape
    said = {name: translated(_IN_WORDS[name]) for name in _IN_WORDS} | {"g": arrives, "n": str(size(shape))}
    if len(shape) != 2:
        said["rows"] = ""
    if size(shape) == 1:
        template, said["every"] = template.replace("/{n}", ""), ""
    shown.append(formulas.name(vertex))
    in_latex = {name: rf"\text{{{said[name]}}}" for name in _IN_WORDS if said[name]}
    text, plain, tex = (
        _filled(template, signs, [getattr(each, way) for each in shown], said | words)
        for way, signs, words in (
            ("text", {}, {}),
            ("plain", {**_IN_PLAIN, "Σ": translated("sum of")}, {}),
            ("latex", _IN_LATEX, in_latex),
        )
    )
    return (Symbol(text, plain, tex),)


def _filled(template: str, signs: Mapping[str, str], called: Sequence[str], said: Mapping[str, str]) -> str:
    """A template with what is `said` in it, the operands, and the result, the last of those `called`."""
    for sign, written in signs.items():
        template = template.replace(sign, written.replace("{", "{{").replace("}", "}}"))
    return template.format(r=called[-1], **said, **dict(zip("uv", called[:-1], strict=False)))


# Between one entry and another


def between(run: Pass, hop: Hop) -> Side | None:
    """The local slope of one number by another in letters; None where there is no short formula."""
    graph = run.graph
    place, entry = hop.result
    vertex = graph.vertices[place]
    assert vertex.operation is not None
    if vertex.operation.formula is None:
        return _between_arrays(run, hop, vertex)
    if isinstance(pointwise(vertex.operation).steps[hop.turn].result, Piecewise):
        return formulas.number(hop.slope)
    names = [_called_at(run, operand, entry) for operand in vertex.operands]
    return formulas.slope(graph, place, hop.turn, names)


def _between_arrays(run: Pass, hop: Hop, vertex: Vertex) -> Side | None:
    assert vertex.operation is not None
    row = _BETWEEN.get(vertex.operation.name)
    if row is None:
        return None
    return row(_Entries(run, hop, vertex))


class _Entries:
    """The entries around a slope, as they are called: of the operands `u` and `v` and the result `r`."""

    def __init__(self, run: Pass, hop: Hop, vertex: Vertex) -> None:
        self._run, self._vertex, self._place = run, vertex, hop.result[0]
        self.turn = hop.turn
        self.result = _row_and_column(hop.result[1], vertex.shape)
        self.operand = _row_and_column(hop.operand[1], run.graph.vertices[hop.operand[0]].shape)

    @property
    def count(self) -> int:
        return size(self._run.graph.vertices[self._vertex.operands[0]].shape)

    def of(self, which: int, *at: int) -> Node:
        """The entry of operand `which`, or of the result if that is -1."""
        place = self._place if which < 0 else self._vertex.operands[which]
        shape = self._run.graph.vertices[place].shape
        return _called_at(self._run, place, at[0] * shape[1] + at[1] if len(shape) == 2 else sum(at))

    @property
    def partner(self) -> Node:
        """The same entry of the other operand."""
        return self.of(1 - self.turn, *self.operand)


def _row_and_column(entry: int, shape: Shape) -> tuple[int, ...]:
    return divmod(entry, shape[1]) if len(shape) == 2 else (entry,) if shape else ()


def _of_softmax(each: _Entries) -> Node:
    """`p₁(1 − p₁)`, and `−p₁ p₂` between different entries."""
    here, there = each.of(-1, *each.result), each.of(-1, *each.operand)
    return Product((here, Sum((Number(1), Negation(here))))) if here == there else Negation(Product((here, there)))


_BETWEEN: Mapping[str, Callable[[_Entries], Node]] = {
    "matrix-vector": lambda each: each.of(0, *each.result, *each.operand) if each.turn else each.of(1, each.operand[1]),
    "vector-matrix": lambda each: each.of(0, each.operand[0]) if each.turn else each.of(1, *each.operand, *each.result),
    "matrix-matrix": lambda each: (
        each.of(0, each.result[0], each.operand[0]) if each.turn else each.of(1, each.operand[1], each.result[1])
    ),
    "dot": lambda each: each.partner,
    "outer": lambda each: each.of(0, each.result[0]) if each.turn else each.of(1, each.result[1]),
    "transpose": lambda _: Number(1),
    "sum": lambda _: Number(1),
    "mean": lambda each: Quotient(Number(1), Number(each.count)) if each.count > 1 else Number(1),
    "norm": lambda each: Quotient(each.of(0, *each.operand), each.of(-1)),
    "softmax": _of_softmax,
    "logsumexp": lambda each: Power(Name("e"), Sum((each.of(0, *each.operand), Negation(each.of(-1))))),
    "array": lambda _: Number(1),
    "cross_entropy": lambda each: (
        Negation(Call("ln", (each.partner,)))
        if each.turn
        else Negation(Quotient(each.partner, each.of(0, *each.operand)))
    ),
    "tr": lambda _: Number(1),
    "diag": lambda _: Number(1),
}
"""Slopes between entries of operations on arrays, where they are short."""
