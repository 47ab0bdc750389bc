"""A worked solution is judged line by line: what is right, where it first goes wrong and why, and what comes next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from workings_in_short import in_short

from derivtutor import UserError, explain
from derivtutor.grading.next_step import next_step
from derivtutor.grading.workings.checking import check_work
from derivtutor.grading.workings.verdict import Working
from derivtutor.notation.latex import latex

STATUSES = {
    "r": "right",
    "w": "wrong",
    "f": "follow-through",
    "u": "unreadable",
    "n": "note",
    "d": "definition",
}


@dataclass(frozen=True)
class Case:
    """A student's working; `statuses` has one letter for each line, `slip` is that of the first wrong line."""

    name: str
    problem: str
    lines: str
    statuses: str
    verdict: str
    slip: str | None = None
    order: int = 1


CASES = [
    Case(
        "primes on brackets",
        "x^2 sin(x)",
        "y' = (x^2)' sin(x) + x^2 (sin x)'\n   = 2x sin x + x^2 cos x",
        "rr",
        "correct",
    ),
    Case(
        "every step by d/dx",
        "sin(x^2)",
        "d/dx sin(x^2)\n= cos(x^2) * d/dx(x^2)\n= cos(x^2) * 2x\n= 2x cos(x^2)",
        "rrrr",
        "correct",
    ),
    Case(
        "the root as a power first",
        "sqrt(x)",
        "sqrt(x) = x^(1/2)\nf'(x) = 1/2 x^(-1/2)\n= 1/(2sqrt(x))",
        "nrr",
        "correct",
    ),
    Case(
        "parts multiplied out first",
        "(3 - x)(x + 9) - 5x(x + 2)",
        "(3 - x)(x + 9) = 27 - 6x - x^2\n5x(x + 2)\n= 5x^2 + 10x\nf = 27 - 16x - 6x^2\nf' = -16 - 12x",
        "nnrdr",
        "correct",
    ),
    Case("a part in another form", "x^3/6 - x^2", "x^3/6 = 1/6 x^3\ny' = x^2/2 - 2x", "nr", "correct"),
    Case(
        "the function, and not its derivative",
        "x^2 sin x",
        "x^2 sin x = 2x cos x",
        "w",
        "incorrect",
        "product-of-derivatives",
    ),
    Case("steps skipped", "sin(x^2)", "f'(x) = 2x cos(x^2)", "r", "correct"),
    Case(
        "substitution with Leibniz",
        "sin(x^2)",
        "Let u = x^2, so y = sin u.\ndy/du = cos u and du/dx = 2x\n"
        "By the chain rule, dy/dx = dy/du * du/dx\n= cos(u) * 2x\n= 2x cos(x^2)",
        "drrrr",
        "correct",
    ),
    Case(
        "u and v",
        "x^2 sin x",
        "with u = x^2, v = sin x\nu' = 2x, v' = cos x\ny' = u'v + uv'\n= 2x sin x + x^2 cos x",
        "drrr",
        "correct",
    ),
    Case(
        "defined afterwards",
        "sin(x^2)",
        "y' = cos(u) u' where u = x^2\nu' = 2x\ny' = 2x cos(x^2)",
        "rrr",
        "correct",
    ),
    Case("letters never defined", "x^2 sin x", "y' = u'v + uv'\n2x sin x + x^2 cos x", "rr", "correct"),
    Case(
        "functions of functions",
        "sin(x^2)",
        "f(u) = sin u, g(x) = x^2\nf'(u) = cos u, g'(x) = 2x\nf'(g(x)) g'(x)\n= cos(x^2) 2x",
        "drrr",
        "correct",
    ),
    Case(
        "f and g for the factors",
        "x^2 sin x",
        "f(x) = x^2, g(x) = sin x\nf'(x) = 2x, g'(x) = cos x\nf'(x) g(x) + f(x) g'(x)\n= 2x sin x + x^2 cos x",
        "drrr",
        "correct",
    ),
    Case(
        "a chain in one line",
        "e^(3x^2)",
        "y' = e^(3x^2) * (3x^2)' = e^(3x^2) * 6x = 6x e^(3x^2)",
        "r",
        "correct",
    ),
    Case(
        "a chain that goes wrong",
        "e^(3x^2)",
        "y' = e^(3x^2) * (3x^2)' = e^(3x^2) * 3x = 3x e^(3x^2)",
        "w",
        "incorrect",
        "power-coefficient-lost",
    ),
    Case(
        "words between",
        "x^2 + sin x",
        "We use the sum rule.\n\nThe derivative of x^2 is 2x and the derivative of sin x is cos x,\nhence 2x + cos x",
        "nnrr",
        "correct",
    ),
    Case(
        "LaTeX",
        "x^2 sin x",
        "\\begin{align*}\n"
        "\\frac{d}{dx}\\left(x^2\\sin x\\right)"
        " &= \\frac{d}{dx}\\left(x^2\\right)\\sin x + x^2\\frac{d}{dx}(\\sin x) \\\\\n"
        "&= 2x\\sin x + x^2\\cos x && \\text{by the power rule} \\\\\n\\end{align*}",
        "nrrn",
        "correct",
    ),
    Case(
        "LaTeX with a slip",
        "\\ln(\\sin x)",
        "$y' = \\frac{1}{\\sin x}\\cdot(\\sin x)'$\n$= \\frac{-\\cos x}{\\sin x}$\n$= -\\cot x$",
        "rwf",
        "incorrect",
        "sin-or-tan-sign-added",
    ),
    Case(
        "slip in one derivative",
        "x^2 sin x",
        "d/dx(x^2) sin x + x^2 d/dx(sin x)\n= 2x sin x - x^2 cos x\n= x(2 sin x - x cos x)",
        "rwf",
        "incorrect",
        "sin-or-tan-sign-added",
    ),
    Case(
        "slip in the rule",
        "x/(x+1)",
        "((x)'(x+1) - x(x+1)')/(x+1)^2\n= (x + 1 + x)/(x+1)^2\n= (2x+1)/(x+1)^2",
        "rwf",
        "incorrect",
        "quotient-plus-instead-of-minus",
    ),
    Case("slip at once", "sin(x^2)", "y' = cos(x^2)", "w", "incorrect", "chain-missing-inner"),
    Case(
        "product of derivatives",
        "x^2 sin x",
        "= (x^2)' (sin x)'\n= 2x cos x",
        "wf",
        "incorrect",
        "product-of-derivatives",
    ),
    Case(
        "slip in a side calculation",
        "sin(x^3)",
        "u = x^3\nu' = 3x^3\ny' = cos(u) u'\n= 3x^3 cos(x^3)",
        "dwrf",
        "incorrect",
        "power-exponent-not-reduced",
    ),
    Case(
        "side calculation corrected",
        "sin(x^3)",
        "u = x^3, u' = 3x^3\nu' = 3x^2\ny' = cos(u) * 3x^3",
        "wrw",
        "incorrect",
        "power-exponent-not-reduced",
    ),
    Case(
        "outer and inner function",
        "sin(x^2)",
        "f'(x) = f'(g(x)) g'(x)\nf(x) = sin x, g(x) = x^2\nf'(x) = cos x, g'(x) = 2x\nso y' = cos(x^2) * 2x",
        "udrr",
        "correct",
    ),
    Case(
        "wide gaps and a comment",
        "3x^2 e^{2x}",
        "u = 3x^2 \\quad v = e^{2x}\nu' = 6x    v' = e^{2x}\ny' = 6x e^{2x} + 3x^2 e^{2x}  // product rule",
        "dwf",
        "incorrect",
        "chain-missing-inner",
    ),
    Case(
        "slip deep inside",
        "sin(cos(x^2))",
        "= cos(cos(x^2)) (cos(x^2))'\n= cos(cos(x^2)) sin(x^2) (x^2)'\n= cos(cos(x^2)) sin(x^2) 2x",
        "rwf",
        "incorrect",
        "cos-sign-lost",
    ),
    Case("slip in algebra", "x^2 sin x", "2x sin x + x^2 cos x\n= x(2 sin x + cos x)", "rw", "incorrect"),
    Case("wrong, then right", "(3x+1)^4", "4(3x+1)^3\n= 12(3x+1)^3", "wr", "incorrect", "chain-missing-inner"),
    Case(
        "unreadable in the middle",
        "x^2 sin x",
        "y' = (x^2)' sin x + x^2 (sin x)'\n= (2x sin x + \n= 2x sin x + x^2 cos x",
        "run",
        "unfinished",
    ),
    Case(
        "unreadable, and on",
        "x^2 sin x",
        "y' = (x^2)' sin x + x^2 (sin x)'\n= 2x (sin x\n= 2x sin x + x^2 cos x",
        "rur",
        "correct",
    ),
    Case("blank", "x^2", "\n  \n", "nn", "unfinished"),
    Case("open derivatives", "x^2 sin x", "y' = (x^2)' sin x + x^2 (sin x)'", "r", "unfinished"),
    Case("letters not put back", "sin(x^2)", "u = x^2\ny' = cos(u) * 2x", "dr", "unfinished"),
    Case(
        "logarithmic differentiation",
        "x^x",
        "y = x^x\nln y = x ln x\ny'/y = ln x + x * 1/x\ny' = y(ln x + 1)\n= x^x (ln x + 1)",
        "drrrr",
        "correct",
    ),
    Case("second derivative", "x^3 + sin x", "f'(x) = 3x^2 + cos x\nf''(x) = 6x - sin x", "rr", "correct", order=2),
    Case(
        "slip in the second",
        "x^3 + sin x",
        "f' = 3x^2 + cos x\nf'' = 6x + sin x",
        "rw",
        "incorrect",
        "cos-sign-lost",
        2,
    ),
    Case("only the first", "x^3", "y' = 3x^2", "r", "unfinished", order=2),
    Case("rewritten first", "x^2 (x+1)", "expand: x^3 + x^2\nderivative: 3x^2 + 2x", "nr", "correct"),
    Case("numbered", "(2x+1)^3", "1. u = 2x + 1, y = u^3\n2. dy/dx = 3u^2 * 2\n3. = 6(2x+1)^2", "drr", "correct"),
    Case("broken over two lines", "x^2 sin x", "y' = 2x sin x\n   + x² cos x", "rn", "correct"),
    Case("about a point", "sin(3x)", "3 cos 3x\nWhen x = 0 this is 3", "rn", "correct"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_students_working(case: Case) -> None:
    working = check_work(case.problem, case.lines, order=case.order)
    assert [line.status for line in working.lines] == [STATUSES[letter] for letter in case.statuses]
    assert working.verdict == case.verdict
    assert bool(working) is (case.verdict == "correct")
    wrong = next((line for line in working.lines if line.status == "wrong"), None)
    assert working.first_wrong == (wrong.number if wrong else None)
    assert (wrong.slip if wrong else None) == case.slip


PAGES = [json.loads(line) for line in (Path(__file__).parent / "pages.jsonl").read_text("utf-8").splitlines()]
"""Pages as students write them; `first_wrong` counts from 1, and any of the ids in `slip` is a fair name for it."""

WORDS = (Path(__file__).parent / "words.txt").read_text("utf-8").splitlines()


TOLD = Path(__file__).parent / "pages_told.jsonl"
"""All that is told about each line of each page; `PYTHONPATH=.:tests python tests/grading/test_working.py` writes it
anew, and every change of it is looked at.
"""


def worked(page: dict[str, Any]) -> Working:
    return check_work(page["problem"], page["lines"], page.get("wrt"), page.get("order", 1))


@pytest.mark.parametrize(
    ("page", "lines"),
    list(zip(PAGES, map(json.loads, TOLD.read_text("utf-8").splitlines()), strict=True)),
    ids=lambda each: each["lines"][0][:40] if isinstance(each, dict) else "",
)
def test_a_page_is_read_and_judged_as_a_teacher_would(page: dict[str, Any], lines: list[str]) -> None:
    working = worked(page)
    assert in_short(working) == lines
    assert [line for line in working.lines if line.status == "unreadable"] == []
    assert working.first_wrong == page.get("first_wrong")
    assert working.verdict == page.get("verdict", "incorrect" if "first_wrong" in page else "correct")
    if "slip" in page:
        assert working.lines[page["first_wrong"] - 1].slip in page["slip"]


@pytest.mark.parametrize("words", WORDS)
def test_words_without_mathematics_are_words(words: str) -> None:
    for problem, variable in (("x^2 sin(3x)", "x"), ("a e^(k t)", "t")):
        line = check_work(problem, [words], variable).lines[0]
        assert (line.status, line.message) == ("note", "")


@pytest.mark.parametrize(
    "line", ["d/dx(x^7) = 7x^6", "x^7 -> 7x^6", "e^x -> e^x", "y' = 5 for x^2 < -1", "f'(x) = f'(x)", "(x^9)' = 9x^8"]
)
def test_what_is_true_of_something_else_is_no_step(line: str) -> None:
    working = check_work("x^2 sin(3x)", [line])
    assert [(judged.status, working.verdict) for judged in working.lines] == [("note", "unfinished")]


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        ("a x^2", "y' = ax^(2)'"),
        ("x e^(2x)", "y' = e^(2x) + xe^(2x)'"),
        ("x e^(2x)", "y' = e^{2x} + xe^{2x}'"),
        ("x 3^(2x)", "y' = 3^(2x) + x 3^(2x)'"),
        ("x pi^(2x)", r"y' = \pi^(2x) + x\pi^(2x)'"),
        ("x(x + 1)^3", "y' = (x + 1)^3 + x(x + 1)^(3)'"),
        ("x(x + 1)^3", r"y' = (x + 1)^3 + x\left((x + 1)^3\right)'"),
        ("x^2 e^x", "y' = x^(2)'e^x + x^(2)e^(x)'"),
        ("x sin(3x)", "y' = sin(3x) + xsin(3x)'"),
        ("x sin(x)^2", "y' = sin^2(x) + xsin^2(x)'"),
    ],
)
def test_a_prime_belongs_to_the_last_factor_before_it_and_to_the_whole_of_it(problem: str, line: str) -> None:
    assert [judged.status for judged in check_work(problem, [line]).lines] == ["right"]


