r"""Random trees of every kind of node, as the reader makes them.

Left out, because no text is read as such a tree:

- `root` of the degrees 2 and 3 (read as `sqrt` and `cbrt`), `exp` (a power of `e`);
- fractions as numbers without a spelling (a fraction is a `Quotient`), spellings that are not the number's own;
- a sum, product, or piecewise function of fewer parts than it must have, comparisons outside conditions;
- a `Unknown` of several arguments with primes, or named otherwise than f, g and h unless it has primes;
- names that are functions' names, `e` and `pi` as variables of integrals and derivatives;
- `\tfrac` of integers, which is `½`, is a number; what is small in a text stays small.
"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.tree import (
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
)

LETTERS = "xyztuvwabcdefghijkmnpqrsABFGHIX"
SPELLED = ["1e-3", "2.5e-4", "0.5", "2.0", "2.", ".25", "007", "1.5e3", "2e3", "½", "⅔", "1½", "3.14"]
VALUES = {"½": Fraction(1, 2), "⅔": Fraction(2, 3), "1½": Fraction(3, 2), "007": 7}

integers = st.builds(Number, st.integers(0, 12) | st.integers(0, 10**20))
spelled = st.sampled_from([Number(VALUES.get(text) or Fraction(text), text) for text in SPELLED])
numbers = integers | spelled

letters = st.sampled_from(LETTERS) | st.sampled_from(sorted(GREEK))
accented = st.builds("{}{}".format, st.sampled_from(["x", "y", "theta", "w"]), st.sampled_from(["hat", "bar", "tilde"]))
words = st.sampled_from(["rate", "velocity", "time", "xyzw", "xy", "ab", "w1x"])
layered = st.sampled_from(["z1_1", "D_x", "f1", "g_y"])
indices = st.sampled_from(["_1", "_12", "_max", "_i", "_1a", "1", "07", ""])
indexed = st.builds("{}{}".format, letters | accented | words, indices)
plain_names = st.one_of(st.sampled_from("xyt"), letters, indexed, layered)
variables = plain_names.filter(lambda name: name not in ("e", "pi"))
names = st.builds("{}{}".format, plain_names, st.sampled_from(["", "", "", "'", "''"])) | st.sampled_from(["e", "pi"])

leaves = numbers | st.builds(Name, names)


def several(children: st.SearchStrategy[Node], least: int = 2) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(children, min_size=least, max_size=4).map(tuple)


@st.composite
def calls(draw: st.DrawFn, children: st.SearchStrategy[Node]) -> Node:
    function = draw(st.sampled_from(sorted(FUNCTIONS)))
    arity = FUNCTIONS[function].arity
    arguments = draw(several(children)) if arity is None else tuple(draw(children) for _ in range(arity))
    if function == "root" and arguments[0] in (Number(2), Number(3)):
        return Call("sqrt", arguments[1:])
    return Call(function, arguments)


@st.composite
def unknowns(draw: st.DrawFn, children: st.SearchStrategy[Node]) -> Node:
    arguments = draw(several(children, 1))
    orders = tuple(draw(st.integers(0, 5)) for _ in arguments)
    named = st.sampled_from("fghFGH")
    if len(orders) == 1 and 1 <= orders[0] <= 3:
        named |= st.sampled_from(["y", "u", "theta", "w_1"])
    return Unknown(draw(named), arguments, orders)


@st.composite
def comparisons(draw: st.DrawFn, children: st.SearchStrategy[Node]) -> Comparison:
    operands = draw(st.lists(children, min_size=2, max_size=3))
    relations = [draw(st.sampled_from(["<", "<=", ">", ">=", "=", "!="])) for _ in operands[1:]]
    return Comparison(tuple(operands), tuple(relations))


@st.composite
def pieces(draw: st.DrawFn, children: st.SearchStrategy[Node]) -> Node:
    values = draw(several(children, 1))
    without_otherwise = draw(st.booleans())
    conditions = tuple(draw(comparisons(children)) for _ in values[: None if without_otherwise else -1])
    return Piecewise(values, conditions)


def grown(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Sum, several(children)),
        st.builds(Product, several(children)),
        st.builds(Negation, children),
        st.builds(Quotient, children, children),
        st.builds(Power, children, children),
        calls(children),
        unknowns(children),
        pieces(children),
        st.builds(Integral, children, variables, children, children),
        st.builds(Derivative, children, variables, st.integers(1, 12)),
    )


trees: st.SearchStrategy[Node] = st.recursive(leaves, grown, max_leaves=12)
