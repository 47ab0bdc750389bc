"""Total derivatives: trees of what depends on what, one product for each path."""

import itertools

import pytest
import sympy
from command import run
from several import FUNCTIONS, near, same

from derivtutor import parse, total
from derivtutor.calculus.drawing import Drawing
from derivtutor.render.formats import FORMATS, render
from derivtutor.render.telling.explanation import tell

TOLD = """\
Each path down to t gives one product; add them.
The last path is direct: its rate is a partial derivative, with the other variables held constant.
df/dt = df/dx dx/dt + df/dy dy/dt + df/dt
df/dt = (2x t)cos(t) + 1*(2t) + x^2
df/dt = (2sin(t) t)cos(t) + 1*(2t) + sin^2(t) (substitute the variables)
df/dt = 2t sin(t) cos(t) + 2t + sin^2(t) (simplified)
Substitute the point.
x = sin(0)
x = 0
y = 0^2
y = 0
df/dt(0) = df/dx dx/dt + df/dy dy/dt + df/dt
df/dt(0) = 0*1 + 1*0 + 0
Answer: df/dt(0) = 0"""

RULES = ({"x": "t^2 + 1", "y": "e^t"}, {"x": "2 + sin(2t)", "y": "cos(t) + t"}, {"x": "1/(1 + t)", "y": "sqrt(t)"})


@pytest.mark.parametrize(("function", "where"), list(itertools.product(FUNCTIONS, RULES)))
def test_total_derivatives_are_those_of_sympy(function: str, where: dict[str, str]) -> None:
    at = {"t": sympy.Rational(3, 10)}
    found = total(function, where, "t", "t=3/10").as_dict()
    composed = parse(function).sympy.subs({name: parse(rule).sympy for name, rule in where.items()})
    expected = sympy.diff(composed, "t")
    assert same(found["derivative"], expected, at)
    assert near(found["value"], float(expected.subs(at)))
    assert len(found["paths"]) == len(parse(function).sympy.free_symbols)
    assert near(found["value"], sum(path["value"] for path in found["paths"]))


@pytest.mark.parametrize("wrt", ["s", "t"])
def test_of_several_letters_one_is_chosen(wrt: str) -> None:
    found = total("x^2 + x y", {"x": "s t", "y": "s + t"}, wrt, {"s": 1, "t": 2}).as_dict()
    s, t = sympy.symbols("s t")
    expected = sympy.diff((s * t) ** 2 + s * t * (s + t), wrt)
    assert same(found["derivative"], expected, {"s": 3, "t": -2})
    assert found["value"] == expected.subs({s: 1, t: 2})
    assert found["form"] == f"∂f/∂{wrt} = ∂f/∂x ∂x/∂{wrt} + ∂f/∂y ∂y/∂{wrt}"


@pytest.mark.parametrize(
    ("function", "where", "form"),
    [
        ("f(x(t), y(t))", None, "df/dt = ∂f/∂x dx/dt + ∂f/∂y dy/dt"),
        ("g(x(t), y(t), z(t))", None, "dg/dt = ∂g/∂x dx/dt + ∂g/∂y dy/dt + ∂g/∂z dz/dt"),
        ("f(t, x(t))", None, "df/dt = ∂f/∂x dx/dt + ∂f/∂t"),
        ("f(x(s, t), y(s, t))", None, "∂f/∂t = ∂f/∂x ∂x/∂t + ∂f/∂y ∂y/∂t"),
        ("f(x, y)", "x=x(t), y=y(t)", "df/dt = ∂f/∂x dx/dt + ∂f/∂y dy/dt"),
        ("f(x(t))", None, "df/dt = df/dx dx/dt"),
        ("x^2 t", {"x": "sin(t)"}, "df/dt = ∂f/∂x dx/dt + ∂f/∂t"),
        ("x y", "x=u^2; y=u", "df/du = ∂f/∂x dx/du + ∂f/∂y dy/du"),
        ("x^2", ["x=u+1", "u=t^2"], "df/dt = df/dx dx/du du/dt"),
    ],
)
def test_the_sum_over_the_paths_is_told_in_symbols(function: str, where: object, form: str) -> None:
    assert total(function, where).as_dict()["form"] == form


