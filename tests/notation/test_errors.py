"""What cannot be read is said in one sentence, at its character, with what to write instead; and at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from conftest import Effort
from hypothesis import given, settings
from hypothesis import strategies as st

from derivtutor.errors import UserError
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.reader import Limits, read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Name, Node, Number, Piecewise, Power, Sum, names, size_and_depth

LIMIT = 600_000
"""Calls of functions; three times what it takes."""

TABLE = tomllib.loads((Path(__file__).parent / "malformed.toml").read_text(encoding="utf-8"))
MALFORMED = [(label, *case) for label, found in TABLE.items() for case in found["cases"]]


@pytest.mark.parametrize(("label", "text", "position", "gist"), MALFORMED)
def test_malformed_input_is_explained(label: str, text: str, position: int, gist: str) -> None:
    with pytest.raises(UserError) as caught:
        read(text)
    error = caught.value
    assert error.text == text
    said = str(error)
    assert [word for word in gist.split() if word not in said] == []
    assert error.position == position
    assert error.message[0].isupper() or error.message.split()[0] in text
    assert error.message.endswith((".", "?"))
    assert error.hint.endswith(".")
    assert said.isprintable()


NESTED = "nested more than 200 levels"
PARTS = "more than 5,000 parts"
DIGITS = "more than 1,000 digits"
HOSTILE = {
    "(" * 100_000: "longer than 10,000 characters",
    "x" * 200_000: "longer than 10,000 characters",
    "(" * 9_000: NESTED,
    "-" * 4_000 + "x": NESTED,
    "2^" * 2_000 + "x": NESTED,
    "-" * 9_000 + "x": PARTS,
    "2^" * 4_000: PARTS,
    "x^" * 4_999 + "x": PARTS,
    "e^-" * 3_000 + "x": PARTS,
    "sin " * 2_400 + "x": NESTED,
    "√" * 9_000 + "x": NESTED,
    r"\sqrt{" * 1_600: NESTED,
    "f(" * 4_000: NESTED,
    "|" * 9_999: NESTED,
    "d/dx " * 1_900 + "x": NESTED,
    "sin(" * 210 + "x" + ")" * 210: NESTED,
    "x²" * 4_000: PARTS,
    "x/" * 4_999 + "x": PARTS,
    "-x" * 4_000: PARTS,
    "1e999999999": DIGITS,
    "1" * 1_001: DIGITS,
    "0." + "1" * 1_200: DIGITS,
    "²" * 9_999: DIGITS,
    "⁽" * 5_000: "Something must come before",
    "½" * 5_000: "Two numbers",
    "_" * 9_000: "not mathematics",
    "\\" * 9_999: "backslash",
    "d(" * 4_999: NESTED,
    "(d(x" * 2_400: NESTED,
    r"\frac{d " * 1_200: NESTED,
    "f^{" * 1_200: NESTED,
    "1,5" * 3_300: "comma does not fit",
    "x\n" * 4_999: "spread over several lines",
    "x foo" * 1_900: 'word "foo"',
}


@pytest.mark.parametrize(("text", "gist"), HOSTILE.items(), ids=lambda value: value[:12])
def test_hostile_input_is_refused_at_once(text: str, gist: str, effort: Effort) -> None:
    assert effort(lambda: read(text)) < LIMIT
    with pytest.raises(UserError) as caught:
        read(text)
    assert gist in caught.value.message
    assert len(str(caught.value)) < 200
    assert 0 <= (caught.value.position or 0) <= len(text)


def test_what_is_too_long_is_to_be_broken() -> None:
    with pytest.raises(UserError, match=r"longer than 10,000 characters\b.* Break it into smaller expressions\."):
        read("x" * 10_001)


LARGE = [
    "d " * 4_900,
    "(x)'" * 2_400,
    "max(" + "1,1x," * 600 + "1)",
    "9^9^9^9",
    "1e1000",
    "9" * 1_000,
    "x+" * 2_000 + "x",
    "abc" * 3_000,
    "(" * 200 + "x" + ")" * 200,
]


@pytest.mark.parametrize("text", LARGE, ids=lambda value: value[:12])
def test_large_input_is_read_at_once(text: str, effort: Effort) -> None:
    assert effort(lambda: read(text)) < LIMIT


def test_limits_can_be_set() -> None:
    assert size_and_depth(read("x" + "+x" * 6_000, Limits(characters=20_000, nodes=7_000)).tree)[0] == 6_002
    with pytest.raises(UserError, match="more than 3 parts"):
        read("x + y + z", Limits(nodes=3, depth=2))


DEEP = ["sin({})", "2^({})", "-({})", "x/({})", "x + ({})", "swish({})", "max(1, {})", "d/dx ({})"]


@pytest.mark.parametrize("template", DEEP)
def test_what_is_as_deep_as_allowed_is_evaluated(template: str) -> None:
    text = "x"
    while len(template.format(text)) < 10_000 and _depth(template.format(text)) <= 200:
        text = template.format(text)
    compile_real(read(text).tree, ["x"])([0.5])


def _depth(text: str) -> int:
    try:
        return size_and_depth(read(text).tree)[1]
    except UserError:
        return 1_000


PIECES = [*FUNCTIONS, "x", "y", "theta", "e", "pi", "f", "d", "dx", "d/dx", "log_2", "int", "piecewise", "otherwise"]
SIGNS = list("0123456789.,+-*/^()[]{}|_'<>= \t\n&$!\\·×−–²³⁻¹⁽⁾ₓ₀₁√∛∫∂πθσΣ½≤≥≠′″\u0302\u200b\u2061\u202e\x00𝑥ｘŷ٣é😀")
LATEX = [r"\frac", r"\frac{", r"\sqrt[", r"\left(", r"\right)", r"\,", r"\sin", r"\int_", r"\mathrm{", r"\hat{", "}{"]
LATEX += [r"\begin{cases}", r"\end{cases}", r"\\", r"\tfrac12", r"\operatorname{", r"\theta", r"\cdot", r"\text{if }"]
arbitrary = st.text(max_size=40) | st.lists(st.sampled_from(PIECES + SIGNS + LATEX), max_size=25).map("".join)


@settings(max_examples=1_500, derandomize=True, deadline=None)
@given(text=arbitrary)
def test_any_text_is_read_or_refused(text: str) -> None:
    refused = refusal(text)
    if refused is None:
        tree = read(text).tree
        compile_real(tree, sorted(names(tree)))
        return
    assert refused.text == text
    assert refused.position is not None
    assert 0 <= refused.position <= len(text)
    assert str(refused).isprintable()


def refusal(text: str) -> UserError | None:
    try:
        read(text)
    except UserError as error:
        return error
    return None


def test_spans_are_within_the_text() -> None:
    text = "  ln(x²) + 1/2"
    tree = read(text).tree
    assert isinstance(tree, Sum)
    assert [text[slice(*term.span)] for term in tree.terms if term.span] == ["ln(x²)", "1/2"]


def test_kinds_that_only_the_reader_makes() -> None:
    assert read("piecewise((1, otherwise))").tree == Piecewise((Number(1),), ())
    wanted: Node = Call("root", (Number(4), Power(Name("x"), Number(2))))
    assert read("∜(x²)").tree == wanted
