"""A document as one HTML page that needs nothing else: mathematics in MathML, the answer first, steps that fold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from derivtutor.derivation.account import Side, in_latex, written
from derivtutor.language import between, translated
from derivtutor.notation.tree import Node
from derivtutor.render import paper, sentences
from derivtutor.render.safe import shortened
from derivtutor.render.telling import blocks, rules
from derivtutor.render.telling.blocks import Document, Equation, Step, Value, set_blocks
from derivtutor.render.web.formulas import Formula, Formulas, in_a_row, math, operator, without_styles
from derivtutor.render.web.fragment import fragment
from derivtutor.render.web.frame import escape, page
from derivtutor.render.web.steps import Steps, chain_of, listed

if TYPE_CHECKING:
    from derivtutor.derivation.derivation import Derivation

STYLES = ("derivtutor.render.web/derivation.css",)
SCRIPTS = ("derivtutor.render.web/derivation.js",)
STYLES_OF_FIGURES = ("derivtutor.render.web/figure.css",)
SCRIPTS_OF_FIGURES = ("derivtutor.render.web/figure.js",)
"""What pages need besides where there is something drawn."""
_WITHIN = ("derivtutor.render.web/notebook.css",)


def render(document: Document, explored: Derivation | None = None) -> str:
    """A complete page; where a derivation is `explored`, with a point to be moved along its curve."""
    moved, styles, scripts = _explorer(explored) if explored else ([], (), ())
    if _has_figures(document):
        styles, scripts = STYLES_OF_FIGURES + styles, SCRIPTS_OF_FIGURES + scripts
    window = "".join(each if isinstance(each, str) else written(each) for each in document.window)
    return page(escape(shortened(window)), body(document, moved), STYLES + styles, SCRIPTS + scripts)


def body(document: Document, moved: Iterable[str] = ()) -> str:
    """What stands on the page, for any page that has its style and script; what is `moved` comes before the rules."""
    writer = _Writer(document)
    return "\n".join([*writer.body(), *moved, *writer.rule_list()])


def within(document: Document) -> str:
    """The same as part of another page, without what needs a script."""
    writer = _Writer(document, is_page=False)
    drawn = STYLES_OF_FIGURES if _has_figures(document) else ()
    return fragment("\n".join([*writer.body(), *writer.rule_list()]), STYLES + drawn + _WITHIN)


def _has_figures(document: Document) -> bool:
    return any(isinstance(block, blocks.Figure | blocks.Graph) for block in document.blocks)


def _explorer(derivation: Derivation) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """A point to be moved along a curve, with its styles and scripts."""
    from derivtutor.render.web import explorer  # what evaluates expressions is not needed for other pages

    return [explorer.explorer(derivation)], explorer.STYLES, explorer.SCRIPTS


class _Writer:
    """Sets blocks from the top; the result stands before the way to it."""

    def __init__(self, document: Document, is_page: bool = True) -> None:
        self.is_page = is_page
        self.formulas = Formulas()
        self.steps = Steps(self.formulas)
        self.document = document
        self.has_question = any(isinstance(block, blocks.Question) for block in document.blocks)

    def equation(self, equation: Equation) -> Formula:
        return self.formulas.equation(equation.left, equation.right)

    def phrase(self, phrase: blocks.Phrase) -> str:
        return "".join([escape(each) if isinstance(each, str) else self.formulas.alone(each).text for each in phrase])

    def body(self) -> Iterator[str]:
        """Title and blocks; the result stands first, unless that is the question."""
        if self.document.title:
            yield f"<h1>{self.phrase(self.document.title)}</h1>"
        if not self.has_question:
            yield from self.result()
        yield from itertools.chain.from_iterable(set_blocks(self.document, self))

    # The result

    def result(self) -> list[str]:
        """What comes out, in a frame, and buttons that copy it, where there is one result."""
        answers = [pair for block in self.document.blocks for pair in _answers(block)]
        if len(answers) != 1:
            return []
        left, right = answers[0]
        shown = self.formulas.equation(left, right).box
        copy = self.copy(right) if self.is_page else ""
        return [f'<section class="result" aria-label="{escape(translated("Answer"))}">{shown}{copy}</section>']

    def copy(self, right: Side) -> str:
        forms = ((translated("Copy as LaTeX"), in_latex(right)), (translated("Copy as text"), written(right)))
        buttons = (f'<button type="button" data-copy="{escape(text)}">{escape(says)}</button>' for says, text in forms)
        status = f'<span role="status" data-copied="{escape(translated("Copied."))}"></span>'
        return f'\n<p class="copy" hidden>{"".join(buttons)}{status}</p>'

    # Before and after the steps

    def question(self, question: blocks.Question) -> Iterator[str]:
        yield f'<div class="statement">{self.equation(question.statement).box}</div>'
        typed = f"<code>{escape(shortened(question.typed))}</code>"
        yield f'<p class="soft">{escape(translated("Typed as {typed}")).format(typed=typed)}</p>'
        yield from self.result()

    def heading(self, heading: blocks.Heading) -> Iterator[str]:
        if heading.words != translated("Answer"):
            yield f"<h2>{escape(heading.words)}</h2>"

    def notes(self, notes: blocks.Notes) -> Iterator[str]:
        items = [f"<li>{escape(sentence)}</li>" for sentence in notes.sentences]
        yield "\n".join(['<ul class="notes">', *items, "</ul>"])

    def prose(self, prose: blocks.Prose) -> Iterator[str]:
        yield f"<p>{self.phrase(prose.phrase)}</p>"

    def equations(self, chain: blocks.Chain) -> Iterable[str]:
        return chain_of(paper.chain_of_equations(chain), self.formulas)

    def table(self, table: blocks.Table) -> Iterator[str]:
        rows = [[self.phrase(cell) for cell in row] for row in table.rows]
        yield _table([self.head(column) for column in table.columns], rows)

    def head(self, column: blocks.Phrase) -> str:
        """A heading; one of mathematics alone has a name in words, as readers of tables want."""
        if any(isinstance(each, str) for each in column):
            return f'<th scope="col">{self.phrase(column)}</th>'
        said = "".join(written(each) for each in column if not isinstance(each, str))
        seen = f'<span aria-hidden="true">{self.phrase(column)}</span>'
        return f'<th scope="col">{seen}<span class="unseen">{escape(said)}</span></th>'

    def graph(self, graph: blocks.Graph) -> Iterator[str]:
        from derivtutor.render.graphs.svg import to_svg
        from derivtutor.render.graphs.text import MOST_OF_A_PAGE, aloud

        yield f"<p>{escape(graph.drawing.says)}</p>"
        if len(graph.drawing.boxes) > MOST_OF_A_PAGE:
            yield listed("ul", "values", map(escape, aloud(graph.drawing, unicode=True)))
        else:
            drawn = without_styles(to_svg(graph.drawing))
            name = escape(translated("Graph"))
            yield f'<div class="scroll" tabindex="0" role="group" aria-label="{name}">\n{drawn}\n</div>'

    def code(self, code: blocks.Code) -> Iterator[str]:
        lines = "\n".join(map(escape, code.text.rstrip().splitlines()))
        yield f'<pre class="scroll" tabindex="0" role="group" aria-label="Code"><code>{lines}</code></pre>'

    def figure(self, figure: blocks.Figure) -> Iterator[str]:
        from derivtutor.render.figures.svg import to_svg

        panels = figure.figure.panels
        drawn = [
            f'<figure class="scroll">\n{without_styles(to_svg(panel))}\n'
            f"<figcaption>{escape(panel.says)}<p hidden></p></figcaption>\n</figure>"
            for panel in panels
        ]
        yield "\n".join(drawn if len(panels) == 1 else ['<div class="panels">', *drawn, "</div>"])

    def layers(self, layers: blocks.Layers) -> Iterator[str]:
        yield listed("ol", "layers", (self.equation(layer).box for layer in layers.equations))

    def lines(self, lines: blocks.Lines) -> Iterable[str]:
        return chain_of(paper.chain_of_lines(lines), self.formulas)

    def answer(self, answer: blocks.Answer) -> Iterable[str]:
        """The answer stands above; what made it of the last step, here."""
        if answer.why and not answer.stood_above:
            yield from [
                f"<h2>{escape(translated('Simplified'))}</h2>",
                *chain_of(paper.chain_of_answer(answer), self.formulas),
            ]

    def step(self, step: Step) -> Iterator[str]:
        if self.is_page and step.number == "1" and step.steps:
            fold, unfold = escape(translated("Fold all steps")), escape(translated("Open all steps"))
            says = f'data-fold="{fold}" data-open="{unfold}"'
            button = f'<button type="button" id="fold" aria-expanded="true" {says} hidden>'
            yield f'<p class="all">{button}{escape(translated("All steps"))}</button></p>'
        yield from self.steps.tree(step)

    def rule_list(self) -> Iterator[str]:
        """Every rule that the steps have used, which they link to; folded where there is no room for them."""
        told = rules.used(block for block in self.document.blocks if isinstance(block, Step))
        if told:
            heading = f"<h2>{escape(translated('Rules'))}</h2>"
            yield heading if self.is_page else f"<details><summary>{heading}</summary>"
            yield '<dl class="rules">'
            yield from (self.rule(rule) for rule in told)
            yield "</dl>" if self.is_page else "</dl></details>"

    def rule(self, rule: rules.Stated) -> str:
        statement = self.equation(rule.statement).box if rule.statement else ""
        said = f'<span class="says">{escape(rule.says)}</span>'
        return f'<dt id="rule-{rule.id}">{escape(rule.title)}</dt>\n<dd>{statement}{said}</dd>'

    # Numbers

    def value(self, value: Value) -> Formula:
        if not value.forms:
            left = self.formulas.alone(value.left)
            return Formula(f"{left.text} {value.nothing}", left.width)
        return self.forms(value, value.left)

    def forms(self, value: Value, left: Node | None) -> Formula:
        lefts = (left, *[None] * len(value.forms))
        pairs = zip(lefts, value.forms, strict=False)
        return in_a_row(
            [self.formulas.equation(side, form.number, "=" if form.is_equal else "≈") for side, form in pairs]
        )

    def numbers(self, numbers: blocks.Numbers) -> Iterator[str]:
        point = between().join(self.value(value).text for value in numbers.point)
        yield f"<h2>{escape(translated('At {point}')).format(point=point)}</h2>"
        if numbers.layers:
            rows = [
                [self.equation(layer.function).text, self.value(layer.value).text, self.value(layer.rate).text]
                for layer in reversed(numbers.layers)
            ]
            yield _table([self.head((each,)) for each in sentences.LAYER_HEADS], rows)
        if numbers.is_product:
            yield self.product(numbers)
        else:
            values = numbers.slopes if numbers.layers else (numbers.value, *numbers.slopes)
            yield listed("ul", "values", (self.value(value).box for value in values))
        for side in numbers.sides:
            yield f"<p>{side.words}{f' {self.value(side.value).text}' if side.value else ''}</p>"
        if numbers.tangent:
            line = self.value(numbers.tangent).box
            yield f'<p>{escape(translated("Tangent line:"))}</p>\n<div class="values">{line}</div>'
        if numbers.trend:
            yield f"<p>{numbers.trend}</p>"

    def product(self, numbers: blocks.Numbers) -> str:
        """The slope as the product of the local rates."""
        slope, rates = numbers.slopes[0], [self.formulas.set(layer.rate.left) for layer in numbers.layers]
        left = self.formulas.set(slope.left)
        product = f"{left.text}{operator('=')}{operator('·').join(rate.text for rate in rates)}"
        whole = Formula(math(product), left.width + sum(rate.width + 3 for rate in rates))
        return f'<div class="values">{in_a_row([whole, self.forms(slope, None)]).box}</div>'


def _answers(block: blocks.Block) -> Iterator[tuple[Side, Side]]:
    if isinstance(block, blocks.Answer):
        yield block.left, block.expression
    elif isinstance(block, blocks.Chain) and block.is_answer and block.turns:
        yield block.left, block.turns[-1].expression


def _table(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(heads)
    body = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(translated("Table"))}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )
