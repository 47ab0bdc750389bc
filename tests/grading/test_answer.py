"""What students and answer keys write around an answer."""

from __future__ import annotations

import pytest

from derivtutor import Judge, UserError, check, explain, require
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.grading.answer import read_answer
from derivtutor.notation.linear import text

AROUND = [
    "2x",
    "y' = 2x",
    "f'(x)=2x",
    "dy/dx = 2x",
    "df/dx=2x",
    "d/dx(x^2) = 2x",
    "= 2x",
    "2x = 2x",
    "y' = x + x = 2x",
    "2x dx",
    "2xdx",
    "2x\\,dx",
    "2x·dx",
    "2x + C",
    "2x.",
    "2x, x > 0",
    r"2x,\ x \neq 0",
    "$2x$",
    "$$y' = 2x$$",
    "$2x$.",
    r"\frac{dy}{dx} = 2x",
    r"f^{\prime}(x) = 2x",
    r"f^\prime(x) = 2x",
    r"\[2x\]",
    r"\(2x\)",
    r"\boxed{2x}",
    r"\boxed{y'=2x}",
    r"y'=\underline{2x}",
    r"{\displaystyle f'(x)=2x}",
    r"\begin{aligned} y' &= x+x \\ &= 2x \end{aligned}",
    r"2x\text{ for }x>0",
    r"2x \text{ where } x\ne 0",
    r"2x\quad (x>0)",
    r"2x,\quad x\gt 0",
    r"2x\text{, }x\in\mathbb{R}",
    "2x for x > 0",
    "2x for all x",
    r"2x\text{ for all }x",
    "2x (x > 0)",
    r"2x \left(x > 0\right)",
    "2x = f'(x)",
    "2x = dy/dx",
    "f´(x) = 2x",
    "f'(x) := 2x",
    "f'(x) == 2x",
    r"&= 2x \\",
    "{2x}",
    "(x^2)' = 2x",
    "d(x^2)/dx = 2x",
    r"\frac{d(x^2)}{dx} = 2x",
    "d/dx = 2x",
    "D_x y = 2x",
    "dy = 2x dx",
    "f_x(x, y) = 2x",
    "2X",
    "The answer is 2x",
    "Answer: 2x",
    "y' is 2x",
    "so f'(x)=2x",
    "Therefore, dy/dx = 2x.",
    "it's 2x",
    "the derivative of x^2 = 2x",
    "y prime = 2x",
    "dy/dx: 2x",
    "=> 2x",
    r"\Rightarrow 2x",
    "y = x^2\ny' = 2x",
    "“2x”",
    "`2x`",
]


@pytest.mark.parametrize("given", AROUND)
def test_what_stands_around_an_answer_is_read(given: str) -> None:
    assert text(read_answer(given, "x", frozenset("x")).tree) == "2x"


NO_ANSWERS = {
    "idk": '"idk" is not mathematics',
    "IDK": '"IDK" is not mathematics',
    "N/A": "N/A is not an answer",
    "na": "na is not an answer",
    "none": '"none" is not mathematics',
    "help": '"help" is not mathematics',
    "yes": '"yes" is not mathematics',
    "two x": "Write 2 instead",
    "not sure": '"not" is not mathematics',
    "I don't know": "This is a sentence",
    "derivative of x^3": '"of" is not mathematics',
    "3x^2 where x = 3": '"where" is not mathematics',
    "3 speed": '"speed" is not mathematics',
    "asdf": "asdf is not an answer",
    "foo(x)": "The function foo is not known",
    "d(x^3)/dx": "still contains a derivative",
    "sin'(x)": "still contains a derivative",
    "1,000": "1,000 could be 1000 or 1.000",
    "": "The answer is empty",
}


