"""Generated exercises: exactly the rules asked for, well posed, different, the same again from the same seed."""

from __future__ import annotations

import functools
import math
import os
import re
import subprocess
import sys
from itertools import islice, pairwise

import pytest

from derivtutor import UserError, check_work
from derivtutor import explain as explained
from derivtutor.derivation.differentiator import rule_book
from derivtutor.derivation.rules import RULES
from derivtutor.exercises.difficulty import difficulty
from derivtutor.exercises.erroneous import erroneous
from derivtutor.exercises.generating.likeness import alike, same
from derivtutor.exercises.generating.shapes import BASIC, FRACTIONS, FUNCTIONS, GROWING, INSIDE, STRUCTURES
from derivtutor.exercises.generating.slipping import chances, wrong_results, wrong_working
from derivtutor.exercises.generating.source import rules_used
from derivtutor.exercises.generator import generate, source
from derivtutor.exercises.model import Exercise
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Number, parts

explain = functools.partial(explained, method="direct")
"""Exercises are about the rules for functions as they are typed."""

NEVER_ALONE = {"logarithmic-differentiation": ("product", "logarithm"), "rewrite": ("chain",)}
"""Rules whose derivations always need others: `x^x` by way of `x ln(x)`, a function by its definition."""

SETS = [
    *[(rule.id, *NEVER_ALONE.get(rule.id, ())) for rule in RULES],
    ("chain", "product"),
    ("chain", "sine"),
    ("quotient", "natural-exponential"),
    ("product", "chain", "natural-exponential", "cosine"),
    ("rewrite", "maximum"),
    ("rewrite", "reciprocal", "logarithm"),
    ("rewrite", "chain", "exponential"),
    ("piecewise", "sine"),
    ("sigmoid", "chain", "binary-cross-entropy"),
    ("quotient", "logarithm"),
    ("integral", "chain"),
    ("sine", "cosine"),
]
EACH = 10
MADE = {rules: generate(rules, None, EACH, 5) for rules in SETS}
ALL = [exercise for exercises in MADE.values() for exercise in exercises]


def test_every_rule_of_the_book_is_covered() -> None:
    assert {rule.id for rule in RULES} == {rules[0] for rules in SETS[: len(RULES)]}
    assert len(ALL) == EACH * len(SETS)


@pytest.mark.parametrize("rules", SETS, ids=",".join)
def test_exactly_the_rules_asked_for_are_needed(rules: tuple[str, ...]) -> None:
    for exercise in MADE[rules]:
        used = rules_used(explain(exercise.differentiate).roots[0])
        assert used - (set(BASIC) - set(rules)) == set(rules), exercise.differentiate
        assert set(exercise.skills) == set(rules)


@pytest.mark.parametrize("rules", SETS, ids=",".join)
def test_function_and_derivative_are_defined_and_the_answer_is_short(rules: tuple[str, ...]) -> None:
    flat = set(rules) <= {"constant", "identity", "constant-multiple", "sum"}
    for exercise in MADE[rules]:
        derivation = explain(exercise.differentiate)
        assert len(derivation.derivative.text) <= 200
        assert not any("not checked" in note for note in derivation.notes)
        run = [compile_real(tree, ("x", "y")) for tree in (derivation.function.tree, derivation.answer)]
        points = [place / 40 + 0.0137 for place in range(-200, 400)]
        values = [[each((x, 0.6)) for each in run] for x in points]
        defined = [all(map(math.isfinite, pair)) for pair in values]
        assert any(first and second for first, second in pairwise(defined))
        slopes = [pair[1] for pair, both in zip(values, defined, strict=True) if both]
        assert flat or max(slopes) - min(slopes) > 1e-9, exercise.differentiate


def test_numbers_are_friendly_and_written_as_on_a_worksheet() -> None:
    for exercise in ALL:
        text = exercise.differentiate
        assert explain(text).function.text == text
        numbers = [node.value for node in parts(read(text).tree) if isinstance(node, Number)]
        assert all(0 <= value <= 10 and value.denominator == 1 for value in numbers), text
        assert not re.search(r"\^1\b|\b1x|\^\(|\+ -|--|\b0x", text.replace("^(-", "").replace("^(", "")), text


@pytest.mark.parametrize("rules", SETS, ids=",".join)
def test_exercises_are_different(rules: tuple[str, ...]) -> None:
    trees = [read(exercise.differentiate).tree for exercise in MADE[rules]]
    assert len(set(map(same, trees))) == len(trees)
    assert len(set(map(alike, trees))) >= len(trees) // 3


def test_shapes_differ_before_numbers_do() -> None:
    trees = [read(exercise.differentiate).tree for exercise in generate(["chain", "product", "sine"], None, 40, 2)]
    assert len(set(map(alike, trees))) == 40


