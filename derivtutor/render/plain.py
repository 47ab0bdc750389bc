"""A document as lines that read well aloud: no boxes, no colour, one fact a line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from derivtutor.derivation.account import Limit, Result, Side, Symbol
from derivtutor.language import aside, between, mark, raised, translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Memo, Node
from derivtutor.render.safe import ascii_text, safe
from derivtutor.render.telling import blocks, words
from derivtutor.render.telling.blocks import Document, Equation, Step, Value, set_blocks

_LONG = 300
"""Expressions of more signs than this are told in letters where that is possible."""


def render(document: Document) -> str:
    """A document in short labelled lines of ASCII."""
    return "\n".join(itertools.chain.from_iterable(set_blocks(document, Writer())))


class Writer:
    """Writes blocks line by line; formulas that occur again are written once. A voice has other words for signs."""

    equals = "="

    def __init__(self) -> None:
        self._memo: Memo[linear.Written] = Memo()

    def math(self, side: Side) -> str:
        if isinstance(side, Symbol):
            return side.plain
        if isinstance(side, Result):
            return side.in_brackets(self.math, between())
        return ascii_text(side.text if isinstance(side, Limit) else linear.typed(side, self._memo))

    def words(self, text: str) -> str:
        """Words, with whatever formulas are in them."""
        return ascii_text(safe(text))

    def said(self, words: str, **values: object) -> str:
        """Words of this page in the language that is spoken, with values in their places."""
        return self.words(translated(words)).format(**values)

    def equal(self, left: str, right: str) -> str:
        return f"{left} {self.equals} {right}"

    def equation(self, equation: Equation) -> str:
        return self.equal(self.math(equation.left), self.readable(equation.right, equation.in_letters))

    def readable(self, expression: Node, in_letters: Node | None) -> str:
        """An expression; in letters where it is too long to listen to and the letters are explained."""
        text = self.math(expression)
        return text if in_letters is None or len(text) <= _LONG else self.math(in_letters)

    # -- before and after the steps ----------------------------------------------------------------------------

    def question(self, question: blocks.Question) -> Iterator[str]:
        if question.is_reworded:
            yield f"{self.said('You wrote:')} {self.words(question.typed)}"
        yield f"{self.said('Function:')} {self.equation(question.statement)}"
        yield f"{self.said('Differentiate with respect to:')} {between().join(map(self.math, question.variables))}"

    def heading(self, heading: blocks.Heading) -> Iterator[str]:
        if heading.is_needed:
            yield self.said("Next: {part}.", part=self.words(words.lowered(heading.words)))

    def notes(self, notes: blocks.Notes) -> Iterator[str]:
        for sentence in notes.sentences:
            yield f"{self.said('Note:')} {self.words(sentence)}"

    def prose(self, prose: blocks.Prose) -> Iterator[str]:
        yield self.phrase(prose.phrase)

    def phrase(self, phrase: blocks.Phrase) -> str:
        return "".join(self.words(each) if isinstance(each, str) else self.math(each) for each in phrase)

    def equations(self, chain: blocks.Chain) -> Iterator[str]:
        left = self.math(chain.left)
        for place, turn in enumerate(chain.turns, 1):
            sign = self.said("is about") if turn.is_about else self.equals
            start = f"{self.said('Answer:')} " if chain.is_answer and place == len(chain.turns) else ""
            why = self.words(aside(turn.why)) if turn.why else ""
            yield f"{start}{left} {sign} {self.math(turn.expression)}{why}"

    def table(self, table: blocks.Table) -> Iterator[str]:
        heads = [self.phrase(column) for column in table.columns]
        for row in table.rows:
            yield mark("; ").join(
                f"{head}{mark(': ')}{self.phrase(cell)}" for head, cell in zip(heads, row, strict=True)
            )

    def graph(self, graph: blocks.Graph) -> Iterator[str]:
        from derivtutor.render.graphs.text import aloud

        yield self.words(graph.drawing.says)
        yield from map(self.words, aloud(graph.drawing))

    def code(self, code: blocks.Code) -> Iterator[str]:
        yield from map(self.words, code.text.splitlines())

    def figure(self, figure: blocks.Figure) -> Iterator[str]:
        yield from (f"{self.said('Figure:')} {self.words(panel.says)}" for panel in figure.figure.panels)

    def layers(self, layers: blocks.Layers) -> Iterator[str]:
        for place, layer in enumerate(layers.equations, 1):
            yield f"{self.said('Layer {place}, counted from outside:', place=place)} {self.equation(layer)}"

    def answer(self, answer: blocks.Answer) -> Iterator[str]:
        if answer.why:
            yield f"{self.said('Simplified:')} {self.math(answer.expression)}{self.words(aside(answer.why))}"
        yield f"{self.said('Answer:')} {self.equal(self.math(answer.left), self.math(answer.expression))}"

    def lines(self, lines: blocks.Lines) -> Iterator[str]:
        for place, line in enumerate(lines.lines):
            why = self.words(aside(words.line_label(line.rules))) if line.rules else ""
            before = self.said("equals") if place else f"{self.math(lines.left)} {self.equals}"
            yield f"{self.said('Line {number}:', number=place + 1)} {before} {self.math(line.expression)}{why}"

    # -- steps -------------------------------------------------------------------------------------------------

    def step(self, step: Step, around: str = "") -> Iterator[str]:
        """A step and what is below it."""
        number = words.short_number(step.number)
        place = "Step {number}, {title}, inside step {around}" if around else "Step {number}, {title}"
        label = self.said(place, number=number, title=words.lowered(step.headings), around=around)
        if step.earlier:
            earlier = words.short_number(step.earlier_line)
            known = self.equal(self.math(step.left), self.math(step.final))
            yield f"{label}{mark(': ')}{self.said('as in step {number}', number=earlier)}{mark(', ')}{known}"
        elif step.is_brief or step.is_bare:
            for each in step.with_below():
                if each.formula:
                    of = self.said("Formula of the {rule}:", rule=words.lowered(each.title))
                    yield f"{of} {self.equation(each.formula)}"
            sides = [step.asked, *step.in_short] if step.left == step.asked else [step.left, step.asked, *step.in_short]
            yield f"{label}{mark(': ')}{f' {self.equals} '.join(map(self.math, sides))}"
        else:
            yield f"{label}."
            yield from self.body(step)
            for child in step.steps:
                yield from self.step(child, number)
            yield from self.conclusion(step, number)

    def body(self, step: Step) -> Iterator[str]:
        if step.needs_words and step.says:
            yield f"{self.said('Rule:')} {step.says}"
        if step.formula:
            yield f"{self.said('Formula:')} {self.equation(step.formula)}"
        for place, turn in enumerate(step.rewriting):
            first, then = "Rewrite {expression} as", "and that as"
            start = self.said(then) if place else self.said(first, expression=self.math(step.asked.operand))
            yield f"{start} {self.math(turn.expression)}{self.words(aside(turn.why))}"
        if not step.in_place:
            for part in step.parts:
                yield f"{self.said('Here')} {self.equation(part.meaning)}"
            for part in step.parts:
                if part.rate and not part.found_by:
                    yield f"{self.said('So')} {self.equation(part.rate)}"
        for equation in step.before:
            yield self.labelled(equation)

    def conclusion(self, step: Step, number: str) -> Iterator[str]:
        for equation in step.after:
            yield self.labelled(equation)
        left = self.math(step.left)
        if not step.after or step.after[-1].right != step.result:
            shown = self.readable(step.result, step.in_letters)
            yield f"{self.said('Substituted, step {number}:', number=number)} {self.equal(left, shown)}"
            if shown != self.math(step.result):
                return
        for turn in step.tidied:
            yield f"{self.said('Equals')} {self.math(turn.expression)}{self.words(aside(turn.why))}"
        yield f"{self.said('Result of step {number}:', number=number)} {self.equal(left, self.math(step.final))}"

    def labelled(self, equation: Equation) -> str:
        label = f"{raised(equation.why)}:" if equation.why else self.said("Write")
        return f"{label} {self.equation(equation)}"

    # -- numbers -----------------------------------------------------------------------------------------------

    def numbers(self, numbers: blocks.Numbers) -> Iterator[str]:
        """Each layer's value and local rate from the inside out, the slope and the tangent."""
        point = between().join(self.value(value) for value in numbers.point)
        yield self.said("At {point}:", point=point)
        for layer in reversed(numbers.layers):
            yield self.said(
                "Layer {layer}: value {value}", layer=self.equation(layer.function), value=self.value(layer.value)
            )
            yield f"{self.said('Local rate:')} {self.value(layer.rate)}"
        if not numbers.layers:
            yield f"{self.said('Value:')} {self.value(numbers.value)}"
        product = self.said(", the product of the local rates") if numbers.is_product else ""
        for name, slope in zip((self.said("Slope"), self.said("Asked")), numbers.slopes, strict=False):
            yield f"{name}{mark(': ')}{self.value(slope)}{product}"
        for side in numbers.sides:
            yield f"{side.words} {self.value(side.value)}" if side.value else side.words
        if numbers.tangent:
            yield f"{self.said('Tangent:')} {self.value(numbers.tangent)}"
        if numbers.trend:
            yield numbers.trend

    def value(self, value: Value) -> str:
        if not value.forms:
            return f"{self.math(value.left)} {value.nothing}"
        about = self.said(", about") if value.forms[0].is_equal else self.said("is about")
        return f"{self.math(value.left)} {value.right(self.math, self.equals, about)}".replace(" ,", ",")
