"""What a request can be told: read off from a function, or from the row of a topic; and what was given, as values."""

from __future__ import annotations

import inspect
import math
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin, get_type_hints

from derivtutor.calculus.topics import OPTIONS, Argument, Topic
from derivtutor.errors import Refusal
from derivtutor.libraries import difflib
from derivtutor.notation.reader import DEFAULT_LIMITS, Base
from derivtutor.services import sentences

Kind: TypeAlias = Literal["text", "texts", "whole", "real", "flag"]

MOST_CHARACTERS = DEFAULT_LIMITS.characters
"""So long a text may be, as one expression may; of `texts`, all together."""

MOST_TEXTS = 200
"""So many lines a working may have."""


class Parameter(NamedTuple):
    """Something a request is told: a text, one or several `texts`, a number, or whether something is wanted.

    One that `is_needed` must be given; one that has `choices` is one of them; one that `goes_with` another is given
    with that one only.
    """

    name: str
    says: str = ""
    kind: Kind = "text"
    default: Any = None
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    goes_with: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        facts: dict[str, Any] = {**_schema(self.kind), "description": self.says}
        if self.choices:
            facts["enum"] = list(self.choices)
        if self.default not in (None, ()):
            facts["default"] = self.default
        return facts


def _schema(kind: Kind) -> dict[str, Any]:
    text = {"type": "string", "maxLength": MOST_CHARACTERS}
    several = {"type": "array", "items": text, "maxItems": MOST_TEXTS}
    schemas: dict[Kind, dict[str, Any]] = {
        "text": text,
        "texts": {"anyOf": [text, several]},
        "whole": {"type": "integer"},
        "real": {"type": "number"},
        "flag": {"type": "boolean"},
    }
    return schemas[kind]


