"""The documents that answer requests, as JSON Schemas: the fields that are always there, and those that may be.

What each field means stands in `docs/json.md`. Fields may be added, so none is forbidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from derivtutor.calculus.topics import TOPICS

Fields: TypeAlias = Mapping[str, str]


class Document(NamedTuple):
    """What a document is, its fields with their kinds, and those of them that may be missing."""

    says: str
    fields: Fields
    others: Fields = MappingProxyType({})

    def schema(self, name: str) -> dict[str, Any]:
        """Its JSON Schema."""
        named = {"schema": {"type": "string", "const": f"derivtutor/{name}/1"}}
        properties = {field: KINDS[kind] for field, kind in {**self.fields, **self.others}.items()}
        needed = ["schema", *self.fields]
        return {"type": "object", "description": self.says, "properties": named | properties, "required": needed}


_TEXT = {"type": "string"}
_OBJECT = {"type": "object"}
_EXPRESSION = {
    "type": "object",
    "description": "An expression: text that derivtutor reads back, LaTeX, and where there is one SymPy's syntax.",
    "properties": {"text": _TEXT, "latex": _TEXT, "sympy": _TEXT},
    "required": ["text", "latex"],
}
_LINES = {
    "type": "array",
    "items": {"type": "object", "properties": {"text": _TEXT, "latex": _TEXT, "why": _TEXT}, "required": ["text"]},
}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


KINDS: Mapping[str, dict[str, Any]] = {
    "any": {},
    "text": _TEXT,
    "texts": _list(_TEXT),
    "whole": {"type": "integer"},
    "whole?": _or_null({"type": "integer"}),
    "number?": _or_null({"type": "number"}),
    "expression": _EXPRESSION,
    "expression?": _or_null(_EXPRESSION),
    "expressions": _list(_EXPRESSION),
    "object": _OBJECT,
    "object?": _or_null(_OBJECT),
    "objects": _list(_OBJECT),
    "lines": _LINES,
    "list": {"type": "array"},
}
"""The kinds of fields; a question mark: it may be null."""

_OF_TOPICS = {"lines": "lines", "notes": "texts"}
_JUDGED = {"verdict": "text", "message": "text", "first_wrong": "whole?", "lines": "objects"}

DOCUMENTS: Mapping[str, Document] = {
    **{topic.name: Document(topic.says, _OF_TOPICS) for topic in TOPICS},
    "derivation": Document(
        "A derivation: the derivative, nested steps with their rules, and the lines on paper.",
        {
            "input": "text",
            "wrt": "text",
            "order": "whole",
            "expression": "expression",
            "derivative": "expression",
            "steps": "objects",
            "lines": "objects",
            "notes": "texts",
            "valid": "object?",
            "corners": "objects",
        },
        {"simplified": "object", "at": "object", "quotient": "any", "secants": "list", "figure": "object"},
    ),
    "verdict": Document(
        "A verdict: correct, incorrect or wrong-form, how that is known, and what explains a wrong answer.",
        {
            "problem": "any",
            "answer": "any",
            "verdict": "text",
            "evidence": "object",
            "diagnosis": "objects",
            "observations": "texts",
        },
        {"remaining": "texts", "notes": "texts", "topic": "text", "credit": "any", "entries": "objects"},
    ),
    "working": Document(
        "A working: correct, incorrect or unfinished, and what is said of each line.",
        {"problem": "expression", "wrt": "text", "order": "whole", **_JUDGED},
    ),
    "backward": Document(
        "A backward pass: correct, incorrect or unfinished, and what is said of each line.",
        {"program": "texts", "loss": "text", "wrt": "texts", "missing": "texts", **_JUDGED},
    ),
    "hint": Document(
        "A hint: its level, what kind it is, and what it says.",
        {"level": "whole", "of": "whole", "kind": "text", "says": "text"},
        {"slip": "text"},
    ),
    "next-step": Document(
        "The next step: what to do, by which rules, and the line that comes out.",
        {
            "kind": "text",
            "says": "text",
            "rules": "texts",
            "line": "expression?",
            "remaining": "whole",
            "number": "whole?",
        },
    ),
    "gradient": Document(
        "A gradient; with a point its value, length and steepest directions.",
        {"expression": "expression", "wrt": "texts", "partials": "expressions", **_OF_TOPICS},
        {"at": "object", "value": "any", "norm": "number?", "ascent": "any", "descent": "any", "figure": "object"},
    ),
    "matrix": Document(
        "A derivative by a vector or a matrix, its shape, and the steps that lead to it.",
        {
            "expression": "expression",
            "wrt": "text",
            "derivative": "expression",
            "shape": "list",
            "shapes": "object",
            "layout": "text",
            "steps": "objects",
            **_OF_TOPICS,
        },
        {"at": "object", "value": "any", "result": "any", "code": "text"},
    ),
    "backprop": Document(
        "A forward and a backward pass: values, gradients, and what goes back along each edge.",
        {
            "program": "texts",
            "wrt": "texts",
            "loss": "number?",
            "forward": "object",
            "gradients": "object",
            "nodes": "objects",
            "edges": "objects",
            **_OF_TOPICS,
        },
        {"formulas": "object", "hessian": "object", "jacobian": "any"},
    ),
    "train": Document(
        "Steps of gradient descent: the losses, and the values at the end.",
        {
            "program": "texts",
            "wrt": "texts",
            "optimizer": "text",
            "rate": "any",
            "losses": "list",
            "values": "object",
            **_OF_TOPICS,
        },
    ),
    "plot": Document("A figure as data and as SVG.", {"figure": "object", "svg": "text"}),
    "reading": Document(
        "How an expression was read.",
        {"text": "text", "latex": "text", "mathml": "text", "letters": "texts", "notes": "texts"},
    ),
    "steps": Document("A derivation as HTML.", {"html": "text"}),
    "judgement": Document("A verdict in sentences.", {"verdict": "text", "says": "texts"}),
    "mistake": Document(
        "What was wrong with a request: a sentence, the remedy, and the place in the text.",
        {"message": "text", "hint": "text", "text": "text", "position": "whole?", "line": "whole?"},
    ),
}
"""The documents by their names."""


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of the document of this name."""
    return DOCUMENTS[name].schema(name)
