"""Judging the lines of a page, one after the other: against the truth, and against what the page has found before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.backward.diagnosis import Attempt, Explained, difference, explained, fits, is_close
from derivtutor.grading.backward.formulas import Formula, Typed
from derivtutor.grading.backward.names import Symbol, index_of
from derivtutor.grading.backward.page import Own, Page, Sight
from derivtutor.grading.backward.products import ShapeError
from derivtutor.grading.backward.reading import Claim, Line
from derivtutor.grading.backward.replay import Region
from derivtutor.grading.backward.verdict import Difference, JudgedLine, Status
from derivtutor.grading.decimals import told_apart
from derivtutor.network.shapes import Shape, said, size
from derivtutor.network.values import Value, nested


class LineJudge:
    """One line."""

    def __init__(self, page: Page, line: Line, claim: Claim) -> None:
        self.page, self.line, self.claim = page, line, claim
        self.symbol = claim.symbol
        self.points = range(1) if page.is_at_point else range(len(page.runs))
        self.shape = () if self.symbol.entry is not None else page.graph.vertices[self.symbol.by].shape
        self.about = page.names.called(self.symbol)

    def judged(self) -> JudgedLine:
        """The line with what was found in it; what it says is remembered."""
        made: list[JudgedLine] = []
        formula: Formula | None = None
        values: tuple[Value | None, ...] = ()
        for expression in self.claim.expressions:
            try:
                formula = Formula(expression)
            except UserError as error:
                return self._line("unreadable", _unread(error))
            except (ArithmeticError, ValueError, RecursionError):
                return self._line("unreadable", sentences.THIS_HAS_NO_VALUE)
            judged, values = self._side(formula, made[-1] if made else None, values)
            made.append(judged)
            if judged.status not in _GOES_ON:
                break
        worst = max(made, key=lambda each: _WORST.index(each.status))
        if worst.status in _GOES_ON or worst.status == "wrong":
            self.page.keep(self.symbol, Own(self.line.number, values, worst.status))
        return replace(worst, value=self._shown(values))

    def _side(
        self, formula: Formula, before: JudgedLine | None, earlier: tuple[Value | None, ...]
    ) -> tuple[JudgedLine, tuple[Value | None, ...]]:
        """One right side, and what it comes to at all points."""
        nothing_known: tuple[Value | None, ...] = (None,) * len(self.page.runs)
        if formula.unknown:
            says = sentences.NOT_IN_THE_PROGRAM.format(name=_short(formula.unknown))
            return self._line("unreadable", says), nothing_known
        early = self._early(formula)
        if early is not None:
            says = (sentences.IN_A_CIRCLE if early == self.symbol else sentences.NOT_FOUND_BEFORE).format(
                about=self.about, needs=self.page.names.called(early)
            )
            return self._line("early", says), nothing_known
        try:
            typed = [self.page.typed(formula, point, self.page.sight(point, True)) for point in self.points]
            exact = [self.page.typed(formula, point, self.page.truth(point)) for point in self.points]
        except ShapeError as error:
            return self._wrong_shapes(formula, error), nothing_known
        except UserError as error:
            return self._line("unreadable", _unread(error)), nothing_known
        if None in typed or None in exact:
            return self._line("unreadable", sentences.THIS_HAS_NO_VALUE), nothing_known
        if not fits(typed[0].shape, self.shape):  # type: ignore[union-attr]
            return self._other_shape(formula, typed), nothing_known  # type: ignore[arg-type]
        values = self._values(formula, typed)  # type: ignore[arg-type]
        if self.claim.adds:
            return self._share(typed[0]), values  # type: ignore[arg-type]
        return self._compared(formula, typed, exact, before, earlier), values  # type: ignore[arg-type]

    def _early(self, formula: Formula) -> Symbol | None:
        """A gradient on the right that no line before has found."""
        loss = self.page.graph.loss
        for symbol in formula.expression.symbols.values():
            if symbol == self.symbol and symbol.sort != "rate" and not self.claim.adds and symbol.by != loss:
                return symbol
            if symbol.sort == "gradient" and symbol.by != loss and not self.page.has_found(symbol):
                return symbol
        return None

    def _values(self, formula: Formula, typed: Sequence[Typed]) -> tuple[Value | None, ...]:
        """What it comes to at all points, in the shape that is asked for; only formulas do so beside the point."""
        found: list[Value | None] = [self._in_shape(each) for each in typed]
        for point in range(len(found), len(self.page.runs)):
            found.append(self._beside(formula, point))
        return tuple(found)

    def _beside(self, formula: Formula, point: int) -> Value | None:
        if not formula.is_general or any(
            symbol.sort == "gradient" and symbol.by != self.page.graph.loss
            and self.page.own["gradient", symbol.by].values[point] is None
            for symbol in formula.expression.symbols.values()
        ):  # fmt: skip
            return None
        try:
            typed = self.page.typed(formula, point, self.page.sight(point, True))
        except UserError:
            return None
        return None if typed is None or not fits(typed.shape, self.shape) else self._in_shape(typed)

    def _in_shape(self, typed: Typed) -> Value:
        return typed.entries if self.shape else typed.entries[0]

    # Against the truth, and against what was found before

    def _compared(
        self,
        formula: Formula,
        typed: Sequence[Typed],
        exact: Sequence[Typed],
        before: JudgedLine | None,
        earlier: tuple[Value | None, ...],
    ) -> JudgedLine:
        truths = [self.page.right(self.symbol, self.page.truth(point)) for point in self.points]
        if None in truths:
            return self._line("unreadable", sentences.NO_ONE_RATE.format(about=self.about))
        values = [_entries(truth[1]) for truth in truths if truth is not None]
        used = list(formula.expression.symbols.values()) + list(formula.expression.gates.values())
        if formula.words and all(map(_agrees, exact, values)):
            line = self.page.wrong_before(used)
            if line is None or all(map(_agrees, typed, values)):
                status: Status = "exact" if all(map(_is_exact, exact, values)) else "rounded"
                return self._line(status, self._only_here(formula))
            return self._line("follow-through", sentences.FOLLOWS_FROM.format(number=line), follows=line)
        if all(map(_agrees, typed, values)):
            return self._line("exact" if all(map(_is_exact, typed, values)) else "rounded")
        if before is not None and self._is_value_of(typed, earlier):
            status = "rounded" if before.status == "exact" else before.status
            return self._line(status, before.message, follows=before.follows)
        return self._from_own(typed) or self._wrong(formula, typed, values, before)

    def _only_here(self, formula: Formula) -> str:
        """What is said of a formula that is right by chance, because two values are equal."""
        others = list(self._others(formula)) if self.page.is_at_point and self.symbol.sort == "gradient" else []
        found = explained(others[:1], others[1:], self.symbol.entry) if others else None
        return sentences.RIGHT_ONLY_HERE.format(says=found.says) if found and found.slip else ""

    def _is_value_of(self, typed: Sequence[Typed], earlier: tuple[Value | None, ...]) -> bool:
        """Whether it is the value of the side before, worked out with the page's own numbers."""
        pairs = [(each, earlier[point]) for point, each in zip(self.points, typed, strict=True)]
        return all(value is not None and _agrees(each, _entries(value)) for each, value in pairs)

    def _from_own(self, typed: Sequence[Typed]) -> JudgedLine | None:
        """Whether it follows from earlier lines, wrong ones or rounded ones."""
        for as_typed in (False, True):
            sights = [self.page.sight(point, as_typed) for point in self.points]
            found = [self.page.right(self.symbol, sight, replayed=True) for sight in sights]
            if all(each and _agrees(one, _entries(each[1])) for one, each in zip(typed, found, strict=True)):
                line = self._source(sights[0])
                if line is None:
                    return self._line("rounded")
                return self._line("follow-through", sentences.FOLLOWS_FROM.format(number=line), follows=line)
        return None

    def _source(self, sight: Sight) -> int | None:
        """The wrong line that this one follows from."""
        starts: list[Symbol] = []
        if self.symbol.sort == "gradient":
            region = Region(sight.run, self.symbol.by, sight.gradients)
            starts = [Symbol("gradient", place) for place in region.starts]
        line = self.page.wrong_before(starts)
        if line is None:
            line = self.page.wrong_before([Symbol("value", place) for sort, place in self.page.own if sort == "value"])
        return line

    # What is wrong

    def _wrong(
        self, formula: Formula, typed: Sequence[Typed], values: Sequence[list[float]], before: JudgedLine | None
    ) -> JudgedLine:
        place, yours, right = difference(typed[0].entries, values[0])
        entry = index_of(place, self.shape) if self.shape else ()
        if before is not None and before.status in ("exact", "rounded"):
            says = sentences.VALUE_OF_FORMULA
        elif not self.page.is_at_point:
            says = sentences.WRONG_FORMULA
        else:
            says = sentences.WRONG_ENTRY if entry and size(self.shape) > 1 else sentences.WRONG_NUMBER
        shown = told_apart(yours, right)
        words = {"about": self.about, "entry": ", ".join(map(str, entry)), "yours": shown[0], "right": shown[1]}
        found = None if before is not None and before.status != "wrong" else self._explained(formula, typed[0])
        return replace(
            self._line("wrong", says.format(**words)), difference=Difference(entry, yours, right), diagnosis=found
        )

    def _explained(self, formula: Formula, typed: Typed) -> Explained | None:
        if self.symbol.sort == "value":
            return None
        sights = dict.fromkeys([self.page.sight(0, as_typed) for as_typed in (False, True)])
        attempts = [self._attempt(typed, sight) for sight in sights]
        others = list(self._others(formula))
        return explained(attempts, others, self.symbol.entry)

    def _attempt(self, typed: Typed, sight: Sight) -> Attempt:
        if self.symbol.sort == "gradient":
            return Attempt(Region(sight.run, self.symbol.by, sight.gradients), typed)
        run = sight.run
        local = replace(run, graph=replace(run.graph, loss=self.symbol.of))
        return Attempt(Region(local, self.symbol.by, {}), typed)

    def _others(self, formula: Formula) -> Iterator[Attempt]:
        """The same line at other points, where it is a formula for all values."""
        for point in range(1, len(self.page.runs)):
            value = self._beside(formula, point)
            sight = self.page.sight(point, False)
            if value is not None and all(own.values[point] is not None for own in self.page.own.values()):
                margin: Any = [0.0] * len(value) if self.shape else 0.0
                yield self._attempt(Typed(self.shape, value, margin), sight)

    def _other_shape(self, formula: Formula, typed: Sequence[Typed]) -> JudgedLine:
        says = sentences.OTHER_SHAPE.format(about=self.about, wanted=said(self.shape), shape=said(typed[0].shape))
        return replace(self._line("wrong", says), diagnosis=self._explained(formula, typed[0]))

    def _wrong_shapes(self, formula: Formula, error: UserError) -> JudgedLine:
        """Operands that do not go together; it is a slip where one of them transposed makes it right."""
        return replace(self._line("wrong", error.message), diagnosis=self._turned(formula))

    def _turned(self, formula: Formula) -> Explained | None:
        truth = self.page.right(self.symbol, self.page.truth(0))
        sight = self.page.truth(0)
        for word, symbol in formula.expression.symbols.items():
            found = self.page.right(symbol, sight)
            if found is None or len(found[0]) != 2 or truth is None:
                continue
            known = {each: self.page.right(other, sight) for each, other in formula.expression.symbols.items()}
            known[word] = _transposed(*found)
            try:
                made = formula.typed({key: value for key, value in known.items() if value}, self.page.exact)
            except UserError:
                continue
            if made is not None and fits(made.shape, self.shape) and _agrees(made, _entries(truth[1])):
                name = self.page.names.called(symbol)
                says = sentences.TRANSPOSE_IT.format(name=name)
                return Explained("matrix-transposed", says, sentences.COMPARE_SHAPES, "", name)
        return None

    # Shares that are added

    def _share(self, typed: Typed) -> JudgedLine:
        """`dw += …`: what has come together so far is right, or a part of what is right."""
        key = self.symbol.sort, self.symbol.by
        so_far = self.page.added.get(key)
        entries = typed.entries
        if so_far is not None:
            entries = [a + b for a, b in zip(entries, so_far.entries, strict=True)]
        margins = [a + b for a, b in zip(typed.margins, so_far.margins, strict=True)] if so_far else typed.margins
        total = Typed(self.shape, entries if self.shape else entries[0], margins if self.shape else margins[0])
        self.page.added[key] = total
        for as_typed in (False, True):
            sight = self.page.sight(0, as_typed)
            found = Region(sight.run, self.symbol.by, _without(sight.gradients, self.symbol.by)).replayed()
            truth = self.page.right(self.symbol, self.page.truth(0))
            for each in (truth, found):
                if each is not None and _agrees(total, _entries(each[1])):
                    return self._line("exact" if _is_exact(total, _entries(each[1])) else "rounded")
        return self._line("part")

    # The line

    def _line(self, status: Status, message: str = "", follows: int | None = None) -> JudgedLine:
        return JudgedLine(
            self.line.number, self.line.text, status, self.about, self.symbol.sort, follows=follows, message=message
        )

    def _shown(self, values: tuple[Value | None, ...]) -> Any:
        if not self.page.is_at_point or not values or values[0] is None:
            return None
        return nested(values[0], self.shape)


_GOES_ON = frozenset({"exact", "rounded", "part", "follow-through"})
_WORST: Sequence[Status] = ("exact", "part", "rounded", "follow-through", "unreadable", "early", "wrong")


def _without(gradients: Mapping[int, Value], place: int) -> dict[int, Value]:
    return {at: value for at, value in gradients.items() if at != place}


def _entries(value: Value) -> list[float]:
    return value if isinstance(value, list) else [value]


def _agrees(typed: Typed, right: list[float]) -> bool:
    return len(typed.entries) == len(right) and is_close(typed.entries, right, typed.margins)


def _is_exact(typed: Typed, right: list[float]) -> bool:
    return is_close(typed.entries, right, [0.0] * len(right))


def _transposed(shape: Shape, value: Value) -> tuple[Shape, Value]:
    rows, columns = shape
    return (columns, rows), [value[row * columns + column] for column in range(columns) for row in range(rows)]


def _unread(error: UserError) -> str:
    return sentences.LINE_CANNOT_BE_READ.format(message=error.message).strip()


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
