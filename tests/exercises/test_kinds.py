"""Every kind of exercise: what is asked, the key, and how answers are marked."""

from __future__ import annotations

import pytest

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.errors import UserError
from derivtutor.exercises.kinds import KINDS
from derivtutor.exercises.kinds.naming import rules_named
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Alternative, Exercise, Scheme
from derivtutor.exercises.variants import chosen, variant

EXAMPLES = {
    "derivative": Exercise(id="a", differentiate="x^2 sin(3x)"),
    "value": Exercise(id="a", kind="value", differentiate="x^2", at="3"),
    "partial": Exercise(id="a", kind="partial", differentiate="x^2 y + 3y", variable="y"),
    "gradient": Exercise(id="a", kind="gradient", differentiate="x^2 + 2y^2"),
    "tangent": Exercise(id="a", kind="tangent", differentiate="x^2", at="x=2"),
    "working": Exercise(id="a", kind="working", differentiate="sin(x^2)"),
    "rule": Exercise(id="a", kind="rule", differentiate="sin(x^2)"),
    "choice": Exercise(id="a", kind="choice", text="Which?", choices=("2x", "x^2"), answer="2x", feedback={"b": "no"}),
    "numeric": Exercise(id="a", kind="numeric", text="How much?", answer="1/3"),
    "expression": Exercise(
        id="a",
        kind="expression",
        differentiate="x^2 sin(x)",
        text="One term is $x^2 cos(x)$; the other?",
        answer="2x sin(x)",
        alternatives=(Alternative(answer="2x cos(x)", credit=0, says="Keep the other factor."),),
    ),
    "definition": Exercise(id="a", kind="definition", differentiate="x^2"),
    "graph": Exercise(
        id="a",
        kind="graph",
        program="z = w*x\na = sigmoid(z)\nL = (a - y)^2",
        at="w=0.6, x=0.5, y=1",
        fill=("z", "a", "dL/da", "dL/dz", "dL/dw"),
        feedback={"square-factor-lost": "What is the derivative of a square?"},
    ),
    "implicit": Exercise(id="a", kind="implicit", differentiate="x^2 + y^2 = 25"),
    "parametric": Exercise(id="a", kind="parametric", differentiate="(cos(t), sin(t))", at="t=pi/4"),
    "rates": Exercise(
        id="a", kind="rates", differentiate="V = 4/3 pi r^3", at="r=5", known=("dV/dt=100",), wanted="dr/dt"
    ),
    "inverse": Exercise(id="a", kind="inverse", differentiate="x^3 + x", at="y=2"),
    "directional": Exercise(id="a", kind="directional", differentiate="x^2 y", at="x=1,y=2", along="3,4"),
    "tangent-plane": Exercise(id="a", kind="tangent-plane", differentiate="x^2 + y^2", at="x=1,y=2"),
    "total": Exercise(id="a", kind="total", differentiate="x^2 y", where=("x=t^2", "y=3t")),
    "jacobian": Exercise(id="a", kind="jacobian", differentiate="(x^2 y, x + y)"),
    "hessian": Exercise(id="a", kind="hessian", differentiate="x^3 + x y^2"),
    "critical": Exercise(id="a", kind="critical", differentiate="x^3 - 3x + y^2"),
    "lagrange": Exercise(id="a", kind="lagrange", differentiate="x y", where=("x + y = 10",)),
    "taylor": Exercise(id="a", kind="taylor", differentiate="e^x", order=3),
    "descend": Exercise(id="a", kind="descend", differentiate="x^2 + 2y^2", start="3,2"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_is_right_and_nothing_is_not(kind: str) -> None:
    marker = Marker.of(EXAMPLES[kind])
    assert marker.question.statement
    assert marker.question.statement.count("$") % 2 == 0
    assert marker.mark(marker.question.key.text).verdict == "correct"
    assert marker.mark("  ").verdict == "empty"


@pytest.mark.parametrize(
    ("kind", "answer", "verdict", "credit", "slip"),
    [
        ("derivative", "2x sin(3x) + x^2 cos(3x)", "incorrect", 0.5, "chain-missing-inner"),
        ("derivative", "2x cos(3x)", "incorrect", 0.25, "product-of-derivatives"),
        ("derivative", "x^2 sin(3x)", "incorrect", 0, "answer-is-original-function"),
        ("derivative", "2x sin(3x", "unreadable", 0, ""),
        ("derivative", "I don't know", "unreadable", 0, ""),
        ("derivative", "`2X Sin(3X) + 3x^2 Cos(3x)`", "correct", 1, ""),
        ("graph", "(0.3, 0.574, -0.851, -0.208, -0.104)", "correct", 1, ""),
        ("graph", "z = 0.3, a = 0.574, dL/da = -0.851, dL/dz = -0.208, dL/dw = -0.104", "correct", 1, ""),
        ("graph", "dw = -0.104; dz = -0.208; da = -0.851; a = 0.574; z = 0.3", "correct", 1, ""),
        ("graph", "0.3, 0.5744, -0.4256, -0.104, -0.052", "incorrect", 0.7, "square-factor-lost"),
        ("graph", "0.3, 0.5744, -0.8511, -0.8511, -0.4256", "incorrect", 0.8, "local-missing"),
        ("graph", "0.3, 0.5744, -0.8511, -0.2081, 3", "incorrect", 0.8, ""),
        ("graph", "0.3, 0.5744, -0.8511, ?, -0.104", "unreadable", 0.8, ""),
        ("graph", "0.3, 0.5744", "incorrect", 0, ""),
        ("graph", "z = 0.3", "empty", 0.2, ""),
        ("graph", "I don't know", "incorrect", 0, ""),
        ("value", "6.0", "correct", 1, ""),
        ("value", "2x", "incorrect", 0, "derivative-not-evaluated-at-point"),
        ("value", "9", "incorrect", 0, "value-instead-of-derivative"),
        ("partial", "x^2 + 3", "correct", 1, ""),
        ("partial", "2x y", "incorrect", 0, "partial-wrong-variable"),
        ("gradient", "[2x; 4y]", "correct", 1, ""),
        ("gradient", r"\begin{pmatrix} 2x \\ 4y \end{pmatrix}", "correct", 1, ""),
        ("gradient", r"\(\left(2x ,\; 4y\right)\).", "correct", 1, ""),
        ("gradient", "F = ⟨2x, 4y⟩", "correct", 1, ""),
        ("gradient", "2x, 2y", "incorrect", 0.5, "power-coefficient-lost"),
        ("gradient", "2x + 4y", "incorrect", 0, "gradient-summed-to-scalar"),
        ("gradient", "(2x, 4y, 0)", "incorrect", 0, ""),
        ("gradient", "2x i + 4y j", "correct", 1, ""),
        ("gradient", r"2x\mathbf{i} + 4y\hat{j}", "correct", 1, ""),
        ("gradient", "∇f = 2xi + 4yj", "correct", 1, ""),
        ("gradient", "2x i", "incorrect", 0.5, ""),
        ("gradient", "-2x i + 4y j", "incorrect", 0.5, ""),
        ("gradient", "4y j + 2x i", "correct", 1, ""),
        ("gradient", "4y i + 2x j", "incorrect", 0, ""),
        ("gradient", "7i + 2x i + 4y j", "incorrect", 0, ""),
        ("gradient", "(2X, 4Y)", "correct", 1, ""),
        ("gradient", "The gradient is (2x, 4y)", "correct", 1, ""),
        ("gradient", "(2x, )", "unreadable", 0, ""),
        ("gradient", "(, 4y)", "unreadable", 0, ""),
        ("gradient", "idk", "unreadable", 0, ""),
        ("tangent", "y - 4 = 4(x - 2)", "correct", 1, ""),
        ("tangent", "4x - y = 4", "correct", 1, ""),
        ("tangent", "4x - 4", "correct", 1, ""),
        ("tangent", "t(x) = 4x - 4", "correct", 1, ""),
        ("tangent", "y = 4x", "incorrect", 0.5, "tangent-not-through-point"),
        ("tangent", "y = 3x - 2", "incorrect", 0.5, "tangent-wrong-slope"),
        ("tangent", "4", "incorrect", 0, "tangent-slope-only"),
        ("tangent", "x + y", "incorrect", 0, ""),
        ("tangent", "y = y + x", "incorrect", 0, ""),
        ("tangent", "y = y", "incorrect", 0, ""),
        ("tangent", "y + sin(pi y) = 4x - 4", "incorrect", 0, ""),
        ("tangent", "y - 4 = 12/3 (x - 2.0)", "correct", 1, ""),
        ("tangent", "x y = 4x^2 - 4x", "correct", 1, ""),
        ("tangent", "y = 2x", "incorrect", 0, "tangent-slope-not-evaluated"),
        ("tangent", "x = y/4 + 1", "correct", 1, ""),
        ("tangent", "t: y = 4x - 4", "correct", 1, ""),
        ("tangent", "y - 4 = 3(x - 2)", "incorrect", 0.5, "tangent-wrong-slope"),
        ("tangent", "4x - y = 5", "incorrect", 0.5, "tangent-not-through-point"),
        ("tangent", "y = x^2", "incorrect", 0, "tangent-not-a-line"),
        ("tangent", "y^2 = (4x - 4)^2", "incorrect", 0, ""),
        ("tangent", "y = 4,0x - 4", "correct", 1, ""),
        ("tangent", "0 = 0", "incorrect", 0, ""),
        ("tangent", "f(x) - 4 = 4(x - 2)", "correct", 1, ""),
        ("tangent", "f(x) = 4x - 4", "correct", 1, ""),
        ("tangent", "Y = 4X - 4", "correct", 1, ""),
        ("tangent", "The tangent line is y = 4x - 4", "correct", 1, ""),
        ("tangent", "y is 4x - 4", "correct", 1, ""),
        ("tangent", "y = 4 + f'(2)(x - 2)", "unreadable", 0, ""),
        ("tangent", "idk", "unreadable", 0, ""),
        ("tangent", "x = 2", "incorrect", 0, ""),
        ("working", "y' = cos(x^2) (x^2)'\n= 2x cos(x^2)", "correct", 1, ""),
        ("working", "y' = cos(x^2) (x^2)'", "unfinished", 0.5, ""),
        ("working", "y' = cos(x^2)\n= 1 cos(x^2)", "incorrect", 0.5, "chain-missing-inner"),
        ("working", "\n".join(["(sin(x^2))'"] * 9), "unfinished", 0, ""),
        ("rule", "the Chain Rule", "correct", 1, ""),
        ("rule", "apply the chainrule first", "correct", 1, ""),
        ("rule", "product", "incorrect", 0, ""),
        ("rule", "magic", "unreadable", 0, ""),
        ("choice", "(A)", "correct", 1, ""),
        ("choice", "1", "correct", 1, ""),
        ("choice", "x ^ 2", "incorrect", 0, ""),
        ("choice", "(a) 2x", "correct", 1, ""),
        ("choice", "b) 2x", "unreadable", 0, ""),
        ("choice", "c", "unreadable", 0, ""),
        ("numeric", "0.333", "correct", 1, ""),
        ("numeric", "2/6", "correct", 1, ""),
        ("numeric", "1 - 4/6", "correct", 1, ""),
        ("numeric", "0.33", "incorrect", 0, ""),
        ("numeric", "3.33e-1", "correct", 1, ""),
        ("numeric", "“0,333”", "correct", 1, ""),
        ("numeric", "-1/3", "incorrect", 0, ""),
        ("numeric", "x", "incorrect", 0, ""),
        ("expression", "sin(x) 2 x", "correct", 1, ""),
        ("expression", "A = x sin(x) + x sin(x)", "correct", 1, ""),
        ("expression", "-2x sin(x)", "incorrect", 0, ""),
        ("expression", "2x cos(x)", "incorrect", 0, ""),
        ("expression", "2y sin(x)", "incorrect", 0, ""),
        ("expression", "2x sin(x", "unreadable", 0, ""),
        ("expression", "I don't know", "unreadable", 0, ""),
        ("definition", "lim_{h->0} ((x+h)^2 - x^2)/h\n= lim_{h->0} (2x+h)\n= 2x", "correct", 1, ""),
        ("definition", "2x", "wrong-form", 0.75, ""),
        ("definition", "3x", "incorrect", 0, ""),
        ("implicit", "dy/dx = -x/y", "correct", 1, ""),
        ("implicit", "x/(-y)", "correct", 1, ""),
        ("implicit", "-y/x", "incorrect", 0.5, "implicit-inverted"),
        ("parametric", "-1", "correct", 1, ""),
        ("rates", "dr/dt = 1/pi", "correct", 1, ""),
        ("rates", "0.318", "correct", 1, ""),
        ("rates", "100", "incorrect", 0, ""),
        ("inverse", "0.25", "correct", 1, ""),
        ("directional", "3.2", "correct", 1, ""),
        ("directional", "16", "incorrect", 0, "direction-not-normalised"),
        ("tangent-plane", "z = 2x + 4y - 5", "correct", 1, ""),
        ("tangent-plane", "5 + 2(x - 1) + 4(y - 2)", "correct", 1, ""),
        ("total", "15t^4", "correct", 1, ""),
        ("total", "2x y*2t + 3x^2", "correct", 1, ""),
        ("jacobian", "2xy, x^2; 1, 1", "correct", 1, ""),
        ("jacobian", "[[2x y, x], [1, 1]]", "incorrect", 0.75, ""),
        ("jacobian", "[[2x y, 1], [x^2, 1]]", "incorrect", 0.5, "jacobian-transposed"),
        ("jacobian", "(2x y, x^2)", "incorrect", 0, ""),
        ("jacobian", "[[2x y, x^2], [1,", "unreadable", 0, ""),
        ("hessian", "[[6x, 0], [0, 2x]]", "incorrect", 0.5, "hessian-offdiagonal-zero"),
        ("critical", "(-1, 0), (1, 0)", "correct", 1, ""),
        ("lagrange", "(5, 5)", "correct", 1, ""),
        ("taylor", "x^3/6 + x^2/2 + x + 1", "correct", 1, ""),
        ("descend", "(2.4, 1.2)", "correct", 1, ""),
        ("descend", "(3.6, 2.8)", "incorrect", 0.5, "gd-sign-ascent"),
        ("descend", "(2.4, 1.3)", "incorrect", 0.5, ""),
    ],
)
def test_answers(kind: str, answer: str, verdict: str, credit: float, slip: str) -> None:
    mark = Marker.of(EXAMPLES[kind]).mark(answer)
    assert (mark.verdict, mark.credit) == (verdict, credit)
    assert slip in [each.id for each in mark.slips] if slip else not mark.slips or verdict == "incorrect"
    assert {each.id for each in mark.slips} <= NAMES.keys()
    assert not mark.is_unproved


AREA, BY_SYMMETRY = "int(e^(t^2), t, 0, x)", "int(e^(t^2), t, -x, 0)"
"""Equal, by a symmetry that exact arithmetic does not know."""


@pytest.mark.parametrize(
    ("exercise", "answer", "verdict"),
    [
        (Exercise(id="a", differentiate=f"x {AREA}"), f"x e^(x^2) + {BY_SYMMETRY}", "correct"),
        (
            Exercise(id="a", differentiate=f"x^2 {AREA}", form="expanded"),
            f"x(x e^(x^2) + 2{BY_SYMMETRY})",
            "wrong-form",
        ),
        (Exercise(id="a", kind="gradient", differentiate=f"y {AREA}"), f"(y e^(x^2), {BY_SYMMETRY})", "correct"),
        (Exercise(id="a", kind="gradient", differentiate=f"y {AREA}"), f"(y e^x, {BY_SYMMETRY})", "incorrect"),
        (Exercise(id="a", kind="working", differentiate=f"x {AREA}"), f"= x e^(x^2) + {BY_SYMMETRY}", "correct"),
        (Exercise(id="a", kind="expression", text="?", answer=AREA), BY_SYMMETRY, "correct"),
        (
            Exercise(id="a", kind="numeric", text="?", answer="int(e^(t^2), t, 0, 1)"),
            "int(e^(t^2), t, -1, 0)",
            "correct",
        ),
        (Exercise(id="a", kind="tangent", differentiate=AREA, at="1"), "e x - e + int(e^(t^2), t, -1, 0)", "correct"),
    ],
)
def test_agreement_is_told_from_proof(exercise: Exercise, answer: str, verdict: str) -> None:
    mark = Marker.of(exercise).mark(answer)
    assert (mark.verdict, mark.is_unproved) == (verdict, True)


@pytest.mark.parametrize(
    ("kind", "answer", "says"),
    [
        ("numeric", "-1/3", "Only the sign is wrong."),
        ("numeric", "1/4", ""),
        ("expression", "-2x sin(x)", "Only the sign is wrong."),
        ("expression", "2x sin(-x)", "Only the sign is wrong."),
        ("expression", "3x sin(x)", ""),
    ],
)
def test_that_only_the_sign_is_wrong_is_said(kind: str, answer: str, says: str) -> None:
    mark = Marker.of(EXAMPLES[kind]).mark(answer)
    assert (mark.verdict, mark.says) == ("incorrect", says)


def test_the_scheme_says_what_is_given() -> None:
    exercise = Exercise(id="a", differentiate="x(x + 1)", form="expanded")
    assert Marker.of(exercise, Scheme(wrong_form=0.9)).mark("x + (x + 1)").credit == 0.9
    assert Marker.of(EXAMPLES["derivative"], Scheme(one_slip=0.3)).mark("2x sin(3x) + x^2 cos(3x)").credit == 0.3


def test_a_slip_in_the_only_step_leaves_nothing() -> None:
    assert Marker.of(Exercise(id="a", differentiate="x^3")).mark("x^2").credit == 0


def test_the_authors_own_words_are_said() -> None:
    own = {"chain-missing-inner": "Look inside!"}
    mark = Marker.of(Exercise(id="a", differentiate="sin(x^2)", feedback=own)).mark("cos(x^2)")
    assert mark.says == "Look inside!"
    assert Marker.of(EXAMPLES["choice"]).mark("b").says == "no"


def test_alternatives() -> None:
    others = (Alternative(answer="dx"), Alternative(answer="x^2", credit=0.2, says="That is the function."))
    marker = Marker.of(Exercise(id="a", differentiate="x^2", alternatives=others))
    assert [marker.mark(answer).credit for answer in ("2x", "DX", "x·x", "5")] == [1, 1, 0.2, 0]
    assert marker.mark("x x").says == "That is the function."


def test_the_same_tree_is_marked_once() -> None:
    marker = Marker.of(EXAMPLES["derivative"])
    assert marker.mark("2x sin(3x)") is marker.mark("2*x * sin (3x)")


def test_feedback_does_not_depend_on_the_answers_before() -> None:
    answers = ("1/2 sqrt(x)", "1/2sqrt(x)", "(1/2)sqrt(x)", "1/(2sqrt(x))", "x = 1/(2sqrt(x))", "1 / (2 sqrt(x))")
    alone = {answer: Marker.of(Exercise(id="a", differentiate="sqrt(x)")).mark(answer) for answer in answers}
    for order in (answers, answers[::-1]):
        marker = Marker.of(Exercise(id="a", differentiate="sqrt(x)"))
        assert {answer: marker.mark(answer) for answer in order} == alone
    assert alone["1/2sqrt(x)"].reason == "brackets"


def test_nothing_is_said_of_the_reading_of_a_right_answer() -> None:
    marker = Marker.of(Exercise(id="a", differentiate="ln(x)^2"))
    assert marker.mark("log x^2/x").notes == ()
    assert len(marker.mark("log x^2").notes) > 1


@pytest.mark.parametrize(
    ("numbers", "function", "text"),
    [
        ({"a": "2", "b": "3"}, "2x + 3", "Slope of $2x$ and 3"),
        ({"a": "1", "b": "-3"}, "x - 3", "Slope of $1x$ and -3"),
        ({"a": "-1", "b": "1/2"}, "-x + 1/2", "Slope of $-1x$ and 1/2"),
    ],
)
def test_numbers_are_written_as_by_hand(numbers: dict[str, str], function: str, text: str) -> None:
    exercise = Exercise(
        id="a",
        differentiate="a x + b",
        text="Slope of $2x$ and {b}".replace("2x", "{a}x"),
        parameters={"a": "1..2", "b": "1..2"},
    )
    found = variant(exercise, numbers)
    assert found.differentiate == function
    assert found.text.replace("{", "").replace("}", "") == text


def test_the_students_own_numbers() -> None:
    exercise = Exercise(id="a", differentiate="a x", parameters={"a": "2..9"})
    mine = chosen(exercise, "ada", 1)
    assert mine == chosen(exercise, "ada", 1)
    every = {chosen(exercise, f"student {number}", 1)["a"] for number in range(200)}
    assert every == set("23456789")
    with pytest.raises(UserError, match="has parameters"):
        Marker.of(exercise)


@pytest.mark.parametrize(
    ("names", "rule"),
    [
        ("chain;Chain rule;the chain rule.;CHAIN;use the chain rule first;function of a function;composite", "chain"),
        ("general power rule;generalized power rule", "chain"),
        ("sum;sum/difference rule;addition rule;plus;minus;linearity", "sum"),
        ("constant multiple;factor rule;coefficient rule;constant factor;linearity", "constant-multiple"),
        ("multiplication rule;product", "product"),
        ("division rule;quotient rule", "quotient"),
        ("ln;log;logarithmic;logarithm rule", "logarithm"),
        ("exp;e^x;natural exponential", "natural-exponential"),
        ("exp;exponential rule", "exponential"),
        ("sin;sine", "sine"),
        ("cos", "cosine"),
        ("tanh", "hyperbolic-tangent"),
        ("abs", "absolute-value"),
    ],
)
def test_rules_by_any_name(names: str, rule: str) -> None:
    for name in names.split(";"):
        assert rule in rules_named(name), name


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("prodct rule", "Did you mean product"),
        ("magic", "Choose from sum, constant multiple, power"),
        ("power rule and chain rule", "One rule is asked for"),
    ],
)
def test_what_is_no_name_of_a_rule(name: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        rules_named(name)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("function", "right", "wrong"),
    [
        ("1/(x^2 + 9x + 3)^2", "chain;quotient;reciprocal", "product;sum;power"),
        ("1/sqrt(5 - x^2)", "chain;quotient;reciprocal", "product"),
        ("1/(x^2 + 1)", "reciprocal;quotient;chain", "power"),
        ("1/x^2", "power;quotient;reciprocal", "chain"),
        ("3x^3", "constant multiple;power", "sum;product"),
        ("5sin(x^2)", "constant multiple;chain", "sine;product"),
        ("e^x", "natural exponential;exponential rule;exp", "power"),
        ("2^x", "exponential;exp", "natural exponential;power"),
        ("(3x + 1)^5", "chain;general power rule", "power"),
        ("x sin(x) + 3", "sum;difference", "product"),
        ("(x + 1)/(x - 2)", "quotient", "reciprocal;chain"),
    ],
)
def test_every_rule_is_right_that_a_teacher_accepts(function: str, right: str, wrong: str) -> None:
    marker = Marker.of(Exercise(id="a", kind="rule", differentiate=function))
    assert {marker.mark(name).verdict for name in right.split(";")} == {"correct"}
    found = [marker.mark(name) for name in wrong.split(";")]
    assert {mark.verdict for mark in found} == {"incorrect"}
    assert all("Which operation would you do last" in mark.says for mark in found)
    key = marker.question.derivations[0].roots[0].rule
    assert not any(key.title in mark.says or (key.when and key.when in mark.says) for mark in found)
