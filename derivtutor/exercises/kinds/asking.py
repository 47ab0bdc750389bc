"""What an exercise in a topic beyond the rules asks where its author has no words for it: a sentence for each topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from derivtutor.calculus.descending.walking import CALLED
from derivtutor.exercises.model import Exercise
from derivtutor.grading.answer import EQUALS
from derivtutor.notation.components import components, outside
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import Base, read
from derivtutor.notation.tree import Name, names

_RATE = re.compile(r"\s*d\s*(\w+)\s*/\s*d\s*(\w+)\s*")
_DEGREES = re.compile(r"\s*(.+?)\s*(?:deg|°)\s*")
_MATRIX = "Answer row by row: $[[…, …], […, …]]$."
_PLACES = "Answer with all of them, such as $1, 2$."
_POINTS = "Answer with all of them, such as $(1, 2)$, $(3, 4)$."


def asked(exercise: Exercise) -> str:
    """The question in Markdown."""
    return _ASKS[exercise.kind](exercise)


def in_latex(problem: str, log: Base = "e") -> str:
    """What is asked about, an expression, an equation, or several in brackets, in LaTeX."""
    sides = EQUALS.split(problem)
    pieces = components(problem) if len(sides) == 1 else sides
    written = [_side(piece, log) for piece in pieces]
    if len(sides) > 1:
        return " = ".join(written)
    listed = r",\ ".join(written)
    return rf"\left({listed}\right)" if len(written) > 1 else written[0]


def _side(text: str, log: Base = "e") -> str:
    """One side of an equation, which may be a rate such as `dx/dt`."""
    rate = _RATE.fullmatch(text)
    return _slope(rate[1], rate[2]) if rate else latex(read(text, log=log).tree)


def _slope(of: str, by: str, order: int = 1) -> str:
    power = f"^{{{order}}}" if order > 1 else ""
    top, bottom = latex(Name(of)), latex(Name(by))
    return rf"\frac{{d{power} {top}}}{{d {bottom}{power}}}"


def listed(told: str | Mapping[str, str] | Iterable[str]) -> str:
    """What is told piece by piece, such as `x = 3, y = 4`."""
    if isinstance(told, Mapping):
        return ", ".join(f"{latex(Name(name))} = {_side(value)}" for name, value in told.items())
    texts = [told] if isinstance(told, str) else list(told)
    return ", ".join(" = ".join(map(_side, EQUALS.split(piece))) for text in texts for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    """A list taken apart at the commas outside of brackets."""
    bare = text.strip().strip("()") if text.strip().startswith("(") else text
    ends = [place for place, sign in enumerate(outside(bare)) if sign in ",;"]
    starts = [0, *[end + 1 for end in ends]]
    return [bare[start:end] for start, end in zip(starts, [*ends, len(bare)], strict=True)]


def _function(exercise: Exercise) -> str:
    return f"${in_latex(exercise.differentiate, exercise.log)}$"


def _at(exercise: Exercise) -> str:
    return f" at ${listed(exercise.at)}$" if exercise.at else ""


def _by(exercise: Exercise) -> str:
    """The variables, where they are named."""
    letters = [latex(Name(name)) for name in exercise.variables or (exercise.variable,) if name]
    if not letters:
        return ""
    return f" with respect to ${letters[0]}$" if len(letters) == 1 else f" with respect to $({', '.join(letters)})$"


def _implicit(exercise: Exercise) -> str:
    of, by = exercise.of or "y", exercise.variable or "x"
    what = "slope" if exercise.order == 1 else "second derivative" if exercise.order == 2 else "derivative"
    slope = _slope(of, by, exercise.order)
    return f"Find the {what} ${slope}$ of the curve {_function(exercise)}{_at(exercise)}."


def _parametric(exercise: Exercise) -> str:
    x, y = [_side(piece, exercise.log) for piece in components(exercise.differentiate)]
    return f"Find the slope ${_slope('y', 'x')}$ of the curve $x = {x}$, $y = {y}${_at(exercise)}."


def _rates(exercise: Exercise) -> str:
    at = f"${listed(exercise.at)}$ and " if exercise.at else ""
    when = f"when {at}${listed(exercise.known)}$"
    also = f", where ${listed(exercise.where)}$," if exercise.where else ""
    return f"The quantities in {_function(exercise)}{also} change with time. Find ${_side(exercise.wanted)}$ {when}."


def _inverse(exercise: Exercise) -> str:
    return f"Find the slope of the inverse function of $y =$ {_function(exercise)}{_at(exercise)}."


def _directional(exercise: Exercise) -> str:
    if exercise.towards:
        where = f"towards the point ${listed(exercise.towards)}$"
    elif degrees := _DEGREES.fullmatch(exercise.along):
        where = f"in the direction that makes an angle of ${_side(degrees[1])}$° with the $x$-axis"
    else:
        where = f"in the direction of $({listed(exercise.along)})$"
    return f"Find the slope of {_function(exercise)}{_at(exercise)} {where}."


def _tangent_plane(exercise: Exercise) -> str:
    if len(EQUALS.split(exercise.differentiate)) > 1:
        return f"Find the tangent plane of the surface {_function(exercise)}{_at(exercise)}."
    return f"Find the tangent plane of $z =$ {_function(exercise)}{_at(exercise)}. Answer with $z = …$"


def _total(exercise: Exercise) -> str:
    by = _by(exercise)
    return f"Differentiate {_function(exercise)}{by} where ${listed(exercise.where)}${_at(exercise)}."


def _jacobian(exercise: Exercise) -> str:
    return f"Find the Jacobian matrix of {_function(exercise)}{_by(exercise)}{_at(exercise)}. {_MATRIX}"


def _hessian(exercise: Exercise) -> str:
    return f"Find the Hessian matrix of {_function(exercise)}{_by(exercise)}{_at(exercise)}. {_MATRIX}"


def _critical(exercise: Exercise) -> str:
    letters = names(read(exercise.differentiate, log=exercise.log).tree)
    return f"Find the critical points of {_function(exercise)}. {_POINTS if len(letters) > 1 else _PLACES}"


def _lagrange(exercise: Exercise) -> str:
    where = f"${', '.join(in_latex(each) for each in exercise.where)}$"
    return f"At which points may {_function(exercise)} have a maximum or a minimum where {where}? {_POINTS}"


def _taylor(exercise: Exercise) -> str:
    around = f" around ${listed(exercise.around)}$" if exercise.around else " around $0$"
    return f"Find the Taylor polynomial of order {exercise.order} of {_function(exercise)}{around}."


def _descend(exercise: Exercise) -> str:
    steps = "one step" if exercise.steps == 1 else f"{exercise.steps} steps"
    rate = f" with the learning rate ${_side(exercise.rate or '0.1')}$" if exercise.method != "newton" else ""
    start = listed(exercise.start)
    point = f"${start}$" if "=" in start else f"$({start})$"
    return (
        f"Take {steps} of {CALLED[exercise.method]} on {_function(exercise)} from {point}{rate}. Where do you arrive?"
    )


_ASKS: Mapping[str, Callable[[Exercise], str]] = {
    "implicit": _implicit,
    "parametric": _parametric,
    "rates": _rates,
    "inverse": _inverse,
    "directional": _directional,
    "tangent-plane": _tangent_plane,
    "total": _total,
    "jacobian": _jacobian,
    "hessian": _hessian,
    "critical": _critical,
    "lagrange": _lagrange,
    "taylor": _taylor,
    "descend": _descend,
}
