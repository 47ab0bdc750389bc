"""How a session of practice is told: questions, what came of an answer, help and solutions."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from derivtutor.derivation.misconceptions import name_of
from derivtutor.errors import UserError
from derivtutor.language import mark
from derivtutor.notation.linear import primes_together
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node
from derivtutor.practice.item import Item
from derivtutor.render import sentences
from derivtutor.render.prose import to_unicode
from derivtutor.render.safe import ascii_text, safe, without_hats, wrapped
from derivtutor.render.verdict import explained

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation
    from derivtutor.calculus.figures.figure import Figure
    from derivtutor.derivation.derivation import Derivation
    from derivtutor.exercises.mark import Mark
    from derivtutor.grading.next_step import NextStep
    from derivtutor.grading.workings.verdict import JudgedLine, Working
    from derivtutor.practice.advice import Hint
    from derivtutor.practice.trying import Feedback
    from derivtutor.render.telling.blocks import Document

Said: TypeAlias = tuple[str, str]
"""A line, and its style."""

STYLES = {"title": "1", "right": "1;32", "wrong": "1;31", "almost": "1;35", "aside": "2", "": ""}
"""The codes of the terminal's own colours, which are readable on light and dark."""

_LETTERS_OF_OTHERS = re.compile(r"((?:(?![a-zA-ZͰ-Ͽ¹²³⁰-₟ᴬ-ᵪⱼⱽ])[^\W\d_])+)")
"""Letters of words in languages that are written with more than ASCII."""

_WITHIN = re.compile(r"(?<=\S)\n(?!\s*(?:[-*]|\d+\.)\s|\s*\n|\s*$)[^\S\n]*")
"""The end of a line within a paragraph."""

_MARK = re.compile(r"(?:[-*]|\d+\.)(?: \([a-z]\))? ")
_REASON = re.compile(r"(?<= )\([^()]*\)$")
"""What led to a line of a working; it stays together."""

_NO_BREAK = "\u00a0"
_ONE_FORMULA = re.compile(r"([^$]*)\$([^$]+)\$(\s?[.?])")
_PLACE = re.compile(r" \(at character (\d+)\)")
_PROMPT = 2
"""Columns that the prompt takes."""

