"""What the tests of the reports have in common: a small class, and hostile texts.

`python tests/render/reported.py html` writes the golden file of a format anew; look at what changed before keeping it.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from inline import results_of

from derivtutor.render.reports import Options, pages

GOLDEN = {"html": "report-class.html"}
"""The golden file of each format."""

SET = r"""
title: The class, with $f'(x)$
due: 2026-11-30T23:59
credit: {late: 0.5}
exercises:
  - {id: power, differentiate: 3x^4 - 5x^2, points: 1}
  - id: chain
    title: A function inside
    text: Which rule is *used first*? Then differentiate.
    differentiate: sin(x^2)
    points: 2
    feedback: {chain-missing-inner: "The outside is right. And the derivative of $x^2$?"}
  - {id: own, title: "Numbers {a} and {n}", differentiate: a x^n e^x, parameters: {a: 2..9, n: 2..5}, points: 2}
  - {id: form, differentiate: x e^x, form: factored, points: 4}
  - {id: where, kind: choice, text: Where does $-x^2$ fall?, choices: [for $x < 0$, for $x > 0$], answer: b}
  - {id: pieces, differentiate: relu(3x-1)}
  - {id: bonus, differentiate: x^2, points: 0}
"""

CSV = """student,exercise,answer,submitted
Ada,power,12x^3 - 10x,2026-11-29T10:00
Ada,chain,cos(x^2),2026-11-29T10:00
Ada,chain,2x cos(x^2),2026-12-01T10:00
Ada,form,x e^x + e^x,2026-11-29T10:00
Ada,bonus,2x,2026-11-29T10:00
Zoë,power,12x^3,2026-11-29T10:00
Zoë,chain,cos(x^2),2026-11-29T10:00
Zoë,own,x,2026-11-29T10:00
Zoë,where,a,2026-11-29T10:00
Ben,chain,cos(x^2,2026-12-01T10:00
Ben,power,,2026-11-29T10:00
Ben,where,b,2026-11-29T10:00
Ben,chian,x,2026-11-29T10:00
"""

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></desc><svg onload=alert(1)>",
    "'--><a href=javascript:alert(1)>$x$ [x](javascript:alert(1)) &amp;",
    "x\u202ey\x1b[31m\x00\u2028é محمد",
)
"""What must stay text, whoever wrote it."""


def report(form: str, set_yaml: str = SET, csv: str = CSV) -> str:
    """The report of a class."""
    results = results_of(set_yaml, csv)
    with closing(results.store):
        return "".join(pages(form, results, Options()))


def golden(form: str) -> Path:
    """The file with the report that is expected, byte by byte."""
    return Path(__file__).parent / "golden" / GOLDEN[form]


if __name__ == "__main__":
    for named in sys.argv[1:] or GOLDEN:
        golden(named).write_text(report(named), "utf-8")
