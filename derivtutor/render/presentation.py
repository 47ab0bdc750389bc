"""What a reader is shown of a derivation, whatever it is printed on: formulas with their letters, parts, results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from derivtutor.derivation.derivation import Derivation, Entry
from derivtutor.derivation.formula import builder, formula, product, total
from derivtutor.derivation.model import Step
from derivtutor.derivation.tidy import LAWS
from derivtutor.notation.markup import is_mathml
from derivtutor.notation.tree import Derivative, Integral, Name, Negation, Node, Unknown, substitute

Detail: TypeAlias = Literal["brief", "standard", "full"]

ASIDE = frozenset({"constant", "identity"})
"""Rules whose steps are only told of in full detail."""

TERM_BY_TERM = frozenset({"sum", "piecewise", "constant-multiple"})
"""Rules whose letters are never told: their parts are differentiated where they stand."""

_WORK = ("take the logarithm of both sides", "differentiate both sides", "multiply by {y}")


@dataclass(frozen=True, slots=True)
class Equation:
    """`left = right`; `why` labels it. `in_letters` is the right side with a letter for a layer further in."""

    left: Node
    right: Node
    why: str = ""
    in_letters: Node | None = None


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step as it is told: `formula` in letters, `parts` and their `rates` in the student's expression.

    `work` are equations on the way (of logarithmic differentiation), `result` is what the formula gives with the
    parts put in, `tidied` what that becomes. `rates_in` says for every one of `steps` the rate that it finds, if
    that has a name. What is `understood` needs no formula, and no more than its result if all below it is understood.
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
    rates_in: tuple[Node | None, ...] = ()
    understood: bool = False

    @property
    def final(self) -> Node:
        """What the step comes to."""
        return self.tidied[-1].right if self.tidied else self.result.right

    @property
    def is_elementary(self) -> bool:
        """Whether the formula itself is the result, as in a table of derivatives."""
        found = self.formula
        return found is not None and (found.left, found.right) == (self.result.left, self.result.right)


def steps_shown(
    derivation: Derivation,
    detail: Detail,
    taken: frozenset[str] = frozenset(),
    understood: frozenset[str] = frozenset(),
) -> tuple[StepShown, ...]:
    """The steps of every order, without constants and the bare variable below the first level unless `detail` is full.

    `taken` are letters that the page uses itself, such as the f of `f(x) = …`: the formulas then use others.
    `understood` are the rules that the reader has mastered.
    """
    shown = _Shown(derivation, detail, taken, understood)
    return tuple(shown.step(entry) for entry in derivation.steps)


def layers(derivation: Derivation) -> tuple[Equation, ...]:
    """A composition from the outside in: `u = e^v`; empty for anything else."""
    found: list[Equation] = []
    step = derivation.roots[0]
    name: Node = value_of(derivation)
    while step.rule.id == "chain":
        outer, inner = step.match.parts[:2]
        found.append(Equation(name, outer.expression))
        name, step = Name(outer.letter), step.steps[1]
        if step.rule.id != "chain":
            found.append(Equation(name, inner.expression))
    return tuple(found)


def function_letter(derivation: Derivation) -> str:
    """What the function is called: f, unless the problem has an f of its own."""
    return _free("fhFH", _taken(derivation))


def graph_letter(derivation: Derivation) -> str:
    """What the value of the function is called for short: y, unless the problem has a y of its own."""
    return _free("yzYZ", _taken(derivation))


def value_of(derivation: Derivation, order: int = 0) -> Unknown:
    """The function, or its derivative of some order, as it is written on a left side: `f″(x)`."""
    return Unknown(function_letter(derivation), (Name(derivation.variable),), (order,))


def laws(names: tuple[str, ...]) -> str:
    """Labels of tidying in words."""
    return ", ".join(LAWS.get(name, name) for name in names)


def reading(derivation: Derivation) -> tuple[str, ...]:
    """What to say about how the input was read; the rest of the notes is `remarks`."""
    return tuple(derivation.function.notes)


def remarks(derivation: Derivation) -> tuple[str, ...]:
    """Where the derivative holds, and whatever else should be known."""
    return tuple(note for note in derivation.notes if note not in derivation.function.notes)


def was_reworded(derivation: Derivation) -> bool:
    """Whether the expression is written otherwise than it was typed, by more than spaces; nobody types markup."""
    return not is_mathml(derivation.input) and "".join(derivation.input.split()) != "".join(
        derivation.function.text.split()
    )


def step_asked(step: Step) -> Derivative:
    """What a step is asked for, `d/dx (…)`."""
    return Derivative(step.goal.expression, step.goal.variable)


def _taken(derivation: Derivation) -> frozenset[str]:
    """Every letter that the problem uses, names of functions and bound variables included."""
    found = {derivation.variable}
    pending: list[Node] = [derivation.function.tree]
    while pending:
        node = pending.pop()
        pending.extend(node.children)
        if isinstance(node, Name | Unknown):
            found.add(node.name)
        elif isinstance(node, Integral | Derivative):
            found.add(node.variable)
    return frozenset(found)


def _rules(step: Step) -> frozenset[str]:
    """The rules of a step and of all below it."""
    found: dict[int, Step] = {}
    pending = [step]
    while pending:
        current = pending.pop()
        if id(current) not in found:
            found[id(current)] = current
            pending.extend(current.steps)
    return frozenset(each.rule.id for each in found.values())


def _free(letters: str, taken: frozenset[str]) -> str:
    return next((letter for letter in letters if letter not in taken), letters[0])


class _Shown:
    """Tells the steps of one derivation, in letters that the problem has not used itself."""

    def __init__(
        self, derivation: Derivation, detail: Detail, page: frozenset[str], understood: frozenset[str]
    ) -> None:
        taken = _taken(derivation) | page
        self.understood = understood
        self.detail = detail
        self.outer = _free("fghFGH", taken)
        self.y = _free("yzYZ", taken)
        self.limits = {"lower limit": _free("apA", taken), "upper limit": _free("bqB", taken)}

    def step(self, entry: Entry) -> StepShown:
        step = entry.step
        asked = step_asked(step)
        if self.is_closed(step):
            return self.closed(entry)
        understood = step.rule.id in self.understood
        rated = self.rated(step)
        rates = dict(rated)
        entries = [(rates.get(turn), child) for turn, child in enumerate(entry.entries) if self._is_told(child)]
        in_letters = None
        if step.rule.id == "chain":
            in_letters = product([step.steps[0].result, Name(f"{step.match.parts[0].letter}'")])
        return StepShown(
            entry.id,
            step.rule.id,
            step.rule.title,
            step.rule.says,
            None if understood else self.formula(step),
            tuple(self.parts(step)),
            tuple(Equation(name, step.steps[turn].result) for turn, name in rated),
            tuple(self.work(step)),
            Equation(asked, step.applied, "", in_letters),
            tuple(Equation(asked, turn.result, laws(turn.laws)) for turn in step.tidying),
            entry.same_as,
            tuple([self.step(child) for _, child in entries]),
            tuple([name for name, _ in entries]),
            understood,
        )

    def closed(self, entry: Entry) -> StepShown:
        """A step of which no more is told than its result."""
        step = entry.step
        result = Equation(step_asked(step), step.result)
        title, says = step.rule.title, step.rule.says
        return StepShown(entry.id, step.rule.id, title, says, None, (), (), (), result, (), "", (), understood=True)

    def is_closed(self, step: Step) -> bool:
        """Whether a step and all below it are understood; terms and constants are if there is anything else."""
        if not self.understood:
            return False
        rules = _rules(step) - ASIDE - TERM_BY_TERM
        return bool(rules) and rules <= self.understood

    def _is_told(self, entry: Entry) -> bool:
        return self.detail == "full" or entry.step.rule.id not in ASIDE

    def formula(self, step: Step) -> Equation | None:
        """The rule in letters, the letters renamed as this derivation uses them."""
        rule, variable = step.rule, step.goal.variable
        if rule.id in ("constant", "identity", "rewrite", "piecewise") or rule.pattern == "u":
            return None
        if rule.id == "integral":
            return self.integral(step)
        if rule.id == "unknown-function" or (rule.id == "logarithm" and step.match.bindings["a"] == Name("e")):
            return Equation(step_asked(step), step.applied)
        if rule.id == "product":
            names: list[Node] = [Name(part.letter) for part in step.match.parts]
            turns = [
                product([*names[:i], Name(f"{part.letter}'"), *names[i + 1 :]])
                for i, part in enumerate(step.match.parts)
            ]
            return Equation(Derivative(product(names), variable), total(turns))
        if rule.id == "chain":
            letter = step.match.parts[0].letter
            outside = Unknown(self.outer, (Name(letter),), (0,))
            inside = Name(f"{letter}'")
            return Equation(
                Derivative(outside, variable), product([Unknown(self.outer, (Name(letter),), (1,)), inside])
            )
        return self.renamed(step)

    def renamed(self, step: Step) -> Equation:
        rule, variable = step.rule, step.goal.variable
        letters = {} if rule.id in TERM_BY_TERM else {"u": variable, "x": variable, **step.match.letters}
        names = {old + prime: Name(new + prime) for old, new in letters.items() for prime in ("", "'")}
        put: dict[str, Node] = dict(names)
        if rule.introduces:
            letter, introduced = rule.introduces
            put[f"{letter}'"] = Derivative(builder(introduced)(names), variable)
        return Equation(
            Derivative(substitute(formula(rule.pattern), put), variable), substitute(formula(rule.conclusion), put)
        )

    def integral(self, step: Step) -> Equation | None:
        """The fundamental theorem for the limits that vary; None where the integrand varies as well."""
        node = step.goal.expression
        assert isinstance(node, Integral)
        limits = {role: Name(letter) for role, letter in self.limits.items()}
        terms: list[Node] = []
        for part in (
            part for goal in step.match.goals for part in step.match.parts if goal.expression is part.expression
        ):
            if part.role not in limits:
                return None
            letter = limits[part.role]
            term = product([Unknown(self.outer, (letter,), (0,)), Name(f"{letter.name}'")])
            terms.append(Negation(term) if part.role == "lower limit" else term)
        integrand = Unknown(self.outer, (Name(node.variable),), (0,))
        asked = Derivative(
            Integral(integrand, node.variable, limits["lower limit"], limits["upper limit"]), step.goal.variable
        )
        return Equation(asked, total(terms)) if terms else None

    def parts(self, step: Step) -> list[Equation]:
        found = []
        for part in step.match.parts:
            if part.role == "outer":
                found.append(Equation(Unknown(self.outer, (Name(part.letter),), (0,)), part.expression, "outer"))
            elif part.role == "integrand" and isinstance(step.goal.expression, Integral):
                found.append(
                    Equation(
                        Unknown(self.outer, (Name(step.goal.expression.variable),), (0,)), part.expression, "integrand"
                    )
                )
            elif part.role == "rewritten":
                found.append(Equation(step.goal.expression, part.expression, "by definition"))
            elif part.letter:
                inner = step.steps[1] if part.role == "inner" else step
                in_letters = inner.match.parts[0].expression if inner is not step and inner.rule.id == "chain" else None
                found.append(
                    Equation(Name(self.limits.get(part.role, part.letter)), part.expression, part.role, in_letters)
                )
        return found

    def rated(self, step: Step) -> list[tuple[int, Node]]:
        """Which sub-steps differentiate the parts, and the names that the formula gives those rates."""
        found: list[tuple[int, Node]] = []
        if step.rule.id in TERM_BY_TERM:
            return found
        for part in step.match.parts:
            turn = next((i for i, goal in enumerate(step.match.goals) if goal.expression is part.expression), None)
            if turn is None or not part.letter or part.role == "integrand":
                continue
            letter = self.limits.get(part.role, part.letter)
            name: Node = Unknown(self.outer, (Name(letter),), (1,)) if part.role == "outer" else Name(f"{letter}'")
            found.append((turn, name))
        return found

    def work(self, step: Step) -> list[Equation]:
        """The equations between introducing a logarithm and multiplying back."""
        if not step.rule.work or not step.rule.introduces:
            return []
        letter = step.rule.introduces[0]
        bound = {**step.match.bindings, f"{letter}'": step.steps[0].result}
        ours: dict[str, Node] = {"y": Name(self.y), "y'": Name(f"{self.y}'")}
        return [
            Equation(substitute(formula(left), ours), builder(right)(bound), why.format(y=self.y))
            for (left, right), why in zip(step.rule.work, _WORK, strict=False)
        ]