def test_order_of_terms_and_factors_makes_no_difference() -> None:
    assert same(read("x + sin(x) x^2").tree) == same(read("x^2 sin(x) + x").tree)
    assert alike(read("3x^2 - 5").tree) == alike(read("7 + 2x^4").tree)
    assert alike(read("sin(3x)").tree) != alike(read("cos(3x)").tree)


def test_logarithms_are_natural_for_the_most_part_and_never_of_two_bases() -> None:
    texts = [
        made.differentiate for rules in (["logarithm"], ["logarithm", "chain"]) for made in generate(rules, None, 40, 3)
    ]
    other = [re.findall(r"log_(\d+)", text) for text in texts]
    assert sum(map(bool, other)) < len(texts) / 4
    assert all(len(set(bases)) < 2 and not (bases and "ln(" in text) for bases, text in zip(other, texts, strict=True))
    assert "ln(1/" not in " ".join(texts)


def test_what_is_hard_is_nested_rather_than_long() -> None:
    for rules in (("chain", "sine"), ("chain", "product"), ("chain", "quotient")):
        first = [root.rule.id for root in islice(source(rules, 4, 1, 3), 20)]
        assert first.count("sum") < 8, rules


def test_most_pieces_meet_at_the_joint_and_many_without_a_corner() -> None:
    meeting = smooth = 0
    for made in generate(["piecewise"], None, 30, 3):
        joint = float(made.differentiate.split(">= ")[1].split(")")[0])
        run, slope = [
            compile_real(tree, ("x",)) for tree in (read(made.differentiate).tree, explain(made.differentiate).answer)
        ]
        left, right = [(run((at,)), slope((at,))) for at in (joint - 1e-9, joint + 1e-9)]
        meeting += abs(left[0] - right[0]) < 1e-6
        smooth += abs(left[0] - right[0]) < 1e-6 and abs(left[1] - right[1]) < 1e-6
    assert meeting >= 20
    assert smooth >= 5


def test_a_seed_gives_the_same_exercises_in_every_process() -> None:
    program = (
        "from derivtutor.exercises.generator import generate\n"
        "from derivtutor.exercises.erroneous import erroneous\n"
        "for each in (*generate(['chain', 'product', 'sine'], None, 8, 11), *erroneous(['quotient'], 2, 3, 11)):\n"
        "    print(each.id, each.differentiate, each.text, each.answer)\n"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "77")
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].startswith(b"generated-11-001")


def test_more_exercises_begin_with_the_same() -> None:
    assert generate(["chain", "cosine"], 3, 20, 4)[:6] == generate(["chain", "cosine"], 3, 6, 4)
    assert erroneous(["product"], None, 6, 4)[:2] == erroneous(["product"], None, 2, 4)
    assert generate(["chain", "cosine"], 3, 6, 4) != generate(["chain", "cosine"], 3, 6, 5)


@pytest.mark.parametrize(
    ("rules", "levels"),
    [(("sine",), (1, 2)), (("chain", "sine"), (2, 3, 4, 5)), (("product", "chain", "tangent"), (3, 4, 5))],
)
def test_the_difficulty_is_the_one_asked_for(rules: tuple[str, ...], levels: tuple[int, ...]) -> None:
    for level in levels:
        for exercise in generate(rules, level, 5, 3):
            assert exercise.difficulty == level == difficulty(explain(exercise.differentiate))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("7", 1),
        ("3x^2", 1),
        ("3sin(x) + 2x", 1),
        ("x sin(x)", 2),
        ("sin(x^2)", 2),
        ("(3x+1)^5", 2),
        ("(x^2+1)/(x-3)", 2),
        ("x^2 (3x+1)^5", 3),
        ("e^(-x^2) sin(3x)", 4),
        ("ln(sin(e^(2x)))/x", 5),
    ],
)
def test_difficulties_are_those_a_teacher_would_give(text: str, level: int) -> None:
    assert difficulty(explain(text)) == level


def test_a_second_derivative_is_harder_than_the_first() -> None:
    assert difficulty(explain("sin(x^2)", order=2)) > difficulty(explain("sin(x^2)"))


def test_excluded_functions_do_not_come() -> None:
    first = [exercise.differentiate for exercise in generate(["sine"], 1, 10, 6)]
    again = [exercise.differentiate for exercise in generate(["sine"], 1, 10, 6, exclude=first)]
    assert set(first).isdisjoint(again)


def test_rules_are_known_by_title_in_any_spelling() -> None:
    assert generate(["Product rule", "SINE"], 2, 2, 1) == generate(["sine", "product"], 2, 2, 1)
    assert generate(["product", "sine"], 2, 1, 1)[0].title == "Product rule, sine"


