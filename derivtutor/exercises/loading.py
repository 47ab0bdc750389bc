"""From a file to a set of exercises, with every mistake of form at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from derivtutor.errors import Refusal, UserError
from derivtutor.exercises import sentences
from derivtutor.exercises.document import FileError, Located, Place, read_document, text_of
from derivtutor.exercises.kinds import KINDS
from derivtutor.exercises.model import Alternative, Exercise, ExerciseSet, Scheme
from derivtutor.exercises.moments import moment
from derivtutor.exercises.variants import values
from derivtutor.libraries import difflib


@dataclass(frozen=True, slots=True)
class Complaint:
    """A mistake in a file: where, what, and what to write instead. `shown` is an expression with a caret."""

    place: Place
    message: str
    remedy: str = ""
    shown: str = ""

    def __str__(self) -> str:
        says = f"{self.place}: {self.message} {self.remedy}".rstrip()
        return f"{says}\n{self.shown}" if self.shown else says


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it was read: the set of what is well formed, the complaints, and where each exercise stands."""

    path: Path
    exercise_set: ExerciseSet
    complaints: tuple[Complaint, ...]
    places: Mapping[str, Located]

    def place(self, exercise: str, *keys: str | int) -> Place:
        """Where a field of an exercise stands, as far as it is there."""
        here = self.places[exercise]
        place = here.place
        for key in keys:
            if isinstance(here.value, dict) and key in here.value:
                here = here.value[str(key)]
            elif isinstance(here.value, list) and isinstance(key, int) and key < len(here.value):
                here = here.value[key]
            else:
                break
            place = here.place
        return place


def load(path: Path) -> Loaded:
    """Read a file of exercises: YAML, JSON or TOML.

    Raises:
        FileError: where it cannot be read as such.
    """
    return load_text(text_of(path), path)


def load_text(text: str, path: Path) -> Loaded:
    """As `load`, for a text; the path tells the format and is named in complaints."""
    return load_document(read_document(text, str(path)), path)


def load_document(document: Located, path: Path) -> Loaded:
    """As `load`, for what was read of a file already."""
    return _Loading().load(document, path)


def load_fields(struct: type, given: Located) -> tuple[dict[str, Any], tuple[Complaint, ...]]:
    """The fields of any struct, as far as they are well formed, and what is wrong with the others."""
    reading = _Loading()
    fields = reading.struct(struct, given)
    return fields, tuple(reading.complaints)


def placed(error: FileError, otherwise: Place) -> Complaint:
    """What is wrong with a file, whose sentence begins with the place if there is one."""
    place = error.place or otherwise
    return Complaint(place, error.message.removeprefix(f"{place}: "), error.hint)


def exercise_set(path: Path) -> ExerciseSet:
    """The exercises of a file that has no mistakes of form.

    Raises:
        FileError: with the first mistake.
    """
    loaded = load(path)
    if loaded.complaints:
        first, *others = loaded.complaints
        more = sentences.MORE_MISTAKES.format(path=path, count=len(others)) if others else ""
        raise FileError(f"{first.place}: {first.message}", f"{first.remedy} {more}".strip())
    return loaded.exercise_set


@cache
def _known_fields(struct: type) -> Mapping[str, msgspec.structs.FieldInfo]:
    return {each.encode_name: each for each in msgspec.structs.fields(struct)}


_NO_PARAMETERS = frozenset({"e", "d", "x"})
"""Letters that have a meaning of their own in nearly every function."""

_EXAMPLES = {
    "differentiate": "differentiate: x^2 sin(x)",
    "at": "at: x=2",
    "variable": "variable: x",
    "text": "text: What is the slope of $x^2$ at 3?",
    "choices": "choices: [2x, x^2, 2]",
    "answer": "answer: 2x",
    "where": "where: x=sin(t),y=cos(t)",
    "known": "known: dx/dt=2",
    "wanted": "wanted: dy/dt",
    "start": "start: 3,2",
    "program": "program: z = w*x; L = (z - y)^2",
    "fill": "fill: [z, dL/dz, dL/dw]",
}


