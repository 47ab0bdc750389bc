"""What is written in MathML is valid, says what the expression says, and needs only what browsers draw."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.mathml import FUNCTION_APPLICATION, INVISIBLE_TIMES, NAMESPACE, mathml
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum, Unknown

CORE = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msup", "msub", "msubsup"} | {
    "mover", "mtable", "mtr", "mtd",
}  # fmt: skip
MARKS = {"mfrac": "/", "msup": "^", "msub": "_", "mroot": "root", "mover": "over", "mtd": "&"}

x, y, two = Name("x"), Name("y"), Number(2)


def parsed(node: Node) -> ElementTree.Element:
    return ElementTree.fromstring(mathml(node))


def outline(element: ElementTree.Element) -> str:
    """The characters that are seen, with a mark between the parts of whatever is not on one line."""
    tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    if tag == "mspace":
        return ""
    parts = [outline(child) for child in element] or [element.text or ""]
    visible = [part.replace(INVISIBLE_TIMES, "").replace(FUNCTION_APPLICATION, "") for part in parts]
    if tag == "msubsup":
        return f"[{visible[0]}_{visible[1]}^{visible[2]}]"
    if tag == "msqrt":
        return f"[sqrt {''.join(visible)}]"
    return f"[{MARKS[tag].join(visible)}]" if tag in MARKS and tag != "mtd" else "".join(visible)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("2x", "2x"),
        ("x*x", "x⋅x"),
        ("3 - x/2", "3−[x/2]"),
        ("-(x+1)", "−(x+1)"),
        ("2(x+1)", "2(x+1)"),
        ("x - (-2x)", "x−(−2x)"),
        ("1/2x", "[1/2]x"),
        ("(x/2)^2", "[([x/2])^2]"),
        ("(x^2)^3", "[([x^2])^3]"),
        ("e^(-x^2/2)", "[e^−[[x^2]/2]]"),
        ("0.5x", "0.5x"),
        ("½x", "½x"),
        ("sqrt(3x+1)", "[sqrt 3x+1]"),
        ("sqrt(x)^3", "[([sqrt x])^3]"),
        ("cbrt(x)", "[xroot3]"),
        ("root(n, x)", "[xrootn]"),
        ("sin^2(3x)", "[sin^2](3x)"),
        ("sin(x)^n", "[sin(x)^n]"),
        ("|x^2-4|", "|[x^2]−4|"),
        ("log_2(x)", "[log_2](x)"),
        ("sigmoid(x)", "σ(x)"),
        ("max(0, x)", "max(0,x)"),
        ("theta w_1", "θ[w_1]"),
        ("yhat - y'", "[yover^]−y′"),
        ("f''(x)", "f″(x)"),
        ("int(sin t, t, 0, x^2)", "[∫_0^[x^2]]sin(t)dt"),
        ("d^2/dx^2 (x^2)", "[[d^2]/d[x^2]]([x^2])"),
        ("dy/dx", "[dy/dx]"),
        ("piecewise((x, x<0), (1, x<=2), (0, True))", "{xif\u00a0x<01if\u00a0x≤20otherwise"),
    ],
)
def test_what_is_seen(typed: str, seen: str) -> None:
    assert outline(parsed(read(typed).tree)) == seen


@pytest.mark.parametrize(
    ("tree", "seen"),
    [
        (Product((two, Product((x, y)))), "2(xy)"),
        (Sum((x, Sum((y, two)))), "x+(y+2)"),
        (Negation(Negation(x)), "−(−x)"),
        (Power(Name("y'"), two), "[(y′)^2]"),
        (Quotient(Negation(x), two), "[−x/2]"),
        (Unknown("f", (x, y), (1, 0)), "[f^(1,0)](x,y)"),
        (Name("w_1'"), "[w_1]′"),
    ],
)
def test_the_shape_of_the_tree_is_kept(tree: Node, seen: str) -> None:
    assert outline(parsed(tree)) == seen


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_is_written_for_browsers(function: str) -> None:
    tree = Call(function, tuple(Name(letter) for letter in "uv"[: FUNCTIONS[function].arity]))
    root = parsed(Sum((tree, Power(tree, two))))
    assert {element.tag.removeprefix(f"{{{NAMESPACE}}}") for element in root.iter()} <= CORE
    assert "u" in outline(root)


def test_what_is_not_seen_is_said() -> None:
    written = mathml(read("2x sin(x)").tree)
    assert written.count(INVISIBLE_TIMES) == 2
    assert written.count(FUNCTION_APPLICATION) == 1


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("2x sin(x) + 3(x + 1) - sqrt(x^2 + 1)", 0),
        ("x^(2n) + 1", 1),  # an exponent is one element
        ("(x + 1)/x", 1),
        ("x (1/x + 1) y", 1),  # brackets grow with what is in their group
        ("2(-x + 1)", 1),  # a sign at the start of a group stands close to what follows
    ],
)
def test_groups_are_those_that_show(typed: str, groups: int) -> None:
    assert mathml(read(typed).tree).count("<mrow>") == groups


def test_display_or_within_a_sentence() -> None:
    assert mathml(x) == f'<math xmlns="{NAMESPACE}" display="block"><mi>x</mi></math>'
    assert mathml(x, display=False) == f'<math xmlns="{NAMESPACE}" display="inline"><mi>x</mi></math>'


def test_text_is_escaped() -> None:
    assert "<mi>&lt;b&gt;&amp;</mi>" in mathml(Name("<b>&"))
    assert "&lt;" in mathml(read("piecewise((1, x<0), (0, True))").tree)