@pytest.mark.parametrize(
    ("rules", "level", "count", "message"),
    [
        (["chian"], None, 1, "There is no rule called chian. Did you mean chain?"),
        (["zzz"], None, 1, "There is no rule called zzz. derivtutor rules lists them all."),
        ([], None, 1, "No rule was given. Name one or more, such as product,chain."),
        (["sine"], 7, 1, "There is no difficulty 7. Use a number from 1 to 5."),
        (["sine"], 1, 0, "It is not possible to make 0 exercises. Ask for one or more."),
        (
            ["sine", "cosine"],
            5,
            1,
            "There are no exercises of difficulty 5 for sine, cosine. Ask for difficulty 2.",
        ),
        (["sine"], 5, 1, "There are no exercises of difficulty 5 for sine. Ask for difficulty 1 or 2."),
        (
            ["logarithmic-differentiation"],
            None,
            1,
            "An exercise that needs logarithmic-differentiation always needs product and logarithm as well. "
            "Ask for logarithm,product,logarithmic-differentiation.",
        ),
        (["rewrite"], None, 1, "An exercise that needs rewrite always needs chain as well. Ask for chain,rewrite."),
    ],
)
def test_what_cannot_be_made_is_said_with_the_remedy(
    rules: list[str], level: int | None, count: int, message: str
) -> None:
    with pytest.raises(UserError) as caught:
        generate(rules, level, count, 1)
    assert str(caught.value) == message


def test_the_companions_that_are_named_are_enough() -> None:
    for rule, others in NEVER_ALONE.items():
        with pytest.raises(UserError) as caught:
            generate([rule], None, 1, 1)
        named = caught.value.hint.removeprefix("Ask for ").removesuffix(".").split(",")
        assert set(named) == {rule, *others}


def test_nothing_that_simplifies_at_once() -> None:
    for text in (exercise.differentiate for exercise in ALL):
        assert not re.search(r"ln\(e\^|e\^ln|sqrt\(x\^2\)|sin\(arcsin|\|\d*x\^2\||x/x\b", text.replace("|x|", "")), text


# Workings with a slip

WRONG = [
    exercise
    for rules in (("product",), ("chain", "sine"), ("quotient",), ("power",), ("logarithm", "product"), ("cosine",))
    for exercise in erroneous(rules, None, 4, 8)
]


@pytest.mark.parametrize("exercise", WRONG, ids=lambda exercise: f"{exercise.title} {exercise.id}")
def test_a_working_asks_for_its_wrong_line(exercise: Exercise) -> None:
    lines = re.findall(r"^\d+\. \$.*\$$", exercise.text, re.MULTILINE)
    assert exercise.kind == "choice"
    assert exercise.choices == tuple(f"Line {number}" for number in range(2, len(lines) + 1))
    assert exercise.answer in exercise.choices
    assert set(exercise.feedback) == set(exercise.choices)
    says = [slip.says for rule in RULES for slip in rule.slips if exercise.tags == (slip.id,)]
    assert exercise.feedback[exercise.answer].startswith("It was done as if ($")
    assert any(hint in exercise.feedback[exercise.answer] for hint in says)


@pytest.mark.parametrize("exercise", WRONG, ids=lambda exercise: f"{exercise.title} {exercise.id}")
def test_the_line_named_is_the_first_wrong_one(exercise: Exercise) -> None:
    lines = re.findall(r"^\d+\. \$(.*)\$$", exercise.text, re.MULTILINE)
    judged = check_work(explain(lines[0]).function, [line.removeprefix("= ") for line in lines], wrt="x")
    assert judged.first_wrong == int(exercise.answer.split()[1])


def test_every_slip_changes_the_result() -> None:
    derivation = explain("x^2 sin(3x)")
    found = [(chance, wrong_working(derivation, chance)) for chance in chances(derivation.roots[0])]
    told = {chance.slip.id for chance, working in found if working}
    assert {
        "product-of-derivatives",
        "chain-missing-inner",
        "sin-or-tan-sign-added",
        "constant-multiple-dropped",
    } <= told
    right = compile_real(derivation.answer, ("x",))
    for chance, working in found:
        if working:
            wrong = compile_real(working.lines[-1], ("x",))
            assert abs(wrong((1.31,)) - right((1.31,))) + abs(wrong((0.37,)) - right((0.37,))) > 1e-6, chance.slip.id


def test_slips_vary() -> None:
    assert len({exercise.tags for exercise in erroneous(["quotient"], None, 8, 2)}) == 8


def test_the_supply_is_made_of_checked_steps() -> None:
    for root in islice(source(["quotient", "sine"], None, 1, 1), 5):
        assert root.rule in {rule for rule, _ in rule_book().candidates(root.goal.expression)}


def test_the_term_that_is_got_wrong_is_the_one_that_the_slip_names() -> None:
    """Also where it stands inside another term as well."""
    root = explain("x^2 + x").roots[0]
    slip = "sum-term-left-undifferentiated"
    made = [linear.text(tree) for chance, tree in wrong_results(root) if chance.slip.id == slip]
    assert made == ["x^2 + 1", "2x + x"]


def test_every_rule_has_shapes_or_functions() -> None:
    assert {*BASIC, *STRUCTURES, *FUNCTIONS} == {rule.id for rule in RULES}
    assert {*GROWING, *FRACTIONS, *INSIDE} <= {rule.id for rule in RULES}
