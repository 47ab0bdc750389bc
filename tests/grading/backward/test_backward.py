"""A backward pass is judged line by line, whatever its spelling and order; wrong lines are explained by slips."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from passes_of_students import PROGRAMS, SLIPPED, Program, Slipped

from derivtutor import check_backprop
from derivtutor.derivation.misconceptions import name_of
from derivtutor.errors import UserError
from derivtutor.grading.backward.checking import BackpropJudge
from derivtutor.grading.backward.replay import Region
from derivtutor.grading.backward.slips import SLIPS
from derivtutor.network.values import nested

_SPELLED = ("dL/d{0}", "d{0}", "grad_{0}", "{0}.grad", "∂L/∂{0}", r"\frac{{\partial L}}{{\partial {0}}}")


def judged(program: Program, page: list[str] | tuple[str, ...]):
    return check_backprop(program.text, list(page), program.at or None)


def numbers_of(program: Program, digits: int = 6) -> dict[str, str]:
    """The gradients of a program as one would type them."""
    judge = BackpropJudge(program.text, program.at or None)
    run = judge.runs[0]
    return {
        name: str(nested(rounded(run.gradients[place], digits), run.shape(place)))
        for name, place in judge.graph.names.items()
        if place != judge.graph.loss
    }


def rounded(value, digits: int):
    if isinstance(value, list):
        return [rounded(entry, digits) for entry in value]
    shown = float(f"{value:.{digits}g}") or 0.0
    return shown if abs(shown) >= 1e-4 or not shown else round(shown, 12)


def about(line: str) -> str:
    """The name that a line of the table is about."""
    left = line.partition("=")[0].strip()
    return next(left.removeprefix(sign) for sign in ("dL/d", "∂L/∂", "d") if left.startswith(sign))


@pytest.mark.parametrize("name", PROGRAMS)
def test_right_formulas_are_right(name: str) -> None:
    found = judged(PROGRAMS[name], PROGRAMS[name].page)
    assert [(line.text, line.status, line.slip, line.message) for line in found.lines if line.status != "exact"] == []
    assert found.verdict == "correct"


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("digits", [3, 6])
def test_right_numbers_are_right(name: str, digits: int) -> None:
    program = PROGRAMS[name]
    numbers = numbers_of(program, digits)
    page = [f"{_SPELLED[place % 6].format(each)} = {value}" for place, (each, value) in enumerate(numbers.items())]
    found = judged(program, page)
    wrong = [(line.text, line.status, line.message) for line in found.lines if line.status not in ("exact", "rounded")]
    assert [each for each in wrong if not is_short(each[0])] == []


def is_short(line: str) -> bool:
    """Whether a number has one digit only, so that rounding makes it wrong."""
    return "[" not in line and len(line.partition("= ")[2].strip("-").replace(".", "").strip("0")) < 2


@pytest.mark.parametrize("name", PROGRAMS)
def test_any_order_that_goes_back_is_right(name: str) -> None:
    """Formulas and numbers in turn, each after those that it needs, in three orders."""
    program = PROGRAMS[name]
    numbers = numbers_of(program)
    for seed in range(3):
        chance = random.Random(seed)
        waiting, page = list(program.page), []
        known: set[str] = set()
        targets = {about(line) for line in waiting}
        while waiting:
            ready = [line for line in waiting if needs(line, targets) <= known]
            line = chance.choice(ready)
            waiting.remove(line)
            name_ = about(line)
            known.add(name_)
            page.append(
                line if chance.random() < 0.5 else f"{chance.choice(_SPELLED).format(name_)} = {numbers[name_]}"
            )
        found = judged(program, page)
        assert [(each.text, each.status, each.message) for each in found.lines if not each.is_right] == []
        assert found.verdict == "correct"


def needs(line: str, targets: set[str]) -> set[str]:
    right = line.partition("=")[2]
    return {each for each in targets if f"d{each}" in right or f"∂{each}" in right} - {about(line)}


@pytest.mark.parametrize("name", [name for name, program in PROGRAMS.items() if "[" not in program.text])
def test_letters_without_values_are_judged_by_formulas(name: str) -> None:
    program = PROGRAMS[name]
    if name in ("kink", "circuit", "largest", "peak"):  # which way is open depends on the values
        return
    found = check_backprop(program.text, list(program.page))
    assert [(line.text, line.status) for line in found.lines if line.status != "exact"] == []
    wrong = check_backprop(program.text, [*program.page[:-1], f"{program.page[-1]} + 0.01"])
    assert wrong.first_wrong == len(program.page)


@pytest.mark.parametrize("case", SLIPPED, ids=lambda case: f"{case.slip}-{case.program}-{case.page[-1]}")
def test_slips_are_named(case: Slipped) -> None:
    found = judged(PROGRAMS[case.program], case.page)
    *before, last = found.lines
    assert [(line.text, line.status, line.message) for line in before if not line.is_right] == []
    assert (last.status, last.slip) == ("wrong", case.slip), last
    assert found.verdict == "incorrect"
    assert last.diagnosis is not None
    assert last.diagnosis.says[-1] == "."
    assert "{" not in last.diagnosis.says + last.diagnosis.hint


@pytest.mark.parametrize("case", SLIPPED, ids=lambda case: f"{case.slip}-{case.program}-{case.page[-1]}")
def test_near_misses_are_not_explained_by_it(case: Slipped) -> None:
    """What is three per cent off the slip's value is no such slip."""
    if case.slip == "matrix-transposed" and case.program == "two layers":  # told by the shapes
        return
    left, _, right = case.page[-1].partition("=")
    found = judged(
        PROGRAMS[case.program],
        [*case.page[:-1], f"{left}= 1.03 * ({right})" if right.strip() != "0" else f"{left}= 0.03"],
    )
    assert found.lines[-1].slip != case.slip


