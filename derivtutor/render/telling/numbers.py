"""How a derivation at a point is told in numbers: exact values, rounded decimals, local rates, the tangent."""

from __future__ import annotations

from derivtutor.derivation.amount import Amount
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.numbers import AtPoint
from derivtutor.derivation.sides import OneSided, Sides
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.decimals import decimal_tree
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Derivative, Name, Negation, Node, Number, Product, Quotient, Sum, Unknown
from derivtutor.render.telling import names, words
from derivtutor.render.telling.blocks import Beside, Equation, Form, LayerNumbers, Numbers, Value

_TRENDS = {
    "rising": "The function is rising there.",
    "falling": "The function is falling there.",
    "flat": "The tangent is horizontal there.",
    "no slope": "The function has no slope there.",
    "": "",
}
_BENDS = {
    1: "The curve bends upwards there.",
    -1: "The curve bends downwards there.",
    0: "The second derivative alone does not say how the curve bends there.",
}
_BESIDE = {
    ("left", "slope"): "From the left:",
    ("right", "slope"): "From the right:",
    ("left", "jump"): "From the left it approaches another value:",
    ("right", "jump"): "From the right it approaches another value:",
    ("left", "rising"): "From the left the slope grows without bound.",
    ("right", "rising"): "From the right the slope grows without bound.",
    ("left", "falling"): "From the left the slope falls without bound.",
    ("right", "falling"): "From the right the slope falls without bound.",
    ("left", "outside"): "On the left the function is not defined.",
    ("right", "outside"): "On the right the function is not defined.",
}
_NO_LIMIT = {
    "left": "From the left the slopes have no limit.",
    "right": "From the right the slopes have no limit.",
}
_LONGEST_CUT = 40
"""A tangent with letters is told where its last term is not longer than this."""


def numbers_of(derivation: Derivation) -> Numbers:
    """The numbers of a derivation that has a point.

    Raises:
        ValueError: where it has none.
    """
    at = derivation.at
    if at is None:
        raise ValueError("this derivation has no point")
    called, first = names.function_letter(derivation), derivation.order == 1
    slopes = [at.steepness] if first else [at.steepness, at.asked]
    orders = (1, derivation.order)
    return Numbers(
        tuple(Value(Name(name), (Form(value, True),)) for name, value in at.point.items()),
        valued(_there(called, at, 0), at.height),
        _layers(at, Name(called)) if first else (),
        tuple(valued(_there(called, at, order), each) for order, each in zip(orders, slopes, strict=False)),
        _tangent(at, Name(names.graph_letter(derivation))) if first else None,
        _sides(at, Name(called)),
        _trend(at),
    )


def _there(called: str, at: AtPoint, order: int) -> Node:
    """The function or its derivative at the point: `f′(2)`."""
    return Unknown(called, (at.point.get(at.variable, Name(at.variable)),), (order,))


def valued(left: Node, amount: Amount) -> Value:
    """A number as it is told: exactly where that is short, and as a decimal of six digits beside it."""
    exact, decimal = amount.exact, amount.decimal
    forms = [] if exact is None else [Form(exact, True)]
    if decimal is not None and not _is_plain(exact):
        forms.append(Form(decimal_tree(decimal), amount.is_decimal))
    return Value(left, tuple(forms), translated("cannot be computed" if amount.is_beyond else "is undefined"))


def _is_plain(exact: Node | None) -> bool:
    return isinstance(exact.operand if isinstance(exact, Negation) else exact, Number)


def _trend(at: AtPoint) -> str:
    if at.height.is_beyond:
        return translated("Its value there is too large, or its digits are lost.")
    if not at.height.is_defined:
        return translated("The function is not defined there.")
    if not at.steepness.is_defined:
        return _nature(at.sides)
    if at.order == 1:
        return translated(_TRENDS[at.trend])
    if not at.asked.is_defined:
        return translated("The {derivative} does not exist there.").format(
            derivative=words.lowered(words.derivative_of_order(at.order))
        )
    return translated(_BENDS.get(at.asked.sign, "")) if at.order == 2 and at.asked.sign is not None else ""


def _sides(at: AtPoint, f: Name) -> tuple[Beside, ...]:
    if at.sides is None:
        return ()
    rate = Derivative(f, at.variable, at.order_of_sides)
    return tuple(_side(name, side, f, rate) for name, side in zip(("left", "right"), at.sides, strict=True))


def _side(name: str, side: OneSided, f: Name, rate: Node) -> Beside:
    kind = ("rising" if side.grows > 0 else "falling") if side.kind == "infinite" else side.kind
    said = translated(_BESIDE.get((name, kind), _NO_LIMIT[name]))
    if kind == "slope":
        return Beside(said, valued(rate, side.slope))
    return Beside(said, valued(f, side.tends_to)) if kind == "jump" else Beside(said)


def _nature(sides: Sides | None) -> str:
    """What a point is where there is no slope."""
    left, right = sides or (None, None)
    if left is None or right is None:
        return translated(_TRENDS["no slope"])
    kinds = {left.kind, right.kind}
    if "jump" in kinds:
        return translated("The function is not continuous there, so it has no slope.")
    if kinds == {"infinite"} and left.grows and right.grows:
        return translated(
            "The function has no slope there: the tangent is vertical."
            if left.grows == right.grows
            else "The function has no slope there: a cusp."
        )
    if kinds == {"slope"}:
        return translated("The function has no slope there: a corner.")
    if "outside" in kinds:
        return translated("The function has no slope there: it ends.")
    return translated(_TRENDS["no slope"])


def _layers(at: AtPoint, f: Name) -> tuple[LayerNumbers, ...]:
    outer = f
    layers: list[LayerNumbers] = []
    for layer in at.layers:
        rate = valued(Derivative(outer, layer.letter), layer.steepness)
        layers.append(LayerNumbers(Equation(outer, layer.function), valued(outer, layer.height), rate))
        outer = Name(layer.letter)
    return tuple(layers)


def _tangent(at: AtPoint, y: Name) -> Value | None:
    if not (at.steepness.is_defined and at.cut.is_defined):
        return None
    if at.cut.exact is not None and at.cut.has_letters and len(linear.text(at.cut.exact)) > _LONGEST_CUT:
        return None
    x, slope, cut = Name(at.variable), valued(y, at.steepness).forms, valued(y, at.cut).forms
    forms = []
    if slope[0].is_equal and cut[0].is_equal:
        forms.append(Form(_line(slope[0].number, x, cut[0].number), True))
    if len(slope) > 1 or len(cut) > 1 or not forms:
        is_equal = slope[-1].is_equal and cut[-1].is_equal
        forms.append(Form(_line(slope[-1].number, x, cut[-1].number), is_equal))
    return Value(y, tuple(forms))


def _line(slope: Node, x: Name, cut: Node) -> Node:
    """`m x + b`, without what is 0."""
    if constant_value(slope) == 0:
        return cut
    rise = _times(slope, x)
    return rise if constant_value(cut) == 0 else Sum((rise, *(cut.terms if isinstance(cut, Sum) else (cut,))))


def _times(number: Node, x: Name) -> Node:
    if isinstance(number, Negation):
        return Negation(_times(number.operand, x))
    if isinstance(number, Quotient):
        return Quotient(_times(number.top, x), number.bottom)
    if number == Number(1):
        return x
    return Product((*(number.factors if isinstance(number, Product) else (number,)), x))
