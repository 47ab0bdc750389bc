"""The syntax tree: what was typed, in the order and shape in which it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter, is_
from typing import Any, ClassVar, TypeAlias, TypeVar

from msgspec import Struct

from derivtutor.showing import Shown, line_of

Span: TypeAlias = tuple[int, int]
T = TypeVar("T")

CONSTANTS = frozenset({"e", "pi"})
"""Names that stand for numbers and never for variables."""


class TreeNode(Shown, Struct, frozen=True, eq=False, gc=False):
    """A frozen value. Where it was typed, its `span`, is neither compared nor shown.

    Building nodes is most of what a derivation does, and a `Struct` is built in half of the time of a dataclass. Trees
    have no circles: there is nothing in them for the garbage collector to look for.
    """

    _facts: ClassVar[tuple[str, ...]]
    _compared: ClassVar[attrgetter[Any]]

    def __init_subclass__(cls) -> None:
        cls._facts = tuple([name for name in cls.__annotations__ if name not in ("span", "children")])
        cls._compared = attrgetter(*cls._facts)

    def __eq__(self, other: object) -> bool:
        return self._compared(self) == self._compared(other) if type(other) is type(self) else NotImplemented

    __ne__ = object.__ne__  # the opposite; that of a `Struct` would go by identity

    def __hash__(self) -> int:
        return hash(self._compared(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join([f'{name}={getattr(self, name)!r}' for name in self._facts])})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(line_of(self))


class Number(TreeNode, frozen=True):
    """A number that is not negative, exact; `text` is its spelling where that is not the plain integer."""

    value: int | Fraction
    text: str = ""
    span: Span | None = None
    children: ClassVar[tuple[()]] = ()


class Name(TreeNode, frozen=True):
    """A letter (`x`), a Greek letter by its English name (`theta`), with subscript (`w_1`) or primes (`y'`)."""

    name: str
    span: Span | None = None
    children: ClassVar[tuple[()]] = ()


class Sum(TreeNode, frozen=True):
    """Two or more terms; a term that is a `Negation` is one that is subtracted."""

    terms: tuple[Node, ...]
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return self.terms


class Negation(TreeNode, frozen=True):
    operand: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


class Product(TreeNode, frozen=True):
    """Two or more factors; a factor that is itself a `Product` was in brackets."""

    factors: tuple[Node, ...]
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return self.factors


class Quotient(TreeNode, frozen=True):
    top: Node
    bottom: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.top, self.bottom)


class Power(TreeNode, frozen=True):
    """`base ^ exponent`; `exp(u)` is the power of `e`."""

    base: Node
    exponent: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.base, self.exponent)


class Call(TreeNode, frozen=True):
    """A known function, by its name in `functions.FUNCTIONS`; `|u|` is `abs`."""

    function: str
    arguments: tuple[Node, ...]
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return self.arguments


class Unknown(TreeNode, frozen=True):
    """A function that only has a name; `orders` counts its derivatives by each argument: `f''(x)` has `(2,)`."""

    name: str
    arguments: tuple[Node, ...]
    orders: tuple[int, ...]
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return self.arguments


class Comparison(TreeNode, frozen=True):
    """`0 <= x < 1`: operands and, between them, relations out of `< <= > >= = !=`."""

    operands: tuple[Node, ...]
    relations: tuple[str, ...]
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return self.operands


class Piecewise(TreeNode, frozen=True):
    """The first value whose condition holds; there may be one value more than conditions, for all the rest."""

    values: tuple[Node, ...]
    conditions: tuple[Node, ...]
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return self.values + self.conditions


class Integral(TreeNode, frozen=True):
    integrand: Node
    variable: str
    lower: Node
    upper: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.integrand, self.lower, self.upper)


class Derivative(TreeNode, frozen=True):
    """A derivative that is asked for, not worked out: `d/dx (x^2)`, `dy/dx`; `is_partial` is written with ∂."""

    operand: Node
    variable: str
    order: int = 1
    span: Span | None = None
    is_partial: bool = False

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


Node: TypeAlias = (
    Number
    | Name
    | Sum
    | Negation
    | Product
    | Quotient
    | Power
    | Call
    | Unknown
    | Comparison
    | Piecewise
    | Integral
    | Derivative
)
Algebra: TypeAlias = Mapping[type, Callable[[Any, Any], T]]
"""What each kind of node means, given what its children mean."""

_REBUILD: dict[type, Callable[[Any, tuple[Node, ...]], Node]] = {
    Sum: lambda n, c: Sum(c, n.span),
    Negation: lambda n, c: Negation(c[0], n.span),
    Product: lambda n, c: Product(c, n.span),
    Quotient: lambda n, c: Quotient(c[0], c[1], n.span),
    Power: lambda n, c: Power(c[0], c[1], n.span),
    Call: lambda n, c: Call(n.function, c, n.span),
    Unknown: lambda n, c: Unknown(n.name, c, n.orders, n.span),
    Comparison: lambda n, c: Comparison(c, n.relations, n.span),
    Piecewise: lambda n, c: Piecewise(c[: len(n.values)], c[len(n.values) :], n.span),
    Integral: lambda n, c: Integral(c[0], n.variable, c[1], c[2], n.span),
    Derivative: lambda n, c: Derivative(c[0], n.variable, n.order, n.span, n.is_partial),
}


class Memo(dict[int, T]):
    """What folds have found so far, by node identity; `alive` holds their trees, so that identities stay theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[Node] = []


