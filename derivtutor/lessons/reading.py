"""From the file of a lesson to a value, with every mistake of form at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from derivtutor.errors import Refusal
from derivtutor.exercises import sentences as of_exercises
from derivtutor.exercises.document import FileError, Located, Place, text_of
from derivtutor.exercises.loading import Complaint, Loaded, load_document
from derivtutor.exercises.model import ExerciseSet
from derivtutor.lessons import sentences
from derivtutor.lessons.head import head_of, yaml_of
from derivtutor.lessons.library import named, nearest
from derivtutor.lessons.markdown import Formula, page
from derivtutor.lessons.model import Ask, Block, Explore, Lesson, Section, Show, Words
from derivtutor.lessons.outline import HEADING

if TYPE_CHECKING:
    from markdown_it.token import Token

MOST_LETTERS = 200_000
"""A longer file is not a lesson."""
MOST_BRACKETS = 4_000
"""Markdown looks for the end of each: so many of them take a moment, and ten times as many a minute."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_END = re.compile(r"\s*(`{3,}|~{3,})\s*")


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read: the lesson as far as it is well formed, and all that has a place in it.

    `tasks` are the lines of all exercises, right or wrong; `complaints` are about the form of everything else, since a
    set of `exercises` knows its own.
    """

    path: Path
    lesson: Lesson
    lines: tuple[str, ...]
    head: Located | None
    exercises: Loaded
    tasks: tuple[int, ...]
    formulas: tuple[Formula, ...]
    links: tuple[tuple[str, Place], ...]
    complaints: tuple[Complaint, ...]

    def place(self, line: int, column: int = 1) -> Place:
        """A place in it."""
        return Place(str(self.path), line, column)

    def place_of(self, key: str, item: int | None = None) -> Place:
        """Where a field of the head stands, or one item of it."""
        value = self.head.value if self.head else None
        found = value.get(key) if isinstance(value, dict) else None
        if found is None:
            return self.place(1)
        return found.value[item].place if isinstance(found.value, list) and item is not None else found.place


def read(path: Path) -> Read:
    """Read the file of a lesson.

    Raises:
        FileError: where it is not a text, or too long.
    """
    return read_text(text_of(path), path)


def read_text(text: str, path: Path) -> Read:
    """As `read`, for a text; the path names the lesson."""
    if len(text) > MOST_LETTERS:
        raise FileError.of(of_exercises.FILE_TOO_LARGE, path=path, most=MOST_LETTERS)
    if text.count("[") > MOST_BRACKETS:
        raise FileError.of(sentences.TOO_MANY_BRACKETS, path=path, most=MOST_BRACKETS)
    return _Reading(path, text.split("\n")).read()


@dataclass(slots=True)
class _Task:
    """An exercise as it stands in a block, before it is known whether it is one."""

    item: Located | None
    line: int
    solution: tuple[str, ...] | None = None


@dataclass(slots=True)
class _Draft:
    """A section that is being read."""

    title: str
    line: int
    blocks: list[Block | _Task] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """One file being read; what is wrong is collected."""

    path: Path
    lines: list[str]
    complaints: list[Complaint] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=lambda: [_Draft("", 1)])
    formulas: list[Formula] = field(default_factory=list)
    links: list[tuple[str, Place]] = field(default_factory=list)

    def read(self) -> Read:
        self._control_characters()
        head = head_of(self.lines, self.path)
        self.complaints += head.complaints
        self._blocks(self._page(head.end, len(self.lines)))
        exercises, made = self._exercises()
        introduction, *sections = [self._section(draft, made) for draft in self.drafts]
        number, name = named(self.path) or (None, self.path.stem)
        if named(self.path) is None:
            self._complain(1, 1, sentences.UNFIT_NAME, name=self.path.name)
        lesson = Lesson(
            id=name, number=number, path=str(self.path), head=head.fields,
            introduction=introduction.blocks, sections=tuple(sections),
        )  # fmt: skip
        tasks = [block.line for draft in self.drafts for block in draft.blocks if isinstance(block, _Task)]
        return Read(
            self.path, lesson, tuple(self.lines), head.located, exercises, tuple(tasks), tuple(self.formulas),
            tuple(self.links), tuple(self.complaints),
        )  # fmt: skip

    def _page(self, start: int, end: int) -> Sequence[Token]:
        """The blocks of some lines; their formulas are kept."""
        found = page([""] * start + self.lines[start:end])
        self.formulas += found.formulas
        for line, column in found.lonely:
            self._complain(line, column, of_exercises.DOLLAR_MISSING)
        return found.tokens

    def _complain(self, line: int, column: int, refusal: Refusal, /, **values: object) -> None:
        self.complaints.append(Complaint(Place(str(self.path), line, column), *refusal.words(**values)))

    def _control_characters(self) -> None:
        for number, line in enumerate(self.lines, 1):
            if match := _CONTROL.search(line):
                says, remedy = of_exercises.CONTROL_CHARACTER.words(place="", sign=f"U+{ord(match[0]):04X}")
                place = Place(str(self.path), number, match.start() + 1)
                self.complaints.append(Complaint(place, says.removeprefix(": "), remedy))

    def _yaml(self, start: int, end: int) -> Located | None:
        """Some lines as YAML; None where they are none."""
        located, complaints = yaml_of(self.lines, start, end, self.path)
        self.complaints += complaints
        return located

    # -- blocks ------------------------------------------------------------------------------------------------

    def _blocks(self, tokens: Sequence[Token]) -> None:
        """Put every block into its section."""
        words: tuple[int, int] | None = None
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            if token.map is None or token.nesting < 0:
                continue
            start, end = token.map
            if token.level > 0:
                if token.type == "fence":
                    self._complain(start + 1, 1, sentences.INDENTED_BLOCK)
            elif token.type == "fence":
                self._words(words)
                words = None
                self._fence(token, start, end)
            elif token.type == "heading_open":
                self._words(words)
                words = None
                self._heading(token, start)
            else:
                self._unwanted(token, start)
                words = (words[0] if words else start, end)
        self._words(words)

    def _words(self, lines: tuple[int, int] | None) -> None:
        if lines is not None:
            self.drafts[-1].blocks.append(Words("\n".join(self.lines[slice(*lines)]).rstrip(), lines[0] + 1))

    def _heading(self, token: Token, start: int) -> None:
        match = HEADING.fullmatch(self.lines[start])
        if match is None:
            self._complain(start + 1, 1, sentences.WRONG_LEVEL, level=token.tag[1:])
        elif not match["title"].strip():
            self._complain(start + 1, 1, sentences.NO_HEADING_TEXT)
        else:
            self.drafts.append(_Draft(match["title"].strip(), start + 1))

    def _unwanted(self, token: Token, start: int) -> None:
        refusal = _UNWANTED.get(token.type)
        if refusal is not None:
            text = self.lines[start].strip()
            self._complain(start + 1, len(self.lines[start]) - len(self.lines[start].lstrip()) + 1, refusal, text=text)

    def _fence(self, token: Token, start: int, end: int) -> None:
        name = token.info.strip()
        is_closed = end - start > 1 and _END.fullmatch(self.lines[end - 1]) is not None
        read = self._reads.get(name)
        if read is None:
            listed = sentences.BLOCKS_ARE.format(names=", ".join(self._reads))
            refusal = sentences.NO_SUCH_BLOCK if name else sentences.BLOCK_WITHOUT_NAME
            remedy = nearest(name, self._reads, listed)
            self._complain(start + 1, 1, refusal, name=name, remedy=remedy)
        elif not is_closed:
            self._complain(start + 1, 1, sentences.OPEN_BLOCK, name=name)
        elif not any(map(str.strip, self.lines[start + 1 : end - 1])):
            self._complain(start + 1, 1, sentences.EMPTY_BLOCK, name=name)
        else:
            read(start + 1, end - 1)

    @property
    def _reads(self) -> Mapping[str, Callable[[int, int], None]]:
        """What reads each block; it is handed the lines between its first and its last one."""
        return {
            "show": self._show, "explore": self._explore, "exercise": self._exercise, "solution": self._solution,
        }  # fmt: skip

    def _show(self, start: int, end: int) -> None:
        for number, line in enumerate(self.lines[start:end], start + 1):
            if line.strip():
                self.drafts[-1].blocks.append(Show(line.strip(), number))

    def _explore(self, start: int, end: int) -> None:
        for number, line in enumerate(self.lines[start:end], start + 1):
            if line.strip():
                self.drafts[-1].blocks.append(Explore(line.strip(), number))

    def _exercise(self, start: int, end: int) -> None:
        if len(self.drafts) == 1:
            self._complain(start, 1, sentences.EXERCISE_TOO_EARLY)
        self.drafts[-1].blocks.append(_Task(self._yaml(start, end), start))

    def _solution(self, start: int, end: int) -> None:
        task = next((block for block in reversed(self.drafts[-1].blocks) if isinstance(block, _Task)), None)
        if task is None:
            self._complain(start, 1, sentences.NO_EXERCISE_BEFORE)
        elif task.solution is not None:
            self._complain(start, 1, sentences.SECOND_SOLUTION)
        else:
            self._page(start, end)
            task.solution = tuple([line.strip() for line in self.lines[start:end] if line.strip()])

    # -- words -------------------------------------------------------------------------------------------------

    def _inline(self, token: Token) -> None:
        """What stands in a paragraph: nothing but words, emphasis and links."""
        start, end = token.map or (0, 0)
        for part in token.children or ():
            if part.type == "html_inline":
                self._complain(*self._found(part.content, start, end), sentences.NO_HTML, text=part.content)
            elif part.type == "image":
                self._complain(*self._found("![", start, end), sentences.NO_IMAGES)
            elif part.type == "link_open":
                target = str(part.attrs.get("href", ""))
                place = Place(str(self.path), *self._found(f"({target})", start, end))
                self.links.append((target, place))

    def _found(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The line and column where a text stands in some lines."""
        wanted = text.split("\n")[0]
        for number, line in enumerate(self.lines[start:end], start + 1):
            if wanted in line:
                return number, line.index(wanted) + 1
        return start + 1, 1

    # -- exercises ---------------------------------------------------------------------------------------------

    def _exercises(self) -> tuple[Loaded, dict[int, Ask]]:
        """All exercises as a set, and each by the place of its block."""
        tasks = [block for draft in self.drafts for block in draft.blocks if isinstance(block, _Task)]
        start = Place(str(self.path), 1, 1)
        items = [task.item for task in tasks if task.item is not None]
        if not items:
            return Loaded(self.path, _NOTHING, (), {}), {}
        fields = {
            "title": Located(str(self.path), start, {}, str(self.path)),
            "exercises": Located([*items], start, {}),
        }
        loaded = load_document(Located({**fields}, start, dict.fromkeys(fields, start)), self.path)
        ids = {id(located): name for name, located in loaded.places.items()}
        made: dict[int, Ask] = {}
        for task in tasks:
            exercise = loaded.exercise_set.find(ids.get(id(task.item), ""))
            if exercise is not None:
                made[task.line] = Ask(exercise, task.line, task.solution or ())
        return loaded, made

    def _section(self, draft: _Draft, made: Mapping[int, Ask]) -> Section:
        blocks = [made.get(block.line) if isinstance(block, _Task) else block for block in draft.blocks]
        return Section(draft.title, draft.line, tuple([block for block in blocks if block is not None]))


_UNWANTED = {
    "html_block": sentences.NO_HTML,
    "hr": sentences.NO_RULERS,
    "code_block": sentences.NO_PROGRAM_TEXT,
}
"""What Markdown has and lessons do not."""

_NOTHING = ExerciseSet(title="")
