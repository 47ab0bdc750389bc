"""What is written on several lines looks as a teacher writes it on the board."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.pretty import Block, beside, pretty, split_sum, text_block
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum, Unknown

x, y, two = Name("x"), Name("y"), Number(2)

UNICODE = """
>>> 2x sin(x) - 3
2x sin(x) − 3
>>> x*x
x · x
>>> x^-2 + x^10
x⁻² + x¹⁰
>>> x^(n+1)
 n + 1
x
>>> (x^2)^3
(x²)³
>>> 1/(1+1/(1+1/x))
    1
─────────
      1
1 + ─────
        1
    1 + ─
        x
>>> -x/2 + 3/(x-1)
  x     3
− ─ + ─────
  2   x − 1
>>> ((x+1)/(x-1))^2
⎛x + 1⎞²
⎜─────⎟
⎝x − 1⎠
>>> ((x+1)/(x-1))^(1/2)
       1/2
⎛x + 1⎞
⎜─────⎟
⎝x − 1⎠
>>> sqrt(3x+1)
 ______
√3x + 1
>>> cbrt(x)
  _
³√x
>>> sqrt((x+1)/(x-1))
 ┌─────
 │x + 1
 │─────
╲│x − 1
>>> sqrt(x)^3
⎛ _⎞³
⎝√x⎠
>>> |x^2-4|
|x² − 4|
>>> |x/2|
│x│
│─│
│2│
>>> e^(-x^2/2)
 −x²/2
e
>>> e^((x-1)/2 y)
 ((x − 1)/2) y
e
>>> 2e^(2x) cos(x)
  2x
2e   cos(x)
>>> x^x^x
  x
 x
x
>>> sin^2(3x)
sin²(3x)
>>> log_2(x) + log_b(x)
log₂(x) + log (x)
             b
>>> sin(1/x)
   ⎛1⎞
sin⎜─⎟
   ⎝x⎠
>>> piecewise((x^2, x<0), (sin x, x>=0))
⎧x²       if x < 0
⎨
⎩sin(x)   if x ≥ 0
>>> piecewise((x/2, x<0), (1, x<=3), (0, True))
⎧x
⎪─   if x < 0
⎪2
⎨
⎪1   if x ≤ 3
⎪
⎩0   otherwise
>>> int(sin t, t, 0, x^2)
x²
⌠
⎮  sin(t) dt
⌡
0
>>> d/dx (x/2)
d ⎛x⎞
──⎜─⎟
dx⎝2⎠
>>> dy/dx
dy
──
dx
>>> d^2/dx^2 (x)
d²x
───
dx²
>>> theta^2 w_1 + yhat x_max
θ² w₁ + ŷ x_max
>>> f''(x) + y'
f′′(x) + y′
>>> sigmoid(x)
σ(x)
>>> x - (-2x)
x − (−2x)
>>> ½x
½x
"""

ASCII = """
>>> x^2/2 - 3*x
 2
x
-- - 3x
2
>>> ((x+1)/(x-1))^2
       2
(x + 1)
(-----)
(x - 1)
>>> sqrt(x/2)
    (x)
sqrt(-)
    (2)
>>> |x/2|
|x|
|-|
|2|
>>> e^(-x^2/2)
 -x^2/2
e
>>> sin^2(3x)
   2
sin (3x)
>>> theta w_1
theta w_1
>>> piecewise((x, x<=0), (1, True))
{x   if x <= 0
{
{1   otherwise
>>> int(t, t, 0, x)
x
/
| t dt
/
0
"""


def written(golden: str) -> list[tuple[str, str]]:
    cases = (case.partition("\n") for case in golden.strip("\n").removeprefix(">>> ").split("\n>>> "))
    return [(typed, picture) for typed, _, picture in cases]


@pytest.mark.parametrize(("typed", "picture"), written(UNICODE))
def test_on_the_board(typed: str, picture: str) -> None:
    assert str(pretty(read(typed).tree)) == picture


@pytest.mark.parametrize(("typed", "picture"), written(ASCII))
def test_with_ascii_only(typed: str, picture: str) -> None:
    block = pretty(read(typed).tree, unicode=False)
    assert str(block) == picture
    assert str(block).isascii()


@pytest.mark.parametrize(
    ("tree", "line"),
    [
        (Product((two, Product((x, y)))), "2(x y)"),
        (Sum((x, Sum((y, two)))), "x + (y + 2)"),
        (Negation(Negation(x)), "−(−x)"),
        (Product((two, Negation(x))), "2(−x)"),
        (Power(Name("y'"), two), "(y′)²"),
        (Power(Name("xbar"), two), "x̄²"),
        (Unknown("f", (x,), (4,)), "f⁽⁴⁾(x)"),
    ],
)
def test_the_shape_of_the_tree_is_kept(tree: Node, line: str) -> None:
    assert str(pretty(tree)) == line


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_fills_a_rectangle(function: str, unicode: bool) -> None:
    call = Call(function, tuple(Name(letter) for letter in "uv"[: FUNCTIONS[function].arity]))
    for tree in (call, Power(call, two), Quotient(two, Sum((call, Power(two, call))))):
        block = pretty(tree, unicode)
        assert {len(line) for line in block.lines} == {block.width}
        assert 0 <= block.baseline < block.height
        assert "u" in str(block)


blocks = st.builds(
    lambda width, height, baseline: Block(("#" * width,) * height, baseline % height),
    st.integers(1, 5), st.integers(1, 5), st.integers(0, 4),
)  # fmt: skip


@given(st.lists(blocks, min_size=1, max_size=5), st.integers(0, 3))
def test_blocks_stand_on_one_baseline(given_blocks: list[Block], gap: int) -> None:
    whole = beside(given_blocks, gap)
    assert whole.width == sum(block.width for block in given_blocks) + gap * (len(given_blocks) - 1)
    assert whole.lines[whole.baseline] == (" " * gap).join(block.lines[block.baseline] for block in given_blocks)
    assert str(whole).count("#") == sum(str(block).count("#") for block in given_blocks)


def test_an_accent_takes_no_column() -> None:
    assert text_block("x̄").width == 1


def test_a_long_sum_is_broken_before_a_sign() -> None:
    tree = read("x^2 sin(x) + 1/(x+1) - 3e^(2x) + 5x - 7").tree
    found = split_sum(tree, 18)
    assert found is not None
    assert [block.lines[block.baseline].rstrip() for block in found] == ["x² sin(x) + ─────", "− 3e   + 5x − 7"]
    assert all(block.width <= 18 for block in found)
    assert split_sum(tree, 100) == [pretty(tree)]


@pytest.mark.parametrize("typed", ["(x+1)(x+2)", "x + sin(x + 2)", "1/(x+10000)"])
def test_what_cannot_be_broken(typed: str) -> None:
    assert split_sum(read(typed).tree, 8) is None


def test_deep_nesting_does_not_recurse() -> None:
    tree: Node = x
    for _ in range(600):
        tree = Negation(Negation(tree))
    assert pretty(tree).width == 1 + 3 * 1_200 - 2
