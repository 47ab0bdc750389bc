"""The Jacobian matrix: the gradients of several functions, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import Chain, Derived, Explanation, Item, Sentence, Turn, listed, worded
from derivtutor.calculus.gradients.gradient import holding
from derivtutor.calculus.reading import equality_signs, read_among, read_function, read_place
from derivtutor.calculus.values import put_in, slope_there, value_of, worked_out
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import Method, explain
from derivtutor.language import counted, translated
from derivtutor.notation.components import components
from derivtutor.notation.expression import Expression, named
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Name, Negation, Node, Number, Product, names

_NOTHING = Number(0)
_MANY = 25
"""Of more derivatives than this none is rewritten first: looking for a shorter way takes longest."""


def jacobian(functions: Any, wrt: str | Sequence[str] | None = None, at: Any = None, log: Base = "e") -> Explanation:
    """The Jacobian matrix of several functions: row i is the gradient of output i.

    Args:
        functions: a list of functions, or a text such as `"[x^2 y, 5x + sin(y)]"`.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        at: a point, such as `"x=1,y=2"`, for the matrix there.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> jacobian(["x y", "x + y"]).result.text
    '[[y, x], [1, 1]]'

    Raises:
        UserError: where a function or the point cannot be read, or there are no letters.
    """
    outputs = tuple([read_function(each, log) for each in _listed(functions)])
    variables = read_among(wrt, *outputs)
    rows = _rows(outputs, variables)
    shape = (len(outputs), len(variables))
    matrix = Result(tuple([entry.answer for row in rows for entry in row.entries]), shape)
    items: list[Item] = [item for row in rows for item in row.told(variables)]
    items += [
        Sentence(worded("Write the gradients as rows: row i belongs to output i, column j to variable j.")),
        Chain(naming.symbol("J"), (Turn(matrix),), is_answer=at is None),
        Sentence((_shape_in_words(shape),)),
    ]
    document: dict[str, Any] = {
        "expressions": [output.tree for output in outputs],
        "wrt": list(variables),
        "matrix": matrix,
        "shape": list(shape),
    }
    point: Mapping[str, Node] = {}
    if at is not None:
        point = read_place(at, variables, *outputs)
        values = Result(tuple([value for row in rows for value in row.values(point)]), shape)
        inside = Result(tuple([put_in(entry, point) for entry in matrix.entries]), shape)
        items += [
            Sentence(worded("Substitute the point.")),
            Chain(naming.placed(naming.symbol("J"), point), (Turn(inside), Turn(values)), is_answer=True),
            _first_column(values, variables[0]),
        ]
        document |= {"at": dict(point), "value": _numbers(values)}
    notes = tuple(dict.fromkeys([note for row in rows for note in row.notes]))
    whole = Result(tuple([output.tree for output in outputs]), (len(outputs),))
    title = worded("Jacobian matrix of {functions}", functions=whole)
    return Explanation("jacobian", title, Task(outputs, variables, point), tuple(items), matrix, document, notes)


class _Entry(Struct, frozen=True):
    """One partial derivative; without a `derivation` the variable does not occur, and it is 0."""

    variable: str
    derivation: Derivation | None

    @property
    def answer(self) -> Node:
        return self.derivation.answer if self.derivation else _NOTHING

    def value(self, point: Mapping[str, Node]) -> Node:
        """The exact value at a point of the function's domain."""
        return slope_there(self.derivation, point, is_inside=True) if self.derivation else _NOTHING


class _Row(Struct, frozen=True):
    """One output and its partial derivatives."""

    name: str
    output: Expression
    entries: tuple[_Entry, ...]

    @property
    def notes(self) -> Iterator[str]:
        yield from self.output.notes
        for entry in self.entries:
            yield from entry.derivation.notes if entry.derivation else ()

    def values(self, point: Mapping[str, Node]) -> list[Node]:
        """The exact values of the entries at a point."""
        worked_out(self.output.tree, point)
        return [entry.value(point) for entry in self.entries]

    def told(self, variables: Sequence[str]) -> Iterator[Item]:
        """The partial derivatives one after the other, and the row."""
        yield Chain(naming.function(self.name, variables), (Turn(self.output.tree),))
        for entry in self.entries:
            symbol = naming.partial(self.name, entry.variable)
            if entry.derivation:
                yield holding(entry.variable, variables)
                yield Derived(symbol, entry.derivation)
            else:
                yield Chain(symbol, (Turn(_NOTHING, translated("the variable does not occur")),))
        gradient = Result(tuple([entry.answer for entry in self.entries]), (len(self.entries),))
        yield Chain(naming.gradient(self.name), (Turn(gradient),))


def _listed(functions: Any) -> list[Any]:
    """The functions one by one; a single text may hold several."""
    given: list[Any] = [functions] if isinstance(functions, str | Expression) else list(functions)
    if len(given) == 1 and isinstance(given[0], str):
        text = named(given[0])[1]
        given = components(text)
        if len(given) == 1 and equality_signs(text):
            given = [text]
    if not given or given == [""]:
        raise sentences.NO_FUNCTIONS()
    return given


def _rows(outputs: Sequence[Expression], variables: Sequence[str]) -> list[_Row]:
    trees = [output.tree for output in outputs]
    letters = frozenset[str]().union(*map(names, trees))
    name = naming.called(letters, naming.unknowns(*trees))
    called = [name] if len(outputs) == 1 else [f"{name}_{place}" for place in range(1, len(outputs) + 1)]
    method: Method = "auto" if len(outputs) * len(variables) <= _MANY else "direct"
    return [
        _Row(each, output, tuple([_entry(output, variable, method) for variable in variables]))
        for each, output in zip(called, outputs, strict=True)
    ]


def _entry(output: Expression, variable: str, method: Method) -> _Entry:
    occurs = variable in names(output.tree)
    return _Entry(variable, explain(output, wrt=variable, method=method) if occurs else None)


def _shape_in_words(shape: tuple[int, int]) -> str:
    rows, columns = shape
    return translated("{outputs} and {variables}: a {rows} × {columns} matrix.").format(
        outputs=counted("1 output", "{count} outputs", rows).format(count=rows),
        variables=counted("1 variable", "{count} variables", columns).format(count=columns),
        rows=rows,
        columns=columns,
    )


def _first_column(values: Result, variable: str) -> Sentence:
    """What the numbers of the first column say."""
    changes = [_times_step(row[0].tree) for row in values.rows]
    return Sentence(
        worded(
            "Read the first column: where {variable} grows by a small h, the outputs grow by about {changes}.",
            variable=Name(variable),
            changes=listed(changes),
        )
    )


def _times_step(slope: Node) -> Node:
    step = Name("h")
    if slope in (Number(0), Number(1)):
        return step if slope == Number(1) else slope
    return Negation(Product((slope.operand, step))) if isinstance(slope, Negation) else Product((slope, step))


def _numbers(values: Result) -> list[list[float]]:
    return [[value_of(entry.tree) for entry in row] for row in values.rows]
