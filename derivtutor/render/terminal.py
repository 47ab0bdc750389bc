"""A derivation on a terminal, as a teacher writes it on the board."""

from __future__ import annotations

import io

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from derivtutor.derivation.derivation import Derivation
from derivtutor.notation.pretty import Block, text_block
from derivtutor.notation.tree import Derivative, Name, Node
from derivtutor.render import presentation, telling
from derivtutor.render.board import Board
from derivtutor.render.page import NUMBER, RESULT, TITLE, Page, Segment, Turn
from derivtutor.render.presentation import Detail, Equation, StepShown

NESTED = 4
HUGE = 1000
"""Letters of an expression that fills the screen and that nobody reads: only the answer is written out then."""
FRAME = "green"


def render(
    derivation: Derivation,
    detail: Detail = "standard",
    view: str = "tree",
    width: int = 80,
    unicode: bool = True,
    colour: bool = False,
    understood: frozenset[str] = frozenset(),
) -> str:
    """A derivation as text for a screen `width` columns wide.

    Args:
        detail: `brief` is the lines on paper, `full` tells of every step in full.
        view: `tree` is the nested steps, `lines` the lines on paper.
        unicode: whether the screen shows more than ASCII.
        colour: whether to set escape codes for colour; there are none otherwise.
        understood: rules that the reader has mastered, of which no more is told than what comes out.
    """
    writer = _Writer(derivation, detail, Page(width, Board(unicode)), understood)
    writer.head()
    writer.lines() if view == "lines" or detail == "brief" else writer.tree()
    writer.answer()
    if derivation.at:
        from derivtutor.render.numbers import numbers_of
        from derivtutor.render.trace import Trace

        Trace(writer.page, presentation.value_of(derivation)).write(numbers_of(derivation, Name(writer.y)))
    for remark in presentation.remarks(derivation):
        writer.page.sentence(remark)
    return _printed(writer.page, colour)


