"""Many small things and how each is shown, in all formats and on all screens: what comes out is kept in golden files.

`python tests/render/corpus.py` writes those files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import contextlib
import functools
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

from board_cases import THIRTY_DEEP, derived
from inline import Inline

from derivtutor.classroom import overrides, roster
from derivtutor.classroom.changes import keep_earlier, remember
from derivtutor.classroom.grading import Plan, grade
from derivtutor.classroom.results import Results
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions.sources import rows
from derivtutor.derivation.explain import explain
from derivtutor.derivation.rules import RULES
from derivtutor.errors import UserError
from derivtutor.exercises.catalogue import Topic, described, together
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.grading.checking import check
from derivtutor.grading.next_step import next_step
from derivtutor.grading.workings.checking import check_work
from derivtutor.notation.reader import read
from derivtutor.practice.item import Item
from derivtutor.practice.progress import overview
from derivtutor.practice.records import Answered, Misconception, SkillState
from derivtutor.practice.skills import CURRICULUM
from derivtutor.practice.trying import Feedback
from derivtutor.render import catalogue, formats, practice, progress, prose, reports, rule_book, safe, verdict, working
from derivtutor.render.board import Board
from derivtutor.render.exports import foreseen, harmless, random_numbers, words
from derivtutor.render.exports.question_bank import bank
from derivtutor.render.reports import charts, html_words
from derivtutor.render.reports import words as told
from derivtutor.render.telling.derivation import tell

HERE = Path(__file__).parent
FOLDER = HERE / "golden"
Shown = tuple[str, str]
"""What was done, and what is shown of it."""

SCREENS: list[tuple[int, bool, bool]] = [(80, True, False), (60, True, True), (46, False, False)]
"""Columns, whether there are signs beyond ASCII, and whether there is colour."""

SUM_OF_POWERS = " + ".join(f"{power}x^{power}" for power in range(1, 21))
SUM_OF_SINES = " + ".join(f"sin({k}x)" for k in range(1, 8))
DEEP = "sin(cos(e^(x^2 + sqrt(x^3 + ln(x + 1)))))"
WIDE = "(a x + b x^2 + c x^3 + d x^4)(sin(x) + cos(x) + tan(x))"
DERIVATIONS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # points: smooth, with corners, ends, jumps, cusps, in letters, in large and in small numbers
    ("x^2", {"at": "x=0"}, {"view": "lines"}),
    ("x^2", {"at": "x=-1"}, {"view": "lines"}),
    ("1/x", {"at": "x=0"}, {"view": "lines"}),
    ("|x|", {"at": "x=0"}, {"view": "lines"}),
    ("x |x|", {"at": "x=0", "order": 2}, {"view": "lines"}),
    ("-cbrt(x)", {"at": "x=0"}, {"view": "lines"}),
    ("cbrt(x^2)", {"at": "x=0"}, {"view": "lines"}),
    ("sqrt(x)", {"at": "x=0"}, {"view": "lines"}),
    ("piecewise((x, x<0), (x+1, x>=0))", {"at": "x=0"}, {"view": "lines"}),
    ("e^(e^(e^(e^x)))", {"at": "x=9"}, {"view": "lines"}),
    ("sin(x^2)", {"at": "x=1"}, {"view": "lines"}),
    ("sin(2x + 1)", {"at": "x=pi"}, {"view": "lines"}),
    ("e^(-3x)", {"at": "x=0"}, {"view": "lines"}),
    ("sqrt(x)/7", {"at": "x=2"}, {"view": "lines"}),
    ("x/1000000", {"at": "x=3"}, {"view": "lines"}),
    ("x^12", {"at": "x=11"}, {"view": "lines"}),
    ("a x^2 + b x", {"at": "x=-2"}, {"view": "lines"}),
    ("a^5 x^2 + b^4 x + sin(a b c d e) - cos(a b c d)", {"at": "x=1"}, {"view": "lines"}),
    ("x^3", {"at": "x=1", "order": 2}, {"view": "lines"}),
    ("-x^4", {"at": "x=1", "order": 3}, {"view": "lines"}),
    ("x y^2", {"at": "x=2, y=3"}, {"view": "lines"}),
    ("ln(ln(ln(x)))", {"at": "x=20"}, {}),
    ("sin(cos(3x))", {"at": "x=0.3"}, {}),
    # steps: layers, products of several, sums, repeated parts, letters that are taken, notes, other names
    ("x(x+1)(x+2)(x+3)(x+4)(x+5)(x+6)(x+7)(x+8)(x+9)", {}, {}),
    (DEEP, {}, {}),
    (DEEP, {}, {"view": "lines"}),
    (WIDE, {}, {}),
    ("x sin(x) e^x", {}, {}),
    ("x sin(x) e^x ln(x)", {}, {"detail": "full"}),
    (SUM_OF_SINES, {}, {}),
    (SUM_OF_POWERS, {}, {"detail": "brief"}),
    ("u^2 sin(v) + f(u)", {"wrt": "u"}, {}),
    ("a p sin(t x) + int(f(t), t, a, x^2)", {"wrt": "x"}, {}),
    ("int(x t^2, t, x, sin x)", {}, {}),
    ("int(e^(-t^2), t, cos x, 3)", {}, {"detail": "full"}),
    ("x^sin(x)", {}, {}),
    ("(x^2+1)^(1/x)", {}, {"view": "lines"}),
    ("sin(x)^3/(1+cos(x))", {}, {}),
    ("f(g(h(x)))", {}, {}),
    ("sin^2 x + 1/2x", {}, {}),
    ("max(x, x^2) + |sin x|", {}, {}),
    ("sqrt(1 + sqrt(1 + sqrt(x)))", {}, {"detail": "full"}),
    ("sin(x^2) + cos(x^2) x^2", {"order": 2}, {}),
    ("x e^x", {"order": 4}, {"view": "lines"}),
    ("7", {}, {"detail": "full"}),
    ("theta^2 + sin(theta)", {}, {}),
    ("(3x^2+1)^5 (x-1)^4", {"simplify": "none"}, {}),
    ("sin(x)^2 + cos(x)^2", {}, {}),
    ("log_10(x) + log_2(x)", {}, {"detail": "full"}),
]
VERY_LONG: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("sin(" * 60 + "x" + ")" * 60, {}, {"detail": "brief"}),
    (f"({SUM_OF_POWERS})^40 ({SUM_OF_POWERS} + 1)^40 ({SUM_OF_POWERS} + 2)^40 ({SUM_OF_POWERS} + 3)^40", {}, {}),
    ("sin(123456789 x^2 + 987654321 x + 1234567)", {"at": "x=123456"}, {}),
]
"""What is too long to be told whole on a terminal."""

KNOWN: list[tuple[str, tuple[str, ...]]] = [
    ("x^2 sin(3x)", ("power",)),
    ("x^2 sin(3x)", ("power", "chain", "sine")),
    ("sin(x^2) + sin(x^2) x", ("chain", "sine", "power")),
    ("5x^3 - 2x", ("power",)),
    ("(x^2+1)/(x-3)", ("quotient",)),
]
"""Problems, and the rules that the reader has mastered."""

JUDGED: list[tuple[str, str, dict[str, Any]]] = [
    ("x^2", "2x", {}),
    ("x^3", "3 x x", {}),
    ("sin(x)^2", "sin(2x)", {}),
    ("e^(x^2)", "2x e^(x^2)", {}),
    ("x^2", "2y", {}),
    ("x^2", "3x", {}),
    ("sin(x^2)", "cos(x^2)", {}),
    ("x^2 sin(x)", "2x cos(x)", {}),
    ("sin(3x)^2", "2cos(3x)", {}),
    ("sin(x)^2", "cos x^2", {}),
    ("x^2", "2x + C", {}),
    ("x^3", "6x", {"order": 2}),
    ("x^3", "3x^2", {"order": 2}),
    ("x^2", "4", {"at": "x=2"}),
    ("x^2", "5", {"at": "x=2"}),
    ("sqrt(x)", "0.354", {"at": "x=2"}),
    ("sqrt(x)", "0.36", {"at": "x=2"}),
    ("|x|", "undefined", {"at": "x=0"}),
    ("|x|", "1", {"at": "x=0"}),
    ("1/x", "0", {"at": "x=0"}),
    ("x^2", "2x", {"at": "x=2"}),
    ("x e^x", "e^x + x e^x", {"form": "factored"}),
    ("(x+1)^2", "2(x+1)", {"form": "expanded"}),
    ("x^2 + x^2", "2x + 2x", {"form": "simplified"}),
    ("ln(x)", "1/x", {}),
    ("e^(2x)", "2e^2x", {}),
    ("x^x", "x x^(x-1)", {}),
    ("(x^2+1)/(x-3)", "2x/1", {}),
    ("sin(x) cos(x)", "-sin(x) cos(x)", {}),
    ("arctan(1/x)", "-1/(1+x^2)", {}),
    ("10^x", "x 10^(x-1)", {}),
    ("sqrt(x^2)", "x/|x|", {}),
    ("x^2", "<script>", {}),
    ("x^2 (", "2x", {}),
]
WORKINGS: list[tuple[str, str]] = [
    ("x^2 sin(x)", "2x sin(x) + x^2 cos(x)"),
    ("x^2 sin(x)", "u = x^2\nv = sin x\nu' = 2x\nv' = cos x\n= u'v + u v'\n= 2x sin x + x^2 cos x"),
    ("x^2 sin(x)", "d/dx (x^2) sin x + x^2 d/dx (sin x)\n= 2x sin x - x^2 cos x\n= x(2 sin x - x cos x)"),
    ("sin(x^2)", "= cos(x^2) d/dx(x^2)"),
    ("sin(x^2)", "= cos(x^2)\n= cos(x^2"),
    ("e^(2x)", "by the chain rule\n\n= 2e^2x"),
    ("(x^2+1)/(x-3)", "= ((x-3) d/dx(x^2+1) - (x^2+1) d/dx(x-3))/(x-3)^2\n= (2x(x-3) + (x^2+1))/(x-3)^2"),
    ("x^2", ""),
]
LISTED = "First read:\n\n- this\n  and that\n- **so** $x^2$\n1. one"
CHOICE = {"kind": "choice", "text": "Which is $d/dx \\frac{1}{x}$?", "choices": ["$1$", "$-1/x^2$"], "answer": "b"}
ITEMS: list[tuple[str, str, dict[str, Any], str]] = [
    ("differentiate", "", {"differentiate": "(x+1)/(x^2-3)"}, ""),
    ("differentiate", "", {"differentiate": "x^2"}, ""),
    ("exercise", "Two ways?", {"differentiate": "x^2", "text": LISTED}, ""),
    ("exercise", "Ended.", {"differentiate": "x^2 sin(x)", "text": "Differentiate\nthis $$x^2$$ now."}, ""),
    ("worked-example", "", {"differentiate": "x^2"}, "1. $x^2$\n2. = $2x$ (power rule)"),
    ("rule", "", {"differentiate": "sin(x^2)", "kind": "rule"}, "Look at it."),
    ("slope", "", {"differentiate": "x^3", "kind": "value", "at": "x=2"}, ""),
    ("exercise", "", CHOICE, ""),
]  # fmt: skip
MARKS: list[tuple[str, dict[str, Any], str]] = [
    ("x^2", {}, "2x"),
    ("sin(3x)", {}, "3cos 3x + C"),
    ("sin(x)^2", {}, "cos x^2"),
    ("x^2", {}, "2x + (x"),
    ("x^2", {}, "x" * 70 + " + ("),
    ("sin(x^2)", {}, "cos(x^2)"),
    ("x e^x", {"form": "factored"}, "e^x + x e^x"),
    ("e^(2x)", {}, "2e^2x"),
    ("x^2", {}, "7x"),
    ("x^2", {}, ""),
    ("x^2", {"kind": "working"}, "= d/dx (x^2)"),
    ("x^2", {"kind": "value", "at": "x=2"}, "2x"),
]
VOICES = {
    "screen": practice.Voice(),
    "narrow": practice.Voice(44, unicode=False),
    "coloured": practice.Voice(60, colour=True),
    "plain": practice.Voice(plain=True),
}
NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
"""A Wednesday."""


def _or_refused(doing: Any, *arguments: Any) -> str:
    try:
        return str(doing(*arguments))
    except UserError as error:
        return f"refused: {error.message} {error.hint}"


# -- derivations ---------------------------------------------------------------------------------------------------


def _without_frame(text: str) -> str:
    """What stands between the head of a page, which is the same on all, and its end."""
    return re.sub(r"(?s)^.*(?:<main>|\\begin{document})\n|(?:</main>|\\end{document}).*$", "", text)


def derivations(form: str) -> Iterator[Shown]:
    """Every derivation in a format; of HTML, which is long and much like the others, every third."""
    told_of = [*DERIVATIONS, (THIRTY_DEEP, {}, {"view": "lines"}), *VERY_LONG] if form == "terminal" else DERIVATIONS
    for place, (problem, asked, shown) in enumerate(told_of[:: 3 if form == "html" else 1]):
        width, unicode, _ = SCREENS[place % 3]
        screen = {"width": width, "unicode": unicode} if form == "terminal" else {}
        document = tell(derived(problem, *asked.items()), **shown)
        yield f"{problem} {asked} {shown} {screen}", _without_frame(formats.render(document, form, **screen))


def mastered() -> Iterator[Shown]:
    """Derivations for readers who have mastered some rules."""
    for problem, rules in KNOWN:
        document = tell(derived(problem), understood=frozenset(rules))
        for form in ("terminal", "plain"):
            yield f"{problem} {rules} {form}", formats.render(document, form)


def rules() -> Iterator[Shown]:
    """Every rule as it is looked up, and its example told."""
    yield "all", rule_book.listing()
    yield "page", rule_book.markdown()
    for rule in RULES:
        yield rule.id, rule_book.plain(rule)
        yield f"{rule.id} example", formats.render(tell(derived(rule.example, ("wrt", "x"))), "terminal")
    for name in ("Chain rule", "chain_rule", "sin", "tg", "1/x", "ln", "exp", "prodct", "zzz", " power "):
        yield f"find {name}", _or_refused(lambda name: rule_book.find_rule(name).id, name)


# -- judgements ----------------------------------------------------------------------------------------------------


def judgements() -> Iterator[Shown]:
    """Answers and workings, judged."""
    for problem, answer, asked in JUDGED:
        for screen in SCREENS:
            yield f"{problem} | {answer} {asked} {screen}", _or_refused(_judged, problem, answer, asked, screen)
    for problem, lines in WORKINGS:
        found, step = check_work(problem, lines), next_step(problem, lines)
        for screen in SCREENS:
            yield f"{problem} | {lines!r} {screen}", working.render(found, *screen)
            yield "next step", working.next_step(step, *screen[:2])


def _judged(problem: str, answer: str, asked: dict[str, Any], screen: tuple[int, bool, bool]) -> str:
    return verdict.render(_checked(problem, answer, tuple(asked.items())), *screen)


@functools.cache
def _checked(problem: str, answer: str, asked: tuple[tuple[str, Any], ...]) -> Any:
    return check(problem, answer, **dict(asked))


# -- practice ------------------------------------------------------------------------------------------------------


def sessions() -> Iterator[Shown]:
    """What a session of practice says, in each voice."""
    for name, voice in VOICES.items():
        for title, said in _said(voice):
            yield f"{title} ({name})", voice.set(said) if isinstance(said, list) else said


def _said(voice: practice.Voice) -> Iterator[tuple[str, Any]]:
    for number, (kind, title, fields, lead) in enumerate(ITEMS, 1):
        exercise = Exercise(id="a", title=title, **fields)
        item = Item(kind=kind, exercise=exercise, skills=(), difficulty=1, lead=lead)  # type: ignore[arg-type]
        statement = "" if kind == "worked-example" else Marker.of(exercise).question.statement
        of, so_far = (10, "2 of 3 right.") if number % 2 else (None, "")
        yield f"{kind} {fields}", voice.question(item, statement, number, of, so_far)
    for number, (problem, fields, answer) in enumerate(MARKS):
        mark = Marker.of(Exercise(id="a", differentiate=problem, **fields)).mark(answer)
        note = "This costs nothing." if number % 2 else ""
        yield (
            f"{problem} | {answer}",
            voice.feedback(Feedback(mark, note=note, offers_solution=number % 3 == 0), "Yes.", ":s"),
        )
    asked = Mark(
        verdict="incorrect",
        credit=0,
        reason="wrong",
        evidence={"counterexample": {"at": {"x": 0.7}, "got": 4, "expected": 5.25}},
    )
    yield "numbers", voice.feedback(Feedback(asked), "Yes.", ":s")
    for problem, lines in WORKINGS:
        yield f"working {problem} {lines!r}", voice.working(check_work(problem, lines))
        yield "next", voice.next_step(next_step(problem, lines))
    keys = [(":hint", "says what to think about next, a little more each time it is typed"), ("?", "lists the keys")]
    yield "help", voice.help(keys, [])
    yield "help", voice.help(keys, ["?", "s"])
    yield "solution", voice.solution(explain("sin(x^2)/2x"), frozenset())
    yield "solution", voice.solution(explain("x^2 sin(3x)"), frozenset({"power"}))
    yield "trouble", voice.trouble(UserError("That is wrong.", "Do this."))
    yield "hanging", voice.filled("- (a) " + "many words " * 9) + voice.filled("word " * 20, indent=3)
    yield "long", voice.markdown(f"What is ${'sin(x) + ' * 9}x$?") + voice.markdown("Find $((x$.") + voice.markdown(" ")


def overviews() -> Iterator[Shown]:
    """Pages of progress: of nobody, of a beginner, and of one who has gone far."""
    pages = {"nobody": overview({}, (), (), NOW, UTC), "begun": _begun(), "far": _far()}
    for name, found in pages.items():
        for screen in [*SCREENS, (75, True, False), (76, True, False), (120, True, False)]:
            yield f"{name} {screen}", progress.render(found, *screen)


def _answer(hours: float, seconds: float = 90.0, right: bool = True) -> Answered:
    at = NOW - timedelta(hours=hours)
    return Answered(
        0, 1, at, "differentiate", "x^2", ("power",), 1, ("2x",), right, 1, 0, seconds, 3, (), False
    )  # fmt: skip


def _begun() -> Any:
    """One who was practising until yesterday."""
    skills = {"power": SkillState("power", {}, NOW + timedelta(hours=3), 0.5, 1, 1, NOW)}
    return overview(skills, [_answer(24)], (), NOW, UTC, {"power": [0.3]})


def _far() -> Any:
    """One with many skills, days and slips of all sorts."""
    dues = [-30, -1, 0, 0.5, 2, 11, 13, 30, 40, 60, 100, 150, 170, 400, 900]
    masteries = [0.02, 0.1, 0.2, 0.31, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9, 0.95, 0.96, 0.97, 0.99]
    skills = {
        each.id: SkillState(each.id, {}, NOW + timedelta(hours=due), level, place % 7, place % 4, NOW)
        for place, (each, due, level) in enumerate(zip(CURRICULUM, dues, masteries, strict=False))
    }
    before = {
        name: [(0.1, state.mastery, 0.98)[place % 3]] * 6
        for place, (name, state) in enumerate(skills.items())
        if place % 4
    }
    answers = [
        _answer(24 * day + each / 10, 40.0 * (each + 1), each % 3 > 0)
        for day in range(60)
        for each in range((0, 1, 4, 5, 9, 10, 19, 20)[day % 8])
    ]
    slips = [
        ("chain-missing-inner", "chain"),
        ("sign-lost", ""),
        ("power-coefficient-lost", "power"),
        ("product-as-product-of-derivatives", "product"),
    ]
    wrong = [
        Misconception(*slips[place % 4], NOW, NOW, 1 + place, clean)
        for place, clean in enumerate((0, 1, 4, 3, 2, 4, 1, 5, 9))
    ]
    return overview(skills, answers, wrong, NOW, UTC, before)


# -- boards --------------------------------------------------------------------------------------------------------

FORMULAS = [
    "a b c + d e f - g h i", "-(a + b + c + d + e)/(f + g + h + i)", "(a b c + d e f + g h i)/(j k l + m n o + p q r)",
    "-(a + b + c)(d + e + f) g", "sin(x + 1)^2 cos(x + 2) - ln(x + 3) - (x + 1)(x + 2)/y - 3", "-sin(a + b + c + d + e)",
    "a + b(c + d + e + f + g + h) - x", "2x*(3x + 4)*(-5)*sin(x)", "sqrt(a + b + c + d) - cbrt(x) e^(x + y + z)",
    "piecewise((x^2, x < 0), (sin(x), x >= 0))", "int(sin(t), t, 0, x^2) + f(x, y)", "|a + b + c| |d|", "1/(1/(1/(a + b)))",
    "a b c d e f g h/(2 i)", "(a - b)/2 - (c - d)/3", "-x", "12345678", "a*b*c*(x + y)*(-z)", "x^(a + b)/y^(c + d + e)",
]  # fmt: skip


def boards() -> Iterator[Shown]:
    """Formulas as they are set in less and less room."""
    for formula in FORMULAS:
        tree = read(formula).tree
        for unicode in (True, False):
            board, before = Board(unicode), ""
            for room in range(45, 3, -1):
                setting = board.set(tree, room)
                how = f"fits {setting.fits}, on paper {setting.is_two_dimensional}, short {board.is_short(tree, room)}"
                shown = "\n\n".join(str(block) for block in setting.blocks)
                if (now := f"{how}\n{shown}") != before:
                    yield f"{formula} in {room}", now
                before = now


# -- reports -------------------------------------------------------------------------------------------------------

CLASS_SET = """\
title: Week $x^2$
due: 2026-11-30T12:00
credit: {late: 0.5}
exercises:
  - {id: easy, title: "A power, $x^2$", differentiate: x^2, points: 2, tags: [warm-up]}
  - {id: hard, differentiate: sin(x^2), points: 4, attempts: 2, text: Which rule?, hints: [Look.]}
  - {id: bonus, differentiate: x^3, points: 0}
  - {id: form, differentiate: (x + 1)^2, form: factored}
  - {id: own, differentiate: a x^3, parameters: {a: 2..9}, points: 1.5}
  - {id: pick, kind: choice, text: Which?, choices: [one, two], answer: b}
  - {id: lines, kind: working, differentiate: x sin(x), points: 3}
  - {id: nobody, differentiate: x^9}