@pytest.mark.parametrize(
    ("definition", "line", "status"),
    [
        ("inside: x^3", "inside' = 3x^2", "right"),
        ("inside: x^3", "inside'' = 6x", "right"),
        ("inside: x^3", "inside'' = 3x^2", "wrong"),
        ("u = x^3", "(sin u)' = cos u", "right"),
        ("u = x^3", "(sin u)'' = cos u", "wrong"),
    ],
)
def test_two_primes_are_the_second_derivative_of_a_part_too(definition: str, line: str, status: str) -> None:
    assert check_work("sin(x^3)", [definition, line]).lines[1].status == status


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (r"\dot{y} = 3t^2", "right"),
        (r"\ddot y = 6t", "right"),
        (r"\ddot{y} = 3t^2", "wrong"),
        (r"\dddot{y} = 6", "right"),
        (r"\dddot y = 6t", "wrong"),
    ],
)
def test_each_dot_over_a_name_is_a_derivative(line: str, status: str) -> None:
    assert check_work("t^3", [line], order=3).lines[0].status == status


@pytest.mark.parametrize(("u", "v"), [*pairwise("uvwfghyzpqDFGHu")])
def test_rules_may_be_written_with_any_usual_letters(u: str, v: str) -> None:
    lines = [f"({u} {v})' = {u}' {v} + {u} {v}'", f"({u} {v})' = {u}' {v}'"]
    assert [line.status for line in check_work("t^2 sin t", lines).lines] == ["note", "wrong"]
    assert check_work("t^2 sin t", lines[:1]).lines[0].message == "This rule is true for all functions."


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("(uv)' = u'v + uv'", "note"),
        ("(uv)' = u'v + uv' = u'v'", "wrong"),
        ("(uv)' = u'v' = u'v + uv'", "wrong"),
        ("(u/v)' = (u'v - uv')/v^2 = u'/v - uv'/v^2", "note"),
        ("(u/v)' = (u'v - uv')/v^2 = u'/v - uv'/v", "wrong"),
    ],
)
def test_a_rule_that_is_written_in_several_ways_holds_in_all_of_them(line: str, status: str) -> None:
    assert check_work("x^2 sin x", [line]).lines[0].status == status