@pytest.mark.parametrize(("given", "message"), NO_ANSWERS.items())
def test_what_is_no_answer_is_no_attempt(given: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        check("x^3", given)


@pytest.mark.parametrize(
    ("problem", "given", "remark"),
    [
        ("x^2", "2X", "X was read as x: small and capital letters are different letters."),
        ("X^2", "2x", "x was read as X: small and capital letters are different letters."),
        ("e^(3x)", "3E^(3X)", "E, X were read as e, x: small and capital letters are different letters."),
        ("sin(x)", "Cos(x)", ""),
        ("x^2", "2a", "The letter a does not occur in the problem."),
        ("e^x", "E^x", "E was read as e: small and capital letters are different letters."),
        ("x X", "x", ""),
        ("c x + x^2", "C + 2x", "C was read as c: small and capital letters are different letters."),
    ],
)
def test_capital_letters_that_are_the_only_fault(problem: str, given: str, remark: str) -> None:
    verdict = check(problem, given, wrt="X" if "X" in problem else "x")
    assert bool(verdict) == (given != "2a")
    assert [said for said in verdict.observations if remark in said] == list(verdict.observations)
    assert (remark in verdict.observations) == bool(remark)


@pytest.mark.parametrize(
    "given", ["dy/dx|_{x=2} = 12", r"\left.\frac{dy}{dx}\right|_{x=2} = 12", "f'(2) = 12", "12 = f'(x)"]
)
def test_where_the_derivative_is_taken_may_stand_before_the_answer(given: str) -> None:
    assert check("x^3", given, at={"x": 2})


@pytest.mark.parametrize("comma", [",", ""])
def test_commas_between_value_and_condition_end_no_answer(comma: str) -> None:
    assert check("max(0, x)", rf"\begin{{cases}} 0{comma} & x<0 \\ 1{comma} & x>0 \end{{cases}}")


def test_answers_are_read_in_one_way_everywhere() -> None:
    question = Marker.of(Exercise(id="a", kind="derivative", differentiate="x^3"))
    for given in ("3X^2", "The answer is 3x^2", "“3x^2”", "3,0x^2", "(x^3)' = 3x^2", r"\boxed{y'=3x^2}", "3x^2 = y'"):
        assert check("x^3", given)
        assert Judge("x^3")(given)
        require("x^3", given)
        assert question.mark(given).verdict == "correct"
    for given in ("idk", "N/A", "two x", "1,000x"):
        assert question.mark(given).verdict == "unreadable"
        with pytest.raises(AssertionError, match="cannot be read"):
            require("x^3", given)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("x d", "x d"),
        ("2x dy", "2x d y"),
        ("2x + c", "2x + c"),
        ("C + 2x", "C + 2x"),
        ("max(x, 2)", "max(x, 2)"),
        ("piecewise((1, x < 0), (2, x > 0))", "piecewise((1, x < 0), (2, x > 0))"),
        (
            r"5 \left(\begin{cases} 1 & \text{if } x < 0 \\ 2 & \text{if } x > 0 \end{cases}\right)",
            "5piecewise((1, x < 0), (2, x > 0))",
        ),
        ("int(t dt, t, 0, x)", "int(t d t, t, 0, x)"),
    ],
)
def test_what_belongs_to_an_answer_stays(given: str, read: str) -> None:
    assert text(read_answer(given, "x", frozenset("x")).tree) == read


def test_a_letter_of_the_problem_is_no_constant_of_integration() -> None:
    assert check("C x^2/2 + C^2 x/(2C)", "C x + C/2", wrt="x")
    assert text(read_answer("2x + C", "x", frozenset("xC")).tree) == "2x + C"


KEYS = [
    (r"x^2 \sin x", r"2x\sin x + x^2\cos x"),
    (r"\frac{x}{x+1}", r"\frac{1}{(x+1)^{2}}"),
    (r"\sqrt{x}", r"\frac{1}{2\sqrt{x}}"),
    (r"\ln(x^2+1)", r"\dfrac{2x}{x^2+1}"),
    (r"\sin^{2}(3x)", r"6\sin(3x)\cos(3x)"),
    (r"x^x", r"x^{x}\left(\ln x+1\right)"),
    (r"\theta \cos\theta", r"\cos\theta-\theta\sin\theta"),
    (r"\sqrt[3]{x^2}", r"\frac{2}{3\sqrt[3]{x}}"),
    (r"e^{-x}\sin 2x", r"e^{-x}(2\cos 2x-\sin 2x)"),
    (r"e^{\sin x}", r"\cos x\; e^{\sin x}"),
    (r"\mathrm{e}^{2x}", r"2\mathrm{e}^{2x}"),
    (r"\ln x", r"\frac1x"),
    (r"\cosh^2 x", r"\sinh 2x"),
    ("f(x) = x^3", "f'(x) = 3x^2"),
    ("y = x^3", "y' = 3x^2"),
    ("$f(x) = x^3$", "$3x^2$"),
]


@pytest.mark.parametrize(("problem", "key"), KEYS)
def test_answer_keys_are_right(problem: str, key: str) -> None:
    assert check(problem, key)


def test_a_name_for_the_function_is_left_out() -> None:
    assert explain("f(x) = x^2").function.text == "x^2"
    assert explain("y = a x").function.text == "a x"


def test_a_mistake_after_a_name_is_shown_where_it_is() -> None:
    with pytest.raises(UserError) as caught:
        explain("y = sin(x")
    assert caught.value.text == "y = sin(x"
    assert caught.value.position == 7


@pytest.mark.parametrize("before", ["", "y' = ", "Answer: "])
def test_an_answer_may_be_as_long_as_an_expression(before: str) -> None:
    longest = before + "2x".rjust(10_000 - len(before))
    assert text(read_answer(longest, "x", frozenset("x")).tree) == "2x"
    with pytest.raises(UserError, match="longer than 10,000 characters"):
        read_answer(f"{longest} ", "x", frozenset("x"))


@pytest.mark.parametrize("filling", [" ", "$", " \\,", "x=", ".", "=", "d", "x,"])
def test_long_answers_are_read_or_refused_at_once(filling: str) -> None:
    for length in (9_000, 300_000):
        with pytest.raises(UserError):
            read_answer("x" + filling * (length // len(filling)) + ")", "x", frozenset("x"))
