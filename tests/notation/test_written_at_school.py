"""How mathematics is written at the schools of each language: what is shown there is read back there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from strategies import trees

from derivtutor.errors import UserError
from derivtutor.language import LANGUAGES
from derivtutor.notation import linear
from derivtutor.notation.components import components, interval
from derivtutor.notation.expression import parse
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.latex import latex
from derivtutor.notation.mathml import mathml
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Name, Node, Number, Piecewise, Product
from derivtutor.speaking import language

WRITERS = {"typed": linear.typed, "unicode": linear.unicode, "latex": latex}
DECIMALS = Call("max", (read("1.5").tree, Name("x"), read("0.25").tree))
EVERY_FUNCTION = [
    Call(row.name, tuple(map(Name, "xyz"[: row.arity or 2]))) for row in FUNCTIONS.values() if row.name != "root"
]


@pytest.mark.parametrize("tag", ["de", "pt"])  # which have all that the others have
@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
@settings(max_examples=50, derandomize=True, deadline=None)
@given(tree=trees)
@example(tree=DECIMALS)
@example(tree=Product((Name("x'"), Piecewise((Number(1),), ()))))
def test_what_is_shown_in_a_language_is_read_back_in_it(write: Callable[[Node], str], tag: str, tree: Node) -> None:
    with language(tag):
        shown = write(tree)
        assert read(shown).tree == tree, shown


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_function_is_read_by_the_name_it_has_in_a_language(tag: str) -> None:
    with language(tag):
        shown = [write(tree) for tree in EVERY_FUNCTION for write in WRITERS.values()]
        assert [read(text).tree for text in shown] == [tree for tree in EVERY_FUNCTION for _ in WRITERS]


@pytest.mark.parametrize(
    ("tag", "typed", "unicode", "tex"),
    [
        ("en", "max(1.5, x)", "max(1.5, x)", r"\max\left(1.5, x\right)"),
        ("zh_CN", "max(1.5, x)", "max(1.5, x)", r"\max\left(1.5, x\right)"),
        ("de", "max(1,5; x)", "max(1,5; x)", r"\max\left(1{,}5; x\right)"),
        ("fr", "log_2(tan(2,5x))", "log_2(tan(2,5x))", r"\log_{2}\left(\tan\left(2{,}5 x\right)\right)"),
        ("es", "sen(x) + tan(x)", "sen x + tan x", r"\operatorname{sen}\left(x\right) + \tan\left(x\right)"),
        ("pt", "tg(x)^2", "tg² x", r"\operatorname{tg}^{2}\left(x\right)"),
        ("de", "f(x; 0,5)", "f(x; 0,5)", r"f\left(x; 0{,}5\right)"),
        (
            "de", "piecewise((0,5; x < 1); (2; otherwise))", "piecewise((0,5; x < 1); (2; otherwise))",
            r"\begin{cases} 0{,}5 & \text{if } x < 1 \\ 2 & \text{otherwise} \end{cases}",
        ),
    ],
)  # fmt: skip
def test_expressions_are_written_as_at_school(tag: str, typed: str, unicode: str, tex: str) -> None:
    with language(tag):
        tree = read(typed).tree
        assert (linear.unicode(tree), latex(tree)) == (unicode, tex)
        assert read(linear.typed(tree)).tree == tree


def test_formulas_of_pages_are_written_as_at_school() -> None:
    with language("pt"):
        written = mathml(read("max(tg x; 1,5)").tree)
    assert all(piece in written for piece in ("<mi>tg</mi>", "<mn>1,5</mn>", "<mo>;</mo>"))
    assert "<mo>,</mo>" in mathml(read("max(x, 1.5)").tree)


def test_code_and_what_is_kept_stay_english() -> None:
    with language("pt"):
        expression = parse("max(tg(x); 1,5)")
        assert expression.text == "max(tan(x), 1.5)"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("max(1,5; x)", "max(1.5, x)"),
        ("max(1,5, x)", "max(1.5, x)"),
        ("max(1;2,5)", "max(1, 2.5)"),
        ("max(1,2,3)", "max(1, 2, 3)"),
        ("max(x,1)", "max(x, 1)"),
        ("log(2,8)", "ln(2.8)"),
        ("f^(1,0)(x; y)", "f^(1,0)(x, y)"),
        ("f(1,5; 2)", "f(1.5, 2)"),
        ("int(t^2; t; 0; 1,5)", "int(t^2, t, 0, 1.5)"),
    ],
)
def test_a_comma_between_digits_is_in_a_number_where_numbers_have_one(typed: str, meant: str) -> None:
    with language("de"):
        assert parse(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "place"), [("max(1,5; x) + blub(3)", 14), ("max(1,5)", 0), ("x + 1; 2", 5), ("max(1,5; )", 9)]
)
def test_the_caret_stands_under_what_was_typed(typed: str, place: int) -> None:
    with language("de"), pytest.raises(UserError) as refused:
        parse(typed)
    assert refused.value.position == place


def test_a_semicolon_between_arguments_is_refused_where_numbers_have_a_point() -> None:
    with pytest.raises(UserError, match="A semicolon has no meaning here"):
        parse("max(1.5; x)")


@pytest.mark.parametrize(
    ("tag", "typed", "parts"),
    [
        ("de", "(1,5; 2)", ["1,5", "2"]),
        ("de", "(1,5, 2)", ["1,5", "2"]),
        ("de", "(1,2)", ["1", "2"]),
        ("de", "(1,5; f(x; 2); 3)", ["1,5", "f(x; 2)", "3"]),
        ("en", "(1,5, 2)", ["1", "5", "2"]),
        ("en", "(1.5; 2)", ["1.5", "2"]),
    ],
)
def test_vectors_are_read_as_at_school(tag: str, typed: str, parts: list[str]) -> None:
    with language(tag):
        assert components(typed) == parts


@pytest.mark.parametrize(
    ("tag", "typed", "ends"),
    [
        ("de", "]-1,5; 2[", ["-1,5", "2"]),
        ("fr", "[0 ; 1,5[", ["0", "1,5"]),
        ("es", "(0,5; 2]", ["0,5", "2"]),
        ("pt", "]0, 2pi[", ["0", "2pi"]),
        ("de", "-6,6", ["-6", "6"]),
        ("zh_CN", "(-1.5, 2)", ["-1.5", "2"]),
        ("en", "]0; 1[", ["0", "1"]),
        ("en", "(1 + 2) - 3, (4)(5)", ["(1 + 2) - 3", "(4)(5)"]),
    ],
)
def test_intervals_are_read_in_the_brackets_of_any_country(tag: str, typed: str, ends: list[str]) -> None:
    with language(tag):
        assert interval(typed) == ends
