"""Related rates: values of textbook problems, against SymPy, and as it is told."""

import json

import pytest
import sympy
from oracle_of_topics import near

from derivtutor import rates
from derivtutor.errors import UserError
from derivtutor.notation.expression import parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

PROBLEMS = [
    ("x^2 + y^2 = 25", {"x": 3, "y": 4}, {"x": 2}, "y"),
    ("x^2 + y^2 = z^2", {"x": 3, "y": 4, "z": 5}, {"x": 2, "y": 1}, "z"),
    ("V = 4/3 pi r^3", {"r": 5}, {"V": 100}, "r"),
    ("V = pi r^2 h", {"r": 2, "h": 7}, {"V": 3, "r": 0}, "h"),
    ("A = x y", {"x": 4, "y": 9}, {"x": 1, "y": -2}, "A"),
    ("p V = 60", {"p": 12, "V": 5}, {"V": 3}, "p"),
    ("tan(a) = y/50", {"y": 50, "a": "pi/4"}, {"y": 4}, "a"),
    ("c^2 = a^2 + b^2 - a b", {"a": 8, "b": 3, "c": 7}, {"a": 1, "b": 2}, "c"),
    ("1/R = 1/a + 1/b", {"a": 6, "b": 3, "R": 2}, {"a": 1, "b": 1}, "R"),
    ("x y + ln(x) = 3", {"x": 1, "y": 3}, {"x": "1/2"}, "y"),
    ("s = sqrt(x^2 + 9)", {"x": 4, "s": 5}, {"x": 6}, "s"),
]


@pytest.mark.parametrize(("equation", "at", "known", "wanted"), PROBLEMS)
def test_the_rate_is_that_of_sympy(equation: str, at: dict, known: dict, wanted: str) -> None:
    told = [f"d{letter}/dt={rate}" for letter, rate in known.items()]
    found = rates(equation, at=at, known=told, wanted=f"d{wanted}/dt").as_dict()
    assert json.loads(json.dumps(found)) == found
    left, right = (parse(side).sympy.doit() for side in equation.split(" = "))
    letters = {each.name: each for each in (left - right).free_symbols}
    place = {letters[name]: sympy.sympify(value) for name, value in at.items()}
    slopes = {name: sympy.diff(left - right, letter).subs(place) for name, letter in letters.items()}
    rate = -sum(slopes[name] * sympy.sympify(value) for name, value in known.items()) / slopes[wanted]
    assert near(found["value"], rate)


@pytest.mark.parametrize("known", ["dx/dt=2", ["dx/dt=2"], {"dx/dt": 2}, {"x": 2}, "x'=2"])
def test_rates_are_given_in_many_ways(known: object) -> None:
    assert rates("x^2 + y^2 = 25", at="x=3,y=4", known=known, wanted="dy/dt").result.text == "-3/2"


def test_rates_can_be_by_another_letter() -> None:
    assert rates("x^2 + y^2 = 25", at="x=3,y=4", known="dx/ds=2", wanted="dy/ds").as_dict()["wrt"] == "s"


def test_a_value_that_the_equation_tells_may_be_left_out() -> None:
    found = rates("x^2 + y^2 = 100", at="x=6", known="dx/dt=2", wanted="dy/dt")
    assert found.as_dict()["at"]["y"]["text"] == "8"
    assert "At this moment the equation gives y = 8 (the positive value)." in render(tell(found), "plain")