def test_every_slip_has_examples_on_two_programs() -> None:
    programs = {slip.id: {case.program for case in SLIPPED if case.slip == slip.id} for slip in SLIPS}
    assert [slip for slip, found in programs.items() if len(found) < 2] == []


def test_every_slip_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs" / "backprop-judging.md").read_text("utf-8")
    assert [slip.id for slip in SLIPS if f"| `{slip.id}` | {name_of(slip.id)} |" not in page] == []


def test_ids_are_unique_and_sentences_end() -> None:
    assert len({slip.id for slip in SLIPS}) == len(SLIPS)
    assert [slip.id for slip in SLIPS if slip.says[-1] != "." or slip.hint[-1] not in ".?"] == []


# What follows


def test_what_follows_from_a_wrong_line_is_no_further_mistake() -> None:
    found = judged(PROGRAMS["sigmoid neuron"], ["da = a - y", "dz = da * a(1 - a)", "dw = dz*x", "db = -0.1473"])
    assert [line.status for line in found.lines] == ["wrong", "follow-through", "follow-through", "follow-through"]
    assert [line.follows for line in found.lines] == [None, 1, 2, 2]
    assert found.first_wrong == 1


def test_numbers_that_follow_are_seen_without_formulas() -> None:
    found = judged(PROGRAMS["line"], ["dr = 2.5", "da = 2.5", "dw = 5", "db = 2.5"])
    assert [line.status for line in found.lines] == ["wrong", "follow-through", "follow-through", "follow-through"]


def test_a_wrong_value_is_carried_on() -> None:
    found = judged(PROGRAMS["line"], ["z = 4", "a = 4.5", "r = 3.5", "dr = 7", "dw = 14"])
    assert [line.status for line in found.lines] == ["wrong", *["follow-through"] * 4]
    assert found.lines[0].message == "z is 3, and yours is 4."


