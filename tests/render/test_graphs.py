"""Graphs as they are drawn: golden files, and what must hold of any graph, however hostile its words are."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from drawings import FOLDER, PROGRAMS, drawn, golden_texts, graphs, marked
from hypothesis import given, settings
from hypothesis import strategies as st

from derivtutor.calculus.drawing import Arrow, Box, Drawing
from derivtutor.calculus.explanation import Explanation
from derivtutor.derivation.account import Result, Task
from derivtutor.notation.block import columns
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Name, Number
from derivtutor.render.formats import FORMATS, render
from derivtutor.render.graphs.canvas import DOWN, LEFT, RIGHT, UP, arms_of
from derivtutor.render.graphs.dot import to_dot
from derivtutor.render.graphs.layers import crossings, depths, layered
from derivtutor.render.graphs.mermaid import to_mermaid
from derivtutor.render.graphs.picture import Picture, Point, picture
from derivtutor.render.graphs.places import spaced
from derivtutor.render.graphs.svg import to_svg
from derivtutor.render.graphs.text import aloud, listed, to_text
from derivtutor.render.telling.explanation import tell
from derivtutor.render.web.formulas import without_styles

ANY = settings(max_examples=60, derandomize=True, deadline=None)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "</text><script>alert(1)</script>",
    '"];n9[label="',
    "]] --> n7",
    "```\n# heading",
    '\\N\\"',
    "\x1b[31m\u202e",
    "#quot;",
)


@pytest.mark.parametrize("name", golden_texts())
def test_golden(name: str) -> None:
    assert golden_texts()[name] == (FOLDER / name).read_text(encoding="utf-8")


# -- where things stand ------------------------------------------------------------------------------------------------


def boxes_at(made: Picture) -> dict[Point, int]:
    """Which box covers a cell; fails where two do."""
    covered: dict[Point, int] = {}
    for place, frame in enumerate(made.frames):
        for x in range(frame.left, frame.left + frame.width):
            for y in range(frame.top, frame.top + frame.height):
                assert (x, y) not in covered
                covered[x, y] = place
    return covered


@ANY
@given(graphs(), st.booleans())
def test_nothing_lies_upon_anything_else(drawing: Drawing, is_down: bool) -> None:
    made = picture(drawing, is_down)
    covered, lines = boxes_at(made), arms_of(made)
    for at, nets in lines.items():
        if at in covered:
            assert list(nets) == [covered[at]]
        elif len(nets) > 1:
            assert sorted([arms for arms, _ in nets.values()]) == [UP | DOWN, LEFT | RIGHT]
    for label in made.labels:
        for place in range(columns(label.text)):
            at = (label.at[0] + place, label.at[1])
            assert at not in covered
            covered[at] = -1
            assert at not in lines or (not is_down and [arms for arms, _ in lines[at].values()] == [LEFT | RIGHT])
    assert all(0 <= x < made.width and 0 <= y < made.height for x, y in (*covered, *lines))


@ANY
@given(graphs(), st.booleans())
def test_every_arrow_leads_from_its_box_to_its_box(drawing: Drawing, is_down: bool) -> None:
    made = picture(drawing, is_down)
    covered = boxes_at(made)
    ahead = (0, 1) if is_down else (1, 0)
    heads = [wire for wire in made.wires if wire.has_head]
    found = [(wire.source, covered[wire.points[-1][0] + ahead[0], wire.points[-1][1] + ahead[1]]) for wire in heads]
    places = drawing.places
    assert sorted(found) == sorted([(places[arrow.start], places[arrow.end]) for arrow in drawing.arrows])


@ANY
@given(graphs(), st.integers(1, 130), st.booleans())
def test_every_box_is_written_once_and_nothing_is_cut_off(drawing: Drawing, width: int, unicode: bool) -> None:
    numbered = Drawing(
        "", tuple([Box(box.name, (f"«{box.name}»",), box.sort) for box in drawing.boxes]), drawing.arrows
    )
    text = to_text(numbered, width, unicode=True)
    assert sorted(re.findall(r"«n\d+»", text.replace("\n", "").replace(" ", ""))) == sorted(
        [f"«{box.name}»" for box in drawing.boxes]
    )
    shown = to_text(drawing, width, unicode)
    assert max(map(columns, shown.split("\n"))) <= max(width, 6)
    assert unicode or shown.isascii()


def test_layers_are_as_long_as_the_longest_way_and_inputs_stand_where_they_are_used() -> None:
    drawing = drawn("neuron")
    depth = dict(zip([box.name for box in drawing.boxes], depths(drawing), strict=True))
    assert depth == {"w": 0, "x": 0, "v1": 1, "b": 1, "z": 2, "a": 3, "y": 3, "v2": 4, "L": 5}


def test_few_arrows_cross() -> None:
    names = "abcdef"
    boxes = [Box(name, (name,)) for name in (*names, *names.upper())]
    arrows = [Arrow(name, other.upper()) for name, other in zip(names, reversed(names), strict=True)]
    assert crossings(layered(Drawing("", tuple(boxes), tuple(arrows)))) == 0


def test_a_shared_box_stands_once_and_its_line_branches() -> None:
    text = to_text(drawn("diamond"), 80)
    assert text.count("s = x²") == 1
    assert "┤" in text


def test_lines_that_change_places_do_not_lie_upon_each_other() -> None:
    """Two arrows that end where the other one starts: one of them goes a way round."""
    arrows = (Arrow("a", "D"), Arrow("a", "C"), Arrow("b", "C"), Arrow("b", "D"))
    made = picture(Drawing("", tuple([Box(name, (name,)) for name in "abCD"]), arrows))
    assert all(
        len(nets) == 1 or {UP | DOWN, LEFT | RIGHT} == {arms for arms, _ in nets.values()}
        for nets in arms_of(made).values()
    )


@ANY
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9), st.integers(0, 9)), min_size=1))
def test_places_keep_their_order_and_their_distance(rows: list[tuple[int, int, int]]) -> None:
    wanted, weights, steps = (list(column) for column in zip(*rows, strict=True))
    places = spaced(wanted, weights, steps)
    assert all(after - before >= step for before, after, step in zip(places, places[1:], steps[1:], strict=False))


def test_what_is_drawn_does_not_depend_on_chance() -> None:
    assert to_svg(marked()) == to_svg(marked())


@ANY
@given(graphs(), st.booleans())
def test_nothing_moves_when_something_is_highlighted(drawing: Drawing, is_down: bool) -> None:
    boxes, arrows = (
        [box.name for box in drawing.boxes[::2]],
        [(arrow.start, arrow.end) for arrow in drawing.arrows[::3]],
    )
    first, second = picture(drawing.marked(), is_down), picture(drawing.marked(boxes, arrows), is_down)
    assert [(wire.source, wire.points) for wire in first.wires] == [(wire.source, wire.points) for wire in second.wires]
    assert boxes_at(first) == boxes_at(second)
    assert {frame.box.name for frame in second.frames if frame.box.is_highlighted} == set(boxes)


# -- lists -------------------------------------------------------------------------------------------------------------


def chain(count: int) -> Drawing:
    boxes = [Box(f"a{n}", (f"a{n}",)) for n in range(count)]
    return Drawing("A chain.", tuple(boxes), tuple([Arrow(f"a{n - 1}", f"a{n}") for n in range(1, count)]))


def test_a_graph_of_many_boxes_is_told_as_a_list_in_every_format() -> None:
    large = chain(500)
    assert to_text(large, 80).split("\n")[499] == "500  a499 ← a498"
    for form in FORMATS:
        text = render(tell(explained(large)), form)
        assert text.count("a498") == 2
        assert "<svg" not in text
        assert "```mermaid" not in text


def test_what_does_not_fit_is_listed_with_its_labels_and_a_star() -> None:
    rows = list(listed(marked(), 60))
    assert rows[4] == "3    z = v1 + b, 0.4 ← v1 (1), b (1)"
    assert rows[5] == "4  * a = σ(z), 0.5987 ← *z (σ′(z) = 0.2403)"
    assert to_text(marked(), 30).split("\n")[:2] == ["1    w = 0.6", "1    x = 0.5"]


def test_a_list_reads_well_aloud() -> None:
    assert list(aloud(drawn("line")))[2] == "Layer 2: v1 = w x, 3 from w, x"


# -- other languages ---------------------------------------------------------------------------------------------------


@ANY
@given(graphs(st.one_of(st.text(max_size=9), st.sampled_from(HOSTILE))))
def test_writers_escape_every_word(drawing: Drawing) -> None:
    ends = [(drawing.places[arrow.start], drawing.places[arrow.end]) for arrow in drawing.arrows]
    dot, mermaid = to_dot(drawing), to_mermaid(drawing)
    node, edge = (
        r'n(\d+) \[label="(?:[^"\\\n]|\\.)*", shape=[^"\n]*\];',
        r'n(\d+) -> n(\d+)(?: \[[^"\n]*(?:"(?:[^"\\\n]|\\.)*")?[^"\n]*\])?;',
    )
    lines = dot.split("\n")
    assert lines[1:3] == ["digraph {", "  rankdir=LR;"]
    assert lines[-1] == "}"
    check(lines[3:-1], node, edge, len(drawing.boxes), ends)
    word = r'"[^"`<>&\\\n]*(?:<br>[^"`<>&\\\n]*)*"'
    node, edge = rf"n(\d+)(?:\(\[|\[\[?){word}(?:\]\)|\]\]?)", rf"n(\d+) -->(?:\|{word}\|)? n(\d+)"
    lines = [
        line
        for line in mermaid.split("\n")[1:]
        if not re.fullmatch(r"  (style n|linkStyle )\d+ stroke-width:4px", line)
    ]
    check(lines, node, edge, len(drawing.boxes), ends)


def check(lines: list[str], node: str, edge: str, boxes: int, ends: list[tuple[int, int]]) -> None:
    """Whether lines are as many boxes and these arrows, and nothing else."""
    assert [int(re.fullmatch(node, line.strip())[1]) for line in lines[:boxes]] == list(range(boxes))  # type: ignore[index]
    found = [re.fullmatch(edge, line.strip()).groups() for line in lines[boxes:]]  # type: ignore[union-attr]
    assert [(int(start), int(end)) for start, end in found] == ends


@ANY
@given(graphs(st.one_of(st.text(max_size=9), st.sampled_from(HOSTILE))))
def test_svg_is_xml_with_every_word_and_no_script(drawing: Drawing) -> None:
    root = ElementTree.fromstring(to_svg(drawing))
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert {child.tag.removeprefix(SVG) for child in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "path",
        "circle",
        "rect",
        "text",
    }
    assert len(list(root.iter(f"{SVG}text"))) == sum([len(box.lines) for box in drawing.boxes]) + sum(
        [bool(arrow.label) for arrow in drawing.arrows]
    )
    assert not any("href" in key or key.startswith("on") for child in root.iter() for key in child.attrib)


def test_words_of_an_svg_are_those_of_the_drawing() -> None:
    words = [child.text for child in ElementTree.fromstring(to_svg(marked())).iter(f"{SVG}text")]
    assert sorted(map(str, words)) == sorted(
        [line for box in marked().boxes for line in box.lines] + [arrow.label for arrow in marked().arrows]
    )


# -- in explanations ---------------------------------------------------------------------------------------------------


def explained(drawing: Drawing) -> Explanation:
    task = Task((Expression(Name("x")),), ("x",))
    return Explanation("toy", ("A toy",), task, (drawing,), Result((Number(1),)), {"graph": drawing})


def test_every_format_sets_a_graph() -> None:
    document = tell(explained(marked()))
    shown = {form: render(document, form) for form in FORMATS}
    assert to_text(marked(), 80) in shown["terminal"]
    assert f"```mermaid\n{to_mermaid(marked())}\n```" in shown["markdown"]
    assert without_styles(to_svg(marked())) in shown["html"]
    assert shown["plain"].isascii()
    assert "Layer 6: L = v2^2, 0.1611 from v2 (2 v2 = -0.8026)" in shown["plain"]
    assert r"\mbox{~w~=~0.6~" in shown["latex"]
    assert shown["speech"].startswith("The graph of the program: five operations lead from")
    assert all(marked().says in re.sub(r"\s+", " ", text) for form, text in shown.items() if form != "speech")


def test_a_terminal_without_unicode_gets_ascii() -> None:
    assert render(tell(explained(marked())), "terminal", unicode=False).isascii()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(form: str, words: str) -> None:
    hostile = Drawing(words, (Box(words, (words,), "input"), Box("b", (words, words))), (Arrow(words, "b", words),))
    text = render(tell(explained(hostile)), form)
    assert form in ("terminal", "plain", "speech") or text.count("<script") == (form == "html")  # a page has its own
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert form != "markdown" or text.count("```") == 2
    assert form != "latex" or r"\N" not in text


def test_json_has_the_graph_as_data() -> None:
    document = json.loads(json.dumps(explained(marked()).as_dict()))
    assert document["graph"]["says"] == marked().says
    assert document["graph"]["nodes"][0] == {"name": "w", "lines": ["w = 0.6"], "sort": "input", "highlighted": False}
    assert document["graph"]["edges"][0] == {"from": "w", "to": "v1", "label": "x = 0.5", "highlighted": False}


@pytest.mark.parametrize(
    ("boxes", "arrows"), [("aa", []), ("ab", ["ac"]), ("ab", ["ca"]), ("ab", ["ab", "ba"]), ("a", ["aa"])]
)
def test_what_is_no_graph_is_refused(boxes: str, arrows: list[str]) -> None:
    with pytest.raises(ValueError, match=r"box|circle"):
        Drawing("", tuple([Box(name, (name,)) for name in boxes]), tuple([Arrow(*pair) for pair in arrows]))


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_format_draws_every_program(name: str) -> None:
    document = tell(explained(drawn(name, with_gradients=True)))
    assert all(render(document, form) for form in FORMATS)


def test_lines_in_svg_are_interrupted_by_their_words() -> None:
    boxes = Box("t", ("t",), "input"), Box("x", ("x = sin t",))
    root = ElementTree.fromstring(to_svg(Drawing("x on t.", boxes, (Arrow("t", "x", "dx/dt"),))))
    gap = next(rect for rect in root.iter(f"{SVG}rect") if rect.get("fill") == "Canvas")
    words = next(text for text in root.iter(f"{SVG}text") if text.text == "dx/dt")
    left, width = float(gap.get("x", "")), float(gap.get("width", ""))
    assert left < float(words.get("x", "")) < left + width