def only(problem: str, *lines: str, **arguments: Any) -> dict[str, Any]:
    """The last line of a working as JSON."""
    document = check_work(problem, lines, **arguments).as_dict()
    assert json.loads(json.dumps(document)) == document
    line: dict[str, Any] = document["lines"][-1]
    return line


def test_a_line_that_lacks_only_brackets_accuses_nobody() -> None:
    line = only("e^(2x)", "y' = e^2x d/dx(2x)")
    assert line["message"] == "Line 1 is not right as it stands. With brackets it would be right: e^(2x) d/dx(2x)."
    assert (line["status"], line["diagnosis"]) == ("wrong", [])


def test_the_part_that_is_wrong_is_pointed_at() -> None:
    line = only("x^2 sin x", "d/dx(x^2) sin x + x^2 d/dx(sin x)", "= 2x sin x - x^2 cos x")
    assert line["text"][line["part"]["start"] : line["part"]["end"]] == "x^2 cos x"
    assert line["message"] == "Line 2 does not follow: sin x is treated as if (sin(u))' = -cos(u)."
    assert line["diagnosis"][0]["at"]["text"] == "sin(x)"
    line = only("x^2 sin x", "Therefore y' = (x^2)' sin x + x^3 (sin x)'")
    assert line["text"][line["part"]["start"] : line["part"]["end"]] == "x^3"