def test_rounding_on_the_way_is_no_mistake() -> None:
    """0.3635 and −1.273 are rounded, and what is worked out with them is off in the last digit."""
    found = judged(PROGRAMS["sigmoid neuron"], ["a = 0.36", "da = -1.28", "dz = -0.294912", "dw = -0.2359296"])
    assert [line.status for line in found.lines] == ["rounded", "rounded", "rounded", "rounded"]
    found = judged(PROGRAMS["sigmoid neuron"], ["a = 0.364", "da = -1.272", "dz = -0.294473", "dw = -0.2355784"])
    assert [line.status for line in found.lines] == ["rounded", "rounded", "rounded", "rounded"]


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("-0.2945256739850013", "exact"),
        ("-0.29", "rounded"),
        ("-0.295", "rounded"),
        ("-0.2945", "rounded"),
        ("-2.945 * 10^-1", "rounded"),
        ("-2.95e-1", "rounded"),
        ("-0.3", "wrong"),
        ("-0.30", "wrong"),
        ("-0.2946", "wrong"),
        ("-0.28", "wrong"),
        ("-1/3", "wrong"),
        ("0.2945", "wrong"),
        ("2 * (-0.64) * 0.231", "rounded"),
        ("2 * (0.3635 - 1) * 0.3635 * (1 - 0.3635)", "rounded"),
        ("2(a - y) = -0.2945", "wrong"),
        ("2(a - y)a(1 - a) = -0.31", "wrong"),
        ("2(a - y)a(1 - a) = -0.2945 = -0.295", "rounded"),
    ],
)
def test_numbers_are_right_to_the_digits_that_were_typed(typed: str, status: str) -> None:
    found = judged(PROGRAMS["sigmoid neuron"], [f"dz = {typed}"])
    assert found.lines[0].status == status


# Shapes


def test_shapes_are_told() -> None:
    two = PROGRAMS["two layers"]
    lines = judged(
        two, ["dz2 = q - y", "da1 = W2*dz2", "dz1 = da1", "dW1 = dz1 * x", "dW1 = 3", "dx = W1 @ [1, 2, 3]"]
    ).lines
    assert lines[3].message == "∂L/∂W1 is a 2 × 2 matrix, and yours is a vector of 2."
    assert lines[4].message == "∂L/∂W1 is a 2 × 2 matrix, and yours is a number."
    assert lines[5].status == "wrong"
    assert "W1 is a 2 × 2 matrix" in lines[5].message


def test_the_largest_difference_has_its_place() -> None:
    lines = judged(PROGRAMS["matrices"], ["dM = 2M", "dM = [[8, 0], [-4, 5]]"]).lines
    assert lines[1].difference is not None
    assert lines[1].difference.entry == (2, 2)
    assert lines[1].message.startswith("The largest difference is at entry (2, 2)")


@pytest.mark.parametrize(
    "typed",
    ["dW1_11 = 0.161", "dL/dW1[1, 1] = 0.161", "dW1[2][1] = -0.107", "∂L/∂W1₁₁ = 0.161", "W1.grad[0][0] = 0.161"],
)
def test_entries_are_judged_alone(typed: str) -> None:
    assert judged(PROGRAMS["two layers"], [typed]).lines[0].status == "rounded"


def test_arrays_of_latex_are_read() -> None:
    page = [r"$\frac{\partial L}{\partial W_1} = \begin{pmatrix} 0.161 & 0.0322 \\ -0.107 & -0.0215 \end{pmatrix}$"]
    assert judged(PROGRAMS["two layers"], page).lines[0].status == "rounded"


def test_vectors_stand_and_lie() -> None:
    page = ["dz2 = 0.5364", "dW2 = [[0.177], [0.0697]]", "dW2 = (0.177, 0.0697)", "da1 = [0.322, -0.215]"]
    assert {line.status for line in judged(PROGRAMS["two layers"], page).lines} == {"rounded"}


# Names of one's own


@pytest.mark.parametrize(
    "page",
    [
        ["delta2 = q - y", "dW2 = outer(a1, delta2)", "delta1 = (W2 * delta2) .* relu'(z1)", "dW1 = delta1 x'"],
        ["δ₂ = ŷ − y".replace("ŷ", "q"), "dz2 = δ₂", "dW2 = a1 δ₂"],
        ["e = 0.536", "dz2 = e", "dL_dz2 = e - y", "dLdW2 = a1 * e"],
        ["s = q(1 - q)", "dq_dz2 = s", "dL/dq = (q - y)/s", "dL/dz2 = dL/dq * s"],
    ],
)
def test_a_page_may_have_names_of_its_own(page: list[str]) -> None:
    found = judged(PROGRAMS["two layers"], page)
    assert [
        (line.text, line.status, line.message)
        for line in found.lines[1:]
        if line.status not in ("note", "exact", "rounded")
    ] == []
    assert found.lines[0].status == "note"


def test_names_of_one_s_own_stand_for_nothing_above() -> None:
    found = judged(PROGRAMS["line"], ["dr = g", "g = 2r", "da = g", "h = h", "db = h", "u = dz", "dz = u"])
    assert [line.status for line in found.lines] == [
        "unreadable",
        "note",
        "exact",
        "note",
        "unreadable",
        "note",
        "early",
    ]