"""
CLASS_ANSWERS = """\
student,exercise,answer,submitted
ada,easy,2x,2026-11-30T11:59
ada,hard,cos(x^2),2026-11-30T12:00
ada,hard,2x cos(x^2),2026-11-30T12:01
ada,form,2x + 2,2026-11-30T10:00
ada,bonus,3x^2,2026-11-30T10:00
ada,lines,"sin(x) + x cos(x)",2026-11-30T10:00
Ben,easy,x,2026-11-29
Ben,hard,cos(x^2),2026-11-29
Ben,hard,7,2026-11-29
Ben,hard,2x cos(x^2),2026-11-29
Ben,pick,b,2026-12-01
Ben,lines,"d/dx (x) sin(x) + x d/dx (sin x)
= sin(x) - x cos(x)",2026-11-29
Cleo,easy,,2026-11-29
Cleo,hard,(x,2026-11-29
Cleo,own,24x^2,2026-12-01
Cleo,esay,2x,2026-11-29
=Di,own,6x^2,2026-11-30
=Di,easy,-2x,2026-11-30
=Di,pick,a,2026-11-30
Ed,nothing,2x,
"""
CLASS_LIST = "id,name,aliases,e-mail,due\ns1,Ada Byron,ada,ada@x.org,2026-12-02\ns2,Ben,,ben@x.org,\ns3,Cleo,,,\ns4,Gus,,gus@x.org,\ns5,Hal,,,\ns6,Ida,,,2026-12-24\n"
BY_HAND = "student,exercise,points,reason\nada,hard,3,appeal | *granted*\ns4,easy,2,on paper\nCleo,own,0,late\nada,easy,2,checked\n"
CLASSES: dict[str, tuple[str, str, str]] = {
    "class": (CLASS_ANSWERS, "", ""),
    "roster": (CLASS_ANSWERS, CLASS_LIST, BY_HAND),
    "one": ("\n".join(CLASS_ANSWERS.split("\n")[:7]), "", ""),
    "one by hand": (
        "\n".join(CLASS_ANSWERS.split("\n")[:7]),
        "",
        "student,exercise,points,reason\nada,hard,3,appeal\n",
    ),
    "crowd": (
        "student,exercise,answer\n"
        + "".join(f"s{each},{name},{each}x\n" for each in range(14) for name in ("easy", "hard", "own"))
        + "".join(f"t{each},none,x\n" for each in range(12)),
        "",
        "",
    ),
}
GRADEBOOKS = {
    "canvas": 'Student,ID,SIS User ID,SIS Login ID,Section,Week x² (12)\nPoints Possible,,,,,9\n"Byron, Ada",1,s1,ada,A,1\nBen,2,,Ben,A,\nNina,3,,nina,A,2\n',
    "moodle": "First name,Last name,ID number,Email address,Quiz: Week x² (Real)\nAda,Byron,s1,ada@x.org,-\nBen,B,s2,ben@x.org,1\nNina,N,3,n@x.org,2\n",
    "blackboard": "Last Name,First Name,Username,Student ID,Availability,Week x² [Total Pts: 9 Score] |6\nByron,Ada,ada,s1,Yes,\nB,Ben,Ben,s2,Yes,1\nN,Nina,nina,,Yes,2\n",
    "brightspace": "OrgDefinedId,Username,Last Name,First Name,Email,Week x² Points Grade <Numeric MaxPoints:9>,End-of-Line Indicator\n#s1,#ada,Byron,Ada,ada@x.org,,#\n#s2,#Ben,B,Ben,b@x,1,#\n#9,#nina,N,Nina,n@x,2,#\n",
}


def classes() -> Iterator[Shown]:
    """Reports of classes in every format, with and without a roster and decisions by hand."""
    for name, (answers, people, hand) in CLASSES.items():
        with TemporaryDirectory() as folder, contextlib.chdir(folder), contextlib.closing(Store(":memory:")) as store:
            results = _graded(store, answers, people, hand)
            for form in [form for form in reports.FORMATS if form != "html" or name in ("roster", "crowd")]:
                yield f"{name}: {form}", _or_refused(_reported, form, results, reports.Options(width=90))
            yield (
                f"{name}: terminal in ASCII",
                _reported("terminal", results, reports.Options(width=60, unicode=False, colour=True)),
            )
            for form, table in GRADEBOOKS.items():
                Path("book.csv").write_text(table, "utf-8")
                options = reports.Options(Path("book.csv"))
                yield f"{name}: {form} filled in", _or_refused(_reported, form, results, options)
                yield f"{name}: {form} unmatched", str(reports.unmatched(form, results, options))
                yield f"{name}: {form} warnings", str(reports.warnings(form, results, options))


def reruns() -> Iterator[Shown]:
    """What a second grading changed."""
    again = CLASS_ANSWERS.replace("Ben,easy,x", "Ben,easy,2x").replace("=Di,own", "Flo,own")
    for name, (answers, people, hand) in {
        "same": (CLASS_ANSWERS, "", ""),
        "other": (again, CLASS_LIST, BY_HAND),
    }.items():
        with TemporaryDirectory() as folder, contextlib.chdir(folder):
            with contextlib.closing(Store(Path("state"))) as store:
                remember(_graded(store, CLASS_ANSWERS, "", "").plan, store)
            with contextlib.closing(Store(Path("state"))) as store:
                keep_earlier(store, begin_anew=True)
            with contextlib.closing(Store(Path("state"))) as store:
                results = _graded(store, answers, people, hand)
                for unicode in (True, False):
                    yield f"{name} {unicode}", _reported("changes", results, reports.Options(unicode=unicode))


def _graded(store: Store, answers: str, people: str, hand: str) -> Results:
    for name, text in (("set.yaml", CLASS_SET), ("answers.csv", answers), ("class.csv", people), ("hand.csv", hand)):
        Path(name).write_text(text, "utf-8")
    exercises = together([Path("set.yaml")])
    known = roster.read(Path("class.csv")) if people else None
    decided = overrides.read(Path("hand.csv"), exercises) if hand else ()
    plan = Plan(exercises, exercises.seed, roster=known, overrides=decided)
    grade(plan, rows(["answers.csv"], exercises, {}), store, Inline(), lambda *_: None)
    return Results(plan, store)


def _reported(form: str, results: Results, options: reports.Options) -> str:
    """A report; of a page only what it shows."""
    text = "".join(reports.pages(form, results, options)).replace("\r\n", "\n")
    return (
        re.sub(r"(?s)<style>.*?</style>|<script>.*?</script>|<meta http-equiv.*?>", "", text)
        if form == "html"
        else text
    )


# -- words and exports ---------------------------------------------------------------------------------------------

TEXTS = [
    "", "plain", "Differentiate $x^2$.", "$$\\frac{1}{x}$$ and $x_1$", "**bold** *slanted* `code $x$`", "- one\n- two $x$\n\n1. three", "# Head\n\ntext\\\nmore",
    "$\\input{evil}$", "$}$ and ${$", "$x$$y$", "a < b & c", "[[input:x]] {@x@} \\(x\\)", "$[[x]]$", "line\u2028end \u202e\tx\x07", "x² ≠ −1, ½ θ₁₂ √2 ∛x ∞ → “q” ‘r’ – …",
    "é ж Ω ß ł", "<b>x</b> <!-- c -->", "![alt](x.png) [link](y)", "```\ncode\nmore\n```", "50% of $1 and $2", "$\\left(x\\right)$", "$\\frac{1}{2$", "$x \\le 2$ \\cdot",
    "\u0100 \ufe0f \U0001f600 \xff \u00ad \xa0", "⁻¹⁰ x⁽²⁾", "> quoted\n\n---", "$\\href{x}{y}$", "$\\sqrt[3]{x}$", "$\\{x\\}$ $\\text{a}$", "$a\\\\b$", "$x^^41$", "$#$ $%$",
    "$\\left(x$", "$x\\right)$", "$}{$", "$x_$", "$x^2^3$", "$\\begin{cases}1&x\\\\2&y\\end{cases}$", "$&$", "a$b", "- a\n  - b\n    - c\n      - d", "\uffff\U000e0001",
]  # fmt: skip
ROOMS = (
    "Valid for (x + 1)/(x − 1) > 0 and ln x + 1 ≠ 0. Not differentiable at x = 0: left −1, right 1. A long word: abc"
)
MORE = """\
title: More
seed: 3
exercises:
  - {id: a, differentiate: a x^n e^x, parameters: {a: 2..9, n: [2, 3, 5]}}
  - {id: b, differentiate: (a x+1)^2, parameters: {a: [-3, 4]}, form: expanded, order: 2, text: Do *it*.}
  - {id: c, differentiate: a x^2 + x, parameters: {a: 2..9}, form: factored, alternatives: [{answer: "a x", credit: 0.5, says: Half.}, {answer: "x = a"}]}
  - {id: d, differentiate: a x^2, parameters: {a: 2..9}, form: simplified}
  - {id: e, differentiate: a x^2, parameters: {a: 2..9}, title: "With {a}"}
  - {id: f, differentiate: "a |x|", parameters: {a: 2..9}}
  - {id: g, differentiate: a x^2, parameters: {a: [0.5, 2]}}
  - {id: h, kind: value, differentiate: a x^2, at: x=2, parameters: {a: 2..9}}
  - {id: i, differentiate: a x^2, parameters: {a: 2..9}, text: "Find $x$"}
  - {id: j, differentiate: sin(a x)^2, parameters: {a: 2..9}, variable: x, points: 0.5}
  - {id: j2, kind: gradient, differentiate: a x^2 y, parameters: {a: 2..9}}
  - {id: j3, kind: tangent, differentiate: a x^2, at: x=1, parameters: {a: 2..9}}
  - {id: j4, kind: working, differentiate: a x^2, parameters: {a: 2..9}}
  - {id: j5, differentiate: a x^2, parameters: {a: 2..9}, hints: ["Not {a}."], variable: x}
  - {id: j6, differentiate: a x^2, parameters: {a: 2..9}, hints: ["Not {b}."], alternatives: [{answer: "a", says: "Is {a} all?"}]}
  - {id: j7, differentiate: t^a, variable: t, parameters: {a: [2, 3, 4]}, feedback: {power: "Look."}}
  - {id: k, kind: numeric, text: How much?, answer: 2/7}
  - {id: l, kind: numeric, text: How much?, answer: 0.00000012, tolerance: 0.1}
  - {id: m, kind: numeric, text: How much?, answer: "1250000"}
  - {id: n, kind: numeric, text: How much?, answer: "0"}
  - {id: o, kind: numeric, text: How much?, answer: pi*1000}
  - {id: p, kind: partial, differentiate: x^2 y, variable: y, alternatives: [{answer: "2x", credit: 0.25, says: By x.}]}
  - {id: q, kind: gradient, differentiate: x^2 y, alternatives: [{answer: "(2x, x)", credit: 0.25}]}
  - {id: r, kind: value, differentiate: sqrt(x), at: x=2}
  - {id: s, differentiate: log(x), log: 10}
"""


def wording() -> Iterator[Shown]:
    """Texts in the words of every program, and numbers as they are rounded."""
    for each in TEXTS:
        made = {
            "HTML": prose.to_html, "TeX in HTML": words.html_with_tex, "LaTeX": words.to_latex, "LaTeX text": words.latex_text, "name": words.name,
            "escaped": words.escape, "terminal": prose.to_unicode, "safe": safe.safe, "ASCII": safe.ascii_text, "report": told.plain, "typed": told.typed,
        }  # fmt: skip
        yield repr(each), "\n".join(f"{name}: {write(each)!r}" for name, write in made.items())
        yield f"{each!r} as a formula", f"{words.tex(each.strip('$'))} {harmless.is_harmless(each.strip('$'))}"
    yield (
        "long",
        "\n".join(safe.shortened("x" * many)[-4:] for many in (399, 400, 401))
        + "\n".join(told.plain("y" * many)[-4:] for many in (1999, 2000, 2001)),
    )
    for room in (*range(10, 40, 3), 60):
        yield f"in {room}", "\n".join(safe.wrapped(ROOMS, room))
    shares = [0.0, 0.001, 0.005, 0.0149, 0.015, 0.5, 0.985, 0.99, 0.994, 0.999, 1.0]
    yield (
        "shares",
        "\n".join(
            f"{each}: {html_words.percent(each)} {html_words.number(each)} {html_words.points(each)}" for each in shares
        ),
    )
    for label in ("x" * many for many in (charts._LABEL - 1, charts._LABEL, charts._LABEL + 1)):
        bars = [charts.Bars(label, 0.25, 1.0, ("a quarter", "all")), charts.Bars("b", remark="nobody")]
        yield f"chart {label}", charts.bar_chart("c", "Title", ("one", "two"), bars)
    for counts in ([0, 0, 0, 0, 0], [1, 0, 2, 3, 4], [0, 10, 100, 7, 1]):
        yield f"histogram {counts}", charts.histogram("h", "Title", counts, "students")
    values = [0.0, 1.0, 0.25, 1 / 3, 2 / 3, 1e-7, 1.5e-6, 123456.789, -0.5, 999.4, 1e6, 0.00005, 0.99995]
    yield (
        "numbers",
        "\n".join(
            f"{each}: {told.number(each)} {told.of(each, 1)} {told.count(int(each), 'thing')} {foreseen.decimal(each)}"
            for each in values
        ),
    )


def exports() -> Iterator[Shown]:
    """What exports foresee of each exercise, and what they leave to chance."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "more.yaml"
        path.write_text(MORE, "utf-8")
        for item in bank(str(path), "ada").items:
            found = [
                f"{name}: {each.answer} {each.credit} {each.says}"
                for name, every in (("right", foreseen.right), ("wrong", foreseen.wrong))
                for each in every(item)
            ]
            number = foreseen.number(item.input) if item.input else None
            yield item.exercise.id, "\n".join([*found, f"{number}", *map(str, _drawn(random_numbers.randomised(item)))])


def _drawn(found: Any) -> list[object]:
    return (
        []
        if found is None
        else [*found.variables, found.statement, found.feedback, found.note, *found.part.responses, *found.part.letters]
    )


# -- sets ----------------------------------------------------------------------------------------------------------


def sets() -> Iterator[Shown]:
    """Topics, sets and their questions."""
    found = described(str(HERE / "exported.yaml"), student="ada")
    topics = [Topic("first-steps", "First steps: $x^2$", 12), Topic("chain", "The chain rule", 7)]
    for screen in SCREENS:
        yield f"topics {screen}", catalogue.topics(topics, *screen)
        yield f"sets {screen}", catalogue.sets([found, found], *screen)
        for key in (True, False):
            yield f"questions {key} {screen}", catalogue.questions(found, key, *screen)


FILES = {
    **{f"corpus-{form}.txt": functools.partial(derivations, form) for form in formats.FORMATS},
    "corpus-mastered.txt": mastered,
    "corpus-rules.txt": rules,
    "corpus-judgements.txt": judgements,
    "corpus-sessions.txt": sessions,
    "corpus-progress.txt": overviews,
    "corpus-sets.txt": sets,
    "corpus-boards.txt": boards,
    "corpus-classes.txt": classes,
    "corpus-changes.txt": reruns,
    "corpus-words.txt": wording,
    "corpus-exports.txt": exports,
}
"""The golden files, and what stands in each."""


def text(file: str) -> str:
    """What a golden file should hold; escape codes are written as `\\e`, and spaces at the end of a line as `\\s`."""
    whole = "".join(f"=== {title!r}\n{shown}\n" for title, shown in FILES[file]())
    return re.sub(r" (?=\n)", r"\\s", whole.replace("\x1b", "\\e"))


if __name__ == "__main__":
    for file in FILES:
        (FOLDER / file).write_text(text(file), "utf-8")
