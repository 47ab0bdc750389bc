"""Exports: golden files, what each program demands of a file, and hostile texts that stay texts."""

from __future__ import annotations

import csv
import functools
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from click.testing import CliRunner
from exported import GOLDEN, SET, golden, hostile, kinds
from test_latex_page import assert_closed

from derivtutor import check
from derivtutor.cli.exercises.export import command
from derivtutor.errors import UserError
from derivtutor.exercises.wrong_answers import wrong_answers
from derivtutor.grading.judge import Judge
from derivtutor.notation import linear
from derivtutor.notation.maxima import maxima_text
from derivtutor.notation.reader import read
from derivtutor.render.exports import FORMATS, format_of, render
from derivtutor.render.exports.moodle import _FRACTIONS
from derivtutor.render.exports.question_bank import bank
from derivtutor.render.exports.words import html_with_tex, tex, to_latex

MADE = {"choice": "multichoice", "rule": "shortanswer"}
SHOWN_ELEMENTS = {"p", "strong", "em", "ul", "ol", "li", "code", "pre", "span", "a", "br", "h1", "h2", "blockquote"}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    style, key = GOLDEN[name]
    assert render(kinds(), style, key) == golden(name)


@functools.cache
def questions(style: str) -> dict[str, Element]:
    """The questions of a file by their ids, without the category."""
    root = ElementTree.fromstring(render(kinds(), style))
    category, *others = root.findall("question")
    assert category.get("type") == "category"
    assert category.findtext("category/text") == "$course$/top/All kinds"
    return {str(each.findtext("idnumber")): each for each in others}


@pytest.mark.parametrize("style", ["moodle", "stack"])
def test_one_question_per_exercise(style: str) -> None:
    found = questions(style)
    assert list(found) == [item.exercise.id for item in kinds().items]
    for item, question in zip(kinds().items, found.values(), strict=True):
        assert question.findtext("name/text")
        assert question.findtext("questiontext/text")
        assert float(str(question.findtext("defaultgrade"))) == item.exercise.points
        assert [each.findtext("text") for each in question.findall("tags/tag")] == list(item.labels)
        assert len(question.findall("hint")) == len(item.exercise.hints)


def test_moodle_types() -> None:
    found = {name: question.get("type") for name, question in questions("moodle").items()}
    assert found["derivative-1"] == "shortanswer"
    assert found["value-1"] == found["numeric-1"] == "numerical"
    assert found["working-1"] == "essay"
    assert found["choice-1"] == "multichoice"
    assert found["rule-1"] == "shortanswer"


def test_moodle_answers_have_shares_that_moodle_knows() -> None:
    known = {f"{100 * share:.7g}" for share in _FRACTIONS}
    for name, question in questions("moodle").items():
        shares = [str(answer.get("fraction")) for answer in question.findall("answer")]
        assert set(shares) <= known
        assert "100" in shares or question.get("type") == "essay", name


def answers(question: Element) -> dict[str, tuple[str, str]]:
    """What each answer is worth, and what is said to it."""
    return {
        str(answer.findtext("text")): (str(answer.get("fraction")), str(answer.findtext("feedback/text")))
        for answer in question.findall("answer")
    }


def test_short_answers_take_several_spellings_and_name_slips() -> None:
    found = answers(questions("moodle")["derivative-1"])
    assert found["2x cos(x^2)"] == found[r"2\*x\*cos(x^2)"] == ("100", "")
    assert found["cos(x^2)"] == ("50", r"<p>And the inside, \(x^{2}\)?</p>")
    assert found["2x cos(x)"] == ("25", "<p>Nearly.</p>")


def test_short_answers_in_the_wrong_form_get_part_of_the_points() -> None:
    found = answers(questions("moodle")["factored-1"])
    assert found["(3x + 1)(9x + 1)"][0] == "100"
    assert found["27x^2 + 12x + 1"][0] == "75"


def test_numbers_have_a_tolerance_where_they_need_one() -> None:
    found = questions("moodle")
    tolerances = {name: found[name].findtext("answer/tolerance") for name in ("value-1", "value-2", "numeric-1")}
    assert tolerances == {"value-1": "0.0005", "value-2": "0", "numeric-1": "0.0005"}
    assert found["value-1"].findtext("answer/text") == "0.353553390593"


@pytest.mark.parametrize("spelling", ["chain rule", "the chain rule", "chain"])
def test_rules_take_every_name(spelling: str) -> None:
    assert answers(questions("moodle")["rule-1"])[spelling][0] == "100"


# STACK


def test_stack_types() -> None:
    for item, question in zip(kinds().items, questions("stack").values(), strict=True):
        cannot = item.exercise.id in ("pieces-1", "unknown-1")
        expected = "shortanswer" if cannot else MADE.get(item.exercise.kind, "stack")
        assert question.get("type") == expected, item.exercise.id


