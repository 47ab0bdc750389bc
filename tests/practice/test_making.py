"""Questions of a practice session: what they need, that they can be answered, and that the right answer counts."""

from __future__ import annotations

import functools
import math
import re

import pytest

from derivtutor import UserError
from derivtutor import explain as explained
from derivtutor.derivation.formula import formula
from derivtutor.derivation.rules import BY_ID
from derivtutor.exercises.generating.fitness import differ, is_readable
from derivtutor.exercises.generating.shapes import BASIC
from derivtutor.exercises.generating.slipping import wrong_results
from derivtutor.exercises.generating.source import rules_used
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.exercises.wrong_answers import wrong_answers
from derivtutor.grading.judge import Judge
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node, Number, names, parts, substitute
from derivtutor.practice.item import Item, ItemKind
from derivtutor.practice.making import function, make, makeable, telling_apart
from derivtutor.practice.making.gaps import BLANK
from derivtutor.practice.making.gaps import GAPS as GAPS_OF_RULES
from derivtutor.practice.making.wanted import RECOGNISED
from derivtutor.practice.sets import from_exercises
from derivtutor.practice.skills import RULE_SKILLS, Skill, known_before, skill, skills_used

explain = functools.partial(explained, method="direct")
"""Exercises are about the rules for functions as they are typed."""

QUESTIONS = [(kind, each) for each in RULE_SKILLS for kind in makeable(each)]
MADE: dict[tuple[ItemKind, str], Item] = {
    (kind, each.id): make(kind, each, 1 + number % 4, number) for number, (kind, each) in enumerate(QUESTIONS)
}
POINTS = [0.11, 0.23, 0.37, 0.83, 1.31, 2.23, 3.7, -0.41, -1.37, 5.3, 6.1, 7.7]


def of(*kinds: str) -> list[Item]:
    return [item for (kind, _), item in MADE.items() if kind in kinds]


def _name(item: Item) -> str:
    return f"{item.kind}-{item.skills[0]}"


def formulas(text: str) -> list[str]:
    return re.findall(r"\$(.+?)\$", text)


def agree(left: Node, right: Node) -> bool:
    """Whether two expressions have the same values wherever both have one, at some points at least."""
    runs = [compile_real(node, ("x",)) for node in (left, right)]
    pairs = [[run((x,)) for run in runs] for x in POINTS]
    both = [pair for pair in pairs if all(map(math.isfinite, pair))]
    return len(both) >= 2 and all(math.isclose(*pair, rel_tol=1e-7, abs_tol=1e-9) for pair in both)


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=lambda number: "-".join([*MADE][number]))
def test_the_same_again_and_the_key_is_right(number: int) -> None:
    kind, each = QUESTIONS[number]
    item = MADE[kind, each.id]
    assert make(kind, each, 1 + number % 4, number) == item
    assert (item.kind, item.seed) == (kind, number)
    assert item.skills == (each.id,) or kind == "rule"
    marker = Marker.of(item.exercise)
    assert marker.mark(marker.question.key.text).verdict == "correct", item
    for text in (marker.question.statement, item.lead):
        assert text.count("$") % 2 == 0
        assert all(formula.strip() for formula in formulas(text))


@pytest.mark.parametrize("item", of("differentiate", "slope", "worked-example"), ids=_name)
def test_exactly_the_rules_of_the_skill_are_needed(item: Item) -> None:
    wanted = set(skill(item.skills[0]).rules)
    used = rules_used(explain(item.exercise.differentiate).roots[0])
    assert used - (set(BASIC) - wanted) == wanted


@pytest.mark.parametrize(("kind", "each"), QUESTIONS[::5], ids=lambda value: getattr(value, "id", value))
def test_no_function_comes_again(kind: ItemKind, each: Skill) -> None:
    seen: list[str] = []
    for _ in range(4):
        seen.append(function(make(kind, each, 2, 5, exclude=seen)))
    assert len(set(seen)) == 4


@pytest.mark.parametrize("each", RULE_SKILLS, ids=lambda each: each.id)
def test_every_skill_has_all_difficulties_and_harder_ones_are_no_shorter(each: Skill) -> None:
    costs = []
    for difficulty in range(1, 6):
        seen: list[str] = []
        for seed in range(6):
            item = make("differentiate", each, difficulty, seed, exclude=seen)
            assert item.difficulty == difficulty, item
            seen.append(function(item))
        costs.append(sum(map(len, seen)))
    assert min(costs[3:]) > costs[0]


