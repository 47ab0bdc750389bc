"""What a learner reads of the topics, in the terminal: no line too wide, nothing twice, nothing left unsimplified."""

import pytest
from command import run

NARROW = {"COLUMNS": "80"}


def board(*arguments: str) -> str:
    done = run(*arguments, **NARROW)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["gradient", "(y - sigmoid(w x + b))^2", "--wrt", "w,b"],
        ["hessian", "(y - sigmoid(w x))^2", "--wrt", "w,y"],
        ["jacobian", "sigmoid(x + 2y) e^(x y)", "tanh(x + 2y) e^(x y)"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("width", ["80", "120"])
def test_no_line_is_wider_than_the_screen(command: list[str], width: str) -> None:
    rows = run(*command, COLUMNS=width).stdout.splitlines()
    assert max(map(len, rows)) <= int(width)


def test_what_holds_and_where_stands_apart_from_the_result() -> None:
    assert board("tangent", "ln(x)", "--at", "x=1").endswith("\n\nValid for x > 0.\n")
    assert "\n\nx2 is read as" in board("jacobian", "[x1^2 + x2, x1 x2]")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["tangent-plane", "sqrt(x + 2y)", "--at", "1,4"], ["Valid for x > −2y."]),
        (["gradient", "1/(x - y)"], ["Valid for x ≠ y."]),
        (["gradient", "ln(x) sqrt(y)"], ["Valid for x > 0.", "Valid for y > 0."]),
    ],
    ids=lambda each: " ".join(each),
)
def test_a_condition_is_said_once(command: list[str], says: list[str]) -> None:
    said = [row for row in board(*command).splitlines() if row.startswith("Valid")]
    assert [row.split(" and ")[0].rstrip(".") for row in said] == [row.rstrip(".") for row in says]


def test_second_partial_derivatives_are_taken_with_a_round_d_throughout() -> None:
    assert "d\n∂²f" not in board("hessian", "x^3 - 3x + y^2")
    assert "── d" not in board("hessian", "x^3 - 3x + y^2")
    assert "dx(" not in board("hessian", "x^3 - 3x + y^2").replace("∂x(", "")


def test_of_three_variables_the_condition_is_a_surface() -> None:
    told = " ".join(board("lagrange", "x + y + z", "x^2 + y^2 + z^2 = 3").split())
    assert "smallest on the surface, going along the surface" in told
    assert "on the curve" in " ".join(board("lagrange", "x y", "x^2 + y^2 = 8").split())


def test_on_a_line_there_is_no_saddle() -> None:
    told = board("critical", "x^4 - 4x^3")
    assert "point of inflection" in told
    assert "saddle" not in told


@pytest.mark.parametrize(
    ("function", "says"),
    [
        ("x + y", "There is no critical point."),
        ("(x + y)^2", "No critical point stands alone."),
    ],
)
def test_that_there_is_no_critical_point_is_said_as_it_is_known(function: str, says: str) -> None:
    assert says in board("critical", function)


def test_a_slope_on_a_curve_is_cancelled_by_numbers() -> None:
    assert "y² − 2x " in board("implicit", "x^3 + y^3 = 6x y").splitlines()[-2]


def test_a_curve_that_is_solved_for_the_variable_ends_with_the_slope() -> None:
    assert board("implicit", "x = y").splitlines()[-2] == "│ y′ = 1 │"


def test_nothing_is_factored_out_of_one_term() -> None:
    assert "Factor out" not in board("implicit", "sin(x y) = x")
    assert "Factor out y′." in board("implicit", "x y + y^2 = 6")


def test_a_derivative_is_not_said_to_be_itself() -> None:
    told = board("implicit", "sin(x y) = x")
    assert "dx/dx = 1   (Identity rule)" in told
    assert "d/dx (e) = 0   (Constant rule)" in board("implicit", "e^y + x y = e")


def test_the_eigenvalues_of_three_variables_come_with_their_polynomial() -> None:
    assert "det(λI − H(0, 0, 0)) = λ³ − 3λ − 2" in board("hessian", "x y + y z + x z", "--at", "0,0,0")


def test_one_value_is_no_values() -> None:
    assert "keeps 1 value for it." in board("verify", "x", "--at", "2")


@pytest.mark.parametrize(
    "command",
    [
        ["verify", "e^x", "--at", "1e400"],
        ["descend", "x^2", "--from", "1", "--rate", "1e400"],
        ["descend", "x^2", "--from", "1e400"],
        ["inverse", "e^x", "--at", "y=1e400"],
        ["parametric", "t", "t^2", "--at", "1e400"],
        ["rates", "x = y", "--at", "x=1e400", "--known", "dx/dt=1", "--wanted", "dy/dt"],
        ["rates", "x = y", "--at", "x=1", "--known", "dx/dt=1e400", "--wanted", "dy/dt"],
        ["taylor", "x^2", "--around", "1e400"],
        ["explain", "x^2", "--method", "definition", "--at", "1e400"],
        ["gradient", "x y", "--at", "1e400,1", "--format", "json"],
        ["tangent", "x^2", "--at", "1e400"],
        ["tangent-plane", "x y", "--at", "1e400,1"],
        ["directional", "x y", "--at", "1,1", "--along", "1e400,1"],
    ],
    ids=" ".join,
)
def test_numbers_that_no_computer_holds_are_refused(command: list[str]) -> None:
    done = run(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "too large to work with" in done.stderr


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["gradient", "x y", "--at", ""], "A point is missing."),
        (["directional", "x y", "--at", "1,1", "--along", ""], "A direction is missing."),
        (["taylor", "e^x", "--within", "1e400"], "The distance inf is not a positive number."),
        (["jacobian", "x^2 = 3"], "An expression is expected here, not an equation."),
        (["tangent", "x^2"], "The point has no value for x."),
        (["explain", "x^50", "--method", "definition"], "is none of these, or too long."),
    ],
    ids=lambda each: " ".join(each),
)
def test_what_is_missing_is_named(command: list[str], says: str) -> None:
    done = run(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in " ".join(done.stderr.split())


def test_the_answer_stands_in_a_frame() -> None:
    told = board("partial", "x^2 y", "--wrt", "x", "--at", "2,1", "--detail", "brief")
    assert told.splitlines()[-4:] == [
        "╭─────────────────────────╮",
        "│ ∂f/∂x(2, 1) = 2 · 2 · 1 │",
        "│             = 4         │",
        "╰─────────────────────────╯",
    ]


@pytest.mark.parametrize(
    "function",
    ["sin(" * 60 + "x y" + ")" * 60, "".join(f"(x + {n} y)" for n in range(1, 25))],
    ids=["deep", "long"],
)
@pytest.mark.parametrize("topic", ["hessian", "critical"])
def test_second_derivatives_that_nobody_reads_are_refused(topic: str, function: str) -> None:
    done = run(topic, function)
    assert (done.returncode, done.stdout) == (2, "")
    assert "The second derivatives are too long to be written." in done.stderr


def test_what_a_total_derivative_comes_to_is_simplified() -> None:
    told = board("total", "ln(x^2 + y^2)", "--where", "x=r cos(t),y=r sin(t)", "--wrt", "r", "--format", "plain")
    assert "Answer: df/dr = 2/r (simplified)" in told


def test_a_centre_has_letters_of_the_function_only() -> None:
    done = run("taylor", "e^x", "--around", "x=1,y=2")
    assert (done.returncode, done.stdout) == (2, "")
    assert "The letter y does not occur in e^x." in done.stderr