def stack_questions() -> list[Element]:
    return [question for question in questions("stack").values() if question.get("type") == "stack"]


def test_stack_inputs_and_trees_belong_together() -> None:
    for question in stack_questions():
        words = str(question.findtext("questiontext/text"))
        variables = str(question.findtext("questionvariables/text"))
        for number, (given, tree) in enumerate(zip(question.findall("input"), question.findall("prt"), strict=True), 1):
            assert given.findtext("name") == f"ans{number}"
            assert f"[[input:ans{number}]] [[validation:ans{number}]]" in words
            assert f"[[feedback:{tree.findtext('name')}]]" in str(question.findtext("specificfeedback/text"))
            assert f"{given.findtext('tans')}:" in variables


def test_stack_trees_have_one_root_and_end() -> None:
    for question in stack_questions():
        for tree in question.findall("prt"):
            nodes = tree.findall("node")
            assert [node.findtext("name") for node in nodes] == [str(number) for number in range(len(nodes))]
            reached = [str(node.findtext(way)) for node in nodes for way in ("truenextnode", "falsenextnode")]
            assert sorted(set(reached) - {"-1"}, key=int) == [str(number) for number in range(1, len(nodes))]
            assert all(
                int(str(node.findtext(way))) > number or node.findtext(way) == "-1"
                for number, node in enumerate(nodes)
                for way in ("truenextnode", "falsenextnode")
            )
            assert len(nodes) <= 14


@pytest.mark.parametrize("style", FORMATS)
def test_a_choice_whose_letter_is_the_text_of_another(style: str, tmp_path: Path) -> None:
    """The right one is b, whose words are `a`: who writes a means it, and the key is not the first choice."""
    path = tmp_path / "set.yaml"
    path.write_text("title: T\nexercises: [{id: c, kind: choice, text: Which?, choices: [b, a], answer: a}]\n", "utf-8")
    assert "(b) a" in render(bank(str(path)), style, key=True).replace("<p>", "")


@pytest.mark.parametrize(
    ("exercise", "key", "others"),
    [
        ("{id: a, kind: value, differentiate: x(x + 1)^3, at: x=2, form: simplified}", "81", ["27", "28"]),
        ("{id: a, kind: tangent, differentiate: relu(x), at: x=3}", "y = x", ["x"]),
    ],
)
def test_stack_asks_for_what_is_at_the_point(exercise: str, key: str, others: list[str], tmp_path: Path) -> None:
    """A derivative that is not evaluated is no unfinished answer, nor in the way where it cannot be typed."""
    path = tmp_path / "set.yaml"
    path.write_text(f"title: T\nexercises: [{exercise}]\n", "utf-8")
    question = ElementTree.fromstring(render(bank(str(path)), "stack")).findall("question")[1]
    assert question.findtext("questionvariables/text") == f"ta1:{key};"
    assert [node.findtext("tans") for node in question.iter("node")][:3] == ["ta1", *others]


def test_stack_nodes_test_the_form_and_name_slips() -> None:
    found = {str(question.findtext("idnumber")): question for question in stack_questions()}
    tests = {name: [each.text for each in question.iter("answertest")] for name, question in found.items()}
    assert tests["factored-1"][-1] == "FacForm"
    assert tests["expanded-1"][-1] == "Expanded"
    assert tests["simplified-1"][0] == "EqualComAss"
    assert "NumAbsolute" in tests["value-1"]
    nodes = {node.findtext("tans"): node for node in found["derivative-1"].iter("node")}
    assert nodes["cos(x^2)"].findtext("truescore") == "0.5000000"
    assert nodes["cos(x^2)"].findtext("truefeedback/text") == r"<p>And the inside, \(x^{2}\)?</p>"


def test_stack_draws_numbers_where_it_can() -> None:
    question = questions("stack")["random-1"]
    variables = str(question.findtext("questionvariables/text")).splitlines()
    assert variables == ["a:2 + rand(8);", "n:rand([2, 3, 5]);", "expr:a*x^n*%e^x;", "ta1:diff(expr, x, 1);"]
    assert "{@expr@}" in str(question.findtext("questiontext/text"))
    assert "{@ta1@}" in str(question.findtext("questionnote/text"))


# Wrong answers