@dataclass(slots=True)
class _Loading:
    """One file being read; what is wrong is collected."""

    complaints: list[Complaint] = field(default_factory=list)

    def load(self, document: Located, path: Path) -> Loaded:
        if not isinstance(document.value, dict):
            self._complain(document.place, sentences.NOT_A_SET)
            return Loaded(path, ExerciseSet(title=""), tuple(self.complaints), {})
        exercises = document.value.get("exercises")
        self._lost_backslashes(*(value for key, value in document.value.items() if key != "exercises"))
        plain = {key: value for key, value in document.value.items() if key not in ("exercises", "defaults", "credit")}
        fields = self._fields(ExerciseSet, Located(plain, document.place, document.keys, "", document.repeated))
        defaults = self._defaults(document.value.get("defaults"))
        if "credit" in document.value:
            fields["credit"] = Scheme(**self.struct(Scheme, document.value["credit"]))
        if "title" not in document.value:
            self._complain(document.place, sentences.NO_TITLE)
        self._check_due(document, fields)
        course = {"log": fields["log"]} if "log" in fields else {}
        listed, places = self._exercises(exercises, document.place, {**course, **defaults})
        fields.setdefault("title", "")
        made = msgspec.structs.replace(ExerciseSet(title=""), **_by_attribute(ExerciseSet, fields))
        made = msgspec.structs.replace(made, defaults=defaults, exercises=listed)
        ordered = sorted(self.complaints, key=lambda each: (each.place.line, each.place.column))
        return Loaded(path, made, tuple(ordered), places)

    def _complain(self, place: Place, refusal: Refusal, /, **values: object) -> None:
        self.complaints.append(Complaint(place, *refusal.words(**values)))

    def _lost_backslashes(self, *given: Located) -> None:
        """A command of LaTeX that lost its backslash would be read as letters, and the set called in order."""
        waiting = list(given)
        while waiting:
            here = waiting.pop()
            if here.lost is not None:
                place, command = here.lost
                is_json = Path(place.file).suffix.lower() == ".json"
                refusal = sentences.BACKSLASH_LOST_IN_JSON if is_json else sentences.BACKSLASH_LOST
                self._complain(place, refusal, command=command)
            elif isinstance(here.value, dict):
                waiting += here.value.values()
            elif isinstance(here.value, list):
                waiting += here.value

    def _check_due(self, document: Located, fields: Mapping[str, Any]) -> None:
        due = fields.get("due")
        if due and moment(due) is None:
            place = document.value["due"].place if isinstance(document.value, dict) else document.place
            self._complain(place, sentences.NOT_A_DATE, due=due)

    def _defaults(self, given: Located | None) -> dict[str, Any]:
        if given is None:
            return {}
        defaults = self.struct(Exercise, given)
        if "id" in defaults and isinstance(given.value, dict):
            self._complain(given.value["id"].place, sentences.NO_DEFAULT_ID)
            del defaults["id"]
        return defaults

    def _exercises(
        self, given: Located | None, start: Place, defaults: Mapping[str, Any]
    ) -> tuple[tuple[Exercise, ...], dict[str, Located]]:
        if given is None or not isinstance(given.value, list) or not given.value:
            self._complain(start if given is None else given.place, sentences.NO_EXERCISES)
            return (), {}
        exercises: list[Exercise] = []
        places: dict[str, Located] = {}
        for item in given.value:
            exercise = self._exercise(item, defaults)
            if exercise is None:
                continue
            if exercise.id in places:
                place = item.value["id"].place if isinstance(item.value, dict) else item.place
                first = places[exercise.id].place.line
                self._complain(place, sentences.ID_TAKEN, id=exercise.id, line=first)
                continue
            places[exercise.id] = item
            exercises.append(exercise)
        return tuple(exercises), places

    def _exercise(self, item: Located, defaults: Mapping[str, Any]) -> Exercise | None:
        before = len(self.complaints)
        self._lost_backslashes(item)
        fields = {**defaults, **self.struct(Exercise, item)}
        if not isinstance(item.value, dict):
            return None
        if "id" not in item.value:
            self._complain(item.place, sentences.NO_ID)
        kind = fields.get("kind", "derivative")
        for name in KINDS[kind].needs if len(self.complaints) == before else ():
            if not fields.get(name) and name not in item.value:
                self._complain(item.place, sentences.FIELD_MISSING, kind=kind, name=name, example=_EXAMPLES[name])
        self._check_parameters(item, fields)
        return Exercise(**fields) if len(self.complaints) == before else None

    def _check_parameters(self, item: Located, fields: Mapping[str, Any]) -> None:
        for name, given in fields.get("parameters", {}).items():
            place = item.place
            if isinstance(item.value, dict) and isinstance(own := item.value.get("parameters"), Located):
                place = own.keys.get(name, own.place)
            if not re.fullmatch(r"[A-Za-z](_?\d+)?", name) or name in _NO_PARAMETERS:
                self._complain(place, sentences.NO_PARAMETER_NAME, name=name)
            try:
                values(given)
            except UserError as error:
                self.complaints.append(Complaint(place, error.message, error.hint))

    # -- one value ---------------------------------------------------------------------------------------------

    def struct(self, struct: type, given: Located) -> dict[str, Any]:
        """The fields of a struct."""
        if not isinstance(given.value, dict):
            refusal = sentences.EXERCISE_WITHOUT_FIELDS if struct is Exercise else sentences.NOT_FIELDS
            self._complain(given.place, refusal, names=", ".join(list(_known_fields(struct))[:3]))
            return {}
        return self._fields(struct, given)

    def _fields(self, struct: type, given: Located) -> dict[str, Any]:
        assert isinstance(given.value, dict)
        known = _known_fields(struct)
        for name, place in given.repeated:
            self._complain(place, sentences.ID_TWICE if name == "id" else sentences.KEY_TWICE, name=name)
        fields: dict[str, Any] = {}
        for name, value in given.value.items():
            if name not in known:
                self._complain(given.keys[name], sentences.NO_SUCH_KEY, name=name, remedy=_nearest(name, known))
                continue
            if value.value is None:
                continue
            read = self._value(name, value, known[name].type)
            if read is not msgspec.UNSET:
                fields[name] = read
        return fields

    def _value(self, name: str, given: Located, annotation: Any) -> Any:
        if name == "alternatives":
            items = given.value if isinstance(given.value, list) else [given]
            return tuple(Alternative(**fields) for item in items if (fields := self._alternative(item)))
        try:
            return _converted(given, annotation)
        except msgspec.ValidationError as error:
            refusal, value = _unfit(str(error), given)
            self._complain(given.place, refusal, name=name, value=value, remedy=_remedy(name, given.text))
            return msgspec.UNSET

    def _alternative(self, given: Located) -> dict[str, Any]:
        if not isinstance(given.value, dict):
            return {"answer": given.text}
        fields = self.struct(Alternative, given)
        if "answer" not in fields:
            self._complain(given.place, sentences.ALTERNATIVE_WITHOUT_ANSWER)
            return {}
        return fields