def test_textbook_functions_come_first() -> None:
    first = {
        "product+natural-exponential": r"\d?x e\^x",
        "chain+sine": r"\d?sin\(\dx\)",
        "quotient+logarithm": r"\d?ln\(x\)/x|x/ln\(x\)",
        "chain": r"\((\dx|x\^2) [+-] \d\)\^\d",
    }
    for name, pattern in first.items():
        for seed in range(5):
            text = function(make("differentiate", skill(name), 1, seed))
            assert re.fullmatch(pattern, text), text
    roots = {function(make("differentiate", skill("chain"), 2, seed)) for seed in range(40)}
    assert "sqrt(1 - x^2)" in roots


@pytest.mark.parametrize("each", RULE_SKILLS, ids=lambda each: each.id)
def test_nothing_is_asked_that_no_textbook_has(each: Skill) -> None:
    for kind in makeable(each):
        for seed in range(3):
            text = function(make(kind, each, 5, seed))
            assert len(text) <= 60, text
            assert is_readable(read(text).tree) or len(text) <= 30, text


def test_who_has_seen_all_of_a_textbook_gets_others() -> None:
    seen: list[str] = []
    for seed in range(120):
        seen.append(function(make("differentiate", skill("product+sine"), 1, seed, exclude=seen)))
    assert len(set(seen)) == 120


GAPS = [
    make(kind, each, difficulty, difficulty)
    for each in RULE_SKILLS
    for kind in makeable(each)
    for difficulty in (1, 4)
    if kind in ("missing-step", "faded-example")
]


@pytest.mark.parametrize("item", GAPS, ids=_name)
def test_the_line_is_true_with_the_key_in_the_gap(item: Item) -> None:
    shown = formulas(item.exercise.text)
    line = next(formula for formula in reversed(shown) if formula != BLANK.name and BLANK.name in formula)
    assert sum(part == BLANK for part in parts(read(line).tree)) == 1
    key = Marker.of(item.exercise).question.key.text
    filled = substitute(read(line).tree, {BLANK.name: read(key).tree})
    assert agree(filled, explain(function(item)).answer)
    assert not agree(
        substitute(read(line).tree, {BLANK.name: read(f"({key}) + 1").tree}), explain(function(item)).answer
    )
    assert not isinstance(read(key).tree, Number)


@pytest.mark.parametrize("item", GAPS, ids=_name)
def test_what_is_more_than_a_gap_is_not_wrong(item: Item) -> None:
    shown = [formula for formula in formulas(item.exercise.text) if formula != BLANK.name and BLANK.name in formula]
    marker = Marker.of(item.exercise)
    key = marker.question.key.text
    filled = substitute(read(shown[-1]).tree, {BLANK.name: read(key).tree})
    whole = linear.text(explain(function(item)).answer)
    more = (linear.text(filled), latex(filled), whole, f"d/dx({function(item)}) = {whole}", f"{whole} = {shown[-1]}")
    for answer in more if not agree(read(whole).tree, read(key).tree) else ():
        mark = marker.mark(answer)
        assert (mark.verdict, mark.says) == (
            "wrong-form",
            "That is A together with what stands beside it. Give A alone.",
        )
    assert {marker.mark(answer).verdict for answer in ("3A", "A", "A = 2A")} == {"unreadable"}
    assert marker.mark(f"A = {key}").verdict == "correct"


@pytest.mark.parametrize("item", GAPS, ids=_name)
def test_a_gap_cannot_be_filled_without_a_rule_of_the_skill(item: Item) -> None:
    """What is missing is a piece of the rule's conclusion, or the derivative of something that needs the rule."""
    rules = skill(item.skills[0]).rules
    about = [rule for rule in rules if rule in RECOGNISED] or rules
    if item.exercise.kind == "expression":
        assert any(BY_ID[rule].title in item.exercise.hints[0] for rule in about)
        return
    whole, used = item.exercise.differentiate, rules_used(explain(item.exercise.differentiate).roots[0])
    assert not used.isdisjoint(about), whole