@pytest.mark.parametrize(
    ("lines", "part"), [(("y' = 2x sin x", "+ x^2 sin x"), ""), (("y' = 2x cos x", "+ x^2 cos x"), "cos x")]
)
def test_of_what_goes_on_in_the_next_line_nothing_is_pointed_at(lines: tuple[str, str], part: str) -> None:
    line = check_work("x^2 sin x", lines).as_dict()["lines"][0]
    assert line["status"] == "wrong"
    assert line["text"][line["part"]["start"] : line["part"]["end"]] == part


def test_a_slip_inside_a_chain_is_told_in_the_letters_of_the_problem() -> None:
    line = only("sin(cos(x^2))", "cos(cos(x^2)) (cos(x^2))'", "cos(cos(x^2)) sin(x^2) (x^2)'")
    assert line["message"] == "Line 2 does not follow: cos(x²) is treated as if (cos(u))' = sin(u)."


def test_where_no_slip_explains_it_a_counterexample_does() -> None:
    line = only("x^2 sin x", "2x sin x + x^2 cos x", "x(2 sin x + cos x)")
    assert line["message"] == "Line 2 is not equal to line 1: at x = 2 this gives 2.805, but line 1 gives 1.973."
    line = only("x^3", "= 3x^2 = 4")
    assert line["message"] == "Line 1 is not equal throughout: at x = 1 this gives 4, but what comes before it gives 3."
    line = only("x^2", "y' = 2x", "= 2.000000001x")
    assert line["message"] == "Line 2 is not equal to line 1: at x = 1 this gives 2.000000001, but line 1 gives 2."
    line = only("x^2", "y' = 17x^5")
    assert line["message"].startswith("Line 1 is not the derivative: at x = 1 this gives 17, but the derivative is 2")