# Shares that are added


def test_shares_may_be_added_one_by_one() -> None:
    page = ["dp = cos(p)", "ds = -2cos(s) sin(s)", "dx += dp*y", "dx += ds", "dy = dp*x + ds"]
    found = judged(PROGRAMS["diamond"], page)
    assert [line.status for line in found.lines] == ["exact", "exact", "part", "exact", "exact"]


# Remarks


def test_a_formula_that_is_right_by_chance_is_told() -> None:
    found = check_backprop("z = w*x; L = (z - y)^2", ["dz = 2(z - y)", "dw = dz*w"], "w=2, x=2, y=1")
    assert found.verdict == "correct"
    assert found.lines[1].message.startswith("This has the right value here, and would not have it at other values.")


def test_lines_that_need_later_ones_are_not_counted() -> None:
    found = judged(PROGRAMS["line"], ["dw = dz*x", "dz = 2r", "da = da"])
    assert [line.status for line in found.lines] == ["early", "exact", "early"]
    assert found.verdict == "unfinished"


def test_circles_prove_nothing() -> None:
    found = judged(PROGRAMS["line"], ["dz = da", "da = dz"])
    assert [line.status for line in found.lines] == ["early", "early"]


def test_what_is_missing_is_told() -> None:
    program = PROGRAMS["line"]
    found = check_backprop(program.text, ["dr = 2r", "dw = 10"], program.at, "w, b")
    assert (found.verdict, found.missing) == ("unfinished", ("b",))
    assert found.message == "What is there is right. Still to be found: ∂L/∂b."


def test_ties_are_no_accusation() -> None:
    """48 is what x's own factor makes, and what the last path alone makes: neither is named."""
    found = check_backprop("p = x*y; s = p + x; L = s^2", ["ds = 16", "dp = 16", "dx = 48"], "x=2, y=3")
    assert found.lines[2].status == "wrong"
    assert found.lines[2].slip is None


# What is not a line of a backward pass


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("", "note"),
        ("# dz = 3", "note"),
        ("so we go back", "note"),
        ("dq = 3", "not-a-gradient"),
        ("dL/dfoo = 3", "not-a-gradient"),
        ("loss = 3", "not-a-gradient"),
        ("r = 3", "wrong"),
        ("w = 7", "wrong"),
        ("L = 6.25", "exact"),
        ("2 = dz", "unreadable"),
        ("dz =", "unreadable"),
        ("dz = = 3", "unreadable"),
        ("dz == 3", "note"),
        ("dz = 3 +", "unreadable"),
        ("dz = (3", "unreadable"),
        ("dz = nan", "unreadable"),
        ("dz = inf", "unreadable"),
        ("dz = 1/0", "unreadable"),
        ("dz = 1e999", "unreadable"),
        ("dz = 9^9^9^9", "unreadable"),
        ("dz = foo", "unreadable"),
        ("dz = foo(3)", "unreadable"),
        ("dz = dL/dfoo", "unreadable"),
        ("dz = __import__('os')", "unreadable"),
        ("dz = <script>alert(1)</script>", "unreadable"),
        ("dz = [[1, 2], [3]]", "unreadable"),
        ("dz = " + "(" * 5000, "unreadable"),
        ("dz = " + "1+" * 20000 + "1", "unreadable"),
        ("dz = " + "9" * 3000, "unreadable"),
        ("d" * 20000 + " = 3", "unreadable"),
        ("dz = [" + "1," * 2000 + "1]", "wrong"),
        ("dz = zeros(3000, 3000)", "unreadable"),
        ("dz = sum(ones(1000, 1000) @ ones(1000, 1000))", "unreadable"),
        ("\x1b[31mdz = 5\x07", "unreadable"),
        ("\u202edz = 5", "unreadable"),
    ],
)
def test_other_lines_are_told_apart(line: str, status: str) -> None:
    found = judged(PROGRAMS["line"], [line])
    assert found.lines[0].status == status, found.lines[0]
    assert len(found.lines[0].message) < 600
    assert "Known0Of" not in found.lines[0].message


