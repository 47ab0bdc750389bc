"""Any expression may be asked about: there is an answer, and soon."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from derivtutor.analysis.limits import slope_side, value_side
from derivtutor.analysis.turning import turning
from derivtutor.analysis.zeros import zeros
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum, names

X = Name("x")
LEAVES = st.sampled_from([X, X, X, Name("e"), Name("pi"), Number(0), Number(1), Number(2), Number(10), Number(1000)])
UNARY = ["sin", "cos", "tan", "arcsin", "arctan", "ln", "sqrt", "cbrt", "abs", "sign", "relu", "cosh", "tanh", "sec"]


def _grown(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.tuples(children, children)
    return st.one_of(
        st.builds(Sum, pairs),
        st.builds(Product, pairs),
        st.builds(Negation, children),
        st.builds(Quotient, children, children),
        st.builds(Power, children, children),
        st.builds(lambda name, argument: Call(name, (argument,)), st.sampled_from(UNARY), children),
    )


TREES = st.recursive(LEAVES, _grown, max_leaves=8).filter(lambda tree: "x" in names(tree))
LAW = settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@LAW
@given(TREES)
def test_places_are_in_order_and_nothing_is_raised(tree: Node) -> None:
    found = zeros(tree, "x")
    middles = [place.middle for place in found.places]
    assert middles == sorted(middles)
    for side in (-1, 1):
        value_side(tree, "x", {"x": Number(1)}, side)
        slope_side(tree, "x", {"x": Number(0)}, side)
    turning(tree, "x", poles=False)


@pytest.mark.parametrize(
    "text",
    [
        "x sin(x) tan(x) - 2",
        "sin(sin(sin(sin(x)))) - 1/2",
        "x^(2x) x - 3/x",
        "x/ln(x) x - pi",
        "e^(e^(e^(e^(e^x)))) - 2",
    ],
)
def test_equations_that_lead_to_ever_more_equations_end(text: str) -> None:
    zeros(read(text).tree, "x")