def test_an_unreadable_line_has_the_reader_s_message_and_place() -> None:
    line = only("x^2", "y' = 2x + (3")
    assert line["message"] == "This bracket is never closed. Write ) after the expression."
    assert line["part"] == {"start": 10, "end": 11}
    line = only("x^2", "y' = (x^2)' + $")
    assert line["status"] == "unreadable"


@pytest.mark.parametrize(
    ("problem", "lines", "rules", "skips"),
    [
        ("sin(x^2)", ["2x cos(x^2)"], ["chain", "sine", "power"], True),
        ("sin(x^2)", ["cos(x^2) (x^2)'"], ["chain", "sine"], False),
        ("sin(x^2)", ["cos(x^2) (x^2)'", "2x cos(x^2)"], ["power"], False),
        ("x^2 sin x", ["2x sin x + x^2 cos x"], ["product", "power", "sine"], True),
        ("x^3 - 5x + 2", ["3x^2 - 5"], ["sum", "power", "constant-multiple"], False),
        ("sin(x^2)", ["u = x^2", "u' = 2x", "y' = cos(u) * 2x"], ["chain", "sine"], False),
        ("x^2 (x+1)", ["y = x^3 + x^2", "y' = 3x^2 + 2x"], ["sum", "power"], False),
        ("x^2 (x+1)", ["(x^3)' + (x^2)'"], [], False),
    ],
)
def test_the_rules_of_a_step_and_whether_it_skips(
    problem: str, lines: list[str], rules: list[str], skips: bool
) -> None:
    line = only(problem, *lines)
    assert line["status"] == "right"
    assert line["rules"] == rules
    assert line["skips"] == (rules if skips else [])