def _printed(page: Page, colour: bool) -> str:
    """The page with or without escape codes, whatever the environment says."""
    console = Console(
        file=io.StringIO(),
        width=max(page.width, max((row.cell_len for row in page.rows if isinstance(row, Text)), default=0)),
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    with console.capture() as capture:
        for row in page.rows:
            console.print(row, no_wrap=True, overflow="ignore", crop=False)
    return capture.get().rstrip("\n")


class _Writer:
    """Writes one derivation onto a page."""

    def __init__(self, derivation: Derivation, detail: Detail, page: Page, understood: frozenset[str]) -> None:
        self.derivation = derivation
        self.page = page
        self.board = page.board
        self.full = detail == "full"
        self.f = presentation.function_letter(derivation)
        self.y = presentation.graph_letter(derivation)
        self.roots = presentation.steps_shown(derivation, detail, frozenset(self.f), understood)
        self.told: set[str] = set()
        self.said: set[str] = set()
        self.shown: set[str] = set()

    # -- before and after the steps ----------------------------------------------------------------------------

    def head(self) -> None:
        derivation, page = self.derivation, self.page
        if presentation.was_reworded(derivation):
            page.cut(f"You wrote {derivation.input[: page.width]}")
            page.text("Read as")
            page.blank()
        page.chain(self.board.left(presentation.value_of(derivation)), [Turn(derivation.function.tree)])
        page.blank()
        for note in presentation.reading(derivation):
            page.sentence(note)
        layers = presentation.layers(derivation)
        if layers:
            page.flow("Layers, outside in:", layers)
        page.blank()

    def answer(self) -> None:
        derivation = self.derivation
        self.page.blank()
        left = self.board.left(presentation.value_of(derivation, derivation.order))
        room = self.page.width - left.width - 3
        setting = self.board.set(derivation.answer, room - 4)
        if not setting.fits:
            self.page.text("Answer", TITLE)
            self.page.chain(left, [Turn(derivation.answer)], style=RESULT)
        else:
            inside = Page(self.page.width - 4, self.board)
            inside.chain(left, [Turn(derivation.answer)], style=RESULT)
            rows = Text("\n").join(row for row in inside.rows if isinstance(row, Text))
            frame = box.ROUNDED if self.board.unicode else box.ASCII
            self.page.rows.append(Panel(rows, box=frame, border_style=FRAME, expand=False))
        self.page.blank()

    def lines(self) -> None:
        for order in range(1, self.derivation.order + 1):
            self.order_heading(order)
            lines = self.derivation.lines_of_order(order)
            turns = [
                Turn(line.expression, telling.line_label(line.rules))
                for line in lines
                if not self.is_huge(line.expression)
            ]
            if len(turns) < len(lines):
                self.page.sentence(_left_out(len(lines) - len(turns), "line"))
            turns = turns or [
                Turn(Derivative(presentation.value_of(self.derivation, order - 1), self.derivation.variable))
            ]
            if not self.board.is_short(turns[0].expression, self.page.width - NESTED - 2):
                turns[0] = Turn(Derivative(presentation.value_of(self.derivation, order - 1), self.derivation.variable))
            self.page.chain(self.board.left(presentation.value_of(self.derivation, order)), turns, airy=True)

    def tree(self) -> None:
        for order, root in enumerate(self.roots, 1):
            self.order_heading(order)
            self.step(root, self.board.left(presentation.value_of(self.derivation, order)), 0)
        if self.derivation.simplified:
            left = self.board.left(presentation.value_of(self.derivation, self.derivation.order))
            turn = Turn(self.derivation.simplified.result, presentation.laws(self.derivation.simplified.laws))
            self.page.chain(left, [turn])

    def order_heading(self, order: int) -> None:
        if self.derivation.order > 1:
            self.page.blank()
            self.page.text(f"{telling.ORDINALS[order - 1]} derivative", TITLE)
            self.page.blank()

    # -- the tree of steps -------------------------------------------------------------------------------------

    def step(self, step: StepShown, left: Block, indent: int) -> None:
        """One step: heading, parts, what is below it, conclusion."""
        page = self.page
        self.shown.add(step.id)
        inside = page.indented(indent, NESTED)
        if step.same_as:
            earlier = text_block(f"as in step {self.reference(step.same_as)}")
            page.heading([*self.heading(step, telling.title(step)), (earlier, "")], None, indent)
            page.chain(left, self.reduced([Turn(step.final)], step, inside, left), inside)
            return
        if (step.is_elementary and not step.parts) or (step.understood and not step.steps):
            self.told.add(step.rule)
            page.heading(self.heading(step, telling.title(step)), step.result, indent)
            return
        page.heading(self.heading(step, telling.title(step)), self.formula(step), indent)
        if (self.full or step.formula is None) and step.rule not in self.said and not step.understood:
            self.said.add(step.rule)
            page.sentence(step.says, inside)
        self.legend(self.in_passing(step), inside, step.rule not in presentation.TERM_BY_TERM)
        if step.work:
            page.chain(text_block(self.y), [Turn(_operand(step))], inside)
        self.parts(step, inside)
        if step.work:
            self.turn_of(step.work[0], inside)
        self.below(step, inside)
        self.conclusion(step, left, inside)

    def heading(self, step: StepShown, title: str) -> list[Segment]:
        return [(text_block(telling.short_number(step.id)), NUMBER), (text_block(title), TITLE)]

    def formula(self, step: StepShown) -> Equation | None:
        """The rule in letters, unless the step itself says the same or the page has it."""
        if step.is_elementary or (step.rule in telling.TOLD_ONCE & self.told and not self.full):
            return None
        self.told.add(step.rule)
        return step.formula

    def equation(self, equation: Equation) -> Block:
        return self.board.equation(equation.left, equation.right)

    def in_passing(self, step: StepShown) -> list[StepShown]:
        """The steps below that are told in one line each."""
        if self.full:
            return []
        return [child for child in step.steps if not child.same_as and telling.in_one_line(child)]

    def legend(self, steps: list[StepShown], indent: int, has_letters: bool) -> None:
        """The formulas of rules that steps below use for the first time, and that those do not show themselves.

        Where this step has letters of its own, the u and v of sums would be mistaken for them.
        """
        found: list[list[Segment]] = []
        for step in (each for child in steps for each in telling.with_below(child)):
            if step.rule not in self.told and (step.rule == "power" or not has_letters):
                formula = self.formula(step)
                found += [[(text_block(step.title), TITLE), (self.equation(formula), "")]] if formula else []
        self.page.table(found, indent)
        if found:
            self.page.blank()

    def parts(self, step: StepShown, indent: int) -> None:
        """What the letters stand for, their rates, and by which rule or step those are found."""
        if step.rule in presentation.TERM_BY_TERM:
            return
        letter_of = telling.letter_of
        rates = {letter_of(rate.left): rate for rate in step.rates}
        found_in = {letter_of(name): child for name, child in zip(step.rates_in, step.steps, strict=True) if name}
        table: list[list[Segment]] = []
        for part in step.parts:
            row: list[Segment] = [(self.part(part, indent), "")]
            letter = letter_of(part.left)
            if letter in rates:
                row += self.rate(rates[letter], found_in.get(letter), indent)
            table.append(row)
        self.page.table(table, indent)
        if any(len(row) > 1 for row in table) or len(table) > 1:
            self.page.blank()

    def part(self, part: Equation, indent: int) -> Block:
        room = self.page.width - indent - 8
        in_letters = part.in_letters if not self.board.is_short(part.right, room) else None
        return self.page.fitting(part.left, in_letters or part.right, indent)

    def rate(self, rate: Equation, child: StepShown | None, indent: int) -> list[Segment]:
        if child is None:
            return [(self.equation(rate), "")]
        number = telling.short_number(child.id)
        if child.same_as:
            self.shown.add(child.id)
            earlier = text_block(f"as in step {self.reference(child.same_as)}")
            return [(self.page.fitting(rate.left, rate.right, indent), ""), (earlier, "")]
        if self.full or not telling.in_one_line(child):
            return [(self.board.left(rate.left), ""), (text_block(f"in step {number}"), "")]
        self.shown.add(child.id)
        return [(self.equation(rate), ""), (text_block(f"{number}  {telling.titles(child)}"), TITLE)]

    def below(self, step: StepShown, indent: int) -> None:
        """The sub-steps that the table of parts has not told of."""
        short: list[tuple[StepShown, Node | None]] = []
        for name, child in zip(step.rates_in, step.steps, strict=True):
            if name is not None and (child.same_as or (not self.full and telling.in_one_line(child))):
                continue
            if not self.full and not child.same_as and telling.in_one_line(child):
                short.append((child, name))
                continue
            self.in_lines([each for each, _ in short], indent)
            short = []
            self.page.blank()
            self.step(child, self.board.left(name if name is not None else child.result.left), indent)
            self.page.blank()
        self.in_lines([each for each, _ in short], indent)

    def in_lines(self, steps: list[StepShown], indent: int) -> None:
        """Steps that take a line each, their equations below each other."""
        if not steps:
            return
        numbers = max(len(telling.short_number(step.id)) for step in steps)
        longest = max(len(telling.titles(step)) for step in steps)
        for step in steps:
            self.shown.add(step.id)
            turns = [Turn(step.final)]
            if step.result.right != step.final and (step.rule != "power" or telling.is_instructive(step)):
                turns.insert(0, Turn(step.result.right))
            label = [
                (text_block(telling.short_number(step.id).ljust(numbers)), NUMBER),
                (text_block(telling.titles(step).ljust(longest)), TITLE),
            ]
            self.page.line(label, self.board.left(step.result.left), turns, indent)

    def conclusion(self, step: StepShown, left: Block, indent: int) -> None:
        """The formula with the parts put in, and what that becomes."""
        turns = [Turn(step.result.right), *(Turn(found.right, found.why) for found in step.tidied)]
        if step.work:
            self.turn_of(step.work[1], indent)
            left, turns[0] = self.board.left(step.work[2].left), Turn(step.work[2].right, step.work[2].why)
        readable = [turn for turn in turns if not self.is_huge(turn.expression)]
        if not readable and step.result.in_letters is None:
            self.page.sentence(_left_out(len(turns), "result"), indent)
            return
        turns = readable or [Turn(step.result.right)]
        self.page.chain(left, self.reduced(turns, step, indent, left), indent)

    def reduced(self, turns: list[Turn], step: StepShown, indent: int, left: Block) -> list[Turn]:
        """A conclusion that does not fit as it is stays in letters: those are explained on the way down."""
        letters = step.result.in_letters
        if letters is not None and any(self.is_huge(turn.expression) for turn in turns):
            return [Turn(letters)]
        room = self.page.width - indent - left.width - 3
        if letters is None or all(self.board.is_short(turn.expression, room) for turn in turns):
            return turns
        return [Turn(letters)]

    def is_huge(self, expression: Node) -> bool:
        return len(self.board.line(expression)) > HUGE

    def turn_of(self, equation: Equation, indent: int) -> None:
        self.page.chain(self.board.left(equation.left), [Turn(equation.right, equation.why)], indent)

    def reference(self, id: str) -> str:
        """The number by which an earlier step is found: that of the step that told of it."""
        while id not in self.shown and "." in id:
            id = id.rpartition(".")[0]
        return telling.short_number(id)


def _left_out(count: int, what: str) -> str:
    return f"({count} {what}{'s' * (count > 1)} of more than {HUGE:,} letters left out here; --format json has all)"


def _operand(step: StepShown) -> Node:
    return step.result.left.children[0]
