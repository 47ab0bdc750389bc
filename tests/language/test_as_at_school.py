"""What commands show and read in the language of a school: lists, points, intervals, marks, and lines of Chinese."""

from __future__ import annotations

import itertools
import re

import pytest
from command import run
from rich.cells import cell_len

from derivtutor import check, check_work, explain, gradient
from derivtutor.calculus.curves.rates import rates
from derivtutor.language import LANGUAGES, aside, mark
from derivtutor.network.given import read_values
from derivtutor.render.formats import render
from derivtutor.render.safe import safe, wrapped
from derivtutor.render.telling.account import tell
from derivtutor.speaking import language


@pytest.mark.parametrize(
    ("tag", "place", "shown"),
    [
        ("en", "x=1.5,y=2", ("f(x, y)", "= (2x y, x²)", "∇f(1.5, 2) = (2 · 1.5 · 2, 1.5²)")),
        ("de", "x=1,5;y=2", ("f(x; y)", "= (2x y; x²)", "∇f(1,5; 2) = (2 · 1,5 · 2; 1,5²)")),
        ("pt", "1,5; 2", ("f(x; y)", "= (2x y; x²)", "∇f(1,5; 2) = (2 · 1,5 · 2; 1,5²)")),
        ("zh_CN", "1.5,2", ("f(x, y)", "= (2x y, x²)", "∇f(1.5, 2) = (2 · 1.5 · 2, 1.5²)")),
    ],
)
def test_points_and_vectors_are_written_one_way(tag: str, place: str, shown: tuple[str, ...]) -> None:
    with language(tag):
        told = render(tell(gradient("x^2 y", at=place)), "terminal")
    assert [each for each in shown if each not in told] == []


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("plain", "(1,5; 2)"),
        ("latex", "(1{,}5; 2)"),
        ("markdown", "(1{,}5; 2)"),
        ("html", "<mn>2</mn><mo>;</mo><msup>"),
    ],
)
def test_every_format_writes_points_one_way(form: str, shown: str) -> None:
    with language("de"):
        told = render(tell(gradient("x^2 y", at="x=1,5;y=2")), form)
    assert shown in told
    assert "1.5" not in re.sub("<style>.*</style>", "", told, flags=re.DOTALL)


def test_ascii_is_written_as_at_school() -> None:
    done = run("--language", "pt", "explain", "tan(2,5x)", PYTHONIOENCODING="ascii")
    assert "f(x) = tg(2,5x)" in done.stdout


def test_answers_are_typed_as_they_are_shown() -> None:
    with language("de"):
        assert check("x^2 y", "(3; 2,25)", topic="gradient", at="x=1,5;y=1")
        assert check("x^2 y", "(3, 2,25)", topic="gradient", at="1,5; 1")
        assert check("x^2 + y^2 - 3y", "(0; 1,5) minimum", topic="critical")
        assert not check("x^2 + y^2 - 3y", "(0; 2,5) minimum", topic="critical")
        assert rates("x^2 + y^2 = 25", at="x=3,y=4", known="dx/dt=1,5", wanted="dy/dt").result.text == "-9/8"
        assert read_values("w=1,5, x=(1, 2)") == {"w": ((), 1.5), "x": ((2,), [1.0, 2.0])}


def test_a_part_of_the_line_is_an_interval_in_the_brackets_of_any_country() -> None:
    told = [
        run("--language", "de", "plot", "x^2", "--across", across).stdout
        for across in ("-1,5; 2", "[-1,5; 2]", "]-1,5; 2[")
    ]
    assert told == [told[0]] * 3
    assert "x = −1,5" in told[0]
    assert run("plot", "x^2", "--across", "]0; 1[").returncode == 0
    assert run("plot", "x^2", "--across", "[2, 1]").returncode == 2


def test_marks_between_words_are_those_of_the_language() -> None:
    told = {}
    for tag in LANGUAGES:
        with language(tag):
            told[tag] = f"a{mark(', ')}b{mark(': ')}c{aside('d')}"
    assert told["en"] == told["de"] == "a, b: c (d)"
    assert told["fr"] == "a, b\u00a0: c (d)"
    assert told["zh_CN"] == "a、b：c（d）"
    with language("fr"):
        assert safe("a\u00a0: b") == "a\u00a0: b"
    assert safe("a\u00a0: b") == "a\\xa0: b"


@pytest.mark.parametrize("width", [24, 60, 80])
def test_lines_of_chinese_fit(width: int) -> None:
    text = "另一种方法：它得到 2x (x + 1) cos(x²)，与此相同（通分、展开、用 cot u sin u = cos u、去括号）。"
    lines = wrapped(text, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith(("，", "。", "、", "）")) or line.endswith("（") for line in lines)
    assert any("2x (x + 1) cos(x²)" in line for line in lines)


def test_words_with_accents_are_words_and_formulas_stay_whole() -> None:
    assert wrapped("Für größere x ist x + 1 + 2 größer", 12) == ["Für größere", "x ist", "x + 1 + 2", "größer"]


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_rows_fit_and_boxes_are_closed(tag: str, columns: str) -> None:
    commands = [["explain", "x sin(x^2)/(x + 1)"], ["explain", "|x - 1|", "--at", "x=1"], ["gradient", "x^2 y"]]
    for arguments in commands:
        rows = run("--language", tag, *arguments, COLUMNS=columns).stdout.splitlines()
        assert max(map(cell_len, rows)) <= int(columns)
        parts = itertools.groupby(rows, lambda row: row.startswith(("╭", "│", "╰")))
        boxes = [list(box) for is_box, box in parts if is_box]
        assert boxes
        assert all(len(set(map(cell_len, box))) == 1 for box in boxes)


@pytest.mark.parametrize(("tag", "word"), [("de", "Schritt für Schritt"), ("zh_CN", "逐步求解"), ("fr", "Réponse")])
def test_latex_sets_the_letters_of_the_language(tag: str, word: str) -> None:
    with language(tag):
        told = render(tell(explain("sin(2.5x)")), "latex")
    assert word in told
    assert "U+" not in told
    assert ("ctex" in told) is (tag == "zh_CN")


def test_lines_of_a_working_have_decimal_commas() -> None:
    with language("de"):
        working = check_work(
            "1,5x sin(x)", ["u = 1,5x; v = sin(x)", "u' = 1,5, v' = cos(x)", "y' = 1,5 sin(x) + 1,5x cos(x)"]
        )
        assert working
        assert all(line.status != "unreadable" for line in working.lines)
        assert check("1,5x", "1,5 for x > 0")


def test_the_rule_book_is_looked_up_and_written_as_at_school() -> None:
    told = run("--language", "pt", "rules", "tg").stdout
    assert "\n  (tg(u))' = sec(u)^2\n" in told
    assert "Escreva tg como sen/cos" in " ".join(told.split())
    assert not re.search(r"\b(tan|sin)\b", told)
    assert run("--language", "de", "rules", "Kettenregel").stdout.startswith("Kettenregel\n")