_MOST_ROWS = 18
"""Examples that take more rows do not fit on a screen with what is asked."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How things are said on a screen; a `plain` one gets whole sentences of ASCII and long lines, to be read aloud."""

    width: int = 80
    unicode: bool = True
    colour: bool = False
    plain: bool = False

    # -- setting -----------------------------------------------------------------------------------------------

    def set(self, said: Iterable[Said]) -> str:
        """Lines with their styles."""
        return "\n".join(self._styled(line, STYLES[style]) for line, style in said)

    def _styled(self, line: str, codes: str) -> str:
        return f"\x1b[{codes}m{line}\x1b[0m" if self.colour and codes and line else line

    def written(self, text: str) -> str:
        """Words with formulas, in signs that the screen has."""
        # a question that was asked in another language is kept in it
        own = text if _NO_BREAK in mark(": ") else text.replace(_NO_BREAK, " ")
        shown = primes_together(safe(to_unicode(own)))
        if not self.unicode:
            return ascii_text(shown)
        if not self.plain:
            return shown
        pieces = _LETTERS_OF_OTHERS.split(without_hats(shown))
        return "".join([piece if place % 2 else ascii_text(piece) for place, piece in enumerate(pieces)])

    def filled(self, text: str, style: str = "", indent: int = 0) -> list[Said]:
        """A sentence in as many lines as it takes; an item of a list hangs below its first word."""
        shown = self.written(text)
        if self.plain:
            return [(shown, style)]
        mark = _MARK.match(shown)
        begin = shown[: mark.end()] if mark else ""
        hang = indent + len(begin)
        whole = _REASON.sub(lambda match: match[0].replace(" ", _NO_BREAK), shown[len(begin) :]) if mark else shown
        rows = _broken(whole, max(20, self.width - hang))
        first, *others = [row.replace(_NO_BREAK, " ") for row in rows]
        return [(" " * indent + begin + first, style), *[(" " * hang + line, style) for line in others]]

    def markdown(self, text: str) -> list[Said]:
        """Paragraphs and lists; a question about one formula shows it on lines of its own where that helps."""
        shown = self._displayed(text.strip())
        if shown:
            return shown
        lines = _WITHIN.sub(" ", text.strip().replace("$$", "$")).split("\n")
        return [said for line in lines if line.strip() or not self.plain for said in self.filled(line.strip())]

    def _displayed(self, text: str) -> list[Said]:
        match = _ONE_FORMULA.fullmatch(text)
        if self.plain or match is None:
            return []
        try:
            tree = read(match[2]).tree
        except UserError:
            return []
        rows = self._block(tree)
        if len(rows) <= 2:  # a raised exponent or the bar of a root
            return []
        return [*self.filled(match[1].strip() + (mark(":") if match[3] == "." else match[3])), ("", ""), *rows]

    def _block(self, tree: Node) -> list[Said]:
        """A formula as it is written on paper, or nothing where it takes a line only."""
        from derivtutor.render.board import Board

        setting = Board(self.unicode).set(tree, self.width - 4)
        return [(f"    {line}".rstrip(), "") for block in setting.blocks for line in block.lines]

    # -- questions ---------------------------------------------------------------------------------------------

    def question(
        self, item: Item, statement: str, number: int, of: int | None, so_far: str = "", called: str = ""
    ) -> list[Said]:
        """A question with its number, what is shown before it, and how far one has come; examples have no number.

        One that is called otherwise has no number if that is 0.
        """
        kind = sentences.KINDS.get(item.kind) or item.exercise.title
        count = sentences.OF_SEVERAL.format(number=number, of=of) if number and of else str(number or "")
        numbered = f"{called or sentences.QUESTION} {count}".rstrip() + (f"{mark(': ')}{kind}" if kind else "")
        title = sentences.EXAMPLE if item.kind == "worked-example" else numbered.rstrip(".")
        ended = title if title.endswith(("?", "!")) else f"{title}."
        said = [("", ""), *self.filled(ended if self.plain else title, "title")]
        for part in (item.lead, statement):
            said += [*self._gap(), *self.markdown(part)] if part else []
        return [*said, *(self.filled(so_far, "aside") if so_far else []), *self._gap()]

    def _gap(self) -> list[Said]:
        return [] if self.plain else [("", "")]

    # -- answers -----------------------------------------------------------------------------------------------

    def feedback(self, feedback: Feedback, praise: str, solution: str) -> list[Said]:
        """What came of a try.

        Args:
            feedback: what the session says.
            praise: what is said of a right answer.
            solution: how the solution is asked for.
        """
        mark = feedback.mark
        if mark.verdict == "unreadable":
            return self._unreadable(mark.says)
        notes = [line for note in mark.notes for line in self.filled(_noted(note), "aside")]
        said = [*self._verdict(mark, praise), *notes]
        says = "" if feedback.note and not mark.says else _comment(mark, mark.says)  # not of other letters
        if says and not mark.is_right:
            said += self.filled(says)
        elif says:
            said += self.filled(says, "aside")
        said += self.filled(feedback.note, "aside") if feedback.note else []
        if feedback.offers_solution:
            said += self.offer(solution)
        return said

    def offer(self, solution: str) -> list[Said]:
        """How the solution is asked for after some tries."""
        return self.filled(sentences.SHOWS_SOLUTION.format(key=solution), "aside")

    def _verdict(self, mark: Mark, praise: str) -> list[Said]:
        if mark.is_right:
            return self.filled(praise, "right")
        if mark.verdict == "wrong-form":
            return self.filled(sentences.NOT_IN_FORM, "almost")
        if mark.reason == "brackets":
            return self.filled(sentences.COSTS_NOTHING, "almost")
        if mark.verdict == "unfinished" or (mark.verdict == "empty" and mark.parts):  # what is there is right
            return self.filled(sentences.NOT_FINISHED, "almost")
        # what several slips would explain has no name yet; of what the author foresaw, the author speaks
        is_unnamed = mark.others or mark.reason == "alternative"
        named = "" if is_unnamed else ", ".join(dict.fromkeys(name_of(slip.id) for slip in mark.slips))
        return self.filled(sentences.NOT_RIGHT_BECAUSE.format(slips=named) if named else sentences.NOT_RIGHT, "wrong")

    def _unreadable(self, says: str) -> list[Said]:
        """Why it cannot be read; on a screen, with a sign below the place in the line above."""
        place = _PLACE.search(says)
        column = _PROMPT + int(place[1]) - 1 if place else self.width
        why = _PLACE.sub("", says)
        if not self.plain and column < self.width:
            return [(" " * column + "^", "almost"), *self.filled(why)]
        if place:
            return self.filled(sentences.UNREADABLE_AT.format(place=place[1], why=why))
        return self.filled(sentences.UNREADABLE.format(why=why))

    def working(self, judged: Working) -> str:
        """A judged working, line by line."""
        from derivtutor.render import working

        if not self.plain:
            return working.render(judged, self.width, self.unicode, self.colour)
        said = [f"{_judged(line)} {line.message}" for line in judged.lines]
        hints = [sentence for line in judged.lines for sentence in explained(line.finding.diagnosis)]
        return "\n".join(self.written(sentence).strip() for sentence in (*said, *hints, judged.message))

    def hint(self, hint: Hint) -> list[Said]:
        """A hint, with its number where there are several."""
        return self.filled(
            sentences.HINT_OF_SEVERAL.format(number=hint.number, of=hint.of, says=hint.says)
            if hint.of > 1
            else hint.says
        )

    def next_step(self, step: NextStep) -> list[Said]:
        """What to write next."""
        from derivtutor.notation import linear

        line = "" if step.line is None else sentences.WRITE_NEXT.format(line=linear.unicode(step.line))
        more = sentences.REMAIN.format(lines=step.remaining) if step.remaining > 1 else ""
        return [said for text in (step.says, line, more) if text for said in self.filled(text)]

    def solution(self, derivation: Derivation, understood: frozenset[str]) -> str:
        """A worked derivation: its lines; once some rules are mastered, the steps of all others in full instead."""
        from derivtutor.render.telling.derivation import tell

        derivation = _without_reading(derivation)
        return self._rendered(tell(derivation, view="tree" if understood else "lines", understood=understood))

    def explanation(self, explanation: Explanation) -> str:
        """How a topic beyond the rules finds its answer."""
        from derivtutor.render.telling.explanation import tell

        return self._rendered(tell(explanation))

    def figure(self, figure: Figure) -> str:
        """A figure with its sentence; the sentence alone where it is read aloud."""
        from derivtutor.render.telling import blocks

        return self._rendered(blocks.Document((), (), (blocks.Figure(figure),)))

    def example(self, explanation: Explanation) -> str:
        """An explanation to read first: in a long one, several derivations are told by what they come to."""
        from derivtutor.render.telling.explanation import tell

        whole = self.explanation(explanation)
        is_long = whole.count("\n") >= _MOST_ROWS and len(explanation.parts) > 1
        return self._rendered(tell(explanation, of_derivations="brief")) if is_long else whole

    def _rendered(self, document: Document) -> str:
        from derivtutor.render import plain, terminal

        return (
            plain.render(document) if self.plain else terminal.render(document, self.width, self.unicode, self.colour)
        )

    # -- all the rest ------------------------------------------------------------------------------------------

    def trouble(self, error: UserError) -> list[Said]:
        """What could not be done."""
        return self.filled(f"{error.message} {error.hint}".strip(), "almost")

    def help(self, keys: Sequence[tuple[str, str]], answers: Sequence[str]) -> list[Said]:
        """The keys, and which of them are answers here.

        Args:
            keys: how each is typed, and what it does.
            answers: those that are answers here.
        """
        longest = 0 if self.plain else max(len(typed) for typed, _ in keys)
        said = self.filled(sentences.TYPE_AN_ANSWER)
        for typed, does in keys:
            gap = self.width - longest - 4
            first, *others = [does] if self.plain else wrapped(does, gap)
            said.append((f"{typed} {first}." if self.plain else f"  {typed.ljust(longest)}  {first}", ""))
            said += [(" " * (longest + 4) + line, "") for line in others]
        if answers:
            listed = ", ".join(answers)
            said += self.filled(sentences.KEYS_AS_ANSWERS.format(answers=listed))
        return [*said, *self.filled(sentences.AFTER_A_COLON, "aside")]


def _without_reading(derivation: Derivation) -> Derivation:
    """The same without remarks on how its function was read: it is not the student who typed it."""
    from derivtutor.notation.expression import Expression

    function = derivation.function
    asides = tuple(note for note in derivation.asides if note not in function.notes)
    return replace(derivation, input=function.text, function=Expression(function.tree), asides=asides)


def _judged(line: JudgedLine) -> str:
    return sentences.JUDGED_LINE.format(number=line.number, text=line.text, judged=sentences.JUDGED[line.status])


def _broken(text: str, room: int) -> list[str]:
    """A text in lines that fit: between words if possible, else within a formula."""
    lines = wrapped(text, room)
    return [piece for line in lines for piece in ([line] if len(line) <= room else textwrap.wrap(line, room))] or [""]


def _noted(note: str) -> str:
    """Observations are sentences; how something was read is not."""
    return note if note.endswith((".", "?")) else sentences.NOTED.format(note=note)


def _comment(mark: Mark, says: str) -> str:
    from derivtutor.render.reports.words import comment

    return comment(mark) if says == mark.says else says
