"""What a reader is shown of a derivation, whatever it is printed on: formulas with their letters, parts, results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from derivtutor.derivation.derivation import Derivation, Entry
from derivtutor.derivation.formula import builder, formula, product, total
from derivtutor.derivation.model import Step
from derivtutor.derivation.tidy import LAWS
from derivtutor.notation.tree import Derivative, Name, Node, Unknown, substitute

Detail: TypeAlias = Literal["brief", "standard", "full"]

ASIDE = frozenset({"constant", "identity"})
"""Rules whose steps are only told of in full detail."""


@dataclass(frozen=True, slots=True)
class Equation:
    """`left = right`; `why` labels it."""

    left: Node
    right: Node
    why: str = ""


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step as it is told: `formula` in letters, `parts` and their `rates` in the student's expression.

    `work` are equations on the way (of logarithmic differentiation), `result` is what the formula gives with the
    parts put in, `tidied` what that becomes.
    """

    id: str
    rule: str
    title: str
    says: str
    formula: Equation | None
    parts: tuple[Equation, ...]
    rates: tuple[Equation, ...]
    work: tuple[Equation, ...]
    result: Equation
    tidied: tuple[Equation, ...]
    same_as: str
    steps: tuple[StepShown, ...]


def steps_shown(derivation: Derivation, detail: Detail) -> tuple[StepShown, ...]:
    """The steps of every order; constants and the bare variable are left out below the first level unless `detail` is full."""
    return tuple(_shown(entry, detail) for entry in derivation.steps)


def layers(derivation: Derivation) -> tuple[Equation, ...]:
    """A composition from the outside in: `u = e^v`; empty for anything else."""
    found: list[Equation] = []
    step = derivation.roots[0]
    name: Node = Unknown("f", (Name(derivation.variable),), (0,))
    while step.rule.id == "chain":
        outer, inner = step.match.parts[:2]
        found.append(Equation(name, outer.expression))
        name, step = Name(outer.letter), step.steps[1]
        if step.rule.id != "chain":
            found.append(Equation(name, inner.expression))
    return tuple(found)


def laws(names: tuple[str, ...]) -> str:
    """Labels of tidying in words."""
    return ", ".join(LAWS.get(name, name) for name in names)


def _shown(entry: Entry, detail: Detail) -> StepShown:
    step = entry.step
    asked = step_asked(step)
    children = [child for child in entry.entries if detail == "full" or child.step.rule.id not in ASIDE]
    tidied = tuple(Equation(asked, turn.result, laws(turn.laws)) for turn in step.tidying)
    return StepShown(
        entry.id,
        step.rule.id,
        step.rule.title,
        step.rule.says,
        _formula(step),
        tuple(_parts(step)),
        tuple(_rates(step)),
        tuple(_work(step)),
        Equation(asked, step.applied),
        tidied,
        entry.same_as,
        tuple(_shown(child, detail) for child in children),
    )


def step_asked(step: Step) -> Derivative:
    """What a step is asked for, `d/dx (…)`."""
    return Derivative(step.goal.expression, step.goal.variable)


def _formula(step: Step) -> Equation | None:
    """The rule in letters, the letters renamed as this derivation uses them."""
    rule, variable = step.rule, step.goal.variable
    if rule.id in ("constant", "identity", "rewrite", "integral"):
        return None
    if rule.id == "product":
        names: list[Node] = [Name(part.letter) for part in step.match.parts]
        turns = [product([*names[:i], Name(f"{part.letter}'"), *names[i + 1 :]]) for i, part in enumerate(step.match.parts)]
        return Equation(Derivative(product(names), variable), total(turns))
    if rule.id == "logarithm" and step.match.bindings["a"] == Name("e"):
        return Equation(step_asked(step), step.applied)
    letters = {"u": variable, "x": variable, **step.match.letters}
    if rule.id in ("sum", "constant-multiple"):
        letters = {}
    renamed = {old + prime: Name(new + prime) for old, new in letters.items() for prime in ("", "'")}
    conclusion = rule.conclusion
    if rule.introduces:
        letter, introduced = rule.introduces
        renamed[f"{letter}'"] = Derivative(builder(introduced)(renamed), variable)
    return Equation(Derivative(substitute(formula(rule.pattern), renamed), variable), substitute(formula(conclusion), renamed))


def _parts(step: Step) -> list[Equation]:
    found = []
    for part in step.match.parts:
        if part.role == "outer":
            found.append(Equation(Unknown("f", (Name(part.letter),), (0,)), part.expression, "outer"))
        elif part.letter:
            found.append(Equation(Name(part.letter), part.expression, part.role))
    return found


def _rates(step: Step) -> list[Equation]:
    """The derivatives of the parts, as the formula names them."""
    found = []
    for part in step.match.parts:
        for child in step.steps:
            if child.goal.expression is part.expression and part.letter:
                name: Node = Unknown("f", (Name(part.letter),), (1,)) if part.role == "outer" else Name(f"{part.letter}'")
                found.append(Equation(name, child.result))
    return found


def _work(step: Step) -> list[Equation]:
    """The equations between introducing a logarithm and multiplying back."""
    if not step.rule.work or not step.rule.introduces:
        return []
    letter = step.rule.introduces[0]
    bound = {**step.match.bindings, f"{letter}'": step.steps[0].result}
    return [Equation(formula(left), builder(right)(bound)) for left, right in step.rule.work]