@pytest.mark.parametrize("item", GAPS, ids=_name)
def test_foreseen_wrong_answers_to_a_gap_are_wrong_and_are_told_why(item: Item) -> None:
    marker = Marker.of(item.exercise)
    for other in item.exercise.alternatives:
        mark = marker.mark(other.answer)
        assert (mark.verdict, mark.says) == ("incorrect", other.says)


@pytest.mark.parametrize("rule", ["product", "quotient"])
def test_the_other_term_and_both_at_once_are_foreseen_where_one_term_is_missing(rule: str) -> None:
    terms = {"u' v", "u v'"}
    found = {gap.missing: set(gap.wrong) for gap in GAPS_OF_RULES[rule] if gap.missing in terms}
    assert found == {term: {*terms - {term}, "u' v'"} for term in terms}


@pytest.mark.parametrize("item", of("inner-outer"), ids=_name)
def test_one_choice_of_layers_gives_the_function(item: Item) -> None:
    whole = read(item.exercise.differentiate).tree
    right = []
    for choice in item.exercise.choices:
        outer, inner = formulas(choice)
        composed = substitute(read(outer).tree, {"u": read(inner.removeprefix("u =")).tree})
        if not differ(composed, whole):
            right.append(choice)
    assert right == [item.exercise.answer]
    assert set(item.exercise.feedback) == set(item.exercise.choices) - set(right)
    assert len(item.exercise.choices) >= 3


@pytest.mark.parametrize("each", RULE_SKILLS, ids=lambda each: each.id)
def test_slopes_are_short_and_slips_lead_to_other_numbers(each: Skill) -> None:
    own = {slip.id for rule in each.rules for slip in BY_ID[rule].slips}
    made, hidden = 0, 0
    for seed in range(4):
        exercise = make("slope", each, 1 + seed, seed).exercise
        question = Marker.of(exercise).question
        assert len(question.key.text) <= 12, (exercise, question.key)
        at = compile_real(read(str(exercise.at).removeprefix("x=")).tree, ())(())
        root = explain(exercise.differentiate).roots[0]
        right = compile_real(root.result, ("x",))((at,))
        slipped = [node for chance, node in wrong_results(root) if chance.slip.id in own and differ(node, root.result)]
        wrong = [compile_real(node, ("x",))((at,)) for node in slipped]
        made, hidden = made + len(wrong), hidden + sum(abs(value - right) < 1e-9 for value in wrong)
    assert hidden * 3 <= made * 2


@pytest.mark.parametrize("name", [each.id for each in RULE_SKILLS if "rule" in makeable(each)])
def test_rules_to_be_recognised_are_mostly_the_skill_s_own_and_need_only_what_is_known(name: str) -> None:
    items = [make("rule", skill(name), 1 + seed % 4, seed) for seed in range(10)]
    known = known_before(skill(name)) | set(BASIC)
    own = 0
    for item in items:
        root = explain(item.exercise.differentiate).roots[0]
        assert rules_used(root) <= known, item.exercise.differentiate
        assert item.skills == (
            (root.rule.id,) if root.rule.id in RECOGNISED - {"logarithmic-differentiation"} else (name,)
        )
        own += root.rule.id in skill(name).rules
    assert own >= 5


def test_the_first_rule_is_not_always_the_same() -> None:
    for name in ("product", "chain+sine", "chain+quotient"):
        asked = [make("rule", skill(name), 3, seed).exercise for seed in range(20)]
        assert len({explain(each.differentiate).roots[0].rule.id for each in asked}) > 1


def test_what_is_looked_up_in_a_table_is_not_recognised() -> None:
    assert [name for name in ("sine", "relu", "piecewise", "power") if "rule" in makeable(skill(name))] == []


def test_the_first_examples_are_typical() -> None:
    for seed in range(6):
        for each in RULE_SKILLS:
            text = make("worked-example", each, 1, seed).exercise.differentiate
            assert not re.search(r"log_|^[a-z]+\(x\)$|\d\*\d+\^x", text), text


