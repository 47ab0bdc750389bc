"""Computational graphs: values and gradients of a program are filled in, and judged as a backward pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from derivtutor.calculus.explanation import listed
from derivtutor.errors import UserError
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.blanks import Blank, divided, fields, in_brackets, node, number_text, pieces, tolerance
from derivtutor.exercises.kinds.inputs import Foreseen, Input
from derivtutor.exercises.kinds.question import Key, Question
from derivtutor.exercises.mark import Mark, Slipped, Word
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.backward.checking import BackpropJudge
from derivtutor.grading.backward.names import Names, Symbol, index_of
from derivtutor.grading.backward.verdict import JudgedLine
from derivtutor.language import mark
from derivtutor.notation.components import together
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Name

if TYPE_CHECKING:  # what tells a pass takes longer to load than one to be marked
    from derivtutor.calculus.explanation import Explanation, Words


class GraphQuestion(Question):
    """A program with values; what is asked for are some of its values and gradients, in order."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        self.judge = BackpropJudge(exercise.program, exercise.at or None)
        if not self.judge.graph.has_values:
            raise sentences.PROGRAM_WITHOUT_VALUES(exercise.program, 0)
        self.names = Names(self.judge.graph)
        self.blanks = tuple([self._blank(each) for each in fields(exercise.fill)])

    def _blank(self, asked: str) -> Blank:
        symbol = self.names.whole(asked)
        if not isinstance(symbol, Symbol) or symbol.sort == "rate":
            raise sentences.NOT_TO_FILL_IN(asked, 0, name=asked, names=", ".join(self.judge.graph.names))
        run = self.judge.runs[0]
        value = (run.values if symbol.sort == "value" else run.gradients)[symbol.by]
        shape = run.shape(symbol.by)
        entries = tuple(value) if shape else (value,)
        if symbol.entry is not None:
            shape, entries = (), (entries[symbol.entry],)
        return Blank(symbol, self.names.called(symbol), shape, entries)

    # The question

    @property
    def _asked(self) -> str:
        return ", ".join([f"${self._label(blank)}$" for blank in self.blanks])

    def _usual_task(self) -> str:
        asked = self._asked
        words = sentences.FILL_IN if len(self.blanks) > 1 else sentences.FILL_IN_ONE
        return words.format(asked=asked, blanks=self._blanks_shown)

    @property
    def _blanks_shown(self) -> str:
        shown = [
            "…" if not blank.shape else in_brackets(["…"] * len(blank.entries), blank.shape) for blank in self.blanks
        ]
        return together(shown) if len(shown) > 1 else shown[0]

    @cached_property
    def task(self) -> str:
        """The words, and below them the program and the values of its letters; what is to be filled in is in both."""
        words = self.exercise.text or self._usual_task()
        filled_in = sentences.TO_FILL_IN.format(asked=self._asked) * (bool(self.exercise.text) and len(self.blanks) > 1)
        lines = [statement.text.strip() for statement in self.judge.graph.statements]
        sign = "$" if all(map(_is_formula, lines)) else "`"
        listed = "\n".join([f"{number}. {sign}{line}{sign}" for number, line in enumerate(lines, 1)])
        return f"{words.rstrip()}\n\n{listed}{self._given}{filled_in}"

    @property
    def _given(self) -> str:
        at = self.exercise.at
        pieces = divided(at, ",;") if isinstance(at, str) else [f"{name} = {value}" for name, value in at.items()]
        listed = ", ".join([f"${piece.strip()}$" for piece in pieces if piece.strip()])
        return sentences.WITH_VALUES.format(values=listed) if listed else ""

    def _label(self, blank: Blank, entry: int | None = None) -> str:
        """What is filled in, in LaTeX."""
        graph, symbol = self.judge.graph, blank.symbol
        name = latex(Name(graph.vertices[symbol.by].name))
        place = symbol.entry if entry is None else entry
        if place is not None:
            index = r",\,".join(map(str, index_of(place, graph.vertices[symbol.by].shape)))
            name = rf"{{{name}}}_{{{index}}}"
        loss = latex(Name(graph.vertices[graph.loss].name))
        return name if symbol.sort == "value" else rf"\frac{{\partial {loss}}}{{\partial {name}}}"

    @property
    def inputs(self) -> tuple[Input, ...]:
        return tuple(
            [
                Input(
                    sort="number",
                    label=f"{self._label(blank, place if blank.shape else None)}\\colon",
                    expected=node(entry),
                    tolerance=tolerance(entry),
                    wrong=self._foreseen if len(self.blanks) == 1 and not blank.shape else tuple,
                )
                for blank in self.blanks
                for place, entry in enumerate(blank.entries)
            ]
        )

    def _foreseen(self) -> Iterable[Foreseen]:
        """The wrong numbers that slips lead to, as far as there is something to say to them."""
        from derivtutor.grading.backward.replay import Region
        from derivtutor.grading.backward.slips import all_changes

        (blank,) = self.blanks
        region = Region(self.judge.runs[0], blank.symbol.by, {})
        found = (
            [region.replayed(change) for _, change in all_changes(region)] if blank.symbol.sort == "gradient" else []
        )
        wrong = dict.fromkeys([number_text(each[1]) for each in found if each and not each[0]])
        for answer in wrong:
            mark = self.mark(answer)
            if mark.verdict == "incorrect" and mark.says and mark.slips:
                yield Foreseen(answer, mark.credit, mark.says, read(answer).tree)

    def together(self, answers: Iterable[str]) -> str:
        typed = list(answers)
        pieces, start = [], 0
        for blank in self.blanks:
            pieces.append(in_brackets(typed[start : start + len(blank.entries)], blank.shape))
            start += len(blank.entries)
        return together(pieces) if len(pieces) > 1 else pieces[0]

    @cached_property
    def key(self) -> Key:
        shown = [blank.text for blank in self.blanks]
        text = together(shown) if len(shown) > 1 else shown[0]
        return Key(text, text.replace("(", r"\left(").replace(")", r"\right)"))

    @property
    def key_told(self) -> str:
        if len(self.blanks) == 1:
            return super().key_told
        told = [f"${blank.label} = {blank.text}$" for blank in self.blanks]
        return sentences.BLANKS_ARE.format(blanks=", ".join(told))

    @cached_property
    def explanation(self) -> Explanation:
        from derivtutor.exercises.kinds.passing import explained

        return explained(self.exercise.program, self.exercise.at or None, self._by)

    @property
    def steps(self) -> Sequence[Words]:
        from derivtutor.exercises.kinds.passing import steps

        return tuple(steps(self.exercise.program, self.exercise.at or None, self._by))

    @property
    def _by(self) -> Sequence[str]:
        """The names whose gradients are asked for."""
        of_gradients = [blank.symbol.by for blank in self.blanks if blank.symbol.sort == "gradient"]
        return tuple(dict.fromkeys([self.judge.graph.vertices[place].name for place in of_gradients]))

    @property
    def letters(self) -> frozenset[str]:
        return frozenset()

    @property
    def difficulty(self) -> int:
        """By the number of operations, and whether there are arrays."""
        graph = self.judge.graph
        operations = [vertex for vertex in graph.vertices if vertex.operation is not None]
        return min(5, 1 + len(operations) // 4 + any(vertex.shape for vertex in operations) + 1)

    # Marks

    def same(self, answer: str, other: str) -> bool:
        return "".join(answer.split()) == "".join(other.split())

    def _mark(self, answer: str) -> Mark:
        given = self._given_answers(answer)
        if len(given) != len(self.blanks):
            counts = {"wanted": len(self.blanks), "given": len(given)}
            says = sentences.OTHER_COUNT.format(blank=self.blanks[0].label, **counts)
            return Mark(verdict="incorrect", credit=0.0, reason="other count", says=says)
        page = [f"{blank.label} = {text}" for blank, text in zip(self.blanks, given, strict=True)]
        judged = self.judge([line if text.strip() else "" for line, text in zip(page, given, strict=True)])
        lines = {line.number: line for line in judged.lines}
        return self._together(given, [lines[number] for number in range(1, len(page) + 1)])

    def _given_answers(self, answer: str) -> list[str]:
        """What is given for each blank; as many as there are, or nobody knows what belongs where."""
        if "=" in answer:
            return self._named(answer)
        return [answer] if len(self.blanks) == 1 else pieces(answer)

    def _named(self, answer: str) -> list[str]:
        """Answers with the names of what they are for: `z = 0.4, dL/dw = 0.12`, in any order."""
        found: dict[Symbol, str] = {}
        for piece in pieces(answer):
            left, _, right = piece.partition("=")
            symbol = self.names.whole(left)
            if isinstance(symbol, Symbol):
                found[symbol] = right
        return [found.get(blank.symbol, "") for blank in self.blanks]

    def _together(self, given: Sequence[str], lines: Sequence[JudgedLine]) -> Mark:
        words = [_word(line) for line in lines]
        shares = [self._worth(line) for line in lines]
        worst: Word = next((word for word in _WORST_FIRST if word in words), "correct")
        is_right = worst == "correct"
        slips = {line.slip: line.diagnosis for line in lines if line.slip and line.diagnosis}
        return Mark(
            verdict=worst,
            credit=1.0 if is_right else sum(shares) / len(shares),
            reason="right" if is_right else "one slip" if len(lines) == 1 and slips else "by parts",
            read_as=together(text.strip() for text in given) if len(given) > 1 else given[0].strip(),
            says=" ".join(filter(None, [*map(self._says, self.blanks, lines), self._missing(lines)])),
            slips=tuple([Slipped(id, "", each.operand, each.hint) for id, each in slips.items()]),
            parts=tuple(
                {"by": blank.label, "verdict": word, "credit": share, "evidence": {}}
                for blank, word, share in zip(self.blanks, words, shares, strict=True)
            ),
        )

    def _worth(self, line: JudgedLine) -> float:
        if line.is_right:
            return 1.0
        if line.status == "follow-through":
            return self.scheme.follow_through
        return self.scheme.one_slip if line.slip else 0.0

    def _missing(self, lines: Sequence[JudgedLine]) -> str:
        """Which blanks have nothing yet."""
        empty = [blank.label for blank, line in zip(self.blanks, lines, strict=True) if line.status == "note"]
        words = sentences.BLANKS_EMPTY if len(empty) > 1 else sentences.BLANK_EMPTY
        return words.format(blanks="".join(map(str, listed(empty)))) if empty else ""

    def _says(self, blank: Blank, line: JudgedLine) -> str:
        if line.is_right or line.status == "note":
            return ""
        if line.status == "follow-through":
            source = self.blanks[line.follows - 1].label if line.follows else ""
            return sentences.BLANK_FOLLOWS.format(blank=blank.label, source=source)
        if line.status != "wrong":
            return f"{blank.label}{mark(': ')}{line.message}"
        own = self.exercise.feedback.get(line.slip or "", "")
        said = own or (line.diagnosis.says if line.diagnosis else "")
        return f"{blank.label}{mark(': ')}{said}" if said else sentences.BLANK_WRONG.format(blank=blank.label)


_WORST_FIRST: tuple[Word, ...] = ("incorrect", "unreadable", "empty")


def _is_formula(line: str) -> bool:
    """Whether a line has numbers alone, and can be set as a formula; one with arrays is code."""
    try:
        read(line.partition("=")[2])
    except UserError:
        return False
    return "[" not in line


def _word(line: JudgedLine) -> Word:
    if line.is_right:
        return "correct"
    if line.status == "note":
        return "empty"
    return "incorrect" if line.status in ("wrong", "follow-through") else "unreadable"
