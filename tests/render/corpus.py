"""Many small things and how each is shown, in all formats and on all screens: what comes out is kept in golden files.

`python tests/render/corpus.py` writes those files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from board_cases import derived

from derivtutor.derivation.explain import explain
from derivtutor.derivation.rules import RULES
from derivtutor.errors import UserError
from derivtutor.exercises.catalogue import Topic, described
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.grading.judge import check
from derivtutor.grading.next_step import next_step
from derivtutor.grading.workings.checking import check_work
from derivtutor.practice.item import Item
from derivtutor.practice.progress import overview
from derivtutor.practice.records import Answered, Misconception, SkillState
from derivtutor.practice.skills import CURRICULUM
from derivtutor.practice.trying import Feedback
from derivtutor.render import catalogue, formats, practice, progress, rule_book, verdict, working
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
    for place, (problem, asked, shown) in enumerate(DERIVATIONS[:: 3 if form == "html" else 1]):
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
}
"""The golden files, and what stands in each."""


def text(file: str) -> str:
    """What a golden file should hold; escape codes are written as `\\e`, and spaces at the end of a line as `\\s`."""
    whole = "".join(f"=== {title!r}\n{shown}\n" for title, shown in FILES[file]())
    return re.sub(r" (?=\n)", r"\\s", whole.replace("\x1b", "\\e"))


if __name__ == "__main__":
    for file in FILES:
        (FOLDER / file).write_text(text(file), "utf-8")