_UNSEEN: Any = object()
_NO_VALUES: list[Any] = []
_LEVELS = 60


def fold(node: Node, algebra: Algebra[T], memo: Memo[T] | None = None) -> T:
    """Interpret `node` from the leaves up; a shared sub-tree is interpreted once.

    With a `memo` that is passed in again, trees that share parts are interpreted at the cost of what is new. A tree may
    be of any depth: beyond some levels Python's own stack is not used.
    """
    if memo is None:
        return _fold(node, algebra, {}, _LEVELS)
    result: T = memo.get(id(node), _UNSEEN)
    if result is _UNSEEN:
        memo.alive.append(node)
        result = _fold(node, algebra, memo, _LEVELS)
    return result


def _fold(node: Node, algebra: Algebra[T], memo: dict[int, T], levels: int) -> T:
    values = []
    for child in node.children:
        kind = type(child)
        if kind is Name or kind is Number:  # leaves are half of a tree, and quicker interpreted than looked up
            values.append(algebra[kind](child, _NO_VALUES))
            continue
        value = memo.get(id(child), _UNSEEN)
        if value is _UNSEEN:
            value = _fold(child, algebra, memo, levels - 1) if levels else _fold_deep(child, algebra, memo)
        values.append(value)
    memo[id(node)] = result = algebra[type(node)](node, values)
    return result


def _fold_deep(node: Node, algebra: Algebra[T], memo: dict[int, T]) -> T:
    stack = [node]
    while stack:
        current = stack[-1]
        missing = [child for child in current.children if id(child) not in memo]
        if missing:
            stack.extend(missing)
            continue
        stack.pop()
        if id(current) not in memo:
            memo[id(current)] = algebra[type(current)](current, [memo[id(child)] for child in current.children])
    return memo[id(node)]


def with_children(node: Node, children: Sequence[Node]) -> Node:
    """The same kind of node over other children; `node` itself where nothing changed."""
    old = node.children
    if len(children) == len(old) and all(map(is_, children, old)):
        return node
    return _REBUILD[type(node)](node, tuple(children))


KEEPING: Algebra[Node] = {
    **dict.fromkeys(_REBUILD, with_children),
    Number: lambda leaf, _: leaf,
    Name: lambda leaf, _: leaf,
}
"""The algebra that leaves an expression as it is; replace some of its rows to change what they are about."""


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """Put expressions in the place of free names; a variable bound by an integral stays."""
    if not values or not node.children:
        return values.get(node.name, node) if type(node) is Name else node
    return _substitute(node, dict(values), {})


