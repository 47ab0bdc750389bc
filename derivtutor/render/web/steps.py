"""The steps of a derivation on an HTML page: they fold, what is found elsewhere is a link, and so is every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivtutor.language import translated
from derivtutor.render import paper
from derivtutor.render.paper import Chain
from derivtutor.render.telling import words
from derivtutor.render.telling.blocks import Equation, Part, Step, Turn
from derivtutor.render.web.formulas import Formulas
from derivtutor.render.web.frame import escape

DEEPEST = 6
"""Steps that lie deeper are not nested any further: pages are narrow, and browsers flatten what is nested 500 deep."""
_LONGEST_LEFT = 14
"""Letters of a left side that has a column beside what it equals."""
_STEPS = '<ol class="steps" role="list">'


class Steps:
    """Sets steps."""

    def __init__(self, formulas: Formulas) -> None:
        self.formulas = formulas

    def tree(self, step: Step) -> Iterator[str]:
        """A step with all that is below it."""
        yield from [_STEPS, *self.item(step, 1), "</ol>"]

    def item(self, step: Step, level: int) -> Iterator[str]:
        chain = paper.chain_of_step(step, level == 1)
        if (step.is_bare or step.is_brief) and level > 1 and not step.steps:
            yield from self.in_a_line(step, chain)
            return
        yield f'<li id="step-{step.number}"><details open>'
        rank = min(level + 2, 6)
        number = words.short_number(step.number)
        heading = f'<span class="number">{number}</span>{escape(step.heading)}'
        yield f"<summary><h{rank}>{heading}</h{rank}></summary>"
        yield from self.about(step)
        inner = [line for child in _below(step) for line in self.item(child, level + 1)]
        if inner and level < DEEPEST:
            yield from [_STEPS, *inner, "</ol>", *chain_of(chain, self.formulas), "</details></li>"]
        else:
            yield from [*chain_of(chain, self.formulas), "</details></li>", *inner]

    def in_a_line(self, step: Step, chain: Chain) -> Iterator[str]:
        """A step of which no more is told than what comes out."""
        yield f'<li id="step-{step.number}">{_found(step)}'
        yield from chain_of(Chain(chain.left, chain.turns), self.formulas)
        yield "</li>"

    def about(self, step: Step) -> Iterator[str]:
        """The rule in words and in letters, and what the letters stand for."""
        where = _as_in(step.earlier_line) if step.earlier else escape(step.says)
        yield f'<p class="says">{where} {_rule(step, translated("See: {title}.").format(title=step.title))}</p>'
        lines = [self.equation(step.formula)] if step.formula else []
        lines += chain_of(paper.chain_of_rewriting(step), self.formulas)
        if step.parts and not step.in_place:
            lines.append(_parts(map(self.part, step.parts)))
        on_the_way = paper.on_the_way(step)
        if on_the_way:
            lines.append(listed("ol", "work", map(self.equation, on_the_way)))
        if lines:
            yield from ['<div class="formula">', *lines, "</div>"]

    def part(self, part: Part) -> tuple[str, str]:
        """What a letter stands for, its rate and who finds it, with the id of that step if it is told here."""
        step, rate = part.found_by, paper.rate(part)
        why = f'<span class="role">{escape(part.meaning.why)}</span>' if part.meaning.why else ""
        shown, found, id = self.equation(rate) if rate else "", "", ""
        if step and (step.earlier or not step.is_brief):
            shown = self.formulas.alone(part.rate.left).box if part.rate else ""
            inside = escape(translated("in {step}")).format(step=_link(step.number))
            where = _as_in(step.earlier_line) if step.earlier else inside
            found = f'<span class="found">{where}</span>'
        elif step:
            found, id = _found(step), f"step-{step.number}"
        return id, self.equation(part.meaning) + shown + found + why

    def equation(self, equation: Equation) -> str:
        return self.formulas.equation(equation.left, equation.right).box


def _below(step: Step) -> Iterator[Step]:
    """The sub-steps that the parts have not told of."""
    told = {} if step.in_place else {part.found_by.number: part for part in step.parts if part.found_by}
    for child in step.steps:
        if not (child.number in told and (child.is_brief or child.earlier)):
            yield child


def _rule(step: Step, title: str) -> str:
    """A link to the rule, unless that is understood."""
    return f'<a href="#rule-{step.rule}">{escape(title)}</a>' if step.heading == step.title else escape(title)


def _found(step: Step) -> str:
    number = words.short_number(step.number)
    return f'<span class="found"><span class="number">{number}</span>{_rule(step, step.headings)}</span>'


def _link(number: str) -> str:
    shown = translated("step {number}").format(number=words.short_number(number))
    return f'<a href="#step-{number}">{escape(shown)}</a>'


def _as_in(number: str) -> str:
    return escape(translated("as in {step}")).format(step=_link(number))


def _parts(parts: Iterable[tuple[str, str]]) -> str:
    rows = (f'<li id="{id}">{part}</li>' if id else f"<li>{part}</li>" for id, part in parts)
    return "\n".join(['<ul class="parts plain" role="list">', *rows, "</ul>"])


def listed(tag: str, kind: str, items: Iterable[str]) -> str:
    """Things below each other."""
    plain = " plain" if tag == "ul" else ""
    rows = (f"<li>{item}</li>" for item in items)
    return "\n".join([f'<{tag} class="{kind}{plain}" role="list">', *rows, f"</{tag}>"])


def chain_of(chain: Chain, formulas: Formulas) -> list[str]:
    """`left = a`, `= b`, …, each with its reason; a long left side has a line of its own."""
    return [listed("ol", "chain", _turns(chain, formulas))] if chain.turns else []


def _turns(chain: Chain, formulas: Formulas) -> Iterator[str]:
    left = formulas.alone(chain.left)
    is_long = left.width > _LONGEST_LEFT
    start = left.boxed("left long wide" if is_long else "left")
    for turn in chain.turns:
        right = formulas.equation(None, turn.expression, "≈" if turn.is_about else "=")
        room = right._replace(width=right.width + (0 if is_long else left.width))
        yield start + room.boxed("right wide") + _reason(turn)
        start = ""


def _reason(turn: Turn) -> str:
    return f' <span class="why">{escape(turn.why)}</span>' if turn.why else ""
