"""A document as Markdown with mathematics in the two spellings that GitHub passes on unharmed: $`…`$ and ```math."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from derivtutor.derivation.account import Limit, Result, Side, Symbol
from derivtutor.language import aside, between, translated
from derivtutor.notation.latex import Written
from derivtutor.notation.latex import latex as written
from derivtutor.notation.tree import Memo
from derivtutor.render import paper, sentences
from derivtutor.render.paper import Chain, width
from derivtutor.render.safe import safe, shortened
from derivtutor.render.telling import blocks, words
from derivtutor.render.telling.blocks import Document, Equation, Part, Step, Turn, Value, set_blocks

MOST = 80
"""Letters of mathematics to a line."""
DEEPEST = 6
"""Steps that lie deeper are not indented any further."""

# GitHub refuses \operatorname, and takes a bare < for the start of a tag in places.
_FOR_GITHUB = (
    (re.compile(r"\\operatorname\{([^{}]*)\}"), r"\\mathop{\\mathrm{\1}}"),
    (re.compile(r" ?< ?"), r" \\lt "),
    (re.compile(r" ?> ?"), r" \\gt "),
)


def render(document: Document) -> str:
    """A page of GitHub-flavoured Markdown."""
    writer = _Writer()
    body = itertools.chain.from_iterable(set_blocks(document, writer))
    return "\n\n".join([f"# {writer.phrase(document.title)}", *body]) + "\n"


def escape(text: str) -> str:
    r"""Text that Markdown and HTML leave alone.

    >>> escape("2*x <b> [/x] $5")
    '2\\*x &lt;b&gt; \\[/x\\] <span>$</span>5'
    """
    shown = safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|~#])", r"\\\1", shown).replace("$", "<span>$</span>")


class _Writer:
    """Sets blocks from the top; formulas that occur again are written once."""

    def __init__(self) -> None:
        self.memo: Memo[Written] = Memo()

    def math(self, side: Side) -> str:
        tex = side.latex if isinstance(side, Symbol | Result | Limit) else written(side, self.memo)
        for pattern, replacement in _FOR_GITHUB:
            tex = pattern.sub(replacement, tex)
        return tex

    def phrase(self, phrase: blocks.Phrase) -> str:
        return "".join([escape(each) if isinstance(each, str) else _inline(self.math(each)) for each in phrase])

    def equation(self, equation: Equation) -> str:
        return f"{self.math(equation.left)} = {self.math(equation.right)}"

    # Before and after the steps

    def question(self, question: blocks.Question) -> Iterator[str]:
        yield self.display(self.rows(question.statement.left, [Turn(question.statement.right)]))
        yield translated("Typed as {typed}").format(typed=_code(shortened(question.typed)))

    def heading(self, heading: blocks.Heading) -> Iterator[str]:
        yield f"## {escape(heading.words)}"

    def notes(self, notes: blocks.Notes) -> Iterator[str]:
        yield "\n".join(f"- {escape(sentence)}" for sentence in notes.sentences)

    def prose(self, prose: blocks.Prose) -> Iterator[str]:
        yield self.phrase(prose.phrase)

    def equations(self, chain: blocks.Chain) -> Iterable[str]:
        return self.chain(paper.chain_of_equations(chain))

    def table(self, table: blocks.Table) -> Iterator[str]:
        rows = [table.columns, *table.rows]
        written = [f"| {' | '.join(map(self.phrase, row))} |" for row in rows]
        yield "\n".join([written[0], "|" + " --- |" * len(table.columns), *written[1:]])

    def graph(self, graph: blocks.Graph) -> Iterator[str]:
        from derivtutor.render.graphs.mermaid import to_mermaid
        from derivtutor.render.graphs.text import MOST_OF_A_PAGE, aloud

        yield escape(graph.drawing.says)
        if len(graph.drawing.boxes) > MOST_OF_A_PAGE:
            yield "\n".join(f"- {escape(line)}" for line in aloud(graph.drawing, unicode=True))
        else:
            yield f"```mermaid\n{to_mermaid(graph.drawing)}\n```"

    def code(self, code: blocks.Code) -> Iterator[str]:
        yield f"```python\n{code.text.rstrip()}\n```"

    def figure(self, figure: blocks.Figure) -> Iterator[str]:
        from derivtutor.render.figures.text import to_text

        for panel in figure.figure.panels:
            yield f"```text\n{to_text(panel, MOST, unicode=False)}\n```"
            yield escape(panel.says)

    def layers(self, layers: blocks.Layers) -> Iterator[str]:
        yield self.display([f"{self.math(layer.left)} &= {self.math(layer.right)}" for layer in layers.equations])

    def lines(self, lines: blocks.Lines) -> Iterable[str]:
        return self.chain(paper.chain_of_lines(lines))

    def answer(self, answer: blocks.Answer) -> Iterable[str]:
        return self.chain(paper.chain_of_answer(answer))

    # Steps

    def step(self, step: Step, level: int = 1) -> Iterator[str]:
        """The blocks of one list item, the inner steps indented under it."""
        chain = paper.chain_of_step(step, level == 1)
        remark = words.as_in(step.earlier) if step.earlier else escape(step.says)
        short = "" if step.formula or step.parts or step.rewriting else self.short(chain)
        yield f"- **{step.number} {escape(step.heading)}**" + "".join(f" — {part}" for part in (remark, short) if part)
        lines = [self.displayed(step.formula)] if step.formula else []
        lines += [*map(self.part, step.parts), *map(self.displayed, paper.on_the_way(step))]
        if lines:
            yield _indented("  \n".join(lines))
        yield from map(_indented, self.chain(paper.chain_of_rewriting(step)))
        if not short:
            yield from map(_indented, self.chain(chain))
        for child in step.steps:
            for block in self.step(child, level + 1):
                yield _indented(block) if level < DEEPEST else block

    def short(self, chain: Chain) -> str:
        """A chain of one short equation, to be written behind the name of its rule."""
        first = chain.turns[0] if len(chain.turns) == 1 else None
        if first is None or first.why or width(chain.left) + width(first.expression) > MOST // 2:
            return ""
        return _inline(rf"\displaystyle {self.math(chain.left)} = {self.math(first.expression)}")

    def part(self, part: Part) -> str:
        role = escape(aside(part.meaning.why)) if part.meaning.why else ""
        rate = paper.rate(part)
        sides = [part.meaning, rate] if rate else [part.meaning]
        return between().join(map(self.displayed, sides)) + role

    def displayed(self, equation: Equation) -> str:
        return _inline(rf"\displaystyle {self.equation(equation)}")

    # Displays

    def display(self, rows: list[str]) -> str:
        body = rows[0].replace("&", "", 1) if len(rows) == 1 and rows[0].count("&") == 1 else _aligned(rows)
        return f"```math\n{body}\n```"

    def chain(self, chain: Chain) -> list[str]:
        return [self.display(self.rows(chain.left, chain.turns, chain.boxed))] if chain.turns else []

    def rows(self, left: Side, turns: Sequence[Turn], boxed: bool = False) -> list[str]:
        """`left = a`, `= b`, …; each broken where it is long, its reason at the right of its last row."""
        rows = []
        start = self.math(left)
        if width(left) + width(turns[0].expression) > MOST:
            rows, start = [f"& {start}"], ""
        for place, turn in enumerate(turns, 1):
            pieces = paper.tex_pieces(turn.expression, MOST, self.math)
            if boxed and place == len(turns):
                inside = pieces[0] if len(pieces) == 1 else _aligned([f"&{piece}" for piece in pieces])
                pieces = [rf"\boxed{{{inside}}}"]
            reason = rf" && \text{{{_plain(turn.why)}}}" if turn.why else ""
            sign = paper.ABOUT if turn.is_about else "="
            lines = [f"{start} &{sign} {pieces[0]}".strip(), *(rf"&\quad {piece}" for piece in pieces[1:])]
            rows += [*lines[:-1], lines[-1] + reason]
            start = ""
        return rows

    # Numbers

    def value(self, value: Value) -> str:
        if not value.forms:
            return rf"{self.math(value.left)} \text{{ {value.nothing}}}"
        return f"{self.math(value.left)} {value.right(self.math, '=', paper.ABOUT)}"

    def numbers(self, numbers: blocks.Numbers) -> Iterator[str]:
        point = between().join(_inline(self.value(value)) for value in numbers.point)
        yield "## " + translated("At {point}").format(point=point)
        if numbers.layers:
            rows = [
                (self.equation(layer.function), self.value(layer.value), self.value(layer.rate))
                for layer in reversed(numbers.layers)
            ]
            yield "\n".join([_row(sentences.LAYER_COLUMNS), "|---|---|---|", *(_table_row(row) for row in rows)])
        if numbers.is_product:
            rates = r" \cdot ".join(self.math(layer.rate.left) for layer in numbers.layers)
            slope = numbers.slopes[0]
            product = f"{self.math(slope.left)} = {rates} {slope.right(self.math, '=', paper.ABOUT)}"
            yield translated("Slope: {value}").format(value=_inline(product))
        else:
            values = numbers.slopes if numbers.layers else (numbers.value, *numbers.slopes)
            yield "\n".join(f"- {_inline(self.value(value))}" for value in values)
        for side in numbers.sides:
            yield f"{side.words} {_inline(self.value(side.value))}" if side.value else side.words
        if numbers.tangent:
            yield f"{translated('Tangent line:')} {_inline(self.value(numbers.tangent))}"
        if numbers.trend:
            yield numbers.trend


def _inline(math: str) -> str:
    return f"$`{math}`$"


def _aligned(rows: list[str]) -> str:
    return "\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}"


def _plain(why: str) -> str:
    """A reason within `\\text{…}`: only what TeX takes as it is."""
    return re.sub(r"[\\{}$&#^_~%]", " ", why)


def _table_row(formulas: Iterable[str]) -> str:
    """A row of a table; as a cell ends at any bar, those within a formula go under another name."""
    cells = (_inline(formula.replace("|", r"\vert ")) for formula in formulas)
    return _row(cells)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    """A code span, fenced by more backticks than the text has in a row."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{space}{text}{space}{fence}"


def _indented(block: str) -> str:
    return "\n".join(f"  {line}" if line else line for line in block.split("\n"))
