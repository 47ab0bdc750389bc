"""Programs forward and backward, as they are told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, cast

import pytest

from derivtutor import backprop, train
from derivtutor.calculus.backpropagation.backprop import run_of
from derivtutor.calculus.backpropagation.slopes import between
from derivtutor.errors import UserError
from derivtutor.network.examples import EXAMPLES, example
from derivtutor.network.graph import Graph
from derivtutor.network.passes import backward, forward
from derivtutor.network.paths import paths
from derivtutor.network.program import graph_of
from derivtutor.network.second_order import hessian_times
from derivtutor.network.shapes import size
from derivtutor.network.tangents import tangents
from derivtutor.network.targets import Target, entry_name
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node, names
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

LINE = "L = (w*x + b - y)^2"
AT = "w=1.5,b=0.5,x=2,y=1"
NETWORK = example("two-layer").program


def board(program: str, wrt: str | None = None, at: Any = None, width: int = 80) -> str:
    return render(tell(backprop(program, wrt, at)), "terminal", width=width)


def test_values_forward_and_gradients_backward_of_a_squared_error() -> None:
    document = backprop(LINE, "w,b", AT).as_dict()
    assert document["loss"] == 6.25
    assert [document["forward"][name] for name in ("v1", "v2", "v3", "L")] == [3.0, 3.5, 2.5, 6.25]
    assert document["gradients"] == {"w": 10.0, "b": 5.0}


def test_every_edge_has_its_rule_its_share_and_what_has_come_together() -> None:
    edges = backprop("p = x*y; q = x + p; L = q*p", at="x=2,y=3").as_dict()["edges"]
    assert [(edge["from"], edge["to"], edge["contribution"], edge["accumulated"]) for edge in edges] == [
        ("L", "q", 6.0, 6.0), ("L", "p", 8.0, 8.0), ("q", "x", 6.0, 6.0),
        ("q", "p", 6.0, 14.0), ("p", "x", 42.0, 48.0), ("p", "y", 28.0, 28.0),
    ]  # fmt: skip
    assert {edge["rule"] for edge in edges} == {"constant-multiple", "sum"}


def test_the_board_of_a_squared_error() -> None:
    shown = board(LINE, "w", AT)
    assert "L → v3    2v3           Power               1 · 5 = 5" in shown
    assert "v1 → w    x             Constant multiple   5 · 2 = 10" in shown
    assert "∂L/∂w = ∂L/∂v3 · ∂v3/∂v2 · ∂v2/∂v1 · ∂v1/∂w" in shown
    assert "= 2v3 · 1 · 1 · x" in shown
    assert "= 5 · 1 · 1 · 2" in shown


def test_sums_at_joins_are_said() -> None:
    assert "p is used twice: ∂L/∂p = 8 + 6 = 14." in board("p = x*y; q = x + p; L = q*p", at="x=2,y=3")


def test_the_path_of_one_weight_of_the_two_layer_network() -> None:
    gradients = backprop(NETWORK, "z2,a1_1,W1_11,W1_21").as_dict()["gradients"]
    assert gradients["z2"] == [pytest.approx(0.536435, abs=5e-7)]
    assert gradients["a1_1"] == pytest.approx(0.321861, abs=5e-7)
    assert gradients["W1_11"] == pytest.approx(0.160931, abs=5e-7)
    assert gradients["W1_21"] == pytest.approx(-0.107287, abs=5e-7)
    assert "∂L/∂W1₁₁ ≈ 1 · 2.157 · 0.2487 · 1 · 0.6 · 1 · 1 · 0.5" in board(NETWORK, "W1_11")


def test_without_values_all_stay_letters() -> None:
    explanation = backprop("z = w*x + b; a = sigmoid(z); L = (a - y)^2", "w")
    assert explanation.as_dict()["loss"] is None
    assert explanation.as_dict()["gradients"] == {"w": None}
    assert explanation.as_dict()["formulas"]["w"]["text"] == "2(a - y)x sigmoid(z) (1 - sigmoid(z))"
    assert "Value" not in render(tell(explanation), "terminal")


def test_kinks_are_said() -> None:
    explanation = backprop("a = relu(z); L = a^2 + z", at="z=0")
    assert explanation.as_dict()["gradients"] == {"z": 1.0}
    assert explanation.notes == ("a: relu has a kink at this point; as in frameworks, its slope is taken to be 0.",)


@pytest.mark.parametrize("ready", EXAMPLES, ids=lambda ready: ready.name)
@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "latex", "html"])
def test_examples_are_told_in_every_format(ready: Any, form: str) -> None:
    shown = render(tell(backprop(ready.program, ready.wrt)), form)
    assert "mathrm" not in shown or form not in ("terminal", "plain")
    assert form != "terminal" or max(map(len, shown.splitlines())) <= 80


def test_the_public_programs() -> None:
    for line in (Path(__file__).parent.parent / "cases" / "programs.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if "error" in case:
            with pytest.raises(UserError) as raised:
                backprop(case["program"], case["wrt"], case["at"] or None)
            assert raised.value.line == case["line"]
            assert all(word in str(raised.value) for word in case["mentions"])
        else:
            document = backprop(case["program"], case["wrt"], case["at"] or None).as_dict()
            assert document["loss"] == pytest.approx(case["loss"], rel=1e-12)
            for name, gradient in case["gradients"].items():
                assert _flat(document["gradients"][name]) == pytest.approx(_flat(gradient), rel=1e-12, abs=1e-15)


def _flat(value: Any) -> list[float]:
    return [number for entry in value for number in _flat(entry)] if isinstance(value, list) else [value]


def test_forward_mode_has_the_rate_of_every_value() -> None:
    shown = render(tell(backprop("p = x*y; q = x + p; L = q*p", "x", "x=2,y=3", mode="forward")), "terminal")
    assert "q      x + p       8       1 · 1 + 1 · 3        4" in shown
    assert "L      q p         48      6 · 4 + 8 · 3        48" in shown


@pytest.mark.parametrize("ready", EXAMPLES, ids=lambda ready: ready.name)
def test_both_modes_find_the_same(ready: Any) -> None:
    run = run_of(ready.program)
    assert run.forward is not None
    for target in run.targets:
        shape = run.graph.vertices[target.place].shape
        for entry in range(size(shape)):
            rate = tangents(run.graph, run.forward, Target(target.name, target.place, entry))[run.graph.loss]
            back = run.gradients[target.place]
            assert _flat(rate) == pytest.approx(_flat(back[entry] if shape else back), rel=1e-12, abs=1e-15)


def test_the_ways_are_compared_by_what_they_take() -> None:
    shown = render(tell(backprop(LINE, "w,b", AT, mode="compare")), "terminal")
    assert "central differences     4 forward" in shown
    assert "backward mode           1 forward, 1 backward   6" in shown
    assert "As one formula L has 10 parts, and its derivatives have 21; the graph has 4\noperations." in shown


def test_where_there_is_nothing_to_compare_with_it_is_said() -> None:
    shown = render(tell(backprop("z = w*x; y = relu(z); L = y^2", at="w=0,x=2", mode="compare")), "terminal")
    assert re.search("complex step .* undefined", shown)


@pytest.mark.parametrize(
    ("engine", "wrong"),
    [
        ("overwrite", {"∂L/∂p": "14      6", "∂L/∂x": "48      18"}),
        ("no-topological-order", {"∂L/∂x": "48      30"}),
        ("no-zeroing", {"∂L/∂x": "48      96", "∂L/∂y": "28      56"}),
    ],
)
def test_faulty_engines(engine: str, wrong: dict[str, str]) -> None:
    shown = render(tell(backprop("p = x*y; q = x + p; L = q*p", at="x=2,y=3", wrong=engine)), "terminal")
    assert all(f"{name}      {numbers}" in shown for name, numbers in wrong.items())


def test_a_faulty_engine_may_make_no_difference() -> None:
    assert "no difference" in render(tell(backprop(LINE, "w", AT, wrong="overwrite")), "terminal")


def test_gradients_vanish_over_fifty_sigmoids() -> None:
    shown = render(tell(backprop(example("deep-50").program, "x")), "terminal")
    assert "0.25⁵⁰ ≈ 7.889·10⁻³¹" in shown


def test_sigmoid_and_cross_entropy_collapse() -> None:
    assert "= ŷ − y   (cancel)" in board(NETWORK, "z2")
    assert "= p − y   (the entries of y add up to 1)" in board(example("softmax").program, "z")


def test_one_step_of_training_is_taken_apart() -> None:
    explanation = train(example("line").program, steps=20, rate=0.02, wrt="w,b")
    assert "w      1.5   10         1.5 − 0.02 · 10   1.3" in render(tell(explanation), "terminal")
    assert explanation.as_dict()["losses"][:2] == [6.25, pytest.approx(4.0)]


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_training_goes_down(optimizer: Any) -> None:
    losses = train(NETWORK, 30, 0.05, optimizer, "W1,b1,W2,b2").as_dict()["losses"]
    assert losses[-1] < losses[0] / 2


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: train(LINE, wrt="w"), "needs numbers"),
        (lambda: train(LINE, at=AT), "not said what is trained"),
        (lambda: train("z = w*x; L = z^2", wrt="z", at="w=1,x=2"), "worked out from others"),
        (lambda: train(LINE, steps=0, wrt="w", at=AT), "0 steps"),
        (lambda: train(LINE, rate=-1, wrt="w", at=AT), "no positive number"),
        (lambda: train("L = exp(w^2)", rate=100, wrt="w", at="w=2"), "too large"),
        (lambda: backprop(LINE, mode="forward"), "needs numbers"),
        (lambda: backprop(LINE, at=AT, wrong="sideways"), "no faulty engine"),
        (lambda: example("deepp"), "no example"),
        (lambda: backprop(LINE, at=AT, mode=cast(Any, "sideways")), "no mode sideways"),
        (lambda: train(LINE, optimizer=cast(Any, "fast"), wrt="w", at=AT), "no optimizer fast"),
        (lambda: backprop("L = 3"), "no names to differentiate by"),
    ],
)
def test_what_cannot_be_done_is_said(call: Any, says: str) -> None:
    with pytest.raises(UserError, match=says):
        call()


def test_frames_go_one_operation_or_edge_at_a_time() -> None:
    shown = render(tell(backprop(LINE, "w,b", AT, mode="frames")), "terminal")
    assert "Frame 9 of 9" in shown
    assert "Along v1 → w: 5 · 2 = 10 goes on." in shown


def test_the_hessian_of_a_squared_error() -> None:
    assert backprop(LINE, "w,b", AT, mode="hessian").as_dict()["hessian"] == {
        "names": ["w", "b"],
        "rows": [[8.0, 4.0], [4.0, 2.0]],
    }


@pytest.mark.parametrize("ready", EXAMPLES, ids=lambda ready: ready.name)
def test_the_hessian_times_a_direction_is_how_the_gradient_changes(ready: Any) -> None:
    graph = graph_of(ready.program)
    places = [graph.names[name] for name in graph.leaves]
    active = graph.reaching(frozenset(places))
    for place in places:
        shape = graph.vertices[place].shape
        direction = {place: [0.3] * size(shape) if shape else 0.7}
        found = hessian_times(graph, direction, active)
        above, below = (_gradient(graph, direction, step, active) for step in (1e-5, -1e-5))
        for other in places:
            changes = zip(_flat(above[other]), _flat(below[other]), _flat(found[other]), strict=True)
            assert all(abs((one - two) / 2e-5 - rate) < 1e-7 for one, two, rate in changes)


def _gradient(graph: Graph, direction: dict[int, Any], step: float, active: frozenset[int]) -> list[Any]:
    moved = {}
    for place, move in direction.items():
        value = graph.vertices[place].value
        pairs = zip(_flat(value), _flat(move), strict=True)
        moved[place] = [one + step * by for one, by in pairs] if isinstance(value, list) else value + step * move
    here = graph.with_values(moved)
    return backward(here, forward(here, active))


def test_the_jacobian_of_a_layer() -> None:
    document = backprop(NETWORK, "x,W1_12", of="a1").as_dict()
    assert document["jacobian"] == {"x": [[0.5, -0.2], [0.3, 0.8]], "W1_12": [[0.1], [0.0]]}


def test_a_gradient_is_checked_by_numbers() -> None:
    shown = render(tell(backprop(example("neuron").program, "w", mode="verify")), "terminal")
    assert "0.120130373" in shown
    assert "The forward difference has order 1" in shown
    assert "The central difference has order 2" in shown


def test_entries_that_are_equal_are_said() -> None:
    explanation = backprop("x = [3, 3, 1]; L = max(x)")
    assert explanation.as_dict()["gradients"] == {"x": [1, 0, 0]}
    assert explanation.notes == (
        "L: several entries are equal at this point; the first one of them gets the whole slope.",
    )


def test_a_matrix_that_is_wider_than_the_screen_is_set_whole() -> None:
    shown = render(tell(backprop(example("softmax").program, "z", of="p")), "terminal", width=60)
    assert "∂p/∂z" in shown


def test_local_slopes_that_are_sums_stand_in_brackets() -> None:
    assert "= (1 − tanh² z) · 1 · x   (local slopes)" in board(example("tanh-neuron").program, "w")
    shown = board(example("three-layers").program)
    assert "g · (1 − tanh² v2)" in shown
    assert "= −1 · 2 · (−1) · 3" in board("z = 3x; r = 4 - z; L = -2r", "x", "x=1")


def test_what_is_rounded_is_said_to_be_about_equal() -> None:
    shown = board(NETWORK, "b1")
    assert "∂L/∂b1 ≈ (0.3219, −0.2146)" in shown
    assert "∂L/∂x = (2, 4)" in board("L = x @ x", "x", "x=(1, 2)")
    recurrent = board(example("recurrent").program, "w")
    assert "h1 ≈ 0.7616" in recurrent
    assert "0.02869 · 0 = 0" in recurrent
    assert "∂L/∂w ≈ −0.03288 + 0.1041 + 0 ≈ 0.07117." in recurrent


def test_the_network_of_two_layers_fits_a_screen() -> None:
    shown = board(NETWORK, example("two-layer").wrt)
    rows = [
        "   Binary cross entropy   [2.157]",
        "v3 → v2   g a1ᵀ                    Matrix times vector    [[0.177, 0.06974]]",
        "v3 → a1   v2ᵀ g                    Matrix times vector    (0.3219, −0.2146)",
        "a1 → z1   g where z1 > 0, else 0   Relu                   (0.3219, −0.2146)",
        "v1 → W1   g xᵀ                     Matrix times vector    2 × 2 numbers",
    ]
    assert [row for row in rows if row not in shown] == []


def test_factors_between_entries_have_their_names_and_reasons() -> None:
    shown = board(NETWORK, "W1_11")
    assert "∂v3/∂a1₁     W2₁₁                 0.6" in shown
    assert "∂a1₁/∂z1₁    1, as z1₁ > 0        1" in shown
    assert "∂v1₁/∂W1₁₁   x₁                   0.5" in shown
    assert "∂L/∂z2 ≈ 0.5364 − 0   (values put in)" in shown
    tex = render(tell(backprop(NETWORK, "W1_11")), "latex")
    assert r"\frac{\partial L}{\partial \mathrm{W1}_{11}}" in tex


@pytest.mark.parametrize(
    ("program", "target", "says"),
    [
        ("p = softmax(z); L = dot(p, [1, 0])", "z_1", "p₁(1 − p₁)"),
        ("p = softmax(z); L = dot(p, [1, 0])", "z_2", "−p₁ p₂"),
        ("L = norm(z)", "z_2", "z₂/L"),
        ("L = mean(z)", "z_2", "1/2"),
        ("L = logsumexp(z)", "z_2", "e^(z₂ − L)"),
        ("A = [[1, 2], [3, 4]]; L = sum(z @ A)", "z_1", "A₁₂"),
        ("A = [[1, 2], [3, 4]]; L = sum(A @ A')", "A_12", "A₁₂"),
    ],
)
def test_slopes_between_entries(program: str, target: str, says: str) -> None:
    at = {"z": (3.0, 4.0)} if "z" in program else None
    shown = board(program, target, at)
    assert says in shown
    assert "atrix" not in shown.split("Result")[1]


def test_cases_are_said_with_what_holds() -> None:
    at = "x=2,y=3"
    assert "L → y   1, as x < y" in board("L = max(x, y)", at=at)
    assert "L → x   1 if x > y, 0 if x < y" in board("L = max(x, y)")
    assert "0.5, as x = y" in board("L = max(x, y)", at="x=1,y=1")
    assert "0.01, as x < 0" in board("L = leaky_relu(x)", at="x=-1")


def test_letters_are_written_in_the_names_and_in_the_inputs() -> None:
    shown = board("z = w*x; a = z^2; L = a + y", "w")
    assert "∂L/∂w = 2x z   (upstream times local)" in shown
    assert "∂L/∂w = 2w x²   (in the inputs alone)" in shown


def test_arrays_between_letters_are_said_to_be_no_formula() -> None:
    explanation = backprop("x = [1, 2]; L = sum(w*x)", "w")
    assert explanation.as_dict()["formulas"] == {"w": None}
    assert "∂L/∂w is no short formula here." in render(tell(explanation), "terminal")


def test_the_loss_by_itself_has_the_slope_1() -> None:
    assert "∂L/∂L = 1   (the loss by itself)" in board("L = x^2", "L", "x=3")


def test_an_entry_that_is_named_beside_its_array_counts_once() -> None:
    names = backprop("L = sum(W^2)", "W_12,W", "W=[[1, 2], [3, 4]]", mode="hessian").as_dict()["hessian"]["names"]
    assert names == ["W_12", "W_11", "W_21", "W_22"]


def test_one_entry_is_trained() -> None:
    values = train("L = sum((W - 1)^2)", 1, 0.5, wrt="W_11", at="W=[[3, 2], [3, 4]]").as_dict()["values"]
    assert values == {"W_11": 1.0}


@pytest.mark.parametrize(
    ("program", "rate", "at", "says"),
    [
        ("L = x^2", 1.0, "x=3", "The loss stays at 9, though the gradient is not 0."),
        ("L = x^2", 0.1, "x=0", "The loss stays at 0: the gradient is 0."),
        ("L = x^2", 2.0, "x=3", "it grows, so the rate is too large."),
        ("L = x^2", 1e-9, "x=3", "The loss hardly changes: 9 in the first 4 digits."),
    ],
)
def test_how_training_goes_is_said_truly(program: str, rate: float, at: str, says: str) -> None:
    shown = render(tell(train(program, 5, rate, wrt="x", at=at)), "terminal")
    assert says in shown


def test_where_the_complex_step_has_no_value_the_gradient_stands() -> None:
    assert backprop("L = sqrt(x)", at={"x": 1e-320}).as_dict()["gradients"]["x"] > 1e159


def test_long_programs_in_letters_end_soon() -> None:
    lines = ["a0 = x", *[f"a{count} = a{count - 1}*a{count - 1} + w*a{count - 1}" for count in range(1, 50)]]
    assert backprop(lines, "x").as_dict()["formulas"] == {"x": None}


def test_joins_of_letters_are_sums_over_edges_and_of_arrays_sums_of_arrays() -> None:
    assert "∂L/∂x = ∂L/∂q · ∂q/∂x + ∂L/∂p · ∂p/∂x." in board("p = x*y; q = x + p; L = q*p")
    assert "∂L/∂h = (2, 4) + (2, 4) = (4, 8)." in board("h = 2*x; L = sum(h*h)", "x", "x=(1, 2)")


def test_a_program_with_a_g_calls_what_arrives_otherwise() -> None:
    assert "G · g" in board("g = 2*x; h = g*x; L = sum(h)", "x", "x=(1, 2)")


def test_a_screen_without_mathematical_signs_has_none_in_tables() -> None:
    shown = render(tell(backprop(NETWORK, "W1_11", at=None)), "terminal", width=80, unicode=False)
    assert shown.isascii()
    assert "dv3/da1_1      W2_11" in shown
    plain = render(tell(backprop(example("softmax").program)), "plain")
    assert plain.isascii()
    assert "Next: softmax and cross-entropy together." in plain


def test_softmax_and_cross_entropy_collapse_only_where_the_target_adds_up_to_1() -> None:
    program = "p = softmax(z); L = cross_entropy(p, y)"
    assert "together" in board(program, "z", {"z": (1.0, 2.0), "y": (0.25, 0.75)})
    assert "together" not in board(program, "z", {"z": (1.0, 2.0), "y": (1.0, 1.0)})


def test_the_mean_of_a_batch_divides_what_sigmoid_and_cross_entropy_leave() -> None:
    batch = "X = [[1, 2], [3, 4], [5, 6]]; w = [0.1, -0.2]; z = X @ w; p = sigmoid(z); L = bce(p, y)"
    shown = board(batch, "w", {"y": (1.0, 0.0, 1.0)})
    assert "(the loss is a mean of 3 of these)" in shown


def test_long_names_are_broken_between_factors() -> None:
    first, second = "a_very_long_name_indeed", "learning_rate_of_everything"
    shown = board(f"{second} = {first}*another_long_name; L = {second}^2", first, f"{first}=1,another_long_name=2")
    assert f"∂L/∂{second}" in shown
    assert f"· ∂{second}/∂{first}" in shown


def test_arrays_without_a_name_stand_with_their_numbers() -> None:
    shown = board("y = z*[2, 3.5]; q = max(y, [1, 9])/[4, 5]; L = norm(q)", "z,z_2", "z=[1, 2]")
    assert "z·(2, 3.5)" in shown
    assert "g · (2, 3.5)" in shown
    assert "g where y > (1, 9), else 0" in shown
    assert "g" in board("L = sum(z + [1, 2])", "z", "z=[3, 4]")
    plain = render(tell(backprop("L = norm(z)", at="z=[3, 4]")), "plain")
    assert "Operation: norm(z)" in plain


@pytest.mark.parametrize("ready", EXAMPLES, ids=lambda ready: ready.name)
def test_every_factor_of_a_path_is_the_slope_that_it_stands_for(ready: Any) -> None:
    run = run_of(ready.program)
    assert run.forward is not None
    values = {
        entry_name(run.graph, place, entry): value
        for place, vertex in enumerate(run.graph.vertices)
        for entry, value in enumerate(_flat(run.forward.values[place]))
        if vertex.name
    }
    for target in run.targets:
        first = Target(target.name, target.place, target.entry or 0)
        for path in paths(run.graph, run.forward, first, 5).some:
            for hop in path:
                factor = between(run, hop)
                assert isinstance(factor, Node)
                letters = sorted(names(factor)) or ["x"]
                found = compile_real(factor, letters)([values.get(letter, 0.0) for letter in letters])
                assert found == pytest.approx(hop.slope, rel=1e-3, abs=1e-9)


def test_the_document_has_local_slopes_of_arrays_without_a_name() -> None:
    document = backprop("y = z*[2, 3.5]; L = sum(y^2)", at="z=[1, 2]").as_dict()
    assert [edge["local"] for edge in document["edges"] if edge["to"] == "z"] == ["(2, 3.5)"]


def test_paths_of_very_many_factors_are_counted_only() -> None:
    lines = ["a0 = x", *[f"a{count} = sin(a{count - 1})" for count in range(1, 200)]]
    assert "The path has 200 factors: too many to be shown." in board("; ".join(lines), "x", "x=1")