PROBLEMS = [
    ("sin(x^2)", {}), ("x^2 sin(x)", {}), ("(x^2+1)/(x-3)", {}), ("3x^4 - 5x^2 + 7x - 2", {}), ("x^x", {}),
    ("ln(3x)", {}), ("sqrt(1+x^2)", {}), ("sin(cos(exp(3x)))", {}), ("x^2 e^x sin x", {}), ("x^2 y", {"wrt": "x"}),
    ("x^3", {"at": "x=2"}), ("x sin x", {"order": 2}), ("7", {"wrt": "x"}), ("|x|", {}),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
def test_wrong_answers_are_wrong_and_named(problem: str, options: dict[str, str]) -> None:
    found = wrong_answers(Judge(problem, **options))
    for wrong in found:
        verdict = check(problem, linear.text(wrong.tree), **options)
        assert verdict.verdict == "incorrect"
        assert verdict.diagnosis[0].slips[0].slip == wrong.slip
        assert verdict.diagnosis[0].hint == wrong.hint
    texts = [linear.text(wrong.tree) for wrong in found]
    assert len(set(texts)) == len(texts) <= 8
    assert texts or problem == "7"


def test_wrong_answers_come_with_what_students_are_known_to_do_first() -> None:
    assert [wrong.slip for wrong in wrong_answers(Judge("x^2 sin(x)"), 2)] == [
        "product-of-derivatives",
        "product-sum-of-derivatives",
    ]


# Maxima


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2 x sin x", "2*x*sin(x)"),
        ("-x^2", "-x^2"),
        ("(-x)^2", "(-x)^2"),
        ("x^-1", "x^(-1)"),
        ("(x^2)^3", "(x^2)^3"),
        ("a - (b - c)", "a - (b - c)"),
        ("x/(2y)", "x/(2*y)"),
        ("pi e^(2x)", "%pi*%e^(2*x)"),
        ("|x - 1|", "abs(x - 1)"),
        ("theta w_1", "theta*w_1"),
        ("piecewise((x^2, x<0), (1, 0<=x<1), (3, x!=1))",
         "if x < 0 then x^2 elseif 0 <= x and x < 1 then 1 elseif x # 1 then 3 else und"),
        ("x f(x)", "x*f(x)"),
        ("f''(x)", "'diff(f(x), x, 2)"),
        ("f'(2x)", "at('diff(f(xi_1), xi_1, 1), [xi_1 = 2*x])"),
        ("int(sin t, t, 0, x)", "'integrate(sin(t), t, 0, x)"),
        ("0.25x", "1/4*x"),
    ],
)  # fmt: skip
def test_maxima(typed: str, written: str) -> None:
    assert maxima_text(read(typed).tree) == written


# Anki


def test_anki_has_a_line_for_each_exercise() -> None:
    lines = render(kinds(), "anki").splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert head[:5] == ["#separator:tab", "#html:true", "#notetype:Basic", "#deck:All kinds", "#guid column:1"]
    rows = list(csv.reader(lines[len(head) :], delimiter="\t"))
    assert [len(row) for row in rows] == [4] * len(kinds().items)
    assert len({row[0] for row in rows}) == len(rows)
    assert rows[0][1] == r"<p>Differentiate \(\sin\left(x^{2}\right)\).</p>"
    assert rows[0][3] == "first_week chain sine power"


# Hostile texts


