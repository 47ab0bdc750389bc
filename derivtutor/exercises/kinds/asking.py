"""What an exercise in a topic beyond the rules asks where its author has no words for it: a sentence for each topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from derivtutor.calculus.descending.walking import CALLED
from derivtutor.exercises.model import Exercise
from derivtutor.grading.answer import EQUALS
from derivtutor.language import between, counted, translated
from derivtutor.notation.components import components, outside
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import Base, read
from derivtutor.notation.tree import Name, names

_RATE = re.compile(r"\s*d\s*(\w+)\s*/\s*d\s*(\w+)\s*")
_DEGREES = re.compile(r"\s*(.+?)\s*(?:deg|°)\s*")


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
        return between().join([f"{latex(Name(name))} = {_side(value)}" for name, value in told.items()])
    texts = [told] if isinstance(told, str) else list(told)
    return between().join([" = ".join(map(_side, EQUALS.split(piece))) for text in texts for piece in _pieces(text)])


def _pieces(text: str) -> list[str]:
    """A list taken apart at the commas outside of brackets."""
    bare = text.strip().strip("()") if text.strip().startswith("(") else text
    ends = [place for place, sign in enumerate(outside(bare)) if sign in ",;"]
    starts = [0, *[end + 1 for end in ends]]
    return [bare[start:end] for start, end in zip(starts, [*ends, len(bare)], strict=True)]


def _function(exercise: Exercise) -> str:
    return f"${in_latex(exercise.differentiate, exercise.log)}$"


def _put(exercise: Exercise, plain: str, there: str = "", **parts: str) -> str:
    """A text with what is given in its places; `there` is the one for a point, where that may be left out."""
    at = f"${listed(exercise.at)}$" if exercise.at else ""
    return (there if there and at else plain).format(function=_function(exercise), at=at, **parts)


def _by(exercise: Exercise) -> str:
    """The variables, where they are named."""
    letters = [latex(Name(name)) for name in exercise.variables or (exercise.variable,) if name]
    return f"$({', '.join(letters)})$" if len(letters) > 1 else "".join([f"${letter}$" for letter in letters])


def _implicit(exercise: Exercise) -> str:
    of, by = exercise.of or "y", exercise.variable or "x"
    what = {1: "the slope", 2: "the second derivative"}.get(exercise.order, "the derivative")
    return _put(
        exercise,
        translated("Find {what} {slope} of the curve {function}."),
        translated("Find {what} {slope} of the curve {function} at {at}."),
        what=translated(what),
        slope=f"${_slope(of, by, exercise.order)}$",
    )


def _parametric(exercise: Exercise) -> str:
    x, y = [_side(piece, exercise.log) for piece in components(exercise.differentiate)]
    return _put(
        exercise,
        translated("Find the slope {slope} of the curve {x}, {y}."),
        translated("Find the slope {slope} of the curve {x}, {y} at {at}."),
        slope=f"${_slope('y', 'x')}$",
        x=f"$x = {x}$",
        y=f"$y = {y}$",
    )


def _rates(exercise: Exercise) -> str:
    given = f"${listed(exercise.known)}$"
    if exercise.at:
        given = translated("{one} and {other}").format(one=f"${listed(exercise.at)}$", other=given)
    plain = "The quantities in {function} change with time. Find {wanted} when {given}."
    linked = "The quantities in {function}, where {where}, change with time. Find {wanted} when {given}."
    where, wanted = f"${listed(exercise.where)}$", f"${_side(exercise.wanted)}$"
    return _put(exercise, translated(linked if exercise.where else plain), where=where, wanted=wanted, given=given)


def _inverse(exercise: Exercise) -> str:
    return _put(exercise, translated("Find the slope of the inverse function of {y} {function} at {at}."), y="$y =$")


def _directional(exercise: Exercise) -> str:
    if exercise.towards:
        place = f"${listed(exercise.towards)}$"
        return _put(
            exercise, translated("Find the slope of {function} at {at} towards the point {place}."), place=place
        )
    if degrees := _DEGREES.fullmatch(exercise.along):
        return _put(
            exercise,
            translated(
                "Find the slope of {function} at {at} in the direction that makes an angle of {angle}° with"
                " the {x}-axis."
            ),
            angle=f"${_side(degrees[1])}$",
            x="$x$",
        )
    along = f"$({listed(exercise.along)})$"
    return _put(exercise, translated("Find the slope of {function} at {at} in the direction of {along}."), along=along)


def _tangent_plane(exercise: Exercise) -> str:
    if len(EQUALS.split(exercise.differentiate)) > 1:
        return _put(exercise, translated("Find the tangent plane of the surface {function} at {at}."))
    text = "Find the tangent plane of {z} {function} at {at}. Answer with {blank}"
    return _put(exercise, translated(text), z="$z =$", blank="$z = …$")


def _total(exercise: Exercise) -> str:
    where, by = f"${listed(exercise.where)}$", _by(exercise)
    if not by:
        plain, there = "Differentiate {function} where {where}.", "Differentiate {function} where {where} at {at}."
        return _put(exercise, translated(plain), translated(there), where=where)
    return _put(
        exercise,
        translated("Differentiate {function} with respect to {by} where {where}."),
        translated("Differentiate {function} with respect to {by} where {where} at {at}."),
        where=where,
        by=by,
    )


def _jacobian(exercise: Exercise) -> str:
    return _matrix(exercise, translated("the Jacobian matrix"))


def _hessian(exercise: Exercise) -> str:
    return _matrix(exercise, translated("the Hessian matrix"))


def _matrix(exercise: Exercise, what: str) -> str:
    by = _by(exercise)
    plain, there = ("Find {what} of {function}.", "Find {what} of {function} at {at}.")
    if by:
        plain = "Find {what} of {function} with respect to {by}."
        there = "Find {what} of {function} with respect to {by} at {at}."
    rows = translated("Answer row by row: {rows}.").format(rows="$[[…, …], […, …]]$")
    return f"{_put(exercise, translated(plain), translated(there), what=what, by=by)} {rows}"


def _critical(exercise: Exercise) -> str:
    letters = names(read(exercise.differentiate, log=exercise.log).tree)
    found = _put(exercise, translated("Find the critical points of {function}."))
    return f"{found} {_all_of_them('$(1, 2)$, $(3, 4)$' if len(letters) > 1 else '$1, 2$')}"


def _lagrange(exercise: Exercise) -> str:
    where = f"${between().join([in_latex(each) for each in exercise.where])}$"
    asked = _put(
        exercise, translated("At which points may {function} have a maximum or a minimum where {where}?"), where=where
    )
    return f"{asked} {_all_of_them('$(1, 2)$, $(3, 4)$')}"


def _all_of_them(example: str) -> str:
    return translated("Answer with all of them, such as {example}.").format(example=example)


def _taylor(exercise: Exercise) -> str:
    around = f"${listed(exercise.around)}$" if exercise.around else "$0$"
    text = "Find the Taylor polynomial of order {order} of {function} around {around}."
    return _put(exercise, translated(text), order=str(exercise.order), around=around)


def _descend(exercise: Exercise) -> str:
    many, start = exercise.steps, listed(exercise.start)
    taken = counted(
        "Take one step of {method} on {function} from {point}.",
        "Take {count} steps of {method} on {function} from {point}.",
        many,
    )
    if exercise.method != "newton":
        taken = counted(
            "Take one step of {method} on {function} from {point} with the learning rate {rate}.",
            "Take {count} steps of {method} on {function} from {point} with the learning rate {rate}.",
            many,
        )
    said = taken.format(
        count=many,
        method=translated(CALLED[exercise.method]),
        function=_function(exercise),
        point=f"${start}$" if "=" in start else f"$({start})$",
        rate=f"${_side(exercise.rate or '0.1')}$",
    )
    return f"{said} {translated('Where do you arrive?')}"


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