def test_examples_of_powers_write_roots_and_fractions_as_powers() -> None:
    made = [make("worked-example", skill("power"), 3, seed) for seed in range(25)]
    odd = [item.lead for item in made if re.search(r"sqrt|/x", item.exercise.differentiate)]
    assert odd
    assert all("roots and fractions as powers" in lead for lead in odd)


@pytest.mark.parametrize("item", of("worked-example"), ids=lambda item: item.skills[0])
def test_worked_examples_end_in_the_derivative(item: Item) -> None:
    last = item.lead.splitlines()[-1]
    assert agree(read(formulas(last)[-1]).tree, explain(item.exercise.differentiate).answer)


@pytest.mark.parametrize(
    ("slips", "name"),
    [
        (("product-of-derivatives", "product-one-term-only"), "product"),
        (("chain-missing-inner", "chain-outer-not-differentiated"), "chain+sine"),
        (("quotient-order-swapped", "quotient-plus-instead-of-minus"), "quotient"),
        (("chain-missing-inner", "sin-or-tan-sign-added"), "chain+sine"),
    ],
)
def test_the_next_answer_tells_which_slip_it_was(slips: tuple[str, ...], name: str) -> None:
    item = telling_apart(slips, skill(name), 2, 1)
    assert item is not None
    assert item == telling_apart(slips, skill(name), 2, 1)
    judge, marker = Judge(item.exercise.differentiate), Marker.of(item.exercise)
    wrong = [each for each in wrong_answers(judge, 40) if each.slip in slips]
    assert {each.slip for each in wrong} == set(slips)
    for each in wrong:
        mark = marker.mark(linear.text(each.tree))
        assert [slip.id for slip in mark.slips] == [each.slip]
        assert not set(mark.others) & set(slips)


def test_some_of_many_slips_are_told_apart_on_a_new_function() -> None:
    slips = (
        "product-of-derivatives",
        "product-one-term-only",
        "product-minus-instead-of-plus",
        "sin-or-tan-sign-added",
    )
    first = telling_apart(slips, skill("product+sine"), 2, 1)
    assert first is not None
    other = telling_apart(slips, skill("product+sine"), 2, 1, exclude=[function(first)])
    assert other is not None
    assert function(other) != function(first)


def test_slips_that_cannot_be_made_are_not_told_apart() -> None:
    assert telling_apart(("product-of-derivatives",), skill("sine"), 1, 0) is None
    assert telling_apart(("no-such-slip",), skill("sine"), 1, 0) is None


def test_what_makes_no_sense_is_refused() -> None:
    assert "inner-outer" not in makeable(skill("product"))
    for kind in ("inner-outer", "exercise"):
        with pytest.raises(UserError, match="There are no questions of the kind"):
            make(kind, skill("product"), 2, 0)  # type: ignore[arg-type]


def test_exercises_of_a_set_have_skills_and_a_student_s_numbers() -> None:
    exercises = (
        Exercise(id="a", differentiate="x^2 sin(3x)"),
        Exercise(id="b", differentiate="x^n", parameters={"n": "3..9"}),
        Exercise(id="c", kind="numeric", text="How much is 1 + 1?", answer="2"),
    )
    first, second, third = from_exercises(exercises, Scheme(), "ada", 1)
    assert (first.kind, first.skills, first.difficulty) == (
        "exercise",
        tuple([each.id for each in skills_used({"product", "power", "chain", "sine"})]),
        3,
    )
    assert second.exercise.differentiate in [f"x^{n}" for n in range(3, 10)]
    assert second.skills == ("power",)
    assert third.skills == ()
    (named,) = from_exercises((Exercise(id="d", kind="rule", differentiate="x^3 cos(x)"),), Scheme(), "ada", 1)
    assert named.skills == ("product",)
    assert from_exercises(exercises, Scheme(), "ada", 1) == (first, second, third)


def test_gaps_are_in_conclusions_of_rules() -> None:
    """What is left out and what stands around it are made of the letters of the rule."""
    for rule, gaps in GAPS_OF_RULES.items():
        letters = names(formula(BY_ID[rule].pattern)) | names(formula(BY_ID[rule].conclusion))
        for gap in gaps:
            texts = [text for text in (gap.conclusion, gap.missing, *gap.wrong) if text]
            assert set().union(*[names(formula(text)) for text in texts]) - {BLANK.name} <= letters, (rule, gap)