class Elements(HTMLParser):
    """The elements of an HTML text, their links, and what is shown between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.links: list[str | None] = []
        self.pieces: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "onclick")]

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def assert_text(html: str) -> None:
    """A text in HTML has no elements but those of Markdown, and no program finds anything in it."""
    seen = Elements(html)
    assert seen.found <= SHOWN_ELEMENTS
    assert not seen.links
    assert not re.search(r"\[\[input:evil|\{@evil|\{#evil|\\[(\[]evil|@@|\[sound|\[latex|\{\{", html)
    assert not any("\\(evil" in piece or "\\input" in piece for piece in seen.pieces)
    assert not re.search(r"\\\((?:(?!\\\)).)*\\(input|href)", html)


@pytest.mark.parametrize("style", ["moodle", "stack"])
def test_hostile_texts_stay_texts_in_xml(style: str, tmp_path: Path) -> None:
    written = render(hostile(tmp_path), style)
    root = ElementTree.fromstring(written)
    assert len(root.findall("question")) == 7
    for each in root.iter():
        if each.get("format") == "html" and each.findtext("text"):
            assert_text(str(each.findtext("text")))
    assert len(list(root.iter("input"))) == (4 if style == "stack" else 0)


def test_hostile_texts_stay_texts_on_cards(tmp_path: Path) -> None:
    lines = render(hostile(tmp_path), "anki").splitlines()
    assert [line.split(":")[0] for line in lines[:7]].count("#deck") == 1
    rows = list(csv.reader(lines[7:], delimiter="\t"))
    assert [len(row) for row in rows] == [4] * 6
    for _, front, back, _ in rows:
        assert_text(front)
        assert_text(back)


def test_hostile_texts_stay_texts_on_paper(tmp_path: Path) -> None:
    found = hostile(tmp_path)
    page = Elements(render(found, "html", True))
    assert "script" not in page.found
    assert not page.links
    document = render(found, "latex", True)
    assert_closed(document.replace("é", "e"))
    assert document.count(r"\end{document}") == 1
    assert not re.search(r"\\(input|href|write)\b", document)


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (r"\frac{x}{2}", r"\frac{x}{2}"),
        (r"\lim_{h \to 0} \frac{f(x+h) - f(x)}{h}", r"\lim_{h \to 0} \frac{f(x+h) - f(x)}{h}"),
        (r"\input{x}", None),
        (r"\def\x{1}", None),
        ("}{", None),
        ("{@x@}", None),
        ("x # y", None),
        ("a & b", None),
        ("x^^41", None),
        (r"\left( x", "( x"),
    ],
)
def test_formulas_are_mathematics_or_text(formula: str, written: str | None) -> None:
    assert tex(formula) == written


def test_markdown_in_both() -> None:
    text = "One *two* **three** `four`\n\n- five $x^2$\n- six_7"
    assert html_with_tex(text).count("<li>") == 2
    assert to_latex(text) == (
        "One \\emph{two} \\textbf{three} \\texttt{four}\n\n"
        "\\begin{itemize}\n\\item five $x^{2}$\n\\item six\\_7\n\\end{itemize}"
    )


# The command


def test_formats_by_ending() -> None:
    assert format_of(Path("a.TEX")) == "latex"
    assert format_of(Path("a.txt")) == "anki"
    assert format_of(Path("a.xml")) is None


def test_command_writes_a_file(tmp_path: Path) -> None:
    file = tmp_path / "sheet.tex"
    result = CliRunner().invoke(command, [str(SET), "--key", "--student", "ada", "-o", str(file)])
    assert result.exit_code == 0, result.output
    assert file.read_text("utf-8") == golden("exports-sheet-key.tex")


def test_command_asks_for_the_format(tmp_path: Path) -> None:
    for arguments in ([str(SET)], [str(SET), "-o", str(tmp_path / "a.xml")]):
        result = CliRunner().invoke(command, arguments)
        assert isinstance(result.exception, UserError)


def test_students_have_numbers_of_their_own() -> None:
    written = {
        CliRunner().invoke(command, [str(SET), "--format", "moodle", "--student", name]).output for name in "abc"
    }
    assert len(written) > 1


# Paper


def test_sheets_have_the_answers_only_with_the_key() -> None:
    for style in ("html", "latex"):
        assert "Answer:" not in render(kinds(), style)
        assert render(kinds(), style, True).count("Answer:") == len(kinds().items)


def test_sheet_needs_nothing_else() -> None:
    page = render(kinds(), "html", True)
    assert not re.search(r"(?:src|href)=|url\(|@import", page)
    assert page.count('<section class="exercise">') == 2 * len(kinds().items)


@pytest.mark.parametrize("key", [False, True])
def test_latex_sheet_is_closed(key: bool) -> None:
    assert_closed(render(kinds(), "latex", key))


@pytest.mark.parametrize(
    ("points", "told"), [(1, "1 point"), (2, "2 points"), (0.5, "0.5 points"), (0, "0 points"), (2.5, "2.5 points")]
)
def test_what_an_exercise_is_worth_stands_on_the_sheet(tmp_path: Path, points: float, told: str) -> None:
    (tmp_path / "set.yaml").write_text(
        f"title: T\nexercises: [{{id: a, differentiate: x^2, points: {points}}}]\n", encoding="utf-8"
    )
    found = bank(str(tmp_path / "set.yaml"))
    assert f'<span class="points">{told}</span>' in render(found, "html")
    assert rf"\exercise{{1}}{{a}}{{{told}}}" in render(found, "latex")


@pytest.mark.parametrize(
    ("text", "document", "page"),
    [
        ("# One\n\ntwo", "\\textbf{One}\n\ntwo", "<h1>One</h1>\n<p>two</p>"),
        ("one\ntwo", "one\ntwo", "<p>one\ntwo</p>"),
        ("one  \ntwo", "one\\newline\ntwo", "<p>one<br />\ntwo</p>"),
        ("one\n\ntwo", "one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        (
            "3. one\n4. two",
            "\\begin{enumerate}\n\\item one\n\\item two\n\\end{enumerate}",
            '<ol start="3">\n<li>one</li>\n<li>two</li>\n</ol>',
        ),
        (
            "```\none\n2_x\n```\ntwo",
            "\\texttt{one}\\newline\n\\texttt{2\\_x}\n\ntwo",
            "<pre><code>one\n2_x\n</code></pre>\n<p>two</p>",
        ),
        ("$$x^2$$", "\\[x^{2}\\]", "<p>\\[x^{2}\\]</p>"),
    ],
)
def test_the_parts_of_a_text_in_both(text: str, document: str, page: str) -> None:
    assert (to_latex(text), html_with_tex(text)) == (document, page)
