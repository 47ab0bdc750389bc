"""A YAML, JSON or TOML file as values that know where they stand, read safely and within limits."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from derivtutor.errors import UNREADABLE_FILE, Refusal, UserError, reason
from derivtutor.exercises import sentences
from derivtutor.exercises.escapes import lost_in_quotes, lost_in_value
from derivtutor.exercises.incoming import decoded

Plain: TypeAlias = str | int | float | None
Content: TypeAlias = "Plain | dict[str, Located] | list[Located]"

MOST_BYTES = 5_000_000
MOST_NODES = 200_000
"""Values in a file, those behind an alias counted as often as they are named."""

DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Located:
    """A value with its place, the places of its keys if it has any, and a scalar as it was written.

    `lost` is where a command of LaTeX lost its backslash, and what it probably was.
    """

    value: Content
    place: Place
    keys: Mapping[str, Place]
    text: str = ""
    repeated: Sequence[tuple[str, Place]] = ()
    lost: tuple[Place, str] | None = None

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


class FileError(UserError):
    """A file that cannot be read as YAML, JSON or TOML; the message begins with the place, where there is one."""

    place: Place | None = None

    @classmethod
    def at(cls, place: Place, refusal: Refusal, **values: object) -> FileError:
        """What is wrong at a place."""
        error = cls.of(refusal, place=place, **values)
        error.place = place
        return error


def text_of(path: Path, is_strict: bool = True) -> str:
    """The text of a file, its lines ended by line feeds: UTF-8, UTF-16, or else Western European if not strict.

    Raises:
        FileError: where it cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileError.of(sentences.FILE_TOO_LARGE, path=path, most=MOST_BYTES)
        content = path.read_bytes()
    except OSError as error:
        raise FileError.of(UNREADABLE_FILE, path=path, why=reason(error)) from None
    try:
        return decoded(content, is_strict)
    except UnicodeDecodeError as error:
        place = Place(str(path), content.count(b"\n", 0, error.start) + 1, 1)
        raise FileError.at(place, sentences.NOT_UTF8) from None


def read_document(text: str, name: str) -> Located:
    """Read a text; `name` is that of its file, whose ending tells the format.

    Raises:
        FileError: where it cannot be read, with the place.
    """
    suffix = Path(name).suffix.lower()
    if suffix == ".toml":
        return _Toml(text, name).read()
    if suffix == ".json":
        return _json(text, name)
    return _yaml(text, name)


def _json(text: str, name: str) -> Located:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        remedy = sentences.DOUBLE_BACKSLASHES if "escape" in error.msg else sentences.MEND_IT
        raise FileError.at(place, sentences.NOT_JSON, said=error.msg, remedy=remedy) from None
    except RecursionError:
        raise FileError.at(Place(name, 1, 1), sentences.NESTED_TOO_DEEPLY) from None
    # JSON is YAML but for tabs, which JSON allows between values only, and for characters in two halves.
    return _yaml(text.replace("\t", " "), name)


