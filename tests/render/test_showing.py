"""What values look like where they are met: a line of text, and in a notebook a part of a page."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pytest
from IPython.core.completer import provisionalcompleter
from ipython_shell import run, shell, shown
from printed import HOSTILE, PROBLEMS, explained, hostile
from test_html import Page

import derivtutor
from derivtutor.errors import UserError
from derivtutor.network.matrices import expression as matrices
from derivtutor.notation.arrays import read_array
from derivtutor.notation.tree import TreeNode
from derivtutor.render.shown import TOLD
from derivtutor.render.shown import Page as ShownPage
from derivtutor.showing import Shown, one_line

CALLS: dict[str, tuple[str, tuple[str, ...]]] = {
    "explain": (
        "explain('x^2/(x+1)', at='x=1')",
        ("Differentiate with respect to x", "At x=1", "f′(1)=34 =0.75", "Valid for x ≠ −1."),
    ),
    "explain twice": ("explain('x^3', order=2)", ("Second derivative", "f″(x)=6x")),
    "explain by definition": ("explain('x^2', method='definition')", ("from the definition", "f′(x)=2x")),
    "parse": ("parse('sin x/3')", ("sin(x)", "sin x/3 is read as sin(x)/3")),
    "check": ("check('sin(x^2)', 'cos(x^2)')", ("Not correct.", "sin(x2)", "inner derivative forgotten", "Hint: ")),
    "check topic": (
        "check('x^2 y', '(2x y, x)', topic='gradient')", ("gradient of f(x,y): x2y", "(2xy,x)", "component y"),
    ),
    "matrix with code": ("matrix('x^T A x', wrt='x', code='numpy')", ("value = (x.T @ A @ x).item()",)),
    "check form": ("check('(x+1)^2', '2x+2', form='factored')", ("Right, but not in the form asked for.",)),
    "check number": ("check('|x|', 'undefined', at=0)", ("Correct.", "The answer: ")),
    "check matrix": ("check('||X w - y||^2', '2X w', topic='matrix', wrt='w')", ("Not correct.", "‖Xw − y‖²", "2Xw")),
    "Judge": ("Judge('sin(x)', at='x=0')", ("A judge of answers", "the derivative of sin(x)", "x = 0")),
    "equal": ("equal('sin(x)^2', '1 - cos(x)^2')", ("Equal.", "Proved")),
    "equal not": ("equal('x', 'x^2')", ("Not equal.", "x≠x2", "one is 2 and the other 4")),
    "hint": ("hint('sin(x^2)')", ("Hint 1 of 6", "sin(x²)")),
    "next_step": ("next_step('sin(x^2)', [])", ("The next step", "chain rule", "lines remain")),
    "check_work": ("check_work('x^2', ['2x + 1'])", ("Line 1 is", "1 ✗ 2x + 1", "the derivative of x2")),
    "check_backprop": (
        "check_backprop('z=w*x; y=sigmoid(z)', ['dz = 2'], 'w=1,x=2')", ("1 ✗ dz = 2", "Program: z=w*x; y=sigmoid(z)"),
    ),
    "backprop": ("backprop('z=w*x; y=z^2', at='w=1,x=2')", ("Backpropagation", "Backward pass", "z = w x")),
    "train": ("train('y=(w-1)^2', at='w=3', wrt='w')", ("Training", "0.1")),
    "matrix": ("matrix('||X w - y||^2', wrt='w')", ("2Xᵀ(Xw − y)", "gradient")),
    "tangent": ("tangent('x^2', at='x=1')", ("Tangent", "2x−1")),
    "tangent_plane": ("tangent_plane('x^2 + y^2', at='x=1,y=1')", ("Tangent plane", "2x+2y−2")),
    "gradient": ("gradient('x^2 y', at='x=1,y=2')", ("Gradient of f(x,y)", "(4,1)", "Constant multiple rule")),
    "partial": ("partial('x^2 y', wrt='x')", ("2xy",)),
    "directional": ("directional('x y', along='1,1', at='x=1,y=2')", ("in a direction", "the function rises")),
    "total": ("total('x y', where='x=t,y=t^2')", ("3t2",)),
    "jacobian": ("jacobian(['x^2 y', 'sin(y)'])", ("Jacobian", "cos(y)")),
    "hessian": ("hessian('x^2 y')", ("Hessian", "2y")),
    "critical": ("critical('x^2 + y^2')", ("Critical points", "minimum")),
    "lagrange": ("lagrange('x y', 'x + y = 2')", ("x+y=2", "where x+y=2")),
    "taylor": ("taylor('sin(x)', order=3)", ("Taylor polynomial", "x3")),
    "implicit": ("implicit('x^2 + y^2 = 25')", ("Slope of the curve", "y′")),
    "inverse": ("inverse('x^3 + x', at='y=2')", ("inverse", "4")),
    "parametric": ("parametric('cos(t)', 'sin(t)')", ("cos(t)",)),
    "rates": ("rates('x^2 + y^2 = 25', at='x=3,y=4', known='dx/dt=2', wanted='dy/dt')", ("dy",)),
    "descend": ("descend('x^2', start='3')", ("0.1",)),
    "verify": ("verify('sin(x)', at='x=1')", ("Check of the derivative of sin(x)", "complex step")),
    "show": ("show(explain('1/x'), detail='brief', plot=True)", ("1/x", "Vertical asymptote at x = 0.")),
}  # fmt: skip
TYPES = {"Derivation", "Expression", "Verdict", "UserError"}
SILENT = {"require"}


@cache
def value(name: str) -> Any:
    """What a call hands out, worked out once for all tests."""
    return run(f"from derivtutor import *\n{CALLS[name][0]}").value


def words(html: str) -> str:
    """All that can be read, without the style sheet and signs that nobody sees."""
    bare = unescape(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL).replace("&#160;", " ").replace("&lt;", ""))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>|[\u2061\u2062]", "", bare))


def test_every_public_function_is_tried() -> None:
    assert {name.partition(" ")[0] for name in CALLS} | TYPES | SILENT == set(derivtutor.__all__)


@pytest.mark.parametrize("name", CALLS)
def test_a_notebook_shows_title_result_and_notes(name: str) -> None:
    forms = shown(value(name))
    page = Page(forms["text/html"])
    assert "script" not in page.tags
    assert not page.headings  # they would stand among the headings of the notebook
    assert set(page.links) <= set(page.ids)
    assert len(forms["text/html"]) < 60_000
    for each in CALLS[name][1]:
        assert each in words(forms["text/html"])


@pytest.mark.parametrize("name", [name for name in CALLS if name != "show"])
def test_the_text_beside_it_is_one_line(name: str) -> None:
    line = shown(value(name))["text/plain"]
    assert line == repr(value(name))
    assert re.fullmatch("<.{3,118}>", line)


def met(found: Any, depth: int = 3) -> Iterator[Any]:
    """A value of ours and those that its public attributes lead to."""
    if isinstance(found, tuple | list) and not hasattr(found, "_fields"):
        for each in found[:3]:
            yield from met(each, depth)
    elif type(found).__module__.startswith("derivtutor"):
        yield found
        if depth and not isinstance(found, TreeNode):
            for name in dir(found):
                if not name.startswith("_"):
                    yield from met(getattr(found, name, None), depth - 1)


@pytest.mark.parametrize("name", ["explain", "check", "check topic", "gradient", "check_work", "matrix", "backprop"])
def test_whatever_is_met_on_the_way_is_one_line(name: str) -> None:
    for each in met(value(name)):
        if not isinstance(each, TreeNode | matrices.Expression):
            assert len(repr(each)) <= 120, type(each)
            assert "\n" not in repr(each)


def test_the_line_says_what_it_is() -> None:
    assert [repr(value(name)) for name in ("explain", "check", "Judge", "hint", "gradient")] == [
        "<derivative of x^2/(x + 1) by x: x(x + 2)/(x + 1)^2>",
        "<verdict: incorrect, cos(x²)>",
        "<judge for the derivative of sin(x) by x, x = 0>",
        "<hint 1 of 6: Look at how sin(x²) is built, from the outside in: a function is applied to an expression "
        "that is more t…>",
        "<gradient: Gradient of f(x, y): (2x y, x^2)>",
    ]  # fmt: skip


def test_numbers_at_a_point_are_a_line() -> None:
    places = {at: repr(derivtutor.explain("|x|", at=at).at) for at in (0, 2)}
    assert places == {0: "<at x = 0: value 0, no slope>", 2: "<at x = 2: value 2, slope 1>"}


def value_of_matrices() -> Any:
    return value("matrix").result.expression


def test_a_tree_shows_its_formula() -> None:
    forms = shown(value("check").expected)
    assert forms["text/plain"] == "<expression 2x cos(x^2)>"
    assert "2xcos(x2)" in words(forms["text/html"])


@pytest.mark.parametrize("node", [read_array("A @ B + 1", whole=True).tree, value_of_matrices])
def test_a_tree_of_arrays_is_a_line(node: Any) -> None:
    forms = shown(node() if callable(node) else node)
    assert "text/html" not in forms
    assert len(forms["text/plain"]) <= 120


@pytest.mark.parametrize("row", TOLD)
def test_every_row_is_about_a_class_that_shows_itself(row: str) -> None:
    module, _, kind = row.rpartition(".")
    telling, _, function = TOLD[row].partition(".")
    assert issubclass(getattr(importlib.import_module(f"derivtutor.{module}"), kind), Shown)
    assert callable(getattr(importlib.import_module(f"derivtutor.render.telling.{telling}"), function))


@pytest.mark.parametrize(("call", "says"), [
    ("explain('sin(2x)').steps[0]", "1 Chain rule"),
    ("explain('sin(2x)').roots[0]", "Chain rule"),
    ("explain('sin(2x)').lines[2]", "(Constant multiple and identity rule)"),
    ("gradient('x^2 y').result", "(2xy,x2)"),
    ("gradient('x^2 y').items[-1]", "∇f"),
    ("backprop('y=w*x', at='w=1,x=2').items[0]", "operation"),
    ("check('x^2 y', '1', topic='gradient').judge", "gradient of f(x,y): x2y"),
    ("check('tr(A X)', 'A', topic='matrix', wrt='X').judge", "derivative of tr(AX)"),
])  # fmt: skip
def test_parts_show_themselves(call: str, says: str) -> None:
    assert says in words(run(f"from derivtutor import *\n{call}").value._repr_html_())


def test_where_the_style_is_taken_out_a_sentence_says_what_is_missing() -> None:
    page = value("explain")._repr_html_()
    assert '<p class="bare">Formulas are not shown as they should be' in page
    assert ".bare { display: none; }" in page


def test_no_id_is_there_twice_in_a_notebook() -> None:
    together = "".join([value("explain")._repr_html_() for _ in range(3)] + [value("gradient")._repr_html_()])
    ids = Page(together).ids
    assert ids
    assert len(set(ids)) == len(ids)


def test_the_style_reaches_nothing_beside_it() -> None:
    (style,) = re.findall("<style>(.*?)</style>", value("explain")._repr_html_(), re.DOTALL)
    depth = [0]
    for sign in re.findall("[{}]", style):
        depth.append(depth[-1] + (1 if sign == "{" else -1))
    assert style.startswith(".derivtutor.derivtutor {")
    assert depth[-1] == 0
    assert 0 not in depth[1:-1]


@pytest.mark.parametrize("found", [
    hostile,
    lambda: derivtutor.check_work("x^2", [HOSTILE, f"2x = {HOSTILE}"]),
    lambda: derivtutor.check_backprop("y = w^2", [HOSTILE], "w=1"),
    lambda: derivtutor.hint("sin(x^2)").__class__(1, "rule", HOSTILE),
])  # fmt: skip
def test_hostile_text_stays_text(found: Any) -> None:
    forms = shown(found())
    page = Page(forms["text/html"])  # refuses handlers and what is not closed
    assert "script" not in page.tags
    assert "alert(1)" in page.words
    assert "mathjax_ignore" in forms["text/html"]
    assert forms["text/plain"].isprintable()


@pytest.mark.parametrize("text", ["a\nb", "\x1b[31m", "\u202e", "x" * 500])
def test_a_line_has_nothing_unseen(text: str) -> None:
    assert one_line(f"<{text}>").isprintable()
    assert len(one_line(f"<{text}>")) <= 120


def test_usual_outputs_are_small() -> None:
    sizes = [len(explained(problem, options)._repr_html_() or "") for problem, options in PROBLEMS[:9]]
    assert max(sizes) < 60_000


def test_a_mistake_is_a_sentence_with_a_caret() -> None:
    done = run("import derivtutor\nderivtutor.explain('2x^')")
    assert isinstance(done.error, UserError)
    assert done.printed == "Error: Something must follow ^.\n  2x^\n     ^\n  For example, write x ^ 2.\n"


def test_any_other_mistake_keeps_its_traceback() -> None:
    assert "Traceback" in run("import derivtutor\nderivtutor.explain(1, 2, 3, 4, 5, 6, 7, 8, 9)").printed


def test_public_names_are_listed_and_completed() -> None:
    assert set(dir(derivtutor)) == {*derivtutor.__all__, "__version__"}
    run("import derivtutor as d")
    with provisionalcompleter():
        assert [each.text for each in shell().Completer.completions("d.check_b", 9)] == ["check_backprop"]


def test_show_takes_what_is_told_and_nothing_else() -> None:
    page = derivtutor.show(value("explain"), detail="brief")
    assert isinstance(page, ShownPage)
    assert page.value is value("explain")
    assert "Step by step" not in words(page._repr_html_())
    assert str(page) == shown(page)["text/plain"]
    with pytest.raises(UserError, match="Nothing is known of how to show a int"):
        derivtutor.show(3)
    with pytest.raises(UserError, match="There is no detail long"):
        derivtutor.show(value("explain"), detail="long")  # type: ignore[arg-type]
    with pytest.raises(UserError, match="no figure"):
        derivtutor.show(value("hessian"), plot=True)


@pytest.mark.parametrize("name", ["backprop", "train", "descend"])
def test_what_has_a_figure_on_the_command_line_has_one_in_a_notebook(name: str) -> None:
    assert "<svg" in str(derivtutor.show(value(name), plot=True)._repr_html_())
