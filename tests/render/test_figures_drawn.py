"""Figures as they are drawn: golden files, and what must hold of every figure in every format."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from figures import FIGURES, FOLDER, drawn, golden_texts
from msgspec.structs import replace

from derivtutor.calculus.figures.figure import Axis, Curve, Dot, Figure, Straight, Tick
from derivtutor.notation.block import columns
from derivtutor.notation.tree import Number
from derivtutor.render.figures.canvas import Canvas
from derivtutor.render.figures.svg import to_svg
from derivtutor.render.figures.text import to_text
from derivtutor.render.formats import FORMATS, render
from derivtutor.render.telling import blocks
from derivtutor.render.telling.blocks import Document

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>\x1b[31m\u202e"


@pytest.mark.parametrize("name", golden_texts())
def test_golden(name: str) -> None:
    assert golden_texts()[name] == (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("width", [30, 40, 60, 80, 120, 200])
def test_it_fits_the_screen(name: str, width: int) -> None:
    for unicode in (True, False):
        text = to_text(drawn(name), width, unicode)
        assert max(map(columns, text.split("\n"))) <= width
        assert len(text.split("\n")) <= 25 * len(drawn(name).panels)


@pytest.mark.parametrize("name", FIGURES)
def test_it_is_told_without_colour(name: str) -> None:
    """No escape codes, and each labelled curve has marks of its own."""
    figure = drawn(name)
    for unicode in (True, False):
        text = to_text(figure, 80, unicode)
        assert "\x1b" not in text
    labelled = [curve for curve in figure.curves if curve.label]
    assert len({curve.style for curve in labelled}) == len(labelled)


@pytest.mark.parametrize("name", FIGURES)
def test_svg_is_whole_and_says_what_it_shows(name: str) -> None:
    figure = drawn(name)
    root = ElementTree.fromstring(to_svg(figure))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "graphics-document"
    assert root.findtext(f"{SVG}desc") == " ".join(panel.says for panel in figure.panels)
    assert root.findtext(f"{SVG}title")
    assert len(to_svg(figure)) < 60_000
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    for path in root.iter(f"{SVG}path"):
        numbers = list(map(float, re.findall(r"-?[\d.]+", re.sub(r"h\d+", "", path.get("d", "")))))
        assert all(-1 <= x <= width + 1 for x in numbers[::2])
        assert all(-1 <= y <= height + 1 for y in numbers[1::2])


def parts(element: ElementTree.Element) -> list[object]:
    """The names of parts, each with those of what it is made of behind it."""
    found: list[object] = []
    for child in element:
        inner = parts(child)
        if name := child.get("aria-label"):
            found += [name, inner] if inner else [name]
        else:
            found += inner
    return found


def test_the_parts_of_an_svg_have_names_one_within_the_other() -> None:
    assert parts(ElementTree.fromstring(to_svg(drawn("cubic")))) == [
        "Horizontal axis, x from −3 to 3",
        "Vertical axis from −11.8 to 21.8",
        "Curve f",
        [
            "f rises from x = −3 to x = −1",
            "f is level at x = −1",
            "f falls from x = −1 to x = 1",
            "f is level at x = 1",
            "f rises from x = 1 to x = 3",
        ],
        "Curve f′",
        "Point (−1, 2)",
        "Point (1, −2)",
        "Point (2, 2)",
    ]
    assert "Vertical asymptote at x = −1" in parts(ElementTree.fromstring(to_svg(drawn("two-poles"))))


@pytest.mark.parametrize("name", FIGURES)
def test_all_words_of_an_svg_are_in_parts_or_hidden(name: str) -> None:
    """A screen reader meets nothing that has no name."""
    root = ElementTree.fromstring(to_svg(drawn(name)))
    shown = [child for child in root if child.tag not in (f"{SVG}title", f"{SVG}desc", f"{SVG}svg")]
    assert all(child.get("aria-label") or child.get("aria-hidden") == "true" for child in shown)


def test_svg_has_a_path_of_its_own_for_every_stretch() -> None:
    figure = drawn("jump")
    first = next(ElementTree.fromstring(to_svg(replace(figure, curves=figure.curves[:1]))).iter(f"{SVG}path"))
    assert first is not None
    drawn_paths = [path.get("d", "") for path in ElementTree.fromstring(to_svg(figure)).iter(f"{SVG}path")]
    assert any(path.count("M") == 2 for path in drawn_paths)


def hostile() -> Figure:
    """Words that would do harm where they are not escaped."""
    axis = Axis(HOSTILE, 0.0, 1.0, (Tick(0.5, HOSTILE),))
    return Figure(
        HOSTILE,
        axis,
        axis,
        (Curve(HOSTILE, (((0.0, 0.0), (1.0, 1.0)),)),),
        (Dot((0.5, 0.5), HOSTILE),),
        (Straight((0.0, 1.0), (1.0, 0.0), "tangent", HOSTILE),),
    )


@pytest.mark.parametrize("form", FORMATS)
def test_words_do_no_harm(form: str) -> None:
    document = Document(("Figure of ", Number(1)), ("Figure",), (blocks.Figure(hostile()),))
    text = render(document, form)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert form != "html" or text.count("<script") == 1  # the page's own
    ElementTree.fromstring(to_svg(hostile()))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_the_sentence(form: str) -> None:
    figure = replace(drawn("cubic"), says="f rises throughout.")
    text = render(Document(("Figure",), ("Figure",), (blocks.Figure(figure),)), form)
    assert "f rises throughout." in text


def test_in_html_it_has_a_caption() -> None:
    text = render(Document(("Figure",), ("Figure",), (blocks.Figure(drawn("jump")),)), "html")
    assert "<figcaption>From x = −1.2" in text
    assert text.count("<svg") == 1


def test_a_terminal_without_dots_gets_ascii() -> None:
    document = Document(("Figure",), ("Figure",), (blocks.Figure(drawn("jump")),))
    assert "⠤" in render(document, "terminal")
    assert "****" in render(document, "terminal", dots=False)


def test_on_a_terminal_with_colours_every_curve_has_its_own() -> None:
    """The text is the same without them."""
    document = Document(("Figure",), ("Figure",), (blocks.Figure(drawn("taylor")),))
    text = render(document, "terminal", colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", text) == render(document, "terminal")
    inks = set(re.findall(r"\x1b\[([\d;]+)m[\u2801-\u28ff]", text))
    assert len(inks) == len([curve for curve in drawn("taylor").curves if curve.label])


def test_figures_stand_beside_each_other_where_there_is_room() -> None:
    figure = drawn("training")
    assert len(to_text(figure, 80).split("\n")) == len(to_text(figure.beside[0], 39).split("\n"))
    assert len(to_text(figure, 60).split("\n")) > 2 * 12


def test_what_is_not_joined_is_not_drawn() -> None:
    """Two dots of a curve far apart have nothing between them."""
    canvas = Canvas(10, 1, fine=False)
    canvas.line([(0, 0), (2, 0)], 0)
    canvas.line([(7, 0), (9, 0)], 0)
    assert canvas.text() == ["***    ***"]


def test_signs_stand_below_their_places() -> None:
    rows = to_text(drawn("cubic"), 60, unicode=False).split("\n")
    signs = next(row for row in rows if row.lstrip().startswith("f'"))
    numbers = rows[rows.index(signs) - 1]
    assert re.sub(r"(.)( \1)+", r"\1", re.sub(" +", " ", signs)).split() == ["f'", "+", "0", "-", "0", "+"]
    assert [at.start() for at in re.finditer("0", signs)] == [numbers.index("-1") + 1, numbers.index(" 1 ") + 1]


def test_latex_is_a_picture_without_packages() -> None:
    text = render(Document(("Figure",), ("Figure",), (blocks.Figure(drawn("cubic")),)), "latex")
    assert text.count(r"\begin{picture}") == text.count(r"\end{picture}") == 1
    assert "tikz" not in text
    assert text.count("{") == text.count("}")
