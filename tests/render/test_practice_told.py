"""How a session is told: within the screen, in whole sentences where it is read aloud, and in words that are true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from derivtutor.derivation.explain import explain
from derivtutor.errors import UserError
from derivtutor.exercises.mark import Mark, Slipped
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.grading.next_step import NextStep
from derivtutor.notation.reader import read
from derivtutor.practice import making
from derivtutor.practice.item import Item
from derivtutor.practice.records import Answered
from derivtutor.practice.skills import CURRICULUM
from derivtutor.practice.summary import Change, Summary
from derivtutor.practice.trying import Feedback
from derivtutor.render.practice import Voice
from derivtutor.render.practice_summary import summary

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PLAIN = Voice(plain=True)
LONG = "sin(x) + " * 20 + "x"


def lines(voice: Voice, item: Item) -> list[str]:
    statement = "" if item.kind == "worked-example" else Marker.of(item.exercise).question.statement
    return voice.set(voice.question(item, statement, 3, 10)).split("\n")


def items() -> list[Item]:
    skills = [each for each in CURRICULUM if each.id in ("quotient", "chain+sine")]
    return [making.make(kind, skill, 3, 1) for skill in skills for kind in making.makeable(skill)]


@pytest.mark.parametrize("width", [60, 80])
def test_questions_fit_the_screen(width: int) -> None:
    for item in items():
        assert max(map(len, lines(Voice(width), item))) <= width, item


def test_questions_read_aloud_are_ascii_without_gaps() -> None:
    for item in items():
        first, *others = lines(PLAIN, item)
        assert first == ""
        assert all(line.isascii() and line.strip() for line in others), item


def test_a_fraction_is_set_as_on_paper() -> None:
    exercise = Exercise(id="a", differentiate="(x+1)/(x^2-3)")
    shown = lines(Voice(), Item(kind="differentiate", exercise=exercise, skills=(), difficulty=1))
    assert shown == [
        "", "Question 3 of 10", "", "Differentiate:", "", "    x + 1", "    ──────", "    x² − 3", "",
    ]  # fmt: skip


def test_what_is_too_long_is_broken() -> None:
    voice = Voice(60)
    assert all(len(line) <= 60 for line, _ in [*voice.markdown(f"Find ${LONG}$ now."), *voice.filled("word " * 40)])


def test_what_led_to_a_line_stays_together() -> None:
    said = [line for line, _ in Voice(60).filled(f"2. = ({'x + ' * 9}x)(d/dx (x^2)) (power rule, chain rule)")]
    assert said[-1].strip() == "(power rule, chain rule)"


def test_a_solution_says_nothing_of_how_its_function_was_typed() -> None:
    derivation = explain("x^3/2 + sin x")
    assert derivation.function.notes
    for voice in (PLAIN, Voice()):
        shown = voice.solution(derivation, frozenset())
        assert "read as" not in shown
        assert "You wrote" not in shown
    assert PLAIN.solution(explain("sin(x)^2 + cos(x)^2"), frozenset()).isascii()


def test_words_of_other_languages_stay() -> None:
    assert PLAIN.written("Für θ: найти $\\theta^2$") == "Für theta: найти theta^2"


def test_colour_only_where_it_is_wanted() -> None:
    said = Voice().filled("Right.", "right")
    assert Voice().set(said) == "Right."
    assert Voice(colour=True).set(said) == "\x1b[1;32mRight.\x1b[0m"


def feedback(mark: Mark, voice: Voice, offers: bool = False) -> list[str]:
    return [line for line, _ in voice.feedback(Feedback(mark, offers_solution=offers), "Right at once.", ":s")]


def test_a_sign_below_what_cannot_be_read() -> None:
    mark = Marker.of(Exercise(id="a", differentiate="x^2")).mark("2x + (x")
    caret, *says = feedback(mark, Voice())
    assert caret == "       ^"
    assert "> 2x + (x"[len(caret) - 1] == "("
    assert says == ["This bracket is never closed. Write ) after the expression."]
    assert feedback(mark, PLAIN)[0].startswith("This cannot be read at character 6: This bracket")


def test_a_slip_is_named_if_it_is_known_which() -> None:
    slips = (Slipped(id="chain-missing-inner", rule="chain"),)
    mark = Mark(verdict="incorrect", credit=0, reason="one slip", says="Look inside.", slips=slips)
    assert feedback(mark, PLAIN) == ["Not right: inner derivative forgotten.", "Look inside."]
    unsure = Mark(verdict="incorrect", credit=0, reason="one slip", says="Look.", slips=slips, others=("b",))
    assert feedback(unsure, PLAIN, offers=True) == ["Not right.", "Look.", ":s shows the solution; or keep trying."]


def test_what_lacks_only_brackets_is_told_to_cost_nothing() -> None:
    mark = Marker.of(Exercise(id="a", differentiate="e^(2x)")).mark("2e^2x")
    first, *_, last = feedback(mark, PLAIN)
    assert first == "Not right as it stands. This costs nothing."
    assert last == "With brackets it would be right: 2e^(2x)."


def test_how_an_answer_was_read_is_told() -> None:
    mark = Marker.of(Exercise(id="a", differentiate="sin(3x)")).mark("3cos 3x + C")
    assert feedback(mark, PLAIN) == [
        "Right at once.",
        "The + C was left out: it belongs to integrals, not to derivatives.",
    ]
    wrong = Marker.of(Exercise(id="a", differentiate="sin(x)^2")).mark("cos x^2")
    assert "Note: cos x^2 is read as cos(x^2)." in feedback(wrong, PLAIN)


def test_trouble_is_one_sentence_and_its_remedy() -> None:
    assert PLAIN.trouble(UserError("That is wrong.", "Do this.")) == [("That is wrong. Do this.", "almost")]


def marked(function: str, exercise: str = "") -> Answered:
    return Answered(
        1, 1, NOON, "differentiate", function, ("power",), 1, ("2x",), True, 1, 0, 9.0, 3, (), True, exercise
    )  # fmt: skip


SUMMARY = Summary(
    questions=3,
    solved=2,
    right_at_once=1,
    minutes=4,
    changes=(
        Change("chain+sine", 0.5, 0.3, NOON),
        Change("power", 0.2, 0.85, NOON + timedelta(days=3)),
    ),
    begun=("logarithmic-differentiation+product+logarithm",),
    slips=(("chain-missing-inner", 1), ("sign-lost", 3)),
    flagged=(marked("x^2"), marked("", "chain-gears")),
    next_due=NOON + timedelta(hours=1),
)


def test_the_summary_on_a_screen() -> None:
    shown = Voice(colour=False).set(summary(SUMMARY, NOON, UTC, Voice()))
    assert shown.split("\n") == [
        "",
        "2 of 3 solved, 1 on the first try.",
        "",
        "What went well",
        "  Power rule                        ████████░░   20% →  85%   due in 3 days",
        "",
        "To look at again",
        "  Chain rule and sine               ███░░░░░░░   50% →  30%   due now",
        "",
        "Started",
        "  Logarithmic differentiation, product rule and logarithm rule",
        "",
        "Slips",
        "  inner derivative forgotten",
        "  sign lost, 3 times",
        "",
        "Marked",
        "  x²",
        "  chain-gears",
        "",
        "The next practice is due today at 13:00.",
    ]


def test_the_summary_fits_on_a_screen() -> None:
    changes = [Change(each.id, 0.5, 0.1, NOON) for each in CURRICULUM[:12]]
    changes += [Change(each.id, 0.5, 0.9, NOON) for each in CURRICULUM[20:32]]
    slips = tuple((f"slip-{number}", 9 - number) for number in range(9))
    long = Summary(24, 20, 9, 40.0, tuple(changes), (), slips, (), NOON)
    shown = [line for line, _ in summary(long, NOON, UTC, Voice())]
    assert len(shown) <= 24
    assert shown.count("  and 9 more") == 2
    assert len(summary(long, NOON, UTC, PLAIN)) > 24  # what is read aloud is not cut


def test_the_summary_read_aloud() -> None:
    told = PLAIN.set(summary(SUMMARY, NOON, UTC, PLAIN)).split("\n")
    assert "Power rule: mastery from 20% to 85%, due in 3 days." in told
    assert all(line.isascii() and line[-1:] in (".", ":") for line in told[1:])


def test_a_session_without_an_answer() -> None:
    nothing = Summary(0, 0, 0, 1.0, (), (), (), (), None)
    assert PLAIN.set(summary(nothing, NOON, UTC, PLAIN)) == "\nNo question was answered in this session."


@pytest.mark.parametrize("voice", [PLAIN, Voice()])
def test_a_solution_does_not_explain_what_is_understood(voice: Voice) -> None:
    derivation = explain("x^2 sin(3x)")
    whole, known = (
        voice.solution(derivation, frozenset()),
        voice.solution(derivation, frozenset({"power", "chain", "sine"})),
    )
    assert "understood" not in whole
    assert "understood" in known
    assert "product rule" in known.lower()


@pytest.mark.parametrize(
    ("remaining", "says"),
    [(0, []), (1, []), (2, ["2 lines remain, this one included."]), (5, ["5 lines remain, this one included."])],
)
def test_how_many_lines_remain(remaining: int, says: list[str]) -> None:
    step = NextStep("line", "Use the power rule.", remaining, (), read("2x").tree)
    assert [line for line, _ in PLAIN.next_step(step)] == ["Use the power rule.", "Write = 2x", *says]
