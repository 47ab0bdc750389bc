"""A file of exercises to begin with."""

from __future__ import annotations

import json

from derivtutor.exercises.schema import FILE_NAME

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# An exercise needs an id and a function; the answer, the rules it needs and its difficulty are worked out.
# All fields: docs/exercises.md. Find mistakes on every save with: derivtutor exercises watch FILE
$schema: {schema}
title: {title}
introduction: What to read before starting.

exercises:
  - id: power-1
    differentiate: 3x^4 - 5x^2
    points: 1

  - id: chain-1
    text: Which rule is used first? Then differentiate.
    differentiate: sin(x^2)
    points: 2
    hints:
      - What is outside, and what is inside?
    feedback:
      chain-missing-inner: The outside is right. What is the derivative of the inside?

  # Every student gets numbers of their own for a and n.
  - id: product-1
    differentiate: a x^n e^x
    parameters:
      a: 2..9
      n: 2..5
    points: 2
"""


def scaffold(title: str) -> str:
    """The text of a YAML file with three exercises."""
    return _TEMPLATE.format(schema=FILE_NAME, title=json.dumps(title, ensure_ascii=False))
