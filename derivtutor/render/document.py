"""What a printed page tells of a derivation, and in which order, whatever it is printed in."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal, TypeAlias

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.rules import BY_ID
from derivtutor.notation.tree import Derivative, Integral, Name, Node, Unknown, names
from derivtutor.render import presentation
from derivtutor.render.layout import width
from derivtutor.render.numbers import Numbers, numbers_of
from derivtutor.render.presentation import Detail, Equation, StepShown

View: TypeAlias = Literal["tree", "lines"]

WIDE = 50
"""Letters of an expression that is not repeated where a shorter name will do."""
HUGE = 3000
"""Letters of an expression that fills a page and that nobody reads: it is printed as the answer and nowhere else."""

_ORDINALS = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth",
    "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth",
)  # fmt: skip
_PLAIN_ROLES = frozenset({"part", "factor", "function"})
"""Roles that say no more than the letter does."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One more `= expression`, and why it holds."""

    expression: Node
    why: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """`left = … = …`; `boxed` where it ends with the answer; without turns where they would be too long to read."""

    left: Node
    turns: tuple[Turn, ...]
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter of the formula stands for, its derivative where the formula uses that, and what it is called."""

    meaning: Equation
    rate: Equation | None
    role: str


@dataclass(frozen=True, slots=True)
class PrintedStep:
    """One step: what is new in it. `formula` and `says` are empty where the page has shown them before."""

    id: str
    title: str
    says: str
    formula: Equation | None
    parts: tuple[Part, ...]
    work: tuple[Equation, ...]
    chain: Chain
    same_as: str
    steps: tuple[PrintedStep, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The way to the derivative of one order: its steps, or its lines on paper."""

    heading: str
    steps: tuple[PrintedStep, ...] = ()
    lines: Chain | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page; `task` is completed by the variable, `answer` is missing where the lines end with it."""

    task: str
    variable: Name
    question: Equation
    typed: str
    reading: tuple[str, ...]
    layers: tuple[Equation, ...]
    sections: tuple[Section, ...]
    answer: Chain | None
    numbers: Numbers | None
    notes: tuple[str, ...]


def page(derivation: Derivation, detail: Detail, view: View) -> Page:
    """What to print; `brief` is the lines on paper."""
    y = Name(_name_for(derivation.function.tree))
    lines = view == "lines" or detail == "brief"
    sections = _lines(derivation, y) if lines else _steps(derivation, y, detail)
    reading = derivation.function.notes
    layers = presentation.layers(derivation)
    return Page(
        f"Differentiate{_times(derivation.order)} with respect to",
        Name(derivation.variable),
        Equation(y, derivation.function.tree),
        derivation.input,
        reading,
        (Equation(y, layers[0].right), *layers[1:]) if layers else (),
        tuple(sections),
        None if lines else _answer(derivation, y),
        numbers_of(derivation, y) if derivation.at else None,
        tuple(note for note in derivation.notes if note not in reading),
    )


def _name_for(function: Node) -> str:
    """What the function is called: `y`, unless the student's own letters take that."""
    used = set(names(function))
    pending: list[Node] = [function]
    while pending:
        node = pending.pop()
        if isinstance(node, Unknown):
            used.add(node.name)
        elif isinstance(node, Integral):
            used.add(node.variable)
        pending.extend(node.children)
    choices = itertools.chain(("y", "f", "F", "Y"), (f"y_{number}" for number in itertools.count(1)))
    return next(name for name in choices if name not in used)


def _answer(derivation: Derivation, y: Name) -> Chain:
    why = presentation.laws(derivation.simplified.laws) if derivation.simplified else ""
    return Chain(Derivative(y, derivation.variable, derivation.order), (Turn(derivation.answer, why),), boxed=True)


def _times(order: int) -> str:
    return {1: "", 2: " twice", 3: " three times", 4: " four times"}.get(order, f" {order} times")


def _heading(derivation: Derivation, order: int, single: str) -> str:
    return single if derivation.order == 1 else f"{_ORDINALS[order - 1]} derivative"