def schema_of(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The JSON Schema of an object that has these parameters."""
    listed = tuple(parameters)
    properties = {parameter.name: parameter.schema for parameter in listed}
    needed = [parameter.name for parameter in listed if parameter.is_needed]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


# From functions and topics

LOG = Parameter("log", "The base of logarithms that are written without one.", default="e", choices=get_args(Base))


def of_function(function: Callable[..., Any], without: Sequence[str] = ()) -> Iterator[Parameter]:
    """The parameters of a function, by its signature and its docstring; the options of topics, if it takes others."""
    kinds, says = get_type_hints(function), _said(inspect.getdoc(function) or "")
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            known = inspect.signature(function).parameters
            others = (_of_argument(option, each) for option, each in OPTIONS.items() if option not in known)
            yield from (other._replace(goes_with="topic") for other in others)
        elif name not in without:
            has_default = parameter.default is not parameter.empty
            choices = tuple(_choices(kinds[name]))
            default = parameter.default if has_default else None
            yield Parameter(name, _told(name, says), _kind(kinds[name]), default, not has_default, choices)


def of_topic(topic: Topic) -> Iterator[Parameter]:
    """The operands of a topic, its options, and the base of logarithms, as its command has them."""
    for operand in topic.operands:
        several = topic.several and operand == topic.operands[-1]
        yield Parameter(operand, _OPERANDS[operand], "texts" if several else "text", is_needed=True)
    for option, argument in topic.arguments.items():
        yield _of_argument(option, argument)._replace(is_needed=option in topic.needed)
    yield LOG


_OPERANDS = {
    "problem": "The function to differentiate, as by hand, in Unicode or in LaTeX; d/dx (…) may stand around it.",
    "answer": "The answer, in any notation.",
    "expression": "The function, in any notation.",
    "expressions": "The functions, in any notation.",
    "equation": "The equation, in any notation.",
    "x": "The function x(t).",
    "y": "The function y(t).",
    "where": "The condition, such as x^2 + y^2 = 8, or several.",
}


def _of_argument(name: str, argument: Argument) -> Parameter:
    kind: Kind = "flag" if argument.flag else "whole" if argument.number else "real" if argument.real else "text"
    says = argument.says
    return Parameter(name, says, "texts" if argument.several else kind, argument.default, choices=argument.choices)


_ARGUMENT = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


def _said(documentation: str) -> dict[str, str]:
    """What a docstring says of each argument."""
    section = documentation.partition("\nArgs:\n")[2].partition("\n\n")[0]
    found = {name: " ".join(says.split()) for name, says in _ARGUMENT.findall(section)}
    return {name: says[0].upper() + says[1:] for name, says in found.items()}


def _told(name: str, says: Mapping[str, str]) -> str:
    """What is said of a parameter to those who can only write text."""
    return _OPERANDS[name] if "`Expression`" in says.get(name, "") else says.get(name, "")


def _parts(kind: Any) -> Iterator[Any]:
    if get_origin(kind) in (Union, types.UnionType):
        for part in get_args(kind):
            yield from _parts(part)
    else:
        yield kind


def _choices(kind: Any) -> Iterator[str]:
    for part in _parts(kind):
        if get_origin(part) is Literal:
            yield from get_args(part)


def _kind(kind: Any) -> Kind:
    """Of whatever a function takes, what can be written in JSON; text wherever there is no doubt."""
    parts = [get_origin(part) or part for part in _parts(kind)]
    if any(part in (Sequence, Iterable) for part in parts):
        return "texts"
    if str in parts or Any in parts or Literal in parts:
        return "text"
    return "flag" if bool in parts else "real" if float in parts or Fraction in parts else "whole"


# What was given


def taken(parameters: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, as the values that functions take; what was left out, or is null, is left out.

    Numbers may be written as text, as in a link, and text that is a number as a number.

    Raises:
        UserError: where something is missing, unknown, of another kind, too long, or without what it goes with.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in by_name:
            _refuse_unknown(str(name), list(by_name))
    values = {name: _value(by_name[name], value) for name, value in given.items() if value is not None}
    for parameter in parameters:
        if parameter.is_needed and parameter.name not in values:
            raise sentences.MISSING(name=parameter.name)
        if parameter.goes_with and parameter.name in values and parameter.goes_with not in values:
            raise sentences.GOES_WITH(name=parameter.name, other=parameter.goes_with)
    return values


def _refuse_unknown(name: str, known: list[str]) -> None:
    near = difflib.get_close_matches(name[:40], known, n=1)
    shown = name if len(name) <= 40 else f"{name[:40]}…"
    if near:
        raise sentences.UNKNOWN_BUT(name=shown, near=near[0])
    raise sentences.UNKNOWN(name=shown, names=", ".join(known))


def _value(parameter: Parameter, value: Any) -> Any:
    if parameter.kind == "texts" and isinstance(value, list | tuple):
        if len(value) > MOST_TEXTS:
            raise sentences.TOO_MANY(name=parameter.name, most=MOST_TEXTS)
        texts = tuple([_text(parameter, each) for each in value])
        if sum(map(len, texts)) > MOST_CHARACTERS:
            raise sentences.TOO_LONG(name=parameter.name, most=MOST_CHARACTERS)
        return texts
    return _VALUES[parameter.kind](parameter, value)


def _text(parameter: Parameter, value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or any("\ud800" <= character <= "\udfff" for character in value):
        raise sentences.NO_TEXT(name=parameter.name)
    if len(value) > MOST_CHARACTERS:
        raise sentences.TOO_LONG(name=parameter.name, most=MOST_CHARACTERS)
    if parameter.choices and value not in parameter.choices:
        raise sentences.NO_CHOICE(name=parameter.name, choices=", ".join(parameter.choices))
    return value


def _whole(parameter: Parameter, value: Any) -> int:
    found = _real(parameter, value, sentences.NOT_WHOLE)
    if found != int(found):
        raise sentences.NOT_WHOLE(name=parameter.name)
    return int(found)


def _real(parameter: Parameter, value: Any, refusal: Refusal = sentences.NO_NUMBER) -> float:
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if not math.isfinite(found):
        raise refusal(name=parameter.name)
    return found


def _flag(parameter: Parameter, value: Any) -> bool:
    found = _FLAGS.get(str(value).lower())
    if found is None:
        raise sentences.NOT_TRUE_OR_FALSE(name=parameter.name)
    return found


_FLAGS = {"true": True, "false": False, "1": True, "0": False}

_VALUES: Mapping[Kind, Callable[[Parameter, Any], Any]] = {
    "text": _text,
    "texts": _text,
    "whole": _whole,
    "real": _real,
    "flag": _flag,
}