OWN = [
    "sin(exp(2x))", "x^2 sin(x)", "(x^2+1)/(x-1)", "x^x", "ln(x^2+1)", "sqrt(1-x^2)", "tan(3x)^2", "e^(-x^2) cos(x)",
    "x sin(x) cos(x)", "arctan(x/2)", "5x^3 - 2x + 7", "1/x", "a x^2 + b x", "abs(x)", "2^x", "log_2(x)",
    "f(x) g(x)", "piecewise((x^2, x<0), (sin x, x>=0))", "int(sin t, t, 0, x^2)", "sigmoid(3x)", "(sin x)^x", "7",
]  # fmt: skip


@pytest.mark.parametrize("problem", OWN)
def test_the_tutor_s_own_lines_are_right(problem: str) -> None:
    lines = explain(problem).lines
    for written in ([line.text for line in lines], [f"&= {latex(line.expression)} \\\\" for line in lines]):
        working = check_work(problem, written)
        assert [line.status for line in working.lines] == ["right"] * len(lines)
        assert working
        assert not any(line.finding.skips for line in working.lines)


@pytest.mark.parametrize(("problem", "order"), [("x^3 sin(x)", 2), ("e^(x^2)", 3)])
def test_the_tutor_s_own_lines_of_higher_orders_are_right(problem: str, order: int) -> None:
    lines = [line.text for line in explain(problem, order=order).lines]
    working = check_work(problem, lines, order=order)
    assert working
    assert {line.status for line in working.lines} == {"right"}


@pytest.mark.parametrize("problem", OWN)
def test_following_the_next_steps_leads_to_the_end(problem: str) -> None:
    lines: list[str] = []
    remaining = next_step(problem, lines).remaining
    for left in range(remaining, 0, -1):
        step = next_step(problem, lines)
        assert step.remaining == left
        lines.append(step.as_dict()["line"]["text"])
        assert {line.status for line in check_work(problem, lines).lines} == {"right"}
    assert next_step(problem, lines).kind == "done"