def _substitute(node: Node, values: dict[str, Node], memos: dict[frozenset[str], Memo[Node]]) -> Node:
    """`memos` has what was found so far under each set of names that are still free."""

    def name(leaf: Name, _: list[Node]) -> Node:
        return values.get(leaf.name, leaf)

    def integral(area: Integral, children: list[Node]) -> Node:
        inner = {key: value for key, value in values.items() if key != area.variable}
        integrand = children[0] if len(inner) == len(values) else _substitute(area.integrand, inner, memos)
        return with_children(area, (integrand, children[1], children[2]))

    algebra: Algebra[Node] = {**KEEPING, Name: name, Integral: integral}
    return fold(node, algebra, memos.setdefault(frozenset(values), Memo()))


_EMPTY: frozenset[str] = frozenset()


def _union(_: Node, children: list[frozenset[str]]) -> frozenset[str]:
    return children[0] if len(children) == 1 else _EMPTY.union(*children)


NAMES: Algebra[frozenset[str]] = {
    **dict.fromkeys(_REBUILD, _union),
    Number: lambda _, __: _EMPTY,
    Name: lambda leaf, _: _EMPTY if leaf.name in CONSTANTS else frozenset((leaf.name,)),
    Integral: lambda node, children: (children[0] - {node.variable}) | children[1] | children[2],
    Derivative: lambda node, children: children[0] | {node.variable},
}
"""The algebra of free names: letters that are neither constants nor bound by an integral."""


def names(node: Node) -> frozenset[str]:
    """The free names of an expression: its variables and parameters."""
    return fold(node, NAMES)


def parts(node: Node) -> Iterator[Node]:
    """An expression and everything in it, from the outside in."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(current.children)


def _size(_: Node, children: list[int]) -> int:
    return 1 + sum(children)


SIZE: Algebra[int] = dict.fromkeys((*_REBUILD, Number, Name), _size)
"""The algebra of sizes: how many nodes a tree has, shared ones counted as often as they occur."""


def measured(_: Node, children: list[tuple[int, int]]) -> tuple[int, int]:
    """The nodes and levels of a node, from those of its children."""
    if not children:
        return 1, 1
    return 1 + sum([size for size, _ in children]), 1 + max([depth for _, depth in children])


SIZE_AND_DEPTH: Algebra[tuple[int, int]] = dict.fromkeys((*_REBUILD, Number, Name), measured)
"""The algebra of sizes and levels."""


def size_and_depth(node: Node) -> tuple[int, int]:
    """How many nodes a tree has, and how many levels."""
    return fold(node, SIZE_AND_DEPTH)


class Structure:
    """Gives equal numbers to equal trees, so that trees are compared and looked up in one step."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._memo: Memo[int] = Memo()
        payload: dict[type, Callable[[Any], tuple[Any, ...]]] = {
            Number: lambda n: (n.value, n.text),
            Name: lambda n: (n.name,),
            Call: lambda n: (n.function,),
            Unknown: lambda n: (n.name, n.orders),
            Comparison: lambda n: n.relations,
            Piecewise: lambda n: (len(n.values),),
            Integral: lambda n: (n.variable,),
            Derivative: lambda n: (n.variable, n.order, n.is_partial),
        }

        def number(node: Node, children: list[int]) -> int:
            kind = type(node)
            facts = payload[kind](node) if kind in payload else ()
            return self._numbers.setdefault((kind, facts, *children), len(self._numbers))

        self._algebra: Algebra[int] = dict.fromkeys((*_REBUILD, Number, Name), number)

    def __call__(self, node: Node) -> int:
        return fold(node, self._algebra, self._memo)

    def are_same(self, left: Node, right: Node) -> bool:
        """Whether two trees are equal, which are seldom asked about again."""
        try:
            return left == right
        except RecursionError:  # deeper than Python compares; their numbers are found at any depth
            return self(left) == self(right)
