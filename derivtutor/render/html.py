"""A document as one HTML page that needs nothing else: mathematics in MathML, no scripts."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from html import escape as escaped
from importlib import resources

from derivtutor.derivation.account import Limit, Result, Side, Symbol, written
from derivtutor.notation.mathml import NAMESPACE, Written, mathml
from derivtutor.notation.tree import Memo, Node, Sum
from derivtutor.render import paper
from derivtutor.render.paper import Chain, broken, width
from derivtutor.render.safe import safe, shortened
from derivtutor.render.telling import blocks
from derivtutor.render.telling.blocks import Document, Equation, Part, Step, Turn, Value, set_blocks

MOST = 44
"""Letters of mathematics that fit a line of the page; what is longer may be broken at its terms."""
SHORT = 36
"""Letters of an equation that is written beside the name of its rule."""
DEEPEST = 6
"""Steps that lie deeper are not nested any further: pages are narrow, and browsers flatten what is nested 500 deep."""


def render(document: Document) -> str:
    """A complete page."""
    style = resources.files("derivtutor.render").joinpath("style.css").read_text("utf-8")
    writer = _Writer()
    shown = itertools.chain.from_iterable(set_blocks(document, writer))
    body = "\n".join([f"<h1>{writer.phrase(document.title)}</h1>", *shown])
    window = "".join(each if isinstance(each, str) else written(each) for each in document.window)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(shortened(window))}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def formula(side: Side) -> str:
    """What stands beside an equality sign, within a line."""
    return f'<math xmlns="{NAMESPACE}" display="inline">{_Writer().inside(side)}</math>'


def escape(text: str) -> str:
    r"""Text for HTML, with what cannot be seen written as its code.

    >>> escape("<b>\u202e")
    '&lt;b&gt;\\u202e'
    """
    return escaped(safe(text))


class _Writer:
    """Sets blocks from the top; formulas that occur again are written once."""

    def __init__(self) -> None:
        self.memo: Memo[Written] = Memo()

    # Mathematics

    def inside(self, side: Side) -> str:
        """The MathML of an expression, without the element around it."""
        if isinstance(side, Symbol):
            spaced = escape(side.text).replace(" ", "&#160;")  # browsers put spaces together
            return f"<mrow><mi>{spaced}</mi></mrow>"
        if isinstance(side, Result):
            return self.entries(side)
        if isinstance(side, Limit):
            return self.limit(side)
        written = mathml(side, False, self.memo)
        return written[written.index(">") + 1 : -len("</math>")]

    def limit(self, limit: Limit) -> str:
        inside = self.inside(limit.expression)
        bracketed = f"<mo>(</mo>{inside}<mo>)</mo>" if isinstance(limit.expression, Sum) else inside
        below = f"<mrow><mi>{escape(limit.letter)}</mi><mo>→</mo><mn>0</mn></mrow>"
        return f"<mrow><munder><mo>lim</mo>{below}</munder>{bracketed}</mrow>"

    def entries(self, result: Result) -> str:
        """A vector in a row, a matrix in rows."""
        rows = [[self.inside(entry.tree) for entry in row] for row in result.rows]
        if len(result.shape) == 2:
            cells = "".join(f"<mtr>{''.join(f'<mtd>{cell}</mtd>' for cell in row)}</mtr>" for row in rows)
            return f"<mrow><mo>(</mo><mtable>{cells}</mtable><mo>)</mo></mrow>"
        inside = "<mo>,</mo>".join(rows[0])
        return f"<mrow><mo>(</mo>{inside}<mo>)</mo></mrow>" if result.shape else inside

    def equation(self, left: Side | None, right: Side, sign: str = "=") -> str:
        """`left = right` as one formula, or as several with room for a line break between them where it is long."""
        first, *others = broken(right, MOST)
        start = self.inside(left) if left else ""
        formulas = [f"{start}{_operator(sign)}{self.inside(first.expression)}"]
        formulas += [_operator(piece.sign) + _between(self.inside(piece.expression)) for piece in others]
        return " ".join(_math(formula) for formula in formulas)

    def wide(self, equation: Equation) -> str:
        return _wide(self.equation(equation.left, equation.right))

    def phrase(self, phrase: blocks.Phrase) -> str:
        return "".join([escape(each) if isinstance(each, str) else _math(self.inside(each)) for each in phrase])

    # Before and after the steps

    def question(self, question: blocks.Question) -> Iterator[str]:
        yield f'<div class="question">{self.wide(question.statement)}</div>'
        yield f'<p class="soft">Typed as <code>{escape(shortened(question.typed))}</code></p>'

    def heading(self, heading: blocks.Heading) -> Iterator[str]:
        yield f"<h2>{escape(heading.words)}</h2>"

    def notes(self, notes: blocks.Notes) -> Iterator[str]:
        items = [f"<li>{escape(sentence)}</li>" for sentence in notes.sentences]
        yield "\n".join(['<ul class="notes">', *items, "</ul>"])

    def prose(self, prose: blocks.Prose) -> Iterator[str]:
        yield f"<p>{self.phrase(prose.phrase)}</p>"

    def equations(self, chain: blocks.Chain) -> Iterable[str]:
        return self.chain(paper.chain_of_equations(chain))

    def table(self, table: blocks.Table) -> Iterator[str]:
        heads = "".join(f'<th scope="col">{self.phrase(column)}</th>' for column in table.columns)
        rows = (f"<tr>{''.join(f'<td>{self.phrase(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
        yield f'<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
        yield from rows
        yield "</tbody>\n</table></div>"

    def graph(self, graph: blocks.Graph) -> Iterator[str]:
        from derivtutor.render.graphs.svg import to_svg
        from derivtutor.render.graphs.text import MOST_OF_A_PAGE, aloud

        yield f"<p>{escape(graph.drawing.says)}</p>"
        if len(graph.drawing.boxes) > MOST_OF_A_PAGE:
            yield _list("ul", "values", map(escape, aloud(graph.drawing, unicode=True)))
        else:
            yield f'<div class="scroll">\n{to_svg(graph.drawing)}\n</div>'

    def figure(self, figure: blocks.Figure) -> Iterator[str]:
        from derivtutor.render.figures.svg import to_svg

        caption = f"<figcaption>{escape(figure.figure.says)}</figcaption>"
        yield f'<figure class="scroll">\n{to_svg(figure.figure)}\n{caption}\n</figure>'

    def layers(self, layers: blocks.Layers) -> Iterator[str]:
        yield _list("ol", "layers", map(self.wide, layers.equations))

    def lines(self, lines: blocks.Lines) -> Iterable[str]:
        return self.chain(paper.chain_of_lines(lines))

    def answer(self, answer: blocks.Answer) -> Iterable[str]:
        return self.chain(paper.chain_of_answer(answer))

    # Steps

    def step(self, step: Step) -> Iterator[str]:
        yield from [_STEPS, *self.item(step, 1), "</ol>"]

    def item(self, step: Step, level: int) -> Iterator[str]:
        chain, formula = paper.chain_of_step(step, level == 1), self.formula(step)
        kind = "" if formula or step.steps or not _is_short(chain) else ' class="short"'
        yield f'<li id="step-{step.number}"{kind}>'
        rank = min(level + 2, 6)
        yield f'<h{rank}><span class="number">{step.number}</span>{escape(step.heading)}</h{rank}>'
        if step.earlier:
            yield f'<p class="says">as in <a href="#step-{step.earlier}">step {step.earlier}</a></p>'
        elif step.says:
            yield f'<p class="says">{escape(step.says)}</p>'
        yield from formula
        yield from self.chain(chain)
        inner = [line for child in step.steps for line in self.item(child, level + 1)]
        if inner and level < DEEPEST:
            yield from [_STEPS, *inner, "</ol>\n</li>"]
        else:
            yield from ["</li>", *inner]

    def formula(self, step: Step) -> list[str]:
        """The rule in letters, and what the letters stand for."""
        lines = [self.wide(step.formula)] if step.formula else []
        lines += self.chain(paper.chain_of_rewriting(step))
        on_the_way = paper.on_the_way(step)
        if step.parts:
            lines.append(_list("ul", "parts", map(self.part, step.parts)))
        if on_the_way:
            lines.append(_list("ol", "work", map(self.wide, on_the_way)))
        return ['<div class="formula">', *lines, "</div>"] if lines else []

    def part(self, part: Part) -> str:
        rate = paper.rate(part)
        role = f'<span class="role">{escape(part.meaning.why)}</span>' if part.meaning.why else ""
        return self.wide(part.meaning) + (self.wide(rate) if rate else "") + role

    def chain(self, chain: Chain) -> list[str]:
        return [_list("ol", "chain", self.turns(chain))] if chain.turns else []

    def turns(self, chain: Chain) -> Iterator[str]:
        """`left = a`, `= b`, …, each with its reason; a long left side has a line of its own."""
        left: Side | None = chain.left
        if width(chain.left) + width(chain.turns[0].expression) > MOST + 12 and width(chain.left) > 12:
            yield _wide(_math(self.inside(chain.left)))
            left = None
        for turn in chain.turns:
            boxed = chain.boxed and turn is chain.turns[-1]
            sign = "≈" if turn.is_about else "="
            yield _wide(self.equation(left, turn.expression, sign), " answer" if boxed else "") + _reason(turn)
            left = None

    # Numbers

    def value(self, value: Value) -> str:
        if not value.forms:
            return f"{_math(self.inside(value.left))} {value.nothing}"
        return self.forms(value, value.left)

    def forms(self, value: Value, left: Node | None) -> str:
        lefts = (left, *[None] * len(value.forms))
        pairs = zip(lefts, value.forms, strict=False)
        return " ".join(self.equation(side, form.number, "=" if form.is_equal else "≈") for side, form in pairs)

    def numbers(self, numbers: blocks.Numbers) -> Iterator[str]:
        name = self.equation(numbers.name.left, numbers.name.right)
        yield f"<h2>At {', '.join(self.value(value) for value in numbers.point)}, with {name}</h2>"
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
            values = numbers.slopes if numbers.layers else (numbers.value, *numbers.slopes)
            yield _list("ul", "values", (_wide(self.value(value)) for value in values))
        for side in numbers.sides:
            yield f"<p>{side.words}{f' {self.value(side.value)}' if side.value else ''}</p>"
        if numbers.tangent:
            yield f"<p>Tangent line: {self.value(numbers.tangent)}</p>"
        if numbers.trend:
            yield f"<p>{numbers.trend}</p>"


_STEPS = '<ol class="steps" role="list">'


def _is_short(chain: Chain) -> bool:
    return len(chain.turns) == 1 and width(chain.left) + width(chain.turns[0].expression) <= SHORT


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


def _reason(turn: Turn) -> str:
    return f' <span class="why">{escape(turn.why)}</span>' if turn.why else ""