def test_a_page_has_an_end() -> None:
    with pytest.raises(UserError, match="more than 200 lines"):
        judged(PROGRAMS["line"], ["dz = 5"] * 201)


def test_mistakes_of_the_program_are_told_as_such() -> None:
    with pytest.raises(UserError, match="not set"):
        check_backprop("L = (a - y)^2", ["da = 1"], "a=1")


def test_a_long_program_is_judged_in_time() -> None:
    text = "\n".join(["a0 = x", *[f"a{n} = tanh(w*a{n - 1})" for n in range(1, 400)], "L = a399^2"])
    found = check_backprop(text, ["da399 = 2a399", "da398 = da399*w*(1 - a399^2)", "dw = 3", "dx = 1"], "x=0.5, w=1.1")
    assert [line.status for line in found.lines] == ["exact", "exact", "wrong", "wrong"]


def test_the_document() -> None:
    document = judged(PROGRAMS["line"], ["dr = 2r", "dw = 7.5"]).as_dict()
    assert document["schema"] == "derivtutor/backward/1"
    assert document["first_wrong"] == 2
    assert document["lines"][1] == {
        "number": 2,
        "text": "dw = 7.5",
        "status": "wrong",
        "about": "∂L/∂w",
        "sort": "gradient",
        "value": 7.5,
        "difference": {"entry": [], "yours": 7.5, "right": 10.0},
        "follows": None,
        "slip": "product-own-factor",
        "diagnosis": {
            "slip": "product-own-factor",
            "says": "In z, the factor that comes back to w is the other one; here it is w itself.",
            "hint": "How does u v change when u changes a little?",
            "result": "z",
            "operand": "w",
        },
        "message": "∂L/∂w is 10, and yours is 7.5.",
    }


# Programs that nobody has written


def made(seed: int) -> Program:
    """A program of a dozen lines with names that are used again."""
    chance = random.Random(seed)
    known, lines = ["x", "y", "w", "start"], ["start = x*y + w"]
    for number in range(10):
        a, b = chance.choice(known), chance.choice(known)
        made_of = chance.choice(["{a}*{b}", "{a} + {b}", "{a} - {b}", "tanh({a})", "sigmoid({a})", "{a}^2", "sin({a})"])
        lines.append(f"n{number} = {made_of.format(a=a, b=b)}")
        known.append(f"n{number}")
    lines.append(f"L = {' + '.join(chance.sample(known, 4))}")
    return Program("\n".join(lines), "x=0.7, y=-1.3, w=0.45", ())


@pytest.mark.parametrize("seed", range(40))
def test_numbers_from_rounded_ones_are_right(seed: int) -> None:
    """Every line is worked out from the lines above, which have three digits."""
    program = made(seed)
    judge = BackpropJudge(program.text, program.at)
    run, names, given, page = judge.runs[0], judge.graph.names, {}, []
    for name in [*[f"n{number}" for number in range(9, -1, -1)], "start", "x", "y", "w"]:
        found = Region(run, names[name], given).replayed()
        given[names[name]] = float(f"{found[1]:.3g}")
        page.append(f"d{name} = {given[names[name]]}")
    wrong = [(line.text, line.message) for line in judge(page).lines if not line.is_right and not is_short(line.text)]
    assert wrong == []


@pytest.mark.parametrize("seed", range(40))
def test_right_numbers_of_any_program_are_right(seed: int) -> None:
    program = made(seed)
    numbers = numbers_of(program, 5)
    names = [name for name in numbers if name.startswith("n")] + ["x", "y", "w"]
    order = [*reversed(names[:-3]), *names[-3:]]
    page = [f"dL/d{name} = {numbers[name]}" for name in order if name in numbers]
    found = judged(program, page)
    wrong = [(line.text, line.message) for line in found.lines if not line.is_right and not is_short(line.text)]
    assert wrong == []


@pytest.mark.parametrize("seed", range(40))
def test_a_number_that_is_off_is_wrong(seed: int) -> None:
    program = made(seed)
    numbers = numbers_of(program, 8)
    name = next(name for name in reversed(numbers) if name.startswith("n") and float(numbers[name]) != 0)
    found = judged(program, [f"dL/d{name} = {float(numbers[name]) * 1.01 + 0.001:.6f}"])
    assert found.lines[0].status == "wrong"
