"""What is told is decided once: every format sets every block, under the same names and numbers, for one reader."""

from __future__ import annotations

import re
from typing import Any, get_args

import figures
import pytest
from board_cases import PROBLEMS, derived
from drawings import drawn
from msgspec.structs import replace

from derivtutor.calculus.gradients.gradient import gradient
from derivtutor.notation.tree import Name
from derivtutor.render.formats import FORMATS, Detail, render
from derivtutor.render.telling import explanation
from derivtutor.render.telling.blocks import Block, Code, Document, Figure, Graph, Heading, Step, Table
from derivtutor.render.telling.derivation import tell

NUMBERS = {
    "terminal": r"(\d+(?:\.\d+)*)  +[A-Z]",
    "plain": r"Step ([\d.]+),",
    "speech": r"Step ([\d.]+),",
    "latex": r"\\step\{([\d.]+)\}",
    "markdown": r"\*\*([\d.]+) ",
    "html": r'id="step-([\d.]+)"',
}
"""How each format numbers its steps."""

NAMES = {
    "terminal": ("{}(x) = ", "{}′(x) = "),
    "plain": ("{}(x) = ", "{}'(x) = "),
    "speech": ("{} of x equals ", "{} prime of x equals "),
    "latex": (r"{}\left(x\right) &= ", r"{}'\left(x\right) &= "),
    "markdown": (r"{}\left(x\right) = ", r"{}'\left(x\right) = "),
    "html": ("{}(x)=", "{}′(x)="),
}
"""How each format writes the function and its derivative on a left side."""


def told(form: str, problem: str, understood: frozenset[str] = frozenset(), **options: Any) -> str:
    return render(tell(derived(problem, *options.items()), understood=understood), form)


def seen(page: str) -> str:
    """What is left of a page without its tags and without what cannot be seen."""
    return re.sub("[\u2061\u2062]", "", re.sub("<[^>]*>", "", page))


def every_block() -> dict[type[Block], Block]:
    composition = derived("ln(2x)", ("order", 2), ("at", 3))
    documents = [tell(composition, view="lines"), tell(derived("1/2x")), tell(composition)]
    documents.append(explanation.tell(gradient("x^2 y", at="x=1,y=2")))
    blocks = [block for document in documents for block in document.blocks]
    blocks.append(Table((("n",), (Name("x"),)), ((("1",), ("about ", Name("y"))),)))
    blocks += [Graph(drawn("neuron")), Figure(figures.drawn("cubic")), Code("y = 2*x\n")]
    return {type(block): block for block in blocks if not isinstance(block, Heading) or block.is_needed}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_sets_every_block(form: str) -> None:
    blocks = every_block()
    assert set(blocks) == set(get_args(Block))
    empty = Document(("A page",), ("A page",), ())
    for block in blocks.values():
        assert len(render(replace(empty, blocks=(block,)), form)) > len(render(empty, form))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("problem", "options"), [("x^x", {}), ("x^2 sin(x)", {"order": 3}), ("sin(x^2) + x sin(x^2)", {"order": 2})]
)
def test_numbers_of_steps_have_no_holes(form: str, problem: str, options: dict[str, Any]) -> None:
    numbers = set(re.findall(NUMBERS[form], told(form, problem, **options)))
    assert len(numbers) > 2
    for number in numbers:
        around, _, place = number.rpartition(".")
        assert not around or around in numbers
        assert place == "1" or f"{around}.{int(place) - 1}".lstrip(".") in numbers


@pytest.mark.parametrize(("problem", "asked"), PROBLEMS)
@pytest.mark.parametrize("detail", ["standard", "full"])
@pytest.mark.parametrize("understood", [frozenset(), frozenset({"power", "chain", "sine"})])
def test_references_are_to_steps_that_were_told(
    problem: str, asked: dict[str, Any], detail: Detail, understood: frozenset[str]
) -> None:
    document = tell(derived(problem, *asked.items()), detail, understood=understood)
    numbers: list[str] = []
    for step in (each for root in document.blocks if isinstance(root, Step) for each in root.with_below()):
        assert [child.number for child in step.steps] == [f"{step.number}.{k + 1}" for k in range(len(step.steps))]
        assert not step.earlier or {step.earlier, step.earlier_line} <= set(numbers)
        numbers.append(step.number)
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("form", FORMATS)
def test_full_detail_has_the_numbers_of_the_json_document(form: str) -> None:
    derivation = derived("x^2 sin(x)")
    numbers = set(re.findall(NUMBERS[form], render(tell(derivation, "full"), form)))
    assert numbers == {"1", *(entry.id for entry in derivation.steps[0].entries)}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("problem", "letter"), [("sin(x^2)", "f"), ("x f(x^2)", "h")])
def test_all_formats_say_the_same_name(form: str, problem: str, letter: str) -> None:
    page = seen(told(form, problem))
    assert all(name.format(letter) in page for name in NAMES[form])
    assert not re.search(r"dy/dx|\{dy\}|dydx", page)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_leaves_out_what_is_understood(form: str) -> None:
    whole = seen(told(form, "x^3 sin(x)"))
    short = seen(told(form, "x^3 sin(x)", frozenset({"power"})))
    assert "understood" not in whole
    assert "power rule, understood" in short.lower()
    assert "sine, understood" not in short.lower()
    assert len(short) < len(whole)