def test_the_next_step_goes_on_from_the_student_s_own_line() -> None:
    first = next_step("x^2 sin(x)")
    assert (first.kind, first.rules, first.remaining) == ("start", ("product",), 2)
    assert first.as_dict()["line"]["text"] == "(d/dx (x^2)) sin(x) + x^2 (d/dx (sin(x)))"
    second = next_step("x^2 sin(x)", "y' = x^2 (sin x)' + (x^2)' sin x")
    assert (second.kind, second.rules, second.remaining) == ("rule", ("sine", "power"), 1)
    assert second.as_dict()["line"]["text"] == "x^2 cos(x) + 2x sin(x)"
    assert next_step("sin(x^2)", "u = x^2\ny' = cos(u) * 2x").as_dict()["line"]["text"] == "cos(x^2)*2x"
    assert next_step("x^3", "3x^2", order=2).as_dict()["line"]["text"] == "d/dx (3x^2)"


def test_a_wrong_line_must_be_mended_first() -> None:
    step = next_step("sin(x^2)", "u = x^2\ny' = cos(u)")
    assert (step.kind, step.number) == ("mend", 2)


def test_after_a_wrong_line_it_goes_on_from_the_last_right_one() -> None:
    step = next_step("x^2 sin(x)", "y' = (x^2)' sin(x) + x^2 (sin x)'\n= 2x sin(x) - x^2 cos(x)")
    assert step.says.startswith("Correct line 2 first. Line 2 does not follow: sin x is treated as if")
    assert step.says.endswith("Work out the derivatives of x² (power rule) and sin x (sine).")
    assert step.as_dict()["line"]["text"] == "2x sin(x) + x^2 cos(x)"


@pytest.mark.parametrize(
    ("problem", "lines"), [("x^2 + 3x", "y' = x + 3\ny' = 2x + 3"), ("sin(x^2)", "2x cos(x)^2\n= 2x cos(x^2)")]
)
def test_a_working_with_a_wrong_line_is_not_finished(problem: str, lines: str) -> None:
    step = next_step(problem, lines)
    assert (step.kind, step.number) == ("mend", 1)
    assert "finished" not in step.says


def test_a_wrong_line_after_the_end_needs_no_other() -> None:
    step = next_step("x^2", "2x\n= 3x")
    assert (step.kind, step.number, step.line) == ("mend", 2, None)
    assert step.says.endswith("What comes before it is already the derivative.")
    assert step.says.startswith("Correct line 2 first. Line 2 ")


def test_a_definition_that_is_not_taken_from_the_problem_is_noted() -> None:
    assert only("sin(x^2)", "u = tan(x)")["message"] == "tan x does not occur in the problem as it stands."
    assert only("sin(x^2)", "u = x^5")["message"] == "x⁵ does not occur in the problem as it stands; x² does."
    assert only("2x sin x", "u = 2x")["message"] == ""


@pytest.mark.parametrize(
    "lines", [["u = u'"], ["u = v", "v = u"], ["f(t) = g(t)", "g(t) = f(t)"], ["g(x) = u", "u = g(x)"]]
)
def test_letters_defined_by_each_other_do_no_harm(lines: list[str]) -> None:
    assert check_work("sin(x^2)", [*lines, "2x cos(x^2)"]).verdict == "correct"


def test_definitions_cannot_grow_without_end() -> None:
    lines = ["p = x + x", *[f"{b} = {a} {a} + {a}" for a, b in zip("pqrsuvw", "qrsuvwz", strict=True)], "y' = z z"]
    told = [line.message for line in check_work("x^2", lines).lines if line.status == "unreadable"]
    assert told[0] == "What z stands for is too large. Define it by a smaller expression."


def test_no_letter_is_defined_by_itself() -> None:
    line = check_work("x^2", ["p = x p"]).lines[0]
    assert line.message == "p is defined in terms of itself. Write what it stands for in the problem's letters."


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(UserError, match="more than 200 lines"):
        check_work("x^2", ["2x"] * 201)
    with pytest.raises(UserError):
        check_work("x^", ["2x"])


if __name__ == "__main__":
    TOLD.write_text("".join(f"{json.dumps(in_short(worked(page)), ensure_ascii=False)}\n" for page in PAGES), "utf-8")