def _by_attribute(struct: type, fields: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.encode_name: field.name for field in msgspec.structs.fields(struct)}
    return {names[name]: value for name, value in fields.items()}


def _converted(given: Located, annotation: Any) -> Any:
    """A value as the field's type asks for; a number where text is asked for is taken as it was written."""
    failed: list[msgspec.ValidationError] = []
    for candidate in _readings(given):
        try:
            return msgspec.convert(candidate, annotation)
        except msgspec.ValidationError as error:
            failed.append(error)
    raise next((error for error in failed if _UNKNOWN.match(str(error))), failed[-1])


def _readings(given: Located) -> Iterator[Any]:
    """What a value may mean: as it stands, a single value for a list of one, and numbers as text."""
    yield given.plain()
    written = _as_written(given)
    yield written
    if not isinstance(given.value, list | dict):
        yield [written]
    yield given.plain()


def _as_written(given: Located) -> Any:
    if isinstance(given.value, dict):
        return {key: _as_written(item) for key, item in given.value.items()}
    if isinstance(given.value, list):
        return [_as_written(item) for item in given.value]
    return given.text


_UNKNOWN = re.compile(r"Invalid enum value '(.*)'")


def _unfit(message: str, given: Located) -> tuple[Refusal, str]:
    """What msgspec's message says in the words of someone who writes exercises, and about what."""
    if unknown := _UNKNOWN.match(message):
        return sentences.NOT_ONE_OF_THEM, unknown[1]
    if "regex" in message:
        return sentences.STRANGE_SIGNS, given.text
    said = re.sub(r"`([^`]*)`", lambda typed: sentences.TYPES.get(typed[1], typed[1]), message)
    said = re.sub(r" - at \$.*|, got .*", "", said)
    wanted = said.removeprefix("Expected ")
    is_wanted = wanted != said
    return sentences.VALUE_UNFIT, sentences.EXPECTED.format(what=wanted) if is_wanted else said[0].lower() + said[1:]


def _remedy(name: str, typed: str) -> str:
    near = difflib.get_close_matches(typed, KINDS, n=1) if name == "kind" else []
    if near:
        return sentences.DID_YOU_MEAN.format(name=near[0])
    if name in sentences.VALUES:
        return sentences.VALUES[name].format(kinds=", ".join(KINDS))
    return sentences.FOR_EXAMPLE.format(example=_EXAMPLES[name]) if name in _EXAMPLES else ""


def _nearest(name: str, known: Iterable[str]) -> str:
    """The known key that was probably meant, else all of them."""
    known = [key for key in known if not key.startswith("$")]
    meant = _SYNONYMS.get(name) or next(iter(difflib.get_close_matches(name, known, n=1)), None)
    if meant in known:
        return sentences.DID_YOU_MEAN.format(name=meant)
    return sentences.KNOWN_ARE.format(names=", ".join(known))


_SYNONYMS = {
    "function": "differentiate", "f": "differentiate", "expression": "differentiate", "problem": "differentiate", "wrt": "variable",
    "question": "text", "name": "title", "type": "kind", "key": "answer", "solution": "answer", "score": "points",
    "marks": "points", "rules": "skills", "point": "at", "options": "choices", "params": "parameters", "level": "difficulty",
    "equation": "differentiate", "expressions": "differentiate", "from": "start", "direction": "along",
    "blanks": "fill", "code": "program", "graph": "program",
}  # fmt: skip
