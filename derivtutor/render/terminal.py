"""A document on a terminal, as a teacher writes it on the board."""

from __future__ import annotations

from derivtutor.derivation.account import Side
from derivtutor.language import counted, translated
from derivtutor.notation.block import columns
from derivtutor.notation.pretty import Block, text_block
from derivtutor.render.board import Board
from derivtutor.render.page import CURVES, HANGING, NUMBER, RESULT, TITLE, Page, Row, Segment
from derivtutor.render.telling import blocks, words
from derivtutor.render.telling.blocks import Document, Equation, Part, Step, Turn, set_blocks
from derivtutor.render.trace import Trace

NESTED = 4
HUGE = 1000
"""Letters of an expression that fills the screen and that nobody reads: only the answer is written out then."""


def render(document: Document, width: int = 80, unicode: bool = True, colour: bool = False, dots: bool = True) -> str:
    """A document as text for a screen `width` columns wide.

    Args:
        unicode: whether the screen shows more than ASCII.
        colour: whether to set escape codes for colour; there are none otherwise.
        dots: whether curves may be drawn in the dots of Braille.
    """
    page = Page(width, Board(unicode))
    set_blocks(document, _Writer(page, unicode and dots))
    return "\n".join([row.coloured if colour else row.plain for row in page.rows]).rstrip("\n")


