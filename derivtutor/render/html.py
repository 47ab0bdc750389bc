"""A derivation as one HTML page that needs nothing else: mathematics in MathML, no scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape as escaped
from importlib import resources

from derivtutor.derivation.derivation import Derivation
from derivtutor.notation import linear
from derivtutor.notation.mathml import NAMESPACE, Written, mathml
from derivtutor.notation.tree import Memo, Node
from derivtutor.render.document import Chain, Page, Part, PrintedStep, Section, Turn, View, page
from derivtutor.render.layout import broken, width
from derivtutor.render.numbers import Numbers, Value
from derivtutor.render.presentation import Detail, Equation
from derivtutor.render.safe import safe
from derivtutor.render.text import shortened

MOST = 44
"""Letters of mathematics that fit a line of the page; what is longer may be broken at its terms."""
SHORT = 36
"""Letters of an equation that is written beside the name of its rule."""
DEEPEST = 6
"""Steps that lie deeper are not nested any further: pages are narrow, and browsers flatten what is nested 500 deep."""


def render(derivation: Derivation, detail: Detail = "standard", view: View = "tree") -> str:
    """A complete page; `brief` shows the lines on paper, like the view `lines`."""
    shown = page(derivation, detail, view)
    style = resources.files("derivtutor.render").joinpath("style.css").read_text("utf-8")
    body = "\n".join(_Document(shown).body())
    title = escape(shortened(f"Derivative of {linear.unicode(shown.question.right)}"))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def escape(text: str) -> str:
    r"""Text for HTML, with what cannot be seen written as its code.

    >>> escape("<b>\u202e")
    '&lt;b&gt;\\u202e'
    """
    return escaped(safe(text))


class _Document:
    """One page, written from the top; formulas that occur again are written once."""

    def __init__(self, shown: Page) -> None:
        self.page = shown
        self.memo: Memo[Written] = Memo()

    # Mathematics

    def inside(self, node: Node) -> str:
        """The MathML of an expression, without the element around it."""
        written = mathml(node, False, self.memo)
        return written[written.index(">") + 1 : -len("</math>")]

    def equation(self, left: Node | None, right: Node, sign: str = "=") -> str:
        """`left = right` as one formula, or as several with room for a line break between them where it is long."""
        first, *others = broken(right, MOST)
        start = self.inside(left) if left else ""
        formulas = [f"{start}{_operator(sign)}{self.inside(first.expression)}"]
        formulas += [_operator(piece.sign) + _between(self.inside(piece.expression)) for piece in others]
        return " ".join(_math(formula) for formula in formulas)

    def wide(self, equation: Equation) -> str:
        return _wide(self.equation(equation.left, equation.right))

    # The page

    def body(self) -> Iterator[str]:
        shown = self.page
        yield f"<h1>{shown.task} {_math(self.inside(shown.variable))}</h1>"
        yield f'<div class="question">{self.wide(shown.question)}</div>'
        yield f'<p class="soft">Typed as <code>{escape(shortened(shown.typed))}</code></p>'
        yield from _remarks(shown.reading)
        if shown.layers:
            yield "<h2>From the outside in</h2>"
            yield _list("ol", "layers", (self.wide(layer) for layer in shown.layers))
        for section in shown.sections:
            yield from self.section(section)
        if shown.answer:
            yield "<h2>Answer</h2>"
            yield self.chain(shown.answer)
        if shown.numbers:
            yield from self.numbers(shown.numbers)
        if shown.notes:
            yield "<h2>Notes</h2>"
            yield from _remarks(shown.notes)

    def section(self, section: Section) -> Iterator[str]:
        yield f"<h2>{section.heading}</h2>"
        if section.lines:
            yield self.chain(section.lines)
        if section.steps:
            yield '<ol class="steps" role="list">'
            for step in section.steps:
                yield from self.step(step, 1)
            yield "</ol>"

    def step(self, step: PrintedStep, level: int) -> Iterator[str]:
        short = not (step.formula or step.parts or step.steps or step.work) and self.is_short(step.chain)
        kind = ' class="short"' if short else ""
        yield f'<li id="step-{step.id}"{kind}>'
        rank = min(level + 2, 6)
        yield f'<h{rank}><span class="number">{step.id}</span>{escape(step.title)}</h{rank}>'
        if step.same_as:
            yield f'<p class="says">as in <a href="#step-{step.same_as}">step {step.same_as}</a></p>'
        elif step.says:
            yield f'<p class="says">{escape(step.says)}</p>'
        yield from self.formula(step)
        if step.chain.turns:
            yield self.chain(step.chain)
        nested = level < DEEPEST and step.steps
        if nested:
            yield '<ol class="steps" role="list">'
        else:
            yield "</li>"
        for child in step.steps:
            yield from self.step(child, level + 1)
        if nested:
            yield "</ol>\n</li>"

    def is_short(self, chain: Chain) -> bool:
        return len(chain.turns) == 1 and width(chain.left) + width(chain.turns[0].expression) <= SHORT

    def formula(self, step: PrintedStep) -> Iterator[str]:
        """The rule in letters, and what the letters stand for."""
        if not (step.formula or step.parts or step.work):
            return
        yield '<div class="formula">'
        if step.formula:
            yield self.wide(step.formula)
        if step.parts:
            yield _list("ul", "parts", (self.part(part) for part in step.parts))
        if step.work:
            yield _list("ol", "work", (self.wide(line) for line in step.work))
        yield "</div>"

    def part(self, part: Part) -> str:
        rate = self.wide(part.rate) if part.rate else ""
        role = f'<span class="role">{escape(part.role)}</span>' if part.role else ""
        return self.wide(part.meaning) + rate + role

    def chain(self, chain: Chain) -> str:
        return _list("ol", "chain", self.turns(chain))

    def turns(self, chain: Chain) -> Iterator[str]:
        """`left = a`, `= b`, …, each with its reason; a long left side has a line of its own."""
        left: Node | None = chain.left
        if width(chain.left) + width(chain.turns[0].expression) > MOST + 12 and width(chain.left) > 12:
            yield _wide(_math(self.inside(chain.left)))
            left = None
        for turn in chain.turns:
            boxed = chain.boxed and turn is chain.turns[-1]
            yield _wide(self.equation(left, turn.expression), " answer" if boxed else "") + _reason(turn)
            left = None

    # Numbers

    def value(self, value: Value) -> str:
        if not value.forms:
            return f"{_math(self.inside(value.left))} {value.nothing}"
        return self.forms(value, value.left)

    def forms(self, value: Value, left: Node | None) -> str:
        lefts = (left, *[None] * len(value.forms))
        pairs = zip(lefts, value.forms, strict=False)
        return " ".join(self.equation(left, form.number, "=" if form.is_equal else "≈") for left, form in pairs)

    def numbers(self, numbers: Numbers) -> Iterator[str]:
        yield f"<h2>At {', '.join(self.value(value) for value in numbers.point)}</h2>"
        if numbers.layers:
            heads = "".join(f'<th scope="col">{head}</th>' for head in ("Layer", "Value", "Local rate"))
            yield f'<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
            for layer in reversed(numbers.layers):
                function = self.equation(layer.function.left, layer.function.right)
                cells = (function, self.value(layer.value), self.value(layer.rate))
                yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
            yield "</tbody>\n</table></div>"
        if numbers.is_product:
            rates = _operator("·").join(self.inside(layer.rate.left) for layer in numbers.layers)
            slope = numbers.slopes[0]
            product = _math(f"{self.inside(slope.left)}{_operator('=')}{rates}")
            yield _wide(f"{product} {self.forms(slope, None)}")
        else:
            told = numbers.slopes if numbers.layers else (numbers.value, *numbers.slopes)
            yield _list("ul", "values", (_wide(self.value(value)) for value in told))
        for side in numbers.sides:
            yield f"<p>{side.words}{f' {self.value(side.value)}' if side.value else ''}</p>"
        if numbers.tangent:
            yield f"<p>Tangent line: {self.value(numbers.tangent)}</p>"
        if numbers.trend:
            yield f"<p>{numbers.trend}</p>"


def _math(inside: str) -> str:
    return f'<math xmlns="{NAMESPACE}" display="inline" displaystyle="true"><mrow>{inside}</mrow></math>'


def _operator(sign: str) -> str:
    sign = sign.replace("·", "⋅")
    return f'<mo form="infix">{sign}</mo>' if sign else ""


def _between(formula: str) -> str:
    """A formula that goes on from the line before: a minus sign at its start stands between two terms."""
    prefix = "<mrow><mo>−</mo>"
    return (
        prefix.replace("<mo>", '<mo form="infix">') + formula[len(prefix) :] if formula.startswith(prefix) else formula
    )


def _wide(content: str, kind: str = "") -> str:
    return f'<span class="wide{kind}">{content}</span>'


def _list(tag: str, kind: str, items: Iterable[str]) -> str:
    plain = " plain" if tag == "ul" else ""
    rows = (f"<li>{item}</li>" for item in items)
    return "\n".join([f'<{tag} class="{kind}{plain}" role="list">', *rows, f"</{tag}>"])


def _remarks(notes: Iterable[str]) -> list[str]:
    items = [f"<li>{escape(note)}</li>" for note in notes]
    return ["\n".join(['<ul class="notes">', *items, "</ul>"])] if items else []


def _reason(turn: Turn) -> str:
    return f' <span class="why">{escape(turn.why)}</span>' if turn.why else ""
