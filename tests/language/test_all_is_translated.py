"""In a language that marks all texts of the catalogues, only formulas stand outside; afterwards English is the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from derivtutor import check, check_work, hint, require
from derivtutor import language as spoken
from derivtutor.calculus.drawing import Drawing
from derivtutor.calculus.explanation import Chain, Explanation, Heading, Sentence, Table
from derivtutor.calculus.extremes.critical import critical
from derivtutor.calculus.extremes.hessian import hessian
from derivtutor.calculus.extremes.lagrange import lagrange
from derivtutor.calculus.gradients.directional import directional
from derivtutor.calculus.gradients.gradient import gradient
from derivtutor.calculus.gradients.jacobian import jacobian
from derivtutor.calculus.gradients.partial import partial
from derivtutor.calculus.gradients.total import total
from derivtutor.calculus.methods import explain as by_method
from derivtutor.calculus.proving.proofs import PROOFS
from derivtutor.calculus.proving.proving import proof
from derivtutor.calculus.verifying.verification import verify
from derivtutor.derivation.rules import BY_ID
from derivtutor.grading.backward.checking import check_backprop
from derivtutor.render import backward, verdict
from derivtutor.speaking import language

Told = Callable[[], Iterator[str]]


class Marking(NullTranslations):
    """Puts every text of the catalogue between marks, but what is put into it."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self.known = known

    def gettext(self, message: str) -> str:
        if message not in self.known:
            return message
        pieces = re.split(r"(\{[^{}]*\})", message)
        return "".join([piece if piece[:1] in ("{", "") else f"⟦{piece}⟧" for piece in pieces])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    """All texts of the catalogues; of those with a plural, both forms."""
    with (Path(spoken.__file__).parent / "locale" / "derivtutor.pot").open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return frozenset([text for each in ids for text in ([each] if isinstance(each, str) else each)])


@pytest.fixture
def marking(monkeypatch: pytest.MonkeyPatch, known: frozenset[str]) -> None:
    monkeypatch.setattr(spoken, "_catalogue", lambda tag: Marking(known))


def _of(found: Explanation) -> Iterator[str]:
    """All words of an explanation, which are no formulas."""
    yield from (piece for phrase in _phrases(found) for piece in phrase if isinstance(piece, str))


def _phrases(found: Explanation) -> Iterator[tuple[Any, ...]]:
    yield found.title
    for item in found.items:
        match item:
            case Heading(words):
                yield (words,)
            case Sentence(words):
                yield words
            case Chain(_, turns):
                yield tuple([turn.why for turn in turns])
            case Table(columns, rows):
                yield from (cell for row in (columns, *rows) for cell in row)
            case Drawing(says):
                yield (says,)


def _judged(*ask: Any, **told: Any) -> Iterator[str]:
    yield from (sentence for _, sentence in verdict.sentences(check(*ask, **told)))


def _passed(*ask: Any) -> Iterator[str]:
    found = check_backprop(*ask)
    yield found.message
    yield from (sentence for line in found.lines for sentence in backward.said_of(line))


def _required(*ask: Any, **told: Any) -> Iterator[str]:
    with pytest.raises(AssertionError) as caught:
        require(*ask, **told)
    yield str(caught.value)


