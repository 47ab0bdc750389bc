"""Programs as they are explored, forward and backward: every number is true, and the sentences are about it."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest

from derivtutor.calculus.drawing import Drawing
from derivtutor.calculus.explanation import Chain, Table
from derivtutor.errors import UserError
from derivtutor.exploring.network import beside
from derivtutor.exploring.network.passing import Passing
from derivtutor.exploring.network.subject import SUBJECT
from derivtutor.exploring.subject import View
from derivtutor.exploring.subjects import pressed
from derivtutor.exploring.typed import is_program
from derivtutor.exploring.worth import as_text
from derivtutor.network.examples import EXAMPLES, example
from derivtutor.render.exploring import frame

KEYS = [key.name for key in SUBJECT.keys]
PANELS = {panel.id: panel.view for panel in SUBJECT.panels}


def begun(program: str, at: Any = None) -> Passing:
    found = SUBJECT.start(program, at=at)
    assert isinstance(found, Passing)
    return found


def after(state: Any, keys: str, subject: Any = SUBJECT) -> Any:
    return [state, *pressed(subject, state, keys.split())][-1]


def seen(state: Passing, panel: str) -> View:
    view = PANELS[panel](state)
    assert view is not None
    return view


def notice(state: Passing, panel: str = "edge") -> str:
    return as_text(seen(state, panel).notice)


def chains(view: View) -> list[str]:
    """Chains as text: `∂L/∂r = 1 · 2r = 1 · 5 = 5`."""
    return [
        as_text((item.left,)) + "".join([(" = ", " ≈ ")[turn.is_about] + as_text((turn.right,)) for turn in item.turns])
        for item in view.items
        if isinstance(item, Chain)
    ]


def rows(view: View, which: int = 0) -> list[list[str]]:
    tables = [item for item in view.items if isinstance(item, Table)]
    return [[as_text(cell) for cell in row] for row in tables[which].rows]


def gradient(state: Passing, name: str) -> Any:
    return state.run.gradients[state.graph.names[name]]


LINE = example("line").program


def test_the_line_of_the_lesson_forward_and_back() -> None:
    """x = 2, w = 1.5: 3, 3.5, 2.5 and 6.25 forward; 5, 5, 5 back, 10 for w and 5 for b."""
    state = begun(LINE)
    told = []
    for _ in range(state.frames):
        state = after(state, "right")
        told += chains(seen(state, "edge"))
    assert told == [
        "z = w x = 1.5·2 = 3",
        "a = z + b = 3 + 0.5 = 3.5",
        "r = a − y = 3.5 − 1 = 2.5",
        "L = r² = 2.5² = 6.25",
        "∂L/∂r = 1 · 2r = 1 · 5 = 5",
        "∂L/∂a = 5 · 1 = 5",
        "∂L/∂y = ∂L/∂r · (−1) = 5 · (−1) = −5",
        "∂L/∂z = 5 · 1 = 5",
        "∂L/∂b = 5 · 1 = 5",
        "∂L/∂w = ∂L/∂z · x = 5 · 2 = 10",
        "∂L/∂x = ∂L/∂z · w = 5 · 1.5 = 7.5",
    ]
    assert after(state, "right").done == state.frames


def test_increase_or_decrease_w() -> None:
    state = after(begun(LINE), "b left")
    assert notice(state) == "A slightly larger w makes L larger: make w smaller to bring it down."


@pytest.mark.parametrize(("name", "by", "value"), [("neuron", "w", 0.120), ("tanh-neuron", "w", 0.489)])
def test_neurons_of_the_lesson(name: str, by: str, value: float) -> None:
    state = after(begun(example(name).program), "b")
    assert gradient(state, by) == pytest.approx(value, abs=5e-4)
    table = rows(seen(after(state, "i " * inputs(state).index(by)), "path"))
    assert float(table[-1][-1]) == pytest.approx(value, abs=5e-4)


def inputs(state: Passing) -> list[str]:
    return [after(state, "i " * number).input.name for number in range(len(state.inputs))]


def test_the_network_of_the_lesson() -> None:
    """∂L/∂W1₁₁ = 0.536 · 0.6 · 1 · 0.5 = 0.161, one factor a row."""
    state = begun(example("two-layer").program)
    by_name = dict(zip(inputs(state), range(len(state.inputs)), strict=True))
    state = after(state, "b " + "i " * by_name["W1_11"])
    table = rows(seen(state, "path"))
    assert [row[2] for row in table][-6:] == ["0.2487", "1", "0.6", "1", "1", "0.5"]
    assert [row[3] for row in table][2:] == ["0.5364", "0.5364", "0.3219", "0.3219", "0.3219", "0.1609"]
    other = after(begun(example("two-layer").program), "b " + "i " * by_name["W1_21"])
    assert float(rows(seen(other, "path"))[-1][-1].replace("−", "-")) == pytest.approx(-0.107, abs=5e-4)


def test_a_changed_input_is_run_anew() -> None:
    """With other numbers all is what numpy finds."""
    state = begun("z = w*x + b\ny = sigmoid(z)\nL = (y - t)^2", "w=0.6,x=0.5,b=0.1,t=1")
    rng = random.Random(3)
    for _ in range(30):
        state = after(state, rng.choice(["i", "up", "down", "shift+up", "shift+down"]))
        w, x, b, t = (state.graph.vertices[state.graph.names[name]].value for name in "wxbt")
        y = 1 / (1 + np.exp(-(w * x + b)))
        expected = 2 * (y - t) * y * (1 - y) * np.array([x, w, 1])
        assert [gradient(state, name) for name in "wxb"] == pytest.approx(list(expected), rel=1e-9, abs=1e-15)
        assert all(round(value * 10) == pytest.approx(value * 10) for value in (w, x, b, t) if abs(value) < 5)


def test_one_entry_of_an_array_is_changed() -> None:
    program = example("two-layer").program
    state = begun(program)
    state = after(state, "i " * inputs(state).index("W1_12") + "up")
    fresh = begun(program.replace("[0.5, -0.2]", "[0.5, -0.1]"))
    assert state.graph.vertices[state.graph.names["W1"]].value == [0.5, -0.1, 0.3, 0.8]
    for name in ("W1", "b1", "W2", "x"):
        assert gradient(state, name) == pytest.approx(gradient(fresh, name))


def test_where_edges_meet_what_arrives_is_added() -> None:
    state = after(begun(example("shared").program), "f right right right right right")
    assert chains(seen(state, "edge")) == ["along p → x = ∂L/∂p · y = 14 · 3 = 42", "∂L/∂x = 6 + 42 = 48"]
    assert "is used twice" in notice(state)
    before = after(state, "left left")
    assert chains(seen(before, "edge"))[-1] == "∂L/∂x so far = 6"
    assert "only one share" in notice(before)


def test_relu_lets_nothing_through() -> None:
    state = begun("z = w*x\na = relu(z)\nL = (a - y)^2", "w=-1,x=2,y=1")
    assert "relu makes 0" in notice(after(state, "right right"))
    back = after(state, "b")
    while "relu" not in chains(seen(back, "edge"))[0] and back.done and "lets nothing through" not in notice(back):
        back = after(back, "left")
    assert "lets nothing through to z" in notice(back)
    assert "product is 0" in notice(after(state, "b"), "path")
    assert gradient(state, "w") == 0


def test_of_entries_relu_lets_the_positive_ones_through() -> None:
    program = "x = [1, 2]\nW = [[1, 1], [-1, -1]]\nz = W @ x\na = relu(z)\nL = sum(a)"
    state = after(begun(program), "f right right")
    assert notice(state) == "relu lets through what arrives at positive entries of z, and nothing elsewhere."
    state = after(begun(program.replace("[1, 1]", "[-1, 0]")), "f right right")
    assert notice(state) == "relu lets nothing through: what arrives meets no positive entry of z."


def test_at_a_kink_nothing_is_said_of_the_loss() -> None:
    state = after(begun("p = 2x\nq = 3y\nm = max(p, q)\nL = 2m", "x=3,y=2"), "f right right")
    assert notice(state) == "There is a kink at this point: a slope of maximum is chosen, as frameworks do."
    told = [notice(after(state, "right " * number)) for number in range(1, 4)]
    assert any("chosen at a kink" in says for says in told)
    assert not any("slightly larger" in says for says in told)


def test_a_saturated_sigmoid_lets_hardly_anything_through() -> None:
    state = after(begun("z = w*x\ny = sigmoid(z)", "w=3,x=2"), "f right")
    assert "sigmoid is saturated at z = 6" in notice(state)
    assert "saturated" not in notice(after(begun("z = w*x\ny = sigmoid(z)", "w=1,x=1"), "f right"))


def test_the_product_of_slopes_vanishes_over_depth() -> None:
    state = after(begun(example("deep-10").program), "b")
    assert "10 sigmoids" in notice(state, "path")
    assert "0.25^10" in notice(state, "path") or "0.25¹⁰" in notice(state, "path")
    last = float(rows(seen(state, "path"))[-1][-1].replace("·10⁻⁷", "e-7"))
    assert last == pytest.approx(gradient(state, "x"), rel=1e-3)
    assert last < 0.25**10


def drawn(state: Passing) -> Drawing:
    (drawing,) = seen(state, "graph").items
    assert isinstance(drawing, Drawing)
    return drawing


def test_the_graph_has_what_is_known_and_the_way_lights_up() -> None:
    state = begun(LINE)
    lines = {box.name: box.lines for box in drawn(state).boxes}
    assert lines["w"] == ("w = 1.5",)
    assert lines["L"] == ("L = r²",)
    lines = {box.name: box.lines for box in drawn(after(state, "f right right")).boxes}
    assert lines["a"] == ("a = z + b", "3.5", "∂L/∂a = 5")
    assert lines["z"] == ("z = w x", "3")
    way = [(arrow.start, arrow.end) for arrow in drawn(after(state, "b left")).arrows if arrow.is_highlighted]
    assert set(way) == {("w", "z"), ("z", "a"), ("a", "r"), ("r", "L")}


def test_of_a_large_graph_only_what_is_near_is_drawn() -> None:
    state = after(begun(example("deep-10").program), "f right")
    assert {box.name for box in drawn(state).boxes} == {"w", "a9", "v10", "a10"}
    assert {box.name for box in drawn(state).boxes if box.is_highlighted} == {"v10", "a10"}


def test_keys_stop_at_both_ends() -> None:
    state = begun(LINE)
    assert after(state, "left left").done == 0
    assert after(state, "b right").done == state.frames
    assert after(state, "b f").done == len(state.run.operations)
    assert after(state, "f up i home") is state


@pytest.mark.parametrize(
    ("program", "at", "key"),
    [
        ("a = ln(x)\nL = a^2", "x=0.1", "down"),
        ("a = 1/x\nL = a*x", "x=0.1", "down"),
        ("a = sqrt(x)\nL = a*x", "x=0.1", "shift+down"),
    ],
)
def test_an_input_that_has_no_value_there_is_not_taken(program: str, at: str, key: str) -> None:
    state = after(begun(program, at), "f")
    stopped = after(state, key)
    assert stopped.run is state.run
    assert stopped.remark
    for panel in PANELS:
        assert notice(stopped, panel) == stopped.remark
    assert not after(stopped, "left").remark


HOSTILE = (
    ("a = exp(x); b = exp(a); c = exp(b)", "x=0.5"), ("a = x*x; b = a*a; c = b*b", "x=1e30"), ("y = 3; z = y", "y=3"),
    ("a = tanh(w*x); b = tanh(w*a); c = tanh(w*b)", "w=20,x=3"), ("a = x*2; b = y*3; L = b", "x=1,y=2"),
    ("L = max(x, y)*2; M = L", "x=1,y=1"), ("a = relu(x); L = a*a", "x=0"), ("a = |x|; L = a^2 + y", "x=0,y=1"),
)  # fmt: skip


@pytest.mark.parametrize(("program", "at"), [*[(each.program, None) for each in EXAMPLES], *HOSTILE])
def test_no_key_breaks_anything(program: str, at: str | None) -> None:
    state, rng = begun(program, at), random.Random(program)
    for _ in range(25):
        state = after(state, rng.choice(KEYS))
        for panel in PANELS:
            assert notice(state, panel).endswith((".", "?"))
    assert frame(SUBJECT, state, 60)


def test_what_is_a_program() -> None:
    assert SUBJECT.start("x^2 + y^2") is None
    assert SUBJECT.start("y = x^2", at="x=1") is None
    assert SUBJECT.start("z = w*x", at="w=1,x=2") is None
    assert SUBJECT.start("z = w*x + b", at="w=1,x=2,b=3") is not None
    assert SUBJECT.start("z = w*x; y = z^2", at="w=1,x=2") is not None
    with pytest.raises(UserError, match="numbers"):
        SUBJECT.start("z = w*x + b")
    with pytest.raises(UserError, match="cannot follow"):
        SUBJECT.start("z = w*/x; y = z", at="w=1,x=2")


# A composition beside a neuron


def both(at: str = "x=0.5,w=0.6,b=0.1") -> beside.Beside:
    state = beside.SUBJECT.start("sin(x^2)", "y = sigmoid(w*x + b)", at=at)
    assert isinstance(state, beside.Beside)
    return state


def test_both_sides_are_chains_of_rates() -> None:
    state = after(both(), "b", beside.SUBJECT)
    table = {row[0]: row[1:] for row in rows(beside.view(state))}
    assert table["layer 1"] == ["v1 = x² = 0.25", "v1 = w x = 0.3"]
    assert table["rate 1"] == ["∂L/∂v1 = cos v1 ≈ 0.9689", "∂y/∂v2 = σ(v2) (1 − σ(v2)) ≈ 0.2403"]
    assert float(table["product"][0].split()[-1]) == pytest.approx(math.cos(0.25), abs=1e-4)
    assert float(table["product"][1].split()[-1]) == pytest.approx(0.2403 * 0.6, abs=1e-4)


def test_an_input_of_both_is_changed_in_both() -> None:
    state = after(both(), "up", beside.SUBJECT)
    assert [side.graph.vertices[side.graph.names["x"]].value for side in state.sides] == [0.6, 0.6]
    by = after(both(), "i up", beside.SUBJECT)
    assert by.sides[0].run is not None
    assert [side.graph.vertices[side.graph.names["x"]].value for side in by.sides] == [0.5, 0.5]
    assert after(state, "right i down home", beside.SUBJECT).layers == 0


def test_a_rate_of_zero_is_noticed() -> None:
    state = after(both("x=0,w=0.6,b=0.1"), "b", beside.SUBJECT)
    assert "is 0" in as_text(beside.view(state).notice)


def test_a_sum_over_paths_is_not_told_as_one_product() -> None:
    state = beside.SUBJECT.start("x sin(x)", "y = sigmoid(w*x + b)", at="x=0.5,w=0.6,b=0.1")
    table = rows(beside.view(after(state, "b", beside.SUBJECT)))
    assert table[-1][1].startswith("one of 2 paths")


def test_one_operand_or_two_expressions_are_other_subjects() -> None:
    assert beside.SUBJECT.start("sin(x^2)", at="x=1") is None
    assert beside.SUBJECT.start("sin(x^2)", "cos(x)", at="x=1") is None
    assert is_program("y = x")
    assert not is_program("f(x) = x")