class _Writer:
    """Writes blocks onto a page."""

    def __init__(self, page: Page, dots: bool) -> None:
        self.page = page
        self.dots = dots
        self.board = page.board
        self.noted = 0
        """How many rows there were below the last notes: more notes follow these at once."""

    # -- before and after the steps ----------------------------------------------------------------------------

    def question(self, question: blocks.Question) -> None:
        page = self.page
        if question.is_reworded:
            page.cut(translated("You wrote {typed}").format(typed=question.typed[: page.width]))
            page.text(translated("Read as"))
            page.blank()
        page.chain(self.board.left(question.statement.left), [Turn(question.statement.right)])
        page.blank()

    def heading(self, heading: blocks.Heading) -> None:
        if heading.is_needed:
            self.page.blank()
            self.page.text(heading.words, TITLE)
            self.page.blank()

    def notes(self, notes: blocks.Notes) -> None:
        if len(self.page.rows) != self.noted:
            self.page.blank()
        for sentence in notes.sentences:
            self.page.sentence(sentence)
        self.noted = len(self.page.rows)

    def prose(self, prose: blocks.Prose) -> None:
        self.page.blank()
        self.page.sentence(self.phrase(prose.phrase))

    def phrase(self, phrase: blocks.Phrase) -> str:
        return "".join(self.page.words(each) if isinstance(each, str) else self.board.line(each) for each in phrase)

    def equations(self, chain: blocks.Chain) -> None:
        self.page.blank()
        left = self.board.left(chain.left)
        if not chain.is_answer:
            self.page.chain(left, chain.turns)
            return
        inside = Page(self.page.width - 4, self.board)
        inside.chain(left, chain.turns, style=RESULT)
        if max([row.width for row in inside.rows]) <= inside.width:
            self.page.framed(inside.rows)
        else:
            self.page.chain(left, chain.turns, style=RESULT)

    def table(self, table: blocks.Table) -> None:
        """Columns; where they are too wide, each row under its first cell, with the headings beside the others."""
        self.page.blank()
        heads, rows = (
            [self.phrase(column) for column in table.columns],
            [list(map(self.phrase, row)) for row in table.rows],
        )
        in_columns = [
            [(text_block(head), TITLE) for head in heads],
            *[[(text_block(cell), "") for cell in row] for row in rows],
        ]
        if self.page.has_room(in_columns):
            self.page.table(in_columns, 0)
            return
        for first, *others in rows:
            self.page.table([[(text_block(first), TITLE)]], 0)
            beside = [f"{head} {cell}" for head, cell in zip(heads[1:], others, strict=False)]
            self.page.in_rows([(text_block(text), "") for text in beside], HANGING)

    def graph(self, graph: blocks.Graph) -> None:
        from derivtutor.render.graphs.text import to_text

        self.page.blank()
        self.page.sentence(graph.drawing.says)
        self.page.blank()
        for row in to_text(graph.drawing, self.page.width, self.board.unicode).splitlines():
            self.page.text(row)

    def code(self, code: blocks.Code) -> None:
        self.page.blank()
        for line in code.text.splitlines():
            self.page.text(line)

    def figure(self, figure: blocks.Figure) -> None:
        from derivtutor.render.figures.text import beside, in_pieces

        for panels, width in beside(figure.figure, self.page.width):
            self.page.blank()
            for row in in_pieces(panels, width, self.dots):
                self.page.rows.append(Row([(text, "" if style is None else CURVES[style]) for text, style in row]))
            self.page.blank()
            for panel in panels:
                self.page.sentence(panel.says)

    def layers(self, layers: blocks.Layers) -> None:
        self.page.flow(translated("Layers, outside in:"), layers.equations)

    def answer(self, answer: blocks.Answer) -> None:
        """The answer in a frame, if it has room there; a reason stands outside."""
        left = self.board.left(answer.left)
        turns = [Turn(answer.expression)]
        if answer.why:
            self.page.chain(left, [Turn(answer.expression, answer.why)])
        self.page.blank()
        if self.board.set(answer.expression, self.page.width - left.width - 7).fits:
            inside = Page(self.page.width - 4, self.board)
            inside.chain(left, turns, style=RESULT)
            self.page.framed(inside.rows)
        else:
            self.page.text(translated("Answer"), TITLE)
            self.page.chain(left, turns, style=RESULT)
        self.page.blank()

    def lines(self, lines: blocks.Lines) -> None:
        self.page.blank()
        readable = [line for line in lines.lines if not self.is_huge(line.expression)]
        if len(readable) < len(lines.lines):
            self.page.sentence(_lines_left_out(len(lines.lines) - len(readable)))
        turns = [Turn(line.expression, words.line_label(line.rules)) for line in readable] or [Turn(lines.asked)]
        if not self.board.is_short(turns[0].expression, self.page.width - NESTED - 2):
            turns[0] = Turn(lines.asked)
        self.page.chain(self.board.left(lines.left), turns, airy=True)

    def numbers(self, numbers: blocks.Numbers) -> None:
        Trace(self.page).write(numbers)

    # -- the tree of steps -------------------------------------------------------------------------------------

    def step(self, step: Step, indent: int = 0) -> None:
        """One step: heading, parts, what is below it, conclusion."""
        page, left, inside = self.page, self.board.left(step.left), self.page.indented(indent, NESTED)
        page.blank()
        heading = _label(words.short_number(step.number), step.heading)
        if step.earlier:
            page.heading([*heading, _as_in(step.earlier_line)], None, indent)
            page.chain(left, self.reduced([Turn(step.final)], step, inside, left), inside)
            return
        if step.is_bare:
            page.heading(heading, Equation(step.asked, step.result), indent)
            return
        page.heading(heading, step.formula, indent)
        if step.needs_words and step.is_new:
            page.sentence(step.says, inside)
        if step.rewriting:
            page.blank()
            page.chain(self.board.left(step.asked.operand), step.rewriting, inside)
            page.blank()
        self.legend(step, inside)
        self.row_each(step.before[:1], inside)
        self.parts(step, inside)
        self.row_each(step.before[1:], inside)
        self.below(step, inside)
        if step.rewriting:
            page.blank()
        self.conclusion(step, left, inside)

    def equation(self, equation: Equation) -> Block:
        return self.board.equation(equation.left, equation.right)

    def row_each(self, equations: tuple[Equation, ...], indent: int) -> None:
        for equation in equations:
            self.page.chain(self.board.left(equation.left), [Turn(equation.right, equation.why)], indent)

    def legend(self, step: Step, indent: int) -> None:
        """The formulas of rules that are new in the steps below that take one line each.

        Where this step has letters of its own, the u and v of sums would be mistaken for them.
        """
        below = [each for child in step.steps if _in_passing(child) for each in child.with_below()]
        rows: list[list[Segment]] = [
            [(text_block(each.title), TITLE), (self.equation(each.formula), "")]
            for each in below
            if each.formula and (step.in_place or not each.in_place)
        ]
        self.page.table(rows, indent)
        if rows:
            self.page.blank()

    def parts(self, step: Step, indent: int) -> None:
        """What the letters stand for, their rates, and by which rule or step those are found."""
        if step.in_place:
            return
        table = [[self.meaning(part.meaning, indent), *self.rate(part, indent)] for part in step.parts]
        self.page.table(table, indent)
        if any(len(row) > 1 for row in table) or len(table) > 1:
            self.page.blank()

    def meaning(self, meaning: Equation, indent: int) -> Segment:
        room = self.page.width - indent - 8
        in_letters = None if self.board.is_short(meaning.right, room) else meaning.in_letters
        return self.page.fitting(meaning.left, in_letters or meaning.right, indent), ""

    def rate(self, part: Part, indent: int) -> list[Segment]:
        rate, step = part.rate, part.found_by
        if rate is None:
            return []
        if step is None:
            return [(self.equation(rate), "")]
        if step.earlier:
            return [(self.page.fitting(rate.left, rate.right, indent), ""), _as_in(step.earlier_line)]
        number = words.short_number(step.number)
        if not step.is_brief:
            return [
                (self.board.left(rate.left), ""),
                (text_block(translated("in step {number}").format(number=number)), ""),
            ]
        return [(self.equation(rate), ""), (text_block(f"{number}  {step.headings}"), TITLE)]

    def below(self, step: Step, indent: int) -> None:
        """The sub-steps that the table of parts has not told of."""
        in_table = {part.found_by.number for part in step.parts if part.found_by}
        short: list[Step] = []
        for child in step.steps:
            if child.number in in_table and (child.is_brief or child.earlier):
                continue
            if _in_passing(child):
                short.append(child)
                continue
            self.in_lines(short, indent)
            short = []
            self.step(child, indent)
            self.page.blank()
        self.in_lines(short, indent)

    def in_lines(self, steps: list[Step], indent: int) -> None:
        """Steps that take a line each, their equations below each other."""
        numbers = max([len(words.short_number(step.number)) for step in steps], default=0)
        longest = max([columns(step.headings) for step in steps], default=0)
        for step in steps:
            headings = step.headings + " " * (longest - columns(step.headings))
            label = _label(words.short_number(step.number).ljust(numbers), headings)
            self.page.line(label, self.board.left(step.asked), [Turn(each) for each in step.in_short], indent)

    def conclusion(self, step: Step, left: Block, indent: int) -> None:
        """The formula with the parts put in, and what that becomes."""
        turns = [Turn(step.result), *step.tidied]
        if step.after:
            *between, last = step.after
            self.row_each(tuple(between), indent)
            left, turns[0] = self.board.left(last.left), Turn(last.right, last.why)
        readable = [turn for turn in turns if not self.is_huge(turn.expression)]
        if not readable and step.in_letters is None:
            self.page.sentence(_results_left_out(len(turns)), indent)
            return
        turns = readable or [Turn(step.result)]
        self.page.chain(left, self.reduced(turns, step, indent, left), indent)

    def reduced(self, turns: list[Turn], step: Step, indent: int, left: Block) -> list[Turn]:
        """A conclusion that does not fit as it is stays in letters: those are explained on the way down."""
        letters = step.in_letters
        if letters is not None and any(self.is_huge(turn.expression) for turn in turns):
            return [Turn(letters)]
        room = self.page.width - indent - left.width - 3
        if letters is None or all(self.board.is_short(turn.expression, room) for turn in turns):
            return turns
        return [Turn(letters)]

    def is_huge(self, expression: Side) -> bool:
        return len(self.board.line(expression)) > HUGE


def _in_passing(step: Step) -> bool:
    """Whether a step takes a line among others."""
    return step.is_brief and not step.earlier


def _label(number: str, title: str) -> list[Segment]:
    return [(text_block(number), NUMBER), (text_block(title), TITLE)]


def _as_in(number: str) -> Segment:
    return text_block(translated("as in step {number}").format(number=words.short_number(number))), ""


def _lines_left_out(count: int) -> str:
    return counted(
        "(1 line of more than {most:,} letters left out here; --format json has all)",
        "({count} lines of more than {most:,} letters left out here; --format json has all)",
        count,
    ).format(count=count, most=HUGE)


def _results_left_out(count: int) -> str:
    return counted(
        "(1 result of more than {most:,} letters left out here; --format json has all)",
        "({count} results of more than {most:,} letters left out here; --format json has all)",
        count,
    ).format(count=count, most=HUGE)
