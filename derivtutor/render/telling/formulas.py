"""Rules in letters, and what the letters stand for in a step."""

from __future__ import annotations

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.formula import builder, formula, product, total
from derivtutor.derivation.model import Part, Step
from derivtutor.language import translated
from derivtutor.notation.tree import Derivative, Integral, Name, Negation, Node, Unknown, substitute
from derivtutor.render import sentences
from derivtutor.render.telling import names
from derivtutor.render.telling.blocks import Equation

_PLAIN_ROLES = frozenset({"part", "factor", "function"})
"""Roles that say no more than the letter does."""


def asked(step: Step) -> Derivative:
    """What a step is asked for, `d/dx (…)`."""
    return Derivative(step.goal.expression, step.goal.variable)


class Letters:
    """The letters in which one derivation is told: none that the problem or the page uses itself."""

    def __init__(self, derivation: Derivation) -> None:
        used = names.taken(derivation) | {names.function_letter(derivation)}
        self.outer = names.free("fghFGH", used)
        self.y = names.free("yzYZ", used)
        self.limits = {"lower limit": names.free("apA", used), "upper limit": names.free("bqB", used)}

    # -- rules -------------------------------------------------------------------------------------------------

    def statement(self, step: Step) -> Equation | None:
        """The rule in letters, renamed as this derivation uses them; None where it has no formula."""
        match step.stated:
            case "itself":
                return Equation(asked(step), step.applied)
            case "factors":
                return self._factors(step)
            case "composition":
                return self._composition(step)
            case "integral":
                return self._integral(step)
            case "letters":
                return self._renamed(step)
        return None

    def in_letters(self, step: Step) -> Node | None:
        """What a composition comes to, with a letter for the inside: `cos(u) u'`."""
        composition = step.composition
        return product([composition.outer.result, Name(f"{composition.letter}'")]) if composition else None

    def _factors(self, step: Step) -> Equation:
        letters: list[Node] = [Name(part.letter) for part in step.match.parts]
        turns = [
            product([*letters[:turn], Name(f"{part.letter}'"), *letters[turn + 1 :]])
            for turn, part in enumerate(step.match.parts)
        ]
        return Equation(Derivative(product(letters), step.goal.variable), total(turns))

    def _composition(self, step: Step) -> Equation:
        letter = step.match.parts[0].letter
        outside, rate = self._outer(letter), self._outer(letter, 1)
        return Equation(Derivative(outside, step.goal.variable), product([rate, Name(f"{letter}'")]))

    def _integral(self, step: Step) -> Equation | None:
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
            letter = limits[part.role].name
            term = product([self._outer(letter), Name(f"{letter}'")])
            terms.append(Negation(term) if part.role == "lower limit" else term)
        whole = Integral(self._outer(node.variable), node.variable, limits["lower limit"], limits["upper limit"])
        return Equation(Derivative(whole, step.goal.variable), total(terms)) if terms else None

    def _renamed(self, step: Step) -> Equation:
        rule, variable = step.rule, step.goal.variable
        letters = {} if rule.term_by_term else {"u": variable, "x": variable, **step.match.letters}
        put: dict[str, Node] = {old + prime: Name(new + prime) for old, new in letters.items() for prime in ("", "'")}
        if rule.introduces:
            letter, introduced = rule.introduces
            put[f"{letter}'"] = Derivative(builder(introduced)(put), variable)
        left, right = (substitute(formula(side), put) for side in (rule.pattern, rule.conclusion))
        return Equation(Derivative(left, variable), right)

    def _outer(self, letter: str, order: int = 0) -> Unknown:
        return Unknown(self.outer, (Name(letter),), (order,))

    # -- parts -------------------------------------------------------------------------------------------------

    def meaning(self, step: Step, part: Part) -> Equation | None:
        """What a letter of the formula stands for, labelled by its role; None for a part without one."""
        whole = step.goal.expression
        if part.role == "outer":
            return Equation(self._outer(part.letter), part.expression, translated("outer"))
        if part.role == "integrand" and isinstance(whole, Integral):
            return Equation(self._outer(whole.variable), part.expression, translated("integrand"))
        if part.role == "rewritten":
            return None if step.rule.rewrites else Equation(whole, part.expression, translated("by definition"))
        if not part.letter:
            return None
        inner = step.composition.inner.composition if step.composition and part.role == "inner" else None
        role = "" if part.role in _PLAIN_ROLES else translated(part.role)
        return Equation(self._letter(part), part.expression, role, inner.outer.goal.expression if inner else None)

    def rate(self, step: Step, part: Part) -> Node | None:
        """What the derivative of a part is called, where the formula uses it: `u'`, or `g'(u)`."""
        if step.rule.term_by_term or not part.letter or part.role == "integrand":
            return None
        return self._outer(part.letter, 1) if part.role == "outer" else Name(f"{self._letter(part).name}'")

    def _letter(self, part: Part) -> Name:
        return Name(self.limits.get(part.role, part.letter))

    # -- equations on the way ----------------------------------------------------------------------------------

    def on_the_way(self, step: Step) -> tuple[Equation, ...]:
        """The equations between introducing a logarithm and multiplying back, after that which names the whole."""
        rule = step.rule
        if not rule.work or not rule.introduces:
            return ()
        bound = {**step.match.bindings, f"{rule.introduces[0]}'": step.steps[0].result}
        ours: dict[str, Node] = {"y": Name(self.y), "y'": Name(f"{self.y}'")}
        rows = [
            Equation(substitute(formula(left), ours), builder(right)(bound), why.format(y=self.y))
            for (left, right), why in zip(rule.work, sentences.ON_THE_WAY, strict=False)
        ]
        return (Equation(Name(self.y), step.goal.expression), *rows)