@pytest.mark.parametrize(
    ("function", "where", "text"),
    [
        ("f(x(t), y(t))", None, "df/dx dx/dt + df/dy dy/dt"),
        ("x(t)^2 + y(t)", None, "2x dx/dt + dy/dt"),
        ("x^2 y", "x=x(t),y=y(t)", "2x y dx/dt + x^2 dy/dt"),
        ("f(x, y)", "x=sin(t),y=t^2", "df/dx cos(t) + 2t df/dy"),
        ("a x^2", "x=b t", "2a b^2 t"),
        ("x + y", "x=u v,y=u,u=t,v=t", "2t + 1"),
        ("x y", "x(t)=t^2,y(t)=t", "3t^2"),
    ],
)
def test_functions_need_no_formula_and_letters_may_be_constants(function: str, where: object, text: str) -> None:
    assert total(function, where, "t").result.text == text


def test_what_depends_on_what_is_drawn_with_the_rates_at_the_arrows() -> None:
    explained = total("x y", "x=u^2,y=u+t,u=sin(t)")
    drawing = next(item for item in explained.items if isinstance(item, Drawing))
    assert drawing.says == "What depends on what: f on x and y, x on u, u on t, y on u and t."
    assert {(arrow.start, arrow.end): arrow.label for arrow in drawing.arrows} == {
        ("x", "f"): "∂f/∂x",
        ("y", "f"): "∂f/∂y",
        ("u", "x"): "dx/du",
        ("u", "y"): "∂y/∂u",
        ("t", "u"): "du/dt",
        ("t", "y"): "∂y/∂t",
    }
    assert [box.lines for box in drawing.boxes] == [("t",), ("x = u²",), ("u = sin t",), ("y = u + t",), ("f = x y",)]
    assert [path["through"] for path in explained.as_dict()["paths"]] == [["x", "u"], ["y", "u"], ["y"]]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_draws_it(form: str) -> None:
    told = render(tell(total("f(x(t), y(t))")), form)
    assert "What depends on what: f on x and y, x on t, y on t." in told


def test_direct_paths_count_as_well() -> None:
    assert render(tell(total("x^2 t + y", "x=sin(t),y=t^2", at="t=0")), "plain").endswith(TOLD)


def test_there_may_be_a_slope_where_a_factor_has_none() -> None:
    found = total("x^2", "x=|t|", at="t=0").as_dict()
    assert found["value"] == 0
    assert "value" not in found["paths"][0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("x y",), "Nothing says what the variables depend on."),
        (("x y", "--where", "x=t,z=t"), "The letter z does not occur in x y."),
        (("x y", "--where", "x=y,y=x"), "y depends on itself here."),
        (("x y", "--where", "x=s,y=u"), "The variables depend on s, u."),
        (("x y", "--where", "x=t", "--wrt", "x"), "x depends on other letters here."),
        (("x y", "--where", "x=t", "--wrt", "q"), "Nothing here depends on q."),
        (("x y", "--where", "x=t,y"), "y does not say what a variable depends on."),
        (("x y", "--where", "x=t,y="), "y= does not say what a variable depends on."),
        (("x y", "--where", "x=t,x=s"), "There are two expressions for x."),
        (("x y", "--where", "x=3,y=2"), "There are no letters to differentiate with respect to."),
        (("x y = 3", "--where", "x=t"), "An expression is expected here, not an equation."),
        (("ln(x)", "--where", "x=t-2", "--at", "t=0"), "ln(0 − 2) has no value."),
        (("f(x(t), y(t))", "--at", "t=0"), "A function that only has a name has no values."),
        (("x y", "--where", "x=t,y=2t", "--at", "t=1,q=2"), "The letter q does not occur here."),
        (("x y", "--where", "x=sin,y=t"), "The argument is missing: sin of what?"),
        (("", "--where", "x=t"), "There is nothing to read."),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    done = run("total", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {says}")