def _yaml(text: str, name: str) -> Located:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    start = Place(name, 1, 1)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else start
        problem = str(error.problem or error.context).strip()
        raise FileError.at(place, sentences.NOT_YAML, said=problem, remedy=_remedy(problem)) from None
    except ReaderError as error:
        before = text[: error.position]
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        sign = f"U+{error.character:04X}"
        raise FileError.at(place, sentences.CONTROL_CHARACTER, sign=sign) from None
    except (YAMLError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise FileError.at(start, sentences.NOT_YAML, said=first, remedy=sentences.SAVE_AS_TEXT) from None
    except RecursionError:
        raise FileError.at(start, sentences.NESTED_TOO_DEEPLY) from None
    if node is None:
        raise FileError.at(start, sentences.EMPTY_FILE)
    return _Nodes(name, text).located(node, 0)


def _remedy(problem: str) -> str:
    if "escape" in problem:
        return sentences.SINGLE_QUOTES
    if "mapping values" in problem:
        return sentences.LINE_OR_COLON
    if "cannot start any token" in problem:
        return sentences.TAB_OR_SIGN
    return sentences.INDENTATION_OR_QUOTES


class _Nodes:
    """From the nodes of a YAML file to values, with a limit on how much aliases may repeat."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.left = MOST_NODES

    def located(self, node: Any, depth: int) -> Located:
        place = Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            raise FileError.at(place, sentences.TOO_LARGE_OR_DEEP)
        if node.id == "mapping":
            return self._mapping(node, place, depth)
        if node.id == "sequence":
            return Located([self.located(item, depth + 1) for item in node.value], place, {})
        return Located(_scalar(node), place, {}, node.value, (), self._lost(node, place))

    def _lost(self, node: Any, place: Place) -> tuple[Place, str] | None:
        """Where a scalar has lost LaTeX: between double quotes by what was typed, elsewhere by what is there."""
        if node.style != '"':
            return (place, command) if (command := lost_in_value(node.value)) else None
        start = node.start_mark.index
        typed = self.text[start : node.end_mark.index]
        lost = lost_in_quotes(typed) if "\\" in typed else None
        if lost is None:
            return None
        before = self.text[: start + lost[0]]
        return Place(self.name, before.count("\n") + 1, len(before) - before.rfind("\n")), lost[1]

    def _mapping(self, node: Any, place: Place, depth: int) -> Located:
        values: dict[str, Located] = {}
        keys: dict[str, Place] = {}
        repeated = []
        for key, value in node.value:
            where = Place(self.name, key.start_mark.line + 1, key.start_mark.column + 1)
            if key.id != "scalar":
                raise FileError.at(where, sentences.KEY_NOT_A_WORD)
            if key.value in keys:
                repeated.append((key.value, where))
                continue
            keys[key.value] = where
            values[key.value] = self.located(value, depth + 1)
        return Located(values, place, keys, "", repeated)


_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")


def _scalar(node: Any) -> Plain:
    """A number, nothing, or text; everything that is not plainly one of the first is text, as true and false are."""
    text: str = node.value
    if node.style is not None:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    if kind in ("int", "float") and _DECIMAL.fullmatch(text):
        return float(text)
    return text


@dataclass(slots=True)
class _Toml:
    """TOML, whose reader keeps no places: the lines are looked up by the headings and keys."""

    text: str
    name: str

    def read(self) -> Located:
        try:
            content = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            position = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            place = Place(self.name, int(position[1]), int(position[2])) if position else Place(self.name, 1, 1)
            said = re.sub(r"\s*\(at .*", "", str(error))
            remedy = sentences.SINGLE_QUOTES if "escape" in said else sentences.MEND_IT
            raise FileError.at(place, sentences.NOT_TOML, said=said, remedy=remedy) from None
        except RecursionError:
            raise FileError.at(Place(self.name, 1, 1), sentences.NESTED_TOO_DEEPLY) from None
        return self._located(content, "", 1, len(self.text.split("\n")))

    def _located(self, value: Any, path: str, first: int, last: int) -> Located:
        place = Place(self.name, first, 1)
        if isinstance(value, dict):
            places = {key: self._key(path, key, first, last) for key in value}
            inner = {key: self._located(item, f"{path}{key}.", places[key].line, last) for key, item in value.items()}
            return Located(inner, place, places)
        if isinstance(value, list):
            starts = self._tables(path.rstrip("."), first, last)
            if len(starts) != len(value):
                starts = [first] * len(value)
            ends = [start - 1 for start in starts[1:]] + [last]
            return Located(
                [self._located(item, path, *span) for item, *span in zip(value, starts, ends, strict=True)], place, {}
            )
        written = json.dumps(value) if isinstance(value, int | float) else str(value)
        plain = value if isinstance(value, str | int | float) else str(value)
        return Located(plain, place, {}, written, (), self._lost(written, first, last))

    def _lost(self, value: str, first: int, last: int) -> tuple[Place, str] | None:
        """As `_Nodes._lost`: of the texts between double quotes that stand there, the one that was read so."""
        if value.isprintable():
            return None
        for number, line in enumerate(self.text.split("\n")[first - 1 : last], first):
            for quoted in re.finditer(r'"(?:[^"\\]|\\.)*"', line):
                lost = lost_in_quotes(quoted.group())
                if lost and lost[1] and lost[1][2:] in value:
                    return Place(self.name, number, quoted.start() + lost[0] + 1), lost[1]
        return (Place(self.name, first, 1), command) if (command := lost_in_value(value)) else None

    def _key(self, path: str, key: str, first: int, last: int) -> Place:
        keyed = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]|\s*\[+\s*{re.escape(path + key)}\s*\]")
        for number, line in enumerate(self.text.split("\n")[first - 1 : last], first):
            if keyed.match(line):
                return Place(self.name, number, len(line) - len(line.lstrip()) + 1)
        return Place(self.name, first, 1)

    def _tables(self, name: str, first: int, last: int) -> list[int]:
        lines = enumerate(self.text.split("\n")[first - 1 : last], first)
        return [number for number, line in lines if re.match(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]", line)]