def test_it_is_told_with_a_table_and_the_numbers_put_in_last() -> None:
    told = render(tell(rates("x^2 + y^2 = 25", at="x=3,y=4", known="dx/dt=2", wanted="dy/dt")), "plain").splitlines()
    assert told[:3] == [
        "At all times x^2 + y^2 = 25. At this moment:",
        "quantity: x; value: 3; rate: dx/dt = 2",
        "quantity: y; value: 4; rate: dy/dt is wanted",
    ]
    assert told[-7:] == [
        "2x dx/dt + 2y dy/dt = 0",
        "Only now substitute the values and rates of this moment.",
        "2*3*2 + 2*4dy/dt = 0",
        "Solve for dy/dt.",
        "8dy/dt = -12",
        "dy/dt = (-12)/8",
        "Answer: dy/dt = -3/2",
    ]


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "latex", "plain"])
@pytest.mark.parametrize(("equation", "at", "known", "wanted"), PROBLEMS[:3])
def test_every_format_tells_it(form: str, equation: str, at: dict, known: dict, wanted: str) -> None:
    assert render(tell(rates(equation, at=at, known=known, wanted=wanted)), form)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "It is not said which rate is wanted"),
        ({"wanted": "dy/dt"}, "The rate of x is neither known nor wanted"),
        ({"wanted": "dz/dt", "known": "dx/dt=1"}, "The letter z does not occur in the equation"),
        ({"wanted": "dy/dt", "known": "dx/dt=1"}, "The values of the quantities are missing"),
        ({"wanted": "dy/dt", "known": "dx/dt=1,dx/dt=2"}, "The rate of x is given twice"),
        ({"wanted": "dy/dt", "known": "dy/dt=1"}, "The rate of y is given twice"),
        ({"wanted": "dy/dt", "known": "dx/ds=1"}, "The rates are by s and by t"),
        ({"wanted": "dy/dt", "known": "dx/dt"}, "dx/dt is not a rate"),
        ({"wanted": "2x", "known": "dx/dt=1"}, "2x is not a rate"),
        ({"wanted": "dy/dt", "known": "dx/dt=q"}, "q is not a number"),
        ({"wanted": "dy/dx", "known": "dx/dx=q"}, "."),
        ({"wanted": "dy/dt", "known": "dx/dt=1", "at": "x=3,y=5"}, "does not lie on the curve"),
        ({"wanted": "dy/dt", "known": "dx/dt=1", "at": "x=7"}, "There is no y with x = 7"),
        ({"wanted": "dy/dt", "known": "dx/dt=1", "at": "x=5,y=0"}, "the equation does not tell dy/dt"),
        ({"wanted": "dy/dt", "known": "dx/dt=1", "at": "z=5"}, "The letter z does not occur here"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(told: dict[str, str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        rates("x^2 + y^2 = 25", **told)


SYSTEMS = [
    ("V = 1/3 pi r^2 h", "r=h/2", "h=4", "dV/dt=3", "dh/dt", "3/(4pi)"),  # a cone tank
    ("V = 1/3 pi r^2 h", "r/h = 2/5", {"h": 10}, {"V": 8}, "dh/dt", "1/(2pi)"),
    ("V = pi r^2 h/3", "h=2r", "h=4,r=2", "dV/dt=3", "dh/dt", "3/(4pi)"),
    ("V = 1/3 pi r^2 h", "r=h/2", "r=2", "dV/dt=3", "dh/dt", "3/(4pi)"),
    ("V = 10 w h/2", "w=3h", "h=1/2", "dV/dt=2", "dh/dt", "2/15"),  # a trough
    ("L = x + s", "(x + s)/15 = s/6", None, "dx/dt=5", "dL/dt", "25/3"),  # the tip of a shadow
    ("S = 4 pi r^2", "V = 4/3 pi r^3", "r=5", "dV/dt=100", "dS/dt", "40"),  # the surface of a balloon
    ("z^2 = x^2 + y^2", "x = 2u, y = 3u", "u=1", "du/dt=2", "dz/dt", "2sqrt(13)"),
    ("tan(a) = y/500", "y = 500u", "u=1", "du/dt=1", "da/dt", "1/2"),
    ("A = x y/2", "x^2 + y^2 = 25", "x=3,y=4", "dx/dt=2", "dA/dt", "7/4"),  # the triangle below a ladder
    ("A = x y/2", "x^2 + y^2 = 25", "x=3", "dx/dt=2", "dA/dt", "7/4"),
]


@pytest.mark.parametrize(("equation", "where", "at", "known", "wanted", "rate"), SYSTEMS)
def test_other_equations_may_hold_as_well(
    equation: str, where: str, at: object, known: object, wanted: str, rate: str
) -> None:
    found = rates(equation, at=at, known=known, wanted=wanted, where=where)
    assert found.result.text == rate
    assert json.loads(json.dumps(found.as_dict())) == found.as_dict()
    for form in ("terminal", "plain", "latex"):
        assert render(tell(found), form)  # type: ignore[arg-type]


def test_a_letter_that_another_equation_tells_is_replaced_before_anything_else() -> None:
    told = render(
        tell(rates("V = 1/3 pi r^2 h", where="r=h/2", at="h=4", known="dV/dt=3", wanted="dh/dt")), "plain"
    ).splitlines()
    assert told[:3] == [
        "It also holds that r = h/2. Substitute that into V = (1/3)pi r^2 h.",
        "(1/3)pi (h/2)^2 h = pi h^3/12",
        "At all times V = pi h^3/12. At this moment:",
    ]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"where": "r = h/2", "at": "h=4,r=3"}, "does not lie on the curve"),
        ({"where": "r", "at": "h=4"}, "An equation is expected here"),
        ({"where": "p = 2q", "at": "h=4"}, "p = 2q has no letter of the other equations"),
        ({"where": "r = h q", "at": "h=4"}, "The rate of q is neither known nor wanted"),
        ({"at": "h=4"}, "or add an equation with where"),
    ],
)
def test_relations_that_do_not_help_are_refused(told: dict[str, str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        rates("V = 1/3 pi r^2 h", known="dV/dt=3", wanted="dh/dt", **told)


def test_an_expression_is_no_equation() -> None:
    with pytest.raises(UserError, match="An equation is expected here"):
        rates("x^2 + y^2", wanted="dy/dt")