TOPICS: list[Callable[[], Explanation]] = [
    lambda: gradient("x^2 y", at="x=1,y=2"),
    lambda: gradient("x^2", at="x=0"),
    lambda: directional("x^2 y", "3,4", "x=1,y=2"),
    lambda: directional("x^2 y", "180deg", "x=1,y=2"),
    lambda: directional("x^2 y", at="x=1,y=2", towards="x=2,y=2"),
    lambda: directional("x^2 y", "0,1", "x=0,y=2"),
    lambda: jacobian("[x^2 y, 5x + sin(y), x]", at="x=1,y=2"),
    lambda: partial("x^2 y", "x,y", at="x=1,y=2"),
    lambda: total("x y t", {"x": "sin(2t)", "y": "cos(t)"}, at="t=0"),
    lambda: hessian("x^3 y", at="x=1,y=2"),
    *[lambda each=each: hessian(each, at="x=0,y=0") for each in ("x^2 + y^2", "-x^2 - y^2", "x y", "x^4 + y^4")],  # type: ignore[misc]
    *[lambda each=each: hessian(each) for each in ("x^2 + y^2", "-x^2 - y^2", "x y", "x^2 + y + z + w")],  # type: ignore[misc]
    *[
        lambda each=each: critical(each)  # type: ignore[misc]
        for each in (
            *("x^3 - 3x", "x^3", "x^4", "-x^4", "e^x", "x^3 + y^3 - 3x y", "x^4 + y^4", "-x^2 - y^2", "(x - y)^2"),
            *("x^2 + y^2 + z^2", "-x^2 - y^2 - z^2", "x^2 + y^2 - z^2", "x^2 + y^2 + z^4", "x^2 y - 2x y"),
        )
    ],
    lambda: lagrange("x y", "x^2 + y^2 = 8"),
    lambda: lagrange("x + y + z", ["x^2 + y^2 = 2", "x + z = 1"]),
    lambda: lagrange("x^2 + y^2", "x y = 1"),
    lambda: lagrange("x", "y^2 = x^3"),
    lambda: verify("x^2 sin(x)", at="x=1"),
    lambda: verify("x^2 y", at="x=1,y=2"),
    *[lambda each=each: verify(each, at="x=0") for each in ("|x|", "sqrt(x)", "cbrt(x)", "3x + 2", "x |x|")],  # type: ignore[misc]
    *[lambda each=each: proof(BY_ID[each]) for each in PROOFS],  # type: ignore[misc]
    *[
        lambda each=each: by_method(each, method="definition", at=2).told  # type: ignore[misc, attr-defined]
        for each in ("x^2", "1/x", "1/sqrt(x)", "cbrt(x)", "3 tan(x)", "e^(2x)", "log_2(x)", "sin(x)^2", "sin(x)/x")
    ],
    lambda: by_method("1/cos(x) + x sin(x)", method="definition").told,  # type: ignore[attr-defined]
]

JUDGED: list[Told] = [
    lambda: _judged("x^2 + y^2", "saddle, indefinite", topic="hessian", at="x=0,y=0"),
    lambda: _judged("x^2 + y^2", "maximum", topic="hessian", at="x=0,y=0"),
    lambda: _judged("x^3 - 3x + y^2", "(1, 0) maximum; (-1, 0) saddle", topic="critical"),
    lambda: _judged("x^2 y", "(2x y, x)", topic="gradient"),
    lambda: _judged("||X w - y||^2", "X^T(X w - y)", "w", topic="matrix"),
    lambda: _judged("x^3", "x^4/4"),
    lambda: _judged("x^3", "3x^2", at="2"),
    lambda: _judged("e^(ln(x) + 1)", "e^(ln(x) + 1)/x", form="simplified"),
    lambda: _required("sin(x^2)", "cos(x^2)"),
    lambda: _required("x^2 + x", "x + x + 1", form="simplified"),
    lambda: iter([hint("sin(x^2)", answer="cos(x^2)").says]),
    lambda: iter([hint("1/x^2", level).says for level in (1, 2, 3, 4)]),
    lambda: iter([line.message for line in check_work("x^2 sin(x)", ["= 2x sin(x) + x^2 cos(x)", "= x^2"]).lines]),
    lambda: _passed("z = w*x; a = sigmoid(z); L = (a - 1)^2", ["dL/da = 2(a - 1)", "dL/dz = dL/da"], "w=1, x=2"),
    lambda: _passed("z = w*x; L = ln(z)", ["dL/dz = z"], "w=1, x=2"),
]

CASES: list[Told] = [*[lambda told=told: _of(told()) for told in TOPICS], *JUDGED]  # type: ignore[misc]

_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_FUNCTIONS = {"sin", "cos", "tan", "ln"}


def outside(text: str) -> str:
    """What of a text stands outside of marks."""
    while (shorter := _MARKED.sub(" ", text)) != text:
        text = shorter
    return text


@pytest.mark.usefixtures("marking")
@pytest.mark.parametrize("told", CASES)
def test_every_word_is_in_a_catalogue(told: Told) -> None:
    before = list(told())
    with language("de"):
        marked = list(told())
    left = [text for text in marked if {*re.findall(r"[a-z]{2,}", outside(text))} - _FUNCTIONS]
    assert left == []
    assert list(told()) == before != marked
