"""A point to be moved along the curve: tangent, secant and the rates of the layers, from a table that the page has."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from derivtutor.derivation.derivation import Derivation
from derivtutor.language import decimals, mark, translated
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Derivative, Name, Node
from derivtutor.notation.tree import names as letters
from derivtutor.render import sentences
from derivtutor.render.telling import names
from derivtutor.render.web.formulas import Formulas
from derivtutor.render.web.frame import escape

STYLES = ("derivtutor.render.web/explorer.css",)
SCRIPTS = ("derivtutor.render.web/explorer.js",)
POINTS = 241
"""How many points the table has: an odd number, so that the middle is one of them."""
REACH = 6
"""How far the table goes to either side."""
_DIGITS = 6


class _Layer(Struct, frozen=True):
    """One layer of the function: its name, what it is of, and how fast it changes with that."""

    name: Name
    letter: str
    function: Node
    rate: Node


def explorer(derivation: Derivation) -> str:
    """The part of the page; it is hidden where no script runs.

    Raises:
        UserError: where a letter has no value, or the function is nowhere defined.
    """
    layers = _layers(derivation)
    table = _table(derivation, layers)
    if all(value is None for value in table["values"]):
        raise sentences.NOTHING_TO_EXPLORE()
    data = json.dumps(table, separators=(",", ":")).replace("<", "\\u003c")
    return f"""<section id="explorer" aria-labelledby="explorer-title" hidden>
<h2 id="explorer-title">{escape(translated("Move the point"))}</h2>
<svg id="plot" role="img" aria-labelledby="explorer-title" aria-describedby="notice" viewBox="0 0 640 400"></svg>
<p class="key"><span class="curve">{escape(translated("the function"))}</span>
<span class="tangent">{escape(translated("tangent"))}</span>
<span class="secant">{escape(translated("secant"))}</span></p>
{_slider("point", "where", escape(table["letter"]))}
{_slider("gap", "apart", "h")}
{_rates(layers)}
<p id="notice" role="status"></p>
<script type="application/json" id="table">{data}</script>
</section>
<noscript><p>{escape(translated("The point can be moved where scripts may run."))}</p></noscript>"""


def _slider(id: str, shown: str, letter: str) -> str:
    slides = f'<label for="{id}">{letter}</label> <input type="range" id="{id}">'
    return f'<p class="slider">{slides} <output for="{id}" id="{shown}"></output></p>'


def _layers(derivation: Derivation) -> tuple[_Layer, ...]:
    """From the inside out; a function that is no composition is one layer."""
    layers: list[_Layer] = []
    step, name = derivation.roots[0], Name(names.function_letter(derivation))
    while composition := step.composition:
        outer = composition.outer
        layers.append(_Layer(name, composition.letter, outer.goal.expression, outer.result))
        step, name = composition.inner, Name(composition.letter)
    layers.append(_Layer(name, derivation.variable, step.goal.expression, step.result))
    return tuple(reversed(layers))


def _table(derivation: Derivation, layers: tuple[_Layer, ...]) -> dict[str, Any]:
    """Values and slopes of the function, and of every layer, at points of equal distance."""
    fixed = _fixed(derivation)
    step = 2 * REACH / (POINTS - 1)
    start = fixed.pop(derivation.variable, 0.0) - REACH
    points = [start + place * step for place in range(POINTS)]
    columns: list[dict[str, list[float | None]]] = []
    inner: Sequence[float | None] = points
    for layer in layers:
        values, rates = (_along(node, layer.letter, inner, fixed) for node in (layer.function, layer.rate))
        columns.append({"values": _rounded(values), "rates": _rounded(rates)})
        inner = values
    slopes = _along(derivation.roots[0].result, derivation.variable, points, fixed)
    corners = _corners(derivation)
    for place, point in enumerate(points):
        if any(math.isclose(point, corner, abs_tol=1e-9) for corner in corners):
            slopes[place] = None
    return {
        "letter": derivation.variable,
        "name": layers[-1].name.name,
        "start": round(start, 9),
        "step": step,
        "values": columns[-1]["values"],
        "slopes": _rounded(slopes),
        "layers": columns if len(columns) > 1 else [],
        "says": sentences.POINT_MOVED,
        "gap": mark(" "),
        "decimal": decimals("1.5")[1],
    }


def _corners(derivation: Derivation) -> list[float]:
    """Where the function has a value and no slope, whatever the formula of its derivative gives."""
    places = [corner.at for corner in derivation.corners if not letters(corner.at)]
    return [compile_real(place, ())(()) for place in places]


def _fixed(derivation: Derivation) -> dict[str, float]:
    """What the letters are worth that have a value, the variable among them if there is a point."""
    point = derivation.at.point if derivation.at else {}
    fixed = {name: compile_real(node, ())(()) for name, node in point.items()}
    unknown = sorted(letters(derivation.function.tree) - {derivation.variable} - fixed.keys())
    if unknown:
        raise sentences.LETTER_WITHOUT_VALUE(letter=unknown[0], variable=derivation.variable)
    return fixed


def _along(node: Node, letter: str, inner: Sequence[float | None], fixed: Mapping[str, float]) -> list[float | None]:
    """An expression where its letter takes these values; None where it has none."""
    run = compile_real(node, (letter, *fixed))
    others = tuple(fixed.values())
    values = (math.nan if each is None else run((each, *others)) for each in inner)
    return [value if math.isfinite(value) else None for value in values]


def _rounded(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else float(f"{value:.{_DIGITS}g}") for value in values]


def _rates(layers: tuple[_Layer, ...]) -> str:
    """A table whose numbers are put in as the point moves, for a function of several layers."""
    if len(layers) < 2:
        return ""
    formulas = Formulas()
    rows = (
        f"<tr><td>{formulas.equation(layer.name, layer.function).text}</td><td></td>"
        f"<td>{formulas.alone(Derivative(layer.name, layer.letter)).text} <span></span></td></tr>"
        for layer in layers
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in sentences.LAYER_HEADS)
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(translated("Layers at the point"))}">'
        "<table>\n"
        f'<thead><tr>{heads}</tr></thead>\n<tbody id="layers">\n{"".join(rows)}\n</tbody>\n</table></div>'
    )