# Lines on paper


def _lines(derivation: Derivation, y: Name) -> list[Section]:
    return [_lines_of(derivation, y, order) for order in range(1, derivation.order + 1)]


def _lines_of(derivation: Derivation, y: Name, order: int) -> Section:
    left = Derivative(y, derivation.variable, order)
    asked, *others = derivation.lines_of_order(order)
    # a long question is not repeated: what stands on the left says the same
    turns = [] if others and width(asked.expression) > WIDE else [Turn(asked.expression)]
    rules: tuple[str, ...] = ()
    for place, line in enumerate(others, 1):
        rules += line.rules
        if place == len(others) or width(line.expression) <= HUGE:
            turns.append(Turn(line.expression, _why(rules)))
            rules = ()
    heading = _heading(derivation, order, "On paper")
    return Section(heading, lines=Chain(left, tuple(turns), boxed=order == derivation.order))


def _why(rules: tuple[str, ...]) -> str:
    """The rules and laws of a line, as one phrase: `Chain rule, sine`."""
    named = (
        _lower(BY_ID[name].title) if name in BY_ID else presentation.laws((name,)) for name in dict.fromkeys(rules)
    )
    found = ", ".join(named)
    return found[:1].upper() + found[1:]


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


# The tree of steps


def _steps(derivation: Derivation, y: Name, detail: Detail) -> list[Section]:
    told: set[object] = set()
    roots = presentation.steps_shown(derivation, detail)
    return [
        Section(
            _heading(derivation, order, "Step by step"),
            (_printed(root, Derivative(y, derivation.variable, order), told, detail == "full"),),
        )
        for order, root in enumerate(roots, 1)
    ]


def _printed(step: StepShown, left: Node, told: set[object], full: bool) -> PrintedStep:
    if step.same_as:
        result = step.tidied[-1].right if step.tidied else step.result.right
        return PrintedStep(step.id, step.title, "", None, (), (), Chain(left, (Turn(result),)), step.same_as, ())
    says = "" if step.rule in told and not full else step.says
    formula = _formula(step, told, full)
    told.update((step.rule, _key(step.formula)))
    turns = (Turn(step.result.right), *(Turn(found.right, found.why) for found in step.tidied))
    turns = tuple(turn for turn in turns if width(turn.expression) <= HUGE)
    work, steps = step.work, tuple([_printed(inner, _asked(inner, step), told, full) for inner in step.steps])
    if work and work[-1].right == step.result.right:
        work = work[:-1]
    return PrintedStep(step.id, step.title, says, formula, _parts(step), work, Chain(left, turns), "", steps)


def _asked(inner: StepShown, step: StepShown) -> Node:
    """What an inner step is asked for; by its letter, `du/dx`, where the expression is long."""
    asked = inner.result.left
    if not isinstance(asked, Derivative) or width(asked.operand) <= WIDE:
        return asked
    letters = [part.left for part in step.parts if part.right is asked.operand and isinstance(part.left, Name)]
    return Derivative(letters[0], asked.variable) if letters else asked


def _key(formula: Equation | None) -> object:
    return formula and (formula.left, formula.right)


def _formula(step: StepShown, told: set[object], full: bool) -> Equation | None:
    """The rule in letters, unless this very step is that formula or the page has it already."""
    if step.formula is None or (_key(step.formula) in told and not full):
        return None
    itself = not step.steps and step.formula.left == step.result.left and step.formula.right == step.result.right
    return None if itself else step.formula


def _parts(step: StepShown) -> tuple[Part, ...]:
    rates = {_letter(rate.left): rate for rate in step.rates if width(rate.right) <= HUGE}
    return tuple(
        Part(part, rates.get(_letter(part.left)), "" if part.why in _PLAIN_ROLES else part.why) for part in step.parts
    )


def _letter(node: Node) -> object:
    """What a part and its rate have in common: `u` and `u'`, `f(u)` and `f'(u)`."""
    return node.arguments if isinstance(node, Unknown) else node.name.rstrip("'") if isinstance(node, Name) else node
